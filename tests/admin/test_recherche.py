"""Search of the lists and of the choices: words in any order, accents and case apart, codes, exact names first."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collectivites.models import Collectivite, Commune, Contact
from programmes.models import Budget, Organisme, Projet, Subvention
from publication.models import Publication, chercher
from publication.models.chercher import lire
from tests import factories as f
from tests.admin.conftest import adresse, modeles_administres

SIREN, SIRET = "243500139", "24350013900189"


@pytest.fixture(params=["rares", "communs"])
def _mots(request, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words count as said by few rows, then by many: what is found is the same."""
    monkeypatch.setattr(chercher, "COMMUN", 2_000 if request.param == "rares" else 0)


def trouver(client, modele: type[Any], texte: str, **parametres: str) -> list[str]:
    reponse = client.get(adresse(modele, "changelist"), {SEARCH_VAR: texte, **parametres})
    assert reponse.status_code == 200
    return [str(ligne) for ligne in reponse.context["cl"].result_list]


@pytest.mark.django_db
@pytest.mark.usefixtures("_mots")
@pytest.mark.parametrize(
    "texte",
    [
        *("ILE-DE-brehat", "bréhat île", "brehat com", "«\N{NO-BREAK SPACE}île de bréhat\N{NO-BREAK SPACE}»", "CCIB"),
        *(SIREN, "243 500 139", SIRET, "243 500 139 00189", "d’Île", "l'ile de"),
    ],
)
def test_une_collectivite_se_trouve_par_ses_mots_son_sigle_et_ses_codes(bureau, texte) -> None:
    f.CollectiviteFactory(nom="Communauté de l’Île-de-Bréhat d’Île", sigle="CCIB", siren=SIREN)
    f.CollectiviteFactory(nom="Bréhat-sur-Mer", siren=None)
    assert trouver(bureau, Collectivite, texte) == ["Communauté de l’Île-de-Bréhat d’Île"]


@pytest.mark.django_db
@pytest.mark.parametrize("texte", ["introuvable", "brehat introuvable", '"bréhat île"', "---", "%", "_"])
def test_ce_que_rien_ne_dit_ne_trouve_rien(bureau, texte) -> None:
    f.CollectiviteFactory(nom="Île-de-Bréhat")
    assert trouver(bureau, Collectivite, texte) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_mots")
@pytest.mark.parametrize("texte", ["ressourcerie", "toiture brehat", "scop", "2024-17", "toiture scop ressourcerie"])
def test_une_subvention_se_trouve_par_ce_a_quoi_elle_tient(bureau, texte) -> None:
    f.SubventionFactory(
        objet="Réfection de la toiture",
        reference_decision="2024-17",
        collectivite=f.CollectiviteFactory(nom="Île-de-Bréhat"),
        beneficiaire=f.OrganismeFactory(nom="SCOP des marées"),
        projet=f.ProjetFactory(nom="Ressourcerie du port"),
    )
    f.SubventionFactory(objet="Achat d’un four", beneficiaire=None, projet=f.ProjetFactory(nom="Four à pain"))
    assert trouver(bureau, Subvention, texte) == ["Réfection de la toiture"]


