"""Two hundred random gestures through the administration and the actions leave nothing out of step."""

from __future__ import annotations

import random
from typing import Any

import pytest

from collectivites.models import Collectivite
from programmes.models import Dispositif, Politique, Projet, Ressource
from publication.actions import PublicationImpossible, RetraitImpossible, publier, retirer, verifier
from publication.models import Lot, Publication
from tests.admin.conftest import adresse, donnees_du_formulaire
from tests.factories import (
    CollectiviteFactory,
    ContactFactory,
    DispositifFactory,
    PolitiqueFactory,
    ProjetFactory,
    RessourceFactory,
    SubventionFactory,
)

GESTES = 200
PART_ANNULEE = 0.4
GRAINE = 20261123
NATURES = (Collectivite, Politique, Dispositif, Projet, Ressource)


@pytest.fixture
def monde(db: None) -> None:
    """A few sheets of each nature, tied together."""
    for collectivite in CollectiviteFactory.create_batch(4, publie=True):
        ContactFactory(collectivite=collectivite, publiable=True)
        politique = PolitiqueFactory(collectivite=collectivite, publie=True, complete=True)
        dispositif = DispositifFactory(collectivite=collectivite, politique=politique, publie=True)
        projet = ProjetFactory(publie=True)
        SubventionFactory(projet=projet, collectivite=collectivite, dispositif=dispositif)
        ressource = RessourceFactory(publie=True)
        ressource.collectivites.add(collectivite)
        ressource.projets.add(projet)


class Gestes:
    """The gestures of staff, drawn at random."""

    def __init__(self, client: Any, par: Any, hasard: random.Random) -> None:
        self.client, self.par, self.hasard = client, par, hasard
        self.faits: list[str] = []
        self.refus: list[str] = []

    def un(self) -> None:
        geste = self.hasard.choice([self.renommer, self.publier, self.retirer, self.par_la_liste, self.corriger])
        geste(self._fiche())
        self.faits.append(geste.__name__)

    def _fiche(self) -> Any:
        return self.hasard.choice(list(self.hasard.choice(NATURES).objects.order_by("pk")))

    def _enregistrer(self, fiche: Any, **changements: Any) -> None:
        url = adresse(fiche, "change", fiche.pk)
        envoi = self.client.post(url, donnees_du_formulaire(self.client.get(url), **changements))
        assert envoi.status_code == 302, envoi.context["errors"]

    def renommer(self, fiche: Any) -> None:
        self._enregistrer(fiche, **{fiche.champ_titre: f"Renommée {self.hasard.randrange(10**6)}"})

    def corriger(self, fiche: Any) -> None:
        texte = "presentation" if isinstance(fiche, Collectivite) else "resume"
        bouton = self.hasard.choice(["_save", "_publier", "_verifier", "_relire"])
        self._enregistrer(fiche, **{texte: f"Texte {self.hasard.randrange(10**6)}", bouton: "1"})

    def publier(self, fiche: Any) -> None:
        try:
            publier(fiche=fiche, par=self.par)
        except PublicationImpossible as refus:
            self.refus.append(str(refus))

    def retirer(self, fiche: Any) -> None:
        try:
            retirer(fiche=fiche, motif="Au hasard.", par=self.par)
        except RetraitImpossible as refus:
            self.refus.append(str(refus))

    def par_la_liste(self, fiche: Any) -> None:
        geste = self.hasard.choice(["publier", "retirer", "verifier", "faire_relire"])
        choisies = {fiche.pk, *type(fiche).objects.order_by("?").values_list("pk", flat=True)[:2]}
        donnees = {"choisis": ",".join(map(str, choisies)), "confirmer": "1", "motif": "Au hasard."}
        assert self.client.post(adresse(fiche, "lot", geste), donnees).status_code in {200, 302}
        if (lot := Lot.objects.filter(etat="termine").order_by("-pk").first()) and self.hasard.random() < PART_ANNULEE:
            assert self.client.post(adresse(lot, "annuler", lot.pk)).status_code == 302


def test_deux_cents_gestes_au_hasard_ne_laissent_aucun_ecart(bureau, redactrice, monde) -> None:
    gestes = Gestes(bureau, redactrice, random.Random(GRAINE))
    for _ in range(GESTES):
        gestes.un()
    assert len(gestes.faits) == GESTES
    assert len(set(gestes.faits)) == 5
    assert all(gestes.refus)
    assert list(verifier()) == []
    assert Lot.objects.filter(etat="annule", rendues__gt=0).exists()
    assert not Lot.objects.exclude(erreur="").exists()
    assert Publication.objects.vivantes().exists()
    assert Publication.objects.exclude(retiree_le=None).exists()
