"""Addresses of the cards shown where a page is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

from publication.cache import page_publique
from publication.fiches import ouvrir, suivre
from publication.models import Publication
from publication.vignettes import dessiner, vignette_de, vignette_du_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from publication.natures import Nature
    from publication.vignettes import Vignette


@page_publique
def du_site(request: HttpRequest) -> HttpResponse:
    """Card of the pages that have none of their own."""
    return image(vignette_du_site())


def en_vignette(nature: Nature) -> Callable[..., HttpResponseBase]:
    """Make the view of the cards of a nature."""

    @page_publique
    def vignette(request: HttpRequest, slug: str) -> HttpResponse:
        """Card of a sheet; where the sheet went elsewhere, the card goes too."""
        trouvee = ouvrir(request, nature, slug)
        return image(vignette_de(trouvee)) if isinstance(trouvee, Publication) else suivre(request, trouvee)

    return vignette


def image(vignette: Vignette) -> HttpResponse:
    """Answer with a card."""
    return HttpResponse(dessiner(vignette), content_type="image/png")
