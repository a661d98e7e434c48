"""The search page and the suggestions of its box."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from publication.cache import page_publique
from publication.models import Publication
from publication.natures import Nature, registre
from publication.presentation import sans_page
from publication.recherche import GroupeDeSuggestions, Suggestion, comprendre, plier, sources
from publication.recherche.mots import normer_codes

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAR_PAGE = 20
LONGUEUR_DE_RECHERCHE = 250
DEBUT_AU_MOINS = 2
SUGGESTIONS_AU_PLUS = 10
PAR_NATURE = 4


@page_publique
def recherche(request: HttpRequest) -> HttpResponse:
    """Search over all natures: how the text was understood, then what answers it."""
    texte = _texte(request)
    nature = request.GET.get("nature", "")
    nature = nature if nature in Nature.values else ""
    comprise = comprendre(texte)
    trouvees = Publication.objects.repondant(comprise, le=timezone.localdate())
    comptes = trouvees.effectifs()
    choisies = trouvees.de_nature(nature) if nature else trouvees
    total = sum(comptes.values())
    feuilles = Paginator(choisies.extraits(comprise), PAR_PAGE)
    feuilles.count = comptes[nature] if nature else total  # known: to count again costs as much as to find
    page = feuilles.get_page(request.GET.get("page"))
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


@page_publique
def suggestions(request: HttpRequest) -> HttpResponse:
    """Options for the beginning of a name, as a fragment: about ten links, by kind."""
    plie = normer_codes(plier(_texte(request)))
    groupes = _groupes(plie) if len(plie) >= DEBUT_AU_MOINS else []
    contexte = {"groupes": groupes, "nombre": sum(len(groupe.suggestions) for groupe in groupes)}
    return render(request, "partiels/suggestions.html", contexte)


def _texte(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", " ").strip()[:LONGUEUR_DE_RECHERCHE]


def _groupes(plie: str) -> list[GroupeDeSuggestions]:
    """Groups that have suggestions, cut in turn so that each kind keeps its best ones."""
    publies = [
        _publications(_("Collectivités"), Nature.COLLECTIVITE, plie, rang=0),
        _publications(_("Dispositifs"), Nature.DISPOSITIF, plie, rang=5),
    ]
    tous = sorted([*publies, *sources.suggestions(plie)], key=attrgetter("rang"))
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


def _publications(titre: str, nature: Nature, plie: str, *, rang: int) -> GroupeDeSuggestions:
    lignes = Publication.objects.commencant(plie, nature).only("nature", "slug", "titre")[:PAR_NATURE]
    suggerees = [Suggestion(libelle=ligne.titre, url=ligne.get_absolute_url()) for ligne in lignes]
    return GroupeDeSuggestions(titre=titre, rang=rang, suggestions=suggerees)
