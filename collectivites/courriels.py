"""The messages to the people whom the sheets name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from publication.courriels import envoyer
from publication.jetons import Jetons

if TYPE_CHECKING:
    from collectivites.models import Avis

OPPOSITION = Jetons("collectivites.avis")
"""Links of the notices: whoever holds one may object for the person, as long as something is kept."""


def envoyer_avis(avis: Avis) -> None:
    """Say what will be published of a person, where, why and when, and how to object; answers go to who sent it."""
    with translation.override(avis.langue):
        collectivite = avis.contact.collectivite
        chemin = reverse("collectivites:opposition", args=[OPPOSITION.signer(avis)])
        contexte = {
            "avis": avis,
            "annonces": annonces(avis),
            "collectivite": collectivite,
            "page": f"{settings.ADRESSE_DU_SITE}{collectivite.get_absolute_url()}",
            "adresse": f"{settings.ADRESSE_DU_SITE}{chemin}",
        }
        entetes = {"Reply-To": avis.envoye_par.email} if avis.envoye_par and avis.envoye_par.email else {}
        envoyer(avis.email, _("Vos coordonnées dans le répertoire"), "avis", contexte, entetes)


def annonces(avis: Avis) -> list[tuple[str, str]]:
    """What a notice announces, as it stands now: name of each field and its value."""
    contact = avis.contact
    telephone = contact.telephone.as_national if contact.telephone else ""
    valeurs = {"identite": f"{contact.prenom} {contact.nom}".strip(), "email": contact.email, "telephone": telephone}
    return [(str(dict(contact.consentements.model.Champ.choices)[champ]), valeurs[champ]) for champ in avis.champs]
