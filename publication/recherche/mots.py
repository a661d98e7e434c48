"""Words of French: folding, words that say nothing, words of questions, codes and abbreviations of territories."""

from __future__ import annotations

import re
import unicodedata

SIGNES = (
    "/-_.@:'’\N{LEFT SINGLE QUOTATION MARK}“”«»–—…·•€°²"
    "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{ZERO WIDTH SPACE}"
)
"""Signs that hold two words together for PostgreSQL, which takes « SCOP/SCIC » for a path, or in a C locale any sign
beyond ASCII for a letter."""
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O"})
HORS_MOTS = re.compile(r"[^a-z0-9]+")

VIDES = frozenset(
    re.findall(
        r"\w+",
        """
    a afin ai ait au aussi autre autres aux avec avez avoir avons c car ce ces cet cette ceux chez ci comme d dans de
    des du elle elles en encore entre es est et etais etait etant ete etes etre eu eux fut il ils j je l la le les leur
    leurs lui m ma mais me meme mes moi mon n ne ni nos notre nous on ont or ou par pas plus pour qu que s sa sans se
    ses si soit son sont suis sur t ta te tes toi ton tout toute toutes tous tres tu un une vers vos votre vous y
    """,
    )
)
"""Words that the French configuration of PostgreSQL leaves out, and their like."""

FAIBLES = frozenset(
    re.findall(
        r"\w+",
        """
    qui quel quelle quels quelles quoi comment combien pourquoi quand lequel laquelle lesquels lesquelles dont
    aide aident aider aides aidee aidees aidez appui appuie appuyer accompagne accompagner accompagnent beneficier
    cherche chercher connaitre demande demander donne donner existe existent exister faire fait font finance
    financent financer finances mene menent mettre obtenir octroie ouvert ouverte ouverts ouvertes peut peuvent
    pouvoir puis propose proposent proposer recevoir recherche rechercher savoir soutenir soutenu soutenue soutenus
    soutenues soutien soutiens soutient soutiennent trouver verse versent verser veut veux voudrais vouloir voir
    collectivite collectivites dispositif dispositifs fiche fiches france francais francaise liste local locale locales
    locaux page territoire territoires
    """,
    )
)
"""Words of questions, and those that nearly every sheet says: they help to rank, none is required."""

INDICATIONS = {
    "collectivite": "collectivite collectivites",
    "politique": "politique politiques budget budgets demarche gouvernance strategie",
    "dispositif": "aap aide aides ami appel appels bourse bourses combien dispositif dispositifs financement"
    " financements financer fonds subvention subventions",
    "projet": "projet projets",
    "ressource": "article brochure conference etude guide rapport temoignage video",
}
NATURE_INDIQUEE = {mot: nature for nature, mots in INDICATIONS.items() for mot in mots.split()}
"""Words that tell which nature of sheet is wanted."""

ABREVIATIONS = {
    "agglo": ("communaute d agglomeration", "agglomeration"),
    "ca": ("communaute d agglomeration",),
    "cc": ("communaute de communes",),
    "cg": ("departement",),
    "cr": ("region",),
    "cu": ("communaute urbaine",),
    "dep": ("departement",),
    "dept": ("departement",),
    "dpt": ("departement",),
    "epci": ("communaute de communes", "communaute d agglomeration", "communaute urbaine", "metropole"),
    "metro": ("metropole",),
    "st": ("saint",),
    "ste": ("sainte",),
}
"""Abbreviations of territories, the same everywhere in France; staff keep the others as synonyms."""

_DEPARTEMENT = r"(0[1-9]|[1-8]\d|9[0-5]|2[ab]|97\d)"
_NUMERO = re.compile(r"\d[\d ]*\d")
LONGUEURS_DE_NUMERO = (9, 14)
"""Digits of a SIREN, and of a SIRET, which begins with one."""
_CODES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:(?:siren|siret|insee) (?:n |no |numero )?)+(?=\d)"), ""),
    (
        re.compile(
            rf"\b(?:c[dg]|d(?:e?pt|ep)|(?:conseil |collectivite )?departement(?:al|ale|s)?|conseil general)"
            rf" ?(?:n )?(?:du )?{_DEPARTEMENT}\b"
        ),
        r"cd\1",
    ),
    (re.compile(r"\b(?:cr|(?:conseil )?region(?:al|ale)?) ?(0[1-6]|11|2[478]|32|44|5[23]|7[56]|84|9[34])\b"), r"cr\1"),
    (re.compile(r"\b(\d{3}) (\d{3}) (\d{3})(?: \d{5})?\b"), r"\1\2\3"),
    (re.compile(r"\b(\d{9})\d{5}\b"), r"\1"),
    (re.compile(r"^(\d{2}) (\d{3})$"), r"\1\2"),
)

SIGLE_NUMEROTE = re.compile(r"[a-z]{2,3} \d{2}")
"""« TAg 35 » is also TAg35."""
CATEGORIE = re.compile(
    r"^(?:departement|region|communaute (?:de communes|d agglomeration|urbaine)|(?:euro)?metropole|ville|commune"
    r"|conseil (?:departemental|regional)|collectivite)(?: (?:de la|de l|des|du|de|d))? (?=\w)"
    r"| (?:agglomeration|agglo|metropole|communaute)$"
)


def plier(texte: str) -> str:
    """Fold as ``public.plier`` does: lower case, no accents, words of letters and digits apart by one space."""
    nus = unicodedata.normalize("NFKD", texte.translate(LIGATURES))
    return HORS_MOTS.sub(" ", "".join(c for c in nus if not unicodedata.combining(c)).lower()).strip()


def normer_codes(plie: str) -> str:
    """Write official numbers of a folded text in one way: « dpt 35 » is ``cd35``, a SIREN has no spaces.

    The words SIREN, SIRET and INSEE before a number are left out; 9 or 14 digits alone are one number, however spaced.
    """
    for motif, forme in _CODES:
        plie = motif.sub(forme, plie)
    chiffres = plie.replace(" ", "")
    return chiffres[:9] if _NUMERO.fullmatch(plie) and len(chiffres) in LONGUEURS_DE_NUMERO else plie


def nom_propre(plie: str) -> str:
    """Folded name of an authority without its category: « departement d ille et vilaine » is « ille et vilaine »."""
    return CATEGORIE.sub("", plie) or plie
