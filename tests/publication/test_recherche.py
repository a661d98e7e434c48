"""People find what they look for, however they type it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from collectivites.models import Collectivite
from publication.models import Publication
from publication.recherche import comprehension, expressions
from tests.factories import AdhesionFactory, CollectiviteFactory, DispositifFactory, RessourceFactory

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 6, 1)
NOMS = {
    "ille": {"nom": "Département d’Ille-et-Vilaine", "sigle": "CD35"},
    "m2a": {"nom": "Mulhouse Alsace Agglomération", "sigle": "m2A"},
    "ems": {"nom": "Eurométropole de Strasbourg", "sigle": "EMS", "presentation": "Un territoire frontalier."},
    "ardennes": {"nom": "Département des Ardennes", "presentation": "Un territoire rural et frontalier."},
    "reims": {"nom": "Grand Reims"},
}


@pytest.fixture
def repertoire() -> None:
    for slug, champs in NOMS.items():
        CollectiviteFactory(publie=True, slug=slug, **champs)
    RessourceFactory(publie=True, slug="boite", titre="Boîte à outils", texte="Commande publique et clauses sociales.")


def trouvees(texte: str) -> list[str]:
    return [publication.slug for publication in Publication.objects.chercher(texte, le=JOUR)]


@pytest.mark.parametrize(
    ("texte", "premiere"),
    [
        ("ille et vilaine", "ille"),
        ("ILLE-ET-VILAINE", "ille"),
        ("d'ille-et-vilaine", "ille"),
        ("d’Ille et Vilaine", "ille"),
        ("ile et vilaine", "ille"),
        ("mulouse", "m2a"),
        ("mulhouse", "m2a"),
        ("eurometropole strasbourg", "ems"),
        ("Eurométropole de Strasbourg", "ems"),
        ("strasbour", "ems"),
        ("cd35", "ille"),
        ("m2a", "m2a"),
        ("ardenne", "ardennes"),
        ("territoires ruraux", "ardennes"),
        ("clause sociale", "boite"),
        ("boite a outil", "boite"),
    ],
)
def test_la_fiche_cherchee_vient_en_tete(repertoire, texte: str, premiere: str) -> None:
    assert trouvees(texte)[:1] == [premiere]


def test_une_phrase_entre_guillemets_se_cherche_telle_quelle(repertoire) -> None:
    assert trouvees('"clauses sociales"') == ["boite"]
    assert trouvees('"sociales clauses"') == []


def test_un_mot_exclu_ecarte_les_fiches_qui_le_disent(repertoire) -> None:
    assert set(trouvees("frontalier")) == {"ems", "ardennes"}
    assert trouvees("frontalier -strasbourg") == ["ardennes"]


def test_ce_qui_n_existe_pas_ne_donne_rien(repertoire) -> None:
    assert trouvees("xylophone") == []


def test_le_nom_exact_vient_avant_ceux_qui_commencent_pareil_puis_les_autres() -> None:
    CollectiviteFactory(publie=True, slug="c", nom="Pays du Grand Reims", presentation="Grand Reims, Grand Reims.")
    CollectiviteFactory(publie=True, slug="b", nom="Grand Reims Métropole")
    CollectiviteFactory(publie=True, slug="a", nom="Grand Reims")
    assert trouvees("grand reims") == ["a", "b", "c"]


def test_le_sigle_d_une_collectivite_la_donne_avant_ce_qu_elle_porte() -> None:
    collectivite = CollectiviteFactory(publie=True, nom="Département d’Ille-et-Vilaine", sigle="CD35")
    DispositifFactory(publie=True, collectivite=collectivite, titre="Soutien à TAg35")
    assert [str(p) for p in Publication.objects.chercher("cd35", le=JOUR)] == [str(collectivite), "Soutien à TAg35"]


def test_une_adherente_passe_un_peu_devant_a_pertinence_egale() -> None:
    CollectiviteFactory(publie=True, slug="a", nom="Pays jumeau")
    adherente = CollectiviteFactory(slug="b", nom="Pays jumeau")
    AdhesionFactory(collectivite=adherente)
    from publication.actions import publier
    from tests.factories import UtilisateurFactory

    publier(fiche=adherente, par=UtilisateurFactory())
    assert trouvees("pays jumeau") == ["b", "a"]


def test_une_fiche_retiree_ne_se_trouve_plus() -> None:
    CollectiviteFactory(retire=True, nom="Pays disparu")
    assert trouvees("pays disparu") == []


def test_la_recherche_d_une_nature_repond_comme_la_recherche_unifiee(repertoire) -> None:
    for texte in ("mulouse", "ille et vilaine", "frontalier -strasbourg", "cd35"):
        fiches = Collectivite.objects.publiees().chercher(texte, le=JOUR)
        attendues = [p.slug for p in Publication.objects.chercher(texte, le=JOUR).filter(nature="collectivite")]
        assert [fiche.slug for fiche in fiches] == attendues


@pytest.mark.parametrize(
    ("texte", "plie"),
    [
        ("Île-de-France", "ile de france"),
        ("L’Œuvre & Cie", "l oeuvre cie"),
        ("  DÉJÀ   vu ! ", "deja vu"),
        ("Saint-Étienne n°\u00a02", "saint etienne n 2"),
        ("", ""),
    ],
)
def test_plier_garde_les_lettres_et_les_chiffres_separes_par_une_espace(texte: str, plie: str) -> None:
    with connection.cursor() as curseur:
        curseur.execute("SELECT public.plier(%s)", [texte])
        assert curseur.fetchone()[0] == plie


def test_un_mot_tres_commun_classe_les_fiches_prometteuses_puis_suit_les_titres(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(comprehension, "TROUVEES_AU_PLUS", 3)
    monkeypatch.setattr(expressions, "CLASSEES_AU_PLUS", 1)
    for titre, texte in (("Atelier", "vélo vélo vélo"), ("Bourse", "vélo"), ("Cargo", "vélo"), ("Zone vélo", "")):
        RessourceFactory(publie=True, slug=titre.lower().replace("é", "e").replace(" ", "-"), titre=titre, texte=texte)
    CollectiviteFactory(publie=True, slug="velo", nom="Vélo")
    obtenues = trouvees("vélo")
    assert obtenues[0] == "velo"
    assert sorted(obtenues) == sorted(["velo", "atelier", "bourse", "cargo", "zone-velo"])
    suivent = [slug for slug in obtenues if Publication.objects.chercher("vélo", le=JOUR).get(slug=slug).pertinence < 0]
    assert suivent == sorted(suivent)
    assert len(suivent) >= len(obtenues) - 3
