"""What the server asks of others: never an address of our own network, whatever the name, the number or the detour."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import socket
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from publication import sortants
from publication.sortants import AdresseInterdite, Garde, Limites, Panne, SansReponse, demander, verifier_adresse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BOUCLE_LOCALE = (ipaddress.ip_network("127.0.0.0/8"),)


class Recevoir(BaseHTTPRequestHandler):
    """A site: it says what it was asked, moves, drips, or answers at length."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.recues.append((self.command, self.path, dict(self.headers)))
        gestes: dict[str, Callable[[], None]] = {
            "/long": lambda: self.repondre(200, corps=b"x" * 200_000),
            "/goutte": self.goutte,
            "/absent": lambda: self.repondre(404),
        }
        if self.path.startswith("/vers/"):
            statut, _barre, adresse = self.path.removeprefix("/vers/").partition("/")
            self.repondre(int(statut), vers=adresse)
        else:
            gestes.get(self.path, self.dire)()

    do_HEAD = do_GET  # noqa: N815  (named by http.server)

    def do_POST(self) -> None:
        self.corps = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.do_GET()

    def dire(self) -> None:
        dit = {"methode": self.command, "host": self.headers["Host"], "corps": getattr(self, "corps", "")}
        self.repondre(200, corps=json.dumps(dit).encode())

    def repondre(self, statut: int, *, corps: bytes = b"", vers: str = "") -> None:
        self.send_response(statut)
        self.send_header("Content-Length", str(len(corps)))
        if vers:
            self.send_header("Location", vers)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(corps)

    def goutte(self) -> None:
        try:
            for _seconde in range(40):
                self.wfile.write(b"H")
                time.sleep(0.05)
        except OSError:
            self.close_connection = True

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


class Serveur(ThreadingHTTPServer):
    def handle_error(self, *_args: Any) -> None:
        """Cut connections are what these tests are about."""


@pytest.fixture
def site() -> Iterator[Any]:
    yield from servir()


def servir(contexte: ssl.SSLContext | None = None) -> Iterator[Any]:
    serveur = Serveur(("127.0.0.1", 0), Recevoir)
    serveur.recues = []
    if contexte:
        serveur.socket = contexte.wrap_socket(serveur.socket, server_side=True)
    fil = threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    fil.start()
    yield serveur
    serveur.shutdown()
    serveur.server_close()


def garde_de(site: Any, **noms: str) -> Garde:
    """Allow the loopback server explicitly, under any name save those given."""
    ports = frozenset({site.server_port})
    return Garde(resoudre=lambda hote, _port: [noms.get(hote, "127.0.0.1")], exceptees=BOUCLE_LOCALE, ports=ports)


def url(site: Any, chemin: str, *, hote: str = "site.example.org", schema: str = "http") -> str:
    return f"{schema}://{hote}:{site.server_port}{chemin}"


@pytest.mark.parametrize(
    "adresse",
    [
        *("8.8.8.8", "93.184.215.14", "2a01:e0a::1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"),
        *("::ffff:8.8.8.8", "64:ff9b::8.8.8.8"),
    ],
)
def test_adresse_publique_est_permise(adresse: str) -> None:
    assert Garde().permet(adresse)


