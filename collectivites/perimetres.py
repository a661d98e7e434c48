"""What the referent of an authority reads and corrects on this floor."""

from __future__ import annotations

from django.db.models import Q

from collectivites.models import Adhesion, Collectivite, Commune, Consentement, Contact, Departement, Region
from publication.perimetres import CORRECTION, REDACTION, Perimetre, perimetres


def tous() -> Q:
    """Everything: the official code is public."""
    return Q(pk__isnull=False)


def declarer() -> None:
    """The authority and its contacts are the referent's; memberships and consents are the network's, to read."""
    code_officiel = Perimetre(publics=tous, se_choisit=True)
    for modele in (Region, Departement, Commune):
        perimetres.inscrire(modele, code_officiel)
    perimetres.inscrire(Collectivite, Perimetre(chemins=("pk",), verbes=CORRECTION, se_choisit=True))
    perimetres.inscrire(Adhesion, Perimetre(chemins=("collectivite",), fiches=("collectivite",)))
    perimetres.inscrire(Contact, Perimetre(chemins=("collectivite",), verbes=REDACTION, fiches=("collectivite",)))
    perimetres.inscrire(Consentement, Perimetre(chemins=("contact__collectivite",), fiches=("contact.collectivite",)))
