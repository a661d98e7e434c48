"""Whatever is done to the sheets, reading them never fails and never loses a character of their text."""

from __future__ import annotations

import html
import random
import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmes.reprise import decoder, lire

PAGES = Path(__file__).resolve().parent / "pages"
DOCUMENTS = [chemin.read_text(encoding="utf-8") for chemin in sorted(PAGES.glob("*.txt"))]
LIGNES = [ligne for document in DOCUMENTS for ligne in document.split("\n")]
ESPACES = [" ", "  ", "\u00a0", "\u202f", "\t"]
BALISES = ["p", "div", "li", "h2", "td", "span", "b", "pre", "script-ish", "blockquote"]

BORNE = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
documents = st.sampled_from(DOCUMENTS)
lignes = st.lists(st.sampled_from(LIGNES), max_size=60)
graines = st.integers(min_value=0, max_value=2**16)
etrange = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200)


def assert_rien_n_est_perdu(texte: str) -> None:
    """The pieces are the text, and every field and every value lie inside their sheet."""
    lecture = lire(texte)
    assert "".join(lecture.texte[m.debut : m.fin] for m in lecture.morceaux()) == texte
    for fiche in lecture.fiches:
        for champ in fiche.champs:
            assert fiche.debut <= champ.debut < champ.fin <= fiche.fin
            assert champ.valeur


def lettres(texte: str) -> str:
    """Text without what HTML may fold or add: blanks, and the bullets of items."""
    return re.sub(r"[\s•]", "", texte)


@BORNE
@given(documents, graines)
def test_melanger_les_lignes_ne_perd_rien(document: str, graine: int) -> None:
    melangees = document.split("\n")
    random.Random(graine).shuffle(melangees)
    assert_rien_n_est_perdu("\n".join(melangees))


@BORNE
@given(documents, st.data())
def test_tronquer_ne_perd_rien(document: str, data: st.DataObject) -> None:
    debut = data.draw(st.integers(0, len(document)))
    fin = data.draw(st.integers(debut, len(document)))
    assert_rien_n_est_perdu(document[debut:fin])


@BORNE
@given(documents, graines, st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028"]))
def test_changer_les_blancs_ne_perd_rien(document: str, graine: int, saut: str) -> None:
    hasard = random.Random(graine)
    espace = re.sub(" ", lambda _: hasard.choice(ESPACES), document)
    assert_rien_n_est_perdu(espace.replace("\n", saut))


@BORNE
@given(lignes, etrange)
def test_assembler_des_lignes_de_plusieurs_fiches_ne_perd_rien(choisies: list[str], intrus: str) -> None:
    assert_rien_n_est_perdu("\n".join([*choisies[:30], intrus, *choisies[30:]]))


@BORNE
@given(st.lists(st.sampled_from(LIGNES), min_size=1, max_size=40), graines)
def test_mettre_en_html_ne_perd_rien(choisies: list[str], graine: int) -> None:
    hasard = random.Random(graine)
    morceaux = ["<html><body>"]
    for ligne in choisies:
        balise = hasard.choice(BALISES)
        corps = html.escape(ligne).replace("é", hasard.choice(["é", "&eacute;", "&#233;", "&#xe9;"]))
        morceaux.append(f"<{balise} class='x'>{corps}</{hasard.choice([balise, balise, 'p'])}>")
    source = decoder("".join(morceaux))
    assert source.est_html
    assert lettres(source.texte) == lettres("".join(choisies))
    assert_rien_n_est_perdu(source.texte)


@BORNE
@given(etrange)
def test_un_texte_quelconque_se_lit(texte: str) -> None:
    assert_rien_n_est_perdu(decoder(texte).texte)
    assert_rien_n_est_perdu(texte)


@BORNE
@given(st.binary(max_size=300))
def test_des_octets_quelconques_se_lisent(contenu: bytes) -> None:
    assert_rien_n_est_perdu(decoder(contenu).texte)


@BORNE
@given(documents, st.data())
def test_du_html_tronque_se_lit(document: str, data: st.DataObject) -> None:
    page = f"<html><body><p>{html.escape(document)}</p><ul><li>fin</li></ul></body></html>"
    coupe = data.draw(st.integers(13, len(page)))
    assert_rien_n_est_perdu(decoder(page[:coupe]).texte)
