"""What one types is checked by the rules that saving applies, whose record a number is, and for whom."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from collectivites.models import Collectivite, Contact
from programmes.models import Organisme, PieceJointe
from publication.admin.controle import se_controle
from tests.admin.conftest import adresse, donnees_du_formulaire
from tests.factories import CollectiviteFactory, ContactFactory, OrganismeFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
SIREN, SIRET = "243500139", "24350013900189"


def controler(client: Client, modele: Any, champ: str, valeur: str, **autres: Any) -> dict[str, str]:
    cle = autres.pop("cle", "")
    donnees = {"champ": champ, "valeur": valeur, "cle": cle, "autres": json.dumps(autres)}
    reponse = client.post(adresse(modele, "controler"), donnees)
    assert reponse.status_code == 200
    dits: dict[str, str] = reponse.json()
    return dits


@pytest.mark.parametrize(
    ("modele", "champ", "valeur", "etat", "extrait"),
    [
        (Collectivite, "siren", SIREN, "bon", "pas encore utilisé"),
        (Collectivite, "siren", "243 500 139", "faux", "au plus 9 caractères"),
        (Collectivite, "siren", "243500138", "faux", "la clé de ce SIREN est fausse"),
        (Collectivite, "siren", "", "", ""),
        (Organisme, "siret", "123", "faux", "14 chiffres"),
        (Organisme, "rna", "W351001234", "bon", "pas encore utilisé"),
        (Organisme, "rna", "351001234", "faux", "W suivi de neuf chiffres"),
        (Collectivite, "site_web", "https://example.org/", "bon", "personne ne l’a visitée"),
        (Collectivite, "site_web", "pas une adresse", "faux", "URL valide"),
        (Contact, "telephone", "0261910012", "bon", "02 61 91 00 12"),
        (Contact, "telephone", "12", "faux", "numéro de téléphone valide"),
        (Contact, "email", "alix@example.org", "bon", "Adresse bien formée."),
        (Contact, "email", "alix@", "faux", "adresse"),
        (PieceJointe, "url", "ftp:", "faux", "URL valide"),
    ],
)
def test_la_valeur_est_jugee_comme_a_l_enregistrement(bureau, modele, champ, valeur, etat, extrait) -> None:
    dits = controler(bureau, modele, champ, valeur)
    assert dits["etat"] == etat
    assert extrait in dits["message"]
    assert dits["url"] == ""


@pytest.mark.parametrize("valeur", ["243500138", "24350013", "x"])
def test_le_message_est_celui_que_l_enregistrement_donnerait(bureau, valeur) -> None:
    fiche = CollectiviteFactory()
    url = adresse(fiche, "change", fiche.pk)
    envoi = bureau.post(url, donnees_du_formulaire(bureau.get(url), siren=valeur))
    refus = envoi.context["adminform"].form.errors["siren"]
    assert controler(bureau, Collectivite, "siren", valeur)["message"] in " ".join(refus)


def test_un_numero_deja_pris_dit_par_qui_et_y_mene(bureau) -> None:
    autre = CollectiviteFactory(nom="Pays des Essais", siren=SIREN)
    dits = controler(bureau, Collectivite, "siren", SIREN)
    assert dits["message"] == "Déjà utilisé par « Pays des Essais »."
    assert dits["url"] == adresse(autre, "change", autre.pk)
    assert controler(bureau, Collectivite, "siren", SIREN, cle=autre.pk)["etat"] == "bon"


def test_le_numero_d_un_autre_perimetre_ne_dit_pas_de_qui_il_est(groupes, client) -> None:
    CollectiviteFactory(nom="Brouillon secret", siren=SIREN)
    mienne = CollectiviteFactory()
    client.force_login(UtilisateurFactory(referent=True, collectivite=mienne))
    dits = controler(client, Collectivite, "siren", SIREN, cle=mienne.pk)
    assert (dits["etat"], dits["url"]) == ("faux", "")
    assert "secret" not in dits["message"]


def test_les_champs_sont_juges_ensemble(bureau) -> None:
    assert controler(bureau, Collectivite, "siret", SIRET, siren=SIREN)["etat"] == "bon"
    faux = controler(bureau, Collectivite, "siret", SIRET, siren="200000172")
    assert faux["message"] == "Le SIRET du siège commence par le SIREN de la collectivité."
    # A neighbour that is wrong by itself has its own message: it is left out here.
    assert controler(bureau, Collectivite, "siren", SIREN, siret="123")["etat"] == "bon"


def test_ce_qui_n_est_pas_un_formulaire_est_ecarte(bureau) -> None:
    donnees = {"champ": "siren", "valeur": SIREN}
    url = adresse(Collectivite, "controler")
    assert bureau.get(url).status_code == 403
    assert bureau.post(url, {**donnees, "champ": "nom"}).status_code == 403
    assert bureau.post(url, {**donnees, "champ": "pk"}).status_code == 403
    for autres in ("[1]", "{", '{"siret": 12}'):
        assert bureau.post(url, {**donnees, "autres": autres}).json()["etat"] == "bon"
    assert Client().post(url, donnees).status_code == 302


def test_les_formulaires_marquent_les_champs_a_controler(bureau) -> None:
    organisme, contact = OrganismeFactory(), ContactFactory()
    page = bureau.get(adresse(organisme, "change", organisme.pk)).content.decode()
    for champ in ("siret", "rna", "site_web"):
        assert f'data-controle="{champ}"' in page
    assert 'data-controle="nom"' not in page
    assert 'data-controle="telephone"' in bureau.get(adresse(contact, "change", contact.pk)).content.decode()


def test_seuls_les_champs_qui_ont_des_regles_a_eux_se_controlent() -> None:
    controles = {champ.name for champ in Collectivite._meta.concrete_fields if se_controle(champ)}
    assert controles == {"siren", "siret", "site_web"}
