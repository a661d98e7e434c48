"""Rules that hold over all our models, those to come included."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation
from django.utils.functional import Promise

from collectivites.models import Avis, Commune, Departement, Effacement, Region, SuiteProposee, Utilisateur
from programmes.models import OrganismeAbsorbe, Reprise
from publication.models import (
    Alerte,
    AncienneAdresse,
    Doublon,
    Enregistrement,
    EtatPublic,
    Import,
    Jeton,
    LienDeMiseAJour,
    LienPrive,
    LienVerifie,
    Livraison,
    Lot,
    LotLigne,
    Presence,
    Publication,
    Rejouable,
    Usage,
    Version,
    VueEnregistree,
    VueParDefaut,
    Webhook,
)
from tests import factories

if TYPE_CHECKING:
    from factory.django import DjangoModelFactory

APPLICATIONS = ("publication", "collectivites", "programmes")
# Written by no person: by the publication actions, or by the import of the official code. An alert, a link or a notice
# holds an address, a document to take over names people: these must leave with it. A presence lives
# some minutes.
SANS_HISTOIRE = {Alerte, AncienneAdresse, EtatPublic, LienDeMiseAJour, Publication, Reprise, Version}
SANS_HISTOIRE |= {Avis, Doublon, Effacement, Import, LienVerifie, OrganismeAbsorbe, Presence, SuiteProposee}
SANS_HISTOIRE |= {Region, Departement, Commune}
ECRITS_PAR_LES_ACTIONS = {AncienneAdresse, Doublon, EtatPublic, LienVerifie, OrganismeAbsorbe, Publication, Version}
ECRITS_PAR_LES_ACTIONS |= {SuiteProposee, VueParDefaut}
# A token is made, then revoked: it says itself when and by whom; what it was used for is counted.
SANS_HISTOIRE |= {Jeton, Livraison, Rejouable, Usage, Webhook}
SANS_HISTOIRE |= {LienPrive, Lot, LotLigne}
# What someone likes to see is no fact of the directory.
SANS_HISTOIRE |= {VueEnregistree, VueParDefaut}
MOTS_DE_MONTANT = ("montant", "budget", "total", "fonctionnement", "investissement", "enveloppe")


def tous() -> list[type[models.Model]]:
    """Our models, their history apart."""
    return [
        modele
        for application in APPLICATIONS
        for modele in apps.get_app_config(application).get_models()
        if not modele.__name__.startswith("Historical")
    ]


def edites(modele: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Our fields that people fill in a form, links from a part to its sheet apart."""
    herites = {champ.name for champ in Utilisateur._meta.fields if champ.name not in {"collectivite", "nom_public"}}
    return [
        champ
        for champ in (*modele._meta.concrete_fields, *modele._meta.many_to_many)
        if champ.editable
        and not champ.auto_created
        and not (modele is Utilisateur and champ.name in herites | {"groups", "user_permissions"})
        and not (isinstance(champ, models.ForeignKey) and champ.remote_field.on_delete is models.CASCADE)
    ]


def est_francais(texte: Any) -> bool:
    """Whether a text is marked for translation and says something."""
    return isinstance(texte, Promise) and bool(str(texte).strip())


MODELES = pytest.mark.parametrize("modele", tous(), ids=lambda modele: modele.__name__)


def test_les_modeles_lus_sont_bien_les_notres() -> None:
    assert {"Publication", "Collectivite", "Subvention", "Proposition"} <= {modele.__name__ for modele in tous()}


@MODELES
def test_une_date_et_son_acteur_se_renseignent_ensemble(modele: type[models.Model]) -> None:
    noms = {champ.name for champ in modele._meta.get_fields()}
    contraintes = {contrainte.name for contrainte in modele._meta.constraints}
    for nom in noms:
        sujet = nom.removesuffix("_par")
        if nom.endswith("_par") and f"{sujet}_le" in noms:
            attendue = f"{modele._meta.model_name}_{sujet}_a_une_date_et_une_personne"
            assert attendue in contraintes


