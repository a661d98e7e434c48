"""Words that name kinds of authorities, elected people and persons, on folded texts."""

from __future__ import annotations

import re

from collectivites.models import TypeCollectivite

TYPES: tuple[tuple[TypeCollectivite, re.Pattern[str]], ...] = tuple(
    (type_, re.compile(rf"(?:{forme})"))
    for type_, forme in (
        (TypeCollectivite.METROPOLE_LYON, r"metropole de lyon|grand lyon"),
        (TypeCollectivite.EPT, r"ept|etablissements? publics? territorial|etablissement public territorial"),
        (TypeCollectivite.PETR, r"petr|poles? d equilibre territorial(?: et rural)?|pays"),
        (TypeCollectivite.SYNDICAT_MIXTE, r"syndicat mixte|syndicat"),
        (TypeCollectivite.COMMUNAUTE_URBAINE, r"communaute urbaine|cu"),
        (TypeCollectivite.COMMUNAUTE_AGGLOMERATION, r"communaute d ?agglo(?:meration)?|agglomeration|agglo|ca"),
        (TypeCollectivite.COMMUNAUTE_COMMUNES, r"communaute de communes?|com de com|codecom|cdc|cc"),
        (TypeCollectivite.METROPOLE, r"euro ?metropole|metropole"),
        (TypeCollectivite.STATUT_PARTICULIER, r"collectivite (?:a statut particulier|europeenne|territoriale|unique)"),
        (TypeCollectivite.DEPARTEMENT, r"conseil (?:departemental|general)|departement|cd|cg"),
        (TypeCollectivite.REGION, r"conseil regional|region|cr"),
        (TypeCollectivite.COMMUNE, r"ville|commune|mairie|municipalite"),
    )
)
"""Kinds of authorities, with the words by which the sheets say them."""

NOM_DE_COLLECTIVITE = re.compile(
    r"(?:(?:la|le|les|l) )?(?:conseil regional|region|conseil (?:departemental|general)|departement|c[dgr] ?\d\w"
    r"|collectivite (?:territoriale|europeenne|unique)|communaute (?:de communes?|d ?agglo\w*|urbaine)|codecom|cc|ca|cu"
    r"|euro ?metropole|metropole|ville|commune|mairie|pays|petr|pole d equilibre territorial|ept"
    r"|etablissement public territorial|syndicat mixte) .+"
    r"|.+ (?:agglomeration|agglo|metropole|euro ?metropole|communaute|intercom|intercommunalite)"
)
MOTS_D_UN_NOM = 14
ELU = re.compile(
    r"\b(?:elue?s?|maire|mairesse|adjointe?s?|vice president(?:e|es|s)?|presidente?s?|conseiller(?:e|es|s)?"
    r" (?:regional|departemental|general|municipal|communautaire|metropolitain|delegue|territorial)\w*|deputee?"
    r"|senat(?:eur|rice))\b"
)
PERSONNE = re.compile(
    r"(?:M\.|Mme|Mr|Mlle|Monsieur|Madame)?\s*[A-ZÀ-ÖØ-Ý][\w’'-]*\.?(?:[ \u00a0\u202f]+(?:d[eu]s?|la|le|van|von|el|ben"
    r"|[A-ZÀ-ÖØ-Ý][\w’'-]*)){1,4}"
)
CIVILITE = re.compile(r"^(?:M\.|Mme|Mr|Mlle|Monsieur|Madame)\s*")


def type_de(plie: str) -> TypeCollectivite | None:
    """Kind of authority that a folded text begins with, or ``None``."""
    for type_, forme in TYPES:
        trouve = forme.match(plie)
        if trouve and plie[trouve.end() : trouve.end() + 1] in {"", " ", "s"}:
            return type_
    return None


def type_dans(plie: str) -> TypeCollectivite | None:
    """Kind of authority that a folded name begins or ends with: « mulhouse alsace agglomeration »."""
    sans_article = re.sub(r"^(?:la|le|les|l) ", "", plie)
    return type_de(sans_article) or type_de(plie.rsplit(" ", 1)[-1])


def nomme_une_collectivite(plie: str) -> bool:
    """Whether a folded line can be the name of an authority: it says its kind and more, and is no sentence."""
    return len(plie.split()) <= MOTS_D_UN_NOM and NOM_DE_COLLECTIVITE.fullmatch(plie) is not None


def est_elue(fonction_pliee: str) -> bool:
    """Whether a folded function is an elected one."""
    return ELU.search(fonction_pliee) is not None


def prenom_et_nom(personne: str) -> tuple[str, str]:
    """First name and surname of a written person; capitals are for initials alone."""
    mots = [_casse(mot) for mot in CIVILITE.sub("", personne.strip()).split()]
    return (mots[0], " ".join(mots[1:])) if len(mots) > 1 else ("", " ".join(mots))


def _casse(mot: str) -> str:
    return "-".join(partie.capitalize() for partie in mot.split("-")) if mot.isupper() and len(mot) > 2 else mot  # noqa: PLR2004
