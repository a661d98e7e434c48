"""What the models of this floor compute, and what their forms refuse."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmes.models import Budget, Dispositif, Subvention
from programmes.models.calendrier import BIENTOT, EtatDispositif, etat_dispositif
from programmes.models.dispositif import CODE_TERRITOIRE
from programmes.models.projet import annees_de_projet, en_annees
from tests import factories as f
from tests.factories.programmes import JOUR

JOURS = st.none() | st.dates(JOUR - dt.timedelta(days=70), JOUR + dt.timedelta(days=70))
MONTANTS = st.decimals(0, 1_000_000, places=2)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dates=st.lists(st.tuples(JOURS, JOURS, st.booleans()), min_size=1, max_size=8))
def test_l_etat_d_un_dispositif_est_le_meme_en_python_et_en_sql(dates) -> None:
    Dispositif.objects.all().delete()
    for ouverture, cloture, verifie in dates:
        if ouverture is None or cloture is None or cloture >= ouverture:
            f.DispositifFactory(ouverture_le=ouverture, cloture_le=cloture, verifie=verifie)
    par_etat = {etat: {d.pk for d in Dispositif.objects.dans_etat(etat, le=JOUR)} for etat in EtatDispositif}
    for dispositif in Dispositif.objects.all():
        assert [etat for etat, cles in par_etat.items() if dispositif.pk in cles] == [dispositif.etat(JOUR)]


@pytest.mark.parametrize(
    ("ouverture", "cloture", "etat"),
    [
        (None, None, "permanent"),
        (JOUR, None, "permanent"),
        (JOUR + dt.timedelta(1), None, "a_venir"),
        (JOUR + dt.timedelta(1), JOUR + dt.timedelta(2), "a_venir"),
        (None, JOUR, "ferme_bientot"),
        (JOUR, JOUR + BIENTOT, "ferme_bientot"),
        (None, JOUR + BIENTOT + dt.timedelta(1), "ouvert"),
        (None, JOUR - dt.timedelta(1), "clos"),
    ],
)
def test_les_deux_bornes_sont_comprises(ouverture, cloture, etat: str) -> None:
    assert etat_dispositif(ouverture, cloture, a_revoir_le=JOUR + dt.timedelta(1), le=JOUR) == etat


@pytest.mark.parametrize("a_revoir_le", [None, JOUR, JOUR - dt.timedelta(1)])
def test_sans_date_ni_verification_qui_tienne_nul_ne_sait_si_l_aide_est_ouverte(a_revoir_le: dt.date | None) -> None:
    assert etat_dispositif(None, None, a_revoir_le=a_revoir_le, le=JOUR) == "a_confirmer"
    assert etat_dispositif(JOUR, None, a_revoir_le=a_revoir_le, le=JOUR) == "permanent"
    assert EtatDispositif.A_CONFIRMER not in EtatDispositif.en_cours()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trait", "etat"),
    [("a_venir", "a_venir"), ("ouvert", "ouvert"), ("ferme_bientot", "ferme_bientot"), ("clos", "clos")],
)
def test_les_etats_des_fabriques_sont_ceux_du_jour_des_tests(trait: str, etat: str) -> None:
    assert f.DispositifFactory(**{trait: True}).etat(JOUR) == etat


@pytest.mark.django_db
@pytest.mark.parametrize("jour", [dt.date(2026, 2, 27), dt.date(2026, 2, 28), dt.date(2026, 3, 1)])
def test_la_base_et_le_modele_s_accordent_sur_la_verification_perimee(jour: dt.date) -> None:
    fiche = f.DispositifFactory(publie=True, verifie=True, verifiee_le=dt.date(2025, 8, 31), revoir_dans=6)
    assert fiche.a_revoir_le == dt.date(2026, 2, 28)
    assert list(Dispositif.objects.dans_etat(fiche.etat(jour), le=jour)) == [fiche]


@pytest.mark.django_db
def test_un_etat_inconnu_est_refuse() -> None:
    with pytest.raises(ValueError, match="inconnu"):
        Dispositif.objects.dans_etat("inconnu", le=JOUR)


@pytest.mark.parametrize(
    ("conventionne", "vote", "pourcentage", "accorde", "part"),
    [
        (Decimal(100), Decimal(200), Decimal(1), Decimal(100), Decimal("100.00")),
        (None, Decimal(200), Decimal("0.5"), Decimal(200), Decimal("100.00")),
        (Decimal(0), Decimal(200), Decimal(1), Decimal(0), Decimal("0.00")),
        (None, Decimal(100), Decimal("0.3333"), Decimal(100), Decimal("33.33")),
        (None, None, Decimal(1), None, None),
    ],
)
def test_la_part_se_calcule_sur_le_montant_accorde(conventionne, vote, pourcentage, accorde, part) -> None:
    subvention = Subvention(montant_conventionne=conventionne, montant_vote=vote, pourcentage=pourcentage)
    assert (subvention.montant_accorde, subvention.part) == (accorde, part)


@given(montant=MONTANTS, pourcentage=st.decimals(Decimal("0.0001"), 1, places=4))
def test_la_part_est_en_centimes_et_ne_depasse_pas_le_montant(montant: Decimal, pourcentage: Decimal) -> None:
    part = Subvention(montant_vote=montant, pourcentage=pourcentage).part
    assert part is not None
    assert 0 <= part <= montant
    assert part.as_tuple().exponent == -2


@given(
    total=st.none() | MONTANTS,
    fonctionnement=st.none() | MONTANTS,
    investissement=st.none() | MONTANTS,
)
def test_le_montant_d_un_budget_est_dit_ou_somme(total, fonctionnement, investissement) -> None:
    budget = Budget(total=total, fonctionnement=fonctionnement, investissement=investissement)
    assert budget.montant == (total if total is not None else (fonctionnement or 0) + (investissement or 0))


@pytest.mark.parametrize("code", ["PAYS-FR", "REG-53", "DEP-35", "DEP-2A", "DEP-974", "EPCI-243500139", "COM-2A004"])
def test_un_code_de_territoire_officiel_est_accepte(code: str) -> None:
    CODE_TERRITOIRE(code)


@pytest.mark.parametrize("code", ["", "35", "DEP-2C", "REG-5", "COM-3523", "EPCI-2435", "dep-35"])
def test_un_code_de_territoire_faux_est_refuse(code: str) -> None:
    with pytest.raises(ValidationError):
        CODE_TERRITOIRE(code)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fabrique", "champs", "champ_fautif"),
    [
        (f.OrganismeFactory, {"siret": "12345678901234"}, "siret"),
        (f.OrganismeFactory, {"rna": "351001234"}, "rna"),
        (f.PolitiqueFactory, {"debut": 21}, "debut"),
        (f.DispositifFactory, {"taux": Decimal(101)}, "taux"),
        (f.DispositifFactory, {"montant_max": Decimal(-1)}, "montant_max"),
        (f.DispositifFactory, {"territoires": ["35"]}, "territoires"),
        (f.SubventionFactory, {"pourcentage": Decimal(2)}, "pourcentage"),
    ],
)
def test_un_formulaire_refuse_une_valeur_impossible(fabrique, champs, champ_fautif: str) -> None:
    objet = fabrique()
    for nom, valeur in champs.items():
        setattr(objet, nom, valeur)
    with pytest.raises(ValidationError) as refus:
        objet.full_clean()
    assert champ_fautif in refus.value.message_dict


@pytest.mark.django_db
def test_les_thematiques_n_ont_que_deux_niveaux() -> None:
    fille = f.ThematiqueFactory(fille=True)
    fille.full_clean()
    with pytest.raises(ValidationError, match="premier niveau"):
        f.ThematiqueFactory.build(parente=fille).full_clean()
    fille.parente.parente = f.ThematiqueFactory()
    with pytest.raises(ValidationError, match="thématiques filles"):
        fille.parente.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("objet", "texte"),
    [
        (lambda: f.BudgetFactory(annee=2019), "2019"),
        (lambda: f.BudgetFactory(annee=None), "année non précisée"),
        (lambda: f.EffectifFactory(etp=Decimal("1.5")), "1.5 ETP"),
        (lambda: f.ChiffreCleFactory(libelle="Emplois", valeur=Decimal("12.60"), unite="%"), "Emplois : 12.6 %"),
        (lambda: f.ChiffreCleFactory(libelle="Emplois", valeur=Decimal(15_000), unite=""), "Emplois : 15000"),
        (lambda: f.InterventionFactory(titre="Le foncier"), "Le foncier"),
        (lambda: f.InterventionFactory(titre=""), "Dominique Exemple"),
        (lambda: f.InterventionFactory(intervenant="", fonction="Directrice"), "Directrice"),
        (lambda: f.PolitiqueFactory(titre="Politique ESS"), "Politique ESS"),
        (lambda: f.ProjetFactory(nom="La ressourcerie"), "La ressourcerie"),
    ],
)
def test_un_objet_se_nomme_comme_on_l_attend(objet, texte: str) -> None:
    assert str(objet()) == texte


@pytest.mark.django_db
def test_un_projet_sans_commune_est_situe_par_qui_le_soutient() -> None:
    projet = f.ProjetFactory(publie=True, subventionne=True, commune=None)
    collectivite = projet.subventions.get().collectivite
    projection = projet.projection()
    assert (projection.region, projection.departement) == (collectivite.region_id, collectivite.departement_id)
    assert (projection.montant, projection.latitude) == (Decimal("15000.00"), None)
    assert f.ProjetFactory().projection().region == ""


@pytest.mark.django_db
def test_une_ressource_n_a_de_region_que_si_toutes_ses_collectivites_l_ont() -> None:
    ressource = f.RessourceFactory()
    premiere = f.CollectiviteFactory(publie=True)
    ressource.collectivites.add(premiere)
    assert ressource.projection().region == premiere.region_id
    ressource.collectivites.add(f.CollectiviteFactory(publie=True))
    assert ressource.projection().region == ""


@pytest.mark.django_db
def test_seules_les_subventions_de_collectivites_publiques_sont_publiables() -> None:
    publique = f.SubventionFactory(collectivite=f.CollectiviteFactory(publie=True))
    f.SubventionFactory(collectivite=f.CollectiviteFactory(retire=True))
    f.SubventionFactory()
    assert list(Subvention.objects.publiables()) == [publique]


@pytest.mark.django_db
def test_une_fabrique_complete_remplit_chaque_partie() -> None:
    politique = f.PolitiqueFactory(complete=True)
    parties = ("budgets", "effectifs", "chiffres", "orientations", "actions", "engagements", "thematiques")
    assert all(getattr(politique, partie).count() == 1 for partie in parties)
    assert politique.actions.get().chiffres.count() == 1
    assert f.PieceJointeFactory(avec_fichier=True).fichier.name.endswith(".pdf")
    assert f.ChiffreCleFactory(fourchette=True).valeur_max == 95_000


@pytest.mark.django_db
def test_les_fiches_d_une_annee_sont_celles_dont_la_periode_la_couvre() -> None:
    finie = f.ProjetFactory(publie=True, debut=2015, fin=2018)
    ouverte = f.ProjetFactory(publie=True, debut=2018, fin=None)
    f.ProjetFactory(publie=True)
    lignes = type(finie).objects.publiees()
    assert set(lignes.filter(en_annees([2018]))) == {finie, ouverte}
    assert set(lignes.filter(en_annees([2019]))) == {ouverte}
    assert set(lignes.filter(en_annees([2014]))) == set()
    annees = dict(lignes.annotate(annees=annees_de_projet(jusqu_a=2019)).values_list("pk", "annees"))
    assert sorted(annees.values()) == [[], [2015, 2016, 2017, 2018], [2018, 2019]]


@pytest.mark.django_db
def test_un_tri_met_les_valeurs_inconnues_a_la_fin_dans_les_deux_sens() -> None:
    grande = f.CollectiviteFactory(population=9)
    petite = f.CollectiviteFactory(population=1)
    inconnue = f.CollectiviteFactory(population=None)
    lignes = type(grande).objects.all()
    assert list(lignes.trier("population")) == [petite, grande, inconnue]
    assert list(lignes.trier("-population")) == [grande, petite, inconnue]
