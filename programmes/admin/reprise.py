"""Screens that take over existing sheets: give a document, correct what was read, create the drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from collectivites.appariement import Annuaire
from collectivites.models import Collectivite
from programmes.actions.fiches import FichierInvalide
from programmes.actions.reprise import PARTIES, Choix, Ecrit, corriger, creer_les_brouillons, deposer
from programmes.actions.reprise.deposer import RepriseFaite
from programmes.actions.reprise.saisie import CLES_LUES
from programmes.admin.reprise_formulaires import Correction, DepotForm
from programmes.models import Reprise
from programmes.reprise import Confiance, Genre
from publication.admin.base import ModelAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest, HttpResponse

EXTRAIT = 160
REFUS = (FichierInvalide, RepriseFaite)


@admin.register(Reprise)
class RepriseAdmin(ModelAdmin):
    """Documents given, newest first."""

    list_display = ("nom", "nombre_de_fiches", "est_faite", "deposee_le", "deposee_par")
    list_filter = (("faite_le", admin.EmptyFieldListFilter),)
    list_select_related = ("deposee_par",)
    list_per_page = 50
    search_fields = ("nom", "texte")
    fields = ("nom", "deposee_le", "deposee_par", "faite_le", "faite_par")
    readonly_fields = ("deposee_le", "deposee_par", "faite_le", "faite_par")
    change_form_template = "admin/programmes/reprise/document.html"
    actions = ("creer_ensemble",)

    @admin.display(description=_("fiches lues"))
    def nombre_de_fiches(self, reprise: Reprise) -> int:
        """Number of sheets read."""
        return len(reprise.fiches)

    @admin.display(description=_("brouillons créés"), boolean=True, ordering="faite_le")
    def est_faite(self, reprise: Reprise) -> bool:
        """Whether the drafts exist."""
        return reprise.est_faite

    def get_urls(self) -> list[URLPattern]:
        """Add the page of one sheet."""
        fiche = path(
            "<int:cle>/fiche/<int:rang>/", self.admin_site.admin_view(self.fiche), name="programmes_reprise_fiche"
        )
        return [fiche, *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Ask for a text or files, and keep each with what was read in it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        formulaire = DepotForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and formulaire.is_valid():
            return self._deposer(request, formulaire)
        contexte = {
            **self.admin_site.each_context(request),
            "title": _("Reprendre des fiches existantes"),
            "opts": self.opts,
            "form": formulaire,
        }
        return TemplateResponse(request, "admin/programmes/reprise/deposer.html", contexte)

    @transaction.atomic
    def _deposer(self, request: HttpRequest, formulaire: DepotForm) -> HttpResponse:
        annuaire = Annuaire()
        par: Any = request.user
        deposees = [
            deposer(nom=nom, contenu=contenu, par=par, annuaire=annuaire) for nom, contenu in formulaire.documents()
        ]
        nombre = sum(len(deposee.fiches) for deposee in deposees)
        messages.success(request, _("%(nombre)d fiche(s) lue(s). Rien n’est encore écrit.") % {"nombre": nombre})
        if len(deposees) > 1:
            return HttpResponseRedirect(reverse("admin:programmes_reprise_changelist"))
        return HttpResponseRedirect(reverse("admin:programmes_reprise_change", args=[deposees[0].pk]))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the sheets of the document with its form."""
        reprise = self.get_object(request, object_id)
        contexte = {**(extra_context or {}), **(self._contexte_du_document(reprise) if reprise else {})}
        reponse: HttpResponse = super().change_view(request, object_id, form_url, contexte)
        return reponse

    def _contexte_du_document(self, reprise: Reprise) -> dict[str, Any]:
        cibles = Collectivite.objects.in_bulk([fiche["cible"] for fiche in reprise.fiches if fiche["cible"]])
        return {
            "fiches": [resumer(reprise, fiche, cibles.get(fiche["cible"])) for fiche in reprise.fiches],
            "compte_rendu": [_avec_liens(rendu) for rendu in reprise.compte_rendu],
            "show_save_and_add_another": False,
            "show_save_and_continue": False,
        }

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Create the drafts, or try, when the button says so."""
        if "_creer" not in request.POST and "_essayer" not in request.POST:
            return super().response_change(request, obj)
        self._creer(request, [obj], essai="_essayer" in request.POST)
        return HttpResponseRedirect(reverse("admin:programmes_reprise_change", args=[obj.pk]))

    @admin.action(description=_("Créer les brouillons des documents choisis, tous ou aucun"), permissions=["change"])
    def creer_ensemble(self, request: HttpRequest, queryset: QuerySet[Reprise]) -> None:
        """Take over several documents in one transaction."""
        self._creer(request, list(queryset.order_by("pk")), essai=False)

    def _creer(self, request: HttpRequest, reprises: list[Reprise], *, essai: bool) -> None:
        par: Any = request.user
        try:
            rendus = creer_les_brouillons(reprises=reprises, par=par, simuler=essai)
        except REFUS as refus:
            messages.error(request, str(refus))
            return
        ecrits = [ecrit for rendu in rendus for ecrit in rendu.ecrits if ecrit.sort in {"creee", "completee"}]
        phrase = _("%(nombre)d brouillon(s) créé(s) ou complété(s). Rien n’est publié.")
        if essai:
            phrase = _("Essai : %(nombre)d brouillon(s) seraient créés ou complétés. Rien n’est enregistré.")
            for rendu in rendus:
                for texte in [*rendu.differences, *rendu.refus]:
                    messages.warning(request, f"{rendu.titre} : {texte}")
        messages.success(request, phrase % {"nombre": len(ecrits)})

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Save the name alone: the sheets are corrected on their own page."""
        obj.save(update_fields=["nom"])

    def fiche(self, request: HttpRequest, cle: int, rang: int) -> HttpResponse:
        """Correct one sheet beside its text; nothing that was typed is lost when something is wrong."""
        reprise = self.get_object(request, str(cle))
        if reprise is None or rang >= len(reprise.fiches):
            raise Http404
        if not self.has_change_permission(request, reprise):
            raise PermissionDenied
        fiche = reprise.fiches[rang]
        cles = [*fiche["candidates"], *([fiche["cible"]] if fiche["cible"] else [])]
        connues = Collectivite.objects.pour_admin().in_bulk(cles)
        candidates = [connues[c] for c in dict.fromkeys(cles) if c in connues]
        correction = Correction(fiche, candidates, request.POST or None)
        if request.method == "POST" and correction.est_valable():
            return self._corriger(request, reprise, rang, correction)
        contexte = {
            **self.admin_site.each_context(request),
            "title": fiche["titre"] or _("Fiche sans titre"),
            "opts": self.opts,
            "reprise": reprise,
            "fiche": resumer(reprise, fiche, None),
            "morceaux": morceaux(reprise, fiche),
            "correction": correction,
            "lignes": lignes_du_formulaire(reprise, fiche, correction),
            "parties": parties_du_formulaire(reprise, fiche, correction),
            "derniere": rang + 1 == len(reprise.fiches),
            "rang": rang,
        }
        return TemplateResponse(request, "admin/programmes/reprise/fiche.html", contexte)

    def _corriger(self, request: HttpRequest, reprise: Reprise, rang: int, correction: Correction) -> HttpResponse:
        try:
            corriger(reprise=reprise, rang=rang, **correction.resultat())
        except RepriseFaite as refus:
            messages.error(request, str(refus))
        else:
            messages.success(request, _("Corrections gardées. Les brouillons se créent depuis le document."))
        if "_suivante" in request.POST and rang + 1 < len(reprise.fiches):
            return HttpResponseRedirect(reverse("admin:programmes_reprise_fiche", args=[reprise.pk, rang + 1]))
        return HttpResponseRedirect(reverse("admin:programmes_reprise_change", args=[reprise.pk]))


