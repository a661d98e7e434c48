"""Dead links in the administration: the list, the sheet, the home."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from publication.actions.verifier_liens import Passage
from publication.models import LienVerifie
from tests import factories as f
from tests.admin.conftest import adresse

pytestmark = pytest.mark.django_db
LISTE = "/admin/publication/lienverifie/"
ADRESSE = "https://example.org/page-morte"


@pytest.fixture
def mort(db):
    fiche = f.CollectiviteFactory(publie=True, nom="Pays d’Essai", site_web=ADRESSE)
    lien = LienVerifie.objects.create(
        adresse=ADRESSE,
        fiches=[fiche.uid],
        statut=404,
        echecs=3,
        premiere_panne_le=dt.date(2026, 5, 31),
        verifie_le=timezone.now(),
    )
    return fiche, lien


def test_la_liste_dit_ou_depuis_quand_et_mene_a_la_fiche(bureau, mort) -> None:
    page = bureau.get(LISTE, {"etat": "mort"}).content.decode()
    assert ADRESSE in page
    assert "Statut 404" in page
    assert adresse(mort[0], "change", mort[0].pk) in page
    assert "31 mai 2026" in page
    assert ADRESSE not in bureau.get(LISTE, {"etat": "bon"}).content.decode()


def test_la_liste_coute_autant_pour_dix_liens_que_pour_un(bureau, mort, django_assert_max_num_queries) -> None:
    for rang in range(10):
        fiche = f.DispositifFactory(publie=True)
        LienVerifie.objects.create(adresse=f"{ADRESSE}/{rang}", fiches=[fiche.uid, mort[0].uid])
    with django_assert_max_num_queries(13):
        bureau.get(LISTE)


def test_un_lien_de_beaucoup_de_fiches_n_en_montre_que_trois(bureau) -> None:
    fiches = f.CollectiviteFactory.create_batch(5, publie=True)
    LienVerifie.objects.create(adresse=ADRESSE, mene_a="https://example.org/ici", fiches=[x.uid for x in fiches])
    page = bureau.get(LISTE).content.decode()
    assert "… + 2" in page
    assert "mène désormais à https://example.org/ici" in page


def test_la_fiche_montre_ses_liens_morts_et_eux_seuls(bureau, mort) -> None:
    LienVerifie.objects.create(adresse="https://example.org/bon", fiches=[mort[0].uid])
    page = bureau.get(adresse(mort[0], "change", mort[0].pk)).content.decode()
    assert "Liens morts" in page
    assert "statut 404, depuis le 31 mai 2026" in page
    assert "example.org/bon" not in page
    autre = f.CollectiviteFactory(publie=True)
    assert "Liens morts" not in bureau.get(adresse(autre, "change", autre.pk)).content.decode()


def test_l_accueil_compte_les_liens_morts(bureau, mort) -> None:
    assert f"{LISTE}?etat=mort" in bureau.get(reverse("admin:index")).content.decode()


def test_les_liens_choisis_se_verifient_de_nouveau(bureau, mort, monkeypatch) -> None:
    demandes = []

    def verifier(**options: object) -> Passage:
        demandes.append(options["cles"])
        return Passage(visites=1, en_panne=0, restes=0)

    monkeypatch.setattr("publication.admin.lien_verifie.verifier_liens", verifier)
    envoi = {"action": "visiter_choisis", "_selected_action": [mort[1].pk]}
    reponse = bureau.post(LISTE, envoi)
    assert [str(m) for m in get_messages(reponse.wsgi_request)] == ["1 lien visité, dont 0 en panne."]
    assert demandes == [[mort[1].pk]]
    liens = [LienVerifie.objects.create(adresse=f"{ADRESSE}/{rang}").pk for rang in range(21)]
    reponse = bureau.post(LISTE, {"action": "visiter_choisis", "_selected_action": liens}, follow=True)
    assert "Vingt liens à la fois au plus" in reponse.content.decode()
    assert len(demandes) == 1


def test_un_referent_ne_voit_pas_la_liste(client, groupes, mort) -> None:
    client.force_login(f.UtilisateurFactory(referent=True))
    assert client.get(LISTE).status_code == 403
