"""Open data: what the page says, how files are served, what portals harvest."""

from __future__ import annotations

import base64
import gzip
import hashlib

import orjson
import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef

from publication.actions import retirer
from publication.actions.reculs import demander_une_edition
from publication.editions.editer import editer
from publication.editions.jeux import sommaire
from tests import factories as f
from tests.monde_public import creer_un_monde_complet
from tests.publication.editions_de_poche import ADRESSE, CONTENU, NOM, poser

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]  # rdflib’s own
FICHIERS = Namespace("http://publications.europa.eu/resource/authority/file-type/")
VCARD, SPDX = Namespace("http://www.w3.org/2006/vcard/ns#"), Namespace("http://spdx.org/rdf/terms#")
LICENCE = URIRef("https://www.etalab.gouv.fr/licence-ouverte-open-licence/")


def test_un_fichier_est_servi_tel_quel_avec_sa_longueur_sa_somme_et_sa_licence(client) -> None:
    edition = poser()
    reponse = client.get(ADRESSE)
    assert reponse.getvalue() == CONTENU
    assert reponse["Content-Length"] == str(len(CONTENU))
    assert reponse["Content-Type"] == "application/x-ndjson"
    assert reponse["Content-Disposition"] == f'inline; filename="{NOM}"'
    assert 'rel="license"' in reponse["Link"]
    assert reponse["Repr-Digest"] == f"sha-256=:{base64.b64encode(hashlib.sha256(CONTENU).digest()).decode()}:"
    assert reponse["Cache-Control"] == "public, no-cache"
    assert not reponse.cookies
    entete = client.head(ADRESSE)
    assert (entete["Content-Length"], entete.getvalue()) == (str(len(CONTENU)), b"")
    inchangee = client.get(ADRESSE, headers={"If-None-Match": reponse["ETag"]})
    assert (inchangee.status_code, inchangee.content, inchangee["ETag"]) == (304, b"", reponse["ETag"])
    assert client.get(ADRESSE, headers={"If-Modified-Since": reponse["Last-Modified"]}).status_code == 304
    manifeste = orjson.loads(client.get("/donnees/fichiers/manifeste.json").getvalue())
    assert manifeste["etat"] == edition.etat


def test_la_copie_comprimee_va_a_qui_la_prend_avec_sa_propre_etiquette(client) -> None:
    poser()
    comprimee = client.get(ADRESSE, headers={"Accept-Encoding": "gzip, br"})
    octets = comprimee.getvalue()
    assert comprimee["Content-Encoding"] == "gzip"
    assert comprimee["Content-Length"] == str(len(octets))
    assert gzip.decompress(octets) == CONTENU
    entiere = client.get(ADRESSE)
    entiere.getvalue()
    assert comprimee["ETag"] != entiere["ETag"]
    assert "Accept-Encoding" in comprimee["Vary"]


@pytest.mark.parametrize("nom", ["autre.csv", "../secret", "changements.jsonl.gz", ".verrou", "a/b"])
def test_seuls_les_fichiers_du_manifeste_sont_servis(client, nom) -> None:
    poser()
    assert client.get(f"/donnees/fichiers/{nom}").status_code == 404


def test_sans_export_la_page_et_les_programmes_savent_quand_revenir(client) -> None:
    page = client.get("/donnees/").content.decode()
    assert "Les fichiers n’ont pas encore été écrits" in page
    assert "déjà demandés" not in page
    refus = client.get(ADRESSE)
    assert (refus.status_code, refus["Content-Type"]) == (503, "application/problem+json")
    assert "n’a pas encore été écrit" in refus.json()["detail"]
    assert 0 < int(refus["Retry-After"]) <= 86_400 + 300
    assert refus["Cache-Control"] == "no-store"
    lue = client.get(ADRESSE, headers={"Accept": "text/html"})
    assert lue.status_code == 503
    assert "n’est pas disponible pour l’instant" in lue.content.decode()
    assert client.get("/donnees/dictionnaire/").status_code == 302


def test_un_export_suspendu_le_dit_et_celui_qui_est_demande_aussi(client) -> None:
    ressource = f.RessourceFactory(publie=True)
    poser()
    retirer(fiche=ressource, motif="Non.", par=f.UtilisateurFactory())
    demander_une_edition()
    page = client.get("/donnees/").content.decode()
    assert "retirés le temps d’être refaits" in page
    assert "déjà demandés" in page
    assert client.get(ADRESSE)["Retry-After"] == "300"


