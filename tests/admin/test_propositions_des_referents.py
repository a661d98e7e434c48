"""What a referent saves on a public sheet waits for the team, and nothing of the sheet changes."""

from __future__ import annotations

import pytest

from programmes.models import Politique
from publication.actions import publier, verifier
from publication.models import ChangementPropose, Proposition, Publication
from publication.regles import peut, peut_proposer
from tests import factories as f
from tests.admin.conftest import adresse, donnees_du_formulaire

pytestmark = pytest.mark.django_db


@pytest.fixture
def referente(groupes: None):
    return f.UtilisateurFactory(referent=True)


@pytest.fixture
def en_ligne(referente, redactrice) -> Politique:
    publier(fiche=referente.collectivite, par=redactrice)
    politique = f.PolitiqueFactory(collectivite=referente.collectivite, complete=True, panorama="Panorama public.")
    publier(fiche=politique, par=redactrice)
    return Politique.objects.get()


@pytest.fixture
def formulaire(client, referente, en_ligne):
    client.force_login(referente)

    def envoyer(**changements):
        url = adresse(en_ligne, "change", en_ligne.pk)
        return client.post(url, donnees_du_formulaire(client.get(url), **changements), follow=True)

    return envoyer


def test_enregistrer_depose_une_proposition_et_la_fiche_reste(formulaire, referente, en_ligne) -> None:
    generation, versions = Publication.objects.generation(), en_ligne.history.count()
    page = formulaire(panorama="Panorama proposé.", explication="Chiffres de 2027.").content.decode()
    assert "Votre proposition est transmise" in page
    assert "Panorama public." in page
    en_ligne.refresh_from_db()
    assert (en_ligne.panorama, en_ligne.history.count()) == ("Panorama public.", versions)
    assert Publication.objects.generation() == generation
    assert list(verifier()) == []
    proposition = Proposition.objects.get()
    assert (proposition.origine, proposition.auteur, proposition.statut, proposition.message) == (
        "referent",
        referente,
        "deposee",
        "Chiffres de 2027.",
    )
    changement = ChangementPropose.objects.get()
    assert (changement.champ, changement.avant, changement.apres) == (
        "panorama",
        "Panorama public.",
        "Panorama proposé.",
    )


def test_ce_qui_ne_se_propose_pas_ne_s_ecrit_pas_non_plus(formulaire, en_ligne) -> None:
    formulaire(slug="autre-adresse", revoir_dans="3", contacts=[f.ContactFactory().pk], explication="Un contact.")
    en_ligne.refresh_from_db()
    assert (en_ligne.slug, en_ligne.revoir_dans) != ("autre-adresse", 3)
    assert not en_ligne.contacts.exists()
    assert not ChangementPropose.objects.exists()
    assert Proposition.objects.get().message == "Un contact."


def test_ne_rien_changer_ne_depose_rien_et_le_dit(formulaire) -> None:
    assert "Rien ne change" in formulaire().content.decode()
    assert not Proposition.objects.exists()


def test_parties_d_une_fiche_en_ligne_sont_montrees_sans_se_modifier(client, referente, en_ligne) -> None:
    client.force_login(referente)
    reponse = client.get(adresse(en_ligne, "change", en_ligne.pk))
    page = reponse.content.decode()
    assert "Proposer ces changements" in page
    assert "_publier" not in page
    parties = reponse.context["inline_admin_formsets"]
    assert parties
    assert not any(partie.has_change_permission or partie.has_add_permission for partie in parties)


def test_boutons_de_l_equipe_sont_refuses_meme_forges(formulaire, en_ligne) -> None:
    for bouton in ("_publier", "_verifier", "_retirer"):
        assert formulaire(**{bouton: "1"}).status_code == 403
    en_ligne.refresh_from_db()
    assert en_ligne.est_publique
    assert en_ligne.verifiee_le is None


def test_referent_retrouve_sa_proposition_et_pas_celles_des_autres(client, formulaire, referente, en_ligne) -> None:
    formulaire(panorama="Panorama proposé.")
    visiteur = f.PropositionFactory(publication=en_ligne.publication, message="Message de visiteur")
    reponse = client.get(adresse(Proposition, "changelist"))
    assert [p.auteur for p in reponse.context["cl"].queryset] == [referente]
    assert "(1)" in reponse.content.decode()
    assert "(2)" not in reponse.content.decode()
    assert client.get(adresse(visiteur, "change", visiteur.pk)).status_code == 302


def test_on_ne_propose_que_sur_ses_fiches_en_ligne(referente, en_ligne, redactrice) -> None:
    assert peut_proposer(referente, en_ligne)
    assert not peut(referente, "change", en_ligne)
    assert not peut_proposer(redactrice, en_ligne)
    assert not peut_proposer(referente, f.PolitiqueFactory(publie=True))
    assert not peut_proposer(referente, f.PolitiqueFactory(collectivite=referente.collectivite))
