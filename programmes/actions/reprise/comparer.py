"""Say in one line what a sheet and a document hold, and propose to a public sheet what the document says otherwise."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from publication.actions import PropositionInvalide, proposer
from publication.models import ChangementPropose, Proposition
from publication.valeurs import en_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from collectivites.models import Utilisateur
    from publication.models import Fiche

DU_CODE_OFFICIEL = frozenset({"population", "population_annee"})
"""Fields that the official code brings up to date: what an older page says of them is told, and not proposed."""


def proposer_les_differences(fiche: Fiche, voulues: Mapping[str, Any], *, par: Utilisateur, titre: str) -> bool:
    """Put the differences of a public sheet in the review queue, those that wait there apart; return whether any was.

    Only fields that can be proposed are; what the sheet refuses stays told in the report.
    """
    if not fiche.est_publique or fiche.publication is None:
        return False
    possibles = {nom: v for nom, v in voulues.items() if nom in fiche.proposables and nom not in DU_CODE_OFFICIEL}
    attendues = ChangementPropose.objects.filter(
        proposition__publication=fiche.publication, proposition__statut=Proposition.Statut.DEPOSEE
    ).values_list("champ", "apres")
    deja = list(attendues)
    nouvelles = {n: v for n, v in possibles.items() if (n, en_json(fiche._meta.get_field(n), v)) not in deja}
    if not nouvelles:
        return False
    message = _("Le document « %(titre)s », repris par l’équipe, dit autre chose.") % {"titre": titre}
    try:
        proposer(
            publication=fiche.publication,
            changements=nouvelles,
            origine=Proposition.Origine.EQUIPE,
            par=par,
            message=message,
        )
    except PropositionInvalide:
        return False
    return True


def dire(partie: Any, noms: Iterable[str]) -> str:
    """A part in one line: the values of some of its fields."""
    return ", ".join(texte for nom in noms if (texte := dite(getattr(partie, nom))))


def dite(valeur: Any) -> str:
    """A value in one line, shortened."""
    if isinstance(valeur, bool):
        return _("oui") if valeur else _("non")
    if isinstance(valeur, Decimal):
        return f"{valeur.normalize():f}"
    texte = "" if valeur is None else str(valeur)
    return texte if len(texte) <= 120 else f"{texte[:119]}…"  # noqa: PLR2004  # the document itself says the rest
