"""The index of the API names everything that it offers, and nothing that is not public."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from publication.actions import retirer
from publication.models import Publication
from tests import factories as f
from tests.api.portes import FABRIQUES
from tests.api.test_documents import valider
from tests.api.test_listes import verifier_probleme
from tests.portes import AUTRES_LISTES

pytestmark = pytest.mark.django_db
ADRESSE = "/api/v1/"
RACINE = "http://testserver"
SANS_PARAMETRE = {"/api/v1/", "/api/v1/schema/"}
NAVIGATEUR = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def adresses_sans_argument() -> set[str]:
    """Every address of the API that takes no argument."""

    def parcourir(resolveur: Any, debut: str) -> Any:
        for motif in resolveur.url_patterns:
            route = debut + str(motif.pattern).lstrip("^").rstrip("$")
            if isinstance(motif, URLResolver):
                yield from parcourir(motif, route)
            elif isinstance(motif, URLPattern) and not motif.pattern.regex.groupindex and motif.name:
                yield f"/{route}"

    return {adresse for adresse in parcourir(get_resolver(), "") if adresse.startswith(ADRESSE)}


def test_le_sommaire_nomme_chaque_liste_et_chaque_service(client) -> None:
    lu = client.get(ADRESSE).json()
    nommees = {un["adresse"].removeprefix(RACINE) for un in (*lu["collections"], *lu["services"])}
    assert adresses_sans_argument() - SANS_PARAMETRE <= nommees
    assert {une["nom"] for une in lu["collections"]} == {*FABRIQUES, *AUTRES_LISTES, "recherche"}
    assert (lu["licence"], lu["version"]) == ("etalab-2.0", "v1")
    assert lu["documentation"] == RACINE + reverse("publication:api")
    assert lu["schema"] == RACINE + reverse("api:schema")


def test_chaque_adresse_du_sommaire_repond(client) -> None:
    lu = client.get(ADRESSE).json()
    ouvertes = {un["nom"]: un for un in (*lu["collections"], *lu["services"]) if not un.get("portee")}
    fermees = [un["nom"] for un in lu["services"] if un["portee"]]
    statuts = {nom: client.get(un["adresse"].removeprefix(RACINE)).status_code for nom, un in ouvertes.items()}
    sans_demande = {"recherche": 400, "subventions_scdl": 400, "subventions_scdl_bilan": 400, "oembed": 404}
    assert {nom: code for nom, code in statuts.items() if code != 200} == {**sans_demande, "donnees": 503}
    assert fermees == ["propositions", "brouillons"]


def test_un_modele_d_adresse_mene_a_une_fiche(client) -> None:
    fiche = f.ProjetFactory(publie=True)
    (projets,) = (une for une in client.get(ADRESSE).json()["collections"] if une["nom"] == "projets")
    assert client.get(projets["modele"].format(cle=fiche.uid).removeprefix(RACINE)).json()["uid"] == str(fiche.uid)
    assert {"region", "champs", "inclure", "curseur", "tri"} <= set(projets["parametres"])
    assert "geojson" in projets["formats"]


def test_le_sommaire_suit_openapi(client) -> None:
    valider(client.get(ADRESSE).json(), ADRESSE)
    f.ProjetFactory(publie=True)
    valider(client.get(ADRESSE).json(), ADRESSE)


def test_le_sommaire_inchange_repond_304_en_une_requete(client) -> None:
    f.ProjetFactory(publie=True)
    recu = client.get(ADRESSE)
    assert recu.json()["revision"] == Publication.objects.generation()
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.get(ADRESSE, headers={"if-none-match": recu["ETag"]})
    assert (reponse.status_code, reponse.content, len(requetes)) == (304, b"", 1)
    f.ProjetFactory(publie=True)
    assert client.get(ADRESSE, headers={"if-none-match": recu["ETag"]}).status_code == 200


def test_le_sommaire_ne_dit_rien_d_un_brouillon_ni_d_une_fiche_retiree(client) -> None:
    f.ProjetFactory(nom="Zinnia")
    retiree = f.ProjetFactory(publie=True, nom="Zinnia")
    retirer(fiche=retiree, motif="Zinnia", par=f.UtilisateurFactory())
    assert "Zinnia" not in client.get(ADRESSE).content.decode()


def test_un_navigateur_recoit_aussi_le_sommaire_en_json(client) -> None:
    reponse = client.get(ADRESSE, headers={"accept": NAVIGATEUR})
    assert reponse["Content-Type"] == "application/json"
    verifier_probleme(client.get(ADRESSE, headers={"accept": "text/html"}), 406)


def test_le_sommaire_parle_anglais_a_qui_le_demande(client) -> None:
    reponse = client.get(ADRESSE, headers={"accept-language": "en"})
    assert reponse["Content-Language"] == "en"
    assert reponse.json()["collections"][0]["presentation"] == "Authorities and groupings"
