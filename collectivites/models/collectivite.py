"""An authority: the heart of the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When
from django.db.models.functions import Abs
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collectivites.models.codes import CodesQuerySet
from collectivites.models.contact import Contact
from collectivites.models.ruralite import classe, part_rurale, siren_epci
from collectivites.models.types import ALSACE, CODE_ALSACE, EPCI, TypeCollectivite
from collectivites.validateurs import valider_siren, valider_siret
from publication.models import Attendu, Fiche, Projection, Publication, TexteRiche, attendre
from publication.models.cherche import Cherche
from publication.models.index import de_fiche, nom_plie
from publication.natures import Nature
from publication.recherche import nom_propre, plier
from publication.texte_riche import en_clair

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from collectivites.models.territoire import Commune
    from publication.models import PublicationQuerySet


class CollectiviteQuerySet(CodesQuerySet["Collectivite"]):
    """The questions asked of authorities."""

    def themes_portes(self) -> models.QuerySet[Any, tuple[int, list[str]]]:
        """Themes of each public policy or scheme, after the key of the public authority that leads it."""
        porteuse = self.publiees().filter(publication_id=models.OuterRef("porteuse"))
        portees = Publication.objects.vivantes().filter(porteuse__isnull=False).order_by()
        return portees.annotate(cle=models.Subquery(porteuse.values("pk"))).values_list("cle", "thematiques")

    def pour_document(self) -> Self:
        """Everything that the document reads."""
        contacts = Contact.objects.avec_consentements().filter(est_archive=False)
        return (
            super()
            .pour_document()
            .select_related("region", "departement", "remplacee_par")
            .prefetch_related("adhesions", Prefetch("contacts", queryset=contacts))
            .annotate(part_rurale=part_rurale(), siren_epci=siren_epci())
        )

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("region", "departement")

    def avec_contacts(self) -> Self:
        """Authorities with their publication and their contacts, in one query more."""
        return self.select_related("publication").prefetch_related("contacts").order_by("nom", "pk")

    def du_code(self, *, communes: Sequence[str], departements: Sequence[str], regions: Sequence[str]) -> Self:
        """Authorities that govern the territories of the codes: communes, departments, regions."""
        return self.filter(
            Q(type=TypeCollectivite.COMMUNE, code_insee__in=communes)
            | Q(type=TypeCollectivite.DEPARTEMENT, code_insee__in=departements)
            | Q(type=TypeCollectivite.REGION, code_insee__in=regions)
            | Q(type=TypeCollectivite.STATUT_PARTICULIER, code_insee__in=[*communes, *departements, *regions])
        )

    def au_dessus_de(self, commune: Commune) -> Self:
        """Authorities that govern a commune, drafts included: itself, its groupings, its department, its region."""
        codes = [commune.departement_id, *([CODE_ALSACE] if commune.departement_id in ALSACE else [])]
        par_code = self.du_code(communes=[commune.pk], departements=codes, regions=[commune.region_id])
        groupements = (self.filter(pk=commune.epci_id).values("pk"), commune.groupements.values("pk"))
        toutes = self.filter(pk__in=par_code.values("pk").union(*groupements), dissoute_en=None)
        return toutes.select_related("publication").order_by("nom", "pk")

    def compter_par_connaissance(self, valeur: str) -> models.QuerySet[Collectivite, Any]:
        """Public authorities by value of a column, then by what is known of their policy."""
        lignes = self.publiees().order_by().values_list(valeur, "connaissance_politique")
        return lignes.annotate(nombre=models.Count("pk"))

    def couverture(self) -> models.QuerySet[Collectivite, Any]:
        """Number of public authorities by region (code, name), type and what is known of their policy."""
        colonnes = ("region", "region__nom", "type", "connaissance_politique")
        return self.publiees().order_by().values_list(*colonnes).annotate(nombre=models.Count("pk"))

    def comparables_a(self, publication: Publication, type_: str, nombre: int) -> PublicationQuerySet:
        """Other public authorities, ``nombre`` at most: those of the same type first, then the nearest in population.

        Indexes of populations give the nearest on each side: reading every authority is not needed.
        """
        population = publication.population or 0
        autres = self.publiees().exclude(publication=publication)
        lots: list[Any] = []
        for parmi in (autres.filter(type=type_), autres):
            plus_grandes = parmi.filter(population__gte=population).order_by("population", "pk")
            plus_petites = parmi.filter(population__lt=population).order_by("-population", "-pk")
            inconnues = parmi.filter(population=None).order_by("pk")
            lots += [cote.values("pk")[:nombre] for cote in (plus_grandes, plus_petites, inconnues)]
        ecart = Abs(F("population") - Value(population), output_field=models.IntegerField())
        meme_type = Case(When(collectivite__type=type_, then=0), default=1, output_field=models.IntegerField())
        voisines = Publication.objects.filter(collectivite__in=lots[0].union(*lots[1:])).pour_pages()
        return voisines.order_by(meme_type, ecart.asc(nulls_last=True), "pk")[:nombre]

    def noms_par_siren(self, sirens: Collection[str]) -> dict[str, str]:
        """Names of the EPCI of some SIREN numbers, drafts included: they come from the official code."""
        noms = self.filter(type__in=EPCI, siren__in=sirens).values_list("siren", "nom")
        return {siren: nom for siren, nom in noms if siren}


class Collectivite(Fiche):
    """A local authority or a grouping of authorities."""

    cherche: ClassVar = Cherche(noms=("nom", "sigle"), codes=("siren", "siret", "code_insee"))

    class ConnaissancePolitique(models.TextChoices):
        """What is known of the authority's ESS policy: three different things."""

        CONNUE = "connue", _("politique connue")
        AUCUNE = "aucune", _("vérifié : aucune politique")
        INCONNUE = "inconnue", _("pas encore demandé")

    nature: ClassVar[Nature] = Nature.COLLECTIVITE
    ecran: ClassVar[str] = "collectivites:collectivite"
    attendus = (
        *attendre(presentation=3, region=2, siren=1, population=1, site_web=1, adresse=1, ville=1, latitude=1),
        *attendre(logo=1, contacts=3),
        Attendu(("connaissance_politique",), 2, sauf="inconnue"),
    )
    champ_titre: ClassVar[str] = "nom"
    proposables: ClassVar[tuple[str, ...]] = (
        *("nom", "sigle", "presentation", "adresse", "code_postal", "ville", "site_web"),
        *("siren", "population", "population_annee", "population_source", "creee_en", "dissoute_en"),
    )
    _history_m2m_fields: ClassVar[tuple[str, ...]] = ("communes",)
    mentionne: ClassVar[dict[str, tuple[str, ...]]] = {
        "collectivites.Adhesion": ("adhesions",),
        "collectivites.Collectivite": ("remplacee_par",),
        "collectivites.Commune": ("communes", "communes_epci", "departement__communes", "region__communes"),
        "collectivites.Consentement": ("contacts__consentements",),
        "collectivites.Contact": ("contacts",),
        "collectivites.Departement": ("departement",),
        "collectivites.Region": ("region",),
        "collectivites.Utilisateur": ("verifiee_par",),
    }

    type = models.CharField(
        _("type"), max_length=30, choices=TypeCollectivite.choices, help_text=_("Catégorie juridique.")
    )
    nom = models.CharField(_("nom"), max_length=200, help_text=_("Nom usuel complet, sans abréviation."))
    sigle = models.CharField(_("sigle"), max_length=30, blank=True, help_text=_("Sigle usuel : m2A, CD35."))
    siren = models.CharField(
        _("SIREN"),
        max_length=9,
        null=True,
        blank=True,
        unique=True,
        validators=[valider_siren],
        help_text=_("Neuf chiffres, sans espace ; la clé est vérifiée."),
    )
    siret = models.CharField(
        _("SIRET du siège"),
        max_length=14,
        null=True,
        blank=True,
        unique=True,
        validators=[valider_siret],
        help_text=_("Quatorze chiffres qui commencent par le SIREN ; la norme nationale des subventions l’exige."),
    )
    code_insee = models.CharField(
        _("code INSEE"),
        max_length=5,
        blank=True,
        help_text=_("Code officiel géographique de la région, du département ou de la commune."),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True, help_text=_("En habitants."))
    population_annee = models.PositiveSmallIntegerField(
        _("année de la population"), null=True, blank=True, help_text=_("Année du décompte, si elle est connue.")
    )
    population_source = models.CharField(
        _("source de la population"), max_length=200, blank=True, help_text=_("D’où vient le chiffre de population.")
    )
    adresse = models.CharField(_("adresse"), max_length=250, blank=True, help_text=_("Numéro, voie, boîte postale."))
    code_postal = models.CharField(_("code postal"), max_length=5, blank=True, help_text=_("Cinq chiffres."))
    ville = models.CharField(_("ville"), max_length=120, blank=True, help_text=_("Ville du siège, Cedex compris."))
    site_web = models.URLField(_("site web"), blank=True, help_text=_("Adresse complète, https:// compris."))
    logo = models.ImageField(
        _("logo"), upload_to="logos/", blank=True, help_text=_("PNG, JPEG ou WebP, 200 pixels de large au moins.")
    )
    presentation = TexteRiche(
        _("présentation"), blank=True, help_text=_("Ce qu’est le territoire, en deux ou trois phrases.")
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("En degrés, WGS 84."),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("En degrés, WGS 84."),
    )
    region = models.ForeignKey(
        "collectivites.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="collectivites",
        verbose_name=_("région"),
        help_text=_("Région du siège."),
    )
    departement = models.ForeignKey(
        "collectivites.Departement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="collectivites",
        verbose_name=_("département"),
        help_text=_("Département du siège ; vide pour une région."),
    )
    communes = models.ManyToManyField(
        "collectivites.Commune",
        blank=True,
        related_name="groupements",
        verbose_name=_("communes membres"),
        help_text=_("Pour un pays, un PETR, un EPT ou un syndicat ; celles d’un EPCI viennent du code officiel."),
    )
    redaction_en_cours = models.BooleanField(
        _("fiche en cours de rédaction"),
        default=False,
        help_text=_("Montre le bandeau « Fiche en cours de rédaction » sur la page publique."),
    )
    connaissance_politique = models.CharField(
        _("connaissance de la politique"),
        max_length=10,
        choices=ConnaissancePolitique.choices,
        default=ConnaissancePolitique.INCONNUE,
        help_text=_("Politique connue, absence vérifiée, ou question pas encore posée."),
    )
    creee_en = models.PositiveSmallIntegerField(
        _("créée en"), null=True, blank=True, help_text=_("Année de création de la collectivité.")
    )
    dissoute_en = models.PositiveSmallIntegerField(
        _("dissoute en"), null=True, blank=True, help_text=_("Année de dissolution ou de fusion.")
    )
    remplacee_par = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="remplace",
        verbose_name=_("remplacée par"),
        help_text=_("Collectivité qui lui succède : les anciennes adresses et les anciens codes y mènent."),
    )

    part_rurale: float | None = None  # annotated by ``pour_document``, as is the next one
    siren_epci: str = ""

    objects = CollectiviteQuerySet.as_manager()

    class Meta(Fiche.Meta):
        verbose_name = _("collectivité")
        verbose_name_plural = _("collectivités")
        ordering = ["nom", "pk"]
        constraints = [
            *Fiche.Meta.constraints,
            models.UniqueConstraint(
                fields=["type", "code_insee"],
                condition=~Q(code_insee=""),
                name="un_code_insee_designe_une_collectivite_de_chaque_type",
                violation_error_message=_("Une collectivité de ce type porte déjà ce code INSEE."),
            ),
            models.CheckConstraint(
                condition=Q(siren=None) | Q(siren__regex=r"^\d{9}$"),
                name="un_siren_compte_neuf_chiffres",
                violation_error_message=_("Un SIREN compte neuf chiffres."),
            ),
            models.CheckConstraint(
                condition=Q(siret=None) | Q(siren__isnull=False, siret__startswith=F("siren")),
                name="le_siret_dune_collectivite_commence_par_son_siren",
                violation_error_message=_("Le SIRET du siège commence par le SIREN de la collectivité."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="une_collectivite_est_situee_par_ses_deux_coordonnees",
                violation_error_message=_("Latitude et longitude se renseignent ensemble."),
            ),
            models.CheckConstraint(
                condition=Q(dissoute_en=None) | Q(creee_en=None) | Q(dissoute_en__gte=F("creee_en")),
                name="une_collectivite_est_dissoute_apres_sa_creation",
                violation_error_message=_("L’année de dissolution ne peut pas précéder l’année de création."),
            ),
            models.CheckConstraint(
                condition=Q(remplacee_par=None) | ~Q(remplacee_par=F("pk")),
                name="une_collectivite_ne_se_remplace_pas_elle_meme",
                violation_error_message=_("Une collectivité ne peut pas se remplacer elle-même."),
            ),
        ]
        indexes = [
            *de_fiche("collectivite", "nom"),
            nom_plie("collectivite", "sigle"),
            GinIndex(OpClass(F("nom"), "gin_trgm_ops"), name="collectivite_nom_trigrammes"),
            models.Index(fields=["type", "population", "id"], name="collectivite_type"),
            models.Index(fields=["population", "id"], name="collectivite_population"),
            models.Index(fields=["departement", "type"], name="collectivite_lieu"),
        ]

    @property
    def adherente_depuis(self) -> int | None:
        """Year since which the authority has been a member; ``None`` when it is not one now."""
        return next((a.debut for a in self.adhesions.all() if a.fin is None), None)

    @property
    def ruralite(self) -> str:
        """Class of ``Ruralite``, or empty; the authority comes from ``pour_document()``."""
        return classe(self.part_rurale)

    def projection(self) -> Projection:
        """Facets of the authority, which comes from ``pour_document()``."""
        return Projection(
            titre=self.nom,
            resume=en_clair(self.presentation),
            noms=self._noms(),
            mots_cles=" ".join(filter(None, [self.designation, self.siren, self.code_postal, self.ville])),
            texte=self.get_type_display(),
            contexte=self._contexte(),
            region=self.region_id or "",
            departement=self.departement_id or "",
            epci=self.siren_epci,
            commune=self.code_insee if self.type == TypeCollectivite.COMMUNE else "",
            ruralite=self.ruralite,
            latitude=self.latitude,
            longitude=self.longitude,
            population=self.population,
            adherente=self.adherente_depuis is not None,
            remplacee_par=self.remplacee_par.uid if self.remplacee_par else None,
        )

    @property
    def code_usuel(self) -> str:
        """Code by which a department or a region is called: ``CD35``, ``CR53``; empty for the others."""
        prefixe = {TypeCollectivite.DEPARTEMENT: "CD", TypeCollectivite.REGION: "CR"}.get(TypeCollectivite(self.type))
        return f"{prefixe}{self.code_insee}" if prefixe and self.code_insee else ""

    @property
    def designation(self) -> str:
        """Acronym and codes, by which its sheet and those of what it carries are found."""
        return " ".join(dict.fromkeys(filter(None, [self.sigle, self.code_usuel, self.code_insee])))

    def _noms(self) -> list[str]:
        plie = plier(self.nom)
        noms = [plie, nom_propre(plie), plier(self.sigle), self.siren, self.code_insee.lower(), self.code_usuel.lower()]
        return sorted(set(filter(None, noms)))

    def _contexte(self) -> str:
        lieux = [lieu.nom for lieu in (self.region, self.departement) if lieu]
        return " ".join([*lieux, "adhérente"] if self.adherente_depuis else lieux)

    def adresses_connues(self) -> list[tuple[str, str]]:
        """Addresses of the contacts that are still there."""
        contacts = (contact for contact in self.contacts.all() if contact.email and not contact.est_archive)
        return [(contact.email, f"{contact} <{contact.email}>") for contact in contacts]

    def apres_cession(self) -> None:
        """Without its SIREN, the SIRET of the seat is no longer one."""
        if self.siren is None:
            self.siret = None

    def obstacles(self) -> list[str]:
        """A published authority is somewhere."""
        return [] if self.region_id else [gettext("Indiquez la région de la collectivité.")]
