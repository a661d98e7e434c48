"""Columns of the authorities."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from publication.tableaux import IDENTITE, SUIVI, Colonne, Tableau, champ

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
