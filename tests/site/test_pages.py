"""Every page opens, with full sheets and with bare ones, and says what it should."""

from __future__ import annotations

import re

import pytest
from django.db import DatabaseError
from django.urls import reverse

from publication.actions import publier, retirer, synchroniser
from publication.editions.editer import editer
from publication.models import Publication
from tests import factories as f
from tests.monde_public import creer_un_monde_complet
from tests.portes import LISTES, PORTES_PUBLIQUES, contenu, portes_des_fiches

pytestmark = pytest.mark.django_db
FABRIQUES = {
    "collectivites": f.CollectiviteFactory,
    "politiques": f.PolitiqueFactory,
    "dispositifs": f.DispositifFactory,
    "projets": f.ProjetFactory,
    "ressources": f.RessourceFactory,
}


@pytest.fixture
def complet():
    return creer_un_monde_complet()


def texte(reponse) -> str:
    """Words of a page, without its tags, spaces folded."""
    sans_balises = re.sub(r"<[^>]+>", " ", reponse.content.decode())
    return re.sub(r"\s+", " ", sans_balises)


def test_chaque_porte_s_ouvre_avec_des_fiches_completes(client, complet) -> None:
    editer()
    for adresse in [*PORTES_PUBLIQUES, *portes_des_fiches()]:
        reponse = client.get(adresse)
        assert reponse.status_code == (404 if "n-existe-pas" in adresse else 200), adresse
        assert contenu(reponse), adresse


@pytest.mark.parametrize("nom", FABRIQUES)
def test_fiche_nue_s_ouvre(client, nom) -> None:
    fiche = FABRIQUES[nom](publie=True, resume="x") if nom != "collectivites" else FABRIQUES[nom](publie=True)
    reponse = client.get(fiche.get_absolute_url())
    assert reponse.status_code == 200
    assert str(fiche) in texte(reponse)
    assert "À vérifier" in texte(reponse)


def test_fiche_de_collectivite_dit_l_essentiel(client, complet) -> None:
    page = texte(client.get(complet.get_absolute_url()))
    for attendu in (
        "Adhérente du réseau depuis 2012",
        "Fiche en cours de rédaction",
        "360 000 €",
        "près de",
        "85 000 à 95 000 %",
        "Territoire de commerce équitable",
        "quand le montant est connu 15 000 €",
        "Camille",
        "+33 2 61 91 00 01",
    ):
        assert attendu in page.replace("\u202f", " ").replace("\xa0", " "), attendu


@pytest.mark.parametrize(
    ("connaissance", "phrase"),
    [("aucune", "a vérifié"), ("connue", "pas encore décrite"), ("inconnue", "pas encore posé")],
)
def test_fiche_sans_politique_dit_ce_que_le_reseau_sait(client, connaissance, phrase) -> None:
    fiche = f.CollectiviteFactory(publie=True, connaissance_politique=connaissance)
    assert phrase in texte(client.get(fiche.get_absolute_url()))


def test_projet_garde_les_quatre_montants_a_part(client, complet) -> None:
    projet = Publication.objects.de_nature("projet").get()
    page = texte(client.get(projet.get_absolute_url())).replace("\u202f", " ").replace("\xa0", " ")
    assert "20 000 €" in page
    assert "15 000 €" in page
    assert "Accordé (conventionné, sinon voté), part du bénéficiaire 15 000 €" in page


def test_fiche_retiree_repond_410_avec_le_motif(client) -> None:
    ancienne = f.CollectiviteFactory(publie=True)
    retirer(fiche=ancienne, motif="Fusion au 1er janvier.", par=f.UtilisateurFactory())
    reponse = client.get(ancienne.get_absolute_url())
    assert reponse.status_code == 410
    page = texte(reponse)
    for attendu in ("Fusion au 1er janvier.", "Collectivité : fiche retirée", "Retirée le", "Toute la liste"):
        assert attendu in page
    assert ancienne.nom not in page
    assert 'href="/collectivites/"' in reponse.content.decode()
    assert f"?q={ancienne.slug.replace('-', '%20')}" in reponse.content.decode()


@pytest.mark.parametrize("nom", LISTES.values())
def test_liste_vide_dit_quoi_faire_et_filtre_faux_le_dit(client, nom) -> None:
    vide = client.get(f"/{nom}/")
    assert "affichez toute la liste" in texte(vide)
    faux = client.get(f"/{nom}/?tri=nimporte")
    assert faux.status_code == 400
    assert "Un filtre n’a pas été compris" in texte(faux)


def test_liste_filtre_pagine_et_retire_ses_filtres(client) -> None:
    region = f.RegionFactory(code="53", nom="Bretagne")
    for _ in range(25):
        f.CollectiviteFactory(publie=True, region=region, departement=None)
    f.CollectiviteFactory(publie=True)
    page = client.get("/collectivites/?region=53&page=2")
    assert "25 résultats" in texte(page)
    assert len(page.context["publications"]) == 5
    assert "Région : Bretagne" in texte(page)
    (puce,) = page.context["puces"]
    assert puce.sans == "?"
    assert 'href="?region=53&amp;page=1"' in page.content.decode()
    assert "26 résultats" in texte(client.get("/collectivites/" + puce.sans))


def test_puces_gardent_les_autres_filtres(client) -> None:
    puces = client.get("/collectivites/?type=region&type=commune&q=est&tri=titre").context["puces"]
    assert [(p.valeur, p.sans) for p in puces] == [
        ("est", "?type=region&type=commune&tri=titre"),
        ("région", "?type=commune&q=est&tri=titre"),
        ("commune", "?type=region&q=est&tri=titre"),
    ]


