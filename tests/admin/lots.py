"""How the tests of gestures on many records ask for one, confirm it and undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.messages import get_messages

from publication.models import Lot
from tests.admin.conftest import adresse

if TYPE_CHECKING:
    from django.test import Client


def proposer(client: Client, geste: str, *objets: Any, parametres: str = "", **champs: Any) -> Any:
    """Ask for a gesture from the list; the page that confirms it."""
    choix = {"action": geste, "_selected_action": [objet.pk for objet in objets], **champs}
    return client.post(adresse(type(objets[0]), "changelist") + parametres, choix)


def faire(client: Client, geste: str, *objets: Any, **champs: Any) -> Any:
    """Ask for a gesture, answer, confirm it; the list that follows."""
    page = proposer(client, geste, *objets)
    assert page.status_code == 200, page.headers
    reponse = confirmer(client, page, **champs)
    if reponse.status_code == 200:
        reponse = confirmer(client, reponse, **champs)
    assert reponse.status_code == 302, reponse.context["formulaire"].errors
    return client.get(reponse.url)


def confirmer(client: Client, page: Any, **champs: Any) -> Any:
    """Send the form of the page that confirms."""
    contexte = page.context
    envoi = {"choisis": contexte["choisis"], "retour": contexte["retour"], "vu": contexte["vu"], "confirmer": "1"}
    return client.post(contexte["adresse"], {**envoi, **champs})


def annuler(client: Client, lot: Lot, retour: str = "") -> Any:
    """Press the button that undoes; the page that follows."""
    return client.post(adresse(Lot, "annuler", lot.pk), {"retour": retour}, follow=True)


def dernier() -> Lot:
    """The last gesture."""
    lot = Lot.objects.order_by("-pk").first()
    assert lot is not None
    return lot


def suites(lot: Lot) -> dict[int, str]:
    """What became of each record, by key."""
    return dict(lot.lignes.values_list("objet", "suite"))


def messages(reponse: Any) -> list[str]:
    """What the page said."""
    return [str(message) for message in get_messages(reponse.wsgi_request)]
