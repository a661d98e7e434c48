"""A gesture on many sheets by hand, with and without JavaScript: confirm, read what was done, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collectivites.actions.groupes import installer_groupes
from collectivites.models import Collectivite
from tests.admin.conftest import adresse
from tests.factories import CollectiviteFactory, UtilisateurFactory
from tests.navigateur.test_ecrans import entrer
from tests.navigateur.test_import import graves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False], ids=["avec-javascript", "sans-javascript"])
def page(live_server, chromium: Browser, request) -> Iterator[Page]:
    installer_groupes()
    contexte = chromium.new_context(base_url=live_server.url, java_script_enabled=request.param)
    page = contexte.new_page()
    entrer(page, live_server.url, UtilisateurFactory(redaction=True))
    yield page
    contexte.close()


class Regard:
    """What is wrong with the pages that a test goes through."""

    def __init__(self, page: Page, *, axe: bool) -> None:
        self.page, self.axe = page, axe
        self.fautes: list[str] = []
        page.on("console", lambda m: self.fautes.append(m.text) if m.type in {"error", "warning"} else None)

    def voir(self, texte: str) -> None:
        """Wait for a text, and look at the page that holds it."""
        self.page.wait_for_selector(f"text={texte}")
        self.fautes += graves(self.page) if self.axe else []


def demander(page: Page, geste: str, fiches: list[Collectivite]) -> None:
    page.goto(adresse(Collectivite, "changelist") + "?statut__exact=brouillon")
    for fiche in fiches:
        page.check(f"input[name=_selected_action][value='{fiche.pk}']")
    page.select_option("select[name=action]", geste)
    page.click("button[name=index]")


def test_publier_deux_fiches_lire_ce_qui_est_fait_puis_annuler(page: Page, request) -> None:
    regard = Regard(page, axe="avec-javascript" in request.node.name)
    fiches = CollectiviteFactory.create_batch(2)
    incomplete = CollectiviteFactory(region=None, departement=None, nom="Pays sans région")
    demander(page, "publier", [*fiches, incomplete])
    regard.voir("2 fiches seront publiées.")
    assert "Indiquez la région" in page.inner_text(".lot__laissees")
    assert Collectivite.objects.filter(statut="publiee").count() == 0
    page.click("text=Publier 2 fiches")
    regard.voir("2 fiches publiées.")
    assert page.url.endswith("?statut__exact=brouillon")
    assert "Pays sans région" in page.inner_text(".lot__fait")
    page.click("text=Annuler ce geste")
    page.wait_for_selector("text=2 sur 2 rendus à leur état d’avant")
    assert Collectivite.objects.filter(statut="retiree").count() == 2
    page.click("text=Voir le compte rendu")
    regard.voir("Rendu à son état d’avant")
    assert regard.fautes == []


def test_repondre_puis_annuler_depuis_le_journal(page: Page, request) -> None:
    regard = Regard(page, axe="avec-javascript" in request.node.name)
    fiche = CollectiviteFactory()
    demander(page, "revoir_dans", [fiche])
    page.fill("#id_mois", "6")
    regard.voir("Voir ce qui changera")
    page.click("text=Voir ce qui changera")
    page.click("text=Changer le délai de 1 fiche")
    page.click("text=Voir le compte rendu")
    regard.voir("6 mois")
    page.click("text=Annuler ce geste")
    regard.voir("1 sur 1 rendus")
    fiche.refresh_from_db()
    assert fiche.revoir_dans == 12
    assert regard.fautes == []
