"""What search engines read: the map of the site, what they may visit, the one address of each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as plans
from django.db.models import Max
from django.template.response import TemplateResponse
from django.urls import reverse

from publication.cache import page_publique
from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

    from publication.models import PublicationQuerySet

    PlanDePublications = Sitemap[Publication]
    PlanDEnregistrements = Sitemap[Model]
    PlanDePages = Sitemap[str]
else:
    PlanDePublications = PlanDEnregistrements = PlanDePages = Sitemap

AU_PLUS = 5_000
"""Addresses of one file of the map: under a megabyte, so that it is kept as the other public pages are."""

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
    "publication:api",
    "publication:donnees",
    "publication:flux",
    "publication:a_propos",
)


class PlanDeFiches(PlanDePublications):
    """Public sheets of one nature."""

    limit = AU_PLUS

    def __init__(self, nature: str) -> None:
        """One section of the map a nature."""
        self.nature = nature

    def items(self) -> PublicationQuerySet:
        """Public records, in the public order; their documents are not read."""
        return Publication.objects.pour_plan(self.nature)

    def lastmod(self, item: Publication) -> dt.datetime:
        """Day of the last change."""
        return item.modifiee_le

    def get_latest_lastmod(self) -> dt.datetime | None:
        """Day of the last change of all, for the index: Django would read every record to find it."""
        derniere: dt.datetime | None = self.items().order_by().aggregate(derniere=Max("modifiee_le"))["derniere"]
        return derniere


class PlanDeTables(PlanDEnregistrements):
    """Public pages of a table that holds no sheets: territories, themes, organisations."""

    limit = AU_PLUS

    def __init__(self, lesquels: Callable[[], QuerySet[Any]]) -> None:
        """``lesquels`` asks for those that have a public page, in a constant order."""
        self.lesquels = lesquels

    def items(self) -> QuerySet[Any]:
        """Records that have a public page."""
        return self.lesquels()


class PlanDePagesFixes(PlanDePages):
    """Pages that always exist."""

    def items(self) -> tuple[str, ...]:
        """Names of their addresses."""
        return PAGES

    def location(self, item: str) -> str:
        """Address of a name."""
        return reverse(item)


PLANS: dict[str, Any] = {"pages": PlanDePagesFixes(), **{nature: PlanDeFiches(nature) for nature in Nature.values}}
"""Sections of the map; the floors above add theirs with ``declarer``."""


def declarer(section: str, lesquels: Callable[[], QuerySet[Any]]) -> None:
    """Add to the map the pages of the records that ``lesquels`` asks for; a second declaration replaces the first."""
    PLANS[section] = PlanDeTables(lesquels)


@page_publique
def index(request: HttpRequest) -> HttpResponse:
    """Files of the map."""
    return _rendu(plans.index(request, PLANS, sitemap_url_name="service:section"))


@page_publique
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One section of the map, in files of at most ``AU_PLUS`` addresses (``p=``)."""
    return _rendu(plans.sitemap(request, PLANS, section=section))


def _rendu(reponse: HttpResponse) -> HttpResponse:
    return reponse.render() if isinstance(reponse, TemplateResponse) else reponse


def adresse_canonique(request: HttpRequest) -> dict[str, str]:
    """Context: the address that a page gives as its own, its parameters in one order."""
    reponse = request.GET.copy()
    parametres = "&".join(sorted(reponse.urlencode().split("&"))) if reponse else ""
    return {"canonique": request.build_absolute_uri(f"{request.path}?{parametres}" if parametres else request.path)}
