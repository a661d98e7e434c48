"""Two records become one: every row that pointed to the duplicate follows, whatever the model."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import models

from collectivites.models import Adhesion, Collectivite, Groupe, Invitation, SuiteProposee
from programmes.models import ChiffreCle, Dispositif, Organisme, OrganismeAbsorbe, Politique
from publication.actions import retirer, verifier
from publication.actions.fusionner import Choix, FusionImpossible, empreinte, fusionner, rivalites, toutes_les_relations
from publication.doublons import detecteurs
from publication.models import Doublon, Fiche, Publication
from publication.models.relations import relations
from tests import factories as f

if TYPE_CHECKING:
    from publication.models.relations import Relation

pytestmark = pytest.mark.django_db
FABRIQUES: dict[Any, Any] = {getattr(f, nom)._meta.model: getattr(f, nom) for nom in f.__all__}
SANS_FABRIQUE = {
    OrganismeAbsorbe: lambda _champ, o: OrganismeAbsorbe.objects.create(uid=uuid.uuid4(), organisme=o),
    SuiteProposee: lambda champ, c: SuiteProposee.objects.create(
        **{"ancienne": f.CollectiviteFactory(), "nouvelle": f.CollectiviteFactory(), champ: c}, communes=1, population=1
    ),
}


AVEC: dict[Any, dict[str, Any]] = {ChiffreCle: {"politique": None}, Invitation: {"groupe": Groupe.REFERENT}}

NOMS_DE_CLES = {"cle", "cles", "droite", "gauche", "object_id", "objet", "objet_id"}


def creer(modele: Any) -> Any:
    """A record, public when that can be."""
    return FABRIQUES[modele](**({"publie": True} if issubclass(modele, Fiche) else {}))


def rattacher(relation: Relation, objet: Any) -> Any:
    """Make a row that points to a record, through one relation."""
    proprietaire: Any = relation.modele._meta.auto_created
    if not proprietaire:
        if relation.modele in SANS_FABRIQUE:
            return SANS_FABRIQUE[relation.modele](relation.champ.name, objet)
        return FABRIQUES[relation.modele](**{**AVEC.get(relation.modele, {}), relation.champ.name: objet})
    multiple = next(m for m in proprietaire._meta.many_to_many if m.remote_field.through is relation.modele)
    if multiple.m2m_field_name() == relation.champ.name:
        return getattr(objet, multiple.name).add(creer(multiple.remote_field.model))
    return getattr(creer(proprietaire), multiple.name).add(objet)


def cas() -> list[Any]:
    """Every relation of every model that can be merged, and of the publications of sheets."""
    trouves = [(modele, relation) for modele in detecteurs for relation in relations(modele)]
    trouves += [(Collectivite, relation) for relation in relations(Publication)]
    return [pytest.param(m, r, id=f"{m.__name__}<-{r.nom}") for m, r in trouves]


@pytest.mark.parametrize(("modele", "relation"), cas())
def test_chaque_ligne_rattachee_suit(modele, relation) -> None:
    """A relation added tomorrow to any model is walked too: without a factory, this fails."""
    gardee, perdue = creer(modele), creer(modele)
    cible, source = (gardee, perdue)
    if relation in relations(Publication):
        cible, source = gardee.publication, perdue.publication
    rattacher(relation, source)
    cles = set(relation.lignes(source).values_list("pk", flat=True))
    assert cles
    choix = Choix(rivalites={r.nom: "droite" for r in rivalites(gardee, perdue)})
    fusionner(gardee=gardee, perdue=perdue, choix=choix, par=f.UtilisateurFactory())
    assert cles <= set(relation.lignes(cible).values_list("pk", flat=True))
    restees = set(relation.lignes(source).values_list("pk", flat=True))
    assert restees == set()
    assert list(verifier()) == []


def test_le_parcours_voit_les_cles_etrangeres_et_les_liens_multiples() -> None:
    noms = {relation.nom for relation in relations(Collectivite)}
    assert {
        "collectivites.Adhesion.collectivite",
        "collectivites.Collectivite.remplacee_par",
        "collectivites.Collectivite_communes.collectivite",
        "collectivites.Commune.epci",
        "collectivites.Utilisateur.collectivite",
        "programmes.Ressource_collectivites.collectivite",
        "programmes.Subvention.collectivite",
    } <= noms
    assert not any("Historical" in nom for nom in noms)


def test_aucune_reference_ne_se_cache_hors_des_cles_etrangeres() -> None:
    """Identifiers held as plain values would not follow: each one is known, and here is why it may stay."""
    connues = {
        "publication.AncienneAdresse.uid": "leads to the tombstone, which leads to the successor",
        "publication.LienPrive.fiche": "shows a draft, and nothing once it was merged away",
        "publication.Presence.objet": "lives some minutes",
        "publication.Rejouable.cle": "names a request, not a record",
        "programmes.Subvention.objet": "what the grant is for, in words",
        "publication.Alerte.vues": "read again at the next digest",
        "publication.LienVerifie.fiches": "read again at the next passage",
        "publication.Publication.liens": "computed",
        "publication.Publication.porteuse": "computed",
        "publication.Publication.remplacee_par": "computed",
        "publication.Version.uid": "the public history of each sheet stays its own",
        "publication.LotLigne.objet": "a gesture on a record that was merged away can no longer be undone",
        "publication.Doublon.gauche": "forgotten by the merge",
        "publication.Doublon.droite": "forgotten by the merge",
    }
    trouvees = {
        f"{modele._meta.label}.{champ.name}"
        for application in ("publication", "collectivites", "programmes")
        for modele in apps.get_app_config(application).get_models()
        if not modele.__name__.startswith("Historical")
        for champ in modele._meta.concrete_fields
        if not champ.unique
        and not champ.is_relation
        and (isinstance(getattr(champ, "base_field", champ), models.UUIDField) or champ.name in NOMS_DE_CLES)
    }
    assert trouvees == set(connues)


def test_une_fiche_publique_laisse_une_tombe_qui_mene_a_l_autre(client) -> None:
    gardee = f.DispositifFactory(publie=True, slug="garde")
    perdue = f.DispositifFactory(publie=True, slug="perdu", collectivite=gardee.collectivite)
    curseur = client.get("/api/v1/changements/").json()["revision"]
    bilan = fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=f.UtilisateurFactory())
    assert bilan.retiree
    perdue.refresh_from_db()
    assert (perdue.statut, perdue.remplacee_par_id) == ("retiree", gardee.pk)
    assert perdue.motif_retrait == f"Fusionnée avec « {gardee} »."
    for depart, arrivee in (
        ("/dispositifs/perdu/", "/dispositifs/garde/"),
        (f"/dispositifs/{perdue.uid}/", "/dispositifs/garde/"),
        ("/api/v1/dispositifs/perdu/", "/api/v1/dispositifs/garde/"),
    ):
        reponse = client.get(depart)
        assert (reponse.status_code, reponse["Location"]) == (301, arrivee)
    changements = client.get(f"/api/v1/changements/?depuis={curseur}").json()["changements"]
    tombe = next(c for c in changements if c["uid"] == str(perdue.uid))
    assert (tombe["remplacee_par"], tombe["document"]) == (str(gardee.uid), None)


def test_les_codes_d_une_collectivite_menent_a_celle_qui_est_gardee(client) -> None:
    gardee = f.CollectiviteFactory(publie=True, slug="gardee", siren=None, siret=None, type="metropole", code_insee="")
    perdue = f.CollectiviteFactory(publie=True, slug="perdue", siren="243500139", type="metropole", code_insee="")
    fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=f.UtilisateurFactory())
    gardee.refresh_from_db()
    perdue.refresh_from_db()
    assert (gardee.siren, perdue.siren, perdue.siret) == ("243500139", None, None)
    assert client.get("/api/v1/collectivites/243500139/").json()["slug"] == "gardee"
    assert client.get("/collectivites/perdue/")["Location"] == "/collectivites/gardee/"


def test_deux_codes_differents_sont_gardes_et_l_ancien_mene_a_l_autre(client) -> None:
    gardee = f.CollectiviteFactory(publie=True, slug="gardee", siren="243500139", type="metropole", code_insee="")
    perdue = f.CollectiviteFactory(publie=True, siren="200067072", type="metropole", code_insee="")
    fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=f.UtilisateurFactory())
    assert client.get("/api/v1/collectivites/200067072/")["Location"] == "/api/v1/collectivites/gardee/"


def test_un_organisme_laisse_une_redirection(client) -> None:
    projet = f.ProjetFactory(publie=True)
    garde = projet.organisme
    perdu = f.OrganismeFactory(nom="Nom perdu", siret="35600000000048", rna=None)
    ancienne, uid = perdu.slug, perdu.uid
    fusionner(gardee=garde, perdue=perdu, choix=Choix({"siret": "gauche"}), par=f.UtilisateurFactory())
    assert not Organisme.objects.filter(uid=uid).exists()
    for depart in (f"/organismes/{ancienne}/", f"/api/v1/organismes/{ancienne}/", f"/api/v1/organismes/{uid}/"):
        reponse = client.get(depart)
        assert (reponse.status_code, reponse["Location"].rstrip("/").rpartition("/")[2]) == (301, garde.slug)
    assert client.get("/api/v1/organismes/35600000000048/").status_code == 301
    dernier = f.OrganismeFactory()
    fusionner(gardee=dernier, perdue=garde, choix=Choix(), par=f.UtilisateurFactory())
    assert client.get(f"/organismes/{ancienne}/")["Location"] == f"/organismes/{dernier.slug}/"


def test_un_brouillon_est_supprime_et_son_historique_dit_pourquoi() -> None:
    par = f.UtilisateurFactory()
    gardee, perdue = f.PolitiqueFactory(titre="Une"), f.PolitiqueFactory(titre="Deux")
    cle = perdue.pk
    f.ActionFactory(politique=perdue)
    bilan = fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=par)
    assert not bilan.retiree
    assert bilan.deplacees["programmes.Action.politique"] == 1
    assert not Politique.objects.filter(pk=cle).exists()
    derniere = Politique.history.filter(id=cle).latest()
    assert (derniere.history_type, derniere.history_user) == ("-", par)
    assert derniere.history_change_reason == "Fusion : « Deux » devient « Une »"
    deplacee = gardee.actions.get().history.latest()
    assert (deplacee.history_user, deplacee.history_change_reason) == (par, "Fusion : « Deux » devient « Une »")


def test_par_defaut_on_garde_ce_qui_est_rempli_puis_ce_qui_est_verifie() -> None:
    c = f.CollectiviteFactory()
    gardee = f.PolitiqueFactory(collectivite=c, titre="Ancien titre", source="", panorama="Gardé")
    perdue = f.PolitiqueFactory(
        collectivite=c,
        titre="Titre vérifié",
        source="Rapport",
        panorama="",
        verifie=True,
        verifiee_le=dt.date(2026, 2, 1),
    )
    fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=f.UtilisateurFactory())
    gardee.refresh_from_db()
    assert (gardee.titre, gardee.source, gardee.panorama) == ("Titre vérifié", "Rapport", "Gardé")


def test_chaque_champ_prend_le_cote_choisi() -> None:
    gardee, perdue = f.OrganismeFactory(nom="Un"), f.OrganismeFactory(nom="Deux")
    fusionner(gardee=gardee, perdue=perdue, choix=Choix({"nom": "droite"}), par=f.UtilisateurFactory())
    gardee.refresh_from_db()
    assert gardee.nom == "Deux"


def test_deux_lignes_rivales_demandent_un_choix_et_rien_n_est_ecrit_sans_lui() -> None:
    gardee, perdue = f.CollectiviteFactory(), f.CollectiviteFactory()
    sienne = f.AdhesionFactory(collectivite=gardee, debut=2012, fin=None)
    autre = f.AdhesionFactory(collectivite=perdue, debut=2015, fin=None)
    finie = f.AdhesionFactory(collectivite=perdue, debut=2008, fin=2010)
    (rivalite,) = rivalites(gardee, perdue)
    with pytest.raises(FusionImpossible, match=r"« depuis 2012 » ou « depuis 2015 ».*déjà une adhésion en cours"):
        fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=f.UtilisateurFactory())
    assert perdue.adhesions.count() == 2
    choix = Choix(rivalites={rivalite.nom: "droite"})
    fusionner(gardee=gardee, perdue=perdue, choix=choix, par=f.UtilisateurFactory())
    assert set(gardee.adhesions.values_list("pk", flat=True)) == {autre.pk, finie.pk}
    assert not Adhesion.objects.filter(pk=sienne.pk).exists()


def test_les_budgets_de_la_meme_annee_sont_rivaux_sans_annee_aussi() -> None:
    gardee, perdue = f.PolitiqueFactory(), f.PolitiqueFactory()
    for annee in (2023, None):
        f.BudgetFactory(politique=gardee, annee=annee)
        f.BudgetFactory(politique=perdue, annee=annee)
    f.BudgetFactory(politique=perdue, annee=2024)
    assert len(rivalites(gardee, perdue)) == 2


def test_les_liens_communs_ne_se_doublent_pas() -> None:
    gardee, perdue = f.DispositifFactory(), f.DispositifFactory()
    commune, seule = f.ThematiqueFactory(), f.ThematiqueFactory()
    gardee.thematiques.add(commune)
    perdue.thematiques.add(commune, seule)
    fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=f.UtilisateurFactory())
    assert set(gardee.thematiques.all()) == {commune, seule}


def test_la_ressource_qui_citait_l_autre_garde_son_histoire() -> None:
    par, gardee, perdue = f.UtilisateurFactory(), f.CollectiviteFactory(), f.CollectiviteFactory()
    ressource = f.RessourceFactory()
    ressource.collectivites.add(perdue)
    fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=par)
    derniere = ressource.history.latest()
    assert (derniere.history_user, [ligne.collectivite for ligne in derniere.collectivites.all()]) == (par, [gardee])


def test_une_opposition_vaut_pour_le_contact_garde() -> None:
    gardee = f.ContactFactory()
    perdue = f.ContactFactory(collectivite=gardee.collectivite, oppose_le=dt.date(2026, 1, 2))
    fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=f.UtilisateurFactory())
    gardee.refresh_from_db()
    assert gardee.oppose_le == dt.date(2026, 1, 2)


def test_celle_qui_remplacait_l_autre_ne_se_remplace_pas_elle_meme() -> None:
    gardee, perdue = f.CollectiviteFactory(publie=True), f.CollectiviteFactory(publie=True)
    gardee.remplacee_par = perdue
    gardee.save()
    fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=f.UtilisateurFactory())
    gardee.refresh_from_db()
    assert gardee.remplacee_par is None


@pytest.mark.parametrize(
    ("gauche", "droite", "raison"),
    [({}, {"publie": True}, "est ou a été publique"), ({"retire": True}, {}, "est retirée")],
)
def test_ce_qui_est_public_ne_se_perd_pas_dans_ce_qui_ne_l_est_pas(gauche, droite, raison) -> None:
    gardee, perdue = f.CollectiviteFactory(**gauche), f.CollectiviteFactory(**droite)
    with pytest.raises(FusionImpossible, match=raison):
        fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=f.UtilisateurFactory())


def test_une_fiche_deja_retiree_garde_son_motif_et_mene_a_l_autre() -> None:
    gardee, perdue = f.ProjetFactory(publie=True), f.ProjetFactory(publie=True)
    retirer(fiche=perdue, motif="Doublon signalé.", par=f.UtilisateurFactory())
    perdue.refresh_from_db()
    fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=f.UtilisateurFactory())
    perdue.refresh_from_db()
    assert (perdue.motif_retrait, perdue.remplacee_par_id) == ("Doublon signalé.", gardee.pk)


def test_ce_que_le_modele_refuse_annule_tout() -> None:
    gardee = f.CollectiviteFactory(siren="243500139", siret=None)
    perdue = f.CollectiviteFactory(siren="200067072", siret="20006707200014")
    with pytest.raises(FusionImpossible, match="SIRET"):
        fusionner(gardee=gardee, perdue=perdue, choix=Choix({"siren": "gauche"}), par=f.UtilisateurFactory())
    assert Collectivite.objects.filter(pk=perdue.pk).exists()


def test_soi_meme_une_autre_rubrique_et_un_champ_inconnu_sont_refuses() -> None:
    une, autre, par = f.OrganismeFactory(), f.OrganismeFactory(), f.UtilisateurFactory()
    for perdue in (une, f.ContactFactory()):
        with pytest.raises(FusionImpossible, match="différents"):
            fusionner(gardee=une, perdue=perdue, choix=Choix(), par=par)
    with pytest.raises(FusionImpossible, match="Champ inconnu : uid"):
        fusionner(gardee=une, perdue=autre, choix=Choix({"uid": "droite"}), par=par)
    autre.delete()
    autre.pk = 10**9
    with pytest.raises(FusionImpossible, match="n’existe plus"):
        fusionner(gardee=une, perdue=autre, choix=Choix(), par=par)


def test_une_page_qui_a_vieilli_ne_fusionne_rien() -> None:
    gardee, perdue = f.DispositifFactory(), f.DispositifFactory()
    vu = empreinte(gardee, perdue)
    assert vu == empreinte(gardee, perdue)
    f.PartenariatFactory(dispositif=perdue)
    with pytest.raises(FusionImpossible, match="entre-temps"):
        fusionner(gardee=gardee, perdue=perdue, choix=Choix(), par=f.UtilisateurFactory(), vu=vu)
    assert Dispositif.objects.filter(pk=perdue.pk).exists()


def test_les_paires_de_l_enregistrement_perdu_s_oublient() -> None:
    un, deux, trois = sorted(f.OrganismeFactory.create_batch(3), key=lambda o: o.pk)
    for gauche, droite in ((un, deux), (deux, trois), (un, trois)):
        Doublon.objects.create(modele="programmes.Organisme", gauche=gauche.pk, droite=droite.pk, score=90)
    fusionner(gardee=un, perdue=deux, choix=Choix(), par=f.UtilisateurFactory())
    assert list(Doublon.objects.values_list("gauche", "droite")) == [(un.pk, trois.pk)]


def test_les_relations_des_publications_ne_comptent_que_pour_deux_fiches_publiees() -> None:
    brouillon, publique = f.ProjetFactory(), f.ProjetFactory(publie=True)
    noms = {relation.nom for relation, _s, _c in toutes_les_relations(publique, brouillon)}
    assert "publication.Proposition.publication" not in noms
