"""The official geographic code: regions, departments, communes, each with its vintage.

Source: npm package ``@etalab/decoupage-administratif``, written by ``manage.py importer_referentiel`` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordDistance
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publication.models.cherche import Cherche

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

T_co = TypeVar("T_co", bound="Territoire", covariant=True)

CODE_COMMUNE = RegexValidator(
    r"^(?:\d{2}|2[AB])\d{3}\Z", _("Le code d’une commune compte cinq caractères : 35238, 2A004, 97411.")
)

COLLECTIVITES_D_OUTRE_MER = ("975", "977", "978", "984", "986", "987", "988", "989")
"""Codes that stand beside the regions and the departments in the official code; source: INSEE, zone « com »."""

LONGUEUR_CODE_POSTAL = 5


class TerritoireQuerySet(models.QuerySet[T_co]):
    """The questions asked of the geographic code."""

    def en_vigueur(self) -> Self:
        """Territories that the last vintage still knows."""
        return self.filter(supprime_en=None)

    def de_plein_exercice(self) -> Self:
        """Regions and departments in force: 18 and 101 in 2026, without the overseas collectivities beside them."""
        return self.en_vigueur().exclude(code__in=COLLECTIVITES_D_OUTRE_MER)

    def avec_nom_replie(self) -> Self:
        """Territories with ``nom_replie``: lower case, no accents, words apart by one space."""
        return self.alias(nom_replie=Func(F("nom"), function="public.plier", output_field=models.CharField()))

    def commencant(self, plie: str) -> Self:
        """Territories in force with a name or a word of it that begins as a folded text, or with it as code."""
        commence = Q(nom_replie__startswith=plie) | Q(nom_replie__contains=f" {plie}") | Q(code=plie.upper())
        return self.avec_nom_replie().en_vigueur().filter(commence).order_by("nom_replie", "pk")

    def proches(self, plie: str) -> Self:
        """Territories in force with a name close to a folded text, the closest first."""
        proches = self.avec_nom_replie().en_vigueur().filter(nom_replie__trigram_word_similar=plie)
        return proches.order_by(TrigramWordDistance(plie, F("nom_replie")), "nom_replie", "pk")

    def de_la_region(self, code: str) -> Self:
        """Territories of a region, in force, by code."""
        return self.en_vigueur().filter(region=code).order_by("code")


class Territoire(models.Model):
    """What all levels of the geographic code share."""

    nom = models.CharField(_("nom"), max_length=120, help_text=_("Nom officiel."))
    millesime = models.PositiveSmallIntegerField(
        _("millésime"), help_text=_("Dernière année du code officiel géographique où le territoire figure.")
    )
    supprime_en = models.PositiveSmallIntegerField(
        _("supprimé en"),
        null=True,
        blank=True,
        help_text=_("Premier millésime où le territoire ne figure plus ; vide s’il existe toujours."),
    )

    class Meta:
        abstract = True
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


class Region(Territoire):
    """A region, or a collectivity overseas that the code lists beside them."""

    code = models.CharField(_("code"), max_length=3, primary_key=True, help_text=_("Code officiel : 53, 44, 01."))
    slug = models.SlugField(_("adresse"), unique=True, help_text=_("Fin de l’adresse de la page publique."))

    objects = TerritoireQuerySet.as_manager()

    class Meta(Territoire.Meta):
        verbose_name = _("région")
        verbose_name_plural = _("régions")

    def get_absolute_url(self) -> str:
        """Address of the region's page."""
        return reverse("collectivites:region", args=[self.slug])


class Departement(Territoire):
    """A department."""

    code = models.CharField(_("code"), max_length=3, primary_key=True, help_text=_("Code officiel : 35, 2A, 974."))
    slug = models.SlugField(_("adresse"), unique=True, help_text=_("Fin de l’adresse de la page publique."))
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        related_name="departements",
        verbose_name=_("région"),
        help_text=_("Région du département."),
    )

    objects = TerritoireQuerySet.as_manager()

    class Meta(Territoire.Meta):
        verbose_name = _("département")
        verbose_name_plural = _("départements")

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"

    def get_absolute_url(self) -> str:
        """Address of the department's page."""
        return reverse("collectivites:departement", args=[self.slug])


def _postal(texte: str) -> Q:
    """Hold for the communes of a postal code; PostgreSQL would cut a longer text to its first five characters."""
    return Q(codes_postaux__contains=[texte]) if len(texte) == LONGUEUR_CODE_POSTAL else Q(pk__in=[])


