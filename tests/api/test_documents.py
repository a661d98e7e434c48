"""What a document holds, word for word, and that it is what OpenAPI says."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
import yaml
from django.core.management import call_command
from jsonschema import Draft202012Validator, FormatChecker

from publication.models import Publication
from tests.api.attendus import DOCUMENTS
from tests.api.complets import construire
from tests.api.portes import FABRIQUES, REFERENTIELS, liste
from tests.publication.monde import monde

FORMATS = FormatChecker()
FORMATS.checks("uri")(lambda valeur: not isinstance(valeur, str) or bool(urlsplit(valeur).scheme))

RACINE = Path(__file__).resolve().parent.parent.parent


@cache
def description() -> dict[str, Any]:
    """The committed OpenAPI file."""
    lu: dict[str, Any] = yaml.safe_load((RACINE / "docs/api/openapi.yaml").read_text(encoding="utf-8"))
    return lu


def operations() -> list[Any]:
    """Every operation, with its address."""
    return [pytest.param(op, id=chemin) for chemin, ops in description()["paths"].items() for op in ops.values()]


def valider(contenu: Any, chemin: str) -> None:
    """The body is what OpenAPI says that the address gives."""
    schema = description()["paths"][chemin]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    validateur = Draft202012Validator({**schema, "components": description()["components"]}, format_checker=FORMATS)
    assert [f"{list(e.path)} {e.message}" for e in validateur.iter_errors(contenu)] == []


@pytest.mark.django_db
def test_un_document_complet_est_mot_pour_mot_celui_attendu(client) -> None:
    for nom, fiche in construire().items():
        servi = client.get(f"{liste(nom)}{fiche.uid}/").json()
        assert servi == DOCUMENTS[nom], nom
        assert list(servi) == list(DOCUMENTS[nom])
        assert orjson.loads(Publication.objects.get(pk=fiche.uid).document) == servi


@pytest.mark.django_db
def test_un_document_complet_suit_openapi(client) -> None:
    fiches = [*construire().items(), *zip(FABRIQUES, monde(), strict=True)]
    for nom, fiche in fiches:
        valider(client.get(f"{liste(nom)}{fiche.uid}/").json(), f"{liste(nom)}{{cle}}/")
    for nom in FABRIQUES:
        valider(client.get(liste(nom)).json(), liste(nom))
    valider(client.get(f"{liste('recherche')}?q=fiche").json(), liste("recherche"))


@pytest.mark.django_db
@pytest.mark.parametrize("nom", FABRIQUES)
def test_un_document_minimal_suit_openapi(client, nom: str) -> None:
    fiche = FABRIQUES[nom](publie=True)
    valider(client.get(f"{liste(nom)}{fiche.uid}/").json(), f"{liste(nom)}{{cle}}/")


@pytest.mark.django_db
@pytest.mark.parametrize("nom", REFERENTIELS)
def test_un_referentiel_suit_openapi(client, nom: str) -> None:
    objet = REFERENTIELS[nom]()
    cle, valeur = ("code", objet.code) if hasattr(objet, "code") else ("slug", objet.slug)
    valider(client.get(liste(nom)).json(), liste(nom))
    valider(client.get(f"{liste(nom)}{valeur}/").json(), f"{liste(nom)}{{{cle}}}/")


@pytest.mark.django_db
def test_un_refus_suit_openapi(client) -> None:
    schema = description()["components"]["schemas"]["Probleme"]
    validateur = Draft202012Validator({**schema, "components": description()["components"]}, format_checker=FORMATS)
    for adresse in ("/api/v1/projets/?zzz=1", "/api/v1/projets/x/", "/api/v1/xyz/"):
        assert list(validateur.iter_errors(client.get(adresse).json())) == []


def test_openapi_est_a_jour(tmp_path: Path) -> None:
    ecrit = tmp_path / "openapi.yaml"
    call_command("spectacular", file=str(ecrit), validate=True, fail_on_warn=True)
    assert yaml.safe_load(ecrit.read_text(encoding="utf-8")) == description(), "run `make openapi`"


@pytest.mark.django_db
def test_la_description_se_lit_en_ligne_sous_un_nom_simple(client) -> None:
    reponse = client.get("/api/v1/schema/", headers={"accept": "application/json"})
    assert reponse["Content-Disposition"] == 'inline; filename="openapi.json"'
    assert reponse.json()["paths"].keys() == description()["paths"].keys()
    assert not reponse.cookies


def test_la_page_des_operations_porte_un_nonce_et_aucun_temoin(client) -> None:
    reponse = client.get("/api/operations/")
    politique = reponse["Content-Security-Policy"]
    assert "unsafe" not in politique
    assert politique.split("'nonce-")[1].split("'")[0] in reponse.content.decode()
    assert not reponse.cookies
    assert 'data-schema="/api/v1/schema/"' in reponse.content.decode()
