"""The links of public sheets are found, visited politely, and flagged when they fail twice."""

from __future__ import annotations

import datetime as dt
import itertools
import threading
import time
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import URLField
from django.utils import timezone

from publication.actions import publier
from publication.actions import verifier_liens as action
from publication.actions.verifier_liens import Passage, echoue, recenser, verifier_liens
from publication.liens_des_fiches import Constat, champs_d_url, liens_publics, visiter, visiter_tout
from publication.models import LienVerifie, Webhook
from publication.models.lien_verifie import EtatLien
from publication.sortants import AdresseInterdite, Panne, Reponse, SansReponse
from publication.tasks import visiter_liens
from tests import factories as f

DIMANCHE = dt.datetime(2026, 6, 7, 4, tzinfo=dt.UTC)
UN_JOUR = dt.timedelta(days=1)
BON = "https://example.org/bon"


class Reseau:
    """Answers by address, without a network; the journal says what was asked."""

    def __init__(self, **reponses: Any) -> None:
        self.reponses: dict[str, Any] = {f"https://example.org/{nom}": reponse for nom, reponse in reponses.items()}
        self.journal: list[tuple[str, str]] = []

    def __call__(self, methode: str, adresse: str, **_options: Any) -> Reponse:
        self.journal.append((methode, adresse))
        reponse = self.reponses.get(adresse, 200)
        if isinstance(reponse, dict):
            reponse = reponse[methode]
        if isinstance(reponse, Exception):
            raise reponse
        if isinstance(reponse, str):
            return Reponse(statut=200, entetes={}, corps=b"", adresse=reponse, durable=reponse)
        return Reponse(statut=reponse, entetes={}, corps=b"", adresse=adresse, durable=adresse)


@pytest.mark.parametrize(
    ("reponse", "attendu", "methodes"),
    [
        (200, Constat(statut=200), ["HEAD"]),
        ({"HEAD": 405, "GET": 200}, Constat(statut=200), ["HEAD", "GET"]),
        (404, Constat(statut=404), ["HEAD", "GET"]),
        (SansReponse(Panne.NOM), Constat(panne="nom"), ["HEAD"]),
        (AdresseInterdite("non"), Constat(panne="interdite"), ["HEAD"]),
        ("https://example.org/nouvelle", Constat(statut=200, mene_a="https://example.org/nouvelle"), ["HEAD"]),
        ("https://www.example.org/page/", Constat(statut=200), ["HEAD"]),
    ],
)
def test_une_visite_demande_la_tete_puis_la_page(reponse, attendu, methodes) -> None:
    demander = Reseau(page=reponse)
    assert visiter("https://example.org/page", demander=demander) == attendu
    assert [methode for methode, _adresse in demander.journal] == methodes


@pytest.mark.parametrize(
    ("constat", "attendu"),
    [
        (Constat(statut=200), False),
        (Constat(statut=403), False),
        (Constat(statut=429), False),
        (Constat(statut=404), True),
        (Constat(statut=503), True),
        (Constat(panne="delai"), True),
    ],
)
def test_un_site_qui_refuse_les_robots_n_est_pas_en_panne(constat, attendu) -> None:
    assert echoue(constat) is attendu


def test_un_hote_est_visite_sans_hate_et_un_autre_en_meme_temps() -> None:
    moments: dict[str, list[float]] = {}
    ensemble = threading.Barrier(2, timeout=5)

    def demander(_methode: str, adresse: str, **_options: Any) -> Reponse:
        hote = adresse.split("/")[2]
        if hote not in moments:
            ensemble.wait()
        moments.setdefault(hote, []).append(time.monotonic())
        return Reponse(statut=200, entetes={}, corps=b"", adresse=adresse, durable=adresse)

    adresses = [f"https://{hote}.example.org/{n}" for hote in "ab" for n in range(3)]
    assert len(list(visiter_tout(adresses, demander=demander, pause=0.05, duree=5))) == 6
    for lus in moments.values():
        assert min(b - a for a, b in itertools.pairwise(lus)) >= 0.05