class CommuneQuerySet(TerritoireQuerySet["Commune"]):
    """The questions asked of communes."""

    def membres_de(self, uid: UUID, *, departement: str = "") -> Self:
        """Communes in force of an EPCI, a pays, an EPT… by public identifier, or of a department; by name."""
        communes = self.model.objects.order_by().values("pk")
        membres = Q(pk__in=communes.filter(epci__uid=uid).union(communes.filter(groupements__uid=uid)))
        lesquelles = Q(departement=departement) if departement else membres
        return self.en_vigueur().filter(lesquelles).order_by("nom", "pk")

    def noms_par_code(self, codes: Collection[str]) -> dict[str, str]:
        """Names of the communes of some INSEE codes."""
        return dict(self.filter(pk__in=codes).values_list("pk", "nom"))

    def designees(self, plie: str) -> Self:
        """Communes in force that a folded text designates: by a postal code first, the largest first.

        By their name, their INSEE code, one of their postal codes, or their name then a code: « bruz 35170 ».
        """
        nom, _espace, fin = plie.upper().rpartition(" ")
        designee = Q(nom_replie=plie) | Q(code=fin if not nom else "") | _postal(plie)
        if nom and fin[:2].isalnum():
            designee |= Q(nom_replie=nom.lower()) & (_postal(fin) | Q(departement=fin))
        communes = self.avec_nom_replie().en_vigueur().filter(designee)
        par_insee = Case(When(code=fin if not nom else "", then=1), default=0)
        return communes.order_by(par_insee, F("population").desc(nulls_last=True), "pk")

    def avec_groupements(self) -> Self:
        """Communes with what stands above them, in two queries."""
        return self.select_related("departement", "epci").prefetch_related("groupements")

    def commencant(self, plie: str) -> Self:
        """Communes in force with a name, a word of it, or a code that begins as a folded text; the largest first."""
        if plie[:2].isdigit():
            commence = Q(code__startswith=plie.upper()) | _postal(plie)
        else:
            commence = Q(nom_replie__startswith=plie) | Q(nom_replie__contains=f" {plie}")
        exact = Case(When(nom_replie=plie, then=0), When(nom_replie__startswith=plie, then=1), default=2)
        communes = self.avec_nom_replie().en_vigueur().filter(commence)
        return communes.order_by(exact, F("population").desc(nulls_last=True), "pk")

    def voisines(self, plie: str) -> Self:
        """Communes in force with a name close to a folded word: same first letter, then closest, then largest first."""
        proches = self.proches(plie)
        initiale = Case(When(nom_replie__startswith=plie[:1], then=0), default=1)
        ressemblance = TrigramWordDistance(plie, F("nom_replie"))
        return proches.order_by(initiale, ressemblance, F("population").desc(nulls_last=True), "pk")


class Commune(Territoire):
    """A commune in force in its vintage."""

    cherche: ClassVar = Cherche(noms=("nom",), codes=("code",))

    code = models.CharField(
        _("code INSEE"), max_length=5, primary_key=True, validators=[CODE_COMMUNE], help_text=_("35238, 2A004, 97411.")
    )
    departement = models.ForeignKey(
        Departement,
        on_delete=models.PROTECT,
        related_name="communes",
        verbose_name=_("département"),
        help_text=_("Département de la commune."),
    )
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        related_name="communes",
        verbose_name=_("région"),
        help_text=_("Région de la commune."),
    )
    epci = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="communes_epci",
        verbose_name=_("EPCI"),
        help_text=_("Intercommunalité à fiscalité propre dont la commune est membre."),
    )
    siren = models.CharField(_("SIREN"), max_length=9, blank=True, help_text=_("Numéro SIREN de la commune."))
    codes_postaux = ArrayField(
        models.CharField(max_length=5),
        verbose_name=_("codes postaux"),
        default=list,
        blank=True,
        help_text=_("Codes postaux qui desservent la commune."),
    )
    population = models.PositiveIntegerField(
        _("population"), null=True, blank=True, help_text=_("Population municipale du millésime, en habitants.")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True, help_text=_("En degrés, WGS 84."))
    longitude = models.FloatField(_("longitude"), null=True, blank=True, help_text=_("En degrés, WGS 84."))

    objects = CommuneQuerySet.as_manager()

    class Meta(Territoire.Meta):
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        indexes = [
            GinIndex(fields=["codes_postaux"], name="commune_codes_postaux"),
            GinIndex(OpClass(Func(F("nom"), function="public.plier"), "gin_trgm_ops"), name="commune_nom_replie"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^(\d{2}|2[AB])\d{3}$"),
                name="le_code_dune_commune_a_cinq_caracteres",
                violation_error_message=_("Le code d’une commune compte cinq caractères : 35238, 2A004, 97411."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.nom} ({self.departement_id})"


def noms_des_regions() -> Iterable[tuple[str, str]]:
    """Codes and names of the regions in force."""
    return Region.objects.de_plein_exercice().order_by("slug").values_list("code", "nom")
