"""Columns of what is no sheet: themes, organisations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from publication.tableaux import PROVENANCE, Colonne, Tableau, champ

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
