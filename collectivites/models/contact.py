"""People to call, and what each of them agreed to have published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from publication.models import Enregistrement, champs_proteges
from publication.models.cherche import Cherche

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable


class ContactQuerySet(models.QuerySet["Contact"]):
    """The questions asked of contacts."""

    def avec_consentements(self) -> Self:
        """Contacts with their consents, in one query more."""
        return self.prefetch_related("consentements")

    def elus_en_mandat(self) -> Self:
        """Elected contacts in office, as far as is known."""
        return self.filter(role=Contact.Role.ELU, mandat_fin=None, est_archive=False)

    def finis(self) -> Self:
        """Elected contacts whose mandate has an end."""
        return self.filter(role=Contact.Role.ELU, mandat_fin__isnull=False)

    def mandats_expires(self, le: dt.date) -> Self:
        """Contacts whose mandate ended before the day ``le`` and who are still shown."""
        return self.filter(mandat_fin__lt=le, est_archive=False)

    def des_types(self, types: Iterable[str]) -> Self:
        """Contacts of the authorities of some types."""
        return self.filter(collectivite__type__in=list(types))

    def anciens(self, avant: dt.date) -> Self:
        """Contacts that still hold personal data, and that no longer serve since the day ``avant``.

        Archived and untouched since, term over, or every consent taken back or expired.
        """
        touches = self.model.history.filter(id=OuterRef("pk"), history_date__date__gt=avant)
        accords = Consentement.objects.filter(contact=OuterRef("pk"))
        vivants = accords.filter(Q(retire_le=None) | Q(retire_le__gt=avant))
        archives = Q(est_archive=True) & ~Exists(touches)
        sans_accord = Exists(accords) & ~Exists(vivants)
        renseignes = self.exclude(prenom="", nom="", email="", telephone="")
        return renseignes.filter(archives | Q(mandat_fin__lte=avant) | sans_accord).order_by("pk")


class Contact(Enregistrement):
    """A person, or a function whose holder is not named, at an authority.

    Personal data: nothing of it is public but the function, unless a ``Consentement`` in force says so field by field.
    """

    cherche: ClassVar = Cherche(autres=("nom", "prenom", "fonction"))

    class Role(models.TextChoices):
        """In what capacity the person answers."""

        ELU = "elu", _("élu·e")
        AGENT = "agent", _("agent·e")
        AUTRE = "autre", _("autre")

    collectivite = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.CASCADE,
        related_name="contacts",
        verbose_name=_("collectivité"),
        help_text=_("Collectivité où joindre la personne."),
    )
    role = models.CharField(_("rôle"), max_length=10, choices=Role.choices, help_text=_("Élu·e, agent·e ou autre."))
    prenom = models.CharField(
        _("prénom"), max_length=80, blank=True, help_text=_("Publié avec le nom, si la personne y consent.")
    )
    nom = models.CharField(_("nom"), max_length=80, blank=True, help_text=_("Publié si la personne y consent."))
    fonction = models.CharField(
        _("fonction"),
        max_length=250,
        blank=True,
        help_text=_("Titre ou poste, publié tel quel : « Vice-présidente déléguée à l’ESS »."),
    )
    service = models.CharField(_("service"), max_length=250, blank=True, help_text=_("Direction ou service, publié."))
    autres_mandats = models.CharField(
        _("autres mandats"), max_length=250, blank=True, help_text=_("Autres mandats publics d’un·e élu·e, publiés.")
    )
    mandat_debut = models.DateField(
        _("début du mandat"), null=True, blank=True, help_text=_("Premier jour du mandat ou de la prise de poste.")
    )
    mandat_fin = models.DateField(
        _("fin du mandat"), null=True, blank=True, help_text=_("Dernier jour du mandat ; vide s’il est en cours.")
    )
    email = models.EmailField(_("courriel"), blank=True, help_text=_("Publié si la personne y consent."))
    telephone = PhoneNumberField(_("téléphone"), blank=True, help_text=_("Publié si la personne y consent."))
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=0, help_text=_("Rang sur la fiche."))
    champs_proteges = champs_proteges()
    est_archive = models.BooleanField(
        _("archivé"), default=False, help_text=_("Un contact archivé n’est plus publié, quels que soient ses accords.")
    )
    oppose_le = models.DateField(
        _("opposition le"),
        null=True,
        editable=False,
        help_text=_("Jour où la personne s’est opposée ; seul un accord qu’elle donne après rend public ce qu’il dit."),
    )

    _change_reason: str  # read by django-simple-history
    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["ordre", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(nom="") | ~Q(fonction=""),
                name="un_contact_a_un_nom_ou_une_fonction",
                violation_error_message=_("Indiquez au moins le nom ou la fonction."),
            ),
            models.CheckConstraint(
                condition=Q(mandat_debut=None) | Q(mandat_fin=None) | Q(mandat_fin__gte=F("mandat_debut")),
                name="un_mandat_finit_apres_avoir_commence",
                violation_error_message=_("La fin du mandat ne peut pas précéder son début."),
            ),
        ]
        indexes = [models.Index(fields=["ordre", "id"], name="contact_ordre")]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.prenom, self.nom])) or self.fonction

    def absorber(self, perdu: Self) -> None:
        """An objection made for either record holds for the one that is left."""
        self.oppose_le = max(filter(None, [self.oppose_le, perdu.oppose_le]), default=None)

    def champs_publiables(self) -> set[str]:
        """Names of the groups of fields (``Consentement.Champ``) that a consent in force makes public."""
        return {c.champ for c in self.consentements.all() if c.retire_le is None and self.admet(c)}

    def admet(self, consentement: Consentement) -> bool:
        """Whether the person did not object, or agreed since: no other legal basis stands against an objection."""
        de_la_personne = consentement.base_legale == Consentement.Base.CONSENTEMENT
        return self.oppose_le is None or (de_la_personne and consentement.accorde_le > self.oppose_le)

    def renseigne(self, champ: str) -> bool:
        """Whether there is something to publish in a group of fields."""
        valeurs = {Consentement.Champ.IDENTITE: self.nom, Consentement.Champ.EMAIL: self.email}
        return bool(valeurs.get(champ, self.telephone))  # type: ignore[call-overload]  # the values are texts


class ConsentementQuerySet(models.QuerySet["Consentement"]):
    """The questions asked of consents."""

    def a_retirer(self, le: dt.date) -> Self:
        """Consents in force that end on the day ``le`` or before."""
        return self.filter(retire_le=None, expire_le__lte=le).order_by("pk")


class Consentement(Enregistrement):
    """The right to publish one field of a contact: since when, on which legal basis, until when."""

    restaurable: ClassVar[bool] = False

    class Champ(models.TextChoices):
        """What may be published."""

        IDENTITE = "identite", _("prénom et nom")
        EMAIL = "email", _("courriel")
        TELEPHONE = "telephone", _("téléphone")

    class Base(models.TextChoices):
        """Legal basis, in the words of the GDPR."""

        CONSENTEMENT = "consentement", _("consentement de la personne")
        MANDAT_PUBLIC = "mandat_public", _("mandat électif public")
        INTERET_PUBLIC = "interet_public", _("mission d’intérêt public")

    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="consentements", verbose_name=_("contact")
    )
    champ = models.CharField(_("champ"), max_length=10, choices=Champ.choices, help_text=_("Ce qui peut être publié."))
    base_legale = models.CharField(
        _("base légale"), max_length=15, choices=Base.choices, help_text=_("Ce qui autorise la publication.")
    )
    accorde_le = models.DateField(_("accordé le"), help_text=_("Jour de l’accord, ou du début du mandat."))
    expire_le = models.DateField(
        _("expire le"), null=True, blank=True, help_text=_("Jour à partir duquel l’accord ne vaut plus.")
    )
    retire_le = models.DateField(
        _("retiré le"), null=True, blank=True, help_text=_("Jour où la personne a retiré son accord.")
    )

    _change_reason: str  # read by django-simple-history, as is ``_history_user`` when a write has no request
    _history_user: Any
    objects = ConsentementQuerySet.as_manager()

    class Meta:
        verbose_name = _("accord de publication")
        verbose_name_plural = _("accords de publication")
        ordering = ["contact", "champ"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "champ"],
                name="un_champ_dun_contact_na_quun_accord",
                violation_error_message=_("Ce champ a déjà un accord : modifiez-le."),
            ),
            models.CheckConstraint(
                condition=Q(expire_le=None) | Q(expire_le__gt=F("accorde_le")),
                name="un_accord_expire_apres_avoir_ete_donne",
                violation_error_message=_("L’accord ne peut pas expirer avant d’avoir été donné."),
            ),
            models.CheckConstraint(
                condition=Q(retire_le=None) | Q(retire_le__gte=F("accorde_le")),
                name="un_accord_est_retire_apres_avoir_ete_donne",
                violation_error_message=_("L’accord ne peut pas être retiré avant d’avoir été donné."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_champ_display()

    @property
    def est_revoque(self) -> bool:
        """Whether the person took it back, rather than it expired."""
        return self.retire_le is not None and self.retire_le != self.expire_le
