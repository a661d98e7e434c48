"""National files: valid for an independent reader, identical after a round trip, and told apart from what we have."""

from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from frictionless import Resource, Schema

from programmes.actions.importer_dispositifs import importer_dispositifs
from programmes.actions.importer_subventions import importer_subventions
from programmes.models import Dispositif, Organisme, Subvention
from programmes.nationaux import bilans, fichier_des_dispositifs, fichier_des_subventions
from programmes.normes import aide, scdl
from publication.actions import verifier
from publication.imports.rapport import Sort, fichier_des_erreurs
from tests import factories as f
from tests.programmes.normes.echantillons import BONNE, RENNES, fichier

pytestmark = pytest.mark.django_db
SCHEMAS = Path(scdl.__file__).parent / "schemas"
SIREN = RENNES[:9]


@pytest.fixture
def rennes():
    return f.CollectiviteFactory(nom="Rennes Métropole", siren=SIREN, type="metropole")


@pytest.fixture
def par():
    return f.UtilisateurFactory()


def lire_schema(nom: str) -> Schema:
    return Schema.from_descriptor(json.loads((SCHEMAS / f"{nom}.json").read_text()))


def valider(contenu: bytes, schema: str, dossier: Path) -> list[str]:
    """What frictionless says of a file under our schema."""
    chemin = dossier / "fichier.csv"
    chemin.write_bytes(contenu)
    ressource = Resource(path=chemin.name, basepath=str(dossier), schema=lire_schema(schema))
    rapport = ressource.validate()
    return [str(erreur) for erreur in rapport.flatten(["rowNumber", "fieldName", "note"])]


def sorts(rapport) -> list[str]:
    return [resultat.sort.value for resultat in rapport.resultats]


def subvention_complete(collectivite, **champs):
    donnees = {
        "date_convention": dt.date(2021, 6, 27),
        "conditions_versement": "échelonné",
        "versement_debut": dt.date(2021, 9, 14),
        "versement_fin": dt.date(2022, 3, 14),
        "beneficiaire": champs.get("beneficiaire") or f.OrganismeFactory(rna=f"W35100{Organisme.objects.count():04d}"),
        "pourcentage": Decimal("0.3333"),
        "reference_decision": "C21.103",
    }
    return f.SubventionFactory(collectivite=collectivite, **{**donnees, **champs})


def test_les_schemas_recrits_ont_les_colonnes_ecrites() -> None:
    for nom, colonnes in (("scdl-subventions", scdl.COLONNES), ("dispositif-aide", aide.COLONNES)):
        assert tuple(lire_schema(nom).field_names) == colonnes


@pytest.mark.parametrize(
    ("colonne", "faux"),
    [
        ("idAttribuant", "2,43501E+13"),
        ("dateConvention", "2017-02-30"),
        ("montant", "22000,80"),
        ("datesPeriodeVersement", "2017-13-01"),
        ("pourcentageSubvention", "45"),
        ("nature", "prêt"),
    ],
)
def test_le_schema_recrit_refuse_ce_que_la_norme_refuse(tmp_path, colonne, faux) -> None:
    assert valider(fichier({}), "scdl-subventions", tmp_path) == []
    assert valider(fichier({colonne: faux}), "scdl-subventions", tmp_path) != []


def test_export_des_subventions_est_valide_et_ne_garde_que_les_completes(tmp_path, rennes) -> None:
    rennes.siret = RENNES
    rennes.save()
    subvention_complete(rennes, objet="Aide, « citée »\navec un retour")
    subvention_complete(rennes, notification_ue=True, versement_fin=None, conditions_versement="", montant_vote=None)
    f.SubventionFactory(collectivite=rennes, beneficiaire=None, montant_conventionne=None, montant_vote=None)
    contenu = b"".join(fichier_des_subventions(Subvention.objects.all()))
    assert valider(contenu, "scdl-subventions", tmp_path) == []
    assert contenu.count(b"\r\n") == 3
    [bilan] = bilans(Subvention.objects.all())
    assert (bilan.annee, bilan.total, bilan.completes, bilan.euros) == (2021, 3, 2, Decimal("9999.00"))
    manquantes = {manque.colonne for manque in bilan.manques}
    assert {"dateConvention", "nomBeneficiaire", "montant", "datesPeriodeVersement", "idBeneficiaire"} <= manquantes


