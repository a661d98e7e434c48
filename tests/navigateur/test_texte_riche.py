"""The editor of rich texts in a real browser, under the real security policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from collectivites.actions.groupes import installer_groupes
from programmes.models import Action, Politique
from tests.admin.conftest import adresse
from tests.factories import ActionFactory, PolitiqueFactory, UtilisateurFactory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
TEXTE = "Trois pôles :\n- un *café*\n- une épicerie  \n\n[Le site](https://ess.example.org)"

COLLE = """<h1>Aides</h1><p style="color:red">Un <u>prêt</u> <a href="javascript:alert(1)">ici</a>
<a href="https://ess.example.org">là</a><img src="x" onerror="alert(1)"></p><script>alert(1)</script>"""

LU_PAR_L_EDITEUR = 200
"""Milliseconds, more than it takes the editor to read what was typed: no hand selects sooner."""


@pytest.fixture
def politique() -> Politique:
    politique: Politique = PolitiqueFactory(publie=True, panorama=TEXTE)
    ActionFactory(politique=politique, titre="Un forum", texte="Une journée.")
    return politique


@pytest.fixture
def ouvrir(live_server, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return what opens a page of someone of the staff; its complaints are kept in ``plaintes``."""
    installer_groupes()
    client = Client()
    client.force_login(UtilisateurFactory(redaction=True))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    bureaux = []

    def ouvrir(url: str, **options: object) -> Page:
        bureau = chromium.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900}, **options)
        bureau.add_cookies([cookie])
        bureaux.append(bureau)
        page = bureau.new_page()
        page.plaintes = []
        page.on("console", lambda m: page.plaintes.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda erreur: page.plaintes.append(str(erreur)))
        page.goto(url, wait_until="networkidle")
        return page

    yield ouvrir
    for bureau in bureaux:
        bureau.close()


def enregistrer(page: Page) -> None:
    with page.expect_navigation():
        page.click("input[name=_continue]")
    assert page.locator(".success").count() == 1


def test_du_gras_et_une_liste_vont_de_l_editeur_a_la_page_publique(ouvrir, politique: Politique) -> None:
    page = ouvrir(adresse(politique, "change", politique.pk))
    programme = page.locator("#id_programme")
    programme.click()
    page.keyboard.type("Aider ")
    page.keyboard.press("Control+b")
    page.keyboard.type("chacun")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.get_by_role("toolbar", name="Mise en forme : Programme").get_by_role("button", name="Liste à puces").click()
    page.keyboard.type("par des prêts")
    page.keyboard.press("Enter")
    page.keyboard.type("par des conseils")
    enregistrer(page)
    assert page.plaintes == []
    politique.refresh_from_db()
    assert politique.programme == "Aider **chacun**\n\n- par des prêts\n- par des conseils"
    assert politique.panorama == TEXTE
    page.goto(politique.get_absolute_url())
    assert page.locator(".prose strong", has_text="chacun").count() == 1
    assert page.locator(".prose li").filter(has_text="par des").count() == 2
    assert page.plaintes == []


def test_ouvrir_et_enregistrer_ne_change_rien(ouvrir, politique: Politique) -> None:
    page = ouvrir(adresse(politique, "change", politique.pk))
    page.locator("#id_panorama[contenteditable]").wait_for()
    versions = politique.history.count()
    page.fill("#id_titre", "Autre titre")
    enregistrer(page)
    politique.refresh_from_db()
    assert (politique.panorama, politique.history.count()) == (TEXTE, versions + 1)


def test_ce_qu_on_colle_perd_ce_qui_ne_s_ecrit_pas(ouvrir, politique: Politique) -> None:
    page = ouvrir(adresse(politique, "change", politique.pk))
    page.click("#id_programme")
    page.evaluate(
        """(html) => {
          const donnees = new DataTransfer();
          donnees.setData("text/html", html);
          const cible = document.getElementById("id_programme");
          cible.dispatchEvent(new ClipboardEvent("paste", { clipboardData: donnees, bubbles: true, cancelable: true }));
        }""",
        COLLE,
    )
    enregistrer(page)
    politique.refresh_from_db()
    assert politique.programme == "Aides\n\nUn prêt ici [là](https://ess.example.org)"


