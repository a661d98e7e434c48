"""Settings: what production demands, what the rest needs not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured

from config import env as module_env

RACINE = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "PRODUCTION": "true",
    "SECRET_KEY": "une-cle-de-test-assez-longue-pour-que-le-controle-de-securite-la-trouve-bonne-0123456789",
    "ALLOWED_HOSTS": "repertoire.example.org",
    "DATABASE_URL": "postgres://compte:secret@base.example.org/repertoire",
    "EMAIL_URL": "smtp+tls://compte:secret@courriel.example.org:587",
}
AUTRES = {"CACHE_URL", "MEDIA_ROOT", "STATIC_ROOT", "DEBUG", "ADRESSE_DU_SITE", "DEFAULT_FROM_EMAIL"}


@pytest.fixture
def environnement(monkeypatch):
    """Replace every variable that the application reads."""

    def remplacer(**variables: str) -> None:
        for nom in list(os.environ):
            if nom in PRODUCTION or nom in AUTRES:
                monkeypatch.delenv(nom)
        for nom, valeur in variables.items():
            monkeypatch.setenv(nom, valeur)

    return remplacer


@pytest.mark.parametrize("manquante", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL"])
def test_production_sans_une_variable_s_arrete_avec_son_nom(environnement, tmp_path, manquante) -> None:
    environnement(**{nom: valeur for nom, valeur in PRODUCTION.items() if nom != manquante})
    with pytest.raises(ImproperlyConfigured, match=manquante):
        module_env.lire(tmp_path)


def test_production_complete_est_lue(environnement, tmp_path) -> None:
    environnement(**PRODUCTION, CACHE_URL="redis://cache.example.org:6379/0")
    lu = module_env.lire(tmp_path)
    assert (lu.production, lu.debug, lu.allowed_hosts) == (True, False, ["repertoire.example.org"])
    assert lu.cache_url == "redis://cache.example.org:6379/0"
    assert lu.email["EMAIL_HOST"] == "courriel.example.org"
    assert lu.adresse_du_site == "https://repertoire.example.org"
    assert lu.default_from_email == "Répertoire ESS <ne-pas-repondre@repertoire.example.org>"


def test_sans_serveur_de_courriel_les_messages_sont_des_fichiers(environnement, tmp_path) -> None:
    environnement(ADRESSE_DU_SITE="http://127.0.0.1:9000/")
    lu = module_env.lire(tmp_path)
    assert lu.email["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert lu.adresse_du_site == "http://127.0.0.1:9000"


def test_sans_rien_la_cle_est_faite_une_fois_et_gardee(environnement, tmp_path, monkeypatch) -> None:
    environnement()
    monkeypatch.setattr(module_env, "VAR", tmp_path / "var")
    premiere = module_env.lire(tmp_path).secret_key
    assert len(premiere) > 50
    assert module_env.lire(tmp_path).secret_key == premiere
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o077 == 0


def test_fichier_env_est_lu(environnement, tmp_path) -> None:
    environnement()
    (tmp_path / ".env").write_text("LOG_LEVEL=WARNING\nSECRET_KEY=cle-du-fichier\n", encoding="utf-8")
    try:
        lu = module_env.lire(tmp_path)
    finally:
        for nom in ("LOG_LEVEL", "SECRET_KEY"):
            os.environ.pop(nom, None)
    assert (lu.log_level, lu.secret_key) == ("WARNING", "cle-du-fichier")


def executer(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environnement_de_test = {nom: valeur for nom, valeur in os.environ.items() if nom != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=RACINE,
        env={**environnement_de_test, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_controle_de_deploiement_ne_trouve_rien() -> None:
    fini = executer("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, CACHE_URL="redis://cache:6379/0")
    assert fini.returncode == 0, fini.stderr
    assert "no issues" in fini.stdout


def test_fichiers_statiques_de_production_se_collectent(tmp_path) -> None:
    fini = executer("collectstatic", "--noinput", **PRODUCTION, STATIC_ROOT=str(tmp_path))
    assert fini.returncode == 0, fini.stderr
    assert (tmp_path / "staticfiles.json").exists()


def test_composition_decrit_les_services_promis() -> None:
    composition = yaml.safe_load((RACINE / "docker-compose.yml").read_text(encoding="utf-8"))
    services = composition["services"]
    assert {"web", "worker", "postgres", "valkey", "proxy", "migration"} == set(services)
    assert services["postgres"]["image"].startswith("postgres:18")
    for service in services.values():
        for source in (volume.split(":")[0] for volume in service.get("volumes", [])):
            assert (RACINE / source).exists() if source.startswith(".") else source in composition["volumes"]


def test_image_ne_copie_que_ce_qui_existe() -> None:
    for ligne in (RACINE / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if ligne.startswith("COPY") and "--from" not in ligne:
            for source in ligne.split()[1:-1]:
                assert (RACINE / source).exists(), source
