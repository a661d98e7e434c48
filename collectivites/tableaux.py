"""Columns of the authorities."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from publication.tableaux import IDENTITE, PROVENANCE, SUIVI, Colonne, Tableau, champ, liste

COLLECTIVITES = Tableau(
    colonnes=(
        Colonne(cle="nom", libelle=_("Nom"), lire=champ("nom")),
        Colonne(cle="type", libelle=_("Type"), lire=champ("type_libelle")),
        Colonne(cle="sigle", libelle=_("Sigle"), lire=champ("sigle")),
        Colonne(cle="siren", libelle="SIREN", lire=champ("siren"), genre="code"),
        Colonne(cle="siret", libelle="SIRET", lire=champ("siret"), genre="code"),
        Colonne(cle="code_insee", libelle=_("Code INSEE"), lire=champ("code_insee"), genre="code"),
        Colonne(cle="region", libelle=_("Région"), lire=champ("region.nom")),
        Colonne(cle="code_region", libelle=_("Code de région"), lire=champ("region.code"), genre="code"),
        Colonne(cle="departement", libelle=_("Département"), lire=champ("departement.nom")),
        Colonne(cle="code_departement", libelle=_("Code de département"), lire=champ("departement.code"), genre="code"),
        Colonne(cle="population", libelle=_("Habitants"), lire=champ("population"), genre="nombre"),
        Colonne(cle="ruralite", libelle=_("Rural ou urbain"), lire=champ("ruralite")),
        Colonne(cle="adherente_depuis", libelle=_("Adhérente depuis"), lire=champ("adherente_depuis"), genre="annee"),
        Colonne(cle="politique", libelle=_("Politique ESS"), lire=champ("connaissance_politique_libelle")),
        Colonne(cle="code_postal", libelle=_("Code postal"), lire=champ("code_postal"), genre="code"),
        Colonne(cle="ville", libelle=_("Ville"), lire=champ("ville")),
        Colonne(cle="site_web", libelle=_("Site web"), lire=champ("site_web"), genre="lien"),
        *IDENTITE,
        *SUIVI,
    ),
    par_defaut=("nom", "type", "region", "population", "adherente_depuis", "politique", "verifiee_le"),
)
REGIONS = Tableau(
    colonnes=(
        Colonne(cle="code", libelle=_("Code"), lire=champ("code"), genre="code"),
        Colonne(cle="nom", libelle=_("Nom"), lire=champ("nom")),
        Colonne(cle="slug", libelle=_("Adresse courte"), lire=champ("slug")),
        Colonne(cle="url", libelle=_("Adresse de la page"), lire=champ("url"), genre="lien"),
        Colonne(cle="millesime", libelle=_("Millésime"), lire=champ("millesime"), genre="annee"),
        *PROVENANCE,
    ),
    par_defaut=("code", "nom"),
)
DEPARTEMENTS = Tableau(
    colonnes=(
        *REGIONS.colonnes[:2],
        Colonne(cle="region", libelle=_("Code de région"), lire=champ("region"), genre="code"),
        *REGIONS.colonnes[2:],
    ),
    par_defaut=("code", "nom", "region"),
)
COMMUNES = Tableau(
    colonnes=(
        *REGIONS.colonnes[:2],
        Colonne(cle="departement", libelle=_("Code de département"), lire=champ("departement"), genre="code"),
        Colonne(cle="region", libelle=_("Code de région"), lire=champ("region"), genre="code"),
        Colonne(cle="epci", libelle=_("SIREN de l’intercommunalité"), lire=champ("epci.siren"), genre="code"),
        Colonne(cle="epci_nom", libelle=_("Intercommunalité"), lire=champ("epci.nom")),
        Colonne(cle="siren", libelle="SIREN", lire=champ("siren"), genre="code"),
        Colonne(cle="codes_postaux", libelle=_("Codes postaux"), lire=liste("codes_postaux")),
        Colonne(cle="population", libelle=_("Habitants"), lire=champ("population"), genre="nombre"),
        Colonne(cle="millesime", libelle=_("Millésime"), lire=champ("millesime"), genre="annee"),
        Colonne(cle="supprime_en", libelle=_("Supprimée en"), lire=champ("supprime_en"), genre="annee"),
        *PROVENANCE,
    ),
    par_defaut=("code", "nom", "departement"),
)
