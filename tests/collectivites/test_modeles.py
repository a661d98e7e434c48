"""What the models of this floor compute, and what their forms refuse."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from collectivites.effectifs import avec_effectifs
from collectivites.models import Collectivite, Consentement, Contact, Departement, Region, TypeCollectivite
from collectivites.models.types import EPCI
from collectivites.validateurs import valider_rna, valider_siren, valider_siret
from tests.factories import (
    AdhesionFactory,
    CollectiviteFactory,
    CommuneFactory,
    ConsentementFactory,
    ContactFactory,
    DepartementFactory,
    RegionFactory,
    UtilisateurFactory,
)


def cle_de_luhn(chiffres: str) -> str:
    """Check digit that the law of INSEE gives to the digits."""
    poids = [int(c) * (2 if rang % 2 == 0 else 1) for rang, c in enumerate(reversed(chiffres))]
    return str(-sum(p - 9 if p > 9 else p for p in poids) % 10)


@given(racine=st.from_regex(r"[1-9][0-9]{7}", fullmatch=True))
def test_un_siren_dont_la_cle_est_juste_est_accepte_et_les_autres_refuses(racine: str) -> None:
    cle = cle_de_luhn(racine)
    valider_siren(racine + cle)
    with pytest.raises(ValidationError, match="clé de ce SIREN"):
        valider_siren(racine + str((int(cle) + 1) % 10))


@pytest.mark.parametrize(
    "valeur", ["", "12345678", "1234567890", "732 829 320", "73282932O", "٧٣٢٨٢٩٣٢٠", "732829320\n"]
)
def test_un_siren_compte_neuf_chiffres_et_rien_d_autre(valeur: str) -> None:
    with pytest.raises(ValidationError, match="compte 9 chiffres"):
        valider_siren(valeur)


@pytest.mark.parametrize("valeur", ["73282932000074", "35600000000048", "35600000009075"])
def test_un_siret_juste_est_accepte_ceux_de_la_poste_aussi(valeur: str) -> None:
    valider_siret(valeur)


@pytest.mark.parametrize(
    ("valeur", "raison"),
    [("73282932000075", "clé de ce SIRET"), ("7,99E+13", "compte 14 chiffres"), ("732829320", "compte 14 chiffres")],
)
def test_un_siret_faux_ou_abime_par_un_tableur_est_refuse(valeur: str, raison: str) -> None:
    with pytest.raises(ValidationError, match=raison.replace("(", r"\(")):
        valider_siret(valeur)


def test_un_rna_est_un_w_suivi_de_neuf_chiffres() -> None:
    valider_rna("W351001234")
    for faux in ("351001234", "W35100123", "w351001234", "W3510012345"):
        with pytest.raises(ValidationError):
            valider_rna(faux)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["35238", "2A004", "97411"])
def test_un_code_de_commune_officiel_est_accepte(code: str) -> None:
    CommuneFactory(code=code).full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["3523", "2C004", "ABCDE"])
def test_un_code_de_commune_faux_est_refuse(code: str) -> None:
    with pytest.raises(ValidationError):
        CommuneFactory.build(code=code).full_clean()


@pytest.mark.django_db
def test_une_collectivite_est_adherente_depuis_le_debut_de_son_adhesion_en_cours() -> None:
    collectivite = CollectiviteFactory()
    assert collectivite.adherente_depuis is None
    AdhesionFactory(collectivite=collectivite, debut=2005, fin=2009)
    assert collectivite.adherente_depuis is None
    AdhesionFactory(collectivite=collectivite, debut=2012)
    assert collectivite.adherente_depuis == 2012
    assert CollectiviteFactory(membre=True).adherente_depuis == 2012


@pytest.mark.django_db
def test_un_contact_ne_publie_que_ce_que_permet_un_accord_en_vigueur() -> None:
    contact = ContactFactory()
    assert contact.champs_publiables() == set()
    ConsentementFactory(contact=contact, champ="email")
    ConsentementFactory(contact=contact, champ="identite", retire=True)
    assert contact.champs_publiables() == {"email"}
    assert ContactFactory(publiable=True).champs_publiables() == set(Consentement.Champ.values)


@pytest.mark.django_db
def test_les_accords_a_retirer_sont_ceux_dont_le_jour_est_venu() -> None:
    expire = ConsentementFactory(expire=True)
    ConsentementFactory(expire=True, retire_le=dt.date(2026, 1, 10))
    ConsentementFactory()
    assert list(Consentement.objects.a_retirer(dt.date(2026, 2, 1))) == [expire]
    assert list(Consentement.objects.a_retirer(dt.date(2026, 1, 31))) == []


@pytest.mark.django_db
def test_les_contacts_se_lisent_avec_leurs_accords_en_deux_requetes(django_assert_num_queries) -> None:
    for _ in range(3):
        ContactFactory(publiable=True)
    with django_assert_num_queries(2):
        assert all(contact.champs_publiables() for contact in Contact.objects.avec_consentements())


@pytest.mark.django_db
def test_les_effectifs_d_un_territoire_comptent_les_fiches_publiques() -> None:
    departement = DepartementFactory()
    lieu = {"region": departement.region, "departement": departement}
    CollectiviteFactory(**lieu, publie=True, membre=True)
    CollectiviteFactory(**lieu, publie=True)
    CollectiviteFactory(**lieu)
    CollectiviteFactory(**lieu, retire=True)
    comptes = avec_effectifs([departement.region, departement, RegionFactory()])
    assert [(territoire.fiches, territoire.adherentes) for territoire in comptes] == [(2, 1), (2, 1), (0, 0)]
    RegionFactory(supprime_en=2016)
    assert not Region.objects.en_vigueur().filter(supprime_en=2016).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("objet", "texte"),
    [
        (lambda: AdhesionFactory(debut=2012), "depuis 2012"),
        (lambda: AdhesionFactory(debut=2012, finie=True), "2012–2020"),
        (lambda: ContactFactory(prenom="Camille", nom="Exemple"), "Camille Exemple"),
        (lambda: ContactFactory(prenom="", nom="", fonction="Standard"), "Standard"),
        (lambda: DepartementFactory(nom="Ardennes", code="08"), "Ardennes (08)"),
        (lambda: CommuneFactory(nom="Rennes", code="35238", departement__code="35"), "Rennes (35)"),
        (lambda: RegionFactory(nom="Bretagne"), "Bretagne"),
        (lambda: UtilisateurFactory(first_name="Alix", last_name="Exemple"), "Alix Exemple"),
        (lambda: UtilisateurFactory(username="robot"), "robot"),
        (lambda: ConsentementFactory(champ="email"), "courriel"),
        (lambda: CollectiviteFactory(nom="Pays de Rennes"), "Pays de Rennes"),
    ],
)
def test_un_objet_se_nomme_comme_on_l_attend(objet, texte: str) -> None:
    assert str(objet()) == texte


@pytest.mark.django_db
def test_les_adresses_menent_aux_pages_publiques() -> None:
    departement = DepartementFactory(slug="ardennes", region__slug="grand-est")
    assert departement.get_absolute_url().endswith("/departements/ardennes/")
    assert departement.region.get_absolute_url().endswith("/regions/grand-est/")
    assert CollectiviteFactory(slug="m2a").get_absolute_url().endswith("/collectivites/m2a/")


@pytest.mark.django_db
def test_une_fiche_mal_remplie_est_refusee_en_francais() -> None:
    fiche = CollectiviteFactory(creee_en=2000, dissoute_en=None)
    fiche.dissoute_en, fiche.latitude = 1990, 91.0
    with pytest.raises(ValidationError) as refus:
        fiche.full_clean()
    assert "latitude" in refus.value.message_dict
    fiche.latitude = None
    with pytest.raises(ValidationError, match="L’année de dissolution ne peut pas précéder"):
        fiche.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("groupe", ["administration", "redaction", "referent", "partenaire"])
def test_un_compte_a_le_groupe_de_son_role(groupe: str) -> None:
    compte = UtilisateurFactory(**{groupe: True})
    assert compte.groups.count() == 1
    assert compte.is_staff == (groupe != "partenaire")
    assert (compte.collectivite is not None) == (groupe == "referent")


def test_les_epci_a_fiscalite_propre_sont_des_types_connus() -> None:
    assert set(TypeCollectivite) > EPCI
    assert TypeCollectivite.EPT not in EPCI


@pytest.mark.django_db
def test_les_listes_de_l_equipe_ne_coutent_pas_une_requete_par_ligne(django_assert_num_queries) -> None:
    for _ in range(3):
        CollectiviteFactory()
    with django_assert_num_queries(1):
        assert all(c.region.nom and c.departement.nom for c in Collectivite.objects.pour_admin())
    assert Departement.objects.count() == 3
