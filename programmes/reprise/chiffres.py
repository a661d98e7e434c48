"""Key figures that lines begin with, and the share of the ESS that a sentence says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from programmes.reprise.lecture import Champ, Confiance
from programmes.reprise.lignes import BLANCS
from programmes.reprise.nombres import ESPACE, NOMBRE, annees, ecrire, valeur

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from programmes.reprise.lignes import Ligne

PRECISIONS = {
    "environ": "environ",
    "autour de": "environ",
    "quelque": "environ",
    "près de": "pres_de",
    "pres de": "pres_de",
    "plus de": "plus_de",
    "au moins": "plus_de",
    "moins de": "moins_de",
    "jusqu’à": "maximum",
    "jusqu'à": "maximum",
}
MULTIPLE = r"(?:[ \u00a0\u202f]*(?P<multiple{n}>milliards?|millions?|milliers?)\b)?"
UNITE = rf"(?:[{ESPACE}]*(?P<unite>%|€|euros?\b|km²|km2|ha\b|ETP\b))?"
EN_TETE = re.compile(
    rf"(?:(?P<precision>{'|'.join(PRECISIONS)})\s+)?(?:(?:entre|de)\s+)?(?P<nombre>{NOMBRE}){MULTIPLE.format(n='')}"
    rf"(?:\s+(?:à|et)\s+(?P<haut>{NOMBRE}){MULTIPLE.format(n='_haut')})?(?:\s*d[’'e])?{UNITE}"
    r"[ \u00a0\u202f]*(?:(?:de|d’|d'|des)[ \u00a0\u202f]?)?(?P<libelle>.*)",
    re.IGNORECASE,
)
PART_DE_L_ESS = re.compile(
    rf"\b(?:l[’']\s?)?(?:ESS|[ée]conomie sociale(?: et solidaire)?)\b[^.;\d]{{0,60}}?\brepr[ée]sent\w*\s+"
    rf"(?:(?P<precision>{'|'.join(PRECISIONS)})\s+)?(?P<nombre>{NOMBRE})\s*%\s*(?P<quoi>(?:de|des|du)\b[^.;,()]{{3,80}})",
    re.IGNORECASE,
)
UN_MOIS = re.compile(r"(?:er\b|janv|f[ée]v|mars\b|avril|mai\b|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)", re.IGNORECASE)
DEPUIS = re.compile(r"depuis\s+\d{4}", re.IGNORECASE)
LONGUEUR_DE_LIBELLE = 200
PREMIERE_PHRASE = re.compile(r"(?<=[^\W\d_]{2})\.\s+(?=[^\Wa-z])")


def lire_chiffres(lignes: Iterable[Ligne]) -> Iterator[Champ]:
    """Figures of the items and short lines that begin with one, and shares of the ESS."""
    for ligne in lignes:
        champ = chiffre_en_tete(ligne) if ligne.puce else None
        if champ is not None:
            yield champ
        for trouve in PART_DE_L_ESS.finditer(ligne.texte):
            yield _part(ligne, trouve)


def chiffre_en_tete(ligne: Ligne, defaut: str = "") -> Champ | None:
    """Figure that a line begins with; its label is what follows, or ``defaut``."""
    trouve = EN_TETE.match(PREMIERE_PHRASE.split(ligne.corps, maxsplit=1)[0].rstrip(BLANCS + ".,;"))
    if trouve is None:
        return None
    libelle = trouve["libelle"].strip(BLANCS + ".,;:") or defaut
    bas = valeur(trouve["nombre"], trouve["multiple"] or (trouve["multiple_haut"] if trouve["haut"] else ""))
    haut = valeur(trouve["haut"], trouve["multiple_haut"]) if trouve["haut"] else None
    if not libelle or _est_une_date(trouve["nombre"], libelle) or (haut is not None and haut <= bas) or bas >= 10**16:
        return None
    return Champ("chiffres", _valeurs(trouve, libelle, bas, haut), Confiance.PROBABLE, *ligne.span())


def _valeurs(trouve: re.Match[str], libelle: str, bas: Decimal, haut: Decimal | None) -> dict[str, str]:
    unite = (trouve["unite"] or "").lower()
    ans = annees(DEPUIS.sub("", libelle))
    valeurs = {
        "libelle": _majuscule(libelle)[:LONGUEUR_DE_LIBELLE],
        "valeur": ecrire(bas),
        "valeur_max": "" if haut is None else ecrire(haut),
        "precision": PRECISIONS.get((trouve["precision"] or "").lower(), ""),
        "unite": "€" if unite.startswith("euro") else unite,
        "annee": str(ans[0]) if len(ans) == 1 else "",
    }
    return {cle: texte for cle, texte in valeurs.items() if texte}


def _part(ligne: Ligne, trouve: re.Match[str]) -> Champ:
    valeurs = {
        "libelle": f"Part de l’ESS ({trouve['quoi'].strip(BLANCS)})",
        "valeur": ecrire(valeur(trouve["nombre"])),
        "precision": PRECISIONS.get((trouve["precision"] or "").lower(), ""),
        "unite": "%",
    }
    place = (ligne.debut + trouve.start(), ligne.debut + trouve.end())
    return Champ("chiffres", {cle: v for cle, v in valeurs.items() if v}, Confiance.PROBABLE, *place)


def _est_une_date(nombre: str, libelle: str) -> bool:
    """« 2018 : … » and « 6 décembre 2018 » begin with no figure."""
    return bool(annees(nombre)) or UN_MOIS.match(libelle) is not None


def _majuscule(texte: str) -> str:
    return texte[:1].upper() + texte[1:]
