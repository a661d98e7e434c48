"""The abstract sheet: a record that staff write, verify, publish and withdraw."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publication.models.adresse import AncienneAdresse
from publication.models.completude import Attendu, Completude, completude
from publication.models.enregistrement import Enregistrement, champs_proteges
from publication.models.lieux import LieuxQuerySet
from publication.models.publication import Publication
from publication.recherche import classer, comprendre, critere
from publication.temps import ajouter_mois

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping
    from decimal import Decimal
    from uuid import UUID

    from publication.models.projection import Projection
    from publication.models.publication import PublicationQuerySet
    from publication.natures import Nature

F_co = TypeVar("F_co", bound="Fiche", covariant=True)

ENSEMBLE = _("La date et la personne se renseignent ensemble.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Montants:
    """How many sheets have an amount, and in euros what these amounts come to."""

    connus: int
    total: Decimal | None
    mediane: float | None


def texte_de(valeur: Any) -> str:
    """Value of a facet as filters take it."""
    return str(valeur).lower() if isinstance(valeur, bool) else str(valeur)


class Statut(models.TextChoices):
    """Where a sheet stands between its author and the public."""

    BROUILLON = "brouillon", _("brouillon")
    A_RELIRE = "a_relire", _("à relire")
    PUBLIEE = "publiee", _("publiée")
    RETIREE = "retiree", _("retirée")


def echeance() -> Func:
    """Day from which a verified sheet counts as due for review, null for another."""
    return Func(
        F("verifiee_le"),
        F("revoir_dans"),
        template="(%(expressions)s))::date",
        arg_joiner=" + make_interval(months => ",
        output_field=models.DateField(),
    )


class FicheQuerySet(LieuxQuerySet[F_co]):
    """The questions asked of any nature of sheet."""

    def publiees(self) -> Self:
        """Sheets that the public can read now."""
        return self.filter(publication__retiree_le=None, publication__isnull=False)

    def pour_liste_publique(self) -> Self:
        """Public sheets with their publication, in the public order; naming the nature lets an index give the order."""
        publiees = self.publiees().filter(publication__nature=self.model.nature).select_related("publication")
        return publiees.order_by("publication__titre_cle", "publication_id")

    def selon_verification(self, cas: str, *, le: dt.date) -> Self:
        """Sheets that on the day ``le`` are ``a_jour``, ``perimee`` (due for review) or ``jamais`` verified."""
        if cas == "jamais":
            return self.filter(verifiee_le=None)
        datees = self.filter(verifiee_le__isnull=False).alias(echeance=echeance())
        return datees.filter(echeance__gt=le) if cas == "a_jour" else datees.filter(echeance__lte=le)

    def bilan(self, *, le: dt.date) -> models.QuerySet[Any, Any]:
        """One row: the nature, the sheets in each state, the public ones due for review on ``le`` or never verified."""
        publiques = Q(statut=Statut.PUBLIEE)
        conditions = {f"en_{statut.value}": Q(statut=statut) for statut in Statut}
        conditions |= {"perimees": publiques & Q(echeance__lte=le), "jamais": publiques & Q(verifiee_le=None)}
        comptes = {nom: models.Count("pk", filter=condition) for nom, condition in conditions.items()}
        lignes = self.order_by().alias(echeance=echeance()).values(de_nature=Value(self.model.nature.value))
        return lignes.annotate(**comptes).values_list("de_nature", *comptes)

    def dernieres(self, nombre: int) -> list[Publication]:
        """Publications of the public sheets modified last."""
        recentes = self.select_related("publication").order_by("-publication__modifiee_le", "publication_id")
        return [fiche.publication for fiche in recentes[:nombre] if fiche.publication]

    def publications(self) -> list[Publication]:
        """Publications of the public sheets, in the public order."""
        return [fiche.publication for fiche in self.pour_liste_publique() if fiche.publication]

    def compter_par(self, valeur: Any) -> dict[str, int]:
        """Number of sheets by value of a column or of an expression, as texts; unknown values have no entry."""
        lignes = self.order_by().annotate(facette=F(valeur) if isinstance(valeur, str) else valeur)
        comptes = lignes.values_list("facette").annotate(nombre=models.Count("pk"))
        return {texte_de(code): nombre for code, nombre in comptes if code not in (None, "")}

    def uids(self) -> models.QuerySet[Any, UUID]:
        """Public identifiers of the sheets, in no order."""
        return self.order_by().values_list("publication_id", flat=True)

    def cles(self) -> models.QuerySet[Any, int]:
        """Keys of the sheets."""
        return self.values_list("pk", flat=True)

    def depuis(self, revision: int, facettes: Mapping[str, Any]) -> models.QuerySet[Any, Any]:
        """Sheets that changed after ``revision``: the columns of ``memoire.Ligne``, then the value of each facet."""
        facettes = {f"facette_{nom}": facette for nom, facette in facettes.items()}
        vivante = models.ExpressionWrapper(Q(publication__retiree_le=None), output_field=models.BooleanField())
        changees = self.filter(publication__revision__gt=revision).order_by("pk").annotate(vivante=vivante, **facettes)
        lieu = ("publication__latitude", "publication__longitude")
        return changees.values_list(
            "pk", Value(0), "publication__revision", "vivante", "publication__montant", *lieu, *facettes
        )

    def parents_depuis(self, _revision: int) -> Iterable[int]:
        """No sheet is a part of another."""
        return ()

    def trier(self, colonne: str) -> Self:
        """Order by a column (``-`` before it to reverse), unknown values last, ties by key."""
        cle = F(colonne.removeprefix("-"))
        sens = cle.desc(nulls_last=True) if colonne.startswith("-") else cle.asc(nulls_last=True)
        return self.order_by(sens, "publication_id")

    def pour_export(self, *autres: str) -> models.QuerySet[Any, Any]:
        """Stored documents of the sheets, as JSON texts, each with its latitude, its longitude and other columns."""
        return self.values_list("publication__document", "publication__latitude", "publication__longitude", *autres)

    def pour_document(self) -> Self:
        """Everything that the document reads, in a number of queries that does not depend on the number of sheets."""
        return self.select_related("verifiee_par", "remplacee_par")

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self

    def chercher(self, texte: str, *, le: dt.date) -> Self:
        """Public sheets that answer ``texte``, the best first on the day ``le``."""
        comprise = comprendre(texte)
        trouvees = self.filter(critere(comprise, prefixe="publication__"))
        promises = self.publications_de_la_nature().promises(comprise)
        return classer(trouvees, comprise, le=le, prefixe="publication__", promises=promises)

    def publications_de_la_nature(self) -> PublicationQuerySet:
        """Public records of the nature of the sheets, in the read model alone."""
        return Publication.objects.vivantes().de_nature(self.model.nature)


def ensemble(champ: str) -> models.CheckConstraint:
    """Constraint: ``<champ>_le`` and ``<champ>_par`` are both set or both empty."""
    le, par = f"{champ}_le", f"{champ}_par"
    return models.CheckConstraint(
        condition=Q(**{f"{le}__isnull": True, f"{par}__isnull": True})
        | Q(**{f"{le}__isnull": False, f"{par}__isnull": False}),
        name=f"%(class)s_{champ}_a_une_date_et_une_personne",
        violation_error_message=ENSEMBLE,
    )


def acteur(verbose_name: Any) -> models.ForeignKey[Any, Any]:
    """Foreign key to the account that did something; an account that acted is deactivated, never deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=verbose_name,
    )


