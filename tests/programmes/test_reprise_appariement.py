"""The authority of a sheet is found in the official code; when two could be meant, neither is chosen."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext

from collectivites.appariement import Annuaire, Fait
from tests.factories import DepartementFactory
from tests.programmes.monde_de_reprise import installer_le_code, une

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _code() -> None:
    installer_le_code()


@pytest.mark.parametrize(
    ("fait", "trouvee"),
    [
        (Fait("Conseil départemental d'Ille-et-Vilaine", ("departement",)), "Département d’Ille-et-Vilaine"),
        (Fait("CONSEIL GENERAL D ILLE ET VILAINE", ("departement",)), "Département d’Ille-et-Vilaine"),
        (Fait("CD35"), "Département d’Ille-et-Vilaine"),
        (Fait("Département du Pas de Calais", ("departement",)), "Département du Pas-de-Calais"),
        (Fait("Région Grand-Est", ("region",)), "Région Grand Est"),
        (Fait("Conseil régional de Bretagne", ("region",)), "Région Bretagne"),
        (
            Fait("Communauté de communes Auberive Vingeanne Montsaugeonnais", ("communaute_communes",)),
            "Communauté de communes d’Auberive Vingeanne et Montsaugeonnais",
        ),
        (Fait("Mulhouse Alsace Agglomération", ("metropole",)), "Mulhouse Alsace Agglomération"),
        (Fait("Rennes-Métropole"), "Rennes Métropole"),
        (Fait("Ville de Rennes", ("commune",)), "Rennes"),
        (Fait("Un autre nom", siren="243500139"), "Rennes Métropole"),
    ],
)
def test_une_collectivite_est_reconnue_sous_ses_noms(fait: Fait, trouvee: str) -> None:
    appariement = Annuaire().apparier(fait)
    assert str(appariement.trouvee) == trouvee
    assert appariement.candidates[0] == appariement.trouvee


def test_un_nom_que_deux_portent_est_propose_jamais_choisi() -> None:
    appariement = Annuaire().apparier(Fait("Rennes"))
    assert appariement.trouvee is None
    assert {str(candidate) for candidate in appariement.candidates} == {"Rennes", "Rennes Métropole"}


def test_le_code_postal_ou_la_region_departage_des_homonymes() -> None:
    for code in ("35", "52"):
        departement = DepartementFactory(code=code)
        une("Communauté de communes du Val", "communaute_communes", departement=departement, region=departement.region,
            code_insee=f"{code}1")  # fmt: skip
    nom, types = "CC du Val", ("communaute_communes",)
    annuaire = Annuaire()
    assert annuaire.apparier(Fait(nom, types)).trouvee is None
    assert len(annuaire.apparier(Fait(nom, types)).candidates) == 2
    par_code = annuaire.apparier(Fait(nom, types, code_postal="52190")).trouvee
    assert par_code is not None
    assert par_code.departement_id == "52"
    par_region = annuaire.apparier(Fait(nom, types, region="Bretagne")).trouvee
    assert par_region is not None
    assert par_region.departement_id == "35"


def test_un_nom_d_un_autre_type_ou_mal_ecrit_est_seulement_propose() -> None:
    autre_type = Annuaire().apparier(Fait("Communauté urbaine de Rennes", ("communaute_urbaine",)))
    assert autre_type.trouvee is None
    assert [str(candidate) for candidate in autre_type.candidates] == ["Rennes Métropole"]
    faute = Annuaire().apparier(Fait("Communauté de communes Auberive Vingeane Montsaujonnais"))
    assert faute.trouvee is None
    assert str(faute.candidates[0]).startswith("Communauté de communes d’Auberive")


def test_une_collectivite_dissoute_n_est_jamais_choisie_seule() -> None:
    ancienne = une("Communauté de communes du Lac", "communaute_communes", siren="200027316", dissoute_en=2016)
    appariement = Annuaire().apparier(Fait("Communauté de communes du Lac", ("communaute_communes",)))
    assert appariement.trouvee is None
    assert appariement.candidates == (ancienne,)


def test_un_nom_inconnu_ne_designe_personne() -> None:
    assert Annuaire().apparier(Fait("Syndicat mixte de Zzyzx")).candidates == ()
    assert Annuaire().apparier(Fait("")).trouvee is None


def test_apparier_dix_noms_coute_autant_de_requetes_qu_un(django_assert_max_num_queries) -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as requetes:
        annuaire = Annuaire()
        for _ in range(10):
            annuaire.apparier(Fait("Conseil départemental de la Moselle", ("departement",)))
    assert len(requetes) == 1
