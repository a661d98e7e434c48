"""Read a scheme's sheet: what it aims at, for whom, how, with what, and whom to call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from programmes.reprise.chiffres import chiffre_en_tete
from programmes.reprise.collectivite import Resultat, champ_de_texte, lire_bloc, texte_de
from programmes.reprise.contacts import LectureDeContacts
from programmes.reprise.lecture import Champ, Confiance, Morceau
from programmes.reprise.lignes import BLANCS
from programmes.reprise.listes import montrees
from programmes.reprise.nombres import ecrire, montants
from programmes.reprise.vocabulaire import nomme_une_collectivite
from publication.recherche.mots import plier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from programmes.reprise.blocs import Bloc
    from programmes.reprise.lignes import Ligne

TEXTES = frozenset({"objectifs", "cibles", "eligibilite", "modalites", "moyens", "evaluation"})
PORTEUR = re.compile(r"\((?P<porteur>[^()]+)\)\s*$")
PAR_AN = re.compile(r"\W*(?:par an|/ ?an|annuel\w*|chaque année)", re.IGNORECASE)
PAR_BENEFICIAIRE = re.compile(
    r"\W*(?:(?:par an|/ ?an)\W*(?:et\W*)?)?(?:par|pour chaque)\s+(?!an\b)(?P<qui>[\w’' -]{2,40})", re.IGNORECASE
)
AU_PLUS = re.compile(r"(?:jusqu[’']à|plafonn\w+ à|maximum|au plus)\s*$", re.IGNORECASE)
COURT = 250


def lire_bloc_de_dispositif(bloc: Bloc) -> Resultat:
    """Fields of a block of a scheme's sheet, and the pieces of text that they take."""
    if bloc.cle == "contacts":
        champs, spans = LectureDeContacts().lire(bloc.contenu())
        morceaux = [Morceau(debut, fin, "contacts") for debut, fin in spans]
        return champs, [*morceaux, *_tete(bloc)]
    if bloc.cle == "partenaires":
        return list(_partenaires(bloc)), [Morceau(bloc.debut, bloc.fin, bloc.cle)]
    if bloc.cle in TEXTES:
        champs = champ_de_texte(bloc.cle, bloc, bloc.contenu())
        champs += [] if bloc.cle != "moyens" else list(_montants(bloc))
        champs += [] if bloc.cle != "evaluation" else list(_chiffres(bloc))
        return champs, [Morceau(bloc.debut, bloc.fin, bloc.cle)]
    if bloc.cle == "page_officielle":
        adresse = texte_de(bloc.contenu())
        return [Champ(bloc.cle, adresse, Confiance.SURE, bloc.debut, bloc.fin)] if adresse else [], [
            Morceau(bloc.debut, bloc.fin, bloc.cle)
        ]
    return lire_bloc(bloc)


def titre_et_porteur(ligne: Ligne) -> list[Champ]:
    """Title of a scheme, and the authority that a last parenthesis names."""
    titre = ligne.corps
    trouve = PORTEUR.search(titre)
    if trouve is None or not nomme_une_collectivite(plier(trouve["porteur"])):
        return [Champ("titre", titre[:COURT], Confiance.PROBABLE, *ligne.span())]
    place = ligne.debut + ligne.texte.rindex(trouve["porteur"])
    fin_du_nom = titre[: trouve.start()].rstrip(BLANCS + "–-,")
    return [
        Champ("titre", fin_du_nom[:COURT], Confiance.SURE, ligne.span()[0], ligne.span()[0] + len(fin_du_nom)),
        Champ("porteur", trouve["porteur"].strip(), Confiance.SURE, place, place + len(trouve["porteur"])),
    ]


def introduction(lignes: list[Ligne]) -> Resultat:
    """What stands between the title and the first heading: the summary of the scheme."""
    vues = montrees(lignes)
    if not vues:
        return [], []
    debut, fin = vues[0].span()[0], vues[-1].span()[1]
    resume = re.sub(r"\n{3,}", "\n\n", texte_de(lignes))
    return [Champ("resume", resume, Confiance.PROBABLE, debut, fin)], [Morceau(debut, fin, "resume")]


def _tete(bloc: Bloc) -> Iterator[Morceau]:
    if bloc.place is not None:
        tete = bloc.lignes[0]
        yield Morceau(tete.span()[0], min(tete.debut + bloc.place, tete.span()[1]), bloc.cle)


def _partenaires(bloc: Bloc) -> Iterator[Champ]:
    for ligne in montrees(bloc.contenu()):
        if nom := ligne.corps.strip(BLANCS + ";,."):
            yield Champ("partenaires", {"nom": nom[:200]}, Confiance.SURE, *ligne.span())


def _montants(bloc: Bloc) -> Iterator[Champ]:
    """The amount of the means, under the field that its words designate."""
    pris: set[str] = set()
    for ligne in montrees(bloc.contenu()):
        for trouve in montants(ligne.texte):
            apres, avant = ligne.texte[trouve.fin :], ligne.texte[: trouve.debut]
            if PAR_BENEFICIAIRE.match(apres):
                cle = "montant_par_beneficiaire"
            elif AU_PLUS.search(avant):
                cle = "montant_max"
            elif PAR_AN.match(apres):
                cle = "enveloppe_annuelle"
            else:
                cle = "enveloppe_totale"
            if cle not in pris:
                pris.add(cle)
                place = (ligne.debut + trouve.debut, ligne.debut + trouve.fin)
                yield Champ(cle, ecrire(trouve.valeur), Confiance.PROBABLE, *place)


def _chiffres(bloc: Bloc) -> Iterator[Champ]:
    for ligne in montrees(bloc.contenu()):
        if len(ligne.corps) <= COURT and (champ := chiffre_en_tete(ligne)):
            yield champ
