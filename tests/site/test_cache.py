"""Public pages are kept exactly as long as the data do not change."""

from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from publication import cache as module
from publication.actions import synchroniser
from publication.models import EtatPublic
from tests.factories import CollectiviteFactory

pytestmark = pytest.mark.django_db
LISTE = "/collectivites/"


def requetes(client, adresse: str, **entetes: str):
    from django.db import connection

    with CaptureQueriesContext(connection) as faites:
        reponse = client.get(adresse, headers=entetes)
    return reponse, len(faites)


def test_page_inchangee_coute_une_requete_et_un_304(client) -> None:
    CollectiviteFactory(publie=True)
    premiere, _ = requetes(client, LISTE)
    assert {mot.strip() for mot in premiere.headers["Cache-Control"].split(",")} == {"public", "no-cache"}
    seconde, nombre = requetes(client, LISTE, **{"If-None-Match": premiere.headers["ETag"]})
    assert (seconde.status_code, nombre, seconde.content) == (304, 1, b"")
    assert seconde.headers["ETag"] == premiere.headers["ETag"]


def test_page_deja_faite_coute_une_requete(client) -> None:
    premiere, cout = requetes(client, LISTE)
    seconde, nombre = requetes(client, LISTE)
    assert cout > nombre == 1
    assert seconde.content == premiere.content
    assert seconde.headers["Content-Type"] == premiere.headers["Content-Type"]


def test_ecriture_fait_refaire_la_page(client) -> None:
    avant, _ = requetes(client, LISTE)
    fiche = CollectiviteFactory(publie=True, nom="Communauté d’ici")
    apres, _ = requetes(client, LISTE, **{"If-None-Match": avant.headers["ETag"]})
    assert apres.status_code == 200
    assert fiche.nom in apres.content.decode()


def test_ecriture_sans_effet_sur_les_fiches_compte_aussi() -> None:
    avant = EtatPublic.objects.numero()
    synchroniser([])
    assert EtatPublic.objects.numero() == avant + 1
    assert str(EtatPublic.objects.get()) == str(avant + 1)


def test_le_jour_la_langue_et_la_livraison_font_des_pages_differentes(client, settings) -> None:
    def etiquette(adresse: str = LISTE) -> str:
        return client.get(adresse).headers["ETag"]

    with time_machine.travel("2026-03-01 12:00:00+01:00"):
        marques = {etiquette(), etiquette("/collectivites/?page=2")}
        settings.RELEASE = "suivante"
        marques.add(etiquette())
    with time_machine.travel("2026-03-02 12:00:00+01:00"):
        marques.add(etiquette())
        with translation.override("en"):
            marques.add(module._cle(RequestFactory().get(LISTE)))
    assert len(marques) == 5


def test_refus_et_page_trop_longue_ne_sont_pas_gardes(client, monkeypatch) -> None:
    refus = client.get("/collectivites/?tri=faux")
    assert "ETag" not in refus.headers
    monkeypatch.setattr(module, "TAILLE_MAXIMALE", 10)
    cache.clear()
    client.get(LISTE)
    assert requetes(client, LISTE)[1] == requetes(client, LISTE)[1] > 1


def test_en_mise_au_point_rien_n_est_relu(client, settings) -> None:
    client.get(LISTE)
    settings.DEBUG = True
    assert requetes(client, LISTE)[1] > 1
