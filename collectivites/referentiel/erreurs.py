"""What is said of a source that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Endroit:
    """A place in a file: its line, and when it is about an entry the rank and the code of the entry."""

    fichier: str
    ligne: int | None = None
    rang: int | None = None
    code: str = ""

    def __str__(self) -> str:
        morceaux = [self.fichier]
        if self.ligne is not None:
            morceaux.append(_("ligne %(ligne)s") % {"ligne": self.ligne})
        if self.rang is not None:
            morceaux.append(_("entrée %(rang)s") % {"rang": self.rang})
        if self.code:
            morceaux.append(_("code %(code)s") % {"code": self.code})
        return ", ".join(morceaux)


class SourceInvalide(Exception):
    """The source cannot be imported: which file, where in it, why, and what to do, in French."""

    def __init__(self, lieu: Endroit | str, raison: object, conseil: object) -> None:
        """Keep the three parts of the message."""
        super().__init__(_("%(lieu)s : %(raison)s %(conseil)s Rien n’a été enregistré.") % {
            "lieu": lieu, "raison": raison, "conseil": conseil,
        })  # fmt: skip
        self.lieu = lieu
