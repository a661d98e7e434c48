"""Put a theme on many sheets at once, or take it off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from programmes.models import Thematique
from publication.actions import synchroniser
from publication.actions.ecrire import ecrire
from publication.actions.lots.fiches import GesteSurFiches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from publication.actions.lots.geste import Refus, Saisie
    from publication.models import Fiche, LotLigne


class GesteDeThematique(GesteSurFiches):
    """Make sheets have a theme, or not; undoing does the contrary on those that changed."""

    depend_de_la_saisie = True
    presente: ClassVar[bool]
    deja: ClassVar[Any]

    def empechements(self, objets: Sequence[Fiche], saisie: Saisie, _par: Any) -> Refus:
        """Sheets that the theme is on already, or is not on."""
        if "thematique" not in saisie:
            return {}
        sur = self._cles(objets, saisie["thematique"])
        return {fiche.pk: str(self.deja) for fiche in objets if (fiche.pk in sur) is self.presente}

    def faire(self, objets: Sequence[Fiche], saisie: Saisie, par: Any, raison: str) -> None:
        """Write it."""
        self._ecrire(objets, saisie["thematique"], par, raison, presente=self.presente)

    def defaire(self, objets: Sequence[Fiche], lignes: Mapping[Any, LotLigne], par: Any, raison: str) -> Refus:
        """Write the contrary, unless the theme is gone."""
        if not objets:
            return {}
        cle = lignes[objets[0].pk].lot.saisie["thematique"]
        if not Thematique.objects.filter(pk=cle).exists():
            return {fiche.pk: _("La thématique a été supprimée depuis.") for fiche in objets}
        self._ecrire(objets, cle, par, raison, presente=not self.presente)
        return {}

    def etat(self, objets: Sequence[Fiche]) -> dict[Any, dict[str, Any]]:
        """Themes of each sheet, by key; one query."""
        themes: dict[Any, list[int]] = {fiche.pk: [] for fiche in objets}
        for fiche, thematique in self._lignes(objets).order_by("pk") if objets else ():
            themes[fiche].append(thematique)
        return {fiche: {"thematiques": sorted(liste)} for fiche, liste in themes.items()}

    def dire(self, _modele: Any, etat: Mapping[str, Any]) -> str:
        """Number of themes: the journal keeps no name."""
        nombre = len(etat["thematiques"]) if etat else 0
        return str(THEMES % {"nombre": nombre}) if etat else ""

    def dire_la_saisie(self, saisie: Saisie) -> str:
        """The theme."""
        thematique = Thematique.objects.filter(pk=saisie["thematique"]).first()
        return _("Thématique : %(nom)s") % {"nom": thematique or _("supprimée depuis")}

    def _cles(self, fiches: Sequence[Fiche], thematique: int) -> set[Any]:
        lignes = self._lignes(fiches).filter(thematique=thematique) if fiches else ()
        return {fiche for fiche, _thematique in lignes}

    def _lignes(self, fiches: Sequence[Any]) -> Any:
        lien, colonne = _lien(fiches[0])
        return lien.objects.filter(**{f"{colonne}__in": fiches}).values_list(colonne, "thematique_id")

    def _ecrire(self, fiches: Sequence[Any], thematique: int, par: Any, raison: str, *, presente: bool) -> None:
        lien, colonne = _lien(fiches[0])
        if presente:
            lien.objects.bulk_create(lien(**{colonne: fiche.pk, "thematique_id": thematique}) for fiche in fiches)
        else:
            lien.objects.filter(**{f"{colonne}__in": fiches}, thematique=thematique).delete()
        ecrire(fiches, (), par=par, raison=raison)
        synchroniser(fiches)


THEMES = ngettext_lazy("%(nombre)d thématique", "%(nombre)d thématiques", "nombre")


def _lien(fiche: Any) -> tuple[Any, str]:
    """Table that joins the sheets of a nature with their themes, and the column of the sheet."""
    liste = type(fiche)._meta.get_field("thematiques")
    lien = liste.remote_field.through
    return lien, lien._meta.get_field(liste.m2m_field_name()).attname


class MettreThematique(GesteDeThematique):
    """Put a theme."""

    cle = "mettre_thematique"
    libelle = gettext_lazy("Ajouter une thématique")
    effet = ngettext_lazy(
        "%(nombre)d fiche recevra cette thématique.", "%(nombre)d fiches recevront cette thématique.", "nombre"
    )
    fait = ngettext_lazy("Thématique mise sur %(nombre)d fiche.", "Thématique mise sur %(nombre)d fiches.", "nombre")
    bouton = ngettext_lazy("La mettre sur %(nombre)d fiche", "La mettre sur %(nombre)d fiches", "nombre")
    explication = gettext_lazy("Les fiches publiques le disent aussitôt ; leurs autres thématiques restent.")
    retour = gettext_lazy("Annuler ôte cette thématique des fiches qui l’ont reçue.")
    presente = True
    deja = gettext_lazy("Elle a déjà cette thématique.")


class OterThematique(GesteDeThematique):
    """Take a theme off."""

    cle = "oter_thematique"
    libelle = gettext_lazy("Ôter une thématique")
    effet = ngettext_lazy(
        "%(nombre)d fiche perdra cette thématique.", "%(nombre)d fiches perdront cette thématique.", "nombre"
    )
    fait = ngettext_lazy("Thématique ôtée de %(nombre)d fiche.", "Thématique ôtée de %(nombre)d fiches.", "nombre")
    bouton = ngettext_lazy("L’ôter de %(nombre)d fiche", "L’ôter de %(nombre)d fiches", "nombre")
    explication = gettext_lazy("Les fiches publiques le disent aussitôt ; leurs autres thématiques restent.")
    retour = gettext_lazy("Annuler remet cette thématique sur les fiches qui l’avaient.")
    presente = False
    deja = gettext_lazy("Elle n’a pas cette thématique.")


SUR_LES_THEMATIQUES = (MettreThematique(), OterThematique())
