"""Who may open what: role × model × screen, written out; ``test_perimetre`` does it for referents."""

from __future__ import annotations

import pytest

from collectivites.models import Groupe
from tests.admin.conftest import adresse, modeles_administres
from tests.admin.test_ecrans import creer
from tests.factories import UtilisateurFactory

pytestmark = pytest.mark.django_db

# Status of: list, add, change, delete. 302 sends to the login page.
PORTE_FERMEE = (302, 302, 302, 302)
TOUT = (200, 200, 200, 200)
LECTURE = (200, 403, 200, 403)
SANS_AJOUT = (200, 403, 200, 200)
RIEN = (403, 403, 403, 403)
FICHE_PUBLIQUE = (200, 200, 200, 403)

FICHES = {
    "collectivites.Collectivite",
    "programmes.Dispositif",
    "programmes.Politique",
    "programmes.Projet",
    "programmes.Ressource",
}
CODE_OFFICIEL = {"collectivites.Commune", "collectivites.Departement", "collectivites.Region"}
ENREGISTREMENTS = {
    "collectivites.Adhesion",
    "collectivites.Consentement",
    "collectivites.Contact",
    "programmes.Action",
    "programmes.Budget",
    "programmes.ChiffreCle",
    "programmes.Effectif",
    "programmes.Engagement",
    "programmes.ImageProjet",
    "programmes.Intervention",
    "programmes.Organisme",
    "programmes.Orientation",
    "programmes.Partenariat",
    "programmes.Reprise",
    "programmes.PieceJointe",
    "programmes.Subvention",
    "programmes.Synonyme",
    "programmes.Thematique",
}
ACCES = {
    "publication.Partenaire": TOUT,
    "publication.Jeton": (200, 200, 200, 403),
    "publication.Webhook": TOUT,
    "publication.Livraison": (200, 403, 200, 403),
}
COMPTES = {"collectivites.Invitation", "collectivites.Utilisateur"}
EQUIPE = {
    **dict.fromkeys(FICHES, FICHE_PUBLIQUE),
    **dict.fromkeys(CODE_OFFICIEL, LECTURE),
    **dict.fromkeys(ENREGISTREMENTS, TOUT),
    "collectivites.Avis": LECTURE,
    "publication.Alerte": LECTURE,
    "publication.Doublon": LECTURE,
    "publication.LienDeMiseAJour": LECTURE,
    "publication.LienVerifie": LECTURE,
    "publication.LienPrive": LECTURE,
    "publication.Lot": LECTURE,
    "publication.Proposition": SANS_AJOUT,
    "publication.Import": LECTURE,
    "publication.Publication": LECTURE,
    "publication.VueEnregistree": LECTURE,
}
TABLE = {
    "anonyme": {},
    "partenaire": {},
    "redaction": {
        **EQUIPE,
        **dict.fromkeys(ACCES, RIEN),
        **dict.fromkeys(COMPTES, RIEN),
        "collectivites.Effacement": RIEN,
    },
    "administration": {**EQUIPE, **ACCES, **dict.fromkeys(COMPTES, TOUT), "collectivites.Effacement": LECTURE},
}


def connecter(client, role: str) -> None:
    if role != "anonyme":
        client.force_login(UtilisateurFactory(**{role: True}))


@pytest.mark.parametrize("role", TABLE)
@pytest.mark.parametrize("modele", modeles_administres(), ids=lambda modele: modele._meta.label)
def test_chaque_role_ouvre_ce_que_dit_la_table(client, groupes, role, modele) -> None:
    objet = creer(modele)
    connecter(client, role)
    adresses = [
        adresse(modele, "changelist"),
        adresse(modele, "add"),
        adresse(modele, "change", objet.pk),
        adresse(modele, "delete", objet.pk),
    ]
    statuts = tuple(client.get(url).status_code for url in adresses)
    attendus = TABLE[role].get(modele._meta.label, PORTE_FERMEE)
    assert statuts == attendus


def test_chaque_modele_administre_est_dans_la_table() -> None:
    for role in ("redaction", "administration"):
        assert {modele._meta.label for modele in modeles_administres()} == set(TABLE[role])


@pytest.mark.parametrize(
    ("role", "publie"),
    [("anonyme", False), ("referent", False), ("partenaire", False), ("redaction", True), ("administration", True)],
)
@pytest.mark.parametrize("label", sorted(FICHES))
def test_seule_l_equipe_publie_et_retire(client, groupes, role, publie, label) -> None:
    modele = next(modele for modele in modeles_administres() if modele._meta.label == label)
    fiche = creer(modele)
    connecter(client, role)
    client.post(adresse(modele, "retirer", fiche.pk), {"confirmer": "1", "motif": "Essai."})
    fiche.refresh_from_db()
    assert (fiche.statut == "retiree") is publie
    client.post(adresse(modele, "lot", "publier"), {"choisis": str(fiche.pk), "confirmer": "1"})
    fiche.refresh_from_db()
    assert fiche.est_publique


def test_les_groupes_sont_les_quatre_prevus(groupes) -> None:
    from django.contrib.auth.models import Group

    assert set(Group.objects.values_list("name", flat=True)) == set(Groupe.values)
