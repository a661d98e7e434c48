"""The nightly check logs each drift and counts them."""

from __future__ import annotations

import logging

import pytest

from publication.models import Publication
from publication.tasks import verifier_publications
from tests.factories import CollectiviteFactory

pytestmark = pytest.mark.django_db


def test_verification_de_nuit_journalise_chaque_ecart(caplog) -> None:
    saine, fausse = CollectiviteFactory(publie=True), CollectiviteFactory(publie=True, nom="Nom")
    Publication.objects.filter(pk=fausse.uid).update(resume="Faux")
    with caplog.at_level(logging.ERROR):
        assert verifier_publications(0) == 1
    (ligne,) = caplog.messages
    assert str(fausse.uid) in ligne
    assert str(saine.uid) not in ligne
    assert "Nom" not in ligne


def test_verification_de_nuit_sans_ecart_se_tait(caplog) -> None:
    CollectiviteFactory(publie=True)
    assert verifier_publications(0) == 0
    assert caplog.messages == []
