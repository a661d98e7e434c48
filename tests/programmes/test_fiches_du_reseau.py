"""Every figure of the sources is public where ``docs/chiffres.md`` says, and no sheet says one that it ignores."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from collectivites.models import Collectivite, Contact
from programmes.actions.fiches import Rapport, Sort, charger
from programmes.models import Thematique
from publication.actions import Ecart, verifier
from publication.models import Publication
from tests.programmes.fiches_du_reseau import (
    TABLEAU,
    Ligne,
    feuilles,
    installer_territoires,
    lire_tableau,
    nombres,
    normal,
)

pytestmark = pytest.mark.django_db  # without it, pytest-django would not set up the database that ``charge`` fills

COLLECTIVITES = {
    "Communauté de communes d’Auberive Vingeanne et Montsaugeonnais",
    "Communauté urbaine du Grand Reims",
    "Département d’Ille-et-Vilaine",
    "Département de Meurthe-et-Moselle",
    "Département de la Moselle",
    "Département des Ardennes",
    "Département du Pas-de-Calais",
    "Eurométropole de Strasbourg",
    "Mulhouse Alsace Agglomération",
    "Pays de Rennes",
    "Rennes Métropole",
    "Région Bretagne",
    "Région Grand Est",
}
MONTANTS = (
    "montant_min",
    "montant_max",
    "montant_par_beneficiaire",
    "enveloppe_annuelle",
    "enveloppe_totale",
    "beneficiaires_par_an",
    "beneficiaires_total",
    "personnes",
    "adherente_depuis",
)
COURRIEL = re.compile(r"[\w.]+@[\w.]+")
TELEPHONE = re.compile(r"(?:\+33|\b0)[ .]?[1-9](?:[ .]?\d{2}){4}\b")


@dataclass(frozen=True)
class Charge:
    """What the tests read of a loading of all the sheets that come with the application, done twice and a half."""

    documents: dict[str, dict[str, Any]]
    rapports: list[Rapport]
    generations: list[int]
    ecarts: list[Ecart]
    collectivites: dict[str, str]
    noms_d_agents: list[str]
    niveaux: list[int]


@pytest.fixture(scope="module")
def charge(django_db_setup: None, django_db_blocker: Any) -> Charge:
    """Load, load again, load again with ``remplacer``; the database forgets it all."""
    with django_db_blocker.unblock(), transaction.atomic():
        installer_territoires()
        rapports, generations = [], []
        for remplacer in (False, False, True):
            rapports.append(charger(remplacer=remplacer))
            generations.append(Publication.objects.generation())
        publications = Publication.objects.vivantes()
        racines = Thematique.objects.filter(parente=None).count()
        resultat = Charge(
            documents={f"{p.nature}:{p.slug}": p.contenu for p in publications},
            rapports=rapports,
            generations=generations,
            ecarts=list(verifier()),
            collectivites=dict(Collectivite.objects.publiees().values_list("nom", "type")),
            noms_d_agents=list(Contact.objects.exclude(role=Contact.Role.ELU).values_list("nom", flat=True)),
            niveaux=[racines, Thematique.objects.count() - racines],
        )
        transaction.set_rollback(True)
    return resultat


@pytest.fixture(scope="module")
def tableau() -> list[Ligne]:
    """Rows of the committed table."""
    return lire_tableau(TABLEAU.read_text(encoding="utf-8"))


def test_tableau_des_chiffres_se_lit_en_entier(tableau: list[Ligne]) -> None:
    rangees = TABLEAU.read_text(encoding="utf-8").split("## Le tableau")[1].strip().splitlines()[2:]
    assert len(tableau) == len(rangees) > 120


def test_chaque_chiffre_des_sources_est_public_ou_le_tableau_le_dit(charge: Charge, tableau: list[Ligne]) -> None:
    assert [erreur for ligne in tableau if (erreur := ligne.erreur(charge.documents))] == []


@pytest.mark.parametrize(
    ("rangee", "erreur"),
    [
        ("| S | dit | `politique:p` | `budgets[annee=2019].montant` | `= 360000` |", ""),
        ("| S | dit | `politique:p` | `budgets[annee=2019].montant` | `= 360001` |", "dit « 360000.00 »"),
        ("| S | dit | `politique:p` | `budgets[1].note` | `~ hors personnel` |", ""),
        ("| S | dit | `politique:p` | `budgets[annee=].montant` | `= 5` |", ""),
        ("| S | dit | `politique:p` | `budgets[annee=2020].montant` | `= 5` |", "n’a pas"),
        ("| S | dit | `politique:p` | `budgets[3].montant` | `= 5` |", "n’a pas"),
        ("| S | dit | `politique:p` | `effectifs[1].etp` | `= 1` |", "n’a pas"),
        ("| S | dit | `politique:p` | `titre` | `~ ardenne` |", "pas « ardenne »"),
        ("| S | dit | `politique:absente` | `titre` | `~ x` |", "n’est pas publique"),
    ],
)
def test_une_ligne_du_tableau_est_jugee_sur_le_document(rangee: str, erreur: str) -> None:
    budgets = [
        {"annee": 2019, "montant": "360000.00", "note": "hors\u00a0personnel"},
        {"annee": None, "montant": "5.00"},
    ]
    documents = {"politique:p": {"titre": "Bretagne", "budgets": budgets}}
    (ligne,) = lire_tableau(rangee)
    trouvee = ligne.erreur(documents)
    assert (erreur in trouvee) if erreur else trouvee == ""


def test_aucune_fiche_ne_dit_un_nombre_que_le_tableau_ignore(charge: Charge, tableau: list[Ligne]) -> None:
    connus = set().union(*(nombres(ligne.valeur) for ligne in tableau))
    inconnus = {
        (fiche, texte)
        for fiche, document in charge.documents.items()
        for texte in feuilles(document)
        if nombres(texte) - connus
    }
    assert inconnus == set()


def test_chaque_chiffre_cle_chaque_montant_a_sa_ligne(charge: Charge, tableau: list[Ligne]) -> None:
    dites = {(ligne.fiche, normal(ligne.ou)) for ligne in tableau}
    manquants = {
        (fiche, ou)
        for fiche, document in charge.documents.items()
        for ou in chemins_chiffres(document)
        if (fiche, ou) not in dites
    }
    assert manquants == set()


def chemins_chiffres(document: dict[str, Any]) -> list[str]:
    """Paths of the figures of a document: amounts, key figures, budgets, staff, grants."""
    chemins = [nom for nom in MONTANTS if document.get(nom) is not None]
    chemins += chiffres_cles(document)
    for action in document.get("actions", []):
        chemins += [f"actions[titre={action['titre']}].{chemin}" for chemin in chiffres_cles(action)]
    for budget in document.get("budgets", []):
        parts = [nom for nom in ("fonctionnement", "investissement") if budget[nom]] or ["montant"]
        chemins += [f"budgets[annee={budget['annee'] or ''}].{part}" for part in parts]
    chemins += [f"effectifs[annee={e['annee'] or ''}].etp" for e in document.get("effectifs", [])]
    chemins += [f"partenariats[nom={p['nom']}].montant" for p in document.get("partenariats", []) if p["montant"]]
    subventions = enumerate(document.get("subventions", []), start=1)
    chemins += [f"subventions[{rang}].montant_vote" for rang, s in subventions if s["montant_vote"]]
    return [normal(chemin) for chemin in chemins]


def chiffres_cles(porteur: dict[str, Any]) -> list[str]:
    """Paths of the key figures of a document or of one of its parts, ranges included."""
    return [
        f"chiffres[libelle={chiffre['libelle']}].{cle}"
        for chiffre in porteur.get("chiffres", [])
        for cle in ("valeur", "valeur_max")
        if chiffre[cle] is not None
    ]


def test_les_treize_collectivites_du_reseau_sont_publiees(charge: Charge) -> None:
    assert set(charge.collectivites) == COLLECTIVITES


def test_le_type_officiel_l_emporte_sur_celui_de_la_source(charge: Charge) -> None:
    assert charge.collectivites["Mulhouse Alsace Agglomération"] == "communaute_agglomeration"


def test_charger_deux_fois_ne_change_rien(charge: Charge) -> None:
    premier, deuxieme, troisieme = charge.rapports
    assert set(premier.par_sort()) == {Sort.CREEE, Sort.COMPLETEE}
    assert set(deuxieme.par_sort()) == {Sort.CONNUE, Sort.LAISSEE}
    assert troisieme.par_sort() == {Sort.INCHANGEE: len(premier.resultats)}
    assert charge.generations == [charge.generations[0]] * 3


def test_apres_chargement_les_publications_disent_ce_que_disent_les_tables(charge: Charge) -> None:
    assert charge.ecarts == []


@pytest.mark.parametrize("motif", [COURRIEL, TELEPHONE])
def test_aucun_document_ne_montre_de_courriel_ni_de_telephone(charge: Charge, motif: re.Pattern[str]) -> None:
    assert [
        texte for document in charge.documents.values() for texte in feuilles(document) if motif.search(texte)
    ] == []


def test_les_motifs_reconnaissent_un_courriel_et_un_telephone() -> None:
    assert COURRIEL.search("écrire à prenom.nom@example.org")
    assert TELEPHONE.search("au 02 61 91 00 01")
    assert TELEPHONE.search("au +33261910001")
    assert not TELEPHONE.search("209 210 heures en 2011, 5 559 051 habitants")


def test_aucun_agent_n_est_nomme(charge: Charge) -> None:
    assert charge.noms_d_agents
    assert set(charge.noms_d_agents) == {""}


def test_les_elus_sont_nommes_au_titre_de_leur_mandat(charge: Charge) -> None:
    contacts = [c for d in charge.documents.values() if d["nature"] == "collectivite" for c in d["contacts"]]
    noms = {contact["nom"] for contact in contacts if contact["role"] == "elu"}
    assert "" not in noms
    assert {"Andriot", "Messeanne", "Rousset", "Yvergniaux", "Zuber", "Trogrlic"} <= noms


def test_chaque_fiche_a_un_resume_ou_une_presentation(charge: Charge) -> None:
    muettes = [
        cle
        for cle, document in charge.documents.items()
        if not (document.get("resume") or document.get("presentation"))
    ]
    assert muettes == []


def test_chaque_fiche_porte_une_thematique_sauf_les_collectivites(charge: Charge) -> None:
    sans = [cle for cle, document in charge.documents.items() if document.get("thematiques") == []]
    assert sans == []


def test_les_thematiques_tiennent_sur_deux_niveaux_et_restent_peu_nombreuses(charge: Charge) -> None:
    premier, second = charge.niveaux
    assert 12 <= premier <= 20
    assert second > 0


def test_une_fiche_ancienne_dit_quand_la_revoir(charge: Charge) -> None:
    fiche = charge.documents["politique:ess-ille-et-vilaine"]
    assert (fiche["verifiee_le"], fiche["verifiee_par"]) == ("2019-01-07", "Équipe du réseau")
    assert fiche["a_revoir_le"] == "2020-01-07"


def test_la_conference_rend_les_trois_temoignages(charge: Charge) -> None:
    interventions = charge.documents["ressource:departements-comment-soutenir-l-ess"]["interventions"]
    assert [i["collectivite"]["titre"] for i in interventions] == [
        "Département du Pas-de-Calais",
        "Département d’Ille-et-Vilaine",
        "Département de la Moselle",
    ]
    assert [i["intervenant"] for i in interventions] == ["Bénédicte Messeanne", "", ""]


def test_une_ressource_cite_les_fiches_dont_elle_parle(charge: Charge) -> None:
    conference = charge.documents["ressource:departements-comment-soutenir-l-ess"]
    assert {len(conference[cle]) for cle in ("collectivites", "politiques")} == {3}
    assert len(conference["dispositifs"]) == 10
    assert len(conference["projets"]) == 4
