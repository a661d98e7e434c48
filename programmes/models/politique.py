"""An authority's ESS policy and its parts, in the reader's order."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from collectivites.models import Contact, TypeCollectivite, siren_epci
from programmes.models import proposables
from programmes.models.attendus import DE_POLITIQUE
from programmes.models.base import champ_annee, champ_source, contexte, dernier_jour, premier_jour
from programmes.models.thematique import slugs_et_parents
from publication.models import Fiche, FicheQuerySet, Projection, TexteRiche
from publication.models.cherche import Cherche
from publication.models.index import de_fiche
from publication.natures import Nature
from publication.texte_riche import en_clair


class PolitiqueQuerySet(FicheQuerySet["Politique"]):
    """The questions asked of policies."""

    def pour_document(self) -> Self:
        """Everything that the document reads."""
        contacts = Contact.objects.avec_consentements().filter(est_archive=False)
        return (
            super()
            .pour_document()
            .select_related("collectivite__region", "collectivite__departement")
            .prefetch_related(
                "collectivite__adhesions",
                "thematiques__parente",
                "budgets",
                "effectifs",
                "chiffres",
                "orientations",
                "actions__chiffres",
                "engagements",
                Prefetch("contacts", queryset=contacts),
            )
            .annotate(siren_epci=siren_epci("collectivite__"))
        )

    def budgets_connus(self) -> models.QuerySet[Politique, Any]:
        """Latest known budget of each public policy, with the type and the region of its authority."""
        connus = self.publiees().filter(publication__montant__isnull=False).order_by("pk")
        return connus.values_list("publication__montant", "collectivite__type", "collectivite__region__nom")

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("collectivite")


class Politique(Fiche):
    """What an authority does for the ESS, over a period."""

    cherche: ClassVar = Cherche(noms=("titre",))

    nature: ClassVar[Nature] = Nature.POLITIQUE
    ecran: ClassVar[str] = "programmes:politique"
    attendus = DE_POLITIQUE
    exige: ClassVar[tuple[str, ...]] = ("collectivite",)
    proposables: ClassVar[tuple[str, ...]] = proposables.POLITIQUE
    _history_m2m_fields: ClassVar[tuple[str, ...]] = ("thematiques", "contacts")
    mentionne: ClassVar[dict[str, tuple[str, ...]]] = {
        "collectivites.Adhesion": ("collectivite__adhesions",),
        "collectivites.Collectivite": ("collectivite",),
        "collectivites.Commune": ("collectivite__departement__communes",),
        "collectivites.Consentement": ("contacts__consentements",),
        "collectivites.Contact": ("contacts",),
        "collectivites.Departement": ("collectivite__departement",),
        "collectivites.Region": ("collectivite__region",),
        "collectivites.Utilisateur": ("verifiee_par",),
        "programmes.Action": ("actions",),
        "programmes.Budget": ("budgets",),
        "programmes.ChiffreCle": ("chiffres", "actions__chiffres"),
        "programmes.Effectif": ("effectifs",),
        "programmes.Engagement": ("engagements",),
        "programmes.Orientation": ("orientations",),
        "programmes.Thematique": ("thematiques", "thematiques__parente"),
    }

    collectivite = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.PROTECT,
        related_name="politiques",
        verbose_name=_("collectivité"),
        help_text=_("Collectivité qui mène la politique."),
    )
    titre = models.CharField(_("titre"), max_length=200, help_text=_("« Politique ESS de la Région Grand Est »."))
    resume = models.TextField(_("résumé"), blank=True, help_text=_("Deux phrases, montrées dans les listes."))
    debut = champ_annee(_("première année"), _("Année où la politique commence."))
    fin = champ_annee(_("dernière année"), _("Dernière année ; vide si la politique se poursuit."))
    panorama = TexteRiche(
        _("panorama de l’ESS"), blank=True, help_text=_("Ce que pèse l’ESS sur le territoire, en quelques phrases.")
    )
    moyens = TexteRiche(
        _("moyens"), blank=True, help_text=_("Ce qui entoure les montants : service, partenaires, conventions.")
    )
    programme = TexteRiche(
        _("programme d’intervention"), blank=True, help_text=_("Ce que la collectivité veut faire, et comment.")
    )
    gouvernance = models.CharField(
        _("instance de gouvernance"),
        max_length=200,
        blank=True,
        help_text=_("« Comité consultatif de l’ESS », « Conseil de l’ESS »…"),
    )
    gouvernance_detail = TexteRiche(
        _("rôle de l’instance"), blank=True, help_text=_("Qui y siège, depuis quand, ce qu’elle fait.")
    )
    thematiques = models.ManyToManyField(
        "programmes.Thematique",
        blank=True,
        related_name="politiques",
        verbose_name=_("thématiques"),
        help_text=_("Domaines où la politique intervient."),
    )
    contacts = models.ManyToManyField(
        "collectivites.Contact",
        blank=True,
        related_name="politiques",
        verbose_name=_("contacts"),
        help_text=_("Personnes à appeler pour cette politique, parmi celles de la collectivité."),
    )
    source = champ_source()
    source_url = models.URLField(
        _("adresse de la source"), blank=True, help_text=_("Délibération, schéma ou page d’origine.")
    )

    siren_epci: str = ""  # annotated by ``pour_document``

    objects = PolitiqueQuerySet.as_manager()

    class Meta(Fiche.Meta):
        verbose_name = _("politique ESS")
        verbose_name_plural = _("politiques ESS")
        ordering = ["titre", "pk"]
        constraints = [
            *Fiche.Meta.constraints,
            models.CheckConstraint(
                condition=Q(debut=None) | Q(fin=None) | Q(fin__gte=F("debut")),
                name="une_politique_finit_apres_avoir_commence",
                violation_error_message=_("La dernière année ne peut pas précéder la première."),
            ),
        ]
        indexes = de_fiche("politique", "titre")

    def projection(self) -> Projection:
        """Facets of the policy: those of its authority, and its latest yearly budget."""
        budget = max(self.budgets.all(), key=lambda b: b.annee or 0, default=None)
        return Projection(
            titre=self.titre,
            resume=self.resume,
            mots_cles=f"{self.collectivite.nom} {self.collectivite.designation}".strip(),
            texte=self._texte(),
            contexte=self._contexte(),
            region=self.collectivite.region_id or "",
            departement=self.collectivite.departement_id or "",
            epci=self.siren_epci,
            commune=self.collectivite.code_insee if self.collectivite.type == TypeCollectivite.COMMUNE else "",
            thematiques=slugs_et_parents(self.thematiques.all()),
            montant=budget.montant if budget else None,
            debut=premier_jour(self.debut),
            fin=dernier_jour(self.fin),
            latitude=self.collectivite.latitude,
            longitude=self.collectivite.longitude,
            population=self.collectivite.population,
            adherente=self.collectivite.adherente_depuis is not None,
            porteuse=self.collectivite.uid,
        )

    def _contexte(self) -> str:
        lieux = contexte(self.collectivite.region, self.collectivite.departement, *self.thematiques.all())
        return f"{lieux} budget" if self.budgets.all() else lieux

    def _texte(self) -> str:
        lignes = [*map(en_clair, (self.panorama, self.moyens, self.programme)), self.gouvernance]
        lignes += [en_clair(self.gouvernance_detail)]
        lignes += [f"{o.titre} {en_clair(o.texte)}" for o in self.orientations.all()]
        lignes += [f"{a.titre} {en_clair(a.texte)} {a.lieu}" for a in self.actions.all()]
        lignes += [e.nom for e in self.engagements.all()]
        lignes += [c.libelle for c in self.chiffres.all()]
        return "\n".join(filter(None, lignes))
