"""A file of the official code: a JSON list of records, each of which knows where it stands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collectivites.referentiel.erreurs import Endroit, SourceInvalide
from collectivites.validateurs import valider_siren

if TYPE_CHECKING:
    from collections.abc import Iterator

CONSEIL = gettext_lazy("Vérifiez que le fichier est celui du paquet, ou signalez l’erreur à ses auteurs.")
BLANCS = " \t\r\n,["
LIBELLES = {
    str: gettext_lazy("un texte"),
    int: gettext_lazy("un nombre entier"),
    list: gettext_lazy("une liste"),
}


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file of the source, decoded."""

    nom: str
    texte: str

    def ligne(self, rang: int) -> int:
        """Line on which the entry of that rank begins, from 1."""
        decodeur, position = json.JSONDecoder(), self._saut(0)
        for _entree in range(rang - 1):
            position = self._saut(decodeur.raw_decode(self.texte, position)[1])
        return self.texte.count("\n", 0, position) + 1

    def _saut(self, position: int) -> int:
        """Position of the next entry."""
        while self.texte[position] in BLANCS:
            position += 1
        return position


@dataclass(frozen=True, slots=True)
class Entree:
    """A record of a file, with typed access to its fields; each error says the file, the line and the code."""

    fichier: Fichier
    rang: int
    valeurs: dict[str, Any]

    def refuser(self, raison: object, conseil: object = CONSEIL) -> NoReturn:
        """Raise ``SourceInvalide`` about this entry."""
        code = self.valeurs.get("code")
        ligne = self.fichier.ligne(self.rang)
        lieu = Endroit(self.fichier.nom, ligne, self.rang, code if isinstance(code, str) else "")
        raise SourceInvalide(lieu, raison, conseil)

    def texte(self, champ: str) -> str:
        """Text that is there and not blank."""
        valeur: str = self._valeur(champ, str)
        if not valeur.strip():
            self.refuser(_("« %(champ)s » est vide.") % {"champ": champ})
        return valeur.strip()

    def texte_facultatif(self, champ: str) -> str:
        """Text, or an empty string when the field is absent."""
        return self.texte(champ) if champ in self.valeurs else ""

    def nombre(self, champ: str) -> int:
        """Whole number that is not negative."""
        valeur: int = self._valeur(champ, int)
        if valeur < 0:
            self.refuser(_("« %(champ)s » est négatif (%(valeur)s).") % {"champ": champ, "valeur": valeur})
        return valeur

    def nombre_facultatif(self, champ: str) -> int | None:
        """Whole number, or ``None`` when the field is absent."""
        return self.nombre(champ) if champ in self.valeurs else None

    def liste(self, champ: str) -> list[Any]:
        """List, empty when the field is absent."""
        return self._valeur(champ, list) if champ in self.valeurs else []

    def siren(self, champ: str) -> str:
        """SIREN whose check digit is right."""
        valeur = self.texte(champ)
        try:
            valider_siren(valeur)
        except ValidationError as erreur:
            self.refuser(_("%(champ)s : %(erreur)s") % {"champ": champ, "erreur": " ".join(erreur.messages)})
        return valeur

    def _valeur(self, champ: str, genre: type) -> Any:
        valeur = self.valeurs.get(champ)
        if not isinstance(valeur, genre) or isinstance(valeur, bool):
            attendu = {"champ": champ, "genre": LIBELLES[genre]}
            self.refuser(_("« %(champ)s » devrait être %(genre)s.") % attendu)
        return valeur


def lire_entrees(nom: str, octets: bytes) -> Iterator[Entree]:
    """Yield the records of a file; ``SourceInvalide`` when it is not UTF-8, not JSON, not a list, or empty."""
    fichier = Fichier(nom, _decoder(nom, octets))
    liste = decoder_json(nom, fichier.texte)
    if not isinstance(liste, list):
        raise SourceInvalide(Endroit(nom, 1), _("une liste était attendue."), CONSEIL)
    if not liste:
        raise SourceInvalide(Endroit(nom, 1), _("la liste est vide : importer supprimerait tout."), CONSEIL)
    for rang, valeurs in enumerate(liste, start=1):
        if not isinstance(valeurs, dict):
            Entree(fichier, rang, {}).refuser(_("un objet était attendu."))
        yield Entree(fichier, rang, valeurs)


def decoder_json(nom: str, texte: str) -> Any:
    """Parse a JSON text; ``SourceInvalide`` with the line and the column when it is not one."""
    try:
        return json.loads(texte)
    except json.JSONDecodeError as erreur:
        raison = _("JSON invalide à la colonne %(colonne)s (%(erreur)s).")
        raison %= {"colonne": erreur.colno, "erreur": erreur.msg}
        conseil = _("Le fichier est peut-être incomplet : téléchargez-le de nouveau.")
        raise SourceInvalide(Endroit(nom, erreur.lineno), raison, conseil) from erreur
    except RecursionError as erreur:
        raise SourceInvalide(nom, _("JSON trop imbriqué."), CONSEIL) from erreur


def _decoder(nom: str, octets: bytes) -> str:
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = octets.count(b"\n", 0, erreur.start) + 1
        conseil = _("Enregistrez-le en UTF-8, ou reprenez celui du paquet.")
        raise SourceInvalide(Endroit(nom, ligne), _("le fichier n’est pas en UTF-8."), conseil) from erreur
