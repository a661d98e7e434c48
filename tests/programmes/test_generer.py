"""Synthetic data: always the same for a seed, labelled everywhere, removed without touching anything else."""

from __future__ import annotations

from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from collectivites.models import Collectivite, Utilisateur
from programmes.actions.synthese import EffacementImpossible, GenerationImpossible, Volume, effacer, generer
from programmes.actions.synthese.tirage import MENTION, Tirage
from programmes.models import Dispositif, Organisme, Politique, Projet, Subvention, Thematique
from publication.actions import fiches_concernees, synchroniser, verifier
from publication.models import Publication
from publication.natures import registre
from tests.factories import CollectiviteFactory, CommuneFactory, ProjetFactory, RessourceFactory, ThematiqueFactory
from tests.publication.monde import monde

pytestmark = pytest.mark.django_db
VOLUME = Volume(collectivites=40, projets=12, subventions=60)
FICHES = (Collectivite, Politique, Dispositif, Projet)


@pytest.fixture
def territoire() -> None:
    """A little of the official code, with and without coordinates, and some themes."""
    for rang in range(5):
        CommuneFactory(latitude=48.0 + rang, longitude=-1.5)
    CommuneFactory(codes_postaux=[])
    for _ in range(3):
        ThematiqueFactory()


def etat() -> list[tuple[Any, ...]]:
    """Everything that the public reads of synthetic sheets."""
    colonnes = ("uid", "slug", "document", "texte", "montant", "debut", "fin", "latitude", "thematiques", "a_revoir_le")
    return list(Publication.objects.filter(slug__startswith="synthetique-").order_by("uid").values_list(*colonnes))


def test_une_graine_donne_toujours_les_memes_documents(territoire) -> None:
    generer(VOLUME, graine=7)
    premier = etat()
    effacer()
    generer(VOLUME, graine=8)
    autre = etat()
    generer(VOLUME, graine=7)
    assert [ligne for ligne in etat() if ligne not in autre] == premier
    assert not {ligne[0] for ligne in premier} & {ligne[0] for ligne in autre}


def test_le_volume_est_celui_demande(territoire) -> None:
    bilan = generer(VOLUME, graine=1)
    assert (Collectivite.objects.count(), Projet.objects.count(), Subvention.objects.count()) == (40, 12, 60)
    assert Politique.objects.exists()
    assert Dispositif.objects.exists()
    assert bilan.publications == Publication.objects.count() == sum(modele.fiches().count() for modele in FICHES)
    assert bilan.lignes[Subvention] == 60


def test_chaque_ligne_dit_qu_elle_est_synthetique(territoire) -> None:
    generer(VOLUME, graine=1)
    for modele in FICHES:
        for fiche in modele.fiches():
            assert fiche.est_synthetique
            assert MENTION in str(fiche)
    for modele in (Organisme, Subvention):
        for ligne in modele.objects.all():
            assert ligne.est_synthetique
            assert MENTION in str(ligne)
    for publication in Publication.objects.all():
        assert publication.contenu["est_synthetique"] is True
        assert MENTION in publication.titre


def test_tout_est_en_ordre_et_valable_apres_la_fabrication(territoire) -> None:
    generer(VOLUME, graine=1)
    assert list(verifier()) == []
    for modele in (*FICHES, Organisme, Subvention):
        for ligne in modele._default_manager.all():
            ligne.full_clean()


def test_un_projet_a_une_a_quatre_subventions_et_le_reste_va_aux_organismes(territoire) -> None:
    generer(VOLUME, graine=1)
    for projet in Projet.objects.all():
        assert 1 <= projet.subventions.count() <= 4
        assert all(subvention.beneficiaire == projet.organisme for subvention in projet.subventions.all())
    assert Subvention.objects.filter(projet=None).count() == 60 - 4 * 12


def test_des_subventions_sans_projet_vont_a_un_organisme(territoire) -> None:
    generer(Volume(collectivites=1, subventions=3), graine=1)
    assert Subvention.objects.filter(projet=None, beneficiaire__isnull=False).count() == 3


def test_sans_thematique_les_fiches_n_en_portent_pas() -> None:
    CommuneFactory()
    generer(Volume(collectivites=20, projets=2), graine=1)
    assert not Projet.objects.exclude(thematiques=None).exists()


def test_une_ligne_ne_depend_que_de_sa_graine_et_de_son_rang() -> None:
    def tirer(graine: int, rang: int) -> list[Any]:
        tirage = Tirage(graine, "projet", rang)
        return [tirage.uid(), tirage.lieu(), tirage.montant(1000), tirage.jour(10, 10), tirage.concentre(100)]

    assert tirer(1, 5) == tirer(1, 5)
    assert tirer(1, 5) != tirer(2, 5)
    assert tirer(1, 5) != tirer(1, 6)


