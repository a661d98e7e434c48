"""Cards that other sites show: described by oEmbed, open in any frame, and nothing else of ours is."""

from __future__ import annotations

import html
import re

import pytest

from publication.actions import retirer
from publication.models import Publication
from tests import factories as f
from tests.monde_public import creer_un_monde_complet
from tests.types_de_pages import creer_les_pages

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def cadres() -> list[str]:
    fiches = [f"/integrer/{une.nature}s/{une.slug}/" for une in Publication.objects.vivantes()]
    return [*fiches, f"/integrer{_region()}"]


def _region() -> str:
    return f.RegionFactory._meta.model.objects.first().get_absolute_url()


def decrire(client, adresse: str, **parametres: object):
    return client.get("/oembed/", {"url": f"{SITE}{adresse}", **parametres})


def test_chaque_fiche_et_chaque_region_se_decouvrent_se_decrivent_et_s_affichent(client) -> None:
    creer_un_monde_complet()
    pages = [une.get_absolute_url() for une in Publication.objects.vivantes()]
    for page in [*pages, _region(), *(f"/en{page}" for page in pages)]:
        texte = client.get(page).content.decode()
        (decouverte,) = re.findall(r'type="application/json\+oembed"\s+href="([^"]+)"', texte)
        reponse = client.get(html.unescape(decouverte))
        assert (reponse.status_code, reponse["Content-Type"]) == (200, "application/json"), page
        dit = reponse.json()
        assert (dit["version"], dit["type"], dit["provider_name"]) == ("1.0", "rich", "Répertoire ESS")
        (cadre,) = re.findall(r'<iframe src="([^"]+)" title="[^"]+" width="480" height="\d+"', dit["html"])
        assert html.escape(dit["html"]) in texte.replace("&#x27;", "'"), "le code à copier est celui d’oEmbed"
        carte = client.get(cadre)
        assert carte.status_code == 200
        assert f'href="{SITE}{page}"' in carte.content.decode(), "elle mène à la page, dans sa langue"
        assert "Licence Ouverte 2.0" in carte.content.decode()


def test_les_cadres_s_ouvrent_a_tous_sans_cookie_ni_script_ni_tiers(client) -> None:
    creer_un_monde_complet()
    adresses = cadres()
    for fois in range(2):
        for adresse in adresses:
            reponse = client.get(adresse)
            assert reponse.status_code == 200, (adresse, fois)
            assert "frame-ancestors *" in reponse["Content-Security-Policy"]
            assert "X-Frame-Options" not in reponse
            assert not reponse.cookies
            texte = reponse.content.decode()
            assert "<script" not in texte
            assert not re.findall(r'(?:src|href)="(?!/|http://testserver/|https://www\.etalab\.gouv\.fr)[^"]+"', texte)
            assert len(reponse.content) < 60_000


def test_toutes_les_autres_pages_restent_fermees(client) -> None:
    for adresse in [
        *creer_les_pages(),
        "/oembed/?url=x",
        "/integrer/lunes/une/",
        "/admin/login/",
        "/api/v1/collectivites/",
    ]:
        reponse = client.get(adresse)
        assert reponse["X-Frame-Options"] == "DENY", adresse
        assert "frame-ancestors 'none'" in reponse["Content-Security-Policy"], adresse


def test_les_bornes_sont_tenues_et_l_image_n_est_donnee_que_si_elle_y_tient(client) -> None:
    page = f.CollectiviteFactory(publie=True).get_absolute_url()
    libre = decrire(client, page).json()
    assert (libre["width"], libre["height"], libre["thumbnail_width"]) == (480, 340, 1200)
    assert client.get(libre["thumbnail_url"])["Content-Type"] == "image/png"
    borne = decrire(client, page, maxwidth=300, maxheight=200).json()
    assert (borne["width"], borne["height"]) == (300, 200)
    assert 'width="300" height="200"' in borne["html"]
    assert "thumbnail_url" not in borne
    assert decrire(client, page, maxwidth=9999).json()["width"] == 480


