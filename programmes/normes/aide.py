"""The fifteen columns of « dispositif-aide », version 0.2.0: what we write in each, and what still lacks.

``schemas/dispositif-aide.json`` says the same as a table schema, in our own words, Corsica included.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from programmes.models import Dispositif, Partenariat
from programmes.normes import aide_texte
from programmes.normes.scdl import Manque
from programmes.normes.territoires import du_territoire, vers_la_norme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from programmes.normes.texte import Ligne

COLONNES = (
    "id",
    "titre",
    "promesse",
    "description",
    "eligibilite",
    "types_aides",
    "porteurs",
    "programmes_parents",
    "url_source",
    "cibles",
    "eligibilite_geographique",
    "eligibilite_geographique_exclusions",
    "date_ouverture",
    "date_cloture",
    "date_mise_a_jour",
)
SEPARATEUR = "|"
NatureAide = Dispositif.NatureAide
TYPES = {
    NatureAide.SUBVENTION: "financement|subvention",
    NatureAide.BOURSE: "financement|bourse",
    NatureAide.PRET: "financement|prêt",
    NatureAide.GARANTIE: "financement|garantie",
    NatureAide.AVANCE: "financement|avance remboursable",
    NatureAide.PRISE_PARTICIPATION: "financement|prise de participation",
    NatureAide.INGENIERIE: "accompagnement|ingénierie",
    NatureAide.MISE_A_DISPOSITION: "mise à disposition",
    NatureAide.CONVENTION: "convention de partenariat",
}
ROLES_DU_PORTEUR = {Dispositif.Mode.DIRECTE: ["instructeur", "financeur"], Dispositif.Mode.INDIRECTE: ["financeur"]}
ROLES = {
    Partenariat.Role.FINANCEUR: "financeur",
    Partenariat.Role.OPERATEUR: "opérateur",
    Partenariat.Role.ANIMATEUR: "animateur",
    Partenariat.Role.PARTENAIRE: "partenaire",
}
"""A partner that receives the aid carries nothing: it is left out."""
SIREN = 9
OBLIGATOIRES = {
    "titre": _("le titre n’est pas écrit"),
    "description": _("ni résumé, ni objectifs, ni modalités"),
    "eligibilite": _("les conditions d’éligibilité ne sont pas écrites"),
    "cibles": _("les cibles ne disent ni associations, ni professionnels, ni particuliers, ni secteur public"),
    "eligibilite_geographique": _("le territoire couvert n’est pas connu"),
}
DEBUT_DU_JOUR, FIN_DU_JOUR = "T00:00:00Z", "T23:59:59Z"


def ligne(dispositif: Dispositif) -> Ligne:
    """What the file says of a scheme that ``pour_norme`` read, column by column."""
    politique = dispositif.politique
    cellules = {
        "id": str(dispositif.uid),
        "titre": dispositif.titre,
        "promesse": aide_texte.promesse(dispositif),
        "description": aide_texte.description(dispositif),
        "eligibilite": aide_texte.en_clair(dispositif.eligibilite),
        "types_aides": TYPES[NatureAide(dispositif.nature_aide)],
        "porteurs": porteurs(dispositif),
        "programmes_parents": politique.titre if politique and politique.est_publique else "",
        "url_source": dispositif.page_officielle,
        "cibles": SEPARATEUR.join(aide_texte.publics(dispositif.cibles)),
        "eligibilite_geographique": geographie(dispositif.territoires or du_territoire(dispositif.collectivite)),
        "eligibilite_geographique_exclusions": geographie(dispositif.exclusions),
        "date_ouverture": _jour(dispositif.ouverture_le, DEBUT_DU_JOUR),
        "date_cloture": _jour(dispositif.cloture_le, FIN_DU_JOUR),
        "date_mise_a_jour": dispositif.modifiee_le.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return {nom: cellules[nom] for nom in COLONNES}


def geographie(codes: Iterable[str]) -> str:
    """Codes of the standard, one after the other."""
    return SEPARATEUR.join(map(vers_la_norme, codes))


def _jour(jour: dt.date | None, heure: str) -> str:
    """Schemes open and close on days: the first begins at 00:00:00Z, the last ends at 23:59:59Z."""
    return f"{jour.isoformat()}{heure}" if jour else ""


def porteurs(dispositif: Dispositif) -> str:
    """Who carries the scheme, as JSON: the authority first, then its partners that are public or are no authority."""
    collectivite = dispositif.collectivite
    premiere = {
        "nom": collectivite.nom,
        "siren": collectivite.siren or "",
        "roles": ROLES_DU_PORTEUR[Dispositif.Mode(dispositif.mode)],
    }
    autres = [_partenaire(p) for p in dispositif.partenariats.all() if p.role in ROLES]
    return json.dumps([premiere, *autres], ensure_ascii=False)


def _partenaire(partenariat: Partenariat) -> dict[str, Any]:
    collectivite, organisme = partenariat.collectivite, partenariat.organisme
    siren = (collectivite.siren if collectivite and collectivite.est_publique else "") or ""
    siren = siren or ((organisme.siret or "")[:SIREN] if organisme else "")
    return {"nom": partenariat.nom, "siren": siren, "roles": [ROLES[Partenariat.Role(partenariat.role)]]}


def manques(cellules: Mapping[str, str]) -> list[Manque]:
    """What keeps a scheme out of the file; nothing when the standard would take it."""
    return [Manque(colonne, raison) for colonne, raison in OBLIGATOIRES.items() if not cellules[colonne].strip()]
