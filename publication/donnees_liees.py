"""schema.org descriptions of public sheets, from their documents alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from django.utils import timezone

from publication.natures import Nature
from publication.texte_riche import en_clair

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Document = Mapping[str, Any]

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
ECHAPPEMENTS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


class DonneesLiees:
    """A JSON-LD block, written so that no text of a sheet can close its script element."""

    def __init__(self, contenu: Document) -> None:
        """``contenu`` is the description, without its context; what is empty in it is left out."""
        self.contenu = {cle: valeur for cle, valeur in contenu.items() if valeur not in (None, "", [])}

    def __html__(self) -> str:
        """Give the JSON, safe inside a script element."""
        return orjson.dumps({"@context": "https://schema.org", **self.contenu}).decode().translate(ECHAPPEMENTS)


def decrire(type_: str, *, nom: str, adresse: str, **reste: Any) -> DonneesLiees:
    """Describe what has a page and is no sheet; ``adresse`` is whole."""
    return DonneesLiees({"@type": type_, "@id": adresse, "url": adresse, "name": nom, **reste})


def donnees_liees(document: Document, racine: str) -> DonneesLiees:
    """Describe a sheet; ``racine`` is the address of the site, without a final slash."""
    contenu = {
        "@id": f"{racine}{document['url']}",
        "url": f"{racine}{document['url']}",
        "identifier": document["uid"],
        "name": document.get("nom") or document.get("titre"),
        "description": document.get("resume") or en_clair(document.get("presentation") or "") or None,
        "inLanguage": "fr",
        **DESCRIPTIONS[Nature(document["nature"])](document, racine),
    }
    return DonneesLiees(contenu)


def _collectivite(document: Document, _racine: str) -> Document:
    codes = [("SIREN", document["siren"]), ("INSEE", document["code_insee"])]
    situee = document["latitude"] is not None and document["longitude"] is not None
    return {
        "@type": "GovernmentOrganization",
        "alternateName": document["sigle"],
        "sameAs": document["site_web"],
        "taxID": document["siren"],
        "identifier": [{"@type": "PropertyValue", "propertyID": nom, "value": code} for nom, code in codes if code],
        "address": {
            "@type": "PostalAddress",
            "streetAddress": document["adresse"],
            "postalCode": document["code_postal"],
            "addressLocality": document["ville"],
            "addressCountry": "FR",
        }
        if document["ville"]
        else None,
        "location": {
            "@type": "Place",
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": document["latitude"],
                "longitude": document["longitude"],
            },
        }
        if situee
        else None,
        "areaServed": document["region"]["nom"] if document["region"] else None,
    }


def _dispositif(document: Document, racine: str) -> Document:
    return {
        "@type": "GovernmentService",
        "serviceType": document["nature_aide_libelle"],
        "provider": _porteuse(document, racine),
        "audience": {"@type": "Audience", "audienceType": en_clair(document["cibles"])} if document["cibles"] else None,
        **_ouverture(document),
    }


def _ouverture(document: Document) -> Document:
    """When one can apply; a sheet with neither a date nor a verification that still holds says so."""
    dates = {"availabilityStarts": document["ouverture_le"], "availabilityEnds": document["cloture_le"]}
    connues = {nom: date for nom, date in dates.items() if date}
    if connues:
        return {"offers": {"@type": "Offer", **connues}}
    sure = document["a_revoir_le"] and timezone.localdate().isoformat() < document["a_revoir_le"]
    return {} if sure else {"disambiguatingDescription": "Ouverture à confirmer"}


def _politique(document: Document, racine: str) -> Document:
    return {"@type": "CreativeWork", "genre": "politique publique", "creator": _porteuse(document, racine)}


def _projet(document: Document, _racine: str) -> Document:
    organisme = document["organisme"]
    return {
        "@type": "Project",
        "founder": {"@type": "Organization", "name": organisme["nom"]} if organisme else None,
        "location": document["commune"]["nom"] if document["commune"] else None,
    }


TYPES_DE_RESSOURCE = {
    "article": "Article",
    "conference": "Article",
    "kit": "LearningResource",
    "publication": "Report",
    "temoignage": "Article",
    "video": "VideoObject",
}
"""A conference whose day is known is an event; else its page is an account of it."""


def _ressource(document: Document, racine: str) -> Document:
    fichiers = [piece for piece in document["pieces"] if piece["url"].startswith("/")]
    commun = {
        "genre": document["genre_libelle"],
        "keywords": [thematique["nom"] for thematique in document["thematiques"]],
        "sameAs": document["lien"],
    }
    if document["genre"] == "conference" and document["debut"]:
        return {**_evenement(document), "sameAs": document["lien"], "keywords": commun["keywords"]}
    parue = document["parue_le"] or document["debut"]
    return {
        "@type": TYPES_DE_RESSOURCE[document["genre"]],
        **commun,
        "headline": document["titre"],
        "author": _organisation(document["auteurs"]),
        "datePublished": parue,
        "uploadDate": parue if document["genre"] == "video" else None,
        "dateModified": document["mise_a_jour_le"],
        "isPartOf": _sujet(document["kit"], racine) if document["kit"] else None,
        "contributor": [_personne(i) for i in document["interventions"] if i["intervenant"]],
        "about": [_sujet(reference, racine) for nom in SUJETS for reference in document[nom]],
        "associatedMedia": [
            {"@type": "MediaObject", "name": piece["titre"], "contentUrl": f"{racine}{piece['url']}"}
            for piece in fichiers
        ],
        "license": LICENCE,
    }


def _evenement(document: Document) -> Document:
    return {
        "@type": "Event",
        "startDate": document["debut"],
        "endDate": document["fin"],
        "location": {"@type": "Place", "name": document["lieu"]} if document["lieu"] else None,
        "organizer": _organisation(document["auteurs"]),
        "performer": [_personne(i) for i in document["interventions"] if i["intervenant"]],
    }


def _organisation(nom: str) -> Document | None:
    return {"@type": "Organization", "name": nom} if nom else None


def _personne(intervention: Document) -> Document:
    return {"@type": "Person", "name": intervention["intervenant"], "jobTitle": intervention["fonction"]}


SUJETS = {
    "collectivites": "GovernmentOrganization",
    "politiques": "CreativeWork",
    "dispositifs": "GovernmentService",
    "projets": "Project",
}
"""Parts of a resource that cite sheets, and what these are."""


def _sujet(reference: Document, racine: str) -> Document:
    """Short description of a sheet; a resource is cited as the tool kit that holds another."""
    type_ = SUJETS.get(f"{reference['nature']}s", "LearningResource")
    return {"@type": type_, "name": reference["titre"], "url": f"{racine}{reference['url']}"}


def _porteuse(document: Document, racine: str) -> Document | None:
    porteuse = document["collectivite"]
    if not porteuse:
        return None
    return {"@type": "GovernmentOrganization", "name": porteuse["nom"], "url": f"{racine}{porteuse['url']}"}


DESCRIPTIONS: dict[Nature, Callable[[Document, str], Document]] = {
    Nature.COLLECTIVITE: _collectivite,
    Nature.POLITIQUE: _politique,
    Nature.DISPOSITIF: _dispositif,
    Nature.PROJET: _projet,
    Nature.RESSOURCE: _ressource,
}
