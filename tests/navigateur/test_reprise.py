"""Taking over an existing sheet in a real browser, under the real security policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from programmes.models import Politique
from tests.navigateur.test_examen import bureau, fautes_graves
from tests.programmes.monde_de_reprise import PAGES, installer_le_code

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["bureau"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_reprendre_une_page_du_reseau_a_la_souris(bureau: Page) -> None:
    installer_le_code()
    plaintes: list[str] = []
    bureau.on("console", lambda m: plaintes.append(m.text) if m.type in {"error", "warning"} else None)
    bureau.goto("/admin/programmes/reprise/add/")
    bureau.set_input_files("#id_fichiers", str(PAGES / "fiche.txt"))
    bureau.click("input[type=submit].default")
    bureau.wait_for_selector("text=1 fiche(s) lue(s).")
    bureau.click(".reprise-liste tbody a")
    bureau.wait_for_selector(".reprise-texte")
    bureau.fill("#id_panorama", "Corrigé à l’écran.")
    bureau.click("input[type=submit].default")
    bureau.wait_for_selector("text=Corrections gardées.")
    bureau.click("input[name=_creer]")
    bureau.wait_for_selector("h2:has-text('Compte rendu')")
    assert plaintes == []
    assert Politique.objects.get().panorama == "Corrigé à l’écran."
    assert fautes_graves(bureau) == []
    bureau.click(".reprise-liste tbody a")
    bureau.wait_for_selector(".reprise-texte")
    assert fautes_graves(bureau) == []
    bureau.goto("/admin/programmes/reprise/add/")
    assert fautes_graves(bureau) == []
