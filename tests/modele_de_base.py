"""The database that those of the tests are copied from: migrations run once for a state of the code, not once a run."""

from __future__ import annotations

import fcntl
import hashlib
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIXE = "modele_"


def empreinte() -> str:
    """Digest of every migration of the installed applications."""
    somme = hashlib.sha256(version("django").encode())
    for application in sorted(apps.get_app_configs(), key=lambda application: application.label):
        for chemin in sorted((Path(application.path) / "migrations").glob("*.py")):
            somme.update(f"{application.label}/{chemin.name}".encode() + chemin.read_bytes())
    return somme.hexdigest()[:16]


def preparer() -> str:
    """Return the name of the model database, made now when these migrations have none yet; older ones are dropped."""
    nom = PREFIXE + empreinte()
    with _chacun_son_tour(), connection._nodb_cursor() as curseur:
        curseur.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIXE])
        connus = {ligne[0] for ligne in curseur.fetchall()}
        if nom not in connus:
            _construire(nom)
            for perime in connus:
                curseur.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(perime)} WITH (FORCE)")
    return nom


def _construire(nom: str) -> None:
    """Migrate an empty database under a passing name, so that one made halfway is never taken for a model."""
    essai, voulus = connection.settings_dict["TEST"], connection.settings_dict["NAME"]
    avant = essai["NAME"]
    essai["NAME"] = f"{PREFIXE}en_cours"
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    finally:
        connection.close()
        essai["NAME"], connection.settings_dict["NAME"] = avant, voulus
        settings.DATABASES["default"]["NAME"] = voulus
    with connection._nodb_cursor() as curseur:
        en_cours, fini = map(connection.ops.quote_name, (f"{PREFIXE}en_cours", nom))
        curseur.execute(f"ALTER DATABASE {en_cours} RENAME TO {fini}")


@contextmanager
def _chacun_son_tour() -> Iterator[None]:
    """The workers of a run wait for the first of them."""
    verrou = Path(settings.BASE_DIR) / "var" / "modele-de-base.verrou"
    verrou.parent.mkdir(exist_ok=True)
    with verrou.open("w") as fichier:
        fcntl.flock(fichier, fcntl.LOCK_EX)
        yield
