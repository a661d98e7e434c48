"""A visitor says that something on a public sheet is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from publication.models import ChangementPropose, Proposition

if TYPE_CHECKING:
    from publication.models import Publication


@transaction.atomic
def signaler(*, publication: Publication, champ: str, apres: str, message: str) -> Proposition:
    """Put a proposal in the review queue; nothing of the sheet changes.

    ``champ`` is the part of the document concerned, empty for none in particular, ``apres`` the text proposed for it.
    """
    proposition = Proposition.objects.create(
        publication=publication, origine=Proposition.Origine.VISITEUR, message=message
    )
    if champ:
        avant: Any = publication.contenu.get(champ)
        ChangementPropose.objects.create(proposition=proposition, champ=champ, avant=avant, apres=apres)
    return proposition
