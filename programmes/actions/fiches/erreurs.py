"""What is wrong with a file of sheets, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError


@dataclass(frozen=True, slots=True)
class Endroit:
    """A place in a file: its name, and the path of a table or of a key, such as ``politiques[ess-x].budgets[1]``."""

    fichier: str
    chemin: str = ""

    def sous(self, cle: str) -> Endroit:
        """Place of a key of the table that stands here."""
        return Endroit(self.fichier, f"{self.chemin}.{cle}" if self.chemin else cle)

    def __str__(self) -> str:
        return f"{self.fichier}, {self.chemin}" if self.chemin else self.fichier


class FichierInvalide(Exception):
    """A file of sheets cannot be loaded; the message says the place, the reason and the remedy, in French."""

    def __init__(self, endroit: Endroit, raison: str, conseil: str) -> None:
        """Keep the three parts of the message."""
        super().__init__(f"{endroit} : {raison} {conseil} {_('Rien n’a été enregistré.')}")
        self.endroit = endroit
        self.raison = raison
        self.conseil = conseil


def refuser(endroit: Endroit, erreur: ValidationError) -> FichierInvalide:
    """Turn the refusal of ``full_clean`` into the error of the file: the first faulty field is named."""
    conseil = _("Corrigez la valeur, puis relancez la commande.")
    champ, messages = next(iter(erreur.message_dict.items()))
    lieu = endroit if champ == NON_FIELD_ERRORS else endroit.sous(champ)
    return FichierInvalide(lieu, " ".join(messages), conseil)
