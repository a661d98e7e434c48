"""Whatever the filters, the page, the API and every export give the same records, in the same order."""

from __future__ import annotations

from typing import Any

import django_filters as filters
import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publication.actions import synchroniser
from publication.exports import FORMATS
from publication.filters import ChoixMultipleFilter, CodesField, TriFilter
from publication.natures import registre
from tests import factories as f
from tests.api.portes import FABRIQUES, liste
from tests.api.test_formats import octets, uids
from tests.publication.monde import monde

pytestmark = pytest.mark.django_db

LISTES = [*FABRIQUES, "subventions"]
NOMBRES = ["0", "1", "1000", "15000", "300000"]
JOURS = ["2020-01-01", "2026-06-01", "2027-12-31"]
CODES = {"region": ["53", "11"], "departement": ["35", "75"], "epci": ["243500139"], "commune": ["35238", "35047"]}
TEXTES = ["fiche", "rennes", "projet -recyclerie", '"aide"']
LIEUX = [
    {"bbox": "-5,47,0,49"},
    {"autour": "48.11,-1.68"},
    {"autour": "48.11,-1.68", "rayon": "300"},
    {"a_jour": "false", "le": "2030-01-01"},
]
SIMPLES = {
    filters.ChoiceFilter: ["true", "false"],
    filters.UUIDFilter: ["un"],  # replaced by one of the world
    filters.DateFilter: JOURS,
    filters.NumberFilter: NOMBRES,
    filters.CharFilter: TEXTES,
}
COMPOSES = {"bbox", "autour", "rayon", "a_jour", "le"}


def valeurs(nom: str, filtre: Any) -> Any:
    """Values that a filter takes."""
    if isinstance(filtre, ChoixMultipleFilter):
        champ = filtre.field
        if isinstance(champ, CodesField) and nom not in CODES:
            return st.just("un")  # an identifier, replaced by one of the world
        connues = CODES.get(nom) or [str(code) for code, _libelle in champ.choices]
        signees = [*connues, *(f"-{code}" for code in connues)]
        return st.lists(st.sampled_from(signees), min_size=1, max_size=3, unique=True)
    if isinstance(filtre, TriFilter):
        return st.sampled_from(list(filtre.colonnes))
    for classe, prises in SIMPLES.items():
        if isinstance(filtre, classe):
            return st.sampled_from(prises)
    raise AssertionError(f"{nom} : dites ici quelles valeurs ce filtre prend")


@pytest.fixture
def le_monde() -> dict[str, str]:
    """Sheets of every nature, some verified, some somewhere; the identifiers that filters may name."""
    bretagne, idf = f.RegionFactory(code="53", nom="Bretagne"), f.RegionFactory(code="11", nom="Île-de-France")
    ille = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", region=bretagne)
    f.DepartementFactory(code="75", nom="Paris", region=idf)
    metropole = f.CollectiviteFactory(
        publie=True,
        type="metropole",
        siren="243500139",
        region=bretagne,
        departement=ille,
        latitude=48.1,
        longitude=-1.7,
    )
    for code in CODES["commune"]:
        f.CommuneFactory(code=code, departement=ille, region=bretagne, epci=metropole)
        f.CollectiviteFactory(publie=True, type="commune", code_insee=code, region=bretagne, departement=ille)
    tout = monde()
    theme = f.ThematiqueFactory(slug="emploi")
    for fabrique in FABRIQUES.values():
        fabrique(publie=True, verifie=True)
        if fabrique is not f.CollectiviteFactory:
            fiche = fabrique()
            fiche.thematiques.add(theme)
            synchroniser([fiche])
    projet = f.ProjetFactory(publie=True, subventionne=True, nom="Projet à Rennes")
    synchroniser([projet])
    return {
        "collectivite": str(tout.dispositif.collectivite.uid),
        "dispositif": str(tout.dispositif.uid),
        "beneficiaire": str(tout.projet.subventions.first().beneficiaire.uid),
    }


@pytest.mark.parametrize("nom", LISTES)
def test_page_api_et_exports_donnent_les_memes_dans_le_meme_ordre(client, le_monde, nom: str) -> None:
    classe = client.get(liste(nom)).resolver_match.func.cls.filterset_class
    if nom in FABRIQUES:
        assert registre[FABRIQUES[nom]._meta.model.nature].filtre is classe
    seuls = {n: valeurs(n, filtre) for n, filtre in classe.base_filters.items() if n not in COMPOSES}
    lieux = st.sampled_from([{}, *LIEUX]) if "bbox" in classe.base_filters else st.just({})
    ecrans = {"subventions": lambda page: [str(s.uid) for s in page.context["page"]]}
    lire_page = ecrans.get(nom, lambda page: [str(p.pk) for p in page.context["publications"]])

    @settings(
        max_examples=12, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.fixed_dictionaries({}, optional=seuls), lieux, st.sampled_from(list(FORMATS)))
    def verifier(choisis: dict[str, Any], lieu: dict[str, str], format_: str) -> None:
        parametres = {**{n: le_monde[n] if v == "un" else v for n, v in choisis.items()}, **lieu}
        api = uids(octets(client.get(liste(nom), {**parametres, "taille": 200})), "json")
        cache.clear()  # a page that was kept has no context
        page = client.get(f"/{nom}/", {**parametres, "par_page": "100"})
        assert page.status_code == 200
        assert lire_page(page) == api
        assert uids(octets(client.get(liste(nom), {**parametres, "format": format_})), format_) == api
        assert uids(octets(client.get(f"/{nom}/export.{format_}", parametres)), format_) == api

    verifier()


def test_le_monde_a_de_quoi_repondre(client, le_monde) -> None:
    """An empty world would prove nothing."""
    for nom in LISTES:
        assert client.get(liste(nom)).json()["total"] > 1, nom
    for filtre in (
        "region=53",
        "epci=243500139",
        "bbox=-5,47,0,49",
        "autour=48.11,-1.68",
        "a_jour=false&le=2030-01-01",
    ):
        assert client.get(f"{liste('collectivites')}?{filtre}").json()["total"] > 0, filtre
    for n, valeur in le_monde.items():
        assert client.get(liste("subventions"), {n: valeur}).json()["total"] > 0, n
