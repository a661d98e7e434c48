"""The guided merger of authorities, by hand."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from collectivites.models import Collectivite, SuiteProposee
from tests import factories as f
from tests.admin.conftest import adresse

pytestmark = pytest.mark.django_db
PAGE = "/admin/collectivites/collectivite/succession/"
EPCI = {"type": "communaute_communes", "code_insee": "", "creee_en": None}


@pytest.fixture
def trois(db):
    une, autre, nouvelle = (
        f.CollectiviteFactory(publie=True, nom=f"CC {n}", **EPCI) for n in ("Une", "Autre", "Neuve")
    )
    f.CommuneFactory(epci=une)
    f.AdhesionFactory(collectivite=une, debut=2012)
    f.DispositifFactory(publie=True, collectivite=une)
    f.UtilisateurFactory(referent=True, collectivite=une)
    return une, autre, nouvelle


def demande(une, autre, nouvelle) -> dict[str, object]:
    return {"anciennes": [une.pk, autre.pk], "nouvelle": nouvelle.pk, "le": "2026-01-01"}


def test_celles_qui_attendent_sont_groupees_par_successeur_propose(bureau) -> None:
    annee = timezone.localdate().year
    nouvelle = f.CollectiviteFactory(nom="CC Neuve", **EPCI)
    anciennes = f.CollectiviteFactory.create_batch(2, dissoute_en=annee, **EPCI)
    for ancienne in anciennes:
        SuiteProposee.objects.create(ancienne=ancienne, nouvelle=nouvelle, communes=3, population=1200)
    seule = f.CollectiviteFactory(dissoute_en=annee - 1, **EPCI)
    page = bureau.get(PAGE)
    assert [len(groupe["anciennes"]) for groupe in page.context["attendent"]] == [2, 1]
    texte = page.content.decode()
    assert "CC Neuve : 6 communes" in texte
    assert f"nouvelle={nouvelle.pk}&amp;le={annee}-01-01" in texte
    assert f"anciennes={seule.pk}&quot;" in texte.replace('"', "&quot;")
    accueil = bureau.get(reverse("admin:index")).content.decode()
    assert PAGE in accueil
    assert "collectivités dissoutes sans successeur connu" in accueil


def test_la_page_montre_ce_que_cela_change_puis_l_ecrit(bureau, trois) -> None:
    une, autre, nouvelle = trois
    page = bureau.get(PAGE, demande(*trois))
    assert [fait["communes"] for fait in page.context["faits"]] == [0, 1]
    quoi = page.context["quoi"]
    assert "programmes.Dispositif.collectivite" in dict(quoi.fields["passent"].choices)
    assert quoi.fields["passent"].initial == ["collectivites.Utilisateur.collectivite"]
    envoi = {"adhesion": "continuer", "passent": ["programmes.Dispositif.collectivite"], "retirer": "on"}
    adresse_complete = f"{PAGE}?{page.request['QUERY_STRING']}"
    sans = bureau.post(adresse_complete, envoi)
    assert "cochez la case" in sans.content.decode()
    reponse = bureau.post(adresse_complete, {**envoi, "confirmer": "on"})
    assert reponse["Location"] == adresse(nouvelle, "change", nouvelle.pk)
    assert "1 commune et 1 lignes rattachées" in str(next(iter(get_messages(reponse.wsgi_request))))
    une.refresh_from_db()
    assert (une.statut, une.remplacee_par, nouvelle.adhesions.get().debut) == ("retiree", nouvelle, 2012)
    autre.refresh_from_db()
    assert autre.dissoute_en == 2026


def test_une_fiche_qui_reste_publique_est_dite(bureau, trois) -> None:
    page = bureau.get(PAGE, demande(*trois))
    envoi = {"adhesion": "aucune", "retirer": "on", "confirmer": "on"}
    reponse = bureau.post(f"{PAGE}?{page.request['QUERY_STRING']}", envoi)
    dits = [str(message) for message in get_messages(reponse.wsgi_request)]
    assert any("« CC Une » reste publique" in dit for dit in dits)


def test_un_refus_se_lit_et_rien_n_est_ecrit(bureau, trois) -> None:
    une, autre, _nouvelle = trois
    parametres = f"anciennes={une.pk}&nouvelle={une.pk}&le=2026-01-01"
    page = bureau.post(f"{PAGE}?{parametres}", {"adhesion": "aucune", "confirmer": "on"})
    assert "ne peut pas se succéder à elle-même" in page.content.decode()
    inconnue = bureau.get(PAGE, {"anciennes": [autre.pk], "le": "2026-01-01"})
    assert "ou donnez son SIREN" in inconnue.content.decode()


def test_un_siren_inconnu_du_code_le_dit(bureau, trois, monkeypatch) -> None:
    from collectivites.admin import succession
    from collectivites.referentiel.erreurs import SourceInvalide

    def refuser(siren: str, **_options: object) -> Collectivite:
        raise SourceInvalide(siren, "le code officiel ne connaît pas ce SIREN.", "Importez le suivant.")

    monkeypatch.setattr(succession, "creer_du_code", refuser)
    parametres = f"anciennes={trois[0].pk}&siren=200067072&le=2026-01-01"
    assert "sera créé en brouillon" in bureau.get(f"{PAGE}?{parametres}").content.decode()
    page = bureau.post(f"{PAGE}?{parametres}", {"adhesion": "aucune", "confirmer": "on"})
    assert "ne connaît pas ce SIREN" in page.content.decode()


def test_l_action_de_la_liste_mene_a_la_page(bureau, trois) -> None:
    envoi = {"action": "preparer_la_succession", "_selected_action": [trois[0].pk]}
    reponse = bureau.post(adresse(trois[0], "changelist"), envoi)
    assert reponse["Location"] == f"{PAGE}?anciennes={trois[0].pk}"
    assert bureau.get(reponse["Location"]).context["qui"].initial["anciennes"] == [str(trois[0].pk)]


@pytest.mark.parametrize(("role", "statut"), [("anonyme", 302), ("partenaire", 302), ("referent", 403)])
def test_seule_l_equipe_ecrit_une_fusion(client, groupes, trois, role, statut) -> None:
    if role != "anonyme":
        client.force_login(f.UtilisateurFactory(**{role: True}))
    assert client.get(PAGE).status_code == statut
    assert client.post(PAGE, {"confirmer": "on"}).status_code == statut
    accueil = client.get(reverse("admin:index"))
    assert accueil.status_code != 200 or "sans successeur" not in accueil.content.decode()
