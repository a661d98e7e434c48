"""The headings of the sheets, however they vary: words are compared folded, order and filling words aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from programmes.reprise.lignes import Ligne

LONGUEUR = 140
LONGUEUR_DE_SUITE = 60
ESS = "l ess economie sociale solidaire et"
LIEUX = "territoire collectivite departement region agglomeration metropole commune communaute ville intercommunalite"
OUTILS = "a au aux ce d dans de des du en et ou l la le les leur notre par pour son sur un une"


@dataclass(frozen=True, slots=True)
class Libelle:
    """A heading: the key that it gives, its folded forms, and how its value is written.

    ``section``: everything as far as the next heading; ``valeur``: what follows on the line, or the next line;
    ``marque``: nothing. ``suite`` is what may follow the heading on its line without a colon.
    """

    cle: str
    genre: str
    forme: re.Pattern[str]
    suite: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """A heading found on a line, and the place in that line where its value begins."""

    libelle: Libelle
    place: int

    @property
    def cle(self) -> str:
        """Key of the heading."""
        return self.libelle.cle


def sac(tetes: str, mots: str) -> str:
    """Pattern: one of ``tetes``, then any of ``mots`` and of the filling words, in any order."""
    possibles = "|".join(sorted({*mots.split(), *OUTILS.split()}))
    return rf"(?:{tetes})(?: (?:{possibles}))*"


def _libelle(cle: str, genre: str, *formes: str, suite: re.Pattern[str] | None = None) -> Libelle:
    return Libelle(cle, genre, re.compile(rf"(?:{'|'.join(formes)})(?![a-z0-9])"), suite)


CHIFFRE = re.compile(r"(?:environ |pres de |plus de |moins de )?\d")
UNE_ANNEE = re.compile(r"(?:(?:depuis|en|le|l annee) )*(?:19|20)\d\d\b")
UNE_DATE = re.compile(r"(?:le )?\d")
UNE_PAGE = re.compile(r"https?|www")
REPRESENTANT = (
    r"elue?s?(?: e)?(?: s)?(?: (?:e )?(?:representant|referent|delegue)(?:e|s|es)?(?: e)?(?: s)?)"
    r"(?: (?:a|au|de|pour|l|la|ess|rtes|reseau))*"
)
CONTACT = sac("(?:(?:vos|votre|les|le) )?contacts?", "public publics publique ess referent referents utile utiles")

COLLECTIVITE = (
    _libelle("redaction_en_cours", "marque", r"(?:fiche|page) en (?:cours|attente) de redaction"),
    _libelle(
        "mise_a_jour",
        "valeur",
        r"(?:derniere )?(?:mise? a jour|maj|actualisation|actualisee?)(?: (?:de la fiche|effectuee|le|du))*",
        suite=UNE_DATE,
    ),
    _libelle("panorama", "section", sac("panorama|portrait|etat des lieux", f"{ESS} {LIEUX}")),
    _libelle(
        "moyens",
        "section",
        sac(
            r"budgets?|moyens(?: humains| financiers)?|bud|effectifs?|personnels?|equipes?",
            f"{ESS} annuel annuels annuelle budget budgets moyens humains financiers consacre consacres affecte"
            r" affectes alloue alloues dedie dedies dediee mobilise mobilises faveur personnel etp collectivite \d{4}",
        ),
    ),
    _libelle(
        "programme",
        "section",
        sac(
            "programmes?|prog|pgm",
            f"{ESS} intervention interventions interv action actions champ domaine matiere politique faveur {LIEUX}",
        ),
        rf"(?:politique|strategie)(?: (?:{'|'.join(OUTILS.split())}|matiere|faveur|{LIEUX.replace(' ', '|')}))*"
        r" (?:ess|economie (?:sociale|solidaire).*)",
    ),
    _libelle(
        "actions",
        "section",
        sac(
            "exemples?|ex|actions|realisations|initiatives|projets",
            f"{ESS} action actions projet projets initiative initiatives soutenu soutenue soutenus soutenues mene menee"
            f" menees menes realisee realisees faveur concretes {LIEUX}",
        ),
    ),
    _libelle(
        "adhesion",
        "valeur",
        r"(?:annee |date )?(?:d |de l )?adhesion(?: (?:a|au|aux)(?: [a-z]+){1,8}?)?(?: (?:depuis|en|le))*",
        r"(?:adherente?s?(?: e)?(?: s)?|membres?)(?: (?:du|au|de|a)(?: [a-z]+){1,8}?)?(?: (?:depuis|en|le))*",
        suite=UNE_ANNEE,
    ),
    _libelle(
        "type",
        "valeur",
        rf"(?:type|categorie|nature|statut)(?: juridique)?(?: (?:de|d))?(?: la)?"
        rf" (?:{'|'.join(LIEUX.split())}|structure)(?: territoriale)?",
        r"type(?: de coll)?",
    ),
    _libelle(
        "population",
        "valeur",
        sac(
            r"(?:nombre|nb|nbre|nbr) d ?(?:habitante?s?(?: e)?(?: s)?|hab)|(?:nombre|nb|nbre|nbr) (?:habitants|hab)"
            r"|population|pop|habitants",
            f"{LIEUX} totale municipale legale insee",
        ),
        suite=CHIFFRE,
    ),
    _libelle("adresse", "valeur", r"adresse(?: postale| du siege| administrative)?|siege(?: social)?"),
    _libelle("region", "valeur", "region"),
    _libelle("departement", "valeur", "departement"),
    _libelle("site_web", "valeur", r"site(?: (?:web|internet))?(?: de la collectivite)?|page web|url", suite=UNE_PAGE),
    _libelle("siren", "valeur", r"(?:n |no |numero )?(?:de )?siren", suite=CHIFFRE),
    _libelle("sigle", "valeur", "sigle|acronyme"),
    _libelle("contacts", "section", CONTACT, "interlocuteurs?", "personnes? (?:a contacter|ressources?)"),
    _libelle("elu", "section", REPRESENTANT),
    _libelle(
        "agent",
        "section",
        r"(?:agente?s?|technicien(?:ne)?s?|referente?s?|contacts?)(?: e)?(?: s)?"
        r"(?: (?:techniques?|administratif|administratifs|administrative|referente?s?))+",
    ),
    _libelle("titre", "section", "titre|fonction|qualite|mandat"),
    _libelle("email", "section", r"(?:adresse )?(?:e mails?|mails?|mel|courriels?|adresse electronique)"),
    _libelle("telephone", "section", r"(?:tel|telephone|portable|mobile)(?: fixe| portable)?", suite=CHIFFRE),
)
"""Headings of an authority's sheet."""

