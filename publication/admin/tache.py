"""Jobs of the worker: what failed, and how to run it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from procrastinate.contrib.django.admin import ProcrastinateEventInline, ProcrastinateJobAdmin
from procrastinate.contrib.django.models import ProcrastinateJob

from publication.admin.grandes_listes import GrandeListeMixin
from publication.admin.liste import ListeMixin

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

LONGUEUR_DES_ARGUMENTS = 200
ETATS = {
    "todo": _("à faire"),
    "doing": _("en cours"),
    "failed": _("en échec"),
    "succeeded": _("faite"),
    "cancelled": _("annulée"),
    "aborting": _("en cours d’arrêt"),
    "aborted": _("arrêtée"),
}
GENRES = {
    "deferred": _("demandée"),
    "started": _("commencée"),
    "deferred_for_retry": _("à refaire"),
    "failed": _("échouée"),
    "succeeded": _("réussie"),
    "cancelled": _("annulée"),
    "abort_requested": _("arrêt demandé"),
    "aborted": _("arrêtée"),
    "scheduled": _("programmée"),
    "retried": _("relancée"),
}


class EvenementEnLigne(ProcrastinateEventInline):
    """What happened to a job."""

    verbose_name_plural = _("étapes")
    fields = ("quand", "genre")
    readonly_fields = fields

    @admin.display(description=_("le"))
    def quand(self, evenement: Any) -> dt.datetime:
        """When it happened."""
        moment: dt.datetime = evenement.at
        return moment

    @admin.display(description=_("étape"))
    def genre(self, evenement: Any) -> str:
        """Kind of event, in words."""
        return str(GENRES.get(evenement.type, evenement.type))


class EtatFilter(admin.SimpleListFilter):
    """State of the jobs, in words."""

    title = _("état")
    parameter_name = "status__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Every state."""
        return list(ETATS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[ProcrastinateJob]) -> QuerySet[ProcrastinateJob]:
        """Keep one."""
        return queryset.filter(status=self.value()) if self.value() else queryset


class TacheAdmin(GrandeListeMixin, ListeMixin, ProcrastinateJobAdmin):
    """The screens that come with the library style inline, which our pages refuse, and speak English."""

    list_display: Any = ("nom", "etat", "arguments", "essais", "prevue_le", "derniere_etape")
    list_filter: ClassVar[Any] = (EtatFilter,)
    list_per_page = 50
    search_fields = ("task_name",)
    ordering = ("-id",)
    fields: ClassVar[Any] = ("nom", "etat", "arguments", "file", "essais", "prevue_le")
    inlines: ClassVar[Any] = (EvenementEnLigne,)
    actions: Any = ("relancer", "annuler")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nothing is written here."""
        return self.fields

    @admin.display(description=_("tâche"), ordering="task_name")
    def nom(self, tache: ProcrastinateJob) -> str:
        """Name of the task."""
        return tache.task_name

    @admin.display(description=_("état"), ordering="status")
    def etat(self, tache: ProcrastinateJob) -> SafeString:
        """State, as a word in a box."""
        return format_html('<span class="etat etat--{}">{}</span>', tache.status, ETATS.get(tache.status, tache.status))

    @admin.display(description=_("arguments"))
    def arguments(self, tache: ProcrastinateJob) -> str:
        """What it was given."""
        texte = json.dumps(tache.args, ensure_ascii=False)
        return texte if len(texte) <= LONGUEUR_DES_ARGUMENTS else f"{texte[:LONGUEUR_DES_ARGUMENTS]}…"

    @admin.display(description=_("file"), ordering="queue_name")
    def file(self, tache: ProcrastinateJob) -> str:
        """Queue that it waits in."""
        return tache.queue_name

    @admin.display(description=_("essais"), ordering="attempts")
    def essais(self, tache: ProcrastinateJob) -> int:
        """How many times it was begun."""
        return tache.attempts

    @admin.display(description=_("prévue le"), ordering="scheduled_at")
    def prevue_le(self, tache: ProcrastinateJob) -> dt.datetime | str:
        """Before when it does not begin."""
        return tache.scheduled_at or "–"

    @admin.display(description=_("dernière étape"))
    def derniere_etape(self, tache: Any) -> Any:
        """When something last happened to it."""
        return next((evenement.at for evenement in tache.procrastinateevent_set.all()), None)

    @admin.action(description=_("Relancer les tâches en échec"))
    def relancer(self, request: HttpRequest, taches: QuerySet[ProcrastinateJob]) -> None:
        """Put what failed back in the queue: what runs is left to end."""
        en_echec = taches.filter(status="failed")
        nombre = en_echec.count()
        self.retry(request, en_echec)
        texte = ngettext("%(nombre)d tâche relancée.", "%(nombre)d tâches relancées.", nombre)
        messages.success(request, texte % {"nombre": nombre})

    @admin.action(description=_("Annuler les tâches à faire"))
    def annuler(self, request: HttpRequest, taches: QuerySet[ProcrastinateJob]) -> None:
        """Take out of the queue what has not begun."""
        nombre = taches.filter(status="todo").count()
        self.cancel(request, taches)
        texte = ngettext("%(nombre)d tâche annulée.", "%(nombre)d tâches annulées.", nombre)
        messages.success(request, texte % {"nombre": nombre})


admin.site.unregister(ProcrastinateJob)
admin.site.register(ProcrastinateJob, TacheAdmin)
