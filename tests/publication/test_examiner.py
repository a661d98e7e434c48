"""A proposal is decided upon by staff: written with its trace, refused with an answer, never silently."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail

from publication.actions import (
    ExamenImpossible,
    SansCompte,
    ValeurChangee,
    appliquer,
    proposer,
    refuser,
    repondre,
    verifier,
)
from publication.models import Proposition, Publication
from tests import factories as f

pytestmark = pytest.mark.django_db
ALIX = SansCompte(nom="Alix Exemple", email="alix@example.org")


@pytest.fixture
def fiche():
    return f.CollectiviteFactory(publie=True, nom="Ancien nom", sigle="AN")


@pytest.fixture
def redactrice():
    return f.UtilisateurFactory(redaction=True, first_name="Sasha", last_name="Relit")


def deposer(fiche, changements=None, message="", par=ALIX) -> Proposition:
    return proposer(
        publication=fiche.publication,
        changements=changements or {},
        origine=Proposition.Origine.VISITEUR,
        par=par,
        message=message,
    )


def test_accepter_un_champ_ecrit_la_fiche_et_refuse_les_autres(
    fiche, redactrice, django_capture_on_commit_callbacks
) -> None:
    proposition = deposer(fiche, {"nom": "Nouveau nom", "sigle": "NN"})
    with django_capture_on_commit_callbacks(execute=True):
        appliquer(proposition=proposition, retenues={"nom": "Nouveau nom !"}, par=redactrice, reponse="Merci.")
    fiche.refresh_from_db()
    proposition.refresh_from_db()
    assert (fiche.nom, fiche.sigle) == ("Nouveau nom !", "AN")
    assert Publication.objects.get(pk=fiche.uid).titre == "Nouveau nom !"
    decisions = dict(proposition.changements.values_list("champ", "decision"))
    assert decisions == {"nom": "accepte", "sigle": "refuse"}
    assert proposition.changements.get(champ="nom").retenue == "Nouveau nom !"
    assert (proposition.statut, proposition.examinee_par) == ("appliquee", redactrice)
    derniere = fiche.history.latest()
    assert (derniere.history_user, derniere.history_change_reason) == (
        redactrice,
        f"Proposition n° {proposition.pk}, visiteur du site",
    )
    assert list(verifier()) == []
    (courriel,) = mail.outbox
    assert courriel.to == ["alix@example.org"]
    assert "prise en compte" in courriel.subject
    for attendu in ("Nom", "Sigle", "Merci.", fiche.get_absolute_url()):
        assert attendu in courriel.body
    assert proposition.reponse_envoyee_le is not None


def test_une_valeur_qui_a_change_n_est_pas_ecrasee_sans_avoir_ete_vue(fiche, redactrice) -> None:
    proposition = deposer(fiche, {"nom": "Nouveau nom"})
    fiche.nom = "Nom corrigé entre-temps"
    fiche.save()
    with pytest.raises(ValeurChangee, match="« Nom » a changé depuis"):
        appliquer(proposition=proposition, retenues={"nom": "Nouveau nom"}, par=redactrice)
    with pytest.raises(ValeurChangee):
        appliquer(
            proposition=proposition, retenues={"nom": "Nouveau nom"}, constatees={"nom": "Ancien nom"}, par=redactrice
        )
    fiche.refresh_from_db()
    assert fiche.nom == "Nom corrigé entre-temps"
    constatees = {"nom": "Nom corrigé entre-temps"}
    appliquer(proposition=proposition, retenues={"nom": "Nouveau nom"}, constatees=constatees, par=redactrice)
    fiche.refresh_from_db()
    assert fiche.nom == "Nouveau nom"


@pytest.mark.parametrize(
    ("retenues", "raison"),
    [
        ({}, "au moins un"),
        ({"sigle": "XX"}, "au moins un"),
        ({"nom": ""}, "vide"),
        ({"nom": "x" * 300}, "200 caractères"),
    ],
)
def test_une_decision_impossible_ne_change_rien(fiche, redactrice, retenues, raison) -> None:
    proposition = deposer(fiche, {"nom": "Nouveau nom"})
    with pytest.raises(ExamenImpossible, match=raison):
        appliquer(proposition=proposition, retenues=retenues, par=redactrice)
    fiche.refresh_from_db()
    proposition.refresh_from_db()
    assert (fiche.nom, proposition.statut) == ("Ancien nom", "deposee")


def test_refuser_demande_une_reponse_et_l_envoie(fiche, redactrice, django_capture_on_commit_callbacks) -> None:
    proposition = deposer(fiche, {"nom": "Nouveau nom"})
    with pytest.raises(ExamenImpossible, match="Écrivez une réponse"):
        refuser(proposition=proposition, reponse="  ", par=redactrice)
    with django_capture_on_commit_callbacks(execute=True):
        refuser(proposition=proposition, reponse="Le nom n’a pas changé.", par=redactrice)
    proposition.refresh_from_db()
    assert (proposition.statut, proposition.changements.get().decision) == ("refusee", "refuse")
    (courriel,) = mail.outbox
    assert "n’a pas été retenue" in courriel.subject
    assert "Le nom n’a pas changé." in courriel.body
    with pytest.raises(ExamenImpossible, match="Sasha Relit a déjà examiné"):
        refuser(proposition=proposition, reponse="Encore.", par=redactrice)


def test_sans_adresse_personne_n_est_prevenu(fiche, redactrice, django_capture_on_commit_callbacks) -> None:
    proposition = deposer(fiche, message="Un mot.", par=SansCompte())
    with django_capture_on_commit_callbacks(execute=True):
        appliquer(proposition=proposition, retenues={}, par=redactrice)
    proposition.refresh_from_db()
    assert (proposition.statut, proposition.reponse_envoyee_le) == ("appliquee", None)
    assert mail.outbox == []


def test_une_reponse_qui_ne_part_pas_peut_repartir_une_fois(fiche, redactrice, monkeypatch, caplog) -> None:
    proposition = deposer(fiche, message="Un mot.")
    refuser(proposition=proposition, reponse="Non.", par=redactrice)
    proposition.refresh_from_db()
    with monkeypatch.context() as panne:
        panne.setattr(
            "publication.actions.examiner.envoyer_la_decision",
            lambda _p: (_ for _ in ()).throw(SMTPRecipientsRefused({})),
        )
        assert not repondre(proposition=proposition)
    assert "alix" not in caplog.text
    assert repondre(proposition=proposition)
    assert not repondre(proposition=proposition)
    assert len(mail.outbox) == 1
