"""What is to be written of a sheet: its values under the names of the models' fields, and for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from collectivites.appariement import Annuaire, Appariement, Fait
from collectivites.models import Collectivite, Contact
from programmes.models import (
    Action,
    Budget,
    ChiffreCle,
    Dispositif,
    Effectif,
    Intervention,
    Orientation,
    Partenariat,
    Politique,
    Ressource,
)
from programmes.reprise import FicheLue, Genre

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

Valeurs = dict[str, str]

CHAMPS: dict[Genre, dict[str, type[Model]]] = {
    Genre.COLLECTIVITE: {
        **dict.fromkeys(("redaction_en_cours", "sigle", "population", "population_annee"), Collectivite),
        **dict.fromkeys(("adresse", "code_postal", "ville", "site_web"), Collectivite),
        **dict.fromkeys(("panorama", "moyens", "programme"), Politique),
    },
    Genre.DISPOSITIF: dict.fromkeys(
        (
            *("titre", "resume", "nature_aide", "mode", "instruction", "objectifs", "cibles", "eligibilite"),
            *("modalites", "moyens", "evaluation", "montant_max", "montant_par_beneficiaire", "enveloppe_annuelle"),
            *("enveloppe_totale", "page_officielle"),
        ),
        Dispositif,
    ),
    Genre.RESSOURCE: dict.fromkeys(("titre", "genre", "parue_le", "mise_a_jour_le", "texte"), Ressource),
}
"""Fields of a sheet by genre, in the reader's order, each with the model that holds it."""

PARTIES: dict[Genre, dict[str, tuple[type[Model], tuple[str, ...]]]] = {
    Genre.COLLECTIVITE: {
        "budgets": (Budget, ("annee", "total", "fonctionnement", "investissement", "note")),
        "effectifs": (Effectif, ("annee", "etp", "note")),
        "chiffres": (ChiffreCle, ("libelle", "precision", "valeur", "valeur_max", "unite", "annee")),
        "orientations": (Orientation, ("groupe", "titre", "texte")),
        "actions": (Action, ("groupe", "titre", "texte", "annee", "annee_fin")),
        "dispositifs": (Dispositif, ("titre", "resume", "nature_aide", "mode", "instruction")),
        "contacts": (Contact, ("role", "prenom", "nom", "fonction", "email", "telephone")),
    },
    Genre.DISPOSITIF: {
        "partenariats": (Partenariat, ("nom", "role")),
        "chiffres": (ChiffreCle, ("libelle", "precision", "valeur", "valeur_max", "unite", "annee")),
        "contacts": (Contact, ("role", "prenom", "nom", "fonction", "email", "telephone")),
    },
    Genre.RESSOURCE: {
        "interventions": (Intervention, ("intervenant", "fonction", "collectivite", "texte")),
        "contacts": (Contact, ("role", "prenom", "nom", "fonction", "email", "telephone")),
    },
}
"""Parts of a sheet by genre, each with its model and the fields to fill."""

CLES_LUES = {"partenaires": "partenariats"}
COLONNES_LUES = {("dispositifs", "texte"): "resume"}
PAR_DEFAUT = {
    Genre.DISPOSITIF: {"nature_aide": "subvention", "mode": "directe", "instruction": "fil_de_leau"},
}


class Choix(TextChoices):
    """What to do with a sheet."""

    REPRENDRE = "reprendre", _("reprendre pour la collectivité choisie")
    CREER = "creer", _("créer la collectivité, absente du code officiel")
    LAISSER = "laisser", _("ne pas reprendre cette fiche")


@dataclass(slots=True)
class FicheAReprendre:
    """One sheet to write: its values, the authority chosen for it, and the source that its facts will quote."""

    titre: str
    genre: Genre
    champs: Valeurs
    parties: dict[str, list[Valeurs]]
    identite: Valeurs = field(default_factory=dict)
    source: str = ""
    choix: Choix = Choix.REPRENDRE
    cible: Collectivite | None = None


def saisie_de(fiche: FicheLue) -> dict[str, Any]:
    """Values that a reading proposes to write, as JSON; what the fields cannot hold keeps its place in the text."""
    champs = {cle: texte for cle in CHAMPS[fiche.genre] if (texte := fiche.texte(cle))}
    champs = {**PAR_DEFAUT.get(fiche.genre, {}), **champs}
    parties: dict[str, list[Valeurs]] = {cle: [] for cle in PARTIES[fiche.genre]}
    for champ in fiche.champs:
        cle = CLES_LUES.get(champ.cle, champ.cle)
        if cle in parties and not isinstance(champ.valeur, str):
            parties[cle].append(_colonnes(cle, champ.valeur, PARTIES[fiche.genre][cle][1]))
    cles = ("nom", "adhesion", "mise_a_jour", "siren", "type", "type_ecrit", "type_du_nom", "region", "porteur")
    identite = {cle: texte for cle in cles if (texte := fiche.texte(cle))}
    return {"champs": champs, "parties": parties, "identite": identite}


def _colonnes(cle: str, valeurs: Mapping[str, str], colonnes: tuple[str, ...]) -> Valeurs:
    renommees = {COLONNES_LUES.get((cle, nom), nom): valeur for nom, valeur in valeurs.items()}
    return {nom: valeur for nom, valeur in renommees.items() if nom in colonnes}


def faits_de(fiche: FicheLue) -> Fait:
    """What a sheet says of its authority; a sheet of another genre names one in its title."""
    nom = fiche.texte("nom") or fiche.texte("porteur")
    premieres = [valeur for valeur in fiche.valeurs("collectivites") if isinstance(valeur, str)]
    types = dict.fromkeys(filter(None, [fiche.texte("type_du_nom"), fiche.texte("type")]))
    return Fait(
        nom=nom or (premieres[0] if premieres else ""),
        types=tuple(types) if fiche.texte("nom") else (),
        siren=fiche.texte("siren"),
        code_postal=fiche.texte("code_postal"),
        region=fiche.texte("region"),
    )


def proposer_reprise(fiche: FicheLue, annuaire: Annuaire) -> tuple[FicheAReprendre, Appariement]:
    """The sheet as it would be written, for the authority that it designates without doubt if there is one."""
    fait = faits_de(fiche)
    appariement = annuaire.apparier(fait) if fait.nom or fait.siren else Appariement()
    saisie = saisie_de(fiche)
    sans_cible = fiche.genre == Genre.RESSOURCE or appariement.trouvee is not None
    return (
        FicheAReprendre(
            titre=fiche.titre,
            genre=fiche.genre,
            **saisie,
            source=source_de(saisie["identite"]),
            choix=Choix.REPRENDRE if sans_cible and fiche.titre else Choix.LAISSER,
            cible=appariement.trouvee,
        ),
        appariement,
    )


def source_de(identite: Mapping[str, str]) -> str:
    """Where the facts come from: « Fiche du réseau, mise à jour le 7 janvier 2019 »."""
    import datetime as dt

    from django.utils.formats import date_format

    if jour := identite.get("mise_a_jour"):
        le = date_format(dt.date.fromisoformat(jour), "j F Y")
        return str(_("Fiche du réseau, mise à jour le %(jour)s")) % {"jour": le}
    return str(_("Fiche du réseau"))
