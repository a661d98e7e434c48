"""Read a file of schemes in the national form, as tools and people write it."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from programmes.models import Dispositif
from programmes.normes.aide import COLONNES, FIN_DU_JOUR, SEPARATEUR, TYPES
from programmes.normes.aide_texte import PUBLICS, lire_description
from programmes.normes.territoires import lire_codes
from publication.imports import valeurs
from publication.imports.lecture import lire_grille, replier
from publication.imports.rapport import Resultat, Sort
from publication.imports.valeurs import ValeurRefusee

if TYPE_CHECKING:
    from collections.abc import Callable

    from programmes.normes.texte import Ligne
    from publication.imports.lecture import Grille, LigneDeFichier

SYNONYMES = {
    "id": ("Identifiant", "id_aide", "identifiant du dispositif"),
    "titre": ("nom", "nom du dispositif"),
    "eligibilite": ("Critères d’éligibilité", "conditions d’éligibilité"),
    "types_aides": ("Types d’aides", "type_aide"),
    "programmes_parents": ("Programmes parents et régime d’aides",),
    "url_source": ("URL Source", "url"),
    "cibles": ("Bénéficiaires",),
    "eligibilite_geographique": ("Couverture géographique de l’aide", "couverture géographique"),
    "eligibilite_geographique_exclusions": ("Couverture géographique de l’aide - Exclusions", "exclusions"),
    "date_ouverture": ("Date d’ouverture",),
    "date_cloture": ("Date de fin", "date de clôture"),
    "date_mise_a_jour": ("Date de dernière mise à jour",),
}
NOMS = {
    **{replier(colonne): colonne for colonne in COLONNES},
    **{replier(nom): colonne for colonne, noms in SYNONYMES.items() for nom in noms},
}
TITRE_MAXIMAL = 200
JETON = re.compile(r"""'((?:[^'\\]|\\.)*)'|"(?:[^"\\]|\\.)*"|([A-Za-zôé_]+)\s*(?=:)""")
PAR_TYPE = {replier(texte.split(SEPARATEUR)[-1]): nature for nature, texte in TYPES.items()}
FAMILLES = {
    "financement": Dispositif.NatureAide.SUBVENTION,
    **dict.fromkeys(("accompagnement", "conseil", "information", "formation"), Dispositif.NatureAide.INGENIERIE),
}


@dataclass(slots=True)
class LigneLue:
    """A line: its cells, the fields that they give, who carries the scheme, and what was said of it.

    ``du_texte`` names the fields that the promise and the description give.
    """

    resultat: Resultat
    cellules: Ligne
    champs: dict[str, Any] = field(default_factory=dict)
    porteurs: list[dict[str, Any]] = field(default_factory=list)
    uid: UUID | None = None
    du_texte: set[str] = field(default_factory=set)

    @property
    def est_bonne(self) -> bool:
        """Whether nothing forbids to take the line."""
        return self.resultat.sort not in {Sort.REFUSEE, Sort.DOUBLON}


def lire(contenu: bytes) -> tuple[list[LigneLue], list[str]]:
    """Lines of a file, and what was guessed to read it. Raises ``FichierIllisible``."""
    grille = lire_grille(contenu, NOMS, au_moins=3)
    lues = [_lire_ligne(ligne, grille) for ligne in grille.lignes]
    vues: dict[UUID | None, int] = {}
    for lue in lues:
        premiere = vues.setdefault(lue.uid, lue.resultat.numero)
        if lue.uid and lue.est_bonne and premiere != lue.resultat.numero:
            lue.resultat.refuser("id", str(lue.uid), f"Le même identifiant est déjà à la ligne {premiere}.")
    return lues, grille.remarques


def _lire_ligne(ligne: LigneDeFichier, grille: Grille) -> LigneLue:
    cellules = {colonne: ligne.cellules.get(colonne, "") for colonne in COLONNES}
    lue = LigneLue(Resultat(ligne.numero, titre=cellules["titre"]), cellules)
    for colonne, lecteur in LECTEURS.items():
        try:
            lecteur(lue, cellules[colonne])
        except ValeurRefusee as refus:
            lue.resultat.refuser(grille.colonnes.get(colonne, colonne), cellules[colonne], str(refus))
    ouverture, cloture = lue.champs.get("ouverture_le"), lue.champs.get("cloture_le")
    if ouverture and cloture and cloture < ouverture:
        lue.resultat.refuser("date_cloture", cellules["date_cloture"], "La clôture précède l’ouverture.")
    return lue


def _id(lue: LigneLue, brut: str) -> None:
    try:
        lue.uid = UUID(brut)
    except ValueError as erreur:
        raise ValeurRefusee(f"« {brut} » n’est pas un identifiant UUID.") from erreur


def _titre(lue: LigneLue, brut: str) -> None:
    if not brut:
        raise ValeurRefusee("La cellule est vide, la norme l’exige.")
    if len(brut) > TITRE_MAXIMAL:
        raise ValeurRefusee(f"{len(brut)} caractères, {TITRE_MAXIMAL} au plus : raccourcissez.")
    lue.champs["titre"] = brut


