"""The home of the administration: what waits, where sheets stand, what was done last, for each account its own."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from collectivites.models import Collectivite
from publication.accueil import accueil
from publication.models import EtatImport, Import
from tests import factories as f

pytestmark = pytest.mark.django_db
REQUETES = 16


def lire(compte):
    return accueil(compte, maintenant=timezone.now())


def nombres(compte) -> dict[str, int]:
    return {tache.libelle: tache.nombre for tache in lire(compte)["taches"]}


def test_l_equipe_voit_ce_qui_attend_et_chaque_liste_le_contient(bureau, redactrice) -> None:
    f.CollectiviteFactory(a_relire=True, nom="Pays à relire")
    f.DispositifFactory(a_relire=True)
    perimee = f.CollectiviteFactory(publie=True)
    Collectivite.objects.filter(pk=perimee.pk).update(verifiee_le=dt.date(2020, 1, 1), verifiee_par=redactrice)
    f.PropositionFactory()
    f.PropositionFactory(refusee=True)
    f.LienDeMiseAJourFactory()
    for etat in (EtatImport.VERIFIE, EtatImport.ECHEC, EtatImport.TERMINE):
        Import.objects.filter(pk=f.ImportFactory().pk).update(etat=etat)
    assert nombres(redactrice) == {
        "fiches à relire": 2,
        "fiches publiques à revérifier": 1,
        "propositions à examiner": 1,
        "imports vérifiés, à écrire ou à laisser": 1,
        "imports en échec": 1,
        "liens de mise à jour dont le courriel n’est pas parti": 1,
    }
    for tache in lire(redactrice)["taches"]:
        for url, nombre in [(tache.url, tache.nombre)] if tache.url else [(r.url, r.nombre) for r in tache.listes]:
            assert bureau.get(url).status_code == 200, tache
            assert bureau.get(url).context["cl"].result_count == nombre, tache


def test_chaque_nombre_du_tableau_des_fiches_mene_a_sa_liste(bureau, redactrice) -> None:
    f.CollectiviteFactory()
    f.ProjetFactory(publie=True)
    f.RessourceFactory(retire=True)
    bilans = lire(redactrice)["bilans"]
    assert [bilan.nature for bilan in bilans] == ["collectivite", "politique", "dispositif", "projet", "ressource"]
    assert sum(renvoi.nombre for bilan in bilans for renvoi in bilan.colonnes) > 0
    for renvoi in (renvoi for bilan in bilans for renvoi in bilan.colonnes if renvoi.nombre):
        assert bureau.get(renvoi.url).context["cl"].result_count == renvoi.nombre


def test_la_couverture_compte_les_collectivites_publiques_par_region_et_par_type(bureau, redactrice) -> None:
    region = f.RegionFactory(nom="Bretagne")
    f.CollectiviteFactory(region=region, publie=True, connaissance_politique="connue")
    f.CollectiviteFactory(region=region, publie=True, type="commune")
    f.CollectiviteFactory(region=region)
    par_region, par_type = lire(redactrice)["graphiques"]
    assert [(ligne.libelle, [int(v) for v in ligne.valeurs]) for ligne in par_region.lignes] == [
        ("Bretagne", [1, 0, 1])
    ]
    assert {ligne.libelle: int(ligne.total) for ligne in par_type.lignes} == {"Communauté de communes": 1, "Commune": 1}
    assert bureau.get(par_region.lignes[0].url).context["cl"].result_count == 2


def test_les_derniers_changements_disent_qui_quoi_et_quand(bureau, redactrice) -> None:
    fiche = f.CollectiviteFactory(nom="Pays d’essai")
    politique = f.PolitiqueFactory(titre="Politique d’essai", collectivite=fiche)
    fiche._history_user = redactrice
    for _ in range(3):
        fiche.save()
    page = bureau.get(reverse("admin:index")).content.decode()
    assert f"par {redactrice.username}" in page
    gestes = lire(redactrice)["gestes"]
    assert [(g.titre, g.genre, g.par) for g, _page in gestes] == [
        ("Pays d’essai", "~", redactrice.username),
        ("Politique d’essai", "+", None),
        ("Pays d’essai", "+", None),
    ]
    assert bureau.get(gestes[1][1]).context["original"] == politique
    politique.delete()
    geste, adresse = lire(redactrice)["gestes"][0]
    assert (geste.genre, adresse) == ("-", "")


def test_un_referent_ne_voit_que_sa_collectivite(client, groupes, redactrice) -> None:
    f.CollectiviteFactory(a_relire=True, nom="Collectivité d’à côté")
    f.PropositionFactory()
    compte = f.UtilisateurFactory(referent=True)
    f.PolitiqueFactory(collectivite=compte.collectivite, a_relire=True, titre="Notre politique")
    f.PropositionFactory(auteur=compte)
    client.force_login(compte)
    page = client.get(reverse("admin:index")).content.decode()
    assert "Notre politique" in page
    assert "Collectivité d’à côté" not in page
    assert "Couverture du répertoire" not in page
    assert nombres(compte) == {"fiches que l’équipe relit": 1, "de mes propositions en attente": 1}
    assert "Ma collectivité" in page
    assert "Importer ou exporter" not in page


def test_rien_n_attend_se_dit(bureau) -> None:
    assert "Rien n’attend" in bureau.get(reverse("admin:index")).content.decode()


def test_l_accueil_coute_autant_pour_dix_fiches_que_pour_une(
    bureau, cout_constant, django_assert_max_num_queries
) -> None:
    cout_constant(reverse("admin:index"), lambda: f.DispositifFactory(publie=True))
    with django_assert_max_num_queries(REQUETES - 1):
        bureau.get(reverse("admin:index"))


def test_les_dispositifs_qui_ferment_bientot_menent_a_leur_liste(bureau, redactrice) -> None:
    demain = timezone.localdate() + dt.timedelta(days=1)
    f.DispositifFactory(publie=True, cloture_le=demain)
    f.DispositifFactory(publie=True, cloture_le=demain + dt.timedelta(days=60))
    f.DispositifFactory(cloture_le=demain)
    (tache,) = [t for t in lire(redactrice)["taches"] if "ferment" in t.libelle]
    assert tache.nombre == 1
    assert bureau.get(tache.url).context["cl"].result_count == 1