@pytest.mark.django_db
def test_le_nom_exact_vient_d_abord_sauf_si_une_colonne_donne_l_ordre(bureau) -> None:
    for nom in ("Atelier du port", "Port", "Port-de-Bouc"):
        f.ProjetFactory(nom=nom)
    assert trouver(bureau, Projet, "PORT") == ["Port", "Atelier du port", "Port-de-Bouc"]
    assert trouver(bureau, Projet, "PORT", o="1") == ["Atelier du port", "Port", "Port-de-Bouc"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_mots")
def test_le_code_exact_vient_d_abord(bureau) -> None:
    for nom, type_, code in (("Agglo", "commune", "35238"), ("Ille-et-Vilaine", "departement", "35")):
        f.CollectiviteFactory(nom=nom, type=type_, code_insee=code)
    assert trouver(bureau, Collectivite, "35") == ["Ille-et-Vilaine", "Agglo"]
    f.OrganismeFactory(nom="Autre établissement", siret="24350013900197")
    f.OrganismeFactory(nom="Le siège", siret=SIRET)
    assert trouver(bureau, Organisme, "243 500 139 00189") == ["Le siège", "Autre établissement"]


@pytest.mark.django_db
def test_un_mot_court_ouvre_un_mot_et_ne_se_cherche_pas_au_milieu(bureau) -> None:
    for nom in ("Saint-Malo", "Mas d’Azil", "Damas"):
        f.ProjetFactory(nom=nom)
    assert trouver(bureau, Projet, "ma") == ["Mas d’Azil", "Saint-Malo"]


@pytest.mark.django_db
def test_une_publication_retiree_se_trouve_par_son_adresse(direction) -> None:
    fiche = f.CollectiviteFactory(nom="Pays de Redon", slug="pays-de-redon", retire=True)
    assert Publication.objects.get(pk=fiche.uid).titre == ""
    assert len(trouver(direction, Publication, "redon pays")) == 1
    assert len(trouver(direction, Publication, "pays-de-redon")) == 1


@pytest.mark.django_db
def test_une_commune_se_trouve_par_son_code(direction) -> None:
    commune = f.CommuneFactory(code="35238", nom="Rennes")
    assert trouver(direction, Commune, "352") == trouver(direction, Commune, "renn") == [str(commune)]


@pytest.mark.django_db
def test_les_parties_se_cherchent_par_leur_fiche(bureau) -> None:
    f.BudgetFactory(politique=f.PolitiqueFactory(titre="Plan de l’économie sociale"), note="")
    f.BudgetFactory(note="Hors social")
    assert len(trouver(bureau, Budget, "economie")) == 1
    assert len(trouver(bureau, Budget, "social")) == 2


@pytest.mark.django_db
def test_un_nom_efface_ne_se_cherche_plus(bureau) -> None:
    contact = f.ContactFactory(nom="Kerguelen", fonction="Chargée de mission")
    assert len(trouver(bureau, Contact, "kerguelen mission")) == 1
    contact.nom = ""
    contact.save()
    assert trouver(bureau, Contact, "kerguelen") == []


@pytest.mark.django_db
def test_un_referent_ne_trouve_que_dans_son_perimetre(client, groupes) -> None:
    compte = f.UtilisateurFactory(referent=True)
    client.force_login(compte)
    f.SubventionFactory(objet="Toiture à nous", collectivite=compte.collectivite)
    f.SubventionFactory(objet="Toiture d’ailleurs")
    assert trouver(client, Subvention, "toiture") == ["Toiture à nous"]


def test_les_mots_vides_ne_comptent_que_seuls_et_les_plus_longs_sont_gardes() -> None:
    assert lire("la maison de l’économie").mots == ("economie", "maison")
    assert lire("de la").mots == ("de", "la")
    assert lire(" ".join(f"mot{'x' * rang}" for rang in range(12))).mots[0] == "motxxxxxxxxxxx"
    assert len(lire(" ".join(f"mot{rang}" for rang in range(12))).mots) == 8
    assert lire(SIRET).codes == (SIRET, SIREN)


@pytest.mark.django_db
@pytest.mark.parametrize("modele", modeles_administres(), ids=lambda modele: modele._meta.label)
def test_dix_mots_ne_demandent_pas_plus_de_requetes_qu_un(direction, modele) -> None:
    trouver(direction, modele, "un")
    with CaptureQueriesContext(connection) as pour_un:
        trouver(direction, modele, "introuvable")
    with CaptureQueriesContext(connection) as pour_dix:
        trouver(direction, modele, "introuvable deux trois quatre cinq six sept huit 243500139 dix")
    assert len(pour_dix) == len(pour_un)


EXPRESSION = """SELECT generation_expression FROM information_schema.columns
    WHERE table_name = %s AND column_name = 'mots'"""
CHERCHES = [modele for modele in apps.get_models() if hasattr(modele, "cherche")]


@pytest.mark.django_db
@pytest.mark.parametrize("modele", CHERCHES, ids=lambda modele: modele._meta.label)
def test_les_mots_d_une_table_sont_ceux_que_son_modele_declare_et_un_index_y_mene(modele) -> None:
    cherche, table = modele.cherche, modele._meta.db_table
    with connection.cursor() as curseur:
        curseur.execute(EXPRESSION, [table])
        expression = curseur.fetchone()
        curseur.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [table])
        index = [definition for (definition,) in curseur.fetchall()]
    for colonne in cherche.colonnes:
        assert any(f"({colonne} gin_trgm_ops)" in definition for definition in index)
    if cherche.colonnes == ("mots",):
        lues = [expression[0].index(f"COALESCE({champ}") for champ in cherche.champs]
        assert lues == sorted(lues)
        assert expression[0].count("COALESCE") == len(lues)
    for nom in cherche.noms:
        assert any(f"plier(({nom})::text)" in definition for definition in index)


def test_toutes_les_listes_ont_une_recherche_indexee_ou_peu_de_lignes() -> None:
    sans = {modele.__name__ for modele in modeles_administres()} - {modele.__name__ for modele in CHERCHES}
    assert sans == {
        *("Adhesion", "Alerte", "Avis", "Consentement", "Departement", "Doublon", "Effacement", "Import", "Invitation"),
        *("Jeton", "LienDeMiseAJour", "LienPrive", "LienVerifie", "Livraison", "Lot", "Partenaire", "Proposition"),
        *("Region", "Reprise", "Synonyme", "Thematique", "Utilisateur", "VueEnregistree", "Webhook"),
    }
    assert all(ecran.search_fields for modele, ecran in admin.site._registry.items() if modele in CHERCHES)
