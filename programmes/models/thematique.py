"""Themes, on two levels, and the synonyms that help search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import TrigramWordDistance
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publication.models import Enregistrement, TexteRiche

if TYPE_CHECKING:
    from collections.abc import Iterable


class ThematiqueQuerySet(models.QuerySet["Thematique"]):
    """The questions asked of themes."""

    def premier_niveau(self) -> Self:
        """Themes of the first level with those under them, by name."""
        return self.filter(parente=None).prefetch_related("enfants").order_by("slug")

    def commencant(self, plie: str) -> Self:
        """Themes with a name or a word of it that begins as a folded text."""
        commence = Q(nom_replie__startswith=plie) | Q(nom_replie__contains=f" {plie}")
        return self._repliees().filter(commence).order_by("nom_replie", "pk")

    def proches(self, plie: str) -> Self:
        """Themes with a name close to a folded text, the closest first."""
        proches = self._repliees().filter(nom_replie__trigram_word_similar=plie)
        return proches.order_by(TrigramWordDistance(plie, F("nom_replie")), "nom_replie", "pk")

    def _repliees(self) -> Self:
        return self.alias(nom_replie=Func(F("nom"), function="public.plier", output_field=models.CharField()))


class Thematique(Enregistrement):
    """A theme of the ESS; a theme of the second level names its parent."""

    nom = models.CharField(_("nom"), max_length=80, unique=True, help_text=_("Nom court, montré dans les filtres."))
    slug = models.SlugField(
        _("adresse"), max_length=80, unique=True, help_text=_("Valeur du filtre dans les adresses.")
    )
    parente = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enfants",
        verbose_name=_("thématique parente"),
        help_text=_("Vide pour une thématique de premier niveau."),
    )
    description = TexteRiche(_("description"), blank=True, help_text=_("Ce que la thématique recouvre."))

    objects = ThematiqueQuerySet.as_manager()

    class Meta:
        verbose_name = _("thématique")
        verbose_name_plural = _("thématiques")
        ordering = ["nom"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parente=None) | ~Q(parente=F("pk")),
                name="une_thematique_nest_pas_sa_propre_parente",
                violation_error_message=_("Une thématique ne peut pas être sa propre parente."),
            )
        ]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("programmes:thematique", args=[self.slug])

    def clean(self) -> None:
        """Hold the two levels: a parent has no parent, and a theme with children takes none."""
        if self.parente is None:
            return
        if self.parente.parente_id is not None:
            raise ValidationError({"parente": _("Une thématique parente est de premier niveau.")})
        if self.pk and self.enfants.exists():
            raise ValidationError({"parente": _("Cette thématique a elle-même des thématiques filles.")})


class Synonyme(Enregistrement):
    """Words that search takes for one another, kept by staff."""

    terme = models.CharField(_("terme"), max_length=80, unique=True, help_text=_("Ce que les gens tapent : « agglo »."))
    equivalents = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("équivalents"),
        help_text=_("Ce que disent les fiches, séparé par des virgules : « communauté d’agglomération »."),
    )

    class Meta:
        verbose_name = _("synonyme")
        verbose_name_plural = _("synonymes")
        ordering = ["terme"]

    def __str__(self) -> str:
        return self.terme


def noms_des_thematiques() -> Iterable[tuple[str, str]]:
    """Slugs and names of the themes, for filters."""
    return Thematique.objects.order_by("slug").values_list("slug", "nom")


def slugs_et_parents(thematiques: Iterable[Thematique]) -> list[str]:
    """Slugs of themes and of the themes above them: who looks for the wider theme finds the narrower ones."""
    tous = {thematique.slug for thematique in thematiques}
    return sorted(tous | {thematique.parente.slug for thematique in thematiques if thematique.parente})
