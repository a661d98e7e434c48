"""The guided merger: these authorities became that one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from collectivites.accueil import ANNEES_D_ATTENTE
from collectivites.actions.referentiel import creer_du_code
from collectivites.actions.successions import (
    AUCUNE,
    COMMENCER,
    CONTINUER,
    Succession,
    SuccessionImpossible,
    relations_qui_passent,
    succeder,
)
from collectivites.models import Collectivite, Commune
from collectivites.referentiel.erreurs import SourceInvalide
from collectivites.validateurs import valider_siren
from publication.actions.retirer import fiches_dependantes
from publication.admin.base import compte

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from collectivites.models.collectivite import CollectiviteQuerySet

CHAMP = Collectivite._meta.get_field("remplacee_par")
PASSENT_D_OFFICE = frozenset({"collectivites.Utilisateur.collectivite", "collectivites.Invitation.collectivite"})


class QuiForm(forms.Form):
    """Who disappears, what takes their place, and when."""

    anciennes = forms.ModelMultipleChoiceField(
        label=_("Ces collectivités…"),
        queryset=Collectivite.objects.all(),
        widget=AutocompleteSelectMultiple(CHAMP, admin.site),
    )
    nouvelle = forms.ModelChoiceField(
        label=_("… sont devenues celle-ci"),
        queryset=Collectivite.objects.all(),
        widget=AutocompleteSelect(CHAMP, admin.site),
        required=False,
    )
    siren = forms.CharField(
        label=_("ou SIREN de la nouvelle"),
        required=False,
        validators=[valider_siren],
        help_text=_("Elle est reprise du code officiel, en brouillon, si elle n’est pas encore ici."),
    )
    le = forms.DateField(label=_("Date d’effet"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        """One of the two says which authority it is."""
        if not self.errors and not self.cleaned_data.get("nouvelle") and not self.cleaned_data.get("siren"):
            self.add_error("nouvelle", _("Choisissez la collectivité, ou donnez son SIREN."))
        return self.cleaned_data


class QuoiForm(forms.Form):
    """What becomes of what they had."""

    adhesion = forms.ChoiceField(
        label=_("Adhésion au réseau"),
        widget=forms.RadioSelect,
        initial=CONTINUER,
        choices=[
            (CONTINUER, _("La nouvelle est adhérente depuis la plus ancienne adhésion en cours")),
            (COMMENCER, _("La nouvelle est adhérente depuis la fusion")),
            (AUCUNE, _("La nouvelle n’est pas adhérente")),
        ],
    )
    passent = forms.MultipleChoiceField(
        label=_("Ce qui passe à la nouvelle"), widget=forms.CheckboxSelectMultiple, required=False
    )
    retirer = forms.BooleanField(
        label=_("Retirer les fiches publiques des anciennes : leurs adresses mèneront à la nouvelle"), required=False
    )

    def __init__(self, *args: Any, anciennes: list[Collectivite], **kwargs: Any) -> None:
        """Offer what there is."""
        super().__init__(*args, **kwargs)
        choix = list(_comptes(anciennes))
        passent: Any = self.fields["passent"]
        passent.choices = [(nom, f"{libelle} ({nombre})") for nom, libelle, nombre in choix]
        passent.initial = [nom for nom, _libelle, _nombre in choix if nom in PASSENT_D_OFFICE]


class SuccessionMixin:
    """The list of authorities, with the merger of some into one."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        vue = self.admin_site.admin_view(self.succession)
        return [path("succession/", vue, name="collectivites_collectivite_succession"), *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    @admin.action(description=_("Sont devenues une autre collectivité (fusion)"), permissions=["publier"])
    def preparer_la_succession(self, request: HttpRequest, collectivites: CollectiviteQuerySet) -> HttpResponse:
        """Lead to the page of the merger, the chosen ones named."""
        return HttpResponseRedirect(_adresse(collectivites.values_list("pk", flat=True)))

    def succession(self, request: HttpRequest) -> HttpResponse:
        """Ask who became what; show what it means; write it when it is confirmed."""
        ecran: Any = self
        if not ecran.has_publier_permission(request):
            raise PermissionDenied
        demande = request.GET if {"le"} <= set(request.GET) else None
        qui = QuiForm(demande, initial={"anciennes": request.GET.getlist("anciennes")})
        contexte: dict[str, Any] = {"qui": qui, "raisons": []}
        if qui.is_bound and qui.is_valid():
            contexte |= self._effets_de_la_succession(qui)
            quoi = contexte["quoi"] = QuoiForm(request.POST or None, anciennes=contexte["anciennes"])
            if request.method == "POST" and quoi.is_valid():
                faite = self._ecrire_la_succession(request, qui, quoi, contexte)
                if faite is not None:
                    return faite
        return TemplateResponse(
            request, "admin/collectivites/succession.html", self._page_de_succession(request, contexte)
        )

    def _effets_de_la_succession(self, qui: QuiForm) -> dict[str, Any]:
        """What the merger will do, before anything is decided."""
        anciennes = list(qui.cleaned_data["anciennes"])
        return {
            "anciennes": anciennes,
            "nouvelle": qui.cleaned_data["nouvelle"]
            or Collectivite.objects.filter(siren=qui.cleaned_data["siren"]).first(),
            "faits": [_faits(ancienne) for ancienne in anciennes],
        }

    def _ecrire_la_succession(
        self, request: HttpRequest, qui: QuiForm, quoi: QuoiForm, contexte: dict[str, Any]
    ) -> HttpResponse | None:
        if "confirmer" not in request.POST:
            contexte["raisons"] = [_("Rien n’est écrit : cochez la case pour confirmer.")]
            return None
        par = compte(request)
        try:
            nouvelle = contexte["nouvelle"] or creer_du_code(qui.cleaned_data["siren"], par=par)
            voulue = Succession(
                anciennes=contexte["anciennes"], nouvelle=nouvelle, le=qui.cleaned_data["le"], **quoi.cleaned_data
            )
            bilan = succeder(succession=voulue, par=par, aujourdhui=timezone.localdate())
        except (SuccessionImpossible, SourceInvalide) as refus:
            contexte["raisons"] = [str(refus)]
            return None
        texte = ngettext(
            "C’est écrit : %(communes)d commune et %(lignes)d lignes rattachées sont passées à « %(nom)s ».",
            "C’est écrit : %(communes)d communes et %(lignes)d lignes rattachées sont passées à « %(nom)s ».",
            bilan.communes,
        )
        messages.success(request, texte % {"communes": bilan.communes, "lignes": bilan.lignes, "nom": nouvelle})
        for restee in bilan.restees:
            message = _(
                "« %(nom)s » reste publique, marquée dissoute : elle porte encore des fiches publiées, ou la nouvelle "
                "n’est pas publiée."
            )
            messages.warning(request, message % {"nom": restee})
        return HttpResponseRedirect(reverse("admin:collectivites_collectivite_change", args=[nouvelle.pk]))

    def _page_de_succession(self, request: HttpRequest, contexte: dict[str, Any]) -> dict[str, Any]:
        annee = timezone.localdate().year
        return {
            **self.admin_site.each_context(request),
            "title": _("Fusion de collectivités"),
            "opts": self.opts,
            "media": contexte["qui"].media,
            "attendent": _attendent(annee) if not contexte["qui"].is_bound else [],
            **contexte,
        }


def _adresse(anciennes: Any, nouvelle: int | None = None, annee: int | None = None) -> str:
    requete = QueryDict(mutable=True)
    requete.setlist("anciennes", [str(cle) for cle in anciennes])
    if nouvelle:
        requete["nouvelle"] = str(nouvelle)
        requete["le"] = f"{annee}-01-01"
    return f"{reverse('admin:collectivites_collectivite_succession')}?{requete.urlencode()}"


def _attendent(annee: int) -> list[dict[str, Any]]:
    """Authorities that are gone without a successor, those that went to the same one together."""
    finies = Collectivite.objects.sans_successeur(depuis=annee - ANNEES_D_ATTENTE).prefetch_related("suites__nouvelle")
    groupes: dict[tuple[int, Any], list[Collectivite]] = defaultdict(list)
    for finie in finies:
        suites = list(finie.suites.all())
        groupes[finie.dissoute_en or 0, suites[0].nouvelle if suites else finie.pk].append(finie)
    return [
        {
            "annee": dissoute_en,
            "anciennes": groupe,
            "suites": _ensemble(groupe),
            "url": _adresse(
                [finie.pk for finie in groupe], vers.pk if isinstance(vers, Collectivite) else None, dissoute_en
            ),
        }
        for (dissoute_en, vers), groupe in groupes.items()
    ]


def _ensemble(anciennes: list[Collectivite]) -> list[dict[str, Any]]:
    """What took the communes of some authorities over, their shares added, the largest first."""
    parts: dict[Any, dict[str, Any]] = {}
    for suite in (suite for ancienne in anciennes for suite in ancienne.suites.all()):
        part = parts.setdefault(suite.nouvelle, {"nouvelle": suite.nouvelle, "communes": 0, "population": 0})
        part["communes"] += suite.communes
        part["population"] += suite.population
    return sorted(parts.values(), key=lambda part: -part["population"])


def _faits(ancienne: Collectivite) -> dict[str, Any]:
    adhesion = ancienne.adhesions.filter(fin=None).first()
    return {
        "collectivite": ancienne,
        "communes": Commune.objects.filter(epci=ancienne).count() + ancienne.communes.count(),
        "adhesion": adhesion,
        "publiees": len(fiches_dependantes(ancienne)),
    }


def _comptes(anciennes: list[Collectivite]) -> Iterator[tuple[str, str, int]]:
    for relation in relations_qui_passent():
        if nombre := sum(relation.lignes(ancienne).count() for ancienne in anciennes):
            yield relation.nom, relation.libelle, nombre