def test_un_lien_se_pose_au_clavier(ouvrir, politique: Politique) -> None:
    page = ouvrir(adresse(politique, "change", politique.pk))
    page.click("#id_programme")
    page.keyboard.type("Voir le site")
    page.wait_for_timeout(LU_PAR_L_EDITEUR)
    for _ in range(4):
        page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate("getSelection().toString()") == "site"
    page.keyboard.press("Control+k")
    page.keyboard.type("pas une adresse")
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.fill("#texte-riche-adresse", "ess.example.org/aides")
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type(".")
    enregistrer(page)
    politique.refresh_from_db()
    assert politique.programme == "Voir le [site](https://ess.example.org/aides)."


def test_la_barre_et_l_editeur_se_parcourent_au_clavier(ouvrir, politique: Politique) -> None:
    page = ouvrir(adresse(politique, "change", politique.pk))
    page.click("#id_panorama li")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Italique"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "id_panorama"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "id_panorama"


def test_une_partie_ajoutee_a_son_editeur_et_le_champ_qui_manque_se_laisse_atteindre(
    ouvrir, politique: Politique
) -> None:
    page = ouvrir(adresse(politique, "change", politique.pk))
    page.locator("[data-champ=id_gouvernance_detail], [data-champ=id_programme]").first.click()
    page.keyboard.type("Écrit sans souris.")
    page.locator("#actions-group .add-row a").click()
    page.fill("#id_actions-1-titre", "Une fête")
    page.click("#id_actions-1-texte")
    page.keyboard.type("Le soir.")
    enregistrer(page)
    politique.refresh_from_db()
    assert "Écrit sans souris." in {politique.programme, politique.gouvernance_detail}
    assert list(Action.objects.order_by("pk").values_list("texte", flat=True)) == ["Une journée.", "Le soir."]


def test_deux_versions_d_un_texte_se_comparent_et_la_sienne_se_garde(ouvrir, politique: Politique) -> None:
    page = ouvrir(adresse(politique, "change", politique.pk))
    page.click("#id_programme")
    page.keyboard.type("Ma version")
    Politique.objects.filter(pk=politique.pk).update(programme="Leur *version*")
    with page.expect_navigation():
        page.click("input[name=_continue]")
    assert page.locator(".conflit__texte", has_text="Leur *version*").count() == 1
    page.locator("input[type=radio][value=leur]").first.check()
    with page.expect_navigation():
        page.click("#conflit input[type=submit]")
    politique.refresh_from_db()
    assert politique.programme == "Leur *version*"


def test_l_apercu_montre_ce_qui_est_tape(ouvrir, politique: Politique) -> None:
    page = ouvrir(adresse(politique, "change", politique.pk))
    page.click("#id_programme")
    page.keyboard.type("- pas encore enregistré")
    with page.expect_popup() as ouverte:
        page.click("[name=_apercu]")
    assert ouverte.value.locator(".prose li", has_text="pas encore enregistré").count() == 1
    politique.refresh_from_db()
    assert "pas encore" not in politique.programme


def test_sans_javascript_on_ecrit_les_marques(ouvrir, politique: Politique) -> None:
    page = ouvrir(adresse(politique, "change", politique.pk), java_script_enabled=False)
    page.fill("#id_programme", "Du **gras**\nà la ligne")
    enregistrer(page)
    politique.refresh_from_db()
    assert (politique.programme, politique.panorama) == ("Du **gras**\nà la ligne", TEXTE)


@pytest.mark.parametrize("couleurs", ["light", "dark"])
def test_l_editeur_est_accessible(ouvrir, politique: Politique, couleurs: str) -> None:
    page = ouvrir(adresse(politique, "change", politique.pk), color_scheme=couleurs)
    page.locator("#id_panorama[contenteditable]").wait_for()
    page.click("#id_panorama")
    page.keyboard.press("Control+b")
    assert Axe().run(page, options={"rules": {"region": {"enabled": False}}}).response["violations"] == []
