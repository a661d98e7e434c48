"""Loading files of sheets: what is written, what is left to staff, what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from collectivites.models import Adhesion, Collectivite, Consentement, Contact, TypeCollectivite, Utilisateur
from programmes.actions.fiches import FichierInvalide, Jeu, Rapport, Sort, charger, fichiers_livres, lire
from programmes.models import Action, Budget, ChiffreCle, Dispositif, Organisme, Politique, Projet, Synonyme, Thematique
from publication.actions import retirer, verifier
from publication.models import Publication, Statut
from tests.factories import CommuneFactory, DepartementFactory, RegionFactory, UtilisateurFactory
from tests.programmes.fiches_du_reseau import brouillon

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db

FICHE = """
source = "Fiche du réseau"

[collectivite]
cle = "departement:35"
slug = "departement-35"
nom = "Département d’Ille-et-Vilaine"
presentation = \"\"\"
Un département
breton.

Il est rural.
\"\"\"
verifiee_le = 2019-01-07
adhesions = [{ debut = 2012 }]

[[collectivite.contacts]]
cle = "elue"
role = "elu"
prenom = "Dominique"
nom = "Exemple"
fonction = "Vice-présidente"
consentements = [{ champ = "identite", base_legale = "mandat_public", accorde_le = 2019-01-07 }]

[[collectivite.contacts]]
cle = "mission"
role = "agent"
fonction = "Chargé de mission"

[[thematiques]]
slug = "innovation"
nom = "Innovation"

[[synonymes]]
terme = "CD"
equivalents = ["département"]

[[organismes]]
nom = "Gedes"
forme_juridique = "association"
commune = "35238"

[[politiques]]
slug = "ess-35"
titre = "Politique ESS"
thematiques = ["innovation"]
contacts = ["elue", "mission"]
budgets = [{ annee = 2019, total = 360000 }, { annee = 2018, total = 340000.50 }]

[[politiques.actions]]
titre = "Visites"
chiffres = [{ libelle = "Élus", valeur = 70, source = "Article" }]

[[politiques.actions]]
titre = "Journée"
date = 2018-12-06

[[dispositifs]]
slug = "appel-35"
titre = "Appel permanent"
politique = "ess-35"
nature_aide = "subvention"
instruction = "permanent"
montant_max = 15000
territoires = ["DEP-35"]
partenariats = [{ nom = "Gedes", organisme = "Gedes" }]

[[projets]]
slug = "etude-35"
nom = "Étude"
resume = "Une étude."
subventions = [{ objet = "Étude", dispositif = "appel-35", beneficiaire = "Gedes", montant_vote = 5000 }]

