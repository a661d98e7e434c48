"""Two records that look like one, and what was decided of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publication.models.fiche import acteur, ensemble

if TYPE_CHECKING:
    from collections.abc import Collection


class DoublonQuerySet(models.QuerySet["Doublon"]):
    """The questions asked of the pairs."""

    def a_trancher(self) -> Self:
        """Pairs that nobody has set aside."""
        return self.filter(ecarte_le=None)

    def du_modele(self, label: str) -> Self:
        """Pairs of one model, by its label."""
        return self.filter(modele=label)

    def des_modeles(self, labels: Collection[str]) -> Self:
        """Pairs of some models."""
        return self.filter(modele__in=labels)

    def compter(self) -> models.QuerySet[Doublon, Any]:
        """Pairs that wait: label of the model, number."""
        comptes = self.a_trancher().order_by("modele").values_list("modele")
        return comptes.annotate(nombre=models.Count("pk"))

    def oublier(self, modele: type[models.Model], cle: Any) -> None:
        """Delete the pairs of a record that is no more."""
        self.du_modele(modele._meta.label).filter(Q(gauche=cle) | Q(droite=cle)).delete()


class Doublon(models.Model):
    """A pair found by ``publication.actions.doublons``; set aside, it is never proposed again.

    It holds keys and not names: what people may have erased is not kept here. ``motifs`` are codes of reasons, some
    with a figure: ``["titre", "distance:1.2"]``.
    """

    modele = models.CharField(_("rubrique"), max_length=60)
    gauche = models.BigIntegerField(_("première clé"))
    droite = models.BigIntegerField(_("seconde clé"))
    score = models.PositiveSmallIntegerField(_("ressemblance (%)"))
    motifs = models.JSONField(_("raisons"), default=list)
    trouve_le = models.DateTimeField(_("trouvé le"), auto_now_add=True)
    ecarte_le = models.DateTimeField(_("écarté le"), null=True, editable=False)
    ecarte_par = acteur(_("écarté par"))

    objects = DoublonQuerySet.as_manager()

    class Meta:
        verbose_name = _("doublon possible")
        verbose_name_plural = _("doublons possibles")
        ordering = ["-score", "pk"]
        constraints = [
            ensemble("ecarte"),
            models.UniqueConstraint(
                fields=["modele", "gauche", "droite"],
                name="un_doublon_possible_nest_note_quune_fois",
                violation_error_message=_("Cette paire est déjà notée."),
            ),
            models.CheckConstraint(
                condition=Q(gauche__lt=F("droite")),
                name="un_doublon_possible_se_note_dans_un_seul_sens",
                violation_error_message=_("La première clé est la plus petite."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nom_de_rubrique} {self.gauche} / {self.droite}"

    @property
    def classe(self) -> type[models.Model]:
        """Model of the two records."""
        return apps.get_model(self.modele)

    @property
    def nom_de_rubrique(self) -> str:
        """Name of the model, for people."""
        return str(self.classe._meta.verbose_name)
