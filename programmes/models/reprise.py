"""A document that holds existing sheets, what was read in it, what staff corrected, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publication.models.fiche import acteur, ensemble

GARDE_APRES_REPRISE = dt.timedelta(days=90)
"""How long a document is kept once its drafts exist: long enough to read them again beside it."""
GARDE_SANS_REPRISE = dt.timedelta(days=365)


class RepriseQuerySet(models.QuerySet["Reprise"]):
    """Reads of the documents."""

    def a_effacer(self, maintenant: dt.datetime) -> Self:
        """Documents that no longer serve, and may name people."""
        faites = Q(faite_le__lt=maintenant - GARDE_APRES_REPRISE)
        return self.filter(faites | Q(faite_le=None, deposee_le__lt=maintenant - GARDE_SANS_REPRISE))


class Reprise(models.Model):
    """A pasted or uploaded document.

    ``fiches`` holds, sheet by sheet, the reading (genre, pieces of the text, fields with their confidence) and what is
    to be written (``saisie``, ``cible``, ``choix``). The text may name people: it has no history, and goes some time
    after it served, or when staff delete it.
    """

    nom = models.CharField(_("document"), max_length=200, help_text=_("Nom du fichier, ou d’où vient le texte collé."))
    texte = models.TextField(
        _("texte"), editable=False, help_text=_("Texte du document, gardé tel quel, sans rien en perdre.")
    )
    fiches: Any = models.JSONField(_("fiches lues"), default=list, editable=False)
    compte_rendu: Any = models.JSONField(_("compte rendu"), default=list, editable=False)
    deposee_le = models.DateTimeField(_("déposée le"), auto_now_add=True)
    deposee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("déposée par"),
    )
    faite_le = models.DateTimeField(_("reprise le"), null=True, editable=False)
    faite_par = acteur(_("reprise par"))

    objects = RepriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("reprise de fiches existantes")
        verbose_name_plural = _("reprises de fiches existantes")
        ordering = ["-deposee_le", "-pk"]
        constraints = [ensemble("deposee"), ensemble("faite")]

    def __str__(self) -> str:
        return self.nom

    @property
    def est_faite(self) -> bool:
        """Whether its drafts were created."""
        return self.faite_le is not None
