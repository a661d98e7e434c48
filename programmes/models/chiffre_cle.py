"""A dated, sourced figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import LigneOrdonnee, champ_annee, champ_source
from publication.models.cherche import Cherche

PORTEURS = ("politique", "action", "dispositif", "projet", "ressource")


def _porteur(modele: str, verbose_name: Any) -> models.ForeignKey[models.Model | None, models.Model | None]:
    return models.ForeignKey(
        f"programmes.{modele}",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="chiffres",
        verbose_name=verbose_name,
    )


def _un_seul_porteur() -> Q:
    seuls = Q()
    for choisi in PORTEURS:
        seuls |= Q(**{f"{porteur}__isnull": porteur != choisi for porteur in PORTEURS})
    return seuls


class ChiffreCle(LigneOrdonnee):
    """A figure of a policy, an action, a scheme, a project or a resource, as precise as its source.

    « près de 15 000 » has the precision ``PRES_DE``; « 85 000 à 95 000 » has ``valeur`` and ``valeur_max``.
    """

    cherche: ClassVar = Cherche(autres=("libelle", "note"))

    class Precision(models.TextChoices):
        """How near the value is to the truth, in the words of the source."""

        EXACTE = "exacte", _("exacte")
        ENVIRON = "environ", _("environ")
        PRES_DE = "pres_de", _("près de")
        PLUS_DE = "plus_de", _("plus de")
        MOINS_DE = "moins_de", _("moins de")
        MAXIMUM = "maximum", _("jusqu’à")

    politique = _porteur("Politique", _("politique"))
    action = _porteur("Action", _("action"))
    dispositif = _porteur("Dispositif", _("dispositif"))
    projet = _porteur("Projet", _("projet"))
    ressource = _porteur("Ressource", _("ressource"))
    libelle = models.CharField(_("libellé"), max_length=200, help_text=_("Ce que le chiffre compte."))
    valeur = models.DecimalField(_("valeur"), max_digits=18, decimal_places=2, help_text=_("Sans unité ni espace."))
    valeur_max = models.DecimalField(
        _("valeur haute"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Si la source donne une fourchette."),
    )
    precision = models.CharField(
        _("précision"),
        max_length=10,
        choices=Precision.choices,
        default=Precision.EXACTE,
        help_text=_("Comment la source nuance la valeur."),
    )
    unite = models.CharField(_("unité"), max_length=30, blank=True, help_text=_("« % », « € », « km² », « h »."))
    annee = champ_annee(_("année"), _("Année que le chiffre décrit."))
    note = models.CharField(_("note"), max_length=250, blank=True, help_text=_("Ce qu’il faut savoir pour bien lire."))
    source = champ_source()

    class Meta(LigneOrdonnee.Meta):
        verbose_name = _("chiffre clé")
        verbose_name_plural = _("chiffres clés")
        constraints = [
            models.CheckConstraint(
                condition=_un_seul_porteur(),
                name="un_chiffre_cle_appartient_a_une_seule_fiche",
                violation_error_message=_("Un chiffre clé appartient à une fiche, et à une seule."),
            ),
            models.CheckConstraint(
                condition=Q(valeur_max=None) | Q(valeur_max__gt=F("valeur")),
                name="une_fourchette_va_du_bas_vers_le_haut",
                violation_error_message=_("La valeur haute doit dépasser la valeur."),
            ),
        ]
        indexes = [models.Index(fields=[nom, "id"], name=f"chiffre_cle_{nom}") for nom in ("ordre", "annee", "unite")]

    def __str__(self) -> str:
        return f"{self.libelle} : {Decimal(self.valeur).normalize():f} {self.unite}".strip()
