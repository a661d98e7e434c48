"""Names of authorities, from the abbreviated names of the official code."""

from __future__ import annotations

import pytest

from collectivites.models import TypeCollectivite as T
from collectivites.noms import adresse, adresse_de_territoire, nom_de_departement, nom_de_groupement, nom_de_region


@pytest.mark.parametrize(
    ("code", "nom", "liaison", "attendu"),
    [
        ("35", "Ille-et-Vilaine", 1, "Département d’Ille-et-Vilaine"),
        ("62", "Pas-de-Calais", 2, "Département du Pas-de-Calais"),
        ("57", "Moselle", 3, "Département de la Moselle"),
        ("08", "Ardennes", 4, "Département des Ardennes"),
        ("54", "Meurthe-et-Moselle", 0, "Département de Meurthe-et-Moselle"),
        ("02", "Aisne", 5, "Département de l’Aisne"),
        ("44", "Loire-Atlantique", 3, "Département de Loire-Atlantique"),
        ("22", "Côtes-d'Armor", 4, "Département des Côtes-d’Armor"),
    ],
)
def test_departement_prend_son_article(code, nom, liaison, attendu) -> None:
    assert nom_de_departement(code, nom, liaison) == attendu


def test_region_garde_son_nom() -> None:
    assert nom_de_region("Provence-Alpes-Côte d'Azur") == "Région Provence-Alpes-Côte d’Azur"


@pytest.mark.parametrize(
    ("type_", "nom", "attendu"),
    [
        (T.COMMUNAUTE_COMMUNES, "CC Faucigny - Glières", ("Communauté de communes Faucigny-Glières", "")),
        (T.COMMUNAUTE_COMMUNES, "CC du Pays de Fayence", ("Communauté de communes du Pays de Fayence", "")),
        (T.COMMUNAUTE_COMMUNES, "CC de l'Ernée", ("Communauté de communes de l’Ernée", "")),
        (T.COMMUNAUTE_AGGLOMERATION, "CA Mulhouse Alsace Agglomération", ("Mulhouse Alsace Agglomération", "")),
        (T.COMMUNAUTE_URBAINE, "CU du Grand Reims", ("Communauté urbaine du Grand Reims", "")),
        (T.METROPOLE, "Eurométropole de Strasbourg", ("Eurométropole de Strasbourg", "")),
        (T.METROPOLE, "Rennes Métropole", ("Rennes Métropole", "")),
        (T.COMMUNAUTE_COMMUNES, "CC Giennoises", ("Communauté des communes giennoises", "")),
        (T.COMMUNAUTE_COMMUNES, "CC Coeur de Loire", ("Communauté de communes Cœur de Loire", "")),
        (T.EPT, "Plaine Commune", ("Plaine Commune", "")),
    ],
)
def test_groupement_s_ecrit_en_toutes_lettres(type_, nom, attendu) -> None:
    assert nom_de_groupement(nom, type_) == attendu


def test_sigle_entre_parentheses_est_mis_a_part() -> None:
    nom, sigle = nom_de_groupement("CA Intercommunale du Nord de la Réunion (CINOR)", T.COMMUNAUTE_AGGLOMERATION)
    assert sigle == "CINOR"
    assert "(" not in nom


@pytest.mark.parametrize(
    ("nom", "attendue"),
    [
        ("Département d’Ille-et-Vilaine", "departement-ille-et-vilaine"),
        ("Région Grand Est", "region-grand-est"),
        ("Communauté de communes du Pays de Fayence", "cc-pays-de-fayence"),
        ("Mulhouse Alsace Agglomération", "mulhouse-alsace-agglomeration"),
        ("Communauté de communes Cœur de Loire", "cc-coeur-de-loire"),
    ],
)
def test_adresse_est_courte_et_lisible(nom, attendue) -> None:
    assert adresse(nom) == attendue


def test_adresse_de_territoire_est_le_nom_seul() -> None:
    assert adresse_de_territoire("Côtes-d'Armor") == "cotes-d-armor"
