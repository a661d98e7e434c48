"""The import of a file, by hand, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from programmes.models import Organisme
from tests import factories as f
from tests.navigateur.test_admin import bureau

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

__all__ = ["bureau"]
pytestmark = pytest.mark.django_db(transaction=True)


def graves(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [
        f"{page.url} {v['id']} {[n['html'] for n in v['nodes']][:3]}"
        for v in violations
        if v["impact"] in {"serious", "critical"}
    ]


def test_un_fichier_se_depose_se_verifie_et_s_importe(bureau: Page, tmp_path: Path) -> None:
    plaintes: list[str] = []
    bureau.on("console", lambda m: plaintes.append(m.text) if m.type in {"error", "warning"} else None)
    f.OrganismeFactory(nom="Avant", rna="W351001234")
    fichier = tmp_path / "organismes.csv"
    fichier.write_text("Titre du fichier\nnom;rna\nAprès;W351001234\nNouveau;W351009999\nFaux;X\n")
    bureau.goto("/admin/publication/import/")
    fautes = graves(bureau)
    bureau.click("text=Importer un fichier")
    bureau.select_option("#id_genre", "organismes")
    bureau.set_input_files("#id_fichier", fichier)
    fautes += graves(bureau)
    bureau.click("text=Vérifier le fichier")
    bureau.wait_for_selector("text=Vérifié, rien n’est encore écrit")
    fautes += graves(bureau)
    assert bureau.inner_text("del") == "Avant"
    assert Organisme.objects.get().nom == "Avant"
    bureau.check("#mode-partiel")
    bureau.click("input[value=Importer]")
    bureau.wait_for_selector("text=Lignes gardées : 3 à 4. Lignes laissées de côté : 5.")
    assert set(Organisme.objects.values_list("nom", flat=True)) == {"Après", "Nouveau"}
    assert fautes == []
    assert plaintes == []
