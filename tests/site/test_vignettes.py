"""The card of a page that is shared: drawn, readable in French, and where the page says it is."""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit

import pytest
import time_machine
from PIL import Image

from publication.actions import synchroniser
from publication.models import Publication
from publication.vignettes import (
    CORPS_DU_TITRE,
    GRASSE,
    LARGEUR,
    LIGNES,
    MARGE,
    NORMALE,
    composer,
    couper,
    police,
    vignette_de,
)
from tests import factories as f
from tests.monde_public import creer_un_monde_complet
from tests.portes import LISTES

pytestmark = pytest.mark.django_db
FRANCAIS = "ÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸàâäæçéèêëîïôöœùûüÿ«»’–—…€·°²()/&0123456789"


def metas(client, adresse: str) -> dict[str, str]:
    page = client.get(adresse).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)"\s+content="([^"]*)"', page))


def image(client, adresse: str) -> Image.Image:
    reponse = client.get(urlsplit(adresse).path)
    assert (reponse.status_code, reponse.headers["Content-Type"]) == (200, "image/png")
    assert len(reponse.content) < 60_000
    return Image.open(io.BytesIO(reponse.content))


def test_chaque_fiche_annonce_sa_vignette_et_elle_existe(client) -> None:
    creer_un_monde_complet()
    for publication in Publication.objects.vivantes():
        annonce = metas(client, publication.get_absolute_url())
        assert annonce["og:image"] == f"http://testserver{publication.get_absolute_url()}carte.png"
        assert (annonce["og:image:width"], annonce["og:image:height"]) == ("1200", "630")
        assert publication.titre in annonce["og:image:alt"]
        assert (annonce["twitter:card"], annonce["og:type"]) == ("summary_large_image", "article")
        assert image(client, annonce["og:image"]).size == (1200, 630)


@pytest.mark.parametrize("page", ["/", "/collectivites/", "/chiffres/", "/recherche/", "/rien-ici/"])
def test_les_autres_pages_annoncent_celle_du_site(client, page) -> None:
    annonce = metas(client, page)
    assert (annonce["og:image"], annonce["og:type"]) == ("http://testserver/carte.png", "website")
    assert image(client, annonce["og:image"]).size == (1200, 630)


@pytest.mark.parametrize("liste", LISTES.values())
def test_inconnue_brouillon_retiree_ou_demenagee_la_vignette_suit_la_fiche(client, liste) -> None:
    assert client.get(f"/{liste}/inconnue/carte.png").status_code == 404
    brouillon, retiree = f.CollectiviteFactory(), f.CollectiviteFactory(retire=True)
    assert client.get(f"/collectivites/{brouillon.slug}/carte.png").status_code == 404
    assert client.get(f"/collectivites/{retiree.slug}/carte.png").status_code == 410
    demenagee = f.CollectiviteFactory(publie=True, slug="une")
    demenagee.slug = "deux"
    demenagee.save()
    synchroniser([demenagee])
    for ancienne in ("une", demenagee.uid):
        assert client.get(f"/collectivites/{ancienne}/carte.png").url == "/collectivites/deux/carte.png"


def test_vignette_dit_le_genre_le_lieu_et_la_verification_du_jour() -> None:
    region, departement = f.RegionFactory(nom="Bretagne"), f.DepartementFactory(nom="Ille-et-Vilaine")
    fiche = f.CollectiviteFactory(
        publie=True, verifie=True, type="metropole", nom="Rennes Métropole", region=region, departement=departement
    )
    with time_machine.travel("2026-06-01 12:00:00+02:00"):
        vignette = vignette_de(fiche.publication)
    assert vignette.texte == (
        "Métropole – Rennes Métropole – Ille-et-Vilaine · Bretagne – Vérifiée le 4 mai 2026 – Répertoire ESS"
    )
    with time_machine.travel("2027-06-01 12:00:00+02:00"):
        assert vignette_de(fiche.publication).pied == "À vérifier"


def test_chaque_nature_dit_ou_elle_est() -> None:
    collectivite = f.CollectiviteFactory(publie=True, nom="Pays d’Ici")
    commune = f.CommuneFactory(nom="Redon")
    fiches = {
        f.DispositifFactory(publie=True, collectivite=collectivite): "Pays d’Ici",
        f.PolitiqueFactory(publie=True, collectivite=collectivite): "Pays d’Ici",
        f.ProjetFactory(publie=True, commune=commune): f"Redon ({commune.departement_id})",
        f.ProjetFactory(publie=True, lieu="Pays de Redon"): "Pays de Redon",
        f.RessourceFactory(publie=True, lieu="", auteurs="Le réseau"): "Le réseau",
    }
    assert {fiche: vignette_de(fiche.publication).lieu for fiche in fiches} == fiches


@pytest.mark.parametrize("nom", [NORMALE, GRASSE])
def test_la_police_a_tous_les_signes_du_francais(nom) -> None:
    fonte = police(nom, 40)
    absent = bytes(fonte.getmask("\N{CJK UNIFIED IDEOGRAPH-4E00}"))
    assert [signe for signe in FRANCAIS if bytes(fonte.getmask(signe)) == absent] == []


@pytest.mark.parametrize(
    "titre",
    ["Ici", "Communauté d’agglomération du Pays de Quelque Part et d’Ailleurs", "Syndicat " * 60, "x" * 300],
)
def test_un_titre_tient_toujours_dans_sa_place(titre) -> None:
    largeur = LARGEUR - 2 * MARGE
    corps, lignes = composer(titre, largeur)
    assert corps in CORPS_DU_TITRE
    assert len(lignes) <= LIGNES
    assert all(police(GRASSE, corps).getlength(ligne) <= largeur for ligne in lignes)


def test_une_espace_insecable_tient_les_mots_ensemble_et_la_coupe_se_voit() -> None:
    fonte = police(NORMALE, 30)
    assert couper("court", fonte, 500) == "court"
    assert couper("un texte bien trop long", fonte, 120).endswith("…")
    _corps, lignes = composer("Qui soutient l’économie sociale près de chez vous\N{NO-BREAK SPACE}?", 1040)
    assert lignes[-1].endswith("vous\N{NO-BREAK SPACE}?")


def test_vignette_deja_dessinee_est_gardee(client, django_assert_num_queries) -> None:
    fiche = f.CollectiviteFactory(publie=True)
    adresse = f"/collectivites/{fiche.slug}/carte.png"
    premiere = client.get(adresse)
    with django_assert_num_queries(1):
        assert client.get(adresse).content == premiere.content
