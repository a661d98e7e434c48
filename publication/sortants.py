"""Requests that the server sends to addresses that people have typed: links to check, hooks to call.

Nobody may aim them at our own network. The name is resolved once, each of its addresses must belong to the public
internet, and the connection goes to the very address that was checked: a name that answers otherwise a moment later
(DNS rebinding) changes nothing. Each redirection is checked the same way. No proxy of the environment is used.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from django.conf import settings
from django.db import models
from django.utils.encoding import iri_to_uri, punycode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from urllib3.response import BaseHTTPResponse

    Adresse = ipaddress.IPv4Address | ipaddress.IPv6Address
    Reseau = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS = {"http": 80, "https": 443}
PORTS_PERMIS = frozenset({80, 443, 8080, 8443})
NOM_D_HOTE = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?\.?", re.IGNORECASE)
UNICAST_V6 = ipaddress.IPv6Network("2000::/3")
EXCLUES_V6 = tuple(
    ipaddress.IPv6Network(reseau)  # protocols (Teredo among them), 6to4, documentation
    for reseau in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
EXCLUES_V4 = tuple(ipaddress.IPv4Network(reseau) for reseau in ("192.0.0.0/24", "192.88.99.0/24"))
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
DURABLES = frozenset({301, 308})
LU_A_LA_FOIS = 16_384
ADRESSES_ESSAYEES = 4


class Panne(models.TextChoices):
    """Why an address that may be asked did not answer."""

    NOM = "nom", gettext_lazy("nom de domaine inconnu")
    DELAI = "delai", gettext_lazy("pas de réponse à temps")
    CERTIFICAT = "certificat", gettext_lazy("certificat refusé")
    CONNEXION = "connexion", gettext_lazy("connexion refusée ou coupée")
    REPONSE = "reponse", gettext_lazy("réponse illisible")
    BOUCLE = "boucle", gettext_lazy("trop de redirections")


class AdresseInterdite(ValueError):
    """The server may not ask this address; the message says why, in French."""


class SansReponse(Exception):
    """The address did not answer; ``panne`` says how."""

    def __init__(self, panne: Panne) -> None:
        """Keep the cause."""
        super().__init__(str(panne.label))
        self.panne = panne


@dataclass(frozen=True, slots=True, kw_only=True)
class Garde:
    """What may be reached. ``exceptees`` are networks allowed although private: for tests, or a known internal hook."""

    resoudre: Callable[[str, int], list[str]] = field(default_factory=lambda: resoudre)
    exceptees: tuple[Reseau, ...] = ()
    ports: frozenset[int] = PORTS_PERMIS

    def permet(self, adresse: str) -> bool:
        """Whether an IP address belongs to the public internet, or to an excepted network."""
        try:
            lue = ipaddress.ip_address(adresse)
        except ValueError:  # a zone (« fe80::1%eth0 ») or anything else
            return False
        return est_publique(lue) or any(lue in reseau for reseau in self.exceptees)

    def adresses(self, hote: str, port: int) -> list[str]:
        """Return the IP addresses of a host, all permitted.

        Raises ``AdresseInterdite`` when one of them is not, ``SansReponse`` when the name is unknown.
        """
        adresses = self.resoudre(hote, port)
        if not all(map(self.permet, adresses)):
            raise AdresseInterdite(_("Cette adresse mène à un réseau privé ou réservé."))
        return adresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Limites:
    """What an exchange may take: seconds for the connection, for the whole, bytes read, redirections followed."""

    connexion: float = 5
    total: float = 15
    taille: int = 65_536
    redirections: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reponse:
    """What was answered in the end: at most ``Limites.taille`` bytes; ``durable`` is where permanent moves lead."""

    statut: int
    entetes: Mapping[str, str]
    corps: bytes
    adresse: str
    durable: str


@dataclass(frozen=True, slots=True)
class _Cible:
    """An address taken apart, once and for all: what was checked is what is asked."""

    schema: str
    hote: str
    port: int
    chemin: str

    @property
    def entete_host(self) -> str:
        hote = f"[{self.hote}]" if ":" in self.hote else self.hote
        return hote if self.port == PORTS[self.schema] else f"{hote}:{self.port}"

    @property
    def adresse(self) -> str:
        return f"{self.schema}://{self.entete_host}{self.chemin}"

    @property
    def origine(self) -> tuple[str, str, int]:
        return (self.schema, self.hote, self.port)


def est_publique(adresse: Adresse) -> bool:
    """Whether an address is one of the public internet, those that carry an IPv4 address judged by it."""
    if isinstance(adresse, ipaddress.IPv4Address):
        autre = adresse.is_multicast or adresse.is_reserved or any(adresse in reseau for reseau in EXCLUES_V4)
        return adresse.is_global and not autre
    if adresse.ipv4_mapped is not None:
        return est_publique(adresse.ipv4_mapped)
    if adresse in NAT64:
        return est_publique(ipaddress.IPv4Address(int(adresse) & 0xFFFF_FFFF))
    return adresse in UNICAST_V6 and not any(adresse in r for r in EXCLUES_V6)


def resoudre(hote: str, port: int) -> list[str]:
    """IP addresses of a host, in the order of the system. Raises ``SansReponse`` when the name is unknown."""
    try:
        trouvees = socket.getaddrinfo(hote, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as erreur:
        raise SansReponse(Panne.NOM) from erreur
    return list(dict.fromkeys(str(trouvee[4][0]) for trouvee in trouvees))


def verifier_adresse(adresse: str, *, garde: Garde | None = None) -> None:
    """Refuse an address that may never be asked, before anything is sent: for forms where addresses are typed.

    Raises ``AdresseInterdite``. A name that nobody knows today is let through: it may exist tomorrow, and is checked
    again at each request.
    """
    garde = garde or Garde()
    cible = _cible(adresse, garde)
    try:
        garde.adresses(cible.hote, cible.port)
    except SansReponse:
        return


def demander(
    methode: str,
    adresse: str,
    *,
    corps: bytes | None = None,
    entetes: Mapping[str, str] | None = None,
    limites: Limites | None = None,
    garde: Garde | None = None,
) -> Reponse:
    """Send a request to an address of the public internet, and return what it answers, whatever its status.

    GET and HEAD follow redirections; any other method is sent once, and a redirection is its answer. ``entetes`` go to
    the origin that was named and to no other. Raises ``AdresseInterdite`` or ``SansReponse``.
    """
    echange = _Echange(methode, corps, limites or Limites(), garde or Garde())
    cible = depart = _cible(adresse, echange.garde)
    durable, tout_durable = adresse, True
    for _saut in range(1 + (echange.limites.redirections if methode in {"GET", "HEAD"} else 0)):
        statut, recues, lu = echange.faire(cible, entetes if cible.origine == depart.origine else None)
        vers = recues.get("location", "") if statut in REDIRECTIONS else ""
        if not vers or methode not in {"GET", "HEAD"}:
            return Reponse(statut=statut, entetes=recues, corps=lu, adresse=cible.adresse, durable=durable)
        cible = _cible(urljoin(cible.adresse, vers), echange.garde)
        tout_durable = tout_durable and statut in DURABLES
        durable = cible.adresse if tout_durable else durable
    raise SansReponse(Panne.BOUCLE)


def signature_du_client() -> str:
    """What the server says of itself, so that whoever runs a site that it asks can find us."""
    return f"RepertoireESS/{settings.VERSION} (+{settings.ADRESSE_DU_SITE})"


def _cible(adresse: str, garde: Garde) -> _Cible:
    """Take an address apart; ``AdresseInterdite`` when it is not one of a web page open to anyone."""
    try:
        lue = urlsplit(adresse.strip())
        port = lue.port
    except ValueError as erreur:
        raise AdresseInterdite(_("Cette adresse est mal formée.")) from erreur
    if lue.scheme not in PORTS:
        raise AdresseInterdite(_("Une adresse commence par http:// ou https://."))
    if lue.username is not None or lue.password is not None:
        raise AdresseInterdite(_("Une adresse ne contient ni identifiant ni mot de passe."))
    port = PORTS[lue.scheme] if port is None else port
    if port not in garde.ports:
        raise AdresseInterdite(_("Le port %(port)d n’est pas celui d’un site web.") % {"port": port})
    return _Cible(lue.scheme, _hote(lue), port, _chemin(lue))


def _hote(lue: SplitResult) -> str:
    hote = lue.hostname or ""
    try:
        return str(ipaddress.ip_address(hote))
    except ValueError:
        pass
    try:
        hote = punycode(hote)
    except UnicodeError:
        hote = ""
    if not NOM_D_HOTE.fullmatch(hote):
        raise AdresseInterdite(_("Cette adresse ne nomme aucun site."))
    return hote.lower()


def _chemin(lue: SplitResult) -> str:
    chemin = iri_to_uri(lue.path) or "/"
    return f"{chemin}?{iri_to_uri(lue.query)}" if lue.query else chemin


class _Echange:
    """One exchange, redirections included: it ends by the same time, however many hops it takes."""

    def __init__(self, methode: str, corps: bytes | None, limites: Limites, garde: Garde) -> None:
        self.methode = methode
        self.corps = corps
        self.limites = limites
        self.garde = garde
        self.fin = time.monotonic() + limites.total

    def faire(self, cible: _Cible, entetes: Mapping[str, str] | None) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and beginning of the body that one address answers, redirection or not."""
        identite = {"Host": cible.entete_host, "User-Agent": signature_du_client(), "Accept-Encoding": "identity"}
        try:
            connexion = self._connecter(cible)
        except (urllib3.exceptions.HTTPError, OSError) as erreur:
            raise SansReponse(_panne(erreur)) from erreur
        with _coupee_apres(self._reste(), connexion) as coupee:
            try:
                entetes = {**(entetes or {}), **identite}
                connexion.request(self.methode, cible.chemin, self.corps, entetes, preload_content=False)
                reponse = connexion.getresponse()
                return reponse.status, reponse.headers, self._lire(reponse)
            except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError) as erreur:
                raise SansReponse(Panne.DELAI if coupee.is_set() else _panne(erreur)) from erreur

    def _reste(self) -> float:
        """Seconds left; ``SansReponse`` when none is."""
        reste = self.fin - time.monotonic()
        if reste <= 0:
            raise SansReponse(Panne.DELAI)
        return reste

    def _connecter(self, cible: _Cible) -> HTTPConnection:
        """Connect to the first address that accepts, among those of the host that were checked."""
        adresses = self.garde.adresses(cible.hote, cible.port)[:ADRESSES_ESSAYEES]
        for rang, ip in enumerate(adresses, start=1):
            connexion = _connexion(cible, ip, min(self.limites.connexion, self._reste()))
            try:
                connexion.connect()
            except (urllib3.exceptions.HTTPError, OSError):
                connexion.close()
                if rang == len(adresses):
                    raise
            else:
                connexion.timeout = self._reste()
                return connexion
        raise SansReponse(Panne.NOM)

    def _lire(self, reponse: BaseHTTPResponse) -> bytes:
        """Return the beginning of a body; the rest is left in the pipe."""
        lu = bytearray()
        while len(lu) < self.limites.taille:
            morceau = reponse.read(min(LU_A_LA_FOIS, self.limites.taille - len(lu)), decode_content=False)
            if not morceau:
                break
            lu += morceau
        return bytes(lu)


