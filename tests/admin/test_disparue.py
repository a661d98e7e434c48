"""A record deleted while someone was writing in it: the text is given back, and can return with the record."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from collectivites.models import Collectivite
from programmes.models import Politique
from publication.actions import supprimer, verifier
from tests.admin.conftest import adresse, donnees_du_formulaire
from tests.factories import ActionFactory, CollectiviteFactory, PolitiqueFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def alix(groupes):
    return UtilisateurFactory(redaction=True, first_name="Alix", last_name="Voisine")


def saisie_perdue(client: Client, fiche: Any, par: Any, **changements: Any) -> Any:
    """Open the form, let someone else delete the sheet, then save."""
    url = adresse(fiche, "change", fiche.pk)
    page = client.get(url)
    donnees = donnees_du_formulaire(page, _origine=page.context["origine"], **changements)
    supprimer(fiche=type(fiche).objects.get(pk=fiche.pk), par=par)
    return client.post(url, donnees)


def test_ce_qui_etait_saisi_est_montre_avec_qui_a_supprime(bureau, alix) -> None:
    politique = PolitiqueFactory(titre="Titre ouvert")
    ActionFactory(politique=politique, titre="Action ouverte")
    page = saisie_perdue(bureau, politique, alix, panorama="Un long texte\r\nen deux lignes.")
    texte = page.content.decode()
    assert page.status_code == 410
    assert "suppression par Alix Voisine" in texte
    assert "Votre texte n’est pas perdu" in texte
    nouvelles = {s.libelle: s.texte for s in page.context["saisies"] if s.est_nouvelle}
    assert nouvelles == {"Panorama de l’ESS": "Un long texte\nen deux lignes."}
    assert any("Action ouverte" in s.texte and not s.est_nouvelle for s in page.context["saisies"])
    assert not Politique.objects.exists()


def test_le_bouton_retablit_la_fiche_ses_parties_et_y_met_le_texte(bureau, alix) -> None:
    politique = PolitiqueFactory(titre="Titre ouvert")
    action = ActionFactory(politique=politique, titre="Action ouverte")
    page = saisie_perdue(
        bureau, politique, alix, panorama="Mon texte.", **{"actions-0-titre": "Mon action"}, _continue="1"
    )
    donnees: dict[str, list[Any]] = {}
    for nom, valeur in page.context["envoyees"]:
        donnees.setdefault(nom, []).append(valeur)
    envoi = bureau.post(adresse(politique, "change", politique.pk), {**donnees, "_retablir": "1"})
    assert envoi.status_code == 302
    revenue = Politique.objects.get(pk=politique.pk)
    assert (revenue.uid, revenue.titre, revenue.panorama) == (politique.uid, "Titre ouvert", "Mon texte.")
    assert revenue.actions.get().pk == action.pk
    assert revenue.actions.get().titre == "Mon action"
    assert list(verifier()) == []


def test_un_texte_qui_ne_peut_revenir_est_montre_encore(bureau, alix) -> None:
    collectivite = CollectiviteFactory()
    politique = PolitiqueFactory(collectivite=collectivite)
    page = saisie_perdue(bureau, politique, alix, panorama="Mon texte.")
    donnees = {nom: valeur for nom, valeur in page.context["envoyees"] if not nom.endswith("-thematiques")}
    collectivite.delete()
    suite = bureau.post(adresse(politique, "change", politique.pk), {**donnees, "_retablir": "1"})
    assert suite.status_code == 410
    assert "ne peut pas revenir" in suite.content.decode()
    assert "Mon texte." in suite.content.decode()
    assert not Politique.objects.exists()


def test_un_referent_garde_son_texte_sans_pouvoir_retablir(groupes, client, alix) -> None:
    collectivite = CollectiviteFactory(nom="Pays des Essais")
    politique = PolitiqueFactory(collectivite=collectivite)
    ActionFactory(politique=politique, titre="Action ouverte")
    client.force_login(UtilisateurFactory(referent=True, collectivite=collectivite))
    page = saisie_perdue(client, politique, alix, panorama="Mon texte.")
    texte = page.content.decode()
    assert page.status_code == 410
    assert "Mon texte." in texte
    assert "Action ouverte" in texte
    assert "_retablir" not in texte
    assert "Alix" not in texte
    suite = client.post(
        adresse(politique, "change", politique.pk), {"_origine": "rien", "panorama": "Mon texte.", "_retablir": "1"}
    )
    assert suite.status_code == 410
    assert not Politique.objects.exists()


def test_une_fiche_qui_n_a_jamais_existe_se_dit_comme_avant(bureau, client, groupes) -> None:
    assert bureau.get(adresse(Collectivite, "change", 999)).status_code == 302
    partenaire = Client()
    partenaire.force_login(UtilisateurFactory(is_staff=True))
    envoi = partenaire.post(adresse(Collectivite, "change", 999), {"_origine": "rien", "nom": "Moi"})
    assert envoi.status_code == 403
