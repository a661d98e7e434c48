"""A process killed in the middle of a write leaves nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from collectivites.models import Collectivite, Utilisateur
from programmes.models import Organisme
from publication.actions import verifier
from publication.models import Publication
from tests.factories import CollectiviteFactory, CommuneFactory

DELAI = 60
ECRIVAINS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL
"""


def environnement() -> dict[str, str]:
    """Environment in which a command works on the database of the test."""
    infos = connection.connection.info
    return {
        **os.environ,
        "DATABASE_URL": f"postgres:///{infos.dbname}",
        "PGHOST": infos.host,
        "PGPORT": str(infos.port),
        "PGUSER": infos.user,
        "PGPASSWORD": infos.password,
    }


def ecrivains() -> int:
    """Number of other transactions that have written something."""
    with connection.cursor() as curseur:
        curseur.execute(ECRIVAINS)
        return int(curseur.fetchone()[0])


def attendre(condition) -> None:
    """Wait until a condition holds; fail after a minute."""
    fin = time.monotonic() + DELAI
    while not condition():
        assert time.monotonic() < fin, "rien ne vient"
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_un_processus_tue_pendant_une_ecriture_n_en_laisse_rien() -> None:
    CommuneFactory()
    fiche = CollectiviteFactory(publie=True)
    generation = Publication.objects.generation()
    commande = [sys.executable, "manage.py", "generer", "--skip-checks", "--collectivites", "3000", "--projets", "2000"]
    processus = subprocess.Popen(
        commande,
        cwd=settings.BASE_DIR,
        env=environnement(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        attendre(lambda: ecrivains() or processus.poll() is not None)
        time.sleep(0.5)
    finally:
        processus.kill()
    assert processus.wait(DELAI) == -signal.SIGKILL, "le processus a fini avant d’être tué"
    attendre(lambda: not ecrivains())
    assert list(Collectivite.objects.all()) == [fiche]
    assert not Organisme.objects.filter(est_synthetique=True).exists()
    assert not Utilisateur.objects.filter(username="donnees-synthetiques").exists()
    assert Publication.objects.generation() == generation
    assert list(verifier()) == []