[[ressources]]
slug = "conference"
genre = "conference"
titre = "Conférence"
collectivites = ["departement:35"]
projets = ["etude-35"]
interventions = [{ fonction = "Chargé de mission", collectivite = "departement:35", texte = "Il raconte." }]
"""


@pytest.fixture(autouse=True)
def departement() -> Collectivite:
    """The draft that the importer of the official code leaves."""
    departement = DepartementFactory(code="35", nom="Ille-et-Vilaine", region=RegionFactory(code="53", nom="Bretagne"))
    CommuneFactory(code="35238", nom="Rennes", departement=departement)
    lieu = {"region": departement.region, "departement": departement}
    return brouillon("Département 35", TypeCollectivite.DEPARTEMENT, **lieu, code_insee="35")


@pytest.fixture
def fichier(tmp_path: Path) -> Path:
    """A file with one record of each kind."""
    return ecrire(tmp_path, FICHE)


def ecrire(dossier: Path, texte: str, nom: str = "fiche.toml") -> Path:
    """Write a file of sheets."""
    chemin = dossier / nom
    chemin.write_text(texte, encoding="utf-8")
    return chemin


def recharger(fichier: Path, *changements: tuple[str, str], remplacer: bool = True) -> Rapport:
    """Load the file again after changing some of its text."""
    texte = fichier.read_text(encoding="utf-8")
    for avant, apres in changements:
        assert avant in texte
        texte = texte.replace(avant, apres)
    return charger(lire([ecrire(fichier.parent, texte)]), remplacer=remplacer)


def sort_de(rapport: Rapport, titre: str) -> Sort:
    """Fate of a record."""
    return next(resultat.sort for resultat in rapport.resultats if resultat.titre == titre)


def test_brouillon_du_code_officiel_est_complete_et_publie(fichier: Path, departement: Collectivite) -> None:
    rapport = charger(lire([fichier]))
    departement.refresh_from_db()
    assert departement.est_publique
    assert (departement.slug, departement.population) == ("departement-35", 25_000)
    assert departement.presentation == "Un département breton.\n\nIl est rural."
    assert sort_de(rapport, departement.nom) == Sort.COMPLETEE
    assert Collectivite.objects.count() == 1


def test_chargement_ecrit_les_parties_et_les_liens(fichier: Path) -> None:
    charger(lire([fichier]))
    politique = Politique.objects.get()
    assert [budget.total for budget in politique.budgets.all()] == [Decimal(360_000), Decimal("340000.50")]
    assert {budget.source for budget in politique.budgets.all()} == {"Fiche du réseau"}
    assert [contact.fonction for contact in politique.contacts.all()] == ["Vice-présidente", "Chargé de mission"]
    assert ChiffreCle.objects.get().source == "Article"
    assert [action.ordre for action in politique.actions.all()] == [0, 1]
    assert Action.objects.get(titre="Journée").date == dt.date(2018, 12, 6)
    assert Consentement.objects.get().base_legale == Consentement.Base.MANDAT_PUBLIC
    assert Dispositif.objects.get().collectivite.nom == "Département d’Ille-et-Vilaine"
    assert Projet.objects.get().subventions.get().beneficiaire == Organisme.objects.get(commune="35238")
    assert Synonyme.objects.get().equivalents == ["département"]
    assert Publication.objects.effectifs() == dict.fromkeys(Publication.objects.effectifs(), 1)
    assert list(verifier()) == []


def test_chargement_se_fait_au_nom_du_reseau_dont_personne_n_a_le_mot_de_passe(fichier: Path) -> None:
    charger(lire([fichier]))
    compte = Utilisateur.objects.get(username="reseau")
    assert (compte.nom_public, compte.has_usable_password(), compte.is_staff) == ("Équipe du réseau", False, False)
    politique = Politique.objects.get()
    assert politique.publiee_par == compte
    assert {etat.history_user for etat in politique.history.all()} == {compte}
    assert Collectivite.objects.get().verifiee_par == compte


def test_chargement_se_fait_au_nom_de_qui_le_demande(fichier: Path) -> None:
    par = UtilisateurFactory()
    charger(lire([fichier]), par=par)
    assert Politique.objects.get().publiee_par == par
    assert not Utilisateur.objects.filter(username="reseau").exists()


def test_avancer_recoit_en_tout_deux_fois_le_nombre_d_enregistrements(fichier: Path) -> None:
    jeu = lire([fichier])
    for _fois in range(2):
        pas: list[int] = []
        charger(jeu, avancer=pas.append)
        assert sum(pas) == 2 * len(jeu) == 16


def test_fiche_publiee_est_laissee_telle_quelle(fichier: Path) -> None:
    charger(lire([fichier]))
    Politique.objects.update(titre="Titre de l’équipe")
    avant = Publication.objects.generation()
    rapport = recharger(fichier, ("Appel permanent", "Autre appel"), remplacer=False)
    assert Politique.objects.get().titre == "Titre de l’équipe"
    assert Dispositif.objects.get().titre == "Appel permanent"
    assert Publication.objects.generation() == avant
    assert rapport.par_sort() == {Sort.CONNUE: 3, Sort.LAISSEE: 5}
    assert "Fiche « Appel permanent » (dispositif) : déjà publiée, laissée telle quelle" in map(str, rapport.epargnes())


def test_remplacer_ecrit_ce_que_dit_le_fichier_et_garde_le_reste(fichier: Path) -> None:
    charger(lire([fichier]))
    dispositif = Dispositif.objects.get()
    dispositif.titre, dispositif.page_officielle = "Titre de l’équipe", "https://example.org/"
    dispositif.save()
    rapport = recharger(fichier)
    dispositif.refresh_from_db()
    assert (dispositif.titre, dispositif.page_officielle) == ("Appel permanent", "https://example.org/")
    assert rapport.par_sort() == {Sort.REMPLACEE: 1, Sort.INCHANGEE: 7}
    assert list(verifier()) == []


def test_remplacer_ne_change_pas_une_adresse_publique(fichier: Path) -> None:
    charger(lire([fichier]))
    rapport = recharger(fichier, ('slug = "departement-35"', 'slug = "autre"'))
    assert Collectivite.objects.get().slug == "departement-35"
    assert sort_de(rapport, "Département d’Ille-et-Vilaine") == Sort.INCHANGEE


def test_remplacer_des_parties_garde_les_lignes_qui_ont_un_rang(fichier: Path) -> None:
    charger(lire([fichier]))
    mission = Contact.objects.get(role=Contact.Role.AGENT)
    rapport = recharger(
        fichier,
        ("Chargé de mission", "Cheffe de service"),
        ("valeur = 70", "valeur = 71"),
        ('titre = "Journée"', 'titre = "Jour"'),
    )
    mission.refresh_from_db()
    assert mission.fonction == "Cheffe de service"
    assert mission in Politique.objects.get().contacts.all()
    assert ChiffreCle.objects.get().valeur == 71
    assert set(Action.objects.values_list("titre", flat=True)) == {"Visites", "Jour"}
    assert sort_de(rapport, "Politique ESS") == Sort.REMPLACEE
    assert list(verifier()) == []


def test_remplacer_peut_echanger_les_annees_de_deux_budgets(fichier: Path) -> None:
    charger(lire([fichier]))
    avant = Politique.objects.get().modifiee_le
    recharger(
        fichier, ("annee = 2019", "annee = 9999"), ("annee = 2018", "annee = 2019"), ("annee = 9999", "annee = 2018")
    )
    assert dict(Budget.objects.values_list("annee", "total")) == {2018: Decimal(360_000), 2019: Decimal("340000.50")}
    assert Politique.objects.get().modifiee_le > avant


def test_remplacer_supprime_les_parties_que_le_fichier_n_a_plus(fichier: Path) -> None:
    charger(lire([fichier]))
    reste = fichier.read_text(encoding="utf-8")
    debut, fin = reste.index("[[politiques.actions]]"), reste.index("[[dispositifs]]")
    recharger(
        fichier,
        (reste[debut:fin], '[[politiques.actions]]\ntitre = "Visites"\n\n'),
        ('consentements = [{ champ = "identite", base_legale = "mandat_public", accorde_le = 2019-01-07 }]\n', ""),
    )
    assert not ChiffreCle.objects.exists()
    assert not Consentement.objects.exists()
    assert [action.titre for action in Action.objects.all()] == ["Visites"]
    assert Action.history.filter(history_type="-").get().history_user.username == "reseau"


def test_parties_que_le_fichier_ne_donne_pas_restent(fichier: Path) -> None:
    charger(lire([fichier]))
    recharger(fichier, ("adhesions = [{ debut = 2012 }]\n", ""))
    assert Adhesion.objects.get().debut == 2012


def test_thematique_renommee_met_a_jour_les_fiches_qui_la_portent(fichier: Path) -> None:
    charger(lire([fichier]))
    recharger(fichier, ('nom = "Innovation"', 'nom = "Innovation sociale"'))
    assert Thematique.objects.get().nom == "Innovation sociale"
    assert Publication.objects.get(nature="politique").contenu["thematiques"] == [
        {"slug": "innovation", "nom": "Innovation sociale", "url": "/thematiques/innovation/"}
    ]


@pytest.mark.parametrize("remplacer", [False, True])
def test_fiche_retiree_par_l_equipe_reste_retiree(fichier: Path, remplacer: bool) -> None:
    charger(lire([fichier]))
    retirer(fiche=Projet.objects.get(), motif="Projet abandonné", par=UtilisateurFactory())
    rapport = recharger(fichier, ("Une étude.", "Une grande étude."), remplacer=remplacer)
    projet = Projet.objects.get()
    assert (projet.statut, projet.resume) == (Statut.RETIREE, "Une étude.")
    assert sort_de(rapport, "Étude") == Sort.RETIREE


def test_brouillon_de_l_equipe_est_laisse_ou_pris_sur_demande(fichier: Path, departement: Collectivite) -> None:
    charger(lire([fichier]))
    Dispositif.objects.create(
        slug="autre", titre="Brouillon", collectivite=departement, nature_aide="pret", instruction="ami"
    )
    changement = ('slug = "appel-35"', 'slug = "autre"'), ('dispositif = "appel-35"', 'dispositif = "autre"')
    assert sort_de(recharger(fichier, *changement, remplacer=False), "Brouillon") == Sort.EN_TRAVAIL
    assert sort_de(recharger(fichier), "Appel permanent") == Sort.REMPLACEE
    assert Dispositif.objects.get(slug="autre").est_publique


def test_collectivite_que_l_equipe_redige_arrete_le_chargement(fichier: Path, departement: Collectivite) -> None:
    departement._history_user = UtilisateurFactory()
    departement.save()
    with pytest.raises(FichierInvalide, match=r"politiques\[ess-35\] : Publiez d’abord « Département 35 »"):
        charger(lire([fichier]))


def test_collectivite_hors_du_code_officiel_est_creee_si_le_fichier_le_dit(tmp_path: Path) -> None:
    texte = (
        '[collectivite]\ncle = "slug:pays"\nslug = "pays"\ncreer = true\ntype = "petr"\nnom = "Pays"\nregion = "53"\n'
    )
    rapport = charger(lire([ecrire(tmp_path, texte)]))
    assert rapport.par_sort() == {Sort.CREEE: 1}
    assert Collectivite.objects.get(slug="pays").est_publique
    assert charger(lire([tmp_path / "fiche.toml"])).par_sort() == {Sort.LAISSEE: 1}


def test_collectivite_se_trouve_par_son_siren(tmp_path: Path, departement: Collectivite) -> None:
    departement.siren = "243500139"
    departement.save()
    charger(lire([ecrire(tmp_path, '[collectivite]\ncle = "siren:243500139"\nnom = "Rennes"\n')]))
    assert Collectivite.objects.get().nom == "Rennes"


def test_contact_change_par_l_equipe_n_est_plus_relie(fichier: Path) -> None:
    charger(lire([fichier]))
    Contact.objects.filter(role=Contact.Role.AGENT).update(fonction="Directrice")
    texte = '[collectivite]\ncle = "departement:35"\n[[collectivite.contacts]]\ncle = "mission"\nrole = "agent"\n'
    texte += 'fonction = "Chargé de mission"\n'
    texte += '[[politiques]]\nslug = "deuxieme"\ntitre = "Deuxième"\ncontacts = ["mission"]\n'
    charger(lire([ecrire(fichier.parent, texte)]))
    assert list(Politique.objects.get(slug="deuxieme").contacts.all()) == []


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        ('titre = "Appel permanent"', "titre = ", "le fichier n’est pas du TOML valide (ligne 60, colonne 9)"),
        (
            "[[synonymes]]",
            "[[synonime]]",
            "fiche.toml, synonime : cette table n’existe pas. Tables possibles : thematiques,",
        ),
        ("[[synonymes]]", "[synonymes]", "synonymes : une liste de tables est attendue. Écrivez [[synonymes]]"),
        ('slug = "innovation"', 'adresse = "innovation"', "thematiques[1] : il manque « slug »."),
        ('slug = "appel-35"', "slug = 35", "dispositifs[1] : il manque « slug »."),
        (
            "montant_max",
            "montant_maxi",
            "dispositifs[appel-35].montant_maxi : cette clé n’existe pas. Clés possibles : benef",
        ),
        ("total = 360000", "totale = 360000", "politiques[ess-35].budgets[1].totale : cette clé n’existe pas."),
        ("15000", '"quinze"', "dispositifs[appel-35].montant_max : « quinze » ne convient pas."),
        ("15000", "[15000]", "montant_max : une valeur est attendue."),
        ('["DEP-35"]', '"DEP-35"', "territoires : une liste est attendue."),
        ('["DEP-35"]', '["35"]', "dispositifs[appel-35].territoires : L'élément n°1 du tableau n’est pas valide"),
        (
            "15000",
            "-1",
            "dispositifs[appel-35].montant_max : Assurez-vous que cette valeur est supérieure ou égale à 0.",
        ),
        ("2018-12-06", '"6 décembre"', "politiques[ess-35].actions[2].date : « 6 décembre » ne convient pas."),
        (
            "annee = 2018",
            "annee = 2019",
            "politiques[ess-35].budgets[2] : Cette politique a déjà un budget pour cette année.",
        ),
        (
            '["innovation"]',
            '["inovation"]',
            "politiques[ess-35].thematiques : « inovation » ne désigne aucun enregistrement (th",
        ),
        ('["innovation"]', '"innovation"', "politiques[ess-35].thematiques : une liste de noms est attendue."),
        ('["innovation"]', "[3]", "politiques[ess-35].thematiques : « 3 » ne désigne aucun enregistrement"),
        (
            '["elue", "mission"]',
            '["élue"]',
            "politiques[ess-35].contacts : « élue » ne désigne aucun contact de la collectivité.",
        ),
        (
            '"35238"',
            '"35999"',
            "organismes[Gedes].commune : « 35999 » ne désigne aucun enregistrement (commune). Vérifiez le code",
        ),
        (
            '"departement:35"',
            '"departement:36"',
            "« departement:36 » ne désigne aucune collectivité. Clés possibles : siren:",
        ),
        (
            'politique = "ess-35"',
            'politique = "ess"',
            "dispositifs[appel-35].politique : « ess » ne désigne aucun enregistrement",
        ),
        ('resume = "Une étude."', "", "projets[etude-35] : Écrivez un résumé ou une description. Levez l’obstacle"),
        ('slug = "conference"', 'slug = "avec espace"', "ressources[avec espace].slug : "),
    ],
)
def test_fichier_faux_dit_ou_pourquoi_que_faire_et_rien_n_est_ecrit(
    fichier: Path, departement: Collectivite, avant: str, apres: str, message: str
) -> None:
    with pytest.raises(FichierInvalide) as erreur:
        recharger(fichier, (avant, apres), remplacer=False)
    phrase = str(erreur.value)
    assert message in phrase
    assert phrase.startswith("fiche.toml")
    assert phrase.endswith("Rien n’a été enregistré.")
    departement.refresh_from_db()
    assert departement.nom == "Département 35"
    assert not Politique.objects.exists()
    assert not Thematique.objects.exists()
    assert not Utilisateur.objects.filter(username="reseau").exists()


def test_meme_enregistrement_dans_deux_fichiers_est_refuse(tmp_path: Path) -> None:
    theme = '[[thematiques]]\nslug = "innovation"\nnom = "Innovation"\n'
    with pytest.raises(FichierInvalide, match=r"b\.toml, thematiques\[1\] : « innovation » est déjà donné par a\.toml"):
        lire([ecrire(tmp_path, theme, "a.toml"), ecrire(tmp_path, theme, "b.toml")])


def test_fichier_absent_est_signale(tmp_path: Path) -> None:
    with pytest.raises(FichierInvalide, match=r"absent\.toml : le fichier est illisible"):
        lire([tmp_path / "absent.toml"])


def test_fichier_qui_n_est_pas_en_utf_8_est_signale(tmp_path: Path) -> None:
    chemin = tmp_path / "latin.toml"
    chemin.write_bytes("[[thematiques]]\nnom = 'Équité'".encode("latin-1"))
    with pytest.raises(
        FichierInvalide, match=r"latin\.toml : le fichier n’est pas écrit en UTF-8\. Enregistrez-le en UTF-8"
    ):
        lire([chemin])


def test_fichier_coupe_est_signale_a_sa_fin(tmp_path: Path) -> None:
    with pytest.raises(
        FichierInvalide, match=r"coupe\.toml : le fichier n’est pas du TOML valide \(à la fin du fichier\)"
    ):
        lire([ecrire(tmp_path, 'source = "', "coupe.toml")])


def test_fiches_livrees_se_lisent_toutes() -> None:
    jeu = lire()
    assert isinstance(jeu, Jeu)
    assert len(fichiers_livres()) == 15
    assert {genre: len(tables) for genre, tables in jeu.tables.items() if genre in {"collectivites", "politiques"}} == {
        "collectivites": 13,
        "politiques": 12,
    }


def test_commande_charge_et_dit_ce_qu_elle_a_fait(fichier: Path) -> None:
    sortie = StringIO()
    call_command("charger_fiches", fichier, stdout=sortie)
    assert sortie.getvalue() == "8 enregistrements (créée : 7 ; complétée : 1).\n"
    call_command("charger_fiches", fichier, stdout=sortie)
    assert "Fiche « Politique ESS » (politique ESS) : déjà publiée, laissée telle quelle\n" in sortie.getvalue()
    call_command("charger_fiches", "--remplacer", fichier, stdout=sortie)
    assert sortie.getvalue().endswith("8 enregistrements (inchangée : 8).\n")


def test_commande_refuse_un_fichier_faux_en_francais(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"fiche\.toml, inconnue : cette table n’existe pas\."):
        call_command("charger_fiches", ecrire(tmp_path, "inconnue = 1"))
