"""Create the drafts of documents, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from programmes.actions.reprise.deposer import a_reprendre, verrouiller_reprise
from programmes.actions.reprise.ecrire import reprendre

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collectivites.models import Utilisateur
    from programmes.actions.reprise.rapport import FicheReprise
    from programmes.models import Reprise


@transaction.atomic
def creer_les_brouillons(*, reprises: Iterable[Reprise], par: Utilisateur, simuler: bool = False) -> list[FicheReprise]:
    """Write the drafts of every sheet of the documents, in one transaction, and keep the report with each.

    With ``simuler``, everything is tried and nothing kept. Raises ``RepriseFaite`` and ``FichierInvalide``; nothing is
    written then.
    """
    verrouillees = [verrouiller_reprise(reprise) for reprise in reprises]
    lots = [a_reprendre(reprise) for reprise in verrouillees]
    rendus = reprendre([fiche for lot in lots for fiche in lot], par=par, simuler=simuler)
    reste = iter(rendus)
    for reprise, lot in zip(verrouillees, lots, strict=True):
        reprise.compte_rendu = [next(reste).en_json() for _fiche in lot]
        reprise.faite_le, reprise.faite_par = timezone.now(), par
        if not simuler:
            reprise.save(update_fields=["compte_rendu", "faite_le", "faite_par"])
    return rendus
