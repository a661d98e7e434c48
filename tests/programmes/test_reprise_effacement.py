"""A document taken over, which may name people, is erased once it no longer serves; its drafts stay."""

from __future__ import annotations

import datetime as dt

import pytest

from programmes.models import Reprise
from programmes.tasks import effacer_reprises
from tests.factories import RepriseFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
LE = dt.datetime(2026, 6, 1, 2, 35, tzinfo=dt.UTC)


def deposee(nom: str, *, il_y_a: int, faite_il_y_a: int | None = None) -> None:
    """A document given ``il_y_a`` days before, and taken over ``faite_il_y_a`` days before."""
    reprise = RepriseFactory(nom=nom)
    faite = (
        {} if faite_il_y_a is None else {"faite_le": LE - dt.timedelta(faite_il_y_a), "faite_par": UtilisateurFactory()}
    )
    Reprise.objects.filter(pk=reprise.pk).update(deposee_le=LE - dt.timedelta(il_y_a), **faite)


def test_seul_part_ce_qui_ne_sert_plus() -> None:
    deposee("reprise il y a longtemps", il_y_a=100, faite_il_y_a=91)
    deposee("reprise depuis peu", il_y_a=400, faite_il_y_a=89)
    deposee("oubliée", il_y_a=366)
    deposee("en cours", il_y_a=364)
    assert effacer_reprises(int(LE.timestamp())) == 2
    assert set(Reprise.objects.values_list("nom", flat=True)) == {"reprise depuis peu", "en cours"}
