"""The public page of a sheet that is not public, or not yet so: by staff, or by whoever holds a private link.

A private link is signed, says which sheet and nothing else, and ends after ``DUREE``, or when the sheet is published or
withdrawn.
"""

from __future__ import annotations

import datetime as dt
from inspect import unwrap
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core import signing
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from publication.actions.calcul import apercu
from publication.natures import registre

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from publication.models import Fiche

DUREE = dt.timedelta(days=14)
SIGNATAIRE = signing.TimestampSigner(salt="publication.apercu")


class LienFaux(Exception):
    """Nobody here wrote this link, or its sheet is gone."""


class LienExpire(Exception):
    """The link was good, and is too old."""


def adresse_privee(fiche: Fiche) -> str:
    """Address by which someone without an account reads the sheet until ``DUREE`` from now."""
    return reverse("publication:apercu", args=[SIGNATAIRE.sign(f"{fiche.nature.value}.{fiche.uid.hex}")])


def lire(jeton: str) -> tuple[Fiche, dt.datetime]:
    """Sheet of a private link, and when the link ends. Raises ``LienFaux`` or ``LienExpire``."""
    try:
        nature, _point, uid = SIGNATAIRE.unsign(jeton, max_age=DUREE).partition(".")
    except signing.SignatureExpired as erreur:
        raise LienExpire from erreur
    except signing.BadSignature as erreur:
        raise LienFaux from erreur
    fiche: Fiche | None = registre[nature].modele.fiches().filter(uid=uid).first()
    if fiche is None:
        raise LienFaux
    signe_le = signing.b62_decode(jeton.split(":")[1])
    return fiche, dt.datetime.fromtimestamp(signe_le, tz=dt.UTC) + DUREE


def montrer(request: HttpRequest, fiche: Fiche, *, expire_le: dt.datetime | None = None) -> HttpResponse:
    """Page of the sheet as it is stored now, made by the public view itself; nobody keeps or indexes it."""
    complete = type(fiche).fiches().pour_document().get(pk=fiche.pk)
    demande: Any = request
    demande.apercu, demande.apercu_expire_le = apercu(complete), expire_le
    trouvee = resolve(urlsplit(fiche.get_absolute_url()).path)
    reponse: HttpResponse = unwrap(trouvee.func)(request, **trouvee.kwargs)
    add_never_cache_headers(reponse)
    reponse.headers["X-Robots-Tag"] = "noindex, nofollow"
    return reponse


def apercu_en_cours(request: HttpRequest) -> dict[str, Any]:
    """Context: what the page previews, if it does, and when the private link to it ends."""
    return {nom: getattr(request, nom, None) for nom in ("apercu", "apercu_expire_le")}


def fin_du_lien() -> dt.datetime:
    """When a link made now will end."""
    return timezone.now() + DUREE
