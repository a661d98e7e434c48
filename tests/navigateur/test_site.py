"""Every page type in a real browser: accessible, contained, silent, and asking nothing of anyone else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from collectivites.models import Commune
from programmes.models import Organisme, Thematique
from publication.models import Publication
from tests.factories import CollectiviteFactory, RegionFactory
from tests.monde_public import creer_un_monde_complet

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pages() -> list[str]:
    """One address of each page type."""
    RegionFactory(code="44", nom="Grand Est")
    collectivite = creer_un_monde_complet()
    retiree = CollectiviteFactory(retire=True)
    fiches = [publication.get_absolute_url() for publication in Publication.objects.vivantes()]
    listes = [f"/{nom}/" for nom in ("collectivites", "politiques", "dispositifs", "projets", "ressources")]
    territoires = [collectivite.region.get_absolute_url(), collectivite.departement.get_absolute_url()]
    territoires += [f"{adresse}document/" for adresse in territoires]
    recherche = ["/recherche/", "/recherche/?q=épicerie", "/recherche/?q=xyzzy"]
    refus = ["/rien-ici/", retiree.get_absolute_url(), "/collectivites/?tri=faux", "/collectivites/?q=xyzzy"]
    cartes = ["/collectivites/?vue=carte&figure=part", "/projets/?vue=carte&mailles=departements&figure=montant"]
    vues = ["/collectivites/?vue=tableau", "/collectivites/?type=-region", *cartes]
    outils = [f"/collectivites/comparer/?c={collectivite.slug}", f"/signaler/collectivite/{collectivite.slug}/"]
    themes = [adresse.get_absolute_url() for adresse in (*Thematique.objects.all()[:1], *Organisme.objects.cites()[:1])]
    communes = ["/ma-commune/?q=zzz", *(f"/ma-commune/{commune.pk}/" for commune in Commune.objects.all()[:1])]
    autres = ["/", "/regions/", "/a-propos/", "/chiffres/", "/flux/", "/thematiques/", "/organismes/", "/ma-commune/"]
    return [
        *autres, *listes, *vues, *outils, *themes, *communes, *fiches, *territoires, *recherche, *refus,
    ]  # fmt: skip


@pytest.mark.parametrize(("largeur", "couleurs"), [(375, "light"), (375, "dark"), (1440, "light"), (1440, "dark")])
def test_aucune_faute_d_accessibilite(live_server, chromium: Browser, pages, largeur: int, couleurs: str) -> None:
    contexte = chromium.new_context(
        base_url=live_server.url, viewport={"width": largeur, "height": 900}, color_scheme=couleurs
    )
    page = contexte.new_page()
    fautes = {}
    for adresse in pages:
        page.goto(adresse)
        violations = Axe().run(page).response["violations"]
        if violations:
            fautes[adresse] = [(faute["id"], faute["nodes"][0]["html"][:120]) for faute in violations]
    contexte.close()
    assert fautes == {}


@pytest.mark.parametrize("largeur", [320, 768])
def test_aucune_page_ne_deborde_ne_se_plaint_ni_ne_demande_ailleurs(
    live_server, chromium: Browser, pages, largeur: int
) -> None:
    contexte = chromium.new_context(base_url=live_server.url, viewport={"width": largeur, "height": 800})
    page = contexte.new_page()
    plaintes: list[str] = []
    hotes: set[str] = set()
    page.on("console", lambda m: plaintes.append(f"{page.url} {m.text}") if "status of 4" not in m.text else None)
    page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
    page.on("request", lambda requete: hotes.add(urlsplit(requete.url).netloc))
    debordent = []
    for adresse in pages:
        page.goto(adresse)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            debordent.append(adresse)
    contexte.close()
    assert debordent == []
    assert plaintes == []
    assert hotes - {""} == {urlsplit(live_server.url).netloc}


def test_au_clavier_on_va_au_contenu_et_on_cherche(live_server, chromium: Browser) -> None:
    creer_un_monde_complet()
    page = chromium.new_page(base_url=live_server.url)
    page.goto("/collectivites/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.focus("#q-entete")
    page.keyboard.type("épicerie")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/**")
    assert "1 résultat" in page.inner_text("main")
    page.close()
