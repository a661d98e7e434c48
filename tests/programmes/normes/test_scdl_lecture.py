"""Files of grants as they are found: each damage has its promised result."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
import xlsxwriter

from programmes.normes import scdl_lecture
from programmes.normes.scdl import COLONNES
from publication.imports.lecture import FichierIllisible
from publication.imports.rapport import Sort
from tests.programmes.normes.echantillons import BONNE, fichier


def lire_une(**changements: str):
    lues, _remarques = scdl_lecture.lire(fichier(changements))
    return lues[0]


@pytest.mark.parametrize(
    ("colonne", "abime", "lu", "dit"),
    [
        ("idBeneficiaire", "223 500 018 00013", "22350001800013", ""),
        ("idBeneficiaire", "22350001800013.0", "22350001800013", ""),
        ("idBeneficiaire", "2,2350001800013E+13", "22350001800013", "rétabli en entier"),
        ("idBeneficiaire", "572000800019", "00572000800019", "zéros du début"),
        ("montant", "22000,80", "22000.80", ""),
        ("montant", "1 234 567", "1234567.00", ""),
        ("montant", "1 234 567,50 €", "1234567.50", ""),
        ("montant", "1.234.567,50", "1234567.50", ""),
        ("montant", "1,234,567.50", "1234567.50", ""),
        ("montant", "1.234.567", "1234567.00", ""),
        ("montant", "22000.8000001", "22000.80", "arrondi"),
        ("dateConvention", "27/06/2021", "2021-06-27", "est lu 2021-06-27"),
        ("dateConvention", "27 juin 2021", "2021-06-27", "est lu 2021-06-27"),
        ("dateConvention", "27.06.21", "2021-06-27", "est lu 2021-06-27"),
        ("dateConvention", "44374", "2021-06-27", "laissé par un tableur"),
        ("dateConvention", "2021-06-27T00:00:00", "2021-06-27", ""),
        ("datesPeriodeVersement", "14/09/2021", "2021-09-14", "est lu 2021-09-14"),
        ("datesPeriodeVersement", "14/09/2021 - 14/03/2022", "2021-09-14/2022-03-14", "est lu"),
        ("datesPeriodeVersement", "du 14/09/2021 au 14/03/2022", "2021-09-14/2022-03-14", "est lu"),
        ("datesPeriodeVersement", "2021-09-14_2022-03-14", "2021-09-14/2022-03-14", "est lu"),
        ("datesPeriodeVersement", "", "", "manque"),
        ("nature", "Numéraire", "aide en numéraire", ""),
        ("nature", "aide en nature;aide en numéraire", "aide en numéraire;aide en nature", ""),
        ("conditionsVersement", "Echelonné", "échelonné", ""),
        ("notificationUE", "NON", "non", ""),
        ("notificationUE", "", "non", "lu « non »"),
        ("pourcentageSubvention", "45 %", "0.45", "est lu 0.45"),
        ("pourcentageSubvention", "100", "1.00", "est lu 1"),
        ("pourcentageSubvention", "0,3333", "0.3333", ""),
        ("pourcentageSubvention", "", "1.00", "bénéficiaire unique"),
        ("rnaBeneficiaire", "w351 001 234", "W351001234", ""),
    ],
)
def test_valeur_abimee_est_lue_et_la_reparation_est_dite(colonne, abime, lu, dit) -> None:
    lue = lire_une(**{colonne: abime})
    assert lue.resultat.erreurs == []
    assert lue.cellules[colonne] == lu
    assert dit in " ".join(remarque.message for remarque in lue.resultat.remarques)


@pytest.mark.parametrize(
    ("changements", "colonne", "dit"),
    [
        ({"idBeneficiaire": "7,99E+13", "rnaBeneficiaire": ""}, "idBeneficiaire", "ils ne se retrouvent pas"),
        ({"idAttribuant": "2,43501E+13"}, "idAttribuant", "ils ne se retrouvent pas"),
        ({"idAttribuant": "243500139"}, "idAttribuant", "est un SIREN"),
        ({"idAttribuant": "24350013900016"}, "idAttribuant", "la clé de ce SIRET est fausse"),
        ({"idAttribuant": "123"}, "idAttribuant", "compte 3 chiffres"),
        ({"idAttribuant": "inconnu"}, "idAttribuant", "n’est pas un SIRET"),
        ({"idAttribuant": ""}, "idAttribuant", "La cellule est vide"),
        ({"idBeneficiaire": "", "rnaBeneficiaire": ""}, "idBeneficiaire", "Ni SIRET ni numéro RNA"),
        ({"rnaBeneficiaire": "351001234"}, "rnaBeneficiaire", "un W suivi de neuf chiffres"),
        ({"dateConvention": "2017-02-30"}, "dateConvention", "n’existe pas dans le calendrier"),
        ({"dateConvention": "06/27/2021"}, "dateConvention", "n’existe pas dans le calendrier"),
        ({"dateConvention": "1066-10-14"}, "dateConvention", "hors du calendrier"),
        ({"dateConvention": "bientôt"}, "dateConvention", "n’est pas une date"),
        ({"dateConvention": ""}, "dateConvention", "La cellule est vide"),
        ({"datesPeriodeVersement": "2018-03-14/2017-03-14"}, "datesPeriodeVersement", "finit avant d’avoir commencé"),
        ({"datesPeriodeVersement": "2017-02-30/2017-03-14"}, "datesPeriodeVersement", "n’existe pas"),
        ({"datesPeriodeVersement": "après les travaux"}, "datesPeriodeVersement", "n’est pas une date"),
        ({"montant": "1,234"}, "montant", "se lit de deux façons : écrivez 1234 ou 1.23"),
        ({"montant": "-10"}, "montant", "est négatif"),
        ({"montant": "gratuit"}, "montant", "n’est pas un nombre"),
        ({"montant": ""}, "montant", "La cellule est vide"),
        ({"nature": "prêt"}, "nature", "écrivez « aide en numéraire »"),
        ({"notificationUE": "peut-être"}, "notificationUE", "ni oui ni non"),
        ({"pourcentageSubvention": "0"}, "pourcentageSubvention", "va de 0.01 à 1"),
        ({"pourcentageSubvention": "140"}, "pourcentageSubvention", "va de 0.01 à 1"),
        ({"objet": "x" * 257}, "objet", "257 caractères, 256 au plus"),
        ({"objet": ""}, "objet", "La cellule est vide"),
    ],
)
def test_valeur_qui_ne_se_repare_pas_est_refusee_avec_sa_colonne(changements, colonne, dit) -> None:
    lue = lire_une(**changements)
    assert lue.resultat.sort == Sort.REFUSEE
    [erreur] = lue.resultat.erreurs
    assert (erreur.colonne, erreur.valeur) == (colonne, changements[colonne].strip())
    assert dit in erreur.message


def test_siret_perdu_n_arrete_pas_une_association_dont_le_rna_est_juste() -> None:
    lue = lire_une(idBeneficiaire="7,99E+13")
    assert lue.est_bonne
    assert (lue.cellules["idBeneficiaire"], lue.cellules["rnaBeneficiaire"]) == ("", "W351001234")
    assert [remarque.colonne for remarque in lue.resultat.remarques] == ["idBeneficiaire", "rnaBeneficiaire"]


def test_rna_ecrit_dans_la_colonne_du_siret_est_reconnu() -> None:
    lue = lire_une(idBeneficiaire="W351001234", rnaBeneficiaire="")
    assert (lue.cellules["idBeneficiaire"], lue.est_bonne) == ("", True)


@pytest.mark.parametrize(
    ("separateur", "encodage", "dit"),
    [
        (",", "utf-8", ""),
        (";", "utf-8-sig", ""),
        ("\t", "utf-16", "UTF-16"),
        ("|", "cp1252", "Windows-1252"),
    ],
)
def test_encodage_et_separateur_sont_reconnus(separateur, encodage, dit) -> None:
    lues, remarques = scdl_lecture.lire(fichier({}, separateur=separateur, encodage=encodage))
    assert lues[0].cellules == BONNE
    assert dit in " ".join(remarques)


def test_accents_enregistres_deux_fois_sont_repares() -> None:
    abime = fichier({}).decode().encode().decode("cp1252").encode()
    lues, remarques = scdl_lecture.lire(abime)
    assert lues[0].cellules == BONNE
    assert "réparés" in " ".join(remarques)


def test_lignes_de_titre_et_totaux_ne_sont_pas_des_subventions() -> None:
    avant = "Subventions versées en 2021,,\nDirection des finances,,\n,,\n"
    total = {**dict.fromkeys(COLONNES, ""), "nomAttribuant": "TOTAL", "montant": "22000.80"}
    lues, remarques = scdl_lecture.lire(fichier({}, total, avant=avant))
    assert [lue.resultat.numero for lue in lues] == [5]
    assert "3 ligne(s) au-dessus des titres" in " ".join(remarques)
    assert "Lignes de total, non lues : 6." in remarques


def test_titres_en_clair_et_periode_en_deux_colonnes() -> None:
    contenu = (
        "Nom du bénéficiaire;SIRET bénéficiaire;Montant (€);Objet de la subvention;Date de convention;SIRET attribuant;"
        "Nature de l'aide;dateDebutVersement;dateFinVersement;Observations\n"
        "Les Ateliers du bourg;22350001800013;22 000,80 €;Aide;27/06/2021;24350013900015;numéraire;14/09/2021;"
        "14/03/2022;vu\n"
    )
    lues, remarques = scdl_lecture.lire(contenu.encode())
    assert lues[0].est_bonne
    assert lues[0].cellules["datesPeriodeVersement"] == "2021-09-14/2022-03-14"
    assert "Colonnes ignorées : Observations." in remarques


def test_classeur_excel_rend_nombres_et_dates() -> None:
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(tampon, {"in_memory": True})
    classeur.add_worksheet("Lisez-moi").write(0, 0, "Données de la collectivité")
    feuille = classeur.add_worksheet("Données")
    feuille.write(0, 0, "Subventions 2021")
    jour = classeur.add_format({"num_format": "dd/mm/yyyy"})
    for rang, colonne in enumerate(COLONNES):
        feuille.write(1, rang, colonne)
        valeur = BONNE[colonne]
        if colonne in {"idAttribuant", "montant", "pourcentageSubvention"}:
            feuille.write_number(2, rang, float(valeur))
        elif colonne == "dateConvention":
            feuille.write_datetime(2, rang, dt.date(2021, 6, 27), jour)
        else:
            feuille.write_string(2, rang, valeur)
    classeur.close()
    lues, _remarques = scdl_lecture.lire(tampon.getvalue())
    assert lues[0].cellules == BONNE


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"", "vide"),
        (b"bonjour,le,monde\n1,2,3\n", "Aucune ligne de titres"),
        (b"PK\x03\x04abime", "ne s’ouvre pas"),
        (b"x" * 20_000_001, "20 Mo"),
    ],
)
def test_fichier_illisible_le_dit(contenu, dit) -> None:
    with pytest.raises(FichierIllisible, match=dit):
        scdl_lecture.lire(contenu)


def test_doublon_exact_est_ecarte_et_subvention_distincte_gardee() -> None:
    lues, _remarques = scdl_lecture.lire(
        fichier({}, {}, {"referenceDecision": "C21.104"}, {"objet": "Aide à l’emploi"}, {"montant": "1"})
    )
    assert [lue.resultat.sort == Sort.DOUBLON for lue in lues] == [False, True, False, False, False]
    assert "Identique à la ligne 2" in lues[1].resultat.remarques[0].message


def test_montant_est_avant_partage_et_un_partage_de_plus_que_tout_est_dit() -> None:
    autre = {"idBeneficiaire": "", "rnaBeneficiaire": "W351009999"}
    juste = [
        {"montant": "1000", "pourcentageSubvention": "0.6"},
        {**autre, "montant": "1000", "pourcentageSubvention": "0.4"},
    ]
    lues, _remarques = scdl_lecture.lire(fichier(*juste))
    assert scdl_lecture.total(lues) == Decimal(1000)
    assert all(lue.resultat.remarques == [] for lue in lues)
    juste[1]["pourcentageSubvention"] = "0.6"
    lues, _remarques = scdl_lecture.lire(fichier(*juste))
    assert all("se partagent 120%" in lue.resultat.remarques[0].message for lue in lues)
