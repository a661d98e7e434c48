"""Ask many authorities at once to update their sheets; undone, their links open nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from publication.actions.demandes import preparer
from publication.actions.liens import LienImpossible, envoyer_un_lien, revoquer_un_lien
from publication.actions.lots.geste import GesteEnLot
from publication.models import LienDeMiseAJour

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from collectivites.models import Collectivite
    from publication.actions.lots.geste import Refus, Saisie
    from publication.models import LotLigne


class DemanderMiseAJour(GesteEnLot):
    """Send a link for each sheet that can be asked about, none twice in a month; some queries for each."""

    cle = "demander_mise_a_jour"
    libelle = gettext_lazy("Envoyer une demande de mise à jour")
    effet = ngettext_lazy(
        "%(nombre)d collectivité recevra une demande de mise à jour.",
        "%(nombre)d collectivités recevront une demande de mise à jour.",
        "nombre",
    )
    fait = ngettext_lazy(
        "%(nombre)d demande de mise à jour envoyée.", "%(nombre)d demandes de mise à jour envoyées.", "nombre"
    )
    bouton = ngettext_lazy("Envoyer %(nombre)d demande", "Envoyer %(nombre)d demandes", "nombre")
    explication = gettext_lazy(
        "Chacune reçoit un formulaire déjà rempli de sa fiche, ouvert sans compte. Sa réponse arrive dans les "
        "propositions : rien ne change sans vous. « Liens de mise à jour » en est aussi le journal."
    )
    retour = gettext_lazy("Annuler révoque les liens auxquels personne n’a répondu : ils n’ouvrent plus rien.")
    sans_retour = gettext_lazy("Les courriels partis ne se rappellent pas.")
    au_plus = 500
    sur_le_champ = 50  # messages leave one by one

    def nommer(self, objet: Collectivite) -> str:
        """The authority, and to whom its request would go."""
        adresses = objet.adresses_connues()
        return f"{objet} : {adresses[0][1]}" if adresses else str(objet)

    def lire(self, modele: Any, cles: Collection[Any], *, verrou: bool = False) -> list[Any]:
        """Authorities with their contacts."""
        collectivites = modele.objects.avec_contacts().filter(pk__in=cles)
        return list(collectivites.select_for_update(of=("self",)) if verrou else collectivites)

    def empechements(self, objets: Sequence[Collectivite], _saisie: Saisie, _par: Any) -> Refus:
        """Sheets that are not public, without an address, or asked about lately."""
        demandes = preparer(objets, maintenant=timezone.now())
        return {demande.fiche.pk: demande.empechement for demande in demandes if demande.empechement}

    def courriels(self, objets: Sequence[Collectivite], _saisie: Saisie, _par: Any) -> int:
        """One for each."""
        return len(objets)

    def faire(self, objets: Sequence[Collectivite], saisie: Saisie, par: Any, _raison: str) -> Refus:
        """Send; an address that is none does not stop the others, and is not written in the journal."""
        refus: Refus = {}
        for fiche in objets:
            email, _qui = fiche.adresses_connues()[0]
            try:
                envoyer_un_lien(fiche=fiche, email=email, par=par, message=saisie.get("message", ""))
            except LienImpossible:
                refus[fiche.pk] = _("L’adresse de son contact n’est pas valable : corrigez-la.")
        return refus

    def etat(self, objets: Sequence[Collectivite]) -> dict[Any, dict[str, Any]]:
        """Last link sent for each sheet, by key; one query."""
        publications = [fiche.publication_id for fiche in objets]
        liens = LienDeMiseAJour.objects.filter(publication__in=publications).order_by("envoye_le", "pk")
        derniers: dict[Any, Any] = dict(liens.values_list("publication_id", "pk"))
        return {fiche.pk: {"lien": str(derniers.get(fiche.publication_id, ""))} for fiche in objets}

    def dire(self, _modele: Any, _etat: Mapping[str, Any]) -> str:
        """Nothing: the journal of the links says to whom each went."""
        return ""

    def changees(self, _modele: Any, lignes: Mapping[Any, LotLigne], *, depuis: Any) -> Refus:
        """Links that served: what was written on the sheets since does not matter."""
        cles = {ligne.apres["lien"]: cle for cle, ligne in lignes.items()}
        servis = LienDeMiseAJour.objects.filter(pk__in=cles, repondu_le__gte=depuis)
        return {cles[str(lien)]: _("Elle a déjà répondu.") for lien in servis.values_list("pk", flat=True)}

    def defaire(self, _objets: Sequence[Collectivite], lignes: Mapping[Any, LotLigne], par: Any, _raison: str) -> Refus:
        """Revoke the links."""
        cles = [ligne.apres["lien"] for ligne in lignes.values()]
        for lien in LienDeMiseAJour.objects.filter(pk__in=cles).order_by("pk"):
            revoquer_un_lien(lien=lien, par=par)
        return {}

    def dire_la_saisie(self, saisie: Saisie) -> str:
        """The words that went with the request."""
        return _("Mot d’accompagnement : %(message)s") % saisie if saisie.get("message") else ""
