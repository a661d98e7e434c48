"""The page of a territory and its document: everything that is public there, counted, bounded, printable."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
import time_machine
from pypdf import PdfReader

from collectivites import portrait as module_du_portrait
from collectivites.models import Region
from collectivites.portrait import portrait
from programmes import document as module
from programmes.document import document
from publication.actions import synchroniser
from publication.natures import Nature
from tests import factories as f
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db
NOEL = dt.date(2026, 12, 25)


@pytest.fixture
def bretagne():
    """A region with two authorities, a policy, schemes of each state, and projects here and elsewhere."""
    region = f.RegionFactory(code="53", nom="Bretagne", slug="bretagne")
    departement = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", slug="ille-et-vilaine", region=region)
    ici = {"region": region, "departement": departement, "publie": True}
    siege = {"site_web": "https://redon.example.org/", "adresse": "3 rue du Port", "ville": "Redon"}
    redon = f.CollectiviteFactory(**ici, **siege, nom="Redon Agglomération", membre=True, verifie=True)
    f.CollectiviteFactory(region=region, departement=None, publie=True, nom="Région Bretagne", type="region")
    f.PolitiqueFactory(
        collectivite=redon, publie=True, complete=True, titre="Politique de Redon", panorama="Un bocage."
    )
    f.DispositifFactory(
        collectivite=redon, publie=True, titre="Prêt permanent", verifie=True, eligibilite="Être une association."
    )
    f.DispositifFactory(collectivite=redon, publie=True, titre="Bourse sans date")
    f.DispositifFactory(collectivite=redon, publie=True, titre="Appel fini", cloture_le=dt.date(2026, 1, 31))
    f.DispositifFactory(collectivite=redon, publie=True, titre="Bientôt", ouverture_le=dt.date(2027, 1, 1))
    epicerie = f.ProjetFactory(
        publie=True, nom="Épicerie", commune=f.CommuneFactory(departement=departement, region=region)
    )
    f.SubventionFactory(projet=epicerie, collectivite=redon, montant_vote=10_000, montant_conventionne=None)
    f.SubventionFactory(projet=epicerie, collectivite=redon, montant_vote=None, montant_conventionne=None)
    ailleurs = f.ProjetFactory(
        publie=True, nom="Garage solidaire", commune=f.CommuneFactory(), description="Loin d’ici."
    )
    f.SubventionFactory(projet=ailleurs, collectivite=redon, montant_vote=5_000, montant_conventionne=None)
    ressource = f.RessourceFactory(publie=True, titre="Un témoignage")
    f.InterventionFactory(ressource=ressource, collectivite=redon, texte="Nous l’avons fait.")
    f.ProjetFactory(publie=True, nom="Sans rapport", commune=f.CommuneFactory())
    synchroniser([redon, epicerie, ailleurs, ressource])
    return region


def test_page_compte_ce_qui_est_ouvert_ce_jour_et_ce_qui_est_accorde(client, bretagne) -> None:
    with time_machine.travel("2026-12-25 12:00:00+01:00"):
        page = texte(client.get(bretagne.get_absolute_url()))
    assert "2 collectivités publiées dont 1 adhérente" in page
    assert "1 dispositif ouvert ou permanent le 25 décembre 2026 , sur 4 publiés, dont 1 à confirmer" in page
    assert "1 projet soutenu par 2 subventions ou soutiens" in page
    assert "10 000 €" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "d’une subvention au montant connu, sur 2" in page
    assert "Garage solidaire" not in page


@pytest.mark.parametrize(
    ("le", "ouverts"), [(dt.date(2026, 1, 31), 2), (dt.date(2026, 2, 1), 1), (dt.date(2027, 1, 1), 2)]
)
def test_un_dispositif_est_compte_ouvert_selon_le_jour_demande(bretagne, le, ouverts) -> None:
    assert portrait(bretagne, ["35"], le=le)["sommes"][Nature.DISPOSITIF].en_cours == ouverts


def test_page_trop_grande_montre_les_adherentes_et_mene_au_reste(client, bretagne, monkeypatch) -> None:
    monkeypatch.setattr(module_du_portrait, "FICHES_D_UNE_REGION", 1)
    page = client.get(bretagne.get_absolute_url())
    (collectivites, *_) = page.context["groupes"]
    assert [publication.titre for publication in collectivites["publications"]] == ["Redon Agglomération"]
    assert "Voir les 2" in texte(page)
    assert 'href="/collectivites/?region=53"' in page.content.decode()


def test_page_d_un_departement_ne_montre_que_lui(client, bretagne) -> None:
    page = texte(client.get("/departements/ille-et-vilaine/"))
    assert "Redon Agglomération" in page
    assert "Région Bretagne" not in page


def test_document_dit_tout_de_chaque_fiche(client, bretagne) -> None:
    page = client.get("/regions/bretagne/document/")
    dit = texte(page)
    attendus = ["Redon Agglomération", "3 rue du Port", "Site de la collectivité", "Politique de Redon", "Un bocage."]
    attendus += ["Prêt permanent", "Être une association."]
    attendus += ["Appel fini", "Épicerie", "Garage solidaire", "Loin d’ici.", "Nous l’avons fait.", "Un témoignage"]
    assert [attendu for attendu in attendus if attendu not in dit] == []
    assert "Sans rapport" not in dit
    assert "Ce document ne contient pas tout" not in dit
    assert [chapitre.publication.titre for chapitre in page.context["chapitres"]] == [
        "Région Bretagne",
        "Redon Agglomération",
    ]
    ancres = set(re.findall(r'href="#([^"]+)"', page.content.decode()))
    assert ancres <= set(re.findall(r'\bid="([^"]+)"', page.content.decode()))
    assert len(ancres) >= 6


def test_document_d_un_territoire_vide_le_dit(client) -> None:
    f.DepartementFactory(code="48", nom="Lozère", slug="lozere")
    assert "n’a encore de fiche publiée" in texte(client.get("/departements/lozere/document/"))
    assert client.get("/departements/lozere/document.pdf").content.startswith(b"%PDF")
    assert client.get("/regions/nulle-part/document/").status_code == 404
    assert client.get("/regions/nulle-part/document.pdf").status_code == 404


def test_document_borne_dit_ce_qu_il_laisse(client, bretagne, monkeypatch) -> None:
    for borne in ("COLLECTIVITES_AU_PLUS", "PORTEES_AU_PLUS"):
        monkeypatch.setattr(module, borne, 1)
    monkeypatch.setattr(module, "PROJETS_AU_PLUS", 0)
    page = client.get("/regions/bretagne/document/")
    assert page.context["restes"] == {"collectivite": 1, "dispositif": 4, "projet": 1}
    dit = texte(page)
    assert "1 collectivité d’ici n’y est pas" in dit
    assert "4 dispositifs ou politiques d’ici n’y sont pas" in dit
    assert "1 projet d’ici n’y est pas" in dit
    assert [chapitre.publication.titre for chapitre in page.context["chapitres"]] == ["Redon Agglomération"]


def test_document_pdf_est_balise_avec_signets_sommaire_et_entetes(client, bretagne) -> None:
    lu = PdfReader(io.BytesIO(client.get("/regions/bretagne/document.pdf").content))
    assert lu.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in lu.trailer["/Root"]["/Metadata"].get_object().get_data()
    signets = [signet.title for signet in aplatir(lu.outline)]
    assert {"Bretagne", "Sommaire", "Redon Agglomération", "Les projets soutenus"} <= set(signets)
    pages = [page.extract_text() for page in lu.pages]
    sommaire = next(page for page in pages if "Sommaire" in page)
    debut = next(n for n, page in enumerate(pages, 1) if "Redon Agglomération" in page and page is not sommaire)
    assert re.search(rf"Redon Agglomération.*\D{debut}\b", sommaire)
    assert pages[debut - 1].count("Redon Agglomération") >= 2
    assert f"{debut} / {len(pages)}" in pages[debut - 1]
    assert "Licence Ouverte 2.0" not in pages[0]


def aplatir(signets):
    for signet in signets:
        if isinstance(signet, list):
            yield from aplatir(signet)
        else:
            yield signet


@pytest.mark.parametrize("fin", ["", "document/"])
def test_page_et_document_coutent_autant_pour_dix_fiches_que_pour_une(cout_constant, fin) -> None:
    region = f.RegionFactory(code="53", slug="bretagne")
    departement = f.DepartementFactory(code="35", region=region)

    def creer() -> None:
        collectivite = f.CollectiviteFactory(publie=True, region=region, departement=departement)
        f.PolitiqueFactory(collectivite=collectivite, publie=True, complete=True)
        f.DispositifFactory(
            collectivite=collectivite, publie=True, territoires=["REG-53", "DEP-35", "EPCI-200057875", "COM-35238"]
        )
        projet = f.ProjetFactory(publie=True, commune=f.CommuneFactory(region=region, departement=departement))
        f.SubventionFactory(projet=projet, collectivite=collectivite)
        ressource = f.RessourceFactory(publie=True)
        ressource.collectivites.add(collectivite)
        synchroniser([projet, ressource])

    cout_constant(f"/regions/bretagne/{fin}", creer)


def test_document_le_jour_est_un_parametre(bretagne) -> None:
    assert document(Region.objects.get(pk="53"), [], le=NOEL)["le"] == NOEL
