"""Lighthouse over the pages that matter most, served as in production: ``python -m benchmarks.phares LIGHTHOUSE``.

The data are those of the demonstration (``make demo`` once before). ``LIGHTHOUSE`` is the command of the npm package,
which no other part of the project needs; docs/qualite.md says how to get it. Ends with an error below 95.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGES = {
    "home": "/",
    "list": "/collectivites/",
    "sheet": "/collectivites/region-grand-est/",
    "map": "/collectivites/?vue=carte",
}
APPAREILS: dict[str, list[str]] = {"mobile": [], "desktop": ["--preset=desktop"]}
CATEGORIES = {"performance": "perf", "accessibility": "a11y", "best-practices": "best", "seo": "SEO"}
MESURES = {
    "first-contentful-paint": "FCP",
    "largest-contentful-paint": "LCP",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
}
PLANCHER = 95
PATIENCE = 30.0  # seconds that the server has to answer


def adresse_de_la_base() -> str:
    """URL of the database that this process uses, which stays up for as long as the process lives."""
    from django.db import connection

    connection.ensure_connection()
    base = connection.settings_dict
    compte = f"{quote(base['USER'])}:{quote(base['PASSWORD'])}"
    return f"postgres://{compte}@/{base['NAME']}?{urlencode({'host': base['HOST'], 'port': base['PORT']})}"


@contextmanager
def en_production(dossier: Path) -> Iterator[str]:
    """Serve the site as the image of the Dockerfile does: files collected, hashed, compressed; its root is given."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    milieu = {
        **os.environ,
        "PRODUCTION": "true",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": adresse_de_la_base(),
        "EMAIL_URL": "dummymail://",
        "STATIC_ROOT": str(dossier / "static"),
        "LOG_LEVEL": "WARNING",
    }
    collecter = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collecter, env=milieu, check=True)
    ecoute = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4", "--log-level", "warning"]
    serveur = subprocess.Popen([sys.executable, "-m", "gunicorn", "benchmarks.mandataire", *ecoute], env=milieu)
    try:
        _attendre(port, serveur)
        yield f"http://127.0.0.1:{port}"
    finally:
        serveur.terminate()
        serveur.wait()


def _attendre(port: int, serveur: subprocess.Popen[bytes]) -> None:
    limite = time.monotonic() + PATIENCE
    while time.monotonic() < limite and serveur.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start; its own words stand above.")


def rapport(lighthouse: str, url: str, options: Sequence[str], dossier: Path) -> dict[str, Any]:
    """What Lighthouse says of a page."""
    sortie = dossier / "rapport.json"
    commande = [lighthouse, url, *options, "--output=json", f"--output-path={sortie}", "--quiet"]
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or ""
    drapeaux = "--chrome-flags=--headless --no-sandbox"
    subprocess.run([*commande, drapeaux], env={**os.environ, "CHROME_PATH": chromium}, check=True)
    lu: dict[str, Any] = json.loads(sortie.read_text())
    return lu


def ligne(nom: str, lu: dict[str, Any]) -> list[str]:
    """Name of the page, its four scores, its measures, what it weighs."""
    notes = [f"{100 * lu['categories'][categorie]['score']:.0f}" for categorie in CATEGORIES]
    mesures = [lu["audits"][mesure]["displayValue"].replace("\xa0", " ") for mesure in MESURES]
    poids = sum(requete["transferSize"] for requete in lu["audits"]["network-requests"]["details"]["items"])
    return [nom, *notes, *mesures, f"{poids / 1000:.0f} kB"]


def fautes(lu: dict[str, Any]) -> list[str]:
    """Audits that cost points, but those of speed, which the measures tell."""
    references = [r for nom in list(CATEGORIES)[1:] for r in lu["categories"][nom]["auditRefs"] if r["weight"]]
    notes = {r["id"]: lu["audits"][r["id"]]["score"] for r in references}
    return [nom for nom, note in notes.items() if note is not None and note < 1]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every page on every device, print, and fail below the floor."""
    analyseur = ArgumentParser(prog="python -m benchmarks.phares", description=main.__doc__)
    analyseur.add_argument("lighthouse", help="path of Lighthouse's command")
    choix = analyseur.parse_args(arguments)
    from benchmarks.base import imprimer

    lignes, basses = [], []
    with TemporaryDirectory() as nom_du_dossier, en_production(Path(nom_du_dossier)) as racine:
        for appareil, options in APPAREILS.items():
            for nom, chemin in PAGES.items():
                lu = rapport(choix.lighthouse, racine + chemin, options, Path(nom_du_dossier))
                lignes.append(ligne(f"{nom}, {appareil}", lu))
                notes = [lu["categories"][categorie]["score"] * 100 for categorie in CATEGORIES]
                if min(notes) < PLANCHER or fautes(lu):
                    basses.append(f"{nom}, {appareil}: {notes} {fautes(lu)}")
    imprimer("Lighthouse", ["page", *CATEGORIES.values(), *MESURES.values(), "weight"], lignes)
    if basses:
        raise SystemExit("\n".join(basses))


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
