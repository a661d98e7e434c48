"""How dates, amounts and numbers are written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.core.paginator import Paginator
from django.utils import translation

from collectivites.cartes import HAUTEUR, LARGEUR, cadres_outre_mer, traces_des_regions
from programmes.templatetags.dispositifs import etat
from publication.recherche import DEBUT_MARQUE, FIN_MARQUE
from publication.templatetags import presentation as p

FINE, INSECABLE = "\u202f", "\xa0"


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [(None, ""), ("", ""), ("5559051.00", "5 559 051"), ("12.60", "12,6"), (0, "0"), (Decimal("0.25"), "0,25")],
)
def test_nombre(valeur, attendu) -> None:
    assert p.nombre(valeur) == attendu.replace(" ", FINE)


@pytest.mark.parametrize(("valeur", "attendu"), [(None, ""), ("360000.00", "360 000"), ("7500.50", "7 500,50")])
def test_euros(valeur, attendu) -> None:
    assert p.euros(valeur) == (f"{attendu.replace(' ', FINE)}{INSECABLE}€" if attendu else "")


@pytest.mark.parametrize(
    "valeur", ["2019-01-07", "2019-01-06T23:30:00Z", dt.date(2019, 1, 7), dt.datetime(2019, 1, 7, 12, tzinfo=dt.UTC)]
)
def test_jour(valeur) -> None:
    assert p.jour(valeur) == '<time datetime="2019-01-07">7 janvier 2019</time>'
    assert p.jour(None) == p.jour("") == ""


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        (2017, 2021, "2017–2021"),
        (2018, 2018, "2018"),
        (2014, None, "depuis 2014"),
        (None, 2020, "jusqu’en 2020"),
        (None, None, ""),
    ],
)
def test_periode(debut, fin, attendu) -> None:
    assert p.periode({"debut": debut, "fin": fin}) == attendu


def test_chiffre_avec_fourchette_et_unite() -> None:
    chiffre = {"valeur": "85000.00", "valeur_max": "95000.00", "unite": "h"}
    assert p.valeur_chiffre(chiffre) == f"85{FINE}000 à 95{FINE}000{INSECABLE}h"
    assert p.valeur_chiffre({**chiffre, "valeur_max": None, "unite": ""}) == f"85{FINE}000"


def test_sommes_ignorent_l_inconnu() -> None:
    assert p.somme([{"part": "1.50"}, {"part": None}], "part") == Decimal("1.50")
    assert p.somme([{"part": None}], "part") is None


def test_surligne_echappe_puis_marque() -> None:
    texte = f"<b>{DEBUT_MARQUE}mot{FIN_MARQUE} & suite"
    assert p.surligne(texte) == "&lt;b&gt;<mark>mot</mark> &amp; suite"


def test_pages_voisines() -> None:
    page = Paginator(range(200), 10).page(10)
    assert p.voisines(page) == [1, "…", 9, 10, 11, "…", 20]
    assert p.adresse_de_page("?", 2) == "?page=2"
    assert p.adresse_de_page("?q=x", 2) == "?q=x&page=2"


@time_machine.travel("2026-06-01T10:00:00Z")
def test_etat_et_verification_dependent_du_jour() -> None:
    sans_date = {"ouverture_le": None, "cloture_le": None}
    assert etat({"ouverture_le": "2026-01-01", "cloture_le": "2026-05-31", "a_revoir_le": None}) == "clos"
    assert etat({**sans_date, "a_revoir_le": "2026-06-02"}) == "permanent"
    assert etat({**sans_date, "a_revoir_le": "2026-06-01"}) == "a_confirmer"
    assert etat({**sans_date, "a_revoir_le": None}) == "a_confirmer"


def test_traces_tiennent_dans_la_vue() -> None:
    traces = traces_des_regions()
    assert len(traces) == 18
    for trace in traces:
        nombres = [float(n) for n in trace.d.replace("M", " ").replace("L", " ").replace("Z", " ").split()]
        assert all(-40 <= x <= LARGEUR + 40 for x in nombres[::2]), trace.code
        assert all(-40 <= y <= HAUTEUR + 40 for y in nombres[1::2]), trace.code
    assert len(cadres_outre_mer()) == 5


@pytest.mark.parametrize(
    ("langue", "adresse", "attendue"),
    [
        ("fr", "/collectivites/x/", "/collectivites/x/"),
        ("en", "/collectivites/x/", "/en/collectivites/x/"),
        ("en", "/media/logo.png", "/media/logo.png"),
        ("en", "/api/v1/collectivites/", "/api/v1/collectivites/"),
        ("en", "https://example.org/", "https://example.org/"),
    ],
)
def test_adresse_d_un_document_suit_la_langue_de_la_page(langue, adresse, attendue) -> None:
    with translation.override(langue):
        assert p.lien(adresse) == attendue