def _connexion(cible: _Cible, ip: str, delai: float) -> HTTPConnection:
    """Connection to the IP address that was checked; the certificate must be that of the name."""
    if cible.schema == "http":
        return HTTPConnection(ip, port=cible.port, timeout=delai)
    contexte = ssl.create_default_context()
    return HTTPSConnection(ip, port=cible.port, timeout=delai, ssl_context=contexte, server_hostname=cible.hote)


@contextmanager
def _coupee_apres(secondes: float, connexion: HTTPConnection) -> Iterator[threading.Event]:
    """Close the connection in the end, and cut it when it lasts: a host that drips bytes holds nobody."""
    coupee = threading.Event()
    prise = connexion.sock

    def couper() -> None:
        coupee.set()
        with suppress(OSError):  # closed meanwhile
            socket.socket.shutdown(prise, socket.SHUT_RDWR)  # under TLS, if any: whoever reads sees the end

    minuteur = threading.Timer(secondes, couper)
    minuteur.daemon = True
    minuteur.start()
    try:
        yield coupee
    finally:
        minuteur.cancel()
        connexion.close()


def _panne(erreur: Exception) -> Panne:
    if isinstance(erreur, ssl.SSLError | urllib3.exceptions.SSLError):
        return Panne.CERTIFICAT
    refusee = isinstance(erreur, urllib3.exceptions.NewConnectionError)
    if not refusee and isinstance(erreur, TimeoutError | urllib3.exceptions.TimeoutError):
        return Panne.DELAI
    return Panne.CONNEXION if refusee or isinstance(erreur, OSError) else Panne.REPONSE
