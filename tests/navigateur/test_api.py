"""The page of the operations of the API, in a real browser, under the real security policy."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOSSIER_IMAGES = os.environ.get("IMAGES_DE_TEST", "")

VERBES = {"get", "post", "put", "patch", "delete"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("largeur", [375, 1440])
def test_la_page_des_operations_montre_chaque_operation_sans_rien_demander_ailleurs(
    live_server, chromium: Browser, client, largeur: int
) -> None:
    description = client.get("/api/v1/schema/", headers={"accept": "application/json"}).json()
    page = chromium.new_page(viewport={"width": largeur, "height": 900})
    plaintes: list[str] = []
    hotes: set[str] = set()
    page.on("console", lambda message: plaintes.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
    page.on("request", lambda requete: hotes.add(urlsplit(requete.url).netloc))
    page.goto(f"{live_server.url}/api/operations/")
    page.locator(".opblock").first.wait_for()
    chemins = page.locator(".opblock-summary-path").evaluate_all("les => les.map(l => l.dataset.path)")
    if DOSSIER_IMAGES:
        page.screenshot(path=f"{DOSSIER_IMAGES}/api-{largeur}.png", full_page=True)
    page.locator(".opblock-summary-control").first.click()
    page.locator(".opblock-body .parameters").first.wait_for()
    if DOSSIER_IMAGES:
        page.screenshot(path=f"{DOSSIER_IMAGES}/api-{largeur}-ouverte.png")
    deborde = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    operations = [chemin for chemin, verbes in description["paths"].items() for verbe in verbes if verbe in VERBES]
    assert sorted(chemins) == sorted(operations)
    assert plaintes == []
    assert {hote for hote in hotes if hote} == {urlsplit(live_server.url).netloc}
    assert deborde <= 0
