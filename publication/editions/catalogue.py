"""The catalogue that data portals harvest: DCAT-AP 3, in JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from publication.api.liens import ADRESSE_DE_LA_LICENCE
from publication.editions.editer import CHANGEMENTS, CLASSEUR, TITRE
from publication.editions.jeux import sommaire
from publication.models import Publication
from publication.natures import Nature, registre

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publication.editions.dossier import Edition, Fichier

    Noeud = dict[str, Any]

AUTORITE = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"
XSD = "http://www.w3.org/2001/XMLSchema#"
CONTEXTE = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "dcatap": "http://data.europa.eu/r5r/",
}
TYPES = {
    "csv": ("CSV", "text/csv"),
    "geojson": ("GEOJSON", "application/geo+json"),
    "json": ("JSON", "application/json"),
    "jsonl": ("JSON", ""),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""By format, the entry of the European list of file types, and the media type; JSON Lines has none at IANA."""
THEMES = ("GOVE", "REGI", "SOCI", "ECON")
SANS_PERIODE = {"collectivites", "communes", "departements", "regions", "thematiques"}
MOTS = ("économie sociale et solidaire", "collectivités territoriales", "politiques publiques", "subventions", "aides")


def catalogue(racine: str, edition: Edition | None) -> Noeud:
    """Describe what is offered; files only while ``edition`` is in force. ``racine`` has no final slash."""
    return _Catalogue(racine, edition).noeud()


