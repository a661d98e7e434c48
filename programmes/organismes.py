"""An organisation in all its roles, as public sheets show it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from publication.donnees_liees import decrire
from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from programmes.models import Organisme
    from publication.donnees_liees import DonneesLiees


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """What an organisation carries, receives (euros, what is known) and takes part in."""

    porte: list[Publication]
    recues: list[dict[str, Any]]
    total: Decimal | None
    partenaire: list[Publication]

    @property
    def est_publique(self) -> bool:
        """Whether some public sheet shows it."""
        return bool(self.porte or self.recues or self.partenaire)


def organisme_decrit(organisme: Organisme, racine: str) -> DonneesLiees:
    """schema.org description of an organisation; ``racine`` is the address of the site, without a final slash."""
    codes = [("SIRET", organisme.siret), ("RNA", organisme.rna)]
    return decrire(
        "Organization",
        nom=organisme.nom,
        adresse=f"{racine}{organisme.get_absolute_url()}",
        sameAs=organisme.site_web,
        location={"@type": "Place", "name": organisme.commune.nom} if organisme.commune else None,
        identifier=[{"@type": "PropertyValue", "propertyID": nom, "value": code} for nom, code in codes if code],
    )


def roles(organisme: Organisme) -> Roles:
    """Read the roles in the documents that mention the organisation; one query."""
    uid = str(organisme.uid)
    liees = Publication.objects.liees_a(organisme.uid).par_nature()
    projets = liees[Nature.PROJET]
    recues = [
        {"projet": projet, "s": subvention}
        for projet in projets
        for subvention in projet.contenu["subventions"]
        if subvention["beneficiaire"] and subvention["beneficiaire"]["uid"] == uid
    ]
    connus = [Decimal(recue["s"]["part"]) for recue in recues if recue["s"]["part"] is not None]
    return Roles(
        porte=[p for p in projets if p.contenu["organisme"] and p.contenu["organisme"]["uid"] == uid],
        recues=recues,
        total=sum(connus, Decimal(0)) if connus else None,
        partenaire=liees[Nature.DISPOSITIF],
    )
