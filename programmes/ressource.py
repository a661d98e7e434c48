"""What the page of a resource shows beside its document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from programmes.semblables import semblables
from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from publication.fiches import Contexte, Liees

    Document = Mapping[str, Any]

MOTS_PAR_MINUTE = 230
CITEES = ("collectivites", "politiques", "dispositifs", "projets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paroles:
    """What was said in the name of an authority, of which ``collectivite`` is the short form, or in nobody's."""

    collectivite: Document | None
    interventions: list[Document] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sujet:
    """An authority that a resource speaks of, with what else of it the resource cites; ``None`` gathers the rest."""

    collectivite: Publication | None
    fiches: list[Publication] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file or a link: ``precision`` is the kind of the file, or the site that a link leads to."""

    titre: str
    url: str
    precision: str
    est_fichier: bool


def completer_ressource(publication: Publication, _liees: Liees) -> Contexte:
    """Interventions by authority, subjects by authority, attached files, reading time, resources like it."""
    fiche = publication.contenu
    return {
        "paroles": paroles(fiche["interventions"]),
        "sujets": sujets(fiche),
        "pieces": [piece(jointe) for jointe in fiche["pieces"]],
        "lien": piece({"titre": "", "url": fiche["lien"]}) if fiche["lien"] else None,
        "minutes": minutes_de_lecture(fiche),
        "semblables": semblables(publication),
    }


def paroles(interventions: Iterable[Document]) -> list[Paroles]:
    """Interventions by authority, in the order in which each authority spoke first."""
    groupes: dict[str, Paroles] = {}
    for intervention in interventions:
        collectivite = intervention["collectivite"]
        cle = collectivite["uid"] if collectivite else ""
        groupe = groupes.setdefault(cle, Paroles(collectivite=collectivite))
        groupe.interventions.append(intervention)
    return list(groupes.values())


def sujets(fiche: Document) -> list[Sujet]:
    """Public sheets that a resource cites, under the authority that leads or supports them; one query.

    Authorities stand in the order in which they speak, then by name; what they do, policies first.
    """
    uids = [i["collectivite"]["uid"] for i in fiche["interventions"] if i["collectivite"]]
    uids += [reference["uid"] for nom in CITEES for reference in fiche[nom]]
    rangs = {uid: rang for rang, uid in enumerate(dict.fromkeys(uids))}
    citees = sorted(Publication.objects.d_identifiants(rangs), key=lambda citee: rangs[str(citee.pk)])
    collectivites = {citee.pk: Sujet(collectivite=citee) for citee in citees if citee.nature == Nature.COLLECTIVITE}
    reste = Sujet(collectivite=None)
    for citee in citees:
        if citee.nature != Nature.COLLECTIVITE:
            liens = [citee.porteuse] if citee.porteuse else citee.liens
            cle = next((lien for lien in liens if lien in collectivites), None)
            (collectivites[cle] if cle else reste).fiches.append(citee)
    return [*collectivites.values(), *([reste] if reste.fiches else [])]


def piece(jointe: Document) -> Piece:
    """Say what a file is, or where a link leads."""
    adresse = urlsplit(jointe["url"])
    if adresse.netloc:
        site = adresse.netloc.removeprefix("www.")
        return Piece(titre=jointe["titre"], url=jointe["url"], precision=site, est_fichier=False)
    extension = adresse.path.rpartition(".")[2].upper()
    return Piece(titre=jointe["titre"], url=jointe["url"], precision=extension, est_fichier=True)


def minutes_de_lecture(fiche: Document) -> int:
    """Minutes that the text of the sheet takes to read, rounded; 0 for less than half a minute."""
    textes = [fiche["resume"], fiche["texte"], *(i["texte"] for i in fiche["interventions"])]
    return round(sum(len(texte.split()) for texte in textes) / MOTS_PAR_MINUTE)