class _Catalogue:
    """The catalogue of a site: every identifier is an address of its own."""

    def __init__(self, racine: str, edition: Edition | None) -> None:
        self.racine, self.edition = racine, edition
        self.page = f"{racine}{reverse('publication:donnees')}"
        self.moi = f"{racine}{reverse('service:catalogue')}"
        self.fichiers = edition.fichiers if edition else []

    def noeud(self) -> Noeud:
        """The whole graph, as one tree."""
        return {
            "@context": CONTEXTE,
            "@id": self.moi,
            "@type": "dcat:Catalog",
            "dct:title": _fr(TITRE),
            "dct:description": _fr("Données publiées par le réseau, à copier, à synchroniser ou à interroger."),
            "dct:publisher": self._editeur(),
            "dct:language": _id(f"{AUTORITE}/language/FRA"),
            "dct:license": _id(ADRESSE_DE_LA_LICENCE),
            "dct:spatial": _id(f"{AUTORITE}/country/FRA"),
            "foaf:homepage": _id(self.page),
            "dcat:themeTaxonomy": _id(f"{AUTORITE}/data-theme"),
            **self._dates(),
            "dcat:dataset": [*self._jeux()],
            "dcat:service": self._service(),
        }

    def _jeux(self) -> Iterator[Noeud]:
        """The directory as a whole, each list, each national file."""
        tout = [f for f in self.fichiers if f.nom in {CHANGEMENTS, CLASSEUR}]
        yield self._jeu("repertoire", TITRE, "Toutes les fiches et toutes les tables.", tout, liste="changements")
        for nom, jeu in sommaire.jeux.items():
            siens = [f for f in self.fichiers if f.table.partition("-")[0] == nom]
            description = f"{jeu.titre} : un document par entrée, ses tables, et l’interface de programmation."
            yield self._jeu(nom, str(jeu.titre), description, siens, liste=nom)
        for fichier in sommaire.fichiers.values():
            siens = [f for f in self.fichiers if f.nom == fichier.nom]
            liste = fichier.nom.partition("-")[0].rstrip("s") + "s"
            description = f"{fichier.titre} : ce à quoi il ne manque rien de ce que la norme exige."
            yield self._jeu(fichier.nom, str(fichier.titre), description, siens, liste=liste, norme=fichier.norme)

    def _jeu(
        self, nom: str, titre: str, description: str, fichiers: Iterable[Fichier], *, liste: str, norme: str = ""
    ) -> Noeud:
        return {
            "@id": f"{self.moi}#{nom}",
            "@type": "dcat:Dataset",
            "dct:identifier": f"{self.moi}#{nom}",
            "dct:title": _fr(titre),
            "dct:description": _fr(description),
            "dct:publisher": _id(f"{self.racine}/#editeur"),
            "dcat:contactPoint": {
                "@type": "vcard:Kind",
                "vcard:fn": "Répertoire ESS",
                "vcard:hasURL": _id(f"{self.racine}{reverse('publication:a_propos')}"),
            },
            "dcat:keyword": [_fr(mot) for mot in MOTS],
            "dcat:theme": [_id(f"{AUTORITE}/data-theme/{theme}") for theme in THEMES],
            "dcat:landingPage": _id(self.page),
            "dct:accrualPeriodicity": _id(f"{AUTORITE}/frequency/DAILY"),
            "dct:accessRights": _id(f"{AUTORITE}/access-right/PUBLIC"),
            "dct:language": _id(f"{AUTORITE}/language/FRA"),
            "dct:spatial": _id(f"{AUTORITE}/country/FRA"),
            **({"dct:conformsTo": self._norme(norme)} if norme else {}),
            **self._periode(liste),
            **self._dates(),
            "dcat:distribution": [*(self._fichier(f) for f in fichiers), *([] if norme else [self._api(nom, liste)])],
        }

    def _fichier(self, fichier: Fichier) -> Noeud:
        adresse = f"{self.racine}{reverse('service:donnees', args=[fichier.nom])}"
        return {
            "@id": adresse,
            "@type": "dcat:Distribution",
            "dct:title": _fr(f"{fichier.titre} ({fichier.nom})"),
            "dcat:accessURL": _id(self.page),
            "dcat:downloadURL": _id(adresse),
            **_format(fichier.format),
            **self._commun(),
            "dcat:byteSize": {"@value": str(fichier.taille), "@type": f"{XSD}nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": _id("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
                "spdx:checksumValue": {"@value": fichier.sha256, "@type": f"{XSD}hexBinary"},
            },
            **({"dct:conformsTo": self._norme(fichier.norme)} if fichier.norme else {}),
            **self._dates(),
        }

    def _api(self, nom: str, liste: str) -> Noeud:
        adresse = f"{self.racine}/api/v1/{liste}/"
        return {
            "@id": f"{self.moi}#{nom}-api",
            "@type": "dcat:Distribution",
            "dct:title": _fr("Interface de programmation (JSON)"),
            "dcat:accessURL": _id(adresse),
            "dcat:accessService": _id(f"{self.moi}#api"),
            **_format("json"),
            **self._commun(),
        }

    def _commun(self) -> Noeud:
        return {
            "dct:license": _id(ADRESSE_DE_LA_LICENCE),
            "dcatap:availability": _id(f"{AUTORITE}/planned-availability/AVAILABLE"),
            "dct:language": _id(f"{AUTORITE}/language/FRA"),
        }

    def _service(self) -> Noeud:
        return {
            "@id": f"{self.moi}#api",
            "@type": "dcat:DataService",
            "dct:title": _fr("API du répertoire"),
            "dct:description": _fr("Lecture libre, sans clé : listes filtrées, fiches, changements."),
            "dcat:endpointURL": _id(f"{self.racine}/api/v1/"),
            "dcat:endpointDescription": _id(f"{self.racine}{reverse('api:schema')}"),
            "foaf:page": _id(f"{self.racine}{reverse('publication:api')}"),
            "dct:license": _id(ADRESSE_DE_LA_LICENCE),
            "dct:publisher": _id(f"{self.racine}/#editeur"),
            "dcat:servesDataset": [_id(f"{self.moi}#{nom}") for nom in ("repertoire", *sommaire.jeux)],
        }

    def _editeur(self) -> Noeud:
        return {
            "@id": f"{self.racine}/#editeur",
            "@type": "foaf:Agent",
            "foaf:name": _fr("Répertoire ESS, tenu par un réseau de collectivités"),
            "foaf:homepage": _id(f"{self.racine}/"),
            "dct:type": _id("http://purl.org/adms/publishertype/LocalAuthority"),
        }

    def _norme(self, adresse: str) -> Noeud:
        return {"@id": adresse, "@type": "dct:Standard"}

    def _periode(self, liste: str) -> Noeud:
        """Years that the sheets of a list speak of, when some say it."""
        if liste in SANS_PERIODE:
            return {}
        natures = {f"{inscription.modele.nature.value}s": inscription.modele.nature for inscription in registre}
        debut, fin = Publication.objects.periode(natures.get(liste, Nature.PROJET))
        dates = {"dcat:startDate": debut, "dcat:endDate": fin}
        bornes = {nom: _date(jour.isoformat(), "date") for nom, jour in dates.items() if jour}
        return {"dct:temporal": {"@type": "dct:PeriodOfTime", **bornes}}

    def _dates(self) -> Noeud:
        return {"dct:modified": _date(self.edition.manifeste["generated_at"], "dateTime")} if self.edition else {}


def _format(nom: str) -> Noeud:
    type_de_fichier, media = TYPES[nom]
    formats = {"dct:format": _id(f"{AUTORITE}/file-type/{type_de_fichier}")}
    return formats | ({"dcat:mediaType": _id(f"{IANA}/{media}")} if media else {})


def _id(adresse: str) -> Noeud:
    return {"@id": adresse}


def _fr(texte: str) -> Noeud:
    return {"@value": texte, "@language": "fr"}


def _date(texte: str, genre: str) -> Noeud:
    return {"@value": texte, "@type": f"{XSD}{genre}"}
