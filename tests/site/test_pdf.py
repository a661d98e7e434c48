"""The PDF of a sheet: tagged, in French, with what the page says and nothing fetched."""

from __future__ import annotations

import builtins
import io

import pytest
from pypdf import PdfReader

from publication.pdf import Interdite, chemin_de
from tests import factories as f
from tests.monde_public import creer_un_monde_complet
from tests.portes import LISTES

pytestmark = pytest.mark.django_db


def test_pdf_est_balise_en_francais_et_dit_la_fiche(client) -> None:
    collectivite = f.CollectiviteFactory(publie=True, nom="Communauté de l’Exemple", presentation="Un pays de bocage.")
    f.ContactFactory(collectivite=collectivite, prenom="Prenomsecret", nom="Nomsecret")
    reponse = client.get(f"/collectivites/{collectivite.slug}.pdf")
    assert (reponse.status_code, reponse.headers["Content-Type"]) == (200, "application/pdf")
    lu = PdfReader(io.BytesIO(reponse.content))
    racine = lu.trailer["/Root"]
    assert racine["/Lang"] == "fr"
    assert racine["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in racine
    assert b"pdfuaid" in racine["/Metadata"].get_object().get_data()
    assert lu.metadata.title.startswith("Communauté de l’Exemple")
    texte = " ".join(page.extract_text() for page in lu.pages)
    assert "Un pays de bocage." in texte
    assert "Licence Ouverte 2.0" in texte
    assert "Nomsecret" not in texte


def test_chaque_nature_a_son_pdf_et_il_est_garde(client) -> None:
    creer_un_monde_complet()
    for liste in LISTES.values():
        (publication, *_) = client.get(f"/{liste}/").context["publications"]
        premier = client.get(f"/{liste}/{publication.slug}.pdf")
        assert premier.content.startswith(b"%PDF")
        assert client.get(f"/{liste}/{publication.slug}.pdf").content == premier.content


def test_fiche_absente_ou_retiree_n_a_pas_de_pdf(client) -> None:
    retiree = f.CollectiviteFactory(retire=True)
    assert client.get("/collectivites/inconnue.pdf").status_code == 404
    assert client.get(f"/collectivites/{retiree.slug}.pdf").status_code == 410


def test_sans_les_bibliotheques_on_dit_d_imprimer(client, monkeypatch) -> None:
    importer = builtins.__import__

    def refuser(nom, *arguments, **options):
        if nom == "weasyprint":
            raise OSError
        return importer(nom, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", refuser)
    collectivite = f.CollectiviteFactory(publie=True)
    reponse = client.get(f"/collectivites/{collectivite.slug}.pdf")
    assert reponse.status_code == 503
    assert "Imprimez la page" in reponse.content.decode()


def test_seuls_nos_fichiers_sont_lus(settings) -> None:
    assert chemin_de("http://testserver/static/css/base.css").is_file()
    assert chemin_de("http://testserver/media/logos/a.png").parent.name == "logos"
    for adresse in ("http://169.254.169.254/latest", "file:///etc/passwd", "http://testserver/admin/"):
        with pytest.raises(Interdite):
            chemin_de(adresse)
