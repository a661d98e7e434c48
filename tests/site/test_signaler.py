"""A visitor reports an error: it reaches the review queue, and nothing else."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.core.cache import cache

from publication import limites
from publication.models import Proposition
from tests import factories as f
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db
MIDI = "2026-06-15 12:00:00+02:00"


@pytest.fixture
def fiche():
    return f.CollectiviteFactory(publie=True, nom="Commune d’ici", presentation="Ancien texte")


def adresse(fiche) -> str:
    return f"/signaler/collectivite/{fiche.slug}/"


def envoyer(client, fiche, *, apres_secondes: int = 10, **champs):
    with time_machine.travel(MIDI, tick=False) as temps:
        page = client.get(adresse(fiche)).content.decode()
        jeton = re.search(r'name="jeton" value="([^"]+)"', page).group(1)
        temps.shift(apres_secondes)
        return client.post(adresse(fiche), {"message": "C’est faux.", "jeton": jeton, **champs})


def test_proposition_entre_dans_la_file_avec_ce_que_l_on_voyait(client, fiche) -> None:
    reponse = envoyer(client, fiche, champ="presentation", apres="Nouveau texte")
    assert (reponse.status_code, reponse.headers["Location"]) == (302, f"{adresse(fiche)}merci/")
    proposition = Proposition.objects.get()
    changement = proposition.changements.get()
    assert (proposition.origine, proposition.message) == ("visiteur", "C’est faux.")
    assert (changement.champ, changement.avant, changement.apres) == ("presentation", "Ancien texte", "Nouveau texte")
    assert "file de relecture" in texte(client.get(reponse.headers["Location"]))
    assert "Nouveau texte" not in texte(client.get(fiche.get_absolute_url()))


def test_message_seul_ne_vise_aucun_champ(client, fiche) -> None:
    assert envoyer(client, fiche).status_code == 302
    assert Proposition.objects.get().changements.count() == 0


@pytest.mark.parametrize(
    ("champs", "raison"),
    [
        ({"message": ""}, "champ"),
        ({"champ": "uid"}, "choix"),
        ({"apres": "Sans partie"}, "Choisissez la partie"),
        ({"site": "https://example.org"}, "doit rester vide"),
        ({"apres_secondes": 1}, "Envoi trop rapide"),
        ({"apres_secondes": 100_000}, "trop attendu"),
        ({"jeton": "faux"}, "trop attendu"),
    ],
)
def test_envoi_refuse_dit_pourquoi_et_ne_perd_rien(client, fiche, champs, raison) -> None:
    reponse = envoyer(client, fiche, **{"apres": "", "message": "Mon long message.", **champs})
    assert reponse.status_code == 400
    assert raison in texte(reponse)
    assert Proposition.objects.count() == 0
    if champs.get("message") is None:
        assert "Mon long message." in texte(reponse)


def test_cinq_envois_par_heure_et_par_visiteur(client, fiche, settings) -> None:
    for _ in range(limites.PAR_HEURE):
        assert envoyer(client, fiche).status_code == 302
    refus = envoyer(client, fiche)
    assert refus.status_code == 429
    assert "Réessayez dans une heure" in texte(refus)
    assert "C’est faux." in texte(refus)
    settings.MANDATAIRES = 1
    client.defaults["HTTP_X_FORWARDED_FOR"] = "192.0.2.1, 192.0.2.7"
    assert envoyer(client, fiche).status_code == 302


def test_compteur_oublie_entre_deux_ne_bloque_personne(client, fiche, monkeypatch) -> None:
    def oublier(_cle: str) -> int:
        raise ValueError

    monkeypatch.setattr(cache, "incr", oublier)
    assert envoyer(client, fiche).status_code == 302


def test_seule_une_fiche_publique_se_signale(client) -> None:
    brouillon, retiree = f.CollectiviteFactory(), f.CollectiviteFactory(retire=True)
    for chemin in (adresse(brouillon), adresse(retiree), "/signaler/lune/x/", f"{adresse(retiree)}merci/"):
        assert client.get(chemin).status_code == 404


def test_chaque_nature_offre_ses_parties_par_leur_nom(client) -> None:
    dispositif = f.DispositifFactory(publie=True)
    page = texte(client.get(f"/signaler/dispositif/{dispositif.slug}/"))
    assert "Conditions d’éligibilité" in page
    assert "Identifiant public" not in page


def test_fiche_mene_au_formulaire(client, fiche) -> None:
    assert f'href="{adresse(fiche)}"' in client.get(fiche.get_absolute_url()).content.decode()
