"""Resources: what was said and by whom, what they speak of, and the way to them from everything that they cite."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from programmes.models import Ressource
from programmes.ressource import minutes_de_lecture, paroles, piece
from publication.actions import publier, retirer, synchroniser
from publication.models import Publication
from tests import factories as f
from tests.site.test_metadonnees import json_ld
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db
LISTE = "/ressources/"


def en_ligne(fiche):
    publier(fiche=fiche, par=f.UtilisateurFactory())
    return fiche


@pytest.fixture
def conference():
    """A conference where two authorities speak, which cites all that one of them does."""
    moselle, pas_de_calais = (f.CollectiviteFactory(publie=True, nom=nom) for nom in ("Moselle", "Pas-de-Calais"))
    politique = f.PolitiqueFactory(publie=True, collectivite=moselle, titre="Politique de la Moselle")
    dispositif = f.DispositifFactory(publie=True, collectivite=moselle, titre="Appel à projets")
    projet = f.ProjetFactory(resume="x", nom="Coopérative jeunesse")
    f.SubventionFactory(projet=projet, collectivite=moselle)
    en_ligne(projet)
    orphelin = f.ProjetFactory(publie=True, nom="Projet sans soutien connu")
    conference = f.RessourceFactory(genre="conference", titre="Départements, que faire ?", auteurs="Réseau Exemple")
    conference.collectivites.add(moselle)
    conference.politiques.add(politique)
    conference.dispositifs.add(dispositif)
    conference.projets.add(projet, orphelin)
    for collectivite, titre in (
        (pas_de_calais, "Le budget citoyen"),
        (moselle, "L’emploi"),
        (pas_de_calais, "Les SCIC"),
    ):
        f.InterventionFactory(ressource=conference, collectivite=collectivite, titre=titre)
    f.InterventionFactory(ressource=conference, titre="Mot de la fin", intervenant="", fonction="Animatrice")
    return en_ligne(conference)


def test_interventions_sont_rangees_par_collectivite(client, conference) -> None:
    page = texte(client.get(conference.get_absolute_url())).split("Interventions", 2)[-1]
    ordre = ["Pas-de-Calais", "Le budget citoyen", "Dominique Exemple", "Vice-présidente", "Les SCIC", "Moselle"]
    ordre += ["L’emploi", "Autres interventions", "Mot de la fin", "Animatrice"]
    places = []
    for mot in ordre:
        places.append(page.index(mot, places[-1] if places else 0))
    assert places == sorted(places)


def test_ce_dont_elle_parle_est_range_sous_chaque_collectivite(client, conference) -> None:
    sujets = client.get(conference.get_absolute_url()).context["sujets"]
    assert [(str(s.collectivite and s.collectivite.titre), [fiche.titre for fiche in s.fiches]) for s in sujets] == [
        ("Pas-de-Calais", []),
        ("Moselle", ["Politique de la Moselle", "Appel à projets", "Coopérative jeunesse"]),
        ("None", ["Projet sans soutien connu"]),
    ]


def test_tout_ce_dont_elle_parle_mene_a_elle(client, conference) -> None:
    for citee in Publication.objects.vivantes().exclude(nature="ressource"):
        page = client.get(citee.get_absolute_url()).content.decode()
        assert f'href="{conference.get_absolute_url()}"' in page, citee.titre
        assert f'href="{citee.get_absolute_url()}"' in client.get(conference.get_absolute_url()).content.decode()


def test_ce_qui_n_est_plus_public_n_est_plus_cite(client, conference) -> None:
    retirer(fiche=conference.dispositifs.get(), motif="Clos.", par=f.UtilisateurFactory())
    assert "Appel à projets" not in texte(client.get(conference.get_absolute_url()))


def test_fichiers_et_liens_disent_ce_qu_ils_sont(client) -> None:
    ressource = f.RessourceFactory(lien="https://www.example.org/video", genre="video")
    f.PieceJointeFactory(ressource=ressource, titre="Ailleurs", url="https://www.example.net/guide")
    jointe = f.PieceJointeFactory(ressource=ressource, titre="Le guide", avec_fichier=True)
    en_ligne(ressource)
    page = client.get(ressource.get_absolute_url())
    for attendu in ("Le guide fichier PDF", "Ailleurs lien vers example.net", "sur example.org"):
        assert attendu in texte(page)
    assert f'href="{jointe.fichier.url}" download' in page.content.decode()
    assert client.get(jointe.fichier.url).getvalue().startswith(b"%PDF")
    assert piece({"titre": "x", "url": "/media/ressources/a.b.ods"}).precision == "ODS"


@pytest.mark.parametrize(
    ("genre", "mots"),
    [("kit", "Ouvrir la boîte à outils"), ("article", "Lire l’original"), ("conference", "Voir la vidéo")],
)
def test_bouton_dit_ou_il_mene(client, genre, mots) -> None:
    ressource = f.RessourceFactory(publie=True, genre=genre, lien="https://example.org/")
    assert mots in texte(client.get(ressource.get_absolute_url()))


def test_boite_a_outils_montre_ce_qu_elle_contient_et_chacune_y_mene(client) -> None:
    kit = f.RessourceFactory(publie=True, genre="kit", titre="Boîte des Départements")
    dedans = f.RessourceFactory(publie=True, titre="Compte rendu", kit=kit)
    f.RessourceFactory(titre="Brouillon du kit", kit=kit)
    page = texte(client.get(kit.get_absolute_url()))
    assert "Compte rendu" in page.split("Dans cette boîte à outils")[1]
    assert "Brouillon du kit" not in page
    membre = client.get(dedans.get_absolute_url())
    assert "Fait partie de Boîte des Départements" in texte(membre)
    assert json_ld(membre)["isPartOf"]["url"] == f"http://testserver{kit.get_absolute_url()}"
    retirer(fiche=kit, motif="Refait.", par=f.UtilisateurFactory())
    assert "Boîte des Départements" not in texte(client.get(dedans.get_absolute_url()))


def test_boite_a_outils_se_choisit_parmi_les_boites_et_n_entre_pas_dans_une_autre() -> None:
    article, kit = f.RessourceFactory(titre="Un article"), f.RessourceFactory(genre="kit")
    with pytest.raises(ValidationError) as refus:
        Ressource(genre="article", titre="x", slug="x", kit=article).full_clean()
    assert "kit" in refus.value.message_dict
    with pytest.raises(ValidationError, match="ne fait pas partie d’une autre"):
        Ressource(genre="kit", titre="x", slug="x", kit=kit).full_clean()


def test_dates_de_parution_et_de_mise_a_jour_se_lisent(client) -> None:
    ressource = f.RessourceFactory(
        publie=True, parue_le=dt.date(2022, 1, 13), mise_a_jour_le=dt.date(2022, 1, 18), debut=dt.date(2021, 11, 9)
    )
    page = texte(client.get(ressource.get_absolute_url()))
    for attendu in ("Date 9 novembre 2021", "Parue le 13 janvier 2022", "Mise à jour le 18 janvier 2022"):
        assert attendu in page


def test_temps_de_lecture_compte_tous_les_textes() -> None:
    fiche = {"resume": "mot " * 200, "texte": "mot " * 300, "interventions": [{"texte": "mot " * 420}]}
    assert minutes_de_lecture(fiche) == 4
    assert minutes_de_lecture({"resume": "", "texte": "", "interventions": []}) == 0
    assert paroles([]) == []


def test_liste_filtre_par_collectivite_annee_genre_et_theme(client) -> None:
    theme = f.ThematiqueFactory(slug="numerique")
    ici, ailleurs = f.CollectiviteFactory(publie=True), f.CollectiviteFactory(publie=True)
    article = f.RessourceFactory(titre="Ancienne", parue_le=dt.date(2005, 2, 6))
    article.collectivites.add(ici)
    article.thematiques.add(theme)
    video = f.RessourceFactory(
        titre="Récente", genre="video", parue_le=dt.date(2022, 12, 31), debut=dt.date(2021, 1, 1)
    )
    f.InterventionFactory(ressource=video, collectivite=ailleurs)
    en_ligne(article)
    en_ligne(video)

    def titres(**filtres: object) -> list[str]:
        return [publication.titre for publication in client.get(LISTE, filtres).context["publications"]]

    assert titres(collectivite=ici.uid) == ["Ancienne"]
    assert titres(collectivite=f"-{ici.uid}") == ["Récente"]
    assert titres(annee=2021) == titres(genre="video") == ["Récente"]
    assert titres(annee=2022) == []
    assert titres(thematique="numerique") == ["Ancienne"]
    assert titres(tri="-date") == ["Récente", "Ancienne"]


def test_facettes_comptent_sous_les_autres_filtres_et_nomment_les_collectivites(client) -> None:
    ici = f.CollectiviteFactory(publie=True, nom="Pays d’Ici")
    for genre in ("article", "video"):
        ressource = f.RessourceFactory(genre=genre, parue_le=dt.date(2020, 5, 1))
        ressource.collectivites.add(ici)
        en_ligne(ressource)
    f.RessourceFactory(publie=True, parue_le=None)
    blocs = client.get(LISTE, {"genre": "video"}).context["blocs"]
    facettes = {bloc["champ"].name: bloc["facette"] for bloc in blocs if bloc["facette"]}
    assert list(facettes)[:4] == ["genre", "thematique", "collectivite", "annee"]
    assert [(v.libelle, v.nombre) for v in facettes["collectivite"].valeurs] == [("Pays d’Ici", 1)]
    assert [(v.libelle, v.nombre) for v in facettes["annee"].valeurs] == [("2020", 1)]
    assert {v.code: v.nombre for v in facettes["genre"].valeurs if v.nombre} == {"article": 2, "video": 1}


def test_collectivite_inconnue_ou_en_brouillon_se_dit_sans_se_trahir(client) -> None:
    brouillon = f.CollectiviteFactory(nom="Secrète")
    for code in (brouillon.uid, "nimporte", str(brouillon.uid).upper()):
        page = client.get(LISTE, {"collectivite": code})
        assert page.status_code == 400
        assert f"Aucune collectivité publique ne porte l’identifiant « {code} »" in texte(page)
        assert "Secrète" not in texte(page)


def test_fiche_de_ressource_coute_autant_pour_dix_que_pour_une(cout_constant) -> None:
    ressource = f.RessourceFactory(publie=True)

    def ajouter() -> None:
        dispositif = f.DispositifFactory(publie=True, collectivite=f.CollectiviteFactory(publie=True))
        ressource.dispositifs.add(dispositif)
        ressource.collectivites.add(dispositif.collectivite)
        f.InterventionFactory(ressource=ressource, collectivite=dispositif.collectivite)
        synchroniser([ressource])

    cout_constant(ressource.get_absolute_url(), ajouter)


def test_conference_datee_est_un_evenement_et_son_compte_rendu_un_article(client, conference) -> None:
    compte_rendu = json_ld(client.get(conference.get_absolute_url()))
    assert compte_rendu["@type"] == "Article"
    assert compte_rendu["datePublished"] == "2022-01-13"
    assert compte_rendu["author"] == {"@type": "Organization", "name": "Réseau Exemple"}
    assert [personne["name"] for personne in compte_rendu["contributor"]] == ["Dominique Exemple"] * 3
    assert {sujet["@type"] for sujet in compte_rendu["about"]} == {
        "GovernmentOrganization",
        "CreativeWork",
        "GovernmentService",
        "Project",
    }
    conference.refresh_from_db()
    conference.debut, conference.fin, conference.lieu = dt.date(2021, 11, 9), dt.date(2021, 11, 10), "En ligne"
    conference.save()
    synchroniser([conference])
    evenement = json_ld(client.get(conference.get_absolute_url()))
    assert (evenement["@type"], evenement["startDate"], evenement["endDate"]) == ("Event", "2021-11-09", "2021-11-10")
    assert evenement["location"] == {"@type": "Place", "name": "En ligne"}
    assert evenement["organizer"]["name"] == "Réseau Exemple"
    assert evenement["performer"][0]["jobTitle"] == "Vice-présidente"


@pytest.mark.parametrize(
    ("genre", "type_"),
    [
        ("article", "Article"),
        ("temoignage", "Article"),
        ("publication", "Report"),
        ("kit", "LearningResource"),
        ("video", "VideoObject"),
    ],
)
def test_chaque_genre_a_son_type_pour_les_moteurs(client, genre, type_) -> None:
    ressource = f.RessourceFactory(genre=genre, mise_a_jour_le=dt.date(2022, 1, 18))
    jointe = f.PieceJointeFactory(ressource=ressource, avec_fichier=True)
    en_ligne(ressource)
    decrit = json_ld(client.get(ressource.get_absolute_url()))
    assert decrit["@type"] == type_
    assert decrit["dateModified"] == "2022-01-18"
    assert ("uploadDate" in decrit) is (genre == "video")
    assert decrit["associatedMedia"][0]["contentUrl"] == f"http://testserver{jointe.fichier.url}"


def test_pdf_de_la_conference_tient_ses_interventions(client, conference) -> None:
    reponse = client.get(reverse("programmes:ressource_pdf", args=[conference.slug]))
    pages = PdfReader(BytesIO(reponse.content)).pages
    assert "Le budget citoyen" in "".join(page.extract_text() for page in pages)
