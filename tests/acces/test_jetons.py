"""Tokens: hashed, named, scoped, expiring, revocable; and nowhere else than in the hands of who received them."""

from __future__ import annotations

import datetime as dt
import logging
import sys

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from django.views.debug import ExceptionReporter
from knox.crypto import hash_token

from publication.actions.jetons import purger_les_acces, revoquer_jeton
from publication.models import Jeton, Rejouable, Usage
from tests import factories as f
from tests.api.portes import liste

LISTE = liste("projets")
PROPOSITIONS = "/api/v1/propositions/"


def test_seule_l_empreinte_est_gardee() -> None:
    jeton = f.JetonFactory()
    garde = Jeton.objects.get(pk=jeton.pk)
    assert garde.digest == hash_token(jeton.secret)
    assert jeton.secret.startswith("ress_")
    assert len(jeton.secret) == 69
    with connection.cursor() as curseur:
        curseur.execute("SELECT row_to_json(j)::text FROM publication_jeton j")
        assert jeton.secret not in curseur.fetchone()[0]


@pytest.mark.parametrize(
    ("entete", "code", "message"),
    [
        ("Bearer inconnu", "authentication_failed", "Ce jeton n’existe pas."),
        ("Bearer", "authentication_failed", "L’en-tête Authorization s’écrit « Bearer » puis le jeton."),
        ("Bearer un deux", "authentication_failed", "L’en-tête Authorization s’écrit « Bearer » puis le jeton."),
        ("Bearer é", "authentication_failed", "Ce jeton n’existe pas."),
    ],
)
def test_un_jeton_faux_est_refuse_meme_pour_lire(client, entete, code, message) -> None:
    reponse = client.get(LISTE, headers={"Authorization": entete})
    assert reponse.status_code == 401
    assert reponse["WWW-Authenticate"] == 'Bearer realm="api"'
    assert reponse["Content-Type"] == "application/problem+json"
    assert reponse.json()["errors"] == [{"parametre": None, "code": code, "message": message}]


def test_un_jeton_qui_commence_comme_un_autre_est_faux(client) -> None:
    jeton = f.JetonFactory()
    faux = jeton.secret[:15] + "0" * 54
    assert client.get(LISTE, headers={"Authorization": f"Bearer {faux}"}).status_code == 401


def test_un_autre_schema_d_authentification_est_ignore(client) -> None:
    assert client.get(LISTE, headers={"Authorization": "Basic YTpi"}).status_code == 200


def test_un_jeton_expire_revoque_ou_suspendu_dit_pourquoi_et_reste_connu(demander) -> None:
    jetons = {
        "jeton_revoque": f.JetonFactory(revoque=True),
        "jeton_suspendu": f.JetonFactory(partenaire__est_actif=False),
        "compte_clos": f.JetonFactory(partenaire__compte__is_active=False),
        "jeton_expire": f.JetonFactory(),
    }
    with time_machine.travel(timezone.now() + dt.timedelta(days=366), tick=False):
        vus = {nom: demander("get", LISTE, jeton=jeton).json()["errors"][0]["code"] for nom, jeton in jetons.items()}
    assert vus["jeton_expire"] == "jeton_expire"
    vus = {nom: demander("get", LISTE, jeton=jeton) for nom, jeton in jetons.items()}
    assert vus.pop("jeton_expire").status_code == 200
    codes = {nom: (reponse.status_code, reponse.json()["errors"][0]["code"]) for nom, reponse in vus.items()}
    assert codes == {
        "jeton_revoque": (401, "jeton_revoque"),
        "jeton_suspendu": (401, "jeton_suspendu"),
        "compte_clos": (401, "jeton_suspendu"),
    }
    assert Jeton.objects.count() == 4


def test_revoquer_ferme_aussitot_et_une_seule_fois(demander) -> None:
    jeton, par = f.JetonFactory(), f.UtilisateurFactory()
    assert demander("get", LISTE, jeton=jeton).status_code == 200
    revoquer_jeton(jeton=jeton, par=par)
    assert demander("get", LISTE, jeton=jeton).status_code == 401
    premier = Jeton.objects.get(pk=jeton.pk).revoque_le
    revoquer_jeton(jeton=jeton, par=f.UtilisateurFactory())
    relu = Jeton.objects.get(pk=jeton.pk)
    assert (relu.revoque_le, relu.revoque_par) == (premier, par)


def test_un_compte_de_l_equipe_ne_se_prete_pas_a_un_programme() -> None:
    partenaire = f.PartenaireFactory()
    partenaire.compte = f.UtilisateurFactory(redaction=True)
    with pytest.raises(ValidationError, match="équipe"):
        partenaire.full_clean()


def test_des_brouillons_demandent_un_referent() -> None:
    jeton = f.JetonFactory()
    jeton.portees = ["brouillons"]
    with pytest.raises(ValidationError, match="référent d’aucune collectivité"):
        jeton.full_clean()
    f.JetonFactory(partenaire=f.PartenaireFactory(referent=True)).full_clean()


def test_un_jeton_dure_deux_ans_au_plus() -> None:
    jeton = f.JetonFactory()
    jeton.expiry = timezone.now() + dt.timedelta(days=800)
    with pytest.raises(ValidationError, match="deux ans"):
        jeton.full_clean()


def test_le_jeton_n_est_ni_journalise_ni_dans_une_page_d_erreur(client, caplog, settings) -> None:
    jeton = f.JetonFactory()
    entete = {"Authorization": f"Bearer {jeton.secret}"}
    with caplog.at_level(logging.DEBUG):
        client.get(LISTE, headers=entete)
        client.get("/api/v1/absente/", headers=entete)
        client.post(PROPOSITIONS, data=b"{", content_type="application/json", headers=entete)
    assert caplog.text
    assert jeton.secret not in caplog.text
    settings.DEBUG = True
    requete = RequestFactory().get(LISTE, headers=entete)
    for page in _pages_d_erreur(requete):
        assert "ZeroDivisionError" in page
        assert jeton.secret not in page


def _pages_d_erreur(requete) -> list[str]:
    try:
        assert 1 / len(requete.GET)
    except ZeroDivisionError:
        rapport = ExceptionReporter(requete, *sys.exc_info())
    return [str(rapport.get_traceback_html()), rapport.get_traceback_text()]


def test_purger_oublie_les_vieux_usages_et_les_vieilles_reponses() -> None:
    jeton = f.JetonFactory()
    maintenant = timezone.now()
    for jours in (399, 401):
        f.UsageFactory(jeton=jeton, jour=timezone.localdate() - dt.timedelta(days=jours))
    f.RejouableFactory(partenaire=jeton.partenaire, recue_le=maintenant - dt.timedelta(days=8))
    f.RejouableFactory(partenaire=jeton.partenaire, cle="autre", recue_le=maintenant - dt.timedelta(days=6))
    assert purger_les_acces(maintenant=maintenant) == 2
    assert (Usage.objects.count(), Rejouable.objects.get().cle) == (1, "autre")