def resumer(reprise: Reprise, fiche: dict[str, Any], cible: Collectivite | None) -> dict[str, Any]:
    """What the list of sheets shows of one."""
    restes = [reprise.texte[debut:fin] for debut, fin, cle in fiche["morceaux"] if not cle]
    doutes = sum(champ[2] == Confiance.INCERTAINE for champ in fiche["champs"])
    return {
        "titre": fiche["titre"] or _("Fiche sans titre"),
        "genre": Genre(fiche["genre"]).label,
        "cible": cible,
        "choix": Choix(fiche["choix"]).label,
        "est_reprise": fiche["choix"] != Choix.LAISSER,
        "est_vue": fiche["est_vue"],
        "champs": len(fiche["champs"]),
        "doutes": doutes,
        "restes": [reste.strip("\r\n") for reste in restes if reste.strip()],
    }


def morceaux(reprise: Reprise, fiche: dict[str, Any]) -> list[dict[str, str]]:
    """Pieces of the text of a sheet: recognised, not recognised, or blank."""
    return [
        {"texte": texte, "genre": "lu" if cle else "reste" if texte.strip() else "blanc"}
        for debut, fin, cle in fiche["morceaux"]
        if (texte := reprise.texte[debut:fin])
    ]


def lignes_du_formulaire(reprise: Reprise, fiche: dict[str, Any], correction: Correction) -> list[dict[str, Any]]:
    """Each plain field, with the words of the document that say it and how sure their reading is."""
    lus = {champ[0]: champ for champ in reversed(fiche["champs"]) if isinstance(champ[1], str)}
    lus.setdefault("type", lus.get("type_du_nom"))
    return [{"champ": champ, **_lecture(reprise, lus.get(champ.name))} for champ in correction.champs]


def parties_du_formulaire(reprise: Reprise, fiche: dict[str, Any], correction: Correction) -> list[dict[str, Any]]:
    """Each kind of part: its name, and its rows with what the document says of them."""
    parties = []
    for cle, jeu in correction.parties.items():
        lues = [champ for champ in fiche["champs"] if CLES_LUES.get(champ[0], champ[0]) == cle]
        nombre = len(correction.saisie["parties"].get(cle, []))
        lues = lues if len(lues) == nombre else []  # corrected since: rows no longer follow the reading
        lignes = [
            {
                "form": form,
                "est_nouvelle": rang >= nombre,
                **_lecture(reprise, lues[rang] if rang < len(lues) else None),
            }
            for rang, form in enumerate(jeu.forms)
        ]
        nom = PARTIES[correction.genre][cle][0]._meta.verbose_name_plural
        parties.append({"cle": cle, "nom": nom, "jeu": jeu, "lignes": lignes, "nombre": nombre})
    return parties


def _lecture(reprise: Reprise, champ: list[Any] | None) -> dict[str, str]:
    if champ is None:
        return {"confiance": "", "libelle": "", "extrait": ""}
    _cle, _valeur, confiance, debut, fin = champ
    extrait = " ".join(reprise.texte[debut:fin].split())
    court = extrait if len(extrait) <= EXTRAIT else f"{extrait[: EXTRAIT - 1]}…"
    return {"confiance": confiance, "libelle": str(Confiance(confiance).label), "extrait": court}


def _avec_liens(rendu: dict[str, Any]) -> dict[str, Any]:
    ecrits = []
    for ecrit in rendu["ecrits"]:
        adresse = reverse(f"admin:{ecrit['modele'].replace('.', '_')}_change", args=[ecrit["cle"]])
        ecrits.append({**ecrit, "libelle": Ecrit(**ecrit).libelle, "adresse": adresse})
    return {**rendu, "ecrits": ecrits}
