"""Keep a document with what was read in it, and the corrections that staff make before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from collectivites.appariement import Annuaire
from collectivites.models import Collectivite
from programmes.actions.reprise.saisie import Choix, FicheAReprendre, proposer_reprise
from programmes.models import Reprise
from programmes.reprise import Genre, decoder, lire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collectivites.models import Utilisateur
    from programmes.reprise import FicheLue


class RepriseFaite(Exception):
    """The drafts of a document were created: it is corrected no more, and taken over no more."""

    def __init__(self, reprise: Reprise) -> None:
        """Say which document."""
        message = _("Les brouillons de « %(nom)s » sont déjà créés : corrigez-les sur leur propre écran.")
        super().__init__(message % {"nom": reprise})


@transaction.atomic
def deposer(*, nom: str, contenu: bytes | str, par: Utilisateur, annuaire: Annuaire | None = None) -> Reprise:
    """Keep a document and its reading; the authority of each sheet is proposed when only one can be meant."""
    lecture = lire(decoder(contenu).texte.replace("\x00", "\ufffd"))  # PostgreSQL holds no null character
    annuaire = annuaire or Annuaire()
    fiches = [_en_json(fiche, annuaire) for fiche in lecture.fiches]
    return Reprise.objects.create(nom=nom[:200], texte=lecture.texte, fiches=fiches, deposee_par=par)


@transaction.atomic
def corriger(*, reprise: Reprise, rang: int, saisie: Mapping[str, Any], choix: str, cible: int | None) -> None:
    """Keep the corrections of the sheet of that rank. Raises ``RepriseFaite``."""
    actuelle = verrouiller_reprise(reprise)
    actuelle.fiches[rang] |= {"saisie": dict(saisie), "choix": Choix(choix).value, "cible": cible, "est_vue": True}
    actuelle.save(update_fields=["fiches"])
    reprise.fiches = actuelle.fiches


def verrouiller_reprise(reprise: Reprise) -> Reprise:
    """Return the document as it is now, locked until the end of the transaction. Raises ``RepriseFaite``."""
    actuelle = Reprise.objects.select_for_update().get(pk=reprise.pk)
    if actuelle.est_faite:
        raise RepriseFaite(actuelle)
    return actuelle


def a_reprendre(reprise: Reprise) -> list[FicheAReprendre]:
    """The sheets of a document as they are to be written."""
    cles = [fiche["cible"] for fiche in reprise.fiches if fiche["cible"]]
    cibles = Collectivite.objects.in_bulk(cles)
    return [
        FicheAReprendre(
            titre=fiche["titre"],
            genre=Genre(fiche["genre"]),
            **fiche["saisie"],
            choix=Choix(fiche["choix"]),
            cible=cibles.get(fiche["cible"]),
        )
        for fiche in reprise.fiches
    ]


def _en_json(fiche: FicheLue, annuaire: Annuaire) -> dict[str, Any]:
    proposee, appariement = proposer_reprise(fiche, annuaire)
    return {
        "genre": fiche.genre.value,
        "titre": fiche.titre,
        "morceaux": [[m.debut, m.fin, m.cle] for m in fiche.morceaux],
        "champs": [
            [c.cle, c.valeur if isinstance(c.valeur, str) else dict(c.valeur), c.confiance.value, c.debut, c.fin]
            for c in fiche.champs
        ],
        "saisie": {
            "champs": proposee.champs,
            "parties": proposee.parties,
            "identite": proposee.identite,
            "source": proposee.source,
        },
        "choix": proposee.choix.value,
        "cible": proposee.cible.pk if proposee.cible else None,
        "candidates": [candidate.pk for candidate in appariement.candidates],
        "est_vue": False,
    }
