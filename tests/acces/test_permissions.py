"""Who may do what by the API: verb × address × role, written out."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import get_resolver

from publication.api.ecriture import PriveMixin
from tests import factories as f
from tests.api.portes import liste

FICHE = {"nature": "politique", "champs": {"titre": "Plan ESS"}}
ROLES = (
    "anonyme",
    "faux",
    "lecture",
    "partenaire",
    "brouillons_seuls",
    "referent",
    "referent_d_ailleurs",
    "passe_a_l_equipe",
)
# Status by role, in the order of ROLES.
TABLE: dict[tuple[str, str], tuple[int, ...]] = {
    ("get", liste("projets")): (200, 401, 200, 200, 403, 200, 200, 200),
    ("get", "/api/v1/"): (200, 401, 200, 200, 403, 200, 200, 200),
    ("get", "/api/v1/changements/"): (200, 401, 200, 200, 403, 200, 200, 200),
    ("get", "/api/v1/schema/"): (200, 401, 200, 200, 403, 200, 200, 200),
    ("post", liste("projets")): (405,) * 8,
    ("get", "/api/v1/propositions/"): (401, 401, 403, 200, 403, 200, 200, 403),
    ("post", "/api/v1/propositions/"): (401, 401, 403, 201, 403, 201, 403, 403),
    ("get", "/api/v1/propositions/{proposition}/"): (401, 401, 403, 404, 403, 404, 404, 403),
    ("delete", "/api/v1/propositions/{proposition}/"): (405,) * 8,
    ("get", "/api/v1/brouillons/"): (401, 401, 403, 403, 200, 200, 200, 403),
    ("post", "/api/v1/brouillons/"): (401, 401, 403, 403, 201, 201, 201, 403),
    ("get", "/api/v1/brouillons/{brouillon}/"): (401, 401, 403, 403, 200, 200, 404, 403),
    ("patch", "/api/v1/brouillons/{brouillon}/"): (401, 401, 403, 403, 200, 200, 404, 403),
    ("delete", "/api/v1/brouillons/{brouillon}/"): (401, 401, 403, 403, 204, 204, 404, 403),
    ("post", "/api/v1/brouillons/{brouillon}/relecture/"): (401, 401, 403, 403, 200, 200, 404, 403),
}


@pytest.fixture
def monde() -> dict[str, Any]:
    chez_soi = f.CollectiviteFactory(publie=True)
    return {
        "publique": chez_soi,
        "brouillon": f.PolitiqueFactory(collectivite=chez_soi).uid,
        "proposition": f.PropositionFactory().pk,
    }


def jeton_de(role: str, monde: dict[str, Any]) -> Any:
    if role in {"anonyme", "faux"}:
        return None
    if role in {"lecture", "partenaire"}:
        return f.JetonFactory(portees=["lecture"] if role == "lecture" else ["lecture", "propositions"])
    compte = f.UtilisateurFactory(referent=True)
    if role != "referent_d_ailleurs":
        compte.collectivite = monde["publique"]
        compte.save()
    jeton = f.JetonFactory(partenaire__compte=compte)
    if role == "brouillons_seuls":
        jeton.portees = ["brouillons"]
        jeton.save()
    if role == "passe_a_l_equipe":
        compte.groups.set(f.UtilisateurFactory(redaction=True).groups.all())
    return jeton


def corps(verbe: str, adresse: str, monde: dict[str, Any]) -> Any:
    if adresse.endswith("/propositions/") and verbe == "post":
        return {"fiche": str(monde["publique"].uid), "message": "À revoir."}
    if adresse.endswith("/brouillons/") and verbe == "post":
        return FICHE
    return {"champs": {"resume": "Nouveau."}} if verbe == "patch" else None


@pytest.mark.parametrize("rang", range(len(ROLES)), ids=ROLES)
@pytest.mark.parametrize(("verbe", "adresse"), TABLE, ids=[f"{verbe} {adresse}" for verbe, adresse in TABLE])
def test_chaque_role_fait_ce_que_dit_la_table(demander, monde, verbe, adresse, rang) -> None:
    role = ROLES[rang]
    entetes = {"If-Match": "*"} | ({"Authorization": "Bearer ress_faux"} if role == "faux" else {})
    if verbe == "get":
        entetes.pop("If-Match")
    jeton = jeton_de(role, monde)
    reponse = demander(verbe, adresse.format(**monde), corps(verbe, adresse, monde), jeton=jeton, **entetes)
    assert reponse.status_code == TABLE[verbe, adresse][rang], reponse.content
    if reponse.status_code >= 400:
        assert reponse["Content-Type"] == "application/problem+json"
    if "propositions" in adresse or "brouillons" in adresse:
        assert "no-store" in reponse["Cache-Control"]
        assert "public" not in reponse["Cache-Control"]


def test_chaque_adresse_privee_et_chaque_verbe_sont_dans_la_table() -> None:
    motifs = {
        (verbe, vue.cls.__name__)
        for motif in get_resolver("config.urls_api").url_patterns
        if hasattr(motif, "callback") and issubclass(getattr(vue := motif.callback, "cls", object), PriveMixin)
        for verbe in vue.cls.http_method_names
        if verbe != "head"
    }
    essayes = {(verbe, adresse) for verbe, adresse in TABLE if "propositions" in adresse or "brouillons" in adresse}
    assert len(motifs) == len([cas for cas in essayes if TABLE[cas] != (405,) * 8]) == 9
