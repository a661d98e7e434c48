"""The texts of a scheme in the words of the standard, and back: promise, description by sections, publics."""

from __future__ import annotations

import html
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags

from publication.imports.lecture import replier

if TYPE_CHECKING:
    from programmes.models import Dispositif

PROMESSE_MAXIMALE, DESCRIPTION_MAXIMALE = 180, 5000
SECTIONS = {
    "objectifs": "Objectifs",
    "cibles": "Bénéficiaires",
    "modalites": "Modalités",
    "moyens": "Moyens",
    "evaluation": "Évaluation",
}
MONTANTS = "Montants"
CHIFFRES = {
    "montant_min": ("Montant minimal", "€"),
    "montant_max": ("Montant maximal", "€"),
    "montant_par_beneficiaire": ("Montant par bénéficiaire", "€"),
    "enveloppe_annuelle": ("Enveloppe annuelle", "€"),
    "enveloppe_totale": ("Enveloppe totale", "€"),
    "taux": ("Part du coût prise en charge", "%"),
}
PUBLICS = {
    "professionnels": r"entrepris|entreprene|professionn|scop\b|scic\b|cooperati|structures? de l ess|"
    r"structures? d insertion|acteurs? (economiques?|de l ess)|createur|mutuelle|commerce|artisan|agricult",
    "particuliers": r"particulier|habitant|citoyen|demandeurs? d emploi|etudiant|menage|personnes? physique|jeunes\b",
    "associations": r"associati|asbl",
    "secteur public": r"secteur public|collectivite|communes?\b|intercommunal|epci|etablissements? public|"
    r"organismes? public|epc[is]\b|pays\b",
}
"""Publics of the standard, and the words by which our targets name them."""
BALISE = re.compile(r"</?(?:p|ul|ol|li|br|strong|em|b|i|h\d|a|blockquote)\b[^>]*>", re.IGNORECASE)
FIN_DE_BLOC = re.compile(r"</(?:p|li|h\d|blockquote)>|<br\s*/?>", re.IGNORECASE)
PUCE = re.compile(r"<li\b[^>]*>", re.IGNORECASE)
TITRE = re.compile(rf"^({'|'.join((*SECTIONS.values(), MONTANTS))}) :$", re.MULTILINE)
CHIFFRE = re.compile(r"^(.+) : ([0-9.]+) [€%]$", re.MULTILINE)


def en_clair(texte: str) -> str:
    """Text without its markup: a paragraph a line, a bullet before each item."""
    if not BALISE.search(texte):
        return texte.strip()
    lignes = html.unescape(strip_tags(PUCE.sub("• ", FIN_DE_BLOC.sub("\n", texte)))).splitlines()
    return "\n".join(filter(None, map(str.strip, lignes)))


def promesse(dispositif: Dispositif) -> str:
    """The summary, when it is short enough to be one."""
    resume = en_clair(dispositif.resume)
    return resume if len(resume) <= PROMESSE_MAXIMALE and "\n" not in resume else ""


def description(dispositif: Dispositif) -> str:
    """The long summary, then each part under its title; cut where the standard stops reading."""
    parties = [] if promesse(dispositif) else [en_clair(dispositif.resume)]
    for champ, titre in SECTIONS.items():
        texte = en_clair(getattr(dispositif, champ))
        parties.append(f"{titre} :\n{texte}" if texte else "")
    parties.append(_montants(dispositif))
    entiere = "\n\n".join(filter(None, parties)) or promesse(dispositif)
    return entiere if len(entiere) <= DESCRIPTION_MAXIMALE else f"{entiere[: DESCRIPTION_MAXIMALE - 1].rstrip()}…"


def _montants(dispositif: Dispositif) -> str:
    lignes = [
        f"{libelle} : {valeur:f} {unite}"
        for champ, (libelle, unite) in CHIFFRES.items()
        if (valeur := getattr(dispositif, champ)) is not None
    ]
    return "\n".join([f"{MONTANTS} :", *lignes]) if lignes else ""


def lire_description(texte: str, promesse_lue: str) -> dict[str, Any]:
    """Fields of a scheme from its promise and its description: the text before the first title is a summary."""
    tete, *suite = TITRE.split(texte.replace("\r\n", "\n"))
    champs: dict[str, Any] = {"resume": promesse_lue or tete.strip()}
    if promesse_lue and tete.strip() != promesse_lue:
        champs["objectifs"] = tete.strip()
    par_titre = {titre: champ for champ, titre in SECTIONS.items()}
    for titre, contenu in zip(suite[::2], suite[1::2], strict=True):
        if titre == MONTANTS:
            champs |= _lire_montants(contenu)
        else:
            champs[par_titre[titre]] = contenu.strip()
    return champs


def _lire_montants(texte: str) -> dict[str, Decimal]:
    par_libelle = {libelle: champ for champ, (libelle, _unite) in CHIFFRES.items()}
    lus = {}
    for libelle, valeur in CHIFFRE.findall(texte):
        try:
            lus[par_libelle[libelle]] = Decimal(valeur)
        except (KeyError, InvalidOperation):
            continue
    return lus


def publics(cibles: str) -> list[str]:
    """Publics of the standard that the targets of a scheme name, in the order of the standard."""
    mots = " ".join(replier(mot) for mot in re.split(r"[\W_]+", en_clair(cibles)) if mot)
    return [public for public, motif in PUBLICS.items() if re.search(rf"\b(?:{motif})", mots)]
