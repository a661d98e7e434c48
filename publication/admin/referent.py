"""The form of a sheet in the hands of a referent: on a public sheet, what it writes is a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from publication.actions import PropositionInvalide, proposer
from publication.models import Proposition
from publication.regles import RESERVES, est_limite, peut, peut_proposer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import BaseFormSet, ModelForm
    from django.http import HttpRequest, HttpResponse

    from publication.models import Fiche


class ReferentMixin:
    """What a referent does not change is only shown; saving a public sheet proposes, and writes nothing else."""

    opts: Any
    model: Any

    def has_change_permission(self, request: HttpRequest, obj: Fiche | None = None) -> bool:
        """Change, or propose."""
        permise: bool = super().has_change_permission(request, obj)  # type: ignore[misc]  # ModelAdmin has it
        return permise or (obj is not None and self._propose(request, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Fiche | None = None) -> tuple[str, ...]:
        """The address of the page and the rhythm of the checks are the network's; so is what cannot be proposed."""
        champs = tuple(super().get_readonly_fields(request, obj))  # type: ignore[misc]  # ModelAdmin has it
        if obj is None or not est_limite(request.user):
            return champs
        if not self._propose(request, obj):
            return (*champs, *RESERVES)
        tous = flatten_fieldsets(self.get_fieldsets(request, obj))  # type: ignore[attr-defined]  # ModelAdmin has it
        return tuple(dict.fromkeys([*champs, *(nom for nom in tous if nom not in self.model.proposables)]))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Tell the template whose hands the sheet is in."""
        fiche = kwargs.get("obj")
        context["referent"] = est_limite(request.user)
        context["referent_propose"] = fiche is not None and self._propose(request, fiche)
        reponse: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        return reponse

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Propose instead of saving."""
        if not change or not self._propose(request, obj):
            super().save_model(request, obj, form, change)  # type: ignore[misc]  # ModelAdmin has it
            return
        changements = {nom: form.cleaned_data[nom] for nom in form.changed_data if nom in self.model.proposables}
        try:
            proposer(
                publication=obj.publication,
                changements=changements,
                origine=Proposition.Origine.REFERENT,
                par=request.user,  # type: ignore[arg-type]  # nobody reaches these screens without an account
                message=request.POST.get("explication", ""),
                vues={nom: form.initial.get(nom) for nom in changements},
            )
        except PropositionInvalide as refus:
            messages.error(request, str(refus))
        else:
            messages.success(
                request,
                _("Votre proposition est transmise à l’équipe du réseau. Vous recevrez sa réponse par courriel."),
            )

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Any],
        formsets: Iterable[BaseFormSet[Any]],
        change: bool,  # noqa: FBT001  # Django's signature
    ) -> None:
        """Parts of a public sheet are shown, not written."""
        if not change or not self._propose(request, form.instance):
            super().save_related(request, form, formsets, change)  # type: ignore[misc]  # ModelAdmin has it

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Parts that were not written have no change to tell."""
        lus = [] if not add and self._propose(request, form.instance) else formsets
        return super().construct_change_message(request, form, lus, add)  # type: ignore[misc]  # ModelAdmin has it

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """A proposal changes nothing of the sheet: its own history tells it."""
        return None if self._propose(request, obj) else super().log_change(request, obj, message)  # type: ignore[misc]

    def response_change(self, request: HttpRequest, obj: Fiche) -> HttpResponse:
        """Go back to the sheet, as it still is."""
        if self._propose(request, obj):
            ecran = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(ecran, args=[obj.pk]))
        reponse: HttpResponse = super().response_change(request, obj)  # type: ignore[misc]  # ModelAdmin has it
        return reponse

    def _propose(self, request: HttpRequest, fiche: Fiche) -> bool:
        """Whether this account proposes on this sheet, rather than changing it."""
        return (
            est_limite(request.user) and not peut(request.user, "change", fiche) and peut_proposer(request.user, fiche)
        )
