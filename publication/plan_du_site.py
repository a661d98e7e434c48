"""What search engines read: the map of the site, what they may visit, the one address of each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from publication.models import PublicationQuerySet

    PlanDePublications = Sitemap[Publication]
    PlanDePages = Sitemap[str]
else:
    PlanDePublications = PlanDePages = Sitemap

PAGES = (
    "collectivites:accueil",
    "collectivites:collectivites",
    "programmes:politiques",
    "programmes:dispositifs",
    "programmes:projets",
    "programmes:subventions",
    "programmes:ressources",
    "programmes:thematiques",
    "programmes:organismes",
    "programmes:chiffres",
    "programmes:chercher_ma_commune",
    "collectivites:regions",
    "publication:alertes",
    "publication:a_propos",
)


class PlanDeFiches(PlanDePublications):
    """Public sheets of one nature."""

    limit = 10_000

    def __init__(self, nature: str) -> None:
        """One section of the map a nature."""
        self.nature = nature

    def items(self) -> PublicationQuerySet:
        """Public records, in the public order; their documents are not read."""
        return Publication.objects.pour_plan(self.nature)

    def lastmod(self, item: Publication) -> dt.datetime:
        """Day of the last change."""
        return item.modifiee_le


class PlanDePagesFixes(PlanDePages):
    """Pages that always exist."""

    def items(self) -> tuple[str, ...]:
        """Names of their addresses."""
        return PAGES

    def location(self, item: str) -> str:
        """Address of a name."""
        return reverse(item)


PLANS: dict[str, Any] = {"pages": PlanDePagesFixes(), **{nature: PlanDeFiches(nature) for nature in Nature.values}}


def adresse_canonique(request: HttpRequest) -> dict[str, str]:
    """Context: the address that a page gives as its own, its parameters in one order."""
    reponse = request.GET.copy()
    parametres = "&".join(sorted(reponse.urlencode().split("&"))) if reponse else ""
    return {"canonique": request.build_absolute_uri(f"{request.path}?{parametres}" if parametres else request.path)}
