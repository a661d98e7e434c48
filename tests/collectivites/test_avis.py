"""A person is told before publication, and an objection empties every public door at once."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from collectivites.actions.avis import AvisImpossible, prevenir, publier_les_prevenus, s_opposer
from collectivites.courriels import OPPOSITION
from collectivites.models import Avis, Consentement
from collectivites.tasks import publier_contacts_prevenus
from publication.actions import synchroniser, verifier
from publication.actions.restaurer import restaurer
from tests import factories as f
from tests.portes import PORTES_PUBLIQUES, contenu, portes_de_recherche, portes_des_fiches
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 6, 16)
"""Publication of a notice sent on 1 June."""
SECRETS = ("Zinnia", "zinnia@example.org", "61 91 00 42", "+33261910042")


@pytest.fixture(autouse=True)
def _le_premier_juin():
    with time_machine.travel("2026-06-01 12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def contact():
    personne = {"nom": "Zinnia", "email": "zinnia@example.org", "telephone": "+33261910042"}
    return f.ContactFactory(collectivite=f.CollectiviteFactory(publie=True), **personne)


@pytest.fixture
def envoyer(contact, django_capture_on_commit_callbacks):
    """Send a notice about all the fields of the contact, as staff do."""

    def faire(**options) -> Avis:
        options = {"champs": Consentement.Champ.values, "base_legale": "interet_public", **options}
        with django_capture_on_commit_callbacks(execute=True):
            avis = prevenir(contact=contact, par=f.UtilisateurFactory(email="equipe@example.org"), **options)
        avis.refresh_from_db()
        return avis

    return faire


def tout_lire(client) -> str:
    """Every public door; one that looks for a word repeats it: what it found is read in the others."""
    portes = [*PORTES_PUBLIQUES, *portes_de_recherche("mission"), *portes_des_fiches()]
    return "\n".join(contenu(client.get(porte)) for porte in portes)


def test_rien_n_est_public_avant_le_jour_dit_puis_tout_ce_qui_etait_annonce(client, envoyer, contact) -> None:
    avis = envoyer()
    assert avis.publication_le == JOUR
    assert publier_les_prevenus(JOUR - dt.timedelta(days=1)) == 0
    assert not any(secret in tout_lire(client) for secret in SECRETS)
    assert publier_les_prevenus(JOUR) == 1
    assert "zinnia@example.org" in tout_lire(client)
    accords = contact.consentements.all()
    assert {(a.champ, a.base_legale, a.accorde_le) for a in accords} == {
        (champ, "interet_public", JOUR) for champ in Consentement.Champ.values
    }
    assert accords[0].history.first().history_change_reason == "Publié après un avis resté sans opposition"
    assert publier_les_prevenus(JOUR) == 0
    assert list(verifier()) == []


def test_le_courriel_dit_quoi_ou_pourquoi_quand_et_comment_s_opposer(client, envoyer) -> None:
    envoyer(champs=["email"])
    (courriel,) = mail.outbox
    assert courriel.to == ["zinnia@example.org"]
    assert courriel.extra_headers["Reply-To"] == "equipe@example.org"
    for attendu in ("zinnia@example.org", "16 juin 2026", "mission d’intérêt public", "/collectivites/"):
        assert attendu in courriel.body
        assert attendu in courriel.alternatives[0].content
    assert "91 00 42" not in courriel.body
    chemin = re.search(r"(/opposition/\S+)", courriel.body).group(1)
    page = client.get(chemin)
    assert "Je m’oppose à la publication" in texte(page)
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in page.headers["Cache-Control"]


def test_en_anglais_le_courriel_et_la_page_parlent_anglais(client, envoyer) -> None:
    envoyer(langue="en")
    assert "Your contact details in the directory" in mail.outbox[0].subject
    chemin = re.search(r"(/en/opposition/\S+)", mail.outbox[0].body).group(1)
    assert "I object to the publication" in texte(client.get(chemin))


def test_une_opposition_vide_aussitot_chaque_porte_publique(client, contact) -> None:
    avis = f.AvisFactory(contact=contact)
    for champ in Consentement.Champ.values:
        f.ConsentementFactory(contact=contact, champ=champ, base_legale="mandat_public")
    synchroniser([contact.collectivite])
    assert "zinnia@example.org" in tout_lire(client)
    adresse = f"/opposition/{OPPOSITION.signer(avis)}/"
    client.get(adresse)
    assert "zinnia@example.org" in tout_lire(client), "opening the link objects to nothing"
    client.cookies.clear()
    assert "plus rien de vous n’est publié" in texte(client.post(adresse))
    lu = tout_lire(client)
    assert [secret for secret in SECRETS if secret in lu] == []
    assert contact.fonction in lu
    assert list(verifier()) == []
    contact.refresh_from_db()
    avis.refresh_from_db()
    assert (contact.oppose_le, avis.etat) == (dt.date(2026, 6, 1), "opposition")
    assert contact.history.first().history_change_reason == "Opposition de la personne"
    assert {accord.retire_le for accord in contact.consentements.all()} == {dt.date(2026, 6, 1)}
    assert client.post(adresse).status_code == 200
    assert contact.history.count() == 2


def test_une_opposition_avant_le_jour_empeche_la_publication(client, envoyer, contact) -> None:
    s_opposer(cle=envoyer().pk)
    assert publier_les_prevenus(JOUR) == 0
    assert not contact.consentements.exists()
    with pytest.raises(AvisImpossible, match="opposée"):
        envoyer()


def test_seul_un_accord_donne_apres_l_opposition_republie(client, envoyer, contact) -> None:
    avis = envoyer()
    s_opposer(cle=avis.pk)
    contact.refresh_from_db()
    f.ConsentementFactory(contact=contact, champ="email", base_legale="mandat_public", accorde_le=JOUR)
    f.ConsentementFactory(contact=contact, champ="identite", accorde_le=dt.date(2026, 6, 1))
    assert contact.champs_publiables() == set()
    f.ConsentementFactory(contact=contact, champ="telephone", accorde_le=dt.date(2026, 6, 2))
    assert contact.champs_publiables() == {"telephone"}
    with time_machine.travel("2026-06-20 12:00:00+02:00", tick=False):
        s_opposer(cle=avis.pk)
        contact.refresh_from_db()
        assert contact.champs_publiables() == set()


def test_restaurer_une_version_ne_leve_pas_l_opposition(contact) -> None:
    avis = f.AvisFactory(contact=contact)
    f.ConsentementFactory(contact=contact, champ="email", base_legale="mandat_public")
    with time_machine.travel("2026-06-02 12:00:00+02:00", tick=False):
        s_opposer(cle=avis.pk)
    with time_machine.travel("2026-06-03 12:00:00+02:00", tick=False):
        le = contact.history.earliest().history_date
        restaurer(modele=type(contact), cle=contact.pk, le=le, par=f.UtilisateurFactory())
    contact.refresh_from_db()
    assert contact.oppose_le == dt.date(2026, 6, 2)
    assert contact.champs_publiables() == set()


@pytest.mark.parametrize(
    ("changes", "options", "raison"),
    [
        ({"email": ""}, {}, "pas de courriel"),
        ({"est_archive": True}, {}, "archivé"),
        ({"telephone": ""}, {}, "« téléphone » est vide"),
        ({}, {"champs": []}, "au moins un champ"),
        ({}, {"base_legale": "consentement"}, "ne vaut pas accord"),
    ],
)
def test_un_avis_impossible_dit_pourquoi_et_ne_part_pas(envoyer, contact, changes, options, raison) -> None:
    type(contact).objects.filter(pk=contact.pk).update(**changes)
    with pytest.raises(AvisImpossible, match=raison):
        envoyer(**options)
    assert not Avis.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize(
    ("accord", "raison"),
    [({}, "déjà public"), ({"retire": True}, "a retiré son accord"), ({"expire": True, "retire": True}, "")],
)
def test_ce_que_la_personne_a_repris_ne_se_republie_pas_par_un_avis(envoyer, contact, accord, raison) -> None:
    f.ConsentementFactory(contact=contact, champ="email", **accord)
    if raison:
        with pytest.raises(AvisImpossible, match=raison):
            envoyer(champs=["email"])
        return
    envoyer(champs=["email"])
    publier_les_prevenus(JOUR)
    assert contact.consentements.get().retire_le is None


def test_un_champ_annonce_ne_l_est_pas_deux_fois(envoyer) -> None:
    envoyer(champs=["email"])
    with pytest.raises(AvisImpossible, match="déjà parti"):
        envoyer(champs=["email", "telephone"])


def test_ce_qui_est_repris_apres_l_avis_ne_se_publie_pas(envoyer, contact) -> None:
    envoyer(champs=["email"])
    f.ConsentementFactory(contact=contact, champ="email", retire=True)
    publier_les_prevenus(JOUR)
    assert contact.consentements.get().retire_le == dt.date(2026, 2, 1)


@pytest.mark.parametrize(("fin", "nombre"), [(JOUR, 0), (dt.date(2027, 1, 1), 3)])
def test_la_fin_du_mandat_borne_la_publication(envoyer, contact, fin, nombre) -> None:
    envoyer()
    type(contact).objects.filter(pk=contact.pk).update(mandat_fin=fin)
    publier_les_prevenus(JOUR)
    assert contact.consentements.filter(expire_le=fin).count() == nombre


def test_un_avis_que_le_serveur_refuse_ne_publie_rien(envoyer, monkeypatch) -> None:
    def refuser(*_args):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuser)
    avis = envoyer()
    assert (avis.parti_le, avis.etat) == (None, "non parti")
    assert publier_les_prevenus(JOUR) == 0


def test_la_tache_de_nuit_publie_au_jour_ou_elle_etait_due(envoyer) -> None:
    envoyer()
    assert publier_contacts_prevenus(int(dt.datetime(2026, 6, 16, 3, 15, tzinfo=dt.UTC).timestamp())) == 1


def test_un_lien_forge_ne_mene_nulle_part_et_un_lien_sans_objet_le_dit(client, contact) -> None:
    avis = f.AvisFactory(contact=contact)
    adresse = f"/opposition/{OPPOSITION.signer(avis)}/"
    assert client.get(f"/opposition/{avis.pk.hex}:faux/").status_code == 404
    contact.delete()
    for reponse in (client.get(adresse), client.post(adresse)):
        assert reponse.status_code == 410
        assert "ont été effacées" in texte(reponse)
