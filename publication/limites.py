"""How often a visitor may send something; no address is kept, only a keyed hash, for an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from publication.visiteurs import adresse

if TYPE_CHECKING:
    from django.http import HttpRequest

PAR_HEURE = 5
UNE_HEURE = 3600


def trop_souvent(request: HttpRequest, geste: str) -> bool:
    """Count a gesture of this visitor; whether it is one too many in the hour."""
    return _un_de_trop(geste, adresse(request))


def trop_vers(email: str, geste: str) -> bool:
    """Count a message to this address, whoever asks for it; whether it is one too many in the hour."""
    return _un_de_trop(geste, email.lower())


def _un_de_trop(geste: str, qui: str) -> bool:
    cle = f"limite:{geste}:{salted_hmac('publication.limites', qui).hexdigest()}"
    cache.add(cle, 0, UNE_HEURE)
    try:
        return cache.incr(cle) > PAR_HEURE
    except ValueError:  # it expired between the two
        return False
