"""The second factor in a real browser, with a passkey that the browser simulates, under the real security policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from collectivites.actions.groupes import installer_groupes
from tests.comptes.conftest import MOT_DE_PASSE, avec_mot_de_passe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
AUTHENTIFICATEUR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(live_server, chromium: Browser, settings) -> Iterator[Page]:
    """A browser that has a passkey device, at the door of an administration that asks for a second factor."""
    settings.MFA_OBLIGATOIRE = True
    installer_groupes()
    avec_mot_de_passe(redaction=True, username="redactrice")
    page = chromium.new_page(base_url=live_server.url, viewport={"width": 1440, "height": 900}, locale="fr-FR")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTIFICATEUR})
    yield page
    page.close()


def test_inscrire_une_cle_puis_entrer_avec_elle_seule(page: Page) -> None:
    plaintes: list[str] = []
    page.on("console", lambda m: plaintes.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
    page.goto("/admin/")
    page.fill("#id_login", "redactrice")
    page.fill("#id_password", MOT_DE_PASSE)
    page.click("main button:has-text('Se connecter')")
    page.wait_for_url("**/compte/second-facteur/?next=*")
    page.click("text=Ajouter une clé d’accès")
    page.fill("#id_password", MOT_DE_PASSE)
    page.click("main button:has-text('Confirmer')")
    page.check("#id_passwordless")
    page.click("text=Enregistrer une clé")
    page.click("text=Continuer vers l’administration")
    page.wait_for_url("**/admin/")
    page.click("#logout-form button")
    page.wait_for_url("**/compte/connexion/")
    page.click("text=Utiliser ma clé d’accès")
    page.wait_for_url("**/admin/")
    assert plaintes == []


def test_pages_du_compte_n_ont_aucune_violation_grave(page: Page) -> None:
    page.goto("/compte/connexion/")
    graves = [violation for violation in Axe().run(page).response["violations"] if violation["impact"] != "minor"]
    page.fill("#id_login", "redactrice")
    page.fill("#id_password", MOT_DE_PASSE)
    page.click("main button:has-text('Se connecter')")
    page.wait_for_url("**/compte/second-facteur/?next=*")
    for chemin in ("", "mot-de-passe/", "second-facteur/", "sessions/", "second-facteur/totp/activate/"):
        page.goto(f"/compte/{chemin}")
        graves += Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in graves if v["impact"] in {"serious", "critical"}] == []
