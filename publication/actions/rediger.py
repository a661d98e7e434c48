"""Drafts that a referent's program writes, under the rules of the administration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publication.actions.concernees import fiches_concernees
from publication.actions.publier import verrouiller
from publication.actions.retirer import supprimer
from publication.actions.synchroniser import synchroniser
from publication.actions.verrou import verrouiller_revisions
from publication.natures import registre
from publication.perimetres import perimetres
from publication.redaction import ChampsRefuses, Saisie, champs, lire, version
from publication.regles import peut
from publication.valeurs import valider

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publication.models import Fiche

MOTIF = gettext_lazy("Écrit par un programme, par l’API")
SLUG_MAXIMAL = 100
QUELCONQUE = "*"
"""Version that says: whatever the state."""


class RedactionInterdite(Exception):
    """The rules do not let the account write this; the message says why."""


class VersionPerimee(Exception):
    """The draft is no longer what its author read."""


@transaction.atomic
def creer_brouillon(*, nature: str, valeurs: Mapping[str, Any], par: Any) -> Fiche:
    """Add a draft to the authority of the account.

    Raises ``RedactionInterdite`` for a nature that the account does not add, ``ChampsRefuses`` for wrong values.
    """
    verrouiller_revisions()
    modele = registre[nature].modele
    perimetre = perimetres.de(modele)
    if perimetre is None or "add" not in perimetre.verbes or par.collectivite_id is None or not _ajoute(par, modele):
        raise RedactionInterdite(_("Votre compte n’ajoute pas de fiche de cette nature."))
    saisie = lire(modele, valeurs, par)
    fiche = modele(**{f"{perimetre.chemins[0]}_id": par.collectivite_id})
    fiche.slug = _adresse(modele, saisie.valeurs.get(modele.champ_titre), fiche)
    for nom in _obligatoires(fiche):
        saisie.valeurs.setdefault(nom, getattr(fiche, nom))
    _ecrire(fiche, saisie, par=par)
    if not peut(par, "change", fiche):
        raise RedactionInterdite(_("Votre compte n’ajoute pas de fiche de cette nature."))
    return fiche


@transaction.atomic
def modifier_brouillon(*, fiche: Fiche, attendue: str, valeurs: Mapping[str, Any], par: Any) -> Fiche:
    """Change fields of a draft that is still in the state ``attendue``; those that are not named stay.

    Raises ``RedactionInterdite``, ``VersionPerimee`` or ``ChampsRefuses``.
    """
    verrouillee = _prendre(fiche, attendue, "change", par)
    saisie = lire(type(fiche), valeurs, par)
    concernees = fiches_concernees([verrouillee])
    _ecrire(verrouillee, saisie, par=par)
    synchroniser([*concernees, *fiches_concernees([verrouillee])])
    return verrouillee


@transaction.atomic
def supprimer_brouillon(*, fiche: Fiche, attendue: str, par: Any) -> None:
    """Delete a draft that is still in the state ``attendue``.

    Raises ``RedactionInterdite``, ``VersionPerimee``, or ``SuppressionImpossible`` for what was public once.
    """
    supprimer(fiche=_prendre(fiche, attendue, "delete", par), par=par)


def _prendre(fiche: Fiche, attendue: str, verbe: str, par: Any) -> Fiche:
    verrouillee = verrouiller(fiche)
    if verrouillee.est_publique:
        raise RedactionInterdite(_("Cette fiche est publique : proposez un changement au lieu de l’écrire."))
    if not peut(par, verbe, verrouillee):
        raise RedactionInterdite(
            _("Votre compte ne peut pas écrire cette fiche, ou la partage avec une autre collectivité.")
        )
    if attendue not in (QUELCONQUE, version(verrouillee)):
        raise VersionPerimee(_("Ce brouillon a changé depuis que vous l’avez lu : relisez-le, puis recommencez."))
    return verrouillee


def _ecrire(fiche: Fiche, saisie: Saisie, *, par: Any) -> None:
    for nom, objet in saisie.nommes.items():
        setattr(fiche, nom, objet)
    if erreurs := valider(fiche, saisie.valeurs):
        raise ChampsRefuses(erreurs)
    fiche._history_user, fiche._change_reason = par, str(MOTIF)
    fiche.save()
    for nom, objets in saisie.liens.items():
        getattr(fiche, nom).set(objets)


def _obligatoires(fiche: Fiche) -> list[str]:
    """Values that a new sheet may not do without."""
    return [nom for nom, champ in champs(type(fiche)).items() if not champ.is_relation and not champ.blank]


def _ajoute(par: Any, modele: type[Fiche]) -> bool:
    meta = modele._meta
    return bool(par.has_perm(f"{meta.app_label}.add_{meta.model_name}"))


def _adresse(modele: type[Fiche], titre: Any, fiche: Fiche) -> str:
    """Address that the title suggests, not taken."""
    base = slugify(str(titre or ""))[:SLUG_MAXIMAL].strip("-") or modele.nature.value
    return f"{base}-{fiche.uid.hex[:8]}" if modele.fiches().filter(slug=base).exists() else base
