"""Gestures on many sheets: what the page says before, what was done, what the journal keeps, and how it is undone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from collectivites.models import Collectivite
from programmes.models import Dispositif
from publication.actions import confirmer as verifier_une
from publication.actions import fiches_concernees, synchroniser, verifier
from publication.actions.lots import gestes
from publication.models import EtatLot, Lot, Publication, Statut
from tests.admin.conftest import adresse
from tests.admin.lots import annuler, confirmer, dernier, faire, messages, proposer, suites
from tests.factories import (
    CollectiviteFactory,
    DispositifFactory,
    LotFactory,
    PolitiqueFactory,
    SubventionFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db

HIER = dt.date(2026, 5, 4)
# Gesture -> answers, the draft that it takes, what it makes of it, what undoing makes of it.
GESTES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "publier": ({}, {}, {"statut": "publiee"}, {"statut": "retiree"}),
    "faire_relire": ({}, {}, {"statut": "a_relire"}, {"statut": "brouillon"}),
    "renvoyer": ({"motif": "Sans source."}, {"a_relire": True}, {"statut": "brouillon"}, {"statut": "a_relire"}),
    "retirer": (
        {"motif": "Essai."},
        {"publie": True},
        {"statut": "retiree", "motif_retrait": "Essai."},
        {"statut": "publiee", "motif_retrait": ""},
    ),
    "verifier": ({}, {"verifie": True}, {}, {"verifiee_le": HIER}),
    "revoir_dans": ({"mois": "6"}, {"publie": True}, {"revoir_dans": 6}, {"revoir_dans": 12}),
}


def lu(fiche: Any, attendu: dict[str, Any]) -> dict[str, Any]:
    fiche.refresh_from_db()
    return {nom: getattr(fiche, nom) for nom in attendu}


@pytest.mark.parametrize("geste", GESTES)
def test_chaque_geste_se_confirme_se_fait_se_signe_et_s_annule(bureau, redactrice, geste) -> None:
    reponses, depart, fait, rendu = GESTES[geste]
    une, autre = CollectiviteFactory.create_batch(2, **depart)
    avant = lu(une, {"statut": "", **fait})
    page = proposer(bureau, geste, une, autre)
    assert une.nom in page.content.decode()
    assert lu(une, avant) == avant
    assert not Lot.objects.exists()
    liste = faire(bureau, geste, une, autre, **reponses)
    lot = dernier()
    assert (lot.etat, lot.faites, lot.laissees, lot.fait_par) == (EtatLot.TERMINE, 2, 0, redactrice)
    assert "Annuler ce geste" in liste.content.decode()
    assert lu(une, fait) == fait
    if geste == "verifier":
        assert (une.verifiee_le, une.verifiee_par) == (timezone.localdate(), redactrice)
    assert list(verifier()) == []
    version = une.history.order_by("-history_id").first()
    attendue = reponses["motif"] if geste == "renvoyer" else f"geste en lot n° {lot.pk}"
    assert attendue in version.history_change_reason
    retour = annuler(bureau, lot, retour=adresse(Collectivite, "changelist"))
    assert "2 sur 2 rendus à leur état d’avant" in retour.content.decode()
    assert lu(une, rendu) == rendu
    version = une.history.order_by("-history_id").first()
    assert version.history_user == redactrice
    assert version.history_change_reason.startswith("Annulation de « ")
    assert len(version.history_change_reason) <= 100
    lot.refresh_from_db()
    assert (lot.etat, lot.rendues, lot.annule_par) == (EtatLot.ANNULE, 2, redactrice)
    assert list(verifier()) == []


def test_la_page_dit_ce_qui_change_ce_qui_reste_et_pourquoi(bureau) -> None:
    prete = PolitiqueFactory(collectivite=CollectiviteFactory(publie=True), titre="Politique prête")
    orpheline = PolitiqueFactory(collectivite__nom="Pays caché", titre="Politique sans appui")
    publique = PolitiqueFactory(publie=True, titre="Politique publique")
    page = proposer(bureau, "publier", prete, orpheline, publique).content.decode()
    assert "1 fiche sera publiée." in page
    assert "2 laissées telles quelles" in page
    assert "Publiez d’abord « Pays caché »." in page
    assert "Elle est déjà publiée." in page
    assert "Ce qui ne s’annule pas" in page
    assert "ne redevient pas un brouillon" in page


def test_ce_qui_est_refuse_est_nomme_avec_sa_raison_et_un_lien_le_reste_est_fait(bureau) -> None:
    prete, sans_region = CollectiviteFactory(), CollectiviteFactory(region=None, departement=None, nom="Pays sans lieu")
    liste = faire(bureau, "publier", prete, sans_region).content.decode()
    assert "1 fiche publiée." in liste
    assert f'href="{adresse(Collectivite, "change", sans_region.pk)}"' in liste
    assert "Indiquez la région" in liste
    assert suites(dernier()) == {prete.pk: "faite", sans_region.pk: "laissee"}
    assert bureau.get(adresse(Collectivite, "changelist")).context["lot_fait"] is None
    assert list(verifier()) == []


def test_rien_a_faire_se_dit_et_ne_se_confirme_pas(bureau) -> None:
    page = proposer(bureau, "publier", CollectiviteFactory(publie=True))
    assert "Ce geste ne changerait rien" in page.content.decode()
    assert confirmer(bureau, page).status_code == 200
    assert not Lot.objects.exists()


@pytest.mark.parametrize(("geste", "motif", "raison"), [
    ("retirer", " ", "Indiquez le motif du retrait"),
    ("renvoyer", "", "Dites à l’auteur"),
    ("renvoyer", "x" * 101, "au plus 100"),
])  # fmt: skip
def test_sans_motif_ou_trop_long_rien_ne_change_et_la_page_le_dit(bureau, geste, motif, raison) -> None:
    fiche = CollectiviteFactory(publie=geste == "retirer", a_relire=geste == "renvoyer")
    refus = confirmer(bureau, proposer(bureau, geste, fiche), motif=motif)
    assert raison in refus.content.decode()
    assert not Lot.objects.exists()


def test_annuler_laisse_ce_que_quelqu_un_a_change_depuis_et_le_nomme(bureau) -> None:
    laissees, changee, partie, portee = CollectiviteFactory.create_batch(4)
    faire(bureau, "publier", laissees, changee, partie, portee)
    autre = UtilisateurFactory(first_name="Alix", last_name="Autre")
    verifier_une(fiche=changee, par=autre)
    PolitiqueFactory(collectivite=portee, publie=True, titre="Politique portée")
    synchroniser(fiches_concernees([partie.contacts.create(role="agent", fonction="Chargée de mission")]))
    dits = annuler(bureau, dernier()).content.decode()
    assert "par Alix Autre." in dits
    assert "Politique portée" in dits
    statuts = [lu(f, {"statut": ""})["statut"] for f in (laissees, changee, partie, portee)]
    assert statuts == ["retiree", "publiee", "publiee", "publiee"]
    lot = dernier()
    assert (lot.rendues, lot.restees) == (1, 3)
    assert list(verifier()) == []


def test_un_geste_annule_ne_s_annule_pas_deux_fois(bureau) -> None:
    fiche = CollectiviteFactory()
    faire(bureau, "faire_relire", fiche)
    annuler(bureau, dernier())
    versions = fiche.history.count()
    assert "il ne s’annule pas" in annuler(bureau, dernier()).content.decode()
    assert fiche.history.count() == versions


def test_annuler_une_publication_rend_le_motif_du_retrait_d_avant(bureau) -> None:
    retiree, brouillon = CollectiviteFactory(retire=True), CollectiviteFactory()
    motif = retiree.motif_retrait
    faire(bureau, "publier", retiree, brouillon)
    annuler(bureau, dernier())
    assert lu(retiree, {"motif_retrait": ""})["motif_retrait"] == motif
    assert "annulée" in lu(brouillon, {"motif_retrait": ""})["motif_retrait"]
    assert set(Publication.objects.values_list("document", flat=True)) == {""}


def test_supprimer_des_brouillons_les_efface_et_annuler_les_retablit_avec_leurs_parties(bureau, redactrice) -> None:
    publique, brouillon, servie = CollectiviteFactory(publie=True), CollectiviteFactory(nom="Revenante"), None
    brouillon.contacts.create(role="agent", fonction="Chargée de mission")
    servie = CollectiviteFactory()
    SubventionFactory(collectivite=servie)
    page = proposer(bureau, "supprimer", publique, brouillon, servie).content.decode()
    assert "retirez-la au lieu de la supprimer" in page
    assert "Elle sert encore ailleurs (subventions)" in page
    liste = faire(bureau, "supprimer", publique, brouillon, servie)
    assert "1 fiche supprimée." in liste.content.decode()
    assert set(Collectivite.objects.all()) == {publique, servie}
    derniere = Collectivite.history.filter(id=brouillon.pk).order_by("-history_id").first()
    assert (derniere.history_type, derniere.history_user) == ("-", redactrice)
    assert "Revenante" in bureau.get(adresse(Lot, "change", dernier().pk)).content.decode()
    annuler(bureau, dernier())
    revenue = Collectivite.objects.get(nom="Revenante")
    assert (revenue.pk, revenue.statut, revenue.contacts.get().fonction) == (
        brouillon.pk,
        Statut.BROUILLON,
        "Chargée de mission",
    )
    assert list(verifier()) == []


def test_les_courriels_sont_comptes_avant_et_partent_en_un_par_personne(
    bureau, redactrice, django_capture_on_commit_callbacks
) -> None:
    UtilisateurFactory.create_batch(2, redaction=True)
    fiches = CollectiviteFactory.create_batch(3)
    page = proposer(bureau, "faire_relire", *fiches)
    assert "2 courriels partiront." in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        confirmer(bureau, page)
    assert [message.subject for message in mail.outbox] == ["À relire : 3 fiches"] * 2


def test_une_question_qui_decide_de_l_effet_se_pose_d_abord(bureau) -> None:
    six, douze = CollectiviteFactory(revoir_dans=6), CollectiviteFactory()
    page = proposer(bureau, "revoir_dans", six, douze)
    assert "Voir ce qui changera" in page.content.decode()
    vue = confirmer(bureau, page, mois="6")
    assert "1 fiche changera de délai." in vue.content.decode()
    assert "Elle a déjà ce délai." in vue.content.decode()
    sans_effet = confirmer(bureau, proposer(bureau, "revoir_dans", six), mois="6").content.decode()
    assert "Ce geste ne changerait rien" in sans_effet
    assert "Voir ce qui changera" in sans_effet
    encore = confirmer(bureau, vue, mois="7")
    assert "2 fiches changeront de délai." in encore.content.decode()
    assert not Lot.objects.exists()
    assert confirmer(bureau, encore, mois="7").status_code == 302
    assert set(Collectivite.objects.values_list("revoir_dans", flat=True)) == {7}


def test_tout_ce_que_le_filtre_garde_se_choisit_d_un_coup(bureau) -> None:
    collectivite = CollectiviteFactory(publie=True)
    DispositifFactory.create_batch(3, collectivite=collectivite, titre="Fonds vert")
    DispositifFactory(collectivite=collectivite, titre="Autre chose")
    page = proposer(bureau, "publier", Dispositif.objects.first(), parametres="?q=fonds", select_across="1")
    assert "3 fiches seront publiées." in page.content.decode()
    reponse = confirmer(bureau, page)
    assert reponse.url == adresse(Dispositif, "changelist") + "?q=fonds"
    assert Dispositif.objects.filter(statut="publiee").count() == 3


def test_au_dela_de_la_limite_rien_ne_change_et_la_phrase_dit_quoi_faire(bureau, monkeypatch) -> None:
    monkeypatch.setattr(type(gestes["publier"]), "au_plus", 2)
    reponse = proposer(bureau, "publier", *CollectiviteFactory.create_batch(3))
    assert reponse.status_code == 302
    assert "3 lignes choisies" in messages(reponse)[0]
    assert not Publication.objects.exists()


def test_le_journal_liste_filtre_et_montre_chaque_ligne(bureau, redactrice) -> None:
    prete, refusee = CollectiviteFactory(nom="Pays prêt"), CollectiviteFactory(region=None, departement=None)
    faire(bureau, "publier", prete, refusee)
    faire(bureau, "verifier", prete)
    journal = bureau.get(adresse(Lot, "changelist"), {"geste": "publier", "rubrique": "collectivites.Collectivite"})
    (lot,) = journal.context["cl"].result_list
    assert "1 fiche publiée. 1 laissée telle quelle." in journal.content.decode()
    page = bureau.get(adresse(Lot, "change", lot.pk))
    texte = page.content.decode()
    assert "Pays prêt" in texte
    assert "Indiquez la région" in texte
    lignes = {ligne.objet: (ligne.avant_dit, ligne.apres_dit) for ligne in page.context["lignes"]}
    assert lignes[prete.pk] == ("brouillon", "publiée")
    seules = bureau.get(adresse(Lot, "change", lot.pk), {"suite": "laissee"}).context["lignes"]
    assert [ligne.objet for ligne in seules] == [refusee.pk]
    assert adresse(Lot, "changelist") in bureau.get("/admin/").content.decode()


def test_le_journal_ne_garde_aucun_nom(bureau) -> None:
    fiche = CollectiviteFactory(nom="Communauté nommée")
    faire(bureau, "publier", fiche)
    ligne = dernier().lignes.get()
    assert "nommée" not in f"{ligne.avant}{ligne.apres}{ligne.raison}{dernier().saisie}"


def test_un_retour_ne_mene_jamais_hors_de_la_liste(bureau) -> None:
    fiche = CollectiviteFactory()
    page = proposer(bureau, "publier", fiche)
    reponse = confirmer(bureau, page, retour="https://example.org/")
    assert reponse.url == adresse(Collectivite, "changelist")


def test_une_cle_fausse_ou_un_geste_inconnu_ne_casse_rien(bureau) -> None:
    url = adresse(Collectivite, "lot", "publier")
    assert bureau.get(url).url == adresse(Collectivite, "changelist")
    assert "Ce geste ne changerait rien" in bureau.post(url, {"choisis": "x,,-1,999999"}).content.decode()
    assert bureau.post(adresse(Collectivite, "lot", "inconnu"), {"choisis": "1"}).status_code == 404
    assert bureau.get(adresse(Lot, "annuler", LotFactory().pk)).status_code == 405
    assert bureau.post(adresse(Lot, "annuler", 999)).status_code == 404
