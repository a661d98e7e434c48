"""The public page before it is one: for staff; ``test_liens_prives`` holds who else reads it."""

from __future__ import annotations

import pytest

from programmes.models import Politique
from publication.models import Publication
from tests.admin.conftest import adresse, donnees_du_formulaire
from tests.factories import (
    CollectiviteFactory,
    DispositifFactory,
    PolitiqueFactory,
    ProjetFactory,
    RessourceFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fabrique", [CollectiviteFactory, PolitiqueFactory, DispositifFactory, ProjetFactory, RessourceFactory]
)
def test_apercu_montre_la_page_de_chaque_nature_sans_rien_publier(bureau, fabrique) -> None:
    fiche = fabrique()
    page = bureau.get(adresse(fiche, "apercu", fiche.pk))
    contenu = page.content.decode()
    assert page.status_code == 200
    assert f'<h1 lang="fr">{fiche}</h1>' in contenu
    assert "Aperçu : cette page n’est pas publique." in contenu
    assert '<meta name="robots" content="noindex, nofollow">' in contenu
    assert 'rel="canonical"' not in contenu
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page.headers["Cache-Control"]
    assert not Publication.objects.filter(pk=fiche.uid).exists()


def test_apercu_sans_enregistrer_montre_ce_qui_est_saisi_et_n_ecrit_rien(bureau) -> None:
    fiche = PolitiqueFactory(titre="Titre en ligne", publie=True)
    url, avant = adresse(fiche, "change", fiche.pk), Publication.objects.get(pk=fiche.uid)
    saisie = donnees_du_formulaire(bureau.get(url), titre="Titre essayé", _apercu="1")
    saisie |= {"actions-TOTAL_FORMS": "1", "actions-0-titre": "Action essayée", "actions-0-politique": fiche.pk}
    page = bureau.post(url, saisie).content.decode()
    assert "Titre essayé" in page
    assert "Action essayée" in page
    fiche.refresh_from_db()
    apres = Publication.objects.get(pk=fiche.uid)
    assert (fiche.titre, fiche.actions.count(), fiche.history.count()) == ("Titre en ligne", 0, 2)
    assert (apres.document, apres.revision) == (avant.document, avant.revision)


def test_apercu_d_une_saisie_refusee_rend_le_formulaire(bureau) -> None:
    fiche = CollectiviteFactory()
    url = adresse(fiche, "change", fiche.pk)
    reponse = bureau.post(url, donnees_du_formulaire(bureau.get(url), siren="123", _apercu="1"))
    assert "siren" in reponse.context["adminform"].form.errors


def test_enregistrer_et_voir_l_apercu_mene_a_l_apercu_du_brouillon_enregistre(bureau) -> None:
    fiche = CollectiviteFactory(nom="Avant")
    url = adresse(fiche, "change", fiche.pk)
    envoi = bureau.post(url, donnees_du_formulaire(bureau.get(url), nom="Après", _enregistrer_apercu="1"))
    assert envoi.url == adresse(fiche, "apercu", fiche.pk)
    assert '<h1 lang="fr">Après</h1>' in bureau.get(envoi.url).content.decode()


def test_apercu_demande_un_compte_qui_peut_lire(client, groupes) -> None:
    fiche = CollectiviteFactory(nom="Nom secret")
    for ecran in ("apercu", "lien_prive"):
        assert client.get(adresse(fiche, ecran, fiche.pk)).status_code == 302
    client.force_login(UtilisateurFactory(is_staff=True))
    for ecran in ("apercu", "lien_prive"):
        assert client.get(adresse(fiche, ecran, fiche.pk)).url == "/admin/"  # outside its perimeter: not there at all


def test_apercu_d_une_fiche_inconnue_renvoie_a_l_accueil(bureau) -> None:
    assert bureau.get(adresse(Politique, "apercu", 999)).status_code == 302
    assert bureau.get(adresse(Politique, "lien_prive", 999)).status_code == 302
