"""The administration as the rules let each account see it; the rules themselves stand in ``publication.regles``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from publication.models import Fiche
from publication.perimetres import perimetres
from publication.regles import choisissables, est_limite, lisibles, peut, peut_publier

if TYPE_CHECKING:
    from django.db.models import ForeignKey, ManyToManyField, QuerySet
    from django.http import HttpRequest


class ChoixDansLePerimetre:
    """Forms whose choices are those that the account may name."""

    model: Any

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Offer, and accept, the records of the perimeter."""
        self._borner(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # ModelAdmin has it

    def formfield_for_manytomany(self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Offer, and accept, the records of the perimeter."""
        self._borner(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]  # ModelAdmin has it

    def _borner(self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        if est_limite(request.user):
            lignes = kwargs.get("queryset")
            lignes = db_field.remote_field.model._default_manager.all() if lignes is None else lignes
            bornees = lisibles if rattache(self.model, db_field.name) else choisissables
            kwargs["queryset"] = bornees(lignes, request.user)


class PerimetreMixin(ChoixDansLePerimetre):
    """Screens of a model: lists, forms, autocompletion, history, exports and bulk actions start from the perimeter."""

    opts: Any

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read what the account may read; to be named in another form, what it may name."""
        lignes: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]  # ModelAdmin has it
        if not est_limite(request.user):
            return lignes
        ecran = request.resolver_match
        if ecran is not None and ecran.url_name == "autocomplete" and not _rattache_la_demande(request):
            return choisissables(lignes, request.user)
        return lisibles(lignes, request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Look at the records of the perimeter, one that was deleted being in none."""
        permise: bool = super().has_view_permission(request, obj)  # type: ignore[misc]  # ModelAdmin has it
        return permise and (obj is None or not est_limite(request.user) or peut(request.user, "view", obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A referent adds the parts of a sheet on the sheet."""
        permise: bool = super().has_add_permission(request)  # type: ignore[misc]  # ModelAdmin has it
        return permise and (not est_limite(request.user) or issubclass(self.model, Fiche))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change what the rules let change."""
        permise: bool = super().has_change_permission(request, obj)  # type: ignore[misc]  # ModelAdmin has it
        return permise and (obj is None or not est_limite(request.user) or peut(request.user, "change", obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Delete what the rules let delete."""
        permise: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]  # ModelAdmin has it
        if not permise or not est_limite(request.user):
            return permise
        return obj is not None and peut(request.user, "delete", obj)

    def has_publier_permission(self, request: HttpRequest) -> bool:
        """Publish, withdraw and verify."""
        permise: bool = self.has_change_permission(request)
        return permise and peut_publier(request.user)

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Files are imported by the network's team."""
        return not est_limite(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A referent does not move a part from one sheet to another."""
        champs = tuple(super().get_readonly_fields(request, obj))  # type: ignore[misc]  # ModelAdmin has it
        if obj is None or not est_limite(request.user) or isinstance(obj, Fiche):
            return champs
        return (*champs, *(c.name for c in self.opts.concrete_fields if rattache(self.model, c.name)))


class PartieDuPerimetreMixin(ChoixDansLePerimetre):
    """Parts of a sheet, in its form: those that the account may read, changed where the sheet may be."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out the rows of other authorities."""
        lignes: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]  # the inline has it
        return lisibles(lignes, request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:
        """Add to a sheet that may be changed."""
        permise: bool = super().has_add_permission(request, obj)  # type: ignore[misc]  # the inline has it
        return permise and _se_modifie(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change on a sheet that may be changed."""
        permise: bool = super().has_change_permission(request, obj)  # type: ignore[misc]  # the inline has it
        return permise and _se_modifie(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Delete from a sheet that may be changed."""
        permise: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]  # the inline has it
        return permise and _se_modifie(request, obj)


def rattache(modele: Any, champ: str) -> bool:
    """Whether a field is what ties the records of a model to their authority or to their sheet."""
    perimetre = perimetres.de(modele)
    return perimetre is not None and champ in {chemin.split("__")[0] for chemin in perimetre.chemins}


def _rattache_la_demande(request: HttpRequest) -> bool:
    """Whether the field being filled by autocompletion ties a record to its authority."""
    from django.apps import apps

    try:
        modele = apps.get_model(request.GET["app_label"], request.GET["model_name"])
    except (KeyError, LookupError):
        return True
    return rattache(modele, request.GET.get("field_name", ""))


def _se_modifie(request: HttpRequest, fiche: Any) -> bool:
    return fiche is None or not est_limite(request.user) or peut(request.user, "change", fiche)
