"""Read a file of grants as authorities publish them, with all that goes wrong in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from programmes.normes import scdl
from programmes.normes.scdl import COLONNES, DEBUT, ECHELONNE, FIN, NOMS, UNIQUE
from publication.imports import valeurs
from publication.imports.lecture import Grille, LigneDeFichier, lire_grille, replier
from publication.imports.numeros import lire_rna, lire_siret
from publication.imports.rapport import Resultat, Sort
from publication.imports.valeurs import ValeurRefusee

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from programmes.normes.texte import Ligne

NUMERAIRE, EN_NATURE = "aide en numéraire", "aide en nature"
LES_DEUX = f"{NUMERAIRE};{EN_NATURE}"
LONGUEURS = {"nomBeneficiaire": 200, "objet": 256, "referenceDecision": 100, "conditionsVersement": 256, "idRAE": 5}
"""Characters that we, or the standard, keep at most."""
COLONNES_INDISPENSABLES = ("nomBeneficiaire", "objet", "montant")


@dataclass(slots=True)
class LigneLue:
    """A line: the cells as the standard writes them, the values that are not texts, and what was said of it."""

    resultat: Resultat
    cellules: Ligne = field(default_factory=lambda: dict.fromkeys(COLONNES, ""))
    valeurs: dict[str, Any] = field(default_factory=dict)
    refusees: set[str] = field(default_factory=set)

    @property
    def est_bonne(self) -> bool:
        """Whether nothing forbids to take the line."""
        return self.resultat.sort != Sort.REFUSEE


def lire(contenu: bytes) -> tuple[list[LigneLue], list[str]]:
    """Lines of a file, and what was guessed to read it. Raises ``FichierIllisible``.

    A line that is wrong is refused with all its reasons; the second of two identical lines is set aside. Lines of
    totals are not lines of grants: they are left out, with a remark.
    """
    grille = lire_grille(contenu, NOMS, au_moins=3)
    remarques = list(grille.remarques)
    absentes = [colonne for colonne in COLONNES_INDISPENSABLES if colonne not in grille.colonnes]
    if absentes:
        remarques.append(f"Colonnes absentes : {', '.join(absentes)}. Aucune ligne ne peut être prise sans elles.")
    totaux = [ligne.numero for ligne in grille.lignes if _est_un_total(ligne)]
    if totaux:
        remarques.append(f"Lignes de total, non lues : {', '.join(map(str, totaux))}.")
    lues = [_lire_ligne(ligne, grille) for ligne in grille.lignes if not _est_un_total(ligne)]
    ecarter_les_doublons(lues)
    controler_les_parts(lues)
    return lues, remarques


def _est_un_total(ligne: LigneDeFichier) -> bool:
    cellules = ligne.cellules
    dits = [replier(texte) for texte in cellules.values() if texte]
    sans_objet = not (cellules.get("objet") and cellules.get("nomBeneficiaire"))
    return sans_objet and any(dit in {"total", "totalgeneral", "totaux", "soustotal"} for dit in dits)


def _lire_ligne(ligne: LigneDeFichier, grille: Grille) -> LigneLue:
    lue = LigneLue(Resultat(ligne.numero, titre=ligne.cellules.get("objet", "")))
    for colonne in COLONNES:
        brut = ligne.cellules.get(colonne, "")
        if colonne == "datesPeriodeVersement":
            brut = brut or _en_une(ligne.cellules)
        try:
            LECTEURS[colonne](lue, colonne, brut)
        except ValeurRefusee as refus:
            lue.refusees.add(colonne)
            lue.resultat.refuser(grille.colonnes.get(colonne, colonne), brut, str(refus))
    _exiger_un_numero(lue, ligne)
    return lue


def _en_une(cellules: dict[str, str]) -> str:
    """Period of those who write it in two columns."""
    return "/".join(filter(None, [cellules.get(DEBUT, ""), cellules.get(FIN, "")]))


def _exiger_un_numero(lue: LigneLue, ligne: LigneDeFichier) -> None:
    """Someone who has neither SIRET nor RNA may be a person: nothing is kept of persons."""
    erreurs = lue.resultat.erreurs
    if lue.cellules["rnaBeneficiaire"] and len(erreurs) == 1 and "idBeneficiaire" in lue.refusees:
        lue.resultat.remarques.append(erreurs.pop())
        lue.resultat.remarquer(
            "rnaBeneficiaire", lue.cellules["rnaBeneficiaire"], "Le numéro RNA suffit, le SIRET est laissé."
        )
        lue.resultat.sort = Sort.INCHANGEE
        return
    if ligne.cellules.get("idBeneficiaire") or ligne.cellules.get("rnaBeneficiaire"):
        return
    lue.resultat.refuser(
        "idBeneficiaire", "", "Ni SIRET ni numéro RNA : le bénéficiaire ne peut pas être reconnu sans l’un des deux."
    )


def _texte(lue: LigneLue, colonne: str, brut: str) -> None:
    texte = " ".join(brut.split())
    maximum = LONGUEURS.get(colonne, len(texte))
    if len(texte) > maximum:
        raise ValeurRefusee(f"{len(texte)} caractères, {maximum} au plus : raccourcissez.")
    lue.cellules[colonne] = texte


def _texte_exige(lue: LigneLue, colonne: str, brut: str) -> None:
    if not brut.strip():
        raise ValeurRefusee("La cellule est vide, la norme l’exige.")
    _texte(lue, colonne, brut)


def _siret_exige(lue: LigneLue, colonne: str, brut: str) -> None:
    if not brut:
        raise ValeurRefusee("La cellule est vide : écrivez le SIRET de la collectivité qui attribue.")
    _siret(lue, colonne, brut)


def _siret(lue: LigneLue, colonne: str, brut: str) -> None:
    if brut:
        lue.cellules[colonne], remarque = lire_siret(brut)
        lue.resultat.remarquer(colonne, brut, remarque)


def _siret_du_beneficiaire(lue: LigneLue, colonne: str, brut: str) -> None:
    """An RNA number may have been written in this column."""
    if brut.upper().startswith("W"):
        lue.cellules["rnaBeneficiaire"] = lire_rna(brut)
        lue.resultat.remarquer(colonne, brut, "Ce numéro RNA est dans la colonne du SIRET.")
    else:
        _siret(lue, colonne, brut)


def _rna(lue: LigneLue, colonne: str, brut: str) -> None:
    if brut:
        lue.cellules[colonne] = lire_rna(brut)


def _date_exigee(lue: LigneLue, colonne: str, brut: str) -> None:
    if not brut:
        raise ValeurRefusee("La cellule est vide : écrivez la date de la convention.")
    jour, remarque = valeurs.date(brut)
    lue.cellules[colonne], lue.valeurs[colonne] = jour.isoformat(), jour
    lue.resultat.remarquer(colonne, brut, remarque)


def _montant(lue: LigneLue, colonne: str, brut: str) -> None:
    if not brut:
        raise ValeurRefusee("La cellule est vide : écrivez le montant, en euros.")
    montant, remarque = valeurs.montant(brut)
    lue.cellules[colonne], lue.valeurs[colonne] = f"{montant:f}", montant
    lue.resultat.remarquer(colonne, brut, remarque)


def _nature(lue: LigneLue, colonne: str, brut: str) -> None:
    replie = replier(brut)
    natures = [nom for nom, mot in ((NUMERAIRE, "numeraire"), (EN_NATURE, "nature")) if mot in replie]
    if not natures:
        raise ValeurRefusee(f"« {brut} » : écrivez « {NUMERAIRE} », « {EN_NATURE} » ou « {LES_DEUX} ».")
    lue.cellules[colonne] = ";".join(natures)


def _conditions(lue: LigneLue, colonne: str, brut: str) -> None:
    _texte(lue, colonne, brut)
    replie = replier(brut)
    if replie in {replier(UNIQUE), replier(ECHELONNE)}:
        lue.cellules[colonne] = UNIQUE if replie == replier(UNIQUE) else ECHELONNE
    if not brut:
        lue.resultat.remarquer(colonne, "", "Les conditions de versement manquent.")


def _periode(lue: LigneLue, colonne: str, brut: str) -> None:
    debut = fin = None
    if not brut:
        lue.resultat.remarquer(colonne, "", "La date ou la période de versement manque.")
    else:
        debut, fin, remarque = valeurs.periode(brut)
        lue.resultat.remarquer(colonne, brut, remarque)
    lue.cellules[colonne] = scdl.ecrire_periode(debut, fin)
    lue.valeurs[colonne] = (debut, fin)


def _notification(lue: LigneLue, colonne: str, brut: str) -> None:
    oui = valeurs.booleen(brut) if brut else False
    lue.cellules[colonne], lue.valeurs[colonne] = "oui" if oui else "non", oui
    if not brut:
        lue.resultat.remarquer(colonne, "", "Vide : lu « non ».")


def _part(lue: LigneLue, colonne: str, brut: str) -> None:
    part, remarque = valeurs.part(brut) if brut else (Decimal(1), "Vide : lu « 1.00 », bénéficiaire unique.")
    lue.cellules[colonne], lue.valeurs[colonne] = scdl.ecrire_part(part), part
    lue.resultat.remarquer(colonne, brut, remarque)


LECTEURS: dict[str, Callable[[LigneLue, str, str], None]] = {
    "nomAttribuant": _texte,
    "idAttribuant": _siret_exige,
    "dateConvention": _date_exigee,
    "referenceDecision": _texte,
    "nomBeneficiaire": _texte_exige,
    "idBeneficiaire": _siret_du_beneficiaire,
    "rnaBeneficiaire": _rna,
    "objet": _texte_exige,
    "montant": _montant,
    "nature": _nature,
    "conditionsVersement": _conditions,
    "datesPeriodeVersement": _periode,
    "idRAE": _texte,
    "notificationUE": _notification,
    "pourcentageSubvention": _part,
    "dispositifAide": _texte,
}


def ecarter_les_doublons(lues: Iterable[LigneLue]) -> None:
    """Set aside each line that says the same as one before in the sixteen columns; any difference makes two grants."""
    premieres: dict[tuple[str, ...], int] = {}
    for lue in lues:
        if not lue.est_bonne:
            continue
        cle = tuple(lue.cellules.values())
        premiere = premieres.setdefault(cle, lue.resultat.numero)
        if premiere != lue.resultat.numero:
            lue.resultat.sort = Sort.DOUBLON
            lue.resultat.remarquer(
                "",
                "",
                f"Identique à la ligne {premiere} dans les seize colonnes : comptée une fois. Si ce sont deux "
                "subventions, distinguez-les par la référence de la décision ou par l’objet.",
            )


def controler_les_parts(lues: Iterable[LigneLue]) -> None:
    """Remark on the decisions whose beneficiaries would share more than the whole."""
    partages: dict[tuple[str, ...], list[LigneLue]] = defaultdict(list)
    for lue in lues:
        if lue.est_bonne and lue.resultat.sort != Sort.DOUBLON and lue.valeurs["pourcentageSubvention"] < 1:
            noms = ("idAttribuant", "dateConvention", "referenceDecision", "objet", "montant")
            partages[tuple(lue.cellules[nom] for nom in noms)].append(lue)
    for partage in partages.values():
        total = sum((lue.valeurs["pourcentageSubvention"] for lue in partage), Decimal(0))
        if total > 1:
            for lue in partage:
                lue.resultat.remarquer(
                    "pourcentageSubvention",
                    lue.cellules["pourcentageSubvention"],
                    f"Les bénéficiaires de cette décision se partagent {total:.0%} du montant.",
                )


def total(lues: Iterable[LigneLue]) -> Decimal:
    """Euros that the good lines come to: the sum of amounts times shares: an amount is the whole before sharing."""
    bonnes = [lue for lue in lues if lue.est_bonne and lue.resultat.sort != Sort.DOUBLON]
    return sum((scdl.part_en_euros(lue.cellules) for lue in bonnes), Decimal(0))
