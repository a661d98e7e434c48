"""The world in which the examples of the developers' guide are run, as the page gives them, and what they say there."""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import TYPE_CHECKING, NamedTuple
from urllib.request import urlopen

import html5lib

from collectivites.actions.groupes import installer_groupes
from publication.actions import publier, synchroniser
from publication.editions.editer import editer
from publication.exemples_de_l_api import DOSSIER, LANGAGES
from publication.webhooks.signature import signer
from tests import factories as f
from tests.programmes.normes.echantillons import RENNES

if TYPE_CHECKING:
    from collectivites.models import Collectivite

A_CHANGER = "a4f1c7d2-6b3e-4f58-9c0d-8e2a7b5c4d30"
"""Sheet that the example of a proposal names: those who copy it put their own."""
CLIENT = "client-de-synchronisation"
"""Run by tests/api/test_client_de_synchronisation.py."""
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
CORPS = '{"type": "essai"}'
ATTENDUS: dict[str, tuple[str, ...]] = {
    "premiere-demande": ("Aide au démarrage", "/dispositifs/aide-au-demarrage/"),
    "fiche": ("Rennes Métropole", "Ille-et-Vilaine"),
    "filtres": ("Rennes Métropole", "métropole"),
    "champs": ("Épicerie", "Aide au démarrage", "Plan ESS"),
    "tout-lire": ("1",),
    "formats": ("Aide au démarrage",),
    "carte": ("Rennes Métropole", "48.11"),
    "erreur": ("400", "regoin", "parametre_inconnu"),
    "inchangee": ("200", "304"),
    "changements": ("7",),
    "debit": ('"minute";q=600;w=60', "r="),
    "proposer": ("deposee",),
    "brouillon": ("Aide au démarrage", "a_relire"),
    "verifier-un-webhook": ("TRUE", "FALSE"),
    "export": ("collectivites.csv: OK",),
    "nationaux": ("2021", "1"),
    "cadre": ("Rennes Métropole", "iframe"),
}
"""Words that each example says, whatever the language."""


class Extrait(NamedTuple):
    """Code of an example, as the page shows it."""

    nom: str
    extension: str
    code: str


class Monde(NamedTuple):
    """Tokens by name of example."""

    jetons: dict[str, str]


def creer_le_monde() -> Monde:
    """Public sheets that answer every example, an export, and two tokens."""
    installer_groupes()
    rennes = _rennes()
    f.CollectiviteFactory(
        publie=True,
        membre=True,
        type="departement",
        code_insee="35",
        nom="Ille-et-Vilaine",
        region=rennes.region,
        departement=rennes.departement,
    )
    f.CollectiviteFactory(publie=True, uid=A_CHANGER)
    f.PolitiqueFactory(publie=True, collectivite=rennes, titre="Plan ESS")
    jours = {"ouverture_le": dt.date(2020, 1, 1), "cloture_le": dt.date(2099, 12, 31)}
    f.DispositifFactory(publie=True, collectivite=rennes, titre="Aide au démarrage", slug="aide-au-demarrage", **jours)
    f.RessourceFactory(publie=True)
    projet = f.ProjetFactory(nom="Épicerie")
    f.SubventionFactory(
        collectivite=rennes,
        projet=projet,
        beneficiaire=f.OrganismeFactory(siret="22350001800013"),
        date_convention=dt.date(2021, 6, 27),
        versement_debut=dt.date(2021, 9, 14),
    )
    publier(fiche=projet, par=f.UtilisateurFactory())
    synchroniser([rennes])
    editer()
    return Monde(
        {
            "proposer": f.JetonFactory().secret,
            "brouillon": f.JetonFactory(partenaire=f.PartenaireFactory(referent=True)).secret,
        }
    )


def _rennes() -> Collectivite:
    f.RegionFactory(code="44", nom="Grand Est")
    region = f.RegionFactory(code="53", nom="Bretagne")
    return f.CollectiviteFactory(
        publie=True,
        membre=True,
        type="metropole",
        nom="Rennes Métropole",
        slug="rennes-metropole",
        siren=RENNES[:9],
        siret=RENNES,
        latitude=48.11,
        longitude=-1.68,
        region=region,
        departement=f.DepartementFactory(code="35", nom="Ille-et-Vilaine", region=region),
    )


def lire_le_guide(racine: str) -> list[Extrait]:
    """Every example of the page that a server gives."""
    with urlopen(f"{racine}/api/") as reponse:  # noqa: S310  # the server of the test
        arbre = html5lib.parse(reponse.read(), transport_encoding="utf-8", namespaceHTMLElements=False)
    return [
        Extrait(exemple.attrib["data-exemple"], pli.attrib["data-langage"], "".join(pli.find("pre/code").itertext()))
        for exemple in arbre.iter("div")
        if "data-exemple" in exemple.attrib
        for pli in exemple.iter("details")
    ]


def fichiers() -> set[tuple[str, str]]:
    """Name and extension of each example of the repository."""
    trouves = {(chemin.stem, chemin.suffix[1:]) for chemin in DOSSIER.iterdir()}
    return {(nom, extension) for nom, extension in trouves if nom != CLIENT and extension in LANGAGES}


def completer(extrait: Extrait) -> str:
    """Code to run: a function that checks what a server receives is called, with a good and a bad signature."""
    if extrait.nom != "verifier-un-webhook":
        return extrait.code
    instant = int(time.time())
    entetes = {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": str(instant),
        "Webhook-Signature": signer(SECRET, identifiant="msg_1", instant=instant, corps=CORPS.encode()),
    }
    corps = (json.dumps(CORPS), json.dumps(f"{CORPS} "))
    if extrait.extension == "py":
        appels = [f"print(str(verifier({SECRET!r}, {entetes!r}, {un}.encode())).upper())" for un in corps]
    else:
        lus = f"new Headers({json.dumps(entetes)})"
        appels = [f"console.log(String(await verifier('{SECRET}', {lus}, {un})).toUpperCase())" for un in corps]
    return "\n".join([extrait.code, *appels])


def manques(extrait: Extrait, dit: str) -> list[str]:
    """Words that an example should have said and did not."""
    return [f"{extrait.nom}.{extrait.extension} : {mot}" for mot in ATTENDUS[extrait.nom] if mot not in dit]
