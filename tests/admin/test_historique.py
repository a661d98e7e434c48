"""The history in the administration: compared, explained, brought back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from collectivites.models import Collectivite
from programmes.models import Politique
from publication.actions import supprimer, verifier
from publication.models import Publication
from tests import factories as f
from tests.admin.conftest import adresse, donnees_du_formulaire

pytestmark = pytest.mark.django_db


def enregistrer(client, objet, **changements) -> None:
    url = adresse(objet, "change", objet.pk)
    assert client.post(url, donnees_du_formulaire(client.get(url), **changements)).status_code == 302


@pytest.fixture
def fiche(bureau):
    fiche = f.CollectiviteFactory(nom="Premier nom", publie=True)
    f.ContactFactory(collectivite=fiche, fonction="Chargée de mission")
    fiche.history.update(history_date="2026-01-05T12:00:00Z")
    for contact in fiche.contacts.all():
        contact.history.update(history_date="2026-01-05T12:00:01Z")
    enregistrer(
        bureau,
        fiche,
        nom="Second nom",
        motif_modification="Délibération du 3 mars",
        **{"contacts-0-fonction": "Cheffe de projet"},
    )
    return fiche


def test_l_historique_dit_qui_quand_quoi_et_pourquoi(bureau, fiche, redactrice) -> None:
    contenu = bureau.get(adresse(fiche, "history", fiche.pk)).content.decode()
    for attendu in ("Délibération du 3 mars", str(redactrice), "Modification : ", "Contact", "Création : "):
        assert attendu in contenu


def test_le_formulaire_demande_pourquoi_et_mene_au_lien_de_mise_a_jour(bureau, fiche) -> None:
    page = bureau.get(adresse(fiche, "change", fiche.pk)).content.decode()
    assert 'name="motif_modification"' in page
    assert adresse(fiche, "lien", fiche.pk) in page


def test_comparer_montre_les_mots_changes_parties_comprises(bureau, fiche) -> None:
    contenu = bureau.get(adresse(fiche, "comparer", fiche.pk)).content.decode()
    assert "[retiré : </span>Premier<" in contenu
    assert "[ajouté : </span>Cheffe<" in contenu
    assert "Restaurer toute la version" in contenu
    assert "Délibération du 3 mars" in contenu


def test_reprendre_une_valeur_puis_toute_la_version(bureau, fiche) -> None:
    page = bureau.get(adresse(fiche, "comparer", fiche.pk))
    de = page.context["de"].isoformat()
    restaurer = adresse(fiche, "restaurer", fiche.pk)
    envoi = {"de": de, "quoi": f"collectivites.Collectivite|{fiche.pk}|nom", "motif": "Mauvais nom"}
    assert "C’est restauré" in bureau.post(restaurer, envoi, follow=True).content.decode()
    fiche.refresh_from_db()
    assert (fiche.nom, fiche.contacts.get().fonction) == ("Premier nom", "Cheffe de projet")
    assert fiche.history.latest().history_change_reason == "Mauvais nom"
    bureau.post(restaurer, {"de": de, "quoi": f"collectivites.Collectivite|{fiche.pk}|"})
    assert fiche.contacts.get().fonction == "Chargée de mission"
    assert Publication.objects.get().titre == "Premier nom"
    assert list(verifier()) == []


@pytest.mark.parametrize(
    "quoi",
    ["", "programmes.Politique|1|", "collectivites.Collectivite|0|nom", "lune|x|", "collectivites.Contact|999999|"],
)
def test_la_page_d_une_fiche_ne_restaure_qu_elle(bureau, fiche, quoi) -> None:
    assert bureau.post(adresse(fiche, "restaurer", fiche.pk), {"quoi": quoi}).status_code == 403


def test_un_refus_est_dit(bureau, fiche) -> None:
    envoi = {"de": "2000-01-01T00:00:00+00:00", "quoi": f"collectivites.Collectivite|{fiche.pk}|"}
    reponse = bureau.post(adresse(fiche, "restaurer", fiche.pk), envoi, follow=True)
    assert "Il n’y avait rien à ce moment-là." in reponse.content.decode()


def test_un_moment_illisible_ne_casse_rien_et_l_ancienne_adresse_mene_a_la_comparaison(bureau, fiche) -> None:
    comparer = adresse(fiche, "comparer", fiche.pk)
    assert bureau.get(comparer, {"de": "hier", "a": "2026-13-01T00:00:00Z"}).status_code == 200
    ancienne = adresse(fiche, "simple_history", fiche.pk, fiche.history.earliest().pk)
    assert bureau.get(ancienne).headers["Location"].startswith(f"{comparer}?de=2026-01-05")
    assert bureau.get(adresse(fiche, "simple_history", fiche.pk, 0)).status_code == 404
    assert bureau.get(adresse(fiche, "history", 0)).status_code == 404
    assert bureau.get(adresse(fiche, "history", "lune")).status_code == 404


def test_un_brouillon_supprime_revient_depuis_sa_liste(bureau, redactrice) -> None:
    politique = f.PolitiqueFactory(titre="Politique perdue")
    cle = politique.pk
    supprimer(fiche=politique, par=redactrice)
    page = adresse(Politique, "supprimes")
    assert page in bureau.get(adresse(Politique, "changelist")).content.decode()
    assert "Politique perdue" in bureau.get(page).content.decode()
    assert bureau.get(adresse(Politique, "history", cle)).status_code == 200
    assert bureau.get(adresse(Politique, "comparer", cle)).status_code == 200
    reponse = bureau.post(page, {"cle": cle})
    assert reponse.headers["Location"] == adresse(Politique, "change", cle)
    assert bureau.post(page, {"cle": cle}).headers["Location"] == page
    assert Politique.objects.get().titre == "Politique perdue"


def test_sans_droit_rien_ne_se_lit_ni_ne_se_restaure(client, bureau, fiche) -> None:
    client.force_login(f.UtilisateurFactory(is_staff=True))
    for ecran, args in (("history", [fiche.pk]), ("comparer", [fiche.pk]), ("supprimes", [])):
        assert client.get(adresse(Collectivite, ecran, *args)).status_code == 403
    assert client.post(adresse(fiche, "restaurer", fiche.pk), {}).status_code == 403


def test_une_referente_lit_l_historique_de_sa_collectivite_et_ne_restaure_rien(client, groupes) -> None:
    sienne, autre = f.CollectiviteFactory(nom="La sienne"), f.CollectiviteFactory(nom="Une autre")
    client.force_login(f.UtilisateurFactory(referent=True, collectivite=sienne))
    page = client.get(adresse(sienne, "comparer", sienne.pk))
    assert (page.status_code, page.context["modifiable"]) == (200, False)
    assert client.post(adresse(sienne, "restaurer", sienne.pk), {"quoi": "x"}).status_code == 403
    for ecran in ("history", "comparer"):
        assert client.get(adresse(autre, ecran, autre.pk)).status_code in (403, 404)
    assert client.get(adresse(Politique, "supprimes")).status_code == 403
    assert client.get(adresse(sienne, "lien", sienne.pk)).status_code == 403


def test_un_compte_se_lit_mais_ne_se_restaure_pas(direction) -> None:
    compte = f.UtilisateurFactory()
    assert direction.get(adresse(compte, "comparer", compte.pk)).status_code == 200
    assert direction.get(reverse("admin:collectivites_utilisateur_supprimes")).status_code == 403


def test_l_historique_coute_autant_pour_dix_lignes_que_pour_une(bureau, django_assert_max_num_queries) -> None:
    politique = f.PolitiqueFactory(complete=True)
    pages = [adresse(politique, "history", politique.pk), adresse(politique, "comparer", politique.pk)]
    couts = []
    for page in pages:
        bureau.get(page)
        with django_assert_max_num_queries(40) as cout:
            bureau.get(page)
        couts.append(len(cout))
    for annee in range(1950, 1959):
        f.BudgetFactory(politique=politique, annee=annee)
        f.OrientationFactory(politique=politique)
    for page, cout in zip(pages, couts, strict=True):
        with django_assert_max_num_queries(cout):
            bureau.get(page)
