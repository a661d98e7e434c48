"""Tokens in the administration: shown once, revoked, their use followed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from publication.models import Jeton, Partenaire
from tests import factories as f
from tests.admin.conftest import adresse
from tests.api.portes import liste

pytestmark = pytest.mark.django_db


def envoyer(direction, partenaire, **autres):
    expire = timezone.localtime() + dt.timedelta(days=30)
    donnees = {
        "partenaire": partenaire.pk,
        "nom": "Copie nocturne",
        "portees": ["lecture", "propositions"],
        "quota_par_jour": 500,
        "expiry_0": f"{expire:%d/%m/%Y}",
        "expiry_1": "12:00:00",
        **autres,
    }
    return direction.post(adresse(Jeton, "add"), donnees)


def test_le_jeton_est_montre_une_fois_et_ouvre_l_api(direction, client, administratrice) -> None:
    reponse = envoyer(direction, f.PartenaireFactory())
    assert reponse.status_code == 200, reponse.context["adminform"].form.errors
    assert "no-store" in reponse["Cache-Control"]
    (secret,) = set(re.findall(r"ress_[0-9a-f]{64}", reponse.content.decode()))
    assert secret not in str(reponse.cookies)
    jeton = Jeton.objects.get()
    assert (jeton.cree_par, jeton.quota_par_jour, jeton.portees) == (administratrice, 500, ["lecture", "propositions"])
    for ecran in [adresse(jeton, nom, jeton.pk) for nom in ("change", "history")] + [adresse(jeton, "changelist")]:
        assert secret not in direction.get(ecran).content.decode()
    assert client.get(liste("projets"), headers={"Authorization": f"Bearer {secret}"}).status_code == 200


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"portees": []}, "obligatoire"),
        ({"portees": ["brouillons"]}, "référent d’aucune collectivité"),
        ({"expiry_0": "01/01/2020"}, "expire après sa création"),
        ({"expiry_0": "01/01/2099"}, "deux ans au plus"),
        ({"quota_par_jour": 0}, "supérieure ou égale à 1"),
    ],
)
def test_un_jeton_mal_choisi_est_refuse_sans_etre_cree(direction, champs, message) -> None:
    reponse = envoyer(direction, f.PartenaireFactory(), **champs)
    assert message in reponse.content.decode().replace("&#x27;", "’")
    assert not Jeton.objects.exists()


def test_revoquer_depuis_sa_page_ou_depuis_la_liste(direction, administratrice) -> None:
    un, deux = f.JetonFactory.create_batch(2)
    assert "Révoquer définitivement" in direction.get(adresse(un, "change", un.pk)).content.decode()
    assert direction.get(adresse(un, "revoquer", un.pk)).status_code == 403
    direction.post(adresse(un, "revoquer", un.pk))
    direction.post(adresse(Jeton, "changelist"), {"action": "revoquer_choisis", "_selected_action": [deux.pk]})
    assert set(Jeton.objects.values_list("revoque_par", flat=True)) == {administratrice.pk}
    assert "Révoquer définitivement" not in direction.get(adresse(un, "change", un.pk)).content.decode()
    assert "Jeton révoqué." in direction.get(adresse(un, "history", un.pk)).content.decode()
    assert direction.post(adresse(un, "revoquer", 0)).status_code == 404


def test_la_redaction_ne_revoque_pas(bureau) -> None:
    jeton = f.JetonFactory()
    assert bureau.post(adresse(jeton, "revoquer", jeton.pk)).status_code == 403
    jeton.refresh_from_db()
    assert jeton.revoque_le is None


def test_l_usage_se_lit_jour_par_jour_et_le_quota_se_change(direction, client) -> None:
    jeton = f.JetonFactory(quota_par_jour=200)
    f.UsageFactory(jeton=jeton, jour=timezone.localdate() - dt.timedelta(days=1), demandes=50)
    client.get(liste("projets"), headers={"Authorization": f"Bearer {jeton.secret}"})
    page = " ".join(direction.get(adresse(jeton, "change", jeton.pk)).content.decode().split())
    assert '<meter min="0" max="200" value="50">' in page
    assert "25 %" in page
    assert '<meter min="0" max="200" value="1">' in page
    assert "1 / 200" in direction.get(adresse(Jeton, "changelist")).content.decode()
    assert direction.post(adresse(jeton, "change", jeton.pk), {"quota_par_jour": 300}).status_code == 302
    jeton.refresh_from_db()
    assert jeton.quota_par_jour == 300


@pytest.mark.parametrize(("etat", "trouves"), [("ouvert", {"ouvert"}), ("ferme", {"revoque", "suspendu"})])
def test_les_jetons_se_filtrent_par_etat(direction, etat, trouves) -> None:
    f.JetonFactory(nom="ouvert")
    f.JetonFactory(nom="revoque", revoque=True)
    f.JetonFactory(nom="suspendu", partenaire__est_actif=False)
    lus = direction.get(adresse(Jeton, "changelist"), {"etat": etat}).context["cl"].result_list
    assert {jeton.nom for jeton in lus} == trouves


def test_un_partenaire_sans_compte_en_recoit_un_qui_ne_se_connecte_pas(direction) -> None:
    for nom in ("Région Exemple", "Région exemple"):
        donnees = {"nom": nom, "courriel": "technique@example.org", "compte": "", "est_actif": "on", "remarque": ""}
        assert direction.post(adresse(Partenaire, "add"), donnees).status_code == 302
    premier, second = (p.compte for p in Partenaire.objects.order_by("pk"))
    assert premier.username == "api-region-exemple"
    assert second.username.startswith("api-region-exemple-")
    assert not premier.has_usable_password()
    assert [groupe.name for groupe in premier.groups.all()] == ["partenaire"]
    assert premier.est_limite


def test_la_page_d_un_partenaire_montre_ses_jetons(direction) -> None:
    jeton = f.JetonFactory(revoque=True)
    page = direction.get(adresse(Partenaire, "change", jeton.partenaire.pk)).content.decode()
    assert jeton.nom in page
    assert "révoqué" in page
    assert f"?partenaire={jeton.partenaire.pk}" in page


def test_la_proposition_dit_de_quel_partenaire_elle_vient(direction) -> None:
    proposition = f.PropositionFactory(partenaire=f.PartenaireFactory(nom="Chambre exemple"), origine="partenaire")
    page = direction.get(adresse(proposition, "examiner", proposition.pk)).content.decode()
    assert "Chambre exemple" in page
