"""Filters in a browser: live, remembered in the address, without losing the reader's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import factories as f

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIGNES_D_UN_REFUS = ("Failed to load resource: the server responded with a status of 400", "htmx:", "Response Status")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def liste(live_server, chromium: Browser):
    """Open list of three authorities, two of them regions; what the console says is a fault."""
    for rang, type_ in enumerate(("region", "region", "commune")):
        f.CollectiviteFactory(publie=True, type=type_, nom=f"Collectivité {rang}")
    contexte = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    page = contexte.new_page()
    plaintes: list[str] = []
    page.on("console", lambda m: plaintes.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
    page.goto("/collectivites/")
    yield page
    contexte.close()
    assert [plainte for plainte in plaintes if not plainte.startswith(SIGNES_D_UN_REFUS)] == []


def attendre(page: Page, titre: str) -> None:
    page.wait_for_function("attendu => document.querySelector('#resultats').innerText.trim() === attendu", arg=titre)


def test_cocher_filtre_sur_place_garde_le_curseur_et_l_annonce(liste: Page) -> None:
    page = liste
    page.evaluate("window.temoin = 'meme page'")
    page.locator("#facette-type summary").click()
    page.locator("#f-type-region").focus()
    page.keyboard.press("Space")
    attendre(page, "2 résultats")
    assert page.url.endswith("/collectivites/?type=region")
    assert page.evaluate("document.activeElement.id") == "f-type-region"
    assert page.evaluate("window.temoin") == "meme page"
    assert page.inner_text("#annonce").strip() == "2 résultats"
    assert page.locator("#facette-type").get_attribute("open") is not None
    page.locator(".puces a").first.click()
    attendre(page, "3 résultats")


def test_filtre_qui_disparait_rend_le_curseur_au_nombre_de_resultats(liste: Page) -> None:
    page = liste
    page.locator("#facette-type summary").click()
    page.locator("#f-type-region").evaluate("case_ => { case_.id = 'plus-la'; case_.focus(); }")
    page.keyboard.press("Space")
    attendre(page, "2 résultats")
    assert page.evaluate("document.activeElement.id") == "resultats"


def test_revenir_en_arriere_rend_la_page_entiere(liste: Page) -> None:
    page = liste
    page.locator("#facette-type summary").click()
    page.locator("#f-type-commune").check()
    attendre(page, "1 résultat")
    page.go_back()
    attendre(page, "3 résultats")
    assert page.locator("header.entete").count() == 1


def test_trier_et_choisir_des_colonnes_agissent_sur_place(liste: Page) -> None:
    page = liste
    page.locator("#id_tri").focus()
    page.locator("#id_tri").select_option("-modifiee_le")
    page.wait_for_url("**/collectivites/?tri=-modifiee_le")
    assert page.locator(".carte h3").first.inner_text() == "Collectivité 2"
    assert page.evaluate("document.activeElement.id") == "id_tri"
    page.goto("/collectivites/?vue=tableau&tri=titre")
    page.locator("#colonnes summary").click()
    page.locator("#colonne-siren").check()
    page.wait_for_url("**colonnes=siren**")
    assert "tri=titre" in page.url
    assert "SIREN" in page.inner_text(".tableau thead")


def test_filtre_refuse_dit_pourquoi_sur_place(liste: Page) -> None:
    page = liste
    page.evaluate("document.querySelector('#id_population_min').removeAttribute('min')")
    page.locator("#id_population_min").fill("-5")
    page.locator("#id_population_min").press("Enter")
    page.wait_for_selector("[role=alert]")
    assert "Population minimale" in page.inner_text("[role=alert]")


def test_menu_d_export_se_ferme_par_echap_et_par_un_clic_ailleurs(liste: Page) -> None:
    page = liste
    for fermer in (lambda: page.keyboard.press("Escape"), lambda: page.locator("h1").click()):
        page.locator("#exporter summary").click()
        assert page.locator("#exporter").get_attribute("open") is not None
        fermer()
        assert page.locator("#exporter").get_attribute("open") is None


def test_sans_javascript_le_bouton_filtre_et_l_adresse_reste_courte(live_server, chromium: Browser) -> None:
    f.CollectiviteFactory(publie=True, type="region")
    f.CollectiviteFactory(publie=True, type="commune")
    contexte = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = contexte.new_page()
    page.goto("/collectivites/")
    page.locator("#facette-type summary").click()
    page.locator("#f-type-region").check()
    page.get_by_role("button", name="Appliquer").click()
    assert page.url.endswith("/collectivites/?type=region")
    assert page.inner_text("#resultats").strip() == "1 résultat"
    contexte.close()
