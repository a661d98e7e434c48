"""The browsers where an account is open, and closing them from another."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils.translation import override

from collectivites.comptes.navigateurs import nom_du_navigateur
from tests.comptes.conftest import MOT_DE_PASSE, avec_mot_de_passe, se_connecter

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


@pytest.fixture
def ailleurs(redactrice) -> Client:
    """The same account, open on a telephone."""
    telephone = Client(headers={"user-agent": IPHONE})
    se_connecter(telephone, redactrice)
    return telephone


def test_page_montre_les_sessions_et_laquelle_est_celle_ci(client, redactrice, ailleurs) -> None:
    se_connecter(client, redactrice)
    page = client.get("/compte/sessions/").content.decode()
    assert "Safari sur iPhone" in page
    assert page.count("C’est celle-ci.") == 1
    assert page.count("Fermer cette session") == 1


@pytest.mark.parametrize("bouton", ["une", "autres"])
def test_fermer_une_session_la_ferme_et_garde_celle_ci(client, redactrice, ailleurs, bouton) -> None:
    se_connecter(client, redactrice)
    autre = UserSession.objects.get(user_agent=IPHONE)
    assert ailleurs.get("/compte/").status_code == 200
    reponse = client.post("/compte/sessions/", {"fermer": autre.pk if bouton == "une" else "autres"}, follow=True)
    assert "1 session fermée." in reponse.content.decode()
    assert ailleurs.get("/compte/").status_code == 302
    assert client.get("/compte/").status_code == 200


def test_on_ne_ferme_pas_la_session_d_un_autre(client, redactrice) -> None:
    autre = Client()
    se_connecter(autre, avec_mot_de_passe(redaction=True))
    visee = UserSession.objects.get()
    se_connecter(client, redactrice)
    reponse = client.post("/compte/sessions/", {"fermer": visee.pk}, follow=True)
    assert "déjà fermée" in reponse.content.decode()
    assert autre.get("/compte/").status_code == 200


def test_changer_de_mot_de_passe_ferme_les_autres_sessions(client, redactrice, ailleurs) -> None:
    se_connecter(client, redactrice)
    nouveau = "cerises abricots et myrtilles"
    client.post("/compte/mot-de-passe/", {"oldpassword": MOT_DE_PASSE, "password1": nouveau, "password2": nouveau})
    assert ailleurs.get("/compte/").status_code == 302
    assert client.get("/compte/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "nom"),
    [
        (FIREFOX, "Firefox sur Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sur Windows"),
        ("curl/8.5.0", "Navigateur inconnu"),
        ("Firefox/143.0", "Firefox"),
        ("", "Navigateur inconnu"),
    ],
)
def test_navigateur_est_nomme_comme_les_gens_le_nomment(agent, nom) -> None:
    with override("fr"):
        assert nom_du_navigateur(agent) == nom


@pytest.mark.parametrize(
    "chemin", ["", "mot-de-passe/", "second-facteur/", "sessions/", "deconnexion/", "second-facteur/webauthn/"]
)
def test_pages_du_compte_s_ouvrent_dans_les_deux_langues_sans_entrer_dans_un_cache(client, redactrice, chemin) -> None:
    se_connecter(client, redactrice)
    for langue in ("", "/en"):
        reponse = client.get(f"{langue}/compte/{chemin}")
        assert reponse.status_code == 200
        assert "public" not in reponse.headers.get("Cache-Control", "")
        assert '<meta name="robots" content="noindex">' in reponse.content.decode()
