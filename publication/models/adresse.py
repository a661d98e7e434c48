"""Former addresses: whoever kept one is led to the sheet, whatever it is called today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publication.natures import Nature

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


class AncienneAdresseQuerySet(models.QuerySet["AncienneAdresse"]):
    """The questions asked of former addresses."""

    def menant(self, slug: str) -> models.QuerySet[AncienneAdresse, UUID]:
        """Public identifiers of the sheets, one a nature at most, that had an address."""
        return self.filter(slug=slug).values_list("uid", flat=True)

    def d_autres(self, nature: str, demandes: Mapping[str, UUID]) -> Self:
        """Former addresses of a nature among those demanded, each by the sheet given, that were another sheet's."""
        condition = Q(pk__in=[])
        for slug, uid in demandes.items():
            condition |= Q(slug=slug) & ~Q(uid=uid)
        return self.filter(condition, nature=nature).order_by("slug", "pk")

    def reprises(self, nature: str, demandes: Mapping[str, UUID]) -> Self:
        """Former addresses of a nature that the sheet which had them takes again."""
        condition = Q(pk__in=[])
        for slug, uid in demandes.items():
            condition |= Q(slug=slug, uid=uid)
        return self.filter(condition, nature=nature)


class AncienneAdresse(models.Model):
    """An address that a public sheet had. Written by ``synchroniser`` alone; no other sheet ever takes it.

    It holds the public identifier and not the address that came next: however often a sheet moves, one step leads to
    where it is.
    """

    nature = models.CharField(_("nature"), max_length=20, choices=Nature.choices)
    slug = models.SlugField(_("adresse"), max_length=120)
    uid = models.UUIDField(_("identifiant public"), db_index=True)
    quittee_le = models.DateTimeField(_("quittée le"), auto_now_add=True)

    objects = AncienneAdresseQuerySet.as_manager()

    class Meta:
        verbose_name = _("ancienne adresse")
        verbose_name_plural = _("anciennes adresses")
        constraints = [
            models.UniqueConstraint(
                fields=["nature", "slug"],
                name="une_ancienne_adresse_mene_a_une_seule_fiche",
                violation_error_message=_("Une autre fiche a déjà eu cette adresse."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.nature} {self.slug}"
