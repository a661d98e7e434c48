"""The referent of an authority: role × model × screen, on its own records and on those of others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib import admin
from django.urls import reverse

from collectivites.models import Collectivite, Contact
from programmes.models import Budget, Dispositif, Politique, Projet
from publication.actions import publier
from publication.admin.fiche import FicheAdmin
from publication.models import Statut
from publication.regles import lisibles, peut
from tests import factories as f
from tests.admin.conftest import adresse, donnees_du_formulaire, modeles_administres
from tests.admin.lots import annuler, confirmer, dernier
from tests.admin.perimetre import SIENS
from tests.admin.test_ecrans import creer

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

# Status of: list, add; change, delete of its own draft; change, delete of another's (302: "does not exist").
FICHE = (200, 200, 200, 200, 302, 403)
CORRIGEE = (200, 403, 200, 403, 302, 403)
LUE = (200, 403, 200, 403, 302, 403)
PARTIE = (200, 403, 200, 200, 302, 403)
RIEN = (403, 403, 403, 403, 403, 403)
PUBLIC = (200, 403, 200, 403, 200, 403)
SIENNE = (200, 403, 200, 200, 302, 302)
TABLE = {
    **dict.fromkeys(["programmes.Politique", "programmes.Dispositif"], FICHE),
    **dict.fromkeys(["collectivites.Collectivite", "programmes.Projet"], CORRIGEE),
    **dict.fromkeys(
        [
            "collectivites.Contact",
            "programmes.Action",
            "programmes.Budget",
            "programmes.ChiffreCle",
            "programmes.Effectif",
            "programmes.Engagement",
            "programmes.Orientation",
            "programmes.Partenariat",
        ],
        PARTIE,
    ),
    **dict.fromkeys(
        [
            "collectivites.Adhesion",
            "collectivites.Consentement",
            "programmes.ImageProjet",
            "programmes.Organisme",
            "programmes.Subvention",
            "publication.Lot",
            "publication.Proposition",
        ],
        LUE,
    ),
    **dict.fromkeys(
        [
            "collectivites.Commune",
            "collectivites.Departement",
            "collectivites.Region",
            "programmes.Thematique",
        ],
        PUBLIC,
    ),
    "publication.VueEnregistree": SIENNE,
}


# The words of the secrets, which no search of these tests holds whole.
ULTRASECRET = re.compile("ltrasecr(et|ète)")


@pytest.fixture
def referente(groupes: None):
    return f.UtilisateurFactory(referent=True)


@pytest.fixture
def client_referent(client: Client, referente) -> Client:
    client.force_login(referente)
    return client


@pytest.fixture
def autre(groupes: None):
    """The referent of another authority."""
    return f.UtilisateurFactory(referent=True, collectivite__nom="Communauté du Secret d’Ailleurs")


@pytest.mark.parametrize("modele", modeles_administres(), ids=lambda modele: modele._meta.label)
def test_referent_ouvre_ce_que_dit_la_table(client_referent, referente, autre, modele) -> None:
    fabriquer = SIENS.get(modele._meta.label, lambda _c, _u: creer(modele))
    sien, ailleurs = fabriquer(referente.collectivite, referente), fabriquer(autre.collectivite, autre)
    adresses = [
        adresse(modele, "changelist"),
        adresse(modele, "add"),
        adresse(modele, "change", sien.pk),
        adresse(modele, "delete", sien.pk),
        adresse(modele, "change", ailleurs.pk),
        adresse(modele, "delete", ailleurs.pk),
    ]
    statuts = tuple(client_referent.get(url).status_code for url in adresses)
    assert statuts == TABLE.get(modele._meta.label, RIEN)
    if statuts[0] == 200 and statuts[4] != 200:
        liste = client_referent.get(adresse(modele, "changelist")).context["cl"].queryset
        assert sien in liste
        assert ailleurs not in liste
        assert list(lisibles(modele._default_manager.filter(pk=ailleurs.pk), referente)) == []
        assert not any(peut(referente, verbe, ailleurs) for verbe in ("view", "change", "delete"))
        assert peut(referente, "view", sien)


def test_chaque_modele_que_la_table_ouvre_a_un_ecran() -> None:
    assert set(TABLE) <= {modele._meta.label for modele in modeles_administres()}


@pytest.mark.parametrize("champ", ["referent", "partenaire"])
def test_compte_sans_collectivite_ne_voit_rien(client, groupes, champ) -> None:
    compte = f.UtilisateurFactory(**{champ: True, "collectivite": None, "is_staff": True})
    client.force_login(compte)
    f.CollectiviteFactory()
    reponse = client.get(adresse(Collectivite, "changelist"))
    assert reponse.status_code == 403 or not reponse.context["cl"].queryset.exists()


@pytest.fixture
def secrets(autre) -> list[Any]:
    """Drafts, parts and contacts of another authority, whose every text says that it is secret."""
    c = autre.collectivite
    politique = f.PolitiqueFactory(collectivite=c, titre="Politique ultrasecrète")
    dispositif = f.DispositifFactory(collectivite=c, titre="Dispositif ultrasecret")
    projet = f.ProjetFactory(nom="Projet ultrasecret")
    return [
        politique,
        dispositif,
        projet,
        f.SubventionFactory(projet=projet, collectivite=c, objet="Subvention ultrasecrète"),
        f.ContactFactory(collectivite=c, nom="Ultrasecrète", fonction="Fonction ultrasecrète"),
        f.ActionFactory(politique=politique, titre="Action ultrasecrète"),
        f.OrientationFactory(politique=politique, titre="Orientation ultrasecrète"),
        f.BudgetFactory(politique=politique, note="Note ultrasecrète"),
        f.PartenariatFactory(dispositif=dispositif, nom="Partenaire ultrasecret"),
        f.ChiffreCleFactory(politique=None, dispositif=dispositif, libelle="Chiffre ultrasecret"),
        f.OrganismeFactory(nom="Organisme ultrasecret"),
    ]


def champs_autocompletes() -> list[tuple[str, str, str]]:
    trouves = []
    for modele in modeles_administres():
        ecran = admin.site._registry[modele]
        classes = [(modele, ecran), *((partie.model, partie) for partie in ecran.inlines)]
        trouves += [(m._meta.app_label, m._meta.model_name, nom) for m, e in classes for nom in e.autocomplete_fields]
    return sorted(set(trouves))


def test_aucune_autocompletion_ne_montre_ce_qui_est_aux_autres(client_referent, secrets) -> None:
    champs = champs_autocompletes()
    assert len(champs) > 20
    for application, modele, champ in champs:
        for terme in ("ultrasecr", ""):
            donnees = {"app_label": application, "model_name": modele, "field_name": champ, "term": terme}
            reponse = client_referent.get(reverse("admin:autocomplete"), donnees)
            assert reponse.status_code in {200, 403}
            assert "ltrasecr" not in reponse.content.decode(), (application, modele, champ)


def test_autocompletion_propose_les_siens_et_le_code_officiel(client_referent, referente, secrets) -> None:
    donnees = {"app_label": "programmes", "model_name": "politique", "field_name": "collectivite", "term": ""}
    siennes = client_referent.get(reverse("admin:autocomplete"), donnees).json()["results"]
    assert [choix["id"] for choix in siennes] == [str(referente.collectivite_id)]
    partenaires = {**donnees, "model_name": "partenariat"}
    assert len(client_referent.get(reverse("admin:autocomplete"), partenaires).json()["results"]) == 2


def test_aucun_ecran_ne_montre_ce_qui_est_aux_autres(client_referent, secrets) -> None:
    for objet in secrets:
        modele = type(objet)
        adresses = [adresse(modele, "changelist"), adresse(modele, "changelist") + "?q=ultrasecr"]
        adresses += [adresse(modele, ecran, objet.pk) for ecran in ("change", "delete", "history")]
        version = objet.history.first()
        adresses.append(adresse(modele, "simple_history", objet.pk, version.pk))
        for url in adresses:
            assert not ULTRASECRET.search(client_referent.get(url).content.decode()), url


def test_historique_d_une_fiche_supprimee_d_ailleurs_reste_ferme(client_referent, secrets) -> None:
    politique = secrets[0]
    cle = politique.pk
    for objet in (secrets[5], secrets[6], secrets[7], politique):
        objet.delete()
    reponse = client_referent.get(adresse(Politique, "history", cle))
    assert reponse.status_code in {302, 403, 404}
    assert "ltrasecr" not in reponse.content.decode()


def test_projet_partage_se_lit_sans_les_sommes_des_autres(client_referent, referente, secrets) -> None:
    partage = f.ProjetFactory(nom="Projet commun")
    f.SubventionFactory(projet=partage, collectivite=referente.collectivite, objet="Notre aide")
    f.SubventionFactory(projet=partage, collectivite=secrets[0].collectivite, objet="Aide ultrasecrète")
    page = client_referent.get(adresse(Projet, "change", partage.pk)).content.decode()
    assert "Notre aide" in page
    assert "ltrasecr" not in page
    assert not peut(referente, "change", partage)
    assert list(client_referent.get(adresse(Projet, "changelist")).context["cl"].queryset) == [partage]


def enregistrer(client: Client, objet: Any, **changements: Any) -> Any:
    url = adresse(objet, "change", objet.pk)
    return client.post(url, donnees_du_formulaire(client.get(url), **changements))


def test_referent_corrige_son_brouillon_et_l_histoire_dit_qui(client_referent, referente) -> None:
    politique = f.PolitiqueFactory(collectivite=referente.collectivite)
    assert enregistrer(client_referent, politique, panorama="Vu d’ici.", _relire="1").status_code == 302
    politique.refresh_from_db()
    assert (politique.panorama, politique.statut) == ("Vu d’ici.", Statut.A_RELIRE)
    assert politique.history.first().history_user == referente


def test_referent_ecrit_une_politique_pour_sa_collectivite_et_aucune_autre(client_referent, referente, autre) -> None:
    url = adresse(Politique, "add")
    donnees = donnees_du_formulaire(client_referent.get(url), titre="Notre plan", slug="notre-plan")
    refus = client_referent.post(url, {**donnees, "collectivite": autre.collectivite_id})
    assert refus.status_code == 200
    assert "collectivite" in refus.context["adminform"].form.errors
    assert client_referent.post(url, {**donnees, "collectivite": referente.collectivite_id}).status_code == 302
    assert Politique.objects.get().collectivite == referente.collectivite


def test_referent_ne_nomme_pas_le_contact_d_une_autre(client_referent, referente, autre) -> None:
    politique = f.PolitiqueFactory(collectivite=referente.collectivite)
    ailleurs = f.ContactFactory(collectivite=autre.collectivite)
    assert enregistrer(client_referent, politique, contacts=[ailleurs.pk]).status_code == 200
    assert not politique.contacts.exists()
    sien = f.ContactFactory(collectivite=referente.collectivite)
    assert enregistrer(client_referent, politique, contacts=[sien.pk]).status_code == 302
    assert list(politique.contacts.all()) == [sien]


@pytest.mark.parametrize("bouton", ["_publier", "_verifier", "_retirer"])
def test_referent_ne_publie_ni_ne_verifie_ni_ne_retire(client_referent, referente, bouton) -> None:
    sienne = referente.collectivite
    assert enregistrer(client_referent, sienne, **{bouton: "1"}).status_code == 403
    sienne.refresh_from_db()
    assert (sienne.statut, sienne.verifiee_le) == (Statut.BROUILLON, None)


@pytest.mark.parametrize("geste", [en_lot.cle for en_lot in FicheAdmin.lots if en_lot.cle != "faire_relire"])
def test_referent_n_a_pas_les_gestes_en_lot_de_l_equipe(client_referent, referente, autre, geste) -> None:
    publiee, brouillon = f.CollectiviteFactory(publie=True), f.DispositifFactory(collectivite=referente.collectivite)
    for objet in (referente.collectivite, publiee, brouillon):
        envoi = {"choisis": str(objet.pk), "confirmer": "1", "motif": "x", "mois": "3"}
        assert client_referent.post(adresse(objet, "lot", geste), envoi).status_code == 403
        assert (
            geste
            not in client_referent.get(adresse(objet, "changelist")).context["action_form"].fields["action"].choices
        )
        avant = objet.statut
        objet.refresh_from_db()
        assert (objet.statut, objet.verifiee_le) == (avant, None)


def test_referent_fait_relire_ses_brouillons_et_aucun_autre(client_referent, referente, autre) -> None:
    sien = f.DispositifFactory(collectivite=referente.collectivite)
    ailleurs = f.DispositifFactory(collectivite=autre.collectivite, titre="Dispositif ultrasecret")
    page = client_referent.post(adresse(sien, "lot", "faire_relire"), {"choisis": f"{sien.pk},{ailleurs.pk}"})
    assert "ultrasecret" not in page.content.decode()
    confirmer(client_referent, page)
    for dispositif in (sien, ailleurs):
        dispositif.refresh_from_db()
    assert (sien.statut, ailleurs.statut) == (Statut.A_RELIRE, Statut.BROUILLON)
    lot = dernier()
    assert "Seule l’équipe du réseau" in client_referent.get(adresse(lot, "change", lot.pk)).content.decode()
    assert "Seule l’équipe du réseau" in annuler(client_referent, lot).content.decode()
    sien.refresh_from_db()
    assert sien.statut == Statut.A_RELIRE


def test_referent_n_annule_ni_ne_lit_le_geste_d_un_autre(client_referent, autre) -> None:
    lot = f.LotFactory()
    assert client_referent.post(adresse(lot, "annuler", lot.pk)).status_code == 404
    assert client_referent.get(adresse(lot, "etat", lot.pk)).status_code == 404


@pytest.fixture
def en_ligne(referente, redactrice) -> Politique:
    """A public policy of the referent's authority, with a budget."""
    publier(fiche=referente.collectivite, par=redactrice)
    politique: Politique = f.PolitiqueFactory(collectivite=referente.collectivite, complete=True)
    publier(fiche=politique, par=redactrice)
    referente.collectivite.refresh_from_db()
    return Politique.objects.get()


