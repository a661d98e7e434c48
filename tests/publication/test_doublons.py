"""Records that look like one are found, those that only share a word are not, and decisions are remembered."""

from __future__ import annotations

import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publication.actions.doublons import chercher_doublons, ecarter, reprendre
from publication.admin.doublon import en_mots
from publication.doublons import SEUIL, Trace, comparer, detecteurs, distance, paires, ressemblance
from publication.models import Doublon
from publication.tasks import chercher_les_doublons
from tests import factories as f

RENNES, SAINT_MALO = (48.117, -1.678), (48.649, -2.026)


def trace(cle: int, titre: str, **champs: object) -> Trace:
    return Trace(**{"cle": cle, "titre": titre, **champs})


@pytest.mark.parametrize(
    ("une", "autre", "motif"),
    [
        ({"codes": (("siren", "243500139"),)}, {"codes": (("siren", "243500139"),), "titre": "autre"}, "code:siren"),
        ({}, {}, "titre"),
        ({"nom": "redon"}, {"titre": "b", "nom": "redon"}, "nom"),
    ],
)
def test_deux_enregistrements_qui_n_en_sont_qu_un_se_trouvent(une, autre, motif) -> None:
    (trouvee,) = paires([trace(2, **{"titre": "a", **une}), trace(1, **{"titre": "a", **autre})])
    assert (trouvee.gauche, trouvee.droite) == (1, 2)
    assert motif in trouvee.motifs
    assert trouvee.score >= SEUIL


def test_des_titres_proches_ne_se_comparent_que_dans_un_contexte_commun() -> None:
    ici, ailleurs = frozenset({("collectivite", 1)}), frozenset({("collectivite", 2)})
    une = trace(1, "soutien aux epiceries solidaires", contextes=ici)
    autre = "soutien aux epiceries solidaires rurales"
    assert paires([une, trace(2, autre, contextes=ailleurs)]) == []
    (trouvee,) = paires([une, trace(2, autre, contextes=ici)])
    assert trouvee.motifs[1] == "contexte:collectivite"
    assert trouvee.motifs[0].startswith("proche:0.")


def test_deux_annees_d_un_appel_a_projets_ne_sont_pas_un_doublon() -> None:
    ici = frozenset({("collectivite", 1)})
    assert paires([trace(n, f"appel a projets ess 20{n}", contextes=ici) for n in (23, 24)]) == []


@pytest.mark.parametrize(
    ("une", "autre"),
    [({"famille": "commune"}, {"famille": "region"}), ({"bornes": ("35",)}, {"bornes": ("93",)})],
)
def test_ce_qui_ne_peut_pas_etre_un_ne_se_propose_pas(une, autre) -> None:
    assert paires([trace(1, "saint denis", **une), trace(2, "saint denis", **autre)]) == []
    assert comparer(trace(1, "saint denis", **une), trace(2, "saint denis", **autre)).score == 0


def test_une_borne_inconnue_n_ecarte_rien() -> None:
    bornes = [("35",), (None,), ("",)]
    trouvees = paires([trace(n, "saint malo", bornes=borne) for n, borne in enumerate(bornes)])
    assert len(trouvees) == 3


def test_la_distance_rapproche_et_eloigne() -> None:
    base, pres, loin = (trace(n, "la ruche", lieu=lieu) for n, lieu in enumerate((RENNES, RENNES, SAINT_MALO)))
    sans = comparer(trace(8, "la ruche"), trace(9, "la ruche")).score
    assert comparer(base, pres).score > sans > comparer(base, loin).score
    assert distance(RENNES, SAINT_MALO) == pytest.approx(64, abs=1)


@pytest.mark.django_db
def test_la_ressemblance_est_celle_de_postgresql() -> None:
    couples = [("redon agglomeration", "communaute de redon"), ("abc", "abc"), ("abc", "xyz"), ("a", "")]
    with connection.cursor() as curseur:
        for un, autre in couples:
            curseur.execute("SELECT similarity(%s, %s)", [un, autre])
            assert ressemblance(un, autre) == pytest.approx(curseur.fetchone()[0], abs=1e-6)


def test_le_temps_croit_avec_le_nombre_et_non_avec_son_carre() -> None:
    """Ten times the records, among which a word that everybody uses: far less than a hundred times the work."""

    def duree(nombre: int) -> float:
        traces = [
            trace(
                n, f"commune numero{n} du pays", bornes=(str(n % 100),), contextes=frozenset({("departement", n % 100)})
            )
            for n in range(nombre)
        ]
        debut = time.process_time()
        assert paires(traces) == []
        return time.process_time() - debut

    petite = min(duree(2_000) for _essai in range(3))
    assert duree(20_000) < 30 * petite


