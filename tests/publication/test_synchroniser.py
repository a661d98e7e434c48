"""The read model follows the write tables, spends no revision for nothing, and depends on nothing else."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone, translation

from publication.actions import fiches_concernees, synchroniser, verifier
from publication.actions.calcul import calculer
from publication.actions.synchroniser import par_lots
from publication.models import Publication
from publication.natures import registre
from tests.factories import (
    AdhesionFactory,
    BudgetFactory,
    CollectiviteFactory,
    ContactFactory,
    DispositifFactory,
    ImageProjetFactory,
    PolitiqueFactory,
    ProjetFactory,
    RessourceFactory,
    SubventionFactory,
)
from tests.publication.monde import monde

pytestmark = pytest.mark.django_db


def test_renommer_une_collectivite_renomme_partout_ou_elle_est_citee() -> None:
    collectivite = CollectiviteFactory(publie=True, nom="Ancien nom")
    politique = PolitiqueFactory(collectivite=collectivite, publie=True)
    dispositif = DispositifFactory(collectivite=collectivite, publie=True)
    projet = ProjetFactory(publie=True)
    SubventionFactory(projet=projet, collectivite=collectivite)
    ressource = RessourceFactory(publie=True)
    ressource.collectivites.add(collectivite)
    collectivite.nom = "Nouveau nom"
    collectivite.save()
    assert synchroniser(fiches_concernees([collectivite])) == 5
    citantes = Publication.objects.liees_a(collectivite.uid)
    assert {p.pk for p in citantes} == {f.uid for f in (politique, dispositif, projet, ressource)}
    assert all("Nouveau nom" in p.document and "Ancien nom" not in p.document for p in citantes)
    assert list(verifier()) == []


def test_synchroniser_la_fiche_seule_met_a_jour_celles_qui_la_citent() -> None:
    politique = PolitiqueFactory(publie=True)
    politique.collectivite.nom = "Nouveau nom"
    politique.collectivite.save()
    assert synchroniser([politique.collectivite]) == 2


def test_sans_changement_public_aucune_revision_n_est_prise() -> None:
    tout = monde()
    generation = Publication.objects.generation()
    contact = ContactFactory(collectivite=tout.collectivite, est_archive=True)
    synchroniser(tout)
    contact.nom = "Autre"
    contact.save()
    assert synchroniser(fiches_concernees([contact])) == 0
    assert Publication.objects.generation() == generation


def test_un_contact_archive_n_est_dans_aucun_document() -> None:
    politique, dispositif = PolitiqueFactory(publie=True), DispositifFactory(publie=True)
    contact = ContactFactory(collectivite=politique.collectivite, publiable=True, fonction="Poste supprimé")
    politique.contacts.add(contact)
    dispositif.contacts.add(contact)
    synchroniser(fiches_concernees([contact]))
    assert Publication.objects.filter(document__contains="Poste supprimé").count() == 3
    contact.est_archive = True
    contact.save()
    synchroniser(fiches_concernees([contact]))
    assert not Publication.objects.filter(document__contains="Poste supprimé").exists()


def test_un_brouillon_ne_laisse_aucune_trace() -> None:
    fiche = CollectiviteFactory()
    assert synchroniser([fiche]) == 0
    assert not Publication.objects.exists()


def test_un_brouillon_cite_n_entre_dans_aucun_document() -> None:
    secrete = CollectiviteFactory(nom="Pays secret")
    projet = ProjetFactory(publie=True)
    SubventionFactory(projet=projet, collectivite=secrete)
    ressource = RessourceFactory(publie=True)
    ressource.collectivites.add(secrete)
    synchroniser([projet, ressource])
    for publication in Publication.objects.all():
        assert "Pays secret" not in f"{publication.document}{publication.texte}"
        assert publication.liens == [] or secrete.uid not in publication.liens


def test_chaque_changement_prend_une_revision_plus_haute() -> None:
    fiches = [CollectiviteFactory(publie=True) for _ in range(3)]
    for fiche in fiches:
        fiche.presentation = "Autre"
        fiche.save()
    avant = Publication.objects.generation()
    assert synchroniser(fiches) == 3
    revisions = Publication.objects.order_by("revision").values_list("revision", flat=True)
    assert list(revisions) == [avant + 1, avant + 2, avant + 3]


def test_la_generation_d_une_base_vide_est_nulle() -> None:
    assert Publication.objects.generation() == 0


def test_l_avancement_compte_chaque_fiche_recalculee() -> None:
    fiches = [CollectiviteFactory(publie=True) for _ in range(3)]
    vues: list[int] = []
    synchroniser(fiches, avancer=vues.append)
    assert sum(vues) == 3


def test_les_lots_couvrent_toutes_les_fiches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(par_lots, "__defaults__", (2,))
    fiches = [CollectiviteFactory(publie=True) for _ in range(5)]
    for fiche in fiches:
        fiche.presentation = "Autre"
        fiche.save()
    vues: list[int] = []
    assert synchroniser(fiches, avancer=vues.append) == 5
    assert vues == [2, 2, 1]


def documents() -> dict[str, str]:
    """What every sheet would publish now."""
    toutes = [fiche for inscription in registre for fiche in inscription.modele.fiches().pour_document()]
    return {str(fiche.uid): _tout(fiche) for fiche in toutes}


def _tout(fiche: object) -> str:
    voulue = calculer(fiche)
    return f"{voulue.document} {voulue.texte} {voulue.a_revoir_le} {voulue.montant}" if voulue else ""


def test_un_document_ne_depend_ni_de_la_langue_ni_du_fuseau_ni_du_jour() -> None:
    monde()
    ici = documents()
    with translation.override("en"):
        assert documents() == ici
    with timezone.override("Pacific/Noumea"):
        assert documents() == ici
    with time_machine.travel(dt.datetime(2031, 1, 1, tzinfo=dt.UTC)):
        assert documents() == ici


def test_les_fichiers_et_les_liens_cites_sont_ceux_du_document(settings) -> None:
    projet = ProjetFactory(publie=True, subventionne=True)
    image = ImageProjetFactory(projet=projet)
    synchroniser([projet])
    publication = Publication.objects.get(pk=projet.uid)
    subvention = projet.subventions.get()
    assert publication.fichiers == [image.image.name]
    assert publication.liens == sorted({subvention.uid, subvention.collectivite.uid, projet.organisme.uid})
    assert publication.contenu["images"][0]["url"] == f"{settings.MEDIA_URL}{image.image.name}"
    assert list(Publication.objects.qui_cite_le_fichier(image.image.name)) == [publication]


def test_les_facettes_d_une_politique_sont_celles_de_sa_collectivite_et_de_son_dernier_budget() -> None:
    politique = PolitiqueFactory(publie=True, debut=2020, fin=2024, collectivite__membre=True)
    BudgetFactory(politique=politique, annee=2021, total=Decimal(10))
    BudgetFactory(politique=politique, annee=2022, total=Decimal(20))
    synchroniser([politique])
    publication = Publication.objects.get(pk=politique.uid)
    assert publication.montant == Decimal(20)
    assert (publication.debut, publication.fin) == (dt.date(2020, 1, 1), dt.date(2024, 12, 31))
    assert publication.region == politique.collectivite.region_id
    assert publication.adherente
    assert list(Publication.objects.du_territoire(region=publication.region).filter(pk=politique.uid)) == [publication]
    assert publication in Publication.objects.du_territoire(departement=publication.departement)


def test_la_fin_d_une_adhesion_se_voit_sur_les_fiches_de_la_collectivite() -> None:
    dispositif = DispositifFactory(publie=True)
    adhesion = AdhesionFactory(collectivite=dispositif.collectivite)
    synchroniser(fiches_concernees([adhesion]))
    assert Publication.objects.filter(adherente=True).count() == 2
    adhesion.fin = 2025
    adhesion.save()
    synchroniser(fiches_concernees([adhesion]))
    assert Publication.objects.filter(adherente=True).count() == 0


def test_un_objet_que_personne_ne_cite_ne_concerne_personne() -> None:
    assert fiches_concernees([ContactFactory()]) == []


def test_le_cout_ne_depend_pas_du_nombre_de_fiches(django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cout(nombre: int) -> int:
        fiches = [DispositifFactory(publie=True) for _ in range(nombre)]
        with CaptureQueriesContext(connection) as requetes:
            synchroniser(fiches)
        return len(requetes)

    assert cout(1) == cout(10)
