"""What the forms of well filled sheets ask of the database: little, and no more when a sheet holds more."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.admin.conftest import adresse
from tests.api.complets import construire

pytestmark = pytest.mark.django_db
REQUETES = 15


def remplir(fiches: dict[str, object], nombre: int) -> None:
    """Add to the choices and to the parts of each sheet."""
    for champ in ("thematiques", "contacts", "dispositifs", "projets", "collectivites", "politiques", "communes"):
        fabrique = getattr(
            f, {"thematiques": "ThematiqueFactory"}.get(champ, f"{champ.rstrip('s').capitalize()}Factory")
        )
        for fiche in fiches.values():
            if any(champ == m2m.name for m2m in fiche._meta.many_to_many):
                getattr(fiche, champ).add(*(fabrique() for _ in range(nombre)))
    for _ in range(nombre):
        f.ContactFactory(collectivite=fiches["collectivites"])
        f.ActionFactory(politique=fiches["politiques"])
        f.PartenariatFactory(dispositif=fiches["dispositifs"], collectivite=f.CollectiviteFactory())
        f.SubventionFactory(projet=fiches["projets"])
        f.InterventionFactory(ressource=fiches["ressources"], collectivite=f.CollectiviteFactory())


def compter(client, fiche) -> list[str]:
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(adresse(fiche, "change", fiche.pk)).status_code == 200
    return [requete["sql"] for requete in requetes]


@pytest.mark.parametrize("nature", ["collectivites", "politiques", "dispositifs", "projets", "ressources"])
def test_une_fiche_remplie_s_ouvre_en_moins_de_quinze_requetes(bureau, nature) -> None:
    fiches = construire()
    remplir(fiches, 2)
    compter(bureau, fiches[nature])
    peu = compter(bureau, fiches[nature])
    remplir(fiches, 5)
    beaucoup = compter(bureau, fiches[nature])
    assert len(beaucoup) == len(peu)
    assert len(beaucoup) < REQUETES, "\n".join(sql[:300] for sql in beaucoup)
