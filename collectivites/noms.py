"""Full names, acronyms and addresses of authorities, from the abbreviated names of the official code."""

from __future__ import annotations

import re

from django.utils.text import slugify

from collectivites.models import TypeCollectivite

PREFIXES = {
    TypeCollectivite.COMMUNAUTE_COMMUNES: ("CC", "Communauté de communes"),
    TypeCollectivite.COMMUNAUTE_AGGLOMERATION: ("CA", "Communauté d’agglomération"),
    TypeCollectivite.COMMUNAUTE_URBAINE: ("CU", "Communauté urbaine"),
}
LIAISONS = {
    0: "de ",  # no article, consonant
    1: "d’",  # no article, vowel
    2: "du ",  # le
    3: "de la ",
    4: "des ",  # les
    5: "de l’",
    6: "des ",  # aux
    7: "de las ",
    8: "de los ",
}
"""How "de" joins a name, by INSEE's TNCC code (``typeLiaison`` in the package)."""

SANS_ARTICLE = frozenset({"41", "44", "47", "82", "84"})
"""Departments whose council says "de": Loir-et-Cher, Loire-Atlantique, Lot-et-Garonne, Tarn-et-Garonne, Vaucluse."""

ADJECTIFS = frozenset({"Bergeracoise", "Intercommunale", "Interrégionale", "Montargoise", "Médullienne"})
EXCEPTIONS = {
    "CA La Roche-sur-Yon - Agglomération": "La Roche-sur-Yon Agglomération",
    "CC Giennoises": "Communauté des communes giennoises",
}
ORTHOGRAPHE = {
    "Coeur": "Cœur",
    "Soeurs": "Sœurs",
    "Ecrins": "Écrins",
    "Egletons": "Égletons",
    "Emeraude": "Émeraude",
    "Emilionnais": "Émilionnais",
    "Epernay": "Épernay",
    "Epinal": "Épinal",
    "Etangs": "Étangs",
    "Evian": "Évian",
    "Evreux": "Évreux",
    "Ile": "Île",
    "St": "Saint",
}
MOT = re.compile(r"[^\W\d_]+")
PARENTHESE = re.compile(r"\s*\(([^()]*)\)\s*$")
TIRET = re.compile(r"\s+[-/]\s*|\s*[-/]\s+")
NATURE = re.compile(r"\b(?:communauté|agglo\w*|euro?métropole|métropole|intercom?\b)", re.IGNORECASE)
COMPLEMENT = re.compile(r"(?:de|du|des) |d’")
ARTICLE = re.compile(r"(?:le|la|les) |l’")
DE_TETE = re.compile(r"^(?:de la |de l’|de |du |des |d’|les |le |la |l’)", re.IGNORECASE)
LONGUEUR_SIGLE = 30


def nom_de_departement(code: str, nom: str, liaison: int) -> str:
    """Name of a departmental authority: « Département du Pas-de-Calais »."""
    joint = LIAISONS[0 if code in SANS_ARTICLE else liaison]
    return f"Département {joint}{typographie(nom)}"


def nom_de_region(nom: str) -> str:
    """Name of a regional authority: « Région Bretagne »."""
    return f"Région {typographie(nom)}"


def nom_de_groupement(nom: str, type_: TypeCollectivite) -> tuple[str, str]:
    """Full name and acronym of an EPCI or an EPT: « CC Faucigny - Glières » is Communauté de communes Faucigny-Glières.

    The category is written in full, except where the proper name says it already (Mulhouse Alsace Agglomération).
    """
    if nom in EXCEPTIONS:
        return EXCEPTIONS[nom], ""
    abrege, entier = PREFIXES.get(type_, ("", ""))
    reste, sigle = _separer_sigle(nom.removeprefix(f"{abrege} ").strip())
    reste = _relier(typographie(reste))
    if not entier or (NATURE.search(reste) and not COMPLEMENT.match(reste)):
        return _majuscule(reste), sigle
    if reste.split(" ")[0] in ADJECTIFS:
        return f"{entier} {reste[0].lower()}{reste[1:]}", sigle
    if ARTICLE.match(reste):
        reste = _majuscule(reste)
    return f"{entier} {reste}", sigle


def typographie(nom: str) -> str:
    """Write a name as French typography wants it: ’, œ, capitals with their accents, no quotes, single spaces."""
    nom = nom.replace("''", " ").replace('"', " ").replace("'", "’")
    nom = MOT.sub(lambda mot: ORTHOGRAPHE.get(mot[0], mot[0]), nom)
    return " ".join(nom.split())


def adresse(nom: str) -> str:
    """End of the address of an authority's page, from its full name: categories of EPCI shortened, ``cc-…``."""
    for abrege, entier in PREFIXES.values():
        if nom.startswith(f"{entier} "):
            reste = nom.removeprefix(f"{entier} ")
            return _slug(f"{abrege} {DE_TETE.sub('', reste)}")
    for genre in ("Département ", "Région "):
        if nom.startswith(genre):
            return _slug(genre + DE_TETE.sub("", nom.removeprefix(genre)))
    return _slug(nom)


def adresse_de_territoire(nom: str) -> str:
    """End of the address of a region's or a department's page: ``ille-et-vilaine``."""
    return _slug(nom)[:50].strip("-")


def _slug(texte: str) -> str:
    return slugify(re.sub(r"[’'/]", " ", texte.replace("œ", "oe").replace("Œ", "OE")))


def _separer_sigle(nom: str) -> tuple[str, str]:
    """« X (SIGLE) » or « SIGLE (X Y) »; a parenthesis that lists places is dropped."""
    trouvee = PARENTHESE.search(nom)
    if trouvee is None:
        return nom, ""
    avant, dedans = nom[: trouvee.start()], trouvee[1].strip()
    if avant.isupper() and " " in dedans:
        return dedans, avant
    return avant, dedans if len(dedans) <= LONGUEUR_SIGLE and " - " not in dedans else ""


def _relier(nom: str) -> str:
    """Join with a hyphen places of one word, with a dash what is longer."""
    parties = TIRET.split(nom)
    simples = all(re.fullmatch(r"(?:(?:de|du|des) |d’)?[^\s-]+", partie) for partie in parties)
    return ("-" if simples else " – ").join(parties)


def _majuscule(nom: str) -> str:
    return nom[:1].upper() + nom[1:]
