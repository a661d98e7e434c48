"""Word differences: nothing of either text is lost, and what is shown is what changed."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from publication import differences as module
from publication.differences import Genre, Morceau, differences, remplacement

TEXTES = st.text(alphabet="ab é’\n.,-", max_size=40)


def reconstituer(morceaux: list[Morceau], sans: Genre) -> str:
    return "".join(morceau.texte for morceau in morceaux if morceau.genre is not sans)


@given(TEXTES, TEXTES)
def test_les_morceaux_rendent_les_deux_textes(avant, apres) -> None:
    morceaux = differences(avant, apres)
    assert reconstituer(morceaux, Genre.AJOUTE) == avant
    assert reconstituer(morceaux, Genre.RETIRE) == apres


@given(TEXTES, TEXTES)
def test_un_texte_trop_long_se_compare_par_lignes_sans_rien_perdre(avant, apres) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "A_COMPARER", 4)
        morceaux = differences(avant, apres)
    assert reconstituer(morceaux, Genre.AJOUTE) == avant
    assert reconstituer(morceaux, Genre.RETIRE) == apres


def test_un_mot_change_et_lui_seul() -> None:
    assert differences("Un conseil de l’ESS, réuni.", "Un comité de l’ESS, réuni.") == [
        Morceau(Genre.EGAL, "Un "),
        Morceau(Genre.RETIRE, "conseil"),
        Morceau(Genre.AJOUTE, "comité"),
        Morceau(Genre.EGAL, " de l’ESS, réuni."),
    ]


def test_des_mots_changes_a_la_suite_font_un_seul_changement() -> None:
    assert differences("rouge vif", "bleu pâle") == remplacement("rouge vif", "bleu pâle")


@pytest.mark.parametrize(
    ("avant", "apres", "attendus"),
    [("", "", []), ("12", "12", [Genre.EGAL]), ("12", "13", [Genre.RETIRE, Genre.AJOUTE]), ("", "1", [Genre.AJOUTE])],
)
def test_une_valeur_se_remplace_d_un_bloc(avant, apres, attendus) -> None:
    assert [morceau.genre for morceau in remplacement(avant, apres)] == attendus


def test_un_changement_se_lit_sans_couleur_et_s_echappe() -> None:
    gabarit = Template("{% load relecture %}{% differences morceaux %}")
    rendu = gabarit.render(Context({"morceaux": differences("a <b> c", "a d c")}))
    assert '<del><span class="visually-hidden">[retiré : </span>&lt;b&gt;' in rendu
    assert '<ins><span class="visually-hidden">[ajouté : </span>d' in rendu
    assert "vide" in gabarit.render(Context({"morceaux": []}))
