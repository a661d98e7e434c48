"""Reading is open and fair: each has its share, and every answer says what is left of it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publication.actions.jetons import relever_les_usages
from publication.models import Usage
from publication.visiteurs import adresse, reseau
from tests import factories as f
from tests.api.portes import liste

MIDI = dt.datetime(2026, 6, 15, 10, 0, 10, tzinfo=dt.UTC)
LISTE = liste("projets")


@pytest.fixture
def trois_par_minute(settings):
    settings.API_LIMITE_PAR_MINUTE = 3
    settings.API_LIMITE_DES_JETONS = 5


@pytest.fixture(params=["locmem", "db"])
def memoire(request, db):
    """The caches that the settings may name; a server of Valkey counts like ``locmem``, by ``INCR``."""
    if request.param == "locmem":
        yield request.param
        return
    en_base = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "memoire"}
    with override_settings(CACHES={"default": en_base}):
        call_command("createcachetable")
        yield request.param


def champ(reponse, politique: str) -> dict[str, int]:
    """What ``RateLimit`` says of a policy."""
    (dit,) = re.findall(rf'"{politique}";r=(\d+);t=(\d+)', reponse["RateLimit"])
    return {"r": int(dit[0]), "t": int(dit[1])}


def test_chaque_reponse_dit_ce_qui_reste_puis_429_dit_quand_revenir(client, memoire, trois_par_minute) -> None:
    with time_machine.travel(MIDI, tick=False):
        recues = [client.get(LISTE) for _ in range(4)]
        assert [reponse.status_code for reponse in recues] == [200, 200, 200, 429]
        assert [champ(reponse, "minute") for reponse in recues] == [{"r": r, "t": 50} for r in (2, 1, 0, 0)]
        assert {reponse["RateLimit-Policy"] for reponse in recues} == {'"minute";q=3;w=60'}
        refus = recues[3]
        assert refus["Content-Type"] == "application/problem+json"
        assert (refus["Retry-After"], refus["Cache-Control"]) == ("50", "no-store")
        assert refus.json()["errors"][0] == {
            "parametre": None,
            "code": "trop_de_demandes",
            "message": "Plus de 3 demandes en 60 secondes : réessayez dans 50 secondes.",
        }
        anglais = client.get(LISTE, headers={"accept-language": "en"}).json()
        assert anglais["detail"] == "More than 3 requests in 60 seconds: try again in 50 seconds."
    with time_machine.travel(MIDI + dt.timedelta(seconds=50), tick=False):
        assert client.get(LISTE).status_code == 200


@pytest.mark.parametrize("format_", ["json", "csv", "geojson", "xlsx"])
def test_un_fichier_compte_comme_une_page(client, trois_par_minute, format_) -> None:
    with time_machine.travel(MIDI, tick=False):
        for reste in (2, 1, 0):
            assert champ(client.get(LISTE, {"format": format_}), "minute")["r"] == reste
        assert client.get(LISTE, {"format": format_}).status_code == 429
        assert client.get("/api/v1/schema/").status_code == 429


def test_une_adresse_n_epuise_pas_la_part_d_une_autre(client, trois_par_minute) -> None:
    with time_machine.travel(MIDI, tick=False):
        for _ in range(4):
            derniere = client.get(LISTE, REMOTE_ADDR="192.0.2.1")
        assert derniere.status_code == 429
        assert client.get(LISTE, REMOTE_ADDR="192.0.2.2").status_code == 200
        for rang in range(4):
            derniere = client.get(LISTE, REMOTE_ADDR=f"2001:db8:0:1::{rang}")
        assert derniere.status_code == 429
        assert client.get(LISTE, REMOTE_ADDR="2001:db8:0:2::1").status_code == 200


def test_aucune_limite_quand_le_reglage_est_a_zero(client, settings) -> None:
    settings.API_LIMITE_PAR_MINUTE = 0
    assert "RateLimit" not in client.get(LISTE)


@pytest.mark.parametrize(
    ("nombre", "vues", "attendue"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "192.0.2.66, 198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "192.0.2.1"),
        (1, " , ", "192.0.2.1"),
    ],
)
def test_seuls_nos_mandataires_sont_crus(settings, nombre, vues, attendue) -> None:
    settings.MANDATAIRES = nombre
    assert adresse(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=vues)) == attendue


@pytest.mark.parametrize(
    ("vue", "attendu"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("unix:", "unix:"),
    ],
)
def test_une_adresse_ipv6_vaut_pour_son_abonne(vue, attendu) -> None:
    assert reseau(RequestFactory().get("/", REMOTE_ADDR=vue)) == attendu


def test_aucune_adresse_n_est_gardee_en_clair(client) -> None:
    client.get(LISTE, REMOTE_ADDR="192.0.2.77")
    assert not [cle for cle in caches["default"]._cache if "192.0.2" in cle]
    assert [cle for cle in caches["default"]._cache if "debit:adresse:" in cle]


def test_un_jeton_a_son_quota_du_jour_jusqu_a_minuit_en_france(client, trois_par_minute, demander) -> None:
    jeton = f.JetonFactory(quota_par_jour=4)
    with time_machine.travel(MIDI, tick=False):
        recues = [demander("get", LISTE, jeton=jeton) for _ in range(5)]
        assert [reponse.status_code for reponse in recues] == [200] * 4 + [429]
        assert recues[0]["RateLimit-Policy"] == '"minute";q=5;w=60, "jour";q=4;w=86400'
        assert champ(recues[0], "jour") == {"r": 3, "t": 11 * 3600 + 59 * 60 + 51}
        assert recues[4]["Retry-After"] == str(11 * 3600 + 59 * 60 + 51)
        assert client.get(LISTE).status_code == 200
    with time_machine.travel(dt.datetime(2026, 6, 15, 22, 0, 1, tzinfo=dt.UTC), tick=False):
        assert demander("get", LISTE, jeton=jeton).status_code == 200


def test_ce_que_la_minute_refuse_n_use_pas_le_jour(trois_par_minute, demander) -> None:
    jeton = f.JetonFactory()
    with time_machine.travel(MIDI, tick=False):
        for _ in range(9):
            demander("get", LISTE, jeton=jeton)
    with time_machine.travel(MIDI + dt.timedelta(minutes=1), tick=False):
        assert champ(demander("get", LISTE, jeton=jeton), "jour")["r"] == jeton.quota_par_jour - 6


def test_une_lecture_par_jeton_n_ecrit_rien_en_base(demander) -> None:
    jeton = f.JetonFactory()
    recu = demander("get", LISTE, jeton=jeton)
    with CaptureQueriesContext(connection) as requetes:
        assert demander("get", LISTE, jeton=jeton, **{"If-None-Match": recu["ETag"]}).status_code == 304
    assert len(requetes) == 2
    assert [requete["sql"].split()[0] for requete in requetes] == ["SELECT", "SELECT"]


def test_les_usages_sont_releves_en_un_ecrit_par_jour_et_ne_baissent_pas(demander) -> None:
    jetons = f.JetonFactory.create_batch(3)
    with time_machine.travel(MIDI, tick=False):
        for rang, jeton in enumerate(jetons[:2], start=1):
            for _ in range(rang):
                demander("get", LISTE, jeton=jeton)
        with CaptureQueriesContext(connection) as requetes:
            assert relever_les_usages(maintenant=timezone.now()) == 2
        assert sum(requete["sql"].startswith("INSERT") for requete in requetes) == 1
        assert dict(Usage.objects.values_list("jeton", "demandes")) == {jetons[0].pk: 1, jetons[1].pk: 2}
    with time_machine.travel(MIDI + dt.timedelta(minutes=7), tick=False):
        demander("get", LISTE, jeton=jetons[0])
        relever_les_usages(maintenant=timezone.now())
        lus = {usage.jeton_id: usage for usage in Usage.objects.all()}
        assert lus[jetons[0].pk].demandes == 2
        assert lus[jetons[0].pk].releve_le == timezone.now()
        assert lus[jetons[1].pk].releve_le == MIDI
        cache.clear()
        demander("get", LISTE, jeton=jetons[1])
        relever_les_usages(maintenant=timezone.now())
        assert Usage.objects.get(jeton=jetons[1]).demandes == 2


def test_le_compteur_du_jour_survit_a_l_oubli_par_defaut_du_cache(demander, memoire) -> None:
    jeton = f.JetonFactory()
    with time_machine.travel(MIDI, tick=False):
        for _ in range(2):
            demander("get", LISTE, jeton=jeton)
    with time_machine.travel(MIDI + dt.timedelta(hours=2), tick=False):
        assert champ(demander("get", LISTE, jeton=jeton), "jour")["r"] == jeton.quota_par_jour - 3
