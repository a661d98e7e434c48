"""A funding scheme, its partners, and what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Func, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from collectivites.models import Contact, TypeCollectivite, siren_epci
from programmes.models import proposables
from programmes.models.attendus import DE_DISPOSITIF
from programmes.models.base import LigneOrdonnee, champ_montant, champ_source, contexte
from programmes.models.calendrier import EtatDispositif, etat_dispositif
from programmes.models.thematique import slugs_et_parents
from publication.models import Fiche, FicheQuerySet, Projection, TexteRiche
from publication.models.cherche import Cherche
from publication.models.index import de_fiche
from publication.natures import Nature
from publication.texte_riche import en_clair

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

CODE_TERRITOIRE = RegexValidator(
    r"^(PAYS-FR|REG-\d{2}|DEP-(\d{2,3}|2[AB])|EPCI-\d{9}|COM-(\d{5}|2[AB]\d{3}))\Z",
    _("Code de territoire attendu : PAYS-FR, REG-53, DEP-35, DEP-2A, EPCI-243500139 ou COM-35238."),
)


class DispositifQuerySet(FicheQuerySet["Dispositif"]):
    """The questions asked of schemes; time is always a parameter."""

    def dans_etat(self, *etats: str, le: dt.date) -> Self:
        """Schemes whose state is one of ``etats`` on the day ``le``."""
        return self.filter(EtatDispositif.condition(etats, le=le))

    def couvrant(self, *, codes: Collection[str], collectivites: Collection[int]) -> Self:
        """Public schemes that cover a place, though some may exclude it: its territory codes, and keys of authorities.

        A scheme without a territory applies on that of its authority; an exclusion prevails over a territory.
        """
        partout = Q(territoires=[], collectivite__in=collectivites)
        couvre = Q(territoires__overlap=list(codes)) | partout
        return self.publiees().filter(couvre).select_related("publication")

    def compter_par_theme(self) -> dict[str, int]:
        """Number of schemes that bear each theme, or a theme under it."""
        return self.compter_par(Func(F("publication__thematiques"), function="unnest", output_field=models.CharField()))

    def compter_par_etat(self, *, le: dt.date) -> dict[str, int]:
        """Number of schemes in each state on the day ``le``."""
        return self.compter_par(EtatDispositif.cas(le=le))

    def pour_document(self) -> Self:
        """Everything that the document reads."""
        contacts = Contact.objects.avec_consentements().filter(est_archive=False)
        return (
            super()
            .pour_document()
            .select_related("collectivite__region", "collectivite__departement", "politique")
            .prefetch_related(
                "collectivite__adhesions",
                "thematiques__parente",
                "chiffres",
                Prefetch("contacts", queryset=contacts),
                "partenariats__collectivite",
                "partenariats__organisme",
            )
            .annotate(siren_epci=siren_epci("collectivite__"))
        )

    def pour_norme(self) -> Self:
        """Everything that a line of the national file says."""
        partenaires = ("partenariats__collectivite", "partenariats__organisme")
        lus = self.select_related("collectivite", "politique").prefetch_related("collectivite__communes", *partenaires)
        return lus.order_by("pk")

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("collectivite")


class Dispositif(Fiche):
    """A scheme by which an authority supports ESS projects."""

    cherche: ClassVar = Cherche(noms=("titre",))

    class NatureAide(models.TextChoices):
        """What the beneficiary receives."""

        SUBVENTION = "subvention", _("subvention")
        BOURSE = "bourse", _("bourse")
        PRET = "pret", _("prêt")
        GARANTIE = "garantie", _("garantie")
        AVANCE = "avance", _("avance remboursable")
        PRISE_PARTICIPATION = "prise_participation", _("prise de participation")
        INGENIERIE = "ingenierie", _("ingénierie ou accompagnement")
        MISE_A_DISPOSITION = "mise_a_disposition", _("mise à disposition")
        CONVENTION = "convention", _("convention de partenariat")

    class Mode(models.TextChoices):
        """Whether the project is helped by the authority itself or through a partner that it funds."""

        DIRECTE = "directe", _("aide directe")
        INDIRECTE = "indirecte", _("aide indirecte")

    class Instruction(models.TextChoices):
        """How applications are taken."""

        FIL_DE_LEAU = "fil_de_leau", _("au fil de l’eau")
        APPEL_A_PROJETS = "appel_a_projets", _("appel à projets")
        AMI = "ami", _("appel à manifestation d’intérêt")
        PERMANENT = "permanent", _("appel permanent")

    nature: ClassVar[Nature] = Nature.DISPOSITIF
    ecran: ClassVar[str] = "programmes:dispositif"
    attendus = DE_DISPOSITIF
    exige: ClassVar[tuple[str, ...]] = ("collectivite",)
    proposables: ClassVar[tuple[str, ...]] = proposables.DISPOSITIF
    _history_m2m_fields: ClassVar[tuple[str, ...]] = ("thematiques", "contacts")
    mentionne: ClassVar[dict[str, tuple[str, ...]]] = {
        "collectivites.Adhesion": ("collectivite__adhesions",),
        "collectivites.Collectivite": ("collectivite", "partenariats__collectivite"),
        "collectivites.Commune": ("collectivite__departement__communes",),
        "collectivites.Consentement": ("contacts__consentements",),
        "collectivites.Contact": ("contacts",),
        "collectivites.Departement": ("collectivite__departement",),
        "collectivites.Region": ("collectivite__region",),
        "collectivites.Utilisateur": ("verifiee_par",),
        "programmes.ChiffreCle": ("chiffres",),
        "programmes.Organisme": ("partenariats__organisme",),
        "programmes.Partenariat": ("partenariats",),
        "programmes.Politique": ("politique",),
        "programmes.Thematique": ("thematiques", "thematiques__parente"),
    }

    collectivite = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.PROTECT,
        related_name="dispositifs",
        verbose_name=_("collectivité"),
        help_text=_("Collectivité qui porte le dispositif."),
    )
    politique = models.ForeignKey(
        "programmes.Politique",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dispositifs",
        verbose_name=_("politique"),
        help_text=_("Politique dont le dispositif fait partie."),
    )
    titre = models.CharField(_("titre"), max_length=200, help_text=_("Nom du dispositif, comme le public le connaît."))
    resume = models.TextField(_("résumé"), blank=True, help_text=_("Ce que le dispositif apporte, en deux phrases."))
    nature_aide = models.CharField(
        _("nature de l’aide"), max_length=20, choices=NatureAide.choices, help_text=_("Ce que le bénéficiaire reçoit.")
    )
    mode = models.CharField(
        _("mode"),
        max_length=10,
        choices=Mode.choices,
        default=Mode.DIRECTE,
        help_text=_("Directe : versée au projet. Indirecte : versée à un partenaire qui aide les projets."),
    )
    instruction = models.CharField(
        _("instruction"), max_length=20, choices=Instruction.choices, help_text=_("Comment les demandes sont reçues.")
    )
    objectifs = TexteRiche(_("objectifs"), blank=True, help_text=_("Ce que le dispositif vise."))
    cibles = TexteRiche(_("cibles"), blank=True, help_text=_("Qui peut en bénéficier."))
    eligibilite = TexteRiche(_("conditions d’éligibilité"), blank=True, help_text=_("Ce qu’il faut remplir."))
    modalites = TexteRiche(_("modalités"), blank=True, help_text=_("Comment le dispositif est mis en œuvre."))
    moyens = TexteRiche(_("moyens"), blank=True, help_text=_("Argent et personnes affectés, en clair."))
    evaluation = TexteRiche(_("évaluation"), blank=True, help_text=_("Résultats constatés, façon d’évaluer."))
    montant_min = champ_montant(_("montant minimal"), _("En euros, par projet."))
    montant_max = champ_montant(_("montant maximal"), _("En euros, par projet."))
    montant_par_beneficiaire = champ_montant(_("montant par bénéficiaire"), _("En euros, quand il est fixe."))
    enveloppe_annuelle = champ_montant(
        _("enveloppe annuelle"), _("En euros, pour l’ensemble des bénéficiaires d’une année.")
    )
    enveloppe_totale = champ_montant(
        _("enveloppe totale"), _("En euros, sur toute la durée, si la source la donne ainsi.")
    )
    taux = models.DecimalField(
        _("taux"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Part du coût prise en charge, en pourcentage."),
    )
    beneficiaires_par_an = models.PositiveIntegerField(
        _("bénéficiaires par an"), null=True, blank=True, help_text=_("Nombre de projets aidés chaque année.")
    )
    beneficiaires_total = models.PositiveIntegerField(
        _("bénéficiaires au total"), null=True, blank=True, help_text=_("Nombre de projets aidés depuis l’origine.")
    )
    ouverture_le = models.DateField(
        _("ouverture"), null=True, blank=True, help_text=_("Premier jour des candidatures ; vide si toujours ouvert.")
    )
    cloture_le = models.DateField(
        _("clôture"), null=True, blank=True, help_text=_("Dernier jour des candidatures ; vide si sans fin prévue.")
    )
    territoires = ArrayField(
        models.CharField(max_length=15, validators=[CODE_TERRITOIRE]),
        verbose_name=_("territoires couverts"),
        default=list,
        blank=True,
        help_text=_("Codes officiels séparés par des virgules : REG-53, DEP-35, DEP-2A, EPCI-243500139, COM-35238."),
    )
    exclusions = ArrayField(
        models.CharField(max_length=15, validators=[CODE_TERRITOIRE]),
        verbose_name=_("territoires exclus"),
        default=list,
        blank=True,
        help_text=_("Mêmes codes ; une exclusion l’emporte sur un territoire couvert."),
    )
    page_officielle = models.URLField(
        _("page officielle"), blank=True, help_text=_("Page où déposer une demande ou en savoir plus.")
    )
    thematiques = models.ManyToManyField(
        "programmes.Thematique",
        blank=True,
        related_name="dispositifs",
        verbose_name=_("thématiques"),
        help_text=_("Domaines que le dispositif soutient."),
    )
    contacts = models.ManyToManyField(
        "collectivites.Contact",
        blank=True,
        related_name="dispositifs",
        verbose_name=_("contacts"),
        help_text=_("Personnes à appeler pour ce dispositif."),
    )
    source = champ_source()

    siren_epci: str = ""  # annotated by ``pour_document``

    objects = DispositifQuerySet.as_manager()

    class Meta(Fiche.Meta):
        verbose_name = _("dispositif")
        verbose_name_plural = _("dispositifs")
        ordering = ["titre", "pk"]
        constraints = [
            *Fiche.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ouverture_le=None) | Q(cloture_le=None) | Q(cloture_le__gte=F("ouverture_le")),
                name="un_dispositif_ferme_apres_avoir_ouvert",
                violation_error_message=_("La clôture ne peut pas précéder l’ouverture."),
            ),
            models.CheckConstraint(
                condition=Q(montant_min=None) | Q(montant_max=None) | Q(montant_max__gte=F("montant_min")),
                name="le_montant_maximal_dun_dispositif_depasse_le_minimal",
                violation_error_message=_("Le montant maximal doit dépasser le montant minimal."),
            ),
        ]
        indexes = [
            *de_fiche("dispositif", "titre"),
            models.Index(fields=["cloture_le", "ouverture_le"], name="dispositif_calendrier"),
            GinIndex(fields=["territoires"], name="dispositif_territoires"),
        ]

    def etat(self, le: dt.date) -> EtatDispositif:
        """State of the scheme on the day ``le``."""
        return etat_dispositif(self.ouverture_le, self.cloture_le, a_revoir_le=self.a_revoir_le, le=le)

    def projection(self) -> Projection:
        """Facets of the scheme."""
        return Projection(
            titre=self.titre,
            resume=self.resume,
            mots_cles=f"{self.collectivite.nom} {self.collectivite.designation}".strip(),
            texte=self._texte(),
            contexte=contexte(self.collectivite.region, self.collectivite.departement, *self.thematiques.all()),
            region=self.collectivite.region_id or "",
            departement=self.collectivite.departement_id or "",
            epci=self.siren_epci,
            commune=self.collectivite.code_insee if self.collectivite.type == TypeCollectivite.COMMUNE else "",
            thematiques=slugs_et_parents(self.thematiques.all()),
            montant=self.montant_max or self.montant_par_beneficiaire or self.enveloppe_annuelle,
            debut=self.ouverture_le,
            fin=self.cloture_le,
            latitude=self.collectivite.latitude,
            longitude=self.collectivite.longitude,
            population=self.collectivite.population,
            adherente=self.collectivite.adherente_depuis is not None,
            porteuse=self.collectivite.uid,
        )

    def _texte(self) -> str:
        choix = [self.get_nature_aide_display(), self.get_instruction_display(), self.get_mode_display()]
        textes = [self.objectifs, self.cibles, self.eligibilite, self.modalites, self.moyens, self.evaluation]
        return "\n".join(filter(None, [*choix, *map(en_clair, textes)]))


class Partenariat(LigneOrdonnee):
    """Another authority or organisation that takes part in a scheme."""

    cherche: ClassVar = Cherche(autres=("nom",))

    class Role(models.TextChoices):
        """What the partner brings."""

        FINANCEUR = "financeur", _("financeur")
        OPERATEUR = "operateur", _("opérateur")
        ANIMATEUR = "animateur", _("animateur")
        BENEFICIAIRE = "beneficiaire", _("bénéficiaire")
        PARTENAIRE = "partenaire", _("partenaire")

    class Periodicite(models.TextChoices):
        """What the amount is for."""

        PAR_AN = "par_an", _("par an")
        TOTAL = "total", _("au total")
        PAR_AN_ET_BENEFICIAIRE = "par_an_et_beneficiaire", _("par an et par bénéficiaire")

    dispositif = models.ForeignKey(
        Dispositif, on_delete=models.CASCADE, related_name="partenariats", verbose_name=_("dispositif")
    )
    nom = models.CharField(_("nom"), max_length=200, help_text=_("Nom du partenaire, tel qu’il sera montré."))
    collectivite = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partenariats",
        verbose_name=_("collectivité"),
        help_text=_("Si le partenaire est une collectivité du répertoire."),
    )
    organisme = models.ForeignKey(
        "programmes.Organisme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partenariats",
        verbose_name=_("organisme"),
        help_text=_("Si le partenaire est un organisme du répertoire."),
    )
    role = models.CharField(
        _("rôle"), max_length=15, choices=Role.choices, default=Role.PARTENAIRE, help_text=_("Ce qu’il apporte.")
    )
    montant = champ_montant(_("montant"), _("En euros, ce qu’il verse ou reçoit."))
    periodicite = models.CharField(
        _("périodicité"),
        max_length=25,
        choices=Periodicite.choices,
        blank=True,
        help_text=_("À quoi le montant se rapporte."),
    )
    note = models.CharField(_("précision"), max_length=250, blank=True, help_text=_("Ce qu’il faut ajouter."))

    class Meta(LigneOrdonnee.Meta):
        verbose_name = _("partenariat")
        verbose_name_plural = _("partenariats")
        constraints = [
            models.CheckConstraint(
                condition=Q(collectivite=None) | Q(organisme=None),
                name="un_partenaire_est_une_collectivite_ou_un_organisme",
                violation_error_message=_("Choisissez une collectivité ou un organisme, pas les deux."),
            ),
            models.CheckConstraint(
                condition=Q(montant=None) | ~Q(periodicite=""),
                name="le_montant_dun_partenariat_dit_sa_periodicite",
                violation_error_message=_("Dites à quoi le montant se rapporte."),
            ),
        ]

    def __str__(self) -> str:
        return self.nom
