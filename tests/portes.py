"""Every door by which the public reads: whoever opens another adds it here, and the leak tests go through it."""

from __future__ import annotations

from typing import Any

from collectivites.models import Departement, Region
from publication.models import Publication
from publication.natures import Nature

LISTES = {
    Nature.COLLECTIVITE: "collectivites",
    Nature.POLITIQUE: "politiques",
    Nature.DISPOSITIF: "dispositifs",
    Nature.PROJET: "projets",
    Nature.RESSOURCE: "ressources",
}
AUTRES_LISTES = (
    "regions",
    "departements",
    "communes",
    "thematiques",
    "subventions",
    "organismes",
    "statistiques",
    "nomenclatures",
)
"""Lists of the API of what is no sheet."""
CARTES = [liste for liste in LISTES.values() if liste != "ressources"]
"""Lists that have a map: resources are nowhere."""
PORTES_PUBLIQUES = [
    "/",
    "/regions/",
    "/ma-commune/",
    "/chiffres/",
    "/organismes/",
    "/thematiques/",
    "/alertes/",
    "/alertes/recherche/",
    "/mise-a-jour/merci/",
    "/opposition/un-jeton-qui-n-existe-pas/",
    *(f"/alertes/{liste}/" for liste in LISTES.values()),
    "/flux/",
    "/flux/tout.atom",
    *(f"/flux/{liste}.atom" for liste in LISTES.values()),
    "/flux/dispositifs.ics",
    "/subventions/",
    "/subventions/export.csv",
    "/subventions/export.json",
    "/dispositifs/dispositif-aide.csv",
    "/api/v1/dispositifs/dispositif-aide.csv",
    "/api/",
    "/donnees/",
    "/donnees/catalogue.jsonld",
    "/donnees/fichiers/changements.jsonl",
    "/robots.txt",
    "/sitemap.xml",
    *(f"/sitemap-{section}.xml" for section in (*LISTES, "regions", "departements", "thematiques", "organismes")),
    "/chiffres/budgets-par-type.csv",
    "/collectivites/comparer/",
    "/a-propos/",
    "/apercu/un-jeton-qui-n-existe-pas/",
    *(f"/{liste}/" for liste in LISTES.values()),
    *(f"/{liste}/?vue=tableau" for liste in LISTES.values()),
    *(f"/{liste}/?vue=carte&mailles={m}" for liste in CARTES for m in ("regions", "departements")),
    *(f"/{liste}/carte.json" for liste in CARTES),
    *(f"/{liste}/export.{extension}" for liste in LISTES.values() for extension in ("csv", "json", "geojson")),
    *(f"/api/v1/{liste}/" for liste in (*LISTES.values(), *AUTRES_LISTES)),
    *(f"/api/v1/{liste}/?format={nom}" for liste in LISTES.values() for nom in ("csv", "jsonl", "geojson")),
    *(f"/api/v1/{liste}/?inclure={','.join(LISTES.values())}" for liste in LISTES.values()),
    *(f"/api/v1/{liste}/?curseur=*" for liste in LISTES.values()),
    "/api/v1/organismes/?format=geojson",
    "/api/v1/subventions/?format=jsonl",
    "/api/v1/",
    "/api/v1/changements/",
    "/api/v1/schema/",
    "/une-adresse-qui-n-existe-pas/",
]
"""Doors that need no argument."""


def portes_de_recherche(mot: str) -> list[str]:
    """Doors that look for a word."""
    listes = [f"/{liste}/?q={mot}" for liste in LISTES.values()]
    listes += [
        adresse for liste in CARTES for adresse in (f"/{liste}/?vue=carte&q={mot}", f"/{liste}/carte.json?q={mot}")
    ]
    return [
        f"/recherche/?q={mot}",
        f"/alertes/recherche/?q={mot}",
        f"/recherche/suggestions/?q={mot}",
        f"/api/v1/recherche/?q={mot}",
        *listes,
    ]


def portes_des_fiches() -> list[str]:
    """Page and API detail of every sheet that is or was public, and the pages and documents of their territories."""
    territoires = [
        territoire.get_absolute_url() for modele in (Region, Departement) for territoire in modele.objects.all()
    ]
    adresses = [f"{territoire}{fin}" for territoire in territoires for fin in ("", "document/")]
    for publication in Publication.objects.all():
        liste = LISTES[Nature(publication.nature)]
        adresses += [f"/{liste}/{publication.slug}/", f"/api/v1/{liste}/{publication.pk}/"]
        if publication.nature == Nature.COLLECTIVITE:
            adresses += [
                f"/collectivites/{publication.slug}/subventions/",
                f"/collectivites/{publication.slug}/subventions/2021.csv",
                f"/api/v1/subventions/scdl.csv?annee=2021&collectivite={publication.pk}",
                f"/api/v1/subventions/scdl/bilan/?collectivite={publication.pk}",
            ]
    return adresses


def contenu(reponse: Any) -> str:
    """Text of an answer, written at once or piece by piece."""
    octets: bytes = reponse.getvalue() if reponse.streaming else reponse.content
    return octets.decode()
