"""Fields that a program sends, by nature: what OpenAPI says of them, and the JSON types that they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publication.api.ecriture import refuser
from publication.api.exemples import LISTES, PAR_FORMAT, TEXTES
from publication.natures import registre
from publication.perimetres import perimetres
from publication.redaction import LIENS_AU_PLUS, champs, cle_de

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from publication.models import Fiche

    Schema = dict[str, Any]

PAS_NUL = r"^[^\u0000]*$"
PAR_CLASSE: dict[type[models.Field[Any, Any]], tuple[str, ...]] = {
    ArrayField: ("array", "string"),
    models.BooleanField: ("boolean",),
    models.IntegerField: ("integer", "string"),
    models.DecimalField: ("number", "string"),
    models.FloatField: ("number", "string"),
}
"""JSON types of fields that are not texts."""
GENRES = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "null": (type(None),),
}
NOMS_DES_GENRES = {
    "string": gettext_lazy("un texte"),
    "integer": gettext_lazy("un nombre entier"),
    "number": gettext_lazy("un nombre"),
    "boolean": gettext_lazy("true ou false"),
    "array": gettext_lazy("une liste de textes"),
    "null": "null",
}
CLES_NOMMEES = {"uid": "identifiant public", "slug": "adresse courte", "code": "code officiel"}


def genres(champ: Any) -> tuple[str, ...]:
    """JSON types of the values that a field takes: a number may be written as people write it, « 1 234,50 »."""
    if champ.many_to_many:
        return ("array",)
    propres: tuple[str, ...] = ("string",)
    if not champ.is_relation and not champ.choices:
        propres = next((admis for classe, admis in PAR_CLASSE.items() if isinstance(champ, classe)), propres)
    return (*propres, "null") if champ.null or champ.blank else propres


def verifier_les_genres(modele: type[Fiche], valeurs: Mapping[str, Any], sous: str) -> None:
    """Raise ``ValidationError`` when values have not the type of their field; unknown fields are for others to refuse.

    ``sous`` names the field of the body that holds them.
    """
    erreurs: dict[str, list[str]] = {}
    connus = champs(modele)
    for nom, valeur in valeurs.items():
        admis = genres(connus[nom]) if nom in connus else ()
        if admis and not any(_est(valeur, genre) for genre in admis):
            attendus = ", ".join(str(NOMS_DES_GENRES[genre]) for genre in admis)
            erreurs[nom] = [_("valeur d’un autre type ; attendu : %(types)s.") % {"types": attendus}]
    if erreurs:
        raise refuser(erreurs, sous)


def _est(valeur: Any, genre: str) -> bool:
    if isinstance(valeur, bool):
        return genre == "boolean"
    if isinstance(valeur, list):
        return genre == "array" and all(isinstance(un, str) for un in valeur)
    return isinstance(valeur, GENRES[genre])


def composants() -> dict[str, Schema]:
    """Components: fields of a draft, and fields that may be proposed, by nature."""
    decrits: dict[str, Schema] = {}
    for inscription in registre:
        modele = inscription.modele
        decrits[nom_des_champs(modele)] = _objet(modele, champs(modele), "Champs d’un brouillon")
        decrits[nom_des_changements(modele)] = _objet(modele, modele.proposables, "Champs que l’on propose")
    return decrits


def nom_des_champs(modele: type[Fiche]) -> str:
    """Component of the fields of a draft."""
    return f"ChampsDe{modele.__name__}"


def nom_des_changements(modele: type[Fiche]) -> str:
    """Component of the fields that may be proposed."""
    return f"ChangementsDe{modele.__name__}"


def corps() -> dict[tuple[str, str], list[Schema]]:
    """(Component that is sent, its field that holds those of a sheet) -> what that field may be."""
    modeles = [inscription.modele for inscription in registre]
    ajoutes = [modele for modele in modeles if _s_ajoute(modele)]
    proposes = [_vers(nom_des_changements(modele)) for modele in modeles]
    return {
        ("Nouveau", "champs"): [_vers(nom_des_champs(modele)) for modele in ajoutes],
        ("Modification", "champs"): [_vers(nom_des_champs(modele)) for modele in modeles],
        ("Depot", "changements"): proposes,
        ("Depot", "vues"): proposes,
    }


def _s_ajoute(modele: type[Fiche]) -> bool:
    perimetre = perimetres.de(modele)
    return perimetre is not None and "add" in perimetre.verbes


def _vers(nom: str) -> Schema:
    return {"$ref": f"#/components/schemas/{nom}"}


def _objet(modele: type[Fiche], noms: Iterable[str], titre: str) -> Schema:
    connus = champs(modele)
    return {
        "type": "object",
        "description": f"{titre} de nature « {modele.nature.value} ».",
        "additionalProperties": False,
        "properties": {nom: _propriete(connus[nom]) for nom in noms},
    }


def _propriete(champ: Any) -> Schema:
    admis = genres(champ)
    schema: Schema = {"type": admis[0] if len(admis) == 1 else list(admis), "description": _description(champ)}
    if "array" in admis:
        schema["items"] = {"type": "string", "pattern": PAS_NUL, "description": "Une valeur."}
    if champ.many_to_many:
        schema["maxItems"] = LIENS_AU_PLUS
    if montre := _exemple(champ):
        schema["examples"] = [montre]
    schema |= _bornes(champ)
    if "string" in admis:
        schema["pattern"] = PAS_NUL
        if champ.max_length and not champ.choices and not champ.is_relation:
            schema["maxLength"] = champ.max_length
    return schema


def _exemple(champ: Any) -> Any:
    """Example that the name of the field does not tell; ``None`` when it does."""
    if champ.choices:
        return champ.flatchoices[0][0]
    if isinstance(champ, models.DateField):
        return PAR_FORMAT["date"]
    if champ.is_relation and not champ.many_to_many:
        return TEXTES.get(champ.name, TEXTES[cle_de(champ.related_model)])
    return LISTES[champ.name] if champ.many_to_many or isinstance(champ, ArrayField) else None


def _bornes(champ: Any) -> Schema:
    """Bounds of a number: those of its validators, which the values of a database type are among."""
    classes = {"minimum": (MinValueValidator, max), "maximum": (MaxValueValidator, min)}
    return {
        mot: choisir(float(v.limit_value) if v.limit_value % 1 else int(v.limit_value) for v in trouves)
        for mot, (classe, choisir) in classes.items()
        if (trouves := [v for v in champ.validators if isinstance(v, classe)])
    }


def _description(champ: Any) -> str:
    """Help of the field, then how its values are written."""
    phrases = [str(champ.help_text or champ.verbose_name).strip().rstrip(".")]
    if champ.is_relation:
        cle = CLES_NOMMEES[cle_de(champ.related_model)]
        phrases.append(f"{'Liste d’enregistrements' if champ.many_to_many else 'Enregistrement'}, par leur {cle}")
    if champ.choices:
        phrases.append("Codes : " + ", ".join(f"`{code}`" for code, _nom in champ.flatchoices))
    if not champ.blank:
        phrases.append("Ne peut pas être vide")
    return "".join(f"{phrase[0].upper()}{phrase[1:]}. " for phrase in phrases).strip()
