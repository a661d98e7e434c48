"""What the lists of the administration ask of the database: no more for many rows than for a few."""

from __future__ import annotations

import pytest
from django.contrib.admin.views.main import SEARCH_VAR
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin.conftest import adresse, creer, modeles_administres

pytestmark = pytest.mark.django_db
REQUETES = 13
PEU, BEAUCOUP = 2, 12


def compter(client, url: str, **parametres: str) -> list[str]:
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(url, parametres).status_code == 200
    return [requete["sql"] for requete in requetes]


@pytest.mark.parametrize("modele", modeles_administres(), ids=lambda modele: modele._meta.label)
@pytest.mark.parametrize("parametres", [{}, {SEARCH_VAR: "a"}], ids=["liste", "recherche"])
def test_une_liste_coute_autant_pour_douze_lignes_que_pour_deux(direction, modele, parametres) -> None:
    url = adresse(modele, "changelist")
    for _ in range(PEU):
        creer(modele)
    compter(direction, url, **parametres)
    peu = compter(direction, url, **parametres)
    for _ in range(BEAUCOUP - PEU):
        creer(modele)
    beaucoup = compter(direction, url, **parametres)
    assert len(beaucoup) == len(peu), "\n".join(sql[:300] for sql in beaucoup)
    assert len(beaucoup) <= REQUETES
