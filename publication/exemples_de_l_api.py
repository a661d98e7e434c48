"""The examples of the developers' guide: files to copy (``static/exemples``), in the words of this site."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGAGES = {"sh": "curl", "py": "Python", "js": "JavaScript"}
"""Languages by extension, in the order of the tabs."""
DOSSIER = Path(settings.BASE_DIR) / "static" / "exemples"
ADRESSE = "http://127.0.0.1:8000"
"""Address of the site in the files: that of ``make demo``."""
SLUG, UID, SIREN, CODE, LIEU = (
    "pays-exemple",
    "7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21",
    "243500139",
    "CD35",
    "48.11,-1.68",
)
"""Authorities in the files; the page puts public ones in their place, so that what is copied answers."""
PREFIXES = {"departement": "CD", "region": "CR", "commune": ""}
MEMBRES = 50
"""Authorities among which to choose those of the examples."""


class Exemple(NamedTuple):
    """One example in one language; ``fichier`` is its path among static files."""

    langage: str
    extension: str
    fichier: str
    code: str


@cache
def sources() -> dict[str, dict[str, str]]:
    """Texts of the examples as they are in the repository: by name, then by extension."""
    return {
        chemin.stem: {
            extension: chemin.with_suffix(f".{extension}").read_text(encoding="utf-8").strip()
            for extension in LANGAGES
            if chemin.with_suffix(f".{extension}").exists()
        }
        for chemin in sorted(DOSSIER.glob("*.py"))
    }


def exemples(remplacements: Mapping[str, str]) -> dict[str, list[Exemple]]:
    """Examples by name (hyphens as underscores, for templates), with what stands for the words of the files."""
    return {
        nom.replace("-", "_"): [
            Exemple(LANGAGES[extension], extension, f"exemples/{nom}.{extension}", _remplacer(code, remplacements))
            for extension, code in codes.items()
        ]
        for nom, codes in sources().items()
    }


def remplacements(racine: str) -> dict[str, str]:
    """What to put for the words of the files: the address of the site, and public authorities; one query."""
    membres = list(Publication.objects.membres_d_abord(Nature.COLLECTIVITE, MEMBRES))
    situes = [un for un in membres if un.latitude is not None]
    modele = next((un for un in (*situes, *membres) if un.contenu["siren"]), next(iter(membres), None))
    valeurs = {ADRESSE: racine, CODE: next((_code(un) for un in membres if _a_un_code(un)), "")}
    if modele is not None:
        valeurs |= {SLUG: modele.slug, UID: str(modele.pk), SIREN: modele.contenu["siren"] or ""}
    if situes:
        lieu = modele if modele in situes else situes[0]
        valeurs[LIEU] = f"{lieu.latitude:.2f},{lieu.longitude:.2f}"
    return {mot: valeur for mot, valeur in valeurs.items() if valeur}


def _code(membre: Publication) -> str:
    code: str = PREFIXES[membre.contenu["type"]] + membre.contenu["code_insee"]
    return code


def _a_un_code(membre: Publication) -> bool:
    """Whether a code of the official geographic code names it, and it alone."""
    return bool(membre.contenu["code_insee"]) and membre.contenu["type"] in PREFIXES


def _remplacer(code: str, remplacements: Mapping[str, str]) -> str:
    for mot, valeur in remplacements.items():
        code = code.replace(mot, valeur)
    return code
