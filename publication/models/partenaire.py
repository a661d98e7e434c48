"""Partners: the organisations whose programs use the API by name."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models.enregistrement import Enregistrement


class PartenaireQuerySet(models.QuerySet["Partenaire"]):
    """The questions asked of partners."""

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("compte").annotate(
            nombre_de_jetons=models.Count("jetons", filter=models.Q(jetons__revoque_le=None))
        )


class Partenaire(Enregistrement):  # type: ignore[django-manager-missing]  # knox has no types
    """An organisation, and the account in whose name its programs write.

    The account has the rights of a partner, or of the referent of an authority, and never those of the team.
    """

    restaurable: ClassVar[bool] = False

    nom = models.CharField(
        _("nom"), max_length=150, unique=True, help_text=_("Organisation : chambre régionale, observatoire, ministère…")
    )
    courriel = models.EmailField(
        _("courriel technique"), help_text=_("À qui écrire quand un jeton expire ou qu’un envoi échoue. Jamais publié.")
    )
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        blank=True,
        related_name="partenaires",
        verbose_name=_("compte"),
        help_text=_(
            "Au nom de qui ses programmes écrivent. Vide : un compte de partenaire est créé, qui ne se connecte pas. "
            "Pour les brouillons d’une collectivité, choisissez son référent."
        ),
    )
    est_actif = models.BooleanField(
        _("actif"), default=True, help_text=_("Décoché, tous ses jetons et ses webhooks s’arrêtent.")
    )
    remarque = models.TextField(
        _("remarque"), blank=True, help_text=_("Convention, usage prévu, personne à appeler. Jamais publiée.")
    )

    nombre_de_jetons: int | None = None  # annotated by ``pour_admin``

    objects = PartenaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("partenaire")
        verbose_name_plural = _("partenaires")
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom

    def clean(self) -> None:
        """Refuse an account of the team: a token must never do what the team does."""
        super().clean()
        if self.compte_id is not None and not getattr(self.compte, "est_limite", True):
            raise ValidationError(
                {"compte": _("Un compte de l’équipe ne se prête pas à un programme : choisissez-en un autre.")}
            )
