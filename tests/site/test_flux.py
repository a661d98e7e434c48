"""Feeds, read by the libraries that readers use."""

from __future__ import annotations

import datetime as dt
import re

import feedparser
import pytest
from icalendar import Calendar

from publication.actions import publier
from tests import factories as f

pytestmark = pytest.mark.django_db


def lire(client, adresse: str):
    reponse = client.get(adresse)
    assert reponse.headers["Content-Type"].startswith("application/atom+xml")
    lu = feedparser.parse(reponse.content)
    assert not lu.bozo
    return lu


def test_flux_d_une_nature_suit_les_filtres_de_sa_liste(client) -> None:
    region = f.RegionFactory(code="53", nom="Bretagne")
    ici = f.CollectiviteFactory(publie=True, region=region, departement=None, presentation="Une belle région.")
    f.CollectiviteFactory(publie=True)
    f.CollectiviteFactory(region=region, nom="Brouillon")
    assert len(lire(client, "/flux/collectivites.atom").entries) == 2
    lu = lire(client, "/flux/collectivites.atom?region=53")
    (entree,) = lu.entries
    assert entree.id == f"urn:uuid:{ici.uid}"
    assert entree.link == f"http://testserver{ici.get_absolute_url()}"
    assert entree.summary == "Une belle région."
    assert lu.feed.rights == "Licence Ouverte 2.0 (etalab-2.0)"
    assert "?region=53" in lu.feed.link
    assert client.get("/flux/collectivites.atom?region=zz").status_code == 400
    assert client.get("/flux/lunes.atom").status_code == 404


def test_flux_d_une_region_et_d_un_theme(client) -> None:
    region = f.RegionFactory(code="53", nom="Bretagne")
    f.CollectiviteFactory(publie=True, region=region, departement=None)
    theme = f.ThematiqueFactory(slug="mobilite", nom="Mobilité")
    ressource = f.RessourceFactory()
    ressource.thematiques.add(theme)
    publier(fiche=ressource, par=f.UtilisateurFactory())
    assert len(lire(client, "/flux/regions/53.atom").entries) == 1
    assert len(lire(client, "/flux/thematiques/mobilite.atom").entries) == 1
    assert len(lire(client, "/flux/tout.atom").entries) == 2
    assert client.get("/flux/regions/99.atom").status_code == 404
    assert client.get("/flux/thematiques/lune.atom").status_code == 404


def test_page_des_flux_mene_a_l_agenda_de_chaque_region_et_theme(client) -> None:
    region = f.RegionFactory(code="53", nom="Bretagne")
    theme = f.ThematiqueFactory(slug="mobilite", nom="Mobilité")
    dates = {"ouverture_le": dt.date(2026, 1, 1), "cloture_le": dt.date(2026, 12, 31)}
    bretonne = f.CollectiviteFactory(publie=True, region=region, departement=None)
    f.DispositifFactory(publie=True, collectivite=bretonne, titre="Breton", **dates)
    mobile = f.DispositifFactory(titre="Mobile", collectivite=f.CollectiviteFactory(publie=True), **dates)
    mobile.thematiques.add(theme)
    publier(fiche=mobile, par=f.UtilisateurFactory())
    page = client.get("/flux/").content.decode()
    for requete, titre in (("region=53", "Breton"), ("thematique=mobilite", "Mobile")):
        (adresse,) = set(re.findall(rf'href="([^"]+\.ics\?{requete})"', page))
        agenda = Calendar.from_ical(client.get(adresse).content)
        resumes = {str(evenement["summary"]) for evenement in agenda.walk("VEVENT")}
        assert resumes == {f"Ouverture : {titre}", f"Clôture : {titre}"}


def test_page_des_flux_garde_les_regions_et_les_themes_que_l_on_nomme(client) -> None:
    f.RegionFactory(code="53", nom="Bretagne")
    f.RegionFactory(code="11", nom="Île-de-France")
    f.ThematiqueFactory(slug="mobilite", nom="Mobilité")
    page = client.get("/flux/?q=ile de").content.decode()
    assert "/flux/regions/11.atom" in page
    assert "/flux/regions/53.atom" not in page
    assert "Aucun thème ne répond." in page
    assert "/flux/thematiques/mobilite.atom" in client.get("/flux/?q=MOBILITE").content.decode()


def test_flux_donne_les_dernieres_d_abord_et_cinquante_au_plus(client) -> None:
    for _ in range(51):
        f.CollectiviteFactory(publie=True)
    derniere = f.CollectiviteFactory(publie=True, nom="Dernière")
    entrees = lire(client, "/flux/collectivites.atom").entries
    assert len(entrees) == 50
    assert entrees[0].title == derniere.nom


def test_calendrier_donne_ouvertures_et_clotures(client) -> None:
    date = f.DispositifFactory(
        publie=True, titre="Appel; à projets, été", ouverture_le=dt.date(2026, 3, 1), cloture_le=dt.date(2026, 6, 30)
    )
    f.DispositifFactory(publie=True)
    reponse = client.get("/flux/dispositifs.ics")
    assert reponse.headers["Content-Type"].startswith("text/calendar")
    evenements = Calendar.from_ical(reponse.content).walk("VEVENT")
    assert [(e["uid"], e["dtstart"].dt) for e in evenements] == [
        (f"{date.uid}-ouverture_le", dt.date(2026, 3, 1)),
        (f"{date.uid}-cloture_le", dt.date(2026, 6, 30)),
    ]
    assert evenements[1]["summary"] == "Clôture : Appel; à projets, été"
    assert evenements[0]["dtend"].dt == dt.date(2026, 3, 2)
    assert client.get("/flux/dispositifs.ics?etat=lune").status_code == 400


def test_page_et_listes_annoncent_leurs_flux(client) -> None:
    f.RegionFactory(code="53", nom="Bretagne")
    f.DispositifFactory(publie=True, nature_aide="pret")
    page = client.get("/flux/").content.decode()
    assert 'href="/flux/regions/53.atom"' in page
    assert 'href="/flux/dispositifs.ics"' in page
    liste = client.get("/dispositifs/?nature_aide=pret").content.decode()
    assert 'rel="alternate"' in liste
    assert 'href="/flux/dispositifs.atom?nature_aide=pret"' in liste
    assert 'href="/flux/dispositifs.ics?nature_aide=pret"' in liste


def test_region_departement_et_theme_annoncent_leur_flux(client) -> None:
    region = f.RegionFactory(code="53", nom="Bretagne", slug="bretagne")
    departement = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", slug="ille-et-vilaine", region=region)
    porteuse = f.CollectiviteFactory(publie=True, region=region, departement=departement)
    f.DispositifFactory(publie=True, collectivite=porteuse)
    f.ThematiqueFactory(slug="mobilite", nom="Mobilité")
    attendus = {
        "/regions/bretagne/": ("/flux/regions/53.atom", 2),
        "/departements/ille-et-vilaine/": ("/flux/dispositifs.atom?departement=35", 1),
        "/thematiques/mobilite/": ("/flux/thematiques/mobilite.atom", 0),
    }
    for page, (flux, nombre) in attendus.items():
        contenu = client.get(page).content.decode()
        assert flux in re.findall(r'type="application/atom\+xml"[^>]*href="([^"]+)"', contenu)
        assert len(lire(client, flux).entries) == nombre
    assert "Suivre les aides de ce département" in client.get("/departements/ille-et-vilaine/").content.decode()


def test_flux_coute_autant_pour_dix_fiches_que_pour_une(cout_constant) -> None:
    cout_constant("/flux/collectivites.atom", lambda: f.CollectiviteFactory(publie=True))
