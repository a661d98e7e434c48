"""Synthetic rows, unsaved: each depends on its seed, its rank and what it is attached to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from collectivites.models import Collectivite, TypeCollectivite
from programmes.actions.synthese import lexique
from programmes.actions.synthese.tirage import INSTANT, MENTION, REFERENCE, Tirage
from programmes.models import Dispositif, Organisme, Politique, Projet, Subvention
from publication.models import Statut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collectivites.models import Commune

RANGS_PAR_COLLECTIVITE = 10


@dataclass(frozen=True, slots=True)
class Porteuse:
    """What the rows of an authority need to know of it."""

    cle: int
    rang: int
    nom: str


def identite(tirage: Tirage, compte: int) -> dict[str, Any]:
    """Fields of a published sheet: its identity, its label, dates that do not depend on the day it is made."""
    uid = tirage.uid()
    verifiee = tirage.chance(0.6)
    return {
        "uid": uid,
        "publication_id": uid,
        "slug": tirage.slug(),
        "statut": Statut.PUBLIEE,
        "publiee_le": INSTANT,
        "publiee_par_id": compte,
        "verifiee_le": tirage.jour(700, 0) if verifiee else None,
        "verifiee_par_id": compte if verifiee else None,
        "est_synthetique": True,
    }


def collectivite(tirage: Tirage, communes: Sequence[Commune], compte: int) -> Collectivite:
    """An authority with its seat in a real commune, so that it falls on the map and in a region."""
    type_ = tirage.pondere(lexique.TYPES)
    siege = tirage.parmi(communes)
    lieu = tirage.lieu()
    categorie = str(type_.label)
    return Collectivite(
        **identite(tirage, compte),
        type=type_,
        nom=f"{categorie[:1].upper()}{categorie[1:]} de {lieu} {MENTION}",
        sigle=f"SY{tirage.rang}" if tirage.chance(0.3) else "",
        population=tirage.taille(lexique.POPULATIONS[type_]),
        population_annee=2023,
        population_source="Tirage au sort",
        code_postal=siege.codes_postaux[0] if siege.codes_postaux else "",
        ville=siege.nom,
        presentation=f"Collectivité imaginaire, fabriquée pour mesurer le logiciel {MENTION}.",
        latitude=siege.latitude if siege.longitude is not None else None,
        longitude=siege.longitude if siege.latitude is not None else None,
        region_id=siege.region_id,
        departement_id=None if type_ == TypeCollectivite.REGION else siege.departement_id,
        creee_en=tirage.entier(1960, 2017),
    )


def politique(tirage: Tirage, porteuse: Porteuse, compte: int) -> Politique:
    """A policy of an authority; its rank is that of the authority."""
    debut = tirage.entier(2012, 2025)
    return Politique(
        **identite(tirage, compte),
        collectivite_id=porteuse.cle,
        titre=f"Politique ESS de {porteuse.nom}",
        resume="Politique imaginaire : soutenir les initiatives solidaires d’un territoire qui n’existe pas.",
        debut=debut,
        fin=debut + tirage.entier(3, 6) if tirage.chance(0.7) else None,
        panorama="Chiffres tirés au sort, sans rapport avec un territoire réel.",
        programme="Texte de remplissage, pour que les pages et les documents aient leur taille habituelle. " * 4,
        gouvernance="Comité consultatif de l’ESS" if tirage.chance(0.3) else "",
        source="Tirage au sort",
    )


def dispositif(tirage: Tirage, porteuse: Porteuse, compte: int, politique_id: int | None) -> Dispositif:
    """A scheme of an authority, open, closed or still to come on the reference date."""
    ouverture, cloture = _calendrier(tirage)
    minimum = tirage.montant(3_000)
    return Dispositif(
        **identite(tirage, compte),
        collectivite_id=porteuse.cle,
        politique_id=politique_id,
        titre=f"{tirage.parmi(lexique.SOUTIENS)} — {porteuse.nom}",
        resume="Dispositif imaginaire : personne ne peut y candidater.",
        nature_aide=tirage.pondere(lexique.NATURES_AIDE),
        mode=Dispositif.Mode.DIRECTE if tirage.chance(0.8) else Dispositif.Mode.INDIRECTE,
        instruction=tirage.pondere(lexique.INSTRUCTIONS),
        objectifs="Texte de remplissage : faire naître des activités utiles au territoire. " * 2,
        cibles="Associations et coopératives imaginaires.",
        eligibilite="Texte de remplissage : conditions tirées au sort.",
        montant_min=minimum,
        montant_max=minimum + tirage.montant(12_000),
        enveloppe_annuelle=tirage.montant(90_000) if tirage.chance(0.5) else None,
        taux=Decimal(tirage.entier(4, 16) * 5) if tirage.chance(0.5) else None,
        beneficiaires_par_an=tirage.entier(2, 40) if tirage.chance(0.4) else None,
        ouverture_le=ouverture,
        cloture_le=cloture,
        source="Tirage au sort",
    )


def _calendrier(tirage: Tirage) -> tuple[dt.date | None, dt.date | None]:
    if tirage.chance(0.3):
        return None, None
    ouverture = tirage.jour(500, 90)
    return ouverture, ouverture + dt.timedelta(days=tirage.entier(20, 400))


def organisme(tirage: Tirage, communes: Sequence[Commune]) -> Organisme:
    """An organisation without any official number: a made-up one could be somebody's."""
    forme = tirage.pondere(lexique.FORMES)
    return Organisme(
        uid=tirage.uid(),
        nom=f"{str(forme.label).capitalize()} de {tirage.lieu()} {MENTION}",
        forme_juridique=forme,
        commune_id=tirage.parmi(communes).code,
        est_synthetique=True,
    )


