"""Read an authority's sheet: its identity, its policy, its people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from programmes.reprise.blocs import VILLE
from programmes.reprise.chiffres import lire_chiffres
from programmes.reprise.contacts import LectureDeContacts
from programmes.reprise.lecture import Champ, Confiance, Morceau
from programmes.reprise.lignes import BLANCS, nettoyer
from programmes.reprise.listes import lire_actions
from programmes.reprise.moyens import lire_moyens
from programmes.reprise.nombres import annees, dates, ecrire, quantite
from programmes.reprise.programme import lire_programme
from programmes.reprise.vocabulaire import type_de

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from programmes.reprise.blocs import Bloc
    from programmes.reprise.lignes import Ligne

Resultat = tuple[list[Champ], list[Morceau]]
PAYS = re.compile(r"^[ ,;–-]*france[ .]*$", re.IGNORECASE)


def lire_bloc(bloc: Bloc) -> Resultat:
    """Fields of a block, and the pieces of text that they take; nothing for lines that no heading governs."""
    if bloc.cle in SECTIONS:
        return SECTIONS[bloc.cle](bloc), [Morceau(bloc.debut, bloc.fin, bloc.cle)]
    if bloc.cle == "contacts":
        return _contacts(bloc)
    if bloc.cle in VALEURS:
        return list(VALEURS[bloc.cle](bloc, texte_de(bloc.contenu()))), [Morceau(bloc.debut, bloc.fin, bloc.cle)]
    if bloc.cle:
        return [], [Morceau(bloc.debut, bloc.fin, bloc.cle)]
    return [], []


def texte_de(lignes: Iterable[Ligne]) -> str:
    """Text of some lines, as the value of a field."""
    return nettoyer("\n".join(ligne.texte for ligne in lignes))


def prose(lignes: Iterable[Ligne]) -> str:
    """Text of a section: no more than one blank line in a row, no indentation but that of lists."""
    return re.sub(r"\n{3,}", "\n\n", texte_de(lignes))


def champ_de_texte(cle: str, bloc: Bloc, lignes: Sequence[Ligne], confiance: Confiance = Confiance.SURE) -> list[Champ]:
    """The text of a section as one field, unless it is empty."""
    texte = prose(lignes)
    montrees = [ligne for ligne in lignes if not ligne.est_vide]
    return [Champ(cle, texte, confiance, montrees[0].span()[0], montrees[-1].span()[1])] if texte else []


def _section(bloc: Bloc) -> list[Champ]:
    return champ_de_texte(bloc.cle, bloc, bloc.contenu())


def _panorama(bloc: Bloc) -> list[Champ]:
    return [*_section(bloc), *lire_chiffres(bloc.contenu())]


def _moyens(bloc: Bloc) -> list[Champ]:
    titre = bloc.lignes[0].texte if bloc.place is not None else ""
    champs, reste = lire_moyens(bloc.contenu(), titre[: bloc.place])
    return [*champ_de_texte("moyens", bloc, reste), *champs]


def _programme(bloc: Bloc) -> list[Champ]:
    champs, reste = lire_programme(bloc.contenu())
    return [*champ_de_texte("programme", bloc, reste), *champs]


def _actions(bloc: Bloc) -> list[Champ]:
    return lire_actions(bloc.contenu())


def _contacts(bloc: Bloc) -> Resultat:
    lignes = bloc.lignes if bloc.place is None else bloc.contenu()
    champs, spans = LectureDeContacts().lire(lignes)
    morceaux = [Morceau(debut, fin, "contacts") for debut, fin in spans]
    if bloc.place is not None:
        tete = bloc.lignes[0]
        morceaux.append(Morceau(tete.span()[0], min(tete.debut + bloc.place, tete.span()[1]), "contacts"))
    champs = [champ for champ in champs if {"nom", "fonction", "email", "telephone"} & set(champ.valeur)]
    return champs, morceaux


def _valeur(cle: str, bloc: Bloc, texte: str, confiance: Confiance = Confiance.SURE) -> Champ:
    montrees = [ligne for ligne in bloc.contenu() if not ligne.est_vide] or bloc.lignes
    return Champ(cle, texte, confiance, montrees[0].span()[0], montrees[-1].span()[1])


def _adhesion(bloc: Bloc, texte: str) -> Iterable[Champ]:
    trouvees = annees(texte)
    if trouvees:
        sure = Confiance.SURE if len(trouvees) == 1 else Confiance.INCERTAINE
        yield _valeur("adhesion", bloc, str(trouvees[0]), sure)


def _type(bloc: Bloc, texte: str) -> Iterable[Champ]:
    if texte:
        reconnu = type_de(" ".join(ligne.plie for ligne in bloc.contenu()).strip())
        yield _valeur("type_ecrit", bloc, texte)
        if reconnu:
            yield _valeur("type", bloc, reconnu.value)


def _population(bloc: Bloc, texte: str) -> Iterable[Champ]:
    trouve = quantite(texte)
    if trouve is None or trouve.valeur != int(trouve.valeur) or trouve.valeur > 10**8:
        return
    autour = (texte[: trouve.debut] + texte[trouve.fin :]).strip(BLANCS + "().,")
    precise = autour.lower() in {"", "habitants", "hab", "h"}
    yield _valeur("population", bloc, ecrire(trouve.valeur), Confiance.SURE if precise else Confiance.PROBABLE)
    ans = annees(texte[trouve.fin :]) or annees(texte[: trouve.debut])
    if len(ans) == 1:
        yield _valeur("population_annee", bloc, str(ans[0]), Confiance.PROBABLE)


def _adresse(bloc: Bloc, texte: str) -> Iterable[Champ]:
    lignes = [ligne.strip(BLANCS + ",;") for ligne in texte.split("\n")]
    lignes = [ligne for ligne in lignes if ligne and not PAYS.match(ligne)]
    voie: list[str] = []
    for ligne in lignes:
        trouvee = VILLE.search(ligne)
        if trouvee is None:
            voie.append(ligne)
            continue
        if avant := ligne[: trouvee.start()].strip(BLANCS + ",;–-"):
            voie.append(avant)
        ville = re.sub(r"[ ,–-]+france[ .]*$", "", trouvee["ville"], flags=re.IGNORECASE).strip(BLANCS + ",;.")
        yield _valeur("code_postal", bloc, trouvee["code"].replace(" ", ""))
        yield _valeur("ville", bloc, ville)
        break
    if voie:
        yield _valeur("adresse", bloc, ", ".join(voie))


def _mise_a_jour(bloc: Bloc, texte: str) -> Iterable[Champ]:
    for jour in dates(texte)[:1]:
        yield _valeur("mise_a_jour", bloc, jour.isoformat())


def _siren(bloc: Bloc, texte: str) -> Iterable[Champ]:
    chiffres = "".join(signe for signe in texte if signe.isdigit())
    if chiffres:
        yield _valeur("siren", bloc, chiffres[:9], Confiance.SURE if len(chiffres) == 9 else Confiance.INCERTAINE)  # noqa: PLR2004


def _tel_quel(bloc: Bloc, texte: str) -> Iterable[Champ]:
    if texte:
        yield _valeur(bloc.cle, bloc, " ".join(texte.split()))


def _redaction(bloc: Bloc, _texte: str) -> Iterable[Champ]:
    yield _valeur("redaction_en_cours", bloc, "oui")


SECTIONS: dict[str, Callable[[Bloc], list[Champ]]] = {
    "panorama": _panorama,
    "moyens": _moyens,
    "programme": _programme,
    "actions": _actions,
}
VALEURS: dict[str, Callable[[Bloc, str], Iterable[Champ]]] = {
    "redaction_en_cours": _redaction,
    "mise_a_jour": _mise_a_jour,
    "adhesion": _adhesion,
    "type": _type,
    "population": _population,
    "adresse": _adresse,
    "region": _tel_quel,
    "departement": _tel_quel,
    "site_web": _tel_quel,
    "siren": _siren,
    "sigle": _tel_quel,
}
