"""The map of a list in a real browser: mouse, keyboard, filters, no script, and nothing asked of anyone else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from publication import points
from tests import factories as f

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.django_db(transaction=True)
RENNES = {"latitude": 48.111, "longitude": -1.674}
LILLE = {"latitude": 50.632, "longitude": 3.058}
CAYENNE = {"latitude": 4.93, "longitude": -52.33}


@pytest.fixture
def pays() -> None:
    """Two authorities at Rennes, one at Lille, one overseas."""
    bretagne = f.RegionFactory(code="53", nom="Bretagne", slug="bretagne")
    nord = f.RegionFactory(code="32", nom="Hauts-de-France", slug="hauts-de-france")
    guyane = f.RegionFactory(code="03", nom="Guyane", slug="guyane")
    ille = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", slug="ille-et-vilaine", region=bretagne)
    communs = {"region": bretagne, "departement": ille, "publie": True, **RENNES}
    f.CollectiviteFactory(**communs, nom="Rennes Exemple", slug="rennes-exemple", type="metropole", membre=True)
    f.CollectiviteFactory(**communs, nom="Vitré Exemple", slug="vitre-exemple", type="commune")
    f.CollectiviteFactory(region=nord, publie=True, nom="Lille Exemple", slug="lille-exemple", type="commune", **LILLE)
    f.CollectiviteFactory(region=guyane, publie=True, nom="Cayenne Exemple", type="commune", **CAYENNE)


@pytest.fixture
def contexte(live_server, chromium: Browser, pays) -> Iterator[BrowserContext]:
    contexte = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 1000}, reduced_motion="reduce"
    )
    yield contexte
    contexte.close()


@pytest.fixture
def page(live_server, contexte: BrowserContext) -> Iterator[Page]:
    """The map of the authorities; what the console says, or what is asked of another host, is a fault."""
    page = contexte.new_page()
    fautes: list[str] = []
    page.on("console", lambda m: fautes.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda erreur: fautes.append(str(erreur)))
    hote = urlsplit(live_server.url).netloc
    page.on("request", lambda r: fautes.append(r.url) if urlsplit(r.url).netloc not in {"", hote} else None)
    page.goto("/collectivites/?vue=carte")
    expect(page.locator(".repere")).to_have_count(3)
    yield page
    assert [faute for faute in fautes if not faute.startswith("htmx:")] == []  # a request that a newer one replaces


def titre(page: Page) -> str:
    return page.inner_text("#resultats").strip()


def test_la_carte_s_ouvre_sur_le_dessin_avec_ses_reperes_et_ses_encarts(page: Page) -> None:
    expect(page.locator("path.maille")).to_have_count(18)
    expect(page.locator("path.fenetre")).to_have_count(5)
    noms = page.locator(".repere").evaluate_all("les => les.map(le => le.getAttribute('aria-label'))")
    assert sorted(noms) == ["2 fiches\xa0: en voir la liste", "Cayenne Exemple", "Lille Exemple"]
    assert page.locator(".carte-dessin a").first.is_hidden()
    page.get_by_role("button", name="Guyane").click()
    expect(page.locator(".repere")).to_have_count(1)
    page.get_by_role("button", name="Repères").click()
    expect(page.locator(".repere")).to_be_hidden()


def test_au_clavier_on_atteint_un_groupe_l_ouvre_le_ferme_et_on_suit_une_fiche(page: Page) -> None:
    page.get_by_role("region", name="Carte").focus()
    zoom = page.locator("path.maille").first.get_attribute("d")
    page.keyboard.press("+")
    page.wait_for_function("d => document.querySelector('path.maille').getAttribute('d') !== d", arg=zoom)
    page.get_by_role("button", name="Toute la France").click()
    page.get_by_role("region", name="Carte").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert "2 fiches" in (page.evaluate("document.activeElement.getAttribute('aria-label')") or "")
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content a")).to_have_count(2)
    assert page.evaluate("document.activeElement.textContent") == "Rennes Exemple, adhérente"
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    assert "2 fiches" in (page.evaluate("document.activeElement.getAttribute('aria-label')") or "")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/collectivites/rennes-exemple/")


def test_on_passe_la_carte_pour_lire_le_tableau(page: Page) -> None:
    page.locator(".carte-liste__passer a").focus()
    assert page.locator(".carte-liste__passer a").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "carte-tableau"


def test_une_region_dit_ses_chiffres_et_mene_a_ses_fiches(page: Page) -> None:
    bretagne = page.locator(".carte-vive path.maille.niveau-4")
    bretagne.hover()
    expect(page.locator(".leaflet-tooltip")).to_have_text("Bretagne – 2")
    bretagne.click()
    bulle = page.locator(".leaflet-popup-content")
    expect(bulle).to_contain_text("Bretagne")
    expect(bulle).to_contain_text("Adhérentes")
    bulle.get_by_role("link", name="Voir ces fiches").click()
    page.wait_for_url("**/collectivites/?region=53")
    assert titre(page) == "2 résultats"


def test_filtrer_redessine_la_carte_sur_place(page: Page) -> None:
    page.evaluate("window.temoin = 'meme page'")
    page.locator("#facette-type summary").click()
    page.locator("#f-type-commune").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**type=commune**")
    expect(page.locator(".repere--groupe")).to_have_count(0)
    expect(page.locator(".repere")).to_have_count(3)
    expect(page.locator(".carte-cadre--vive .carte-vive")).to_have_count(1)
    assert titre(page) == "3 résultats"
    assert page.evaluate("document.activeElement.id") == "f-type-commune"
    page.locator("#mailles").select_option("departements")
    expect(page.locator("path.maille")).to_have_count(101)
    page.locator("#figure").select_option("part")
    expect(page.locator(".carte-legende")).to_contain_text("Part d’adhérentes")
    assert "vue=carte" in page.url
    assert "type=commune" in page.url
    assert page.evaluate("window.temoin") == "meme page"
    page.go_back()
    expect(page.locator("#figure")).to_have_value("")
    expect(page.locator(".repere")).to_have_count(3)


def test_un_filtre_de_lieu_cadre_la_carte_et_zero_resultat_la_retire(page: Page) -> None:
    large = page.locator(".carte-vive path.maille.niveau-4").bounding_box()
    page.locator("#f-region-53").check()
    expect(page.locator(".repere")).to_have_count(1)
    serree = page.locator(".carte-vive path.maille.niveau-3").bounding_box()
    assert large is not None
    assert serree is not None
    assert serree["width"] > 2 * large["width"]
    page.locator("#id_q").fill("xyzzy")
    page.locator("#id_q").press("Enter")
    expect(page.locator(".carte-cadre")).to_have_count(0)
    page.locator(".puces__tout").click()
    expect(page.locator(".repere")).to_have_count(3)


def test_de_nombreuses_fiches_arrivent_groupees_puis_une_a_une(live_server, contexte, monkeypatch) -> None:
    monkeypatch.setattr(points, "AU_PLUS", 3)
    page = contexte.new_page()
    page.goto("/collectivites/?vue=carte")
    groupe = page.get_by_role("button", name="2 fiches : les voir de plus près")
    expect(groupe).to_have_count(1)
    groupe.focus()
    page.keyboard.press("Enter")
    liste = page.get_by_role("button", name="2 fiches : en voir la liste")
    expect(liste).to_have_count(1)
    expect(liste).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content li")).to_have_count(2)


def test_points_en_panne_le_tableau_reste(contexte: BrowserContext) -> None:
    page = contexte.new_page()
    page.route("**/carte.json*", lambda route: route.abort())
    page.goto("/collectivites/?vue=carte")
    expect(page.locator(".carte-echec")).to_contain_text("Le tableau, lui, est complet")


def test_sans_javascript_la_carte_est_un_dessin_et_ses_regions_des_liens(live_server, chromium: Browser, pays) -> None:
    contexte = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = contexte.new_page()
    page.goto("/collectivites/?vue=carte")
    assert page.locator(".carte-lieux").is_hidden()
    page.locator("#mailles").select_option("departements")
    page.get_by_role("button", name="Montrer").click()
    assert page.url.endswith("/collectivites/?vue=carte&mailles=departements")
    page.get_by_role("link", name="Ille-et-Vilaine (35) – 2").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/collectivites/?departement=35")
    assert titre(page) == "2 résultats"
    contexte.close()


@pytest.mark.parametrize("largeur", [375, 768, 1440])
@pytest.mark.parametrize("couleurs", ["light", "dark"])
def test_carte_ouverte_sans_faute_d_accessibilite(live_server, chromium: Browser, pays, largeur, couleurs) -> None:
    contexte = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": largeur, "height": 900},
        color_scheme=couleurs,
        reduced_motion="reduce",
    )
    page = contexte.new_page()
    page.goto("/collectivites/?vue=carte&mailles=departements")
    page.locator(".repere--groupe").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content a").first).to_be_visible()
    violations = Axe().run(page).response["violations"]
    contexte.close()
    assert [(faute["id"], faute["nodes"][0]["html"][:160]) for faute in violations] == []


def test_premiere_visite_pese_moins_de_300_ko(live_server, chromium: Browser, pays) -> None:
    """Bytes as they travel: the server of the tests compresses pages, not static files, which are squeezed here."""
    import gzip

    contexte = chromium.new_context(base_url=live_server.url)
    page = contexte.new_page()
    poids: list[int] = []
    page.on("response", lambda reponse: poids.append(len(gzip.compress(reponse.body()))))
    page.goto("/collectivites/?vue=carte&mailles=departements", wait_until="networkidle")
    expect(page.locator(".repere")).to_have_count(3)
    contexte.close()
    assert len(poids) > 10
    assert sum(poids) < 300_000


REGROUPER = """async (points) => {
  const { regrouper } = await import("/static/js/regroupement.js");
  return regrouper(points, 60).map(({ x, y, nombre, adherentes }) => ({ x, y, nombre, adherentes }));
}"""


def test_regrouper_ne_perd_personne_et_ne_laisse_pas_de_voisins_qui_se_touchent(page: Page) -> None:
    nuage = [
        {"x": (i * 7919) % 800, "y": (i * 104_729) % 600, "nombre": 1 + i % 3, "adherentes": i % 2} for i in range(2000)
    ]
    groupes = page.evaluate(REGROUPER, nuage)
    assert sum(g["nombre"] for g in groupes) == sum(p["nombre"] for p in nuage)
    assert sum(g["adherentes"] for g in groupes) == sum(p["adherentes"] for p in nuage)
    assert len(groupes) < 150
    assert [(g["y"], g["x"]) for g in groupes] == sorted((g["y"], g["x"]) for g in groupes)
    deux = [{"x": 59, "y": 10, "nombre": 1, "adherentes": 0}, {"x": 61, "y": 10, "nombre": 1, "adherentes": 1}]
    assert page.evaluate(REGROUPER, deux) == [{"x": 60, "y": 10, "nombre": 2, "adherentes": 1}]
    assert page.evaluate(REGROUPER, []) == []
