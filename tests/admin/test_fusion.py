"""The list of possible duplicates and the page that merges two records."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from programmes.models import Organisme
from publication.actions.doublons import chercher_doublons
from publication.models import Doublon
from tests import factories as f
from tests.admin.conftest import adresse

pytestmark = pytest.mark.django_db
LISTE = "/admin/publication/doublon/"


@pytest.fixture
def paire(db) -> tuple[Organisme, Organisme]:
    un = f.OrganismeFactory(nom="La Ruche", commune=None, site_web="")
    autre = f.OrganismeFactory(nom="la ruche", commune=None, site_web="https://example.org")
    chercher_doublons()
    return un, autre


def fusion(gardee, perdue) -> str:
    return adresse(gardee, "fusionner", gardee.pk, perdue.pk)


def donnees(page, **autres: str) -> dict[str, str]:
    """What the page would send back as it stands, confirmed."""
    champs = {f"champ.{face.nom}": face.choisi for face in page.context["faces"]}
    return {**champs, "vu": page.context["vu"], "confirmer": "on", **autres}


def test_la_liste_nomme_les_deux_dit_pourquoi_et_mene_a_la_comparaison(bureau, paire) -> None:
    page = bureau.get(LISTE).content.decode()
    assert "La Ruche" in page
    assert "Même titre" in page
    assert fusion(*paire) in page


def test_la_liste_cherche_par_nom_et_filtre(bureau, paire) -> None:
    assert "La Ruche" in bureau.get(LISTE, {"q": "ruche"}).content.decode()
    assert "La Ruche" not in bureau.get(LISTE, {"q": "absente"}).content.decode()
    assert "La Ruche" in bureau.get(LISTE, {"rubrique": "programmes.Organisme"}).content.decode()
    assert "La Ruche" not in bureau.get(LISTE, {"rubrique": "programmes.Projet"}).content.decode()


def test_la_liste_coute_autant_pour_dix_paires_que_pour_une(bureau, django_assert_max_num_queries) -> None:
    for rang in range(10):
        f.OrganismeFactory.create_batch(2, nom=f"Le même {rang}", commune=None)
        f.DispositifFactory.create_batch(2, titre=f"Le même {rang}", collectivite=f.CollectiviteFactory())
    assert chercher_doublons() >= 20
    with django_assert_max_num_queries(14):
        bureau.get(LISTE)


def test_une_paire_s_ecarte_et_se_reprend(bureau, paire, redactrice) -> None:
    doublon = Doublon.objects.get()
    bureau.post(LISTE, {"action": "ecarter_choisis", "_selected_action": [doublon.pk]})
    doublon.refresh_from_db()
    assert doublon.ecarte_par == redactrice
    assert "La Ruche" not in bureau.get(LISTE).content.decode()
    assert "écarté par" in bureau.get(LISTE, {"decision": "ecartes"}).content.decode()
    bureau.post(f"{LISTE}?decision=tous", {"action": "reprendre_choisis", "_selected_action": [doublon.pk]})
    doublon.refresh_from_db()
    assert doublon.ecarte_le is None


def test_le_bouton_cherche_maintenant(bureau) -> None:
    f.OrganismeFactory.create_batch(2, nom="Le même", commune=None)
    reponse = bureau.post(reverse("admin:publication_doublon_chercher"))
    assert reponse.status_code == 302
    assert [str(m) for m in get_messages(reponse.wsgi_request)] == ["1 paire à trancher."]
    assert bureau.get(reverse("admin:publication_doublon_chercher")).status_code == 405


def test_une_paire_dont_une_fiche_n_est_plus_se_montre_sans_geste(bureau, paire) -> None:
    paire[1].delete()
    page = bureau.get(LISTE).content.decode()
    assert "(supprimée)" in page
    assert "fusionner" not in page.partition('id="result_list"')[2].partition("</table>")[0]


def test_l_accueil_compte_les_paires_et_mene_a_leur_liste(bureau, paire) -> None:
    page = bureau.get(reverse("admin:index")).content.decode()
    assert "doublons possibles" in page
    assert f"{LISTE}?rubrique=programmes.Organisme" in page


def test_la_page_compare_puis_fusionne(bureau, paire) -> None:
    gardee, perdue = paire
    f.ProjetFactory(organisme=perdue)
    page = bureau.get(fusion(gardee, perdue))
    faces = {face.nom: face for face in page.context["faces"]}
    assert faces["site_web"].choisi == "droite"
    assert ("Projets soutenus", 0, 1) in page.context["relations"]
    reponse = bureau.post(fusion(gardee, perdue), donnees(page))
    assert reponse["Location"] == adresse(gardee, "change", gardee.pk)
    gardee.refresh_from_db()
    assert gardee.site_web == "https://example.org"
    assert gardee.projets.count() == 1
    assert not Doublon.objects.exists()
    assert [str(m) for m in get_messages(reponse.wsgi_request)] == [
        "« la ruche » est fusionné ici ; 1 ligne rattachée a suivi."
    ]


def test_sans_confirmation_ou_apres_un_changement_rien_ne_bouge(bureau, paire) -> None:
    gardee, perdue = paire
    page = bureau.get(fusion(gardee, perdue))
    envoi = donnees(page, **{"champ.nom": "droite"})
    sans = bureau.post(fusion(gardee, perdue), {nom: v for nom, v in envoi.items() if nom != "confirmer"})
    assert "cochez la case" in sans.content.decode()
    assert {face.nom: face.choisi for face in sans.context["faces"]}["nom"] == "droite"
    f.ProjetFactory(organisme=perdue)
    assert "entre-temps" in bureau.post(fusion(gardee, perdue), envoi).content.decode()
    assert Organisme.objects.filter(pk=perdue.pk).exists()


def test_les_lignes_rivales_se_choisissent_sur_la_page(bureau) -> None:
    gardee, perdue = f.CollectiviteFactory(publie=True), f.CollectiviteFactory(publie=True)
    for fiche, debut in ((gardee, 2012), (perdue, 2015)):
        f.AdhesionFactory(collectivite=fiche, debut=debut)
    page = bureau.get(fusion(gardee, perdue))
    ((rivalite, _choisi),) = page.context["rivalites"]
    assert "depuis 2015 (de l’autre)" in page.content.decode()
    reponse = bureau.post(fusion(gardee, perdue), donnees(page, **{f"rivalite.{rivalite.nom}": "droite"}))
    assert "mène désormais à cette fiche" in str(next(iter(get_messages(reponse.wsgi_request))))
    assert gardee.adhesions.get().debut == 2015


def test_l_action_de_liste_demande_exactement_deux_lignes(bureau) -> None:
    brouillon, publique = f.ProjetFactory(), f.ProjetFactory(publie=True)
    liste = adresse(brouillon, "changelist")
    une = bureau.post(liste, {"action": "fusionner_les_deux", "_selected_action": [brouillon.pk]}, follow=True)
    assert "Cochez deux lignes" in une.content.decode()
    deux = bureau.post(liste, {"action": "fusionner_les_deux", "_selected_action": [brouillon.pk, publique.pk]})
    assert deux["Location"] == fusion(publique, brouillon)


def test_une_page_sans_ses_deux_fiches_n_existe_pas(bureau, paire) -> None:
    assert bureau.get(adresse(paire[0], "fusionner", paire[0].pk, 10**9)).status_code == 404
    assert bureau.get(fusion(paire[0], paire[0])).status_code == 404


@pytest.mark.parametrize(("role", "statut"), [("anonyme", 302), ("partenaire", 302), ("referent", 403)])
def test_seule_l_equipe_fusionne(client, groupes, paire, role, statut) -> None:
    if role != "anonyme":
        client.force_login(f.UtilisateurFactory(**{role: True}))
    assert client.get(fusion(*paire)).status_code == statut
    assert client.post(fusion(*paire), {"confirmer": "on"}).status_code == statut
    assert client.get(LISTE).status_code == statut
    assert client.post(reverse("admin:publication_doublon_chercher")).status_code == statut
    assert Organisme.objects.count() == 2
