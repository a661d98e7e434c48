"""What OpenAPI says of every operation."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from publication.api import champs, inclusion, selection
from publication.api.base import LectureMixin
from publication.api.ecriture import PriveMixin
from publication.api.erreurs import PROBLEME, VALEURS_AU_PLUS
from publication.api.pagination import INCLUS
from publication.api.rendu import TYPE_DE_CONTENU
from publication.models import Portee
from publication.natures import Nature, registre

ERREURS = {
    "301": "Ce que l’adresse désigne est ailleurs ; le corps dit où et pourquoi, l’en-tête `Location` aussi.",
    "300": "Plusieurs fiches portent ce code officiel ; le message les nomme.",
    "400": "Un paramètre est inconnu ou sa valeur est refusée ; le plus proche est proposé.",
    "401": "Un jeton est requis, ou celui-ci n’existe pas, a expiré ou a été révoqué.",
    "403": "Le jeton n’a pas la portée demandée, ou les règles ne laissent pas son compte faire cela.",
    "404": "Cette adresse ou cette page n’existe pas, ou un paramètre désigne ce qui n’existe pas.",
    "406": "Aucun des types de l’en-tête `Accept` n’est servi à cette adresse.",
    "409": "L’état de la fiche ou des données ne le permet pas ; le message dit pourquoi.",
    "410": "La fiche a été retirée ; le message en donne le motif.",
    "412": "La version demandée par `If-Match` ou `If-Unmodified-Since` n’est plus celle d’aujourd’hui.",
    "413": "Le corps dépasse 256 000 octets.",
    "414": "L’adresse dépasse 8 000 caractères ; le serveur refuse en HTML, avant l’application, celles de 8 190.",
    "415": "Le corps n’est pas annoncé comme du JSON (`Content-Type`).",
    "422": "La clé `Idempotency-Key` a déjà servi à une autre demande.",
    "428": "`If-Match` manque : dites la version que vous modifiez.",
    "429": "Trop de demandes ; `Retry-After` dit dans combien de secondes réessayer.",
}
DE_TOUTES = ("401", "403", "412", "414", "429")
"""Errors that any operation may give."""
DEPLACEMENT = inline_serializer(
    "Deplacement",
    {
        "detail": serializers.CharField(help_text="Pourquoi l’adresse a changé."),
        "adresse": serializers.CharField(help_text="Adresse d’aujourd’hui, relative à la racine du site."),
    },
)
INCHANGEE = {
    "description": "Rien n’a changé depuis la version que désigne `If-None-Match` ou `If-Modified-Since` ; sans corps."
}
REESSAYER = ("Secondes à attendre.", "42")
DEBITS = {
    "RateLimit-Policy": (
        "Nombre de demandes (`q`) permises par fenêtre de `w` secondes.",
        '"minute";q=600;w=60',
    ),
    "RateLimit": ("Demandes qui restent (`r`), et secondes avant la prochaine fenêtre (`t`).", '"minute";r=598;t=42'),
}
EN_TETES = {
    "ETag": ("Version de cette réponse, à renvoyer dans `If-None-Match`.", '"0f3b2c7d"'),
    "Last-Modified": (
        "Instant du dernier changement ; absent dans la seconde qui le suit.",
        "Mon, 04 May 2026 09:30:00 GMT",
    ),
    "Cache-Control": (
        "Un cache peut garder la réponse, et demande à chaque fois si elle vaut encore.",
        "public, no-cache",
    ),
    **DEBITS,
    "Link": ("Autres pages, licence, description de l’API (RFC 8288).", '</api/v1/schema/>; rel="service-desc"'),
}
"""Headers of every success: description, example."""
SUCCES = {
    "200": "Ce qui est demandé, dans le format demandé.",
    "201": "Ce qui vient d’être écrit ; `Location` dit où le relire.",
}
CORPS = "JSON, 256 000 octets au plus ; ce qui n’y est pas décrit est refusé."
DESCRIPTION_DE_LISTE = "Liste (%(pluriel)s) : ce qui est public et répond à tous les paramètres."
DESCRIPTION_DE_DETAIL = "Un seul document, désigné par la fin de l’adresse."
DESCRIPTION_DE_CLE = "Code officiel ou adresse courte."
TITRE_D_UNE_FICHE = "%(nom)s, par son identifiant"
TITRE_D_UNE_ENTREE = "Une seule entrée, par son nom"


class Schema(AutoSchema):
    """drf-spectacular's schema, with the formats of the operation and the errors that it may give."""

    def get_tags(self) -> list[str]:
        """Group the operations by what follows the version in the address."""
        return [self.path.removeprefix("/api/v1/").split("/")[0]]

    def get_description(self) -> str:  # type: ignore[override]  # the stubs describe DRF's own schema class
        """Say in French what the operation gives; the docstrings are for those who read the code."""
        vue: Any = self.view
        dites: dict[str, str] = getattr(vue, "descriptions", {})
        if vue.action in dites:
            return dites[vue.action]
        pluriel = vue.queryset.model._meta.verbose_name_plural
        if self._is_list_view():
            return DESCRIPTION_DE_LISTE % {"pluriel": pluriel}
        return DESCRIPTION_DE_DETAIL

    def get_summary(self) -> str:
        """Title of the operation: what the index says of a list."""
        vue: Any = self.view
        if self._is_list_view():
            return str(vue.presentation)
        if vue.lookup_field == "nom":
            return TITRE_D_UNE_ENTREE
        return TITRE_D_UNE_FICHE % {"nom": capfirst(str(vue.queryset.model._meta.verbose_name))}

    def _get_request_body(self, *args: Any, **kwargs: Any) -> Any:
        decrire: Any = super()._get_request_body
        corps = decrire(*args, **kwargs)
        return corps and {"description": CORPS, **corps}

    def get_override_parameters(self) -> list[Any]:
        """Parameters that views share: the format, the fields, what goes beside."""
        vue: Any = self.view
        if not isinstance(self.view, LectureMixin):
            return super().get_override_parameters()
        connus = vue.parametres_connus()
        formats = [rendu.format for rendu in self.view.get_renderers()]
        partages = [
            OpenApiParameter(
                "format",
                {"type": "string", "enum": formats},
                description="Format de la réponse ; il l’emporte sur l’en-tête `Accept`.",
            )
        ]
        if selection.PARAMETRE in connus:
            description = (
                "Champs à garder, par leur nom, séparés par des virgules ; dans un tableau (CSV, Excel, OpenDocument, "
                "GeoJSON), colonnes à garder. Un nom que n’a pas le format demandé est refusé."
            )
            partages.append(_noms(selection.PARAMETRE, description, list(vue.champs_possibles())))
        if inclusion.PARAMETRE in connus:
            description = (
                "Fiches liées à donner à côté, dans `inclus` : celles que les documents citent et celles qui les "
                "citent. Noms séparés par des virgules ; JSON seulement."
            )
            partages.append(_noms(inclusion.PARAMETRE, description, list(inclusion.NATURES)))
        return [*super().get_override_parameters(), *partages]

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        """Filters as forms send them: a field left empty filters nothing."""
        lire: Any = super()._get_filter_parameters
        filtres: list[dict[str, Any]] = lire()
        requis = getattr(self.view, "filtres_requis", ())
        for filtre in filtres:
            if filtre["name"] in requis:
                filtre["required"] = True
            elif filtre["schema"].get("type") != "array":
                filtre["allowEmptyValue"] = True
        return filtres

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> dict[str, Any]:
        decrire: Any = super()._map_basic_serializer
        composant: dict[str, Any] = decrire(serializer, direction)
        composant.pop("description", None)  # the docstring of the class: it is for those who read the code
        return composant

    def _resolve_path_parameters(self, variables: Any) -> list[dict[str, Any]]:
        resoudre: Any = super()._resolve_path_parameters
        parametres: list[dict[str, Any]] = resoudre(variables)
        for parametre in parametres:
            parametre.setdefault("description", DESCRIPTION_DE_CLE)
        return parametres

    def get_auth(self) -> list[dict[str, Any]]:
        """A token, where a scope asks for one; elsewhere it only changes the quota."""
        exige = getattr(self.view, "portee", Portee.LECTURE) != Portee.LECTURE
        return [{"jeton": []}] if exige else [{}, {"jeton": []}]

    def _get_response_bodies(self, *args: Any, **kwargs: Any) -> Any:
        reponses = super()._get_response_bodies(*args, **kwargs)
        if not isinstance(self.view, LectureMixin):
            return reponses
        prive = isinstance(self.view, PriveMixin)
        for code in [code for code in reponses if code.startswith("2")]:
            reponses[code]["description"] = reponses[code]["description"] or SUCCES[code]
            self._completer_le_succes(reponses[code], prive=prive)
        if not prive:
            reponses["304"] = INCHANGEE
        geste = self.method.lower() if prive else getattr(self.view, "action", "")
        codes = getattr(self.view, "erreurs_documentees", {}).get(geste, ())
        decrire: Any = self._get_response_for_code
        for code in dict.fromkeys([*codes, *DE_TOUTES]):
            corps, types = (DEPLACEMENT, ["application/json"]) if code == "301" else (PROBLEME, [TYPE_DE_CONTENU])
            reponses[code] = decrire(OpenApiResponse(corps, description=ERREURS[code]), code, media_types=types)
        reponses["414"]["content"]["text/html"] = {"schema": {"type": "string"}}
        reponses["429"]["headers"] = _en_tetes({"Retry-After": REESSAYER, **DEBITS})
        return dict(sorted(reponses.items()))

    def _completer_le_succes(self, reponse: dict[str, Any], *, prive: bool) -> None:
        """Headers of every success; files are described as such."""
        reponse["headers"] = _en_tetes(DEBITS if prive else EN_TETES)
        for type_mime, contenu in reponse.get("content", {}).items():
            if type_mime != "application/json":
                contenu["schema"] = _schema_de_fichier(type_mime, est_liste=self._is_list_view())


