"""Gestures on many records, without a screen: rights, costs, jobs, what stops one, who undoes."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from collectivites.actions.groupes import installer_groupes
from collectivites.models import Collectivite
from programmes.models import Dispositif
from publication import tasks
from publication.actions import publier, verifier
from publication.actions.lots import (
    LotImpossible,
    annuler,
    demander_l_annulation,
    executer,
    gestes,
    ouvrir,
    prevoir,
)
from publication.models import EtatLot, Lot
from publication.models.lot import SANS_NOUVELLES
from tests.admin.conftest import adresse
from tests.factories import CollectiviteFactory, DispositifFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
ROLES = ("redaction", "administration", "referent", "partenaire")
SAISIES: dict[str, dict[str, Any]] = {
    "renvoyer": {"motif": "Sans source."},
    "retirer": {"motif": "Essai."},
    "revoir_dans": {"mois": 6},
}
DEPART: dict[str, dict[str, Any]] = {"renvoyer": {"a_relire": True}, "retirer": {"publie": True}}
SUR_LES_FICHES = ("publier", "faire_relire", "renvoyer", "retirer", "verifier", "revoir_dans", "supprimer")
# Gesture -> roles that may make it on sheets of theirs; the team undoes all of them.
PERMIS = {geste: {"redaction", "administration"} for geste in SUR_LES_FICHES}
PERMIS["faire_relire"] |= {"referent"}
PERMIS["supprimer"] |= {"referent"}
COUT_PAR_SUPPRESSION, COUT_PAR_RETOUR = 8, 65
"""Queries that deleting a sheet, and bringing it back with its parts, add for each."""


def lancer(geste: str, fiches: list[Any], par: Any) -> Lot:
    lot = ouvrir(
        geste=gestes[geste],
        modele=type(fiches[0]),
        cles=[fiche.pk for fiche in fiches],
        saisie=SAISIES.get(geste, {}),
        par=par,
    )
    return executer(lot.pk)


def defaire(lot: Lot, par: Any) -> Lot:
    demander_l_annulation(lot=lot, par=par)
    return annuler(lot.pk)


def dispositifs(nombre: int, collectivite: Collectivite, **etat: Any) -> list[Dispositif]:
    return DispositifFactory.create_batch(nombre, collectivite=collectivite, **etat)


@pytest.fixture
def groupes() -> None:
    installer_groupes()


@pytest.fixture
def par(groupes):
    return UtilisateurFactory(redaction=True)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("geste", SUR_LES_FICHES)
def test_chaque_role_fait_ce_que_dit_la_table(groupes, par, geste, role) -> None:
    compte = UtilisateurFactory(**{role: True})
    collectivite = compte.collectivite or CollectiviteFactory()
    publier(fiche=collectivite, par=par)
    (fiche,) = dispositifs(1, collectivite, **DEPART.get(geste, {}))
    if role not in PERMIS[geste]:
        with pytest.raises(LotImpossible, match="ne fait pas ce geste"):
            lancer(geste, [fiche], compte)
        assert not Lot.objects.exists()
        return
    lot = lancer(geste, [fiche], compte)
    assert (lot.etat, lot.faites) == (EtatLot.TERMINE, 1)
    if role == "referent":
        with pytest.raises(LotImpossible, match="Seule l’équipe"):
            demander_l_annulation(lot=lot, par=compte)
        return
    assert defaire(lot, compte).rendues == 1
    assert list(verifier()) == []


def test_un_referent_ne_touche_pas_la_fiche_d_une_autre(groupes) -> None:
    compte, autre = UtilisateurFactory.create_batch(2, referent=True)
    (sienne,), (ailleurs,) = dispositifs(1, compte.collectivite), dispositifs(1, autre.collectivite)
    lot = lancer("faire_relire", [sienne, ailleurs], compte)
    raisons = dict(lot.lignes.values_list("objet", "raison"))
    assert raisons == {sienne.pk: "", ailleurs.pk: "Vos droits ne portent pas sur cet enregistrement."}


@pytest.mark.parametrize("geste", [geste for geste in SUR_LES_FICHES if geste != "supprimer"])
def test_prevoir_faire_et_annuler_coutent_autant_pour_dix_que_pour_une(par, geste) -> None:
    couts = []
    assert par.has_perm("programmes.change_dispositif")
    collectivite = CollectiviteFactory(publie=True)
    for nombre in (1, 10):
        fiches = dispositifs(nombre, collectivite, **DEPART.get(geste, {}))
        cles = [fiche.pk for fiche in fiches]
        with CaptureQueriesContext(connection) as avant:
            prevoir(geste=gestes[geste], modele=Dispositif, cles=cles, saisie=SAISIES.get(geste, {}), par=par)
        with CaptureQueriesContext(connection) as pendant:
            lot = lancer(geste, fiches, par)
        with CaptureQueriesContext(connection) as apres:
            defaire(lot, par)
        couts.append((len(avant), len(pendant), len(apres)))
    assert couts[0] == couts[1]


def test_supprimer_et_retablir_coutent_peu_par_fiche(par) -> None:
    couts = []
    for nombre in (1, 11):
        fiches = dispositifs(nombre, CollectiviteFactory())
        with CaptureQueriesContext(connection) as pendant:
            lot = lancer("supprimer", fiches, par)
        with CaptureQueriesContext(connection) as apres:
            assert defaire(lot, par).rendues == nombre
        couts.append((len(pendant), len(apres)))
    assert (couts[1][0] - couts[0][0]) / 10 <= COUT_PAR_SUPPRESSION
    assert (couts[1][1] - couts[0][1]) / 10 <= COUT_PAR_RETOUR


def test_un_geste_qui_echoue_ne_change_rien_et_le_dit(par, monkeypatch) -> None:
    fiches = CollectiviteFactory.create_batch(2)
    monkeypatch.setattr(import_module("publication.actions.publier"), "synchroniser", lambda _fiches: 1 / 0)
    lot = lancer("publier", fiches, par)
    assert lot.etat == EtatLot.ECHEC
    assert "ZeroDivisionError" in lot.erreur
    assert set(Collectivite.objects.values_list("statut", flat=True)) == {"brouillon"}
    assert set(lot.lignes.values_list("suite", flat=True)) == {"attente"}


def test_une_annulation_qui_echoue_ne_change_rien_et_se_retente(par, monkeypatch) -> None:
    lot = lancer("publier", CollectiviteFactory.create_batch(2), par)
    with monkeypatch.context() as panne:
        panne.setattr(import_module("publication.actions.retirer"), "synchroniser", lambda _fiches: 1 / 0)
        rate = defaire(lot, par)
    assert (rate.etat, rate.annule_le, bool(rate.erreur)) == (EtatLot.TERMINE, None, True)
    assert set(Collectivite.objects.values_list("statut", flat=True)) == {"publiee"}
    assert defaire(lot, par).rendues == 2


def test_ce_qui_disparait_entre_la_page_et_le_geste_est_nomme(par) -> None:
    reste, part = CollectiviteFactory.create_batch(2)
    lot = ouvrir(geste=gestes["publier"], modele=Collectivite, cles=[reste.pk, part.pk], saisie={}, par=par)
    part.delete()
    executer(lot.pk)
    assert lot.lignes.get(suite="laissee").raison == "Elle n’existe plus."


def test_une_fiche_supprimee_depuis_reste_supprimee(par) -> None:
    fiches = CollectiviteFactory.create_batch(2)
    cle = fiches[0].pk
    lot = lancer("faire_relire", fiches, par)
    fiches[0].delete()
    assert defaire(lot, par).rendues == 1
    restee = lot.lignes.get(retour="laissee")
    assert (restee.objet, restee.raison_du_retour) == (cle, "Supprimée depuis.")


def test_un_brouillon_retabli_entre_temps_n_est_pas_retabli_deux_fois(par) -> None:
    fiche = CollectiviteFactory(nom="Revenue")
    cle = fiche.pk
    lot = lancer("supprimer", [fiche], par)
    Collectivite.history.filter(id=cle).order_by("-history_id").first().instance.save()
    assert defaire(lot, par).restees == 1
    assert Collectivite.objects.filter(nom="Revenue").count() == 1


def test_au_dela_de_la_limite_rien_n_est_ecrit(par, monkeypatch) -> None:
    monkeypatch.setattr(type(gestes["publier"]), "au_plus", 1)
    with pytest.raises(LotImpossible, match="2 lignes choisies"):
        lancer("publier", CollectiviteFactory.create_batch(2), par)
    assert not Lot.objects.exists()


def test_un_long_geste_passe_par_une_tache_puis_son_annulation_aussi(
    client, par, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    monkeypatch.setattr(type(gestes["publier"]), "sur_le_champ", 1)
    client.force_login(par)
    fiches = CollectiviteFactory.create_batch(2)
    envoi = {"choisis": ",".join(str(fiche.pk) for fiche in fiches), "confirmer": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        reponse = client.post(adresse(Collectivite, "lot", "publier"), envoi)
    lot = Lot.objects.get()
    assert reponse.url == adresse(Lot, "change", lot.pk)
    assert 'id="avancement"' in client.get(reponse.url).content.decode()
    assert client.get(adresse(Lot, "etat", lot.pk)).json() == {"en_cours": True, "avancement": 0, "lignes": 2}
    tasks.executer_lot(lot.pk)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(adresse(Lot, "annuler", lot.pk))
    tasks.annuler_lot(lot.pk)
    lot.refresh_from_db()
    assert (lot.etat, lot.rendues, lot.avancement) == (EtatLot.ANNULE, 2, 2)
    assert list(ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True)) == [
        "publication.tasks.executer_lot",
        "publication.tasks.annuler_lot",
    ]


def test_un_travail_mort_se_reprend_par_l_equipe(client, par) -> None:
    fiche = CollectiviteFactory()
    lot = ouvrir(geste=gestes["publier"], modele=Collectivite, cles=[fiche.pk], saisie={}, par=par)
    client.force_login(par)
    assert client.post(adresse(Lot, "reprendre", lot.pk)).status_code == 403
    Lot.objects.filter(pk=lot.pk).update(fait_le=timezone.now() - 2 * SANS_NOUVELLES)
    assert "Reprendre le travail" in client.get(adresse(Lot, "change", lot.pk)).content.decode()
    client.post(adresse(Lot, "reprendre", lot.pk))
    fiche.refresh_from_db()
    assert fiche.est_publique