@pytest.mark.parametrize(
    ("cellule", "colonne"),
    [
        ({"idAttribuant": "24350013900016"}, "idAttribuant"),
        ({"idBeneficiaire": "", "rnaBeneficiaire": ""}, "idBeneficiaire"),
        ({"idBeneficiaire": "123"}, "idBeneficiaire"),
        ({"rnaBeneficiaire": "X"}, "rnaBeneficiaire"),
        ({"objet": "x" * 257}, "objet"),
        ({"datesPeriodeVersement": "2018-03-14/2017-03-14"}, "datesPeriodeVersement"),
        ({"datesPeriodeVersement": "14/03/2017"}, "datesPeriodeVersement"),
        ({"datesPeriodeVersement": "2017-02-30"}, "datesPeriodeVersement"),
        ({"pourcentageSubvention": "0.0001"}, "pourcentageSubvention"),
        ({"montant": ""}, "montant"),
    ],
)
def test_controle_avant_export_nomme_la_colonne(cellule, colonne) -> None:
    assert scdl.manques(BONNE) == []
    assert [manque.colonne for manque in scdl.manques({**BONNE, **cellule})] == [colonne]


def test_aller_retour_des_subventions_est_identique(rennes, par) -> None:
    collectivite = rennes
    collectivite.siret = RENNES
    collectivite.save()
    dispositif = f.DispositifFactory(publie=True)
    subvention_complete(collectivite, dispositif=dispositif)
    subvention_complete(
        collectivite,
        objet="Autre",
        beneficiaire=f.OrganismeFactory(siret="22350001800013"),
        nature_aide="aide en nature",
    )
    depart = b"".join(fichier_des_subventions(Subvention.objects.all()))
    deja = importer_subventions(depart, nom="retour.csv", par=par)
    assert (deja.ecrit, sorts(deja)) == (True, ["inchangee"] * 2)
    assert Subvention.history.filter(history_change_reason__startswith="Import").count() == 0
    Subvention.objects.all().delete()
    Organisme.objects.filter(subventions=None, projets=None).delete()
    refait = importer_subventions(depart, nom="retour.csv", par=par)
    assert sorts(refait) == ["creee"] * 2
    assert b"".join(fichier_des_subventions(Subvention.objects.all())) == depart


def test_import_ecrit_ses_lignes_garde_l_histoire_et_retient_le_siret(rennes, par) -> None:
    rapport = importer_subventions(fichier({}), nom="2021.csv", par=par)
    assert (rapport.ecrit, sorts(rapport)) == (True, ["creee"])
    subvention = Subvention.objects.get()
    assert (subvention.collectivite, subvention.annee, subvention.montant_conventionne) == (
        rennes,
        2021,
        Decimal("22000.80"),
    )
    assert (subvention.versement_debut, subvention.versement_fin) == (dt.date(2021, 9, 14), dt.date(2022, 3, 14))
    assert (subvention.beneficiaire.siret, subvention.beneficiaire.rna) == ("22350001800013", "W351001234")
    for objet in (subvention, subvention.beneficiaire):
        trace = objet.history.get()
        assert (trace.history_user, trace.history_change_reason) == (par, "Import du fichier 2021.csv")
    rennes.refresh_from_db()
    assert rennes.siret == RENNES
    assert list(verifier()) == []


def test_simulation_dit_tout_et_n_ecrit_rien(rennes, par) -> None:
    rapport = importer_subventions(fichier({}, {}, {"montant": "?"}), nom="2021.csv", par=par, simuler=True)
    assert (rapport.ecrit, sorts(rapport)) == (False, ["creee", "doublon", "refusee"])
    assert not Subvention.objects.exists()
    assert not Organisme.objects.exists()
    rennes.refresh_from_db()
    assert rennes.siret is None


def test_une_ligne_refusee_retient_tout_sauf_en_partiel(rennes, par) -> None:
    contenu = fichier({}, {"montant": "?", "objet": "Autre"})
    assert not importer_subventions(contenu, nom="2021.csv", par=par).ecrit
    assert not Subvention.objects.exists()
    partiel = importer_subventions(contenu, nom="2021.csv", par=par, partiel=True)
    assert [resultat.numero for resultat in partiel.gardees] == [2]
    assert Subvention.objects.count() == 1
    erreurs = b"".join(fichier_des_erreurs(partiel)).decode("utf-8-sig").splitlines()
    assert erreurs[0] == "ligne;gravité;colonne;valeur;message"
    assert erreurs[-1].startswith('"3";"erreur";"montant";"?";"« ? » n’est pas un nombre')


