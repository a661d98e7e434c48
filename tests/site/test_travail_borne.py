"""A page reads the rows that it shows: those of the rest of the directory may be as many as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from collectivites.models import Commune
from programmes.actions.synthese import Volume, generer
from publication.natures import registre
from tests import factories as f

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
TOLERANCE = 1.25
"""Candidates of a comparison may be a few more or a few less; a table read whole is six times as many rows."""
LUES = "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables"


@pytest.fixture
def calme(monkeypatch: pytest.MonkeyPatch) -> Commune:
    """A commune of a small directory where nothing will come any more; few candidates are compared."""
    for module in ("collectivites.comparables", "programmes.semblables"):
        monkeypatch.setattr(f"{module}.CANDIDATES", 4)
    commune = f.CommuneFactory(latitude=48.0, longitude=-1.5)
    f.ThematiqueFactory()
    f.RessourceFactory(publie=True)
    remplir(40, 12, graine=1)
    Commune.objects.filter(pk=commune.pk).update(supprime_en=2026)
    f.CommuneFactory(latitude=44.0, longitude=3.5)
    return commune


def remplir(collectivites: int, projets: int, *, graine: int) -> None:
    """Add to the directory, and let the planner know; tables this small would be read whole."""
    generer(Volume(collectivites=collectivites, projets=projets, subventions=projets), graine=graine)
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE")
        curseur.execute("SET LOCAL enable_seqscan = off")


@pytest.fixture
def lignes_lues(client) -> Callable[[str], int]:
    """Count the rows that PostgreSQL reads for a page, once what is held in memory is there."""

    def total() -> int:
        with connection.cursor() as curseur:
            curseur.execute(LUES)
            return int(curseur.fetchone()[0])

    def compter(adresse: str) -> int:
        for _visite in range(2):
            cache.clear()
            avant = total()
            assert client.get(adresse).status_code == 200
        return total() - avant

    return compter


def pages(commune: Commune) -> list[str]:
    """The sheet published first of each nature, the places of the commune, and the pages that count the whole."""
    fiches = [inscrite.modele.fiches().publiees().order_by("pk")[0] for inscrite in registre]
    lieux = (commune.departement.region, commune.departement)
    ecrans = (reverse("programmes:ma_commune", args=[commune.pk]), reverse("collectivites:regions"), "/")
    return [*(objet.get_absolute_url() for objet in (*fiches, *lieux)), *ecrans]


def test_aucune_page_ne_lit_ce_qu_elle_ne_montre_pas(calme: Commune, lignes_lues: Callable[[str], int]) -> None:
    avant = {adresse: lignes_lues(adresse) for adresse in pages(calme)}
    remplir(240, 60, graine=2)
    apres = {adresse: lignes_lues(adresse) for adresse in avant}
    assert min(avant.values()) > 0
    assert {
        adresse: (avant[adresse], lues) for adresse, lues in apres.items() if lues > avant[adresse] * TOLERANCE
    } == {}
