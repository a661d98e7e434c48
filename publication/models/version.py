"""What changed on a public sheet, and when: names of parts, never what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from publication.models.publication import Publication

SANS_INTERET = frozenset({"modifiee_le", "publiee_le", "uid", "nature", "licence", "url"})
"""Parts that say nothing to a reader of the history."""


class VersionQuerySet(models.QuerySet["Version"]):
    """The questions asked of the history."""

    def parties_depuis(self, revision: int, uids: Collection[UUID]) -> dict[UUID, list[str]]:
        """Names of the parts that changed after ``revision``, by sheet; a sheet that did not change has no entry."""
        parties: dict[UUID, list[str]] = {}
        apres = self.filter(revision__gt=revision, uid__in=uids).order_by("revision", "pk")
        for uid, changees in apres.values_list("uid", "parties"):
            connues = parties.setdefault(uid, [])
            connues += [partie for partie in changees if partie not in connues]
        return parties

    def de(self, publication: Publication, nombre: int) -> Self:
        """Last changes of a sheet, the latest first."""
        return self.filter(uid=publication.pk).order_by("-le", "-pk")[:nombre]


class Version(models.Model):
    """A change that the public could see. Written by ``synchroniser`` alone, never changed."""

    uid = models.UUIDField(_("identifiant public"), db_index=True)
    le = models.DateTimeField(_("le"), auto_now_add=True)
    revision = models.BigIntegerField(_("révision"), default=0)
    parties = ArrayField(models.CharField(max_length=60), verbose_name=_("parties changées"), default=list)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version publique")
        verbose_name_plural = _("versions publiques")

    def __str__(self) -> str:
        return f"{self.uid} {self.le:%Y-%m-%d}"


def version(avant: dict[str, Any], apres: Publication) -> Version | None:
    """Row that tells how a document differs from the one before, ``None`` when a reader would see nothing new.

    No part at all means that the sheet appeared.
    """
    if not avant:
        return Version(uid=apres.pk, revision=apres.revision, parties=[])
    contenu = apres.contenu
    changees = [cle for cle in contenu if cle not in SANS_INTERET and avant.get(cle) != contenu[cle]]
    return Version(uid=apres.pk, revision=apres.revision, parties=changees) if changees else None
