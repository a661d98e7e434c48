"""Short lists of entries that are computed, each under its name."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.viewsets import GenericViewSet

from publication.api.base import LectureMixin
from publication.api.conditions import de_la_generation, repondre_si_change
from publication.api.erreurs import le_plus_proche
from publication.models import EtatPublic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponseBase
    from rest_framework.request import Request


class EntreesViewSet(LectureMixin, GenericViewSet[Any]):
    """A concrete class gives ``entrees`` and ``serializer_class``; the words are in the language asked."""

    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        "list": ("400", "406"),
        "retrieve": ("400", "404", "406"),
    }
    queryset = EtatPublic.objects.none()  # all that an entry is made from bears the number of this state
    pagination_class: Any = None
    lookup_field = "nom"
    lookup_value_regex = r"[-\w]+"

    def entrees(self) -> Mapping[str, Callable[[], Any]]:
        """What makes each entry, by its name, in order."""
        raise NotImplementedError

    def list(self, _request: Request) -> HttpResponseBase:
        """Every entry, unless nothing has changed."""
        return self._si_change(lambda: self._json([self._representer(faire()) for faire in self.entrees().values()]))

    def retrieve(self, _request: Request, nom: str) -> HttpResponseBase:
        """One entry, unless it has not changed."""
        entrees = self.entrees()
        if nom not in entrees:
            message = _("Rien ne porte ce nom ici : %(raison)s")
            raise NotFound(message % {"raison": le_plus_proche(nom, list(entrees))})
        return self._si_change(lambda: self.reponse(entrees[nom]()))

    def reponse(self, entree: Any) -> HttpResponseBase:
        """Answer with one entry, in the format asked."""
        return self._json(self._representer(entree))

    def _representer(self, entree: Any) -> Any:
        return self.get_serializer().to_representation(entree)

    def _json(self, contenu: Any) -> HttpResponse:
        return HttpResponse(orjson.dumps(contenu), status=HTTPStatus.OK, content_type="application/json")

    def _si_change(self, faire: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        requete = self.request._request
        return repondre_si_change(
            requete, de_la_generation(requete, self.format_choisi, EtatPublic.objects.lire()), faire
        )
