"""Where a request comes from, as far as our own proxies can tell."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

PREFIXE_V6 = 64
"""Bits of an IPv6 address that one subscriber keeps: the rest changes at will."""


def adresse(request: HttpRequest) -> str:
    """Address of the visitor: behind ``MANDATAIRES`` proxies of ours, the one that the first of them saw.

    Each proxy adds at the end of ``X-Forwarded-For`` whom it answers; what stands before was written by the visitor.
    """
    directe: str = request.META.get("REMOTE_ADDR", "")
    nombre: int = settings.MANDATAIRES
    if not nombre:
        return directe
    vues = [vue.strip() for vue in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if vue.strip()]
    return vues[-min(nombre, len(vues))] if vues else directe


def reseau(request: HttpRequest) -> str:
    """What stands for a visitor when requests are counted: an IPv4 address, or the /64 of an IPv6 one."""
    vue = adresse(request)
    try:
        lue = ipaddress.ip_address(vue)
    except ValueError:
        return vue
    if isinstance(lue, ipaddress.IPv6Address):
        if lue.ipv4_mapped is not None:
            return str(lue.ipv4_mapped)
        return str(ipaddress.ip_network((lue, PREFIXE_V6), strict=False))
    return str(lue)
