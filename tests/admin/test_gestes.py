"""Publish, withdraw, verify, delete, move: each gesture, its message, and the public side after it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile

from collectivites.models import Collectivite, Consentement, Contact
from programmes.models import Organisme, Projet, Subvention, Thematique
from publication.actions import verifier
from publication.models import Publication, Statut
from tests.admin.conftest import adresse, donnees_du_formulaire
from tests.admin.lots import faire
from tests.factories import (
    CollectiviteFactory,
    ConsentementFactory,
    ContactFactory,
    DispositifFactory,
    OrganismeFactory,
    PieceJointeFactory,
    PolitiqueFactory,
    ProjetFactory,
    SubventionFactory,
    ThematiqueFactory,
)

pytestmark = pytest.mark.django_db


def agir(client, modele: Any, action: str, *fiches: Any, **donnees: Any) -> Any:
    choix = {"action": action, "_selected_action": [fiche.pk for fiche in fiches], **donnees}
    return client.post(adresse(modele, "changelist"), choix)


def enregistrer(client, objet: Any, **changements: Any) -> Any:
    url = adresse(objet, "change", objet.pk)
    reponse = client.post(url, donnees_du_formulaire(client.get(url), **changements))
    assert reponse.status_code == 302, reponse.context["errors"]
    return reponse


def messages(reponse: Any) -> list[str]:
    return [str(message) for message in get_messages(reponse.wsgi_request)]


def test_bouton_publier_enregistre_puis_publie(bureau, redactrice) -> None:
    collectivite = CollectiviteFactory(nom="Avant")
    reponse = enregistrer(bureau, collectivite, nom="Après", _publier="1")
    assert reponse.url == adresse(collectivite, "change", collectivite.pk)
    collectivite.refresh_from_db()
    assert (collectivite.nom, collectivite.statut, collectivite.publiee_par) == ("Après", "publiee", redactrice)
    assert Publication.objects.get().titre == "Après"
    assert collectivite.history.first().history_user == redactrice


def test_bouton_relecture_et_bouton_verification(bureau, redactrice) -> None:
    collectivite = CollectiviteFactory()
    enregistrer(bureau, collectivite, _relire="1")
    enregistrer(bureau, collectivite, _verifier="1")
    collectivite.refresh_from_db()
    assert (collectivite.statut, collectivite.verifiee_par) == (Statut.A_RELIRE, redactrice)


def test_ajout_avec_publication(bureau) -> None:
    region = CollectiviteFactory().region
    reponse = bureau.get(adresse(Collectivite, "add"))
    donnees = donnees_du_formulaire(reponse, nom="Nouvelle", slug="nouvelle", type="commune", region=region.pk)
    envoi = bureau.post(adresse(Collectivite, "add"), {**donnees, "_publier": "1"})
    assert envoi.status_code == 302
    assert Publication.objects.get().titre == "Nouvelle"


def test_retirer_demande_un_motif_puis_retire(bureau) -> None:
    fiche = CollectiviteFactory(publie=True)
    page = enregistrer(bureau, fiche, _retirer="1").url
    assert page == adresse(fiche, "retirer", fiche.pk)
    assert str(fiche) in bureau.get(page).content.decode()
    refus = bureau.post(page, {"confirmer": "1", "motif": " "})
    assert "Indiquez le motif" in messages(refus)[0]
    bureau.post(page, {"confirmer": "1", "motif": "Fusion."})
    fiche.refresh_from_db()
    assert (fiche.statut, fiche.motif_retrait) == (Statut.RETIREE, "Fusion.")
    assert Publication.objects.get().document == ""


def test_retirer_une_fiche_inconnue_renvoie_a_l_accueil(bureau) -> None:
    assert bureau.get(adresse(Collectivite, "retirer", 999)).status_code == 302


def test_adresse_change_apres_publication_et_l_ancienne_y_mene(bureau) -> None:
    fiche, autre = CollectiviteFactory(publie=True, slug="ancienne"), CollectiviteFactory(publie=True)
    enregistrer(bureau, fiche, slug="nouvelle")
    assert bureau.get("/collectivites/ancienne/").url == "/collectivites/nouvelle/"
    url = adresse(autre, "change", autre.pk)
    refus = bureau.post(url, donnees_du_formulaire(bureau.get(url), slug="ancienne"))
    assert "Une autre fiche a déjà eu cette adresse" in str(refus.context["errors"])


def test_supprimer_un_brouillon_oui_une_fiche_publique_non(bureau, redactrice) -> None:
    brouillon, publique = CollectiviteFactory(), CollectiviteFactory(publie=True)
    assert bureau.post(adresse(publique, "delete", publique.pk), {"post": "yes"}).status_code == 403
    autre = CollectiviteFactory()
    assert bureau.post(adresse(autre, "delete", autre.pk), {"post": "yes"}).status_code == 302
    faire(bureau, "supprimer", brouillon)
    assert list(Collectivite.objects.all()) == [publique]
    assert Collectivite.history.filter(history_type="-", history_user=redactrice).count() == 2
    assert list(verifier()) == []


def test_enregistrer_une_fiche_publique_est_en_ligne_aussitot(bureau) -> None:
    politique = PolitiqueFactory(publie=True, complete=True)
    enregistrer(bureau, politique.collectivite, nom="Nom changé")
    assert Publication.objects.get(pk=politique.uid).contenu["collectivite"]["nom"] == "Nom changé"
    assert list(verifier()) == []


def test_accord_donne_et_retire_change_le_document_aussitot(bureau) -> None:
    collectivite = CollectiviteFactory(publie=True)
    contact = ContactFactory(collectivite=collectivite, email="contact@example.org")
    accord = ConsentementFactory(contact=contact, champ=Consentement.Champ.EMAIL)
    enregistrer(bureau, contact)
    assert "contact@example.org" in Publication.objects.get().document
    enregistrer(bureau, accord, retire_le="2026-11-23")
    assert "contact@example.org" not in Publication.objects.get().document
    assert list(verifier()) == []


def test_contact_deplace_quitte_une_fiche_et_rejoint_l_autre(bureau) -> None:
    ancienne, nouvelle = CollectiviteFactory(publie=True), CollectiviteFactory(publie=True)
    contact = ContactFactory(collectivite=ancienne, fonction="Fonction déplacée")
    enregistrer(bureau, contact)
    enregistrer(bureau, contact, collectivite=nouvelle.pk)
    assert "Fonction déplacée" not in Publication.objects.get(pk=ancienne.uid).document
    assert "Fonction déplacée" in Publication.objects.get(pk=nouvelle.uid).document
    assert list(verifier()) == []


def test_ligne_supprimee_dans_le_formulaire_quitte_toutes_les_fiches(bureau) -> None:
    politique = PolitiqueFactory(publie=True)
    contact = ContactFactory(collectivite=politique.collectivite, fonction="Fonction supprimée")
    enregistrer(bureau, politique, contacts=[contact.pk])
    assert "Fonction supprimée" in Publication.objects.get(pk=politique.uid).document
    enregistrer(bureau, politique.collectivite, **{"contacts-0-DELETE": "on"})
    assert not Contact.objects.exists()
    assert "Fonction supprimée" not in Publication.objects.get(pk=politique.uid).document
    assert list(verifier()) == []


def test_enregistrements_supprimes_quittent_les_documents(bureau) -> None:
    projet = ProjetFactory(publie=True, subventionne=True)
    agir(bureau, Subvention, "delete_selected", *projet.subventions.all(), post="yes")
    assert Publication.objects.get(pk=projet.uid).contenu["subventions"] == []
    thematique = ThematiqueFactory()
    enregistrer(bureau, projet, thematiques=[thematique.pk])
    assert Publication.objects.get(pk=projet.uid).thematiques == [thematique.slug]
    bureau.post(adresse(Thematique, "delete", thematique.pk), {"post": "yes"})
    assert Publication.objects.get(pk=projet.uid).thematiques == []
    assert list(verifier()) == []


def test_organisme_renomme_change_ses_projets(bureau) -> None:
    organisme = OrganismeFactory()
    projet = ProjetFactory(publie=True, organisme=organisme)
    enregistrer(bureau, organisme, nom="Association renommée")
    assert Publication.objects.get(pk=projet.uid).contenu["organisme"]["nom"] == "Association renommée"
    assert Organisme.history.count() == 2


def test_subvention_deplacee_change_les_deux_projets(bureau) -> None:
    collectivite = CollectiviteFactory(publie=True)
    ancien, nouveau = ProjetFactory(publie=True), ProjetFactory(publie=True)
    subvention = SubventionFactory(projet=ancien, collectivite=collectivite)
    enregistrer(bureau, subvention)
    enregistrer(bureau, subvention, projet=nouveau.pk)
    assert Publication.objects.get(pk=ancien.uid).montant is None
    assert Publication.objects.get(pk=nouveau.uid).montant == 15_000
    assert list(verifier()) == []


@pytest.mark.parametrize("fabrique", [CollectiviteFactory, PolitiqueFactory, DispositifFactory, ProjetFactory])
def test_liste_coute_autant_pour_dix_fiches_que_pour_une(bureau, fabrique, django_assert_max_num_queries) -> None:
    fabrique(publie=True)
    url = adresse(fabrique._meta.model, "changelist")
    bureau.get(url)
    with django_assert_max_num_queries(100) as pour_une:
        bureau.get(url)
    for _ in range(9):
        fabrique(publie=True)
    with django_assert_max_num_queries(len(pour_une)):
        assert bureau.get(url).context["cl"].result_count >= 10


def test_formulaire_coute_autant_pour_dix_lignes_que_pour_une(bureau, django_assert_max_num_queries) -> None:
    projet = ProjetFactory(subventionne=True)
    url = adresse(Projet, "change", projet.pk)
    bureau.get(url)
    with django_assert_max_num_queries(100) as pour_une:
        bureau.get(url)
    for _ in range(9):
        SubventionFactory(projet=projet, dispositif=DispositifFactory())
    with django_assert_max_num_queries(len(pour_une)):
        bureau.get(url)


def test_fiche_publique_ne_perd_pas_ce_que_sa_publication_exigeait(bureau) -> None:
    politique, brouillon = PolitiqueFactory(publie=True), CollectiviteFactory(nom="Pas encore publique")
    for fiche, changement, message in (
        (politique, {"collectivite": brouillon.pk}, "« Pas encore publique » ne l’est pas"),
        (politique.collectivite, {"region": ""}, "Indiquez la région"),
    ):
        url = adresse(fiche, "change", fiche.pk)
        reponse = bureau.post(url, donnees_du_formulaire(bureau.get(url), **changement))
        assert reponse.status_code == 200
        assert message in reponse.content.decode()
    assert list(verifier()) == []


@pytest.mark.parametrize("nom", ["page.html", "script.js", "dessin.svg", "sans-extension"])
def test_piece_jointe_qu_un_navigateur_executerait_est_refusee(bureau, nom) -> None:
    piece = PieceJointeFactory()
    url = adresse(piece, "change", piece.pk)
    fichier = SimpleUploadedFile(nom, b"<script>alert(1)</script>")
    reponse = bureau.post(url, donnees_du_formulaire(bureau.get(url), url="", fichier=fichier))
    assert reponse.status_code == 200
    assert "fichier" in reponse.context["adminform"].form.errors
