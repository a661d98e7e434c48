"""Two people on the same sheet, each in a browser: each learns that the other is there, and it is read aloud once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.admin.conftest import adresse
from tests.factories import PolitiqueFactory
from tests.navigateur.test_conflit import poste, violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["poste"]


def test_chacune_apprend_que_l_autre_est_la(poste: Callable[[str], Page]) -> None:
    politique = PolitiqueFactory(titre="Titre ouvert")
    url = adresse(politique, "change", politique.pk)
    alix, camille = poste("Alix"), poste("Camille")
    plaintes: list[str] = []
    camille.on("console", lambda m: plaintes.append(m.text) if m.type in {"error", "warning"} else None)
    alix.goto(url)
    alix.wait_for_load_state("networkidle")
    assert not alix.is_visible(".presence__conseil")
    camille.goto(url)
    camille.wait_for_selector("[data-qui]:not(:empty)")
    assert "Alix modifie cette fiche depuis moins d’une minute" in " ".join(camille.inner_text(".presence").split())
    assert camille.get_attribute("[data-qui]", "role") == "status"
    alix.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    alix.wait_for_selector("text=Camille modifie cette fiche")
    assert plaintes == []
    assert violations(camille) == []  # last: axe itself writes styles that the policy refuses
