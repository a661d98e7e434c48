"""The developers' guide in a real browser: its JavaScript runs, its tabs go together, it copies what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.guide_de_l_api import completer, creer_le_monde, fichiers, lire_le_guide, manques

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
HAUT = "onglet => onglet.getBoundingClientRect().top"
OUVERTS = "les => les.map(l => l.dataset.langage)"


@pytest.fixture
def contexte(live_server, chromium: Browser) -> Iterator[Any]:
    contexte = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    contexte.grant_permissions(["clipboard-read", "clipboard-write"])
    yield contexte
    contexte.close()


@pytest.fixture
def page(contexte: Any) -> Page:
    return contexte.new_page()


def test_chaque_exemple_en_javascript_s_execute_dans_un_navigateur(live_server, page: Page) -> None:
    monde = creer_le_monde()
    page.goto("/api/")
    dits: list[str] = []
    page.on("console", lambda message: dits.append(message.text))
    extraits = [extrait for extrait in lire_le_guide(live_server.url) if extrait.extension == "js"]
    fautes: list[str] = []
    for extrait in extraits:
        dits.clear()
        jeton = monde.jetons.get(extrait.nom, "")
        page.evaluate(
            f"(async () => {{ const process = {{ env: {{ JETON: '{jeton}' }} }};\n{completer(extrait)}\n}})()"
        )
        fautes += manques(extrait, "\n".join(dits))
    assert fautes == []
    assert {(extrait.nom, extrait.extension) for extrait in extraits} == {un for un in fichiers() if un[1] == "js"}


def test_le_langage_choisi_s_ouvre_partout_et_se_retient(page: Page) -> None:
    page.goto("/api/")
    exemples = page.locator(".exemple")
    onglet = exemples.nth(3).locator("summary", has_text="Python")
    onglet.scroll_into_view_if_needed()
    avant = onglet.evaluate(HAUT)
    onglet.focus()
    page.keyboard.press("Enter")
    assert set(page.locator(".exemple [open]").evaluate_all(OUVERTS)) == {"py"}
    assert page.locator(".exemple [open]").count() == exemples.count()
    assert onglet.evaluate(HAUT) == pytest.approx(avant, abs=1)
    page.keyboard.press("Enter")
    assert page.locator(".exemple [open]").count() == exemples.count()
    page.reload()
    assert set(page.locator(".exemple [open]").evaluate_all(OUVERTS)) == {"py"}


def test_un_exemple_se_copie_tel_qu_il_est_montre(live_server, page: Page) -> None:
    page.goto("/api/")
    exemple = page.locator("[data-exemple=fiche]")
    exemple.locator("summary", has_text="JavaScript").click()
    bouton = exemple.get_by_role("button", name="Copier")
    bouton.click()
    expect(exemple.get_by_role("button", name="Copié")).to_be_visible()
    montre = next(un.code for un in lire_le_guide(live_server.url) if (un.nom, un.extension) == ("fiche", "js"))
    assert page.evaluate("navigator.clipboard.readText()") == montre


def test_sans_javascript_chaque_langage_se_lit(live_server, chromium: Browser) -> None:
    contexte = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = contexte.new_page()
    page.goto("/api/")
    exemple = page.locator("[data-exemple=fiche]")
    for langage, debut in (("JavaScript", "const API"), ("Python", "import requests"), ("curl", "# Identifiant")):
        exemple.locator("summary", has_text=langage).click()
        expect(exemple.locator("[open] code")).to_contain_text(debut)
    expect(page.locator(".exemple__copier")).to_have_count(0)
    contexte.close()


def test_un_lien_de_parametres_ouvre_l_operation(page: Page) -> None:
    page.goto("/api/")
    page.locator("td a", has_text="projets").click()
    page.wait_for_url("**/api/operations/#/projets/projets_list")
    expect(page.locator(".opblock.is-open .opblock-summary-path")).to_have_attribute("data-path", "/api/v1/projets/")
