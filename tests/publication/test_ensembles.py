"""Gestures on sets of sheets: as many queries for ten as for one, the same histories, one message a person."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from publication.actions import synchroniser, verifier
from publication.actions.publier import (
    mettre_a_relire,
    mettre_en_ligne,
    obstacles_a_la_publication,
    remettre_en_brouillon,
)
from publication.actions.retirer import cacher, refus_de_retirer
from publication.models.listes_suivies import listes
from tests.factories import CollectiviteFactory, DispositifFactory, ThematiqueFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
GESTES = {
    "mettre_a_relire": lambda fiches, par: mettre_a_relire(fiches, par=par),
    "remettre_en_brouillon": lambda fiches, par: remettre_en_brouillon(fiches, motif="Sans source.", par=par),
    "mettre_en_ligne": lambda fiches, par: mettre_en_ligne(fiches, par=par),
    "cacher": lambda fiches, par: cacher(fiches, motif="Essai.", par=par),
    "obstacles": lambda fiches, _par: obstacles_a_la_publication(fiches),
    "refus": lambda fiches, _par: refus_de_retirer(fiches),
}
DEPART: dict[str, dict[str, Any]] = {
    "remettre_en_brouillon": {"a_relire": True},
    "mettre_en_ligne": {"a_relire": True},
    "cacher": {"publie": True},
    "refus": {"publie": True},
}


def dispositifs(nombre: int, **etat: Any) -> list[Any]:
    collectivite = CollectiviteFactory(publie=True)
    faits = DispositifFactory.create_batch(nombre, collectivite=collectivite, **etat)
    thematique = ThematiqueFactory()
    for fait in faits:
        fait.thematiques.add(thematique)
    synchroniser(faits)
    modele = type(faits[0])
    return list(modele.fiches().select_related("collectivite").filter(pk__in=[f.pk for f in faits]).order_by("pk"))


@pytest.mark.parametrize("geste", GESTES)
def test_un_geste_coute_autant_pour_dix_fiches_que_pour_une(geste) -> None:
    par = UtilisateurFactory()
    couts = []
    for nombre in (1, 10):
        fiches = dispositifs(nombre, **DEPART.get(geste, {}))
        with CaptureQueriesContext(connection) as requetes, transaction.atomic():
            GESTES[geste](fiches, par)
        couts.append(len(requetes))
    assert couts[0] == couts[1]
    assert list(verifier()) == []


def test_l_histoire_de_chacune_dit_qui_pourquoi_et_garde_ses_listes() -> None:
    fiches, par = dispositifs(2), UtilisateurFactory()
    avant = [fiche.modifiee_le for fiche in fiches]
    mettre_en_ligne(fiches, par=par, raison="Ensemble")
    for fiche, modifiee_le in zip(fiches, avant, strict=True):
        fiche.refresh_from_db()
        version = fiche.history.order_by("-history_id").first()
        assert (version.history_user, version.history_change_reason, version.statut) == (par, "Ensemble", "publiee")
        assert listes(version)["thematiques"] == set(fiche.thematiques.values_list("pk", flat=True)) != set()
        assert fiche.modifiee_le > modifiee_le
        assert version.modifiee_le == fiche.modifiee_le


def test_une_adresse_reservee_n_arrete_que_sa_fiche() -> None:
    ancienne, par = CollectiviteFactory(publie=True, slug="prise"), UtilisateurFactory()
    ancienne.slug = "autre"
    ancienne.save()
    cacher([ancienne], motif="Essai.", par=par)
    prenante, libre = CollectiviteFactory(slug="prise"), CollectiviteFactory()
    obstacles = obstacles_a_la_publication([prenante, libre])
    assert "« prise » a été celle d’une autre fiche" in obstacles[prenante.pk][0]
    assert obstacles[libre.pk] == []


def test_l_auteur_de_plusieurs_fiches_recoit_un_seul_message(django_capture_on_commit_callbacks) -> None:
    auteur, autre, par = UtilisateurFactory.create_batch(3)
    siennes, ailleurs = CollectiviteFactory.create_batch(2), [CollectiviteFactory(nom="Pays seul")]
    mettre_a_relire(siennes, par=auteur)
    mettre_a_relire(ailleurs, par=autre)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        mettre_en_ligne([*siennes, *ailleurs], par=par)
    recus = {message.to[0]: message for message in mail.outbox}
    assert len(mail.outbox) == 2
    assert recus[auteur.email].subject == "Publiée : 2 fiches"
    assert all(fiche.get_absolute_url() in recus[auteur.email].body for fiche in siennes)
    assert recus[autre.email].subject == "Publiée : Pays seul"