DISPOSITIF = (
    _libelle("objectifs", "section", sac("objectifs?|finalites?", "generaux vises poursuivis dispositif aide")),
    _libelle(
        "cibles", "section", sac("cibles?|publics?|beneficiaires?|destinataires?", "vise vises cible cibles eligibles")
    ),
    _libelle("eligibilite", "section", sac("conditions?|criteres?", "eligibilite acces attribution recevabilite")),
    _libelle(
        "modalites",
        "section",
        sac(
            r"modalites?|mise en oeuvre|fonctionnement",
            "mise oeuvre intervention fonctionnement attribution soutien aide dispositif pratiques",
        ),
    ),
    _libelle(
        "moyens",
        "section",
        sac(
            "moyens|budgets?|financements?|partenaires financiers|financeurs",
            "affecte affectes alloues mobilises consacres humains financiers partenaires annuel budget",
        ),
    ),
    _libelle(
        "partenaires",
        "section",
        sac("(?:autres )?partenaires?|partenariats?", "associes techniques dispositif operationnels"),
    ),
    _libelle(
        "evaluation",
        "section",
        sac(
            "impacts?|evaluations?|resultats?|bilan|effets", "impacts evaluation resultats attendus observes dispositif"
        ),
    ),
    _libelle("page_officielle", "valeur", r"site(?: (?:web|internet))?|page web|url|lien", suite=UNE_PAGE),
    _libelle("contacts", "section", "(?:pour )?en savoir plus", "renseignements?", CONTACT),
    _libelle("email", "section", r"(?:e mails?|mails?|mel|courriels?)"),
    _libelle("telephone", "section", r"(?:tel|telephone|portable|mobile)", suite=CHIFFRE),
)
"""Headings of a scheme's sheet."""

