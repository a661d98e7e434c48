"""The page where two records that are one are merged: side by side, with everything that will move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from publication.actions.fusionner import (
    Choix,
    FusionImpossible,
    champs_a_choisir,
    cote_par_defaut,
    empreinte,
    fusionner,
    rivalites,
    toutes_les_relations,
)
from publication.admin.base import compte
from publication.models import Fiche
from publication.valeurs import en_clair, libelle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

CHAMP, RIVALITE, VU, CONFIRME = "champ.", "rivalite.", "vu", "confirmer"
DEUX = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A field on both sides, and the side taken."""

    nom: str
    libelle: str
    gauche: str
    droite: str
    choisi: str

    @property
    def differe(self) -> bool:
        """Whether there is something to choose."""
        return self.gauche != self.droite


class FusionMixin:
    """Screens of records that can be merged."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        meta = self.opts
        page = path(
            "<int:gardee>/fusionner/<int:perdue>/",
            self.admin_site.admin_view(self.fusionner),
            name=f"{meta.app_label}_{meta.model_name}_fusionner",
        )
        return [page, *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    @admin.action(description=_("Fusionner deux enregistrements (comparaison d’abord)"), permissions=["publier"])
    def fusionner_les_deux(self, request: HttpRequest, choisis: QuerySet[Any]) -> HttpResponse | None:
        """Lead to the comparison of the two chosen records."""
        objets = list(choisis[: DEUX + 1])
        if len(objets) != DEUX:
            messages.error(request, _("Cochez deux lignes, ni plus ni moins : celles qui n’en sont qu’une."))
            return None
        return HttpResponseRedirect(adresse_de_la_fusion(*par_preference(*objets)))

    def fusionner(self, request: HttpRequest, gardee: int, perdue: int) -> HttpResponse:
        """Compare two records; merge them when the page is confirmed."""
        ecran: Any = self
        if not ecran.has_publier_permission(request):
            raise PermissionDenied
        trouves = {objet.pk: objet for objet in ecran.get_queryset(request).filter(pk__in=[gardee, perdue])}
        if len(trouves) != DEUX:
            raise Http404
        a, b = trouves[gardee], trouves[perdue]
        raisons: list[Any] = []
        if request.method == "POST":
            raisons = self._fusionner(request, a, b)
            if not raisons:
                return HttpResponseRedirect(reverse(f"admin:{self._ecran('change')}", args=[a.pk]))
        return TemplateResponse(request, "admin/publication/fusionner.html", self._contexte(request, a, b, raisons))

    def _fusionner(self, request: HttpRequest, gardee: Model, perdue: Model) -> list[Any]:
        """Merge; reasons of a refusal."""
        if CONFIRME not in request.POST:
            return [_("Rien n’est fusionné : cochez la case pour confirmer.")]
        choix = Choix(champs=_choix(request, CHAMP), rivalites=_choix(request, RIVALITE))
        nom = str(perdue)
        try:
            bilan = fusionner(
                gardee=gardee, perdue=perdue, choix=choix, par=compte(request), vu=request.POST.get(VU, "-")
            )
        except FusionImpossible as refus:
            return refus.raisons
        nombre = sum(bilan.deplacees.values())
        texte = ngettext(
            "« %(nom)s » est fusionné ici ; %(nombre)d ligne rattachée a suivi.",
            "« %(nom)s » est fusionné ici ; %(nombre)d lignes rattachées ont suivi.",
            nombre,
        )
        suite = _(" Son ancienne adresse mène désormais à cette fiche.") if bilan.retiree else ""
        messages.success(request, f"{texte % {'nom': nom, 'nombre': nombre}}{suite}")
        return []

    def _contexte(self, request: HttpRequest, gardee: Model, perdue: Model, raisons: list[Any]) -> dict[str, Any]:
        faces = list(_faces(gardee, perdue, _choix(request, CHAMP)))
        choisies = _choix(request, RIVALITE)
        return {
            **self.admin_site.each_context(request),
            "title": _("Fusionner"),
            "opts": self.opts,
            "cotes": [_cote(gardee), _cote(perdue)],
            "echange": adresse_de_la_fusion(perdue, gardee),
            "faces": [face for face in faces if face.differe],
            "pareils": [face for face in faces if not face.differe],
            "relations": list(_comptes(gardee, perdue)),
            "rivalites": [(rivalite, choisies.get(rivalite.nom, "")) for rivalite in rivalites(gardee, perdue)],
            "raisons": raisons,
            "vu": empreinte(gardee, perdue),
            "sera_retiree": isinstance(perdue, Fiche) and perdue.a_ete_publique,
        }

    def _ecran(self, nom: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{nom}"


def adresse_de_la_fusion(gardee: Model, perdue: Model) -> str:
    """Address of the page that merges the second record into the first."""
    meta = gardee._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_fusionner", args=[gardee.pk, perdue.pk])


def par_preference(un: Any, autre: Any) -> tuple[Any, Any]:
    """The record to keep first: the public one, else the one verified last, else the oldest."""

    def rang(objet: Any) -> tuple[bool, str, int]:
        return (getattr(objet, "est_publique", False), str(getattr(objet, "verifiee_le", None) or ""), -objet.pk)

    return (un, autre) if rang(un) >= rang(autre) else (autre, un)


def _choix(request: HttpRequest, prefixe: str) -> dict[str, str]:
    return {nom.removeprefix(prefixe): str(cote) for nom, cote in request.POST.items() if nom.startswith(prefixe)}


def _cote(objet: Model) -> dict[str, Any]:
    meta = objet._meta
    return {
        "objet": objet,
        "url": reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[objet.pk]),
        "etat": objet.get_statut_display() if isinstance(objet, Fiche) else "",
        "verifiee_le": getattr(objet, "verifiee_le", None),
    }


def _faces(gardee: Model, perdue: Model, choisis: dict[str, str]) -> Iterator[Face]:
    for champ in champs_a_choisir(type(gardee)):
        face = Face(
            nom=champ.name,
            libelle=libelle(champ),
            gauche=_dire(champ, gardee),
            droite=_dire(champ, perdue),
            choisi=choisis.get(champ.name) or cote_par_defaut(champ, gardee, perdue),
        )
        if face.gauche or face.droite:
            yield face


def _dire(champ: Any, objet: Model) -> str:
    valeur = getattr(objet, champ.name)
    return str(valeur or "") if champ.is_relation or hasattr(valeur, "storage") else en_clair(champ, valeur)


def _comptes(gardee: Model, perdue: Model) -> Iterator[tuple[str, int, int]]:
    """What will move: kind of rows, number on the record kept, number on the other."""
    for relation, source, cible in toutes_les_relations(gardee, perdue):
        if nombre := relation.lignes(source).count():
            yield relation.libelle, relation.lignes(cible).count(), nombre
