"""A word that very many sheets say costs no more to rank than another, and gives the same sheets by every door."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.filters import ProjetFilter
from publication import reponses as module
from publication.actions import synchroniser
from publication.models import Publication
from publication.recherche import Largeur, comprehension, comprendre, expressions
from tests import factories as f
from tests.site.test_memoire import comptage

if TYPE_CHECKING:
    from programmes.models import Projet

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 6, 1)
CLASSEES = 2


@pytest.fixture(autouse=True)
def _tout_est_commun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comprehension, "TROUVEES_AU_PLUS", 3)
    monkeypatch.setattr(expressions, "CLASSEES_AU_PLUS", CLASSEES)


def creer(nombre: int) -> list[Projet]:
    return [f.ProjetFactory(publie=True, nom=f"Atelier vélo {rang}", resume="Du vélo.") for rang in range(nombre)]


def agregats(requetes: CaptureQueriesContext) -> int:
    return sum("ARRAY_AGG" in requete["sql"] for requete in requetes)


@pytest.mark.parametrize("nombre", [4, 9])
def test_les_fiches_classees_ne_croissent_pas_avec_celles_qui_repondent(nombre: int) -> None:
    creer(nombre)
    nommee = f.CollectiviteFactory(publie=True, nom="Vélo")
    comprise = comprendre("vélo")
    assert comprise.est_commune
    meilleures = list(Publication.objects.meilleures(comprise, le=JOUR))
    assert meilleures[0].titre == nommee.nom
    assert CLASSEES <= len(meilleures) <= 2 * CLASSEES + 1
    toutes = list(Publication.objects.repondant(comprise, le=JOUR))
    assert toutes[: len(meilleures)] == meilleures
    assert len(toutes) == nombre + 1


def test_les_mots_se_cherchent_dans_leur_index_sans_lire_les_fiches() -> None:
    creer(4)
    with connection.cursor() as curseur:  # so few rows would be read without the index, in the transaction of the test
        curseur.execute("SET LOCAL enable_seqscan = off")
        curseur.execute("SET LOCAL enable_indexscan = off")
        curseur.execute(
            "SELECT string_agg(indexrelid::regclass::text, ', ') FROM pg_index"
            " WHERE indrelid = 'publication_publication'::regclass AND indpred IS NOT NULL"
        )
        curseur.execute(f"DROP INDEX {curseur.fetchone()[0]}")
    plan = Publication.objects.revisions(comprendre("vélo")).explain()
    assert "Bitmap Index Scan on publication_recherche" in plan
    assert "programmes_projet" not in plan


def test_la_liste_garde_toutes_celles_qui_repondent_dans_l_ordre_de_l_api() -> None:
    creer(7)
    f.ProjetFactory(publie=True, nom="Vélo")
    f.ProjetFactory(publie=True, nom="Autre chose")
    f.CollectiviteFactory(publie=True, nom="Pays du vélo")
    assert comptage(ProjetFilter, "q=vélo").nombre == 8
    assert comptage(ProjetFilter, "q=vélo&tri=titre").nombre == 8
    f.DispositifFactory.create_batch(4, publie=True, titre="Aide au canoë")
    assert comprendre("canoë").est_commune
    assert comptage(ProjetFilter, "q=canoë").nombre == 0


def test_la_suite_d_une_recherche_ne_la_relit_pas_avant_la_prochaine_ecriture(client) -> None:
    projets = creer(6)
    adresse = reverse("programmes:projets")
    for requete, relues in (("q=vélo", 1), ("q=vélo&par_page=50", 0), ("q=vélo&annee=2020", 0), ("q=atelier", 1)):
        with CaptureQueriesContext(connection) as requetes:
            client.get(f"{adresse}?{requete}")
        assert agregats(requetes) == relues, requete
    page = client.get(reverse("publication:recherche"), {"q": "vélo"})
    assert page.context["total"] == 6
    projets[0].nom, projets[0].resume = "Atelier couture", "Des fils."
    projets[0].save()
    synchroniser(projets[:1])
    with CaptureQueriesContext(connection) as requetes:
        page = client.get(reverse("publication:recherche"), {"q": "vélo"})
    assert agregats(requetes) == 1
    assert page.context["total"] == 5


def test_les_recherches_gardees_ne_depassent_pas_leur_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GARDEES_AU_PLUS", 8)
    creer(5)
    for texte, relues in (("vélo", 1), ("atelier", 1), ("atelier", 0), ("vélo", 1)):
        comprise = comprendre(texte)
        with CaptureQueriesContext(connection) as requetes:
            assert len(module.reponses(comprise)["projet"]) == 5
        assert agregats(requetes) == relues, texte


def test_un_mot_que_presque_toutes_disent_ne_noie_pas_le_seul_qui_distingue() -> None:
    creer(4)
    f.ProjetFactory(publie=True, slug="lune", nom="Lunaire")
    comprise = comprendre("vélo lunaire")
    assert comprise.largeur is Largeur.UN
    assert not comprise.est_commune
    assert [p.slug for p in Publication.objects.repondant(comprise, le=JOUR)] == ["lune"]
    assert comprendre("vélo inconnu").est_commune
