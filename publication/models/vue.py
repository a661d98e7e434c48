"""A list of the administration under a name: filters, search, order and columns that someone keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AbstractBaseUser

LONGUEUR_DU_NOM = 60


class VueEnregistreeQuerySet(models.QuerySet["VueEnregistree"]):
    """The questions asked of saved views."""

    def de(self, compte: AbstractBaseUser) -> Self:
        """Those that an account made."""
        return self.filter(compte=compte.pk)

    def ouvertes_a(self, compte: AbstractBaseUser, *, avec_les_partagees: bool) -> Self:
        """Those that an account may open, and whether each is where its list begins for it."""
        siennes = Q(compte=compte.pk)
        choix = VueParDefaut.objects.filter(vue=OuterRef("pk"), compte=compte.pk)
        vues = self.filter(siennes | Q(est_partagee=True) if avec_les_partagees else siennes)
        return vues.annotate(est_par_defaut=Exists(choix))

    def des_listes(self, listes: Iterable[str], *, ou_de: AbstractBaseUser) -> Self:
        """Those of some lists, and those that an account made of any."""
        return self.filter(Q(liste__in=list(listes)) | Q(compte=ou_de.pk))

    def de_la_liste(self, liste: str, *, d_abord: int | None = None) -> Self:
        """Those of a list: the one asked for, where the list begins, mine, then by name."""
        rang = Case(When(pk=d_abord or 0, then=Value(0)), When(est_par_defaut=True, then=Value(1)), default=Value(2))
        return self.filter(liste=liste).order_by(rang, "est_partagee", Lower("nom"), "pk")

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("compte").order_by("liste", Lower("nom"), "pk")

    def pour_accueil(self) -> Self:
        """Where lists begin first, then by name."""
        return self.order_by("-est_par_defaut", Lower("nom"), "pk")


class VueEnregistree(models.Model):
    """What a list shows, under a name: kept to oneself, or shared with the team.

    ``requete`` is a query string as ``publication.admin.requete`` writes it. It holds conditions and no record: whoever
    opens a view sees the rows that their own rights give.
    """

    compte: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
        verbose_name=_("compte"),
    )
    liste = models.CharField(_("liste"), max_length=100, editable=False)
    nom = models.CharField(
        _("nom"),
        max_length=LONGUEUR_DU_NOM,
        help_text=_("Ce que la vue montre, en quelques mots, par exemple « Bretagne, à revérifier »."),
    )
    requete = models.TextField(_("contenu"), blank=True, editable=False)
    est_partagee = models.BooleanField(
        _("partagée avec l’équipe"),
        default=False,
        help_text=_("Toute l’équipe voit cette vue au-dessus de la liste. Chacun n’y trouve que ce qu’il peut lire."),
    )
    creee_le = models.DateTimeField(_("créée le"), default=timezone.now, editable=False)

    objects = VueEnregistreeQuerySet.as_manager()

    class Meta:
        verbose_name = _("vue enregistrée")
        verbose_name_plural = _("vues enregistrées")
        ordering = ["liste", "nom", "pk"]
        constraints = [
            models.UniqueConstraint(
                "compte",
                "liste",
                Lower("nom"),
                name="un_compte_na_quune_vue_de_ce_nom_sur_une_liste",
                violation_error_message=_("Vous avez déjà une vue de ce nom sur cette liste : choisissez-en un autre."),
            ),
            models.UniqueConstraint(
                "liste",
                Lower("nom"),
                condition=Q(est_partagee=True),
                name="un_nom_de_vue_partagee_sert_une_fois_sur_une_liste",
                violation_error_message=_(
                    "Une vue partagée porte déjà ce nom sur cette liste : choisissez-en un autre."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(nom=""),
                name="une_vue_enregistree_a_un_nom",
                violation_error_message=_("Donnez un nom à la vue."),
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def modele(self) -> type[models.Model] | None:
        """Model of the list; ``None`` when there is no such model any more."""
        try:
            return apps.get_model(self.liste)
        except (LookupError, ValueError):
            return None


class VueParDefaut(models.Model):
    """The view that a list begins with, for an account: one of its own or a shared one."""

    compte: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
        verbose_name=_("compte"),
    )
    liste = models.CharField(_("liste"), max_length=100, editable=False)
    vue = models.ForeignKey(
        VueEnregistree, on_delete=models.CASCADE, related_name="+", editable=False, verbose_name=_("vue")
    )

    class Meta:
        verbose_name = _("vue par défaut")
        verbose_name_plural = _("vues par défaut")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["compte", "liste"],
                name="une_liste_na_quune_vue_par_defaut_pour_un_compte",
                violation_error_message=_("Cette liste s’ouvre déjà sur une vue."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.vue} ({self.compte})"