class Fiche(Enregistrement):
    """A sheet. Its public face is ``publication``; everything else is the write side.

    A concrete sheet declares:

    - ``nature``, and ``ecran``, the name of the URL of its public page;
    - ``champ_titre``, the field that holds its title;
    - ``proposables``, the fields whose change anyone outside the team may propose;
    - ``exige``, the fields that lead to sheets which must be public before this one is;
    - ``mentionne``, which tells for each model whose data enter the document the paths that lead to it; from it
      ``publication.actions`` knows which sheets a change concerns;
    - ``attendus``, what readers expect of it.
    """

    nature: ClassVar[Nature]
    ecran: ClassVar[str]
    champ_titre: ClassVar[str] = "titre"
    exige: ClassVar[tuple[str, ...]] = ()
    proposables: ClassVar[tuple[str, ...]] = ()
    mentionne: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    attendus: ClassVar[tuple[Attendu, ...]] = ()

    uid = models.UUIDField(
        _("identifiant public"),
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text=_("Identifiant de la fiche dans l’API ; il ne change jamais."),
    )
    slug = models.SlugField(
        _("adresse de la page"),
        max_length=120,
        unique=True,
        help_text=_(
            "Fin de l’adresse de la page publique. Après la publication, l’ancienne adresse mène à la nouvelle."
        ),
    )
    publication = models.OneToOneField(
        "publication.Publication",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="%(class)s",
        verbose_name=_("publication"),
    )
    statut = models.CharField(
        _("statut"), max_length=10, choices=Statut.choices, default=Statut.BROUILLON, editable=False
    )
    publiee_le = models.DateTimeField(
        _("publiée le"), null=True, editable=False, help_text=_("Jour et heure de la mise en ligne en vigueur.")
    )
    publiee_par = acteur(_("publiée par"))
    retiree_le = models.DateTimeField(_("retirée le"), null=True, editable=False)
    retiree_par = acteur(_("retirée par"))
    motif_retrait = models.TextField(_("motif du retrait"), blank=True, editable=False)
    remplacee_par = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="remplace",
        verbose_name=_("remplacée par"),
    )
    verifiee_le = models.DateField(
        _("vérifiée le"),
        null=True,
        blank=True,
        help_text=_("Jour où une personne du réseau a relu toute la fiche et confirmé son contenu."),
    )
    verifiee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vérifiée par"),
        help_text=_("Qui a vérifié la fiche ; seul le nom public du compte est montré."),
    )
    revoir_dans = models.PositiveSmallIntegerField(
        _("à revoir au bout de"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Nombre de mois après la vérification au bout duquel la fiche est à revérifier."),
    )
    est_synthetique = models.BooleanField(
        _("donnée synthétique"),
        default=False,
        editable=False,
        help_text=_("Vrai pour les fiches fabriquées par « manage.py generer » : elles ne décrivent rien de réel."),
    )
    champs_proteges = champs_proteges()
    creee_le = models.DateTimeField(_("créée le"), auto_now_add=True)
    modifiee_le = models.DateTimeField(
        _("modifiée le"), auto_now=True, help_text=_("Jour et heure de la dernière modification de la fiche.")
    )

    class Meta:
        abstract = True
        constraints = [
            ensemble("publiee"),
            ensemble("retiree"),
            ensemble("verifiee"),
            models.CheckConstraint(
                condition=~Q(statut="publiee") | Q(publiee_le__isnull=False, publication__isnull=False),
                name="%(class)s_publiee_a_une_publication",
                violation_error_message=_("Une fiche publiée garde la date et la trace de sa publication."),
            ),
            models.CheckConstraint(
                condition=Q(statut="retiree", retiree_le__isnull=False) & ~Q(motif_retrait="")
                | ~Q(statut="retiree") & Q(retiree_le__isnull=True, motif_retrait=""),
                name="%(class)s_retiree_a_une_date_et_un_motif",
                violation_error_message=_("Une fiche retirée, et elle seule, porte la date et le motif du retrait."),
            ),
        ]

    _history_user: Any  # read by django-simple-history when a write is saved outside a request
    _change_reason: str | None  # read by django-simple-history: why

    @classmethod
    def fiches(cls) -> FicheQuerySet[Any]:
        """Every sheet of the nature, public or not."""
        return cast("FicheQuerySet[Any]", cls._default_manager.all())

    def __str__(self) -> str:
        return str(getattr(self, self.champ_titre))

    def get_absolute_url(self) -> str:
        """Address of the public page."""
        return reverse(self.ecran, args=[self.slug])

    def projection(self) -> Projection:
        """Facets of the sheet in the read model."""
        raise NotImplementedError

    def clean(self) -> None:
        """Refuse another sheet's former address; hold for a public sheet what its publication demanded."""
        super().clean()
        if AncienneAdresse.objects.d_autres(self.nature, {self.slug: self.uid}).exists():
            raise ValidationError({"slug": _("Une autre fiche a déjà eu cette adresse, qui y mène toujours.")})
        if not self.est_publique:
            return
        if obstacles := self.obstacles():
            raise ValidationError(obstacles)
        for chemin in self.exige:
            parente: Fiche | None = getattr(self, chemin) if getattr(self, f"{chemin}_id") else None
            if parente is not None and not parente.est_publique:
                message = _("Cette fiche est publique, « %(parente)s » ne l’est pas : publiez-la d’abord.")
                raise ValidationError({chemin: message % {"parente": parente}})

    def obstacles(self) -> list[str]:
        """What still forbids publication, as French sentences for the person who tries."""
        return []

    def apres_cession(self) -> None:
        """Drop what means nothing once another sheet took the codes of this one; nothing for most natures."""

    def adresses_connues(self) -> list[tuple[str, str]]:
        """E-mail addresses of the people to ask about the sheet, each with who it is; for the team alone."""
        return []

    def completude(self, parties: Collection[str] | None = None) -> Completude:
        """How complete the sheet is: one query, or none when the ``parties`` that have rows are known."""
        champs = {nom: self._meta.get_field(nom) for attendu in self.attendus for nom in attendu.champs}
        liees = [nom for nom, champ in champs.items() if champ.one_to_many or champ.many_to_many]
        remplis = {nom for nom in champs if nom not in liees and getattr(self, nom) not in (None, "", [])}
        remplis -= {attendu.champ for attendu in self.attendus if getattr(self, attendu.champ, None) == attendu.sauf}
        return completude(self.attendus, remplis.union(self._parties_remplies(liees) if parties is None else parties))

    def _parties_remplies(self, noms: list[str]) -> set[str]:
        soi = type(self).fiches().order_by().filter(pk=self.pk)
        presentes = [models.Exists(soi.filter(**{f"{nom}__isnull": False})) for nom in noms]
        trouvees = soi.values_list(*presentes) if noms else []
        return {nom for ligne in trouvees for nom, remplie in zip(noms, ligne, strict=True) if remplie}

    @property
    def est_publique(self) -> bool:
        """Whether the public can read the sheet now."""
        return self.statut == Statut.PUBLIEE

    @property
    def a_ete_publique(self) -> bool:
        """Whether the sheet is or was public: then it can be withdrawn, not deleted."""
        return self.publication_id is not None

    @property
    def a_revoir_le(self) -> dt.date | None:
        """Day from which the sheet counts as stale; ``None`` when it was never verified."""
        return ajouter_mois(self.verifiee_le, self.revoir_dans) if self.verifiee_le else None
