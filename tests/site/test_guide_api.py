"""The developers' guide says what the API is: its lists, its errors, its limit, its licence."""

from __future__ import annotations

import pytest
from django.urls import reverse

from publication.api.schema import ERREURS
from publication.models import Portee
from publication.views_api import PORTEES, REFUS
from tests import factories as f
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db


def test_le_guide_nomme_chaque_liste_chaque_erreur_et_chaque_portee(client) -> None:
    page = client.get("/api/").content.decode()
    listes = client.get("/api/v1/").json()["collections"]
    assert [une["nom"] for une in listes if f"#/{une['nom']}/{une['nom']}_list" not in page] == []
    assert {str(code) for code, _quand in REFUS} == ERREURS.keys()
    assert [portee for portee, _permet in PORTEES] == list(Portee)


def test_le_guide_dit_le_debit_de_ce_serveur(client, settings) -> None:
    settings.API_LIMITE_PAR_MINUTE = 90
    assert "90 demandes par minute" in texte(client.get("/api/"))
    settings.API_LIMITE_PAR_MINUTE = 0
    client.get("/collectivites/")
    page = texte(client.get("/api/", headers={"host": "testserver:81"}))
    assert "demandes par minute et par adresse" not in page


def test_le_guide_existe_en_anglais_et_garde_les_exemples(client) -> None:
    page = client.get("/en/api/").content.decode()
    assert "API: developers’ guide" in page
    assert "http://testserver/api/v1/dispositifs/?etat=ouvert" in page
    assert 'hreflang="fr"' in page


def test_le_guide_se_garde_jusqu_a_la_prochaine_ecriture(client) -> None:
    recu = client.get("/api/")
    assert client.get("/api/", headers={"if-none-match": recu["ETag"]}).status_code == 304
    f.CollectiviteFactory(publie=True)
    assert client.get("/api/", headers={"if-none-match": recu["ETag"]}).status_code == 200


def test_le_guide_coute_autant_pour_dix_collectivites_que_pour_une(cout_constant) -> None:
    cout_constant("/api/", lambda: f.CollectiviteFactory(publie=True, membre=True, siren=None))


@pytest.mark.parametrize("adresse", ["/", "/donnees/", "/a-propos/"])
def test_la_ou_l_on_parle_de_l_api_on_mene_au_guide(client, adresse) -> None:
    assert f'href="{reverse("publication:api")}"' in client.get(adresse).content.decode()


def test_la_page_des_operations_ne_se_lit_pas_d_une_page_d_ailleurs_et_l_api_si(client) -> None:
    ailleurs = {"origin": "https://carte.example.org"}
    ouvertes = [adresse for adresse in ("/api/", "/api/operations/", "/api/v1/")
                if "Access-Control-Allow-Origin" in client.get(adresse, headers=ailleurs)]  # fmt: skip
    assert ouvertes == ["/api/v1/"]
