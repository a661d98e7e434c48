"""Cut a document into sheets, and tell what each describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from programmes.reprise.dispositif import PORTEUR
from programmes.reprise.lecture import Genre
from programmes.reprise.libelles import (
    AMORCES,
    BANDEAU,
    COLLECTIVITE,
    DISPOSITIF,
    PROPRES_A_LA_COLLECTIVITE,
    PROPRES_AU_DISPOSITIF,
    QUEUES,
    RESSOURCE,
    trouver,
)
from programmes.reprise.lignes import BLANCS
from programmes.reprise.vocabulaire import MOTS_D_UN_NOM, nomme_une_collectivite
from publication.recherche.mots import plier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from programmes.reprise.libelles import Libelle
    from programmes.reprise.lignes import Ligne

LONGUEUR_DE_TITRE = 150
LONGUEUR_DE_TITRE_DE_DISPOSITIF = 220
LABELS_D_UN_DISPOSITIF = 2
FIN_DE_PHRASE = (".", ";", ":", ",", "…", "!", "?")


def decouper_fiches(lignes: Sequence[Ligne]) -> list[tuple[int, int]]:
    """Ranks of the first line of each sheet and of the line after its last; together they are all the lines."""
    bornes = _Bornes(lignes).trouver()
    debuts = [0, *bornes[1:]]
    return list(zip(debuts, [*debuts[1:], len(lignes)], strict=True))


def genre_de(lignes: Sequence[Ligne]) -> Genre:
    """What a sheet describes: the headings that only one genre has, most of them winning."""
    collectivite = _cles(lignes, COLLECTIVITE) & PROPRES_A_LA_COLLECTIVITE
    dispositif = _cles(lignes, DISPOSITIF) & PROPRES_AU_DISPOSITIF
    if len(dispositif) >= LABELS_D_UN_DISPOSITIF and len(dispositif) > len(collectivite):
        return Genre.DISPOSITIF
    if not collectivite and "parue_le" in _cles(lignes, RESSOURCE):
        return Genre.RESSOURCE
    return Genre.COLLECTIVITE


def _cles(lignes: Sequence[Ligne], libelles: tuple[Libelle, ...]) -> set[str]:
    return {trouvee.cle for ligne in lignes if (trouvee := trouver(ligne, libelles))}


class _Bornes:
    """The walk through the lines that looks for titles of sheets."""

    def __init__(self, lignes: Sequence[Ligne]) -> None:
        self.lignes = lignes
        self.trouvailles = [trouver(ligne, COLLECTIVITE) for ligne in lignes]
        self.cles = [trouvaille.cle if trouvaille else "" for trouvaille in self.trouvailles]
        self.suivantes = self._suivantes()
        self.vues: set[str] = set()
        self.bornes: list[int] = []

    def trouver(self) -> list[int]:
        """Ranks of the lines that begin a sheet; at least one."""
        for rang, ligne in enumerate(self.lignes):
            if not ligne.est_vide and self._commence(rang, ligne):
                self.bornes.append(rang)
                self.vues = set()
            if self.cles[rang]:
                self.vues.add(self.cles[rang])
        return self.bornes or [0]

    def _suivantes(self) -> list[int]:
        """For each line, the rank of the next one that shows something, or the number of lines."""
        suivantes, prochaine = [0] * len(self.lignes), len(self.lignes)
        for rang in range(len(self.lignes) - 1, -1, -1):
            suivantes[rang] = prochaine
            if not self.lignes[rang].est_vide:
                prochaine = rang
        return suivantes

    def _commence(self, rang: int, ligne: Ligne) -> bool:
        if trouver(ligne, RESSOURCE_SEULE):
            return "parue_le" in self.vues_de_ressource(rang) or not self.bornes
        if self.cles[rang] or BANDEAU.fullmatch(ligne.plie) or ligne.puce:
            return False
        return self._est_titre_de_collectivite(rang, ligne) or self._est_titre_de_dispositif(rang, ligne)

    def vues_de_ressource(self, rang: int) -> set[str]:
        """Whether an article was dated before this line."""
        return {"parue_le"} if any(trouver(ligne, RESSOURCE_SEULE) for ligne in self.lignes[:rang]) else set()

    def _est_titre_de_collectivite(self, rang: int, ligne: Ligne) -> bool:
        """A short line before a first heading: it names an authority, or the sheet before it is over."""
        texte = ligne.texte.strip()
        suivante = self.suivantes[rang]
        amorce = self.cles[suivante] if suivante < len(self.lignes) else ""
        if len(texte) > LONGUEUR_DE_TITRE or texte.endswith(FIN_DE_PHRASE) or ":" in texte or amorce not in AMORCES:
            return False
        if self._est_valeur(rang):
            return False
        finie = bool(self.vues & QUEUES) or amorce in self.vues
        peut_nommer = texte[0].isupper() and len(texte.split()) <= MOTS_D_UN_NOM
        return nomme_une_collectivite(ligne.plie) or (peut_nommer and finie and amorce in AMORCES - QUEUES)

    def _est_valeur(self, rang: int) -> bool:
        """Whether the line is what the heading just above announces: « Type de collectivité », « Métropole »."""
        precedent = rang - 1
        while precedent >= 0 and self.lignes[precedent].est_vide:
            precedent -= 1
        trouvaille = self.trouvailles[precedent] if precedent >= 0 else None
        if trouvaille is None or (trouvaille.libelle.genre != "valeur" and trouvaille.cle != "titre"):
            return False
        return not self.lignes[precedent].texte[trouvaille.place :].strip(BLANCS + ":–-")

    def _est_titre_de_dispositif(self, rang: int, ligne: Ligne) -> bool:
        """A line that ends with its authority between parentheses, and objectives before any other such line."""
        texte = ligne.texte.strip()
        trouve = PORTEUR.search(texte) if len(texte) <= LONGUEUR_DE_TITRE_DE_DISPOSITIF else None
        if trouve is None or not nomme_une_collectivite(plier(trouve["porteur"])):
            return False
        return any(
            t.cle in PROPRES_AU_DISPOSITIF for suivante in self.lignes[rang:] if (t := trouver(suivante, DISPOSITIF))
        )


RESSOURCE_SEULE = tuple(libelle for libelle in RESSOURCE if libelle.cle == "parue_le")
