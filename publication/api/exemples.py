"""An example for every field and every parameter of the API, and the unit of every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    Schema = dict[str, Any]

EUROS, PERSONNES, ANNEE, DEGRES = "euros", "personnes", "année", "degrés décimaux, WGS 84"
REVISION = "rang dans la suite des changements"
UNITES: dict[str, str] = {
    **dict.fromkeys(
        (
            "montant",
            "montant_min",
            "montant_max",
            "montant_par_beneficiaire",
            "montant_demande",
            "montant_vote",
            "montant_conventionne",
            "montant_verse",
            "part",
            "enveloppe_annuelle",
            "enveloppe_totale",
            "fonctionnement",
            "investissement",
            "budget_min",
            "budget_max",
            "euros",
        ),
        EUROS,
    ),
    **dict.fromkeys(
        (
            "annee",
            "annee_fin",
            "adherente_depuis",
            "creee_en",
            "debut",
            "depuis",
            "dissoute_en",
            "exercice",
            "fin",
            "millesime",
            "population_annee",
            "supprime_en",
        ),
        ANNEE,
    ),
    "revision": REVISION,
    "curseur": REVISION,
    "latitude": DEGRES,
    "longitude": DEGRES,
    "population": "habitants",
    "population_min": "habitants",
    "population_max": "habitants",
    "emplois": "emplois",
    "personnes": PERSONNES,
    "beneficiaires_par_an": "bénéficiaires par an",
    "beneficiaires_total": "bénéficiaires",
    "etp": "équivalents temps plein",
    "taux": "pour cent",
    "pourcentage": "part entre 0 et 1",
    "valeur": "celle que dit « unite »",
    "valeur_max": "celle que dit « unite »",
    "rayon": "kilomètres",
    "page": "rang à partir de 1",
    "pages": "pages",
    "numero": "rang de dépôt",
    "completes": "subventions",
    "nombre": "subventions",
    "taille": "résultats",
    "total": "résultats",
    "status": "code HTTP",
}
"""Unit of each figure, by name of field; the same name has the same unit everywhere."""
TEXTES: dict[str, str] = {
    "adresse": "4 avenue Henri Fréville",
    "auteurs": "Réseau des collectivités",
    "autour": "48.11,-1.68",
    "autres_mandats": "Maire de la commune",
    "bbox": "-2.1,47.9,-1.2,48.7",
    "beneficiaire": "3f2b8c1e-0d5a-4c1b-9a57-2f6f7c1d9e10",
    "champs": "uid,url",
    "cibles": "Associations et coopératives du territoire",
    "cle": "rennes-metropole",
    "code": "53",
    "code_insee": "35238",
    "code_postal": "35000",
    "collectivite": "7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21",
    "colonne": "idBeneficiaire",
    "commune": "35238",
    "conditions_versement": "unique",
    "connaissance_politique_libelle": "politique connue",
    "credit": "Photographie du réseau",
    "curseur": "*",
    "definition": "Dispositifs publiés, ouverts ou non.",
    "departement": "35",
    "description": "Une épicerie tenue par ses habitants.",
    "detail": "regoin : paramètre inconnu ; vouliez-vous dire « region » ?",
    "dispositif": "a4f1c7d2-6b3e-4f58-9c0d-8e2a7b5c4d30",
    "eligibilite": "Avoir son siège sur le territoire",
    "email": "ess@example.org",
    "entete": "Nature",
    "epci": "243500139",
    "evaluation": "Bilan chaque année en conseil",
    "fonction": "Chargée de mission ESS",
    "format": "json",
    "forme_juridique_libelle": "SCIC",
    "genre_libelle": "article",
    "gouvernance": "Conseil de l’ESS",
    "gouvernance_detail": "Deux réunions par an",
    "groupe": "Accompagner",
    "id": "7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21",
    "id_rae": "12345",
    "inclure": "politiques,dispositifs",
    "instruction_libelle": "appel à projets",
    "intervenant": "Vice-présidente à l’ESS",
    "libelle": "subvention",
    "licence": "etalab-2.0",
    "lien": "https://example.org/article",
    "lieu": "Pays de Redon",
    "logo": "/media/logos/exemple.png",
    "message": "regoin : paramètre inconnu ; vouliez-vous dire « region » ?",
    "motif": "Le dispositif a pris fin en 2025.",
    "modalites": "Dossier en ligne, avis du comité",
    "mode_libelle": "directe",
    "moyens": "Une équipe de deux personnes",
    "nature": "collectivite",
    "nature_aide_libelle": "subvention",
    "nom": "Rennes Métropole",
    "note": "Montant arrondi par la source",
    "objectifs": "Aider les projets à démarrer",
    "objet": "Aide au démarrage",
    "page_officielle": "https://example.org/aide",
    "panorama": "Un emploi sur dix est dans l’ESS.",
    "parametre": "regoin",
    "parente": "emploi",
    "periodicite_libelle": "par an",
    "population_source": "INSEE",
    "precision_libelle": "environ",
    "prenom": "Camille",
    "presentation": "Un territoire de bocage.",
    "programme": "Cinq axes votés par l’assemblée",
    "q": "épicerie solidaire",
    "raison": "Le SIRET du bénéficiaire n’est pas connu.",
    "reponse": "Merci, c’est corrigé.",
    "champ": "site_web",
    "reference_decision": "2021-C-042",
    "region": "53",
    "resume": "Ce que la fiche dit, en une phrase.",
    "rna": "W351000001",
    "role_libelle": "élu·e",
    "ruralite": "intermediaire",
    "service": "Direction du développement économique",
    "sigle": "CD35",
    "siren": "243500139",
    "siret": "24350013900189",
    "site_web": "https://example.org/",
    "slug": "rennes-metropole",
    "source": "Délibération du conseil",
    "source_url": "https://example.org/deliberation.pdf",
    "telephone": "+33 2 61 91 00 01",
    "texte": "Ce que la collectivité a soutenu.",
    "texte_alternatif": "La devanture de l’épicerie",
    "thematique": "emploi",
    "title": "Bad Request",
    "titre": "Aide au démarrage",
    "type": "metropole",
    "type_libelle": "métropole",
    "uid": "7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21",
    "unite": "€",
    "url": "/collectivites/rennes-metropole/",
    "annee": "2021",
    "verification": "a_jour",
    "verifiee_par": "Équipe du réseau",
    "ville": "Rennes",
}
"""An example of each text, by name of field."""
TEXTES_BORNES: dict[tuple[str, Any], Any] = {
    ("code", 5): "35238",
    ("message", 5000): "Vu sur le site de la collectivité.",
}
"""The same, where the length tells two fields of one name apart."""
TEXTES_DU_SOMMAIRE: dict[tuple[str, str], str] = {
    ("Collection", "nom"): "projets",
    ("Collection", "presentation"): "Projets soutenus, avec leurs subventions",
    ("Collection", "adresse"): "https://example.org/api/v1/projets/",
    ("Collection", "modele"): "https://example.org/api/v1/projets/{cle}/",
    ("Service", "nom"): "propositions",
    ("Service", "presentation"): "Proposer un changement sur une fiche publique, suivre ses propositions",
    ("Service", "adresse"): "https://example.org/api/v1/propositions/",
    ("Service", "portee"): "propositions",
    ("Sommaire", "titre"): "Répertoire des collectivités engagées dans l’économie sociale et solidaire",
    ("Sommaire", "version"): "v1",
}
"""The same, for the index, whose names mean there what they mean nowhere else."""
NOMBRES: dict[str, Any] = {
    "latitude": 48.11,
    "longitude": -1.68,
    "population": 223_000,
    "population_min": 10_000,
    "population_max": 100_000,
    "page": 1,
    "pages": 3,
    "rayon": 20,
    "status": 400,
    "taille": 20,
    "total": 128,
    "etp": "2.50",
    "taux": "30.00",
    "pourcentage": "0.5000",
}
PAR_FORMAT = {
    "date": "2026-05-04",
    "date-time": "2026-05-04T11:30:00+02:00",
    "uuid": "7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21",
    "uri": "https://example.org/",
}
PAR_UNITE = {EUROS: "15000.00", ANNEE: 2021}
JOUR_DU_SIECLE = r"^(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
LISTES: dict[str, Any] = {
    "champs": ["projets.nature"],
    "codes_postaux": ["35000", "35200"],
    "collectivites": ["7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21"],
    "communes": ["35238"],
    "dispositifs": ["a4f1c7d2-6b3e-4f58-9c0d-8e2a7b5c4d30"],
    "document": {"uid": "7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21", "nature": "projet", "nom": "Épicerie solidaire"},
    "exclusions": ["COM-35238"],
    "formats": ["json", "jsonl", "csv"],
    "parametres": ["q", "region", "page", "taille"],
    "politiques": ["715c46d3-6574-47b2-a7c0-f614654e0429"],
    "projets": ["5492e854-6f3c-4e41-83d0-1f95fc34a389"],
    "series": ["Budget"],
    "territoires": ["DEP-35"],
    "thematiques": ["emploi"],
    "valeurs": ["7800000"],
}
"""An example of each list of texts, and of each object whose fields are not described."""
LISTES_DE: dict[tuple[str, str], Any] = {
    ("Brouillon", "champs"): {"titre": "Aide au démarrage", "thematiques": ["emploi"]},
}
"""The same, where the component tells two fields of one name apart."""
PAR_LISTE = {
    "communes": "35238",
    "departements": "35",
    "dispositifs": "aide-au-demarrage",
    "organismes": "epicerie-du-pays-7d0c2a4e",
    "politiques": "strategie-ess-2021-2026",
    "projets": "epicerie-solidaire",
    "regions": "53",
    "ressources": "guide-des-achats-responsables",
    "thematiques": "emploi",
}
"""End of the address of a document, by list."""
PAS_VIDE = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"
BORNES: dict[str, Schema] = {
    "q": {"maxLength": 250, "pattern": r"^[^\u0000]*$"},
    "rayon": {"minimum": 0.1, "maximum": 500},
    "le": {"pattern": JOUR_DU_SIECLE},
    "code_postal": {"pattern": "^[0-9]{5}$"},
    "curseur": {"pattern": r"^(\*|[0-9A-Za-z_:.-]{1,1000})$"},
    **{
        nom: {"minimum": 0, "maximum": 1e50}  # that of django-filter
        for nom in ("budget_min", "budget_max", "montant_min", "montant_max")
    },
    **{nom: {"type": "integer", "minimum": 0, "maximum": 10**12} for nom in ("population_min", "population_max")},
}
"""Bounds of parameters, which the filters hold."""
FORMES = {
    "region": "[0-9]{2,3}",
    "departement": "[0-9][0-9AB][0-9]?",
    "epci": "[0-9]{9}",
    "commune": "[0-9][0-9AB][0-9]{3}",
    "annee": "(19|20)[0-9]{2}",
    "thematique": "[a-z0-9-]{1,50}",
    "collectivite": "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
}
"""Form of the values of repeatable filters that the data define; « - » before one leaves it out."""


def exemple(nom: str, schema: Schema) -> Any:
    """Example of a field or of a parameter; ``None`` when its name tells none."""
    genres = schema.get("type")
    if "enum" in schema:
        return schema["enum"][0]
    if "boolean" in (genres if isinstance(genres, list) else [genres]):
        return False
    if schema.get("format") in PAR_FORMAT:
        return PAR_FORMAT[schema["format"]]
    if est_un_nombre(schema):
        par_defaut = PAR_UNITE.get(UNITES.get(nom, ""), "12.00" if schema.get("format") == "decimal" else 12)
        trouve = NOMBRES.get(nom, par_defaut)
        return float(trouve) if genres == "number" and isinstance(trouve, str) else trouve
    return TEXTES_BORNES.get((nom, schema.get("maxLength")), TEXTES.get(nom))


def est_un_nombre(schema: Schema) -> bool:
    """Whether a scalar is a figure: a whole number, a decimal one, or a decimal written as text."""
    genres = schema.get("type")
    genres = genres if isinstance(genres, list) else [genres]
    return bool({"integer", "number"} & set(genres)) or schema.get("format") == "decimal"


def scalaires(composants: dict[str, Schema]) -> Iterator[tuple[str, str, Schema]]:
    """Component, name and schema of each field that is no object and no list of objects."""
    for composant, schema in composants.items():
        for nom, propriete in schema.get("properties", {}).items():
            genres = propriete.get("type")
            if genres and "object" not in genres and "const" not in propriete and genres != "array":
                yield composant, nom, propriete


def illustrer(result: dict[str, Any], generator: Any, request: Any, public: Any) -> dict[str, Any]:
    """Add the examples, the units (``x-unite``) and the bounds that serializers and filters do not tell."""
    for composant, nom, propriete in scalaires(result["components"]["schemas"]):
        if (composant, nom) in TEXTES_DU_SOMMAIRE:
            propriete["examples"] = [TEXTES_DU_SOMMAIRE[composant, nom]]
        _completer(nom, propriete)
    for composant, schema in result["components"]["schemas"].items():
        for nom, propriete in schema.get("properties", {}).items():
            _montrer(composant, nom, propriete)
    for chemin, operations in result["paths"].items():
        for operation in operations.values():
            for parametre in operation.get("parameters", []):
                _illustrer_parametre(chemin, parametre)
    return result


def _illustrer_parametre(chemin: str, parametre: Schema) -> None:
    nom, schema = parametre["name"], _aplatir(parametre["schema"])
    parametre["schema"] = schema
    if parametre["in"] == "path" and (liste := chemin.split("/")[3]) in PAR_LISTE:
        schema["examples"] = [PAR_LISTE[liste]]
    if schema.get("type") == "array":
        schema = schema["items"]
        if nom in FORMES:
            schema["pattern"] = f"^(-?{FORMES[nom]})?$"
    else:
        schema |= BORNES.get(nom, {})
        if nom == "q" and parametre.get("required"):
            schema["pattern"] = PAS_VIDE
    _completer(nom, schema)


def _completer(nom: str, schema: Schema) -> None:
    if "examples" not in schema and (trouve := exemple(nom, schema)) is not None:
        schema["examples"] = [trouve]
    if est_un_nombre(schema) and nom in UNITES:
        schema.setdefault("x-unite", UNITES[nom])


def _montrer(composant: str, nom: str, propriete: Schema) -> None:
    """Give an example to a list of texts, or to an object whose fields are not described."""
    genres = propriete.get("type", ())
    est_decrit = "properties" in propriete or "$ref" in propriete.get("items", {})
    if est_decrit or not {"array", "object"} & {*([genres] if isinstance(genres, str) else genres)}:
        return
    trouve = LISTES_DE.get((composant, nom), LISTES.get(nom))
    if trouve is not None:
        propriete.setdefault("examples", [trouve])


def _aplatir(schema: Schema) -> Schema:
    """A repeatable filter is a list of texts, each with « - » before it to leave a value out."""
    if schema.get("type") != "array" or "maxItems" in schema:
        return schema
    elements = schema["items"]
    while elements.get("type") == "array":
        elements = elements["items"]
    valeurs = elements.get("enum")
    signees = {"enum": [*valeurs, *(f"-{valeur}" for valeur in valeurs)]} if valeurs else {}
    return {**schema, "items": {"type": "string", **signees}, "maxItems": 100}
