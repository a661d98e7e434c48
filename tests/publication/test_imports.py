"""Tables in and out: each cell compared, protected fields left, all or nothing, the public side in step."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from collectivites.imports import COLLECTIVITES
from programmes.imports import DISPOSITIFS, ORGANISMES, PROJETS, SUBVENTIONS
from programmes.models import Dispositif, Organisme, Subvention
from publication.actions import importer as actions
from publication.actions import verifier
from publication.exports import FORMATS
from publication.imports.export import FORMATS_DE_TABLE, exporter
from publication.imports.genres import genres
from publication.imports.rapport import Rapport, nombres
from publication.models import EtatImport, Import, Publication
from tests import factories as f
from tests.programmes.normes.echantillons import fichier

pytestmark = pytest.mark.django_db


@pytest.fixture
def par(db):
    from collectivites.actions.groupes import installer_groupes

    installer_groupes()
    return f.UtilisateurFactory(redaction=True)


def csv(*lignes: str) -> bytes:
    return "\n".join(lignes).encode()


def sorts(rapport: Rapport) -> list[str]:
    return [resultat.sort.value for resultat in rapport.resultats]


def changements(rapport: Rapport, rang: int = 0) -> dict[str, tuple[str, str]]:
    return {d.colonne: (d.avant, d.apres) for d in rapport.resultats[rang].differences}


def test_chaque_nature_et_les_tables_principales_se_declarent() -> None:
    tables = {genre.cle for genre in genres if genre.est_table}
    assert {"collectivites", "politiques", "dispositifs", "projets", "ressources"} <= tables
    assert {"organismes", "subventions", "contacts", "adhesions", "budgets"} <= tables
    for genre in genres:
        assert hasattr(genre.importeur, "importer")


@pytest.mark.parametrize("extension", FORMATS_DE_TABLE)
@pytest.mark.parametrize("cle", ["collectivites", "dispositifs", "projets", "organismes", "subventions"])
def test_table_exportee_puis_importee_ne_change_rien(par, cle, extension) -> None:
    dispositif = f.DispositifFactory(
        publie=True, titre="=Fonds « d’amorçage »", taux=Decimal("80.50"), cloture_le=dt.date(2026, 12, 31),
        territoires=["DEP-2A", "REG-53"], modalites="Deux lignes.\nSeconde ligne.",
    )  # fmt: skip
    dispositif.thematiques.add(f.ThematiqueFactory(), f.ThematiqueFactory())
    f.SubventionFactory(
        projet=f.ProjetFactory(publie=True), dispositif=dispositif, collectivite=dispositif.collectivite,
        beneficiaire=f.OrganismeFactory(siret="00572000800019", situe=True), date_convention=dt.date(2021, 6, 27),
    )  # fmt: skip
    generation = Publication.objects.generation()
    export = exporter(genres[cle], racine="https://example.org", le=dt.date(2026, 6, 1))
    contenu = b"".join(FORMATS[extension].ecrire(export))
    rapport = genres[cle].importeur.importer(contenu, nom=f"{cle}.{extension}", par=par)
    assert set(sorts(rapport)) == {"inchangee"}, [(r.erreurs, r.differences) for r in rapport.resultats]
    assert Publication.objects.generation() == generation


def test_import_modifie_une_fiche_publique_et_le_site_suit(par) -> None:
    collectivite = f.CollectiviteFactory(publie=True, nom="Avant", slug="la-fiche", population=25_000)
    rapport = COLLECTIVITES.importer(
        csv("slug;nom;population;site_web", "la-fiche;Après;26 000;"), nom="fiches.csv", par=par
    )
    assert changements(rapport) == {"nom": ("Avant", "Après"), "population": ("25000", "26000")}
    collectivite.refresh_from_db()
    assert (collectivite.nom, collectivite.population) == ("Après", 26_000)
    assert Publication.objects.get().titre == "Après"
    trace = collectivite.history.first()
    assert (trace.history_user, trace.history_change_reason) == (par, "Import du fichier fiches.csv")
    assert list(verifier()) == []


def test_fiche_nouvelle_est_un_brouillon_avec_son_adresse(par) -> None:
    porteuse = f.CollectiviteFactory(siren="243500139")
    f.ThematiqueFactory(slug="commerce")
    f.DispositifFactory(slug="aide-au-demarrage")
    rapport = DISPOSITIFS.importer(
        csv(
            "Titre;Collectivité;Nature de l’aide;Instruction;Thématiques;Territoires couverts;Clôture",
            "Aide au démarrage;243500139;Prêt;appel à projets;commerce;DEP-35|DEP-2A;31/12/2026",
        ),
        nom="d.csv",
        par=par,
    )
    assert sorts(rapport) == ["creee"], rapport.resultats[0].erreurs
    nouveau = Dispositif.objects.get(collectivite=porteuse)
    assert (nouveau.statut, nouveau.nature_aide, nouveau.instruction) == ("brouillon", "pret", "appel_a_projets")
    assert (nouveau.territoires, nouveau.cloture_le) == (["DEP-35", "DEP-2A"], dt.date(2026, 12, 31))
    assert nouveau.slug == f"aide-au-demarrage-{nouveau.uid.hex[:8]}"
    assert [theme.slug for theme in nouveau.thematiques.all()] == ["commerce"]


def test_cellule_vide_laisse_et_vide_efface(par) -> None:
    projet = f.ProjetFactory(slug="p", lieu="Bourg", emplois=3)
    projet.thematiques.add(f.ThematiqueFactory())
    PROJETS.importer(csv("slug;lieu;emplois;thematiques", "p;;;"), nom="p.csv", par=par)
    projet.refresh_from_db()
    assert (projet.lieu, projet.emplois, projet.thematiques.count()) == ("Bourg", 3, 1)
    rapport = PROJETS.importer(csv("slug;lieu;emplois;thematiques", "p;(vide);(vide);(vide)"), nom="p.csv", par=par)
    assert set(changements(rapport)) == {"lieu", "emplois", "thematiques"}
    projet.refresh_from_db()
    assert (projet.lieu, projet.emplois, projet.thematiques.count()) == ("", None, 0)
    refus = PROJETS.importer(csv("slug;debut;nom", "p;2020;"), nom="p.csv", par=par)
    assert sorts(refus) == ["modifiee"]


def test_champ_protege_n_est_jamais_ecrit_et_le_rapport_le_dit(par) -> None:
    theme = f.ThematiqueFactory(slug="garde")
    f.ThematiqueFactory(slug="autre")
    projet = f.ProjetFactory(slug="p", nom="Nom choisi", lieu="Bourg", champs_proteges=["nom", "thematiques", "debut"])
    projet.thematiques.add(theme)
    rapport = PROJETS.importer(
        csv("slug;nom;lieu;thematiques;debut", "p;Nom du fichier;Centre;autre;illisible"), nom="p.csv", par=par
    )
    assert changements(rapport) == {"lieu": ("Bourg", "Centre")}
    assert set(rapport.resultats[0].proteges) == {"nom", "thematiques", "debut"}
    projet.refresh_from_db()
    assert (projet.nom, projet.lieu, list(projet.thematiques.all())) == ("Nom choisi", "Centre", [theme])


@pytest.mark.parametrize(
    ("entete", "ligne", "colonne", "dit"),
    [
        ("uid;nom", "00000000-0000-0000-0000-000000000000;X", "uid", "ne désigne aucun enregistrement"),
        ("uid;nom", "pas-un-uid;X", "uid", "ne désigne aucun enregistrement"),
        ("slug;population;nom", "c;beaucoup;X", "population", "n’est pas un nombre"),
        ("slug;population;nom", "c;12,5;X", "population", "n’est pas un nombre entier"),
        ("slug;latitude;nom", "c;nord;X", "latitude", "n’est pas un nombre"),
        ("slug;type;nom", "c;royaume;X", "type", "n’est pas un choix possible"),
        ("slug;redaction_en_cours;nom", "c;peut-être;X", "redaction_en_cours", "ni oui ni non"),
        ("slug;region;nom", "c;99;X", "region", "ne désigne aucun enregistrement (région)"),
        ("slug;communes;nom", "c;00000;X", "communes", "ne désigne aucun enregistrement (commune)"),
        ("slug;siren;nom", "c;123456789;X", "siren", "la clé de ce SIREN est fausse"),
        ("slug;type;nom", "c;(vide);X", "type", "Ce champ"),
        ("slug;site_web;nom", "c;nulle-part;X", "site_web", "URL"),
    ],
)
def test_cellule_fausse_est_nommee_par_ligne_et_colonne(par, entete, ligne, colonne, dit) -> None:
    f.CollectiviteFactory(slug="c")
    rapport = COLLECTIVITES.importer(csv("Titre du fichier", entete, ligne), nom="c.csv", par=par)
    [resultat] = rapport.refusees
    assert resultat.numero == 3
    assert colonne in [erreur.colonne for erreur in resultat.erreurs]
    assert dit in " ".join(erreur.message for erreur in resultat.erreurs)


def test_meme_enregistrement_deux_fois_est_refuse(par) -> None:
    f.CollectiviteFactory(slug="c")
    rapport = COLLECTIVITES.importer(csv("slug;nom", "c;Un", "c;Deux"), nom="c.csv", par=par)
    assert sorts(rapport) == ["modifiee", "refusee"]
    assert "déjà à la ligne 2" in rapport.refusees[0].erreurs[0].message


def test_tout_ou_rien_puis_partiel(par) -> None:
    contenu = csv("nom;siret", "Bon;22350001800013", "Mauvais;123")
    rapport = ORGANISMES.importer(contenu, nom="o.csv", par=par)
    assert (rapport.ecrit, Organisme.objects.count()) == (False, 0)
    partiel = ORGANISMES.importer(contenu, nom="o.csv", par=par, partiel=True)
    assert (partiel.ecrit, [organisme.nom for organisme in Organisme.objects.all()]) == (True, ["Bon"])
    assert nombres([resultat.numero for resultat in partiel.gardees]) == "2"


def test_simulation_ne_laisse_rien(par) -> None:
    rapport = ORGANISMES.importer(csv("nom;rna", "Bon;W351001234"), nom="o.csv", par=par, simuler=True)
    assert (sorts(rapport), rapport.ecrit, Organisme.objects.count()) == (["creee"], False, 0)


def test_ligne_deplacee_change_les_deux_fiches(par) -> None:
    collectivite = f.CollectiviteFactory(publie=True)
    ancien, nouveau = f.ProjetFactory(publie=True), f.ProjetFactory(publie=True, slug="nouveau")
    subvention = f.SubventionFactory(projet=ancien, collectivite=collectivite)
    SUBVENTIONS.importer(csv("id;projet;objet", f"{subvention.pk};nouveau;Déplacée"), nom="s.csv", par=par)
    assert Publication.objects.get(pk=nouveau.uid).contenu["subventions"][0]["objet"] == "Déplacée"
    assert Publication.objects.get(pk=ancien.uid).contenu["subventions"] == []
    assert list(verifier()) == []


def test_nombres_dit_les_suites() -> None:
    assert nombres([9, 2, 3, 4]) == "2 à 4, 9"


def deposer(par, contenu: bytes = b"nom;rna\nBon;W351001234\n", genre: str = "organismes") -> Import:
    return actions.deposer(genre=genre, nom="o.csv", contenu=contenu, par=par)


def test_depot_se_verifie_puis_s_ecrit_une_seule_fois(par) -> None:
    depose = deposer(par)
    actions.verifier_import(depose.pk)
    depose.refresh_from_db()
    assert (depose.etat, depose.bilan["creee"], Organisme.objects.count()) == (EtatImport.VERIFIE, 1, 0)
    actions.lancer(cle=depose.pk, partiel=False, par=par)
    actions.ecrire_import(depose.pk, par=par)
    actions.ecrire_import(depose.pk, par=par)
    depose.refresh_from_db()
    assert (depose.etat, Organisme.objects.count()) == (EtatImport.TERMINE, 1)
    with pytest.raises(actions.ImportImpossible, match="terminé"):
        actions.lancer(cle=depose.pk, partiel=False, par=par)
    assert Rapport.depuis(depose.rapport).ecrit


def test_depot_refuse_et_depot_illisible_le_disent(par) -> None:
    faux, illisible = deposer(par, b"nom;rna\nFaux;X\n"), deposer(par, b"rien")
    for depose in (faux, illisible):
        actions.verifier_import(depose.pk)
        depose.refresh_from_db()
    assert (illisible.etat, "Aucune ligne de titres" in illisible.erreur) == (EtatImport.REFUSE, True)
    actions.lancer(cle=faux.pk, partiel=False, par=par)
    actions.ecrire_import(faux.pk, par=par)
    faux.refresh_from_db()
    assert (faux.etat, Organisme.objects.count()) == (EtatImport.REFUSE, 0)


def test_travail_interrompu_se_reprend(par, monkeypatch) -> None:
    depose = deposer(par)

    def tomber(*_args, **_options):
        raise RuntimeError("panne")

    monkeypatch.setattr("programmes.imports.ORGANISMES.importer", tomber)
    actions.verifier_import(depose.pk)
    depose.refresh_from_db()
    assert (depose.etat, depose.erreur) == (EtatImport.ECHEC, "RuntimeError : panne")
    monkeypatch.undo()
    actions.lancer(cle=depose.pk, partiel=False, par=par)
    actions.ecrire_import(depose.pk, par=par, avancer_en_base=True)
    depose.refresh_from_db()
    assert depose.etat == EtatImport.TERMINE


def test_travail_sans_nouvelles_est_dit_muet_et_vieux_depot_oublie(par) -> None:
    depose = deposer(par)
    plus_tard = depose.depose_le + dt.timedelta(minutes=11)
    assert (depose.est_muet(depose.depose_le), depose.est_muet(plus_tard)) == (False, True)
    assert actions.purger_imports(depose.depose_le) == 0
    assert actions.purger_imports(depose.depose_le + dt.timedelta(days=31)) == 1
    depose.refresh_from_db()
    assert (depose.contenu, depose.rapport) == (None, {})
    depose.etat = EtatImport.VERIFIE
    depose.save()
    with pytest.raises(actions.ImportImpossible, match="n’est plus gardé"):
        actions.lancer(cle=depose.pk, partiel=False, par=par)


def test_compte_sans_droit_ne_lance_rien(par) -> None:
    depose = deposer(par)
    actions.verifier_import(depose.pk)
    with pytest.raises(actions.ImportImpossible, match="ne peut pas écrire"):
        actions.lancer(cle=depose.pk, partiel=False, par=f.UtilisateurFactory(referent=True))


def test_fichier_national_passe_par_le_meme_chemin(par) -> None:
    f.CollectiviteFactory(siren="243500139")
    depose = deposer(par, fichier({}), "scdl")
    actions.verifier_import(depose.pk)
    actions.lancer(cle=depose.pk, partiel=False, par=par)
    actions.ecrire_import(depose.pk, par=par)
    assert Subvention.objects.get().history.get().history_user == par
