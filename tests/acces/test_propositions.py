"""Proposals by the API: the same queue, the same checks, one's own to follow."""

from __future__ import annotations

import pytest

from publication.actions import appliquer, retirer
from publication.models import Proposition
from tests import factories as f

PROPOSITIONS = "/api/v1/propositions/"


@pytest.fixture
def jeton():
    return f.JetonFactory()


@pytest.fixture
def collectivite():
    return f.CollectiviteFactory(publie=True, site_web="https://avant.example.org/")


def depot(collectivite, **autres):
    return {"fiche": str(collectivite.uid), "changements": {"site_web": "https://apres.example.org/"}, **autres}


def test_proposer_depose_dans_la_file_et_rend_l_etat(demander, jeton, collectivite) -> None:
    reponse = demander("post", PROPOSITIONS, depot(collectivite, message="Vu sur place."), jeton=jeton)
    assert reponse.status_code == 201, reponse.content
    proposition = Proposition.objects.get()
    assert (proposition.origine, proposition.statut) == ("partenaire", "deposee")
    assert (proposition.partenaire, proposition.auteur) == (jeton.partenaire, jeton.partenaire.compte)
    assert reponse["Location"] == f"{PROPOSITIONS}{proposition.pk}/"
    assert "no-store" in reponse["Cache-Control"]
    dit = reponse.json()
    assert dit.pop("deposee_le")
    assert dit == {
        "numero": proposition.pk,
        "fiche": {
            "uid": str(collectivite.uid),
            "nature": "collectivite",
            "titre": collectivite.nom,
            "url": collectivite.get_absolute_url(),
        },
        "statut": "deposee",
        "examinee_le": None,
        "message": "Vu sur place.",
        "reponse": "",
        "changements": [
            {
                "champ": "site_web",
                "vue": "https://avant.example.org/",
                "proposee": "https://apres.example.org/",
                "decision": "en_attente",
                "retenue": None,
            }
        ],
    }
    collectivite.refresh_from_db()
    assert collectivite.site_web == "https://avant.example.org/"


def test_on_suit_la_decision_champ_par_champ(demander, jeton, collectivite) -> None:
    numero = demander("post", PROPOSITIONS, depot(collectivite), jeton=jeton).json()["numero"]
    appliquer(
        proposition=Proposition.objects.get(pk=numero),
        retenues={"site_web": "https://apres.example.org/"},
        reponse="Merci.",
        par=f.UtilisateurFactory(redaction=True),
    )
    dit = demander("get", f"{PROPOSITIONS}{numero}/", jeton=jeton).json()
    assert (dit["statut"], dit["reponse"], dit["changements"][0]["decision"]) == ("appliquee", "Merci.", "accepte")
    assert dit["changements"][0]["retenue"] == "https://apres.example.org/"


def test_un_partenaire_ne_voit_que_les_siennes(demander, jeton, collectivite) -> None:
    numero = demander("post", PROPOSITIONS, depot(collectivite), jeton=jeton).json()["numero"]
    f.PropositionFactory()
    autre = f.JetonFactory()
    assert demander("get", f"{PROPOSITIONS}{numero}/", jeton=autre).status_code == 404
    assert demander("get", PROPOSITIONS, jeton=autre).json() == {"suivante": None, "resultats": []}
    assert [p["numero"] for p in demander("get", PROPOSITIONS, jeton=jeton).json()["resultats"]] == [numero]
    meme_maison = f.JetonFactory(partenaire=jeton.partenaire)
    assert demander("get", f"{PROPOSITIONS}{numero}/", jeton=meme_maison).status_code == 200


def test_la_liste_se_filtre_et_se_suit_en_un_nombre_constant_de_requetes(
    demander, jeton, django_assert_num_queries
) -> None:
    f.PropositionFactory.create_batch(51, partenaire=jeton.partenaire)
    f.PropositionFactory(partenaire=jeton.partenaire, refusee=True)
    with django_assert_num_queries(5):
        premiere = demander("get", f"{PROPOSITIONS}?statut=deposee", jeton=jeton).json()
    assert len(premiere["resultats"]) == 50
    seconde = demander("get", premiere["suivante"], jeton=jeton).json()
    assert (len(seconde["resultats"]), seconde["suivante"]) == (1, None)
    numeros = [p["numero"] for p in premiere["resultats"] + seconde["resultats"]]
    assert numeros == sorted(numeros, reverse=True)
    assert len(set(numeros)) == 51


@pytest.mark.parametrize(
    ("corps", "parametre", "morceau"),
    [
        ({}, "fiche", "obligatoire"),
        ({"fiche": "x"}, "fiche", "UUID"),
        ({"fiche": None, "autre": 1}, "autre", "champ inconnu"),
        ({"changements": {"site_web": "pas une adresse"}}, "changements.site_web", "URL"),
        ({"changements": {"slug": "autre"}}, "changements.slug", "ne se propose pas"),
        ({"changements": {"site_web": {"a": 1}}}, "changements.site_web", "attendu : un texte, null"),
        ({"changements": {"population": True}}, "changements.population", "attendu : un nombre entier, un texte"),
        ({"changements": {"population": [1]}}, "changements.population", "attendu : un nombre entier, un texte"),
        ({"vues": {"slug": "avant"}}, "vues.slug", "ne se propose pas"),
        ({"vues": {"sigle": 1}}, "vues.sigle", "attendu : un texte"),
        ({"changements": {}}, None, "Rien ne change"),
        ({"changements": {"site_web": "https://avant.example.org/"}}, None, "Rien ne change"),
        ({"changements": [1]}, "changements", "dictionnaire"),
        ({"message": "x" * 5001}, "message", "5000"),
    ],
)
def test_un_depot_refuse_dit_le_champ_et_la_raison(demander, jeton, collectivite, corps, parametre, morceau) -> None:
    if corps and "fiche" not in corps:
        corps = {"fiche": str(collectivite.uid), **corps}
    reponse = demander("post", PROPOSITIONS, corps, jeton=jeton)
    assert reponse.status_code == 400
    assert reponse["Content-Type"] == "application/problem+json"
    dites = {erreur["parametre"]: erreur["message"] for erreur in reponse.json()["errors"]}
    assert morceau in dites[parametre]
    assert not Proposition.objects.exists()


