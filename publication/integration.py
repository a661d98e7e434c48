"""Pages that other sites may show in a frame: their card, its address and the code to copy (oEmbed 1.0)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_path, override

from publication.models import Publication
from publication.natures import Nature, registre
from publication.vignettes import pour_partage, vignette_de

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    Fabrique = Callable[..., "Integration | None"]

LARGEUR, HAUTEUR = 480, 340
"""Pixels of a card, unless its page asks for others."""
PLURIELS = {f"{nature.value}s": nature for nature in Nature}


@dataclass(frozen=True, slots=True, kw_only=True)
class Integration:
    """A page in a frame: what it is, absolute addresses of the page and of the frame, and the picture that shows it."""

    titre: str
    page: str
    cadre: str
    largeur: int = LARGEUR
    hauteur: int = HAUTEUR
    vignette: dict[str, Any] | None = None

    def code(self, largeur: int | None = None, hauteur: int | None = None) -> SafeString:
        """Element to paste in a page, no larger than asked."""
        return format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" '
            'style="border:0;max-width:100%"></iframe>',
            self.cadre,
            self.titre,
            min(self.largeur, largeur or self.largeur),
            min(self.hauteur, hauteur or self.hauteur),
        )

    @property
    def oembed(self) -> str:
        """Address that describes it, relative to the root of the site."""
        return f"{reverse('service:oembed')}?{urlencode({'url': self.page})}"


fabriques: dict[str, str] = {}
"""By the name of a screen, path of what makes the integration of one of its pages from its request and arguments."""


def integration_de(request: HttpRequest, publication: Publication) -> Integration:
    """Card of a public sheet, in the language of the page."""
    arguments = [f"{publication.nature}s", publication.slug]
    return Integration(
        titre=publication.titre,
        page=request.build_absolute_uri(publication.get_absolute_url()),
        cadre=request.build_absolute_uri(reverse("publication:integrer", args=arguments)),
        vignette=pour_partage(request, registre.adresse_vignette(publication), vignette_de(publication)),
    )


def integration_de_l_adresse(request: HttpRequest, adresse: str) -> Integration | None:
    """Integration of a page of this site, from its address; ``None`` for any other address."""
    lue = urlsplit(adresse)
    if lue.scheme not in {"http", "https"} or lue.netloc != request.get_host():
        return None
    with override(get_language_from_path(lue.path) or "fr"):
        try:
            trouvee = resolve(lue.path)
        except Resolver404:
            return None
        fabrique = _fabrique(trouvee.view_name)
        return fabrique(request, **trouvee.kwargs) if fabrique else None


def _fabrique(ecran: str) -> Fabrique | None:
    for inscription in registre:
        if inscription.modele.ecran == ecran:
            return partial(_de_la_fiche, inscription.modele.nature)
    trouvee: Fabrique | None = import_string(fabriques[ecran]) if ecran in fabriques else None
    return trouvee


def _de_la_fiche(nature: Nature, request: HttpRequest, slug: str) -> Integration | None:
    publication = Publication.objects.de_nature(nature).trouver(slug)
    if publication is not None and publication.est_retiree:
        publication = Publication.objects.remplacante_de(publication)
    return None if publication is None else integration_de(request, publication)
