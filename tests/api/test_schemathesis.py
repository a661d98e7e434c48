"""Schemathesis, all checks, on one operation of each kind; ``make schemathesis`` tries all, two hundred times more."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from schemathesis import GenerationMode
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.core.parameters import ParameterLocation

from benchmarks.epreuve import __main__ as commande
from benchmarks.epreuve import accords
from benchmarks.epreuve.bilan import EXEMPLES_MONTRES, Bilan, Journal
from benchmarks.epreuve.corps import accorder_le_corps, accorder_les_entetes
from programmes.models import Dispositif
from tests.api.complets import construire

if TYPE_CHECKING:
    from collections.abc import Iterator

EXEMPLES = 10
OPERATIONS = (
    "changements",
    "collectivites_retrieve",
    "departements_list",
    "organismes_list",
    "statistiques_retrieve",
    "subventions_scdl",
    "proposer",
)
"""One of each kind: those that are left are as they are, and take longer."""
RACINE = Path(__file__).resolve().parent.parent.parent
ESSAI = {"exemples": 10, "graine": 1, "api": "abc"}


@pytest.fixture
def sans_limite(settings) -> Iterator[None]:
    settings.API_LIMITE_PAR_MINUTE = settings.API_LIMITE_DES_JETONS = 0
    yield
    logging.disable(logging.NOTSET)


def lancer(*arguments: str) -> Any:
    """Run the command as its user does."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.epreuve", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=RACINE,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sans_limite")
def test_schemathesis_ne_trouve_rien_sur_le_serveur(live_server, tmp_path) -> None:
    construire()
    choisies = [mot for nom in OPERATIONS for mot in ("--operation", nom)]
    options = ["--adresse", live_server.url, "--exemples", str(EXEMPLES), "--processus", "1"]
    options += ["--journal", str(tmp_path / "journal.jsonl")]
    faite = lancer(*options, *choisies)
    assert faite.returncode == 0, faite.stdout[-5000:] + faite.stderr[-2000:]
    assert [nom for nom in OPERATIONS if f"✓ {nom} : " not in faite.stdout] == []
    reprise = lancer(*options, *choisies, "--reprendre")
    assert f"{len(OPERATIONS)} opérations, {len(OPERATIONS)} déjà faites" in reprise.stdout
    assert reprise.returncode == 0


@pytest.mark.django_db(transaction=True)
def test_un_serveur_qui_limite_les_demandes_n_est_pas_eprouve(live_server) -> None:
    with pytest.raises(SystemExit, match="API_LIMITE_PAR_MINUTE=0"):
        commande.refuser_une_limite(live_server.url)


def bilan(nom: str, *defauts: str) -> Bilan:
    """What came of an operation."""
    rendu = Bilan(nom, demandes=1_234, controles=12_340, secondes=3.4, statuts={"400": 234, "200": 1_000})
    for defaut in defauts:
        rendu.noter(defaut, "GET /")
    return rendu


@pytest.fixture
def essayer(monkeypatch, tmp_path):
    """Run the command where each operation gives what is said here; return the names that were tried."""

    def faire(*arguments: str, **bilans: Bilan) -> list[str]:
        tentees: list[str] = []

        def eprouver_toutes(_essai: Any, noms: list[str], _processus: int) -> Iterator[Bilan]:
            tentees.extend(noms)
            yield from (bilans[nom] for nom in noms)

        monkeypatch.setattr(commande, "refuser_une_limite", lambda _adresse: None)
        monkeypatch.setattr(commande, "operations", lambda _essai: list(bilans))
        monkeypatch.setattr(commande.Essai, "identite", lambda _essai: ESSAI)
        monkeypatch.setattr(commande, "eprouver_toutes", eprouver_toutes)
        commande.main(["--adresse", "http://127.0.0.1:1", "--journal", str(tmp_path / "j.jsonl"), *arguments])
        return tentees

    return faire


