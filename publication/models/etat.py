"""How far the public data have come: a number that grows with every write, whatever it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import datetime as dt

AVANCER = """
INSERT INTO publication_etatpublic (id, numero, avance_le) VALUES (1, 1, %(le)s)
ON CONFLICT (id) DO UPDATE
SET numero = publication_etatpublic.numero + 1, avance_le = GREATEST(publication_etatpublic.avance_le, %(le)s)
"""


class Etat(NamedTuple):
    """Number of the last committed write and when it was made; 0 and ``None`` before the first.

    ``recul`` is the number of the last write that took something back from the public, 0 when none ever did.
    """

    numero: int = 0
    avance_le: dt.datetime | None = None
    recul: int = 0


class EtatPublicQuerySet(models.QuerySet["EtatPublic"]):
    """The gestures on the only row."""

    def numero(self) -> int:
        """Number of the last committed write, 0 before the first."""
        return self.filter(pk=1).values_list("numero", flat=True).first() or 0

    def lire(self) -> Etat:
        """Number and time of the last committed write, in one query."""
        ligne = self.filter(pk=1).values_list(*Etat._fields).first()
        return Etat(*ligne) if ligne else Etat()

    def avancer(self) -> None:
        """Count a write, in its transaction: who reads the new number reads what was written."""
        with connection.cursor() as curseur:
            curseur.execute(AVANCER, {"le": timezone.now()})

    def reculer(self) -> None:
        """Say that the write being made, already counted, takes something back from the public."""
        self.filter(pk=1).update(recul=models.F("numero"))


class EtatPublic(models.Model):
    """One row. ``Publication.revision`` counts changes of sheets; pages also show themes, places, organisations."""

    numero = models.BigIntegerField(_("numéro"), default=0)
    avance_le = models.DateTimeField(_("avancé le"), default=timezone.now)
    recul = models.BigIntegerField(_("numéro du dernier retrait"), db_default=0)

    objects = EtatPublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("état public")
        verbose_name_plural = _("états publics")

    def __str__(self) -> str:
        return str(self.numero)
