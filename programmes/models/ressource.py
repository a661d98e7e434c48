"""What the network publishes about all this: articles, conferences, tool kits, and what people said there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models import proposables
from programmes.models.attendus import DE_RESSOURCE
from programmes.models.base import LigneOrdonnee, champ_source, contexte
from programmes.models.thematique import slugs_et_parents
from publication.models import Fiche, FicheQuerySet, Projection, TexteRiche
from publication.models.cherche import Cherche
from publication.models.index import de_fiche
from publication.natures import Nature
from publication.texte_riche import en_clair

if TYPE_CHECKING:
    from collectivites.models import Collectivite, Departement, Region

EXTENSIONS = ("csv", "docx", "jpeg", "jpg", "json", "odp", "ods", "odt", "pdf", "png", "pptx", "webp", "xlsx", "zip")
"""No type that a browser would run: the files are served from the address of the site."""


class RessourceQuerySet(FicheQuerySet["Ressource"]):
    """The questions asked of resources."""

    def pour_document(self) -> Self:
        """Everything that the document reads."""
        liens = ("collectivites__region", "collectivites__departement", "politiques", "dispositifs", "projets")
        return (
            super()
            .pour_document()
            .select_related("kit")
            .prefetch_related("thematiques__parente", "chiffres", "pieces", "interventions__collectivite", *liens)
        )


class Ressource(Fiche):
    """An article, a conference, a testimony, a publication, a video or a tool kit."""

    cherche: ClassVar = Cherche(noms=("titre",), autres=("auteurs",))

    class Genre(models.TextChoices):
        """What the resource is."""

        ARTICLE = "article", _("article")
        CONFERENCE = "conference", _("conférence")
        TEMOIGNAGE = "temoignage", _("témoignage")
        PUBLICATION = "publication", _("publication")
        VIDEO = "video", _("vidéo")
        KIT = "kit", _("boîte à outils")

    nature: ClassVar[Nature] = Nature.RESSOURCE
    ecran: ClassVar[str] = "programmes:ressource"
    attendus = DE_RESSOURCE
    proposables: ClassVar[tuple[str, ...]] = proposables.RESSOURCE
    _history_m2m_fields: ClassVar[tuple[str, ...]] = (
        "thematiques",
        "collectivites",
        "politiques",
        "dispositifs",
        "projets",
    )
    mentionne: ClassVar[dict[str, tuple[str, ...]]] = {
        "collectivites.Collectivite": ("collectivites", "interventions__collectivite"),
        "collectivites.Departement": ("collectivites__departement",),
        "collectivites.Region": ("collectivites__region",),
        "collectivites.Utilisateur": ("verifiee_par",),
        "programmes.ChiffreCle": ("chiffres",),
        "programmes.Dispositif": ("dispositifs",),
        "programmes.Intervention": ("interventions",),
        "programmes.PieceJointe": ("pieces",),
        "programmes.Politique": ("politiques",),
        "programmes.Projet": ("projets",),
        "programmes.Ressource": ("kit",),
        "programmes.Thematique": ("thematiques", "thematiques__parente"),
    }

    genre = models.CharField(_("genre"), max_length=15, choices=Genre.choices, help_text=_("Ce qu’est la ressource."))
    titre = models.CharField(_("titre"), max_length=250, help_text=_("Titre de la ressource."))
    resume = models.TextField(_("résumé"), blank=True, help_text=_("L’essentiel en deux phrases."))
    texte = TexteRiche(_("texte"), blank=True, help_text=_("Contenu, s’il est sur la fiche."))
    auteurs = models.CharField(
        _("auteurs"), max_length=200, blank=True, help_text=_("Organisations à l’origine de la ressource.")
    )
    lieu = models.CharField(_("lieu"), max_length=150, blank=True, help_text=_("Où un événement s’est tenu."))
    debut = models.DateField(
        _("date"), null=True, blank=True, help_text=_("Premier jour de l’événement, s’il est connu.")
    )
    fin = models.DateField(
        _("dernier jour"), null=True, blank=True, help_text=_("Si l’événement dure plusieurs jours.")
    )
    parue_le = models.DateField(_("parue le"), null=True, blank=True, help_text=_("Date de la première parution."))
    mise_a_jour_le = models.DateField(
        _("mise à jour le"), null=True, blank=True, help_text=_("Date de la dernière mise à jour par ses auteurs.")
    )
    lien = models.URLField(_("adresse"), blank=True, help_text=_("Où la lire ou la voir."))
    kit = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"genre": Genre.KIT},
        related_name="contenu",
        verbose_name=_("boîte à outils"),
        help_text=_("Boîte à outils dont la ressource fait partie."),
    )
    thematiques = models.ManyToManyField(
        "programmes.Thematique",
        blank=True,
        related_name="ressources",
        verbose_name=_("thématiques"),
        help_text=_("Domaines dont parle la ressource."),
    )
    collectivites = models.ManyToManyField(
        "collectivites.Collectivite",
        blank=True,
        related_name="ressources",
        verbose_name=_("collectivités"),
        help_text=_("Collectivités dont parle la ressource."),
    )
    politiques = models.ManyToManyField(
        "programmes.Politique",
        blank=True,
        related_name="ressources",
        verbose_name=_("politiques"),
        help_text=_("Politiques dont parle la ressource."),
    )
    dispositifs = models.ManyToManyField(
        "programmes.Dispositif",
        blank=True,
        related_name="ressources",
        verbose_name=_("dispositifs"),
        help_text=_("Dispositifs dont parle la ressource."),
    )
    projets = models.ManyToManyField(
        "programmes.Projet",
        blank=True,
        related_name="ressources",
        verbose_name=_("projets"),
        help_text=_("Projets dont parle la ressource."),
    )
    source = champ_source()

    objects = RessourceQuerySet.as_manager()

    class Meta(Fiche.Meta):
        verbose_name = _("ressource")
        verbose_name_plural = _("ressources")
        ordering = ["titre", "pk"]
        constraints = [
            *Fiche.Meta.constraints,
            models.CheckConstraint(
                condition=Q(fin=None) | Q(debut__isnull=False, fin__gte=F("debut")),
                name="un_evenement_finit_apres_avoir_commence",
                violation_error_message=_("Le dernier jour ne peut pas précéder le premier."),
            ),
            models.CheckConstraint(
                condition=Q(mise_a_jour_le=None) | Q(parue_le=None) | Q(mise_a_jour_le__gte=F("parue_le")),
                name="une_ressource_est_mise_a_jour_apres_sa_parution",
                violation_error_message=_("La mise à jour ne peut pas précéder la parution."),
            ),
            models.CheckConstraint(
                condition=Q(kit=None) | ~Q(genre="kit"),
                name="une_boite_a_outils_n_est_pas_dans_une_autre",
                violation_error_message=_("Une boîte à outils ne fait pas partie d’une autre."),
            ),
        ]
        indexes = de_fiche("ressource", "titre")

    def projection(self) -> Projection:
        """Facets of the resource; it belongs to a region when all the authorities it speaks of do."""
        publiques = [c for c in self.collectivites.all() if c.est_publique]
        regions = {c.region_id for c in publiques}
        departements = {c.departement_id for c in publiques}
        return Projection(
            titre=self.titre,
            resume=self.resume,
            mots_cles=self.auteurs,
            texte=self._texte(),
            contexte=contexte(*self._lieux(publiques), *self.thematiques.all()),
            region=(regions.pop() or "") if len(regions) == 1 else "",
            departement=(departements.pop() or "") if len(departements) == 1 else "",
            thematiques=slugs_et_parents(self.thematiques.all()),
            debut=self.debut or self.parue_le,
            fin=self.fin,
        )

    def _lieux(self, collectivites: list[Collectivite]) -> list[Collectivite | Region | Departement | None]:
        """Authorities that the resource speaks of, and where they are; each once."""
        lieux = [lieu for c in collectivites for lieu in (c, c.region, c.departement)]
        return list(dict.fromkeys(lieux))

    def _texte(self) -> str:
        interventions = [f"{i.intervenant} {i.titre} {en_clair(i.texte)}" for i in self.interventions.all()]
        return "\n".join(filter(None, [self.get_genre_display(), self.lieu, en_clair(self.texte), *interventions]))


class Intervention(LigneOrdonnee):
    """What someone said at a conference, for an authority or not."""

    cherche: ClassVar = Cherche(autres=("intervenant", "titre"))

    ressource = models.ForeignKey(
        Ressource, on_delete=models.CASCADE, related_name="interventions", verbose_name=_("ressource")
    )
    intervenant = models.CharField(
        _("intervenant·e"),
        max_length=150,
        blank=True,
        help_text=_("Nom d’un·e élu·e ; laissez vide pour un·e agent·e, seule sa fonction est publiée."),
    )
    fonction = models.CharField(
        _("fonction"), max_length=250, blank=True, help_text=_("À quel titre la personne parle.")
    )
    titre = models.CharField(_("titre"), max_length=250, blank=True, help_text=_("Sujet de l’intervention."))
    collectivite = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interventions",
        verbose_name=_("collectivité"),
        help_text=_("Collectivité au nom de laquelle la personne parle."),
    )
    texte = TexteRiche(_("texte"), help_text=_("Ce qui a été dit, en substance."))

    class Meta(LigneOrdonnee.Meta):
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(intervenant="") | ~Q(fonction=""),
                name="une_intervention_a_un_nom_ou_une_fonction",
                violation_error_message=_("Indiquez au moins le nom ou la fonction de la personne."),
            )
        ]

    def __str__(self) -> str:
        return self.titre or self.intervenant or self.fonction


class PieceJointe(LigneOrdonnee):
    """A file or a link that goes with a resource."""

    cherche: ClassVar = Cherche(autres=("titre",))

    ressource = models.ForeignKey(
        Ressource, on_delete=models.CASCADE, related_name="pieces", verbose_name=_("ressource")
    )
    titre = models.CharField(_("titre"), max_length=200, help_text=_("Ce qu’on trouve en l’ouvrant."))
    fichier = models.FileField(
        _("fichier"),
        upload_to="ressources/",
        blank=True,
        validators=[FileExtensionValidator(EXTENSIONS)],
        help_text=_("PDF de préférence, lisible par tous ; sinon document, tableur, image ou archive zip."),
    )
    url = models.URLField(_("lien"), blank=True, help_text=_("Adresse complète, https:// compris."))

    class Meta(LigneOrdonnee.Meta):
        verbose_name = _("pièce jointe ou lien")
        verbose_name_plural = _("pièces jointes et liens")
        constraints = [
            models.CheckConstraint(
                condition=Q(fichier="") & ~Q(url="") | ~Q(fichier="") & Q(url=""),
                name="une_piece_est_un_fichier_ou_un_lien",
                violation_error_message=_("Joignez un fichier ou indiquez un lien, l’un des deux."),
            )
        ]

    def __str__(self) -> str:
        return self.titre
