"""National files leave alone what staff protected, and their report names it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from programmes.actions.importer_dispositifs import importer_dispositifs
from programmes.actions.importer_subventions import importer_subventions
from programmes.models import Dispositif, Organisme, Subvention
from programmes.normes import aide
from programmes.normes.texte import ecrire
from tests import factories as f
from tests.programmes.normes.echantillons import RENNES, fichier
from tests.programmes.normes.test_national import dispositif_complet

pytestmark = pytest.mark.django_db


def test_subvention_et_organisme_gardent_leurs_champs_proteges() -> None:
    par = f.UtilisateurFactory()
    collectivite = f.CollectiviteFactory(siren=RENNES[:9], type="metropole", champs_proteges=["siret"])
    importer_subventions(fichier({}), nom="2021.csv", par=par)
    Subvention.objects.update(champs_proteges=["montant_conventionne"])
    Organisme.objects.update(siret=None, champs_proteges=["siret"])
    change = {"montant": "23000", "conditionsVersement": "unique", "rnaBeneficiaire": Organisme.objects.get().rna or ""}
    resultat = importer_subventions(fichier(change), nom="2021.csv", par=par).resultats[0]
    assert resultat.proteges == ["montant"]
    assert [d.colonne for d in resultat.differences] == ["conditionsVersement"]
    subvention = Subvention.objects.get()
    assert (subvention.montant_conventionne, subvention.conditions_versement) == (Decimal("22000.80"), "unique")
    collectivite.refresh_from_db()
    assert (collectivite.siret, Organisme.objects.get().siret) == (None, None)


def test_dispositif_garde_ses_champs_proteges() -> None:
    dispositif = dispositif_complet()
    Dispositif.objects.update(champs_proteges=["titre"])
    ligne = aide.ligne(Dispositif.objects.pour_norme().get())
    contenu = b"".join(ecrire([{**ligne, "titre": "Titre du fichier"}], aide.COLONNES))
    resultat = importer_dispositifs(contenu, nom="aide.csv", par=f.UtilisateurFactory()).resultats[0]
    assert (resultat.proteges, resultat.differences) == (["titre"], [])
    assert Dispositif.objects.get().titre == dispositif.titre
