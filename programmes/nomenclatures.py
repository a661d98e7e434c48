"""The lists of codes that public documents and filters use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from collectivites.models import Collectivite, Contact, Ruralite, TypeCollectivite
from programmes.models import ChiffreCle, Dispositif, Engagement, Partenariat, Ressource, Subvention
from programmes.models.calendrier import EtatDispositif
from programmes.models.organisme import FormeJuridique
from publication.models.verification import Verification
from publication.natures import Nature

if TYPE_CHECKING:
    from django.db.models import TextChoices

RESEAU = "Liste tenue par le réseau."
SCDL = "Schéma national « subventions » 2.1.1 (SCDL)."


class Nomenclature(NamedTuple):
    """A list of codes: what it tells apart, where it is used, who defines it."""

    titre: Any
    choix: type[TextChoices]
    champs: list[str]
    origine: str = RESEAU


NOMENCLATURES: dict[str, Nomenclature] = {
    "natures": Nomenclature(_("Natures de fiche"), Nature, ["*.nature", "recherche.nature"]),
    "types-de-collectivite": Nomenclature(_("Types de collectivité"), TypeCollectivite, ["collectivites.type"]),
    "connaissances": Nomenclature(
        _("Ce que le réseau sait de la politique ESS"),
        Collectivite.ConnaissancePolitique,
        ["collectivites.connaissance_politique"],
    ),
    "ruralites": Nomenclature(_("Rural ou urbain"), Ruralite, ["collectivites.ruralite"]),
    "verifications": Nomenclature(_("État de la vérification"), Verification, ["*.verification"]),
    "roles-de-contact": Nomenclature(_("Rôles des contacts"), Contact.Role, ["*.contacts.role"]),
    "natures-d-aide": Nomenclature(_("Natures d’aide"), Dispositif.NatureAide, ["dispositifs.nature_aide"]),
    "modes": Nomenclature(_("Aide directe ou indirecte"), Dispositif.Mode, ["dispositifs.mode"]),
    "instructions": Nomenclature(
        _("Façons de recevoir les demandes"), Dispositif.Instruction, ["dispositifs.instruction"]
    ),
    "etats": Nomenclature(_("États d’un dispositif"), EtatDispositif, ["dispositifs.etat"]),
    "roles-de-partenaire": Nomenclature(
        _("Rôles des partenaires"), Partenariat.Role, ["dispositifs.partenariats.role"]
    ),
    "natures-de-subvention": Nomenclature(
        _("Natures de subvention"), Subvention.NatureSubvention, ["subventions.nature_aide", "subventions.nature"], SCDL
    ),
    "formes-juridiques": Nomenclature(
        _("Formes juridiques"), FormeJuridique, ["organismes.forme_juridique", "projets.organisme.forme_juridique"]
    ),
    "genres-de-ressource": Nomenclature(_("Genres de ressource"), Ressource.Genre, ["ressources.genre"]),
    "genres-d-engagement": Nomenclature(_("Genres d’engagement"), Engagement.Genre, ["politiques.engagements.genre"]),
    "precisions": Nomenclature(_("Précision d’un chiffre"), ChiffreCle.Precision, ["*.chiffres.precision"]),
}
