"""What was comes back through an action: one field, a version with its parts, a deleted record; never a consent."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from collectivites.models import Collectivite, Consentement, Contact
from programmes.models import Action, Budget, ChiffreCle, Politique, Projet
from publication.actions import supprimer, verifier
from publication.actions.restaurer import (
    RestaurationImpossible,
    avant_la_suppression,
    restaurer,
    restaurer_champ,
)
from publication.models import Publication, Statut
from publication.models.historique import comparer, etat, moments, parties, supprimes
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def par():
    return f.UtilisateurFactory(redaction=True)


def changer(objet, **valeurs) -> dt.datetime:
    """Change a record; return a moment before it."""
    avant = timezone.now()
    for nom, valeur in valeurs.items():
        setattr(objet, nom, valeur)
    objet.save()
    return avant


def test_les_parties_d_une_politique_sont_celles_qui_partent_avec_elle() -> None:
    noms = [(partie.modele.__name__, partie.parente.__name__) for partie in parties(Politique)]
    assert {("Budget", "Politique"), ("Action", "Politique"), ("ChiffreCle", "Action")} <= set(noms)
    assert [partie.modele for partie in parties(Collectivite)][-1] is Consentement


def test_un_champ_reprend_sa_valeur_et_la_fiche_publique_suit(par) -> None:
    fiche = f.CollectiviteFactory(publie=True, nom="Premier nom", ville="Ici")
    le = changer(fiche, nom="Second nom", ville="Ailleurs")
    restaurer_champ(modele=Collectivite, cle=fiche.pk, champ="nom", le=le, par=par)
    fiche.refresh_from_db()
    assert (fiche.nom, fiche.ville, fiche.statut) == ("Premier nom", "Ailleurs", Statut.PUBLIEE)
    assert Publication.objects.get().titre == "Premier nom"
    derniere = fiche.history.latest()
    assert derniere.history_user == par
    assert derniere.history_change_reason.startswith("Nom : valeur du ")
    assert list(verifier()) == []


def test_une_version_revient_avec_ses_parties(par) -> None:
    politique = f.PolitiqueFactory(publie=True, resume="Avant")
    garde, parti = (f.BudgetFactory(politique=politique, annee=an, total=an) for an in (2020, 2021))
    action = f.ActionFactory(politique=politique)
    chiffre = f.ChiffreCleFactory(politique=None, action=action, libelle="Emplois")
    cles = action.pk, chiffre.pk
    le = changer(politique, resume="Après")
    parti.delete()
    action.delete()
    changer(garde, total=5)
    f.BudgetFactory(politique=politique, annee=2022, total=1)
    restaurer(modele=Politique, cle=politique.pk, le=le, par=par, motif="Erreur de saisie")
    politique.refresh_from_db()
    assert politique.resume == "Avant"
    assert dict(politique.budgets.values_list("annee", "total")) == {2020: 2020, 2021: 2021}
    assert (Action.objects.get().pk, ChiffreCle.objects.get().pk) == cles
    assert politique.history.latest().history_change_reason == "Erreur de saisie"
    assert Budget.history.filter(history_type="-").latest().history_user == par
    assert list(verifier()) == []
    nombre = politique.history.count()
    restaurer(modele=Politique, cle=politique.pk, le=le, par=par)
    assert politique.history.count() == nombre


def test_une_liste_a_son_histoire_et_revient_moins_ce_qui_n_existe_plus(par) -> None:
    climat, culture, sport = (f.ThematiqueFactory(nom=nom) for nom in ("Climat", "Culture", "Sport"))
    politique = f.PolitiqueFactory(publie=True)
    politique.thematiques.set([climat, culture])
    le = timezone.now()
    politique.thematiques.set([sport])
    avant, apres = (etat(Politique, politique.pk, le=quand) for quand in (le, timezone.now()))
    (changement,) = comparer(avant, apres)
    (champ,) = changement.champs
    assert (champ.libelle, champ.est_restaurable) == ("Thématiques", True)
    assert [(m.genre.value, m.texte) for m in champ.morceaux] == [
        ("retire", "Climat ; Culture"),
        ("egal", " ; "),
        ("ajoute", "Sport"),
    ]
    climat.delete()
    restaurer_champ(modele=Politique, cle=politique.pk, champ="thematiques", le=le, par=par)
    assert list(politique.thematiques.all()) == [culture]
    assert politique.history.latest().history_user == par
    politique.thematiques.clear()
    restaurer(modele=Politique, cle=politique.pk, le=le, par=par)
    assert list(politique.thematiques.all()) == [culture]
    assert Publication.objects.get(pk=politique.uid).contenu["thematiques"][0]["slug"] == culture.slug
    nombre = politique.history.count()
    restaurer(modele=Politique, cle=politique.pk, le=le, par=par)
    assert politique.history.count() == nombre
    assert list(verifier()) == []


def test_une_fiche_supprimee_retrouve_ses_listes_et_sa_creation_reste_une_creation(par) -> None:
    projet = f.ProjetFactory()
    projet.thematiques.add(f.ThematiqueFactory(nom="Climat"))
    (creation,) = moments(Projet, projet.pk)
    assert creation.geste == "création"
    cle = projet.pk
    supprimer(fiche=projet, par=par)
    restaurer(modele=Projet, cle=cle, le=avant_la_suppression(modele=Projet, cle=cle), par=par)
    assert [theme.nom for theme in Projet.objects.get(pk=cle).thematiques.all()] == ["Climat"]


def test_un_accord_retire_ne_revient_jamais(par) -> None:
    fiche = f.CollectiviteFactory(publie=True)
    contact = f.ContactFactory(collectivite=fiche, email="contact@example.org")
    accord = f.ConsentementFactory(contact=contact)
    le = changer(accord, retire_le=dt.date(2026, 6, 1))
    contact.delete()
    restaurer(modele=Collectivite, cle=fiche.pk, le=le, par=par)
    assert Contact.objects.get().email == "contact@example.org"
    assert not Consentement.objects.exists()
    assert "contact@example.org" not in Publication.objects.get().document
    with pytest.raises(RestaurationImpossible, match="ne se restaure pas"):
        restaurer(modele=Consentement, cle=accord.pk, le=le, par=par)


def test_une_fiche_supprimee_revient_en_brouillon_avec_ses_parties(par) -> None:
    politique = f.PolitiqueFactory(titre="Politique perdue")
    f.BudgetFactory(politique=politique, annee=2020)
    cle = politique.pk
    supprimer(fiche=politique, par=par)
    (ligne,) = supprimes(Politique, 10)
    assert (ligne.id, ligne.history_user) == (cle, par)
    restaurer(modele=Politique, cle=cle, le=avant_la_suppression(modele=Politique, cle=cle), par=par)
    revenue = Politique.objects.get(pk=cle)
    assert (revenue.titre, revenue.statut, revenue.budgets.count()) == ("Politique perdue", Statut.BROUILLON, 1)
    assert supprimes(Politique, 10) == []
    with pytest.raises(RestaurationImpossible, match="pas été supprimé"):
        avant_la_suppression(modele=Politique, cle=cle)


def test_ce_qui_ne_vaut_plus_est_refuse_et_dit_pourquoi(par) -> None:
    fiche = f.CollectiviteFactory(publie=True, sigle="AB", slug="la-premiere")
    le = changer(fiche, slug="la-seconde", sigle="CD")
    f.CollectiviteFactory(slug="la-premiere")
    with pytest.raises(RestaurationImpossible, match="Adresse de la page"):
        restaurer(modele=Collectivite, cle=fiche.pk, le=le, par=par)
    fiche.refresh_from_db()
    assert fiche.sigle == "CD"
    for champ in ("statut", "lune"):
        with pytest.raises(RestaurationImpossible, match="ne se restaure pas"):
            restaurer_champ(modele=Collectivite, cle=fiche.pk, champ=champ, le=le, par=par)
    with pytest.raises(RestaurationImpossible, match="rien à ce moment"):
        restaurer(modele=Collectivite, cle=fiche.pk, le=dt.datetime(2000, 1, 1, tzinfo=dt.UTC), par=par)


def test_la_comparaison_dit_ce_qui_est_venu_parti_et_change() -> None:
    politique = f.PolitiqueFactory(resume="Un conseil")
    parti = f.BudgetFactory(politique=politique, annee=2020)
    le = changer(politique, resume="Un comité")
    parti.delete()
    f.EffectifFactory(politique=politique)
    changements = comparer(etat(Politique, politique.pk, le=le), etat(Politique, politique.pk, le=timezone.now()))
    assert [(c.nom, c.geste) for c in changements] == [
        ("Politique ESS", "modifié"),
        ("Budget", "retiré"),
        ("Effectif", "ajouté"),
    ]
    assert [(champ.nom, champ.est_restaurable) for champ in changements[0].champs] == [("resume", True)]
    assert changements[1].est_restaurable


def test_un_geste_rassemble_les_lignes_d_un_meme_enregistrement(django_assert_num_queries) -> None:
    politique = f.PolitiqueFactory()
    f.BudgetFactory(politique=politique)
    with django_assert_num_queries(1):
        (geste,) = moments(Politique, politique.pk)
    assert geste.lignes == {"Politique ESS": 1, "Budget": 1}
    assert geste.geste == "création"
