"""What OpenAPI says of every operation."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from publication.api.erreurs import PROBLEME
from publication.api.rendu import TYPE_DE_CONTENU

ERREURS = {
    "400": "Un paramètre est inconnu ou sa valeur est refusée.",
    "404": "Cette adresse ou cette page n’existe pas.",
    "410": "La fiche a été retirée ; le message en donne le motif.",
}


DESCRIPTION_DE_LISTE = "Liste (%(pluriel)s) : ce qui est public et répond à tous les paramètres."
DESCRIPTION_DE_DETAIL = "Un seul document, désigné par la fin de l’adresse."
DESCRIPTION_DE_CLE = "Code officiel ou adresse courte."


class Schema(AutoSchema):
    """drf-spectacular's schema, with the errors that the operation may give."""

    def get_tags(self) -> list[str]:
        """Group the operations by what follows the version in the address."""
        return [self.path.removeprefix("/api/v1/").split("/")[0]]

    def get_description(self) -> str:  # type: ignore[override]  # the stubs describe DRF's own schema class
        """Say in French what the operation gives; the docstrings are for those who read the code."""
        vue: Any = self.view
        pluriel = vue.queryset.model._meta.verbose_name_plural
        if self._is_list_view():
            return DESCRIPTION_DE_LISTE % {"pluriel": pluriel}
        return DESCRIPTION_DE_DETAIL

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> dict[str, Any]:
        decrire: Any = super()._map_basic_serializer
        composant: dict[str, Any] = decrire(serializer, direction)
        composant.pop("description", None)  # the docstring of the class: it is for those who read the code
        return composant

    def _resolve_path_parameters(self, variables: Any) -> list[dict[str, Any]]:
        resoudre: Any = super()._resolve_path_parameters
        parametres: list[dict[str, Any]] = resoudre(variables)
        for parametre in parametres:
            parametre.setdefault("description", DESCRIPTION_DE_CLE)
        return parametres

    def _get_response_bodies(self, *args: Any, **kwargs: Any) -> Any:
        reponses = super()._get_response_bodies(*args, **kwargs)
        for code in getattr(self.view, "erreurs_documentees", {}).get(getattr(self.view, "action", ""), ()):
            erreur = OpenApiResponse(PROBLEME, description=ERREURS[code])
            decrire: Any = self._get_response_for_code
            reponses[code] = decrire(erreur, code, media_types=[TYPE_DE_CONTENU])
        return reponses
