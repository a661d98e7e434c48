"""The review of proposals in the administration."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from publication.actions import SansCompte, proposer, verifier
from publication.models import Proposition
from tests import factories as f

pytestmark = pytest.mark.django_db
LISTE = "/admin/publication/proposition/"


def deposer(fiche, **options) -> Proposition:
    return proposer(
        **{
            "publication": fiche.publication,
            "changements": {},
            "origine": Proposition.Origine.VISITEUR,
            "par": SansCompte(email="alix@example.org"),
            **options,
        }
    )


@pytest.fixture
def fiche():
    return f.CollectiviteFactory(publie=True, nom="Ancien nom", population=1000)


def page(proposition: Proposition) -> str:
    return reverse("admin:publication_proposition_examiner", args=[proposition.pk])


def envoi(client, proposition: Proposition, **changements) -> dict[str, str]:
    """What a browser sends back from the page, with some fields changed."""
    formulaire = client.get(page(proposition)).context["formulaire"]
    donnees = {
        f"constatee-{ligne['comparaison'].changement.champ}": ligne["constatee"] for ligne in formulaire.champs()
    }
    donnees |= {champ.html_name: champ.value() or "" for champ in formulaire}
    return {**donnees, **changements}


def test_la_liste_montre_ce_qui_attend_et_compte_le_reste(bureau, fiche) -> None:
    attend = deposer(fiche, changements={"nom": "Nouveau nom"})
    f.PropositionFactory(refusee=True)
    reponse = bureau.get(LISTE)
    assert list(reponse.context["cl"].result_list) == [attend]
    contenu = reponse.content.decode()
    assert page(attend) in contenu
    for attendu in ("à examiner (1)", "refusées (1)", "toutes (2)", "Nom"):
        assert attendu in contenu
    assert bureau.get(f"{LISTE}?statut=toutes").context["cl"].result_count == 2


def test_la_liste_et_la_page_coutent_autant_pour_dix_que_pour_une(bureau, django_assert_max_num_queries) -> None:
    fiche = f.CollectiviteFactory(publie=True)
    proposition = deposer(fiche, changements={"nom": "Un nom"})
    for url in (LISTE, page(proposition)):
        bureau.get(url)
        with django_assert_max_num_queries(14):
            bureau.get(url)
    for rang in range(9):
        deposer(fiche, changements={"sigle": f"S{rang}", "population": rang, "ville": f"Ville {rang}"})
    for url in (LISTE, page(Proposition.objects.latest("pk"))):
        with django_assert_max_num_queries(14):
            bureau.get(url)


def test_accepter_un_champ_corrige_et_refuser_l_autre(bureau, fiche, django_capture_on_commit_callbacks) -> None:
    proposition = deposer(fiche, changements={"nom": "Nouveau nom", "population": 1200})
    choix = {
        "decision-nom": "accepter",
        "valeur-nom": "Nom relu",
        "decision-population": "refuser",
        "reponse": "Merci.",
    }
    with django_capture_on_commit_callbacks(execute=True):
        reponse = bureau.post(page(proposition), envoi(bureau, proposition, **choix), follow=True)
    assert "la fiche est à jour" in reponse.content.decode()
    fiche.refresh_from_db()
    assert (fiche.nom, fiche.population) == ("Nom relu", 1000)
    assert len(mail.outbox) == 1
    assert list(verifier()) == []
    relue = bureau.get(page(proposition)).content.decode()
    assert "Nom relu" in relue
    assert "_appliquer" not in relue


def test_une_decision_oubliee_ou_une_valeur_fausse_est_dite_sans_rien_perdre(bureau, fiche) -> None:
    proposition = deposer(fiche, changements={"nom": "Nouveau nom", "population": 1200})
    choix = {"decision-population": "accepter", "valeur-population": "mille", "reponse": "Ma longue réponse."}
    reponse = bureau.post(page(proposition), envoi(bureau, proposition, **choix))
    contenu = reponse.content.decode()
    for attendu in ("Rien n’a été écrit", "Acceptez ou refusez.", "nombre entier", "Ma longue réponse."):
        assert attendu in contenu
    proposition.refresh_from_db()
    assert proposition.est_a_examiner


def test_la_fiche_changee_pendant_l_examen_est_montree_puis_decidee(bureau, fiche) -> None:
    proposition = deposer(fiche, changements={"nom": "Nouveau nom"})
    donnees = envoi(bureau, proposition, **{"decision-nom": "accepter"})
    fiche.nom = "Nom d’un autre"
    fiche.save()
    reponse = bureau.post(page(proposition), donnees)
    assert "a changé depuis" in reponse.content.decode()
    assert "Remplacer la valeur d’aujourd’hui" in reponse.content.decode()
    fiche.refresh_from_db()
    assert fiche.nom == "Nom d’un autre"
    bureau.post(page(proposition), envoi(bureau, proposition, **{"decision-nom": "accepter"}))
    fiche.refresh_from_db()
    assert fiche.nom == "Nouveau nom"


@pytest.mark.parametrize("geste", [{"decision-nom": "refuser"}, {"_refuser": "1"}])
def test_tout_refuser_demande_une_reponse(bureau, fiche, geste) -> None:
    proposition = deposer(fiche, changements={"nom": "Nouveau nom"})
    assert "Écrivez une réponse" in bureau.post(page(proposition), envoi(bureau, proposition, **geste)).content.decode()
    assert bureau.post(page(proposition), envoi(bureau, proposition, reponse="Non.", **geste)).status_code == 302
    proposition.refresh_from_db()
    assert proposition.statut == "refusee"


def test_un_message_se_marque_comme_traite_et_la_reponse_se_renvoie(bureau, fiche) -> None:
    proposition = deposer(fiche, message="La vice-présidente a changé.")
    reponse = bureau.post(page(proposition), envoi(bureau, proposition, reponse="Corrigé."), follow=True)
    assert "Proposition traitée." in reponse.content.decode()
    assert "La réponse n’a pas pu partir" in reponse.content.decode()  # the transaction of the test never commits
    assert "La réponse est partie." in bureau.post(page(proposition), {"_renvoyer": "1"}, follow=True).content.decode()
    assert len(mail.outbox) == 1
    refus = bureau.post(page(proposition), {"_renvoyer": "1"}, follow=True).content.decode()
    assert "pas pu partir" in refus


def test_sans_droit_ni_proposition_la_page_ne_s_ouvre_pas(client, bureau, fiche) -> None:
    proposition = deposer(fiche, message="Un mot.")
    assert bureau.get(f"{LISTE}999999/examiner/").status_code == 404
    assert bureau.get(f"{LISTE}lune/examiner/").status_code == 404
    client.force_login(f.UtilisateurFactory(is_staff=True))
    assert client.get(page(proposition)).status_code == 403