def _en_tetes(dits: dict[str, tuple[str, str]]) -> dict[str, Any]:
    return {
        nom: {"description": description, "schema": {"type": "string", "examples": [montre]}}
        for nom, (description, montre) in dits.items()
    }


def _noms(nom: str, description: str, valeurs: list[str]) -> Any:
    """Parameter that takes several names, with commas between them."""
    schema = {"type": "array", "minItems": 1, "maxItems": VALEURS_AU_PLUS, "examples": [valeurs[:2]]}
    elements = {"type": "string", "enum": valeurs}
    return OpenApiParameter(nom, {**schema, "items": elements}, explode=False, style="form", description=description)


def _schema_de_fichier(type_mime: str, *, est_liste: bool) -> dict[str, Any]:
    if type_mime == "application/geo+json":
        return {"$ref": "#/components/schemas/" + ("CollectionGeoJSON" if est_liste else "EntiteGeoJSON")}
    if type_mime.startswith("text/") or type_mime == "application/x-ndjson":
        return {"type": "string"}
    return {"type": "string", "format": "binary"}


POINT = {
    "type": ["object", "null"],
    "description": "Point (RFC 7946), ou nul quand on ne sait pas où.",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"type": "string", "const": "Point", "description": "Toujours « Point »."},
        "coordinates": {
            "type": "array",
            "items": {"type": "number"},
            "minItems": 2,
            "maxItems": 2,
            "examples": [[-1.68, 48.11]],
            "description": "Longitude puis latitude, en degrés WGS 84.",
        },
    },
}
COMPOSANTS: dict[str, Any] = {
    "EntiteGeoJSON": {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "const": "Feature", "description": "Toujours « Feature »."},
            "id": {"type": "string", "description": "Identifiant public, ou code officiel."},
            "geometry": POINT,
            "properties": {
                "type": "object",
                "description": "Colonnes du tableau de la même liste.",
                "examples": [{"nom": "Rennes Métropole"}],
            },
        },
    },
    "CollectionGeoJSON": {
        "type": "object",
        "required": ["type", "titre", "source", "extrait_le", "licence", "features"],
        "properties": {
            "type": {"type": "string", "const": "FeatureCollection", "description": "Toujours « FeatureCollection »."},
            "titre": {"type": "string", "description": "Nom de la liste."},
            "source": {"type": "string", "format": "uri", "description": "Adresse demandée."},
            "extrait_le": {"type": "string", "format": "date", "description": "Jour de l’extraction."},
            "licence": {"type": "string", "description": "Licence des données (identifiant SPDX)."},
            "features": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/EntiteGeoJSON"},
                "description": "Les résultats, un par entité.",
            },
        },
    },
    "Inclus": {
        "type": "object",
        "description": "Fiches liées que demande `inclure`.",
        "required": ["total", "resultats"],
        "properties": {
            "total": {"type": "integer", "description": "Nombre de fiches liées."},
            "resultats": {
                "type": "array",
                "maxItems": inclusion.AU_PLUS,
                "description": f"Leurs documents, {inclusion.AU_PLUS} au plus.",
            },
        },
    },
}


