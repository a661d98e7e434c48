"""Every kind of drift is reported; what can be mended is mended; reading sees one instant."""

from __future__ import annotations

import threading
import uuid
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import timezone

from collectivites.models import Collectivite
from publication.actions import instantane, verifier
from publication.models import Publication
from publication.natures import registre
from tests.factories import CollectiviteFactory, PolitiqueFactory
from tests.publication.monde import monde


def ecarts() -> list[tuple[str, ...]]:
    return [ecart.colonnes for ecart in verifier()]


@pytest.mark.django_db
def test_rien_a_signaler_quand_tout_est_en_ordre() -> None:
    monde()
    CollectiviteFactory()
    CollectiviteFactory(retire=True)
    vues: list[int] = []
    assert list(verifier(avancer=vues.append)) == []
    assert sum(vues) == sum(inscription.modele.fiches().count() for inscription in registre)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("colonne", "valeur"),
    [("titre", "Faux"), ("region", "99"), ("population", 1), ("liens", [uuid.uuid4()]), ("document", "{}")],
)
def test_une_colonne_modifiee_est_signalee(colonne: str, valeur: object) -> None:
    fiche = CollectiviteFactory(publie=True)
    Publication.objects.filter(pk=fiche.uid).update(**{colonne: valeur})
    [ecart] = verifier()
    assert ecart.colonnes == (colonne,)
    assert (ecart.uid, ecart.nature) == (fiche.uid, "collectivite")
    assert str(ecart) == f"collectivite {fiche.uid} « {fiche} » : {colonne}"


@pytest.mark.django_db
def test_une_ecriture_sans_synchronisation_est_signalee() -> None:
    politique = PolitiqueFactory(publie=True)
    Collectivite.objects.filter(pk=politique.collectivite_id).update(nom="Écrit dans le dos de tous")
    assert len(ecarts()) == 2


@pytest.mark.django_db
def test_une_publication_sans_fiche_est_signalee() -> None:
    orpheline = Publication.objects.create(
        uid=uuid.uuid4(),
        nature="projet",
        slug="seul",
        revision=1,
        publiee_le=timezone.now(),
        modifiee_le=timezone.now(),
    )
    [ecart] = verifier()
    assert (ecart.uid, ecart.colonnes) == (orpheline.pk, ("sans fiche",))


@pytest.mark.django_db
def test_une_publication_absente_est_signalee() -> None:
    fiche = CollectiviteFactory(publie=True)
    autre = CollectiviteFactory(publie=True)
    Collectivite.objects.filter(pk=autre.pk).update(statut="brouillon", publication=None)
    Collectivite.objects.filter(pk=fiche.pk).update(publication_id=autre.uid)
    Publication.objects.filter(pk=fiche.uid).delete()
    assert sorted(ecarts()) == [("publication absente",), ("publication en trop",)]


@pytest.mark.django_db
def test_une_fiche_liee_a_la_publication_d_une_autre_est_signalee() -> None:
    fiche, autre = CollectiviteFactory(publie=True), CollectiviteFactory(publie=True)
    Collectivite.objects.filter(pk=autre.pk).update(statut="brouillon", publication=None)
    Collectivite.objects.filter(pk=fiche.pk).update(publication_id=autre.uid)
    assert sorted(ecarts()) == [("publication en trop",), ("publication_id",), ("sans fiche",)]


@pytest.mark.django_db
def test_une_publication_de_brouillon_est_signalee() -> None:
    fiche = CollectiviteFactory(publie=True)
    Collectivite.objects.filter(pk=fiche.pk).update(statut="brouillon")
    assert ecarts() == [("publication en trop",)]


@pytest.mark.django_db
def test_la_commande_dit_zero_ecart_et_reussit() -> None:
    CollectiviteFactory(publie=True)
    sortie = StringIO()
    call_command("verifier", stdout=sortie, stderr=StringIO())
    assert sortie.getvalue().startswith("0 écart")


@pytest.mark.django_db
def test_la_commande_echoue_et_nomme_les_fiches_fausses() -> None:
    fiche = CollectiviteFactory(publie=True, nom="Pays faussé")
    Publication.objects.update(titre="Faux")
    erreurs = StringIO()
    with pytest.raises(CommandError, match="1 écart"):
        call_command("verifier", stdout=StringIO(), stderr=erreurs)
    assert f"collectivite {fiche.uid} « Pays faussé » : titre" in erreurs.getvalue()
    assert Publication.objects.get().titre == "Faux"


@pytest.mark.django_db
def test_la_commande_repare_ce_qui_se_recalcule() -> None:
    monde()
    avant = Publication.objects.generation()
    Publication.objects.filter(nature__in=("projet", "politique")).update(titre="Faux", region="99")
    sortie = StringIO()
    call_command("verifier", "--reparer", stdout=sortie, stderr=StringIO())
    assert sortie.getvalue().startswith("0 écart")
    assert not Publication.objects.filter(titre="Faux").exists()
    assert Publication.objects.generation() == avant + 2


@pytest.mark.django_db
def test_la_commande_echoue_encore_si_tout_ne_se_repare_pas() -> None:
    fiche = CollectiviteFactory(publie=True)
    Collectivite.objects.filter(pk=fiche.pk).update(statut="brouillon")
    with pytest.raises(CommandError, match="1 écart"):
        call_command("verifier", "--reparer", stdout=StringIO(), stderr=StringIO())


@pytest.mark.django_db(transaction=True)
def test_un_instantane_ne_voit_pas_ce_que_les_autres_valident_entre_temps() -> None:
    fiche = CollectiviteFactory(publie=True, nom="Avant")

    def renommer() -> None:
        Collectivite.objects.filter(pk=fiche.pk).update(nom="Après")
        connection.close()

    with instantane():
        assert Collectivite.objects.get(pk=fiche.pk).nom == "Avant"
        autre = threading.Thread(target=renommer)
        autre.start()
        autre.join()
        assert Collectivite.objects.get(pk=fiche.pk).nom == "Avant"
        assert list(verifier()) == []
    assert Collectivite.objects.get(pk=fiche.pk).nom == "Après"
    assert len(list(verifier())) == 1


@pytest.mark.django_db(transaction=True)
def test_un_instantane_ne_laisse_rien_ecrire() -> None:
    from django.db.utils import InternalError

    fiche = CollectiviteFactory()
    with pytest.raises(InternalError), instantane():
        Collectivite.objects.filter(pk=fiche.pk).update(nom="Non")


@pytest.mark.django_db
def test_un_instantane_dans_une_transaction_voit_ce_quelle_a_ecrit() -> None:
    with transaction.atomic():
        fiche = CollectiviteFactory(nom="Écrit")
        with instantane():
            assert Collectivite.objects.get(pk=fiche.pk).nom == "Écrit"
