"""Kinds of files of this floor that staff import and export; ``programmes.imports`` takes them."""

from publication.imports.genres import Genre, genres

FICHE = "une ligne par fiche, retrouvée par uid ou par adresse de page (slug) ; une fiche nouvelle est un brouillon."
LIGNE = "une ligne par enregistrement, retrouvé par id ; sans id, il est créé."


def inscrire() -> None:
    """Declare them, national files first."""
    genres.inscrire(
        Genre(
            "scdl",
            "Subventions, fichier national (SCDL 2.1.1)",
            "programmes.imports.SubventionsSCDL",
            ("programmes.Subvention", "programmes.Organisme", "collectivites.Collectivite"),
            "les seize colonnes nationales, telles que les collectivités les publient.",
            est_table=False,
        ),
        Genre(
            "dispositif-aide",
            "Dispositifs, fichier national (dispositif-aide 0.2.0)",
            "programmes.imports.DispositifsAide",
            ("programmes.Dispositif", "programmes.Partenariat"),
            "les quinze colonnes nationales ; un dispositif nouveau est un brouillon.",
            est_table=False,
        ),
        Genre("politiques", "Politiques", "programmes.imports.POLITIQUES", ("programmes.Politique",), FICHE),
        Genre("dispositifs", "Dispositifs", "programmes.imports.DISPOSITIFS", ("programmes.Dispositif",), FICHE),
        Genre("projets", "Projets soutenus", "programmes.imports.PROJETS", ("programmes.Projet",), FICHE),
        Genre("ressources", "Ressources", "programmes.imports.RESSOURCES", ("programmes.Ressource",), FICHE),
        Genre(
            "organismes",
            "Organismes",
            "programmes.imports.ORGANISMES",
            ("programmes.Organisme",),
            "une ligne par organisme, retrouvé par uid, SIRET ou numéro RNA.",
        ),
        Genre("subventions", "Subventions", "programmes.imports.SUBVENTIONS", ("programmes.Subvention",), LIGNE),
        Genre("thematiques", "Thématiques", "programmes.imports.THEMATIQUES", ("programmes.Thematique",), LIGNE),
        Genre("budgets", "Budgets", "programmes.imports.BUDGETS", ("programmes.Budget",), LIGNE),
        Genre("chiffres", "Chiffres clés", "programmes.imports.CHIFFRES", ("programmes.ChiffreCle",), LIGNE),
        Genre("partenariats", "Partenariats", "programmes.imports.PARTENARIATS", ("programmes.Partenariat",), LIGNE),
    )
