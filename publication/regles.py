"""Who may do what with a record: pure predicates, which the administration and the API ask alike.

The network's team keeps every sheet. A referent keeps those of one authority: it reads them, edits what is not public,
proposes changes to what is, and never publishes. Each floor says in ``perimetres`` how its records belong to an
authority; a model that no floor has declared is closed to referents.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

import rules
from django.core.exceptions import ObjectDoesNotExist

from publication.models import Fiche
from publication.perimetres import perimetres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet


RESERVES = ("slug", "revoir_dans")
"""Fields of a sheet that a referent never changes."""


def est_limite(compte: Any) -> bool:
    """Whether the account sees one authority only; nobody is trusted with more by default."""
    return bool(getattr(compte, "est_limite", True))


@rules.predicate
def est_de_l_equipe(compte: Any) -> bool:
    """The network's team, whose groups say what it may do."""
    return bool(compte.is_active and not est_limite(compte))


@rules.predicate
def est_dans_son_perimetre(compte: Any, objet: Any) -> bool:
    """The record belongs to the authority of the referent, or is one of those that any referent reads."""
    return lisibles(type(objet)._default_manager.filter(pk=objet.pk), compte).exists()


@rules.predicate
def est_a_sa_collectivite_seule(compte: Any, objet: Any) -> bool:
    """The record belongs to the authority of the referent, and no other authority shares it."""
    perimetre = perimetres.de(type(objet))
    if perimetre is None or compte.collectivite_id is None:
        return False
    lignes = type(objet)._default_manager.filter(pk=objet.pk)
    return lignes.filter(perimetre.a(compte.collectivite_id)).exists() and not perimetre.est_partage(
        objet, compte.collectivite_id
    )


@rules.predicate
def est_en_ligne(_compte: Any, objet: Any) -> bool:
    """What is written there is public at once: the sheet, or the sheet that the record is a part of, is published."""
    return any(fiche.est_publique for fiche in fiches_de(objet))


@rules.predicate
def est_une_fiche(_compte: Any, objet: Any) -> bool:
    """A sheet, not a part of one."""
    return isinstance(objet, Fiche)


rules.add_rule("lire", est_de_l_equipe | est_dans_son_perimetre)
rules.add_rule("modifier", est_de_l_equipe | (est_a_sa_collectivite_seule & ~est_en_ligne))
rules.add_rule("proposer", ~est_de_l_equipe & est_une_fiche & est_en_ligne & est_dans_son_perimetre)
rules.add_rule("publier", est_de_l_equipe)

REGLES = {"view": "lire", "add": "modifier", "change": "modifier", "delete": "modifier"}


def peut(compte: Any, verbe: str, objet: Model) -> bool:
    """Whether the account may ``view``, ``add``, ``change`` or ``delete`` this record: its groups and the rules agree.

    A sheet under a referent's eyes may be proposed to without being changed: ask ``peut_proposer``.
    """
    meta = objet._meta
    permise = compte.has_perm(f"{meta.app_label}.{verbe}_{meta.model_name}")
    return bool(permise and rules.test_rule(REGLES[verbe], compte, objet))


def peut_proposer(compte: Any, fiche: Fiche) -> bool:
    """Whether what the account writes on this sheet is a proposal."""
    meta = fiche._meta
    permise = compte.has_perm(f"{meta.app_label}.change_{meta.model_name}")
    return bool(permise and rules.test_rule("proposer", compte, fiche))


def peut_deposer(compte: Any, fiche: Fiche) -> bool:
    """Whether a program may propose on this sheet in the name of the account.

    A referent's does on the sheets of its authority, a partner's on any public one.
    """
    return fiche.est_publique if compte.collectivite_id is None else peut_proposer(compte, fiche)


def peut_publier(compte: Any) -> bool:
    """Whether the account may publish, withdraw and verify sheets, where its groups let it change them."""
    return bool(rules.test_rule("publier", compte))


def voit(compte: Any, modele: type[Model]) -> bool:
    """Whether the account may read the records of a model, those of its perimeter."""
    return bool(compte.has_perm(f"{modele._meta.app_label}.view_{modele._meta.model_name}"))


def lisibles(lignes: QuerySet[Any], compte: Any) -> QuerySet[Any]:
    """Those of ``lignes`` that the account may read."""
    if not est_limite(compte):
        return lignes
    perimetre = perimetres.de(lignes.model)
    if perimetre is None or not compte.is_active:
        return lignes.none()
    return lignes.filter(pk__in=perimetre.lus_par(lignes.model, compte))


def choisissables(lignes: QuerySet[Any], compte: Any) -> QuerySet[Any]:
    """Those of ``lignes`` that the account may name in a form."""
    if not est_limite(compte):
        return lignes
    perimetre = perimetres.de(lignes.model)
    if perimetre is None or not compte.is_active:
        return lignes.none()
    return lignes if perimetre.se_choisit else lisibles(lignes, compte)


def fiches_de(objet: Any) -> Iterator[Fiche]:
    """The sheets that the record is written in: itself, or those that it is a part of."""
    if isinstance(objet, Fiche):
        yield objet
        return
    perimetre = perimetres.de(type(objet))
    for chemin in perimetre.fiches if perimetre else ():
        try:
            fiche = attrgetter(chemin)(objet)
        except (AttributeError, ObjectDoesNotExist):  # a link of the path is empty
            continue
        if fiche is not None:
            yield fiche
