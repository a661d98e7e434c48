"""The public site in English: every text of the interface is in the catalogue, and the data stay in French."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.db.models import Choices
from django.utils.translation import override
from django.utils.translation.template import templatize

from programmes.chiffres import CHAPITRES
from tests import factories as f
from tests.site.test_pages import texte

RACINE = Path(settings.BASE_DIR)
CATALOGUE = RACINE / "locale/en/LC_MESSAGES/django.po"
EN_FRANCAIS = ("admin", "management", "referentiel", "migrations", "accueil.py", "administration.py", "couverture.py")
FONCTIONS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
DANS_UN_GABARIT = re.compile(r"""\bn?gettext\(u?(?P<texte>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def fichiers(motif: str) -> list[Path]:
    dossiers = ("publication", "collectivites", "programmes", "templates")
    return [
        chemin
        for dossier in dossiers
        for chemin in sorted((RACINE / dossier).rglob(motif))
        if not set(EN_FRANCAIS) & set(chemin.parts) and "actions" not in chemin.parts and "models" not in chemin.parts
    ]


def textes_de_python(chemin: Path) -> set[str]:
    appels = [noeud for noeud in ast.walk(ast.parse(chemin.read_text())) if isinstance(noeud, ast.Call)]
    return {
        appel.args[0].value
        for appel in appels
        if isinstance(appel.func, ast.Name)
        and appel.func.id in FONCTIONS
        and appel.args
        and isinstance(appel.args[0], ast.Constant)
    }


def textes_de_gabarit(chemin: Path) -> set[str]:
    return {ast.literal_eval(trouve["texte"]) for trouve in DANS_UN_GABARIT.finditer(templatize(chemin.read_text()))}


def test_tout_texte_de_l_interface_a_sa_traduction(catalogue: polib.POFile) -> None:
    traduits = {entree.msgid for entree in catalogue if entree.translated()}
    textes = {texte for chemin in fichiers("*.py") for texte in textes_de_python(chemin)}
    textes |= {texte.replace("%%", "%") for chemin in fichiers("*.html") for texte in textes_de_gabarit(chemin)}
    assert len(textes) > 500
    assert {texte for texte in textes if texte.replace("%", "%%") not in traduits and texte not in traduits} == set()


def choix(classe: type[Choices]) -> list[type[Choices]]:
    return [fille for sous in classe.__subclasses__() for fille in (sous, *choix(sous))]


def test_tout_choix_montre_au_public_a_sa_traduction(catalogue: polib.POFile) -> None:
    traduits = {entree.msgid for entree in catalogue if entree.translated()}
    # Those of actions are words of the reports of commands, in French only, and known once one was imported.
    noms = {"collectivites", "programmes"}
    classes = [(classe, classe.__module__.split(".")) for classe in choix(Choices)]
    publics = [classe for classe, module in classes if module[0] in noms and "actions" not in module]
    with override("fr"):
        libelles = {str(libelle) for classe in publics for libelle in classe.labels}
    assert len(libelles) > 60
    assert libelles - traduits == set()


def test_titres_declares_comme_donnees_ont_leur_traduction(catalogue: polib.POFile) -> None:
    traduits = {entree.msgid for entree in catalogue if entree.translated()}
    with override("fr"):
        titres = {str(titre) for titre in CHAPITRES}
    assert len(titres) > 3
    assert titres - traduits == set()
    with override("en"):
        assert "The directory itself" in {str(titre) for titre in CHAPITRES}


def test_catalogue_ne_garde_pas_les_textes_d_avant() -> None:
    assert [ligne for ligne in CATALOGUE.read_text().splitlines() if ligne.startswith("#|")] == []


def test_catalogue_compile_dit_ce_que_dit_le_catalogue(catalogue: polib.POFile) -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as compile_:
        traductions = gettext.GNUTranslations(compile_)
    for entree in catalogue:
        if entree.translated() and not entree.msgid_plural:
            assert traductions.gettext(entree.msgid) == entree.msgstr
        for rang, pluriel in entree.msgstr_plural.items() if entree.translated() else ():
            assert traductions.ngettext(entree.msgid, entree.msgid_plural, 1 + rang) == pluriel


def test_traduction_garde_les_variables(catalogue: polib.POFile) -> None:
    variables = re.compile(r"%\(\w+\)[sd]")
    for entree in catalogue:
        for traduite in filter(None, [entree.msgstr, *entree.msgstr_plural.values()]):
            assert set(variables.findall(traduite)) <= set(variables.findall(entree.msgid_plural or entree.msgid))


@pytest.mark.django_db
def test_page_anglaise_dit_sa_langue_et_mene_a_la_francaise(client) -> None:
    collectivite = f.CollectiviteFactory(publie=True, nom="Rennes Métropole", type="metropole")
    adresse = f"/collectivites/{collectivite.slug}/"
    anglaise = client.get(f"/en{adresse}?a=1")
    contenu = " ".join(anglaise.content.decode().split())
    assert '<html lang="en">' in contenu
    assert f'<a href="{adresse}?a=1" hreflang="fr" lang="fr">français</a>' in contenu
    assert f'<link rel="alternate" hreflang="en" href="http://testserver/en{adresse}?a=1">' in contenu
    assert '<h1 lang="fr">Rennes Métropole</h1>' in contenu
    assert "Metropolis" in texte(anglaise)
    francaise = " ".join(client.get(adresse).content.decode().split())
    assert '<html lang="fr">' in francaise
    assert f'<a href="/en{adresse}" hreflang="en" lang="en">English</a>' in francaise


@pytest.mark.django_db
def test_liste_anglaise_traduit_les_choix_et_garde_les_liens_en_anglais(client) -> None:
    f.DispositifFactory(publie=True, nature_aide="pret", titre="Prêt d’honneur")
    page = client.get("/en/dispositifs/?vue=tableau&nature_aide=pret")
    assert "loan" in texte(page).lower()
    assert "Kind of support" in texte(page)
    assert 'href="/en/dispositifs/' in page.content.decode()
    assert client.get("/en/dispositifs/?tri=faux").status_code == 400
