"""Write the same columns of many records at once, and what their histories keep of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from publication.models.listes_suivies import listes_suivies

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model

MODIFIEE = "modifiee_le"


def ecrire(objets: Sequence[Any], champs: Collection[str], *, par: AbstractBaseUser, raison: str = "") -> None:
    """Write ``champs`` of records of one model, and a row of history for each, its lists with it.

    The number of queries does not depend on the number of records. No column at all says that a list of the records
    has just changed.
    """
    if not objets:
        return
    modele: Any = type(objets[0])
    colonnes = list(champs)
    if MODIFIEE in {champ.name for champ in modele._meta.concrete_fields}:
        colonnes.append(MODIFIEE)
        maintenant = timezone.now()
        for objet in objets:
            objet.modifiee_le = maintenant
    if colonnes:
        modele._base_manager.bulk_update(objets, colonnes)
    versions = modele.history.bulk_history_create(
        objets, update=True, default_user=par, default_change_reason=raison or None
    )
    _garder_les_listes(modele, versions)


def _garder_les_listes(modele: type[Model], versions: Sequence[Any]) -> None:
    """Copy the lists of the records beside the rows of their history, as saving one record does."""
    par_cle = {getattr(version, modele._meta.pk.attname): version for version in versions}
    for liste in listes_suivies(modele):
        lien, gardees = liste.remote_field.through, getattr(modele.history.model, liste.name).model  # type: ignore[attr-defined]
        attache = lien._meta.get_field(liste.m2m_field_name()).attname
        lignes = lien._default_manager.filter(**{f"{attache}__in": par_cle}).order_by("pk")
        colonnes = [champ.attname for champ in lien._meta.concrete_fields]
        gardees.objects.bulk_create(
            gardees(history=par_cle[getattr(ligne, attache)], **{nom: getattr(ligne, nom) for nom in colonnes})
            for ligne in lignes
        )
