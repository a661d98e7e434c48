"""Drafts by the API: those of the referent's authority, with the version that was read, and nothing public."""

from __future__ import annotations

import pytest

from programmes.models import Dispositif, Politique
from publication.actions import publier, verifier
from publication.natures import registre
from publication.redaction import champs
from tests import factories as f

BROUILLONS = "/api/v1/brouillons/"
ABSENT = "7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21"


@pytest.fixture
def jeton():
    return f.JetonFactory(partenaire=f.PartenaireFactory(referent=True))


@pytest.fixture
def chez_soi(jeton):
    return jeton.partenaire.compte.collectivite


@pytest.fixture
def politique(chez_soi):
    return f.PolitiqueFactory(collectivite=chez_soi, titre="Plan ESS", debut=2020)


def adresse(fiche) -> str:
    return f"{BROUILLONS}{fiche.uid}/"


def test_les_champs_ecrits_sont_ceux_du_formulaire_sans_fichiers_ni_decisions_de_l_equipe() -> None:
    noms = {inscription.modele.nature.value: set(champs(inscription.modele)) for inscription in registre}
    assert {"titre", "resume", "debut", "panorama", "thematiques", "source"} <= noms["politique"]
    assert {"nature_aide", "montant_max", "territoires", "politique", "thematiques"} <= noms["dispositif"]
    assert {"nom", "siren", "communes", "region", "site_web"} <= noms["collectivite"]
    for trouves in noms.values():
        assert not trouves & {
            *("slug", "statut", "uid", "verifiee_le", "verifiee_par", "revoir_dans", "champs_proteges", "publication"),
            *("collectivite", "logo", "contacts", "est_synthetique", "publiee_le", "creee_le"),
        }


def test_lire_modifier_relire(demander, jeton, chez_soi, politique) -> None:
    theme = f.ThematiqueFactory(slug="emploi")
    f.PolitiqueFactory(titre="Ailleurs")
    f.PolitiqueFactory(collectivite=chez_soi, titre="En ligne")
    liste = demander("get", BROUILLONS, jeton=jeton).json()["resultats"]
    assert {(b["nature"], b["titre"]) for b in liste} == {
        ("collectivite", chez_soi.nom),
        ("politique", "Plan ESS"),
        ("politique", "En ligne"),
    }
    lu = demander("get", adresse(politique), jeton=jeton)
    assert (lu.status_code, lu.json()["champs"]["debut"], lu.json()["statut"]) == (200, 2020, "brouillon")
    valeurs = {"debut": "2021", "thematiques": ["emploi"], "resume": "Deux phrases."}
    ecrit = demander("patch", adresse(politique), {"champs": valeurs}, jeton=jeton, **{"If-Match": lu["ETag"]})
    assert ecrit.status_code == 200, ecrit.content
    politique.refresh_from_db()
    assert (politique.debut, politique.resume, politique.titre) == (2021, "Deux phrases.", "Plan ESS")
    assert list(politique.thematiques.all()) == [theme]
    assert ecrit.json()["champs"]["thematiques"] == ["emploi"]
    assert ecrit["ETag"] != lu["ETag"]
    assert ecrit["ETag"] == demander("get", adresse(politique), jeton=jeton)["ETag"]
    trace = politique.history.latest()
    assert (trace.history_user, trace.history_change_reason) == (
        jeton.partenaire.compte,
        "Écrit par un programme, par l’API",
    )


def test_la_version_recue_comprimee_est_celle_du_brouillon(demander, jeton, politique) -> None:
    recu = demander("get", adresse(politique), jeton=jeton, **{"Accept-Encoding": "gzip"})
    assert (recu["Content-Encoding"], recu["ETag"][:2]) == ("gzip", "W/")
    corps = {"champs": {"resume": "Nouveau."}}
    ecrit = demander("patch", adresse(politique), corps, jeton=jeton, **{"If-Match": recu["ETag"]})
    assert ecrit.status_code == 200
    perimee = demander("patch", adresse(politique), corps, jeton=jeton, **{"If-Match": recu["ETag"]})
    assert perimee.status_code == 412


