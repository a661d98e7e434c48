"""How the records of this floor are read to find duplicates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from programmes.models import Dispositif, Organisme, Politique, Projet, Ressource
from publication.doublons import Trace, detecteurs
from publication.models import Statut
from publication.recherche import plier

if TYPE_CHECKING:
    from collections.abc import Iterator

SIREN = 9


def lire_les_politiques() -> Iterator[Trace]:
    """Policies of one authority."""
    return _portees(Politique, "source_url")


def lire_les_dispositifs() -> Iterator[Trace]:
    """Schemes of one authority."""
    return _portees(Dispositif, "page_officielle")


def _portees(modele: Any, page: str) -> Iterator[Trace]:
    lues = modele.objects.exclude(statut=Statut.RETIREE).order_by().values_list("pk", "titre", "collectivite", page)
    for cle, titre, collectivite, url in lues:
        yield Trace(
            cle=cle,
            titre=plier(titre),
            bornes=(collectivite,),
            contextes=frozenset({("collectivite", collectivite)}),
            codes=(("page", f"{collectivite} {url} {plier(titre)[:20]}"),) if url else (),
        )


def lire_les_projets() -> Iterator[Trace]:
    """Projects of one carrier, in one commune, or that one authority funds."""
    soutiens = ArrayAgg("subventions__collectivite", filter=Q(subventions__isnull=False), distinct=True, default=[])
    colonnes = ("pk", "nom", "organisme", "commune")
    lus = Projet.objects.exclude(statut=Statut.RETIREE).order_by().annotate(soutiens=soutiens)
    for cle, nom, organisme, commune, collectivites in lus.values_list(*colonnes, "soutiens"):
        contextes = {("organisme", organisme), ("commune", commune), *(("collectivite", c) for c in collectivites)}
        yield Trace(
            cle=cle,
            titre=plier(nom),
            bornes=(organisme, commune),
            contextes=frozenset((genre, valeur) for genre, valeur in contextes if valeur),
        )


def lire_les_ressources() -> Iterator[Trace]:
    """Resources under one title, or that lead to one page."""
    lues = Ressource.objects.exclude(statut=Statut.RETIREE).order_by().values_list("pk", "titre", "genre", "lien")
    for cle, titre, genre, lien in lues:
        yield Trace(
            cle=cle,
            titre=plier(titre),
            famille=genre,
            contextes=frozenset({("genre", genre)}),
            codes=(("page", lien),) if lien else (),
        )


def lire_les_organismes() -> Iterator[Trace]:
    """Organisations of one commune, or of one SIREN: two establishments are one organisation."""
    colonnes = ("pk", "nom", "siret", "rna", "commune")
    for cle, nom, siret, _rna, commune in Organisme.objects.order_by().values_list(*colonnes):
        yield Trace(
            cle=cle,
            titre=plier(nom),
            bornes=(commune,),
            contextes=frozenset({("commune", commune)} if commune else ()),
            codes=(("siren", siret[:SIREN]),) if siret else (),
        )


def inscrire() -> None:
    """Declare the models of this floor."""
    detecteurs.inscrire(Politique, lire_les_politiques)
    detecteurs.inscrire(Dispositif, lire_les_dispositifs)
    detecteurs.inscrire(Projet, lire_les_projets)
    detecteurs.inscrire(Ressource, lire_les_ressources)
    detecteurs.inscrire(Organisme, lire_les_organismes)
