"""Write a compact copy of a source, in the package's own layout: what the application reads, and nothing more."""

from __future__ import annotations

import io
import json
import lzma
import tarfile
from typing import TYPE_CHECKING, Any

from collectivites.referentiel.entrees import decoder_json, lire_entrees
from collectivites.referentiel.sources import FICHIERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from collectivites.referentiel.sources import Source

CHAMPS = {
    "regions.json": ("code", "nom", "chefLieu", "zone"),
    "departements.json": ("code", "nom", "chefLieu", "zone", "region", "typeLiaison"),
    "communes.json": ("code", "nom", "type", "departement", "region", "siren", "codesPostaux", "population"),
    "epci.json": ("code", "nom", "type", "populationMunicipale", "membres"),
    "ept.json": ("code", "nom", "type", "populationMunicipale", "membres"),
}


def ecrire_instantane(source: Source, vers: Path, *, millesime: int) -> None:
    """Write the archive ``vers`` (.tar.xz); the same source always gives the same bytes."""
    tampon = io.BytesIO()
    with tarfile.open(fileobj=tampon, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        _ajouter(archive, "package/package.json", json.dumps(_paquet(source, millesime), ensure_ascii=False))
        for fichier in FICHIERS:
            lignes = ",\n".join(_lignes(fichier, source.fichiers[fichier]))
            _ajouter(archive, f"package/data/{fichier}", f"[\n{lignes}\n]\n")
    vers.write_bytes(lzma.compress(tampon.getvalue(), preset=9 | lzma.PRESET_EXTREME))


def _paquet(source: Source, millesime: int) -> dict[str, Any]:
    paquet = decoder_json("package.json", source.paquet.decode()) if source.paquet else {}
    champs = ("name", "version", "author", "license", "repository")
    return {**{champ: paquet[champ] for champ in champs if champ in paquet}, "millesime": millesime}


def _lignes(fichier: str, octets: bytes) -> Iterator[str]:
    for entree in lire_entrees(fichier, octets):
        if fichier == "communes.json" and entree.valeurs["type"] != "commune-actuelle":
            continue
        gardes = {champ: entree.valeurs[champ] for champ in CHAMPS[fichier] if champ in entree.valeurs}
        if "membres" in gardes:
            gardes["membres"] = [{"code": membre["code"]} for membre in gardes["membres"]]
        yield json.dumps(gardes, ensure_ascii=False, separators=(",", ":"))


def _ajouter(archive: tarfile.TarFile, nom: str, texte: str) -> None:
    octets = texte.encode()
    membre = tarfile.TarInfo(nom)
    membre.size = len(octets)
    archive.addfile(membre, io.BytesIO(octets))
