"""The search page and the suggestions of its box."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.cache import page_publique
from publication.models import Publication
from publication.natures import Nature, registre
from publication.presentation import sans_page
from publication.recherche import GroupeDeSuggestions, Suggestion, comprendre, plier, sources
from publication.recherche.mots import normer_codes
from publication.reponses import reponses

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from publication.models import PublicationQuerySet
    from publication.recherche import Comprise

PAR_PAGE = 20
LONGUEUR_DE_RECHERCHE = 250
DEBUT_AU_MOINS = 2
PROCHE_AU_MOINS = 4
SUGGESTIONS_AU_PLUS = 10
PAR_NATURE = 4
SUGGEREES = {Nature.COLLECTIVITE: (_("Collectivités"), 0), Nature.DISPOSITIF: (_("Dispositifs"), 5)}
"""Natures that are suggested, with the title of their group and its rank among the others."""


class Trouvees:
    """Records that answer a search, the best first; a page of them ranks no more than is worth ranking."""

    def __init__(self, comprise: Comprise, nature: str, nombre: int, le: dt.date) -> None:
        self.comprise, self.nombre, self.le = comprise, nombre, le
        self.publiques = Publication.objects.de_nature(nature) if nature else Publication.objects.all()

    def __len__(self) -> int:
        return self.nombre

    def __getitem__(self, tranche: slice) -> list[Publication]:
        """Records of a slice, with their passages, in two queries or, past the best ones, three."""
        meilleures = list(self.publiques.meilleures(self.comprise, le=self.le).values_list("pk", flat=True))
        uids = meilleures[tranche]
        if manquent := tranche.stop - tranche.start - len(uids):
            debut = max(0, tranche.start - len(meilleures))
            suite = self.publiques.suite(self.comprise, meilleures)
            uids += suite.values_list("pk", flat=True)[debut : debut + manquent]
        lues = self.publiques.vivantes().extraits(self.comprise).in_bulk(uids)
        return [lues[uid] for uid in uids if uid in lues]


@page_publique
def recherche(request: HttpRequest) -> HttpResponse:
    """Search over all natures: how the text was understood, then what answers it."""
    texte = _texte(request)
    nature = request.GET.get("nature", "")
    nature = nature if nature in Nature.values else ""
    comprise = comprendre(texte)
    comptes = _compter(comprise)
    total = sum(comptes.values())
    trouvees = Trouvees(comprise, nature, comptes[nature] if nature else total, timezone.localdate())
    lues: Any = trouvees
    page: Page[Any] = Paginator(lues, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "texte": texte,
        "comprise": comprise,
        "nature": nature,
        "natures": [(valeur, nom, comptes[valeur]) for valeur, nom in Nature.choices],
        "liste": registre[nature].modele.ecran + "s" if nature else "",
        "total": total,
        "page": page,
        "requete": sans_page(request.GET),
    }
    return render(request, "publication/recherche.html", contexte)


def _compter(comprise: Comprise) -> dict[str, int]:
    """How many public records of each nature answer."""
    if not comprise.est_commune:
        return Publication.objects.trouvees(comprise).effectifs()
    toutes = reponses(comprise)
    return {nature.value: len(toutes.get(nature.value, ())) for nature in Nature}


@page_publique
def suggestions(request: HttpRequest) -> HttpResponse:
    """Options for the beginning of a name, as a fragment: about ten links, by kind.

    When nothing begins so, names close to the text: it may hold a typing error.
    """
    plie = normer_codes(plier(_texte(request)))
    groupes = _les_meilleures(_commencant(plie)) if len(plie) >= DEBUT_AU_MOINS else []
    proches = not groupes and len(plie) >= PROCHE_AU_MOINS and not plie[0].isdigit()
    if proches:
        groupes = _les_meilleures(_proches(plie))
    contexte = {
        "groupes": groupes,
        "nombre": sum(len(groupe.suggestions) for groupe in groupes),
        "proches": proches and bool(groupes),
    }
    return render(request, "partiels/suggestions.html", contexte)


def _texte(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", " ").strip()[:LONGUEUR_DE_RECHERCHE]


def _commencant(plie: str) -> list[GroupeDeSuggestions]:
    """What begins as a folded text, of every kind."""
    publiees = [_publications(nature, Publication.objects.commencant(plie, nature)) for nature in SUGGEREES]
    return [*publiees, *sources.suggestions(plie)]


def _proches(plie: str) -> list[GroupeDeSuggestions]:
    """What is close to a folded text, of every kind."""
    publiees = [_publications(nature, Publication.objects.proches(plie, nature)) for nature in SUGGEREES]
    return [*publiees, *sources.suggestions_proches(plie)]


def _les_meilleures(groupes: list[GroupeDeSuggestions]) -> list[GroupeDeSuggestions]:
    """Groups that have suggestions, cut in turn so that each kind keeps its best ones."""
    tous = sorted(groupes, key=attrgetter("rang"))
    gardees = [0] * len(tous)
    for rang in range(PAR_NATURE):
        for numero, groupe in enumerate(tous):
            if rang < len(groupe.suggestions) and sum(gardees) < SUGGESTIONS_AU_PLUS:
                gardees[numero] += 1
    return [
        replace(groupe, suggestions=groupe.suggestions[:garde])
        for groupe, garde in zip(tous, gardees, strict=True)
        if garde
    ]


def _publications(nature: Nature, lignes: PublicationQuerySet) -> GroupeDeSuggestions:
    titre, rang = SUGGEREES[nature]
    suggerees = [
        Suggestion(libelle=une.titre, url=une.get_absolute_url()) for une in lignes.pour_suggestions(PAR_NATURE)
    ]
    return GroupeDeSuggestions(titre=str(titre), rang=rang, suggestions=suggerees)
