"""Taking over existing sheets writes drafts in one transaction, overwrites nothing and loses nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from collectivites.models import Collectivite, Contact
from programmes.actions.fiches import FichierInvalide
from programmes.actions.reprise import Choix, FicheReprise, corriger, creer_les_brouillons, deposer
from programmes.actions.reprise.deposer import RepriseFaite
from programmes.models import Dispositif, Politique, Reprise, Ressource
from publication.actions import publier, verifier
from publication.models import Proposition, Publication, Statut
from tests.factories import UtilisateurFactory
from tests.programmes.monde_de_reprise import PAGES, installer_le_code

pytestmark = pytest.mark.django_db
COMPTES = (Collectivite, Contact, Politique, Dispositif, Ressource)


@pytest.fixture(autouse=True)
def _code() -> None:
    installer_le_code()


@pytest.fixture
def redactrice():
    return UtilisateurFactory(redaction=True)


def reprise_de(nom: str, par) -> Reprise:
    return deposer(nom=nom, contenu=(PAGES / nom).read_bytes(), par=par)


def reprendre(nom: str, par, *, simuler: bool = False) -> list[FicheReprise]:
    return creer_les_brouillons(reprises=[reprise_de(nom, par)], par=par, simuler=simuler)


def nombres() -> list[int]:
    return [modele.objects.count() for modele in COMPTES]


def test_une_fiche_donne_une_politique_avec_ses_parties(redactrice) -> None:
    (rendu,) = reprendre("fiche.txt", redactrice)
    politique = Politique.objects.get()
    assert politique.statut == Statut.BROUILLON
    assert str(politique.collectivite) == rendu.cible == "Département d’Ille-et-Vilaine"
    assert politique.source == "Fiche du réseau, mise à jour le 7 janvier 2019"
    assert politique.panorama.startswith("Ici, l’ESS représente 12,6%")
    assert [(b.annee, b.total, b.source) for b in politique.budgets.all()] == [
        (2019, Decimal(360000), politique.source)
    ]
    assert [(e.etp, e.note) for e in politique.effectifs.all()] == [(Decimal(1), "+ 1 apprenti en 2019")]
    assert politique.actions.count() == 6
    assert [c.libelle for c in politique.chiffres.all()][1:] == [
        "Projets soutenus",
        "Aide aux projets naissants depuis 2005",
    ]
    assert [a.debut for a in politique.collectivite.adhesions.all()] == [2012]
    assert politique.collectivite.connaissance_politique == "connue"
    assert politique.history.latest().history_user == redactrice
    assert list(verifier()) == []
    assert not Publication.objects.exists()


def test_une_page_de_region_donne_trois_fiches_et_des_dispositifs(redactrice) -> None:
    avant = Collectivite.objects.count()
    rendus = reprendre("region.txt", redactrice)
    assert [rendu.cible for rendu in rendus] == [
        "Communauté de communes d’Auberive Vingeanne et Montsaugeonnais",
        "Mulhouse Alsace Agglomération",
        "Région Grand Est",
    ]
    assert Collectivite.objects.count() == avant
    region = Collectivite.objects.get(code_insee="44", type="region")
    assert (region.adresse, region.code_postal, region.ville) == (
        "Maison de la Région 1 Place Adrien Zeller – BP 91006",
        "67070",
        "Strasbourg Cedex",
    )
    assert region.dispositifs.count() == 6
    assert {d.politique for d in region.dispositifs.all()} == {Politique.objects.get(collectivite=region)}
    assert Collectivite.objects.get(siren="200027308").redaction_en_cours
    assert not Politique.objects.filter(collectivite__siren="200027308").exists()


def test_les_contacts_repris_n_ont_aucun_accord_de_publication(redactrice) -> None:
    reprendre("region.txt", redactrice)
    contacts = Contact.objects.all()
    assert contacts.count() == 6
    assert not any(contact.champs_publiables() for contact in contacts)
    region = Collectivite.objects.get(code_insee="44", type="region")
    publier(fiche=region, par=redactrice)
    region.refresh_from_db()
    assert "Zuber" not in region.publication.document


def test_ce_que_le_code_officiel_dit_autrement_est_signale(redactrice) -> None:
    differences = reprendre("region.txt", redactrice)[1].differences
    assert any(
        "type : la fiche dit « communauté d’agglomération », le document « Métropole »" in d for d in differences
    )
    assert any("population : la fiche dit « 300000 », le document « 275000 »" in d for d in differences)
    assert Collectivite.objects.get(siren="200066009").population == 300_000


def test_une_fiche_publiee_n_est_jamais_modifiee(redactrice) -> None:
    reprendre("fiche.txt", redactrice)
    politique = Politique.objects.get()
    for fiche in (politique.collectivite, politique):
        publier(fiche=fiche, par=redactrice)
    generation = Publication.objects.generation()
    texte = (PAGES / "fiche.txt").read_text().replace("360 000", "390 000").replace("a cessé", "cesse")
    texte = texte.replace("Une étude de 2016", "Une étude de 2020").replace("RTES: 2012", "RTES: 2013")
    autre = deposer(nom="autre", contenu=texte, par=redactrice)
    (rendu,) = creer_les_brouillons(reprises=[autre], par=redactrice)
    assert {ecrit.sort for ecrit in rendu.ecrits} == {"laissee"}
    assert Publication.objects.generation() == generation
    assert any("budget" in d and "390000" in d for d in rendu.differences)
    assert any("panorama" in d and "2020" in d for d in rendu.differences)
    assert any("année d’adhésion" in d and "2013" in d for d in rendu.differences)
    proposition = Proposition.objects.get()
    assert (proposition.origine, proposition.auteur, proposition.publication.titre) == (
        "equipe",
        redactrice,
        politique.titre,
    )
    (changement,) = proposition.changements.all()
    assert (changement.champ, "2016" in changement.avant, "2020" in changement.apres) == ("panorama", True, True)
    encore = deposer(nom="encore", contenu=texte, par=redactrice)
    creer_les_brouillons(reprises=[encore], par=redactrice)
    assert Proposition.objects.count() == 1


@pytest.mark.parametrize("nom", ["fiche.txt", "dispositif.txt", "conference.txt", "article.txt"])
def test_reprendre_deux_fois_le_meme_document_ne_double_rien(nom: str, redactrice) -> None:
    reprendre(nom, redactrice)
    avant = nombres()
    for rendu in reprendre(nom, redactrice):
        assert {ecrit.sort for ecrit in rendu.ecrits} == {"inchangee"}
    assert nombres() == avant


def test_un_brouillon_garde_ce_que_l_equipe_a_ecrit(redactrice) -> None:
    region = Collectivite.objects.get(code_insee="44", type="region")
    Collectivite.objects.filter(pk=region.pk).update(ville="Metz")
    Politique.objects.create(collectivite=region, titre="À moi", slug="a-moi", moyens="Les miens.")
    differences = reprendre("region.txt", redactrice)[2].differences
    region.refresh_from_db()
    assert region.ville == "Metz"
    assert any("ville : la fiche dit « Metz », le document « Strasbourg Cedex »" in d for d in differences)
    politique = Politique.objects.get(collectivite=region)
    assert (politique.titre, politique.moyens) == ("À moi", "Les miens.")
    assert politique.programme == "Un schéma régional fixe la route de 2017 à 2021."
    assert politique.orientations.count() == 2


def test_un_dispositif_reprend_son_porteur_ses_partenaires_et_ses_montants(redactrice) -> None:
    reprendre("dispositif.txt", redactrice)
    dispositif = Dispositif.objects.get()
    assert str(dispositif.collectivite) == "Région Bretagne"
    assert dispositif.montant_par_beneficiaire == Decimal(35000)
    assert dispositif.objectifs == "- Aider à créer des entreprises de l'ESS\n\n- Mener des projets à plusieurs"
    assert [p.nom for p in dispositif.partenariats.all()] == ["Département des Côtes d'Armor", "EPCI"]
    assert [str(contact) for contact in dispositif.contacts.all()] == ["Claude Martin"]
    assert str(Contact.objects.get().telephone) == "02 61 91 00 11"


def test_une_conference_ne_nomme_que_les_elus_et_relie_les_collectivites(redactrice) -> None:
    reprendre("conference.txt", redactrice)
    ressource = Ressource.objects.get()
    assert [(i.intervenant, str(i.collectivite)) for i in ressource.interventions.all()] == [
        ("Bénédicte Messeanne", "Département du Pas-de-Calais"),
        ("", "Département d’Ille-et-Vilaine"),
        ("", "Département de la Moselle"),
    ]
    assert ressource.collectivites.count() == 3


def test_une_collectivite_ambigue_n_est_reprise_que_choisie(redactrice) -> None:
    texte = "Pays de Trifouilly\n\nPanorama de l’ESS\n\nIci, 12 associations.\n\n14 rue Haute\n"
    reprise = deposer(nom="collé", contenu=texte, par=redactrice)
    (fiche,) = reprise.fiches
    assert (fiche["choix"], fiche["cible"]) == ("laisser", None)
    cible = Collectivite.objects.get(siren="243500139")
    corriger(reprise=reprise, rang=0, saisie=fiche["saisie"], choix=Choix.REPRENDRE, cible=cible.pk)
    (rendu,) = creer_les_brouillons(reprises=[reprise], par=redactrice)
    assert rendu.cible == "Rennes Métropole"
    assert Politique.objects.get().collectivite == cible


def test_une_collectivite_absente_du_code_est_creee_si_on_le_demande_et_une_seule_fois(redactrice) -> None:
    texte = "Pays de Trifouilly\n\nType de collectivité : Pays\n\nAdresse : 1 rue Haute, 35000 Rennes\n"
    for _ in range(2):
        reprise = deposer(nom="collé", contenu=texte, par=redactrice)
        saisie = reprise.fiches[0]["saisie"]
        corriger(reprise=reprise, rang=0, saisie=saisie, choix=Choix.CREER, cible=None)
        creer_les_brouillons(reprises=[reprise], par=redactrice)
    creee = Collectivite.objects.get(nom="Pays de Trifouilly")
    assert (creee.type, creee.departement_id, creee.region_id, creee.statut) == ("petr", "35", "53", "brouillon")


def test_une_valeur_que_le_champ_refuse_est_signalee_et_le_reste_ecrit(redactrice) -> None:
    Collectivite.objects.update(population=None)
    texte = "Région Bretagne\n\nNombre d'habitants : 12\n\nSite web : pas une adresse\n\nAnnée d'adhésion : 2011\n"
    (rendu,) = creer_les_brouillons(reprises=[deposer(nom="c", contenu=texte, par=redactrice)], par=redactrice)
    assert any(re.search(r"site web « pas une adresse » : .+", refus) for refus in rendu.refus)
    assert Collectivite.objects.get(code_insee="53", type="region").population == 12


def test_une_erreur_annule_toutes_les_fiches_du_document(redactrice) -> None:
    reprise = reprise_de("region.txt", redactrice)
    saisie = reprise.fiches[2]["saisie"]
    saisie["parties"]["budgets"] = [{"annee": "2018", "total": "1", "fonctionnement": "1", "investissement": "1"}]
    corriger(reprise=reprise, rang=2, saisie=saisie, choix="reprendre", cible=reprise.fiches[2]["cible"])
    avant = nombres()
    with pytest.raises(FichierInvalide, match="somme"):
        creer_les_brouillons(reprises=[reprise], par=redactrice)
    assert nombres() == avant
    assert not Reprise.objects.get().est_faite


def test_un_document_repris_ne_se_corrige_plus(redactrice) -> None:
    reprise = reprise_de("fiche.txt", redactrice)
    creer_les_brouillons(reprises=[reprise], par=redactrice)
    with pytest.raises(RepriseFaite, match="déjà créés"):
        creer_les_brouillons(reprises=[reprise], par=redactrice)
    with pytest.raises(RepriseFaite):
        corriger(reprise=reprise, rang=0, saisie={}, choix="laisser", cible=None)
    (rendu,) = Reprise.objects.get().compte_rendu
    assert rendu["ecrits"][0]["sort"] == "completee"


def commande(*args: str) -> str:
    sortie = StringIO()
    call_command("importer_fiches", *args, stdout=sortie)
    return sortie.getvalue()


def test_la_commande_rend_compte_de_chaque_fiche() -> None:
    rendu = commande(*(str(PAGES / nom) for nom in ("fiche.txt", "conference.txt", "article.txt")))
    assert "Collectivité : Département d’Ille-et-Vilaine" in rendu
    assert "2019, 360000" in rendu
    assert "Texte non reconnu, gardé tel quel :\ndossier essai\n" in rendu
    assert "politique ESS « Politique ESS : Département d’Ille-et-Vilaine » : créée" in rendu
    assert re.search(r"3 fiche\(s\) lue\(s\), \d+ brouillon\(s\) écrits", rendu)
    assert Politique.objects.count() == 1
    assert Reprise.objects.count() == 3


def test_la_simulation_dit_tout_et_n_ecrit_rien() -> None:
    avant = nombres()
    rendu = commande("--simuler", str(PAGES / "region.txt"))
    assert "simulation : rien n’est enregistré" in rendu
    assert "Mulhouse Alsace Agglomération" in rendu
    assert nombres() == avant
    assert not Reprise.objects.exists()


def test_une_correspondance_designe_la_collectivite(tmp_path) -> None:
    page = tmp_path / "rennes.txt"
    page.write_text("Rennes\n\nPanorama de l’ESS\n\nIci.\n", encoding="cp1252")
    assert "À choisir parmi : Rennes ; Rennes Métropole" in commande("--simuler", str(page))
    commande("--correspondance", "Rennes=siren:243500139", str(page))
    assert str(Politique.objects.get().collectivite) == "Rennes Métropole"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["absent.txt"], "fichier illisible"),
        (["--correspondance", "Rennes=siren:000000000"], "ne désigne aucune collectivité"),
        (["--correspondance", "Autre=siren:243500139"], "Aucune fiche ne s’intitule « Autre »"),
    ],
)
def test_la_commande_refuse_clairement(args: list[str], message: str) -> None:
    fichiers = args if args[0] == "absent.txt" else [*args, str(PAGES / "fiche.txt")]
    with pytest.raises(CommandError, match=message):
        commande(*fichiers)
    assert not Politique.objects.exists()
