"""One public sheet of each nature, with everything that a document can mention hung on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from publication.actions import fiches_concernees, synchroniser
from publication.natures import registre
from tests import factories as f

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from publication.models import Fiche


@dataclass(frozen=True, slots=True)
class Monde:
    """The five sheets; everything else is reached from them."""

    collectivite: Any
    politique: Any
    dispositif: Any
    projet: Any
    ressource: Any

    def __iter__(self) -> Iterator[Fiche]:
        """Iterate over the sheets, one of each nature."""
        return iter((self.collectivite, self.politique, self.dispositif, self.projet, self.ressource))


def contact(collectivite: Any) -> Any:
    """A contact of whom everything is public."""
    return f.ContactFactory(collectivite=collectivite, publiable=True)


def monde() -> Monde:
    """Build it, published and in step."""
    heritiere = f.CollectiviteFactory(publie=True, membre=True, sigle="HER")
    collectivite = f.CollectiviteFactory(publie=True, membre=True, verifie=True, remplacee_par=heritiere)
    partenaire = f.CollectiviteFactory(publie=True)
    for membre in (collectivite, heritiere):
        commune = f.CommuneFactory(departement=membre.departement, region=membre.region, epci=membre)
        membre.communes.add(commune)
    contact(collectivite)
    contact(heritiere)
    politique = f.PolitiqueFactory(collectivite=heritiere, complete=True, publie=True, verifie=True)
    politique.contacts.add(contact(partenaire))
    politique.thematiques.add(theme())
    dispositif = _dispositif(heritiere, politique, partenaire)
    projet = _projet(heritiere, dispositif)
    ressource = f.RessourceFactory(publie=True, verifie=True)
    _remplir_ressource(ressource, Monde(heritiere, politique, dispositif, projet, ressource), partenaire)
    tout = Monde(collectivite, politique, dispositif, projet, ressource)
    synchroniser([*tout, heritiere, partenaire])
    return tout


def theme() -> Any:
    """A theme of the second level."""
    return f.ThematiqueFactory(parente=f.ThematiqueFactory())


def _dispositif(collectivite: Any, politique: Any, partenaire: Any) -> Any:
    dispositif = f.DispositifFactory(collectivite=collectivite, politique=politique, publie=True, verifie=True)
    f.PartenariatFactory(dispositif=dispositif, collectivite=partenaire)
    f.PartenariatFactory(dispositif=dispositif, organisme=f.OrganismeFactory())
    f.ChiffreCleFactory(politique=None, dispositif=dispositif)
    dispositif.thematiques.add(theme())
    dispositif.contacts.add(contact(partenaire))
    return dispositif


def _projet(collectivite: Any, dispositif: Any) -> Any:
    projet = f.ProjetFactory(
        publie=True, verifie=True, organisme=f.OrganismeFactory(situe=True), commune=f.CommuneFactory(epci=collectivite)
    )
    f.SubventionFactory(projet=projet, collectivite=collectivite, dispositif=dispositif)
    f.ChiffreCleFactory(politique=None, projet=projet)
    f.ImageProjetFactory(projet=projet)
    projet.thematiques.add(theme())
    return projet


def _remplir_ressource(ressource: Any, cites: Monde, partenaire: Any) -> None:
    ressource.kit = f.RessourceFactory(publie=True, verifie=True, genre="kit")
    ressource.save()
    f.InterventionFactory(ressource=ressource, collectivite=partenaire)
    f.PieceJointeFactory(ressource=ressource)
    f.ChiffreCleFactory(politique=None, ressource=ressource)
    ressource.thematiques.add(theme())
    ressource.collectivites.add(cites.collectivite)
    ressource.politiques.add(cites.politique)
    ressource.dispositifs.add(cites.dispositif)
    ressource.projets.add(cites.projet)


def chemins() -> list[tuple[type[Fiche], str, str]]:
    """Every path of every ``mentionne``: the nature that mentions, the label of what it mentions, the path."""
    return [
        (inscription.modele, label, chemin)
        for inscription in registre
        for label, trouves in inscription.modele.mentionne.items()
        for chemin in trouves
    ]


def suivre(modele: type[Fiche], chemin: str) -> set[Any]:
    """Keys of the records at the end of a path, from every sheet of a nature."""
    return set(modele.fiches().values_list(chemin, flat=True)) - {None}


def remettre_en_ordre(objet: Model) -> None:
    """Do what every door does after it has written ``objet``."""
    synchroniser(fiches_concernees([objet]))
