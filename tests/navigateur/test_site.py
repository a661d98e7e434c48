"""Every page type in a real browser: accessible, contained, light, still, silent, and asking nothing of anyone else."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.types_de_pages import CARTES, creer_les_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)

PARTS = range(4)
"""Pages are dealt out between as many tests, which run at the same time."""
LARGEURS = (375, 768, 1440)
AXE = """async () => {
  const regles = { "target-size": { enabled: true } };
  const { violations } = await axe.run({ resultTypes: ["violations"], rules: regles });
  return violations.map((faute) => `${faute.id}: ${faute.nodes[0].html.slice(0, 160)}`);
}"""
GUETTER = """
window.decalage = 0;
new PerformanceObserver((liste) => {
  for (const entree of liste.getEntries()) window.decalage += entree.value;
}).observe({ type: "layout-shift", buffered: true });
"""
DEBORDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
DEMANDEES = "performance.getEntriesByType('resource').map((entree) => entree.name.split('#')[0])"
LOURDE, CARTE_LOURDE = 150_000, 300_000
"""Bytes that travel on a first visit."""
IMMOBILE = 0.01
"""Layout shift that nobody sees."""


@pytest.fixture
def page(live_server, chromium: Browser) -> Iterator[Page]:
    contexte = chromium.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    contexte.add_init_script(GUETTER)
    yield contexte.new_page()
    contexte.close()


def ouvrir(page: Page, adresse: str) -> None:
    page.goto(adresse)
    if adresse in CARTES:
        page.locator(".carte-cadre--vive").wait_for()


@pytest.mark.parametrize("part", PARTS)
def test_aucune_faute_d_accessibilite_claire_ou_sombre_a_trois_largeurs(page: Page, part: int) -> None:
    fautes: dict[str, Any] = {}
    for adresse in creer_les_pages()[part :: len(PARTS)]:
        ouvrir(page, adresse)
        page.evaluate(AXE_SCRIPT)
        for couleurs in ("light", "dark"):
            page.emulate_media(color_scheme=couleurs)
            for largeur in LARGEURS:
                page.set_viewport_size({"width": largeur, "height": 900})
                if trouvees := page.evaluate(AXE):
                    fautes[f"{adresse} {largeur} {couleurs}"] = trouvees
    assert fautes == {}


@pytest.mark.parametrize("part", PARTS)
def test_chaque_page_est_legere_immobile_contenue_et_ne_demande_rien_ailleurs(
    live_server, page: Page, part: int
) -> None:
    """Bytes as they travel: the server of the tests compresses pages and not static files, which are squeezed here."""
    plaintes: list[str] = []
    poids: dict[str, int] = {}
    page.on("console", lambda m: plaintes.append(f"{page.url} {m.text}") if "status of 4" not in m.text else None)
    page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
    defauts: list[str] = []
    for adresse in creer_les_pages()[part :: len(PARTS)]:
        page.set_viewport_size({"width": 375, "height": 800})
        ouvrir(page, adresse)
        demandees = {page.url.partition("#")[0], *page.evaluate(DEMANDEES)}
        ailleurs = {url for url in demandees if urlsplit(url).netloc != urlsplit(live_server.url).netloc}
        for url in demandees - ailleurs - poids.keys():
            poids[url] = len(gzip.compress(page.request.get(url).body()))
        total = sum(poids[url] for url in demandees - ailleurs)
        decalage = page.evaluate("window.decalage")
        if ailleurs:
            defauts.append(f"{adresse} demande {ailleurs}")
        if total > (CARTE_LOURDE if adresse in CARTES else LOURDE):
            defauts.append(f"{adresse} pèse {total} octets")
        if decalage >= IMMOBILE:
            defauts.append(f"{adresse} bouge de {decalage}")
        defauts += [f"{adresse} déborde : {comment}" for comment in debordements(page)]
    assert len(poids) > len(PARTS)
    assert defauts == []
    assert plaintes == []


def debordements(page: Page) -> Iterator[str]:
    """Where the page asks to be scrolled sideways: narrow, twice as large, with text twice as large."""
    for largeur, corps in ((320, "100%"), (640, "100%"), (768, "100%"), (768, "200%")):
        page.set_viewport_size({"width": largeur, "height": 800})
        page.evaluate("corps => { document.documentElement.style.fontSize = corps; }", corps)
        if page.evaluate(DEBORDE):
            yield f"{largeur} px, caractères à {corps}"
