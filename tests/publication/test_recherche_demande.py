"""A search is read as a French reader would read it, without any database."""

from __future__ import annotations

import pytest

from publication.recherche import nom_propre, plier
from publication.recherche.demande import lire
from publication.recherche.mots import normer_codes
from publication.recherche.requetes import large, proche, souple, stricte

SYNONYMES = {"com com": ("communaute de communes",), "ess": ("economie sociale et solidaire",)}


def mots(texte: str) -> list[str]:
    return [groupe.tape for groupe in lire(texte, SYNONYMES).groupes]


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
def test_plier_ne_garde_que_lettres_et_chiffres(texte: str, plie: str) -> None:
    assert plier(texte) == plie


@pytest.mark.parametrize(
    ("texte", "forme"),
    [
        ("cd 35", "cd35"),
        ("dpt 35", "cd35"),
        ("dept 2a", "cd2a"),
        ("departement 35", "cd35"),
        ("conseil departemental 62", "cd62"),
        ("conseil departemental du 62", "cd62"),
        ("departement 974", "cd974"),
        ("region 53", "cr53"),
        ("200 066 009", "200066009"),
        ("200 066 009 00015", "200066009"),
        ("20006600900015", "200066009"),
        ("siren 223500018", "223500018"),
        ("siren n 223 500 018", "223500018"),
        ("siret 22350001800013", "223500018"),
        ("22350 0018", "223500018"),
        ("insee 35047", "35047"),
        ("bruz 35170", "bruz 35170"),
        ("siren", "siren"),
        ("35 170", "35170"),
        ("le 48", "le 48"),
        ("departement 99", "departement 99"),
    ],
)
def test_un_code_a_une_seule_forme(texte: str, forme: str) -> None:
    assert normer_codes(texte) == forme


@pytest.mark.parametrize(
    ("nom", "propre"),
    [
        ("departement d ille et vilaine", "ille et vilaine"),
        ("departement du pas de calais", "pas de calais"),
        ("region bretagne", "bretagne"),
        ("communaute urbaine du grand reims", "grand reims"),
        ("eurometropole de strasbourg", "strasbourg"),
        ("rennes metropole", "rennes"),
        ("pays de rennes", "pays de rennes"),
        ("departement", "departement"),
    ],
)
def test_le_nom_propre_se_passe_de_la_categorie(nom: str, propre: str) -> None:
    assert nom_propre(nom) == propre


def test_les_mots_vides_tombent_et_chaque_mot_compte_une_fois() -> None:
    assert mots("Le commerce et les commerces du commerce") == ["commerce", "commerces"]


def test_les_mots_de_question_aident_sans_etre_exiges() -> None:
    demande = lire("Qui soutient les derniers commerces ?", {})
    assert [groupe.tape for groupe in demande.requis] == ["derniers", "commerces"]
    assert [groupe.tape for groupe in demande.groupes if groupe.est_faible] == ["qui", "soutient"]
    assert [groupe.tape for groupe in lire("aides", {}).requis] == ["aides"]


def test_un_terme_connu_de_plusieurs_mots_est_un_seul_groupe() -> None:
    (groupe,) = lire("com com", SYNONYMES).groupes
    assert groupe.variantes == ("com com", "communaute de communes")


def test_les_abreviations_et_les_codes_ont_leurs_equivalents() -> None:
    assert lire("cc", {}).groupes[0].variantes == ("cc", "communaute de communes")
    assert lire("CD35", {}).groupes[0].variantes == ("cd35", "cd 35", "departement 35")
    assert lire("TAg 35", {}).groupes[0].variantes == ("tag 35", "tag35")
    assert mots("le 48") == ["48"]
    assert lire("st malo", {}).groupes[0].variantes == ("st", "saint")


@pytest.mark.parametrize(
    "texte",
    ['"clauses sociales" -Moselle', "« clauses sociales » -Moselle", "“clauses sociales” \N{MINUS SIGN}Moselle"],
)
def test_phrases_et_exclusions_se_lisent_quels_que_soient_les_signes(texte: str) -> None:
    demande = lire(texte, {})
    assert (demande.phrases, demande.exclus, demande.groupes) == (("clauses sociales",), ("moselle",), ())
    assert demande.est_precise
    assert demande.noms == []
    assert stricte(demande) == "(clauses <-> sociales) & !(moselle)"
    assert souple(demande) == stricte(demande)
    assert large(demande) == "(clauses <-> sociales)"


def test_un_tiret_dans_un_mot_n_exclut_rien() -> None:
    assert lire("Ille-et-Vilaine - tiers-lieux", {}).exclus == ()


@pytest.mark.parametrize("texte", ["", "  ", "le la les", "-rien", '""', "()&|!:*<->"])
def test_ce_qui_ne_dit_rien_est_vide(texte: str) -> None:
    assert lire(texte, {}).est_vide


def test_les_noms_exacts_possibles_sont_le_texte_sa_part_utile_et_les_codes() -> None:
    assert lire("quelle aide au département de la Moselle", {}).noms == [
        "quelle aide au departement de la moselle",
        "au departement de la moselle",
    ]
    assert lire("Région Bretagne", {}).noms == ["region bretagne", "bretagne"]
    assert lire("au cd35", {}).noms == ["au cd35", "cd35"]
    assert "cd35" not in lire("commerces cd35", {}).noms


def test_la_requete_se_relache_a_la_plupart_des_mots_puis_a_un_seul() -> None:
    demande = lire("epicerie cooperative bretagne", {})
    e, c, b = "((epicerie))", "((cooperative))", "((bretagne))"
    assert stricte(demande) == f"{e} & {c} & {b}"
    assert souple(demande) == f"({e} & {c}) | ({e} & {b}) | ({c} & {b})"
    assert proche(demande.requis) == f"{e} | {c} | {b}"
    assert stricte(demande, "A").count(":A") == 3


def test_une_correction_remplace_les_mots() -> None:
    corrigee = lire("mulouse ess", SYNONYMES).corrigee({"mulouse": "mulhouse"}, SYNONYMES)
    assert corrigee.plie == "mulhouse ess"
    assert corrigee.texte == "mulouse ess"
    assert [groupe.tape for groupe in corrigee.groupes] == ["mulhouse", "ess"]


def test_les_mots_disent_la_nature_cherchee() -> None:
    assert lire("quelle aide pour un projet", {}).natures == {"dispositif", "projet"}
    assert lire("moselle", {}).natures == set()


def test_une_question_sans_fin_ne_garde_que_ses_premiers_mots() -> None:
    assert len(lire(" ".join(f"mot{n}x" for n in range(50)), {}).groupes) == 10
