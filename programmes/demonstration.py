"""What the demonstration needs beyond the application: accounts, a local server."""

from __future__ import annotations

import secrets
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from collectivites.models import Collectivite, Commune, Groupe, TypeCollectivite, Utilisateur
from publication.models import Publication

if TYPE_CHECKING:
    from collections.abc import Callable

MOT_DE_PASSE_CHANGE = "(celui que vous avez choisi)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An account of the demonstration: its login, its group, the code of the department that a referent keeps."""

    nom: str
    groupe: Groupe
    prenom: str
    departement: str = ""


ROLES = (
    Role(nom="admin", groupe=Groupe.ADMINISTRATION, prenom="Administration"),
    Role(nom="redaction", groupe=Groupe.REDACTION, prenom="Rédaction"),
    Role(nom="referent", groupe=Groupe.REFERENT, prenom="Référent", departement="35"),
)


@dataclass(frozen=True, slots=True)
class Compte:
    """A login to print."""

    nom: str
    mot_de_passe: str
    role: str


def comptes_de_demonstration() -> list[Compte]:
    """Return the accounts of the demonstration, each created at first use with a random password.

    The passwords stay in ``var/``, readable by their owner alone, so that each start prints them again. The referent is
    that of Ille-et-Vilaine; without that authority there is none.
    """
    return [compte for role in ROLES if (compte := _compte(role)) is not None]


def _compte(role: Role) -> Compte | None:
    fichier = Path(settings.BASE_DIR) / "var" / f"demo-mot-de-passe-{role.nom}"
    compte = Utilisateur.objects.select_related("collectivite").filter(username=role.nom).first()
    if compte is None:
        compte = _creer(role, fichier)
    if compte is None:
        return None
    # The hash that was written beside the password says that nobody has changed it, without the cost of a check.
    mot_de_passe, _, empreinte = (
        fichier.read_text(encoding="utf-8").partition("\n") if fichier.exists() else ("", "", "")
    )
    connu = empreinte and empreinte == compte.password
    libelle = f"{role.groupe.label} · {compte.collectivite}" if compte.collectivite else str(role.groupe.label)
    return Compte(role.nom, mot_de_passe if connu else MOT_DE_PASSE_CHANGE, libelle)


def _creer(role: Role, fichier: Path) -> Utilisateur | None:
    collectivite = None
    if role.departement:
        collectivite = Collectivite.objects.filter(
            type=TypeCollectivite.DEPARTEMENT, code_insee=role.departement
        ).first()
        if collectivite is None:
            return None
    mot_de_passe = secrets.token_urlsafe(9)
    compte = Utilisateur.objects.create_user(
        role.nom,
        email=f"{role.nom}@example.org",
        password=mot_de_passe,
        first_name=role.prenom,
        last_name="de démonstration",
        nom_public="Équipe du réseau" if collectivite is None else "",
        collectivite=collectivite,
        is_staff=True,
        is_superuser=role.groupe == Groupe.ADMINISTRATION,
    )
    compte.groups.add(Group.objects.get_or_create(name=role.groupe)[0])
    fichier.parent.mkdir(parents=True, exist_ok=True)
    fichier.touch(mode=0o600)
    fichier.write_text(f"{mot_de_passe}\n{compte.password}", encoding="utf-8")
    return compte


def code_officiel_est_charge() -> bool:
    """Whether the official geographic code was imported."""
    return Commune.objects.exists()


def fiches_sont_chargees() -> bool:
    """Whether some sheet is or was public."""
    return Publication.objects.exists()


def port_libre(port: int) -> bool:
    """Whether nothing listens on the port of the loopback."""
    with socket.socket() as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class ServeurLocal(BaseApplication):
    """gunicorn on the loopback, in this process: it holds the embedded database until it ends."""

    def __init__(self, *, port: int, au_depart: Callable[[], None], processus: int = 2) -> None:
        """``au_depart`` is called once the port answers."""
        self.port = port
        self.au_depart = au_depart
        self.processus = processus
        super().__init__()

    def load_config(self) -> None:
        """Processes of four threads, errors on the console, no access log; addresses as long as elsewhere."""
        reglages: dict[str, Any] = {
            "bind": f"127.0.0.1:{self.port}",
            "workers": self.processus,
            "threads": 4,
            "limit_request_line": 8190,
            "loglevel": "warning",
            "when_ready": lambda _serveur: self.au_depart(),
        }
        for nom, valeur in reglages.items():
            self.cfg.set(nom, valeur)

    def load(self) -> Any:
        """Return the WSGI application."""
        return get_wsgi_application()