@MODELES
def test_un_montant_est_un_decimal(modele: type[models.Model]) -> None:
    for champ in modele._meta.concrete_fields:
        if champ.name.startswith(MOTS_DE_MONTANT) and not isinstance(champ, models.ForeignKey):
            assert isinstance(champ, models.DecimalField), champ
        assert not isinstance(champ, models.FloatField) or champ.name in {"latitude", "longitude"}, champ


@pytest.mark.parametrize("modele", [modele for modele in tous() if modele not in ECRITS_PAR_LES_ACTIONS])
def test_un_champ_que_l_on_saisit_a_un_nom_et_une_aide(modele: type[models.Model]) -> None:
    for champ in edites(modele):
        assert est_francais(champ.verbose_name), f"{champ} n’a pas de nom français"
        assert est_francais(champ.help_text), f"{champ} n’a pas d’aide"


@MODELES
def test_un_modele_a_un_nom_francais_au_singulier_et_au_pluriel(modele: type[models.Model]) -> None:
    assert est_francais(modele._meta.verbose_name)
    assert est_francais(modele._meta.verbose_name_plural)
    assert str(modele._meta.verbose_name) != str(modele._meta.verbose_name_plural)


@MODELES
def test_ce_que_l_on_modifie_garde_son_histoire(modele: type[models.Model]) -> None:
    if modele in SANS_HISTOIRE:
        assert not issubclass(modele, Enregistrement)
        return
    historique = modele.history.model
    assert historique.__name__ == f"Historical{modele.__name__}"
    assert "password" not in {champ.name for champ in historique._meta.fields}


def contraintes() -> list[tuple[type[models.Model], Any]]:
    """Every constraint of every model."""
    return [(modele, contrainte) for modele in tous() for contrainte in modele._meta.constraints]


@pytest.mark.parametrize("contrainte", [c for _modele, c in contraintes()], ids=lambda contrainte: contrainte.name)
def test_une_contrainte_est_une_phrase_avec_un_message_francais(contrainte: Any) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z0-9]+){2,}", contrainte.name), contrainte.name
    assert len(contrainte.name) <= 63
    message = contrainte.violation_error_message
    assert message != contrainte.default_violation_error_message
    assert est_francais(message)
    assert str(message)[0].isupper()
    assert str(message).endswith((".", "…")) or re.search(r"\d$", str(message))


def test_les_noms_de_contraintes_sont_uniques() -> None:
    noms = [contrainte.name for _modele, contrainte in contraintes()]
    assert len(noms) == len(set(noms))


def fabriques() -> list[type[DjangoModelFactory]]:
    """Factories that the tests use."""
    return [getattr(factories, nom) for nom in factories.__all__]


@pytest.mark.django_db
@pytest.mark.parametrize("fabrique", fabriques(), ids=lambda fabrique: fabrique.__name__)
def test_une_fabrique_donne_un_objet_valable_qui_se_nomme(fabrique: type[DjangoModelFactory]) -> None:
    objet = fabrique()
    objet.full_clean()
    assert str(objet).strip()
    assert "object (" not in str(objet)


def test_chaque_modele_a_une_fabrique() -> None:
    fabriques_de = {fabrique._meta.model for fabrique in fabriques()}
    assert set(tous()) - fabriques_de == ECRITS_PAR_LES_ACTIONS


def test_les_textes_typographies_emploient_l_apostrophe_courbe() -> None:
    with translation.override("fr"):
        for modele in tous():
            textes = [modele._meta.verbose_name, *(c.verbose_name for c in edites(modele))]
            textes += [c.help_text for c in edites(modele)]
            textes += [c.violation_error_message for c in modele._meta.constraints]
            fautifs = [str(t) for t in textes if re.search(r"[a-zà-ÿ]'[a-zà-ÿ]", str(t), re.IGNORECASE)]
            assert not fautifs


def test_les_identifiants_sont_sans_accent() -> None:
    for modele in tous():
        for champ in modele._meta.concrete_fields:
            assert unicodedata.normalize("NFKD", champ.name).isascii(), champ
