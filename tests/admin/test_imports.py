"""The screens of imports: give a file, read what it would do, write it, keep the errors; for staff alone."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programmes.models import Organisme
from publication import tasks
from publication.actions.importer import SUR_LE_CHAMP
from publication.models import EtatImport, Import
from tests import factories as f

pytestmark = pytest.mark.django_db
DEPOSER = "/admin/publication/import/deposer/"


def envoyer(client, contenu: bytes, genre: str = "organismes"):
    return client.post(DEPOSER, {"genre": genre, "fichier": SimpleUploadedFile("liste.csv", contenu)}, follow=True)


def test_deposer_verifier_puis_importer(bureau, redactrice) -> None:
    page = envoyer(bureau, "nom;rna\nL’Élan;W351001234\n".encode())
    texte = page.content.decode()
    assert "Vérifié, rien n’est encore écrit" in texte
    assert "L’Élan" in texte
    assert not Organisme.objects.exists()
    depose = Import.objects.get()
    fin = bureau.post(reverse("admin:publication_import_lancer", args=[depose.pk]), follow=True).content.decode()
    assert "Lignes gardées : 2." in fin
    assert Organisme.objects.get().history.get().history_user == redactrice
    encore = bureau.post(reverse("admin:publication_import_lancer", args=[depose.pk]), follow=True)
    assert "Il ne peut pas être lancé" in encore.content.decode()


def test_lignes_fausses_se_telechargent_et_le_partiel_se_choisit(bureau) -> None:
    page = envoyer(bureau, b"nom;rna\nBon;W351001234\nFaux;X\n").content.decode()
    depose = Import.objects.get()
    assert "Des lignes sont refusées : 3" in page
    assert "Garder les lignes justes (2)" in page
    erreurs = b"".join(bureau.get(reverse("admin:publication_import_erreurs", args=[depose.pk]))).decode("utf-8-sig")
    assert '"3";"erreur";"rna";"X"' in erreurs
    seules = bureau.get(reverse("admin:publication_import_change", args=[depose.pk]), {"sort": "refusee"})
    assert [r.numero for r in seules.context["page"]] == [3]
    fin = bureau.post(
        reverse("admin:publication_import_lancer", args=[depose.pk]), {"mode": "partiel"}, follow=True
    ).content.decode()
    assert "Lignes gardées : 2. Lignes laissées de côté : 3." in fin


def test_fichier_long_passe_par_un_travail_dont_la_page_suit_l_avancement(
    bureau, redactrice, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    confies = []
    monkeypatch.setattr(tasks.verifier_depot, "defer", lambda **arguments: confies.append(arguments))
    monkeypatch.setattr(tasks.ecrire_depot, "defer", lambda **arguments: confies.append(arguments))
    contenu = b"nom;rna\n" + b"Bon;W351001234\n" + b"\n" * SUR_LE_CHAMP
    with django_capture_on_commit_callbacks(execute=True):
        page = envoyer(bureau, contenu)
    depose = Import.objects.get()
    assert confies == [{"cle": depose.pk}]
    assert "Vérification en cours" in page.content.decode()
    assert bureau.get(reverse("admin:publication_import_etat", args=[depose.pk])).json()["en_cours"] is True
    tasks.verifier_depot(cle=depose.pk)
    with django_capture_on_commit_callbacks(execute=True):
        bureau.post(reverse("admin:publication_import_lancer", args=[depose.pk]))
    assert confies[1] == {"cle": depose.pk, "par": redactrice.pk}
    tasks.ecrire_depot(**confies[1])
    depose.refresh_from_db()
    assert (depose.etat, Organisme.objects.count()) == (EtatImport.TERMINE, 1)
    assert tasks.purger_imports_anciens(timestamp=int(depose.depose_le.timestamp())) == 0


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
def test_export_d_une_table(bureau, extension) -> None:
    f.OrganismeFactory(nom="=SOMME(A1)")
    reponse = bureau.get(reverse("admin:publication_import_exporter", args=["organismes", extension]))
    assert reponse.status_code == 200
    contenu = b"".join(reponse)
    if extension == "csv":
        assert "'=SOMME(A1)" in contenu.decode("utf-8-sig")
    journal = bureau.get("/admin/publication/import/").content.decode()
    assert reverse("admin:publication_import_exporter", args=["organismes", extension]) in journal


def test_export_inconnu_n_existe_pas(bureau) -> None:
    for cle, extension in (("lune", "csv"), ("scdl", "csv"), ("organismes", "json")):
        assert bureau.get(reverse("admin:publication_import_exporter", args=[cle, extension])).status_code == 404
    assert bureau.get(reverse("admin:publication_import_change", args=[999])).status_code == 404


@pytest.mark.parametrize(("role", "statut"), [("referent", 403), ("partenaire", 302)])
def test_ni_referent_ni_partenaire_n_importent_ni_n_exportent(client, groupes, role, statut) -> None:
    client.force_login(f.UtilisateurFactory(**{role: True}))
    for adresse in (DEPOSER, reverse("admin:publication_import_exporter", args=["contacts", "csv"])):
        assert client.get(adresse).status_code == statut


def test_compte_qui_ne_lit_pas_les_contacts_ne_lit_ni_export_ni_import(client, groupes) -> None:
    from django.contrib.auth.models import Permission

    compte = f.UtilisateurFactory(is_staff=True)
    compte.user_permissions.add(Permission.objects.get(codename="view_import"))
    depose = f.ImportFactory(genre="contacts")
    client.force_login(compte)
    assert client.get(reverse("admin:publication_import_exporter", args=["contacts", "csv"])).status_code == 403
    for ecran in ("change", "erreurs", "etat"):
        assert client.get(reverse(f"admin:publication_import_{ecran}", args=[depose.pk])).status_code == 403
    assert client.get(DEPOSER).status_code == 403
    assert client.get("/admin/publication/import/").context["cl"].result_count == 0


def test_champs_proteges_se_cochent_sur_la_fiche(bureau) -> None:
    from tests.admin.conftest import adresse, donnees_du_formulaire

    projet = f.ProjetFactory(nom="Nom choisi")
    url = adresse(projet, "change", projet.pk)
    page = bureau.get(url)
    assert "Ce qu’aucun import de fichier ne remplace" in page.content.decode()
    assert bureau.post(url, donnees_du_formulaire(page, champs_proteges=["nom"])).status_code == 302
    projet.refresh_from_db()
    assert projet.champs_proteges == ["nom"]
