"""Indexes of the public records whose shape asks for a word."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


def du_territoire(lieu: str) -> models.Index:
    """Index that alone tells what the public records of a place come to, and which of each nature come first."""
    return models.Index(
        F(lieu),
        F("nature"),
        F("adherente").desc(nulls_last=True),
        F("titre_cle"),
        F("uid"),
        name=f"publication_du_{lieu}"[:30],
        include=["debut", "fin", "montant"],
        condition=Q(retiree_le=None),
    )
