"""A sheet that moves is found where it was, by every door; the place it leaves is nobody else's."""

from __future__ import annotations

import pytest

from publication.actions import AdresseReservee, PublicationImpossible, publier, retirer, synchroniser, verifier
from publication.models import AncienneAdresse, Publication
from tests import factories as f
from tests.portes import LISTES, contenu

pytestmark = pytest.mark.django_db
FABRIQUES = {
    "collectivites": f.CollectiviteFactory,
    "politiques": f.PolitiqueFactory,
    "dispositifs": f.DispositifFactory,
    "projets": f.ProjetFactory,
    "ressources": f.RessourceFactory,
}


def demenager(fiche, slug: str) -> None:
    fiche.slug = slug
    fiche.save()
    synchroniser([fiche])


@pytest.fixture
def demenagee():
    """An authority that was « une », then « deux », and is « trois »."""
    fiche = f.CollectiviteFactory(publie=True, slug="une")
    demenager(fiche, "deux")
    demenager(fiche, "trois")
    return fiche


@pytest.mark.parametrize("liste", FABRIQUES)
@pytest.mark.parametrize("forme", ["/{}/{}/", "/{}/{}.pdf", "/api/v1/{}/{}/"])
def test_chaque_porte_de_chaque_nature_mene_de_l_ancienne_adresse_a_la_nouvelle(client, liste, forme) -> None:
    if liste in {"politiques", "dispositifs"}:
        fiche = FABRIQUES[liste](collectivite=f.CollectiviteFactory(publie=True), publie=True, slug="ancienne")
    else:
        fiche = FABRIQUES[liste](publie=True, slug="ancienne")
    demenager(fiche, "nouvelle")
    reponse = client.get(forme.format(liste, "ancienne"))
    suivante = reponse.headers["Location"].removeprefix("http://testserver")
    assert (reponse.status_code, suivante) == (301, forme.format(liste, "nouvelle"))
    assert client.get(suivante).status_code == 200


@pytest.mark.parametrize("ancienne", ["une", "deux"])
def test_une_suite_de_demenagements_ne_fait_qu_un_pas(client, demenagee, ancienne) -> None:
    assert client.get(f"/collectivites/{ancienne}/").url == "/collectivites/trois/"
    assert client.get(f"/signaler/collectivite/{ancienne}/").status_code == 200
    assert demenagee.nom in contenu(client.get(f"/collectivites/comparer/?c={ancienne}"))


def test_listes_flux_et_plan_ne_disent_que_l_adresse_du_jour(client, demenagee) -> None:
    portes = ("/collectivites/", "/flux/collectivites.atom", "/sitemap-collectivite.xml", "/api/v1/collectivites/",
              "/collectivites/export.json", demenagee.region.get_absolute_url())  # fmt: skip
    for porte in portes:
        dit = contenu(client.get(porte))
        assert "/collectivites/trois/" in dit, porte
        assert "/collectivites/une/" not in dit, porte
        assert "/collectivites/deux/" not in dit, porte


def test_une_fiche_revient_a_son_ancienne_adresse(client, demenagee) -> None:
    demenager(demenagee, "une")
    assert client.get("/collectivites/une/").status_code == 200
    assert client.get("/collectivites/trois/").url == "/collectivites/une/"
    assert sorted(AncienneAdresse.objects.values_list("slug", flat=True)) == ["deux", "trois"]
    assert str(AncienneAdresse.objects.get(slug="deux")) == "collectivite deux"


def test_aucune_autre_fiche_ne_prend_une_adresse_quittee(demenagee) -> None:
    autre = f.CollectiviteFactory(publie=True, slug="ailleurs")
    autre.slug = "une"
    with pytest.raises(AdresseReservee, match="a été celle d’une autre fiche"):
        synchroniser([enregistree(autre)])
    brouillon = f.CollectiviteFactory(slug="deux")
    with pytest.raises(PublicationImpossible, match="« deux »"):
        publier(fiche=brouillon, par=f.UtilisateurFactory())
    assert Publication.objects.get(slug="ailleurs").pk == autre.uid


def enregistree(fiche):
    fiche.save()
    return fiche


def test_une_autre_nature_peut_prendre_l_adresse(demenagee) -> None:
    assert f.RessourceFactory(publie=True, slug="une").est_publique


def test_une_fiche_jamais_publiee_ne_laisse_pas_d_adresse(client) -> None:
    fiche = f.CollectiviteFactory(slug="brouillon")
    demenager(fiche, "autre-brouillon")
    assert not AncienneAdresse.objects.exists()
    assert client.get("/collectivites/brouillon/").status_code == 404


def test_l_ancienne_adresse_d_une_fiche_retiree_dit_le_motif(client, demenagee) -> None:
    retirer(fiche=demenagee, motif="Fusionnée.", par=f.UtilisateurFactory())
    for porte in ("/collectivites/une/", "/collectivites/une.pdf", "/api/v1/collectivites/une/"):
        reponse = client.get(porte)
        assert reponse.status_code == 410
        assert "Fusionnée." in reponse.content.decode()


def test_de_remplacante_en_remplacante_on_arrive_a_celle_qui_reste(client, demenagee) -> None:
    derniere = f.CollectiviteFactory(publie=True, slug="derniere")
    intermediaire = f.CollectiviteFactory(publie=True, slug="intermediaire", remplacee_par=derniere)
    demenagee.remplacee_par = intermediaire
    demenagee.save()
    for fiche in (demenagee, intermediaire):
        retirer(fiche=fiche, motif="Fusion.", par=f.UtilisateurFactory())
    for ancienne in ("une", "trois", "intermediaire"):
        assert client.get(f"/collectivites/{ancienne}/").url == "/collectivites/derniere/"
        assert client.get(f"/collectivites/{ancienne}.pdf").url == "/collectivites/derniere.pdf"


def test_des_remplacantes_en_rond_ne_tournent_pas_sans_fin(client) -> None:
    une, autre = f.CollectiviteFactory(publie=True), f.CollectiviteFactory(publie=True)
    une.remplacee_par, autre.remplacee_par = autre, une
    for fiche in (une, autre):
        fiche.save()
        retirer(fiche=fiche, motif="Fusion.", par=f.UtilisateurFactory())
    assert client.get(une.get_absolute_url()).status_code == 410


def test_l_identifiant_mene_encore_a_la_fiche_et_l_api_le_sert(client, demenagee) -> None:
    assert client.get(f"/collectivites/{demenagee.uid}/").url == "/collectivites/trois/"
    assert client.get(f"/api/v1/collectivites/{demenagee.uid}/").status_code == 200
    assert client.get(f"/api/v1/collectivites/{demenagee.uid.hex.upper()}/").status_code == 200


def test_le_modele_de_lecture_reste_vrai_apres_un_demenagement(demenagee) -> None:
    assert list(verifier()) == []
    assert set(LISTES.values()) == set(FABRIQUES)
