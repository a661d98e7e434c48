"""The search box in a real browser: a combobox for keyboard, mouse and screen readers, a form without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import factories as f

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(live_server, chromium: Browser) -> Iterator[Page]:
    """The list of authorities, with something to find."""
    for nom in ("Valmont", "Valjean"):
        f.CollectiviteFactory(publie=True, nom=nom, slug=nom.lower())
    f.CommuneFactory(nom="Valmont-sur-Mer")
    page = chromium.new_page(base_url=live_server.url)
    page.goto("/collectivites/")
    yield page
    page.close()


def taper(page: Page, texte: str) -> None:
    page.locator("#q-entete").press_sequentially(texte)


def test_les_fleches_parcourent_les_suggestions_et_entree_suit_la_choisie(page: Page) -> None:
    champ, liste = page.get_by_role("combobox").first, page.get_by_role("listbox")
    expect(champ).to_have_attribute("aria-expanded", "false")
    taper(page, "val")
    expect(champ).to_have_attribute("aria-expanded", "true")
    expect(liste.get_by_role("option")).to_have_count(3)
    expect(page.locator("form.chercher [role=status]").first).to_contain_text("3 suggestions")
    expect(champ).not_to_have_attribute("aria-activedescendant", "")
    champ.press("ArrowUp")
    assert liste.locator("[aria-selected=true]").inner_text().startswith("Valmont-sur-Mer")
    champ.press("ArrowDown")
    assert champ.get_attribute("aria-activedescendant") is None
    champ.press("ArrowDown")
    active = liste.locator("[aria-selected=true]")
    assert active.get_attribute("id") == champ.get_attribute("aria-activedescendant")
    assert page.evaluate("document.activeElement.id") == "q-entete"
    nom = active.inner_text()
    champ.press("Enter")
    page.wait_for_url(f"**/collectivites/{nom.lower()}/")


def test_une_faute_de_frappe_propose_les_noms_proches_et_l_annonce(page: Page) -> None:
    taper(page, "valmmont")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(2)
    expect(page.locator(".suggestions")).to_contain_text("Vouliez-vous dire")
    expect(page.locator("form.chercher [role=status]").first).to_contain_text("2 noms sont proches")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("combobox").first.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/collectivites/valmont/")


def test_echap_ferme_la_liste_et_garde_le_texte_puis_fleche_bas_la_rouvre(page: Page) -> None:
    champ, liste = page.get_by_role("combobox").first, page.locator(".suggestions")
    taper(page, "valm")
    expect(liste).to_be_visible()
    champ.press("Escape")
    expect(liste).to_be_hidden()
    assert champ.input_value() == "valm"
    champ.press("ArrowDown")
    expect(liste).to_be_visible()
    champ.press("Tab")
    expect(liste).to_be_hidden()


def test_entree_sans_choix_lance_la_recherche(page: Page) -> None:
    taper(page, "valmont")
    expect(page.locator(".suggestions")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=valmont")


def test_la_souris_choisit_aussi_et_vider_le_champ_ferme(page: Page) -> None:
    taper(page, "valm")
    page.locator(".suggestions [role=option]").first.click()
    page.wait_for_url("**/collectivites/valmont/")
    page.goto("/collectivites/")
    taper(page, "val")
    expect(page.locator(".suggestions")).to_be_visible()
    page.locator("#q-entete").fill("")
    expect(page.locator(".suggestions")).to_be_hidden()


def test_rien_a_suggerer_s_annonce_sans_ouvrir_de_liste(page: Page) -> None:
    taper(page, "zzzz")
    expect(page.locator("form.chercher [role=status]").first).to_contain_text("Aucune suggestion")
    expect(page.locator(".suggestions")).to_be_hidden()


def test_une_panne_du_serveur_laisse_la_recherche_ordinaire(page: Page) -> None:
    page.route("**/recherche/suggestions/**", lambda route: route.fulfill(status=500, body="panne"))
    taper(page, "valmont")
    page.wait_for_timeout(400)
    expect(page.locator(".suggestions")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=valmont")


@pytest.mark.parametrize(("largeur", "couleurs"), [(320, "light"), (1440, "dark")])
def test_la_liste_ouverte_est_accessible_et_ne_deborde_pas(
    live_server, page: Page, chromium, largeur, couleurs
) -> None:
    contexte = chromium.new_context(
        base_url=live_server.url, viewport={"width": largeur, "height": 800}, color_scheme=couleurs
    )
    ouverte = contexte.new_page()
    ouverte.goto("/collectivites/")
    taper(ouverte, "val")
    expect(ouverte.locator(".suggestions")).to_be_visible()
    ouverte.keyboard.press("ArrowDown")
    assert Axe().run(ouverte).response["violations"] == []
    assert not ouverte.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    contexte.close()


def test_sans_script_le_formulaire_cherche(live_server, chromium: Browser) -> None:
    f.CollectiviteFactory(publie=True, nom="Valmont")
    contexte = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = contexte.new_page()
    page.goto("/collectivites/")
    page.locator("#q-entete").fill("valmont")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=valmont")
    assert "1 résultat" in page.inner_text("main")
    contexte.close()