RESSOURCE = (
    _libelle("parue_le", "valeur", r"(?:publie|parue?|mise?|publiee)(?: e)?(?: en ligne)? le", suite=UNE_DATE),
    _libelle("contacts", "section", CONTACT),
    _libelle(
        "voir", "marque", r"(?:re )?(?:voir|revoir) (?:la |le |l )?(?:conference|webinaire|video|replay)(?: en ligne)?"
    ),
    _libelle("pieces", "section", "ressources|documents(?: joints| lies)?|pieces jointes|liens(?: utiles)?"),
)
"""Headings of an article or of a conference."""

PROPRES_AU_DISPOSITIF = frozenset({"objectifs", "cibles", "eligibilite", "modalites", "evaluation", "partenaires"})
PROPRES_A_LA_COLLECTIVITE = frozenset({"panorama", "programme", "actions", "adhesion", "type", "population", "elu"})
AMORCES = frozenset(
    {
        "redaction_en_cours",
        "mise_a_jour",
        "panorama",
        "moyens",
        "programme",
        "actions",
        "adhesion",
        "type",
        "population",
    }
)
"""Headings that may come first in an authority's sheet."""
QUEUES = frozenset({"adhesion", "type", "population", "adresse", "region", "contacts", "elu", "titre"})
"""Headings that come at the end of one: once they are passed, another sheet may begin."""
DE_CONTACT = frozenset({"contacts", "elu", "agent", "titre", "email", "telephone"})
BANDEAU = re.compile(
    r"(?:le )?reseau des collectivites territoriales pour une economie (?:sociale et )?solidaire(?: rtes)?"
)


def trouver(ligne: Ligne, libelles: tuple[Libelle, ...]) -> Trouvaille | None:
    """Heading that a line bears, alone, before a colon, or before a value of the kind that it announces."""
    if not ligne.plie or (len(ligne.plie) > LONGUEUR and ":" not in ligne.texte[:LONGUEUR]):
        return None
    deux_points = ligne.texte.find(":")
    avant = ligne.plie_avant(deux_points) if deux_points > 0 else ""
    for libelle in libelles:
        if avant and libelle.forme.fullmatch(avant):
            return Trouvaille(libelle, deux_points + 1)
        if ligne.puce and libelle.genre == "section":
            continue  # an item of a list, whatever its words
        if libelle.forme.fullmatch(ligne.plie):
            return Trouvaille(libelle, len(ligne.texte))
        if libelle.suite is not None and (place := _place_de_la_suite(ligne, libelle, libelle.suite)):
            return Trouvaille(libelle, place)
    return None


def _place_de_la_suite(ligne: Ligne, libelle: Libelle, suite: re.Pattern[str]) -> int:
    """Place where a value follows the heading without a colon; 0 where none does."""
    trouve = libelle.forme.match(ligne.plie)
    while trouve is not None and trouve.end():
        fin = trouve.end()
        court = len(ligne.plie) - fin <= LONGUEUR_DE_SUITE
        if court and ligne.plie[fin : fin + 1] == " " and suite.match(ligne.plie, fin + 1):
            return ligne.place(fin + 1)
        coupe = ligne.plie.rfind(" ", 0, fin)
        trouve = libelle.forme.fullmatch(ligne.plie, 0, coupe) if coupe > 0 else None
    return 0
