"""Columns of what is no sheet: themes, organisations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from publication.tableaux import IDENTITE, PROVENANCE, Colonne, Tableau, champ

ADRESSE = Colonne(cle="url", libelle=_("Adresse de la page"), lire=champ("url"), genre="lien")
THEMATIQUES = Tableau(
    colonnes=(
        Colonne(cle="slug", libelle=_("Adresse courte"), lire=champ("slug")),
        Colonne(cle="nom", libelle=_("Nom"), lire=champ("nom")),
        Colonne(cle="parente", libelle=_("Thématique parente"), lire=champ("parente")),
        Colonne(cle="description", libelle=_("Description"), lire=champ("description")),
        ADRESSE,
        *PROVENANCE,
    ),
    par_defaut=("slug", "nom", "parente"),
)
ORGANISMES = Tableau(
    colonnes=(
        Colonne(cle="nom", libelle=_("Nom"), lire=champ("nom")),
        Colonne(cle="forme_juridique", libelle=_("Forme juridique"), lire=champ("forme_juridique_libelle")),
        Colonne(cle="siret", libelle="SIRET", lire=champ("siret"), genre="code"),
        Colonne(cle="rna", libelle="RNA", lire=champ("rna"), genre="code"),
        Colonne(cle="commune", libelle=_("Commune"), lire=champ("commune.nom")),
        Colonne(cle="code_commune", libelle=_("Code INSEE"), lire=champ("commune.code"), genre="code"),
        Colonne(cle="site_web", libelle=_("Site web"), lire=champ("site_web"), genre="lien"),
        *IDENTITE,
        *PROVENANCE,
    ),
    par_defaut=("nom", "forme_juridique", "commune"),
)
