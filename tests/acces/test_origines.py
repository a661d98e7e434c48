"""Pages of other sites read, and write nothing."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.api.portes import liste

AILLEURS = {"Origin": "https://carte.example.org"}
ADRESSES = [
    (liste("projets"), True),
    ("/api/v1/absente/", True),
    ("/api/v1/schema/", True),
    ("/collectivites/carte.json", True),
    ("/en/projets/export.geojson", True),
    ("/projets/export.json", True),
    ("/collectivites/", False),
    ("/admin/", False),
    ("/compte/connexion/", False),
    ("/collectivites/export.xlsx", False),
]


@pytest.mark.parametrize(("adresse", "ouverte"), ADRESSES)
def test_une_page_d_ailleurs_lit_les_donnees_et_rien_d_autre(client, adresse, ouverte) -> None:
    f.CollectiviteFactory(publie=True)
    f.ProjetFactory(publie=True)
    reponse = client.get(adresse, headers=AILLEURS)
    assert reponse.get("Access-Control-Allow-Origin") == ("*" if ouverte else None)
    assert "Access-Control-Allow-Credentials" not in reponse
    if ouverte:
        exposes = reponse["Access-Control-Expose-Headers"].split(", ")
        assert {"ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"} <= set(exposes)


@pytest.mark.parametrize("verbe", ["GET", "HEAD", "POST", "PATCH", "DELETE", "PUT"])
def test_une_annonce_d_ecriture_est_refusee(client, verbe) -> None:
    annonce = {**AILLEURS, "Access-Control-Request-Method": verbe, "Access-Control-Request-Headers": "authorization"}
    reponse = client.options("/api/v1/propositions/", headers=annonce)
    if verbe in {"GET", "HEAD"}:
        assert reponse.status_code == 200
        assert reponse["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "authorization" not in reponse["Access-Control-Allow-Headers"].lower()
    else:
        assert not [nom for nom in reponse.headers if nom.lower().startswith("access-control")]


def test_la_reponse_a_une_ecriture_ne_se_lit_pas_d_ailleurs(client) -> None:
    reponse = client.post("/api/v1/propositions/", data=b"{}", content_type="text/plain", headers=AILLEURS)
    assert reponse.status_code == 401
    assert not [nom for nom in reponse.headers if nom.lower().startswith("access-control")]


def test_un_cache_partage_garde_une_seule_reponse_pour_tous_les_sites(client) -> None:
    f.ProjetFactory(publie=True)
    sans, avec = client.get(liste("projets")), client.get(liste("projets"), headers=AILLEURS)
    for nom in ("Vary", "ETag", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers"):
        assert sans[nom] == avec[nom]
    assert "origin" not in sans["Vary"].lower()
