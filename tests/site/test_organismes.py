"""Organisations in all their roles, and themes."""

from __future__ import annotations

import re

import pytest

from programmes.models import Organisme
from publication.actions import publier
from tests import factories as f
from tests.site.test_metadonnees import json_ld
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db


def en_ligne(fiche):
    publier(fiche=fiche, par=f.UtilisateurFactory())
    return fiche


@pytest.fixture
def organisme():
    """Carries a project, receives a grant for another, is the partner of a scheme."""
    organisme = f.OrganismeFactory(nom="L’Épicerie d’ici")
    en_ligne(f.ProjetFactory(nom="Projet porté", resume="x", organisme=organisme))
    aide = f.ProjetFactory(nom="Projet aidé", resume="x")
    f.SubventionFactory(
        projet=aide, beneficiaire=organisme, montant_conventionne=400, collectivite=f.CollectiviteFactory(publie=True)
    )
    en_ligne(aide)
    dispositif = f.DispositifFactory(titre="Dispositif commun", collectivite=f.CollectiviteFactory(publie=True))
    f.PartenariatFactory(dispositif=dispositif, organisme=organisme)
    en_ligne(dispositif)
    return organisme


def test_page_montre_tous_les_roles(client, organisme) -> None:
    page = texte(client.get(organisme.get_absolute_url())).replace("\u202f", " ").replace("\xa0", " ")
    for attendu in ("Projet porté", "Projet aidé", "Dispositif commun", "montants connus 400 €"):
        assert attendu in page, attendu


def test_fiches_y_menent_et_l_adresse_survit_a_un_changement_de_nom(client, organisme) -> None:
    adresse = organisme.get_absolute_url()
    projet = organisme.projets.get()
    assert f'href="{adresse}"' in client.get(projet.get_absolute_url()).content.decode()
    organisme.nom = "Autre nom"
    organisme.save()
    reponse = client.get(adresse)
    assert (reponse.status_code, reponse.headers["Location"]) == (301, organisme.get_absolute_url())


def test_organisme_et_theme_se_citent_et_ont_leur_pdf_et_leurs_donnees(client, organisme) -> None:
    theme = f.ThematiqueFactory(slug="mobilite", nom="Mobilité")
    donnees = {organisme: f"/api/v1/organismes/{organisme.uid}/", theme: "/api/v1/thematiques/mobilite/"}
    for page_de, json in donnees.items():
        adresse = page_de.get_absolute_url()
        page = client.get(adresse)
        assert f"« {page_de.nom} », Répertoire ESS, page consultée le" in texte(page)
        assert f"http://testserver{adresse}" in texte(page)
        assert f'href="{json}"' in page.content.decode()
        assert client.get(json).json()["nom"] == page_de.nom
        pdf = f"{adresse.rstrip('/')}.pdf"
        assert f'href="{pdf}"' in page.content.decode()
        assert client.get(pdf).content.startswith(b"%PDF")
    ancien = f"/organismes/ancien-nom-{organisme.uid.hex[:8]}.pdf"
    assert client.get(ancien).headers["Location"] == f"/organismes/{organisme.slug}.pdf"


def test_forme_juridique_inconnue_ne_se_dit_pas(client, organisme) -> None:
    organisme.forme_juridique = "autre"
    organisme.save()
    assert "non précisée" not in texte(client.get(organisme.get_absolute_url()))
    liste = client.get("/organismes/").content.decode()
    (ligne,) = re.findall(rf'<a href="{organisme.get_absolute_url()}".*?</li>', liste, re.DOTALL)
    assert "non précisée" not in ligne


@pytest.mark.parametrize("slug", ["lune", "nom-zzzzzzzz", "nom-00000000"])
def test_adresse_qui_ne_designe_rien_repond_404(client, slug) -> None:
    assert client.get(f"/organismes/{slug}/").status_code == 404


def test_organisme_qu_aucune_fiche_publique_ne_cite_reste_cache(client, organisme) -> None:
    cache = f.OrganismeFactory(nom="Organisme caché")
    f.ProjetFactory(organisme=cache)
    assert client.get(cache.get_absolute_url()).status_code == 404
    liste = texte(client.get("/organismes/"))
    assert "L’Épicerie d’ici" in liste
    assert "caché" not in liste
    assert "Aucun organisme" in texte(client.get("/organismes/?q=caché"))
    assert "1 organisme" in texte(client.get("/organismes/?q=epicerie"))


