"""Read the TOML files of sheets; nothing here touches the database."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from programmes.actions.fiches.erreurs import Endroit, FichierInvalide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DOSSIER = Path(__file__).resolve().parents[2] / "donnees" / "fiches"

CLES = {
    "thematiques": "slug",
    "synonymes": "terme",
    "organismes": "nom",
    "collectivites": "cle",
    "politiques": "slug",
    "dispositifs": "slug",
    "projets": "slug",
    "ressources": "slug",
}
"""Kinds of table in the order in which they are written, each with the key that names a record in the files."""

COMMUNES_AU_FICHIER = ("source", "collectivite")
LIGNE_ET_COLONNE = re.compile(r"line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a file, with what the file says once for all its tables.

    ``source`` is where the facts of the file come from, ``collectivite`` the key of the authority that it describes.
    """

    endroit: Endroit
    valeurs: dict[str, Any]
    source: str = ""
    collectivite: str = ""

    def sans(self, cle: str) -> Table:
        """Return the same table without one of its keys."""
        return replace(self, valeurs={nom: valeur for nom, valeur in self.valeurs.items() if nom != cle})

    def enfants(self, cle: str) -> list[Table]:
        """Return the tables that stand under ``cle``, empty when there are none."""
        lieu = self.endroit.sous(cle)
        return [
            replace(self, endroit=Endroit(lieu.fichier, f"{lieu.chemin}[{rang}]"), valeurs=valeurs)
            for rang, valeurs in enumerate(_liste_de_tables(self.valeurs.get(cle, []), lieu), start=1)
        ]


@dataclass(frozen=True, slots=True)
class Jeu:
    """The tables of some files, by kind, in the order in which they are written."""

    tables: dict[str, list[Table]] = field(default_factory=lambda: {genre: [] for genre in CLES})

    def __len__(self) -> int:
        return sum(map(len, self.tables.values()))

    def __iter__(self) -> Iterator[tuple[str, Table]]:
        for genre, tables in self.tables.items():
            for table in tables:
                yield genre, table


def fichiers_livres() -> list[Path]:
    """Paths of the files that come with the application."""
    return sorted(DOSSIER.glob("*.toml"))


def lire(fichiers: Sequence[Path] | None = None) -> Jeu:
    """Read ``fichiers``, by default those that come with the application.

    Raises ``FichierInvalide`` for a file that is absent, unreadable or wrongly built, and for a record given twice.
    """
    jeu = Jeu()
    vus: dict[tuple[str, str], Endroit] = {}
    for chemin in fichiers_livres() if fichiers is None else fichiers:
        for genre, table in _tables(chemin):
            jeu.tables[genre].append(_nommer(genre, table, vus))
    return jeu


def _tables(chemin: Path) -> Iterable[tuple[str, Table]]:
    contenu = _contenu(chemin)
    commun = Endroit(chemin.name)
    for cle in sorted(contenu.keys() - CLES.keys() - set(COMMUNES_AU_FICHIER)):
        possibles = _("Tables possibles : %(noms)s.") % {"noms": ", ".join([*CLES, *COMMUNES_AU_FICHIER])}
        raise FichierInvalide(commun.sous(cle), _("cette table n’existe pas."), possibles)
    source, autorite = contenu.pop("source", ""), contenu.pop("collectivite", None)
    seule = [] if autorite is None else [("collectivites", [autorite])]
    collectivite = autorite.get("cle", "") if isinstance(autorite, dict) else ""
    for genre, valeurs in [*seule, *contenu.items()]:
        for rang, une in enumerate(_liste_de_tables(valeurs, commun.sous(genre)), start=1):
            lieu = Endroit(chemin.name, f"{genre}[{rang}]")
            yield genre, Table(endroit=lieu, valeurs=une, source=source, collectivite=collectivite)


def _contenu(chemin: Path) -> dict[str, Any]:
    lieu = Endroit(chemin.name)
    try:
        return tomllib.loads(chemin.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as erreur:
        raison = _("le fichier est illisible (%(cause)s).") % {"cause": erreur.strerror}
        raise FichierInvalide(lieu, raison, _("Vérifiez son chemin et ses droits.")) from erreur
    except UnicodeDecodeError as erreur:
        raison = _("le fichier n’est pas écrit en UTF-8.")
        raise FichierInvalide(lieu, raison, _("Enregistrez-le en UTF-8.")) from erreur
    except tomllib.TOMLDecodeError as erreur:
        raison = _("le fichier n’est pas du TOML valide (%(ou)s).") % {"ou": _ou(erreur)}
        raise FichierInvalide(lieu, raison, _("Corrigez la syntaxe à cet endroit.")) from erreur


def _ou(erreur: tomllib.TOMLDecodeError) -> str:
    """Place of a syntax error, taken from the English message of the parser."""
    trouve = LIGNE_ET_COLONNE.search(str(erreur))
    if trouve is None:
        return _("à la fin du fichier")
    return _("ligne %(ligne)s, colonne %(colonne)s") % {"ligne": trouve[1], "colonne": trouve[2]}


def _liste_de_tables(valeurs: Any, lieu: Endroit) -> list[dict[str, Any]]:
    if isinstance(valeurs, list) and all(isinstance(valeur, dict) for valeur in valeurs):
        return valeurs
    conseil = _("Écrivez [[%(nom)s]] au-dessus de chacune.") % {"nom": lieu.chemin}
    raise FichierInvalide(lieu, _("une liste de tables est attendue."), conseil)


def _nommer(genre: str, table: Table, vus: dict[tuple[str, str], Endroit]) -> Table:
    """Name the table by its key rather than by its rank, and refuse a second table of the same name."""
    cle = table.valeurs.get(CLES[genre])
    if not isinstance(cle, str) or not cle:
        raison = _("il manque « %(cle)s ».") % {"cle": CLES[genre]}
        raise FichierInvalide(table.endroit, raison, _("Donnez-lui un texte : il nomme l’enregistrement."))
    if (genre, cle) in vus:
        raison = _("« %(cle)s » est déjà donné par %(endroit)s.") % {"cle": cle, "endroit": vus[genre, cle]}
        raise FichierInvalide(table.endroit, raison, _("Supprimez l’un des deux."))
    endroit = Endroit(table.endroit.fichier, f"{genre}[{cle}]")
    vus[genre, cle] = endroit
    return replace(table, endroit=endroit)