def test_un_defaut_fait_echouer_la_commande_et_se_montre(essayer, capsys) -> None:
    with pytest.raises(SystemExit) as fin:
        essayer(une=bilan("une"), deux=bilan("deux", "not_a_server_error : 500"))
    assert fin.value.code == 1
    dit = capsys.readouterr().out
    assert "✓ une : 1\u202f234 demandes, 12\u202f340 contrôles, 3 s (200×1\u202f000 400×234)" in dit
    assert "✗ deux" in dit
    assert "  not_a_server_error : 500 (×1)\n    GET /" in dit
    assert "2 opérations" in dit


def test_une_reprise_ne_refait_que_ce_qui_manque_ou_a_un_defaut(essayer) -> None:
    with pytest.raises(SystemExit):
        essayer(
            "--operation", "une", "--operation", "deux", une=bilan("une"), deux=bilan("deux", "x"), trois=bilan("trois")
        )
    bilans = {nom: bilan(nom) for nom in ("une", "deux", "trois")}
    assert essayer("--reprendre", **bilans) == ["deux", "trois"]
    assert essayer(**bilans) == ["une", "deux", "trois"]


def test_un_autre_essai_ne_se_reprend_pas(tmp_path) -> None:
    Journal(tmp_path / "j.jsonl", ESSAI).noter(bilan("une"))
    assert list(Journal(tmp_path / "j.jsonl", ESSAI).sans_defaut()) == ["une"]
    assert Journal(tmp_path / "j.jsonl", {**ESSAI, "api": "def"}).sans_defaut() == {}


def test_une_operation_inconnue_est_refusee_avec_la_plus_proche() -> None:
    with pytest.raises(SystemExit, match="« projet_list » ; essayez : projets_list"):
        commande.choisir(["projets_list", "regions_list"], ["projet_list"])


def test_les_defauts_d_un_genre_se_comptent_ensemble() -> None:
    rendu = Bilan("une")
    for rang in range(EXEMPLES_MONTRES + 2):
        rendu.noter("un genre", f"exemple {rang}")
    (defaut,) = rendu.defauts
    assert (defaut.fois, len(defaut.exemples), rendu.trouves) == (5, EXEMPLES_MONTRES, 5)


def cas(mode: GenerationMode = GenerationMode.POSITIVE, chemin: str = "/api/v1/projets/", **parties: Any) -> Any:
    """A request that Schemathesis is about to send."""
    schema = SimpleNamespace(get_base_url=lambda: "http://127.0.0.1:1/")
    definition = SimpleNamespace(raw={"operationId": "projets_list"})
    return SimpleNamespace(
        meta=SimpleNamespace(generation=SimpleNamespace(mode=mode)),
        operation=SimpleNamespace(path=chemin, schema=schema, definition=definition),
        **{"query": {}, "path_parameters": {}, "headers": {}, "body": None, **parties},
    )


@pytest.mark.parametrize(
    ("envoyes", "gardes"),
    [
        ({"page": 2, "curseur": "*"}, {"curseur": "*"}),
        ({"rayon": 5, "autour": ""}, {"autour": ""}),
        ({"rayon": 5, "autour": "48,-1"}, {"rayon": 5, "autour": "48,-1"}),
        ({"inclure": ["projets"], "format": "csv"}, {"inclure": ["projets"]}),
        ({"bbox": "1,50,2,40"}, {"bbox": "1,40,2,50"}),
    ],
)
def test_une_demande_permise_tient_les_regles_entre_parametres(envoyes, gardes) -> None:
    permise, defendue = cas(query=dict(envoyes)), cas(GenerationMode.NEGATIVE, query=dict(envoyes))
    for demande in (permise, defendue):
        accords.accorder(None, demande, {})
    assert permise.query == gardes
    assert defendue.query == envoyes


