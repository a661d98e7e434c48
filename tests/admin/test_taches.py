"""Jobs of the worker: what failed runs again, what waits is taken back, and nothing else moves."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

pytestmark = pytest.mark.django_db
LISTE = "admin:procrastinate_procrastinatejob_changelist"
ETATS = ("todo", "doing", "failed", "succeeded")


@pytest.fixture
def taches() -> dict[str, int]:
    """A job in each state: their table is written by the worker alone."""
    cles = {}
    with connection.cursor() as curseur:
        for etat in ETATS:
            curseur.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
                " VALUES ('default', 'publication.tasks.verifier', '{}', %s, 3) RETURNING id",
                [etat],
            )
            cles[etat] = curseur.fetchone()[0]
    return cles


def agir(client, action: str, cles) -> str:
    reponse = client.post(reverse(LISTE), {"action": action, "_selected_action": list(cles)})
    assert reponse.status_code == 302
    return " ".join(map(str, get_messages(reponse.wsgi_request)))


def etats(taches: dict[str, int]) -> dict[str, str]:
    lus = dict(ProcrastinateJob.objects.values_list("pk", "status"))
    return {avant: lus[cle] for avant, cle in taches.items()}


def test_ce_qui_a_echoue_est_relance_et_le_reste_ne_bouge_pas(direction, taches) -> None:
    assert agir(direction, "relancer", taches.values()) == "1 tâche relancée."
    assert etats(taches) == {"todo": "todo", "doing": "doing", "failed": "todo", "succeeded": "succeeded"}
    page = direction.get(reverse("admin:procrastinate_procrastinatejob_change", args=[taches["failed"]]))
    assert "relancée" in page.content.decode()


def test_ce_qui_attend_est_annule_et_le_reste_ne_bouge_pas(direction, taches) -> None:
    assert agir(direction, "annuler", taches.values()) == "1 tâche annulée."
    assert etats(taches) == {"todo": "cancelled", "doing": "doing", "failed": "failed", "succeeded": "succeeded"}


def test_la_redaction_ne_voit_pas_les_taches(bureau, taches) -> None:
    choix = {"action": "annuler", "_selected_action": [taches["todo"]]}
    assert bureau.post(reverse(LISTE), choix).status_code == 403
    assert etats(taches)["todo"] == "todo"
