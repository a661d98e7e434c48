"""How far the public data have come: a number that grows with every write, whatever it changed."""

from __future__ import annotations

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

AVANCER = """
INSERT INTO publication_etatpublic (id, numero) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET numero = publication_etatpublic.numero + 1
"""


class EtatPublicQuerySet(models.QuerySet["EtatPublic"]):
    """The two gestures on the only row."""

    def numero(self) -> int:
        """Number of the last committed write, 0 before the first."""
        return self.filter(pk=1).values_list("numero", flat=True).first() or 0

    def avancer(self) -> None:
        """Count a write, in its transaction: who reads the new number reads what was written."""
        with connection.cursor() as curseur:
            curseur.execute(AVANCER)


class EtatPublic(models.Model):
    """One row. ``Publication.revision`` counts changes of sheets; pages also show themes, places, organisations."""

    numero = models.BigIntegerField(_("numéro"), default=0)

    objects = EtatPublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("état public")
        verbose_name_plural = _("états publics")

    def __str__(self) -> str:
        return str(self.numero)
