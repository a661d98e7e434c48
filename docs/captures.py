"""The screenshots of the guide, taken on the demonstration: ``make captures`` (``VERS=`` to write them elsewhere).

A demonstration starts on a database of its own, beside the real one, and each screenshot is what a person would see
after the gestures below; a gesture that the screens no longer offer stops the command. Needs Chromium.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

RACINE = Path(__file__).resolve().parent.parent
BASE = RACINE / "var" / "captures"
LARGEUR, HAUTEUR = 1280, 860
COULEURS = 128
SANS_BANDEAU = ".sans-second-facteur { display: none }"
"""The demonstration says on each page that it asks for no second factor; the screens of the team do not."""
LE_TEMPS_D_ECRIRE = 4_000
"""Milliseconds; a form sent sooner is taken for that of a robot."""
COMPTE = re.compile(r"^ {2}(admin|redaction|referent) +(\S+)", re.MULTILINE)
PRET = "Ctrl+C pour arrêter"
PAGE = """Communauté de communes des Essais
Communauté de communes - Bretagne
Adhérente depuis 2019
Nombre d'habitants sur le territoire : 12 400
Budget consacré à l'ESS : 45 000 €
Élue représentante : Alix Exemple
Titre : Vice-présidente à l'économie
Panorama de l'ESS
Deux épiceries coopératives et une ressourcerie font vivre les bourgs.
"""


class Bureau:
    """A browser on the demonstration: a page per account, ``None`` for a visitor."""

    def __init__(self, navigateur, adresse: str, comptes: dict[str, str]) -> None:
        self.navigateur, self.adresse, self.comptes = navigateur, adresse, comptes
        self.contextes: dict = {}

    def ouvrir(self, chemin: str, *, compte: str | None = "redaction"):
        """Open a page of the demonstration as an account would."""
        if compte not in self.contextes:
            self.contextes[compte] = self._entrer(compte)
        page = self.contextes[compte].new_page()
        page.goto(f"{self.adresse}{chemin}")
        return page

    def _entrer(self, compte: str | None):
        contexte = self.navigateur.new_context(
            viewport={"width": LARGEUR, "height": HAUTEUR},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
            bypass_csp=True,
        )
        contexte.set_default_timeout(10_000)
        if compte is not None:
            page = contexte.new_page()
            page.goto(f"{self.adresse}/compte/connexion/?next=/admin/")
            page.fill("[name=login]", compte)
            page.fill("[name=password]", self.comptes[compte])
            page.press("[name=password]", "Enter")
            page.wait_for_url("**/admin/")
        return contexte


def premiere_fiche(bureau: Bureau, nature: str, *, compte: str = "redaction"):
    page = bureau.ouvrir(f"/admin/{nature}/?statut__exact=publiee", compte=compte)
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_selector("[name=_save]")
    return page


def tableau_de_bord(bureau: Bureau):
    return bureau.ouvrir("/admin/")


def liste_des_collectivites(bureau: Bureau):
    return bureau.ouvrir("/admin/collectivites/collectivite/?statut__exact=publiee")


def formulaire_d_une_fiche(bureau: Bureau):
    return premiere_fiche(bureau, "programmes/dispositif")


def vue_a_enregistrer(bureau: Bureau):
    page = bureau.ouvrir("/admin/programmes/dispositif/?statut__exact=publiee&verification=jamais")
    page.get_by_text("Enregistrer cette vue").click()
    page.locator("#content").get_by_role("textbox", name="Nom").fill("Jamais vérifiés")
    return page


def geste_en_lot(bureau: Bureau):
    page = bureau.ouvrir("/admin/programmes/dispositif/?statut__exact=publiee")
    for rang in range(3):
        page.locator("#result_list [name=_selected_action]").nth(rang).check()
    page.locator("[name=action]").first.select_option("verifier")
    page.locator(".actions [type=submit]").first.click()
    page.wait_for_load_state()
    return page


def examen_d_une_proposition(bureau: Bureau):
    visiteur = bureau.ouvrir("/dispositifs/", compte=None)
    visiteur.locator("article h2 a, .carte h2 a, .carte h3 a").first.click()
    visiteur.get_by_role("link", name="Signaler une erreur").click()
    visiteur.locator("[name=champ]").select_option("resume")
    visiteur.locator("[name=apres]").fill("Un prêt sans intérêt de 20 000 € au plus, remboursé en cinq ans.")
    visiteur.locator("[name=message]").fill("Le règlement a changé en janvier.")
    visiteur.wait_for_timeout(LE_TEMPS_D_ECRIRE)
    visiteur.locator("main form[method=post] [type=submit]").click()
    visiteur.wait_for_url("**/merci/")
    page = bureau.ouvrir("/admin/publication/proposition/")
    page.locator("#result_list tbody a").first.click()
    page.wait_for_load_state()
    return page


def lien_de_mise_a_jour(bureau: Bureau):
    page = premiere_fiche(bureau, "programmes/politique")
    page.get_by_role("link", name="Lien de mise à jour").click()
    page.wait_for_selector("[name=_envoyer]")
    return page


def comparaison_de_deux_versions(bureau: Bureau):
    page = premiere_fiche(bureau, "programmes/projet")
    page.fill("[name=resume]", page.input_value("[name=resume]") + " Il accueille trois personnes en insertion.")
    page.fill("[name=motif_modification]", "Appel de la collectivité")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    page.get_by_role("link", name="Historique").click()
    page.locator("#content form [type=submit]").first.click()
    page.wait_for_load_state()
    return page


def deux_personnes_sur_une_fiche(bureau: Bureau):
    mienne = premiere_fiche(bureau, "programmes/ressource")
    autre = premiere_fiche(bureau, "programmes/ressource", compte="admin")
    autre.fill("[name=resume]", "Trois Départements disent comment ils aident l’ESS.")
    autre.click("[name=_continue]")
    autre.wait_for_selector(".messagelist .success")
    mienne.fill("[name=resume]", "Ce que trois Départements font pour l’ESS, raconté en ligne.")
    mienne.click("[name=_continue]")
    mienne.wait_for_selector(".conflit__annonce")
    return mienne


def reprise_d_une_page(bureau: Bureau):
    page = bureau.ouvrir("/admin/programmes/reprise/add/")
    page.fill("[name=texte]", PAGE)
    page.get_by_role("button", name="Lire").click()
    page.get_by_role("link", name="Communauté de communes des Essais").click()
    page.wait_for_selector(".reprise-ligne")
    return page


def fichier_a_importer(bureau: Bureau):
    return bureau.ouvrir("/admin/publication/import/deposer/")


def contact_et_ses_accords(bureau: Bureau):
    page = bureau.ouvrir("/admin/collectivites/contact/")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_selector("[name=_save]")
    return page


def nouveau_jeton(bureau: Bureau):
    return bureau.ouvrir("/admin/publication/jeton/add/", compte="admin")


def fiche_publique(bureau: Bureau):
    return bureau.ouvrir("/collectivites/departement-ille-et-vilaine/", compte=None)


CAPTURES = (
    fiche_publique,
    tableau_de_bord,
    liste_des_collectivites,
    formulaire_d_une_fiche,
    vue_a_enregistrer,
    geste_en_lot,
    lien_de_mise_a_jour,
    reprise_d_une_page,
    fichier_a_importer,
    contact_et_ses_accords,
    nouveau_jeton,
    examen_d_une_proposition,
    comparaison_de_deux_versions,
    deux_personnes_sur_une_fiche,
)
"""Those that change the data come last."""


def ecrire(page, chemin: Path) -> None:
    """Write the first screen of the page, in few colours."""
    page.add_style_tag(content=SANS_BANDEAU)
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.wait_for_timeout(300)
    with Image.open(BytesIO(page.screenshot())) as image:
        image.convert("RGB").quantize(COULEURS).save(chemin, optimize=True)
    page.close()


def demarrer(port: int) -> tuple[subprocess.Popen, dict[str, str]]:
    """Start a new demonstration; return it and the passwords of its accounts."""
    shutil.rmtree(BASE, ignore_errors=True)
    environnement = {**os.environ, "POSTGRES_DOSSIER": str(BASE), "ADRESSE_DU_SITE": f"http://127.0.0.1:{port}"}
    commande = [sys.executable, "manage.py", "demo", "--port", str(port)]
    demo = subprocess.Popen(commande, cwd=RACINE, env=environnement, stdout=subprocess.PIPE, text=True)
    dit = ""
    for ligne in demo.stdout:
        dit += ligne
        if PRET in ligne:
            return demo, dict(COMPTE.findall(dit))
    raise SystemExit(f"La démonstration ne démarre pas :\n{dit}")


def main() -> None:
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--vers", type=Path, default=RACINE / "docs" / "images")
    analyseur.add_argument("--port", type=int, default=8799)
    analyseur.add_argument("--chromium", default=shutil.which("chromium"))
    options = analyseur.parse_args()
    options.vers.mkdir(parents=True, exist_ok=True)
    demo, comptes = demarrer(options.port)
    try:
        with sync_playwright() as p:
            navigateur = p.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
            bureau = Bureau(navigateur, f"http://127.0.0.1:{options.port}", comptes)
            for capture in CAPTURES:
                chemin = options.vers / f"{capture.__name__}.png"
                ecrire(capture(bureau), chemin)
                sys.stdout.write(f"{chemin.name} : {chemin.stat().st_size / 1000:.0f} ko\n")
    finally:
        demo.terminate()
        demo.wait()
        shutil.rmtree(BASE, ignore_errors=True)


if __name__ == "__main__":
    main()
