"""What machines read on public pages."""

from __future__ import annotations

import json
import re

import pytest
import time_machine
from rdflib import RDF, SDO, Graph, URIRef

from programmes.models import Organisme, Thematique
from publication.models import Publication
from publication.plan_du_site import PlanDeFiches
from tests import factories as f
from tests.monde_public import creer_un_monde_complet

pytestmark = pytest.mark.django_db


def json_ld(reponse) -> dict:
    (bloc,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', reponse.content.decode(), re.DOTALL)
    return json.loads(bloc)


def test_chaque_fiche_se_decrit_pour_les_moteurs(client) -> None:
    creer_un_monde_complet()
    types = {}
    for publication in Publication.objects.vivantes():
        decrit = json_ld(client.get(publication.get_absolute_url()))
        assert decrit["@context"] == "https://schema.org"
        assert decrit["name"] == publication.titre
        assert decrit["url"] == f"http://testserver{publication.get_absolute_url()}"
        types[publication.nature] = decrit["@type"]
    assert types["collectivite"] == "GovernmentOrganization"
    assert types["dispositif"] == "GovernmentService"
    assert types["projet"] == "Project"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib warns of itself
def test_rdflib_lit_chaque_description(client) -> None:
    creer_un_monde_complet()
    for publication in Publication.objects.vivantes():
        decrit = json_ld(client.get(publication.get_absolute_url()))
        decrit["@context"] = {"@vocab": str(SDO)}  # what schema.org serves, without asking it
        graphe = Graph().parse(data=json.dumps(decrit), format="json-ld")
        sujet = URIRef(f"http://testserver{publication.get_absolute_url()}")
        assert str(graphe.value(sujet, SDO.name)) == publication.titre
        assert graphe.value(sujet, RDF.type) == SDO[decrit["@type"]]


def test_collectivite_donne_ses_codes_et_son_lieu(client) -> None:
    fiche = f.CollectiviteFactory(
        publie=True, siren="243500139", ville="Rennes", latitude=48.1, longitude=-1.6, code_insee=""
    )
    decrit = json_ld(client.get(fiche.get_absolute_url()))
    assert decrit["identifier"] == [{"@type": "PropertyValue", "propertyID": "SIREN", "value": "243500139"}]
    assert decrit["address"]["addressLocality"] == "Rennes"
    assert decrit["location"]["geo"]["latitude"] == 48.1


def test_dispositif_dit_ses_dates_ou_que_son_ouverture_est_a_confirmer(client) -> None:
    date = json_ld(client.get(f.DispositifFactory(publie=True, ouvert=True).get_absolute_url()))
    assert date["offers"]["availabilityStarts"] == "2026-01-01"
    assert date["offers"]["availabilityEnds"] == "2026-12-31"
    muette = f.DispositifFactory(publie=True)
    page = client.get(muette.get_absolute_url())
    assert json_ld(page)["disambiguatingDescription"] == "Ouverture à confirmer"
    assert "à confirmer auprès de qui porte l’aide" in page.content.decode()
    verifiee = f.DispositifFactory(publie=True, verifie=True).get_absolute_url()
    assert {"offers", "disambiguatingDescription"} & set(json_ld(client.get(verifiee))) == set()
    with time_machine.travel("2040-01-01T12:00:00Z"):
        assert json_ld(client.get(verifiee))["disambiguatingDescription"] == "Ouverture à confirmer"


def test_territoires_et_themes_se_decrivent(client) -> None:
    region = f.RegionFactory(code="53", nom="Bretagne", slug="bretagne")
    f.DepartementFactory(code="35", nom="Ille-et-Vilaine", slug="ille-et-vilaine", region=region)
    f.ThematiqueFactory(nom="Mobilité", slug="mobilite", description="")
    page = client.get("/regions/bretagne/")
    assert json_ld(page)["identifier"]["value"] == "53"
    assert "Bretagne et l’économie sociale et solidaire." in page.content.decode()
    departement = json_ld(client.get("/departements/ille-et-vilaine/"))
    assert departement["containedInPlace"]["name"] == "Bretagne"
    theme = json_ld(client.get("/thematiques/mobilite/"))
    assert (theme["@type"], theme["termCode"]) == ("DefinedTerm", "mobilite")
    assert theme["inDefinedTermSet"] == "http://testserver/thematiques/"
    assert "description" not in theme


def test_texte_d_une_fiche_ne_ferme_pas_le_bloc(client) -> None:
    fiche = f.CollectiviteFactory(publie=True, presentation="</script><script>alert(1)</script>")
    page = client.get(fiche.get_absolute_url())
    assert "<script>alert" not in page.content.decode()
    assert json_ld(page)["description"] == "</script><script>alert(1)</script>"


def test_adresse_canonique_range_les_parametres(client) -> None:
    page = client.get("/collectivites/?type=region&adherente=true").content.decode()
    assert '<link rel="canonical" href="http://testserver/collectivites/?adherente=true&amp;type=region">' in page
    assert '<link rel="canonical" href="http://testserver/chiffres/">' in client.get("/chiffres/").content.decode()


def lieux(client, adresse: str) -> list[str]:
    """Addresses that a well-formed map gives."""
    contenu = client.get(adresse).content.decode()
    assert contenu.startswith("<?xml")
    return re.findall(r"<loc>(.*?)</loc>", contenu)


def test_plan_du_site_liste_les_fiches_publiques_et_elles_seules(client) -> None:
    publique = f.CollectiviteFactory(publie=True)
    f.CollectiviteFactory()
    f.CollectiviteFactory(retire=True)
    assert "http://testserver/sitemap-collectivite.xml" in lieux(client, "/sitemap.xml")
    assert lieux(client, "/sitemap-collectivite.xml") == [f"http://testserver{publique.get_absolute_url()}"]
    assert "<lastmod>" in client.get("/sitemap-collectivite.xml").content.decode()
    assert {"http://testserver/chiffres/", "http://testserver/api/"} <= set(lieux(client, "/sitemap-pages.xml"))


def test_plan_du_site_liste_les_territoires_les_themes_et_les_organismes_montres(client) -> None:
    fiche = creer_un_monde_complet()
    cache = f.OrganismeFactory(nom="Organisme qu’aucune fiche ne montre")
    index = lieux(client, "/sitemap.xml")
    for section, page in (
        ("regions", fiche.region),
        ("departements", fiche.departement),
        ("thematiques", Thematique.objects.first()),
        ("organismes", Organisme.objects.cites().first()),
    ):
        assert f"http://testserver/sitemap-{section}.xml" in index
        assert f"http://testserver{page.get_absolute_url()}" in lieux(client, f"/sitemap-{section}.xml")
    assert cache.slug not in client.get("/sitemap-organismes.xml").content.decode()


def test_plan_du_site_se_decoupe_et_son_index_ne_lit_pas_les_fiches(client, monkeypatch, cout_constant) -> None:
    monkeypatch.setattr(PlanDeFiches, "limit", 2)
    f.CollectiviteFactory.create_batch(5, publie=True)
    index = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/sitemap-collectivite.xml?p=3" in index
    assert index.count("<lastmod>") == 3
    pages = [lieux(client, f"/sitemap-collectivite.xml?p={page}") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [2, 2, 1]
    cout_constant("/sitemap.xml", lambda: f.DispositifFactory(publie=True))


def test_plan_du_site_inchange_se_relit_sans_contenu(client) -> None:
    f.CollectiviteFactory(publie=True)
    etag = client.get("/sitemap-collectivite.xml").headers["ETag"]
    assert client.get("/sitemap-collectivite.xml", headers={"if-none-match": etag}).status_code == 304


def test_robots_montre_le_plan(client) -> None:
    texte = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in texte
    assert "Sitemap: http://testserver/sitemap.xml" in texte


def test_plan_coute_autant_pour_dix_fiches_que_pour_une(cout_constant) -> None:
    cout_constant("/sitemap-collectivite.xml", lambda: f.CollectiviteFactory(publie=True))
