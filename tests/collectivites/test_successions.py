"""« These authorities became that one »: what moves, ends and stays, and what the next official code suggests."""

from __future__ import annotations

import datetime as dt

import pytest

from collectivites.actions import referentiel
from collectivites.actions.referentiel import creer_du_code, importer
from collectivites.actions.successions import (
    AUCUNE,
    COMMENCER,
    CONTINUER,
    Succession,
    SuccessionImpossible,
    relations_qui_passent,
    succeder,
)
from collectivites.models import Collectivite, Commune, SuiteProposee
from collectivites.referentiel.erreurs import SourceInvalide
from collectivites.referentiel.lecture import lire
from collectivites.referentiel.sources import ouvrir
from publication.actions import verifier
from tests import factories as f
from tests.collectivites.petit_code import PetitCode

pytestmark = pytest.mark.django_db
LE = dt.date(2026, 1, 1)
AUJOURD_HUI = dt.date(2026, 6, 1)
EPCI = {"type": "communaute_communes", "code_insee": "", "creee_en": None, "dissoute_en": None}
TOUT = [relation.nom for relation in relations_qui_passent()]


def epci(**champs) -> Collectivite:
    return f.CollectiviteFactory(**{**EPCI, **champs})


def fusion(anciennes, nouvelle, **champs):
    voulue = Succession(**{"anciennes": list(anciennes), "nouvelle": nouvelle, "le": LE, **champs})
    return succeder(succession=voulue, par=f.UtilisateurFactory(), aujourdhui=AUJOURD_HUI)


def test_les_communes_passent_et_les_anciennes_sont_dissoutes_et_remplacees() -> None:
    une, autre = epci(publie=True, nom="CC Une"), epci(publie=True)
    nouvelle = epci(publie=True, nom="CC Nouvelle")
    communes = [f.CommuneFactory(epci=une), f.CommuneFactory(epci=autre)]
    bilan = fusion([une, autre], nouvelle)
    assert bilan.communes == 2
    assert set(nouvelle.communes_epci.all()) == set(communes)
    for ancienne in (une, autre):
        ancienne.refresh_from_db()
        assert (ancienne.dissoute_en, ancienne.remplacee_par) == (2026, nouvelle)
        assert ancienne.est_publique
        assert ancienne.history.latest().history_change_reason == "Devenue « CC Nouvelle » le 1 janvier 2026"
    assert list(verifier()) == []


def test_le_code_et_l_adresse_des_anciennes_menent_a_la_nouvelle(client) -> None:
    ancienne = epci(publie=True, slug="ancienne", siren="200067072")
    nouvelle = epci(publie=True, slug="nouvelle")
    bilan = fusion([ancienne], nouvelle, retirer=True)
    assert bilan.retirees == [ancienne]
    assert client.get("/collectivites/ancienne/")["Location"] == "/collectivites/nouvelle/"
    assert client.get("/api/v1/collectivites/200067072/")["Location"] == "/api/v1/collectivites/nouvelle/"
    changements = client.get("/api/v1/changements/").json()["changements"]
    tombe = next(c for c in changements if c["uid"] == str(ancienne.uid))
    assert tombe["remplacee_par"] == str(nouvelle.uid)


def test_sans_retrait_la_page_de_l_ancienne_dit_qui_la_remplace_et_son_code_y_mene(client) -> None:
    ancienne, nouvelle = epci(publie=True, siren="200067072"), epci(publie=True, slug="nouvelle")
    fusion([ancienne], nouvelle)
    assert "/collectivites/nouvelle/" in client.get(ancienne.get_absolute_url()).content.decode()
    assert client.get("/api/v1/collectivites/200067072/")["Location"] == "/api/v1/collectivites/nouvelle/"


@pytest.mark.parametrize(("decision", "debuts"), [(CONTINUER, [2008]), (COMMENCER, [2026]), (AUCUNE, [])])
def test_l_adhesion_est_celle_que_l_on_decide(decision, debuts) -> None:
    une, autre, nouvelle = epci(), epci(), epci()
    f.AdhesionFactory(collectivite=une, debut=2012)
    f.AdhesionFactory(collectivite=autre, debut=2008)
    finie = f.AdhesionFactory(collectivite=autre, debut=2001, fin=2004)
    fusion([une, autre], nouvelle, adhesion=decision)
    assert list(nouvelle.adhesions.values_list("debut", flat=True)) == debuts
    assert list(une.adhesions.values_list("fin", flat=True)) == [2026]
    finie.refresh_from_db()
    assert (finie.collectivite, finie.fin) == (autre, 2004)


def test_une_nouvelle_deja_adherente_le_reste_telle_quelle() -> None:
    une, nouvelle = epci(), epci()
    f.AdhesionFactory(collectivite=une, debut=2008)
    f.AdhesionFactory(collectivite=nouvelle, debut=2015)
    fusion([une], nouvelle, adhesion=CONTINUER)
    assert nouvelle.adhesions.get().debut == 2015


