"""What a table of a file may hold: the fields and the parts of its model, under their own names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import FileField, ForeignKey, ManyToManyField

from collectivites.models import Collectivite, Contact, Utilisateur
from programmes.models import Action, Dispositif, Politique, Projet, Ressource

if TYPE_CHECKING:
    from django.db.models import Field, Model

PARTIES: dict[type[Model], tuple[str, ...]] = {
    Collectivite: ("adhesions", "contacts"),
    Contact: ("consentements",),
    Politique: ("budgets", "effectifs", "chiffres", "orientations", "actions", "engagements"),
    Action: ("chiffres",),
    Dispositif: ("chiffres", "partenariats"),
    Projet: ("chiffres", "subventions"),
    Ressource: ("chiffres", "interventions"),
}
"""Related names of the parts that a table holds as sub-tables."""

PROPRES: dict[type[Model], tuple[str, ...]] = {Collectivite: ("cle", "creer"), Contact: ("cle",)}
"""Keys that are not fields: ``cle`` names the record in the files, ``creer`` allows its creation."""

FIN_DE_PARAGRAPHE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Forme:
    """The keys that a table of one model may have."""

    champs: dict[str, Field[Any, Any]]
    liens: dict[str, ManyToManyField[Any, Any]]
    parties: tuple[str, ...]
    propres: tuple[str, ...]

    def cles(self) -> list[str]:
        """All the keys, in alphabetical order."""
        return sorted({*self.champs, *self.liens, *self.parties, *self.propres})


def forme(modele: type[Model]) -> Forme:
    """Return what a table of ``modele`` may hold."""
    return Forme(
        champs={champ.name: champ for champ in modele._meta.concrete_fields if _s_ecrit(champ)},
        liens={lien.name: lien for lien in modele._meta.many_to_many},
        parties=PARTIES.get(modele, ()),
        propres=PROPRES.get(modele, ()),
    )


def _s_ecrit(champ: Field[Any, Any]) -> bool:
    """Whether a file gives the field: not the key, nor the rank, a file, the owner or the account that verified."""
    if not champ.editable or champ.primary_key or champ.name == "ordre" or isinstance(champ, FileField):
        return False
    return not isinstance(champ, ForeignKey) or not (_est_proprietaire(champ) or champ.related_model is Utilisateur)


def _est_proprietaire(champ: ForeignKey[Any, Any]) -> bool:
    return champ.remote_field.related_name in PARTIES.get(champ.related_model, ())


def partie(modele: type[Model], nom: str) -> tuple[type[Model], str]:
    """Model of a part, and name of its field that leads back to ``modele``."""
    relation: Any = modele._meta.get_field(nom)
    return relation.related_model, relation.remote_field.name


def deplier(texte: str) -> str:
    """Join the lines of each paragraph: in a file, a line ends where it is convenient to read."""
    paragraphes = FIN_DE_PARAGRAPHE.split(texte.strip())
    return "\n\n".join(" ".join(filter(None, paragraphe.split("\n"))) for paragraphe in paragraphes)
