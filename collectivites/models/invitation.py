"""An invitation to open an account: nobody signs up alone."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from collectivites.models.utilisateur import Groupe, Utilisateur
from publication.models import Enregistrement, acteur, ensemble


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """The questions asked of invitations."""

    def en_attente(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(acceptee_le=None)

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("collectivite", "envoyee_par", "compte")


class Invitation(Enregistrement):
    """Who is invited, in which role; the link that was sent is signed, expires, and serves once."""

    email = models.EmailField(_("adresse électronique"), help_text=_("L’invitation y est envoyée ; jamais publiée."))
    groupe = models.CharField(
        _("rôle"), max_length=15, choices=Groupe.choices, help_text=_("Ce que le compte pourra faire.")
    )
    collectivite = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("collectivité"),
        help_text=_("Pour un référent, et lui seul : la collectivité dont il tient les fiches."),
    )
    envoyee_le = models.DateTimeField(_("envoyée le"), null=True, editable=False)
    envoyee_par = acteur(_("envoyée par"))
    acceptee_le = models.DateTimeField(_("acceptée le"), null=True, editable=False)
    compte = models.OneToOneField(
        Utilisateur,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="invitation",
        verbose_name=_("compte"),
    )

    _history_user: Any  # read by django-simple-history when a write is saved outside a request
    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-envoyee_le", "pk"]
        constraints = [
            ensemble("envoyee"),
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(acceptee_le=None),
                name="une_adresse_na_quune_invitation_en_attente",
                violation_error_message=_("Cette adresse a déjà une invitation en attente : renvoyez-la."),
            ),
            models.CheckConstraint(
                condition=Q(groupe=Groupe.REFERENT, collectivite__isnull=False)
                | (~Q(groupe=Groupe.REFERENT) & Q(collectivite=None)),
                name="une_invitation_de_referent_nomme_sa_collectivite",
                violation_error_message=_("Un référent est celui d’une collectivité ; les autres rôles n’en ont pas."),
            ),
            models.CheckConstraint(
                condition=Q(acceptee_le=None, compte=None) | Q(acceptee_le__isnull=False, compte__isnull=False),
                name="une_invitation_acceptee_a_ouvert_un_compte",
                violation_error_message=_("Une invitation acceptée et son compte vont ensemble."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_groupe_display()})"

    def clean(self) -> None:
        """Refuse to invite who has an account, or is invited already."""
        super().clean()
        if Invitation.objects.en_attente().filter(email__iexact=self.email).exclude(pk=self.pk).exists():
            raise ValidationError({"email": _("Cette adresse a déjà une invitation en attente : renvoyez-la.")})
        if self.acceptee_le is None and Utilisateur.objects.filter(email__iexact=self.email).exists():
            raise ValidationError(
                {"email": _("Un compte porte déjà cette adresse : modifiez-le dans « Utilisateurs ».")}
            )
