"""How many requests were made in a span of time: counters of the cache, one per span, that nothing writes elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.core.cache import cache, caches
from django.core.cache.backends.base import BaseCache
from django.utils import timezone

MINUTE = 60
JOUR = 86_400
GARDE_D_UN_JOUR = 3 * JOUR
"""Seconds that the counter of a day is kept: long enough to be written down."""


class Debit(NamedTuple):
    """Where someone stands under a policy: requests allowed in a window of seconds, made so far, seconds to its end."""

    politique: str
    maximum: int
    fenetre: int
    fait: int
    dans: int

    @property
    def reste(self) -> int:
        """Requests that are still allowed in this window."""
        return max(0, self.maximum - self.fait)

    @property
    def est_depasse(self) -> bool:
        """Whether this request is one too many."""
        return self.fait > self.maximum


def compter_a_la_minute(qui: str, maximum: int) -> Debit:
    """Count a request of ``qui`` in the present minute."""
    numero, passe = divmod(int(timezone.now().timestamp()), MINUTE)
    fait = _incrementer(f"debit:{qui}:{numero}", 2 * MINUTE)
    return Debit("minute", maximum, MINUTE, fait, MINUTE - passe)


def compter_a_la_journee(qui: str, maximum: int) -> Debit:
    """Count a request of ``qui`` in the present day, from midnight to midnight in France."""
    maintenant = timezone.localtime()
    demain = timezone.make_aware(dt.datetime.combine(maintenant.date() + dt.timedelta(days=1), dt.time()))
    fait = _incrementer(cle_du_jour(qui, maintenant.date()), GARDE_D_UN_JOUR)
    return Debit("jour", maximum, JOUR, fait, int((demain - maintenant).total_seconds()) + 1)


def du_jour(quis: list[str], jour: dt.date) -> dict[str, int]:
    """Requests that each of ``quis`` made on a day, as far as the cache remembers; one read."""
    cles = {cle_du_jour(qui, jour): qui for qui in quis}
    lus: dict[str, int] = cache.get_many(list(cles))
    return {cles[cle]: nombre for cle, nombre in lus.items()}


def cle_du_jour(qui: str, jour: dt.date) -> str:
    """Name of a counter."""
    return f"debit:{qui}:{jour.isoformat()}"


def _incrementer(cle: str, duree: int) -> int:
    """Add one to a counter that is forgotten after ``duree`` seconds; return what it came to."""
    cache.add(cle, 0, duree)
    try:
        nombre = cache.incr(cle)
    except ValueError:  # it was forgotten between the two
        return 1
    if type(caches["default"]).incr is BaseCache.incr:  # in the database: it forgets how long to keep
        cache.touch(cle, duree)
    return nombre
