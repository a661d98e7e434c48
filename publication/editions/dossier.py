"""The folder of editions: which is there, whether it may be served, and how a new one takes its place at once."""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import orjson
from django.conf import settings

from publication.models import EtatPublic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MANIFESTE = "manifeste.json"
SOMMES = "SHA256SUMS"
EN_COURS = ".en-cours-"
MORCEAU = 1 << 20
LIBELLES = {"geojson": "GeoJSON", "jsonl": "JSON Lines", "xlsx": "Excel"}
COMPRESSIBLES = {".csv", ".geojson", ".json", ".jsonl"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fichier:
    """A file of an edition; ``taille`` is in bytes, ``table`` the table or the list that it holds, if it holds one."""

    nom: str
    format: str
    titre: str
    type_mime: str
    taille: int = 0
    sha256: str = ""
    table: str = ""
    norme: str = ""

    @property
    def libelle(self) -> str:
        """Name of its format, for people."""
        return LIBELLES.get(self.format, self.format.upper())


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition that is whole: where it lies and what its manifest says."""

    chemin: Path
    manifeste: dict[str, Any]

    @property
    def etat(self) -> int:
        """Number of the last write that it saw (``EtatPublic``)."""
        numero: int = self.manifeste["etat"]
        return numero

    @property
    def revision(self) -> int:
        """Revision from which synchronisation goes on."""
        numero: int = self.manifeste["revision"]
        return numero

    @property
    def le(self) -> datetime:
        """When its data were read."""
        return datetime.fromisoformat(self.manifeste["generated_at"])

    @property
    def fichiers(self) -> list[Fichier]:
        """Its files, in the order of the manifest."""
        return [Fichier(**fichier) for fichier in self.manifeste["fichiers"]]

    def fichier(self, nom: str) -> Fichier | None:
        """File of a name."""
        return next((fichier for fichier in self.fichiers if fichier.nom == nom), None)


def courante() -> Edition | None:
    """Edition that was written last, whether it may be served or not."""
    for chemin in sorted(_editions(), reverse=True):
        try:
            return Edition(chemin=chemin, manifeste=orjson.loads((chemin / MANIFESTE).read_bytes()))
        except FileNotFoundError:  # it has just been replaced
            continue
    return None


def en_vigueur() -> Edition | None:
    """Edition that may be served: nothing was taken back since, and it is of these data and not of a lost future."""
    edition = courante()
    if edition is None:
        return None
    etat = EtatPublic.objects.lire()
    return edition if etat.recul <= edition.etat <= etat.numero else None


def effacer_les_perimees() -> None:
    """Delete from the disk what may not be served any more."""
    gardee = en_vigueur()
    for chemin in _editions():
        if gardee is None or chemin != gardee.chemin:
            shutil.rmtree(chemin, ignore_errors=True)


@contextmanager
def nouvelle(le: datetime) -> Iterator[Path]:
    """Folder to write an edition in; it takes the place of the others once whole, and leaves nothing if it fails."""
    provisoire = Path(mkdtemp(prefix=EN_COURS, dir=settings.EDITIONS_ROOT))
    try:
        yield provisoire
        provisoire.chmod(0o755)
        finale = settings.EDITIONS_ROOT / f"{le:%Y%m%dT%H%M%S%f}"
        provisoire.rename(finale)
        for autre in _editions():
            if autre != finale:
                shutil.rmtree(autre, ignore_errors=True)
    finally:
        shutil.rmtree(provisoire, ignore_errors=True)


@contextmanager
def seul() -> Iterator[None]:
    """Wait until nobody else writes an edition; what a writer killed midway has left is swept away."""
    settings.EDITIONS_ROOT.mkdir(parents=True, exist_ok=True)
    with (settings.EDITIONS_ROOT / ".verrou").open("w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        for reste in settings.EDITIONS_ROOT.glob(f"{EN_COURS}*"):
            shutil.rmtree(reste, ignore_errors=True)
        yield


def mesurer(dossier: Path, fichier: Fichier) -> Fichier:
    """Complete a written file with its size and its sum; a text has a compressed copy beside it."""
    chemin = dossier / fichier.nom
    somme = hashlib.sha256()
    with ExitStack() as pile:
        source = pile.enter_context(chemin.open("rb"))
        vers: list[Callable[[bytes], object]] = [somme.update]
        if chemin.suffix in COMPRESSIBLES:
            vers.append(pile.enter_context(gzip.open(f"{chemin}.gz", "wb", compresslevel=6)).write)
        while morceau := source.read(MORCEAU):
            for recevoir in vers:
                recevoir(morceau)
    dit = asdict(fichier)
    return Fichier(**{**dit, "taille": chemin.stat().st_size, "sha256": somme.hexdigest()})


def _editions() -> list[Path]:
    racine: Path = settings.EDITIONS_ROOT
    return [chemin for chemin in racine.glob("[0-9]*") if chemin.is_dir()]
