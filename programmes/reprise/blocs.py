"""Cut the lines of one sheet into blocks: a heading and what it governs, or lines that no heading governs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from programmes.reprise.libelles import BANDEAU, DE_CONTACT, trouver
from programmes.reprise.nombres import annees, dates
from programmes.reprise.vocabulaire import type_de

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from programmes.reprise.libelles import Libelle, Trouvaille
    from programmes.reprise.lignes import Ligne

VILLE = re.compile(r"(?<!\d)(?P<code>\d{2} ?\d{3})(?!\d)[ \u00a0–-]+(?P<ville>[^\d,;]*[^\W\d][^,;]*)")
"""A postal code and the town after it; a post box has no name after its number."""
VALEUR_AU_PLUS_LOIN = 3
LONGUEUR_DE_VALEUR = 100
LIGNES_D_ADRESSE = 8


@dataclass(slots=True)
class Bloc:
    """Lines under one heading; ``place`` is where the value begins in the first line, when the heading is there."""

    cle: str
    lignes: list[Ligne] = field(default_factory=list)
    place: int | None = None

    @property
    def debut(self) -> int:
        """Offset of the first line that shows something."""
        return next((ligne.span()[0] for ligne in self.lignes if not ligne.est_vide), self.lignes[0].debut)

    @property
    def fin(self) -> int:
        """Offset past the last line that shows something."""
        return next((ligne.span()[1] for ligne in reversed(self.lignes) if not ligne.est_vide), self.lignes[-1].fin)

    def contenu(self) -> list[Ligne]:
        """Lines of the value: what follows the heading on its line, and the other lines."""
        if self.place is None:
            return self.lignes
        tete, *reste = self.lignes
        apres = type(tete)(tete.debut + self.place, tete.fin, tete.texte[self.place :])
        return reste if apres.est_vide else [apres, *reste]


def decouper(lignes: Sequence[Ligne], libelles: tuple[Libelle, ...]) -> list[Bloc]:
    """Blocks of a sheet, in order; each of its lines is in one of them."""
    coupe = _Coupe(lignes, [trouver(ligne, libelles) for ligne in lignes])
    return coupe.faire()


class _Coupe:
    """One cutting: the lines, their headings, and the block that is open."""

    def __init__(self, lignes: Sequence[Ligne], trouvailles: list[Trouvaille | None]) -> None:
        self.lignes = lignes
        self.trouvailles = trouvailles
        self.blocs: list[Bloc] = []

    def faire(self) -> list[Bloc]:
        rang = 0
        while rang < len(self.lignes):
            rang = self._prendre(rang)
        return self.blocs

    def _prendre(self, rang: int) -> int:
        """Put a line where it belongs, with its value if it has one; return the rank of the next line to put."""
        ligne, trouvaille = self.lignes[rang], self.trouvailles[rang]
        if BANDEAU.fullmatch(ligne.plie):
            self.blocs += [Bloc("bandeau", [ligne]), Bloc("")]
        elif trouvaille is None:
            if not self.blocs:
                self.blocs.append(Bloc(""))
            self.blocs[-1].lignes.append(ligne)
        elif trouvaille.libelle.genre == "section":
            self._ouvrir(ligne, trouvaille)
        else:
            return self._prendre_valeur(rang, trouvaille)
        return rang + 1

    def _ouvrir(self, ligne: Ligne, trouvaille: Trouvaille) -> None:
        cle = "contacts" if trouvaille.cle in DE_CONTACT else trouvaille.cle
        if self.blocs and self.blocs[-1].cle == cle:
            self.blocs[-1].lignes.append(ligne)  # the same heading again says something of its own section
            return
        entier = trouvaille.cle in DE_CONTACT - {"contacts"}  # its heading is part of what it says
        self.blocs.append(Bloc(cle, [ligne], None if entier else trouvaille.place))

    def _prendre_valeur(self, rang: int, trouvaille: Trouvaille) -> int:
        ligne, cle = self.lignes[rang], trouvaille.cle
        bloc = Bloc(cle, [ligne], trouvaille.place)
        self.blocs.append(bloc)
        suivant = rang + 1
        if cle == "adresse":
            suivant = self._prendre_adresse(bloc, suivant)
        elif trouvaille.libelle.genre == "valeur" and not ligne.texte[trouvaille.place :].strip(" \t\u00a0\u202f:–-"):
            suivant = self._prendre_ligne_suivante(bloc, suivant)
        self.blocs.append(Bloc(""))
        return suivant

    def _prendre_ligne_suivante(self, bloc: Bloc, rang: int) -> int:
        """Take the next line that shows something, near and short, when it is what the heading announces."""
        for suivant in range(rang, min(rang + VALEUR_AU_PLUS_LOIN, len(self.lignes))):
            ligne = self.lignes[suivant]
            if ligne.est_vide:
                continue
            if (
                self.trouvailles[suivant] is None
                and len(ligne.texte) <= LONGUEUR_DE_VALEUR
                and convient(bloc.cle, ligne)
            ):
                bloc.lignes += self.lignes[rang : suivant + 1]
                return suivant + 1
            break
        return rang

    def _prendre_adresse(self, bloc: Bloc, rang: int) -> int:
        """Take the lines of an address: as far as the country, a heading, or a blank line after the town."""
        dernier, ville = rang - 1, VILLE.search(bloc.lignes[0].texte) is not None
        for suivant in range(rang, min(rang + LIGNES_D_ADRESSE, len(self.lignes))):
            ligne = self.lignes[suivant]
            if self.trouvailles[suivant] is not None or len(ligne.texte) > LONGUEUR_DE_VALEUR:
                break
            if ligne.est_vide:
                if ville:
                    break
                continue
            if ville and ligne.plie != "france":
                break
            dernier = suivant
            ville = ville or VILLE.search(ligne.texte) is not None
        if not ville and dernier >= rang:
            dernier = self._fin_du_paragraphe(rang, dernier)
        bloc.lignes += self.lignes[rang : dernier + 1]
        return dernier + 1

    def _fin_du_paragraphe(self, rang: int, dernier: int) -> int:
        """Rank of the last line before a blank one: an address without a town is no longer than its paragraph."""
        montrees = [r for r in range(rang, dernier + 1) if not self.lignes[r].est_vide]
        fin = montrees[0]
        while fin + 1 in montrees:
            fin += 1
        return fin


CONVIENT: dict[str, Callable[[Ligne], bool]] = {
    "adhesion": lambda ligne: bool(annees(ligne.texte)),
    "mise_a_jour": lambda ligne: bool(dates(ligne.texte)),
    "parue_le": lambda ligne: bool(dates(ligne.texte)),
    "type": lambda ligne: bool(type_de(ligne.plie)),
    "population": lambda ligne: any(signe.isdigit() for signe in ligne.texte),
    "region": lambda ligne: 0 < len(ligne.plie.split()) <= 5 and not any(s.isdigit() for s in ligne.texte),  # noqa: PLR2004
    "departement": lambda ligne: 0 < len(ligne.plie.split()) <= 6,  # noqa: PLR2004  # Alpes-de-Haute-Provence (04)
    "site_web": lambda ligne: "." in ligne.texte and " " not in ligne.texte.strip(),
    "page_officielle": lambda ligne: "." in ligne.texte and " " not in ligne.texte.strip(),
    "siren": lambda ligne: sum(signe.isdigit() for signe in ligne.texte) == 9,  # noqa: PLR2004
    "sigle": lambda ligne: len(ligne.plie.split()) == 1,
}
"""Whether a line can be the value of a heading that stands alone above it."""


def convient(cle: str, ligne: Ligne) -> bool:
    """Whether a line can be the value that the heading above it announces."""
    return CONVIENT[cle](ligne)
