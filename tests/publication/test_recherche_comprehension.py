"""What a search becomes once it is known which words exist: kept, corrected, widened, placed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collectivites.models import TypeCollectivite
from publication.actions import synchroniser
from publication.models import Publication
from publication.recherche import DEBUT_MARQUE, FIN_MARQUE, Largeur, comprendre
from tests import factories as f

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 6, 1)


def trouvees(texte: str) -> list[str]:
    return [publication.slug for publication in Publication.objects.chercher(texte, le=JOUR)]


@pytest.fixture
def bretagne() -> None:
    """A region, a department, an EPCI and a commune above one another."""
    region = f.RegionFactory(code="53", nom="Bretagne")
    departement = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", region=region)
    lieu = {"publie": True, "region": region}
    f.CollectiviteFactory(**lieu, slug="bretagne", nom="Région Bretagne", type=TypeCollectivite.REGION,
                          code_insee="53", departement=None)  # fmt: skip
    f.CollectiviteFactory(**lieu, slug="cd35", nom="Département d’Ille-et-Vilaine", type=TypeCollectivite.DEPARTEMENT,
                          code_insee="35", departement=departement)  # fmt: skip
    epci = f.CollectiviteFactory(**lieu, slug="metropole", nom="Rennes Métropole", type=TypeCollectivite.METROPOLE,
                                 siren="243500139", departement=departement)  # fmt: skip
    pays = f.CollectiviteFactory(**lieu, slug="pays", nom="Pays de Rennes", type=TypeCollectivite.PETR,
                                 departement=departement)  # fmt: skip
    bruz = f.CommuneFactory(code="35047", nom="Bruz", departement=departement, epci=epci, codes_postaux=["35170"])
    pays.communes.add(bruz)
    synchroniser([pays])


@pytest.mark.parametrize("texte", ["bruz", "BRUZ", "35170", "35 170", "35047", "bruz 35170", "bruz 35"])
def test_une_commune_mene_aux_collectivites_au_dessus_d_elle_de_la_plus_proche_a_la_region(bretagne, texte) -> None:
    comprise = comprendre(texte)
    assert [(lieu.nom, lieu.precision) for lieu in comprise.lieux] == [("Bruz", "35170 · Ille-et-Vilaine")]
    assert trouvees(texte) == ["metropole", "pays", "cd35", "bretagne"]


def test_une_commune_que_personne_ne_couvre_se_nomme_sans_resultat() -> None:
    f.CommuneFactory(code="99001", nom="Nullepart", codes_postaux=["99000", "99100"])
    comprise = comprendre("nullepart")
    assert (comprise.lieux[0].precision.split(" ")[0], comprise.collectivites) == ("99000…", [])
    assert trouvees("nullepart") == []


def test_une_collectivite_brouillon_n_est_pas_au_dessus_d_une_commune() -> None:
    epci = f.CollectiviteFactory(nom="Métropole secrète")
    f.CommuneFactory(code="99001", nom="Nullepart", epci=epci)
    assert comprendre("nullepart").collectivites == []


@pytest.mark.parametrize(
    "texte", ["35", "cd35", "CD 35", "dpt 35", "département 35", "Ille-et-Vilaine", "ille et vilaine"]
)
def test_un_departement_se_designe_par_son_code_ou_son_nom(bretagne, texte) -> None:
    assert trouvees(texte)[0] == "cd35"


def test_le_code_d_un_departement_mene_aussi_a_ce_qu_il_porte(bretagne) -> None:
    departement = Publication.objects.get(slug="cd35").collectivite
    f.DispositifFactory(publie=True, slug="aide", titre="Aide aux cafés", collectivite=departement)
    assert trouvees("dpt 35 cafés")[0] == "aide"


@pytest.mark.parametrize(
    ("texte", "corrections"),
    [
        ("brtagne", {"brtagne": "bretagne"}),
        ("ile et vilaine", {"ile": "ille"}),
        ("remnes metropole", {"remnes": "rennes"}),
        ("bretagne", {}),
        ("xylophone", {}),
        ("12345678", {}),
    ],
)
def test_les_mots_inconnus_se_corrigent_par_le_nom_le_plus_proche(bretagne, texte, corrections) -> None:
    assert comprendre(texte).demande.corrections == corrections


def test_une_correction_qui_ne_trouve_rien_de_plus_est_laissee() -> None:
    f.CommuneFactory(code="99001", nom="Pretz")
    f.DispositifFactory(publie=True, titre="Garantie solidaire")
    comprise = comprendre("prêt solidaire")
    assert not comprise.est_corrigee


def test_une_correction_vient_aussi_des_communes_et_des_thematiques() -> None:
    f.CommuneFactory(code="99001", nom="Montcocu")
    assert comprendre("moncocu").demande.plie == "montcocu"
    f.ThematiqueFactory(nom="Covoiturage")
    f.DispositifFactory(publie=True, slug="bus", objectifs="Du covoiturage partout.")
    assert trouvees("covoiturge") == ["bus"]


def test_la_plupart_des_mots_suffisent_quand_tous_ne_donnent_rien() -> None:
    f.ProjetFactory(publie=True, slug="deux", nom="Épicerie coopérative")
    f.ProjetFactory(publie=True, slug="un", nom="Épicerie du coin")
    comprise = comprendre("épicerie coopérative lunaire")
    assert (comprise.largeur, comprise.nombre) == (Largeur.PLUPART, 0)
    assert trouvees("épicerie coopérative lunaire") == ["deux"]


def test_celles_qui_disent_tout_passent_devant_celles_qui_en_disent_la_plupart() -> None:
    f.ProjetFactory(publie=True, slug="deux", nom="Épicerie coopérative")
    f.ProjetFactory(publie=True, slug="trois", nom="Épicerie", resume="Une coopérative sur la lune.")
    comprise = comprendre("épicerie coopérative lune")
    assert (comprise.largeur, comprise.nombre) == (Largeur.PLUPART, 1)
    assert trouvees("épicerie coopérative lune") == ["trois", "deux"]


def test_un_seul_mot_suffit_quand_rien_de_plus_ne_repond() -> None:
    f.ProjetFactory(publie=True, slug="un", nom="Épicerie du coin")
    assert comprendre("épicerie lunaire").largeur is Largeur.UN
    assert trouvees("épicerie lunaire") == ["un"]


def test_une_phrase_ou_une_exclusion_ne_s_elargit_pas() -> None:
    f.ProjetFactory(publie=True, slug="un", nom="Épicerie du coin")
    assert trouvees('épicerie "lunaire"') == []
    assert trouvees("épicerie lunaire -mars") == []
    assert trouvees("épicerie -mars") == ["un"]


def test_un_synonyme_de_l_equipe_compte_des_qu_il_est_ecrit() -> None:
    f.ProjetFactory(publie=True, slug="un", nom="Recyclerie du coin")
    assert trouvees("ressourcerie") == []
    f.SynonymeFactory(terme="Ressourcerie", equivalents=["recyclerie", "réemploi"])
    synchroniser([])
    assert trouvees("ressourcerie") == ["un"]


@pytest.mark.parametrize(("texte", "type_"), [("cc", "communaute_communes"), ("agglo", "communaute_agglomeration")])
def test_les_abreviations_de_territoires_se_comprennent(texte, type_) -> None:
    f.CollectiviteFactory(publie=True, slug="oui", type=type_, nom="Val d’Or")
    f.CollectiviteFactory(publie=True, slug="non", type="region", nom="Val d’Argent")
    assert trouvees(texte) == ["oui"]


def test_les_lieux_et_les_thematiques_d_une_fiche_la_font_trouver(bretagne) -> None:
    departement = Publication.objects.get(slug="cd35").collectivite
    dispositif = f.DispositifFactory(publie=True, slug="aide", titre="Derniers commerces", collectivite=departement)
    dispositif.thematiques.add(f.ThematiqueFactory(nom="Services de proximité"))
    synchroniser([dispositif])
    assert trouvees("derniers commerces en Bretagne") == ["aide"]
    assert trouvees("proximité") == ["aide"]


def test_les_mots_separes_par_une_barre_se_trouvent_et_se_surlignent() -> None:
    f.DispositifFactory(publie=True, slug="bourse", titre="Bourse SCOP/SCIC", resume="Pour une SCIC.")
    comprise = comprendre("scic")
    (publication,) = Publication.objects.repondant(comprise, le=JOUR).extraits(comprise)
    assert f"{DEBUT_MARQUE}SCIC{FIN_MARQUE}" in publication.titre_marque
    assert f"{DEBUT_MARQUE}SCIC{FIN_MARQUE}" in publication.extrait


def test_une_fiche_a_jour_passe_devant_une_autre_et_une_aide_close_derriere() -> None:
    for slug, champs in (("close", {"cloture_le": dt.date(2020, 1, 1)}), ("muette", {}), ("fraiche", {})):
        f.DispositifFactory(publie=True, slug=slug, titre="Aide jumelle", verifie=slug == "fraiche", **champs)
    le = Publication.objects.get(slug="fraiche").a_revoir_le - dt.timedelta(days=1)
    assert [p.slug for p in Publication.objects.chercher("aide jumelle", le=le)] == ["fraiche", "muette", "close"]


def test_le_nombre_de_requetes_ne_depend_pas_du_texte(bretagne) -> None:
    for texte in ("bruz", "brtagne metropol", "un deux trois quatre cinq six sept huit neuf dix onze douze treize"):
        with CaptureQueriesContext(connection) as requetes:
            comprendre(texte)
        assert len(requetes) <= 16, texte
        with CaptureQueriesContext(connection) as requetes:
            comprendre(texte)
        assert len(requetes) == 1, texte


@pytest.mark.parametrize("texte", ["", "-rien", "le la les", "\\", "a" * 3000, "%", "()&|!:*<->", "1e999", "’’’"])
def test_toute_saisie_se_comprend(texte) -> None:
    assert list(Publication.objects.chercher(texte, le=JOUR)) == []
