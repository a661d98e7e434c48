"""The five natures of sheet, and the registry that tells publication how each one is made public."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rest_framework.serializers import BaseSerializer

    from publication.models import Fiche, Publication


class Nature(models.TextChoices):
    """What a public record is; the value is the one that the API and the URLs use."""

    COLLECTIVITE = "collectivite", _("collectivité")
    POLITIQUE = "politique", _("politique ESS")
    DISPOSITIF = "dispositif", _("dispositif")
    PROJET = "projet", _("projet soutenu")
    RESSOURCE = "ressource", _("ressource")


@dataclass(frozen=True)
class Inscription:
    """How one nature is published: its model, the serializer of its document, the filters and the URL of its list.

    Serializer and filters are named, not imported: models and actions stand below them.
    """

    modele: type[Fiche]
    chemin_serialiseur: str
    chemin_filtre: str
    liste: str

    @cached_property
    def serialiseur(self) -> type[BaseSerializer[Fiche]]:
        """The only definition of the nature's document (DESIGN, rule 4)."""
        classe: type[BaseSerializer[Fiche]] = import_string(self.chemin_serialiseur)
        return classe

    @cached_property
    def filtre(self) -> type[Any]:
        """The filters of its list, of its API and of its feeds."""
        classe: type[Any] = import_string(self.chemin_filtre)
        return classe


class Registre:
    """The natures that the installed applications have declared, in the order of declaration."""

    def __init__(self) -> None:
        """Start empty; each application's ``ready()`` fills it."""
        self._inscriptions: dict[Nature, Inscription] = {}

    def inscrire(self, modele: type[Fiche], *, serialiseur: str, filtre: str, liste: str) -> None:
        """Declare how the sheets of ``modele`` are published; a second declaration replaces the first.

        ``serialiseur`` and ``filtre`` are dotted paths, ``liste`` is the name of the URL of the list.
        """
        self._inscriptions[modele.nature] = Inscription(
            modele=modele, chemin_serialiseur=serialiseur, chemin_filtre=filtre, liste=liste
        )

    def __getitem__(self, nature: str) -> Inscription:
        """Return the declaration of a nature; ``KeyError`` when no application has declared it."""
        return self._inscriptions[Nature(nature)]

    def adresse_permanente(self, publication: Publication) -> str:
        """Address that no change of name or slug will break: it holds the public identifier."""
        return reverse(self[publication.nature].modele.ecran, args=[publication.pk])

    def adresse_vignette(self, publication: Publication) -> str:
        """Address of the card shown where the sheet is shared."""
        return reverse(f"{self[publication.nature].modele.ecran}_vignette", args=[publication.slug])

    def __iter__(self) -> Iterator[Inscription]:
        """Iterate over the declarations."""
        return iter(self._inscriptions.values())


registre = Registre()
