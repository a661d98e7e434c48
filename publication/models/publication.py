"""The read model: one row per record that is, or once was, public."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar, Self

import orjson
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from publication.models.adresse import AncienneAdresse
from publication.models.cherche import Cherche
from publication.models.index import du_territoire, premieres_de
from publication.models.trouvees import TrouveesQuerySet
from publication.natures import Nature, registre
from publication.recherche import SIGNES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence
    from decimal import Decimal
    from typing import Any
    from uuid import UUID


class PublicationQuerySet(TrouveesQuerySet["Publication"]):
    """The questions asked of the read model."""

    def vivantes(self) -> Self:
        """Records that are public now; the others are tombstones."""
        return self.filter(retiree_le=None)

    def de_nature(self, nature: str) -> Self:
        """Records of one nature."""
        return self.filter(nature=nature)

    def trouver(self, cle: str) -> Publication | None:
        """Record, public or withdrawn, whose public identifier, slug or former slug is ``cle``."""
        try:
            return self.filter(pk=uuid.UUID(cle)).first()
        except ValueError:
            return self.filter(slug=cle).first() or self.filter(pk__in=AncienneAdresse.objects.menant(cle)).first()

    def remplacante_de(self, publication: Publication) -> Publication | None:
        """Public record that takes the place of a withdrawn one, were those between withdrawn too."""
        passees: set[UUID] = set()
        suivante: Publication | None = publication
        while suivante is not None and suivante.est_retiree:
            passees.add(suivante.pk)
            uid = suivante.remplacee_par
            suivante = None if uid is None or uid in passees else self.filter(pk=uid).first()
        return suivante

    def qui_cite_le_fichier(self, nom: str) -> Self:
        """Public records whose document shows the file ``nom`` of the media storage."""
        return self.vivantes().filter(fichiers__contains=[nom])

    def portees(self, nature: str) -> Self:
        """Public policies or schemes, each with the authority that leads it as ``porteuse``."""
        return self.vivantes().de_nature(nature).filter(porteuse__isnull=False).order_by()

    def porteuses_du_theme(self, slugs: Sequence[str]) -> models.QuerySet[Publication, Any]:
        """Identifiers of the authorities that lead a public policy or scheme of one of the themes."""
        portees = self.vivantes().filter(porteuse__isnull=False, thematiques__overlap=slugs)
        return portees.order_by().values("porteuse")

    def portees_par_lieu(self, nature: str, porteuses: models.QuerySet[Any, Any], colonne: str) -> dict[str, int]:
        """Number of public sheets of a nature that some authorities lead, by code of their region or department."""
        lignes = self.portees(nature).filter(porteuse__in=porteuses).values_list(colonne)
        return dict(lignes.annotate(nombre=models.Count("pk")))

    def budgets_par_lieu(self, porteuses: models.QuerySet[Any, Any], colonne: str) -> dict[str, Decimal]:
        """Total in euros of the known budgets of the public policies that some authorities lead, by code of a place."""
        politiques = self.portees(Nature.POLITIQUE).filter(porteuse__in=porteuses, montant__isnull=False)
        return dict(politiques.values_list(colonne).annotate(total=models.Sum("montant")))

    def soutenus_par_lieu(self, soutiens: models.QuerySet[Any, Any], colonne: str) -> dict[str, int]:
        """Number of public projects that at least one of some authorities supports, by code of their own place."""
        cite = Func(
            F("publication_id"),
            models.OuterRef("liens"),
            template="%(expressions)s)",
            arg_joiner=" = ANY(",
            output_field=models.BooleanField(),
        )
        de_l_un = soutiens.order_by().filter(cite)
        projets = self.vivantes().de_nature(Nature.PROJET).order_by().filter(models.Exists(de_l_un))
        return dict(projets.values_list(colonne).annotate(nombre=models.Count("pk")))

    def themes_portes(self, uids: Collection[UUID]) -> dict[UUID, set[str]]:
        """Themes of the public policies and schemes that each of some authorities leads."""
        themes: dict[UUID, set[str]] = {}
        portees = self.vivantes().filter(porteuse__in=uids).order_by().values_list("porteuse", "thematiques")
        for porteuse, slugs in portees:
            if porteuse is not None:
                themes.setdefault(porteuse, set()).update(slugs)
        return themes

    def du_meme_theme(self, publication: Publication) -> Self:
        """Other public records of the same nature that share a theme with one, those modified last first."""
        autres = self.vivantes().de_nature(publication.nature).exclude(pk=publication.pk)
        communes = (
            autres.filter(thematiques__overlap=publication.thematiques) if publication.thematiques else self.none()
        )
        return communes.pour_pages().order_by(F("modifiee_le").desc(nulls_last=True), "pk")  # as its index

    def documents(self, nature: str) -> models.QuerySet[Publication, Any]:
        """Stored documents of a nature, as JSON texts, each with its latitude and longitude, in the public order."""
        publiques = self.vivantes().de_nature(nature).order_by("titre_cle", "pk")
        return publiques.values_list("document", "latitude", "longitude")

    def parmi(self, nature: str, slugs: Collection[str]) -> dict[str, Publication]:
        """Public records of a nature among some slugs, former ones included, by the slug that was asked."""
        anciennes = dict(AncienneAdresse.objects.filter(nature=nature, slug__in=slugs).values_list("uid", "slug"))
        trouvees = self.vivantes().de_nature(nature).filter(Q(slug__in=slugs) | Q(pk__in=anciennes))
        return {trouvee.slug if trouvee.slug in slugs else anciennes[trouvee.pk]: trouvee for trouvee in trouvees}

    def pour_plan(self, nature: str) -> Self:
        """What the map of the site says of the public records of a nature."""
        publiques = self.vivantes().de_nature(nature).order_by("titre_cle", "pk")
        return publiques.only("nature", "slug", "titre", "modifiee_le")

    def noms(self, nature: str) -> models.QuerySet[Publication, tuple[str, str]]:
        """Slugs and titles of the public records of a nature, in the public order."""
        return self.vivantes().de_nature(nature).order_by("titre_cle", "pk").values_list("slug", "titre")

    def du_territoire(self, *, region: str = "", departement: str = "") -> Self:
        """Public records of a region or of a department (codes), by nature then title."""
        lieu = {"departement": departement} if departement else {"region": region}
        return self.vivantes().filter(**lieu).order_by("nature", "titre_cle", "pk")

    def premieres_autour(self, nature: str, nombre: int, *, commune: str, epci: str) -> Self:
        """First public records of a nature, by title, in a commune or in its EPCI (SIREN, empty when it has none)."""
        lieux = [{"commune": commune}, *([{"epci": epci}] if epci else [])]
        publiques = self.vivantes().de_nature(nature).order_by("titre_cle", "pk")
        lots = [publiques.filter(**lieu).values("pk")[:nombre] for lieu in lieux]
        return publiques.filter(pk__in=lots[0].union(*lots[1:])).pour_pages()[:nombre]

    def portees_par(self, uids: Collection[UUID], nombre: int) -> Self:
        """Public policies then schemes that some authorities lead, ``nombre`` of each at most, by title; one query."""
        rang = Window(RowNumber(), partition_by="porteuse", order_by=[F("nature").desc(), F("titre_cle"), F("pk")])
        portees = self.vivantes().filter(porteuse__in=uids).order_by().annotate(rang=rang).filter(rang__lte=nombre)
        return portees.order_by("titre_cle", "pk")

    def projets_d_ici_ou_de(self, uids: Collection[UUID]) -> PublicationQuerySet:
        """Projects of a set of public records, and those elsewhere that some authorities support, by title."""
        return self._d_ici_ou_citant(Nature.PROJET, uids)

    def ressources_d_ici_ou_sur(self, uids: Collection[UUID]) -> PublicationQuerySet:
        """Resources of a set of public records, and those that speak of some authorities, by title."""
        return self._d_ici_ou_citant(Nature.RESSOURCE, uids)

    def _d_ici_ou_citant(self, nature: Nature, uids: Collection[UUID]) -> PublicationQuerySet:
        publiques = self.model.objects.vivantes().de_nature(nature)
        d_ici = self.de_nature(nature).order_by().values("pk")
        return publiques.filter(Q(pk__in=d_ici) | Q(liens__overlap=list(uids))).order_by("titre_cle", "pk")

    def premieres_par_nature(self, nombre: int) -> dict[str, list[Publication]]:
        """Records by nature, in the public order, one query; ``nombre`` of each at most, members kept first."""
        membres = F("adherente").desc(nulls_last=True)
        lots = [self.de_nature(nature).order_by(membres, "titre_cle", "pk").values("pk")[:nombre] for nature in Nature]
        gardees = self.model.objects.filter(pk__in=lots[0].union(*lots[1:], all=True))
        return gardees.pour_pages().order_by("nature", "titre_cle", "pk").par_nature()

    def membres_d_abord(self, nature: str, nombre: int) -> Self:
        """The first public records of a nature, those of members before the others."""
        ordre = (F("adherente").desc(nulls_last=True), "titre_cle", "pk")
        return self.vivantes().de_nature(nature).order_by(*ordre)[:nombre]

    def effectifs(self) -> dict[str, int]:
        """Number of public records of each nature."""
        comptes = dict(self.vivantes().order_by().values_list("nature").annotate(models.Count("pk")))
        return {nature.value: comptes.get(nature.value, 0) for nature in Nature}

    def par_nature(self) -> dict[str, list[Publication]]:
        """Records of an ordered queryset by nature; every nature has a key, its list empty or not."""
        groupes: dict[str, list[Publication]] = {nature.value: [] for nature in Nature}
        for publication in self:
            groupes[publication.nature].append(publication)
        return groupes

    def dernieres(self, nombre: int) -> Self:
        """Public records modified last."""
        return self.vivantes().order_by("-modifiee_le", "pk")[:nombre]

    def de_la_region(self, code: str, nombre: int) -> Self:
        """Public records of a region modified last."""
        return self.filter(region=code).dernieres(nombre)

    def par_nature_du_theme(self, slug: str, nombre: int) -> list[tuple[Nature, int, list[Publication]]]:
        """Natures that bear a theme: how many public records, and the first ones; two queries a nature at most."""
        du_theme = self.vivantes().filter(thematiques__contains=[slug])
        comptes = dict(du_theme.order_by().values_list("nature").annotate(models.Count("pk")))
        return [
            (nature, comptes[nature], list(du_theme.de_nature(nature).order_by("titre_cle", "pk")[:nombre]))
            for nature in Nature
            if nature in comptes
        ]

    def portant_le_theme(self, slug: str) -> Self:
        """Public records that bear a theme."""
        return self.vivantes().filter(thematiques__contains=[slug])

    def du_theme(self, slug: str, nombre: int) -> Self:
        """Public records of a theme modified last."""
        return self.filter(thematiques__contains=[slug]).dernieres(nombre)

    def uids(self) -> models.QuerySet[Publication, UUID]:
        """Identifiers of the records, in no order."""
        return self.order_by().values_list("pk", flat=True)

    def d_identifiants(self, uids: Collection[UUID | str]) -> Self:
        """Public records among some identifiers, by nature then title."""
        return self.vivantes().filter(pk__in=uids).order_by("nature", "titre_cle", "pk")

    def pour_admin(self) -> Self:
        """What a row of the admin list shows."""
        return self.only("titre", "nature", "slug", "revision", "publiee_le", "modifiee_le", "retiree_le")

    def changees_depuis(self, revision: int) -> models.QuerySet[Publication, UUID]:
        """Identifiers of the public records that changed after ``revision``."""
        return self.vivantes().filter(revision__gt=revision).uids()


def mots(champ: str) -> Func:
    """Text of a column without the signs that would hold two words together."""
    espaces = " " * len(SIGNES)
    return Func(F(champ), Value(SIGNES), Value(espaces), function="translate", output_field=models.TextField())


class Publication(models.Model):
    """A record as the public reads it: a pure function of the write tables, kept by ``publication.actions``.

    A row is never deleted: a withdrawn record keeps its identity and loses its content, so that clients who
    synchronise learn of it.
    """

    cherche: ClassVar = Cherche(codes=("titre_cle", "slug"), colonnes=("titre_cle", "slug"))

    uid = models.UUIDField(_("identifiant public"), primary_key=True, editable=False)
    nature = models.CharField(_("nature"), max_length=20, choices=Nature.choices)
    slug = models.SlugField(_("adresse"), max_length=120)
    titre = models.CharField(_("titre"), max_length=300, blank=True)
    resume = models.TextField(_("résumé"), blank=True)
    mots_cles = models.TextField(_("autres noms et codes"), blank=True)
    texte = models.TextField(_("texte recherché"), blank=True)
    contexte = models.TextField(_("lieux et thématiques"), blank=True)
    noms = ArrayField(models.CharField(max_length=200), verbose_name=_("noms exacts"), default=list, blank=True)
    document = models.TextField(_("document JSON"), blank=True)
    empreinte = models.CharField(_("empreinte du document"), max_length=64, blank=True)
    fichiers = ArrayField(models.CharField(max_length=200), verbose_name=_("fichiers cités"), default=list, blank=True)
    liens = ArrayField(models.UUIDField(), verbose_name=_("identifiants cités"), default=list, blank=True)

    region = models.CharField(_("code de région"), max_length=3, blank=True)
    departement = models.CharField(_("code de département"), max_length=3, blank=True)
    epci = models.CharField(_("SIREN de l’EPCI"), max_length=9, blank=True)
    commune = models.CharField(_("code de commune"), max_length=5, blank=True)
    ruralite = models.CharField(_("ruralité"), max_length=15, blank=True)
    thematiques = ArrayField(models.SlugField(), verbose_name=_("thématiques"), default=list, blank=True)
    montant = models.DecimalField(_("montant (€)"), max_digits=14, decimal_places=2, null=True, blank=True)
    debut = models.DateField(_("début"), null=True, blank=True)
    fin = models.DateField(_("fin"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    adherente = models.BooleanField(_("adhérente"), null=True, blank=True)
    porteuse = models.UUIDField(_("collectivité porteuse"), null=True, blank=True)
    a_revoir_le = models.DateField(_("à revoir le"), null=True, blank=True)

    revision = models.BigIntegerField(_("révision"), unique=True)
    changee_le = models.DateTimeField(_("changée le"), default=timezone.now)
    publiee_le = models.DateTimeField(_("publiée le"))
    modifiee_le = models.DateTimeField(_("modifiée le"))
    retiree_le = models.DateTimeField(_("retirée le"), null=True, blank=True)
    motif = models.TextField(_("motif du retrait"), blank=True)
    remplacee_par = models.UUIDField(_("remplacée par"), null=True, blank=True)

    titre_cle = models.GeneratedField(
        expression=Func(F("titre"), function="public.plier"),
        output_field=models.CharField(max_length=300),
        db_persist=True,
        verbose_name=_("titre replié"),
    )
    recherche = models.GeneratedField(
        expression=(
            SearchVector(mots("titre"), mots("mots_cles"), config="public.fr", weight="A")
            + SearchVector(mots("resume"), config="public.fr", weight="B")
            + SearchVector(mots("texte"), config="public.fr", weight="C")
            + SearchVector(mots("contexte"), config="public.fr", weight="D")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
        verbose_name=_("vecteur de recherche"),
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["nature", "titre_cle", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nature", "slug"],
                name="une_adresse_designe_une_seule_publication",
                violation_error_message=_("Une autre fiche publique a déjà cette adresse."),
            ),
            models.CheckConstraint(
                condition=Q(retiree_le=None) | Q(document="", titre="", resume="", texte="", mots_cles=""),
                name="une_publication_retiree_na_plus_de_contenu",
                violation_error_message=_("Une fiche retirée ne garde aucun contenu public."),
            ),
            models.CheckConstraint(
                condition=Q(revision__gt=0),
                name="une_revision_est_positive",
                violation_error_message=_("La révision commence à 1."),
            ),
        ]
        indexes = [
            GinIndex(fields=["recherche"], name="publication_recherche"),
            GinIndex(OpClass(F("titre_cle"), "gin_trgm_ops"), name="publication_titre_trigrammes"),
            GinIndex(OpClass(F("slug"), "gin_trgm_ops"), name="publication_slug_trigrammes"),
            GinIndex(fields=["noms"], name="publication_noms"),
            GinIndex(fields=["liens"], name="publication_liens"),
            GinIndex(fields=["thematiques"], name="publication_thematiques"),
            GinIndex(fields=["fichiers"], name="publication_fichiers"),
            models.Index(fields=["nature", "titre_cle", "uid"], name="publication_ordre_public"),
            models.Index(fields=["titre_cle", "uid"], name="publication_titre"),
            models.Index(fields=["region", "departement"], name="publication_territoire"),
            du_territoire("region"),
            du_territoire("departement"),
            premieres_de("epci"),
            premieres_de("commune"),
            models.Index(fields=["porteuse", "nature"], name="publication_porteuse"),
            models.Index("nature", F("montant").desc(nulls_last=True), "uid", name="publication_par_montant"),
            models.Index("nature", F("population").desc(nulls_last=True), "uid", name="publication_par_population"),
            models.Index(fields=["nature", "population", "uid"], name="publication_population_asc"),
            models.Index("nature", F("modifiee_le").desc(nulls_last=True), "uid", name="publication_par_date"),
            models.Index(fields=["-modifiee_le", "uid"], name="publication_dernieres", condition=Q(retiree_le=None)),
        ]

    def __str__(self) -> str:
        return self.titre or f"{self.nature} {self.slug}"

    def get_absolute_url(self) -> str:
        """Address of the public page."""
        return reverse(registre[self.nature].modele.ecran, args=[self.slug])

    @cached_property
    def contenu(self) -> dict[str, Any]:
        """The document, parsed: what public pages show."""
        contenu: dict[str, Any] = orjson.loads(self.document)
        return contenu

    def repond_a(self, cle: str) -> bool:
        """Whether ``cle`` is its address of today or its public identifier, and not a former address."""
        return cle == self.slug or cle.replace("-", "").lower() == self.pk.hex

    def est_a_jour(self, le: dt.date) -> bool:
        """Whether the record was verified, and is not due for review on the day ``le``."""
        return self.a_revoir_le is not None and le < self.a_revoir_le

    @property
    def est_retiree(self) -> bool:
        """Whether only the tombstone is left."""
        return self.retiree_le is not None
