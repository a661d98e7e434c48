"""One clear page per sheet: its parts in the reader's order, a table of contents, what is missing, who did what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publication.admin.autocompletion import ChoixConnu, ChoixConnus
from publication.models import LienVerifie
from publication.models.parcours import parcours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest

    from publication.models import Attendu


@dataclass(frozen=True, slots=True, kw_only=True)
class PartieDePage:
    """A part of the page: fields (``champs``, of this rank in the form) or rows (``lignes``)."""

    titre: str
    ancre: str
    erreurs: int
    champs: Any = None
    rang: int = 0
    lignes: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manquant:
    """Something to fill, where it is on the page, and the field to enter there."""

    libelle: str
    ancre: str
    champ: str


class SommaireMixin:
    """Screens of sheets; ``place_des_parties`` says after which group of fields each part comes, the others last."""

    place_des_parties: ClassVar[Mapping[str, Any]] = {}

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read with the sheet of a form who verified it, and its dead links."""
        fiches: Any = super().get_queryset(request)  # type: ignore[misc]  # ModelAdmin has it
        ecran = request.resolver_match
        if ecran is None or not str(ecran.url_name).endswith("_change"):
            return fiches
        return fiches.select_related("verifiee_par").annotate(morts=LienVerifie.objects.morts_de_chaque_fiche())

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Add to the page what it shows besides the fields."""
        context["parties"] = list(self._parties_de_page(context))
        context["liens_morts"] = ()
        fiche = context.get("original")
        if fiche is not None:
            self._nommer_les_choix(fiche, context)
            etat = fiche.completude(self._remplies(context))
            manquants = [self._manquant(attendu, context) for attendu in etat.manquants]
            context |= {"score": etat.score, "manquants": manquants, "parcours": parcours(fiche)}
            if fiche.est_publique:
                context["liens_morts"] = [LienVerifie.du_json(lu) for lu in getattr(fiche, "morts", ())]
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]  # ModelAdmin has it

    def _nommer_les_choix(self, fiche: Any, context: dict[str, Any]) -> None:
        """Tell the autocompleted fields what the sheet is read with, so that they ask nothing."""
        formulaire = context["adminform"].form
        for nom, champ in formulaire.fields.items():
            choix = getattr(champ.widget, "widget", None)
            if isinstance(choix, ChoixConnus):
                choix.connus = {str(liee.pk): str(liee) for liee in formulaire.initial.get(nom, ())}
            if isinstance(choix, ChoixConnu) and (liee := getattr(fiche, nom)) is not None:
                choix.connus = {str(liee.pk): str(liee)}

    def _remplies(self, context: dict[str, Any]) -> set[str]:
        """Parts that have rows and multiple choices made, as the form holds them."""
        formulaire = context["adminform"].form
        choix = {nom for nom in formulaire.fields if isinstance(formulaire.initial.get(nom), list)}
        remplis = {nom for nom in choix if formulaire.initial[nom]}
        parties = (lignes.formset for lignes in context["inline_admin_formsets"])
        return remplis | {jeu.prefix for jeu in parties if jeu.initial_form_count()}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Use the choice that knows its value."""
        ecran: Any = self
        if db_field.name in ecran.get_autocomplete_fields(request):
            kwargs["widget"] = ChoixConnu(db_field, ecran.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # ModelAdmin has it

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Use the choice that knows its values."""
        ecran: Any = self
        if db_field.name in ecran.get_autocomplete_fields(request):
            kwargs["widget"] = ChoixConnus(db_field, ecran.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]  # ModelAdmin has it

    def _parties_de_page(self, context: dict[str, Any]) -> Iterator[PartieDePage]:
        """Groups of fields, each followed by its parts; those without a place come before the last group."""
        groupes = list(context["adminform"])
        placees = {str(groupe.name) for groupe in groupes}
        restantes = [_de_lignes(lignes) for lignes in context["inline_admin_formsets"]]
        lieux = {prefixe: str(titre) for prefixe, titre in self.place_des_parties.items() if str(titre) in placees}
        for rang, groupe in enumerate(groupes):
            if rang == len(groupes) - 1:
                yield from (partie for partie in restantes if partie.lignes.formset.prefix not in lieux)
            yield _de_champs(groupe, rang, context["adminform"].form)
            yield from (p for p in restantes if lieux.get(p.lignes.formset.prefix) == str(groupe.name))

    def _manquant(self, attendu: Attendu, context: dict[str, Any]) -> Manquant:
        champs = context["adminform"].form.fields
        parties = {lignes.formset.prefix: lignes for lignes in context["inline_admin_formsets"]}
        noms = [nom for nom in attendu.champs if nom in champs or nom in parties]
        dits = [str(champs[nom].label if nom in champs else parties[nom].opts.verbose_name_plural) for nom in noms]
        libelle = capfirst(_(" ou ").join(dits or [attendu.champ]))
        if not noms:
            return Manquant(libelle=libelle, ancre="", champ="")
        ancre = f"id_{noms[0]}_helptext" if noms[0] in champs else f"{noms[0]}-group"
        return Manquant(libelle=libelle, ancre=ancre, champ=f"id_{noms[0]}" if noms[0] in champs else "")


def _de_champs(groupe: Any, rang: int, formulaire: Any) -> PartieDePage:
    noms = {nom for ligne in groupe.fields for nom in (ligne if isinstance(ligne, list | tuple) else [ligne])}
    return PartieDePage(
        titre=str(groupe.name or ""),
        ancre=f"fieldset-0-{rang}-heading",
        erreurs=len(noms & set(formulaire.errors)) if formulaire.is_bound else 0,
        champs=groupe,
        rang=rang,
    )


def _de_lignes(lignes: Any) -> PartieDePage:
    jeu = lignes.formset
    return PartieDePage(
        titre=capfirst(str(lignes.opts.verbose_name_plural)),
        ancre=f"{jeu.prefix}-group",
        erreurs=jeu.total_error_count() if jeu.is_bound else 0,
        lignes=lignes,
    )
