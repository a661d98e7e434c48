"""Two people on the same record: nothing is overwritten, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib import admin
from django.test import Client

from programmes.models import Action, Budget, Projet
from publication.actions import verifier
from publication.admin.base import EnregistrementAdmin
from publication.admin.conflit import lire, signer
from publication.fusion import Cas, Etat, differences, est_un_conflit
from tests.admin.conftest import adresse, donnees_du_formulaire
from tests.admin.test_ecrans import creer
from tests.factories import (
    ActionFactory,
    BudgetFactory,
    CollectiviteFactory,
    PolitiqueFactory,
    ProjetFactory,
    ThematiqueFactory,
    UtilisateurFactory,
)

if TYPE_CHECKING:
    from publication.models import Fiche

pytestmark = pytest.mark.django_db


@pytest.fixture
def voisine(groupes: None) -> Client:
    """Another member of the staff, at another desk."""
    client = Client()
    client.force_login(UtilisateurFactory(redaction=True, first_name="Alix", last_name="Voisine"))
    return client


def ouvrir(client: Client, fiche: Fiche) -> dict[str, Any]:
    """What a browser holds once the form is open."""
    page = client.get(adresse(fiche, "change", fiche.pk))
    return donnees_du_formulaire(page, _origine=page.context["origine"])


def envoyer(client: Client, fiche: Fiche, donnees: dict[str, Any]) -> Any:
    return client.post(adresse(fiche, "change", fiche.pk), donnees)


def fusion(page: Any, **choix: str) -> dict[str, Any]:
    """What the comparison sends: what was typed, the stored version, a side for each difference."""
    donnees: dict[str, Any] = {"_origine": page.context["origine"]}
    for nom, valeur in page.context["envoyees"]:
        donnees.setdefault(nom, []).append(valeur)
    donnees |= {c.nom: c.cas.value for c in page.context["comparaisons"]}
    return donnees | {f"_choix.{nom}": valeur for nom, valeur in choix.items()}


def lignes(page: Any) -> dict[str, tuple[str, str, str, str]]:
    return {
        c.nom.removeprefix("_choix."): (c.cas.value, c.origine, c.leur, c.mienne) for c in page.context["comparaisons"]
    }


@pytest.mark.parametrize(
    "modele",
    [modele for modele, ecran in admin.site._registry.items() if isinstance(ecran, EnregistrementAdmin)],
    ids=lambda modele: modele._meta.label,
)
def test_chaque_formulaire_porte_ce_qu_il_montrait_et_se_sauve_avec(direction, modele) -> None:
    objet = creer(modele)
    page = direction.get(adresse(objet, "change", objet.pk))
    assert f'name="_origine" value="{page.context["origine"]}"' in page.content.decode()
    envoi = direction.post(
        adresse(objet, "change", objet.pk), donnees_du_formulaire(page, _origine=page.context["origine"])
    )
    assert envoi.status_code == 302


def test_second_enregistrement_est_refuse_et_compare_les_trois_versions(bureau, voisine) -> None:
    fiche = CollectiviteFactory(nom="Nom ouvert", sigle="A", presentation="Texte ouvert.")
    la_mienne, la_leur = ouvrir(bureau, fiche), ouvrir(voisine, fiche)
    assert envoyer(voisine, fiche, la_leur | {"nom": "Nom voisin", "sigle": "B"}).status_code == 302
    page = envoyer(bureau, fiche, la_mienne | {"nom": "Mon nom", "presentation": "Mon texte."})
    assert page.status_code == 409
    assert lignes(page) == {
        "..nom": ("", "Nom ouvert", "Nom voisin", "Mon nom"),
        "..sigle": ("leur", "A", "B", "A"),
        "..presentation": ("mienne", "Texte ouvert.", "Texte ouvert.", "Mon texte."),
    }
    assert "Alix Voisine" in page.content.decode()
    fiche.refresh_from_db()
    assert (fiche.nom, fiche.presentation) == ("Nom voisin", "Texte ouvert.")


def test_fusion_enregistre_le_cote_choisi_de_chaque_champ(bureau, voisine) -> None:
    fiche = CollectiviteFactory(nom="Nom ouvert", sigle="A", ville="Rennes", publie=True)
    la_mienne, la_leur = ouvrir(bureau, fiche), ouvrir(voisine, fiche)
    envoyer(voisine, fiche, la_leur | {"nom": "Nom voisin", "sigle": "B", "redaction_en_cours": "on"})
    page = envoyer(bureau, fiche, la_mienne | {"nom": "Mon nom", "ville": "Brest", "_continue": "1"})
    reponse = envoyer(bureau, fiche, fusion(page, **{"..nom": "mienne"}))
    assert reponse.status_code == 302
    assert reponse.url == adresse(fiche, "change", fiche.pk)
    fiche.refresh_from_db()
    assert (fiche.nom, fiche.sigle, fiche.ville, fiche.redaction_en_cours) == ("Mon nom", "B", "Brest", True)
    assert list(verifier()) == []


def test_troisieme_enregistrement_pendant_la_fusion_est_compare_a_son_tour(bureau, voisine) -> None:
    fiche = CollectiviteFactory(nom="Un")
    la_mienne = ouvrir(bureau, fiche)
    envoyer(voisine, fiche, ouvrir(voisine, fiche) | {"nom": "Deux"})
    page = envoyer(bureau, fiche, la_mienne | {"nom": "Trois"})
    envoyer(voisine, fiche, ouvrir(voisine, fiche) | {"sigle": "S"})
    suivante = envoyer(bureau, fiche, fusion(page, **{"..nom": "mienne"}))
    assert suivante.status_code == 409
    assert lignes(suivante) == {"..nom": ("mienne", "Deux", "Deux", "Trois"), "..sigle": ("leur", "–", "S", "–")}
    assert envoyer(bureau, fiche, fusion(suivante)).status_code == 302
    fiche.refresh_from_db()
    assert (fiche.nom, fiche.sigle) == ("Trois", "S")


def test_memes_changements_des_deux_cotes_ne_font_pas_de_conflit(bureau, voisine) -> None:
    fiche = CollectiviteFactory(nom="Un")
    la_mienne = ouvrir(bureau, fiche)
    envoyer(voisine, fiche, ouvrir(voisine, fiche) | {"nom": "Deux"})
    assert envoyer(bureau, fiche, la_mienne | {"nom": "Deux"}).status_code == 302


def test_un_changement_d_etat_n_est_pas_un_conflit(bureau, voisine) -> None:
    fiche = CollectiviteFactory(nom="Un")
    la_mienne = ouvrir(bureau, fiche)
    envoyer(voisine, fiche, ouvrir(voisine, fiche) | {"_publier": "1"})
    assert envoyer(bureau, fiche, la_mienne | {"nom": "Deux"}).status_code == 302
    fiche.refresh_from_db()
    assert (fiche.nom, fiche.statut) == ("Deux", "publiee")


def test_lignes_changees_ajoutees_supprimees_se_fusionnent(bureau, voisine) -> None:
    politique = PolitiqueFactory()
    gardee, changee, otee = (BudgetFactory(politique=politique, annee=an, total=100) for an in (2021, 2022, 2023))
    la_mienne, la_leur = ouvrir(bureau, politique), ouvrir(voisine, politique)
    rang = {la_leur[f"budgets-{i}-id"]: i for i in range(3)}
    leurs = {f"budgets-{rang[changee.pk]}-total": "200", f"budgets-{rang[otee.pk]}-DELETE": "on"}
    leurs |= {
        "budgets-TOTAL_FORMS": "4",
        "budgets-3-annee": "2024",
        "budgets-3-total": "400",
        "budgets-3-politique": politique.pk,
    }
    assert envoyer(voisine, politique, la_leur | leurs).status_code == 302
    ajoutee = Budget.objects.get(annee=2024)
    miennes = {f"budgets-{rang[gardee.pk]}-note": "Ma note", f"budgets-{rang[otee.pk]}-note": "Elle me sert"}
    miennes |= {
        "budgets-TOTAL_FORMS": "4",
        "budgets-3-annee": "2020",
        "budgets-3-total": "50",
        "budgets-3-politique": politique.pk,
    }
    page = envoyer(bureau, politique, la_mienne | miennes)
    cas = {nom: valeurs[0] for nom, valeurs in lignes(page).items()}
    assert cas == {
        f"budgets.{ajoutee.pk}.": "leur",
        f"budgets.{changee.pk}.total": "leur",
        f"budgets.{gardee.pk}.note": "mienne",
        f"budgets.{otee.pk}.": "",
    }
    assert envoyer(bureau, politique, fusion(page, **{f"budgets.{otee.pk}.": "mienne"})).status_code == 302
    voulues = {2020: (50, ""), 2021: (100, "Ma note"), 2022: (200, ""), 2023: (100, "Elle me sert"), 2024: (400, "")}
    assert {b.annee: (b.total, b.note) for b in politique.budgets.all()} == voulues


def test_ligne_que_l_un_supprime_et_que_l_autre_change_se_choisit(bureau, voisine) -> None:
    politique = PolitiqueFactory()
    action = ActionFactory(politique=politique, titre="Ouverte")
    la_mienne = ouvrir(bureau, politique)
    envoyer(voisine, politique, ouvrir(voisine, politique) | {"actions-0-titre": "Voisine"})
    page = envoyer(bureau, politique, la_mienne | {"actions-0-DELETE": "on"})
    assert lignes(page)[f"actions.{action.pk}."][0] == ""
    assert envoyer(bureau, politique, fusion(page, **{f"actions.{action.pk}.": "leur"})).status_code == 302
    assert Action.objects.get().titre == "Voisine"
    page = envoyer(bureau, politique, la_mienne | {"actions-0-DELETE": "on"})
    assert envoyer(bureau, politique, fusion(page, **{f"actions.{action.pk}.": "mienne"})).status_code == 302
    assert not Action.objects.exists()


def test_ligne_ajoutee_par_l_autre_se_refuse(bureau, voisine) -> None:
    politique = PolitiqueFactory()
    la_mienne = ouvrir(bureau, politique)
    action = ActionFactory(politique=politique)
    page = envoyer(bureau, politique, la_mienne)
    assert envoyer(bureau, politique, fusion(page, **{f"actions.{action.pk}.": "mienne"})).status_code == 302
    assert not Action.objects.exists()


def test_choix_multiples_se_comparent_et_se_fusionnent(bureau, voisine) -> None:
    projet, une, autre = ProjetFactory(), ThematiqueFactory(nom="Une"), ThematiqueFactory(nom="Autre")
    la_mienne = ouvrir(bureau, projet)
    envoyer(voisine, projet, ouvrir(voisine, projet) | {"thematiques": [une.pk]})
    page = envoyer(bureau, projet, la_mienne | {"thematiques": [autre.pk]})
    assert lignes(page)["..thematiques"] == ("", "–", "Une", "Autre")
    envoyer(bureau, projet, fusion(page, **{"..thematiques": "leur"}))
    assert list(Projet.objects.get().thematiques.all()) == [une]


def test_saisie_refusee_garde_ce_que_le_formulaire_montrait_a_l_ouverture(bureau, voisine) -> None:
    fiche = CollectiviteFactory(nom="Un")
    la_mienne = ouvrir(bureau, fiche)
    refusee = envoyer(bureau, fiche, la_mienne | {"siren": "123"})
    assert refusee.context["origine"] == la_mienne["_origine"]
    envoyer(voisine, fiche, ouvrir(voisine, fiche) | {"nom": "Deux"})
    assert envoyer(bureau, fiche, la_mienne | {"siren": "123"}).status_code == 409


def test_origine_illisible_fait_tout_comparer(bureau) -> None:
    fiche = CollectiviteFactory(nom="Un")
    page = envoyer(bureau, fiche, ouvrir(bureau, fiche) | {"nom": "Deux", "_origine": "autre:signature"})
    assert lignes(page)["..nom"] == ("", "–", "Un", "Deux")


def test_conflit_ne_se_montre_pas_a_qui_ne_peut_pas_modifier(client, bureau) -> None:
    fiche = CollectiviteFactory(nom="Un")
    donnees = ouvrir(bureau, fiche)
    client.force_login(UtilisateurFactory(is_staff=True))
    assert envoyer(client, fiche, donnees | {"nom": "Deux"}).status_code == 403


def test_etat_se_relit_comme_il_s_ecrit() -> None:
    etat = Etat(champs={"nom": ("Un",), "vide": ()}, lignes={"budgets": {"1": {"total": ("2",)}}})
    assert lire(signer(etat)) == etat


def test_cas_d_une_difference_dit_qui_a_change() -> None:
    def cas(origine: str, leur: str, mienne: str) -> list[Cas]:
        versions = [Etat(champs={"nom": (texte,)}) for texte in (origine, leur, mienne)]
        trouvees = differences(origine=versions[0], leur=versions[1], mien=versions[2])
        return [difference.cas for difference in trouvees]

    assert cas("a", "a", "a") == cas("a", "b", "b") == []
    assert cas("a", "b", "a") == [Cas.EUX]
    assert cas("a", "a", "b") == [Cas.MOI]
    assert cas("a", "b", "c") == [Cas.TOUS_DEUX]
    assert not est_un_conflit([])
