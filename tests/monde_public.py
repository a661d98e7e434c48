"""A small public world: one full sheet of each nature, tied together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publication.actions import synchroniser
from tests import factories as f

if TYPE_CHECKING:
    from collectivites.models import Collectivite


def creer_un_monde_complet() -> Collectivite:
    """One full sheet of each nature, tied together."""
    collectivite = f.CollectiviteFactory(publie=True, membre=True, verifie=True, presentation="Un territoire.",
                                         redaction_en_cours=True, siren="200052264", ville="Strasbourg")  # fmt: skip
    f.ContactFactory(collectivite=collectivite, publiable=True, elu=True, service="Direction")
    politique = f.PolitiqueFactory(collectivite=collectivite, publie=True, complete=True, panorama="L’ESS ici.",
                                   gouvernance="Conseil de l’ESS", debut=2017, fin=2021)  # fmt: skip
    f.ChiffreCleFactory(politique=politique, fourchette=True, precision="pres_de")
    dispositif = f.DispositifFactory(collectivite=collectivite, politique=politique, publie=True, clos=True,
                                     montant_max=15_000, enveloppe_annuelle=100_000, objectifs="Aider.")  # fmt: skip
    f.PartenariatFactory(dispositif=dispositif)
    projet = f.ProjetFactory(publie=True, lieu="Pays de Redon", emplois=12)
    f.SubventionFactory(projet=projet, collectivite=collectivite, dispositif=dispositif)
    f.ImageProjetFactory(projet=projet)
    ressource = f.RessourceFactory(publie=True, texte="Un article.")
    ressource.collectivites.add(collectivite)
    f.InterventionFactory(ressource=ressource, collectivite=collectivite)
    f.PieceJointeFactory(ressource=ressource)
    synchroniser([collectivite, politique, dispositif, projet, ressource])
    return collectivite
