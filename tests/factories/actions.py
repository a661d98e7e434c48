"""Rows that actions alone write, of the models that have no factory."""

from __future__ import annotations

from itertools import count

from publication.models import Doublon, LienVerifie
from tests.factories.programmes import OrganismeFactory

RANGS = count()


def un_doublon() -> Doublon:
    """Two organisations that may be one."""
    un, autre = OrganismeFactory.create_batch(2)
    return Doublon.objects.create(modele="programmes.Organisme", gauche=un.pk, droite=autre.pk, score=90)


def un_lien_verifie() -> LienVerifie:
    """An address of public sheets, never visited."""
    return LienVerifie.objects.create(adresse=f"https://example.org/page-{next(RANGS)}")
