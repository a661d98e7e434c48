"""Invitations: sent when saved, sent again, or withdrawn by deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collectivites.actions.invitations import InvitationImpossible, inviter
from collectivites.comptes.jetons import DUREE
from collectivites.models import Invitation
from publication.admin.base import EnregistrementAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest


@admin.register(Invitation)
class InvitationAdmin(EnregistrementAdmin):
    """Who was invited, by whom, and what became of it."""

    list_display = ("email", "groupe", "collectivite", "envoyee_le", "envoyee_par", "suite")
    list_filter = ("groupe", ("acceptee_le", admin.EmptyFieldListFilter))
    search_fields = ("email", "collectivite__nom")
    autocomplete_fields = ("collectivite",)
    readonly_fields = ("envoyee_le", "envoyee_par", "suite")
    fieldsets = (
        (None, {"fields": ("email", "groupe", "collectivite")}),
        (_("Suite"), {"fields": ("envoyee_le", "envoyee_par", "suite")}),
    )
    actions = ("renvoyer",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """An invitation that left is not changed: it is withdrawn, and another is sent."""
        champs = tuple(super().get_readonly_fields(request, obj))
        return (*champs, "email", "groupe", "collectivite") if obj else champs

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nothing has followed yet when it is written."""
        return self.fieldsets if obj else self.fieldsets[:1]

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Send it."""
        if change:
            return
        inviter(invitation=obj, par=request.user)
        messages.info(request, _("L’invitation part à %(email)s ; elle vaut sept jours.") % {"email": obj.email})

    @admin.display(description=_("suite"))
    def suite(self, invitation: Invitation) -> str:
        """What became of it."""
        if invitation.compte:
            return str(_("acceptée : %(compte)s") % {"compte": invitation.compte})
        envoyee = invitation.envoyee_le
        perimee = envoyee is not None and timezone.now() > envoyee + DUREE
        return str(_("périmée : renvoyez-la") if perimee else _("en attente"))

    @admin.action(description=_("Renvoyer (le lien précédent ne servira plus)"), permissions=["change"])
    def renvoyer(self, request: HttpRequest, invitations: QuerySet[Invitation]) -> None:
        """Send again those that can be."""
        nombre = 0
        for invitation in invitations:
            try:
                inviter(invitation=invitation, par=request.user)
            except InvitationImpossible as refus:
                messages.error(request, str(refus))
            else:
                nombre += 1
        if nombre:
            messages.success(request, _("%(nombre)d invitation(s) renvoyée(s).") % {"nombre": nombre})
