"""Bars are as long as their figures, and never longer than the table."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from publication.graphiques import Rang, graphique
from publication.templatetags.presentation import avec_unite, point

FIGURES = st.none() | st.decimals(min_value=0, max_value=10**12, places=2)


def dessiner(*valeurs: tuple[Decimal | None, ...]):
    rangs = [Rang(str(numero), "", rangee) for numero, rangee in enumerate(valeurs)]
    return graphique(rangs, titre="Essai", entete="Ligne", unite="€", series=["a", "b"])


@given(st.lists(st.tuples(FIGURES, FIGURES), max_size=6))
def test_les_segments_se_suivent_sans_deborder(valeurs) -> None:
    for ligne in dessiner(*valeurs).lignes:
        fin = Decimal(0)
        for segment in ligne.segments:
            assert segment.x == fin
            fin += segment.largeur
        assert fin <= 100


def test_la_plus_longue_barre_occupe_tout_et_une_inconnue_rien() -> None:
    dessin = dessiner((Decimal(30), Decimal(10)), (Decimal(10), None), (None, None), (Decimal(0), Decimal(0)))
    longueurs = [sum(segment.largeur for segment in ligne.segments) for ligne in dessin.lignes]
    assert longueurs == [100, 25, 0, 0]
    assert [ligne.total for ligne in dessin.lignes] == [40, 10, None, 0]
    assert dessin.est_empile
    assert dessin.legende == [(1, "a"), (2, "b")]


def test_nombres_des_dessins_et_de_leurs_tables() -> None:
    assert point(Decimal("33.50")) == "33.5"
    assert avec_unite(None, "€") == "–"
    assert avec_unite(Decimal(1000), "€").endswith("€")
    assert avec_unite(Decimal("2.5"), "ETP") == "2,5\xa0ETP"
    assert avec_unite(3, "") == "3"