@pytest.mark.parametrize(
    "adresse",
    [
        *("127.0.0.1", "127.255.0.3", "0.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.1", "192.168.1.1"),
        *("100.64.0.1", "169.254.169.254", "192.0.0.9", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9"),
        *("192.88.99.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "ff0e::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::127.0.0.1", "64:ff9b:1::1"),
        *("2002:7f00:1::", "2002:808:808::", "2001::1", "2001:0:7f00:1::", "2001:db8::1", "3fff::1", "100::1"),
        *("5f00::1", "4000::1", "pas une adresse", ""),
    ],
)
def test_adresse_privee_ou_reservee_est_refusee(adresse: str) -> None:
    assert not Garde().permet(adresse)


def test_un_reseau_excepte_est_le_seul_permis() -> None:
    garde = Garde(exceptees=BOUCLE_LOCALE)
    assert garde.permet("127.0.0.1")
    assert not garde.permet("10.0.0.1")
    assert not garde.permet("::1")


@pytest.mark.parametrize(
    ("adresse", "raison"),
    [
        ("file:///etc/passwd", "http://"),
        ("ftp://example.org/", "http://"),
        ("gopher://127.0.0.1:70/", "http://"),
        ("//example.org/", "http://"),
        ("example.org", "http://"),
        ("http://compte:secret@example.org/", "identifiant"),
        ("http://example.org\\@127.0.0.1/", "identifiant"),
        ("http://@127.0.0.1/", "identifiant"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:port/", "mal formée"),
        ("http://[::1/", "mal formée"),
        ("http:///chemin", "aucun site"),
        ("http://exa mple.org/", "aucun site"),
        ("http://example.org%00.fr/", "aucun site"),
        ("http://.example.org/", "aucun site"),
        ("http://127.0.0.1/", "privé"),
        ("https://[::1]/", "privé"),
        ("http://[::ffff:127.0.0.1]/", "privé"),
        ("http://localhost/", "privé"),
        ("http://2130706433/", "privé"),
        ("http://0x7f000001/", "privé"),
        ("http://0177.0.0.1/", "privé"),
        ("http://127.1/", "privé"),
        ("http://0/", "privé"),
        ("http://169.254.169.254/latest/meta-data/", "privé"),
    ],
)
def test_adresse_qui_ne_mene_a_aucun_site_public_est_refusee(adresse: str, raison: str) -> None:
    """The real resolver: it reads every spelling of a number, and asks nobody."""
    with pytest.raises(AdresseInterdite, match=raison):
        verifier_adresse(adresse)
    with pytest.raises(AdresseInterdite, match=raison):
        demander("GET", adresse)


def test_un_nom_qui_mene_aussi_a_un_reseau_prive_est_refuse() -> None:
    garde = Garde(resoudre=lambda _hote, _port: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(AdresseInterdite, match="privé"):
        verifier_adresse("https://mixte.example.org/", garde=garde)


def inconnu(_hote: str, _port: int) -> list[str]:
    raise SansReponse(Panne.NOM)


def test_un_nom_inconnu_passe_au_formulaire_et_se_dit_a_la_demande() -> None:
    verifier_adresse("https://demain.example.org/", garde=Garde(resoudre=inconnu))
    with pytest.raises(SansReponse) as refus:
        demander("GET", "https://demain.example.org/", garde=Garde(resoudre=inconnu))
    assert refus.value.panne == Panne.NOM
    with pytest.raises(SansReponse) as refus:
        demander("GET", "https://vide.example.org/", garde=Garde(resoudre=lambda _hote, _port: []))
    assert refus.value.panne == Panne.NOM


def test_le_systeme_qui_ne_connait_pas_un_nom_le_dit(monkeypatch) -> None:
    def echouer(*_args: Any, **_mots: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", echouer)
    with pytest.raises(SansReponse, match="inconnu"):
        sortants.resoudre("absent.example.org", 80)


def test_la_demande_dit_qui_demande_et_lit_la_reponse(site, settings) -> None:
    settings.ADRESSE_DU_SITE = "https://repertoire.example.org"
    adresse = url(site, "/page été?q=à b", hote="économie.example.org")
    reponse = demander("GET", adresse, entetes={"X-Cle": "1"}, garde=garde_de(site))
    assert reponse.statut == 200
    assert json.loads(reponse.corps)["host"] == f"xn--conomie-9xa.example.org:{site.server_port}"
    methode, chemin, entetes = site.recues[0]
    assert (methode, chemin) == ("GET", "/page%20%C3%A9t%C3%A9?q=%C3%A0%20b")
    assert entetes["User-Agent"].endswith("(+https://repertoire.example.org)")
    assert entetes["X-Cle"] == "1"


def test_le_nom_se_resout_une_seule_fois_et_la_connexion_va_a_l_adresse_verifiee(site) -> None:
    """DNS rebinding: a second answer, private, would never be asked for."""
    reponses = [["127.0.0.1"], ["169.254.169.254"]]
    demandes: list[str] = []

    def changeant(hote: str, _port: int) -> list[str]:
        demandes.append(hote)
        return reponses[len(demandes) - 1]

    garde = Garde(resoudre=changeant, exceptees=BOUCLE_LOCALE, ports=frozenset({site.server_port}))
    assert demander("HEAD", url(site, "/"), garde=garde).statut == 200
    assert demandes == ["site.example.org"]


def test_l_adresse_suivante_est_essayee_quand_la_premiere_refuse(site) -> None:
    garde = Garde(
        resoudre=lambda _hote, _port: ["::1", "127.0.0.1"],
        exceptees=(*BOUCLE_LOCALE, ipaddress.ip_network("::1/128")),
        ports=frozenset({site.server_port}),
    )
    assert demander("GET", url(site, "/"), garde=garde).statut == 200


def test_les_redirections_se_suivent_et_disent_ou_elles_menent(site) -> None:
    reponse = demander("GET", url(site, "/vers/301//vers/308//fin"), garde=garde_de(site))
    assert (reponse.statut, reponse.adresse, reponse.durable) == (200, url(site, "/fin"), url(site, "/fin"))
    reponse = demander("HEAD", url(site, "/vers/301//vers/302//fin"), garde=garde_de(site))
    assert (reponse.adresse, reponse.durable) == (url(site, "/fin"), url(site, "/vers/302//fin"))


def test_une_redirection_vers_un_reseau_prive_est_refusee(site) -> None:
    garde = garde_de(site, **{"interne.example.org": "10.0.0.1"})
    for cible in (url(site, "/", hote="interne.example.org"), "http://192.168.0.1/", "file:///etc/passwd"):
        with pytest.raises(AdresseInterdite):
            demander("GET", url(site, f"/vers/302/{cible}"), garde=garde)
    assert all(chemin.startswith("/vers/") for _methode, chemin, _entetes in site.recues)


def test_les_entetes_ne_suivent_pas_vers_une_autre_origine(site) -> None:
    ailleurs = url(site, "/", hote="autre.example.org")
    demander("GET", url(site, f"/vers/302/{ailleurs}"), entetes={"Authorization": "secret"}, garde=garde_de(site))
    assert [entetes.get("Authorization") for _methode, _chemin, entetes in site.recues] == ["secret", None]


def test_une_redirection_sans_fin_se_dit(site) -> None:
    boucle = url(site, "/vers/302//vers/302//vers/302/")
    with pytest.raises(SansReponse) as refus:
        demander("GET", boucle, limites=Limites(redirections=1), garde=garde_de(site))
    assert refus.value.panne == Panne.BOUCLE
    assert len(site.recues) == 2


def test_un_envoi_part_une_fois_et_sa_redirection_est_sa_reponse(site) -> None:
    reponse = demander("POST", url(site, "/vers/307//ailleurs"), corps=b"{}", garde=garde_de(site))
    assert (reponse.statut, reponse.entetes["Location"]) == (307, "/ailleurs")
    assert len(site.recues) == 1
    recu = demander("POST", url(site, "/crochet"), corps=b'{"a":1}', garde=garde_de(site)).corps
    assert json.loads(recu)["corps"] == '{"a":1}'


def test_une_reponse_n_est_lue_que_jusqu_a_la_limite(site) -> None:
    reponse = demander("GET", url(site, "/long"), limites=Limites(taille=50_000), garde=garde_de(site))
    assert len(reponse.corps) == 50_000
    assert len(demander("GET", url(site, "/long"), limites=Limites(taille=300_000), garde=garde_de(site)).corps) == 2e5


def test_un_site_qui_repond_au_compte_goutte_est_coupe(site) -> None:
    debut = time.monotonic()
    with pytest.raises(SansReponse) as refus:
        demander("GET", url(site, "/goutte"), limites=Limites(total=0.3), garde=garde_de(site))
    assert refus.value.panne == Panne.DELAI
    assert time.monotonic() - debut < 1.5


def test_un_delai_deja_passe_ne_demande_rien(site) -> None:
    with pytest.raises(SansReponse) as refus:
        demander("GET", url(site, "/"), limites=Limites(total=0), garde=garde_de(site))
    assert (refus.value.panne, site.recues) == (Panne.DELAI, [])


def test_un_port_ferme_et_une_reponse_qui_n_en_est_pas_une_se_distinguent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as ecoute:
        port = ecoute.getsockname()[1]
        garde = Garde(resoudre=lambda _h, _p: ["127.0.0.1"], exceptees=BOUCLE_LOCALE, ports=frozenset({port}))

        def bavarder() -> None:
            connexion, _pair = ecoute.accept()
            connexion.recv(1000)
            connexion.sendall(b"SSH-2.0-Bonjour\r\n\r\n")
            connexion.close()

        fil = threading.Thread(target=bavarder)
        fil.start()
        with pytest.raises(SansReponse) as refus:
            demander("GET", f"http://site.example.org:{port}/", garde=garde)
        fil.join()
        assert refus.value.panne == Panne.REPONSE
    with pytest.raises(SansReponse) as refus:
        demander("GET", f"http://site.example.org:{port}/", garde=garde)
    assert refus.value.panne == Panne.CONNEXION


@pytest.fixture(scope="module")
def certificat(tmp_path_factory) -> tuple[str, str]:
    """Files of a certificate of site.example.org, signed by itself, and of its key."""
    cle = ec.generate_private_key(ec.SECP256R1())
    nom = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "site.example.org")])
    maintenant = dt.datetime.now(tz=dt.UTC)
    signe = (
        x509.CertificateBuilder(nom, nom, cle.public_key(), x509.random_serial_number())
        .not_valid_before(maintenant - dt.timedelta(days=1))
        .not_valid_after(maintenant + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("site.example.org")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(cle, hashes.SHA256())
    )
    dossier = tmp_path_factory.mktemp("certificat")
    format_prive = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (dossier / "certificat.pem").write_bytes(signe.public_bytes(serialization.Encoding.PEM))
    (dossier / "cle.pem").write_bytes(cle.private_bytes(serialization.Encoding.PEM, *format_prive))
    return str(dossier / "certificat.pem"), str(dossier / "cle.pem")


def test_le_certificat_doit_etre_celui_du_nom(certificat, monkeypatch) -> None:
    serveur = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serveur.load_cert_chain(*certificat)
    service = servir(serveur)
    site = next(service)
    with pytest.raises(SansReponse) as refus:
        demander("GET", url(site, "/", schema="https"), garde=garde_de(site))
    assert refus.value.panne == Panne.CERTIFICAT
    de_confiance = ssl.create_default_context(cafile=certificat[0])
    monkeypatch.setattr(sortants.ssl, "create_default_context", lambda: de_confiance)
    assert demander("GET", url(site, "/", schema="https"), garde=garde_de(site)).statut == 200
    with pytest.raises(SansReponse) as refus:
        demander("GET", url(site, "/", schema="https", hote="autre.example.org"), garde=garde_de(site))
    assert refus.value.panne == Panne.CERTIFICAT
    next(service, None)
