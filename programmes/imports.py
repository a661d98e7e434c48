"""Tables and national files of this floor that come in and go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from programmes.actions.importer_dispositifs import importer_dispositifs
from programmes.actions.importer_subventions import importer_subventions
from programmes.models import (
    Budget,
    ChiffreCle,
    Dispositif,
    Organisme,
    Partenariat,
    Politique,
    Projet,
    Ressource,
    Subvention,
    Thematique,
)
from publication.imports.ressource import declarer

if TYPE_CHECKING:
    from publication.imports.rapport import Rapport

POLITIQUES = declarer(Politique, genre="politiques", cle="uid", naturelles=("slug",), sans=("contacts",))
DISPOSITIFS = declarer(Dispositif, genre="dispositifs", cle="uid", naturelles=("slug",), sans=("contacts",))
PROJETS = declarer(Projet, genre="projets", cle="uid", naturelles=("slug",))
RESSOURCES = declarer(Ressource, genre="ressources", cle="uid", naturelles=("slug",))
ORGANISMES = declarer(Organisme, genre="organismes", cle="uid", naturelles=("siret", "rna"))
THEMATIQUES = declarer(Thematique, genre="thematiques", naturelles=("slug",))
SUBVENTIONS = declarer(Subvention, genre="subventions")
BUDGETS = declarer(Budget, genre="budgets")
CHIFFRES = declarer(ChiffreCle, genre="chiffres")
PARTENARIATS = declarer(Partenariat, genre="partenariats")


class SubventionsSCDL:
    """National file of grants."""

    @staticmethod
    def importer(contenu: bytes, **options: Any) -> Rapport:
        """Take the file."""
        return importer_subventions(contenu, **options)


class DispositifsAide:
    """National file of schemes."""

    @staticmethod
    def importer(contenu: bytes, **options: Any) -> Rapport:
        """Take the file."""
        return importer_dispositifs(contenu, **options)
