"""Indexes whose shape asks for a word."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from publication.models.cherche import plie


def du_territoire(lieu: str) -> models.Index:
    """Index that alone tells what the public records of a place come to, and which of each nature come first."""
    return models.Index(
        F(lieu),
        F("nature"),
        F("adherente").desc(nulls_last=True),
        F("titre_cle"),
        F("uid"),
        name=f"publication_du_{lieu}"[:30],
        include=["debut", "fin", "a_revoir_le", "montant"],
        condition=Q(retiree_le=None),
    )


def premieres_de(lieu: str) -> models.Index:
    """Index that gives by title the public records of a place and of a nature: the first ones are read alone."""
    return models.Index(
        fields=[lieu, "nature", "titre_cle", "uid"], name=f"publication_de_{lieu}"[:30], condition=Q(retiree_le=None)
    )


def nom_plie(nom: str, champ: str) -> models.Index:
    """Folded names, to find the row that one designates whole."""
    return models.Index(plie(champ), name=f"{nom}_{champ}_plie")


def de_fiche(nom: str, titre: str) -> list[models.Index]:
    """Titles, and orders of the lists of the administration: by title, in one state or not, by day of verification."""
    return [
        nom_plie(nom, titre),
        models.Index(fields=[titre, "id"], name=f"{nom}_ordre"),
        models.Index(fields=["statut", titre, "id"], name=f"{nom}_statut"),
        models.Index(fields=["verifiee_le", "id"], name=f"{nom}_verifiee_le"),
    ]


def des_dernieres_annees(nom: str) -> models.Index:
    """Order by year, the latest first, unknown ones last."""
    return models.Index(F("annee").desc(nulls_last=True), "id", name=f"{nom}_ordre")
