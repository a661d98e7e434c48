"""What is taken back from the public leaves the full exports at once, by whatever door; nothing else stops them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from collectivites.actions.avis import s_opposer
from collectivites.actions.consentements import expirer
from collectivites.actions.personnes import anonymiser, effacer
from collectivites.models import Collectivite, Consentement, Contact
from publication.actions import fiches_concernees, publier, retirer, synchroniser
from publication.actions.fusionner import Choix, fusionner
from publication.actions.lots import gestes
from publication.editions.dossier import courante, effacer_les_perimees
from publication.models import Publication
from tests import factories as f
from tests.publication.editions_de_poche import ADRESSE, poser, statut

if TYPE_CHECKING:
    from collections.abc import Callable

    Monde = dict[str, Any]

pytestmark = pytest.mark.django_db
LE = dt.date(2026, 6, 1)


@pytest.fixture
def monde() -> Monde:
    """An authority and its contact, who agreed to everything, a speaker, a grant: all public."""
    collectivite = f.CollectiviteFactory(publie=True, presentation="Écrivez à accueil@example.org.")
    contact = f.ContactFactory(collectivite=collectivite, publiable=True, elu=True)
    Consentement.objects.filter(contact=contact, champ="email").update(expire_le=LE)
    projet = f.ProjetFactory(publie=True)
    subvention = f.SubventionFactory(projet=projet, collectivite=collectivite, beneficiaire=f.OrganismeFactory())
    ressource = f.RessourceFactory(publie=True)
    intervention = f.InterventionFactory(ressource=ressource)
    synchroniser([collectivite, projet, ressource])
    return {
        "collectivite": collectivite,
        "contact": contact,
        "projet": projet,
        "subvention": subvention,
        "ressource": ressource,
        "intervention": intervention,
        "par": f.UtilisateurFactory(),
    }


def ecrire(objet: Any, **valeurs: Any) -> None:
    """Save a record as the administration does: what it concerns is asked before and after."""
    avant = fiches_concernees([objet])
    for nom, valeur in valeurs.items():
        setattr(objet, nom, valeur)
    objet.save()
    synchroniser([*avant, *fiches_concernees([objet])])


def supprimer(objet: Any) -> None:
    avant = fiches_concernees([objet])
    objet.delete()
    synchroniser(avant)


def _fusionner(m: Monde) -> None:
    heritiere = f.CollectiviteFactory(publie=True)
    Collectivite.objects.filter(pk=m["collectivite"].pk).update(remplacee_par=heritiere, dissoute_en=2025)
    m["subvention"].delete()
    retirer(fiche=m["collectivite"], motif="Fusionnée.", par=m["par"])


def _absorber(gardee: Any, perdue: Any, m: Monde) -> None:
    fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=m["par"])


def _accord(m: Monde, champ: str) -> Consentement:
    return Consentement.objects.get(contact=m["contact"], champ=champ)


PORTES: dict[str, Callable[[Monde], object]] = {
    "retrait d’une fiche": lambda m: retirer(fiche=m["ressource"], motif="Périmée.", par=m["par"]),
    "fusion": _fusionner,
    "fusion sur la page des doublons": lambda m: _absorber(f.CollectiviteFactory(publie=True), m["collectivite"], m),
    "fusion de deux organismes": lambda m: _absorber(f.OrganismeFactory(), m["subvention"].beneficiaire, m),
    "opposition": lambda m: s_opposer(cle=f.AvisFactory(contact=m["contact"]).pk),
    "expiration d’un accord": lambda _m: expirer(LE),
    "effacement à la demande": lambda m: effacer(contact=m["contact"], par=m["par"], le=LE),
    "accord repris par courriel": lambda m: ecrire(_accord(m, "email"), retire_le=dt.date(2026, 5, 1)),
    "accord repris sur l’identité": lambda m: ecrire(_accord(m, "identite"), retire_le=dt.date(2026, 5, 1)),
    "accord supprimé": lambda m: supprimer(_accord(m, "telephone")),
    "contact supprimé": lambda m: supprimer(m["contact"]),
    "contact archivé": lambda m: ecrire(m["contact"], est_archive=True),
    "numéro changé": lambda m: ecrire(m["contact"], telephone="+33261910002"),
    "nom changé": lambda m: ecrire(m["contact"], nom="Autrement"),
    "fonction d’une personne changée": lambda m: ecrire(m["contact"], fonction="Ancienne vice-présidente"),
    "parole supprimée": lambda m: supprimer(m["intervention"]),
    "parole dite par un autre": lambda m: ecrire(m["intervention"], intervenant="Autre Personne"),
    "subvention supprimée": lambda m: supprimer(m["subvention"]),
    "adresse ôtée d’un texte": lambda m: ecrire(m["collectivite"], presentation="Écrivez-nous."),
    "fin des mandats": lambda m: gestes["terminer_mandats"].faire(
        [m["contact"]], {"fin": "2026-03-01", "archiver": True}, m["par"], "Élections"
    ),
}


@pytest.mark.parametrize("porte", PORTES)
def test_ce_qui_est_repris_au_public_n_est_plus_servi_et_un_export_sans_lui_est_demande(
    porte, monde, client, django_capture_on_commit_callbacks
) -> None:
    poser()
    assert statut(client) == 200
    with django_capture_on_commit_callbacks(execute=True):
        PORTES[porte](monde)
    assert statut(client) == 503
    assert statut(client, headers={"If-None-Match": "*"}) == 503
    assert ADRESSE not in client.get("/donnees/").content.decode()
    assert ADRESSE not in client.get("/donnees/catalogue.jsonld").content.decode()
    (tache,) = ProcrastinateJob.objects.filter(task_name="publication.tasks.exporter_donnees")
    assert tache.status == "todo"
    effacer_les_perimees()
    assert courante() is None, "rien n’en reste sur le disque"


def test_un_contact_ancien_oublie_par_la_nuit_n_est_plus_servi(monde, client) -> None:
    Contact.objects.filter(pk=monde["contact"].pk).update(mandat_fin=dt.date(2020, 1, 1))
    synchroniser([monde["collectivite"]])
    poser()
    assert anonymiser(LE) == 1
    assert statut(client) == 503


SANS_RECUL: dict[str, Callable[[Monde], object]] = {
    "texte réécrit": lambda m: ecrire(m["collectivite"], presentation="Écrivez à accueil@example.org, ou passez."),
    "fiche publiée": lambda m: publier(fiche=f.CollectiviteFactory(), par=m["par"]),
    "contact ajouté": lambda m: synchroniser([f.ContactFactory(collectivite=m["collectivite"]).collectivite]),
    "fiche jamais publiée supprimée": lambda _m: f.CollectiviteFactory().delete(),
    "précision sur une personne": lambda m: ecrire(m["contact"], service="Direction de l’ESS"),
    "rien ne change": lambda m: synchroniser([m["collectivite"], m["projet"], m["ressource"]]),
}


@pytest.mark.parametrize("geste", SANS_RECUL)
def test_ce_qui_ne_reprend_rien_laisse_servir(geste, monde, client, django_capture_on_commit_callbacks) -> None:
    poser()
    with django_capture_on_commit_callbacks(execute=True):
        SANS_RECUL[geste](monde)
    assert statut(client) == 200
    assert not ProcrastinateJob.objects.exists()


def test_un_export_fait_apres_est_servi_et_remplace_l_ancien(monde, client) -> None:
    ancienne = poser()
    retirer(fiche=monde["ressource"], motif="Périmée.", par=monde["par"])
    nouvelle = poser()
    assert statut(client) == 200
    assert (ancienne.chemin.exists(), nouvelle.chemin.exists()) == (False, True)


def test_un_export_commence_avant_un_retrait_et_fini_apres_n_est_jamais_servi(monde, client) -> None:
    lu = poser().manifeste
    retirer(fiche=monde["ressource"], motif="Périmée.", par=monde["par"])
    poser(etat=lu["etat"], revision=lu["revision"])
    assert statut(client) == 503


def test_un_export_d_apres_une_sauvegarde_restauree_n_est_pas_servi(monde, client) -> None:
    poser(etat=10**9)
    assert statut(client) == 503


def test_plusieurs_retraits_ne_demandent_qu_un_export(monde, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ecrire(monde["contact"], nom="Un")
    with django_capture_on_commit_callbacks(execute=True):
        ecrire(monde["contact"], est_archive=True)
    assert ProcrastinateJob.objects.count() == 1
    assert Publication.objects.exists()
