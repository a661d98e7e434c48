"""Who else has the form open: said to those who may know, forgotten soon, and never in the way."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from publication.actions.presence import purger_presences, quitter, signaler_presence
from publication.models import Presence
from publication.models.presence import SANS_SIGNE
from tests.admin.conftest import adresse
from tests.factories import CollectiviteFactory, OrganismeFactory, PresenceFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
MIDI = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


def apres(**duree: int) -> dt.datetime:
    return MIDI + dt.timedelta(**duree)


@pytest.fixture
def fiche():
    return CollectiviteFactory()


@pytest.fixture
def alix():
    return UtilisateurFactory(redaction=True, first_name="Alix", last_name="Voisine")


def presents(client: Client, objet) -> dict[str, str]:
    reponse = client.post(adresse(objet, "presence", objet.pk))
    assert reponse.status_code == 200
    dits: dict[str, str] = reponse.json()
    assert bool(dits.pop("conseil")) == bool(dits["qui"])
    return dits


def test_qui_etait_parti_sans_rien_dire_revient_comme_un_nouveau(bureau, fiche, alix) -> None:
    signaler_presence(objet=fiche, par=alix, maintenant=apres(minutes=-3))
    signaler_presence(objet=fiche, par=alix, maintenant=MIDI)
    with time_machine.travel(MIDI, tick=False):
        assert presents(bureau, fiche) == {
            "qui": "Alix Voisine modifie cette fiche",
            "depuis": "depuis moins d’une minute",
        }


def test_le_formulaire_dit_ou_donner_signe_a_qui_peut_le_modifier_seulement(bureau, fiche) -> None:
    url = adresse(fiche, "presence", fiche.pk)
    assert f'data-presence="{url}"' in bureau.get(adresse(fiche, "change", fiche.pk)).content.decode()
    assert "data-presence" not in bureau.get(adresse(fiche.region, "change", fiche.region.pk)).content.decode()


def test_la_duree_compte_depuis_l_ouverture_tant_que_les_signes_se_suivent(bureau, fiche, alix) -> None:
    for minutes in range(4):
        signaler_presence(objet=fiche, par=alix, maintenant=apres(minutes=minutes))
    with time_machine.travel(apres(minutes=3), tick=False):
        assert presents(bureau, fiche) == {"qui": "Alix Voisine modifie cette fiche", "depuis": "depuis 3 min"}


def test_plusieurs_personnes_sont_nommees_avec_leur_duree(bureau, alix) -> None:
    organisme = OrganismeFactory()
    camille = UtilisateurFactory(redaction=True, first_name="Camille", last_name="Autre")
    for compte, ouverte in ((alix, apres(minutes=-65)), (camille, apres(minutes=-2))):
        PresenceFactory(
            modele="programmes.organisme", objet=organisme.pk, compte=compte, ouverte_le=ouverte, vue_le=MIDI
        )
    with time_machine.travel(MIDI, tick=False):
        assert presents(bureau, organisme) == {
            "qui": "Alix Voisine et Camille Autre modifient cet enregistrement",
            "depuis": "Alix Voisine depuis 1 h 05, Camille Autre depuis 2 min",
        }


def test_sa_propre_presence_et_celle_sur_une_autre_fiche_ne_se_disent_pas(bureau, fiche, alix, redactrice) -> None:
    PresenceFactory(fiche=CollectiviteFactory(), compte=alix)
    assert presents(bureau, fiche) == {"qui": "", "depuis": ""}
    assert presents(bureau, fiche) == {"qui": "", "depuis": ""}
    assert Presence.objects.sur(fiche).get().compte == redactrice


def test_un_referent_ne_lit_pas_de_nom(groupes, client, alix) -> None:
    fiche = CollectiviteFactory()
    client.force_login(UtilisateurFactory(referent=True, collectivite=fiche))
    signaler_presence(objet=fiche, par=alix, maintenant=timezone.now())
    assert presents(client, fiche)["qui"] == "Une autre personne modifie cette fiche"
    signaler_presence(objet=fiche, par=UtilisateurFactory(), maintenant=timezone.now())
    assert presents(client, fiche)["qui"] == "2 autres personnes modifient cette fiche"


def test_qui_ne_donne_plus_signe_est_oublie(bureau, fiche, alix) -> None:
    signaler_presence(objet=fiche, par=alix, maintenant=MIDI)
    with time_machine.travel(MIDI + SANS_SIGNE + dt.timedelta(seconds=1), tick=False):
        assert presents(bureau, fiche)["qui"] == ""
        assert not Presence.objects.filter(compte=alix).exists()


def test_quitter_laisse_le_temps_de_revenir(bureau, fiche, alix) -> None:
    signaler_presence(objet=fiche, par=alix, maintenant=MIDI)
    quitter(objet=fiche, par=alix, maintenant=MIDI)
    with time_machine.travel(apres(seconds=30), tick=False):
        assert presents(bureau, fiche)["qui"]
    with time_machine.travel(apres(seconds=60), tick=False):
        assert presents(bureau, fiche)["qui"] == ""


def test_la_page_qui_se_ferme_le_dit(bureau, fiche, redactrice) -> None:
    presents(bureau, fiche)
    avant = Presence.objects.get(compte=redactrice).vue_le
    bureau.post(adresse(fiche, "presence", fiche.pk), {"quitter": "1"})
    assert Presence.objects.get(compte=redactrice).vue_le < avant


def test_la_nuit_oublie_les_presences_eteintes(fiche) -> None:
    PresenceFactory(fiche=fiche, vue_le=MIDI)
    PresenceFactory(fiche=fiche, vue_le=apres(hours=1))
    assert purger_presences(maintenant=apres(hours=1)) == 1
    assert Presence.objects.count() == 1


def test_les_signes_demandent_de_pouvoir_modifier(bureau, groupes, fiche) -> None:
    url = adresse(fiche, "presence", fiche.pk)
    assert bureau.get(url).status_code == 403
    assert Client().post(url).status_code == 302
    referente = Client()
    referente.force_login(UtilisateurFactory(referent=True, collectivite=CollectiviteFactory()))
    assert referente.post(url).json()["qui"] == "Cette fiche n’est plus là."
    assert not Presence.objects.exists()


def test_une_fiche_supprimee_se_dit_avant_l_enregistrement(bureau, fiche) -> None:
    fiche.delete()
    dits = bureau.post(adresse(fiche, "presence", 1)).json()
    assert dits["qui"] == "Cette fiche n’est plus là."
    assert "votre texte vous sera rendu" in dits["conseil"]
    organisme = OrganismeFactory()
    organisme.delete()
    assert "Cet enregistrement n’est plus là." in bureau.post(adresse(organisme, "presence", 1)).json()["qui"]