def test_rien_d_une_fiche_en_ligne_ne_s_ecrit_par_ses_parties(client_referent, referente, en_ligne) -> None:
    contact = f.ContactFactory(collectivite=referente.collectivite)
    budget = en_ligne.budgets.first()
    for objet in (budget, en_ligne.orientations.first(), contact):
        assert not peut(referente, "change", objet)
        assert client_referent.post(adresse(objet, "change", objet.pk), {}).status_code == 403
        assert client_referent.post(adresse(objet, "delete", objet.pk), {"post": "yes"}).status_code == 403
    assert Budget.objects.filter(pk=budget.pk).exists()
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_une_partie_ne_passe_pas_d_un_brouillon_a_une_fiche_en_ligne(client_referent, referente, en_ligne) -> None:
    brouillon = f.PolitiqueFactory(collectivite=referente.collectivite)
    budget = f.BudgetFactory(politique=brouillon, annee=2001)
    assert enregistrer(client_referent, budget, politique=en_ligne.pk, note="Revue.").status_code == 302
    budget.refresh_from_db()
    assert (budget.politique, budget.note) == (brouillon, "Revue.")


def test_restaurer_une_version_est_refuse_au_referent(client_referent, referente, en_ligne) -> None:
    version = en_ligne.history.last()
    url = adresse(en_ligne, "simple_history", en_ligne.pk, version.pk)
    versions = en_ligne.history.count()
    assert client_referent.post(url, {}).status_code in {302, 403}
    assert client_referent.post(adresse(en_ligne, "restaurer", en_ligne.pk), {}).status_code == 403
    assert en_ligne.history.count() == versions


def test_compte_ferme_perd_tout(referente) -> None:
    dispositif = f.DispositifFactory(collectivite=referente.collectivite)
    assert peut(referente, "change", dispositif)
    referente.is_active = False
    assert not peut(referente, "change", dispositif)
    assert not lisibles(Dispositif.objects.all(), referente).exists()
