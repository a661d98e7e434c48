"""Conditional requests: who has the present version is told so, and nothing is made."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date

from publication.actions import synchroniser
from publication.models import Publication
from tests import factories as f
from tests.api.portes import FABRIQUES, REFERENTIELS, liste
from tests.api.test_listes import verifier_probleme

pytestmark = pytest.mark.django_db

MIDI = dt.datetime(2026, 6, 15, 10, 0, 0, 300_000, tzinfo=dt.UTC)
ECRITURES = ("collectivites_collectivite", "programmes_", "collectivites_commune")


@pytest.mark.parametrize("nom", [*FABRIQUES, *REFERENTIELS])
def test_une_liste_inchangee_repond_304_en_une_requete_sans_lire_le_cote_ecriture(client, nom: str) -> None:
    {**FABRIQUES, **REFERENTIELS}[nom](**({"publie": True} if nom in FABRIQUES else {}))
    for format_ in ("json", "csv"):
        recu = client.get(liste(nom), {"format": format_})
        assert recu["ETag"].startswith('"')
        with CaptureQueriesContext(connection) as requetes:
            reponse = client.get(liste(nom), {"format": format_}, headers={"if-none-match": recu["ETag"]})
        assert (reponse.status_code, reponse.content) == (304, b"")
        assert [requete["sql"] for requete in requetes if any(table in requete["sql"] for table in ECRITURES)] == []
        assert len(requetes) == 1
        assert reponse["ETag"] == recu["ETag"]
        assert reponse["Cache-Control"] == recu["Cache-Control"]
        assert reponse["Vary"] == recu["Vary"]


def test_l_etag_d_une_liste_change_avec_les_donnees_le_jour_la_langue_et_le_format(client) -> None:
    f.ProjetFactory(publie=True)
    vus = []
    with time_machine.travel(MIDI, tick=False):
        vus.append(client.get(liste("projets"))["ETag"])
        vus.append(client.get(liste("projets"), headers={"accept": "text/csv"})["ETag"])
        vus.append(client.get(liste("projets"), headers={"accept-language": "en"})["ETag"])
        f.ProjetFactory(publie=True)
        vus.append(client.get(liste("projets"))["ETag"])
    with time_machine.travel(MIDI + dt.timedelta(days=1), tick=False):
        vus.append(client.get(liste("projets"))["ETag"])
    assert len(set(vus)) == len(vus)


@pytest.mark.parametrize("nom", FABRIQUES)
def test_l_etag_d_un_detail_est_celui_du_document_seul(client, nom: str) -> None:
    fiche = FABRIQUES[nom](publie=True)
    adresse = f"{liste(nom)}{fiche.uid}/"
    avant = client.get(adresse)
    FABRIQUES[nom](publie=True)
    assert client.get(adresse)["ETag"] == avant["ETag"] == f'"{Publication.objects.get(pk=fiche.uid).empreinte}"'
    for variante in ({"champs": "uid"}, {"format": "geojson"}, {"inclure": "projets"}):
        assert client.get(adresse, variante)["ETag"] != avant["ETag"]
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(adresse, headers={"if-none-match": avant["ETag"]}).status_code == 304
    assert len(requetes) == 1


def test_last_modified_est_l_instant_du_changement_une_fois_sa_seconde_passee(client) -> None:
    with time_machine.travel(MIDI, tick=False):
        fiche = f.ProjetFactory(publie=True)
        adresse = f"{liste('projets')}{fiche.uid}/"
        assert "Last-Modified" not in client.get(adresse)
    with time_machine.travel(MIDI + dt.timedelta(minutes=5), tick=False):
        dit = http_date(MIDI.timestamp() + 0.7)
        for lue in (adresse, liste("projets")):
            assert client.get(lue)["Last-Modified"] == dit
            assert client.get(lue, headers={"if-modified-since": dit}).status_code == 304
            assert client.get(lue, headers={"if-modified-since": http_date(MIDI.timestamp())}).status_code == 200
    with time_machine.travel(MIDI + dt.timedelta(days=1), tick=False):
        assert client.get(adresse, headers={"if-modified-since": dit}).status_code == 304
        assert client.get(liste("projets"), headers={"if-modified-since": dit}).status_code == 200


def test_un_document_que_change_une_autre_fiche_change_de_date(client) -> None:
    with time_machine.travel(MIDI, tick=False):
        politique = f.PolitiqueFactory(publie=True)
    with time_machine.travel(MIDI + dt.timedelta(hours=1), tick=False):
        politique.collectivite.nom = "Nouveau nom"
        politique.collectivite.save()
        synchroniser([politique.collectivite])
    publication = Publication.objects.get(pk=politique.uid)
    assert publication.changee_le == MIDI + dt.timedelta(hours=1)
    assert publication.modifiee_le == MIDI


def test_if_none_match_l_emporte_sur_la_date_et_les_preconditions_sur_les_deux(client) -> None:
    with time_machine.travel(MIDI, tick=False):
        fiche = f.ProjetFactory(publie=True)
    adresse = f"{liste('projets')}{fiche.uid}/"
    recu = client.get(adresse)
    plus_tard = http_date(dt.datetime.now(tz=dt.UTC).timestamp())
    assert client.get(adresse, headers={"if-none-match": '"autre"', "if-modified-since": plus_tard}).status_code == 200
    assert client.get(adresse, headers={"if-none-match": f"W/{recu['ETag']}"}).status_code == 304
    assert client.get(adresse, headers={"if-none-match": "*"}).status_code == 304
    assert client.head(adresse, headers={"if-none-match": recu["ETag"]}).status_code == 304
    assert client.get(adresse, headers={"if-modified-since": "hier"}).status_code == 200
    verifier_probleme(client.get(adresse, headers={"if-match": '"autre"'}), 412)
    verifier_probleme(client.get(liste("projets"), headers={"if-match": '"autre"'}), 412)
    assert client.get(adresse, headers={"if-match": recu["ETag"]}).status_code == 200


def test_le_total_est_compte_une_fois_par_etat_des_donnees(client) -> None:
    f.RessourceFactory(publie=True)
    client.get(liste("ressources"))
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(liste("ressources"), {"taille": 10}).json()["total"] == 1
    assert not [requete for requete in requetes if "COUNT(" in requete["sql"]]
    f.RessourceFactory(publie=True)
    assert client.get(liste("ressources"), {"taille": 10}).json()["total"] == 2
    assert client.get(liste("ressources"), {"genre": "video"}).json()["total"] == 0