def projet(tirage: Tirage, communes: Sequence[Commune], organisme_id: int, compte: int) -> Projet:
    """A project, in a real commune, of an organisation that does not exist."""
    debut = tirage.entier(2014, 2026)
    return Projet(
        **identite(tirage, compte),
        nom=f"{tirage.parmi(lexique.PROJETS)} de {tirage.lieu()} {MENTION}",
        resume="Projet imaginaire, fabriqué pour mesurer le logiciel.",
        description="Texte de remplissage, de la longueur d’une description ordinaire de projet soutenu. " * 3,
        organisme_id=organisme_id,
        commune_id=tirage.parmi(communes).code,
        debut=debut,
        fin=debut + tirage.entier(1, 4) if tirage.chance(0.6) else None,
        emplois=tirage.taille(3, 0.9) if tirage.chance(0.5) else None,
        personnes=tirage.taille(80, 1.0) if tirage.chance(0.4) else None,
        source="Tirage au sort",
    )


def subvention(
    tirage: Tirage,
    *,
    collectivite_id: int,
    dispositif_id: int | None,
    projet_id: int | None,
    beneficiaire_id: int,
) -> Subvention:
    """A grant whose amounts only shrink, from the one asked for to the one paid."""
    demande = tirage.montant(12_000)
    vote = (demande * tirage.entier(4, 10) / 10).quantize(Decimal("0.01"))
    conventionne = vote if tirage.chance(0.8) else None
    convention = tirage.jour(3_650, 0)
    verse = conventionne is not None and convention < REFERENCE - dt.timedelta(days=180)
    return Subvention(
        uid=tirage.uid(),
        projet_id=projet_id,
        collectivite_id=collectivite_id,
        dispositif_id=dispositif_id,
        beneficiaire_id=beneficiaire_id,
        objet=f"Soutien au démarrage n°\u00a0{tirage.rang} {MENTION}",
        montant_demande=demande,
        montant_vote=vote,
        montant_conventionne=conventionne,
        montant_verse=conventionne if verse else None,
        pourcentage=Decimal(1) if tirage.chance(0.95) else Decimal("0.5"),
        date_convention=convention,
        annee=convention.year,
        reference_decision=f"SYNTH-{convention.year}-{tirage.rang}",
        conditions_versement=tirage.parmi(("unique", "échelonné")),
        versement_debut=convention + dt.timedelta(days=60) if verse else None,
        source="Tirage au sort",
        est_synthetique=True,
    )
