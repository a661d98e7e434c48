"""People named on a sheet: elected representatives with their title, officers by their function, addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from programmes.reprise.lecture import Champ, Confiance
from programmes.reprise.libelles import COLLECTIVITE, trouver
from programmes.reprise.lignes import BLANCS
from programmes.reprise.vocabulaire import PERSONNE, est_elue, prenom_et_nom
from publication.recherche.mots import plier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from programmes.reprise.libelles import Libelle
    from programmes.reprise.lignes import Ligne

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(
    r"(?<!\d)(?:(?:\+|00)33[ .\u00a0\u202f-]?(?:\(0\))?[ .]?[1-9]|0[1-9])(?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)"
)
SEPARATEURS = BLANCS + ",;:–—-|()"
TITRE_APRES = re.compile(r"[,;(–—|-]\s*(?:titre|fonction|qualité|qualite)\s*:\s*", re.IGNORECASE)
DE_PERSONNE: tuple[Libelle, ...] = tuple(
    libelle for libelle in COLLECTIVITE if libelle.cle in {"elu", "agent", "titre", "email", "telephone"}
)
LONGUEUR_DE_FONCTION = 250


class LectureDeContacts:
    """One reading of contacts: the person being read, and those before."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self.personnes: list[dict[str, str]] = []
        self.spans: list[list[tuple[int, int]]] = []
        self.confiances: list[Confiance] = []
        self.attend = ""
        self.dite = False  # whether the function of the last person is complete: a blank line or « Titre : » ended it

    def lire(self, lignes: Sequence[Ligne]) -> tuple[list[Champ], list[tuple[int, int]]]:
        """Return the people and the spans of the lines understood, in the order of the text."""
        for ligne in lignes:
            if ligne.est_vide:
                self.dite = True
            else:
                self._lire(ligne)
        champs = [
            Champ("contacts", personne, confiance, spans[0][0], spans[-1][1])
            for personne, confiance, spans in zip(self.personnes, self.confiances, self.spans, strict=True)
        ]
        return champs, [span for spans in self.spans for span in spans]

    def _lire(self, ligne: Ligne) -> None:
        trouvaille = trouver(ligne, DE_PERSONNE)
        reste = ligne.texte[trouvaille.place if trouvaille else 0 :].strip(SEPARATEURS)
        cle = trouvaille.cle if trouvaille else ""
        if trouvaille and not reste:
            self.attend = cle
            if cle in {"elu", "agent"}:
                self._nouvelle(ligne, {"role": cle}, Confiance.INCERTAINE)
            return
        attendu, self.attend = (cle or self.attend), ""
        if attendu in {"elu", "agent"}:
            self._nommer(ligne, reste, attendu, est_suite=not cle)
        elif attendu == "titre":
            self._completer(ligne, "fonction", reste, Confiance.SURE)
            self.dite = True
        elif not self._joindre(ligne) and not self._fonction_puis_nom(ligne) and not self._nom_puis_fonction(ligne):
            self._suite(ligne)

    def _nouvelle(self, ligne: Ligne, personne: dict[str, str], confiance: Confiance) -> None:
        self.dite = False
        self.personnes.append(personne)
        self.spans.append([ligne.span()])
        self.confiances.append(confiance)

    def _completer(self, ligne: Ligne, cle: str, valeur: str, confiance: Confiance) -> bool:
        """Add to the last person; without one, a function is a person whose name the sheet does not say."""
        if not self.personnes or (cle == "fonction" and self.personnes[-1].get("fonction")):
            if cle == "fonction":
                role = "elu" if est_elue(plier(valeur)) else "agent"
                self._nouvelle(ligne, {"role": role, "fonction": valeur}, Confiance.PROBABLE)
            return cle == "fonction"
        self.personnes[-1].setdefault(cle, valeur)
        self.spans[-1].append(ligne.span())
        return True

    def _nommer(self, ligne: Ligne, reste: str, role: str, *, est_suite: bool) -> None:
        """« Élue représentante : Ada Byron, conseillère », the title after « Titre : » or not."""
        nom, fonction = _couper(reste)
        prenom, patronyme = prenom_et_nom(nom)
        sure = Confiance.SURE if PERSONNE.fullmatch(nom) else Confiance.INCERTAINE
        personne = {"role": role, "prenom": prenom, "nom": patronyme, "fonction": fonction}
        personne = {cle: valeur for cle, valeur in personne.items() if valeur}
        if est_suite and self.personnes:
            self.personnes[-1].update(personne)
            self.spans[-1].append(ligne.span())
            self.confiances[-1] = sure
        else:
            self._nouvelle(ligne, personne, sure)

    def _joindre(self, ligne: Ligne) -> bool:
        """E-mail addresses and phone numbers, alone on their line or after a name."""
        emails, telephones = EMAIL.findall(ligne.texte), TELEPHONE.findall(ligne.texte)
        if not emails and not telephones:
            return False
        reste = TELEPHONE.sub("", EMAIL.sub("", ligne.texte)).strip(SEPARATEURS)
        nom, fonction = _couper(reste)
        if PERSONNE.fullmatch(nom) or (not self.personnes and reste):
            self._personne(ligne, nom if PERSONNE.fullmatch(nom) else "", fonction or ("" if nom else reste))
        elif not self.personnes:
            self._nouvelle(ligne, {"role": "autre"}, Confiance.INCERTAINE)
        else:
            self.spans[-1].append(ligne.span())
        if emails:
            self.personnes[-1].setdefault("email", emails[0])
        if telephones:
            self.personnes[-1].setdefault("telephone", TELEPHONE.search(ligne.texte)[0])  # type: ignore[index]  # found above
        return True

    def _fonction_puis_nom(self, ligne: Ligne) -> bool:
        """« Directrice de l’attractivité : Ada Byron »."""
        avant, separateur, apres = ligne.texte.rpartition(":")
        fonction, nom = avant.strip(SEPARATEURS + "•"), apres.strip(SEPARATEURS)
        if not separateur or not fonction or len(fonction) > LONGUEUR_DE_FONCTION or not PERSONNE.fullmatch(nom):
            return False
        self._personne(ligne, nom, fonction)
        return True

    def _nom_puis_fonction(self, ligne: Ligne) -> bool:
        """« Ada Byron, cheffe de service », the function perhaps on the next lines."""
        nom, fonction = _couper(ligne.texte.strip(SEPARATEURS + "•"))
        if not PERSONNE.fullmatch(nom) or len(fonction) > LONGUEUR_DE_FONCTION:
            return False
        self._personne(ligne, nom, fonction)
        return True

    def _personne(self, ligne: Ligne, nom: str, fonction: str) -> None:
        prenom, patronyme = prenom_et_nom(nom)
        personne = {
            "role": "elu" if est_elue(plier(fonction)) else "agent",
            "prenom": prenom,
            "nom": patronyme,
            "fonction": fonction,
        }
        self._nouvelle(ligne, {cle: valeur for cle, valeur in personne.items() if valeur}, Confiance.PROBABLE)

    def _suite(self, ligne: Ligne) -> None:
        """A line that goes on with the function of the person just named."""
        if not self.personnes or ligne.puce or len(ligne.texte) > LONGUEUR_DE_FONCTION or self.dite:
            return
        personne = self.personnes[-1]
        fonction = " ".join(filter(None, [personne.get("fonction", ""), ligne.texte.strip(BLANCS + ";")]))
        if "email" in personne or "telephone" in personne or len(fonction) > LONGUEUR_DE_FONCTION:
            return
        personne["fonction"] = fonction.rstrip(",")
        if personne["role"] == "agent" and est_elue(plier(fonction)):
            personne["role"] = "elu"
        self.spans[-1].append(ligne.span())


def _couper(texte: str) -> tuple[str, str]:
    """Name and function: cut at « Titre : », at the first comma, dash or parenthesis."""
    titre = TITRE_APRES.search(texte)
    if titre:
        return texte[: titre.start()].strip(SEPARATEURS), texte[titre.end() :].strip(SEPARATEURS)
    coupe = re.search(r"\s*(?:[,;(]|\s[–—-]\s)\s*", texte)
    if coupe is None:
        return texte.strip(SEPARATEURS), ""
    return texte[: coupe.start()].strip(SEPARATEURS), texte[coupe.end() :].strip(SEPARATEURS)
