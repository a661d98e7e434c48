"""Every labelled field of the five layouts of existing sheets is recovered, and nothing of their text is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from programmes.reprise import Confiance, FicheLue, Genre, Lecture, decoder, lire
from programmes.reprise.lignes import lignes
from publication.recherche import plier

PAGES = Path(__file__).resolve().parent / "pages"
AVM = {
    "nom": "Communauté de communes Auberive Vingeanne Montsaugeonnais",
    "redaction_en_cours": "oui",
    "adhesion": "2016",
    "type": "communaute_communes",
    "population": "8459",
    "adresse": "17 chemin des Brosses",
    "code_postal": "52190",
    "ville": "Prauthoy",
}
ATTENDUS: dict[str, list[tuple[Genre, dict[str, str]]]] = {
    "fiche.txt": [
        (
            Genre.COLLECTIVITE,
            {
                "nom": "Conseil départemental d'Ille-et-Vilaine",
                "type_du_nom": "departement",
                "mise_a_jour": "2019-01-07",
                "panorama": "Ici, l’ESS représente 12,6% des emplois du privé. En 2017, ses effectifs ont cessé de "
                "croître.\n\nUne étude de 2016 en dresse le portrait",
                "moyens": "",
                "adhesion": "2012",
            },
        )
    ],
    "conference.txt": [
        (
            Genre.RESSOURCE,
            {
                "titre": "Comment un département aide l'ESS - conférence en ligne novembre 2021",
                "genre": "conference",
                "parue_le": "2022-01-13",
                "mise_a_jour_le": "2022-01-18",
                "texte": "Trois départements ont dit ce qu’ils font, lors d’une rencontre à distance.",
            },
        )
    ],
    "dispositif.txt": [
        (
            Genre.DISPOSITIF,
            {
                "titre": "Maisons de l'économie sociale des pays (MESP)",
                "porteur": "Région Bretagne",
                "resume": "Une maison par pays réunit ceux qui entreprennent autrement et les aide à travailler "
                "ensemble.\n\nLe niveau local compte autant que les fédérations.",
                "objectifs": "- Aider à créer des entreprises de l'ESS\n- Mener des projets à plusieurs",
                "cibles": "Les 21 pays et leurs acteurs.",
                "modalites": "Une étude précède la création. La chambre régionale, avec la Région :\n\n"
                "- Conseille ceux qui préparent la maison,\n- Anime le réseau",
                "moyens": "La Région verse 35 000 euros par an par maison, par convention de plusieurs années.",
                "montant_par_beneficiaire": "35000",
                "evaluation": "Un document commun dit comment évaluer.\n\n16 maisons sur 21 pays.\n\n"
                "Environ 1000 entreprises adhérentes.",
            },
        )
    ],
    "article.txt": [
        (
            Genre.RESSOURCE,
            {
                "titre": "[Rennes-Métropole/Pays de Rennes] une mission pour relancer l’économie sociale",
                "genre": "article",
                "parue_le": "2005-02-06",
                "mise_a_jour_le": "",
            },
        )
    ],
    "region.txt": [
        (Genre.COLLECTIVITE, AVM),
        (
            Genre.COLLECTIVITE,
            {
                "nom": "Mulhouse Alsace Agglomération",
                "panorama": "Un rapport d’avril 2016 décrit l’ESS du bassin: rapport et synthèse",
                "moyens": "Le territoire compte 2132 établissements au sens large. Une maison de l’emploi anime le "
                "secteur et reçoit une subvention.",
                "programme": "Deux piliers portent la stratégie économique de l’agglomération depuis deux ans.",
                "adhesion": "2018",
                "type_ecrit": "Métropole",
                "type": "metropole",
                "population": "275000",
                "adresse": "2 Rue Pierre et Marie Curie - BP 90019",
                "code_postal": "68948",
                "ville": "Mulhouse Cedex 9",
            },
        ),
        (
            Genre.COLLECTIVITE,
            {
                "nom": "Région Grand-Est",
                "programme": "Un schéma régional fixe la route de 2017 à 2021.",
                "adhesion": "2016",
                "type_ecrit": "Conseil régional",
                "type": "region",
                "population": "5559051",
                "adresse": "Maison de la Région 1 Place Adrien Zeller – BP 91006",
                "code_postal": "67070",
                "ville": "Strasbourg Cedex",
            },
        ),
    ],
    "fiches.html": [(Genre.COLLECTIVITE, AVM)],
}
PARTIES: dict[tuple[str, int, str], list[dict[str, str]]] = {
    ("fiche.txt", 0, "budgets"): [{"annee": "2019", "total": "360000"}],
    ("fiche.txt", 0, "effectifs"): [{"etp": "1", "note": "+ 1 apprenti en 2019"}],
    ("fiche.txt", 0, "chiffres"): [
        {"libelle": "Part de l’ESS (des emplois du privé)", "valeur": "12.6", "unite": "%"},
        {"libelle": "Projets soutenus", "valeur": "84"},
        {"libelle": "Aide aux projets naissants depuis 2005", "valeur": "1400000", "unite": "€"},
    ],
    ("fiche.txt", 0, "actions"): [
        {
            "groupe": "Campagne et ESS (en 2018)",
            "titre": "Visites de services à la campagne avec le comité consultatif",
            "annee": "2018",
        },
        {
            "groupe": "Campagne et ESS (en 2018)",
            "titre": "Visites de projets d’habitants pour 70 élus",
            "annee": "2018",
        },
        {
            "groupe": "Campagne et ESS (en 2018)",
            "titre": "Étude sur le portage de commerces (2018/2019)",
            "annee": "2018",
            "annee_fin": "2019",
        },
        {"groupe": "Commerce équitable", "titre": "Label tenu depuis 2014", "annee": "2014"},
        {"groupe": "Commerce équitable", "titre": "Soirée en mai 2017. 400 jeunes présents", "annee": "2017"},
        {
            "groupe": "Aide aux projets naissants depuis 2005",
            "titre": "Parmi les projets aidés, on compte : une recyclerie, une légumerie, une conciergerie, une garde "
            "d’enfants en horaires atypiques, un café de village…",
            "annee": "2005",
        },
    ],
    ("conference.txt", 0, "interventions"): [
        {
            "intervenant": "Bénédicte Messeanne",
            "fonction": "Vice-présidente chargée du développement économique",
            "collectivite": "conseil départemental du Pas-de-Calais",
            "texte": "Depuis 2014, un conseil réunit les acteurs. En 2021, 59 projets ont reçu un label.\n\n"
            "Le capital de 3 SCIC est soutenu.",
        },
        {
            "agent": "Camille Durand",
            "fonction": "Chargée de mission économie sociale",
            "collectivite": "conseil départemental d’Ille-et-Vilaine",
            "texte": "Le territoire compte 1,1 millions d'habitants. Chaque projet reçoit jusqu’à 15 000€.",
        },
        {
            "agent": "Dominique Martin",
            "fonction": "Chargé de mission ESS",
            "collectivite": "conseil départemental de la Moselle",
            "texte": "Trois axes lient le Département et la chambre régionale :\n\n  • les achats responsables\n"
            "  • un forum où viennent 300 visiteurs.\n\nUn appel à projets dispose de 100 000€/an depuis 2019.",
        },
    ],
    ("dispositif.txt", 0, "partenaires"): [{"nom": "Département des Côtes d'Armor"}, {"nom": "EPCI"}],
    ("dispositif.txt", 0, "chiffres"): [
        {"libelle": "Maisons sur 21 pays", "valeur": "16"},
        {"libelle": "Entreprises adhérentes", "valeur": "1000", "precision": "environ"},
    ],
    ("dispositif.txt", 0, "contacts"): [
        {
            "role": "agent",
            "prenom": "Claude",
            "nom": "Martin",
            "fonction": "cheffe de service",
            "email": "claude.martin@example.org",
            "telephone": "02 61 91 00 11",
        }
    ],
    ("article.txt", 0, "contacts"): [
        {
            "role": "elu",
            "prenom": "Alain",
            "nom": "Yvergniaux",
            "fonction": "conseiller communautaire, Délégué à l’économie sociale et solidaire",
            "email": "alain.yvergniaux@example.org",
        },
        {
            "role": "agent",
            "prenom": "Sacha",
            "nom": "Petit",
            "fonction": "Chargée de mission",
            "telephone": "02 61 91 00 12",
            "email": "sacha.petit@example.org",
        },
    ],
    ("region.txt", 0, "contacts"): [
        {"role": "elu", "prenom": "Patricia", "nom": "Andriot", "fonction": "conseillère communautaire"},
        {
            "role": "agent",
            "prenom": "Alix",
            "nom": "Moreau",
            "fonction": "Chargée de mission animation territoriale, tourisme",
        },
    ],
    ("region.txt", 1, "contacts"): [
        {"role": "elu", "prenom": "Cécile", "nom": "Sornin", "fonction": "conseillère communautaire"},
        {
            "role": "agent",
            "prenom": "Maxime",
            "nom": "Leroy",
            "fonction": "Directeur de l'attractivité et de l'emploi",
        },
    ],
    ("region.txt", 1, "orientations"): [
        {"groupe": "Les principes de l’appel à projets", "titre": "Rendre l’ESS visible"},
        {"groupe": "Les principes de l’appel à projets", "titre": "La montrer comme une innovation sociale"},
    ],
    ("region.txt", 1, "actions"): [
        {
            "titre": "Un lieu pour les créateurs d’entreprise",
            "texte": "Des associations logées dans de mauvais locaux se sont réunies, et l’agglomération a trouvé, "
            "aménagé et financé un site qui leur convient, tout près du laboratoire d’usages.",
        },
        {
            "titre": "Un forum chaque année",
            "texte": "Les collectivités ont monté en 2018 une journée ouverte aux porteurs de projets comme aux "
            "curieux. Elle a deux buts :\n• Faire comprendre ce que pèse l’ESS\n"
            "• Donner des outils aux porteurs de projets",
            "annee": "2018",
        },
    ],
    ("region.txt", 2, "budgets"): [{"annee": "2018", "fonctionnement": "5800000", "investissement": "2000000"}],
    ("region.txt", 2, "effectifs"): [{"etp": "10", "note": "18 personnes dont 10 dédiées à l'ESS"}],
    ("region.txt", 2, "chiffres"): [
        {"libelle": "Établissements employeurs", "valeur": "15000", "precision": "pres_de"},
        {"libelle": "Associations en activité", "valeur": "85000", "valeur_max": "95000"},
        {"libelle": "Bénévoles", "valeur": "950000", "valeur_max": "1000000"},
    ],
    ("region.txt", 2, "orientations"): [
        {"groupe": "Objectifs de l’action", "titre": "Valoriser l’engagement des citoyens"},
        {"groupe": "Objectifs de l’action", "titre": "Développer l’entrepreneuriat social"},
    ],
    ("region.txt", 2, "contacts"): [
        {
            "role": "elu",
            "prenom": "Catherine",
            "nom": "Zuber",
            "fonction": "Conseillère déléguée à l’Economie sociale et Solidaire",
        },
        {"role": "agent", "prenom": "Noa", "nom": "Bernard", "fonction": "Responsable service ESS, artisanat"},
    ],
    ("fiches.html", 0, "budgets"): [{"annee": "2018", "total": "12500"}],
    ("fiches.html", 0, "actions"): [
        {"groupe": "Commerces", "titre": "Reprise d’une épicerie en\u00a02017", "annee": "2017"},
        {"groupe": "Commerces", "titre": "Un café associatif"},
    ],
    ("fiches.html", 0, "contacts"): [
        {"role": "elu", "prenom": "Patricia", "nom": "Andriot", "fonction": "conseillère communautaire"}
    ],
}
DISPOSITIFS = [
    ("Emploi Associatif", "directe", "fil_de_leau", "subvention"),
    ("Bourses Émergence", "directe", "fil_de_leau", "bourse"),
    ("AMI initiatives", "directe", "ami", "subvention"),
    ("Appel à projets « Fabriques »", "directe", "appel_a_projets", "subvention"),
    ("L’insertion", "indirecte", "fil_de_leau", "convention"),
    ("Le réseau des Actives", "indirecte", "fil_de_leau", "convention"),
]


def lue(nom: str) -> Lecture:
    return lire(decoder((PAGES / nom).read_bytes()).texte)


@pytest.mark.parametrize("nom", ATTENDUS)
def test_chaque_valeur_intitulee_est_retrouvee(nom: str) -> None:
    fiches = lue(nom).fiches
    assert [fiche.genre for fiche in fiches] == [genre for genre, _valeurs in ATTENDUS[nom]]
    for fiche, (_genre, valeurs) in zip(fiches, ATTENDUS[nom], strict=True):
        assert {cle: fiche.texte(cle) for cle in valeurs} == valeurs


@pytest.mark.parametrize(("nom", "rang", "cle"), PARTIES)
def test_chaque_partie_est_retrouvee(nom: str, rang: int, cle: str) -> None:
    assert lue(nom).fiches[rang].valeurs(cle) == PARTIES[nom, rang, cle]


def test_les_aides_d_une_region_deviennent_des_dispositifs() -> None:
    dispositifs = lue("region.txt").fiches[2].valeurs("dispositifs")
    lus = [tuple(d.get(cle) for cle in ("titre", "mode", "instruction", "nature_aide")) for d in dispositifs]
    assert lus == DISPOSITIFS
    assert dispositifs[4]["texte"].endswith("• Partager la connaissance,\n• Améliorer les parcours.")


def test_l_article_nomme_ses_collectivites_et_garde_son_texte() -> None:
    (fiche,) = lue("article.txt").fiches
    assert fiche.valeurs("collectivites") == ["Rennes-Métropole", "Pays de Rennes"]
    assert fiche.texte("texte").startswith("L’agglomération (375.000 h)")
    assert fiche.texte("texte").endswith("conseille les associations.")


@pytest.mark.parametrize("nom", ATTENDUS)
def test_aucun_caractere_du_texte_n_est_perdu(nom: str) -> None:
    lecture = lue(nom)
    assert "".join(lecture.texte[m.debut : m.fin] for m in lecture.morceaux()) == lecture.texte


@pytest.mark.parametrize("nom", ATTENDUS)
def test_un_champ_dit_d_ou_il_vient(nom: str) -> None:
    """The span of a field holds the words of its value."""
    lecture = lue(nom)
    for fiche in lecture.fiches:
        for champ in fiche.champs:
            extrait = plier(lecture.texte[champ.debut : champ.fin])
            assert extrait
            if champ.cle in {"nom", "titre", "porteur", "panorama", "ville", "adresse"}:
                assert set(plier(str(champ.valeur)).split()) <= set(extrait.split())


def test_ce_que_rien_ne_reconnait_reste_visible() -> None:
    (conference,) = lue("conference.txt").fiches
    assert [texte.strip() for texte in lue("conference.txt").non_reconnu(conference)] == ["dossier essai"]
    html = lue("fiches.html")
    restes = "\n".join(html.non_reconnu(html.fiches[0]))
    assert all(mot in restes for mot in ("Réseau : une fiche", "Accueil", "Mentions légales & plan du site"))
    assert "Budget ESS 2001" not in html.texte


def test_la_confiance_baisse_quand_le_texte_est_moins_net() -> None:
    sure, probable = une("Nombre d'habitants : 8459"), une("Nombre d'habitants : environ 8 500, tout compris")
    assert [c.confiance for c in sure.champs if c.cle == "population"] == [Confiance.SURE]
    assert [c.confiance for c in probable.champs if c.cle == "population"] == [Confiance.PROBABLE]


def une(corps: str, nom: str = "Ville de Trifouilly") -> FicheLue:
    """The one sheet of a small document."""
    (fiche,) = lire(f"{nom}\n\nAnnée d'adhésion au RTES : 2001\n\n{corps}\n").fiches
    return fiche


SECTIONS = [
    ("moyens", "Budget consacré à l'ESS"),
    ("moyens", "Budget / Moyens affectés à l'ESS"),
    ("moyens", "Budget annuel / Moyens consacrés à l'ESS"),
    ("moyens", "BUDGET ANNUEL – MOYENS DÉDIÉS À L’ÉCONOMIE SOCIALE ET SOLIDAIRE :"),
    ("moyens", "Moyens mobilises pour l ESS"),
    ("panorama", "Panorama de l’ESS sur le territoire :"),
    ("panorama", "Panorama ESS du département"),
    ("panorama", "\ufeffPanorama\u00a0de l\u2019ESS"),
    ("programme", "Programme d’intervention dans le champ de l’ESS"),
    ("programme", "Prog. d'intervention ESS :"),
    ("programme", "Politique de la collectivité en matière d’ESS"),
]
VALEURS = [
    ("population", "Nombre d'habitants sur le territoire\n8459", "8459"),
    ("population", "Nombre d’habitants sur le territoire\n275 000", "275000"),
    ("population", "Nombre d'habitants sur le territoire :\u00a05\u202f559\u202f051", "5559051"),
    ("population", "Nb d'hab. : 375.000 h", "375000"),
    ("population", "Population : environ 1,1 million d'habitants", "1100000"),
    ("population", "Nombre d'habitants sur le territoire 8 459 habitants (2016)", "8459"),
    ("population_annee", "Nombre d'habitants sur le territoire 8 459 habitants (2016)", "2016"),
    ("type", "Type de collectivité\n\nCommunauté d'agglomération", "communaute_agglomeration"),
    ("type", "TYPE DE COLLECTIVITE : Conseil general", "departement"),
    ("type", "Type de collectivité : Métropole", "metropole"),
    ("type", "Type de collectivité : EPT", "ept"),
    ("region", "Région : Grand Est", "Grand Est"),
    ("region", "Région\nContact public", ""),
    ("departement", "Département\nAlpes-de-Haute-Provence (04)", "Alpes-de-Haute-Provence (04)"),
    ("site_web", "Site internet : https://www.example.org/ess", "https://www.example.org/ess"),
    ("siren", "N° SIREN : 243 500 139", "243500139"),
    ("sigle", "Sigle : m2A", "m2A"),
    ("mise_a_jour", "Mise à jour le 1er mars 2020", "2020-03-01"),
    ("mise_a_jour", "MAJ : 07/01/2019", "2019-01-07"),
    ("mise_a_jour", "Dernière mise à jour : 31/02/2019", ""),
    ("adresse", "Adresse : 1 rue Haute, 35000 Rennes, France", "1 rue Haute"),
    ("ville", "Adresse : 1 rue Haute, 35000 Rennes, France", "Rennes"),
    ("adresse", "Adresse postale\n1 rue Haute\nBP 90019", "1 rue Haute, BP 90019"),
    ("ville", "Adresse postale\n1 rue Haute\nBP 90019", ""),
]
ADHESIONS = [
    "Année d'adhésion au RTES: 1999",
    "Annee d’adhesion au RTES\n1999",
    "Adhérente au réseau depuis 1999",
    "Membre du RTES depuis 1999",
    "Adhésion : 1999",
    "Date d'adhésion au Réseau des collectivités : 3 mai 1999",
]
ELUS = [
    "Élue représentante : Ada Byron\n\nTitre : conseillère",
    "Élue représentantes : Ada Byron\nTitre : conseillère",
    "Élus représentants\u00a0: Ada Byron\nTitre\u00a0: conseillère",
    "Élu·e représentant·e : Ada BYRON\nTitre :\nconseillère",
    "Elu(e) representant(e) :\nAda Byron\nTitre : conseillère",
    "ÉLUE RÉFÉRENTE : Mme Ada Byron, Titre : conseillère",
    "Élue représentante : Ada Byron, conseillère",
    "Élue représentante : Ada Byron (conseillère)",
]


@pytest.mark.parametrize(("cle", "intitule"), SECTIONS)
def test_une_section_est_reconnue_sous_tous_ses_intitules(cle: str, intitule: str) -> None:
    assert une(f"{intitule}\n\nUne phrase, et rien de plus.").texte(cle) == "Une phrase, et rien de plus."


@pytest.mark.parametrize(("cle", "texte", "valeur"), VALEURS)
def test_une_valeur_est_lue_sous_toutes_ses_ecritures(cle: str, texte: str, valeur: str) -> None:
    assert une(texte).texte(cle) == valeur


@pytest.mark.parametrize("texte", ADHESIONS)
@pytest.mark.parametrize("avant", [True, False])
def test_l_annee_d_adhesion_est_lue_avant_comme_apres_le_type(texte: str, avant: bool) -> None:
    type_ = "Type de collectivité\nMétropole"
    lignes_ = [texte, type_] if avant else [type_, texte]
    (fiche,) = lire("Métropole de Trifouilly\n\n" + "\n\n".join(lignes_)).fiches
    assert (fiche.texte("adhesion"), fiche.texte("type")) == ("1999", "metropole")


@pytest.mark.parametrize("texte", ELUS)
def test_l_elue_est_lue_dans_tous_les_genres_et_nombres(texte: str) -> None:
    attendue = {"role": "elu", "prenom": "Ada", "nom": "Byron", "fonction": "conseillère"}
    assert une(f"Contact public\n\n{texte}").valeurs("contacts") == [attendue]


@pytest.mark.parametrize("saut", ["\n", "\r\n", "\r", "\u2028"])
def test_les_fins_de_ligne_ne_changent_rien_a_la_lecture(saut: str) -> None:
    texte = (PAGES / "region.txt").read_text(encoding="utf-8")
    attendue, autre = lire(texte), lire(texte.replace("\n", saut))
    assert [[(c.cle, c.valeur) for c in f.champs] for f in autre.fiches] == [
        [(c.cle, c.valeur) for c in f.champs] for f in attendue.fiches
    ]


@pytest.mark.parametrize("jeu", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_un_fichier_se_lit_dans_son_encodage(jeu: str) -> None:
    texte = "Région Grand-Est\n\nPanorama de l’ESS\n\nPrès de 15 000 € — déjà."
    assert decoder(texte.encode(jeu)).texte == texte


def test_un_octet_que_rien_ne_definit_n_arrete_pas_la_lecture() -> None:
    assert decoder(b"R\xe9gion \x81").texte == "Région \x81"


def test_une_ligne_se_plie_comme_la_recherche() -> None:
    for nom in ATTENDUS:
        for ligne in lignes(lue(nom).texte):
            assert ligne.plie == plier(ligne.texte)


def test_une_phrase_qui_commence_comme_un_intitule_n_en_est_pas_un() -> None:
    fiche = une("Panorama de l’ESS\n\nPopulation et emploi vont de pair.\n\nBudget et moyens sont votés en mars.")
    assert fiche.texte("panorama").count("\n") == 2
    assert fiche.valeurs("population") == []


def test_deux_fiches_de_dispositif_se_suivent() -> None:
    texte = (PAGES / "dispositif.txt").read_text(encoding="utf-8")
    fiches = lire(texte + texte.replace("Maisons", "Ateliers")).fiches
    assert [fiche.titre for fiche in fiches] == [
        "Maisons de l'économie sociale des pays (MESP)",
        "Ateliers de l'économie sociale des pays (MESP)",
    ]


def test_un_texte_sans_intitule_reste_entier_et_sans_champ() -> None:
    lecture = lire("Bonjour,\n\nvoici quelques nouvelles.")
    (fiche,) = lecture.fiches
    assert fiche.champs == ()
    assert lecture.non_reconnu(fiche) == [lecture.texte]
    assert lire("").fiches == ()
