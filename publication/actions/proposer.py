"""Propose a change to a public sheet: it waits for the team, and nothing of the sheet changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.models import ChangementPropose, Jeton, Proposition
from publication.natures import registre
from publication.valeurs import actuelle, canonique, comprendre, en_json, libelle, valider

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.contrib.auth.models import AbstractBaseUser

    from publication.models import Fiche, Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class SansCompte:
    """An author who has no account here; name and address are never published, they serve to answer."""

    nom: str = ""
    email: str = ""


class PropositionInvalide(Exception):
    """The proposal cannot be kept; ``erreurs`` says why: sentences by field, under the empty name for the whole."""

    publication_id: UUID | None = None
    """Sheet that the proposal was about, when it is known."""

    def __init__(self, erreurs: Mapping[str, list[str]]) -> None:
        """Keep the reasons."""
        super().__init__(" ".join(phrase for phrases in erreurs.values() for phrase in phrases))
        self.erreurs = dict(erreurs)


@transaction.atomic
def proposer(
    *,
    publication: Publication,
    changements: Mapping[str, Any],
    origine: str,
    par: AbstractBaseUser | SansCompte | Jeton,
    message: str = "",
    vues: Mapping[str, Any] | None = None,
) -> Proposition:
    """Put a proposal in the review queue.

    ``changements`` gives the proposed value of each field of ``proposables``, typed or as people write it; those that
    equal the present value are left out. ``vues`` gives the values that the author saw, when they may have changed
    since.

    Raises ``PropositionInvalide`` for a field unknown or not proposable, for a value that the model refuses, for a
    sheet that is not public, and when nothing is proposed.
    """
    modele = registre[publication.nature].modele
    if publication.est_retiree:
        raise PropositionInvalide({"": [_("Cette fiche n’est plus publique : elle ne reçoit plus de proposition.")]})
    refuser_les_autres_champs(modele, changements)
    fiche: Fiche = modele.fiches().get(publication=publication)
    avant = {nom: actuelle(fiche, nom) for nom in changements}
    lues = lire(modele, changements)
    vraies = {nom: valeur for nom, valeur in lues.items() if _json(fiche, nom, valeur) != avant[nom]}
    if not vraies and not message.strip():
        raise PropositionInvalide({"": [_("Rien ne change : modifiez une valeur ou écrivez un message.")]})
    if erreurs := valider(fiche, vraies):
        raise PropositionInvalide(erreurs)
    proposition = Proposition.objects.create(
        publication=publication,
        origine=origine,
        **_auteur(par),
        message=message.strip(),
        langue=get_language() or "",
    )
    vues = vues or {}
    for nom, valeur in vraies.items():
        vue = canonique(modele._meta.get_field(nom), vues[nom]) if nom in vues else avant[nom]
        ChangementPropose.objects.create(proposition=proposition, champ=nom, avant=vue, apres=_json(fiche, nom, valeur))
    return proposition


def refuser_les_autres_champs(modele: type[Fiche], changements: Mapping[str, Any]) -> None:
    """Raise ``PropositionInvalide`` when something else than the proposable fields is proposed."""
    phrase = _("Le champ « %(champ)s » n’existe pas ou ne se propose pas. Champs possibles : %(champs)s.")
    champs = ", ".join(modele.proposables)
    autres = sorted(set(changements) - set(modele.proposables))
    if autres:
        raise PropositionInvalide({nom: [phrase % {"champ": nom, "champs": champs}] for nom in autres})


def lire(modele: type[Fiche], brutes: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values of the fields, from what people or machines wrote. Raises ``PropositionInvalide``."""
    valeurs: dict[str, Any] = {}
    erreurs: dict[str, list[str]] = {}
    for nom, brute in brutes.items():
        champ = modele._meta.get_field(nom)
        try:
            valeurs[nom] = comprendre(champ, brute)
        except ValidationError as refus:
            erreurs[nom] = [f"{libelle(champ)} : {message}" for message in refus.messages]
    if erreurs:
        raise PropositionInvalide(erreurs)
    return valeurs


def _auteur(par: AbstractBaseUser | SansCompte | Jeton) -> dict[str, Any]:
    if isinstance(par, Jeton):
        return {"auteur_id": par.partenaire.compte_id, "partenaire_id": par.partenaire_id}
    if isinstance(par, SansCompte):
        return {"auteur_nom": par.nom, "auteur_email": par.email}
    return {"auteur_id": par.pk}


def _json(fiche: Fiche, nom: str, valeur: Any) -> Any:
    return en_json(fiche._meta.get_field(nom), valeur)
