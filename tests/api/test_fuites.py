"""Nothing that is not public comes out of the API."""

from __future__ import annotations

import datetime as dt

import pytest

from publication.actions import synchroniser
from tests import factories as f
from tests.api.portes import FABRIQUES, liste, tout_lire

pytestmark = pytest.mark.django_db

SECRET = "Zinnia"


@pytest.mark.parametrize("etat", [{}, {"a_relire": True}, {"retire": True}])
@pytest.mark.parametrize("nom", FABRIQUES)
def test_une_fiche_qui_n_est_pas_publique_ne_se_montre_pas(client, nom: str, etat: dict[str, bool]) -> None:
    champ = FABRIQUES[nom]._meta.model.champ_titre
    fiche = FABRIQUES[nom](**{champ: SECRET}, **etat)
    assert SECRET not in tout_lire(client)
    attendu = 410 if etat.get("retire") else 404
    assert client.get(f"{liste(nom)}{fiche.uid}/").status_code == attendu
    assert client.get(f"{liste('recherche')}?q={SECRET}").json()["total"] == 0


def test_un_brouillon_cite_par_une_fiche_publique_ne_se_montre_pas(client) -> None:
    brouillon = f.CollectiviteFactory(nom=SECRET)
    collectivite = f.CollectiviteFactory(publie=True, remplacee_par=brouillon)
    politique = f.PolitiqueFactory(titre=SECRET)
    dispositif = f.DispositifFactory(publie=True, politique=politique)
    f.PartenariatFactory(dispositif=dispositif, collectivite=brouillon, nom="Partenaire")
    ressource = f.RessourceFactory(publie=True)
    ressource.collectivites.add(brouillon)
    ressource.politiques.add(politique)
    f.InterventionFactory(ressource=ressource, collectivite=brouillon)
    synchroniser([collectivite, dispositif, ressource])
    tout = tout_lire(client)
    assert SECRET not in tout
    assert str(brouillon.uid) not in tout
    assert str(politique.uid) not in tout


def test_la_subvention_d_une_collectivite_qui_n_est_pas_publique_ne_se_montre_pas(client) -> None:
    projet = f.ProjetFactory(publie=True)
    f.SubventionFactory(projet=projet, objet=SECRET, beneficiaire=f.OrganismeFactory(nom=f"{SECRET} Organisme"))
    synchroniser([projet])
    assert SECRET not in tout_lire(client)


def test_un_contact_ne_montre_que_ce_qu_il_permet(client) -> None:
    collectivite = f.CollectiviteFactory(publie=True)
    muet = {"prenom": "Prenomsecret", "nom": "Nomsecret", "email": "secret@example.org", "telephone": "+33261910077"}
    f.ContactFactory(collectivite=collectivite, fonction="Fonction montrée", **muet)
    f.ConsentementFactory(
        contact=f.ContactFactory(collectivite=collectivite, **muet), champ="email", retire_le=dt.date(2026, 2, 1)
    )
    f.ContactFactory(collectivite=collectivite, publiable=True, est_archive=True, fonction="Fonctionarchivee", **muet)
    synchroniser([collectivite])
    tout = tout_lire(client)
    assert "Fonction montrée" in tout
    for secret in ("Prenomsecret", "Nomsecret", "secret@example.org", "91 00 77", "Fonctionarchivee"):
        assert secret not in tout


def test_un_consentement_ouvre_son_champ_et_lui_seul(client) -> None:
    collectivite = f.CollectiviteFactory(publie=True)
    contact = f.ContactFactory(collectivite=collectivite, nom="Nomsecret", email="ouvert@example.org")
    f.ConsentementFactory(contact=contact, champ="email")
    synchroniser([collectivite])
    (lu,) = client.get(f"{liste('collectivites')}{collectivite.slug}/").json()["contacts"]
    assert (lu["email"], lu["nom"], lu["prenom"], lu["telephone"]) == ("ouvert@example.org", "", "", "")


def test_un_compte_ne_montre_que_son_nom_public(client) -> None:
    par = f.UtilisateurFactory(username="identifiantsecret", nom_public="Équipe du réseau")
    f.CollectiviteFactory(publie=True, verifiee_le=dt.date(2026, 5, 4), verifiee_par=par)
    tout = tout_lire(client)
    assert "Équipe du réseau" in tout
    assert "identifiantsecret" not in tout
