"""Nothing that is not public comes out of any door."""

from __future__ import annotations

import pytest

from publication.actions import synchroniser
from tests import factories as f
from tests.portes import PORTES_PUBLIQUES, contenu, portes_de_recherche, portes_des_fiches

pytestmark = pytest.mark.django_db
SECRET = "Zinnia"


def tout_lire(client) -> dict[str, str]:
    adresses = [*PORTES_PUBLIQUES, *portes_de_recherche("fiche"), *portes_des_fiches()]
    return {adresse: contenu(client.get(adresse)) for adresse in adresses}


def portes_qui_disent(client, *secrets: str) -> list[str]:
    return [porte for porte, dit in tout_lire(client).items() if any(secret in dit for secret in secrets)]


@pytest.mark.parametrize("etat", [{}, {"a_relire": True}, {"retire": True}])
@pytest.mark.parametrize(
    "fabrique",
    [f.CollectiviteFactory, f.PolitiqueFactory, f.DispositifFactory, f.ProjetFactory, f.RessourceFactory],
)
def test_aucune_porte_ne_montre_un_brouillon_ni_une_fiche_retiree(client, fabrique, etat) -> None:
    f.CollectiviteFactory(publie=True)
    fiche = fabrique(**{fabrique._meta.model.champ_titre: SECRET}, **etat)
    assert portes_qui_disent(client, SECRET) == []
    assert client.get(fiche.get_absolute_url()).status_code == (410 if etat.get("retire") else 404)
    for porte in portes_de_recherche(SECRET):
        assert fiche.slug not in client.get(porte).content.decode()


def test_aucune_porte_ne_montre_un_brouillon_cite_par_une_fiche_publique(client) -> None:
    brouillon = f.CollectiviteFactory(nom=SECRET)
    collectivite = f.CollectiviteFactory(publie=True, remplacee_par=brouillon)
    projet = f.ProjetFactory(publie=True)
    f.SubventionFactory(projet=projet, collectivite=brouillon, objet=f"{SECRET} objet")
    ressource = f.RessourceFactory(publie=True)
    ressource.collectivites.add(brouillon)
    synchroniser([collectivite, projet, ressource])
    assert portes_qui_disent(client, SECRET, str(brouillon.uid)) == []


def test_aucune_porte_ne_montre_ce_qu_un_contact_n_a_pas_permis(client) -> None:
    collectivite = f.CollectiviteFactory(publie=True)
    f.ContactFactory(
        collectivite=collectivite, prenom="Prenomsecret", nom="Nomsecret", email="secret@example.org",
        telephone="+33261910077",
    )  # fmt: skip
    f.ContactFactory(collectivite=collectivite, fonction="Fonctionarchivee", publiable=True, est_archive=True)
    synchroniser([collectivite])
    assert portes_qui_disent(client, "Prenomsecret", "Nomsecret", "secret@", "91 00 77", "Fonctionarchivee") == []


def test_aucune_porte_ne_montre_un_identifiant_de_compte(client) -> None:
    par = f.UtilisateurFactory(username="identifiantsecret", nom_public="Équipe")
    f.CollectiviteFactory(publie=True, verifie=True, verifiee_par=par)
    assert portes_qui_disent(client, "identifiantsecret") == []
