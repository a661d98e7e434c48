"""Codes of places become names."""

from __future__ import annotations

import pytest

from programmes.territoires import places
from publication.actions import publier
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_chaque_code_a_son_nom_et_sa_page() -> None:
    region = f.RegionFactory(code="53", nom="Bretagne")
    departement = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", region=region)
    f.CommuneFactory(code="35238", nom="Rennes", departement=departement, region=region)
    f.CollectiviteFactory(type="metropole", siren="243500139", nom="Rennes Métropole")
    trouvees = places(["PAYS-FR", "REG-53", "DEP-35", "EPCI-243500139", "COM-35238", "DEP-99"])
    assert [place.nom for place in trouvees.values()] == [
        "Toute la France", "Bretagne", "Ille-et-Vilaine (35)", "Rennes Métropole", "Rennes", "DEP-99",
    ]  # fmt: skip
    assert trouvees["REG-53"].url == region.get_absolute_url()
    assert trouvees["COM-35238"].url == "/ma-commune/35238/"


def test_fiche_nomme_ses_territoires(client) -> None:
    region = f.RegionFactory(code="53", nom="Bretagne")
    dispositif = f.DispositifFactory(territoires=["REG-53"], exclusions=["COM-35238"])
    publier(fiche=dispositif.collectivite, par=f.UtilisateurFactory())
    publier(fiche=dispositif, par=f.UtilisateurFactory())
    page = client.get(dispositif.get_absolute_url()).content.decode()
    assert f'<a href="{region.get_absolute_url()}">Bretagne</a>' in page
    assert "COM-35238" in page
