"""The client that partners are given ends with an exact copy, whatever is written while it reads, crashes included."""

from __future__ import annotations

import importlib.util
import json
import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from django.db import connection, transaction

from collectivites.models import Collectivite
from publication.actions import publier, retirer, verrouiller_revisions
from publication.editions.editer import editer
from publication.models import Publication
from tests import factories as f

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.django_db(transaction=True)
CLIENT = Path(__file__).resolve().parents[2] / "static/exemples/client-de-synchronisation.py"
ECRITURES = 10_000
ECRIVAINS, FICHES, PAR_LOT = 3, 240, 100


class Coupure(Exception):
    """The client dies here."""


@pytest.fixture
def client_du_guide() -> Any:
    spec = importlib.util.spec_from_file_location("client_de_synchronisation", CLIENT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def copie(chemin: Path) -> dict[str, tuple[Any, Any]]:
    """What the client holds: the document, or the tombstone, of each sheet."""
    with closing(sqlite3.connect(chemin)) as base:
        lignes = base.execute("SELECT uid, document, retrait FROM fiche").fetchall()
    return {
        uid: (document and json.loads(document), _tombe(retrait and json.loads(retrait)))
        for uid, document, retrait in lignes
    }


def _tombe(retrait: Any) -> Any:
    return retrait and (retrait["motif"], retrait["remplacee_par"])


def original() -> dict[str, tuple[Any, Any]]:
    """What the client should hold."""
    return {
        str(ligne.pk): (None, (ligne.motif, ligne.remplacee_par and str(ligne.remplacee_par)))
        if ligne.est_retiree
        else (ligne.contenu, None)
        for ligne in Publication.objects.all()
    }


def ecrire_sans_arret(graine: int, fiches: list[Collectivite], par: Any) -> None:
    """Random transactions until the public data have changed often enough: many rewritten, one withdrawn or back."""
    hasard = random.Random(graine)
    try:
        while Publication.objects.generation() < ECRITURES:
            with transaction.atomic():
                verrouiller_revisions()
                _recrire(hasard, hasard.sample(fiches, hasard.randint(1, PAR_LOT)))
                _retirer_ou_rendre(hasard, hasard.choice(fiches), par)
    finally:
        connection.close()


def _recrire(hasard: random.Random, fiches: list[Collectivite]) -> None:
    """Change documents where they are read, as ``synchroniser`` does at the end: thousands, in seconds."""
    revision = Publication.objects.generation()
    lignes = list(Publication.objects.vivantes().filter(pk__in=[fiche.uid for fiche in fiches]).order_by("?"))
    for rang, ligne in enumerate(lignes, start=1):
        ligne.document = json.dumps({**ligne.contenu, "presentation": f"Texte {hasard.random()}"})
        ligne.revision = revision + rang
    Publication.objects.bulk_create(
        lignes, update_conflicts=True, unique_fields=["uid"], update_fields=["document", "revision"]
    )


def _retirer_ou_rendre(hasard: random.Random, choisie: Collectivite, par: Any) -> None:
    fiche = Collectivite.objects.get(pk=choisie.pk)
    if not fiche.est_publique:
        publier(fiche=fiche, par=par)
    else:
        retirer(fiche=fiche, motif=f"Motif {hasard.random()}", par=par)


class Reseau:
    """The network, which goes down in the middle of the first page of several changes."""

    def __init__(self, demander: Callable[[str], Any], chemin: Path) -> None:
        self.demander, self.chemin = demander, chemin

    def lire(self, adresse: str) -> Any:
        page = self.demander(adresse)
        if len(page["changements"]) > 1:
            self.avant = copie(self.chemin)
            page["changements"] = self._couper(page["changements"])
        return page

    def _couper(self, changements: list[Any]) -> Any:
        yield from changements[: len(changements) // 2]
        raise Coupure


def reseau_qui_tombe_a_la_ligne(numero: int) -> Callable[..., Any]:
    """Open the export as the client does, and cut it after some lines."""

    @contextmanager
    def ouvrir(adresse: str, **options: Any) -> Iterator[Iterator[bytes]]:
        with urlopen(adresse, **options) as reponse:  # noqa: S310  # the server of the test
            yield couper(reponse)

    def couper(lignes: Any) -> Iterator[bytes]:
        yield from islice(lignes, numero)
        raise Coupure

    return ouvrir


def jamais(*_arguments: Any, **_options: Any) -> Any:
    raise AssertionError("une copie commencée ne relit pas l’export")


@contextmanager
def ecrivains(fiches: list[Collectivite], par: Any) -> Iterator[Callable[[], bool]]:
    """Writers at work; gives what tells whether one still is."""
    with ThreadPoolExecutor(ECRIVAINS) as equipe:
        taches = [equipe.submit(ecrire_sans_arret, graine, fiches, par) for graine in range(ECRIVAINS)]
        yield lambda: not all(tache.done() for tache in taches)
    for tache in taches:
        tache.result()


def _suivre(client_du_guide: Any, site: str, chemin: Path, *, tant_que: Callable[[], bool], lire: Any = None) -> None:
    while tant_que():
        client_du_guide.synchroniser(site, chemin, lire or client_du_guide.demander)


def test_le_client_part_d_un_export_et_finit_avec_une_copie_exacte_malgre_10_000_ecritures_et_des_coupures(
    client_du_guide, live_server, tmp_path, settings
) -> None:
    settings.API_LIMITE_PAR_MINUTE = 0  # it reads as fast as three writers write
    par, chemin = f.UtilisateurFactory(), tmp_path / "copie.sqlite3"
    heritiere = f.CollectiviteFactory(publie=True)
    fiches = f.CollectiviteFactory.create_batch(FICHES, publie=True, remplacee_par=heritiere, dissoute_en=2025)
    reseau = Reseau(client_du_guide.demander, chemin)
    client_du_guide.LOT = 50
    editer()
    with pytest.raises(Coupure):
        client_du_guide.synchroniser(live_server.url, chemin, ouvrir=reseau_qui_tombe_a_la_ligne(130))
    assert len(copie(chemin)) == 100, "deux lots entiers de l’export, rien du troisième"
    client_du_guide.synchroniser(live_server.url, chemin, ouvrir=jamais)
    assert copie(chemin) == original()
    with ecrivains(fiches, par) as ecrivent:
        with pytest.raises(Coupure):
            _suivre(client_du_guide, live_server.url, chemin, tant_que=ecrivent, lire=reseau.lire)
        assert copie(chemin) == reseau.avant, "une page interrompue ne laisse rien"
        _suivre(client_du_guide, live_server.url, chemin, tant_que=ecrivent)
    client_du_guide.synchroniser(live_server.url, chemin)
    assert copie(chemin) == original()
    assert {bool(document) for document, _retrait in copie(chemin).values()} == {True, False}
    assert Publication.objects.generation() >= ECRITURES


def test_parti_d_un_export_le_client_ne_demande_a_l_api_que_la_suite(client_du_guide, live_server, tmp_path) -> None:
    par, chemin, demandees = f.UtilisateurFactory(), tmp_path / "copie.sqlite3", []
    fiches = f.CollectiviteFactory.create_batch(5, publie=True)
    retirer(fiche=fiches[0], motif="Avant l’export.", par=par)
    edition = editer()
    f.CollectiviteFactory(publie=True)

    def demander(adresse: str) -> Any:
        demandees.append(adresse)
        return client_du_guide.demander(adresse)

    client_du_guide.synchroniser(live_server.url, chemin, demander)
    assert [adresse.partition("depuis=")[2] for adresse in demandees] == [f"{edition.revision}&limite=500"]
    assert copie(chemin) == original()


def test_sans_export_ou_suspendu_le_client_lit_tout_par_l_api(client_du_guide, live_server, tmp_path) -> None:
    par, fiches = f.UtilisateurFactory(), f.CollectiviteFactory.create_batch(3, publie=True)
    client_du_guide.synchroniser(live_server.url, tmp_path / "sans.sqlite3")
    editer()
    retirer(fiche=fiches[0], motif="Après l’export.", par=par)
    client_du_guide.synchroniser(live_server.url, tmp_path / "suspendu.sqlite3")
    assert copie(tmp_path / "suspendu.sqlite3") == original()
    assert len(copie(tmp_path / "sans.sqlite3")) == 3