@pytest.mark.parametrize(
    ("parametres", "statut"),
    [
        ({"url": f"{SITE}/a-propos/"}, 404),
        ({"url": f"{SITE}/collectivites/inconnue/"}, 404),
        ({"url": f"{SITE}/regions/inconnue/"}, 404),
        ({"url": f"{SITE}/rien/du/tout"}, 404),
        ({"url": "https://example.org/collectivites/une/"}, 404),
        ({"url": "javascript:alert(1)"}, 404),
        ({"url": "http://[mal"}, 404),
        ({}, 404),
        ({"url": f"{SITE}/a-propos/", "format": "xml"}, 501),
        ({"url": f"{SITE}/a-propos/", "maxwidth": "large"}, 400),
        ({"url": f"{SITE}/a-propos/", "maxheight": "0"}, 400),
    ],
)
def test_ce_qui_ne_se_decrit_pas_est_refuse_comme_le_dit_oembed(client, parametres, statut) -> None:
    reponse = client.get("/oembed/", parametres)
    assert (reponse.status_code, reponse["Content-Type"]) == (statut, "application/problem+json")
    assert reponse.json()["status"] == statut


def test_un_brouillon_n_a_pas_de_carte_une_fiche_retiree_le_dit_une_remplacee_mene_a_l_autre(client) -> None:
    par, brouillon = f.UtilisateurFactory(), f.CollectiviteFactory()
    retiree = f.CollectiviteFactory(publie=True, nom="Nom oublié")
    heritiere = f.CollectiviteFactory(publie=True)
    remplacee = f.CollectiviteFactory(publie=True, remplacee_par=heritiere, dissoute_en=2025)
    for fiche in (retiree, remplacee):
        retirer(fiche=fiche, motif="Non.", par=par)
    assert client.get(f"/integrer/collectivites/{brouillon.slug}/").status_code == 404
    assert decrire(client, f"/collectivites/{brouillon.slug}/").status_code == 404
    assert decrire(client, f"/collectivites/{retiree.slug}/").status_code == 404
    partie = client.get(f"/integrer/collectivites/{retiree.slug}/")
    assert partie.status_code == 410
    assert "a été retirée du répertoire" in partie.content.decode()
    assert "Nom oublié" not in partie.content.decode()
    suite = client.get(f"/integrer/collectivites/{remplacee.slug}/")
    assert suite["Location"] == f"/integrer/collectivites/{heritiere.slug}/"
    assert heritiere.slug in decrire(client, f"/collectivites/{remplacee.slug}/").json()["html"]


def test_un_titre_ne_s_echappe_pas_du_code(client) -> None:
    fiche = f.CollectiviteFactory(publie=True, nom='Guillemets " onload="x')
    dit = decrire(client, fiche.get_absolute_url()).json()["html"]
    assert 'title="Guillemets &quot; onload=&quot;x"' in dit


def test_la_carte_d_une_region_compte_ce_qu_elle_montre(client) -> None:
    region = f.RegionFactory(code="53", nom="Bretagne", slug="bretagne")
    for nombre in (1, 2):
        f.CollectiviteFactory(publie=True, region=region, departement=None)
        texte = client.get("/integrer/regions/bretagne/").content.decode()
        assert f"<strong>{nombre}</strong> collectivité{'s' * (nombre > 1)} publiée{'s' * (nombre > 1)}" in texte
    assert "published authorities" in client.get("/en/integrer/regions/bretagne/").content.decode()
    assert client.get("/integrer/regions/atlantide/").status_code == 404


def test_un_apercu_ne_se_laisse_pas_integrer(client) -> None:
    from publication.apercu import adresse_privee

    page = client.get(adresse_privee(f.CollectiviteFactory())).content.decode()
    assert "oembed" not in page
    assert "code-a-integrer" not in page


def test_la_carte_coute_autant_pour_dix_fiches_que_pour_une(cout_constant) -> None:
    f.RegionFactory(code="53", slug="bretagne")
    region = f.RegionFactory(code="53")
    cout_constant(
        "/integrer/regions/bretagne/", lambda: f.CollectiviteFactory(publie=True, region=region, departement=None)
    )
