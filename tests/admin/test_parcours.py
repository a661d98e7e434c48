"""From a draft to the public and back: who is asked, who is told, what stays, what the form shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail

from publication.actions import RenvoiImpossible, demander_relecture, publier, renvoyer, retirer, verifier
from publication.models import Publication, Statut
from publication.models.parcours import parcours
from tests.admin.conftest import adresse, donnees_du_formulaire
from tests.admin.test_gestes import enregistrer, messages
from tests.factories import (
    CollectiviteFactory,
    DispositifFactory,
    PolitiqueFactory,
    ProjetFactory,
    PropositionFactory,
    RessourceFactory,
    UtilisateurFactory,
)

if TYPE_CHECKING:
    from collectivites.models import Collectivite

pytestmark = pytest.mark.django_db


@pytest.fixture
def auteur(groupes: None) -> Any:
    return UtilisateurFactory(redaction=True, username="alix", first_name="Alix", last_name="Autrice")


@pytest.fixture
def en_relecture(auteur, django_capture_on_commit_callbacks) -> Collectivite:
    """A sheet that its author handed over; nobody else was there to be told."""
    fiche = CollectiviteFactory(nom="Communauté du marais")
    with django_capture_on_commit_callbacks(execute=True):
        demander_relecture(fiche=fiche, par=auteur)
    mail.outbox.clear()
    fiche.refresh_from_db()
    return fiche


def test_relecteurs_sont_prevenus_sauf_qui_demande(auteur, django_capture_on_commit_callbacks) -> None:
    for champs in (
        {"redaction": True, "username": "relectrice"},
        {"administration": True, "username": "direction"},
        {"redaction": True, "username": "partie", "is_active": False},
        {"redaction": True, "username": "muette", "email": ""},
        {"referent": True, "username": "referente"},
        {"partenaire": True, "username": "partenaire"},
    ):
        UtilisateurFactory(**champs)
    fiche = CollectiviteFactory(nom="Communauté du marais")
    with django_capture_on_commit_callbacks(execute=True):
        demander_relecture(fiche=fiche, par=auteur)
    assert sorted(message.to[0] for message in mail.outbox) == ["direction@example.org", "relectrice@example.org"]
    assert mail.outbox[0].subject == "À relire : Communauté du marais"
    assert "Alix Autrice demande une relecture" in mail.outbox[0].body
    assert adresse(fiche, "change", fiche.pk) in mail.outbox[0].body


def test_demander_deux_fois_ne_previent_qu_une_fois(auteur, redactrice, django_capture_on_commit_callbacks) -> None:
    fiche = CollectiviteFactory()
    with django_capture_on_commit_callbacks(execute=True):
        demander_relecture(fiche=fiche, par=auteur)
        demander_relecture(fiche=fiche, par=auteur)
    assert len(mail.outbox) == 1


def test_renvoyer_rend_le_brouillon_a_son_auteur_avec_le_motif(
    bureau, redactrice, auteur, en_relecture, django_capture_on_commit_callbacks
) -> None:
    page = enregistrer(bureau, en_relecture, _renvoyer="1").url
    assert page == adresse(en_relecture, "renvoyer", en_relecture.pk)
    assert "La fiche redevient un brouillon" in bureau.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        bureau.post(page, {"confirmer": "1", "motif": " Le budget manque de source. "})
    en_relecture.refresh_from_db()
    derniere = en_relecture.history.first()
    assert en_relecture.statut == Statut.BROUILLON
    assert (derniere.history_user, derniere.history_change_reason) == (redactrice, "Le budget manque de source.")
    assert [message.to for message in mail.outbox] == [["alix@example.org"]]
    assert mail.outbox[0].subject == "À reprendre : Communauté du marais"
    assert "Le budget manque de source." in mail.outbox[0].body


def test_renvoyer_est_refuse_sans_motif_trop_long_ou_hors_relecture(bureau, auteur, en_relecture) -> None:
    page = adresse(en_relecture, "renvoyer", en_relecture.pk)
    for motif, refus in (("  ", "Dites à l’auteur"), ("x" * 101, "100 caractères au plus")):
        assert refus in messages(bureau.post(page, {"confirmer": "1", "motif": motif}))[-1]
    en_relecture.refresh_from_db()
    assert en_relecture.statut == Statut.A_RELIRE
    with pytest.raises(RenvoiImpossible, match="n’est pas à relire"):
        renvoyer(fiche=CollectiviteFactory(), motif="Motif.", par=auteur)


def test_auteur_est_prevenu_de_la_publication_qui_suit_sa_demande(
    bureau, en_relecture, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enregistrer(bureau, en_relecture, _publier="1")
    assert [message.to for message in mail.outbox] == [["alix@example.org"]]
    assert en_relecture.get_absolute_url() in mail.outbox[0].body


def test_personne_n_est_prevenu_de_sa_propre_publication_ni_sans_demande(
    auteur, en_relecture, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        publier(fiche=en_relecture, par=auteur)
        publier(fiche=CollectiviteFactory(), par=auteur)
    assert mail.outbox == []


def test_un_courriel_qui_ne_part_pas_n_empeche_pas_la_demande(
    auteur, redactrice, settings, django_capture_on_commit_callbacks
) -> None:
    settings.EMAIL_BACKEND = "tests.absent.Backend"
    fiche = CollectiviteFactory()
    with django_capture_on_commit_callbacks(execute=True):
        demander_relecture(fiche=fiche, par=auteur)
    fiche.refresh_from_db()
    assert fiche.statut == Statut.A_RELIRE


def test_parcours_dit_qui_a_fait_quoi_avec_le_motif(auteur, redactrice, en_relecture, bureau) -> None:
    renvoyer(fiche=en_relecture, motif="À préciser.", par=redactrice)
    publier(fiche=en_relecture, par=redactrice)
    retirer(fiche=en_relecture, motif="Fusion.", par=redactrice)
    etapes = [(str(etape.geste), etape.par, etape.motif) for etape in parcours(en_relecture)]
    assert etapes == [
        ("créée", None, ""),
        ("relecture demandée", auteur, ""),
        ("renvoyée pour correction", redactrice, "À préciser."),
        ("publiée", redactrice, ""),
        ("retirée", redactrice, "Fusion."),
    ]
    formulaire = bureau.get(adresse(en_relecture, "change", en_relecture.pk)).content.decode()
    assert "Alix Autrice" in formulaire
    assert "<q>À préciser.</q>" in formulaire


def test_une_fiche_publiee_reste_publique_pendant_qu_on_examine_une_proposition(client) -> None:
    fiche = CollectiviteFactory(publie=True)
    avant = Publication.objects.get(pk=fiche.uid)
    PropositionFactory(publication=avant)
    fiche.refresh_from_db()
    apres = Publication.objects.get(pk=fiche.uid)
    assert client.get(fiche.get_absolute_url()).status_code == 200
    assert (fiche.statut, apres.document, apres.revision) == (Statut.PUBLIEE, avant.document, avant.revision)
    assert list(verifier()) == []


def test_un_brouillon_s_enregistre_sans_ce_que_la_publication_exige(bureau) -> None:
    fiche = CollectiviteFactory(region=None, departement=None)
    enregistrer(bureau, fiche, nom="Incomplète")
    reponse = enregistrer(bureau, fiche, _publier="1")
    assert messages(reponse)[-1] == "Incomplète : Indiquez la région de la collectivité."
    fiche.refresh_from_db()
    assert (fiche.nom, fiche.statut) == ("Incomplète", Statut.BROUILLON)


def test_sommaire_suit_l_ordre_du_lecteur_et_mene_a_ce_qui_manque(bureau) -> None:
    page = bureau.get(adresse(politique := PolitiqueFactory(), "change", politique.pk))
    titres = [partie.titre for partie in page.context["parties"]]
    assert titres == [
        "L’essentiel",
        "L’ESS sur le territoire",
        "Chiffres clés",
        "Moyens et programme",
        "Budgets",
        "Effectifs",
        "Orientations",
        "Actions soutenues",
        "Gouvernance",
        "Labels et engagements",
        "Source",
        "Vérification et suivi",
    ]
    contenu = page.content.decode()
    ancres = {partie.ancre for partie in page.context["parties"]} | {m.ancre for m in page.context["manquants"]}
    assert {"budgets-group", "id_panorama_helptext"} <= ancres
    assert [ancre for ancre in ancres if f'id="{ancre}"' not in contenu] == []
    assert f"Complète à {politique.completude().score} %" in " ".join(contenu.split())


def test_sommaire_dit_les_parties_a_corriger(bureau) -> None:
    fiche = CollectiviteFactory()
    url = adresse(fiche, "change", fiche.pk)
    page = bureau.post(url, donnees_du_formulaire(bureau.get(url), siren="1"))
    assert {partie.titre: partie.erreurs for partie in page.context["parties"] if partie.erreurs} == {"Identité": 1}
    assert "à corriger" in page.content.decode()


@pytest.mark.parametrize(
    "fabrique", [CollectiviteFactory, PolitiqueFactory, DispositifFactory, ProjetFactory, RessourceFactory]
)
def test_formulaire_de_fiche_coute_moins_de_quinze_requetes(bureau, fabrique, django_assert_max_num_queries) -> None:
    fiche = fabrique()
    url = adresse(fiche, "change", fiche.pk)
    bureau.get(url)
    with django_assert_max_num_queries(14):
        bureau.get(url)
