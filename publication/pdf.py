"""PDF of a page, tagged for assistive technologies (PDF/UA-1), made from the page itself and its print style.

WeasyPrint needs Pango on the machine; where it is missing, the reader is told to print from the browser.
"""

from __future__ import annotations

import logging
from inspect import unwrap
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.utils.translation import gettext as _

from publication.cache import page_publique
from publication.fiches import suivre

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)

VARIANTE = "pdf/ua-1"
FERMEE = 503


class Interdite(ValueError):
    """The page asked for something that is neither a static file nor a public file of ours."""


def rendre_pdf(request: HttpRequest, page: HttpResponse, nom: str) -> HttpResponse:
    """Turn a page into a PDF called ``nom``; a page that is not one (404, redirect…) is given as it is.

    503 where the libraries are missing. Nothing is fetched from anywhere: only our static files and the public files
    that the page shows are read, from the disk.
    """
    if page.status_code != HttpResponse.status_code:
        return page
    try:
        from weasyprint import HTML
    except OSError:
        message = _("Le PDF ne peut pas être fait sur ce serveur. Imprimez la page depuis votre navigateur.")
        return HttpResponse(f"{message}\n", status=FERMEE, content_type="text/plain; charset=utf-8")

    racine = request.build_absolute_uri("/")
    document = HTML(string=page.content.decode(), base_url=racine, url_fetcher=lecteur(), media_type="print")
    reponse = HttpResponse(document.write_pdf(pdf_variant=VARIANTE, pdf_tags=True), content_type="application/pdf")
    reponse.headers["Content-Disposition"] = f'inline; filename="{nom}.pdf"'
    return reponse


def lecteur() -> Any:
    """Reader for WeasyPrint of our own files, which refuses anything else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Lecteur(URLFetcher):
        """Static files and public files, from the disk."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Read one of our files."""
            fichier = chemin_de(url)
            genre = guess_type(fichier.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, fichier.read_bytes(), {"Content-Type": genre})

    return Lecteur()


def chemin_de(url: str) -> Path:
    """Place on the disk of one of our files; raise ``Interdite`` for anything else."""
    chemin = urlsplit(url).path
    if chemin.startswith(settings.STATIC_URL):
        nom = chemin.removeprefix(settings.STATIC_URL)
        return Path(str(finders.find(nom) or staticfiles_storage.path(nom)))
    if chemin.startswith(settings.MEDIA_URL):
        return Path(default_storage.path(chemin.removeprefix(settings.MEDIA_URL)))
    raise Interdite(url)


def en_pdf(vue: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    """Make the view of the PDF of a sheet from the view of its page."""
    page = unwrap(vue)

    @page_publique
    def pdf(request: HttpRequest, slug: str) -> HttpResponse:
        """PDF of the page, kept as long as the page would be; where the page leads elsewhere, the PDF of that one."""
        return rendre_pdf(request, suivre(request, page(request, slug)), slug)

    return pdf
