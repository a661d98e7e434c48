"""What the demonstration needs beyond the application: an account, a local server."""

from __future__ import annotations

import secrets
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from collectivites.models import Commune, Utilisateur
from publication.models import Publication

if TYPE_CHECKING:
    from collections.abc import Callable

NOM = "admin"
MOT_DE_PASSE_CHANGE = "(celui que vous avez choisi)"


@dataclass(frozen=True, slots=True)
class Compte:
    """A login to print."""

    nom: str
    mot_de_passe: str


def compte_de_demonstration() -> Compte:
    """Return the administrator of the demonstration, created at first use with a random password.

    The password stays in ``var/``, readable by its owner alone, so that each start prints it again.
    """
    fichier = Path(settings.BASE_DIR) / "var" / "demo-mot-de-passe"
    compte = Utilisateur.objects.filter(username=NOM).first()
    if compte is None:
        mot_de_passe = secrets.token_urlsafe(9)
        Utilisateur.objects.create_superuser(
            NOM, password=mot_de_passe, first_name="Compte", last_name="de démonstration", nom_public="Équipe du réseau"
        )
        fichier.parent.mkdir(parents=True, exist_ok=True)
        fichier.touch(mode=0o600)
        fichier.write_text(mot_de_passe, encoding="ascii")
        return Compte(NOM, mot_de_passe)
    mot_de_passe = fichier.read_text(encoding="ascii") if fichier.exists() else ""
    return Compte(NOM, mot_de_passe if compte.check_password(mot_de_passe) else MOT_DE_PASSE_CHANGE)


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

    def __init__(self, *, port: int, au_depart: Callable[[], None]) -> None:
        """``au_depart`` is called once the port answers."""
        self.port = port
        self.au_depart = au_depart
        super().__init__()

    def load_config(self) -> None:
        """Two processes of four threads, errors on the console, no access log."""
        reglages: dict[str, Any] = {
            "bind": f"127.0.0.1:{self.port}",
            "workers": 2,
            "threads": 4,
            "loglevel": "warning",
            "when_ready": lambda _serveur: self.au_depart(),
        }
        for nom, valeur in reglages.items():
            self.cfg.set(nom, valeur)

    def load(self) -> Any:
        """Return the WSGI application."""
        return get_wsgi_application()
