"""Calendar, progress bar, registry of natures, and small answers of the read model."""

from __future__ import annotations

import calendar
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectivites.models import Collectivite
from programmes.models import Dispositif, Politique, Projet, Ressource
from publication.models import Fiche
from publication.natures import Inscription, Nature, Registre, registre
from publication.progression import progression
from publication.temps import ajouter_mois
from tests.factories import CollectiviteFactory

JOURS = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2026, 12, 15), 1, dt.date(2027, 1, 15)),
        (dt.date(2026, 3, 31), -1, dt.date(2026, 2, 28)),
        (dt.date(2026, 5, 4), 12, dt.date(2027, 5, 4)),
    ],
)
def test_ajouter_des_mois_reste_dans_le_mois_voulu(jour: dt.date, mois: int, attendu: dt.date) -> None:
    assert ajouter_mois(jour, mois) == attendu


@given(jour=JOURS, mois=st.integers(-240, 240))
def test_ajouter_des_mois_avance_d_autant_de_mois_et_garde_le_jour_s_il_existe(jour: dt.date, mois: int) -> None:
    arrivee = ajouter_mois(jour, mois)
    assert (arrivee.year - jour.year) * 12 + arrivee.month - jour.month == mois
    assert arrivee.day == min(jour.day, calendar.monthrange(arrivee.year, arrivee.month)[1])


@given(premier=JOURS, second=JOURS, mois=st.integers(0, 240))
def test_ajouter_des_mois_garde_l_ordre_des_jours(premier: dt.date, second: dt.date, mois: int) -> None:
    tot, tard = sorted((premier, second))
    assert ajouter_mois(tot, mois) <= ajouter_mois(tard, mois)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_la_barre_se_montre_sur_un_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    sortie = Terminal()
    with progression("Vérification", 4, vers=sortie) as avancer:
        avancer(4)
    assert "Vérification" in sortie.getvalue()
    assert "4/4" in sortie.getvalue()


def test_la_barre_se_tait_ailleurs() -> None:
    sortie = io.StringIO()
    with progression("Vérification", 4, vers=sortie) as avancer:
        avancer(4)
    assert "Vérification" not in sortie.getvalue()


def test_les_cinq_natures_sont_inscrites_avec_leur_modele() -> None:
    assert {inscription.modele for inscription in registre} == {Collectivite, Politique, Dispositif, Projet, Ressource}
    assert {inscription.modele.nature for inscription in registre} == set(Nature)
    assert registre["projet"].modele is Projet


def test_le_serialiseur_d_une_nature_decrit_son_modele() -> None:
    for inscription in registre:
        assert inscription.serialiseur.Meta.model is inscription.modele


def test_une_nature_inconnue_ou_non_inscrite_est_refusee() -> None:
    with pytest.raises(ValueError, match="inconnue"):
        registre["inconnue"]
    with pytest.raises(KeyError):
        Registre()["projet"]


def test_une_seconde_inscription_remplace_la_premiere() -> None:
    mien = Registre()
    mien.inscrire(Projet, serialiseur="un.chemin", filtre="un.filtre", liste="une:liste")
    mien.inscrire(Projet, serialiseur="un.autre", filtre="un.filtre", liste="une:liste")
    attendue = Inscription(modele=Projet, chemin_serialiseur="un.autre", chemin_filtre="un.filtre", liste="une:liste")
    assert list(mien) == [attendue]


@pytest.mark.django_db
def test_une_fiche_verifiee_est_a_revoir_au_bout_du_delai() -> None:
    fiche = CollectiviteFactory(verifie=True, revoir_dans=6)
    assert fiche.a_revoir_le == dt.date(2026, 11, 4)
    assert CollectiviteFactory().a_revoir_le is None


def test_une_nature_sans_projection_ne_peut_pas_etre_publiee() -> None:
    with pytest.raises(NotImplementedError):
        Fiche.projection(Projet())
