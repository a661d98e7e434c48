"""Organisations: beneficiaries of grants, carriers of projects, partners of schemes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from collectivites.validateurs import valider_rna, valider_siret
from publication.models import Enregistrement, Publication, champs_proteges
from publication.models.cherche import Cherche
from publication.models.index import nom_plie

if TYPE_CHECKING:
    from collections.abc import Collection


class FormeJuridique(models.TextChoices):
    """Legal form, as the ESS distinguishes them."""

    ASSOCIATION = "association", _("association")
    SCIC = "scic", _("SCIC")
    SCOP = "scop", _("SCOP")
    CAE = "cae", _("coopérative d’activité et d’emploi")
    COOPERATIVE = "cooperative", _("autre coopérative")
    MUTUELLE = "mutuelle", _("mutuelle")
    FONDATION = "fondation", _("fondation")
    ENTREPRISE_ESUS = "entreprise_esus", _("entreprise agréée ESUS")
    ENTREPRISE = "entreprise", _("autre entreprise")
    PUBLIC = "public", _("organisme public")
    AUTRE = "autre", _("autre ou non précisée")


CHIFFRES_DU_SLUG = 8
CHIFFRES = 32


class OrganismeQuerySet(models.QuerySet["Organisme"]):
    """The questions asked of organisations."""

    def cites(self) -> Self:
        """Organisations that some public document shows, by name."""
        lies = Publication.objects.vivantes().order_by().values(uid_lie=Func(F("liens"), function="unnest"))
        return self.filter(uid__in=lies).order_by("nom", "pk")

    def numerotes(self, *, sirets: Collection[str], rnas: Collection[str]) -> Self:
        """Organisations that bear one of the numbers."""
        return self.filter(Q(siret__in=sirets) | Q(rna__in=rnas))

    def nommes(self, texte: str) -> Self:
        """Organisations whose name holds a text, accents apart."""
        return self.filter(nom__unaccent__icontains=texte)

    def designe_par(self, cle: str) -> Organisme | None:
        """Organisation of a public identifier, a SIRET, an RNA number or an address, were its name another then."""
        try:
            uid = uuid.UUID(cle)
        except ValueError:
            numero = Q(siret=cle) | Q(rna=cle.upper())
            return self.filter(numero).first() or self.heritier(numero) or self.trouver(cle)
        return self.filter(uid=uid).first() or self.heritier(Q(uid=uid))

    def trouver(self, slug: str) -> Organisme | None:
        """Organisation of an address: its name may have changed, the digits that end it do not."""
        debut = slug.rpartition("-")[2]
        if len(debut) != CHIFFRES_DU_SLUG or not set(debut) <= set("0123456789abcdef"):
            return None
        bornes = tuple(uuid.UUID(debut.ljust(CHIFFRES, chiffre)) for chiffre in "0f")
        trouve = self.select_related("commune").filter(uid__range=bornes).order_by("uid").first()
        return trouve or self.heritier(Q(uid__range=bornes))

    def heritier(self, condition: Q) -> Organisme | None:
        """Organisation that one which is no more, and of which the condition holds, was merged into."""
        absorbes = OrganismeAbsorbe.objects.filter(condition).order_by("uid", "pk")
        return self.select_related("commune").filter(pk__in=absorbes.values("organisme")[:1]).first()


class Organisme(Enregistrement):
    """An organisation of the ESS, or one that works with it."""

    cherche: ClassVar = Cherche(noms=("nom",), codes=("siret", "rna"))

    uid = models.UUIDField(
        _("identifiant public"),
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text=_("Identifiant de l’organisme dans l’API ; il ne change jamais."),
    )
    nom = models.CharField(_("nom"), max_length=200, help_text=_("Nom usuel ou raison sociale."))
    forme_juridique = models.CharField(
        _("forme juridique"),
        max_length=20,
        choices=FormeJuridique.choices,
        default=FormeJuridique.AUTRE,
        help_text=_("Statut de l’organisme."),
    )
    siret = models.CharField(
        _("SIRET"),
        max_length=14,
        null=True,
        blank=True,
        unique=True,
        validators=[valider_siret],
        help_text=_("Quatorze chiffres, sans espace ; la clé est vérifiée."),
    )
    rna = models.CharField(
        _("RNA"),
        max_length=10,
        null=True,
        blank=True,
        unique=True,
        validators=[valider_rna],
        help_text=_("Numéro d’association : W suivi de neuf chiffres."),
    )
    commune = models.ForeignKey(
        "collectivites.Commune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organismes",
        verbose_name=_("commune"),
        help_text=_("Commune du siège."),
    )
    site_web = models.URLField(_("site web"), blank=True, help_text=_("Adresse complète, https:// compris."))
    champs_proteges = champs_proteges()
    est_synthetique = models.BooleanField(
        _("donnée synthétique"),
        default=False,
        editable=False,
        help_text=_("Vrai pour les organismes fabriqués par « manage.py generer »."),
    )

    objects = OrganismeQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisme")
        verbose_name_plural = _("organismes")
        ordering = ["nom", "pk"]
        indexes = [
            nom_plie("organisme", "nom"),
            models.Index(fields=["nom", "id"], name="organisme_ordre"),
            models.Index(fields=["forme_juridique", "nom", "id"], name="organisme_forme_juridique"),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def slug(self) -> str:
        """End of its address: its name, and the first digits of its identifier, which never change."""
        return f"{slugify(self.nom)}-{self.uid.hex[:CHIFFRES_DU_SLUG]}".lstrip("-")

    def repond_a(self, cle: str) -> bool:
        """Whether ``cle`` is one of its numbers or its address of today, and not a former address."""
        return cle in {self.slug, self.siret} or cle.upper() == self.rna or cle.replace("-", "").lower() == self.uid.hex

    def get_absolute_url(self) -> str:
        """Address of its page, there when a public sheet shows it."""
        return reverse("programmes:organisme", args=[self.slug])

    def laisser_une_redirection(self, vers: Organisme) -> None:
        """Its identifier, its address and its numbers lead to the organisation that it was merged into."""
        OrganismeAbsorbe.objects.create(uid=self.uid, siret=self.siret, rna=self.rna, organisme=vers)


class OrganismeAbsorbeQuerySet(models.QuerySet["OrganismeAbsorbe"]):
    """The questions asked of organisations that are no more."""

    def numerotes(self, *, sirets: Collection[str], rnas: Collection[str]) -> Self:
        """Those that bore one of the numbers, with the organisation kept; the last merged come last."""
        return self.filter(Q(siret__in=sirets) | Q(rna__in=rnas)).select_related("organisme").order_by("pk")


class OrganismeAbsorbe(models.Model):
    """What led to an organisation that was a duplicate, and leads to the other one. Written by merges alone."""

    uid = models.UUIDField(_("identifiant public"), unique=True)
    siret = models.CharField(_("SIRET"), max_length=14, null=True, db_index=True)
    rna = models.CharField(_("RNA"), max_length=10, null=True, db_index=True)
    organisme = models.ForeignKey(
        Organisme, on_delete=models.CASCADE, related_name="absorbes", verbose_name=_("organisme gardé")
    )
    absorbe_le = models.DateTimeField(_("absorbé le"), auto_now_add=True)

    objects = OrganismeAbsorbeQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisme absorbé")
        verbose_name_plural = _("organismes absorbés")

    def __str__(self) -> str:
        return str(self.uid)