def completer(result: dict[str, Any], generator: Any, request: Any, public: Any) -> dict[str, Any]:
    """Add the components that no serializer describes: files, included sheets, documents that ``champs`` reduced."""
    composants = result["components"]["schemas"]
    noms = [registre[nature].serialiseur.__name__.removesuffix("Serializer") for nature in Nature]
    composants |= {**COMPOSANTS, **champs.composants()}
    composants["Depot"]["properties"]["message"]["pattern"] = champs.PAS_NUL
    for (nom, champ), choix in champs.corps().items():
        composants[nom]["additionalProperties"] = False
        composants[nom]["properties"][champ] = {
            "description": composants[nom]["properties"][champ]["description"],
            "anyOf": choix,
        }
    composants["Inclus"]["properties"]["resultats"]["items"] = {"anyOf": [_vers(nom) for nom in noms]}
    for chemin, operations in result["paths"].items():
        if selection.PARAMETRE in {p["name"] for p in operations.get("get", {}).get("parameters", [])}:
            _admettre_les_reduits(chemin, operations["get"], composants)
    result["components"]["schemas"] = dict(sorted(composants.items()))
    return result


def _vers(nom: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{nom}"}


def _admettre_les_reduits(_chemin: str, operation: dict[str, Any], composants: dict[str, Any]) -> None:
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    if "$ref" in schema and (page := composants[schema["$ref"].rpartition("/")[2]]).get("properties", {}).get(
        "resultats"
    ):
        porteur, cle = page["properties"]["resultats"], "items"
    elif schema.get("type") == "array":
        porteur, cle = schema, "items"
    else:
        porteur, cle = operation["responses"]["200"]["content"]["application/json"], "schema"
    if "$ref" not in porteur[cle]:
        return
    nom = porteur[cle]["$ref"].rpartition("/")[2]
    reduit = {**composants[nom], "description": "Le même document, réduit aux champs que demande `champs`."}
    reduit.pop("required", None)
    if cle == "schema" and inclusion.PARAMETRE in {p["name"] for p in operation["parameters"]}:
        composants[nom]["properties"]["inclus"] = INCLUS
        reduit["properties"] = composants[nom]["properties"]
    composants[f"{nom}Reduit"] = reduit
    porteur[cle] = {"anyOf": [_vers(nom), _vers(f"{nom}Reduit")]}
