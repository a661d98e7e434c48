"""The official code as the application understands it, read from a source and checked through and through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collectivites.models import TypeCollectivite
from collectivites.referentiel.entrees import decoder_json, lire_entrees
from collectivites.referentiel.erreurs import SourceInvalide

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from collectivites.referentiel.entrees import Entree
    from collectivites.referentiel.sources import Source

ZONES = ("metro", "drom", "com")
TYPES = {
    "CC": TypeCollectivite.COMMUNAUTE_COMMUNES,
    "CA": TypeCollectivite.COMMUNAUTE_AGGLOMERATION,
    "CU": TypeCollectivite.COMMUNAUTE_URBAINE,
    "METRO": TypeCollectivite.METROPOLE,
    "MET69": TypeCollectivite.METROPOLE_LYON,
    "EPT": TypeCollectivite.EPT,
}
FORME_DE_COMMUNE = re.compile(r"(?:\d{2}|2[AB])\d{3}")
CODE = re.compile(r"[0-9AB]{2,3}")
CODE_POSTAL = re.compile(r"[0-9]{5}")
LONGUEUR_NOM = 120
LIAISON_MAXIMALE = 8
ANNEE_DE_LA_VERSION_ZERO = 2020
MILLESIMES = range(2017, 2100)
AIDE_MILLESIME = gettext_lazy("Précisez-le : --millesime 2026.")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RegionLue:
    """A region, or an overseas collectivity that the code lists beside them (zone « com »)."""

    code: str
    nom: str
    chef_lieu: str
    zone: str


@dataclass(frozen=True, slots=True)
class DepartementLu:
    """A department; ``liaison`` is INSEE's TNCC code, from which its article follows."""

    code: str
    nom: str
    chef_lieu: str
    zone: str
    region: str
    liaison: int


@dataclass(frozen=True, slots=True)
class CommuneLue:
    """A commune in force; ``population`` is municipal."""

    code: str
    nom: str
    departement: str
    region: str
    siren: str
    codes_postaux: tuple[str, ...]
    population: int | None


@dataclass(frozen=True, slots=True)
class GroupementLu:
    """An EPCI with its own taxes, or an EPT."""

    siren: str
    nom: str
    type: TypeCollectivite
    population: int
    membres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeOfficiel:
    """A vintage of the code: each level by code, in the order of the source."""

    millesime: int
    regions: dict[str, RegionLue]
    departements: dict[str, DepartementLu]
    communes: dict[str, CommuneLue]
    groupements: dict[str, GroupementLu]


def lire(source: Source, *, millesime: int | None = None) -> CodeOfficiel:
    """Read and check a source; ``SourceInvalide`` at the first error. ``millesime`` overrides that of the source."""
    annee = millesime_de(source) if millesime is None else millesime
    if annee not in MILLESIMES:
        raise SourceInvalide(source.nom, _("millésime %(annee)s impossible.") % {"annee": annee}, AIDE_MILLESIME)
    regions: dict[str, RegionLue] = {}
    for entree in lire_entrees("regions.json", source.fichiers["regions.json"]):
        _ranger(regions, entree, _region(entree))
    departements: dict[str, DepartementLu] = {}
    for entree in lire_entrees("departements.json", source.fichiers["departements.json"]):
        _ranger(departements, entree, _departement(entree, regions))
    communes = _lire_communes(source, departements)
    groupements = _lire_groupements(source, communes)
    return CodeOfficiel(annee, regions, departements, communes, groupements)


def millesime_de(source: Source) -> int:
    """Year of the code: ``millesime`` of package.json if it has one, else 2020 + its major version (6.0.0: 2026).

    Before version 1, versions do not follow years. Source: the table of vintages in the package's README.
    """
    nom = "package.json"
    paquet = decoder_json(nom, source.paquet.decode("utf-8", "replace")) if source.paquet else {}
    if isinstance(paquet, dict):
        if isinstance(paquet.get("millesime"), int):
            return int(paquet["millesime"])
        trouvee = re.match(r"([1-9][0-9]?)\.", str(paquet.get("version", "")))
        if trouvee:
            return ANNEE_DE_LA_VERSION_ZERO + int(trouvee[1])
    raise SourceInvalide(source.nom, _("le millésime ne peut pas être déduit du paquet."), AIDE_MILLESIME)


def _lire_communes(source: Source, departements: dict[str, DepartementLu]) -> dict[str, CommuneLue]:
    """Communes in force; delegated and associated communes and city districts are left out."""
    communes: dict[str, CommuneLue] = {}
    fichier = "communes.json"
    for entree in lire_entrees(fichier, source.fichiers[fichier]):
        if entree.texte("type") == "commune-actuelle":
            _ranger(communes, entree, _commune(entree, departements))
    if not communes:
        raise SourceInvalide(fichier, _("aucune commune actuelle."), _("Vérifiez le champ « type » des entrées."))
    return communes