def test_liste_se_filtre_et_s_exporte_comme_l_api(client, organisme) -> None:
    scop = f.OrganismeFactory(nom="Scop d’ailleurs", forme_juridique="scop")
    en_ligne(f.ProjetFactory(nom="Autre projet", resume="x", organisme=scop))
    page = client.get("/organismes/?forme_juridique=scop")
    assert "Scop d’ailleurs" in texte(page)
    assert "L’Épicerie d’ici" not in texte(page)
    (adresse,) = set(re.findall(r'href="(/api/v1/organismes/[^"]*format=csv)"', page.content.decode()))
    fichier = b"".join(client.get(adresse.replace("&amp;", "&")).streaming_content).decode()
    assert "Scop d’ailleurs" in fichier
    assert "Épicerie" not in fichier
    assert (
        client.get("/organismes/?q=&forme_juridique=scop&region=").headers["Location"].endswith("?forme_juridique=scop")
    )
    refus = client.get("/organismes/?region=lune")
    assert refus.status_code == 400
    assert "lune" in texte(refus)


def test_adresse_tient_meme_sans_lettre() -> None:
    assert Organisme.objects.trouver(f.OrganismeFactory(nom="東京").slug) is not None


def test_theme_montre_chaque_nature_et_mene_aux_listes(client) -> None:
    parent = f.ThematiqueFactory(nom="Emploi", slug="emploi", description="Créer des emplois.")
    fille = f.ThematiqueFactory(nom="Insertion", slug="insertion", parente=parent)
    for rang in range(9):
        ressource = f.RessourceFactory(titre=f"Ressource {rang}")
        ressource.thematiques.add(fille)
        en_ligne(ressource)
    page = client.get("/thematiques/emploi/")
    assert "Créer des emplois." in texte(page)
    assert "Ressources 9" in texte(page)
    assert "Voir les 9" in texte(page)
    assert 'href="/ressources/?thematique=emploi"' in page.content.decode()
    assert "Emploi" in texte(client.get("/thematiques/insertion/"))
    assert 'href="/thematiques/insertion/"' in client.get("/thematiques/").content.decode()
    assert "Aucune fiche publiée" in texte(client.get(f.ThematiqueFactory().get_absolute_url()))
    assert client.get("/thematiques/lune/").status_code == 404


def test_theme_dit_ce_que_ses_projets_ont_recu_et_comment_le_suivre(client) -> None:
    theme = f.ThematiqueFactory(slug="mobilite", nom="Mobilité")
    for montant in (700, None):
        projet = f.ProjetFactory(resume="x")
        projet.thematiques.add(theme)
        montants = dict.fromkeys(("montant_demande", "montant_vote", "montant_conventionne"), montant)
        f.SubventionFactory(projet=projet, collectivite=f.CollectiviteFactory(publie=True), **montants)
        en_ligne(projet)
    page = client.get("/thematiques/mobilite/")
    dit = texte(page).replace("\xa0", " ")
    assert "Accordés aux projets de ce thème 700 €" in dit
    assert "Projets dont le montant est connu 1 sur 2" in dit
    for adresse in ("/flux/thematiques/mobilite.atom", "/flux/dispositifs.ics?thematique=mobilite"):
        assert f'href="{adresse}"' in page.content.decode()
        assert client.get(adresse).status_code == 200
    assert client.get("/alertes/dispositifs/?thematique=mobilite").status_code == 200


def test_organisme_se_decrit_pour_les_moteurs_et_mene_a_ses_subventions(client, organisme) -> None:
    page = client.get(organisme.get_absolute_url())
    decrit = json_ld(page)
    assert (decrit["@type"], decrit["name"]) == ("Organization", organisme.nom)
    assert decrit["url"] == f"http://testserver{organisme.get_absolute_url()}"
    siennes = f"/subventions/?beneficiaire={organisme.uid}"
    assert f'href="{siennes}"' in page.content.decode()
    assert client.get(siennes).context["page"].paginator.count == len(page.context["roles"].recues) > 0


def test_pages_coutent_autant_pour_dix_fiches_que_pour_une(cout_constant) -> None:
    theme, organisme = f.ThematiqueFactory(), f.OrganismeFactory()

    def ajouter() -> None:
        projet = f.ProjetFactory(resume="x", organisme=organisme)
        projet.thematiques.add(theme)
        en_ligne(projet)
        en_ligne(f.ProjetFactory(resume="x", organisme=f.OrganismeFactory()))

    for adresse in (theme.get_absolute_url(), "/organismes/"):
        cout_constant(adresse, ajouter)
    cout_constant(organisme.get_absolute_url(), ajouter)
