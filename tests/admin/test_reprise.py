"""Staff take over existing sheets from the screens: give, correct, create; nothing typed is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from collectivites.models import Collectivite
from programmes.actions.reprise import deposer
from programmes.models import Dispositif, Politique, Reprise, Ressource
from tests.admin.conftest import valeurs_du_champ
from tests.factories import UtilisateurFactory
from tests.programmes.monde_de_reprise import PAGES, installer_le_code

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

pytestmark = pytest.mark.django_db
AJOUT = "admin:programmes_reprise_add"
AMBIGU = "Rennes\n\nPanorama de l’ESS\n\nIci, 12 associations.\n\nAnnée d'adhésion au RTES : 2011\n\nAutre chose.\n"


@pytest.fixture(autouse=True)
def _code() -> None:
    installer_le_code()


def page(nom: str) -> bytes:
    return (PAGES / nom).read_bytes()


def donner(client: Client, **donnees: Any) -> HttpResponse:
    return client.post(reverse(AJOUT), {"texte": "", "nom": "", **donnees})


def fiche(reprise: Reprise, rang: int = 0) -> str:
    return reverse("admin:programmes_reprise_fiche", args=[reprise.pk, rang])


def document(reprise: Reprise) -> str:
    return reverse("admin:programmes_reprise_change", args=[reprise.pk])


def saisies(reponse: Any, **changements: Any) -> dict[str, Any]:
    """What a browser would send back of the page of a sheet, with some fields changed."""
    correction = reponse.context["correction"]
    formulaires = [correction.pour_qui, correction.champs]
    for jeu in correction.parties.values():
        formulaires += [jeu.management_form, *jeu.forms]
    donnees: dict[str, Any] = {}
    for formulaire in formulaires:
        for champ in formulaire:
            donnees.update(valeurs_du_champ(champ))
    return {**donnees, **changements}


def test_un_texte_colle_est_lu_et_garde_tel_quel(bureau) -> None:
    texte = page("region.txt").decode()
    reponse = donner(bureau, texte=texte, nom="Page Grand Est")
    reprise = Reprise.objects.get()
    assert reponse["Location"] == document(reprise)
    assert (reprise.nom, len(reprise.fiches)) == ("Page Grand Est", 3)
    assert reprise.texte == texte.replace("\n", "\r\n") or reprise.texte == texte
    contenu = bureau.get(document(reprise)).content.decode()
    assert "Mulhouse Alsace Agglomération" in contenu
    assert not Politique.objects.exists()


def test_plusieurs_fichiers_donnent_autant_de_documents(bureau) -> None:
    noms = ["fiches.html", "dispositif.txt"]
    reponse = donner(bureau, fichiers=[SimpleUploadedFile(nom, page(nom)) for nom in noms])
    assert reponse["Location"] == reverse("admin:programmes_reprise_changelist")
    assert set(Reprise.objects.values_list("nom", flat=True)) == set(noms)


def test_un_depot_vide_ou_trop_gros_est_refuse_sans_perdre_le_texte(bureau) -> None:
    assert "Collez un texte, ou choisissez au moins un fichier." in donner(bureau).content.decode()
    gros = SimpleUploadedFile("gros.txt", b"a" * 2_000_001)
    contenu = donner(bureau, texte="Région Bretagne, à garder", fichiers=[gros]).content.decode()
    assert "« gros.txt » dépasse 2 Mo" in contenu
    assert "Région Bretagne, à garder" in contenu
    assert not Reprise.objects.exists()


def test_la_page_d_une_fiche_montre_confiance_extrait_et_texte_non_reconnu(bureau, redactrice) -> None:
    reprise = deposer(nom="c", contenu=page("conference.txt"), par=redactrice)
    contenu = bureau.get(fiche(reprise)).content.decode()
    assert re.search(r'reprise-confiance--sure">sûre</span>\s*<q>Publié le 13 janvier 2022', contenu)
    assert re.search(r"Non reconnu</span>\s*dossier essai", contenu)
    assert "Bénédicte Messeanne" in contenu
    entier = re.search(r'class="reprise-texte"[^>]*>(.*?)</div>', contenu, re.DOTALL)
    assert entier
    nu = re.sub(r"<[^>]+>", "", entier[1].replace("Non reconnu", ""))
    assert re.sub(r"\s", "", nu) == re.sub(r"\s", "", reprise.texte).replace("'", "&#x27;")


@pytest.mark.parametrize("nom", ["fiche.txt", "conference.txt", "dispositif.txt", "article.txt", "fiches.html"])
def test_une_fiche_renvoyee_telle_quelle_ne_change_pas_de_valeurs(nom: str, bureau, redactrice) -> None:
    reprise = deposer(nom=nom, contenu=page(nom), par=redactrice)
    avant = reprise.fiches[0]["saisie"]
    reponse = bureau.post(fiche(reprise), saisies(bureau.get(fiche(reprise))))
    assert reponse.status_code == 302, reponse.context["correction"].champs.errors
    reprise.refresh_from_db()
    apres = reprise.fiches[0]
    assert apres["est_vue"]
    assert apres["saisie"]["champs"] == avant["champs"]
    normal = {
        cle: [{k: v for k, v in ligne.items() if v} for ligne in lignes] for cle, lignes in avant["parties"].items()
    }
    for cle, lignes in apres["saisie"]["parties"].items():
        for lue, gardee in zip(normal[cle], lignes, strict=True):
            assert lue.items() <= {**gardee, **{k: v for k, v in lue.items() if k == "telephone"}}.items()


def test_corriger_choisir_puis_creer_les_brouillons(bureau, redactrice) -> None:
    reprise = deposer(nom="collé", contenu=AMBIGU, par=redactrice)
    reponse = bureau.get(fiche(reprise))
    metropole = Collectivite.objects.get(siren="243500139")
    donnees = saisies(reponse, choix="reprendre", cible=str(metropole.pk), panorama="Ici, 13 associations.")
    donnees |= {"budgets-0-annee": "2020", "budgets-0-total": "1500,50"}
    assert bureau.post(fiche(reprise), donnees).status_code == 302
    bureau.post(document(reprise), {"nom": "collé", "_creer": "1"})
    politique = Politique.objects.get()
    assert (politique.collectivite, politique.panorama) == (metropole, "Ici, 13 associations.")
    assert [str(budget.total) for budget in politique.budgets.all()] == ["1500.50"]
    assert [adhesion.debut for adhesion in metropole.adhesions.all()] == [2011]
    contenu = bureau.get(document(reprise)).content.decode()
    assert reverse("admin:programmes_politique_change", args=[politique.pk]) in contenu
    assert 'name="_creer"' not in contenu


def test_une_reponse_fausse_est_montree_et_rien_de_saisi_n_est_perdu(bureau, redactrice) -> None:
    reprise = deposer(nom="collé", contenu=AMBIGU, par=redactrice)
    donnees = saisies(bureau.get(fiche(reprise)), choix="reprendre", cible="", panorama="Longuement corrigé.")
    donnees |= {"adhesion": "dix", "budgets-0-annee": "2020", "budgets-0-total": "beaucoup"}
    reponse = bureau.post(fiche(reprise), donnees)
    contenu = reponse.content.decode()
    assert reponse.status_code == 200
    assert "3 réponses sont à corriger" in contenu
    assert all(mot in contenu for mot in ("Longuement corrigé.", 'value="beaucoup"', 'value="dix"'))
    assert "Choisissez la collectivité" in contenu
    reprise.refresh_from_db()
    assert not reprise.fiches[0]["est_vue"]


def test_une_autre_collectivite_se_designe_par_son_nom_ou_sa_cle(bureau, redactrice) -> None:
    reprise = deposer(nom="collé", contenu=AMBIGU, par=redactrice)
    for autre, trouvee in (
        ("Conseil régional de Bretagne", "Région Bretagne"),
        ("departement:62", "Département du Pas-de-Calais"),
    ):
        donnees = saisies(bureau.get(fiche(reprise)), choix="reprendre", autre=autre)
        assert bureau.post(fiche(reprise), donnees).status_code == 302
        reprise.refresh_from_db()
        assert Collectivite.objects.get(pk=reprise.fiches[0]["cible"]).nom == trouvee
    contenu = bureau.post(fiche(reprise), saisies(bureau.get(fiche(reprise)), autre="Rennes")).content.decode()
    assert "ne désigne pas une collectivité, et une seule" in contenu
    assert "Rennes Métropole (métropole" in contenu


def test_essayer_dit_ce_qui_se_passerait_et_n_ecrit_rien(bureau, redactrice) -> None:
    reprise = deposer(nom="r", contenu=page("region.txt"), par=redactrice)
    reponse = bureau.post(document(reprise), {"nom": "r", "_essayer": "1"}, follow=True)
    contenu = reponse.content.decode()
    assert "seraient créés ou complétés. Rien n’est enregistré." in contenu
    assert "le document « Métropole »" in contenu
    assert not Politique.objects.exists()
    assert not Reprise.objects.get().est_faite


def test_creer_plusieurs_documents_est_tout_ou_rien(bureau, redactrice) -> None:
    deposer(nom="a", contenu=page("dispositif.txt"), par=redactrice)
    faux = deposer(nom="b", contenu=page("fiche.txt"), par=redactrice)
    faux.fiches[0]["saisie"]["parties"]["budgets"] = [{"total": "1", "fonctionnement": "1", "investissement": "1"}]
    faux.save()
    action = {"action": "creer_ensemble", "_selected_action": list(Reprise.objects.values_list("pk", flat=True))}
    liste = reverse("admin:programmes_reprise_changelist")
    assert "somme" in bureau.post(liste, action, follow=True).content.decode()
    assert not Dispositif.objects.exists()
    faux.fiches[0]["saisie"]["parties"]["budgets"] = []
    faux.save()
    bureau.post(liste, action)
    assert (Dispositif.objects.count(), Politique.objects.count()) == (1, 1)


def test_une_ressource_se_reprend_sans_collectivite(bureau, redactrice) -> None:
    reprise = deposer(nom="c", contenu=page("conference.txt"), par=redactrice)
    assert bureau.post(fiche(reprise), saisies(bureau.get(fiche(reprise)))).status_code == 302
    bureau.post(document(reprise), {"nom": "c", "_creer": "1"})
    ressource = Ressource.objects.get()
    assert [i.intervenant for i in ressource.interventions.all()] == ["Bénédicte Messeanne", "", ""]


def test_un_document_repris_ne_se_corrige_plus(bureau, redactrice) -> None:
    reprise = deposer(nom="c", contenu=page("conference.txt"), par=redactrice)
    donnees = saisies(bureau.get(fiche(reprise)))
    bureau.post(document(reprise), {"nom": "c", "_creer": "1"})
    assert "déjà créés" in bureau.post(fiche(reprise), donnees, follow=True).content.decode()
    assert "Garder ces corrections" not in bureau.get(fiche(reprise)).content.decode()


def test_une_fiche_absente_n_existe_pas_et_un_visiteur_n_entre_pas(client, bureau, redactrice) -> None:
    reprise = deposer(nom="c", contenu=page("fiche.txt"), par=redactrice)
    assert bureau.get(fiche(reprise, 4)).status_code == 404
    assert bureau.get(reverse("admin:programmes_reprise_fiche", args=[0, 0])).status_code == 404
    client.force_login(UtilisateurFactory(is_staff=True))
    assert client.get(fiche(reprise)).status_code == 403
    assert client.get(reverse(AJOUT)).status_code == 403
    client.logout()
    assert client.get(fiche(reprise)).status_code == 302


def test_la_page_d_un_document_coute_autant_pour_dix_fiches_que_pour_une(bureau, redactrice, cout_constant) -> None:
    reprise = deposer(nom="r", contenu=page("fiche.txt"), par=redactrice)

    def ajouter() -> None:
        reprise.fiches.append(reprise.fiches[0])
        reprise.save()

    cout_constant(document(reprise), ajouter)
