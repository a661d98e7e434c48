"""The document of a region or of a department: a page to print, and its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from collectivites.models import Departement, Region
from programmes.document import document
from publication.cache import page_publique
from publication.pdf import en_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse


@page_publique
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """Every sheet of a region."""
    territoire = get_object_or_404(Region, slug=slug)
    codes = list(Departement.objects.de_la_region(territoire.pk).values_list("code", flat=True))
    return _rendre(request, territoire, codes)


@page_publique
def departement(request: HttpRequest, slug: str) -> HttpResponse:
    """Every sheet of a department."""
    territoire = get_object_or_404(Departement, slug=slug)
    return _rendre(request, territoire, [territoire.pk])


def _rendre(request: HttpRequest, territoire: Region | Departement, departements: Sequence[str]) -> HttpResponse:
    nom = "region" if isinstance(territoire, Region) else "departement"
    contexte = {
        **document(territoire, departements, le=timezone.localdate()),
        "racine": request.build_absolute_uri("/").rstrip("/"),
        "adresse": request.build_absolute_uri(territoire.get_absolute_url()),
        "pdf": reverse(f"programmes:{nom}_document_pdf", args=[territoire.slug]),
    }
    return render(request, "programmes/document/document.html", contexte)


region_pdf = en_pdf(region)
departement_pdf = en_pdf(departement)