def test_une_visite_s_arrete_a_l_heure_dite() -> None:
    assert list(visiter_tout([BON], demander=Reseau(), pause=0, duree=0)) == []


def _publiee(fiche: Any) -> Any:
    publier(fiche=fiche, par=f.UtilisateurFactory())
    return fiche


ADRESSE = "https://example.org/le-lien-a-trouver"
FICHES: dict[str, Any] = {
    "Collectivite": lambda champ: f.CollectiviteFactory(publie=True, **champ),
    "Dispositif": lambda champ: f.DispositifFactory(publie=True, **champ),
    "Organisme": lambda champ: f.ProjetFactory(publie=True, organisme=f.OrganismeFactory(**champ)),
    "PieceJointe": lambda champ: _publiee(f.PieceJointeFactory(fichier="", **champ).ressource),
    "Politique": lambda champ: f.PolitiqueFactory(publie=True, **champ),
    "Ressource": lambda champ: f.RessourceFactory(publie=True, **champ),
}


HORS_DES_FICHES = {Webhook}
"""Models that no public sheet shows."""


def champs() -> list[Any]:
    from django.apps import apps

    return [
        pytest.param(modele, champ, id=f"{modele.__name__}.{champ.name}")
        for application in ("publication", "collectivites", "programmes")
        for modele in apps.get_app_config(application).get_models()
        if not modele.__name__.startswith("Historical") and modele not in HORS_DES_FICHES
        for champ in modele._meta.concrete_fields
        if isinstance(champ, URLField)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("modele", "champ"), champs())
def test_chaque_champ_d_adresse_d_une_fiche_publique_est_recense(modele, champ) -> None:
    """A field added tomorrow fails here until its document names it the same."""
    fiche = FICHES[modele.__name__]({champ.name: ADRESSE})
    assert champ.name in champs_d_url()
    assert liens_publics()[ADRESSE] == {fiche.uid}


@pytest.mark.django_db
def test_ce_qui_n_est_pas_public_n_est_pas_visite() -> None:
    f.CollectiviteFactory(site_web=ADRESSE)
    f.CollectiviteFactory(retire=True, site_web=ADRESSE)
    f.OrganismeFactory(site_web=ADRESSE)
    assert ADRESSE not in liens_publics()


@pytest.mark.django_db
def test_deux_echecs_a_un_jour_d_ecart_font_un_lien_mort_et_une_reponse_le_releve() -> None:
    fiche = f.CollectiviteFactory(publie=True, site_web=ADRESSE)
    panne = Reseau()
    panne.reponses = {ADRESSE: SansReponse(Panne.NOM)}
    etats = []
    for jours, demander in ((0, panne), (0, panne), (7, panne), (14, Reseau())):
        lien = LienVerifie.objects.filter(adresse=ADRESSE).first()
        cles = [lien.pk] if lien and not jours else None
        verifier_liens(maintenant=DIMANCHE + jours * UN_JOUR, cles=cles, demander=demander, pause=0)
        lien = LienVerifie.objects.get(adresse=ADRESSE)
        etats.append((lien.etat, lien.echecs, lien.premiere_panne_le, lien.cause))
    depuis = DIMANCHE.date()
    assert etats == [
        (EtatLien.EN_PANNE, 1, depuis, "nom de domaine inconnu"),
        (EtatLien.EN_PANNE, 1, depuis, "nom de domaine inconnu"),
        (EtatLien.MORT, 2, depuis, "nom de domaine inconnu"),
        (EtatLien.BON, 0, None, "statut 200"),
    ]
    fiche.refresh_from_db()
    assert fiche.est_publique


@pytest.mark.django_db
def test_un_lien_n_est_revu_qu_apres_une_semaine_et_les_nouveaux_d_abord() -> None:
    f.CollectiviteFactory(publie=True, site_web=ADRESSE)
    passages = []
    for jours in (0, 1, 7):
        demander = Reseau()
        passage = verifier_liens(maintenant=DIMANCHE + jours * UN_JOUR, demander=demander, pause=0)
        passages.append((passage, ADRESSE in dict(map(reversed, demander.journal))))
    assert [vu for _passage, vu in passages] == [True, False, True]
    assert passages[1][0] == Passage(visites=0, en_panne=0, restes=0)


