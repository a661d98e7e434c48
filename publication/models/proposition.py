"""A proposed change to a public sheet, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publication.models.enregistrement import Enregistrement
from publication.models.fiche import acteur, ensemble
from publication.natures import registre

if TYPE_CHECKING:
    from publication.models.fiche import Fiche
    from publication.models.partenaire import Partenaire


class PropositionQuerySet(models.QuerySet["Proposition"]):
    """The questions asked of proposals."""

    def a_examiner(self) -> Self:
        """Proposals that nobody has decided upon."""
        return self.filter(statut=Proposition.Statut.DEPOSEE)

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows; ``champs`` names the fields that it changes."""
        champs = ArrayAgg("changements__champ", filter=Q(changements__isnull=False), order_by="changements__pk")
        return self.select_related("publication", "auteur").annotate(champs=champs)

    def du_partenaire(self, partenaire: Partenaire) -> Self:
        """Proposals that the programs of a partner made, the last first, with what their author is told."""
        lues = self.filter(partenaire=partenaire).select_related("publication")
        return lues.prefetch_related("changements").order_by("-deposee_le", "-pk")

    def autres_de(self, proposition: Proposition) -> Self:
        """Other proposals on the same sheet that wait, the oldest first."""
        autres = self.a_examiner().filter(publication=proposition.publication_id).exclude(pk=proposition.pk)
        return autres.order_by("deposee_le", "pk")

    def compter_par(self, champ: str) -> dict[str, int]:
        """Number of proposals by value of a column."""
        return dict(self.order_by().values_list(champ).annotate(nombre=models.Count("pk", distinct=True)))


class Proposition(Enregistrement):
    """What a referent, a visitor or a partner proposes; staff apply or refuse it, nothing is applied silently."""

    restaurable: ClassVar[bool] = False

    class Origine(models.TextChoices):
        """Who proposes."""

        REFERENT = "referent", _("référent de la collectivité")
        VISITEUR = "visiteur", _("visiteur du site")
        PARTENAIRE = "partenaire", _("partenaire, par l’API")
        LIEN = "lien", _("collectivité, par un lien de mise à jour")
        EQUIPE = "equipe", _("équipe du réseau")

    class Statut(models.TextChoices):
        """What became of it."""

        DEPOSEE = "deposee", _("déposée")
        APPLIQUEE = "appliquee", _("appliquée")
        REFUSEE = "refusee", _("refusée")

    publication = models.ForeignKey(
        "publication.Publication",
        on_delete=models.PROTECT,
        related_name="propositions",
        verbose_name=_("fiche"),
        help_text=_("Fiche publique que la proposition modifie."),
    )
    origine = models.CharField(
        _("origine"), max_length=10, choices=Origine.choices, help_text=_("À quel titre la personne propose.")
    )
    deposee_le = models.DateTimeField(_("déposée le"), auto_now_add=True)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="propositions",
        verbose_name=_("compte de l’auteur"),
        help_text=_("Vide pour un visiteur sans compte."),
    )
    partenaire = models.ForeignKey(
        "publication.Partenaire",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="propositions",
        verbose_name=_("partenaire"),
        help_text=_("Organisation dont le programme l’a déposée."),
    )
    auteur_nom = models.CharField(
        _("nom de l’auteur"), max_length=150, blank=True, help_text=_("Jamais publié. Sert à répondre.")
    )
    auteur_email = models.EmailField(
        _("courriel de l’auteur"), blank=True, help_text=_("Jamais publié. Sert à répondre.")
    )
    message = models.TextField(_("message"), blank=True, help_text=_("Explication, source, remarque libre."))
    statut = models.CharField(
        _("statut"), max_length=10, choices=Statut.choices, default=Statut.DEPOSEE, editable=False
    )
    examinee_le = models.DateTimeField(_("examinée le"), null=True, editable=False)
    examinee_par = acteur(_("examinée par"))
    reponse = models.TextField(_("réponse"), blank=True, help_text=_("Ce qui est répondu à l’auteur."))
    reponse_envoyee_le = models.DateTimeField(_("réponse envoyée le"), null=True, editable=False)
    langue = models.CharField(_("langue"), max_length=10, default=settings.LANGUAGE_CODE, editable=False)

    champs: list[str] | None = None  # annotated by ``pour_admin``

    objects = PropositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposition")
        verbose_name_plural = _("propositions")
        ordering = ["-deposee_le", "pk"]
        constraints = [
            ensemble("examinee"),
            models.CheckConstraint(
                condition=Q(statut="deposee", examinee_le__isnull=True)
                | (~Q(statut="deposee") & Q(examinee_le__isnull=False)),
                name="une_proposition_appliquee_ou_refusee_a_ete_examinee",
                violation_error_message=_("Une proposition appliquée ou refusée porte la date de son examen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication} ({self.get_statut_display()})"

    @property
    def est_a_examiner(self) -> bool:
        """Whether nobody has decided yet."""
        return self.statut == self.Statut.DEPOSEE

    @property
    def modele(self) -> type[Fiche]:
        """Model of the sheet that it changes."""
        return registre[self.publication.nature].modele

    def fiche(self) -> Fiche:
        """Sheet that it changes, as it stands now."""
        fiche: Fiche = self.modele.fiches().select_related("publication").get(publication=self.publication_id)
        return fiche

    @property
    def adresse_de_reponse(self) -> str:
        """Where to answer the author; empty when it is not known."""
        return self.auteur_email or (self.auteur.email if self.auteur else "")


class ChangementPropose(Enregistrement):
    """One field of a proposal: the value that its author saw, the value proposed, the decision taken."""

    restaurable: ClassVar[bool] = False

    class Decision(models.TextChoices):
        """What staff decided for the field."""

        EN_ATTENTE = "en_attente", _("en attente")
        ACCEPTE = "accepte", _("accepté")
        REFUSE = "refuse", _("refusé")

    proposition = models.ForeignKey(
        Proposition, on_delete=models.CASCADE, related_name="changements", verbose_name=_("proposition")
    )
    champ = models.CharField(_("champ"), max_length=60, help_text=_("Nom du champ de la fiche."))
    avant = models.JSONField(
        _("valeur vue"), null=True, blank=True, help_text=_("Valeur publique au moment de la proposition.")
    )
    apres = models.JSONField(_("valeur proposée"), null=True, blank=True, help_text=_("Valeur que l’auteur propose."))
    retenue = models.JSONField(
        _("valeur retenue"), null=True, editable=False, help_text=_("Valeur écrite sur la fiche, si elle l’a été.")
    )
    decision = models.CharField(
        _("décision"),
        max_length=10,
        choices=Decision.choices,
        default=Decision.EN_ATTENTE,
        help_text=_("Accepter ou refuser ce champ."),
    )

    class Meta:
        verbose_name = _("changement proposé")
        verbose_name_plural = _("changements proposés")
        ordering = ["proposition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposition", "champ"],
                name="une_proposition_ne_change_un_champ_quune_fois",
                violation_error_message=_("Ce champ figure déjà dans la proposition."),
            )
        ]

    def __str__(self) -> str:
        return self.champ
