"""The base of the filters: one ``FilterSet`` per nature serves the page, the API and the exports.

A filter with a ``facette`` also counts: ``publication.facettes`` tells beside each of its values how many sheets it
would keep, the other filters being what they are.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import django_filters as filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from publication.filters_lieux import (
    AIDE_AUTOUR,
    AIDE_BBOX,
    AIDE_RAYON,
    RAYON_MAXIMAL,
    RAYON_PAR_DEFAUT,
    CadreFilter,
    FormulaireDeFiltres,
    PointFilter,
)
from publication.models import Publication
from publication.models.lieux import Cercle
from publication.models.verification import Verification
from publication.natures import Nature
from publication.recherche import comprendre

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from publication.models import FicheQuerySet, PublicationQuerySet
    from publication.recherche import Comprise

LONGUEUR_RECHERCHE = 250
ENTIER_MAXIMAL = 10**12
EXCLUSION = "-"
FORMULAIRE = "filtres"
"""Identifier, on the page, of the form that the fields beside it belong to."""
AIDE_RECHERCHE = _('Mots, "expression exacte" entre guillemets droits, -mot à exclure.')
AIDE_EXCLUSION = _("« - » devant une valeur l’exclut.")
VRAI_OU_FAUX = (("true", _("oui")), ("false", _("non")))
PREMIER_JOUR, DERNIER_JOUR = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
TRI_COMMUN: dict[str, tuple[str, Any]] = {
    "titre": ("publication__titre_cle", _("titre")),
    "-modifiee_le": ("-publication__modifiee_le", _("dernière modification")),
}


class ChoixSigneField(forms.MultipleChoiceField):
    """Values to keep, and with ``-`` before them values to leave out."""

    def valid_value(self, value: Any) -> bool:
        """Know a value with or without its sign."""
        return super().valid_value(value) or super().valid_value(str(value).removeprefix(EXCLUSION))


class CodesField(forms.Field):
    """Codes of places, repeatable, each known to the official code; with ``-`` before it, a place is left out."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"inconnu": _("Aucun territoire ne porte le code « %(code)s ».")}

    def clean(self, value: Any) -> list[str]:
        """Refuse a code that names nothing."""
        codes = [str(code) for code in value or () if code]
        noms = self.noms([code.removeprefix(EXCLUSION) for code in codes if code.isascii() and code.isprintable()])
        for code in codes:
            if code.removeprefix(EXCLUSION) not in noms:
                raise forms.ValidationError(self.error_messages["inconnu"], "inconnu", {"code": code})
        return codes

    def noms(self, codes: Collection[str]) -> dict[str, str]:
        """Name of the territory of each code that is known."""
        raise NotImplementedError


