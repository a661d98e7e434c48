"""The administration in a real browser, under the real security policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from collectivites.actions.groupes import installer_groupes
from publication.actions.doublons import chercher_doublons
from publication.models import LienVerifie
from tests.admin.conftest import adresse
from tests.factories import CollectiviteFactory, ContactFactory, DispositifFactory, PolitiqueFactory, UtilisateurFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

MOT_DE_PASSE = "un mot de passe de test"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(live_server, chromium: Browser) -> Iterator[Page]:
    """A page where staff is logged in; its complaints are kept in ``plaintes``."""
    installer_groupes()
    compte = UtilisateurFactory(redaction=True, username="redaction")
    compte.set_password(MOT_DE_PASSE)
    compte.save()
    page = chromium.new_page(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    page.goto("/admin/")
    page.fill("#id_login", "redaction")
    page.fill("#id_password", MOT_DE_PASSE)
    page.click("main button:has-text('Se connecter')")
    page.wait_for_url("**/admin/")
    yield page
    page.close()


@pytest.fixture
def ecrans() -> list[str]:
    """Addresses of the main screens, on full sheets."""
    politique = PolitiqueFactory(publie=True, complete=True)
    collectivite = politique.collectivite
    ContactFactory(collectivite=collectivite, publiable=True)
    autre, finie = CollectiviteFactory(), CollectiviteFactory(dissoute_en=timezone.localdate().year)
    DispositifFactory.create_batch(2, titre="Le même", collectivite=collectivite)
    chercher_doublons()
    LienVerifie.objects.create(
        adresse="https://example.org/mort", fiches=[collectivite.uid], echecs=2, premiere_panne_le=timezone.localdate()
    )
    succession = "/admin/collectivites/collectivite/succession/"
    return [
        "/admin/",
        adresse(collectivite, "changelist"),
        adresse(collectivite, "add"),
        adresse(collectivite, "change", collectivite.pk),
        adresse(collectivite, "retirer", collectivite.pk),
        adresse(collectivite, "history", collectivite.pk),
        adresse(politique, "change", politique.pk),
        adresse(collectivite, "fusionner", collectivite.pk, autre.pk),
        "/admin/publication/doublon/",
        "/admin/publication/lienverifie/",
        succession,
        f"{succession}?anciennes={finie.pk}&nouvelle={autre.pk}&le=2026-01-01",
    ]


def test_ecrans_principaux_ne_se_plaignent_de_rien(bureau: Page, ecrans: list[str]) -> None:
    plaintes: list[str] = []
    bureau.on(
        "console", lambda m: plaintes.append(f"{bureau.url} {m.text}") if m.type in {"error", "warning"} else None
    )
    bureau.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
    for ecran in ecrans:
        bureau.goto(ecran, wait_until="networkidle")
    assert plaintes == [], "\n".join(plaintes)


def test_publier_puis_retirer_a_la_souris(bureau: Page) -> None:
    collectivite = CollectiviteFactory(nom="Communauté de la souris")
    bureau.goto(adresse(collectivite, "change", collectivite.pk))
    bureau.click("text=Enregistrer et publier")
    bureau.wait_for_selector("text=1 fiche(s) publiée(s).")
    bureau.goto(collectivite.get_absolute_url())
    assert bureau.inner_text("h1") == "Communauté de la souris"
    bureau.goto(adresse(collectivite, "change", collectivite.pk))
    bureau.click("input[name=_retirer]")
    bureau.fill("#motif", "Essai de retrait.")
    bureau.click("input[name=confirmer]")
    bureau.wait_for_selector("text=1 fiche(s) retirée(s).")
    reponse = bureau.goto(collectivite.get_absolute_url())
    assert reponse is not None
    assert reponse.status == 410
    assert "Essai de retrait." in bureau.inner_text("main")
