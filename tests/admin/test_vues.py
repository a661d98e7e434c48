"""Saved views of the lists: what they keep, who opens and changes them, what they say when a filter is gone."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collectivites.models import Collectivite, Contact, Utilisateur
from programmes.models import Dispositif, Politique
from publication.models import Alerte, LienPrive, Proposition, VueEnregistree, VueParDefaut
from tests import factories as f
from tests.admin.conftest import adresse
from tests.admin.lots import confirmer

pytestmark = pytest.mark.django_db
LISTE = "/admin/collectivites/collectivite/"
ENREGISTRER = "/admin/publication/vueenregistree/enregistrer/"


def page(reponse: Any) -> str:
    contenu: str = reponse.content.decode()
    return contenu


def messages_de(reponse: Any) -> str:
    return " ".join(str(message) for message in get_messages(reponse.wsgi_request))


def montrees(reponse: Any) -> set[Any]:
    return set(reponse.context["cl"].queryset)


def enregistrer(client: Client, modele: Any, nom: str, parametres: dict[str, Any], **choix: Any) -> VueEnregistree:
    """Open a list, and keep what it shows with the form that stands above it."""
    barre = client.get(adresse(modele, "changelist"), {"vue": 0, **parametres}).context["vues"]
    envoi = {"liste": barre.liste, "requete": barre.requete, "nom": nom, **choix}
    reponse = client.post(ENREGISTRER, envoi)
    assert reponse.status_code == 302, reponse.context["formulaire"].errors
    return VueEnregistree.objects.latest("pk")


def ouvrir(client: Client, vue: VueEnregistree) -> Any:
    return client.get(adresse(vue.modele, "changelist"), {"vue": vue.pk}, follow=True)


def test_une_vue_rouvre_les_filtres_la_recherche_le_tri_et_les_colonnes(bureau) -> None:
    f.CollectiviteFactory(nom="Pays publié", publie=True)
    une, autre = f.CollectiviteFactory(nom="Pays Aube"), f.CollectiviteFactory(nom="Pays Brume")
    parametres = {"statut__exact": "brouillon", "q": " pays ", "colonnes": "type,creee_le", "o": "-1", "p": "1"}
    vue = enregistrer(bureau, Collectivite, "Brouillons des pays", parametres)
    assert vue.requete == "colonnes=nom%2Ctype%2Ccreee_le&q=pays&statut__exact=brouillon&tri=-nom"
    reponse = ouvrir(bureau, vue)
    assert list(reponse.context["cl"].result_list) == [autre, une]
    assert reponse.context["cl"].list_display == ["action_checkbox", "nom", "type", "creee_le"]
    barre = reponse.context["vues"]
    assert barre.courante == vue
    assert not barre.est_modifiee
    assert 'aria-current="page">' in page(reponse)
    autrement = bureau.get(reponse.redirect_chain[-1][0].replace("brouillon", "publiee"))
    assert autrement.context["vues"].est_modifiee
    assert "vous l’avez réglée autrement" in page(autrement)


def test_une_vue_mise_a_jour_garde_ce_que_la_liste_montre(bureau) -> None:
    vue = enregistrer(bureau, Collectivite, "À relire", {"statut__exact": "brouillon"})
    barre = bureau.get(LISTE, {"vue": vue.pk, "statut__exact": "a_relire"}).context["vues"]
    bureau.post(reverse("admin:publication_vueenregistree_actualiser", args=[vue.pk]), {"requete": barre.requete})
    vue.refresh_from_db()
    assert vue.requete == "statut__exact=a_relire"


def test_une_periode_suit_le_jour(bureau) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC), tick=False):
        ancien = f.LienPriveFactory()
        filtre = next(
            s for s in bureau.get(adresse(LienPrive, "changelist")).context["cl"].filter_specs if s.title == "créé le"
        )
        depuis = {nom: str(valeur) for nom, valeur in filtre.links[2][1].items()}
        vue = enregistrer(bureau, LienPrive, "Cette semaine", depuis)
        assert vue.requete == "periode.cree_le=semaine"
        assert montrees(ouvrir(bureau, vue)) == {ancien}
    with time_machine.travel(dt.datetime(2026, 4, 10, 12, tzinfo=dt.UTC), tick=False):
        recent = f.LienPriveFactory()
        assert montrees(ouvrir(bureau, vue)) == {recent}


def test_le_tri_suit_sa_colonne_quand_les_colonnes_changent(bureau) -> None:
    une, autre = f.CollectiviteFactory(nom="Aube"), f.CollectiviteFactory(nom="Brume")
    Collectivite.objects.filter(pk=une.pk).update(creee_le=timezone.now() + dt.timedelta(days=1))
    reponse = bureau.get(LISTE, {"colonnes": ["etat", "creee_le"], "tri": "-creee_le"}, follow=True)
    assert parse_qs(urlsplit(reponse.redirect_chain[-1][0]).query) == {"colonnes": ["etat,creee_le"], "o": ["-3"]}
    assert list(reponse.context["cl"].result_list) == [une, autre]
    assert [cache[0] for cache in reponse.context["vues"].autres_parametres] == ["tri"]


def test_un_nom_ne_sert_qu_une_fois_et_le_refus_garde_ce_qui_est_saisi(bureau) -> None:
    enregistrer(bureau, Collectivite, "À relire", {"statut__exact": "a_relire"})
    envoi = {"liste": "collectivites.Collectivite", "requete": "q=pays", "nom": "à relire"}
    reponse = bureau.post(ENREGISTRER, envoi)
    assert "Vous avez déjà une vue de ce nom sur cette liste" in page(reponse)
    assert 'value="à relire"' in page(reponse)
    assert "Recherche : pays" in page(reponse)
    assert bureau.post(ENREGISTRER, {**envoi, "liste": "programmes.Dispositif"}).status_code == 302
    f.VueEnregistreeFactory(nom="En ligne")
    partagee = {**envoi, "nom": "EN LIGNE", "est_partagee": "on"}
    assert "Une vue partagée porte déjà ce nom" in page(bureau.post(ENREGISTRER, partagee))
    assert "obligatoire" in page(bureau.post(ENREGISTRER, {**envoi, "nom": "  "}))


@pytest.mark.parametrize(
    ("requete", "perdu"),
    [
        ("lune=1", "filtre « lune »"),
        ("verification=jadis", "filtre « verification »"),
        ("region__code__iexact__lune=1", "filtre « region__code__iexact__lune »"),
        ("o=1&password=1", "filtre « password »"),
        ("departement__nom__contains=a", "filtre « departement__nom__contains »"),
        ("nom__regex=(", "une valeur que la base refuse"),
        ("nom__contains=%00", "une valeur que la base refuse"),
    ],
)
def test_un_filtre_inconnu_ne_s_enregistre_pas(bureau, requete, perdu) -> None:
    reponse = bureau.post(ENREGISTRER, {"liste": "collectivites.Collectivite", "requete": requete, "nom": "Lune"})
    assert f"La liste ne connaît pas ce qui lui est demandé : {perdu}" in page(reponse)
    assert not VueEnregistree.objects.exists()


@pytest.mark.parametrize(
    ("requete", "perdu"),
    [
        ("lune=1", "filtre « lune »"),
        ("verification=jadis", "filtre « verification »"),
        ("periode.lune=mois", "filtre « lune »"),
        ("colonnes=nom%2Clune", "colonne « lune »"),
        ("tri=-lune", "tri par « lune »"),
    ],
)
def test_une_vue_dont_un_filtre_n_existe_plus_le_dit(bureau, redactrice, requete, perdu) -> None:
    brouillon = f.CollectiviteFactory()
    f.CollectiviteFactory(publie=True)
    requete = f"{requete}&statut__exact=brouillon"
    vue = f.VueEnregistreeFactory(compte=redactrice, requete=requete, nom="Vieille vue", est_partagee=False)
    reponse = ouvrir(bureau, vue)
    assert reponse.status_code == 200
    assert montrees(reponse) == {brouillon}
    assert perdu in page(reponse)
    assert "mettez la vue à jour, ou supprimez-la" in page(reponse)
    assert reponse.context["vues"].est_modifiee
    accueil = bureau.get(reverse("admin:index"))
    assert "Vieille vue (Collectivités) : à revoir, un filtre n’existe plus" in page(accueil)
    assert perdu in page(bureau.get(adresse(vue, "change", vue.pk)))


def test_une_adresse_que_la_liste_ne_comprend_pas_le_dit(bureau) -> None:
    reponse = bureau.get(LISTE, {"lune": 1}, follow=True)
    assert "demandait un filtre que cette liste ne connaît pas" in page(reponse)


def test_une_liste_supprimee_laisse_sa_vue_a_supprimer(bureau, redactrice) -> None:
    vue = f.VueEnregistreeFactory(compte=redactrice, liste="programmes.Lune", est_partagee=False)
    assert "cette liste n’existe plus" in page(bureau.get(adresse(VueEnregistree, "changelist")))
    assert bureau.get(adresse(vue, "change", vue.pk)).status_code == 200
    assert bureau.get(reverse("admin:index")).context["mes_vues"] == []
    assert bureau.post(adresse(vue, "delete", vue.pk), {"post": "yes"}).status_code == 302
    assert not VueEnregistree.objects.exists()


def test_la_vue_par_defaut_ouvre_la_liste_et_tout_la_montre_entiere(bureau, redactrice) -> None:
    brouillon, publiee = f.CollectiviteFactory(), f.CollectiviteFactory(publie=True)
    vue = enregistrer(bureau, Collectivite, "Brouillons", {"statut__exact": "brouillon"}, par_defaut="on")
    reponse = bureau.get(LISTE, follow=True)
    assert montrees(reponse) == {brouillon}
    assert reponse.context["vues"].courante == vue
    entiere = bureau.get(LISTE, {"vue": 0})
    assert montrees(entiere) == {brouillon, publiee}
    assert 'href="?vue=0"' in page(bureau.get(LISTE, {"q": "x"}))
    assert montrees(bureau.get(LISTE, {"_popup": 1})) == {brouillon, publiee}
    autre = enregistrer(bureau, Collectivite, "En ligne", {"statut__exact": "publiee"}, par_defaut="on")
    assert montrees(bureau.get(LISTE, follow=True)) == {publiee}
    bureau.post(reverse("admin:publication_vueenregistree_ouvrir_sur", args=[autre.pk]), {"non": "1"})
    assert montrees(bureau.get(LISTE, follow=True)) == {brouillon, publiee}
    assert not VueParDefaut.objects.exists()


def test_une_vue_vide_ouvre_la_liste_sans_tourner_en_rond(bureau) -> None:
    vue = enregistrer(bureau, Collectivite, "Toutes", {}, par_defaut="on")
    assert bureau.get(LISTE, {"vue": vue.pk}).status_code == 200
    assert bureau.get(LISTE, follow=True).status_code == 200


def test_une_vue_partagee_ouvre_par_son_adresse_et_ne_se_change_que_par_qui_l_a_faite(bureau, redactrice) -> None:
    autre = f.UtilisateurFactory(redaction=True)
    partagee = f.VueEnregistreeFactory(compte=autre, nom="Celle de l’équipe")
    privee = f.VueEnregistreeFactory(compte=autre, nom="Celle d’une autre", est_partagee=False)
    f.CollectiviteFactory(publie=True)
    brouillon = f.CollectiviteFactory()
    reponse = ouvrir(bureau, partagee)
    assert montrees(reponse) == {brouillon}
    assert f"http://testserver{LISTE}?vue={partagee.pk}" in page(reponse)
    assert "Celle d’une autre" not in page(reponse)
    refusee = ouvrir(bureau, privee)
    assert "n’existe pas, ou n’est pas partagée avec vous" in page(refusee)
    assert len(montrees(refusee)) == 2
    actualiser = reverse("admin:publication_vueenregistree_actualiser", args=[partagee.pk])
    assert "appartient à quelqu’un d’autre" in messages_de(bureau.post(actualiser, {"requete": "q=a"}))
    assert bureau.post(adresse(partagee, "change", partagee.pk), {"nom": "Prise"}).status_code == 403
    assert bureau.post(adresse(partagee, "delete", partagee.pk), {"post": "yes"}).status_code == 403
    for ecran in ("actualiser", "ouvrir_sur"):
        url = reverse(f"admin:publication_vueenregistree_{ecran}", args=[privee.pk])
        assert bureau.post(url, {"requete": ""}).status_code == 404
    choix = {"action": "delete_selected", "_selected_action": [partagee.pk], "post": "yes"}
    bureau.post(adresse(VueEnregistree, "changelist"), choix)
    partagee.refresh_from_db()
    assert (partagee.nom, partagee.requete) == ("Celle de l’équipe", "statut__exact=brouillon")


def test_la_vue_partagee_d_un_compte_ferme_se_tient_par_l_equipe(bureau) -> None:
    vue = f.VueEnregistreeFactory(compte=f.UtilisateurFactory(is_active=False))
    envoi = {"nom": "Reprise", "est_partagee": "on"}
    assert bureau.post(adresse(vue, "change", vue.pk), envoi).status_code == 302
    vue.refresh_from_db()
    assert vue.nom == "Reprise"


def test_renommer_partager_puis_garder_pour_soi(bureau, redactrice, client) -> None:
    vue = enregistrer(bureau, Collectivite, "À relire", {"statut__exact": "a_relire"})
    url = adresse(vue, "change", vue.pk)
    assert "Par statut" not in page(bureau.get(url))
    assert "Statut : à relire" in page(bureau.get(url))
    bureau.post(url, {"nom": "À relire vite", "est_partagee": "on", "par_defaut": "on"})
    vue.refresh_from_db()
    assert (vue.nom, vue.est_partagee) == ("À relire vite", True)
    collegue = Client()
    collegue.force_login(f.UtilisateurFactory(redaction=True))
    collegue.post(reverse("admin:publication_vueenregistree_ouvrir_sur", args=[vue.pk]))
    assert collegue.get(LISTE, follow=True).context["vues"].courante == vue
    bureau.post(url, {"nom": "À relire vite"})
    assert collegue.get(LISTE).context["vues"].courante is None
    assert not VueParDefaut.objects.exists()


def test_un_referent_n_a_que_des_vues_privees_dans_ses_droits(client, groupes) -> None:
    partagee = f.VueEnregistreeFactory(nom="Celle de l’équipe", requete="")
    compte = f.UtilisateurFactory(referent=True)
    ailleurs = f.CollectiviteFactory()
    client.force_login(compte)
    reponse = client.get(LISTE)
    assert "Celle de l’équipe" not in page(reponse)
    assert "La partager avec l’équipe" not in page(reponse)
    assert "n’existe pas, ou n’est pas partagée avec vous" in page(ouvrir(client, partagee))
    vue = enregistrer(client, Collectivite, "Les miennes", {"statut__exact": "brouillon"}, est_partagee="on")
    assert not vue.est_partagee
    client.post(adresse(vue, "change", vue.pk), {"nom": "Les miennes", "est_partagee": "on"})
    vue.refresh_from_db()
    assert not vue.est_partagee
    assert ailleurs not in montrees(ouvrir(client, vue))
    (renvoi,) = client.get(reverse("admin:index")).context["mes_vues"]
    assert renvoi.nombre == 1
    assert client.post(ENREGISTRER, {"liste": "publication.Jeton", "nom": "Jetons", "requete": ""}).status_code == 403
    assert client.post(ENREGISTRER, {"liste": "programmes.Lune", "nom": "Lune", "requete": ""}).status_code == 404


def test_une_vue_partagee_ne_montre_que_les_listes_que_l_on_lit(bureau) -> None:
    jetons = f.VueEnregistreeFactory(liste="publication.Jeton", requete="etat=ouvert", nom="Jetons ouverts")
    assert "Jetons ouverts" not in page(bureau.get(adresse(VueEnregistree, "changelist")))
    assert bureau.get(adresse(jetons.modele, "changelist"), {"vue": jetons.pk}).status_code == 403


def test_l_accueil_compte_mes_vues_et_chaque_nombre_est_celui_de_la_liste(direction, administratrice) -> None:
    f.CollectiviteFactory(publie=True, nom="Pays d’Aube")
    brouillon = f.DispositifFactory()
    f.ContactFactory(collectivite=brouillon.collectivite)
    f.PropositionFactory(refusee=True)
    f.AlerteFactory()
    for modele, parametres in (
        (Collectivite, {"statut__exact": "publiee", "q": "pays"}),
        (Politique, {"statut__exact": "brouillon"}),
        (Dispositif, {"verification": "jamais", "collectivite__region__code__exact": "00"}),
        (Contact, {"mandat": "en_cours", "consentements__champ": "email"}),
        (Proposition, {}),
        (Alerte, {"etat": "attente"}),
        (Utilisateur, {"is_staff__exact": "1"}),
    ):
        enregistrer(direction, modele, "Vue", parametres)
    renvois = direction.get(reverse("admin:index")).context["mes_vues"]
    assert len(renvois) == 7
    for renvoi in renvois:
        assert direction.get(renvoi.url, follow=True).context["cl"].result_count == renvoi.nombre, renvoi
    assert {renvoi.nombre for renvoi in renvois} == {0, 1}


def test_l_accueil_coute_autant_pour_dix_vues_que_pour_une(bureau, redactrice, cout_constant) -> None:
    cout_constant(reverse("admin:index"), lambda: f.VueEnregistreeFactory(compte=redactrice, est_partagee=False))
    for _ in range(10):
        f.VueEnregistreeFactory(compte=redactrice, liste="programmes.Dispositif")
    assert len(bureau.get(reverse("admin:index")).context["mes_vues"]) == 12


def test_une_liste_coute_autant_pour_dix_vues_que_pour_une_et_en_montre_douze(bureau, cout_constant) -> None:
    cout_constant(f"{LISTE}?vue=0", f.VueEnregistreeFactory)
    vues = [f.VueEnregistreeFactory() for _ in range(4)]
    barre = ouvrir(bureau, vues[-1]).context["vues"]
    assert len(barre.onglets) == 12
    assert vues[-1] in barre.onglets
    toutes = bureau.get(barre.reste)
    assert toutes.context["cl"].result_count == 14


def test_on_garde_cent_vues_au_plus(bureau, redactrice) -> None:
    VueEnregistree.objects.bulk_create(
        VueEnregistree(compte=redactrice, liste="collectivites.Collectivite", nom=str(rang)) for rang in range(100)
    )
    reponse = bureau.post(ENREGISTRER, {"liste": "collectivites.Collectivite", "nom": "Une de trop", "requete": ""})
    assert "Vous gardez déjà 100 vues" in page(reponse)


def test_une_action_en_nombre_porte_sur_ce_que_la_vue_montre(bureau) -> None:
    brouillon, publiee = f.CollectiviteFactory(), f.CollectiviteFactory(publie=True)
    vue = enregistrer(bureau, Collectivite, "Brouillons", {"statut__exact": "brouillon"})
    adresse_de_la_liste = ouvrir(bureau, vue).redirect_chain[-1][0]
    assert parse_qs(urlsplit(adresse_de_la_liste).query)["statut__exact"] == ["brouillon"]
    choix = {"action": "faire_relire", "_selected_action": [brouillon.pk], "select_across": "1", "index": "0"}
    confirmer(bureau, bureau.post(adresse_de_la_liste, choix))
    brouillon.refresh_from_db()
    publiee.refresh_from_db()
    assert (brouillon.statut, publiee.statut) == ("a_relire", "publiee")


def test_rien_ne_s_ecrit_par_une_simple_adresse(bureau, redactrice) -> None:
    vue = f.VueEnregistreeFactory(compte=redactrice)
    assert bureau.get(f"{ENREGISTRER}?{urlencode({'liste': vue.liste, 'nom': 'x'})}").status_code == 405
    for ecran in ("actualiser", "ouvrir_sur"):
        assert bureau.get(reverse(f"admin:publication_vueenregistree_{ecran}", args=[vue.pk])).status_code == 405
