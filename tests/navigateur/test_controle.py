"""A number is checked while it is typed, in a browser: said under the field, read aloud, in step with the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.admin.conftest import adresse
from tests.factories import CollectiviteFactory
from tests.navigateur.test_conflit import poste, violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["poste"]


def test_un_siren_se_verifie_pendant_qu_on_le_tape(poste: Callable[[str], Page]) -> None:
    CollectiviteFactory(nom="Pays des Essais", siren="243500139")
    fiche = CollectiviteFactory(nom="Autre pays")
    page = poste("Alix")
    plaintes: list[str] = []
    page.on("console", lambda m: plaintes.append(m.text) if m.type in {"error", "warning"} else None)
    page.goto(adresse(fiche, "change", fiche.pk))
    page.wait_for_load_state("networkidle")
    dit = page.locator("#id_siren_controle")
    assert dit.get_attribute("role") == "status"
    page.locator("#id_siren").press_sequentially("243500138")
    page.wait_for_selector("#id_siren_controle:has-text('la clé de ce SIREN est fausse')")
    assert page.get_attribute("#id_siren", "aria-invalid") == "true"
    assert "id_siren_controle" in page.get_attribute("#id_siren", "aria-describedby").split()
    page.fill("#id_siren", "243500139")
    page.press("#id_siren", "Tab")
    page.wait_for_selector("#id_siren_controle:has-text('Déjà utilisé par « Pays des Essais »')")
    assert page.locator("#id_siren_controle a").count() == 1
    page.fill("#id_siren", "200000172")
    page.wait_for_selector("#id_siren_controle:has-text('Bien formé')")
    assert page.get_attribute("#id_siren", "aria-invalid") is None
    assert plaintes == []
    assert violations(page) == []  # last: axe itself writes styles that the policy refuses
