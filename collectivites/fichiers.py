"""Kinds of files of this floor that staff import and export; ``collectivites.imports`` takes them."""

from publication.imports.genres import Genre, genres


def inscrire() -> None:
    """Declare them."""
    genres.inscrire(
        Genre(
            "collectivites",
            "Collectivités",
            "collectivites.imports.COLLECTIVITES",
            ("collectivites.Collectivite",),
            "une ligne par collectivité, retrouvée par uid, SIREN ou adresse de page (slug).",
        ),
        Genre(
            "adhesions",
            "Adhésions",
            "collectivites.imports.ADHESIONS",
            ("collectivites.Adhesion",),
            "collectivite, debut, fin.",
        ),
        Genre(
            "contacts",
            "Contacts",
            "collectivites.imports.CONTACTS",
            ("collectivites.Contact",),
            "données personnelles : rien n’en devient public sans accord.",
        ),
    )
