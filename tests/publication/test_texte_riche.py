"""Long texts: what is shown, what is stored, and the way back from the editor."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publication.models import TexteRiche
from publication.texte_riche import depuis_html, en_clair, en_html, reprendre

PERMISES = {"p", "br", "strong", "em", "ul", "ol", "li", "h3", "a"}
ADRESSE_PERMISE = re.compile(r"https?://|mailto:|[^:]*(?:[/?#].*)?\Z", re.IGNORECASE | re.DOTALL)

REL = "noopener noreferrer"
ELEMENTS = ["p", "strong", "em", "ul", "ol", "li", "h3", "div", "b"]
LIENS = ["https://a.example/x_y?(z)&amp;t=1", "javascript:alert(1)", "/é è", "data:text/html,x"]
MORCEAUX = st.sampled_from(
    [
        *(f"<{element}>" for element in ELEMENTS),
        *(f"</{element}>" for element in [*ELEMENTS, "a"]),
        *(f'<a href="{lien}">' for lien in LIENS),
        *("<br>", '<ol start="7">', "<script>x</script>", "<style>y</style>", '<img src=x onerror="y">', "<!--", "-->"),
        *("<svg><a xlink:href='javascript:1'>", "mot", " ", "\n", "\n\n", "1. ", "2019. ", "- ", "+ ", "# ", "### "),
        *("*", "**", "_", "[", "](", ")", "\\", "`", "<", "&lt;", "&amp;", "é", "\N{NO-BREAK SPACE}", "."),
        *("a@b.example", "https://a.example", "](javascript:x)"),
    ]
)
HTML = st.lists(MORCEAUX, max_size=25).map("".join)
TEXTE = st.lists(st.one_of(MORCEAUX, st.text(max_size=3)), max_size=25).map("".join)


@pytest.mark.parametrize(
    ("texte", "html"),
    [
        ("", ""),
        ("Une ligne\nune autre\n\nUn paragraphe", "<p>Une ligne<br>\nune autre</p>\n<p>Un paragraphe</p>\n"),
        ("Du **gras** et de l’*italique*", "<p>Du <strong>gras</strong> et de l’<em>italique</em></p>\n"),
        ("Pour :\n- a\n- b", "<p>Pour :</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        ("# Titre", "<h3>Titre</h3>\n"),
        ("[le site](/a)", '<p><a href="/a" rel="noopener noreferrer">le site</a></p>\n'),
        ("<ess@example.org>", f'<p><a href="mailto:ess@example.org" rel="{REL}">ess@example.org</a></p>\n'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](tel:0261910000)", "<p>[x](tel:0261910000)</p>\n"),
        ("<script>x</script> &amp; `code`", "<p>&lt;script&gt;x&lt;/script&gt; &amp;amp; `code`</p>\n"),
        ("![image](/x.png)", '<p>!<a href="/x.png" rel="noopener noreferrer">image</a></p>\n'),
        ("    retrait\n\n> cité\n\n---\n\na | b", "<p>retrait</p>\n<p>&gt; cité</p>\n<p>---</p>\n<p>a | b</p>\n"),
    ],
)
def test_un_texte_montre_ses_marques_et_elles_seules(texte: str, html: str) -> None:
    assert en_html(texte) == html


def test_un_intertitre_prend_le_niveau_de_sa_place() -> None:
    assert en_html("### Ici", 5) == "<h5>Ici</h5>\n"


@pytest.mark.parametrize(
    ("html", "texte"),
    [
        ("", ""),
        ("<p></p><p> </p>", ""),
        ("<p>Un</p><p>Deux<br>lignes</p>", "Un\n\nDeux\nlignes"),
        ("<p><strong>gras </strong>et<em> penché</em></p>", "**gras** et *penché*"),
        ("<p><strong>tout <em>cela</em></strong></p>", "**tout *cela***"),
        ("<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li></ul>", "- a\n- b\n  - c"),
        ('<ol start="9"><li><p>a</p></li><li><p>b</p><p>c</p></li></ol>', "9. a\n\n10. b\n\n    c"),
        ("<h1>Titre</h1><div>a</div><div>b</div>", "### Titre\n\na\n\nb"),
        ('<p><a href="/a b">le <strong>site</strong></a></p>', "[le **site**](/a%20b)"),
        ('<p><a href="https://ess.example.org">https://ess.example.org</a></p>', "<https://ess.example.org>"),
        ('<p><a href="mailto:ess@example.org">ess@example.org</a></p>', "<ess@example.org>"),
        ('<p><a href="javascript:alert(1)">x</a><script>y</script><img src=z></p>', "x"),
        ("<p>- a</p><p>2019. Un an</p><p># b</p>", "\\- a\n\n2019\\. Un an\n\n\\# b"),
        ("<p>Aides* (*selon le budget) de 2_000 €</p>", "Aides* (*selon le budget) de 2_000 €"),
        ("<p>*mot* et [x](/y)</p>", "\\*mot\\* et \\[x\\](/y)"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n- b"),
    ],
)
def test_le_html_de_l_editeur_devient_un_texte_lisible(html: str, texte: str) -> None:
    assert depuis_html(html) == texte


def test_des_listes_sans_fond_ne_font_pas_tomber_la_lecture() -> None:
    assert depuis_html("<ul><li>a" * 400).count("a") == 400


def test_un_texte_sans_marque_est_deja_en_clair() -> None:
    texte = "Aides (2019) :\n- a\n1. b\nc & d"
    assert en_clair(texte) == texte


def test_un_texte_en_clair_garde_les_mots_et_les_listes() -> None:
    assert en_clair("### Ici\n- **a** [b](https://a.example)\n- c\\*") == "Ici\n\n- a b\n- c*"


def test_un_texte_que_l_editeur_n_a_pas_change_reste_le_meme_a_l_octet() -> None:
    texte = "Un *mot*\r\n\n\n* a\n* b  \n"
    html = "<p>Un <em>mot</em></p><ul><li><p>a</p></li><li><p>b</p></li></ul>"
    assert reprendre(html, texte) == texte
    assert reprendre(html.replace("mot", "mots"), texte) == "Un *mots*\n\n- a\n- b"


@given(TEXTE)
def test_rien_de_dangereux_ne_sort_d_un_texte(texte: str) -> None:
    for element in html5lib.parseFragment(en_html(texte), namespaceHTMLElements=False).iter():
        if element.tag != "DOCUMENT_FRAGMENT":
            assert element.tag in PERMISES
            assert set(element.attrib) <= {"a": {"href", "rel"}, "ol": {"start"}}.get(element.tag, set())
            assert ADRESSE_PERMISE.match(element.attrib.get("href", ""))


@given(TEXTE)
def test_montrer_un_texte_dans_l_editeur_ne_le_change_pas(texte: str) -> None:
    assert reprendre(en_html(texte), texte) == texte


@given(HTML)
def test_ce_qui_est_stocke_se_relit_tel_quel(html: str) -> None:
    texte = depuis_html(html)
    assert depuis_html(en_html(texte)) == texte
    assert "<script" not in en_html(texte)


@given(HTML)
def test_aucun_mot_ne_se_perd_en_route(html: str) -> None:
    assert en_clair(depuis_html(html)) == en_clair(depuis_html(en_html(depuis_html(html))))


def test_une_migration_voit_un_texte() -> None:
    _nom, chemin, _arguments, options = TexteRiche("objet", blank=True).deconstruct()
    assert (chemin, options["blank"]) == ("django.db.models.TextField", True)
