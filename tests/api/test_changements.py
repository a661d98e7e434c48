"""What the list of changes says, page by page, and what it refuses."""

from __future__ import annotations

import re

import pytest

from publication.actions import retirer, synchroniser
from publication.models import Publication
from tests import factories as f

pytestmark = pytest.mark.django_db
ADRESSE = "/api/v1/changements/"


def lire(client, **parametres: object) -> dict:
    reponse = client.get(ADRESSE, parametres)
    assert reponse.status_code == 200, reponse.content
    return reponse.json()


def test_une_fiche_publique_donne_son_document_entier(client) -> None:
    fiche = f.CollectiviteFactory(publie=True)
    ligne = Publication.objects.get(pk=fiche.uid)
    page = lire(client)
    assert page == {
        "revision": ligne.revision,
        "curseur": ligne.revision,
        "suivante": None,
        "licence": "etalab-2.0",
        "changements": [
            {
                "revision": ligne.revision,
                "uid": str(fiche.uid),
                "nature": "collectivite",
                "slug": fiche.slug,
                "retiree_le": None,
                "motif": "",
                "remplacee_par": None,
                "document": client.get(f"/api/v1/collectivites/{fiche.uid}/").json(),
            }
        ],
    }


def test_une_fiche_retiree_laisse_sa_tombe_sans_contenu(client) -> None:
    heritiere = f.CollectiviteFactory(publie=True)
    fiche = f.CollectiviteFactory(publie=True, nom="Nom oublié", remplacee_par=heritiere, dissoute_en=2025)
    depuis = lire(client)["curseur"]
    retirer(fiche=fiche, motif="Fusionnée.", par=f.UtilisateurFactory())
    (tombe,) = lire(client, depuis=depuis)["changements"]
    assert (tombe["uid"], tombe["motif"], tombe["document"]) == (str(fiche.uid), "Fusionnée.", None)
    assert tombe["remplacee_par"] == str(heritiere.uid)
    assert tombe["retiree_le"]
    assert "Nom oublié" not in client.get(ADRESSE).content.decode()


def test_les_pages_se_suivent_dans_l_ordre_sans_trou_ni_redite(client) -> None:
    fiches = [f.CollectiviteFactory(publie=True) for _ in range(5)]
    lues, adresse, pages = [], f"{ADRESSE}?limite=2", 0
    while adresse:
        reponse = client.get(adresse)
        page, pages = reponse.json(), pages + 1
        lues += page["changements"]
        adresse = page["suivante"]
        suivant = re.fullmatch(r'<(.+)>; rel="next"', reponse.headers.get("Link", "").partition(", ")[0])
        assert (suivant and suivant[1]) == adresse
        assert page["curseur"] == lues[-1]["revision"]
    assert pages == 3
    assert [lue["uid"] for lue in lues] == [str(fiche.uid) for fiche in fiches]
    assert [lue["revision"] for lue in lues] == sorted(lue["revision"] for lue in lues)


def test_une_fiche_qui_change_encore_n_est_donnee_qu_une_fois_plus_loin(client) -> None:
    premiere, seconde = f.CollectiviteFactory(publie=True), f.CollectiviteFactory(publie=True)
    premiere.nom = "Autre nom"
    premiere.save()
    synchroniser([premiere])
    assert [lu["uid"] for lu in lire(client)["changements"]] == [str(seconde.uid), str(premiere.uid)]


def test_a_jour_la_page_est_vide_et_le_curseur_reste(client) -> None:
    f.CollectiviteFactory(publie=True)
    curseur = lire(client)["curseur"]
    page = lire(client, depuis=curseur)
    assert (page["curseur"], page["changements"], page["suivante"]) == (curseur, [], None)


def test_un_repertoire_vide_commence_a_zero(client) -> None:
    f.CollectiviteFactory()
    page = lire(client)
    assert (page["revision"], page["curseur"], page["changements"]) == (0, 0, [])


def test_rien_n_a_change_304_puis_200_apres_une_ecriture(client) -> None:
    f.CollectiviteFactory(publie=True)
    etag = client.get(ADRESSE)["ETag"]
    inchangee = client.get(ADRESSE, headers={"If-None-Match": etag})
    assert (inchangee.status_code, inchangee.content, inchangee["ETag"]) == (304, b"", etag)
    f.CollectiviteFactory(publie=True)
    assert client.get(ADRESSE, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    ("parametres", "en_cause", "code"),
    [
        ({"depuis": "hier"}, "depuis", "nombre_refuse"),
        ({"depuis": "-1"}, "depuis", "nombre_refuse"),
        ({"depuis": "9" * 5000}, "depuis", "nombre_refuse"),
        ({"limite": "0"}, "limite", "nombre_refuse"),
        ({"limite": "501"}, "limite", "nombre_refuse"),
        ({"limitte": "5"}, "limitte", "parametre_inconnu"),
    ],
)
def test_ce_qui_est_refuse_l_est_par_son_nom(client, parametres, en_cause, code) -> None:
    reponse = client.get(ADRESSE, parametres)
    assert reponse.status_code == 400
    assert reponse["Content-Type"] == "application/problem+json"
    (erreur,) = reponse.json()["errors"]
    assert (erreur["parametre"], erreur["code"]) == (en_cause, code)


def test_une_revision_que_les_donnees_n_ont_pas_atteinte_est_un_conflit(client) -> None:
    reponse = client.get(ADRESSE, {"depuis": "999"})
    assert (reponse.status_code, reponse.json()["errors"][0]["code"]) == (409, "revision_future")


def test_on_ne_fait_que_lire(client) -> None:
    assert client.post(ADRESSE).status_code == 405
    assert client.head(ADRESSE).content == b""


def test_la_page_coute_autant_pour_dix_fiches_que_pour_une(cout_constant) -> None:
    cout_constant(ADRESSE, lambda: f.CollectiviteFactory(publie=True))