@pytest.mark.parametrize(
    ("brut", "type_", "statut"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"message": "\\u0000"}', "application/json", 400),
        (b'{"message": "\\ud800"}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b'{"message": "' + b"x" * 256_001 + b'"}', "application/json", 413),
        (b"", "application/json", 400),
    ],
)
def test_un_corps_illisible_est_refuse_sans_panne(client, jeton, brut, type_, statut) -> None:
    entetes = {"Authorization": f"Bearer {jeton.secret}"}
    reponse = client.post(PROPOSITIONS, data=brut, content_type=type_, headers=entetes)
    assert reponse.status_code == statut
    assert reponse.json()["status"] == statut


def test_une_fiche_retiree_ne_recoit_plus_rien(demander, jeton, collectivite) -> None:
    retirer(fiche=collectivite, motif="Fermée.", par=f.UtilisateurFactory())
    reponse = demander("post", PROPOSITIONS, depot(collectivite), jeton=jeton)
    assert (reponse.status_code, reponse.json()["errors"][0]["code"]) == (404, "fiche_inconnue")


def test_une_fiche_inconnue_n_est_pas_trouvee(demander, jeton) -> None:
    reponse = demander("post", PROPOSITIONS, {"fiche": "7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21"}, jeton=jeton)
    assert reponse.status_code == 404
    assert reponse.json()["errors"][0]["message"].startswith("fiche : aucune fiche publique")


def test_un_referent_ne_propose_que_chez_lui(demander, collectivite) -> None:
    jeton = f.JetonFactory(partenaire=f.PartenaireFactory(referent=True))
    assert demander("post", PROPOSITIONS, depot(collectivite), jeton=jeton).status_code == 403
    jeton.partenaire.compte.collectivite = collectivite
    jeton.partenaire.compte.save()
    reponse = demander("post", PROPOSITIONS, depot(collectivite), jeton=jeton)
    assert reponse.status_code == 201
    assert Proposition.objects.get().origine == "referent"


def test_un_compte_passe_a_l_equipe_ne_propose_plus(demander, jeton, collectivite) -> None:
    compte = jeton.partenaire.compte
    compte.groups.set(f.UtilisateurFactory(redaction=True).groups.all())
    assert demander("post", PROPOSITIONS, depot(collectivite), jeton=jeton).status_code == 403


def test_la_meme_cle_ne_depose_qu_une_fois(demander, jeton, collectivite) -> None:
    cle = {"Idempotency-Key": "8e03978e"}
    une = demander("post", PROPOSITIONS, depot(collectivite), jeton=jeton, **cle)
    deux = demander("post", PROPOSITIONS, depot(collectivite), jeton=jeton, **cle)
    assert (une.status_code, deux.status_code) == (201, 201)
    assert (deux.json(), deux["Location"], deux["Idempotency-Replayed"]) == (une.json(), une["Location"], "true")
    assert Proposition.objects.count() == 1
    autre = demander("post", PROPOSITIONS, depot(collectivite, message="Autre."), jeton=jeton, **cle)
    assert (autre.status_code, autre.json()["errors"][0]["code"]) == (422, "cle_deja_servie")
    ailleurs = demander("post", PROPOSITIONS, depot(collectivite), jeton=f.JetonFactory(), **cle)
    assert ailleurs.status_code == 201
    for refusee in ("x" * 256, "clé"):
        reponse = demander("post", PROPOSITIONS, depot(collectivite), jeton=jeton, **{"Idempotency-Key": refusee})
        assert (reponse.status_code, reponse.json()["errors"][0]["code"]) == (400, "cle_refusee")


def test_une_cle_dont_la_demande_a_ete_refusee_peut_resservir(demander, jeton, collectivite) -> None:
    cle = {"Idempotency-Key": "refusee"}
    assert demander("post", PROPOSITIONS, depot(collectivite, changements={}), jeton=jeton, **cle).status_code == 400
    assert demander("post", PROPOSITIONS, depot(collectivite), jeton=jeton, **cle).status_code == 201


@pytest.mark.parametrize("requete", ["statut=lune", "avant=x", "page=2", "avant=0", "avant=99999999999999999999"])
def test_un_parametre_faux_est_nomme(demander, jeton, requete) -> None:
    reponse = demander("get", f"{PROPOSITIONS}?{requete}", jeton=jeton)
    assert reponse.status_code == 400
    assert reponse.json()["errors"][0]["parametre"] == requete.partition("=")[0]
