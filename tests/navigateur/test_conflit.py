"""Two people on the same sheet, each in a browser: the second one compares, chooses, and loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from collectivites.actions.groupes import installer_groupes
from tests.admin.conftest import adresse
from tests.factories import ActionFactory, PolitiqueFactory, UtilisateurFactory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
GRAVES = {"serious", "critical"}


@pytest.fixture
def poste(live_server, chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """Return what opens a desk of its own for someone of the staff, already logged in."""
    installer_groupes()
    bureaux = []

    def ouvrir(nom: str) -> Page:
        client = Client()
        client.force_login(UtilisateurFactory(redaction=True, username=nom, first_name=nom))
        bureau = chromium.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
        session = client.cookies["sessionid"].value
        bureau.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        bureaux.append(bureau)
        return bureau.new_page()

    yield ouvrir
    for bureau in bureaux:
        bureau.close()


def violations(page: Page) -> list[str]:
    trouvees = Axe().run(page).response["violations"]
    return [f"{v['id']} : {v['nodes'][0]['html'][:160]}" for v in trouvees if v["impact"] in GRAVES]


def test_deux_redactrices_sur_la_meme_fiche(poste: Callable[[str], Page]) -> None:
    politique = PolitiqueFactory(titre="Titre ouvert", panorama="Panorama ouvert.")
    action = ActionFactory(politique=politique, titre="Action ouverte")
    url = adresse(politique, "change", politique.pk)
    alix, camille = poste("Alix"), poste("Camille")
    plaintes: list[str] = []
    camille.on("console", lambda m: plaintes.append(m.text) if m.type in {"error", "warning"} else None)
    for page in (alix, camille):
        page.goto(url)
    alix.fill("#id_titre", "Titre d’Alix")
    alix.fill("#id_actions-0-titre", "Action d’Alix")
    alix.click("input[name=_continue]")
    alix.wait_for_selector(".messagelist .success")
    camille.fill("#id_titre", "Titre de Camille")
    camille.fill("#id_panorama", "Panorama de Camille.")
    camille.click("input[name=_continue]")
    camille.wait_for_selector("#conflit")
    assert "Rien n’est perdu" in camille.inner_text("[role=alert]")
    # A page answered 409 is told in the console by Chromium itself; nothing else may be there.
    assert [plainte for plainte in plaintes if "409" not in plainte] == []
    assert violations(camille) == []
    camille.check('input[name="_choix...titre"][value=mienne]')
    camille.click("text=Enregistrer la fusion")
    camille.wait_for_selector(".messagelist .success")
    politique.refresh_from_db()
    action.refresh_from_db()
    assert (politique.titre, politique.panorama) == ("Titre de Camille", "Panorama de Camille.")
    assert action.titre == "Action d’Alix"
