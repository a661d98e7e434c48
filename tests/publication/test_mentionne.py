"""What a document mentions is declared, all of it: a change anywhere reaches every sheet that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from publication.actions import fiches_concernees, verifier
from publication.actions.calcul import calculer
from publication.models import Fiche, Publication
from publication.natures import registre
from tests.publication.monde import chemins, monde, remettre_en_ordre, suivre

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

pytestmark = pytest.mark.django_db
NOS_APPLICATIONS = ("publication", "collectivites", "programmes")
TEXTES = (models.CharField, models.TextField)
CONTRAINTS = {"siren", "siret", "rna", "statut", "motif_retrait"}


def modeles() -> list[type[models.Model]]:
    """Models of the write side whose rows people or imports change."""
    return [
        modele
        for application in NOS_APPLICATIONS
        for modele in apps.get_app_config(application).get_models()
        if not modele.__name__.startswith("Historical") and modele is not Publication
    ]


def retoucher(objet: models.Model, *, marque: str = "é") -> None:
    """Change every free text of a row, behind the application's back."""
    champs = [c for c in objet._meta.concrete_fields if isinstance(c, TEXTES) and _est_libre(c)]
    valeurs = {c.attname: f"{getattr(objet, c.attname) or ''}{marque}"[-(c.max_length or 10_000) :] for c in champs}
    valeurs.update(ALLER_RETOUR.get(type(objet).__name__, {}))
    if valeurs:
        type(objet)._base_manager.filter(pk=objet.pk).update(**valeurs)


ALLER_RETOUR: dict[str, dict[str, Any]] = {
    "Adhesion": {"debut": 1999},
    "Consentement": {"retire_le": "2026-06-01"},
    "PieceJointe": {"titre": "Autre titre"},
}


def _est_libre(champ: Any) -> bool:
    """Whether any text fits: not a choice, a code, a file, a number or an address."""
    contraint = champ.choices or champ.primary_key or champ.name in CONTRAINTS
    return type(champ) in TEXTES and not contraint


def documents() -> dict[UUID, str]:
    """Documents that the sheets should have now."""
    toutes = (f for inscription in registre for f in inscription.modele.fiches().pour_document())
    return {voulue.uid: _public(voulue) for fiche in toutes if (voulue := calculer(fiche))}


def _public(publication: Publication) -> str:
    colonnes = ("document", "titre", "resume", "mots_cles", "texte", "region", "departement", "thematiques", "montant")
    return "|".join(str(getattr(publication, nom)) for nom in colonnes)


def differents(avant: dict[UUID, str]) -> set[UUID]:
    """Sheets whose document is not what it was."""
    return {uid for uid, document in documents().items() if avant.get(uid) != document}


class Annulee(Exception):
    """Undoes a change."""


def test_chaque_chemin_declare_remet_les_fiches_en_ordre() -> None:
    monde()
    assert list(verifier()) == []
    for modele, label, chemin in chemins():
        cles = suivre(modele, chemin)
        assert cles, f"{modele.__name__} : rien au bout de « {chemin} »"
        for objet in apps.get_model(label)._base_manager.filter(pk__in=cles):
            retoucher(objet)
            remettre_en_ordre(objet)
        assert [str(ecart) for ecart in verifier()] == [], f"{modele.__name__}, « {chemin} »"


def test_tout_ce_qui_change_un_document_est_declare() -> None:
    monde()
    avant = documents()
    vus: set[str] = set()
    for objet in (objet for modele in modeles() for objet in modele._base_manager.order_by("pk")):
        for changement in changements(objet):
            changees = _effet(objet, changement, avant)
            if changees:
                vus.add(type(objet).__name__)
            oubliees = changees - {fiche.uid for fiche in fiches_concernees([objet])}
            assert not oubliees, f"{objet!r} change {changement} sans que {oubliees} soient recalculées"
    assert {label.split(".")[1] for _modele, label, _chemin in chemins()} <= vus


def _effet(objet: models.Model, changement: dict[str, Any], avant: dict[UUID, str]) -> set[UUID]:
    """Sheets that a change alters; the change is undone."""
    changees: set[UUID] = set()
    try:
        with transaction.atomic():
            if changement:
                type(objet)._base_manager.filter(pk=objet.pk).update(**changement)
            else:
                retoucher(objet)
            changees = differents(avant)
            raise Annulee
    except (Annulee, IntegrityError):
        return changees


def changements(objet: models.Model) -> Iterator[dict[str, Any]]:
    """All the texts at once, then each yes-or-no, then going out of the public's sight."""
    yield {}
    for champ in objet._meta.concrete_fields:
        if isinstance(champ, models.BooleanField) and champ.name not in {"is_staff", "is_superuser", "is_active"}:
            yield {champ.name: not getattr(objet, champ.name)}
    if isinstance(objet, Fiche):
        yield {"statut": "a_relire"}
        yield {"slug": f"{objet.slug}-bis"}
