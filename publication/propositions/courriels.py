"""The messages about proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from publication.courriels import envoyer
from publication.jetons import MISE_A_JOUR
from publication.models import ChangementPropose
from publication.valeurs import libelle

if TYPE_CHECKING:
    from publication.models import LienDeMiseAJour, Proposition


def envoyer_la_decision(proposition: Proposition) -> None:
    """Tell the author what became of the proposal: fields accepted, fields refused, and the answer of the team."""
    with translation.override(proposition.langue or settings.LANGUAGE_CODE):
        noms: dict[str, list[str]] = {decision: [] for decision in ChangementPropose.Decision.values}
        for changement in proposition.changements.all():
            noms[changement.decision].append(libelle(proposition.modele._meta.get_field(changement.champ)))
        contexte = {
            "proposition": proposition,
            "titre": proposition.publication.titre or proposition.publication.slug,
            "acceptes": noms[ChangementPropose.Decision.ACCEPTE],
            "refuses": noms[ChangementPropose.Decision.REFUSE],
            "page": f"{settings.ADRESSE_DU_SITE}{proposition.publication.get_absolute_url()}",
        }
        refusee = proposition.statut == proposition.Statut.REFUSEE
        objet = _("Votre proposition n’a pas été retenue") if refusee else _("Votre proposition a été prise en compte")
        envoyer(proposition.adresse_de_reponse, objet, "decision", contexte)


def envoyer_l_invitation(lien: LienDeMiseAJour) -> None:
    """Send the link, in its language."""
    with translation.override(lien.langue):
        chemin = reverse("publication:mise_a_jour", args=[MISE_A_JOUR.signer(lien)])
        contexte = {
            "lien": lien,
            "titre": lien.publication.titre,
            "adresse": f"{settings.ADRESSE_DU_SITE}{chemin}",
            "page": f"{settings.ADRESSE_DU_SITE}{lien.publication.get_absolute_url()}",
        }
        envoyer(lien.email, _("Votre fiche est-elle à jour ?"), "mise_a_jour", contexte)
