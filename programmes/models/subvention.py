"""A grant, kept precisely enough to write the 16 columns of the national "subventions" file (SCDL 2.1.1)."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.functions import RandomUUID
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, ExtractYear, Greatest
from django.utils.translation import gettext_lazy as _

from programmes.models.base import champ_annee, champ_montant, champ_source
from publication.models import Enregistrement, Publication, champs_proteges
from publication.models.cherche import Cherche
from publication.natures import Nature

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

CENTIME = Decimal("0.01")

EXERCICE = Coalesce(F("annee"), ExtractYear("date_convention"), output_field=models.IntegerField())
ACCORDE = models.ExpressionWrapper(
    Coalesce(F("montant_conventionne"), F("montant_vote")) * F("pourcentage"),
    output_field=models.DecimalField(max_digits=18, decimal_places=4),
)
PUBLIQUE = Q(
    collectivite__publication__isnull=False,
    collectivite__publication__retiree_le=None,
    projet__publication__isnull=False,
    projet__publication__retiree_le=None,
)
COLONNES_TRIEES = ("objet", "annee", "montant_vote", "montant_verse")
SANS_LIEU = Value(None, output_field=models.FloatField())


class SubventionQuerySet(models.QuerySet["Subvention"]):
    """The questions asked of grants."""

    def publiables(self) -> Self:
        """Grants that the document of their project may show: those of authorities that are public."""
        return self.filter(collectivite__publication__isnull=False, collectivite__publication__retiree_le=None)

    def publiques(self) -> Self:
        """Grants that public sheets show: of public authorities, to public projects."""
        return self.publiables().filter(projet__publication__isnull=False, projet__publication__retiree_le=None)

    def pour_liste(self) -> Self:
        """Public grants as the list shows them, the latest first, each with ``exercice`` (year) and ``accorde``.

        ``accorde`` is in euros what the authority committed to, agreed or else voted, part of the beneficiary.
        """
        listees = self.publiques().annotate(exercice=EXERCICE, accorde=ACCORDE).pour_document()
        listees = listees.select_related("projet__publication", "beneficiaire__commune")
        return listees.order_by(F("exercice").desc(nulls_last=True), "projet__publication__titre_cle", "pk")

    def de_l_identifiant(self, cle: str) -> Subvention | None:
        """Grant of a public identifier; ``None`` when there is none, or when the text is no identifier."""
        try:
            return self.filter(uid=uuid.UUID(cle)).first()
        except ValueError:
            return None

    def trier(self, colonne: str) -> Self:
        """Order by a column (``-`` before it to reverse), unknown values last, ties by key."""
        cle = F(colonne.removeprefix("-"))
        return self.order_by(cle.desc(nulls_last=True) if colonne.startswith("-") else cle.asc(nulls_last=True), "pk")

    def chercher(self, texte: str, *, le: dt.date) -> Self:
        """Grants whose purpose says ``texte``, or whose project answers it."""
        projets = Publication.objects.chercher(texte, le=le).de_nature(Nature.PROJET).order_by().values("pk")
        return self.filter(Q(objet__icontains=texte) | Q(projet__publication__in=projets))

    def depuis(self, revision: int, facettes: Mapping[str, Any]) -> models.QuerySet[Any, Any]:
        """Grants whose project or authority changed after ``revision``: the columns of ``memoire.Ligne``, the facets.

        They are parts of their project, whose document says all that they are.
        """
        facettes = {f"facette_{nom}": facette for nom, facette in facettes.items()}
        toutes = self.order_by("pk").annotate(exercice=EXERCICE, accorde=ACCORDE)
        revisions = ("projet__publication__revision", "collectivite__publication__revision")
        if revision:
            changes = Publication.objects.filter(revision__gt=revision).order_by()
            projets = changes.de_nature(Nature.PROJET).values("projet")
            collectivites = changes.de_nature(Nature.COLLECTIVITE).values("collectivite")
            toutes = toutes.filter(Q(projet__in=projets) | Q(collectivite__in=collectivites))
        vivante = models.ExpressionWrapper(PUBLIQUE, output_field=models.BooleanField())
        liees = toutes.filter(projet__isnull=False).annotate(
            la_revision=Coalesce(Greatest(*revisions), Value(0), output_field=models.BigIntegerField()),
            vivante=vivante,
            **facettes,
        )
        return liees.values_list(
            "pk", "projet_id", "la_revision", "vivante", "accorde", SANS_LIEU, SANS_LIEU, *facettes
        )

    def parents_depuis(self, revision: int) -> models.QuerySet[Any, int]:
        """Keys of the projects that changed after ``revision``: their grants of before may not exist any more."""
        changes = Publication.objects.filter(revision__gt=revision, projet__isnull=False).order_by()
        return changes.values_list("projet__pk", flat=True)

    def cles(self) -> models.QuerySet[Any, int]:
        """Keys of the grants."""
        return self.values_list("pk", flat=True)

    def par_annee(self) -> models.QuerySet[Subvention, Any]:
        """Year, number of grants, euros granted when known (share of the beneficiary), by year; no year comes last."""
        comptes = self.order_by().annotate(exercice=EXERCICE).values_list("exercice")
        return comptes.annotate(nombre=models.Count("pk"), accorde=models.Sum(ACCORDE)).order_by("exercice")

    def pour_document(self) -> Self:
        """Everything that the document of a project reads of its grants."""
        return self.select_related(
            "collectivite__region", "collectivite__departement", "dispositif", "beneficiaire"
        ).prefetch_related("collectivite__adhesions")

    def pour_norme(self) -> Self:
        """Everything that a line of the national file says, in the order of the agreements."""
        lues = self.select_related("collectivite", "beneficiaire", "dispositif").annotate(exercice=EXERCICE)
        return lues.order_by(F("date_convention").asc(nulls_last=True), "reference_decision", "pk")

    def de_l_exercice(self, annee: int) -> Self:
        """Grants of a year, that of the agreement when no other is said."""
        return self.alias(de_annee=EXERCICE).filter(de_annee=annee)

    def des_collectivites(self, cles: Collection[int], *, annees: Collection[int]) -> Self:
        """Grants of some authorities agreed in some years, or of these years without a date."""
        sans_date = Q(date_convention=None, annee__in=annees)
        connues = self.filter(Q(date_convention__year__in=annees) | sans_date, collectivite__in=cles)
        return connues.pour_norme()

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("collectivite", "dispositif", "projet", "beneficiaire")


class Subvention(Enregistrement):
    """Support given by an authority to a project; the four amounts are different things and are never mixed.

    Amounts are in euros, before sharing: the part of this beneficiary is amount × ``pourcentage``.
    """

    cherche: ClassVar = Cherche(autres=("reference_decision", "objet"))

    class NatureSubvention(models.TextChoices):
        """Values of the national schema."""

        NUMERAIRE = "aide en numéraire", _("aide en numéraire")
        NATURE = "aide en nature", _("aide en nature")
        LES_DEUX = "aide en numéraire;aide en nature", _("aide en numéraire et en nature")

    uid = models.UUIDField(
        _("identifiant public"),
        default=uuid.uuid4,
        db_default=RandomUUID(),
        unique=True,
        editable=False,
        help_text=_("Identifiant de la subvention dans l’API ; il ne change jamais."),
    )
    projet = models.ForeignKey(
        "programmes.Projet",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subventions",
        verbose_name=_("projet"),
        help_text=_("Projet soutenu ; vide pour une subvention qui n’a pas de fiche de projet."),
    )
    collectivite = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.PROTECT,
        related_name="subventions",
        verbose_name=_("collectivité"),
        help_text=_("Collectivité qui attribue."),
    )
    dispositif = models.ForeignKey(
        "programmes.Dispositif",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subventions",
        verbose_name=_("dispositif"),
        help_text=_("Dispositif au titre duquel elle est attribuée."),
    )
    beneficiaire = models.ForeignKey(
        "programmes.Organisme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subventions",
        verbose_name=_("bénéficiaire"),
        help_text=_("Organisme qui reçoit l’aide ; jamais une personne physique."),
    )
    objet = models.CharField(
        _("objet"), max_length=256, help_text=_("À quoi sert l’aide, en 256 caractères au plus (norme SCDL).")
    )
    nature_aide = models.CharField(
        _("nature"),
        max_length=40,
        choices=NatureSubvention.choices,
        default=NatureSubvention.NUMERAIRE,
        help_text=_("En numéraire, en nature, ou les deux."),
    )
    montant_demande = champ_montant(_("montant demandé"), _("En euros, ce que le porteur a demandé."))
    montant_vote = champ_montant(_("montant voté"), _("En euros, ce que l’assemblée a voté."))
    montant_conventionne = champ_montant(_("montant conventionné"), _("En euros, ce que dit la convention."))
    montant_verse = champ_montant(_("montant versé"), _("En euros, ce qui a été payé."))
    pourcentage = models.DecimalField(
        _("part du bénéficiaire"),
        max_digits=5,
        decimal_places=4,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.0001")), MaxValueValidator(Decimal(1))],
        help_text=_("Entre 0 et 1 : la part du montant qui revient à ce bénéficiaire."),
    )
    date_convention = models.DateField(
        _("date de la convention"), null=True, blank=True, help_text=_("Jour de la signature.")
    )
    annee = champ_annee(_("année"), _("Exercice, quand la date de la convention n’est pas connue."))
    reference_decision = models.CharField(
        _("référence de la décision"),
        max_length=100,
        blank=True,
        help_text=_("Numéro de la délibération ou de l’arrêté."),
    )
    conditions_versement = models.CharField(
        _("conditions de versement"),
        max_length=256,
        blank=True,
        help_text=_("« unique », « échelonné », ou une description en 256 caractères au plus (norme SCDL)."),
    )
    versement_debut = models.DateField(
        _("début des versements"), null=True, blank=True, help_text=_("Jour du versement, ou du premier.")
    )
    versement_fin = models.DateField(
        _("fin des versements"), null=True, blank=True, help_text=_("Jour du dernier versement, s’il y en a plusieurs.")
    )
    id_rae = models.CharField(
        _("numéro RAE"), max_length=5, blank=True, help_text=_("Numéro au Répertoire des aides aux entreprises.")
    )
    notification_ue = models.BooleanField(
        _("notifiée à l’Union européenne"), default=False, help_text=_("Aide de minimis notifiée à la Commission.")
    )
    note = models.CharField(_("précision"), max_length=250, blank=True, help_text=_("Ce qu’il faut ajouter."))
    source = champ_source()
    champs_proteges = champs_proteges()
    est_synthetique = models.BooleanField(
        _("donnée synthétique"),
        default=False,
        editable=False,
        help_text=_("Vrai pour les subventions fabriquées par « manage.py generer »."),
    )

    objects = SubventionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subvention")
        verbose_name_plural = _("subventions")
        ordering = [F("date_convention").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pourcentage__gt=0, pourcentage__lte=1),
                name="la_part_dun_beneficiaire_est_entre_zero_et_un",
                violation_error_message=_("La part du bénéficiaire est comprise entre 0 et 1."),
            ),
            models.CheckConstraint(
                condition=Q(versement_fin=None)
                | Q(versement_debut__isnull=False, versement_fin__gte=F("versement_debut")),
                name="les_versements_finissent_apres_avoir_commence",
                violation_error_message=_("La fin des versements ne peut pas précéder leur début."),
            ),
            models.CheckConstraint(
                condition=Q(projet__isnull=False) | Q(beneficiaire__isnull=False),
                name="une_subvention_va_a_un_projet_ou_a_un_beneficiaire",
                violation_error_message=_("Indiquez le projet ou le bénéficiaire."),
            ),
        ]
        indexes = [
            models.Index(F("date_convention").desc(nulls_last=True), "id", name="subvention_ordre"),
            *(models.Index(fields=[nom, "id"], name=f"subvention_{nom}") for nom in COLONNES_TRIEES),
        ]

    def __str__(self) -> str:
        return self.objet

    @property
    def montant_accorde(self) -> Decimal | None:
        """Amount in euros that the authority committed to: agreed if known, else voted."""
        return self.montant_vote if self.montant_conventionne is None else self.montant_conventionne

    @property
    def part(self) -> Decimal | None:
        """Part of the committed amount that goes to this beneficiary, in euros, rounded to the cent."""
        accorde = self.montant_accorde
        return None if accorde is None else (accorde * self.pourcentage).quantize(CENTIME)
