"""Read an article or a conference: its dates, its title, who said what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from programmes.reprise.collectivite import Resultat, lire_bloc, prose
from programmes.reprise.contacts import LectureDeContacts
from programmes.reprise.lecture import Champ, Confiance, Morceau
from programmes.reprise.lignes import BLANCS
from programmes.reprise.listes import montrees
from programmes.reprise.nombres import dates
from programmes.reprise.vocabulaire import PERSONNE, est_elue, nomme_une_collectivite, prenom_et_nom
from publication.recherche.mots import plier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from programmes.reprise.blocs import Bloc
    from programmes.reprise.lignes import Ligne

CROCHETS = re.compile(r"^\s*\[(?P<noms>[^\[\]]{3,120})\]")
GENRES = (
    ("conference", r"\b(?:conference|webinaire|rencontre|table ronde|seminaire)s?\b"),
    ("video", r"\bvideos?\b"),
    ("kit", r"\b(?:kit|boite a outils)\b"),
    ("publication", r"\b(?:guide|rapport|etude|brochure)s?\b"),
)
INTERVENANT = re.compile(rf"(?P<personne>{PERSONNE.pattern})\s*,\s*(?P<reste>\S.{{4,400}})")
TITRE_AU_PLUS = 250


def lire_bloc_de_ressource(bloc: Bloc) -> Resultat:
    """Fields of a block that a heading of an article governs."""
    if bloc.cle == "parue_le":
        jours = dates(bloc.lignes[0].texte + "\n" + "\n".join(ligne.texte for ligne in bloc.contenu()))
        cles = zip(("parue_le", "mise_a_jour_le"), dict.fromkeys(jours), strict=False)
        champs = [Champ(cle, jour.isoformat(), Confiance.SURE, bloc.debut, bloc.fin) for cle, jour in cles]
        return champs, [Morceau(bloc.debut, bloc.fin, bloc.cle)]
    if bloc.cle == "contacts":
        champs, spans = LectureDeContacts().lire(bloc.contenu())
        tete = bloc.lignes[0]
        morceaux = [Morceau(debut, fin, "contacts") for debut, fin in spans]
        return champs, [*morceaux, Morceau(tete.span()[0], min(tete.debut + (bloc.place or 0), tete.fin), "contacts")]
    return lire_bloc(bloc)


def lire_corps(titre: Ligne | None, lignes: Sequence[Ligne]) -> Resultat:
    """Title, text and interventions of the lines that no heading governs."""
    champs: list[Champ] = []
    morceaux: list[Morceau] = []
    if titre is not None:
        champs += _titre(titre)
        morceaux.append(Morceau(*titre.span(), "titre"))
    texte, interventions = _partager(lignes)
    if vues := montrees(texte):
        debut, fin = vues[0].span()[0], vues[-1].span()[1]
        champs.append(Champ("texte", prose(texte), Confiance.PROBABLE, debut, fin))
        morceaux.append(Morceau(debut, fin, "texte"))
    for tete, suite in interventions:
        champ = _intervention(tete, suite)
        champs.append(champ)
        morceaux.append(Morceau(champ.debut, champ.fin, "interventions"))
    return champs, morceaux


def est_intervenante(ligne: Ligne) -> bool:
    """Whether a line introduces someone who speaks: « • Ada BYRON, conseillère, département de l’Orne »."""
    trouve = INTERVENANT.fullmatch(ligne.corps)
    return trouve is not None and bool(ligne.puce) and _collectivite(trouve["reste"])[0] != ""


def _titre(ligne: Ligne) -> list[Champ]:
    titre = ligne.corps
    genre = next((genre for genre, forme in GENRES if re.search(forme, plier(titre))), "article")
    champs = [
        Champ("titre", titre[:TITRE_AU_PLUS], Confiance.PROBABLE, *ligne.span()),
        Champ("genre", genre, Confiance.PROBABLE, *ligne.span()),
    ]
    trouve = CROCHETS.match(ligne.texte)
    for nom in re.split(r"\s*[/,;]\s*", trouve["noms"]) if trouve else []:
        place = ligne.debut + ligne.texte.index(nom)
        champs.append(Champ("collectivites", nom.strip(), Confiance.PROBABLE, place, place + len(nom)))
    return champs


def _partager(lignes: Sequence[Ligne]) -> tuple[list[Ligne], list[tuple[Ligne, list[Ligne]]]]:
    """The text before the first speaker; then each speaker with the lines that tell what was said."""
    texte: list[Ligne] = []
    interventions: list[tuple[Ligne, list[Ligne]]] = []
    for ligne in lignes:
        if est_intervenante(ligne):
            interventions.append((ligne, []))
        elif interventions:
            interventions[-1][1].append(ligne)
        else:
            texte.append(ligne)
    return texte, interventions


def _intervention(tete: Ligne, suite: Sequence[Ligne]) -> Champ:
    trouve = INTERVENANT.fullmatch(tete.corps)
    assert trouve is not None  # the line was found by ``est_intervenante``
    collectivite, fonction = _collectivite(trouve["reste"])
    prenom, nom = prenom_et_nom(trouve["personne"])
    personne = f"{prenom} {nom}".strip()
    valeurs = {
        "intervenant": personne if est_elue(plier(fonction)) else "",
        "agent": "" if est_elue(plier(fonction)) else personne,
        "fonction": _majuscule(fonction)[:TITRE_AU_PLUS],
        "collectivite": collectivite,
        "texte": prose(suite),
    }
    fin = max([tete.span()[1], *(ligne.span()[1] for ligne in montrees(suite))])
    presentes = {cle: valeur for cle, valeur in valeurs.items() if valeur}
    return Champ("interventions", presentes, Confiance.PROBABLE, tete.span()[0], fin)


def _collectivite(reste: str) -> tuple[str, str]:
    """Authority that ends a presentation, and the function before it; empty when none ends it."""
    avant, separateur, apres = reste.strip(BLANCS + ".").rpartition(",")
    if separateur and nomme_une_collectivite(plier(apres)):
        return apres.strip(BLANCS), avant.strip(BLANCS + ",")
    return "", reste


def _majuscule(texte: str) -> str:
    return texte[:1].upper() + texte[1:]
