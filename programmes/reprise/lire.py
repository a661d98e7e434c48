"""Read a text: its sheets, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from programmes.reprise.blocs import Bloc, decouper
from programmes.reprise.collectivite import lire_bloc
from programmes.reprise.decoupe import FIN_DE_PHRASE, LONGUEUR_DE_TITRE, decouper_fiches, genre_de
from programmes.reprise.dispositif import introduction, lire_bloc_de_dispositif, titre_et_porteur
from programmes.reprise.lecture import Champ, Confiance, FicheLue, Genre, Lecture, Morceau, paver
from programmes.reprise.libelles import COLLECTIVITE, DISPOSITIF, RESSOURCE
from programmes.reprise.lignes import lignes
from programmes.reprise.ressource import est_intervenante, lire_bloc_de_ressource, lire_corps
from programmes.reprise.vocabulaire import nomme_une_collectivite, type_dans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from programmes.reprise.collectivite import Resultat
    from programmes.reprise.lignes import Ligne

LIBELLES = {Genre.COLLECTIVITE: COLLECTIVITE, Genre.DISPOSITIF: DISPOSITIF, Genre.RESSOURCE: RESSOURCE}


def lire(texte: str) -> Lecture:
    """Find the sheets of a text and their fields; whatever the text, every character of it is in one piece."""
    toutes = lignes(texte)
    if not toutes:
        return Lecture(texte, ())
    bornes = decouper_fiches(toutes)
    places = [toutes[premiere].debut for premiere, _fin in bornes] + [len(texte)]
    fiches = [
        _lire_fiche(toutes[premiere:fin], places[rang], places[rang + 1]) for rang, (premiere, fin) in enumerate(bornes)
    ]
    return Lecture(texte, tuple(fiches))


def _lire_fiche(portion: Sequence[Ligne], debut: int, fin: int) -> FicheLue:
    genre = genre_de(portion)
    blocs = decouper(portion, LIBELLES[genre])
    lecture = {
        Genre.COLLECTIVITE: _collectivite,
        Genre.DISPOSITIF: _dispositif,
        Genre.RESSOURCE: _ressource,
    }[genre]
    champs, morceaux = lecture(blocs)
    champs = sorted(champs, key=lambda champ: (champ.debut, champ.fin))
    return FicheLue(genre, debut, fin, tuple(champs), paver(debut, fin, morceaux))


def _collectivite(blocs: list[Bloc]) -> Resultat:
    champs: list[Champ] = []
    morceaux: list[Morceau] = []
    libres = [ligne for bloc in blocs if not bloc.cle for ligne in bloc.lignes if not ligne.est_vide]
    nom = next((ligne for ligne in libres if _est_un_nom(ligne)), None) or _premiere_ligne(blocs)
    if nom is not None:
        sure = nomme_une_collectivite(nom.plie)
        champs.append(Champ("nom", nom.corps, Confiance.SURE if sure else Confiance.INCERTAINE, *nom.span()))
        morceaux.append(Morceau(*nom.span(), "nom"))
        if type_ := type_dans(nom.plie):
            champs.append(Champ("type_du_nom", type_.value, Confiance.PROBABLE, *nom.span()))
    for bloc in blocs:
        lus, pris = lire_bloc(bloc)
        champs += lus
        morceaux += pris
    return champs, morceaux


def _est_un_nom(ligne: Ligne) -> bool:
    texte = ligne.texte.strip()
    court = len(texte) <= LONGUEUR_DE_TITRE and not texte.endswith(FIN_DE_PHRASE) and not ligne.puce
    return court and nomme_une_collectivite(ligne.plie)


def _premiere_ligne(blocs: list[Bloc]) -> Ligne | None:
    """A short line before the first heading, when there is a heading."""
    if not any(bloc.cle and bloc.cle != "bandeau" for bloc in blocs):
        return None
    for bloc in blocs:
        if bloc.cle and bloc.cle != "bandeau":
            return None
        for ligne in bloc.lignes if not bloc.cle else []:
            texte = ligne.texte.strip()
            if ligne.plie and len(texte) <= LONGUEUR_DE_TITRE and not texte.endswith(FIN_DE_PHRASE) and not ligne.puce:
                return ligne
    return None


def _dispositif(blocs: list[Bloc]) -> Resultat:
    champs: list[Champ] = []
    morceaux: list[Morceau] = []
    premier = next((bloc for bloc in blocs if not bloc.cle and any(not ligne.est_vide for ligne in bloc.lignes)), None)
    if premier is not None and _avant_les_sections(blocs, premier):
        vues = [ligne for ligne in premier.lignes if not ligne.est_vide]
        champs += titre_et_porteur(vues[0])
        morceaux.append(Morceau(*vues[0].span(), "titre"))
        resume, pris = introduction(premier.lignes[premier.lignes.index(vues[0]) + 1 :])
        champs += resume
        morceaux += pris
    for bloc in blocs:
        lus, pris = lire_bloc_de_dispositif(bloc)
        champs += lus
        morceaux += pris
    return champs, morceaux


def _avant_les_sections(blocs: list[Bloc], premier: Bloc) -> bool:
    return all(bloc.cle in {"", "bandeau"} for bloc in blocs[: blocs.index(premier)])


def _ressource(blocs: list[Bloc]) -> Resultat:
    """The title is the first line after the date; what comes before is left as it is."""
    champs: list[Champ] = []
    morceaux: list[Morceau] = []
    datee, titre = False, None
    corps: list[Ligne] = []
    for bloc in blocs:
        if bloc.cle:
            datee = datee or bloc.cle == "parue_le"
            lus, pris = lire_bloc_de_ressource(bloc)
            champs += lus
            morceaux += pris
            continue
        for ligne in bloc.lignes if datee and not _fini(blocs, bloc) else []:
            if titre is None and ligne.plie and not est_intervenante(ligne):
                titre = ligne
            else:
                corps.append(ligne)
    lus, pris = lire_corps(titre, corps)
    return [*champs, *lus], [*morceaux, *pris]


def _fini(blocs: list[Bloc], bloc: Bloc) -> bool:
    """Whether a block comes after the contacts or the links of the article: it is no part of its text."""
    return any(avant.cle in {"contacts", "pieces", "voir"} for avant in blocs[: blocs.index(bloc)])