@pytest.mark.parametrize(
    ("options", "raison"),
    [
        ({"collectivites": -1}, "négatifs"),
        ({"collectivites": 3, "projets": -2, "subventions": 9}, "négatifs"),
        ({"projets": 1, "subventions": 1}, "vient d’une collectivité"),
        ({}, "Rien à fabriquer"),
    ],
)
def test_un_volume_qui_n_a_pas_de_sens_est_refuse(territoire, options: dict[str, int], raison: str) -> None:
    with pytest.raises(CommandError, match=raison):
        call_command("generer", **options, stdout=StringIO(), stderr=StringIO())
    assert not Publication.objects.exists()
    assert not Utilisateur.objects.exists()


def test_sans_code_officiel_la_commande_dit_quoi_lancer() -> None:
    with pytest.raises(CommandError, match="importer_referentiel"):
        call_command("generer", collectivites=1, stdout=StringIO(), stderr=StringIO())


def test_une_graine_deja_la_est_refusee(territoire) -> None:
    generer(Volume(projets=1), graine=3)
    with pytest.raises(GenerationImpossible, match="La graine 3 est déjà dans la base"):
        generer(Volume(collectivites=1, projets=1), graine=3)
    assert not Collectivite.objects.exists()


def test_une_base_de_production_est_refusee_sauf_a_forcer(territoire, settings) -> None:
    settings.ENV = SimpleNamespace(production=True)
    for options in ({"projets": 1}, {"effacer": True}):
        with pytest.raises(CommandError, match="--forcer"):
            call_command("generer", **options, stdout=StringIO(), stderr=StringIO())
    call_command("generer", projets=1, forcer=True, stdout=StringIO(), stderr=StringIO())
    assert Projet.objects.count() == 1


def test_la_commande_rapporte_ce_qu_elle_a_fait(territoire) -> None:
    sortie = StringIO()
    call_command("generer", collectivites=2, projets=1, stdout=sortie, stderr=StringIO())
    assert "2 collectivités" in sortie.getvalue()
    assert "fiches publiées en" in sortie.getvalue()
    sortie = StringIO()
    call_command("generer", effacer=True, stdout=sortie, stderr=StringIO())
    assert "lignes synthétiques supprimées" in sortie.getvalue()
    assert not Projet.objects.exists()


def test_effacer_puis_fabriquer_de_nouveau_en_une_commande(territoire) -> None:
    generer(Volume(projets=1), graine=1)
    call_command("generer", effacer=True, projets=2, stdout=StringIO(), stderr=StringIO())
    assert Projet.objects.count() == 2


def test_un_effacement_suivi_d_une_erreur_n_efface_rien(territoire) -> None:
    generer(Volume(projets=1), graine=1)
    with pytest.raises(CommandError):
        call_command("generer", effacer=True, subventions=1, stdout=StringIO(), stderr=StringIO())
    assert Projet.objects.count() == 1


def test_effacer_ne_touche_a_rien_de_reel(territoire) -> None:
    monde()
    avant = {str(p.pk): (p.revision, p.document) for p in Publication.objects.all()}
    comptes = Utilisateur.objects.count()
    generer(VOLUME, graine=1)
    for fiche in (m.fiches().filter(est_synthetique=True).first() for m in (Politique, Collectivite)):
        fiche.save()  # somebody edited it: it has a history
    assert effacer() > 150
    apres = {str(p.pk): (p.revision, p.document) for p in Publication.objects.all()}
    assert apres.keys() == avant.keys()
    assert [document for _revision, document in apres.values()] == [document for _r, document in avant.values()]
    assert Utilisateur.objects.count() == comptes
    assert not Organisme.objects.filter(est_synthetique=True).exists()
    assert not Politique.history.filter(est_synthetique=True).exists()
    assert Thematique.objects.count() >= 3
    assert list(verifier()) == []


def test_la_generation_ne_recule_pas_quand_on_efface(territoire) -> None:
    CollectiviteFactory(publie=True)
    generer(Volume(projets=5), graine=1)
    avant = Publication.objects.generation()
    effacer()
    assert Publication.objects.generation() == avant + 1
    assert effacer() == 0
    assert Publication.objects.generation() == avant + 1


def test_effacer_une_base_toute_synthetique_la_laisse_vide(territoire) -> None:
    generer(VOLUME, graine=1)
    effacer()
    assert not Publication.objects.exists()
    assert not any(inscription.modele.fiches().exists() for inscription in registre)
    assert not Utilisateur.objects.exists()


def test_effacer_refuse_quand_une_ligne_reelle_s_appuie_sur_une_synthetique(territoire) -> None:
    generer(Volume(collectivites=1, projets=1), graine=1)
    ressource = RessourceFactory(publie=True)
    ressource.projets.add(Projet.objects.get())
    synchroniser(fiches_concernees([ressource]))
    with pytest.raises(EffacementImpossible, match="détachez-les d’abord"):
        effacer()
    with pytest.raises(CommandError, match="détachez-les"):
        call_command("generer", effacer=True, stdout=StringIO(), stderr=StringIO())
    assert Projet.objects.filter(est_synthetique=True).count() == 1
    assert list(verifier()) == []


def test_une_fiche_reelle_du_meme_organisme_bloque_l_effacement(territoire) -> None:
    generer(Volume(projets=1), graine=1)
    ProjetFactory(organisme=Organisme.objects.get())
    with pytest.raises(EffacementImpossible):
        effacer()
