"""The public page of a sheet that is not public, or not yet so: by staff, or by whoever holds a private link.

A private link names a row of the journal, signed, and nothing else: it shows its sheet until it ends, is revoked, or
the sheet is published or withdrawn.
"""

from __future__ import annotations

import uuid
from inspect import unwrap
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core import signing
from django.urls import resolve, reverse
from django.utils.cache import add_never_cache_headers

from publication.actions.calcul import apercu
from publication.models import LienPrive
from publication.natures import registre

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from publication.models import Fiche

SIGNATAIRE = signing.Signer(salt="publication.apercu")


class LienFaux(Exception):
    """Nobody here wrote this link, or its sheet is gone."""


class LienExpire(Exception):
    """The link was good, and is too old, or was revoked."""


def adresse_privee(lien: LienPrive) -> str:
    """Address by which someone without an account reads the sheet of a link."""
    return reverse("publication:apercu", args=[SIGNATAIRE.sign(lien.uid.hex)])


def lire(jeton: str, *, le: dt.datetime) -> tuple[Fiche, LienPrive]:
    """Sheet of a private link, and the link. Raises ``LienFaux`` or ``LienExpire``."""
    try:
        cle = uuid.UUID(SIGNATAIRE.unsign(jeton))
    except (signing.BadSignature, ValueError) as erreur:
        raise LienFaux from erreur
    lien = LienPrive.objects.filter(pk=cle).first()
    if lien is None:
        raise LienFaux
    if not lien.est_ouvert(le=le):
        raise LienExpire
    fiche: Fiche | None = registre[lien.nature].modele.fiches().filter(uid=lien.fiche).first()
    if fiche is None:
        raise LienFaux
    return fiche, lien


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
