"""The sixteen columns of the SCDL « subventions » file, version 2.1.1: what we write in each, and what still lacks.

``schemas/scdl-subventions.json`` says the same as a table schema, in our own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from collectivites.validateurs import valider_rna, valider_siret
from programmes.normes.texte import Ligne, est_valable
from publication.imports.lecture import replier
from publication.imports.valeurs import CENTIME, ValeurRefusee, periode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from programmes.models import Subvention

COLONNES = (
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "rnaBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
    "dispositifAide",
)
SYNONYMES = {
    "nomAttribuant": ("Nom de l’attribuant", "attribuant", "nom attributaire"),
    "idAttribuant": ("Identification de l’attribuant", "SIRET attribuant", "id attributaire"),
    "dateConvention": ("Date de la convention de subvention", "date de convention", "date convention", "dateSignature"),
    "referenceDecision": ("Référence de la décision", "référence", "délibération"),
    "nomBeneficiaire": ("Nom du bénéficiaire", "bénéficiaire", "nom bénéficiare"),
    "idBeneficiaire": ("Identification SIRET du bénéficiaire", "SIRET bénéficiaire", "siret", "n° siret"),
    "rnaBeneficiaire": ("Identification RNA du bénéficiaire", "RNA", "n° RNA"),
    "objet": ("Objet de la subvention", "objet de l’aide"),
    "montant": ("Montant total de la subvention", "montant de la subvention", "montant en euros", "montant (€)"),
    "nature": ("Nature de la subvention", "nature de l’aide"),
    "conditionsVersement": ("Conditions de versement de la subvention", "conditions de versement"),
    "datesPeriodeVersement": (
        "Date ou période de versement", "datePeriodeVersement", "datesVersement", "dates de versement",
        "période de versement",
    ),
    "idRAE": ("Identifiant RAE de l’aide au titre de laquelle la subvention est attribuée", "RAE"),
    "notificationUE": ("Aide d’État notifiée à la Commission européenne", "notification UE"),
    "pourcentageSubvention": (
        "Pourcentage du montant total de la subvention attribuée au bénéficiaire", "pourcentage",
        "pourcentage de la subvention",
    ),
    "dispositifAide": ("Identifiant référençant le dispositif d’aide à l’origine de la subvention", "dispositif"),
}  # fmt: skip
"""Other names that files give to the columns."""
DEBUT, FIN = "dateDebutVersement", "dateFinVersement"
DEUX_DATES = {
    "datesVersement_debut": DEBUT, "dateDebutVersement": DEBUT, "date de début de versement": DEBUT,
    "datesVersement_fin": FIN, "dateFinVersement": FIN, "date de fin de versement": FIN,
}  # fmt: skip
"""Names of the two columns of those who write the period in two."""
NOMS = {
    **{replier(colonne): colonne for colonne in COLONNES},
    **{replier(nom): colonne for colonne, noms in SYNONYMES.items() for nom in noms},
    **{replier(nom): colonne for nom, colonne in DEUX_DATES.items()},
}
"""Column of each folded name."""

OBJET_MAXIMAL = 256
PERIODE = re.compile(r"\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?\Z")
UNIQUE, ECHELONNE = "unique", "échelonné"


@dataclass(frozen=True, slots=True)
class Manque:
    """What keeps a grant out of the file: a column, and the reason."""

    colonne: str
    raison: Any


OBLIGATOIRES = {
    "nomAttribuant": _("le nom de la collectivité n’est pas connu"),
    "idAttribuant": _("le SIRET de la collectivité n’est pas connu"),
    "dateConvention": _("la date de la convention n’est pas connue"),
    "nomBeneficiaire": _("le bénéficiaire n’est pas connu"),
    "objet": _("l’objet n’est pas écrit"),
    "montant": _("aucun montant voté ou conventionné n’est connu"),
    "nature": _("la nature de l’aide n’est pas connue"),
    "conditionsVersement": _("les conditions de versement ne sont pas connues"),
    "datesPeriodeVersement": _("la date ou la période de versement n’est pas connue"),
    "notificationUE": _("on ne sait pas si l’aide est notifiée à l’Union européenne"),
    "pourcentageSubvention": _("la part du bénéficiaire n’est pas connue"),
}


def ligne(subvention: Subvention) -> Ligne:
    """What the file says of a grant, column by column; a cell is empty where we do not know."""
    collectivite, beneficiaire = subvention.collectivite, subvention.beneficiaire
    dispositif = subvention.dispositif
    montant = subvention.montant_accorde
    cellules = {
        "nomAttribuant": collectivite.nom,
        "idAttribuant": collectivite.siret or "",
        "dateConvention": subvention.date_convention.isoformat() if subvention.date_convention else "",
        "referenceDecision": subvention.reference_decision,
        "nomBeneficiaire": beneficiaire.nom if beneficiaire else "",
        "idBeneficiaire": (beneficiaire.siret or "") if beneficiaire else "",
        "rnaBeneficiaire": (beneficiaire.rna or "") if beneficiaire else "",
        "objet": " ".join(subvention.objet.split()),
        "montant": "" if montant is None else f"{montant.quantize(CENTIME):f}",
        "nature": subvention.nature_aide,
        "conditionsVersement": subvention.conditions_versement or _conditions(subvention),
        "datesPeriodeVersement": ecrire_periode(subvention.versement_debut, subvention.versement_fin),
        "idRAE": subvention.id_rae,
        "notificationUE": "oui" if subvention.notification_ue else "non",
        "pourcentageSubvention": ecrire_part(subvention.pourcentage),
        "dispositifAide": str(dispositif.uid) if dispositif and dispositif.est_publique else "",
    }
    return {nom: str(cellules[nom]) for nom in COLONNES}


def _conditions(subvention: Subvention) -> str:
    """What the dates of payment say by themselves: one day is one payment, two are several."""
    if subvention.versement_debut is None:
        return ""
    return UNIQUE if subvention.versement_fin is None else ECHELONNE


def ecrire_periode(debut: Any, fin: Any) -> str:
    """One day, or the first and the last."""
    return "/".join(jour.isoformat() for jour in (debut, fin) if jour)


def ecrire_part(pourcentage: Decimal) -> str:
    """Share with two decimals at least: 1.00, 0.45, 0.3333."""
    return max(f"{pourcentage.quantize(CENTIME):f}", f"{pourcentage.normalize():f}", key=len)


def manques(cellules: Mapping[str, str]) -> list[Manque]:
    """What keeps a line out of the file; nothing when the standard would take it."""
    trouves = [Manque(colonne, raison) for colonne, raison in OBLIGATOIRES.items() if not cellules[colonne]]
    trouves += [Manque(colonne, raison) for colonne, (cas, raison) in CONTROLES.items() if cas(cellules)]
    return trouves


def _siret_faux(colonne: str) -> Any:
    return lambda c: bool(c[colonne]) and not est_valable(valider_siret, c[colonne])


def _periode_fausse(cellules: Mapping[str, str]) -> bool:
    texte = cellules["datesPeriodeVersement"]
    if not texte:
        return False
    try:
        periode(texte)
    except ValeurRefusee:
        return True
    return not PERIODE.match(texte)


CONTROLES: dict[str, tuple[Any, Any]] = {
    "idAttribuant": (_siret_faux("idAttribuant"), _("le SIRET de la collectivité est faux")),
    "idBeneficiaire": (
        lambda c: (
            not (c["idBeneficiaire"] or c["rnaBeneficiaire"])
            or bool(c["idBeneficiaire"] and not est_valable(valider_siret, c["idBeneficiaire"]))
        ),
        _("ni SIRET ni numéro RNA du bénéficiaire"),
    ),
    "rnaBeneficiaire": (
        lambda c: bool(c["rnaBeneficiaire"]) and not est_valable(valider_rna, c["rnaBeneficiaire"]),
        _("le numéro RNA du bénéficiaire est faux"),
    ),
    "objet": (lambda c: len(c["objet"]) > OBJET_MAXIMAL, _("l’objet dépasse 256 caractères")),
    "datesPeriodeVersement": (_periode_fausse, _("la période de versement n’existe pas ou est inversée")),
    "pourcentageSubvention": (
        lambda c: bool(c["pourcentageSubvention"]) and Decimal(c["pourcentageSubvention"]) < CENTIME,
        _("la part du bénéficiaire est inférieure à 1 %"),
    ),
}


def part_en_euros(cellules: Mapping[str, str]) -> Decimal:
    """What the beneficiary receives: « montant » is the total before sharing."""
    return (Decimal(cellules["montant"]) * Decimal(cellules["pourcentageSubvention"])).quantize(CENTIME)
