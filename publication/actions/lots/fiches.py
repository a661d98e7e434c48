"""The gestures on many sheets that change where they stand; each is the gesture of a form, on a set."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from publication.actions.lots.geste import GesteEnLot
from publication.actions.publier import (
    mettre_a_relire,
    mettre_en_ligne,
    refus_de_publier,
    regler,
    remettre_en_brouillon,
)
from publication.actions.relecture import demandeurs, par_auteur, relecteurs
from publication.actions.restaurer import RestaurationImpossible, avant_la_suppression, restaurer
from publication.actions.retirer import cacher, effacer, refus_d_effacer, refus_de_retirer
from publication.models import Fiche, Statut

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from publication.actions.lots.geste import Refus, Saisie
    from publication.models import LotLigne

MOTIF_D_ANNULATION = gettext_lazy("Mise en ligne annulée par l’équipe du réseau.")


class GesteSurFiches(GesteEnLot):
    """A gesture on sheets of one nature."""

    def nommer(self, objet: Fiche) -> str:
        """Title, and where the sheet stands."""
        return f"{objet} ({objet.get_statut_display()})"

    def lire(self, modele: type[Fiche], cles: Collection[Any], *, verrou: bool = False) -> list[Any]:
        """Sheets, with those that must be public before them."""
        fiches = modele.fiches().select_related(*modele.exige).filter(pk__in=cles).order_by("pk")
        return list(fiches.select_for_update(of=("self",)) if verrou else fiches)


class Publier(GesteSurFiches):
    """Make sheets public."""

    cle = "publier"
    libelle = gettext_lazy("Publier")
    effet = ngettext_lazy("%(nombre)d fiche sera publiée.", "%(nombre)d fiches seront publiées.", "nombre")
    fait = ngettext_lazy("%(nombre)d fiche publiée.", "%(nombre)d fiches publiées.", "nombre")
    bouton = ngettext_lazy("Publier %(nombre)d fiche", "Publier %(nombre)d fiches", "nombre")
    explication = gettext_lazy("Chacun les lira aussitôt sur le site, dans l’API et dans les données ouvertes.")
    retour = gettext_lazy("Annuler retire ces fiches du site.")
    sans_retour = gettext_lazy(
        "Une fiche qui a été publique ne redevient pas un brouillon : annulée, elle est retirée, et son adresse le "
        "dit. Les courriels partis et les copies déjà faites ne se rappellent pas."
    )
    champs = ("statut", "motif_retrait")

    def empechements(self, objets: Sequence[Fiche], _saisie: Saisie, _par: Any) -> Refus:
        """Sheets that are public already, and those that something forbids to publish."""
        return refus_de_publier(objets) | {
            fiche.pk: _("Elle est déjà publiée.") for fiche in objets if fiche.est_publique
        }

    def courriels(self, objets: Sequence[Fiche], _saisie: Saisie, par: Any) -> int:
        """One for each author whose review ends."""
        relues = [fiche for fiche in objets if fiche.statut == Statut.A_RELIRE]
        return len(par_auteur(relues, demandeurs(relues), sauf=par))

    def faire(self, objets: Sequence[Fiche], _saisie: Saisie, par: Any, raison: str) -> None:
        """Publish."""
        mettre_en_ligne(objets, par=par, raison=raison)

    def defaire(self, objets: Sequence[Fiche], lignes: Mapping[Any, LotLigne], par: Any, raison: str) -> Refus:
        """Withdraw, with the reason that a sheet withdrawn before had."""
        refus = refus_de_retirer(objets)
        par_motif: dict[str, list[Fiche]] = defaultdict(list)
        for fiche in objets:
            if fiche.pk not in refus:
                par_motif[lignes[fiche.pk].avant.get("motif_retrait") or str(MOTIF_D_ANNULATION)].append(fiche)
        for motif, fiches in par_motif.items():
            cacher(fiches, motif=motif, par=par, raison=raison)
        return refus


class FaireRelire(GesteSurFiches):
    """Hand drafts over for review."""

    cle = "faire_relire"
    permission = "change"
    libelle = gettext_lazy("Demander une relecture")
    effet = ngettext_lazy("%(nombre)d brouillon sera à relire.", "%(nombre)d brouillons seront à relire.", "nombre")
    fait = ngettext_lazy("%(nombre)d fiche à relire.", "%(nombre)d fiches à relire.", "nombre")
    bouton = ngettext_lazy(
        "Demander la relecture de %(nombre)d fiche", "Demander la relecture de %(nombre)d fiches", "nombre"
    )
    explication = gettext_lazy(
        "L’équipe du réseau les relit, puis les publie ou les renvoie. Rien n’est encore public."
    )
    retour = gettext_lazy("Annuler en refait des brouillons.")
    sans_retour = gettext_lazy("Les courriels partis ne se rappellent pas.")
    champs = ("statut",)

    def empechements(self, objets: Sequence[Fiche], _saisie: Saisie, _par: Any) -> Refus:
        """Sheets that are not drafts."""
        return autres(objets, Statut.BROUILLON, _("Ce n’est pas un brouillon : elle est %(statut)s."))

    def courriels(self, objets: Sequence[Fiche], _saisie: Saisie, par: Any) -> int:
        """One for each reviewer."""
        return len(relecteurs(sauf=par)) if objets else 0

    def faire(self, objets: Sequence[Fiche], _saisie: Saisie, par: Any, raison: str) -> None:
        """Ask."""
        mettre_a_relire(objets, par=par, raison=raison)

    def defaire(self, objets: Sequence[Fiche], _lignes: Mapping[Any, LotLigne], par: Any, raison: str) -> Refus:
        """Make them drafts again."""
        remettre_en_brouillon(objets, motif=raison, par=par)
        return {}


class Renvoyer(GesteSurFiches):
    """Send back to their authors sheets that wait for a review."""

    cle = "renvoyer"
    libelle = gettext_lazy("Renvoyer en brouillon (un motif sera demandé)")
    nom_court = gettext_lazy("Renvoyer en brouillon")
    effet = ngettext_lazy(
        "%(nombre)d fiche à relire redeviendra un brouillon.",
        "%(nombre)d fiches à relire redeviendront des brouillons.",
        "nombre",
    )
    fait = ngettext_lazy("%(nombre)d fiche renvoyée.", "%(nombre)d fiches renvoyées.", "nombre")
    bouton = ngettext_lazy("Renvoyer %(nombre)d fiche", "Renvoyer %(nombre)d fiches", "nombre")
    explication = gettext_lazy("Qui en a demandé la relecture reçoit le motif, qui reste dans l’historique.")
    retour = gettext_lazy("Annuler les remet à relire, en votre nom, et prévient de nouveau qui relit.")
    sans_retour = gettext_lazy("Les courriels partis ne se rappellent pas.")
    champs = ("statut",)

    def empechements(self, objets: Sequence[Fiche], _saisie: Saisie, _par: Any) -> Refus:
        """Sheets for which no review was asked."""
        return autres(objets, Statut.A_RELIRE, _("Elle n’est pas à relire : elle est %(statut)s."))

    def courriels(self, objets: Sequence[Fiche], _saisie: Saisie, par: Any) -> int:
        """One for each author."""
        return len(par_auteur(objets, demandeurs(objets), sauf=par))

    def faire(self, objets: Sequence[Fiche], saisie: Saisie, par: Any, _raison: str) -> None:
        """Send back; the history says the reason that the person gave."""
        remettre_en_brouillon(objets, motif=saisie["motif"], par=par)

    def defaire(self, objets: Sequence[Fiche], _lignes: Mapping[Any, LotLigne], par: Any, raison: str) -> Refus:
        """Ask for the review again."""
        mettre_a_relire(objets, par=par, raison=raison)
        return {}

    def dire_la_saisie(self, saisie: Saisie) -> str:
        """The reason."""
        return _("Motif : %(motif)s") % saisie


class Retirer(GesteSurFiches):
    """Withdraw public sheets."""

    cle = "retirer"
    libelle = gettext_lazy("Retirer du site public (un motif sera demandé)")
    nom_court = gettext_lazy("Retirer du site public")
    effet = ngettext_lazy("%(nombre)d fiche sera retirée.", "%(nombre)d fiches seront retirées.", "nombre")
    fait = ngettext_lazy("%(nombre)d fiche retirée.", "%(nombre)d fiches retirées.", "nombre")
    bouton = ngettext_lazy("Retirer %(nombre)d fiche", "Retirer %(nombre)d fiches", "nombre")
    explication = gettext_lazy(
        "Elles ne seront plus lisibles sur le site ni dans l’API. Leur adresse répondra qu’elles sont retirées, avec "
        "le motif. Rien n’est effacé."
    )
    retour = gettext_lazy("Annuler les publie de nouveau.")
    sans_retour = gettext_lazy("Qui a déjà lu le retrait, ou l’a copié, l’a vu : cela ne se rappelle pas.")
    champs = ("statut", "motif_retrait")

    def empechements(self, objets: Sequence[Fiche], _saisie: Saisie, _par: Any) -> Refus:
        """Sheets that are not public, and those on which public sheets depend."""
        return refus_de_retirer(objets) | autres(
            objets, Statut.PUBLIEE, _("Elle n’est pas publiée : elle est %(statut)s.")
        )

    def faire(self, objets: Sequence[Fiche], saisie: Saisie, par: Any, raison: str) -> None:
        """Withdraw."""
        cacher(objets, motif=saisie["motif"], par=par, raison=raison)

    def defaire(self, objets: Sequence[Fiche], _lignes: Mapping[Any, LotLigne], par: Any, raison: str) -> Refus:
        """Publish again those that may still be."""
        refus = refus_de_publier(objets)
        mettre_en_ligne([fiche for fiche in objets if fiche.pk not in refus], par=par, raison=raison)
        return refus

    def dire_la_saisie(self, saisie: Saisie) -> str:
        """The reason."""
        return _("Motif, montré au public : %(motif)s") % saisie


class Regler(GesteSurFiches):
    """Write columns of sheets; undoing writes what they held."""

    def faire(self, objets: Sequence[Fiche], saisie: Saisie, par: Any, raison: str) -> None:
        """Write the new values."""
        for fiche in objets:
            for nom, valeur in self.valeurs(saisie, par).items():
                setattr(fiche, nom, valeur)
        regler(objets, self.champs, par=par, raison=raison)

    @abstractmethod
    def valeurs(self, saisie: Saisie, par: Any) -> dict[str, Any]:
        """New values, by attribute."""

    def defaire(self, objets: Sequence[Fiche], lignes: Mapping[Any, LotLigne], par: Any, raison: str) -> Refus:
        """Write the former values."""
        for fiche in objets:
            for nom, valeur in lignes[fiche.pk].avant.items():
                champ: Any = fiche._meta.get_field(nom)
                setattr(fiche, champ.attname, champ.to_python(valeur))
        regler(objets, self.champs, par=par, raison=raison)
        return {}


class Verifier(Regler):
    """Say that sheets were read over today."""

    cle = "verifier"
    libelle = gettext_lazy("Marquer comme vérifiées aujourd’hui, par moi")
    nom_court = gettext_lazy("Marquer comme vérifiées")
    effet = ngettext_lazy(
        "%(nombre)d fiche sera dite vérifiée aujourd’hui, par vous.",
        "%(nombre)d fiches seront dites vérifiées aujourd’hui, par vous.",
        "nombre",
    )
    fait = ngettext_lazy("%(nombre)d fiche vérifiée.", "%(nombre)d fiches vérifiées.", "nombre")
    bouton = ngettext_lazy("Marquer %(nombre)d fiche vérifiée", "Marquer %(nombre)d fiches vérifiées", "nombre")
    explication = gettext_lazy(
        "Vous dites avoir relu toute la fiche et confirmer son contenu ; le public lit la date et votre nom public."
    )
    retour = gettext_lazy("Annuler rend à chaque fiche sa vérification d’avant.")
    champs = ("verifiee_le", "verifiee_par")

    def empechements(self, objets: Sequence[Fiche], _saisie: Saisie, par: Any) -> Refus:
        """Sheets that the same person verified today."""
        jour = timezone.localdate()
        deja = [f for f in objets if (f.verifiee_le, f.verifiee_par_id) == (jour, par.pk)]
        return {fiche.pk: _("Vous l’avez déjà vérifiée aujourd’hui.") for fiche in deja}

    def valeurs(self, _saisie: Saisie, par: Any) -> dict[str, Any]:
        """Today, and whoever says so."""
        return {"verifiee_le": timezone.localdate(), "verifiee_par_id": par.pk}


class RevoirDans(Regler):
    """Say after how many months sheets are due for review."""

    cle = "revoir_dans"
    libelle = gettext_lazy("Changer le délai avant de revoir (« à revoir au bout de »)")
    nom_court = gettext_lazy("Changer le délai avant de revoir")
    effet = ngettext_lazy("%(nombre)d fiche changera de délai.", "%(nombre)d fiches changeront de délai.", "nombre")
    fait = ngettext_lazy("Délai changé sur %(nombre)d fiche.", "Délai changé sur %(nombre)d fiches.", "nombre")
    bouton = ngettext_lazy("Changer le délai de %(nombre)d fiche", "Changer le délai de %(nombre)d fiches", "nombre")
    explication = gettext_lazy("Le délai compte depuis la dernière vérification de chaque fiche.")
    retour = gettext_lazy("Annuler rend à chaque fiche son délai d’avant.")
    champs = ("revoir_dans",)
    depend_de_la_saisie = True

    def empechements(self, objets: Sequence[Fiche], saisie: Saisie, _par: Any) -> Refus:
        """Sheets that have this delay already."""
        return {f.pk: _("Elle a déjà ce délai.") for f in objets if f.revoir_dans == saisie.get("mois")}

    def valeurs(self, saisie: Saisie, _par: Any) -> dict[str, Any]:
        """The months."""
        return {"revoir_dans": saisie["mois"]}

    def dire(self, _modele: Any, etat: Mapping[str, Any]) -> str:
        """The months, in words."""
        return _("%(mois)s mois") % {"mois": etat["revoir_dans"]} if etat else ""

    def dire_la_saisie(self, saisie: Saisie) -> str:
        """The months asked for."""
        return _("À revoir au bout de %(mois)s mois") % saisie


class Supprimer(GesteSurFiches):
    """Delete sheets that were never public."""

    cle = "supprimer"
    permission = "delete"
    libelle = gettext_lazy("Supprimer les brouillons")
    effet = ngettext_lazy("%(nombre)d fiche sera supprimée.", "%(nombre)d fiches seront supprimées.", "nombre")
    fait = ngettext_lazy("%(nombre)d fiche supprimée.", "%(nombre)d fiches supprimées.", "nombre")
    bouton = ngettext_lazy("Supprimer %(nombre)d fiche", "Supprimer %(nombre)d fiches", "nombre")
    explication = gettext_lazy("Leurs parties (lignes, contacts, budgets…) partent avec elles.")
    retour = gettext_lazy("Annuler les rétablit en brouillon, avec leurs parties ; « Supprimés » aussi, plus tard.")
    sans_retour = gettext_lazy("Une fiche qui était à relire revient en brouillon.")
    champs = ("statut",)
    efface = True
    sur_le_champ = 50  # each comes back by itself, with its parts

    def empechements(self, objets: Sequence[Fiche], _saisie: Saisie, _par: Any) -> Refus:
        """Sheets that are or were public, and those that rows which stay name."""
        return refus_d_effacer(objets)

    def faire(self, objets: Sequence[Fiche], _saisie: Saisie, par: Any, raison: str) -> Refus:
        """Delete."""
        return effacer(objets, par=par, raison=raison)

    def defaire(self, _objets: Sequence[Fiche], lignes: Mapping[Any, LotLigne], par: Any, raison: str) -> Refus:
        """Bring each back with its parts, as « Supprimés » does: a number of queries for each."""
        refus: Refus = {}
        for cle, ligne in lignes.items():
            modele = ligne.lot.classe
            try:
                le = avant_la_suppression(modele=modele, cle=cle)
                restaurer(modele=modele, cle=cle, le=le, par=par, motif=raison)
            except RestaurationImpossible as erreur:
                refus[cle] = str(erreur)
        return refus


def autres(fiches: Sequence[Fiche], statut: Statut, phrase: str) -> Refus:
    """Sheets that do not stand where they should, each with where it stands."""
    return {f.pk: phrase % {"statut": f.get_statut_display()} for f in fiches if f.statut != statut}


SUR_LES_FICHES = (Publier(), FaireRelire(), Renvoyer(), Retirer(), Verifier(), RevoirDans(), Supprimer())