def test_une_version_perimee_n_ecrase_rien(demander, jeton, politique) -> None:
    lu = demander("get", adresse(politique), jeton=jeton)["ETag"]
    politique.resume = "Écrit dans l’administration."
    politique.save()
    for verbe, corps in (("patch", {"champs": {"resume": "Autre"}}), ("delete", None)):
        reponse = demander(verbe, adresse(politique), corps, jeton=jeton, **{"If-Match": lu})
        assert (reponse.status_code, reponse.json()["errors"][0]["code"]) == (412, "precondition_manquee")
        sans = demander(verbe, adresse(politique), corps, jeton=jeton)
        assert (sans.status_code, sans.json()["errors"][0]["code"]) == (428, "version_requise")
    politique.refresh_from_db()
    assert politique.resume == "Écrit dans l’administration."
    joker = demander("patch", adresse(politique), {"champs": {"resume": "Autre"}}, jeton=jeton, **{"If-Match": "*"})
    assert joker.status_code == 200


def test_une_thematique_ajoutee_ailleurs_change_la_version(demander, jeton, politique) -> None:
    avant = demander("get", adresse(politique), jeton=jeton)["ETag"]
    politique.thematiques.add(f.ThematiqueFactory())
    assert demander("get", adresse(politique), jeton=jeton)["ETag"] != avant


def test_creer_un_dispositif_puis_demander_sa_relecture(demander, jeton, chez_soi, politique) -> None:
    valeurs = {
        "titre": "Aide au démarrage",
        "nature_aide": "subvention",
        "instruction": "Appel à projets",
        "montant_max": "1 234,50",
        "politique": str(politique.uid),
        "territoires": ["DEP-35"],
    }
    cle = {"Idempotency-Key": "creation-1"}
    corps = {"nature": "dispositif", "champs": valeurs}
    cree = demander("post", BROUILLONS, corps, jeton=jeton, **cle)
    assert cree.status_code == 201, cree.content
    assert demander("post", BROUILLONS, corps, jeton=jeton, **cle).json() == cree.json()
    fiche = Dispositif.objects.get()
    assert (fiche.collectivite, fiche.politique, fiche.instruction) == (chez_soi, politique, "appel_a_projets")
    assert (str(fiche.montant_max), fiche.slug, fiche.statut) == ("1234.50", "aide-au-demarrage", "brouillon")
    assert cree["Location"] == adresse(fiche)
    assert cree["ETag"] == demander("get", adresse(fiche), jeton=jeton)["ETag"]
    seconde = demander("post", BROUILLONS, corps, jeton=jeton)
    assert seconde.json()["slug"] != fiche.slug
    relue = demander("post", f"{adresse(fiche)}relecture/", jeton=jeton)
    assert (relue.status_code, relue.json()["statut"]) == (200, "a_relire")
    encore = demander("post", f"{adresse(fiche)}relecture/", jeton=jeton)
    assert (encore.status_code, encore.json()["errors"][0]["code"]) == (409, "relecture_impossible")
    assert list(verifier()) == []


@pytest.mark.parametrize(
    ("valeurs", "champ", "morceau"),
    [
        ({"debut": "hier"}, "debut", "nombre entier"),
        ({"debut": 2020, "fin": 2019}, None, "La dernière année ne peut pas précéder la première."),
        ({"titre": ""}, "titre", "vide"),
        ({"titres": "x"}, "titres", "vouliez-vous dire « titre »"),
        ({"slug": "autre"}, "slug", "champ inconnu"),
        ({"collectivite": "35"}, "collectivite", "champ inconnu"),
        ({"thematiques": ["absente"]}, "thematiques", "absente"),
        ({"thematiques": "emploi"}, "thematiques", "liste"),
        ({"thematiques": [1]}, "thematiques", "liste"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "URL"),
        ({"resume": {"a": 1}}, "resume", "attendu : un texte"),
        ({"debut": [2021]}, "debut", "attendu : un nombre entier, un texte"),
    ],
)
def test_une_valeur_refusee_nomme_le_champ_et_n_ecrit_rien(demander, jeton, politique, valeurs, champ, morceau) -> None:
    version = {"If-Match": demander("get", adresse(politique), jeton=jeton)["ETag"]}
    reponse = demander("patch", adresse(politique), {"champs": valeurs}, jeton=jeton, **version)
    assert reponse.status_code == 400
    dites = {erreur["parametre"]: erreur["message"] for erreur in reponse.json()["errors"]}
    assert morceau in dites[f"champs.{champ}" if champ else None]
    assert demander("get", adresse(politique), jeton=jeton)["ETag"] == version["If-Match"]


