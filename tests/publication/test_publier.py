"""Publishing, withdrawing, publishing again, deleting: every branch, and what the public sees of it."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from collectivites.models import Collectivite
from publication.actions import (
    PublicationImpossible,
    RetraitImpossible,
    SuppressionImpossible,
    confirmer,
    demander_relecture,
    publier,
    retirer,
    supprimer,
    verifier,
)
from publication.models import Publication, Statut
from tests.factories import (
    CollectiviteFactory,
    DispositifFactory,
    PolitiqueFactory,
    ProjetFactory,
    RessourceFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db
MOTIF = "Compétence transférée."


def test_une_fiche_publiee_a_une_publication_a_son_nom() -> None:
    fiche, par = CollectiviteFactory(nom="Pays des Essais"), UtilisateurFactory()
    publier(fiche=fiche, par=par)
    fiche.refresh_from_db()
    publication = Publication.objects.get(pk=fiche.uid)
    assert (fiche.statut, fiche.publiee_par, fiche.publication) == (Statut.PUBLIEE, par, publication)
    assert (publication.titre, publication.nature, publication.slug) == ("Pays des Essais", "collectivite", fiche.slug)
    assert publication.contenu["nom"] == "Pays des Essais"
    assert fiche.history.latest().history_user == par
    assert list(Collectivite.objects.publiees()) == [fiche]
    assert list(verifier()) == []


def test_publier_deux_fois_ne_change_rien_la_seconde() -> None:
    fiche = CollectiviteFactory(publie=True)
    avant = Publication.objects.get(pk=fiche.uid)
    publier(fiche=fiche, par=UtilisateurFactory())
    apres = Publication.objects.get(pk=fiche.uid)
    assert (apres.revision, apres.publiee_le) == (avant.revision, avant.publiee_le)


@pytest.mark.parametrize(
    ("fabriquer", "obstacle"),
    [
        (lambda: CollectiviteFactory(region=None, departement=None), "région"),
        (lambda: ProjetFactory(resume="", description=""), "résumé"),
        (lambda: PolitiqueFactory(collectivite__nom="Pays caché"), "Publiez d’abord « Pays caché »"),
        (lambda: DispositifFactory(collectivite__nom="Pays caché"), "Publiez d’abord « Pays caché »"),
    ],
)
def test_un_obstacle_empeche_la_publication_et_le_dit(fabriquer, obstacle: str) -> None:
    fiche = fabriquer()
    with pytest.raises(PublicationImpossible, match=obstacle) as refus:
        publier(fiche=fiche, par=UtilisateurFactory())
    fiche.refresh_from_db()
    assert len(refus.value.obstacles) == 1
    assert (fiche.statut, fiche.a_ete_publique) == (Statut.BROUILLON, False)
    assert not Publication.objects.exists()


def test_une_fiche_sans_parente_se_publie_seule() -> None:
    publier(fiche=RessourceFactory(), par=UtilisateurFactory())
    assert Publication.objects.effectifs()["ressource"] == 1


def test_un_brouillon_passe_en_relecture_avec_le_nom_de_qui_le_demande() -> None:
    fiche, par = CollectiviteFactory(), UtilisateurFactory()
    demander_relecture(fiche=fiche, par=par)
    fiche.refresh_from_db()
    assert fiche.statut == Statut.A_RELIRE
    assert fiche.history.latest().history_user == par
    assert not fiche.est_publique


def test_une_fiche_publiee_ne_repart_pas_en_relecture() -> None:
    fiche = CollectiviteFactory(publie=True)
    demander_relecture(fiche=fiche, par=UtilisateurFactory())
    fiche.refresh_from_db()
    assert fiche.est_publique


def test_confirmer_une_fiche_publie_le_jour_et_le_nom_public_de_qui_l_a_relue() -> None:
    fiche, par = CollectiviteFactory(publie=True), UtilisateurFactory(nom_public="Équipe du réseau")
    with time_machine.travel(dt.datetime(2026, 3, 4, 23, 30, tzinfo=dt.UTC), tick=False):
        confirmer(fiche=fiche, par=par)
    contenu = Publication.objects.get(pk=fiche.uid).contenu
    assert (contenu["verifiee_le"], contenu["verifiee_par"]) == ("2026-03-05", "Équipe du réseau")
    assert fiche.history.order_by("-history_id").first().history_user == par
    assert list(verifier()) == []


def test_une_fiche_a_relire_se_publie() -> None:
    fiche = CollectiviteFactory(a_relire=True)
    publier(fiche=fiche, par=UtilisateurFactory())
    fiche.refresh_from_db()
    assert fiche.est_publique


def test_un_retrait_laisse_une_trace_sans_contenu() -> None:
    heritiere = CollectiviteFactory(publie=True)
    fiche = CollectiviteFactory(publie=True, nom="Pays secret", presentation="Secret", remplacee_par=heritiere)
    avant = Publication.objects.get(pk=fiche.uid)
    par = UtilisateurFactory()
    retirer(fiche=fiche, motif=f"  {MOTIF} ", par=par)
    fiche.refresh_from_db()
    apres = Publication.objects.get(pk=fiche.uid)
    assert (fiche.statut, fiche.retiree_par, fiche.motif_retrait) == (Statut.RETIREE, par, MOTIF)
    assert apres.revision > avant.revision
    assert (apres.slug, apres.publiee_le, apres.motif) == (avant.slug, avant.publiee_le, MOTIF)
    assert apres.remplacee_par == heritiere.uid
    contenu = (apres.document, apres.titre, apres.resume, apres.texte, apres.mots_cles, apres.empreinte, apres.region)
    assert "".join(contenu) == ""
    assert (apres.liens, apres.thematiques, apres.population, apres.adherente) == ([], [], None, None)
    assert apres.est_retiree
    assert apres not in Publication.objects.vivantes()
    assert str(apres) == f"collectivite {fiche.slug}"
    assert list(verifier()) == []


@pytest.mark.parametrize(("traits", "motif", "raison"), [
    ({"publie": True}, "  ", "motif"),
    ({}, MOTIF, "n’est pas publiée"),
    ({"retire": True}, MOTIF, "n’est pas publiée"),
])  # fmt: skip
def test_un_retrait_sans_motif_ou_sans_publication_est_refuse(traits, motif: str, raison: str) -> None:
    fiche = CollectiviteFactory(**traits)
    avant = fiche.statut
    with pytest.raises(RetraitImpossible, match=raison):
        retirer(fiche=fiche, motif=motif, par=UtilisateurFactory())
    fiche.refresh_from_db()
    assert fiche.statut == avant


def test_une_fiche_dont_une_autre_depend_ne_se_retire_pas() -> None:
    politique = PolitiqueFactory(publie=True, titre="Politique sœur")
    with pytest.raises(RetraitImpossible, match=r"porte encore 1 fiche publiée : « Politique sœur »\. Retirez-la"):
        retirer(fiche=politique.collectivite, motif=MOTIF, par=UtilisateurFactory())
    retirer(fiche=politique, motif=MOTIF, par=UtilisateurFactory())
    retirer(fiche=politique.collectivite, motif=MOTIF, par=UtilisateurFactory())
    assert not Publication.objects.vivantes().exists()


def test_le_refus_de_retrait_cite_cinq_fiches_au_plus() -> None:
    collectivite = CollectiviteFactory(publie=True)
    for numero in range(4):
        DispositifFactory(collectivite=collectivite, publie=True, titre=f"Aide {numero}")
    PolitiqueFactory(collectivite=collectivite, publie=True, titre="Politique un")
    PolitiqueFactory(collectivite=collectivite, publie=True, titre="Politique deux")
    with pytest.raises(RetraitImpossible) as refus:
        retirer(fiche=collectivite, motif=MOTIF, par=UtilisateurFactory())
    phrase = str(refus.value)
    assert "porte encore 6 fiches publiées" in phrase
    assert "Aide 2 »…" in phrase
    assert "Aide 3" not in phrase


def test_une_fiche_retiree_se_republie_avec_tout_son_contenu() -> None:
    fiche = CollectiviteFactory(retire=True, nom="Pays revenu")
    avant = Publication.objects.get(pk=fiche.uid)
    publier(fiche=fiche, par=UtilisateurFactory())
    fiche.refresh_from_db()
    apres = Publication.objects.get(pk=fiche.uid)
    assert (fiche.retiree_le, fiche.retiree_par, fiche.motif_retrait) == (None, None, "")
    assert (apres.titre, apres.motif, apres.est_retiree) == ("Pays revenu", "", False)
    assert apres.revision > avant.revision
    assert list(verifier()) == []


def test_un_brouillon_se_supprime_et_son_histoire_reste() -> None:
    fiche = CollectiviteFactory()
    uid, par = fiche.uid, UtilisateurFactory()
    supprimer(fiche=fiche, par=par)
    assert not Collectivite.objects.filter(uid=uid).exists()
    assert Collectivite.history.get(uid=uid, history_type="-").history_user == par


@pytest.mark.parametrize("etat", ["publie", "retire"])
def test_une_fiche_qui_a_ete_publique_ne_se_supprime_pas(etat: str) -> None:
    fiche = CollectiviteFactory(**{etat: True})
    with pytest.raises(SuppressionImpossible, match="est ou a été publique"):
        supprimer(fiche=fiche, par=UtilisateurFactory())
    assert Collectivite.objects.filter(pk=fiche.pk).exists()


def test_une_action_refaite_ne_laisse_rien_si_la_transaction_echoue() -> None:
    fiche = CollectiviteFactory()
    with transaction.atomic():
        publier(fiche=fiche, par=UtilisateurFactory())
        transaction.set_rollback(True)
    fiche.refresh_from_db()
    assert fiche.statut == Statut.BROUILLON
    assert not Publication.objects.exists()


def test_deux_natures_peuvent_partager_une_adresse() -> None:
    CollectiviteFactory(publie=True, slug="meme-adresse")
    RessourceFactory(publie=True, slug="meme-adresse")
    assert Publication.objects.filter(slug="meme-adresse").count() == 2


def test_la_fiche_publiee_se_trouve_par_son_identifiant_et_par_son_adresse() -> None:
    publication = CollectiviteFactory(publie=True).publication
    trouver = Publication.objects.de_nature("collectivite").trouver
    assert trouver(str(publication.pk)) == trouver(publication.slug) == publication
    assert trouver("nulle-part") is None
    assert publication.get_absolute_url() == reverse("collectivites:collectivite", args=[publication.slug])


def test_la_date_de_publication_est_celle_de_l_action() -> None:
    with time_machine.travel(dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC), tick=False):
        fiche = CollectiviteFactory(publie=True)
    assert fiche.publiee_le == dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