@pytest.mark.django_db
def test_le_recensement_suit_les_fiches() -> None:
    une = f.CollectiviteFactory(publie=True, site_web=ADRESSE)
    recenser()
    autre = f.CollectiviteFactory(publie=True, site_web=ADRESSE)
    LienVerifie.objects.create(adresse="https://example.org/disparu", fiches=[une.uid])
    recenser()
    assert LienVerifie.objects.get(adresse=ADRESSE).fiches == sorted([une.uid, autre.uid])
    assert not LienVerifie.objects.filter(adresse="https://example.org/disparu").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("champs", "etat"),
    [
        ({}, EtatLien.JAMAIS),
        ({"verifie_le": DIMANCHE, "statut": 200}, EtatLien.BON),
        ({"verifie_le": DIMANCHE, "statut": 403}, EtatLien.RESERVE),
        ({"verifie_le": DIMANCHE, "statut": 200, "mene_a": BON}, EtatLien.DEPLACE),
        ({"verifie_le": DIMANCHE, "echecs": 1, "premiere_panne_le": DIMANCHE.date()}, EtatLien.EN_PANNE),
        ({"verifie_le": DIMANCHE, "echecs": 2, "premiere_panne_le": DIMANCHE.date()}, EtatLien.MORT),
    ],
)
def test_chaque_lien_est_dans_un_etat_et_un_seul(champs, etat) -> None:
    lien = LienVerifie.objects.create(adresse=ADRESSE, **champs)
    assert lien.etat == etat
    assert [e for e in EtatLien if LienVerifie.objects.dans_etat(e).exists()] == [etat]


@pytest.mark.django_db
def test_un_lien_efface_pendant_la_visite_n_arrete_rien() -> None:
    lien = LienVerifie.objects.create(adresse=ADRESSE)

    def demander(*_args: Any, **_options: Any) -> Reponse:
        return Reponse(statut=404, entetes={}, corps=b"", adresse=ADRESSE, durable=ADRESSE)

    cle = lien.pk
    constat = visiter(ADRESSE, demander=demander)
    lien.delete()
    assert action._noter(cle, constat, DIMANCHE)


@pytest.mark.django_db
def test_la_tache_du_dimanche_reprend_ce_qui_reste(monkeypatch) -> None:
    passages = []
    monkeypatch.setattr(
        "publication.tasks.verifier_liens",
        lambda **options: passages.append(options) or Passage(visites=1, en_panne=1, restes=len(passages) % 2),
    )
    assert visiter_liens(int(DIMANCHE.timestamp())) == 1
    from procrastinate.contrib.django.models import ProcrastinateJob

    suite = ProcrastinateJob.objects.get(task_name="publication.tasks.visiter_liens")
    assert suite.args == {"timestamp": int(DIMANCHE.timestamp())}
    assert visiter_liens(int(DIMANCHE.timestamp())) == 1
    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.django_db
def test_la_commande_simule_puis_visite(monkeypatch) -> None:
    f.CollectiviteFactory(publie=True, site_web=ADRESSE)
    sortie = StringIO()
    call_command("verifier_liens", "--simuler", stdout=sortie)
    assert ADRESSE in sortie.getvalue()
    assert not LienVerifie.objects.exists()

    def passer(**options: Any) -> Passage:
        recenser()
        LienVerifie.objects.filter(adresse=ADRESSE).update(
            echecs=2, premiere_panne_le=dt.date(2026, 5, 31), panne="nom", verifie_le=timezone.now()
        )
        return Passage(visites=1, en_panne=1, restes=0)

    monkeypatch.setattr("publication.management.commands.verifier_liens.verifier_liens", passer)
    sortie = StringIO()
    call_command("verifier_liens", stdout=sortie)
    assert "1 visités, dont 1 en panne" in sortie.getvalue()
    assert f"mort depuis le 31/05/2026 : {ADRESSE} (nom de domaine inconnu)" in sortie.getvalue()
