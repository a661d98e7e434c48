"""A supported project."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Prefetch, Q, Value
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.models import proposables
from programmes.models.attendus import DE_PROJET
from programmes.models.base import (
    LigneOrdonnee,
    champ_annee,
    champ_source,
    contexte,
    dernier_jour,
    premier_jour,
)
from programmes.models.subvention import Subvention
from programmes.models.thematique import slugs_et_parents
from publication.models import Fiche, FicheQuerySet, Projection, TexteRiche
from publication.models.cherche import Cherche
from publication.models.index import de_fiche
from publication.natures import Nature
from publication.texte_riche import en_clair

if TYPE_CHECKING:
    from collections.abc import Sequence


def en_annees(annees: Sequence[int]) -> Q:
    """Hold for the projects whose public period covers some day of one of the years; an unknown end is open."""
    ensemble = Q(pk__in=[])
    for annee in annees:
        finit = Q(publication__fin=None) | Q(publication__fin__year__gte=annee)
        ensemble |= Q(publication__debut__year__lte=annee) & finit
    return ensemble


def annees_de_projet(*, jusqu_a: int) -> Func:
    """SQL expression: years that a project is under way in; none when its start is unknown."""
    return Func(
        ExtractYear("publication__debut"),
        Coalesce(ExtractYear("publication__fin"), Value(jusqu_a)),
        template="ARRAY(SELECT generate_series(%(expressions)s))",
        output_field=ArrayField(models.IntegerField()),
    )


class ProjetQuerySet(FicheQuerySet["Projet"]):
    """The questions asked of projects."""

    def pour_document(self) -> Self:
        """Everything that the document reads."""
        subventions = Subvention.objects.publiables().pour_document()
        return (
            super()
            .pour_document()
            .select_related("organisme__commune", "commune__departement", "commune__region", "commune__epci")
            .prefetch_related("thematiques__parente", "chiffres", "images")
            .prefetch_related(Prefetch("subventions", queryset=subventions))
        )

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("organisme", "commune")


class Projet(Fiche):
    """A project that one or more authorities supported, with its grants."""

    cherche: ClassVar = Cherche(noms=("nom",))

    nature: ClassVar[Nature] = Nature.PROJET
    ecran: ClassVar[str] = "programmes:projet"
    attendus = DE_PROJET
    champ_titre: ClassVar[str] = "nom"
    proposables: ClassVar[tuple[str, ...]] = proposables.PROJET
    _history_m2m_fields: ClassVar[tuple[str, ...]] = ("thematiques",)
    mentionne: ClassVar[dict[str, tuple[str, ...]]] = {
        "collectivites.Adhesion": ("subventions__collectivite__adhesions",),
        "collectivites.Collectivite": ("subventions__collectivite", "commune__epci"),
        "collectivites.Commune": ("commune", "organisme__commune"),
        "collectivites.Departement": ("commune__departement", "subventions__collectivite__departement"),
        "collectivites.Region": ("commune__region", "subventions__collectivite__region"),
        "collectivites.Utilisateur": ("verifiee_par",),
        "programmes.ChiffreCle": ("chiffres",),
        "programmes.Dispositif": ("subventions__dispositif",),
        "programmes.ImageProjet": ("images",),
        "programmes.Organisme": ("organisme", "subventions__beneficiaire"),
        "programmes.Subvention": ("subventions",),
        "programmes.Thematique": ("thematiques", "thematiques__parente"),
    }

    nom = models.CharField(_("nom"), max_length=200, help_text=_("Nom du projet, comme le public le connaît."))
    resume = models.TextField(_("résumé"), blank=True, help_text=_("Le projet en deux phrases."))
    description = TexteRiche(_("description"), blank=True, help_text=_("Ce que fait le projet, pour qui, avec qui."))
    organisme = models.ForeignKey(
        "programmes.Organisme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projets",
        verbose_name=_("organisme porteur"),
        help_text=_("Organisme qui porte le projet."),
    )
    commune = models.ForeignKey(
        "collectivites.Commune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projets",
        verbose_name=_("commune"),
        help_text=_("Commune où le projet se tient."),
    )
    lieu = models.CharField(
        _("lieu"), max_length=150, blank=True, help_text=_("Quartier, pays ou territoire, si la commune ne suffit pas.")
    )
    debut = champ_annee(_("première année"), _("Année du début du projet."))
    fin = champ_annee(_("dernière année"), _("Vide si le projet se poursuit."))
    emplois = models.PositiveIntegerField(
        _("emplois"), null=True, blank=True, help_text=_("Emplois créés ou maintenus, constatés.")
    )
    personnes = models.PositiveIntegerField(
        _("personnes"), null=True, blank=True, help_text=_("Personnes accompagnées ou associées, constatées.")
    )
    thematiques = models.ManyToManyField(
        "programmes.Thematique",
        blank=True,
        related_name="projets",
        verbose_name=_("thématiques"),
        help_text=_("Domaines du projet."),
    )
    source = champ_source()

    objects = ProjetQuerySet.as_manager()

    class Meta(Fiche.Meta):
        verbose_name = _("projet soutenu")
        verbose_name_plural = _("projets soutenus")
        ordering = ["nom", "pk"]
        constraints = [
            *Fiche.Meta.constraints,
            models.CheckConstraint(
                condition=Q(debut=None) | Q(fin=None) | Q(fin__gte=F("debut")),
                name="un_projet_finit_apres_avoir_commence",
                violation_error_message=_("La dernière année ne peut pas précéder la première."),
            ),
        ]
        indexes = [*de_fiche("projet", "nom"), models.Index(fields=["debut", "id"], name="projet_debut")]

    def projection(self) -> Projection:
        """Facets of the project; without a commune it is placed where its first supporter is."""
        subventions = list(self.subventions.all())
        lieu = self.commune or next((s.collectivite for s in subventions), None)
        montants = [s.part for s in subventions if s.part is not None]
        return Projection(
            titre=self.nom,
            resume=self.resume,
            mots_cles=self.organisme.nom if self.organisme else "",
            texte=self._texte(),
            contexte=contexte(*([lieu.region, lieu.departement] if lieu else []), *self.thematiques.all()),
            region=(lieu.region_id or "") if lieu else "",
            departement=(lieu.departement_id or "") if lieu else "",
            epci=(self.commune.epci.siren or "") if self.commune and self.commune.epci else "",
            commune=self.commune_id or "",
            thematiques=slugs_et_parents(self.thematiques.all()),
            montant=sum(montants, Decimal(0)) if montants else None,
            debut=premier_jour(self.debut),
            fin=dernier_jour(self.fin),
            latitude=self.commune.latitude if self.commune else None,
            longitude=self.commune.longitude if self.commune else None,
            adherente=any(s.collectivite.adherente_depuis is not None for s in subventions),
        )

    def _texte(self) -> str:
        lieux = [self.lieu, self.commune.nom if self.commune else ""]
        soutiens = [s.collectivite.nom for s in self.subventions.all()]
        return "\n".join(filter(None, [en_clair(self.description), *lieux, *soutiens]))

    def obstacles(self) -> list[str]:
        """A published project says what it is."""
        return [] if self.resume or self.description else [gettext("Écrivez un résumé ou une description.")]


class ImageProjet(LigneOrdonnee):
    """A picture of a project, with the words that replace it for those who do not see it."""

    cherche: ClassVar = Cherche(autres=("texte_alternatif",))

    projet = models.ForeignKey(Projet, on_delete=models.CASCADE, related_name="images", verbose_name=_("projet"))
    image = models.ImageField(_("image"), upload_to="projets/", help_text=_("JPEG, PNG ou WebP."))
    texte_alternatif = models.CharField(
        _("texte de remplacement"), max_length=250, help_text=_("Ce que montre l’image, pour qui ne la voit pas.")
    )
    credit = models.CharField(_("crédit"), max_length=150, blank=True, help_text=_("Auteur et licence."))

    class Meta(LigneOrdonnee.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self) -> str:
        return self.texte_alternatif