def test_ligne_qui_complete_une_subvention_connue_ne_la_double_pas(rennes, par) -> None:
    projet = f.ProjetFactory(publie=True)
    organisme = f.OrganismeFactory(nom="Les Ateliers du bourg", rna="W351001234")
    connue = f.SubventionFactory(
        projet=projet, collectivite=rennes, beneficiaire=organisme, objet="Aide au démarrage", annee=2021,
        montant_vote=None, montant_conventionne=Decimal("22000.80"), montant_demande=None,
    )  # fmt: skip
    rapport = importer_subventions(fichier({}), nom="2021.csv", par=par)
    assert sorts(rapport) == ["modifiee"]
    changements = {d.colonne: (d.avant, d.apres) for d in rapport.resultats[0].differences}
    assert changements["dateConvention"] == ("", "2021-06-27")
    assert changements["idBeneficiaire"] == ("", "22350001800013")
    assert "montant" not in changements
    connue.refresh_from_db()
    assert (Subvention.objects.get(), connue.projet, connue.date_convention) == (connue, projet, dt.date(2021, 6, 27))
    assert sorts(importer_subventions(fichier({}), nom="2021.csv", par=par)) == ["inchangee"]
    assert list(verifier()) == []


def test_montant_corrige_change_la_subvention_et_reference_autre_en_fait_une_autre(rennes, par) -> None:
    importer_subventions(fichier({}), nom="2021.csv", par=par)
    corrige = importer_subventions(fichier({"montant": "23000", "conditionsVersement": ""}), nom="2021.csv", par=par)
    assert [(d.colonne, d.apres) for d in corrige.resultats[0].differences] == [("montant", "23000.00")]
    assert Subvention.objects.get().conditions_versement == "échelonné"
    autre = importer_subventions(fichier({"montant": "23000", "referenceDecision": "C21.104"}), nom="2021.csv", par=par)
    assert (sorts(autre), autre.resultats[0].remarques) == (["creee"], [])
    sans = importer_subventions(
        fichier({"montant": "23000", "referenceDecision": "", "objet": "Aide"}), nom="2021.csv", par=par
    )
    assert "Ressemble à « Aide au démarrage »" in sans.resultats[0].remarques[0].message
    assert Subvention.objects.count() == 3


@pytest.mark.parametrize(
    ("changements", "colonne", "dit"),
    [
        ({"idAttribuant": "20006600900016"}, "idAttribuant", "ne porte le SIREN 200066009"),
        ({"rnaBeneficiaire": "W679999999"}, "rnaBeneficiaire", "Le SIRET désigne « Un » et le numéro RNA « Deux »"),
    ],
)
def test_ligne_que_le_repertoire_contredit_est_refusee(rennes, par, changements, colonne, dit) -> None:
    f.OrganismeFactory(nom="Un", siret="22350001800013")
    f.OrganismeFactory(nom="Deux", rna="W679999999")
    rapport = importer_subventions(fichier(changements), nom="2021.csv", par=par)
    [erreur] = rapport.refusees[0].erreurs
    assert erreur.colonne == colonne
    assert dit in erreur.message


def test_noms_sirets_et_dispositifs_inconnus_sont_remarques(rennes, par) -> None:
    rennes.siret = "24350013900189"
    rennes.save()
    f.OrganismeFactory(nom="Autre nom", siret="22350001800013")
    lignes = {"dispositifAide": "65d5b6c7-102c-4440-ac3b-768f708edc0a"}
    [resultat] = importer_subventions(fichier(lignes), nom="2021.csv", par=par).resultats
    assert {remarque.colonne for remarque in resultat.remarques} == {
        "idAttribuant",
        "nomBeneficiaire",
        "dispositifAide",
    }
    rennes.refresh_from_db()
    assert rennes.siret == "24350013900189"


