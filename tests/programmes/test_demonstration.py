"""``manage.py demo``: prepares what is missing, prints where to go, serves on the loopback."""

from __future__ import annotations

import re
import socket
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from collectivites.models import Utilisateur
from programmes import demonstration
from programmes.management.commands import demo
from publication.api.langue import LONGUEUR_D_ADRESSE
from tests.factories import CollectiviteFactory, CommuneFactory
from tests.publication.editions_de_poche import poser

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    return tmp_path


@pytest.fixture
def lancements(monkeypatch):
    """Commands that ``demo`` would run, and a server that announces itself and stops."""
    appels: list[str] = []
    monkeypatch.setattr(demo, "call_command", lambda nom, *_arguments, **_options: appels.append(nom))

    class Serveur:
        def __init__(self, *, port, au_depart) -> None:
            self.au_depart = au_depart

        def run(self) -> None:
            self.au_depart()

    monkeypatch.setattr(demo, "ServeurLocal", Serveur)
    return appels


def port_quelconque() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def lancer() -> str:
    sortie = StringIO()
    call_command("demo", "--port", str(port_quelconque()), stdout=sortie)
    return sortie.getvalue()


def test_premier_demarrage_charge_tout_et_annonce_les_adresses(dossier, lancements) -> None:
    sortie = lancer()
    assert lancements == ["importer_referentiel", "charger_fiches", "exporter_donnees"]
    mot_de_passe = (dossier / "var" / "demo-mot-de-passe-admin").read_text(encoding="utf-8").split("\n")[0]
    assert re.search(rf"admin +{re.escape(mot_de_passe)} +administration", sortie)
    assert "/admin/" in sortie
    assert "MFA_OBLIGATOIRE=true" in sortie
    assert Utilisateur.objects.get(username="admin").check_password(mot_de_passe)


def test_trois_comptes_dont_le_referent_d_ille_et_vilaine(dossier, lancements) -> None:
    departement = CollectiviteFactory(type="departement", code_insee="35", nom="Département d’Ille-et-Vilaine")
    sortie = lancer()
    comptes = {compte.username: compte for compte in Utilisateur.objects.prefetch_related("groups")}
    roles = {nom: [groupe.name for groupe in compte.groups.all()] for nom, compte in comptes.items()}
    assert roles == {"admin": ["administration"], "redaction": ["rédaction"], "referent": ["référent"]}
    assert comptes["referent"].collectivite == departement
    assert [nom for nom, compte in comptes.items() if compte.is_superuser] == ["admin"]
    assert "référent · Département d’Ille-et-Vilaine" in sortie
    assert all(compte.is_staff for compte in comptes.values())


def test_second_facteur_exige_est_annonce(dossier, lancements, settings) -> None:
    settings.MFA_OBLIGATOIRE = True
    assert "chaque compte est mené à son inscription" in lancer()


def test_second_demarrage_ne_charge_rien_et_redit_le_mot_de_passe(dossier, lancements) -> None:
    poser()
    CommuneFactory()
    CollectiviteFactory(publie=True)
    premier, second = lancer(), lancer()
    assert lancements == []
    ligne = next(ligne for ligne in premier.splitlines() if ligne.startswith("  admin"))
    assert ligne in second


def test_tables_absentes_sont_creees(dossier, lancements, monkeypatch) -> None:
    monkeypatch.setattr(demo.MigrationExecutor, "migration_plan", lambda *_arguments: ["une migration"])
    assert "Création des tables" in lancer()
    assert lancements[:2] == ["migrate", "verifier"]


def test_mot_de_passe_change_n_est_pas_redit(dossier, lancements) -> None:
    lancer()
    compte = Utilisateur.objects.get(username="admin")
    compte.set_password("un autre mot de passe")
    compte.save()
    assert "celui que vous avez choisi" in lancer()


def test_fichier_du_mot_de_passe_est_prive(dossier) -> None:
    demonstration.comptes_de_demonstration()
    assert (dossier / "var" / "demo-mot-de-passe-admin").stat().st_mode & 0o077 == 0


def test_port_deja_pris_est_dit_avec_un_autre(lancements) -> None:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        port = prise.getsockname()[1]
        with pytest.raises(CommandError, match=f"PORT={port + 1}"):
            call_command("demo", "--port", str(port))


def test_serveur_n_ecoute_que_la_boucle_locale() -> None:
    serveur = demonstration.ServeurLocal(port=8123, au_depart=lambda: None)
    assert serveur.cfg.address == [("127.0.0.1", 8123)]
    serveur.cfg.when_ready(None)
    assert callable(serveur.load())


def test_une_adresse_trop_longue_atteint_l_application_qui_le_dit() -> None:
    serveur = demonstration.ServeurLocal(port=8123, au_depart=lambda: None)
    assert serveur.cfg.limit_request_line > LONGUEUR_D_ADRESSE + len("OPTIONS  HTTP/1.1")