def test_recherche_compte_par_nature_et_surligne(client, complet) -> None:
    page = client.get("/recherche/?q=épicerie")
    assert "<mark>épicerie</mark>" in page.content.decode()
    assert "Projet soutenu 1" in texte(page)
    assert "Rien ne répond" in texte(client.get("/recherche/?q=xyzzy"))
    assert "Un nom de commune ou de collectivité" in texte(client.get("/recherche/"))
    assert len(client.get("/recherche/?q=épicerie&nature=collectivite").context["page"]) == 0


def test_recherche_echappe_ce_qu_elle_montre(client) -> None:
    f.RessourceFactory(publie=True, titre="Titre", resume="<script>alert(1)</script> épicerie")
    page = client.get("/recherche/?q=épicerie<script>").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("q", ["%00", "%EF%BF%BF", "a" * 3000, "'", '"', "\\", "%", "()&|!:*<->"])
def test_recherche_et_listes_supportent_toute_saisie(client, q) -> None:
    assert client.get(f"/recherche/?q={q}").status_code in {200, 400}
    assert client.get(f"/collectivites/?q={q}&page=99999999999999999999", follow=True).status_code in {200, 400}


def test_region_et_departement_rassemblent_le_reseau(client, complet) -> None:
    region = client.get(complet.region.get_absolute_url())
    budgets = "360 000 € de budgets ESS Dernier budget connu de 1 politique"
    assert budgets in texte(region).replace("\u202f", " ").replace("\xa0", " ")
    assert complet.departement.nom in texte(region)
    assert complet.nom in texte(client.get(complet.departement.get_absolute_url()))
    assert "Aucune collectivité d’ici" in texte(client.get(f.RegionFactory().get_absolute_url()))


def test_accueil_dessine_les_regions_et_compte(client, complet) -> None:
    f.RegionFactory(code="44", nom="Grand Est")
    page = client.get("/")
    assert 'class="niveau-0"' in page.content.decode()
    assert "dont 1 adhérente du réseau" in texte(page)


def test_exemples_et_renvois_menent_quelque_part(client) -> None:
    assert 'href="/recherche/?q=bourse+SCOP"' in client.get("/").content.decode()
    assert 'href="/ma-commune/"' in client.get("/").content.decode()
    assert '<a href="/api/">API</a>' in client.get("/a-propos/").content.decode()


def test_sante(client, monkeypatch) -> None:
    assert client.get("/sante/vivant/").status_code == 200
    assert client.get("/sante/pret/").status_code == 200

    def tomber(_queryset: object) -> int:
        raise DatabaseError

    monkeypatch.setattr("publication.models.publication.PublicationQuerySet.generation", tomber)
    assert client.get("/sante/pret/").status_code == 503


def test_erreur_500_se_passe_de_base_et_de_contexte(client, settings, monkeypatch) -> None:
    client.raise_request_exception = False

    def tomber(*_arguments: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("publication.views_recherche.comprendre", tomber)
    reponse = client.get("/recherche/?q=x")
    assert reponse.status_code == 500
    assert "Une erreur est survenue" in texte(reponse)


def test_fichier_n_est_servi_que_si_une_fiche_publique_le_montre(client) -> None:
    projet = f.ProjetFactory(publie=True)
    image = f.ImageProjetFactory(projet=projet)
    adresse = reverse("service:fichier", args=[image.image.name])
    assert client.get(adresse).status_code == 404
    synchroniser([projet])
    publique = client.get(adresse)
    assert publique.status_code == 200
    assert publique.getvalue()
    retirer(fiche=projet, motif="Essai.", par=f.UtilisateurFactory())
    assert client.get(adresse).status_code == 404
    client.force_login(f.UtilisateurFactory(superutilisateur=True))
    equipe = client.get(adresse)
    assert equipe.status_code == 200
    assert equipe.getvalue()
    assert client.get("/media/%00").status_code == 404


@pytest.mark.parametrize("nom", FABRIQUES)
def test_liste_coute_autant_pour_dix_fiches_que_pour_une(cout_constant, nom) -> None:
    cout_constant(f"/{nom}/", lambda: FABRIQUES[nom](publie=True))


def test_recherche_region_et_fiche_coutent_autant_pour_dix_que_pour_une(cout_constant) -> None:
    collectivite = f.CollectiviteFactory(publie=True)

    def ajouter() -> None:
        politique = f.PolitiqueFactory(collectivite=collectivite, publie=True, complete=True, resume="solidaire")
        f.DispositifFactory(collectivite=collectivite, politique=politique, publie=True)

    for adresse in (
        collectivite.get_absolute_url(),
        collectivite.region.get_absolute_url(),
        collectivite.departement.get_absolute_url(),
        "/recherche/?q=solidaire",
        "/",
    ):
        cout_constant(adresse, ajouter)


def test_aucun_lien_interne_ne_casse(client, complet) -> None:
    """Follow the links from home, each page once."""
    publier(fiche=f.CollectiviteFactory(), par=f.UtilisateurFactory())
    a_voir, vues = ["/"], set()
    while a_voir and len(vues) < 200:
        adresse = a_voir.pop()
        if (
            adresse in vues
            or adresse.startswith(("/admin", "/api", "/media", "/static"))
            or "/export." in adresse
            or ".pdf" in adresse
        ):
            continue
        vues.add(adresse)
        reponse = client.get(adresse)
        assert reponse.status_code == 200, adresse
        page = "" if reponse.streaming else reponse.content.decode()
        liens = re.findall(r'href="([^"#]+)"', page)
        a_voir += [lien.replace("&amp;", "&") for lien in liens if lien.startswith("/")]
    assert len(vues) > 15
