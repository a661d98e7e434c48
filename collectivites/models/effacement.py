"""What was erased of people: a journal that names nobody."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.models import acteur


class Effacement(models.Model):
    """A person whose data were erased: when, why, by whom and how much, never of whom."""

    class Motif(models.TextChoices):
        """Why."""

        DEMANDE = "demande", _("à la demande de la personne")
        ANCIENNETE = "anciennete", _("contact ancien")

    le = models.DateTimeField(_("le"), default=timezone.now, editable=False)
    motif = models.CharField(_("motif"), max_length=10, choices=Motif.choices, editable=False)
    auteur = acteur(_("par"))
    collectivite = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("collectivité"),
    )
    lignes = models.PositiveIntegerField(_("lignes effacées"), default=0, editable=False)

    class Meta:
        verbose_name = _("effacement")
        verbose_name_plural = _("effacements (journal)")
        ordering = ["-le", "pk"]

    def __str__(self) -> str:
        return f"{self.get_motif_display()} ({timezone.localtime(self.le):%d/%m/%Y})"
