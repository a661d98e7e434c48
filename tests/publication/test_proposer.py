"""A proposal waits for the team: what it may hold, and why it is refused."""

from __future__ import annotations

import pytest

from publication.actions import PropositionInvalide, SansCompte, proposer, verifier
from publication.models import Proposition
from publication.natures import registre
from publication.valeurs import comprendre
from tests import factories as f

pytestmark = pytest.mark.django_db
VISITEUR = Proposition.Origine.VISITEUR


def deposer(fiche, par=None, **options) -> Proposition:
    return proposer(
        publication=fiche.publication, origine=VISITEUR, par=par or SansCompte(), **{"changements": {}, **options}
    )


@pytest.mark.parametrize("inscription", list(registre), ids=lambda inscription: inscription.modele.__name__)
def test_chaque_champ_proposable_est_public_et_se_saisit(inscription) -> None:
    modele = inscription.modele
    assert modele.proposables
    publics = set(inscription.serialiseur().fields)
    for nom in modele.proposables:
        assert nom in publics
        assert comprendre(modele._meta.get_field(nom), "") in ("", None, [])


def test_les_valeurs_se_tapent_comme_on_les_ecrit() -> None:
    dispositif = f.DispositifFactory(publie=True, montant_max=None)
    ecrites = {"montant_max": "15 000,5", "cloture_le": "31/12/2027", "nature_aide": "Prêt", "territoires": ["DEP-35"]}
    proposition = deposer(dispositif, changements=ecrites)
    assert dict(proposition.changements.values_list("champ", "apres")) == {
        "montant_max": "15000.50",
        "cloture_le": "2027-12-31",
        "nature_aide": "pret",
        "territoires": ["DEP-35"],
    }


@pytest.mark.parametrize(
    ("changements", "raison"),
    [
        ({"lune": "x"}, "« lune » n’existe pas"),
        ({"statut": "publiee"}, "« statut » n’existe pas"),
        ({"population": "beaucoup"}, "Population : "),
        ({"population": True}, "Population : "),
        ({"nom": ""}, "vide"),
        ({"siren": "123456789"}, "SIREN"),
        ({"creee_en": 2020, "dissoute_en": 2019}, "L’année de dissolution"),
        ({}, "Rien ne change"),
        ({"nom": "Nom d’ici"}, "Rien ne change"),
    ],
)
def test_une_proposition_refusee_dit_pourquoi(changements, raison) -> None:
    fiche = f.CollectiviteFactory(publie=True, nom="Nom d’ici")
    with pytest.raises(PropositionInvalide, match=raison):
        deposer(fiche, changements=changements)
    assert not Proposition.objects.exists()


def test_une_fiche_retiree_ne_recoit_plus_de_proposition() -> None:
    with pytest.raises(PropositionInvalide, match="plus publique"):
        deposer(f.CollectiviteFactory(retire=True), message="Trop tard.")


def test_rien_ne_change_sur_la_fiche_et_l_auteur_est_garde() -> None:
    fiche, compte = f.CollectiviteFactory(publie=True, nom="Avant"), f.UtilisateurFactory()
    proposition = deposer(fiche, par=compte, changements={"nom": "Après"})
    anonyme = deposer(fiche, par=SansCompte(nom="Alix", email="alix@example.org"), message="Un mot.")
    fiche.refresh_from_db()
    assert fiche.nom == "Avant"
    assert (proposition.auteur, proposition.adresse_de_reponse) == (compte, compte.email)
    assert (anonyme.auteur, anonyme.adresse_de_reponse) == (None, "alix@example.org")
    assert list(verifier()) == []


def test_ce_que_l_auteur_a_vu_est_garde_meme_si_la_fiche_a_change_entre_temps() -> None:
    fiche = f.CollectiviteFactory(publie=True, population=900)
    proposition = deposer(fiche, changements={"population": "1 000"}, vues={"population": "800"})
    assert proposition.changements.get().avant == 800