def _description(lue: LigneLue, brut: str) -> None:
    if not brut:
        raise ValeurRefusee("La cellule est vide, la norme l’exige.")
    lus = lire_description(brut, lue.cellules["promesse"])
    lue.du_texte = set(lus)
    lue.champs |= lus


def _eligibilite(lue: LigneLue, brut: str) -> None:
    lue.champs["eligibilite"] = brut.replace("\r\n", "\n")
    if not brut:
        lue.resultat.remarquer("eligibilite", "", "Les critères d’éligibilité manquent.")


def _types(lue: LigneLue, brut: str) -> None:
    mots = [replier(mot) for mot in brut.split(SEPARATEUR)]
    nature = next((PAR_TYPE[mot] for mot in reversed(mots) if mot in PAR_TYPE), None)
    if nature is None:
        nature = next((FAMILLES[mot] for mot in mots if mot in FAMILLES), None)
        if nature is None:
            raise ValeurRefusee(f"« {brut} » : aucun type d’aide connu. Types : {', '.join(TYPES.values())}.")
        lue.resultat.remarquer("types_aides", brut, f"« {brut} » est lu « {nature.label} ».")
    lue.champs["nature_aide"] = nature


def _porteurs(lue: LigneLue, brut: str) -> None:
    lue.porteurs = lire_porteurs(brut)
    roles = {replier(role) for role in lue.porteurs[0]["roles"]}
    directe = "instructeur" in roles or "financeur" not in roles
    lue.champs["mode"] = Dispositif.Mode.DIRECTE if directe else Dispositif.Mode.INDIRECTE


def lire_porteurs(brut: str) -> list[dict[str, Any]]:
    """Who carries a scheme, from JSON or from the looser notation of the examples of the standard."""
    souple = JETON.sub(lambda t: json.dumps(t[1]) if t[1] is not None else f'"{t[2]}"' if t[2] else t[0], brut)
    for texte in (brut, souple):
        try:
            lus = json.loads(texte)
        except ValueError:
            continue
        if isinstance(lus, list) and lus and all(isinstance(lu, dict) and lu.get("nom") for lu in lus):
            return [{"nom": lu["nom"], "siren": str(lu.get("siren") or ""), "roles": _roles(lu)} for lu in lus]
    raise ValeurRefusee(
        f"« {brut} » ne se lit pas. Forme attendue : "
        '[{"nom": "Région", "siren": "233500016", "roles": ["instructeur", "financeur"]}].'
    )


def _roles(lu: dict[str, Any]) -> list[str]:
    roles = lu.get("roles") or lu.get("rôles") or []
    return [str(role) for role in (roles if isinstance(roles, list) else [roles])]


def _url(lue: LigneLue, brut: str) -> None:
    if brut:
        try:
            URLValidator(schemes=["http", "https"])(brut)
        except ValidationError as erreur:
            raise ValeurRefusee(f"« {brut} » n’est pas une adresse complète (https://…).") from erreur
    lue.champs["page_officielle"] = brut


def _cibles(lue: LigneLue, brut: str) -> None:
    mots = [mot.strip().casefold() for mot in brut.split(SEPARATEUR) if mot.strip()]
    inconnus = [mot for mot in mots if mot not in PUBLICS]
    if inconnus or not mots:
        raise ValeurRefusee(f"« {brut} » : publics attendus, séparés par | : {', '.join(PUBLICS)}.")
    lue.champs.setdefault("cibles", ", ".join(mots).capitalize())


def _codes(nom: str) -> Callable[[LigneLue, str], None]:
    def lire_(lue: LigneLue, brut: str) -> None:
        lue.champs[nom], remarque = lire_codes(brut)
        lue.resultat.remarquer(nom, brut, remarque)

    return lire_


def _date(nom: str) -> Callable[[LigneLue, str], None]:
    def lire_(lue: LigneLue, brut: str) -> None:
        lue.champs[nom] = lire_jour(brut) if brut else None

    return lire_


def lire_jour(brut: str) -> dt.date:
    """Day of an instant in France; what we write for the last second of a day stays that day."""
    if brut.endswith(FIN_DU_JOUR) or "T" not in brut:
        return valeurs.date(brut.removesuffix(FIN_DU_JOUR))[0]
    try:
        instant = dt.datetime.fromisoformat(brut)
    except ValueError:
        return valeurs.date(brut)[0]
    return timezone.localtime(instant).date() if timezone.is_aware(instant) else instant.date()


LECTEURS: dict[str, Callable[[LigneLue, str], None]] = {
    "id": _id,
    "titre": _titre,
    "description": _description,
    "eligibilite": _eligibilite,
    "types_aides": _types,
    "porteurs": _porteurs,
    "url_source": _url,
    "cibles": _cibles,
    "eligibilite_geographique": _codes("territoires"),
    "eligibilite_geographique_exclusions": _codes("exclusions"),
    "date_ouverture": _date("ouverture_le"),
    "date_cloture": _date("cloture_le"),
}