def test_passe_ce_qui_est_choisi_et_le_reste_demeure() -> None:
    ancienne, nouvelle = epci(publie=True), epci(publie=True)
    dispositif = f.DispositifFactory(publie=True, collectivite=ancienne)
    politique = f.PolitiqueFactory(collectivite=ancienne)
    subvention = f.SubventionFactory(collectivite=ancienne)
    bilan = fusion([ancienne], nouvelle, passent=["programmes.Dispositif.collectivite"], retirer=True)
    for objet, attendue in ((dispositif, nouvelle), (politique, ancienne), (subvention, ancienne)):
        objet.refresh_from_db()
        assert objet.collectivite == attendue
    assert (bilan.lignes, bilan.retirees) == (1, [ancienne])
    assert dispositif.history.latest().history_change_reason.startswith("Devenue")
    assert "programmes.Subvention.collectivite" not in TOUT


def test_une_ancienne_qui_porte_encore_des_fiches_publiees_reste_publique() -> None:
    ancienne, nouvelle = epci(publie=True), epci(publie=True)
    f.PolitiqueFactory(publie=True, collectivite=ancienne)
    bilan = fusion([ancienne], nouvelle, retirer=True)
    ancienne.refresh_from_db()
    assert (bilan.restees, ancienne.est_publique, ancienne.remplacee_par) == ([ancienne], True, nouvelle)


def test_une_nouvelle_en_brouillon_ne_recoit_pas_de_fiche_publiee() -> None:
    ancienne, nouvelle = epci(publie=True), epci()
    f.DispositifFactory(publie=True, collectivite=ancienne)
    f.CommuneFactory(epci=ancienne)
    with pytest.raises(SuccessionImpossible, match="Publiez d’abord"):
        fusion([ancienne], nouvelle, passent=TOUT)
    assert ancienne.communes_epci.count() == 1
    bilan = fusion([ancienne], nouvelle, retirer=True)
    assert bilan.restees == [ancienne]


def test_les_communes_d_un_pays_s_ajoutent_a_celles_du_nouveau() -> None:
    ancien, nouveau = epci(type="petr"), epci(type="petr")
    sienne, deja = f.CommuneFactory(), f.CommuneFactory()
    ancien.communes.add(sienne)
    nouveau.communes.add(deja)
    assert fusion([ancien], nouveau).communes == 1
    assert set(nouveau.communes.all()) == {sienne, deja}


def test_ce_qui_ne_peut_pas_etre_est_refuse() -> None:
    une, nouvelle = epci(), epci()
    autre = epci(remplacee_par=epci(), dissoute_en=2020)
    absente = epci()
    absente.delete()
    absente.pk = 10**9
    cas = [
        (([], nouvelle), {}, "au moins une"),
        (([une, nouvelle], nouvelle), {}, "elle-même"),
        (([une], nouvelle), {"le": dt.date(2027, 1, 1)}, "à venir"),
        (([une], autre), {}, "dissoute, remplacée ou retirée"),
        (([autre], nouvelle), {}, "déjà un successeur"),
        (([absente], nouvelle), {}, "n’existe plus"),
        (([epci(creee_en=2030)], nouvelle), {}, "dissolution"),
    ]
    for (anciennes, cible), champs, raison in cas:
        with pytest.raises(SuccessionImpossible, match=raison):
            fusion(anciennes, cible, **champs)


@pytest.fixture
def code(tmp_path) -> PetitCode:
    return PetitCode(tmp_path / "paquet")


def test_le_millesime_suivant_dit_qui_attend_un_successeur_et_qui_a_repris_ses_communes(code) -> None:
    importer(lire(ouvrir(str(code.ecrire()))))
    ancienne = Collectivite.objects.get(siren="243500139")
    membres = set(Commune.objects.filter(epci=ancienne))
    for groupement in code.contenu["epci"]:
        if groupement["code"] == "243500139":
            groupement |= {"code": "200067072", "nom": "Métropole nouvelle"}
    code.paquet["version"] = "7.0.0"
    importer(lire(ouvrir(str(code.ecrire()))), forcer=True)
    nouvelle = Collectivite.objects.get(siren="200067072")
    (suite,) = SuiteProposee.objects.all()
    assert (suite.ancienne, suite.nouvelle, suite.communes) == (ancienne, nouvelle, len(membres))
    assert suite.population == sum(commune.population or 0 for commune in membres)
    assert list(Collectivite.objects.sans_successeur(depuis=2026)) == [ancienne]
    assert not Collectivite.objects.sans_successeur(depuis=2028).exists()
    voulue = Succession(anciennes=[ancienne], nouvelle=nouvelle, le=dt.date(2027, 1, 1))
    succeder(succession=voulue, par=f.UtilisateurFactory(), aujourdhui=dt.date(2027, 2, 1))
    assert not SuiteProposee.objects.exists()
    assert not Collectivite.objects.sans_successeur(depuis=2026).exists()


def test_le_successeur_se_cree_depuis_le_code_officiel(code, monkeypatch) -> None:
    lu = lire(ouvrir(str(code.ecrire())))
    importer(lu)
    Commune.objects.update(epci=None)
    Collectivite.objects.filter(siren="243500139").delete()
    monkeypatch.setattr(referentiel, "ouvrir", lambda: None)
    monkeypatch.setattr(referentiel, "lire", lambda _source: lu)
    par = f.UtilisateurFactory()
    creee = creer_du_code("243500139", par=par)
    assert (creee.nom, creee.statut, creee.history.latest().history_user) == ("Rennes Métropole", "brouillon", par)
    assert creer_du_code("243500139", par=par) == creee
    with pytest.raises(SourceInvalide, match="ne connaît pas ce SIREN"):
        creer_du_code("200067072", par=par)
