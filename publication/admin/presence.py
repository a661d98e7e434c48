"""Who else has this form open, said as people come and go: names for the network's team, a number for referents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.actions.presence import quitter, signaler_presence
from publication.models import Fiche, Presence
from publication.regles import est_limite

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.contrib.auth.models import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

UNE_MINUTE = 60
UNE_HEURE = 60


class PresenceMixin:
    """Forms whose script gives signs, and shows who else has them open; without it, they work in silence."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        """Add the address to which an open form gives signs."""
        nom = f"{self.opts.app_label}_{self.opts.model_name}_presence"
        ecran = path("<path:object_id>/presence/", self.admin_site.admin_view(self.presence), name=nom)
        return [ecran, *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Say where to give signs."""
        objet = context.get("original")
        if objet is not None and self.has_change_permission(request, objet):  # type: ignore[attr-defined]
            nom = f"admin:{self.opts.app_label}_{self.opts.model_name}_presence"
            context["presence_url"] = reverse(nom, args=[objet.pk])
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]  # ModelAdmin has it

    def presence(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take a sign, or a farewell, and answer who else is there."""
        objet = self.get_object(request, object_id)  # type: ignore[attr-defined]  # ModelAdmin has it
        if request.method != "POST" or not self.has_change_permission(request, objet):  # type: ignore[attr-defined]
            raise PermissionDenied
        if objet is None:
            return JsonResponse(dire_la_disparition(self.opts.model))
        geste = quitter if "quitter" in request.POST else signaler_presence
        geste(objet=objet, par=cast("AbstractBaseUser", request.user), maintenant=timezone.now())
        return JsonResponse(dire_qui(request, objet))


def dire_qui(request: HttpRequest, objet: Any) -> dict[str, str]:
    """``qui`` else has the form open, empty when nobody; ``depuis`` when, which changes each minute; ``conseil``."""
    maintenant = timezone.now()
    autres = list(Presence.objects.sur(objet).autres(que=cast("AbstractBaseUser", request.user), maintenant=maintenant))
    if not autres:
        return {"qui": "", "depuis": "", "conseil": ""}
    durees = [duree(maintenant - autre.ouverte_le) for autre in autres]
    quoi = _("cette fiche") if isinstance(objet, Fiche) else _("cet enregistrement")
    conseil = _("Si vous changez la même chose, les deux versions vous seront montrées avant d’enregistrer.")
    if est_limite(request.user):
        return {"qui": _anonymes(len(autres), quoi), "depuis": durees[0], "conseil": conseil}
    noms = [str(autre.compte) for autre in autres]
    phrase = ngettext("%(noms)s modifie %(quoi)s", "%(noms)s modifient %(quoi)s", len(noms))
    qui = phrase % {"noms": get_text_list(noms, _("et")), "quoi": quoi}
    return {"qui": qui, "depuis": _chacun(noms, durees), "conseil": conseil}


def dire_la_disparition(modele: Any) -> dict[str, str]:
    """What is said in place of who is there when the record is gone."""
    quoi = _("Cette fiche") if issubclass(modele, Fiche) else _("Cet enregistrement")
    return {
        "qui": _("%(quoi)s n’est plus là.") % {"quoi": quoi},
        "depuis": "",
        "conseil": _("Enregistrez : votre texte vous sera rendu, et l’équipe du réseau pourra le remettre en place."),
    }


def _anonymes(nombre: int, quoi: str) -> str:
    phrase = ngettext("Une autre personne modifie %(quoi)s", "%(nombre)d autres personnes modifient %(quoi)s", nombre)
    return phrase % {"nombre": nombre, "quoi": quoi}


def _chacun(noms: Sequence[str], durees: Sequence[str]) -> str:
    if len(noms) == 1:
        return durees[0]
    return ", ".join(f"{nom} {depuis}" for nom, depuis in zip(noms, durees, strict=True))


def duree(ecoulee: dt.timedelta) -> str:
    """Write how long someone has been there, to the minute."""
    minutes = int(ecoulee.total_seconds()) // UNE_MINUTE
    if not minutes:
        return _("depuis moins d’une minute")
    if minutes < UNE_HEURE:
        return _("depuis %(minutes)d min") % {"minutes": minutes}
    return _("depuis %(heures)d h %(minutes)02d") % {"heures": minutes // UNE_HEURE, "minutes": minutes % UNE_HEURE}