class ChoixMultipleFilter(filters.MultipleChoiceFilter):
    """Several values mean "one of these"; a value after ``-`` is left out. No row can come twice.

    ``facette`` is the expression of the value when it is not ``field_name``, or a call that gives it when it depends on
    the day; ``est_multiple`` says that it is an array of values. ``sauf_avec`` names a filter that makes it mean
    something else: then the ``FilterSet`` counts it by ``compter_<name>``. ``apres`` names filters one of which must be
    set before the values of this one are offered: they would be too many.
    """

    field_class: type[forms.Field] = ChoixSigneField

    def __init__(
        self,
        *args: Any,
        facette: Any = None,
        est_multiple: bool = False,
        sauf_avec: str = "",
        apres: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        """Without ``DISTINCT``, which would sort whole documents."""
        kwargs.setdefault("distinct", False)
        super().__init__(*args, **kwargs)
        self.facette = facette
        self.est_multiple = est_multiple
        self.sauf_avec = sauf_avec
        self.apres = apres

    def expression(self) -> Any:
        """Value that is counted, as an expression over a sheet."""
        if self.facette is None:
            return F(self.field_name)
        return self.facette() if callable(self.facette) else self.facette

    def filter(self, qs: Any, value: Sequence[str]) -> Any:
        """Keep the rows that have one of the values, and none of those left out."""
        voulus, exclus = separer(value or ())
        if voulus:
            qs = qs.filter(self.condition(voulus))
        return qs.exclude(self.condition(exclus)) if exclus else qs

    def condition(self, valeurs: Sequence[str]) -> Q:
        """Hold for the rows that have one of the values."""
        return Q(**{f"{self.field_name}__in": valeurs})


class ChoixCalculeFilter(ChoixMultipleFilter):
    """The same, when a method of the ``FilterSet`` tells which rows have one of the values."""

    def __init__(self, *args: Any, methode: str, **kwargs: Any) -> None:
        """``methode`` names ``(valeurs) -> Q``; it may read other filters, as the state of a scheme reads the day."""
        super().__init__(*args, **kwargs)
        self.methode = methode

    def condition(self, valeurs: Sequence[str]) -> Q:
        """Ask the ``FilterSet``."""
        condition: Q = getattr(self.parent, self.methode)(valeurs)
        return condition


def separer(valeurs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Values to keep, and values to leave out without their sign."""
    exclus = [valeur.removeprefix(EXCLUSION) for valeur in valeurs if valeur.startswith(EXCLUSION)]
    return [valeur for valeur in valeurs if not valeur.startswith(EXCLUSION)], exclus


class EntierFilter(filters.NumberFilter):
    """A whole number; 1,5 is refused rather than cut."""

    field_class = forms.IntegerField

    def get_max_validator(self) -> MaxValueValidator:
        """Bound that the description of the API says too."""
        return MaxValueValidator(ENTIER_MAXIMAL)


class TriFilter(filters.ChoiceFilter):
    """Order of the results: ``titre``, ``-modifiee_le``… Ties are broken by key, so that pages are stable."""

    def __init__(self, *args: Any, champs: dict[str, tuple[str, Any]], **kwargs: Any) -> None:
        """``champs`` maps the public name of an order to the column it sorts by and its label."""
        self.colonnes = {nom: colonne for nom, (colonne, _libelle) in champs.items()}
        choix = [(nom, libelle) for nom, (_colonne, libelle) in champs.items()]
        kwargs.setdefault("label", _("Trier par"))
        kwargs.setdefault("empty_label", _("Ordre habituel"))
        kwargs.setdefault("widget", forms.Select(attrs={"form": FORMULAIRE}))
        super().__init__(*args, choices=choix, **kwargs)

    def filter(self, qs: FicheQuerySet[Any], value: str) -> FicheQuerySet[Any]:
        """Order the queryset; leave it as it is when no order is asked."""
        return qs.trier(self.colonnes[value]) if value else qs


class RechercheFilter(filters.FilterSet):
    """Filters of the search over all natures."""

    q = filters.CharFilter(
        method="chercher", max_length=LONGUEUR_RECHERCHE, label=_("Mots recherchés"), help_text=AIDE_RECHERCHE
    )
    nature = ChoixMultipleFilter(choices=Nature.choices, label=_("Nature"), help_text=_("Nature de fiche ; répétable."))

    class Meta:
        model = Publication
        fields: ClassVar[list[str]] = []

    def chercher(self, publications: PublicationQuerySet, _nom: str, texte: str) -> PublicationQuerySet:
        """Keep the records that answer the text, the best first."""
        return publications.chercher(texte, le=timezone.localdate())


class EnMemoire(filters.FilterSet):
    """Filters whose rows ``publication.memoire`` can hold.

    ``en_memoire`` gives all the rows, with ``depuis``, ``parents_depuis`` and ``cles``; ``champ_montant`` names the
    field of the bounds of their amounts.
    """

    champ_montant: ClassVar[str] = "publication__montant"
    colonnes_en_plus: ClassVar[Mapping[str, Any]] = {}
    """Expressions that are held besides, by name, for whoever counts by them."""

    @property
    def en_memoire(self) -> Any:
        """All the rows, public or not."""
        return self.queryset.model.fiches()

    @property
    def comprise(self) -> Comprise | None:
        """What the words asked mean when they are those of the publications of the rows; the form is valid."""
        return None

    def meilleures(self) -> Sequence[int]:
        """Revisions of the sheets that answer the words asked and are worth ranking, the best first."""
        return ()

    def selon(self, noms: Collection[str]) -> Any:
        """Rows that answer the filters ``noms`` alone, in no order; the form is valid."""
        lignes = self.queryset.order_by()
        for nom in noms:
            lignes = self.filters[nom].filter(lignes, self.form.cleaned_data[nom])
        return lignes.order_by()


class FicheFilter(EnMemoire):
    """Filters that every nature has."""

    q = filters.CharFilter(
        method="chercher",
        max_length=LONGUEUR_RECHERCHE,
        label=_("Mots recherchés"),
        help_text=AIDE_RECHERCHE,
    )
    verification = extend_schema_field(
        {
            "type": "array",
            "items": {"type": "string", "enum": Verification.values},
            "description": "État de la vérification le jour demandé.",
        }
    )(
        ChoixCalculeFilter(
            methode="selon_verification",
            facette=lambda: Verification.cas(le=timezone.localdate()),
            sauf_avec="le",
            choices=Verification.choices,
            label=_("Vérification"),
            help_text=_("La fiche est-elle vérifiée le jour demandé ?"),
        )
    )
    verifiee_depuis = filters.DateFilter(
        field_name="verifiee_le",
        lookup_expr="gte",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        label=_("Vérifiée depuis le"),
        help_text=_("Jour, AAAA-MM-JJ."),
    )

    a_jour = filters.ChoiceFilter(
        method="selon_fraicheur",
        choices=VRAI_OU_FAUX,
        widget=forms.HiddenInput,
        label=_("Fiche à jour"),
        help_text=_("« true » : vérifiée et pas encore à revoir le jour demandé ; « false » : les autres."),
    )
    le = filters.DateFilter(
        method="sans_effet_seul",
        validators=[MinValueValidator(PREMIER_JOUR), MaxValueValidator(DERNIER_JOUR)],
        widget=forms.HiddenInput,
        label=_("Jugée le"),
        help_text=_("Jour pour lequel juger « a_jour » et « verification », AAAA-MM-JJ ; aujourd’hui par défaut."),
    )
    bbox = CadreFilter(method="dans_le_cadre", label=_("Cadre"), help_text=AIDE_BBOX)
    autour = PointFilter(method="autour_du_point", label=_("Autour de"), help_text=AIDE_AUTOUR)
    rayon = filters.NumberFilter(
        method="sans_effet_seul",
        min_value=Decimal("0.1"),
        max_value=RAYON_MAXIMAL,
        widget=forms.HiddenInput,
        label=_("Rayon (km)"),
        help_text=AIDE_RAYON,
    )

    class Meta:
        fields: ClassVar[list[str]] = []
        form = FormulaireDeFiltres

    @property
    def jour(self) -> dt.date:
        """Day for which states are judged; the form is valid."""
        jour: dt.date = self.form.cleaned_data.get("le") or timezone.localdate()
        return jour

    def sans_effet_seul(self, fiches: FicheQuerySet[Any], _nom: str, _valeur: Any) -> FicheQuerySet[Any]:
        """Keep everything: the value only tells another filter how to judge."""
        return fiches

    def selon_fraicheur(self, fiches: FicheQuerySet[Any], _nom: str, valeur: str) -> FicheQuerySet[Any]:
        """Keep the sheets that are up to date on the day asked, or the others."""
        a_jour = Verification.condition([Verification.A_JOUR.value], le=self.jour)
        return fiches.filter(a_jour) if valeur == "true" else fiches.exclude(a_jour)

    def dans_le_cadre(self, fiches: FicheQuerySet[Any], _nom: str, cadre: Any) -> FicheQuerySet[Any]:
        """Keep the sheets that are in the frame."""
        return fiches.situees(cadre)

    def autour_du_point(self, fiches: FicheQuerySet[Any], _nom: str, centre: Any) -> FicheQuerySet[Any]:
        """Keep the sheets that are around the point."""
        latitude, longitude = centre
        rayon = self.form.cleaned_data.get("rayon") or RAYON_PAR_DEFAUT
        return fiches.autour(Cercle(latitude, longitude, float(rayon)))

    def compter_verification(self, fiches: FicheQuerySet[Any]) -> dict[str, int]:
        """Count the sheets in each state of verification on the day asked."""
        return fiches.compter_par(Verification.cas(le=self.jour))

    def chercher(self, fiches: FicheQuerySet[Any], _nom: str, texte: str) -> FicheQuerySet[Any]:
        """Keep the sheets that answer the text, the best first."""
        return fiches.chercher(texte, le=timezone.localdate())

    def selon_verification(self, cas: Sequence[str]) -> Q:
        """Hold for the sheets in one of these states on the day asked."""
        return Verification.condition(cas, le=self.jour)

    @cached_property
    def comprise(self) -> Comprise:
        """What the words asked mean; the form is valid."""
        return comprendre(self.form.cleaned_data["q"])

    def meilleures(self) -> Sequence[int]:
        """Revisions of the sheets that answer the words asked and are worth ranking, the best first."""
        publications = self.queryset.publications_de_la_nature()
        trouvees = publications.meilleures(self.comprise, le=timezone.localdate())
        return list(trouvees.values_list("revision", flat=True))
