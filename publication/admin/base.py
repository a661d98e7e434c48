"""Base of every screen of the administration: whatever is written there, the public side follows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from adminsortable2.admin import SortableAdminBase, SortableInlineAdminMixin
from django.contrib import admin
from django.db import models, transaction
from django.forms import Textarea
from simple_history.admin import SimpleHistoryAdmin

from publication.actions import fiches_concernees, synchroniser, verrouiller_revisions
from publication.admin.autocompletion import Jeu, JeuOrdonne, PartieMixin
from publication.admin.conflit import ConflitMixin
from publication.admin.controle import ControleDesChampsMixin, ControleMixin
from publication.admin.grandes_listes import GrandeListeMixin
from publication.admin.historique import HistoriqueMixin, motif_de
from publication.admin.liste import ListeMixin
from publication.admin.perimetre import PartieDuPerimetreMixin, PerimetreMixin
from publication.admin.presence import PresenceMixin
from publication.admin.texte_riche import EditeurDeTexte, TexteRicheMixin
from publication.models import TexteRiche

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model
    from django.forms import BaseFormSet, ModelForm
    from django.http import HttpRequest

    EnLignes = admin.TabularInline[Any, Any]
    EnBlocs = admin.StackedInline[Any, Any]
    Ecran = admin.ModelAdmin[Any]
else:
    EnLignes = admin.TabularInline
    EnBlocs = admin.StackedInline
    Ecran = admin.ModelAdmin

CHAMPS: Any = {
    TexteRiche: {"widget": EditeurDeTexte(attrs={"rows": 5, "cols": 60})},
    models.TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 60})},
    models.URLField: {"assume_scheme": "https"},
}


def compte(request: HttpRequest) -> AbstractBaseUser:
    """Account that acts: nobody reaches these screens without one."""
    return cast("AbstractBaseUser", request.user)


class ModelAdmin(GrandeListeMixin, ListeMixin, Ecran):
    """Screens of any record."""


class LectureSeuleMixin:
    """Screens that only show."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is added here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False


class SyncMixin:
    """Every write ends, in its transaction, with the publications of the sheets that it concerns.

    They are asked for before the write as well: a record may move from one sheet to another, or go.
    """

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Save, our turn to write taken first, and synchronise what the record concerned before or concerns now."""
        verrouiller_revisions()
        obj._change_reason = motif_de(request)
        concernees = fiches_concernees([obj]) if change else []
        super().save_model(request, obj, form, change)  # type: ignore[misc]  # ModelAdmin has it
        synchroniser([*concernees, *fiches_concernees([obj])])

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Any],
        formsets: Iterable[BaseFormSet[Any]],
        change: bool,  # noqa: FBT001  # Django's signature
    ) -> None:
        """Save the parts and the many-to-many fields, and bring the public side into step."""
        jeux: list[Any] = list(formsets)
        parties = [ligne.instance for lignes in jeux for ligne in lignes.initial_forms]
        for ligne in (ligne for lignes in jeux for ligne in lignes.forms):
            ligne.instance._change_reason = motif_de(request)
        avant = fiches_concernees([form.instance, *parties])
        super().save_related(request, form, jeux, change)  # type: ignore[misc]  # ModelAdmin has it
        ajoutees = [objet for lignes in jeux for objet in lignes.new_objects]
        synchroniser([*avant, *fiches_concernees([form.instance, *parties_restantes(parties), *ajoutees])])

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete one record."""
        self._supprimer([obj])

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        """Delete the records chosen in the list, one by one so that each leaves its history."""
        self._supprimer(list(queryset))

    def _supprimer(self, objets: list[Model]) -> None:
        concernees = fiches_concernees(objets)
        for objet in objets:
            objet.delete()
        synchroniser(concernees)


def parties_restantes(parties: list[Model]) -> list[Model]:
    """Parts that the form did not delete: a deleted instance has lost its key."""
    return [partie for partie in parties if partie.pk is not None]


class EnregistrementAdmin(
    PresenceMixin,
    ControleMixin,
    ControleDesChampsMixin,
    TexteRicheMixin,
    ConflitMixin,
    HistoriqueMixin,
    PerimetreMixin,
    SyncMixin,
    GrandeListeMixin,
    ListeMixin,
    SortableAdminBase,
    SimpleHistoryAdmin,
):
    """Screens of any record that has a history."""

    list_per_page = 50
    formfield_overrides = CHAMPS

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Read with each row what the list shows."""
        lignes: Any = super().get_queryset(request)
        choisies: models.QuerySet[Any] = lignes.pour_admin() if hasattr(lignes, "pour_admin") else lignes
        return choisies


class PartieEnLignes(ControleDesChampsMixin, PartieDuPerimetreMixin, PartieMixin, EnLignes):  # type: ignore[misc]  # an inline knows its sheet
    """A part of a sheet, a row each."""

    formset = Jeu
    extra = 0
    show_change_link = False
    formfield_overrides = CHAMPS


class PartieEnBlocs(ControleDesChampsMixin, PartieDuPerimetreMixin, PartieMixin, EnBlocs):  # type: ignore[misc]  # an inline knows its sheet
    """A part of a sheet, a block each."""

    formset = Jeu
    extra = 0
    formfield_overrides = CHAMPS


class PartieOrdonnee(SortableInlineAdminMixin, PartieEnBlocs):
    """A part that staff put in order by dragging; the rank is also a field, for those who do not drag."""

    formset = JeuOrdonne
    template = "adminsortable2/edit_inline/stacked-django-5.2.html"


class LigneOrdonnee(SortableInlineAdminMixin, PartieEnLignes):
    """The same, a row each."""

    formset = JeuOrdonne
    template = "adminsortable2/edit_inline/tabular-django-5.2.html"