def test_une_demande_permise_nomme_souvent_ce_qui_existe(monkeypatch) -> None:
    monkeypatch.setattr(accords, "_valeurs", lambda _racine, adresse, *champs: (f"{adresse}{champs[0]}",))
    demandes = [cas(query={"region": [f"{rang:02d}", f"-{rang:02d}", ""]}) for rang in range(20)]
    details = [cas(chemin="/api/v1/projets/{cle}/", path_parameters={"cle": f"un-{rang}"}) for rang in range(20)]
    for demande in (*demandes, *details):
        accords.accorder(None, demande, {})
    vues = [demande.query["region"] for demande in demandes]
    assert {trois[2] for trois in vues} == {""}
    assert 4 < [trois[0] for trois in vues].count("regions/code") < 16
    assert "-regions/code" in {trois[1] for trois in vues}
    assert 4 < [detail.path_parameters["cle"] for detail in details].count("projets/uid") < 16


def defaut(adresse: str, *interdits: str) -> bool:
    """Whether a request that was to be refused, and was not, is a fault; ``interdits`` are its forbidden values."""
    mutations = [SimpleNamespace(parameter_location=ParameterLocation.QUERY, parameter=nom) for nom in interdits]
    demande = SimpleNamespace(meta=SimpleNamespace(phase=SimpleNamespace(data=SimpleNamespace(mutations=mutations))))
    reponse = SimpleNamespace(request=SimpleNamespace(url=f"http://127.0.0.1:1/api/v1/projets/{adresse}"))
    accepte = AcceptedNegativeData(operation="", message="", status_code=200, expected_statuses=[])
    return accords.est_un_defaut(None, accepte, demande, reponse)


def test_des_valeurs_vides_une_fois_envoyees_sont_permises() -> None:
    assert not defaut("?epci=&montant_max=", "epci", "montant_max")
    assert defaut("?epci=&montant_max=x", "epci", "montant_max")
    assert defaut("?epci=", "epci", "absent")
    assert defaut("")
    assert accords.est_un_defaut(None, "autre", None, None)


DESCRIPTION = yaml.safe_load((RACINE / "docs/api/openapi.yaml").read_text(encoding="utf-8"))
LISTES = {
    ("propositions/", "fiche"): ({"uid": "u", "nature": "dispositif"},),
    ("brouillons/", "uid"): ("u",),
    ("brouillons/", "nature"): ("projet",),
}


def envoi(operation: str, rang: int, **corps: Any) -> Any:
    """A body that Schemathesis is about to send."""
    definition = SimpleNamespace(raw={"operationId": operation})
    schema = SimpleNamespace(raw_schema=DESCRIPTION)
    demande = SimpleNamespace(
        operation=SimpleNamespace(definition=definition, schema=schema),
        body={**corps, "message": f"{rang}"} if operation == "proposer" else corps,
        path_parameters={"uid": "u"},
    )
    accorder_le_corps(demande, lambda *quoi: LISTES[quoi])
    return demande.body


def test_un_corps_permis_a_les_champs_de_la_nature_de_sa_fiche() -> None:
    proposes = [envoi("proposer", rang, fiche="x", changements={"a": rang}) for rang in range(20)]
    assert len([corps for corps in proposes if corps["fiche"] == "u"]) > 10
    for corps in proposes:
        assert corps["fiche"] == "x" or set(corps["changements"]) <= set(Dispositif.proposables)
        assert corps["message"].strip()
    for rang in range(20):
        cree = envoi("creer_brouillon", rang, nature="politique", champs={"a": rang})["champs"]
        assert "titre" in cree
        assert not {"thematiques"} & set(cree)
        modifie = envoi("modifier_brouillon", rang, champs={"a": rang})["champs"]
        assert set(modifie) <= set(DESCRIPTION["components"]["schemas"]["ChampsDeProjet"]["properties"])


def test_chaque_demande_permise_a_sa_cle_et_une_version_qui_vaut_souvent() -> None:
    demandes = [
        SimpleNamespace(headers={"Idempotency-Key": "k", "If-Match": f'"{rang}"'}, path_parameters={}, body=rang)
        for rang in range(20)
    ]
    for demande in demandes:
        accorder_les_entetes(demande)
    assert len({demande.headers["Idempotency-Key"] for demande in demandes}) == 20
    assert 4 < [demande.headers["If-Match"] for demande in demandes].count("*") < 16
