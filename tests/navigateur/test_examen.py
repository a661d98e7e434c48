"""The review of a proposal in a real browser, under the real security policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from collectivites.actions.groupes import installer_groupes
from publication.actions import SansCompte, proposer
from publication.models import Proposition
from tests.factories import CollectiviteFactory, UtilisateurFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
LISTE = "/admin/publication/proposition/"


@pytest.fixture
def bureau(live_server, chromium: Browser, client) -> Iterator[Page]:
    """A page where staff is logged in."""
    installer_groupes()
    client.force_login(UtilisateurFactory(redaction=True))
    contexte = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    contexte.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    yield contexte.new_page()
    contexte.close()


def fautes_graves(page: Page) -> list[str]:
    violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
    graves = [v for v in violations if v["impact"] in {"serious", "critical"}]
    return [f"{page.url} {v['id']} {v['nodes'][0]['html']}" for v in graves]


def test_examiner_une_proposition_a_la_souris(bureau: Page) -> None:
    fiche = CollectiviteFactory(publie=True, nom="Ancien nom", presentation="Un conseil de l’ESS se réunit.")
    proposer(
        publication=fiche.publication,
        changements={"nom": "Nouveau nom", "presentation": "Un comité de l’ESS se réunit."},
        origine=Proposition.Origine.VISITEUR,
        par=SansCompte(),
        message="Vu sur leur site.",
    )
    plaintes: list[str] = []
    bureau.on("console", lambda m: plaintes.append(m.text) if m.type in {"error", "warning"} else None)
    bureau.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
    bureau.goto(LISTE)
    fautes = fautes_graves(bureau)
    bureau.click("#result_list a:has-text('Ancien nom')")
    assert bureau.text_content("#titre-presentation ~ .relecture__valeurs del") == "[retiré : conseil]"
    fautes += fautes_graves(bureau)
    bureau.check("[name='decision-nom'][value=accepter]")
    bureau.click("summary >> nth=0")
    bureau.fill("[name='valeur-nom']", "Nom relu")
    bureau.click("[name=_appliquer]")
    bureau.wait_for_selector("text=Acceptez ou refusez.")
    assert bureau.input_value("[name='valeur-nom']") == "Nom relu"
    fautes += fautes_graves(bureau)
    bureau.check("[name='decision-presentation'][value=refuser]")
    bureau.click("[name=_appliquer]")
    bureau.wait_for_selector("text=la fiche est à jour")
    fiche.refresh_from_db()
    assert (fiche.nom, fiche.presentation) == ("Nom relu", "Un conseil de l’ESS se réunit.")
    assert fautes == []
    assert plaintes == []
