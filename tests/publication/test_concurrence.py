"""Revisions increase in commit order, whatever the writers do, and writers never wait for each other in a circle."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as DelaiDepasse
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction

from collectivites.models import Collectivite
from publication.actions import (
    fiches_concernees,
    publier,
    retirer,
    synchroniser,
    verifier,
    verrouiller_revisions,
)
from publication.models import Publication
from tests.factories import CollectiviteFactory, PolitiqueFactory, ProjetFactory, SubventionFactory, UtilisateurFactory

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

pytestmark = pytest.mark.django_db(transaction=True)
DELAI = 20


class Ecrivain:
    """A writer with its own connection, which takes one step at a time."""

    def __init__(self) -> None:
        self._fil = ThreadPoolExecutor(max_workers=1)
        self._transaction: Any = None

    def commencer(self, geste: Callable[[], object]) -> Future[object]:
        """Start a step; the result says when it ends."""
        return self._fil.submit(geste)

    def faire(self, geste: Callable[[], object]) -> object:
        """Do a step and wait for it."""
        return self.commencer(geste).result(timeout=DELAI)

    def ouvrir(self) -> None:
        """Begin a transaction."""
        self._transaction = transaction.atomic()
        self.faire(self._transaction.__enter__)

    def valider(self) -> None:
        """Commit it."""
        self.faire(lambda: self._transaction.__exit__(None, None, None))

    def fermer(self) -> None:
        """Give the connection back."""
        self.faire(fermer_la_connexion)
        self._fil.shutdown()


def fermer_la_connexion() -> None:
    """Close the connection of the thread that calls."""
    connection.close()


class Client:
    """A partner who copies everything above the last revision it has read, as the sync API lets it."""

    def __init__(self) -> None:
        self.lue = 0
        self.copie: dict[Any, tuple[int, str]] = {}

    def lire(self) -> list[int]:
        """Read what is above, and hold the promise: nothing new ever appears at or below what was read."""
        dessous = dict(Publication.objects.filter(revision__lte=self.lue).values_list("uid", "revision"))
        assert all(self.copie.get(uid, (0,))[0] == revision for uid, revision in dessous.items()), "révision manquée"
        lignes = list(Publication.objects.filter(revision__gt=self.lue).order_by("revision"))
        for ligne in lignes:
            self.copie[ligne.pk] = (ligne.revision, ligne.empreinte)
        self.lue = max([self.lue, *(ligne.revision for ligne in lignes)])
        return [ligne.revision for ligne in lignes]


@pytest.fixture
def ecrivains():
    paire = Ecrivain(), Ecrivain()
    yield paire
    for ecrivain in paire:
        ecrivain.fermer()


def renommer(fiche: Collectivite, nom: str) -> None:
    Collectivite.objects.filter(pk=fiche.pk).update(nom=nom)


def test_qui_ecrit_le_premier_et_valide_le_dernier_a_la_revision_la_plus_haute(ecrivains) -> None:
    lente, vive = CollectiviteFactory(publie=True), CollectiviteFactory(publie=True)
    premier, second = ecrivains
    client = Client()
    client.lire()
    premier.ouvrir()
    premier.faire(lambda: renommer(lente, "Écrit en premier"))
    assert client.lire() == []
    second.ouvrir()
    second.faire(lambda: renommer(vive, "Écrit en second"))
    second.faire(lambda: synchroniser([vive]))
    assert client.lire() == []
    second.valider()
    [vue] = client.lire()
    premier.faire(lambda: synchroniser([lente]))
    assert client.lire() == []
    premier.valider()
    [tardive] = client.lire()
    assert tardive > vue
    assert client.copie == _tout()


def test_qui_a_pris_ses_revisions_fait_attendre_les_autres_jusqu_a_sa_validation(ecrivains) -> None:
    premiere, seconde = CollectiviteFactory(publie=True), CollectiviteFactory(publie=True)
    tient, attend = ecrivains
    client = Client()
    client.lire()
    for ecrivain, fiche in ((tient, premiere), (attend, seconde)):
        ecrivain.ouvrir()
        ecrivain.faire(lambda fiche=fiche: renommer(fiche, "Renommée"))
    tient.faire(lambda: synchroniser([premiere]))
    en_attente = attend.commencer(lambda: synchroniser([seconde]))
    with pytest.raises(DelaiDepasse):
        en_attente.result(timeout=0.5)
    assert client.lire() == []
    tient.valider()
    assert en_attente.result(timeout=DELAI) == 1
    [vue] = client.lire()
    attend.valider()
    assert client.lire() == [vue + 1]
    assert client.copie == _tout()


def test_une_mention_validee_pendant_l_attente_n_est_pas_oubliee(ecrivains) -> None:
    """The list of sheets that mention a record is asked after the wait, or it would miss this project."""
    collectivite = CollectiviteFactory(publie=True, nom="Avant")
    projet = ProjetFactory(publie=True)
    nouveau, renommeur = ecrivains
    nouveau.ouvrir()
    nouveau.faire(lambda: SubventionFactory(projet=projet, collectivite=collectivite))
    nouveau.faire(lambda: synchroniser([projet]))
    renommeur.ouvrir()
    renommeur.faire(lambda: renommer(collectivite, "Après"))
    en_attente = renommeur.commencer(lambda: synchroniser(fiches_concernees([collectivite])))
    with pytest.raises(DelaiDepasse):
        en_attente.result(timeout=0.5)
    nouveau.valider()
    en_attente.result(timeout=DELAI)
    renommeur.valider()
    assert "Après" in Publication.objects.get(pk=projet.uid).document
    assert list(verifier()) == []


def test_deux_transactions_qui_publient_en_sens_inverse_ne_se_bloquent_pas(ecrivains) -> None:
    une, autre = CollectiviteFactory(), CollectiviteFactory()
    par = UtilisateurFactory()
    aller, retour = ecrivains
    aller.ouvrir()
    retour.ouvrir()
    aller.faire(lambda: publier(fiche=une, par=par))
    en_attente = retour.commencer(lambda: publier(fiche=autre, par=par))
    with pytest.raises(DelaiDepasse):
        en_attente.result(timeout=0.3)
    aller.faire(lambda: publier(fiche=autre, par=par))
    aller.valider()
    en_attente.result(timeout=DELAI)
    retour.faire(lambda: retirer(fiche=une, motif="Essai.", par=par))
    retour.valider()
    assert Publication.objects.vivantes().count() == 1
    assert list(verifier()) == []


def _tout() -> dict[Any, tuple[int, str]]:
    lignes = Publication.objects.values_list("uid", "revision", "empreinte")
    return {uid: (revision, empreinte) for uid, revision, empreinte in lignes}


FILS, GESTES, FICHES = 4, 30, 8


def test_un_client_qui_lit_pendant_que_tous_ecrivent_finit_avec_une_copie_exacte() -> None:
    fiches = [CollectiviteFactory(publie=True) for _ in range(FICHES)]
    PolitiqueFactory(collectivite=fiches[0], publie=True)
    par = UtilisateurFactory()
    erreurs: list[Exception] = []
    client = Client()

    def ecrire(graine: int) -> None:
        hasard = random.Random(graine)
        try:
            for numero in range(GESTES):
                _geste(hasard, fiches, par, f"{graine}/{numero}")
        except Exception as erreur:  # noqa: BLE001 - whatever a thread meets, the test reports
            erreurs.append(erreur)
        finally:
            connection.close()

    fils = [threading.Thread(target=ecrire, args=(graine,)) for graine in range(FILS)]
    for fil in fils:
        fil.start()
    while any(fil.is_alive() for fil in fils):
        client.lire()
    for fil in fils:
        fil.join()
    client.lire()
    assert erreurs == []
    assert client.copie == _tout()
    assert client.lue >= FILS * GESTES / 2
    assert list(verifier()) == []


def _geste(hasard: random.Random, fiches: list[Collectivite], par: Any, marque: str) -> None:
    """One transaction on one to three sheets in any order: rename, withdraw, publish again."""
    choisies = hasard.sample(fiches, hasard.randint(1, 3))
    with transaction.atomic():
        if hasard.random() < 0.5:
            verrouiller_revisions()
            for fiche in choisies:
                renommer(fiche, f"Nom {marque}")
            synchroniser(fiches_concernees(choisies))
            return
        for fiche in choisies:
            fraiche = Collectivite.objects.get(pk=fiche.pk)
            if fraiche.est_publique and fiche != fiches[0] and hasard.random() < 0.5:
                verrouiller_revisions()
                fraiche.refresh_from_db()
                if fraiche.est_publique:
                    retirer(fiche=fraiche, motif=f"Motif {marque}", par=par)
            else:
                publier(fiche=fraiche, par=par)