def _lire_groupements(source: Source, communes: dict[str, CommuneLue]) -> dict[str, GroupementLu]:
    """EPCI then EPT; a commune has at most one of each."""
    groupements: dict[str, GroupementLu] = {}
    for fichier in ("epci.json", "ept.json"):
        prises: dict[str, str] = {}
        for entree in lire_entrees(fichier, source.fichiers[fichier]):
            groupement = _groupement(entree, communes)
            for membre in groupement.membres:
                if membre in prises:
                    raison = _("la commune %(commune)s est déjà membre de %(autre)s.")
                    entree.refuser(raison % {"commune": membre, "autre": prises[membre]})
                prises[membre] = groupement.siren
            _ranger(groupements, entree, groupement)
    return groupements


def _ranger(lus: dict[str, T], entree: Entree, lu: T) -> None:
    code = entree.texte("code")
    if code in lus:
        entree.refuser(_("ce code figure deux fois."))
    lus[code] = lu


def _region(entree: Entree) -> RegionLue:
    return RegionLue(_code(entree), _nom(entree), entree.texte("chefLieu"), _zone(entree))


def _departement(entree: Entree, regions: Container[str]) -> DepartementLu:
    liaison = entree.nombre("typeLiaison")
    if liaison > LIAISON_MAXIMALE:
        entree.refuser(_("typeLiaison %(liaison)s est inconnu.") % {"liaison": liaison})
    return DepartementLu(
        code=_code(entree),
        nom=_nom(entree),
        chef_lieu=entree.texte("chefLieu"),
        zone=_zone(entree),
        region=_connu(entree, "region", regions),
        liaison=liaison,
    )


def _commune(entree: Entree, departements: dict[str, DepartementLu]) -> CommuneLue:
    code = entree.texte("code")
    if not re.fullmatch(FORME_DE_COMMUNE, code):
        entree.refuser(_("le code d’une commune compte cinq caractères."))
    departement = _connu(entree, "departement", departements)
    region = entree.texte("region")
    if region != departements[departement].region:
        raison = _("région %(region)s inconnue, ou qui n’est pas celle du département %(departement)s.")
        entree.refuser(raison % {"region": region, "departement": departement})
    return CommuneLue(
        code=code,
        nom=_nom(entree),
        departement=departement,
        region=region,
        siren=entree.siren("siren") if "siren" in entree.valeurs else "",
        codes_postaux=_codes_postaux(entree),
        population=entree.nombre_facultatif("population"),
    )


def _groupement(entree: Entree, communes: Container[str]) -> GroupementLu:
    type_ = entree.texte("type")
    if type_ not in TYPES:
        entree.refuser(_("type de groupement « %(type)s » inconnu.") % {"type": type_})
    return GroupementLu(
        siren=entree.siren("code"),
        nom=_nom(entree),
        type=TYPES[type_],
        population=entree.nombre("populationMunicipale"),
        membres=tuple(_membres(entree, communes)),
    )


def _membres(entree: Entree, communes: Container[str]) -> Iterable[str]:
    membres = entree.liste("membres")
    if not membres:
        entree.refuser(_("aucune commune membre."))
    for membre in membres:
        code = membre.get("code") if isinstance(membre, dict) else membre
        if not isinstance(code, str) or code not in communes:
            entree.refuser(_("commune membre inconnue : %(code)s.") % {"code": code})
        yield code


def _code(entree: Entree) -> str:
    code = entree.texte("code")
    if not CODE.fullmatch(code):
        entree.refuser(_("code « %(code)s » mal formé.") % {"code": code})
    return code


def _nom(entree: Entree) -> str:
    nom = entree.texte("nom")
    if len(nom) > LONGUEUR_NOM:
        entree.refuser(_("nom de plus de %(longueur)s caractères.") % {"longueur": LONGUEUR_NOM})
    return nom


def _zone(entree: Entree) -> str:
    zone = entree.texte("zone")
    if zone not in ZONES:
        entree.refuser(_("zone « %(zone)s » inconnue.") % {"zone": zone})
    return zone


def _connu(entree: Entree, champ: str, connus: Container[str]) -> str:
    code = entree.texte(champ)
    if code not in connus:
        entree.refuser(_("%(champ)s %(code)s inconnu dans la source.") % {"champ": champ, "code": code})
    return code


def _codes_postaux(entree: Entree) -> tuple[str, ...]:
    codes = entree.liste("codesPostaux")
    for code in codes:
        if not isinstance(code, str) or not CODE_POSTAL.fullmatch(code):
            entree.refuser(_("code postal « %(code)s » mal formé.") % {"code": code})
    return tuple(codes)
