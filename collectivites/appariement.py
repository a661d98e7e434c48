"""Find the authority that a name designates, in the official code and among the sheets; ambiguity is not decided."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import F, Func

from collectivites.models import Collectivite, TypeCollectivite
from publication.recherche import nom_propre, plier
from publication.recherche.mots import ABREVIATIONS, normer_codes

if TYPE_CHECKING:
    from collectivites.models.collectivite import CollectiviteQuerySet

VIDES = frozenset({"d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "sur"})
CONSEILS = (
    (re.compile(r"^(?:le |la )?conseil (?:general|departemental)\b"), "departement"),
    (re.compile(r"^(?:le |la )?conseil regional\b"), "region"),
)
CANDIDATES_AU_PLUS = 6
RESSEMBLANCE = 0.72
DE_COMMUNE = re.compile(r"^(?:la |le )?(?:ville|commune|mairie|municipalite)\b")


@dataclass(frozen=True, slots=True)
class Fait:
    """What is known of the authority to find, besides its name; empty where it is not."""

    nom: str
    types: tuple[str, ...] = ()
    siren: str = ""
    code_postal: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Appariement:
    """The authority found, when only one can be; and those to choose from, the likeliest first."""

    trouvee: Collectivite | None = None
    candidates: tuple[Collectivite, ...] = ()


@dataclass
class Annuaire:
    """The authorities, read once: communes are asked by name, there are too many of them."""

    _communes: dict[str, list[Collectivite]] = field(default_factory=dict)

    def apparier(self, fait: Fait) -> Appariement:
        """Find who is meant: by SIREN, else by name and kind, else by name, postal code and region.

        Nobody is found when two remain, or when the only one of that name is of another kind: they are proposed.
        """
        if fait.siren and (par_siren := self._par_siren.get(fait.siren)):
            return Appariement(par_siren, (par_siren,))
        plie = normer_codes(_developpe(plier(fait.nom)))
        homonymes = self._homonymes(plie, fait)
        du_nom_entier = [c for c in homonymes if mots(plier(c.nom)) == mots(plie)]
        du_type = [c for c in homonymes if c.type in fait.types]
        dit_son_type = fait.types or nom_propre(plie) != plie
        possibles = du_type or (du_nom_entier if dit_son_type else homonymes)
        if len(possibles) > 1:
            possibles = _au_meme_endroit(possibles, fait) or possibles
        vivantes = [c for c in possibles if c.dissoute_en is None]
        trouvee = vivantes[0] if len(vivantes) == 1 else None
        autres = [*possibles, *homonymes, *([] if trouvee else self._ressemblantes(plie))]
        return Appariement(
            trouvee, tuple(dict.fromkeys([*([trouvee] if trouvee else []), *autres]))[:CANDIDATES_AU_PLUS]
        )

    def _homonymes(self, plie: str, fait: Fait) -> list[Collectivite]:
        trouvees = list(self._par_nom.get(mots(nom_propre(plie)), [])) + list(self._par_code.get(plie, []))
        if DE_COMMUNE.match(plie) or not fait.types or TypeCollectivite.COMMUNE in fait.types:
            trouvees += self._communes_nommees(nom_propre(plie))
        return list(dict.fromkeys(trouvees))

    def _communes_nommees(self, plie: str) -> list[Collectivite]:
        if plie not in self._communes:
            nommees = Collectivite.objects.filter(type=TypeCollectivite.COMMUNE).alias(
                nom_plie=Func(F("nom"), function="public.plier")
            )
            self._communes[plie] = list(_lues(nommees.filter(nom_plie=plie))) if plie else []
        return self._communes[plie]

    def _ressemblantes(self, plie: str) -> list[Collectivite]:
        voulus = " ".join(mots(nom_propre(plie)))
        if not voulus:
            return []
        notes = [
            (SequenceMatcher(None, voulus, " ".join(cle)).ratio(), collectivite)
            for cle, collectivites in self._par_nom.items()
            if abs(len(" ".join(cle)) - len(voulus)) <= len(voulus)
            for collectivite in collectivites
        ]
        proches = sorted((n for n in notes if n[0] >= RESSEMBLANCE), key=lambda n: (-n[0], n[1].nom, n[1].pk))
        return [collectivite for _note, collectivite in proches[:CANDIDATES_AU_PLUS]]

    @cached_property
    def _toutes(self) -> list[Collectivite]:
        return list(_lues(Collectivite.objects.exclude(type=TypeCollectivite.COMMUNE)))

    @cached_property
    def _par_nom(self) -> dict[tuple[str, ...], list[Collectivite]]:
        noms: dict[tuple[str, ...], list[Collectivite]] = defaultdict(list)
        for collectivite in self._toutes:
            plie = plier(collectivite.nom)
            for cle in dict.fromkeys([mots(nom_propre(plie)), mots(plie), mots(plier(collectivite.sigle))]):
                if cle:
                    noms[cle].append(collectivite)
        return noms

    @cached_property
    def _par_code(self) -> dict[str, list[Collectivite]]:
        codes: dict[str, list[Collectivite]] = defaultdict(list)
        for collectivite in self._toutes:
            codes[collectivite.code_usuel.lower()].append(collectivite)
        codes.pop("", None)
        return codes

    @cached_property
    def _par_siren(self) -> dict[str, Collectivite]:
        return {collectivite.siren: collectivite for collectivite in self._toutes if collectivite.siren}


def _developpe(plie: str) -> str:
    """Name whose category is written in full: « cc du val » is « communaute de communes du val »."""
    for forme, categorie in CONSEILS:
        plie = forme.sub(categorie, plie)
    tete, blanc, reste = plie.partition(" ")
    entieres = ABREVIATIONS.get(tete, ()) if blanc else ()
    return f"{entieres[0]} {reste}" if len(entieres) == 1 else plie


def mots(plie: str) -> tuple[str, ...]:
    """Words of a folded name that distinguish it: the articles that join them vary from page to page."""
    return tuple(mot for mot in plie.split() if mot not in VIDES)


def departements_du_code_postal(code_postal: str) -> frozenset[str]:
    """Codes of the departments where a postal code can be."""
    if code_postal[:2] == "20":
        return frozenset({"2A", "2B"})
    return frozenset({code_postal[:3] if code_postal[:2] in {"97", "98"} else code_postal[:2]})


def _au_meme_endroit(collectivites: list[Collectivite], fait: Fait) -> list[Collectivite]:
    codes = departements_du_code_postal(fait.code_postal)
    region = mots(nom_propre(plier(fait.region)))
    ici = [c for c in collectivites if fait.code_postal and c.departement_id in codes]
    return ici or [c for c in collectivites if region and c.region and mots(plier(c.region.nom)) == region]


def _lues(collectivites: CollectiviteQuerySet) -> CollectiviteQuerySet:
    return collectivites.pour_admin().order_by("nom", "pk")
