"""``Link`` headers (RFC 8288): the other pages, the licence, the description of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponseBase

ADRESSE_DE_LA_LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


def lier(request: HttpRequest, reponse: HttpResponseBase, liens: Mapping[str, str | None]) -> None:
    """Write the header: the targets of ``liens`` by relation, those that are known, then those of every answer."""
    tous = {
        **liens,
        "license": ADRESSE_DE_LA_LICENCE,
        "service-desc": request.build_absolute_uri(reverse("api:schema")),
    }
    reponse.headers["Link"] = ", ".join(f'<{cible}>; rel="{nom}"' for nom, cible in tous.items() if cible)