def test_la_page_dit_tout_et_ne_se_relit_que_si_quelque_chose_a_change(client) -> None:
    creer_un_monde_complet()
    avant = client.get("/donnees/")["ETag"]
    edition = editer()
    page = client.get("/donnees/")
    texte = page.content.decode()
    for fichier in edition.fichiers:
        vide = any(table["nom"] == fichier.table and not table["lignes"] for table in edition.manifeste["tables"])
        assert (f'href="/donnees/fichiers/{fichier.nom}"' in texte) or (vide and "-" in fichier.table), fichier.nom
    for lien in ("/api/", "/flux/", "/donnees/dictionnaire/", "/donnees/catalogue.jsonld", "SHA256SUMS"):
        assert lien in texte
    assert page["ETag"] != avant
    assert client.get("/donnees/", headers={"If-None-Match": page["ETag"]}).status_code == 304
    assert "Open data" in client.get("/en/donnees/").content.decode()
    demander_une_edition()
    assert client.get("/donnees/")["ETag"] != page["ETag"]


def test_le_dictionnaire_dit_chaque_colonne(client) -> None:
    creer_un_monde_complet()
    editer()
    page = client.get("/donnees/dictionnaire/").content.decode()
    assert page.count("<details") > len(sommaire.jeux)
    for attendu in ("region_code", "politiques-budgets", "nombre entier", "Rang dans la liste"):
        assert attendu in page


@pytest.fixture
def graphe(client) -> Graph:
    creer_un_monde_complet()
    editer()
    reponse = client.get("/donnees/catalogue.jsonld")
    assert reponse["Content-Type"] == "application/ld+json"
    lu = Graph()
    lu.parse(data=reponse.content, format="json-ld")
    return lu


CATALOGUE = (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCTERMS.spatial, DCAT.dataset,
             DCAT.service, FOAF.homepage, DCTERMS.modified, DCTERMS.language)  # fmt: skip
JEU = (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.spatial, DCTERMS.accrualPeriodicity, DCAT.theme,
       DCAT.keyword, DCAT.contactPoint, DCAT.landingPage, DCAT.distribution, DCTERMS.identifier)  # fmt: skip
DISTRIBUTION = (DCAT.accessURL, DCTERMS.license, DCTERMS.title, DCTERMS["format"])


def test_le_catalogue_a_tout_ce_que_dcat_ap_demande(graphe) -> None:
    (catalogue,) = graphe.subjects(RDF.type, DCAT.Catalog)
    jeux, distributions = (list(graphe.subjects(RDF.type, genre)) for genre in (DCAT.Dataset, DCAT.Distribution))
    assert len(jeux) == 1 + len(sommaire.jeux) + len(sommaire.fichiers)
    assert set(graphe.objects(catalogue, DCAT.dataset)) == set(jeux)
    attendus = {catalogue: CATALOGUE, **dict.fromkeys(jeux, JEU), **dict.fromkeys(distributions, DISTRIBUTION)}
    manques = [(sujet, propriete) for sujet, voulues in attendus.items() for propriete in voulues
               if (sujet, propriete, None) not in graphe]  # fmt: skip
    assert manques == []
    assert set(graphe.objects(None, DCTERMS.license)) == {LICENCE}
    assert set(graphe.objects(None, DCAT.distribution)) == set(distributions)
    (service,) = graphe.objects(catalogue, DCAT.service)
    assert (service, DCAT.endpointURL, URIRef("http://testserver/api/v1/")) in graphe
    assert set(graphe.objects(service, DCAT.servesDataset)) <= set(jeux)


def test_le_catalogue_dit_formats_sommes_normes_periode_et_contact_par_une_page(graphe) -> None:
    csv = URIRef("http://testserver/donnees/fichiers/collectivites.csv")
    assert (csv, DCTERMS["format"], FICHIERS.CSV) in graphe
    assert (csv, DCAT.mediaType, URIRef("https://www.iana.org/assignments/media-types/text/csv")) in graphe
    (somme,) = graphe.objects(csv, SPDX.checksum)
    assert len(str(graphe.value(somme, SPDX.checksumValue))) == 64
    assert graphe.value(csv, DCAT.byteSize).datatype == XSD.nonNegativeInteger
    assert {str(norme) for norme in graphe.objects(None, DCTERMS.conformsTo)} == {
        fichier.norme for fichier in sommaire.fichiers.values()
    }
    assert {str(page) for page in graphe.objects(None, VCARD.hasURL)} == {"http://testserver/a-propos/"}
    assert not list(graphe.objects(None, VCARD.hasEmail))
    debuts = set(graphe.objects(None, DCAT.startDate))
    assert Literal("2017-01-01", datatype=XSD.date) in debuts


def test_sans_export_le_catalogue_garde_les_jeux_et_l_api(client) -> None:
    lu = Graph()
    lu.parse(data=client.get("/donnees/catalogue.jsonld").content, format="json-ld")
    assert len(list(lu.subjects(RDF.type, DCAT.Dataset))) == 1 + len(sommaire.jeux) + len(sommaire.fichiers)
    assert not list(lu.objects(None, DCAT.downloadURL))