def test_import_coute_autant_de_lectures_pour_dix_lignes_que_pour_une(
    rennes, par, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(100) as pour_une:
        importer_subventions(fichier({}), nom="2021.csv", par=par, simuler=True)
    lignes = [
        {"referenceDecision": str(rang), "rnaBeneficiaire": f"W35100{rang:04d}", "idBeneficiaire": ""}
        for rang in range(10)
    ]
    with django_assert_max_num_queries(len(pour_une)):
        importer_subventions(fichier(*lignes), nom="2021.csv", par=par, simuler=True)


def test_commande_simule_puis_ecrit_puis_refuse(rennes, tmp_path) -> None:
    bon, mauvais, erreurs = tmp_path / "bon.csv", tmp_path / "mauvais.csv", tmp_path / "erreurs.csv"
    bon.write_bytes(fichier({}))
    mauvais.write_bytes(fichier({"montant": "?"}))
    sortie = io.StringIO()
    call_command("importer_subventions", bon, "--simuler", stdout=sortie)
    assert "Simulation : rien n’a été écrit." in sortie.getvalue()
    call_command("importer_subventions", bon, stdout=sortie)
    assert "Lignes gardées : 2." in sortie.getvalue()
    with pytest.raises(CommandError, match="Rien n’a été écrit : 1 ligne"):
        call_command("importer_subventions", mauvais, "--erreurs", erreurs, stdout=sortie)
    assert "ligne 2, montant : « ? »" in sortie.getvalue()
    assert "montant" in erreurs.read_text("utf-8-sig")
    with pytest.raises(CommandError, match="absent"):
        call_command("importer_subventions", tmp_path / "absent.csv")


def dispositif_complet(**champs):
    collectivite = champs.pop("collectivite", None) or f.CollectiviteFactory(
        publie=True, type="region", code_insee="94", nom="Collectivité de Corse", siren="200076958"
    )
    donnees = {
        "titre": "Fonds d’amorçage",
        "resume": "Financez le démarrage de votre projet collectif",
        "objectifs": "Faire naître des activités.\n\nSur tout le territoire.",
        "cibles": "Associations et coopératives.",
        "eligibilite": "Avoir son siège en Corse.",
        "modalites": "Dossier en ligne.",
        "montant_min": Decimal("1000.00"),
        "montant_max": Decimal("5000.00"),
        "taux": Decimal("80.00"),
        "territoires": ["DEP-2A", "COM-2B033"],
        "exclusions": ["COM-2A004"],
        "ouverture_le": dt.date(2026, 1, 1),
        "cloture_le": dt.date(2026, 12, 31),
        "page_officielle": "https://example.org/fonds",
    }
    return f.DispositifFactory(collectivite=collectivite, publie=True, **{**donnees, **champs})


def test_export_des_dispositifs_est_valide_corse_comprise(tmp_path) -> None:
    f.PartenariatFactory(dispositif=dispositif_complet(), nom="Fondation « L’élan »")
    f.DispositifFactory(publie=True)
    contenu = b"".join(fichier_des_dispositifs(Dispositif.objects.all()))
    assert valider(contenu, "dispositif-aide", tmp_path) == []
    assert b"DEP-2A|COM-2B033" in contenu
    assert b"associations" in contenu
    assert contenu.count(b"T23:59:59Z") == 1


def test_aller_retour_des_dispositifs_est_identique(par) -> None:
    corse = f.CollectiviteFactory(publie=True, type="region", code_insee="94", siren="200076958")
    dispositif = dispositif_complet(collectivite=corse)
    f.PartenariatFactory(dispositif=dispositif, montant=None, periodicite="")
    dispositif_complet(
        collectivite=corse, titre="Prêt", territoires=[], nature_aide="pret", mode="indirecte", resume="Long. " * 60
    )
    depart = b"".join(fichier_des_dispositifs(Dispositif.objects.all()))
    assert sorts(importer_dispositifs(depart, nom="aide.csv", par=par)) == ["inchangee"] * 2
    modifiees = {d.uid: d.modifiee_le for d in Dispositif.objects.all()}
    Dispositif.objects.all().delete()
    refait = importer_dispositifs(depart, nom="aide.csv", par=par)
    assert sorts(refait) == ["creee"] * 2
    for uid, modifiee_le in modifiees.items():
        Dispositif.objects.filter(uid=uid).update(modifiee_le=modifiee_le)
    assert b"".join(fichier_des_dispositifs(Dispositif.objects.all())) == depart
    assert set(Dispositif.objects.values_list("statut", flat=True)) == {"brouillon"}


def ligne_de_dispositif(**changements: str) -> bytes:
    dispositif = dispositif_complet()
    cellules = {**aide.ligne(Dispositif.objects.pour_norme().get(pk=dispositif.pk)), **changements}
    from programmes.normes.texte import ecrire

    return b"".join(ecrire([cellules], aide.COLONNES))


@pytest.mark.parametrize(
    ("changements", "champ", "valeur"),
    [
        ({"eligibilite_geographique": "DEP-20"}, "territoires", ["DEP-2A", "DEP-2B"]),
        ({"eligibilite_geographique": "dep-2b; COM-2A004"}, "territoires", ["DEP-2B", "COM-2A004"]),
        ({"eligibilite_geographique": "PAYS-99100"}, "territoires", ["PAYS-FR"]),
        ({"date_cloture": "2026-06-30T22:00:00Z"}, "cloture_le", dt.date(2026, 7, 1)),
        ({"date_cloture": "30/06/2026"}, "cloture_le", dt.date(2026, 6, 30)),
        ({"types_aides": "financement|prêt"}, "nature_aide", "pret"),
        ({"types_aides": "conseil"}, "nature_aide", "ingenierie"),
        ({"porteurs": "[{ nom: 'Corse', siren: '200076958', roles: [ 'financeur' ]}]"}, "mode", "indirecte"),
        ({"titre": "Nouveau titre"}, "titre", "Nouveau titre"),
        ({"description": "Objectifs :\nAutres objectifs"}, "objectifs", "Autres objectifs"),
    ],
)
def test_cellule_qui_differe_change_le_champ_et_lui_seul(par, changements, champ, valeur) -> None:
    contenu = ligne_de_dispositif(**changements)
    avant = Dispositif.objects.values().get()
    rapport = importer_dispositifs(contenu, nom="aide.csv", par=par)
    assert sorts(rapport) == ["modifiee"], rapport.resultats[0].erreurs
    apres = Dispositif.objects.values().get()
    changes = {nom for nom in avant if avant[nom] != apres[nom]}
    assert changes == {champ, "modifiee_le"}
    assert apres[champ] == valeur
    assert list(verifier()) == []


@pytest.mark.parametrize(
    ("changements", "colonne", "dit"),
    [
        ({"id": "123"}, "id", "n’est pas un identifiant UUID"),
        ({"titre": ""}, "titre", "La cellule est vide"),
        ({"titre": "x" * 201}, "titre", "201 caractères"),
        ({"description": ""}, "description", "La cellule est vide"),
        ({"types_aides": "magie"}, "types_aides", "aucun type d’aide connu"),
        ({"porteurs": "la Région"}, "porteurs", "ne se lit pas"),
        ({"url_source": "example.org"}, "url_source", "n’est pas une adresse complète"),
        ({"cibles": "les gens"}, "cibles", "publics attendus"),
        ({"eligibilite_geographique": "DEP-35|BZH"}, "eligibilite_geographique", "BZH"),
        ({"date_cloture": "2025-01-01"}, "date_cloture", "La clôture précède l’ouverture"),
        ({"date_ouverture": "2026-02-30"}, "date_ouverture", "n’existe pas"),
    ],
)
def test_cellule_fausse_d_un_dispositif_est_refusee(par, changements, colonne, dit) -> None:
    rapport = importer_dispositifs(ligne_de_dispositif(**changements), nom="aide.csv", par=par)
    [resultat] = rapport.refusees
    assert [erreur.colonne for erreur in resultat.erreurs] == [colonne]
    assert dit in resultat.erreurs[0].message


def test_dispositif_d_une_collectivite_inconnue_ou_double_est_refuse(par) -> None:
    porteurs = '[{"nom": "Inconnue", "siren": "243500139", "roles": []}]'
    identifiant = "65d5b6c7-102c-4440-ac3b-768f708edc0a"
    inconnu = importer_dispositifs(ligne_de_dispositif(id=identifiant, porteurs=porteurs), nom="a.csv", par=par)
    assert "Aucun porteur n’est une collectivité du répertoire" in inconnu.refusees[0].erreurs[0].message
    entete, ligne = b"".join(fichier_des_dispositifs(Dispositif.objects.all())).split(b"\r\n", 1)
    double = importer_dispositifs(entete + b"\r\n" + ligne + ligne, nom="a.csv", par=par)
    assert sorts(double)[1] == Sort.REFUSEE
    assert "déjà à la ligne 2" in double.refusees[0].erreurs[0].message


def test_programme_parent_est_une_politique_de_la_porteuse(par) -> None:
    contenu = ligne_de_dispositif(programmes_parents="Plan ESS")
    sans = importer_dispositifs(contenu, nom="a.csv", par=par)
    assert "Aucune politique" in sans.resultats[0].remarques[0].message
    politique = f.PolitiqueFactory(collectivite=Dispositif.objects.get().collectivite, titre="Plan ESS")
    importer_dispositifs(contenu, nom="a.csv", par=par)
    assert Dispositif.objects.get().politique == politique
