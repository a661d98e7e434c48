"""An import: a file that staff gave, what it would do, what it did."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models.fiche import acteur, ensemble

if TYPE_CHECKING:
    from collections.abc import Iterable

SANS_NOUVELLES = dt.timedelta(minutes=10)
"""A job that says nothing for so long is dead."""
GARDE = dt.timedelta(days=30)
"""How long the file and the details of its report are kept: they may hold personal data."""


class EtatImport(models.TextChoices):
    """Where an import stands."""

    VERIFICATION = "verification", _("vérification en cours")
    VERIFIE = "verifie", _("vérifié, rien n’est encore écrit")
    ECRITURE = "ecriture", _("écriture en cours")
    TERMINE = "termine", _("terminé")
    REFUSE = "refuse", _("refusé, rien n’a été écrit")
    ECHEC = "echec", _("interrompu, rien n’a été écrit")


class ImportQuerySet(models.QuerySet["Import"]):
    """The questions asked of imports."""

    def lisibles(self, cles: Iterable[str]) -> Self:
        """Imports of the kinds that someone may read, without the file nor the details."""
        return self.filter(genre__in=list(cles)).defer("contenu", "rapport").select_related("depose_par")

    def a_suivre(self, *, depuis: dt.datetime) -> dict[str, int]:
        """Number of imports that wait for someone (``verifie``) or stopped (``echec``), given after a moment."""
        recents = self.filter(depose_le__gte=depuis)
        suivis = (EtatImport.VERIFIE, EtatImport.ECHEC)
        return recents.aggregate(**{e.value: models.Count("pk", filter=models.Q(etat=e)) for e in suivis})

    def a_purger(self, maintenant: dt.datetime) -> Self:
        """Imports whose file has been kept long enough."""
        return self.filter(depose_le__lt=maintenant - GARDE, contenu__isnull=False)


class Import(models.Model):
    """A file and its report; the actions of ``publication.actions.importer`` alone write it."""

    genre = models.CharField(_("genre"), max_length=40, editable=False)
    nom = models.CharField(_("fichier"), max_length=150, editable=False)
    contenu = models.BinaryField(_("contenu"), null=True, editable=False)
    etat = models.CharField(
        _("état"),
        max_length=12,
        choices=EtatImport.choices,
        default=EtatImport.VERIFICATION,
        editable=False,
    )
    partiel = models.BooleanField(_("partiel"), default=False, editable=False)
    depose_le = models.DateTimeField(_("déposé le"), auto_now_add=True, null=True, editable=False)
    depose_par = acteur(_("déposé par"))
    vu_le = models.DateTimeField(_("dernières nouvelles"), null=True, editable=False)
    fini_le = models.DateTimeField(_("fini le"), null=True, editable=False)
    lignes = models.PositiveIntegerField(_("lignes"), default=0, editable=False)
    avancement = models.PositiveIntegerField(_("lignes lues"), default=0, editable=False)
    bilan = models.JSONField(_("bilan"), default=dict, editable=False)
    rapport = models.JSONField(_("rapport"), default=dict, editable=False)
    erreur = models.TextField(_("erreur"), blank=True, editable=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import de fichier")
        verbose_name_plural = _("imports de fichiers")
        ordering = ["-depose_le", "-pk"]
        constraints = [
            ensemble("depose"),
            models.CheckConstraint(
                condition=models.Q(avancement__lte=models.F("lignes")),
                name="un_import_navance_pas_au_dela_de_ses_lignes",
                violation_error_message=_("Un import ne peut pas avancer au-delà de ses lignes."),
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def est_en_cours(self) -> bool:
        """Whether a job reads or writes it."""
        return self.etat in {EtatImport.VERIFICATION, EtatImport.ECRITURE}

    def est_muet(self, maintenant: dt.datetime) -> bool:
        """Whether the job that reads or writes it seems dead."""
        debut: Any = self.vu_le or self.depose_le
        return self.est_en_cours and debut < maintenant - SANS_NOUVELLES
