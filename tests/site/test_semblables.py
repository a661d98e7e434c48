"""Schemes and projects alike, with the reasons."""

from __future__ import annotations

import pytest

from publication.actions import publier
from tests import factories as f
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db


def en_ligne(*fiches) -> None:
    par = f.UtilisateurFactory()
    for fiche in fiches:
        publier(fiche=fiche, par=par)


def test_dispositifs_semblables_disent_pourquoi_et_le_plus_proche_vient_d_abord(client) -> None:
    emploi, culture = f.ThematiqueFactory(slug="emploi", nom="Emploi"), f.ThematiqueFactory(slug="culture")
    bretagne = f.RegionFactory(code="53")
    ille = f.DepartementFactory(code="35", region=bretagne)
    rennes = f.CollectiviteFactory(publie=True, region=bretagne, departement=ille)
    brest = f.CollectiviteFactory(publie=True, region=bretagne)
    mien = f.DispositifFactory(titre="Le mien", nature_aide="pret", collectivite=rennes)
    proche = f.DispositifFactory(titre="Le proche", nature_aide="pret", collectivite=rennes)
    voisin = f.DispositifFactory(titre="Le voisin", nature_aide="bourse", collectivite=brest)
    autre = f.DispositifFactory(titre="Sans rapport", nature_aide="pret", collectivite=rennes)
    brouillon = f.DispositifFactory(titre="Un brouillon", nature_aide="pret", collectivite=rennes)
    for dispositif in (mien, proche, voisin, brouillon):
        dispositif.thematiques.add(emploi)
    autre.thematiques.add(culture)
    en_ligne(mien, proche, voisin, autre)
    page = texte(client.get(f"/dispositifs/{mien.slug}/"))
    section = page.split("Dispositifs semblables")[1]
    assert section.index("Le proche") < section.index("Le voisin")
    assert "thèmes communs : Emploi · même aide : prêt · même département" in section
    assert "thèmes communs : Emploi · même région" in section
    assert "Sans rapport" not in page
    assert "Un brouillon" not in page


def test_projet_sans_theme_n_a_pas_de_semblable(client) -> None:
    f.ProjetFactory(publie=True)
    seul = f.ProjetFactory(publie=True)
    assert "Projets semblables" not in texte(client.get(f"/projets/{seul.slug}/"))


def test_projets_d_un_meme_theme_se_citent_en_autant_de_requetes(client, django_assert_max_num_queries) -> None:
    theme = f.ThematiqueFactory(slug="commerce", nom="Commerce")
    projets = f.ProjetFactory.create_batch(7)
    for projet in projets:
        projet.thematiques.add(theme)
    en_ligne(*projets)
    with django_assert_max_num_queries(12):
        page = texte(client.get(f"/projets/{projets[0].slug}/"))
    assert page.split("Projets semblables")[1].count("thèmes communs : Commerce") == 4
