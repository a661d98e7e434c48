"""Every screen of the administration in a real browser: accessible, light and dark, wide and narrow, and silent."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings as reglages
from django.test import Client
from django.urls import resolve, reverse

from tests import factories as f
from tests.admin.conftest import adresse
from tests.ecrans import Monde, ecrans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

pytestmark = pytest.mark.django_db(transaction=True)

PARTS = range(3)
"""Screens are dealt out between as many tests, which run at the same time."""
CONTRASTES = {"runOnly": ["color-contrast", "target-size"]}
REGLAGES = (("light", 1440, {}), ("dark", 375, CONTRASTES))
AUTRES_REGLAGES = (("dark", 1440, CONTRASTES), ("light", 375, {}))
"""Colours, width and rules: dark colours change nothing but contrasts. The others are for the first of each kind."""
AXE = """async (regles) => {
  const { violations } = await axe.run(
    { exclude: [["#nav-sidebar"]] },
    { resultTypes: ["violations"], ...regles },
  );
  return violations.map((faute) => `${faute.id}: ${faute.nodes[0].html.slice(0, 160)}`);
}"""
FORME = """() => {
  const propres = /^(app|model|field|column)-|^(action|related)-/;
  const former = (element) => {
    if (element.id === "nav-sidebar") return "";
    const classes = [...element.classList].filter((classe) => !propres.test(classe)).join(".");
    const aria = [...element.attributes].map((attribut) => attribut.name).filter((nom) => nom.startsWith("aria-"));
    const texte = [...element.childNodes].some((noeud) => noeud.nodeType === 3 && noeud.data.trim());
    const enfants = [...new Set([...element.children].map(former))].sort().join(" ");
    return `${element.tagName}.${classes}[${element.type ?? ""} ${aria} ${texte}](${enfants})`;
  };
  return former(document.body);
}"""
"""What a page is made of, whatever its words, its fields and the number of its rows."""


@pytest.fixture
def page(live_server, chromium: Browser) -> Iterator[Page]:
    contexte = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    yield contexte.new_page()
    contexte.close()


@pytest.fixture
def monde(page: Page) -> Monde:
    return Monde()


def entrer(page: Page, url: str, compte: Any) -> None:
    """Log in, without the page of the login."""
    client = Client()
    client.force_login(compte)
    nom = reglages.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": nom, "value": client.cookies[nom].value, "url": url}])


class Visite:
    """A visit of some screens, and what was wrong with them; screens made alike are examined once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.defauts: list[str] = []
        self.formes: set[str] = set()
        self.genres: set[str] = set()
        self.ecoute = True
        page.on("console", self._entendre)
        page.on("pageerror", lambda erreur: self.defauts.append(f"{page.url} {erreur}"))

    def _entendre(self, message: ConsoleMessage) -> None:
        """Keep what the page complains of; axe, which measures it, has no nonce."""
        if self.ecoute and message.type in {"error", "warning"}:
            self.defauts.append(f"{self.page.url} {message.text}")

    def ouvrir(self, chemin: str) -> None:
        reponse = self.page.goto(chemin)
        if reponse is None or reponse.status != HTTPStatus.OK:
            self.defauts.append(f"{chemin} : réponse {reponse and reponse.status}")
        self.examiner(chemin)

    def examiner(self, nom: str) -> None:
        """Look for violations on the page that is open."""
        forme = self.page.evaluate(FORME)
        if forme in self.formes:
            return
        self.formes.add(forme)
        self.ecoute = False
        self.page.evaluate(AXE_SCRIPT)
        genre = resolve(urlsplit(nom).path).url_name.rpartition("_")[2]
        autres = () if genre in self.genres else AUTRES_REGLAGES
        self.genres.add(genre)
        for couleurs, largeur, regles in (*REGLAGES, *autres):
            self.page.emulate_media(color_scheme=couleurs)  # type: ignore[arg-type]
            self.page.set_viewport_size({"width": largeur, "height": 900})
            self.defauts += [f"{nom} {largeur} {couleurs} {faute}" for faute in self.page.evaluate(AXE, regles)]
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": 1440, "height": 900})
        self.ecoute = True


@pytest.mark.parametrize("part", PARTS)
def test_aucun_ecran_de_l_administratrice_n_a_de_defaut(live_server, page: Page, monde: Monde, part: int) -> None:
    compte = f.UtilisateurFactory(administration=True, is_superuser=True)
    entrer(page, live_server.url, compte)
    chemins = ecrans(monde, compte)
    visite = Visite(page)
    for chemin in chemins[part :: len(PARTS)]:
        visite.ouvrir(chemin)
    assert len(visite.formes) > 1
    assert visite.defauts == []


def test_aucun_ecran_principal_du_referent_n_a_de_defaut(live_server, page: Page, monde: Monde) -> None:
    compte = f.UtilisateurFactory(referent=True, collectivite=monde.collectivite)
    entrer(page, live_server.url, compte)
    visite = Visite(page)
    for chemin in ("/admin/", *(c for c in ecrans(monde, compte) if c.endswith(("/change/", "/add/", "/examiner/")))):
        visite.ouvrir(chemin)
    assert len(visite.formes) > 1
    assert visite.defauts == []


def test_page_refusee_est_en_francais_et_sans_defaut(live_server, page: Page, monde: Monde) -> None:
    entrer(page, live_server.url, f.UtilisateurFactory(referent=True, collectivite=monde.collectivite))
    reponse = page.goto(adresse(type(monde.collectivite), "supprimes"))
    assert reponse is not None
    assert reponse.status == HTTPStatus.FORBIDDEN
    visite = Visite(page)
    visite.examiner(urlsplit(page.url).path)
    assert visite.defauts == []
    assert page.inner_text("h1") == "Cette page ne vous est pas ouverte"


GESTES: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("collectivites_collectivite_add", lambda page: page.click("input[name=_save]")),
    ("collectivites_collectivite_changelist", lambda page: _agir(page, "retirer")),
    ("collectivites_collectivite_changelist", lambda page: _agir(page, "demander_mise_a_jour")),
    ("programmes_dispositif_changelist", lambda page: _agir(page, "supprimer")),
    ("collectivites_contact_changelist", lambda page: _agir(page, "terminer_mandats")),
    ("collectivites_collectivite_changelist", lambda page: _nommer_une_vue(page, " ")),
    ("collectivites_collectivite_changelist", lambda page: _nommer_une_vue(page, "À relire")),
)
"""What leads from an address to a page that has none: a refused form, a confirmation."""


def _nommer_une_vue(page: Page, nom: str) -> None:
    page.click("text=Enregistrer cette vue")
    page.fill("#nouvelle-vue", nom)
    page.click("text=Enregistrer la vue")
    page.wait_for_load_state()
    for panneau in page.query_selector_all(".vues__panneau:not([open]) summary"):
        panneau.click()


def _agir(page: Page, action: str) -> None:
    page.check("#action-toggle")
    page.select_option("select[name=action]", action)
    page.click("button[name=index]")


def test_pages_de_refus_et_de_confirmation_n_ont_aucun_defaut(live_server, page: Page, monde: Monde) -> None:
    entrer(page, live_server.url, f.UtilisateurFactory(administration=True, is_superuser=True))
    visite = Visite(page)
    for nom, geste in GESTES:
        chemin = reverse(f"admin:{nom}")
        page.goto(chemin)
        geste(page)
        page.wait_for_load_state()
        visite.examiner(chemin)
    assert len(visite.formes) == len(GESTES)
    assert visite.defauts == []
