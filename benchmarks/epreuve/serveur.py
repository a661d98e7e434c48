"""A server to try: the sheets of the demonstration in a database of its own, which goes when it stops."""

from __future__ import annotations

import socket
import time
from contextlib import contextmanager
from io import StringIO
from multiprocessing import get_context
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connections

from benchmarks.base import base_temporaire
from collectivites.actions.groupes import installer_groupes
from collectivites.models import Collectivite, Groupe, TypeCollectivite, Utilisateur
from programmes.demonstration import ServeurLocal
from publication.actions import proposer
from publication.actions.jetons import creer_jeton
from publication.actions.rediger import creer_brouillon
from publication.models import Jeton, Partenaire, Portee, Proposition, Publication
from publication.regles import peut_deposer

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPARTEMENT = "35"
"""Code of the authority whose referent holds the token; it has public sheets."""
BROUILLONS = 30
QUOTA = 10_000_000
"""Requests a day: more than a trial makes."""
ESSAIS, PAUSE = 300, 0.2
"""How many times to look for the server, and seconds between them."""


@contextmanager
def serveur(processus: int) -> Iterator[tuple[str, str]]:
    """Address of the server, without limit of requests, and a token that has every scope."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with base_temporaire():
        jeton = remplir()
        connections.close_all()
        with socket.socket() as prise:
            prise.bind(("127.0.0.1", 0))
            port = prise.getsockname()[1]
        serveur = get_context("fork").Process(target=_servir, args=(port, processus))
        serveur.start()
        try:
            _attendre(port)
            yield f"http://127.0.0.1:{port}", jeton
        finally:
            serveur.terminate()
            serveur.join()


def _servir(port: int, processus: int) -> None:
    ServeurLocal(port=port, au_depart=lambda: None, processus=processus).run()


def _attendre(port: int) -> None:
    """Wait until the port answers."""
    for _essai in range(ESSAIS):
        with socket.socket() as prise:
            if prise.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(PAUSE)
    raise SystemExit(f"Le serveur à éprouver n’a pas démarré en {ESSAIS * PAUSE:.0f} secondes.")


def remplir() -> str:
    """Load what the demonstration shows, then what a referent's program reads and writes; return its token."""
    installer_groupes()
    for commande in ("importer_referentiel", "charger_fiches"):
        call_command(commande, stdout=StringIO(), stderr=StringIO())
    chez_soi = Collectivite.objects.get(type=TypeCollectivite.DEPARTEMENT, code_insee=DEPARTEMENT)
    compte = Utilisateur.objects.create_user("epreuve", email="epreuve@example.org", collectivite=chez_soi)
    compte.groups.add(Group.objects.get(name=Groupe.REFERENT))
    partenaire = Partenaire.objects.create(nom="Épreuve", courriel="epreuve@example.org", compte=compte)
    jeton = Jeton(partenaire=partenaire, nom="épreuve", portees=Portee.values, quota_par_jour=QUOTA)
    secret = creer_jeton(jeton=jeton, par=compte)
    for rang in range(BROUILLONS):
        creer_brouillon(nature="politique", valeurs={"titre": f"Politique {rang}"}, par=compte)
    for publication in Publication.objects.vivantes():
        if peut_deposer(compte, Proposition(publication=publication).fiche()):
            proposer(
                publication=publication,
                changements={},
                message="Vu.",
                origine=Proposition.Origine.REFERENT,
                par=jeton,
            )
    return secret
