"""What one does without a mouse, and what one does without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import factories as f
from tests.monde_public import creer_un_monde_complet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
RUBRIQUES = [
    "Collectivités", "Politiques", "Dispositifs", "Projets", "Ressources", "Ma commune", "Chiffres", "Régions",
]  # fmt: skip
FOCUS = "document.activeElement.textContent.trim()"


@pytest.fixture
def page(live_server, chromium: Browser) -> Iterator[Page]:
    contexte = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    yield contexte.new_page()
    contexte.close()


@pytest.fixture
def sans_script(live_server, chromium: Browser) -> Iterator[Page]:
    contexte = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 375, "height": 800}
    )
    yield contexte.new_page()
    contexte.close()


def tabuler(page: Page, fois: int) -> list[str]:
    """Press Tab some times; what had the focus at each step."""
    vus = []
    for _ in range(fois):
        page.keyboard.press("Tab")
        vus.append(page.evaluate(FOCUS))
    return vus


def test_au_clavier_on_va_au_contenu_et_on_cherche(page: Page) -> None:
    creer_un_monde_complet()
    page.goto("/collectivites/")
    assert tabuler(page, 1) == ["Aller au contenu"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.focus("#q-entete")
    page.keyboard.type("épicerie")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/**")
    assert "1 résultat" in page.inner_text("main")


def test_au_clavier_le_menu_large_se_parcourt_sans_rien_ouvrir(page: Page) -> None:
    page.goto("/a-propos/")
    page.locator(".chercher .bouton").focus()
    assert tabuler(page, 9) == [*RUBRIQUES, "English"]
    expect(page.locator(".menu summary")).to_be_hidden()


def test_au_clavier_le_menu_etroit_s_ouvre_et_mene_a_la_rubrique(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/a-propos/")
    page.locator(".chercher .bouton").focus()
    assert tabuler(page, 2) == ["Menu", "English"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert tabuler(page, 8) == RUBRIQUES
    page.keyboard.press("Enter")
    page.wait_for_url("**/regions/")
    expect(page.locator(".menu a[aria-current]")).to_have_text("Régions")


def test_au_clavier_on_deplie_un_filtre_on_le_coche_et_on_exporte(page: Page) -> None:
    for type_ in ("region", "commune"):
        f.CollectiviteFactory(publie=True, type=type_)
    page.goto("/collectivites/")
    page.locator("#facette-type summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#resultats")).to_have_text("1 résultat")
    assert page.evaluate("document.activeElement.name") == "type"
    page.locator("#exporter summary").focus()
    page.keyboard.press("Enter")
    assert tabuler(page, 1) == ["Flux Atom de cette liste"]
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUS) == "Exporter"


def test_sans_javascript_on_filtre_trie_et_choisit_ses_colonnes(sans_script: Page) -> None:
    page = sans_script
    for rang, type_ in enumerate(("region", "region", "commune")):
        f.CollectiviteFactory(publie=True, type=type_, nom=f"Collectivité {rang}", population=1000 * (rang + 1))
    page.goto("/")
    page.locator(".menu summary").click()
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Collectivités").click()
    page.locator("#filtrer > summary").click()
    page.locator("#facette-type summary").click()
    page.locator("#f-type-region").check()
    page.get_by_role("button", name="Appliquer").click()
    assert page.inner_text("#resultats").strip() == "2 résultats"
    page.locator("#id_tri").select_option("-modifiee_le")
    page.get_by_role("button", name="Trier").click()
    assert "type=region" in page.url
    assert page.locator(".carte h3").all_inner_texts() == ["Collectivité 1", "Collectivité 0"]
    page.get_by_role("link", name="Tableau").click()
    page.locator("#colonnes summary").click()
    page.locator("#colonne-siren").check()
    page.get_by_role("button", name="Montrer").click()
    assert "SIREN" in page.inner_text(".tableau thead")
    page.locator("#exporter summary").click()
    with page.expect_download() as telechargement:
        page.get_by_role("link", name="CSV").first.click()
    assert telechargement.value.suggested_filename.endswith(".csv")


def test_sans_javascript_on_compare_on_trouve_sa_commune_et_on_lit_une_fiche(sans_script: Page) -> None:
    page = sans_script
    collectivite = creer_un_monde_complet()
    autre = f.CollectiviteFactory(publie=True, nom="Pays voisin")
    page.goto(f"/collectivites/comparer/?c={collectivite.slug}")
    page.locator("#ajouter").select_option(autre.slug)
    page.get_by_role("button", name="Ajouter").click()
    assert "Pays voisin" in page.inner_text(".comparaison thead")
    page.goto("/ma-commune/")
    commune = f.CommuneFactory(nom="Saint-Exemple")
    page.locator("#commune").fill("saint exemple")
    page.locator("main").get_by_role("button").click()
    page.wait_for_url(f"**/ma-commune/{commune.pk}/")
    page.goto(collectivite.get_absolute_url())
    page.get_by_text("Citer cette page").click()
    expect(page.locator(".citer")).to_be_visible()