@pytest.mark.django_db
def test_la_recherche_lit_chaque_rubrique_une_fois_quel_que_soit_le_nombre() -> None:
    def requetes() -> int:
        with CaptureQueriesContext(connection) as faites:
            chercher_doublons()
        return len(faites)

    f.OrganismeFactory()
    pour_un = requetes()
    for _rang in range(9):
        f.OrganismeFactory(nom="Le même", commune=None, siret=None)
    assert requetes() <= pour_un + 1
    assert Doublon.objects.count() == 36


@pytest.mark.django_db
def test_chaque_rubrique_trouve_les_siens() -> None:
    c = f.CollectiviteFactory(nom="Redon Agglomération", type="communaute_agglomeration", code_insee="", siren=None)
    lieux = {"region": c.region, "departement": c.departement, "siren": None, "code_insee": ""}
    f.CollectiviteFactory(nom="Communauté de communes de Redon", type="communaute_communes", **lieux)
    for fabrique in (f.PolitiqueFactory, f.DispositifFactory):
        fabrique.create_batch(2, collectivite=c, titre="Le même titre")
    projet = f.ProjetFactory(nom="Épicerie")
    f.ProjetFactory(nom="épicerie", organisme=projet.organisme, commune=projet.commune)
    f.RessourceFactory.create_batch(2, titre="Un guide", lien="https://example.org/guide")
    f.OrganismeFactory(nom="Scic Un", siret="35600000000048")
    f.OrganismeFactory(nom="Autre nom", siret="35600000049837")
    f.ContactFactory.create_batch(2, collectivite=c, prenom="Alix", nom="Exemple", email="alix@example.org")
    assert chercher_doublons() >= 7
    assert set(Doublon.objects.values_list("modele", flat=True)) == {modele._meta.label for modele in detecteurs}
    assert "alix" not in str(list(Doublon.objects.values())).lower()


@pytest.mark.django_db
def test_une_fiche_retiree_ou_dissoute_n_est_le_doublon_de_personne() -> None:
    f.CollectiviteFactory(nom="Pays de Redon", type="petr", code_insee="", region=None, departement=None)
    f.CollectiviteFactory(
        nom="Pays de Redon", type="petr", code_insee="", region=None, departement=None, dissoute_en=2020
    )
    assert chercher_doublons() == 0


@pytest.mark.django_db
def test_une_paire_ecartee_ne_revient_pas_et_ce_qui_ne_ressemble_plus_s_en_va() -> None:
    par = f.UtilisateurFactory()
    un, autre = f.OrganismeFactory.create_batch(2, nom="Le même", commune=None)
    assert chercher_doublons() == 1
    paire = Doublon.objects.get()
    assert ecarter(cles=[paire.pk], par=par) == 1
    assert chercher_doublons() == 0
    paire.refresh_from_db()
    assert paire.ecarte_par == par
    assert reprendre(cles=[paire.pk]) == 1
    autre.nom = "Tout autre chose"
    autre.save()
    assert chercher_doublons() == 0
    assert not Doublon.objects.exists()
    assert un.nom == "Le même"


@pytest.mark.django_db
def test_la_tache_et_la_commande_cherchent() -> None:
    f.OrganismeFactory.create_batch(2, nom="Le même", commune=None)
    assert chercher_les_doublons(0) == 1
    sortie = StringIO()
    call_command("chercher_doublons", stdout=sortie)
    assert "organismes : 1 paires à trancher" in sortie.getvalue()


@pytest.mark.parametrize(
    ("motif", "dit"),
    [
        ("titre", "même titre"),
        ("code:siren", "même SIREN"),
        ("proche:0.72", "titres ressemblants à 72 %"),
        ("distance:1.2", "à 1,2 km l’un de l’autre"),
        ("loin:64", "mais à 64,0 km l’un de l’autre"),
        ("inconnu", "inconnu"),
    ],
)
def test_un_motif_se_dit_en_mots(motif, dit) -> None:
    assert en_mots(motif).replace("\xa0", " ") == dit


@pytest.mark.django_db
def test_deux_siren_sont_deux_collectivites_meme_du_meme_nom() -> None:
    commun = {"nom": "Communauté de communes du Vallespir", "type": "communaute_communes", "code_insee": ""}
    c = f.CollectiviteFactory(siren="243500139", **commun)
    commun |= {"region": c.region, "departement": c.departement}
    f.CollectiviteFactory(siren="200067072", **commun)
    assert chercher_doublons() == 0
    f.CollectiviteFactory(siren=None, **commun)
    assert chercher_doublons() == 2