def test_on_ne_nomme_pas_la_fiche_d_une_autre(demander, jeton, chez_soi) -> None:
    ailleurs = f.PolitiqueFactory()
    fiche = f.DispositifFactory(collectivite=chez_soi)
    for cle in (str(ailleurs.uid), "pas-un-uuid", ABSENT):
        corps = {"champs": {"politique": cle}}
        reponse = demander("patch", adresse(fiche), corps, jeton=jeton, **{"If-Match": "*"})
        assert reponse.status_code == 400
        assert ailleurs.titre not in reponse.content.decode()


def test_une_fiche_publique_ne_s_ecrit_pas_elle_se_propose(demander, jeton, chez_soi, politique) -> None:
    publier(fiche=chez_soi, par=f.UtilisateurFactory())
    publier(fiche=politique, par=f.UtilisateurFactory())
    for verbe, corps in (("patch", {"champs": {"resume": "Autre"}}), ("delete", None)):
        reponse = demander(verbe, adresse(politique), corps, jeton=jeton, **{"If-Match": "*"})
        assert reponse.status_code == 403
        assert "proposez" in reponse.json()["detail"]


def test_un_projet_partage_se_lit_et_ne_s_ecrit_pas(demander, jeton, chez_soi) -> None:
    projet = f.ProjetFactory()
    f.SubventionFactory(projet=projet, collectivite=chez_soi)
    corps = {"champs": {"resume": "Seul."}}
    assert demander("patch", adresse(projet), corps, jeton=jeton, **{"If-Match": "*"}).status_code == 200
    f.SubventionFactory(projet=projet)
    assert demander("get", adresse(projet), jeton=jeton).status_code == 200
    assert demander("patch", adresse(projet), corps, jeton=jeton, **{"If-Match": "*"}).status_code == 403
    assert demander("post", f"{adresse(projet)}relecture/", jeton=jeton).status_code == 403


def test_supprimer_ce_qui_n_a_jamais_ete_public(demander, jeton, chez_soi, politique) -> None:
    version = {"If-Match": demander("get", adresse(politique), jeton=jeton)["ETag"]}
    assert demander("delete", adresse(politique), jeton=jeton, **version).status_code == 204
    assert not Politique.objects.exists()
    retiree = f.PolitiqueFactory(collectivite=f.CollectiviteFactory(publie=True), retire=True)
    jeton.partenaire.compte.collectivite = retiree.collectivite
    jeton.partenaire.compte.save()
    refus = demander("delete", adresse(retiree), jeton=jeton, **{"If-Match": "*"})
    assert (refus.status_code, refus.json()["errors"][0]["code"]) == (409, "suppression_impossible")


@pytest.mark.parametrize("nature", ["collectivite", "projet", "ressource"])
def test_un_referent_n_ajoute_que_politiques_et_dispositifs(demander, jeton, nature) -> None:
    reponse = demander("post", BROUILLONS, {"nature": nature, "champs": {}}, jeton=jeton)
    assert (reponse.status_code, reponse.json()["errors"][0]["code"]) == (403, "ecriture_interdite")


def test_un_brouillon_sans_titre_dit_ce_qui_manque(demander, jeton) -> None:
    reponse = demander("post", BROUILLONS, {"nature": "dispositif", "champs": {}}, jeton=jeton)
    assert reponse.status_code == 400
    manquants = {erreur["parametre"] for erreur in reponse.json()["errors"]}
    assert {"champs.titre", "champs.nature_aide", "champs.instruction"} <= manquants
    assert not Dispositif.objects.exists()
