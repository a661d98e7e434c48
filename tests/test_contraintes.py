"""Each constraint of the database is broken once, behind the application's back; a new one without its row fails."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from collectivites.models import SuiteProposee
from publication.models import AncienneAdresse, Doublon, LienVerifie, VueParDefaut
from publication.natures import registre
from tests import factories as f
from tests.test_regles_generales import contraintes

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

FABRIQUES: dict[str, Any] = {
    "collectivite": f.CollectiviteFactory,
    "politique": f.PolitiqueFactory,
    "dispositif": f.DispositifFactory,
    "projet": f.ProjetFactory,
    "ressource": f.RessourceFactory,
}


def changer(objet: Any, **valeurs: Any) -> None:
    """Write columns without any check of the application."""
    type(objet)._base_manager.filter(pk=objet.pk).update(**valeurs)


def doubler(fabrique: Any, **champs: Any) -> None:
    """Make the same row twice."""
    fabrique(**champs)
    fabrique(**champs)


def _publication(**valeurs: Any) -> None:
    changer(f.CollectiviteFactory(publie=True).publication, **valeurs)


def _meme_adresse() -> None:
    une, autre = (f.CollectiviteFactory(publie=True).publication for _ in range(2))
    changer(une, slug=autre.slug)


def _soi_meme(fabrique: Any, champ: str) -> None:
    objet = fabrique()
    changer(objet, **{champ: objet.pk})


def _part(fabrique: Any, champ: str, valeur: Any, **champs: Any) -> None:
    """Two rows of one parent that collide on a field."""
    premiere = fabrique(**{champ: valeur}, **champs)
    parent = next(nom for nom in ("politique", "contact", "proposition") if hasattr(premiere, f"{nom}_id"))
    fabrique(**{parent: getattr(premiere, parent), champ: valeur}, **champs)


def _doublon(**valeurs: Any) -> Doublon:
    return Doublon.objects.create(**{"modele": "programmes.Projet", "gauche": 1, "droite": 2, "score": 90, **valeurs})


VIOLATIONS: dict[str, Callable[[], object]] = {
    "une_ancienne_adresse_mene_a_une_seule_fiche": lambda: doubler(
        AncienneAdresse.objects.create, nature="projet", slug="une", uid=uuid.uuid4()
    ),
    "une_adresse_designe_une_seule_publication": _meme_adresse,
    "une_suite_proposee_ne_se_note_quune_fois": lambda: doubler(
        SuiteProposee.objects.create,
        ancienne=f.CollectiviteFactory(),
        nouvelle=f.CollectiviteFactory(),
        communes=1,
        population=1,
    ),
    "un_compte_na_quune_vue_de_ce_nom_sur_une_liste": lambda: [
        f.VueEnregistreeFactory(compte=compte, nom=nom, est_partagee=False)
        for compte in [f.UtilisateurFactory()]
        for nom in ("À relire", "à relire")
    ],
    "un_nom_de_vue_partagee_sert_une_fois_sur_une_liste": lambda: doubler(f.VueEnregistreeFactory, nom="À relire"),
    "une_vue_enregistree_a_un_nom": lambda: changer(f.VueEnregistreeFactory(), nom=""),
    "une_liste_na_quune_vue_par_defaut_pour_un_compte": lambda: doubler(
        VueParDefaut.objects.create, compte=f.UtilisateurFactory(), liste="auth.Group", vue=f.VueEnregistreeFactory()
    ),
    "un_lien_en_panne_dit_depuis_quand": lambda: LienVerifie.objects.create(adresse="https://example.org", echecs=1),
    "doublon_ecarte_a_une_date_et_une_personne": lambda: _doublon(ecarte_le=timezone.now()),
    "un_doublon_possible_nest_note_quune_fois": lambda: doubler(_doublon),
    "un_doublon_possible_se_note_dans_un_seul_sens": lambda: _doublon(droite=1),
    "une_publication_retiree_na_plus_de_contenu": lambda: _publication(retiree_le=timezone.now()),
    "une_revision_est_positive": lambda: _publication(revision=0),
    "une_adresse_na_quune_alerte_par_recherche": lambda: doubler(f.AlerteFactory, email="alix@example.org"),
    "le_courriel_dune_alerte_est_en_minuscules": lambda: changer(f.AlerteFactory(), email="Alix@example.org"),
    "une_alerte_suit_une_nature_connue_ou_toutes": lambda: changer(f.AlerteFactory(), nature="lune"),
    "une_alerte_est_quotidienne_ou_hebdomadaire": lambda: changer(f.AlerteFactory(), frequence="parfois"),
    "import_depose_a_une_date_et_une_personne": lambda: changer(f.ImportFactory(), depose_par=None),
    "un_import_navance_pas_au_dela_de_ses_lignes": lambda: changer(f.ImportFactory(), avancement=1),
    "une_alerte_confirmee_sait_ce_quelle_a_deja_lu": lambda: changer(
        f.AlerteFactory(confirmee=True), derniere_revision=None
    ),
    "un_partenaire_na_quun_webhook_par_adresse": lambda: doubler(f.WebhookFactory, partenaire=f.PartenaireFactory()),
    "un_webhook_est_une_adresse_https": lambda: changer(f.WebhookFactory(), url="http://example.org/"),
    "un_webhook_suit_des_natures_connues": lambda: changer(f.WebhookFactory(), natures=["lune"]),
    "un_webhook_arrete_est_inactif": lambda: changer(f.WebhookFactory(), arrete_le=timezone.now()),
    "webhook_cree_a_une_date_et_une_personne": lambda: changer(f.WebhookFactory(), cree_par=None),
    "une_livraison_va_dune_revision_a_une_suivante": lambda: changer(f.LivraisonFactory(), depuis=3, revision=2),
    "une_livraison_finie_porte_sa_date": lambda: changer(f.LivraisonFactory(), statut="reussie"),
    "jeton_revoque_a_une_date_et_une_personne": lambda: changer(f.JetonFactory(), revoque_le=timezone.now()),
    "un_partenaire_nomme_chaque_jeton_autrement": lambda: doubler(
        f.JetonFactory, nom="copie", partenaire=f.PartenaireFactory()
    ),
    "un_jeton_a_des_portees_connues": lambda: changer(f.JetonFactory(), portees=["lune"]),
    "un_jeton_expire_apres_sa_creation": lambda: changer(
        f.JetonFactory(), expiry=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    ),
    "un_jeton_na_quun_usage_par_jour": lambda: doubler(f.UsageFactory, jeton=f.JetonFactory()),
    "une_cle_didempotence_designe_une_seule_demande": lambda: doubler(
        f.RejouableFactory, partenaire=f.PartenaireFactory()
    ),
    "avis_envoye_a_une_date_et_une_personne": lambda: changer(f.AvisFactory(), envoye_par=None),
    "invitation_envoyee_a_une_date_et_une_personne": lambda: changer(f.InvitationFactory(), envoyee_par=None),
    "une_adresse_na_quune_invitation_en_attente": lambda: [f.InvitationFactory(email=e) for e in ("a@b.fr", "A@b.fr")],
    "une_invitation_acceptee_a_ouvert_un_compte": lambda: changer(f.InvitationFactory(), acceptee_le=timezone.now()),
    "une_invitation_de_referent_nomme_sa_collectivite": lambda: changer(f.InvitationFactory(), groupe="référent"),
    "une_proposition_appliquee_ou_refusee_a_ete_examinee": lambda: changer(f.PropositionFactory(), statut="refusee"),
    "proposition_examinee_a_une_date_et_une_personne": lambda: changer(
        f.PropositionFactory(refusee=True), examinee_par=None
    ),
    "reprise_deposee_a_une_date_et_une_personne": lambda: changer(f.RepriseFactory(), deposee_par=None),
    "reprise_faite_a_une_date_et_une_personne": lambda: changer(f.RepriseFactory(faite=True), faite_par=None),
    "liendemiseajour_envoye_a_une_date_et_une_personne": lambda: changer(f.LienDeMiseAJourFactory(), envoye_par=None),
    "liendemiseajour_revoque_a_une_date_et_une_personne": lambda: changer(
        f.LienDeMiseAJourFactory(), revoque_le=timezone.now()
    ),
    "un_lien_de_mise_a_jour_expire_apres_son_envoi": lambda: changer(
        f.LienDeMiseAJourFactory(), expire_le=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    ),
    "lot_fait_a_une_date_et_une_personne": lambda: changer(f.LotFactory(), fait_par=None),
    "lot_annule_a_une_date_et_une_personne": lambda: changer(f.LotFactory(), annule_le=timezone.now()),
    "un_enregistrement_a_une_seule_ligne_dans_un_lot": lambda: doubler(f.LotLigneFactory, lot=f.LotFactory(), objet=1),
    "une_ligne_laissee_dit_pourquoi": lambda: changer(f.LotLigneFactory(), suite="laissee"),
    "seule_une_ligne_faite_se_rend": lambda: changer(
        f.LotLigneFactory(suite="laissee", raison="Déjà publiée."), retour="rendue"
    ),
    "lienprive_cree_a_une_date_et_une_personne": lambda: changer(f.LienPriveFactory(), cree_par=None),
    "lienprive_revoque_a_une_date_et_une_personne": lambda: changer(f.LienPriveFactory(), revoque_le=timezone.now()),
    "un_lien_prive_expire_apres_sa_creation": lambda: changer(
        f.LienPriveFactory(), expire_le=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    ),
    "un_compte_est_present_une_fois_sur_un_enregistrement": lambda: doubler(
        f.PresenceFactory, fiche=f.CollectiviteFactory(), compte=f.UtilisateurFactory()
    ),
    "une_proposition_ne_change_un_champ_quune_fois": lambda: _part(f.ChangementProposeFactory, "champ", "nom"),
    "une_adhesion_finit_apres_avoir_commence": lambda: changer(f.AdhesionFactory(), fin=1999),
    "une_collectivite_na_quune_adhesion_en_cours": lambda: doubler(
        f.AdhesionFactory, collectivite=f.CollectiviteFactory()
    ),
    "un_code_insee_designe_une_collectivite_de_chaque_type": lambda: doubler(f.CollectiviteFactory, code_insee="35238"),
    "un_siren_compte_neuf_chiffres": lambda: changer(f.CollectiviteFactory(), siren="12345678"),
    "le_siret_dune_collectivite_commence_par_son_siren": lambda: changer(
        f.CollectiviteFactory(siren="243500139"), siret="22350001800013"
    ),
    "une_collectivite_est_situee_par_ses_deux_coordonnees": lambda: changer(f.CollectiviteFactory(), latitude=48.1),
    "une_collectivite_est_dissoute_apres_sa_creation": lambda: changer(
        f.CollectiviteFactory(), creee_en=2000, dissoute_en=1999
    ),
    "une_collectivite_ne_se_remplace_pas_elle_meme": lambda: _soi_meme(f.CollectiviteFactory, "remplacee_par_id"),
    "le_code_dune_commune_a_cinq_caracteres": lambda: f.CommuneFactory(code="352"),
    "un_contact_a_un_nom_ou_une_fonction": lambda: changer(f.ContactFactory(), nom="", fonction=""),
    "un_mandat_finit_apres_avoir_commence": lambda: changer(
        f.ContactFactory(), mandat_debut=dt.date(2021, 7, 1), mandat_fin=dt.date(2021, 6, 30)
    ),
    "un_champ_dun_contact_na_quun_accord": lambda: _part(f.ConsentementFactory, "champ", "email"),
    "un_accord_expire_apres_avoir_ete_donne": lambda: changer(
        f.ConsentementFactory(), accorde_le=dt.date(2026, 1, 5), expire_le=dt.date(2026, 1, 5)
    ),
    "un_accord_est_retire_apres_avoir_ete_donne": lambda: changer(
        f.ConsentementFactory(), retire_le=dt.date(2020, 1, 1)
    ),
    "une_politique_finit_apres_avoir_commence": lambda: changer(f.PolitiqueFactory(), debut=2021, fin=2020),
    "un_budget_a_au_moins_un_montant": lambda: changer(f.BudgetFactory(), total=None),
    "un_budget_est_la_somme_de_ses_parts": lambda: changer(f.BudgetFactory(detaille=True), total=Decimal(1)),
    "une_politique_a_un_budget_par_annee": lambda: _part(f.BudgetFactory, "annee", None),
    "un_effectif_nest_pas_negatif": lambda: changer(f.EffectifFactory(), etp=Decimal("-0.5")),
    "une_politique_a_un_effectif_par_annee": lambda: _part(f.EffectifFactory, "annee", 2019),
    "une_action_finit_apres_avoir_commence": lambda: changer(f.ActionFactory(), annee=2018, annee_fin=2017),
    "un_chiffre_cle_appartient_a_une_seule_fiche": lambda: changer(f.ChiffreCleFactory(), projet=f.ProjetFactory()),
    "une_fourchette_va_du_bas_vers_le_haut": lambda: changer(f.ChiffreCleFactory(), valeur=2, valeur_max=2),
    "un_dispositif_ferme_apres_avoir_ouvert": lambda: changer(
        f.DispositifFactory(), ouverture_le=dt.date(2026, 2, 1), cloture_le=dt.date(2026, 1, 1)
    ),
    "le_montant_maximal_dun_dispositif_depasse_le_minimal": lambda: changer(
        f.DispositifFactory(), montant_min=10, montant_max=9
    ),
    "un_partenaire_est_une_collectivite_ou_un_organisme": lambda: changer(
        f.PartenariatFactory(), collectivite=f.CollectiviteFactory(), organisme=f.OrganismeFactory()
    ),
    "le_montant_dun_partenariat_dit_sa_periodicite": lambda: changer(f.PartenariatFactory(), periodicite=""),
    "un_projet_finit_apres_avoir_commence": lambda: changer(f.ProjetFactory(), debut=2021, fin=2020),
    "un_evenement_finit_apres_avoir_commence": lambda: changer(f.RessourceFactory(), fin=dt.date(2026, 1, 1)),
    "une_ressource_est_mise_a_jour_apres_sa_parution": lambda: changer(
        f.RessourceFactory(), mise_a_jour_le=dt.date(2000, 1, 1)
    ),
    "une_boite_a_outils_n_est_pas_dans_une_autre": lambda: changer(
        f.RessourceFactory(genre="kit"), kit=f.RessourceFactory(genre="kit")
    ),
    "une_intervention_a_un_nom_ou_une_fonction": lambda: changer(f.InterventionFactory(), intervenant="", fonction=""),
    "une_piece_est_un_fichier_ou_un_lien": lambda: changer(f.PieceJointeFactory(), url=""),
    "la_part_dun_beneficiaire_est_entre_zero_et_un": lambda: changer(f.SubventionFactory(), pourcentage=0),
    "les_versements_finissent_apres_avoir_commence": lambda: changer(
        f.SubventionFactory(), versement_fin=dt.date(2026, 1, 1)
    ),
    "une_subvention_va_a_un_projet_ou_a_un_beneficiaire": lambda: changer(
        f.SubventionFactory(), projet=None, beneficiaire=None
    ),
    "une_thematique_nest_pas_sa_propre_parente": lambda: _soi_meme(f.ThematiqueFactory, "parente_id"),
}
for nom, fabrique in FABRIQUES.items():
    VIOLATIONS |= {
        f"{nom}_publiee_a_une_date_et_une_personne": lambda fabrique=fabrique: changer(
            fabrique(publie=True), publiee_par=None
        ),
        f"{nom}_retiree_a_une_date_et_une_personne": lambda fabrique=fabrique: changer(
            fabrique(retire=True), retiree_par=None
        ),
        f"{nom}_verifiee_a_une_date_et_une_personne": lambda fabrique=fabrique: changer(
            fabrique(), verifiee_le=dt.date(2026, 1, 1)
        ),
        f"{nom}_publiee_a_une_publication": lambda fabrique=fabrique: changer(fabrique(publie=True), publication=None),
        f"{nom}_retiree_a_une_date_et_un_motif": lambda fabrique=fabrique: changer(
            fabrique(retire=True), motif_retrait=""
        ),
    }


@pytest.mark.parametrize("nom", sorted(VIOLATIONS))
def test_la_base_refuse_ce_que_la_contrainte_interdit(nom: str) -> None:
    with pytest.raises(IntegrityError, match=f'"{nom}"'), transaction.atomic():
        VIOLATIONS[nom]()


def test_chaque_contrainte_est_violee_une_fois() -> None:
    assert {contrainte.name for _modele, contrainte in contraintes()} == set(VIOLATIONS)


def test_toutes_les_natures_sont_essayees() -> None:
    assert set(FABRIQUES) == {inscription.modele.nature.value for inscription in registre}
