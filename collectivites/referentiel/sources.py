"""Where a vintage comes from: the committed snapshot, an npm archive, a folder, an address."""

from __future__ import annotations

import io
import lzma
import tarfile
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from collectivites.referentiel.erreurs import SourceInvalide

DONNEES = Path(__file__).resolve().parents[1] / "donnees"
INSTANTANE = DONNEES / "decoupage-administratif.tar.xz"
FICHIERS = ("regions.json", "departements.json", "communes.json", "epci.json", "ept.json")
METADONNEES = "package.json"
ARCHIVE_MAX = 30_000_000
TAILLE_MAX = 100_000_000
DELAI = 30  # seconds without a byte
GZIP, XZ = b"\x1f\x8b", b"\xfd7zXZ\x00"
PROFONDEUR = 3  # package/data/communes.json


@dataclass(frozen=True, slots=True)
class Source:
    """Content of the files of a vintage, by name (``communes.json``…); ``paquet`` is package.json, possibly empty."""

    nom: str
    fichiers: dict[str, bytes]
    paquet: bytes


def _source(nom: str, contenus: dict[str, bytes]) -> Source:
    for fichier in FICHIERS:
        if fichier not in contenus:
            conseil = _("La source doit contenir %(noms)s, comme le paquet @etalab/decoupage-administratif.")
            noms = ", ".join(f"data/{voulu}" for voulu in FICHIERS)
            lieu = f"{nom}, {fichier}"
            raise SourceInvalide(lieu, _("le fichier manque."), conseil % {"noms": noms})
    return Source(nom, {fichier: contenus[fichier] for fichier in FICHIERS}, contenus.get(METADONNEES, b""))


def ouvrir(source: str = "") -> Source:
    """Return the files of a source: nothing (the snapshot), a folder, an archive, or an http(s) address."""
    if source.startswith(("http://", "https://")):
        return depuis_archive(source, telecharger(source))
    chemin = Path(source) if source else INSTANTANE
    if chemin.is_dir():
        return depuis_dossier(chemin)
    try:
        return depuis_archive(str(chemin) if source else chemin.name, _lire_au_plus(chemin, ARCHIVE_MAX))
    except OSError as erreur:
        raison = _("impossible de lire ce fichier (%(cause)s).") % {"cause": erreur.strerror}
        raise SourceInvalide(source, raison, _("Vérifiez le chemin : archive .tgz, dossier ou adresse.")) from erreur


def depuis_dossier(dossier: Path) -> Source:
    """Return the files of an unpacked package: ``package/data``, ``data``, or the folder itself."""
    data = next((d for d in (dossier / "package" / "data", dossier / "data") if d.is_dir()), dossier)
    chemins = [data / fichier for fichier in FICHIERS]
    chemins += [parent / METADONNEES for parent in (data, data.parent) if (parent / METADONNEES).is_file()]
    return _source(str(dossier), {c.name: _lire_au_plus(c, TAILLE_MAX) for c in chemins if c.is_file()})


def _lire_au_plus(chemin: Path, limite: int) -> bytes:
    with chemin.open("rb") as fichier:
        return _borner(str(chemin), fichier.read(limite + 1), limite)


def _borner(origine: str, contenu: bytes, limite: int) -> bytes:
    if len(contenu) > limite:
        raison = _("plus de %(limite)d Mo, bien plus qu’un code officiel.") % {"limite": limite // 1_000_000}
        raise SourceInvalide(origine, raison, _("Vérifiez que c’est bien le paquet decoupage-administratif."))
    return contenu


def telecharger(adresse: str) -> bytes:
    """Return what the address answers; only http and https, redirections included, at most ``ARCHIVE_MAX`` bytes."""
    client = urllib.request.OpenerDirector()
    for classe in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        client.add_handler(classe())
    try:
        with client.open(adresse, timeout=DELAI) as reponse:
            contenu: bytes = reponse.read(ARCHIVE_MAX + 1)
    except urllib.error.HTTPError as erreur:
        erreur.close()
        raise _injoignable(adresse, f"{erreur.code} {erreur.reason}") from erreur
    except (OSError, HTTPException, ValueError) as erreur:
        raise _injoignable(adresse, str(erreur)) from erreur
    return _borner(adresse, contenu, ARCHIVE_MAX)


def _injoignable(adresse: str, cause: str) -> SourceInvalide:
    raison = _("le téléchargement a échoué (%(cause)s).") % {"cause": cause}
    return SourceInvalide(adresse, raison, _("Vérifiez l’adresse, ou téléchargez l’archive et donnez son chemin."))


def depuis_archive(origine: str, contenu: bytes) -> Source:
    """Return the files of an npm archive (tar, gzip or xz), read in memory: nothing is ever extracted to disk."""
    try:
        with tarfile.open(fileobj=io.BytesIO(decompresser(origine, contenu))) as archive:
            membres = dict(_membres(origine, archive))
    except (tarfile.TarError, EOFError) as erreur:
        raise _pas_une_archive(origine) from erreur
    return _source(origine, membres)


def _membres(origine: str, archive: tarfile.TarFile) -> list[tuple[str, bytes]]:
    trouves = []
    for membre in archive:
        chemin = PurePosixPath(membre.name)
        if chemin.is_absolute() or ".." in chemin.parts:
            raison = _("le membre « %(nom)s » sort de l’archive.") % {"nom": membre.name}
            raise SourceInvalide(origine, raison, _("Cette archive est suspecte : reprenez-la à sa source."))
        fichier = archive.extractfile(membre) if membre.isreg() and _est_voulu(chemin) else None
        if fichier:
            trouves.append((chemin.name, fichier.read()))
    return trouves


def _est_voulu(chemin: PurePosixPath) -> bool:
    """Whether a path of an archive is ``[folder/]data/communes.json`` or ``[folder/]package.json``."""
    if chemin.name == METADONNEES:
        return len(chemin.parts) < PROFONDEUR
    return len(chemin.parts) <= PROFONDEUR and chemin.parent.name == "data" and chemin.name in FICHIERS


def decompresser(origine: str, contenu: bytes) -> bytes:
    """Return the decompressed content, never more than ``TAILLE_MAX`` bytes whatever the archive claims."""
    machine: lzma.LZMADecompressor | zlib._Decompress
    if contenu.startswith(GZIP):
        machine = zlib.decompressobj(wbits=31)
    elif contenu.startswith(XZ):
        machine = lzma.LZMADecompressor()
    else:
        raise _pas_une_archive(origine)
    try:
        clair = _borner(origine, machine.decompress(contenu, TAILLE_MAX + 1), TAILLE_MAX)
    except (zlib.error, lzma.LZMAError) as erreur:
        raise _pas_une_archive(origine) from erreur
    if not machine.eof:
        raise SourceInvalide(origine, _("l’archive est incomplète."), _("Téléchargez-la de nouveau."))
    return clair


def _pas_une_archive(origine: str) -> SourceInvalide:
    return SourceInvalide(
        origine, _("ce n’est pas une archive npm lisible (.tgz)."), _("Donnez l’archive telle que npm la distribue.")
    )
