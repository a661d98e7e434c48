"""Everything that points to a record, whatever the model: what a merge has to move."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import ForeignKey, Q, UniqueConstraint
from django.utils.text import capfirst
from simple_history.models import HistoricalChanges

from publication.natures import registre

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model, QuerySet


@dataclass(frozen=True, slots=True)
class Relation:
    """A column that leads to the records of a model: a foreign key, or one end of a many-to-many table."""

    champ: ForeignKey[Any, Any]

    @property
    def modele(self) -> type[Model]:
        """Model of the rows."""
        return self.champ.model

    @property
    def est_un_lien(self) -> bool:
        """Whether the rows are those of a many-to-many table, which say nothing else."""
        return bool(self.modele._meta.auto_created)

    @property
    def nom(self) -> str:
        """Label of the column, to name it in forms and in messages for machines."""
        return f"{self.modele._meta.label}.{self.champ.name}"

    @property
    def libelle(self) -> str:
        """What the rows are, for people."""
        proprietaire: Any = self.modele._meta.auto_created
        if not proprietaire:
            return self._de_la_cle()
        multiple = next(m for m in proprietaire._meta.many_to_many if m.remote_field.through is self.modele)
        directe = multiple.m2m_field_name() == self.champ.name
        return capfirst(str(multiple.verbose_name if directe else proprietaire._meta.verbose_name_plural))

    def _de_la_cle(self) -> str:
        """Name of the rows, with that of the column where it is not the obvious one."""
        meta, cible = self.modele._meta, self.champ.related_model._meta
        autres = [c for c in meta.concrete_fields if c.related_model is self.champ.related_model]
        pluriel = str(capfirst(str(meta.verbose_name_plural)))
        seule = len(autres) == 1 and self.modele is not self.champ.related_model
        return pluriel if seule or cible is None else f"{pluriel} ({self.champ.verbose_name})"

    def vers(self, objet: Model) -> Any:
        """Value that the column has in the rows of a record."""
        return getattr(objet, self.champ.target_field.attname)

    def lignes(self, objet: Model) -> QuerySet[Any]:
        """Rows that point to a record."""
        return self.modele._base_manager.filter(**{self.champ.attname: self.vers(objet)}).order_by("pk")

    def proprietaires(self, objet: Model) -> Iterable[Any]:
        """Other records that hold ``objet`` in a list of theirs, where the rows are those of such a list."""
        modele: Any = self.modele._meta.auto_created
        if not modele or modele is type(objet):
            return ()
        sienne = next(c for c in self.modele._meta.concrete_fields if c.is_relation and c is not self.champ)
        cles = self.lignes(objet).order_by().values(sienne.attname)
        proprietaires: Iterable[Any] = modele._base_manager.filter(pk__in=cles).order_by("pk")
        return proprietaires

    def contraintes(self) -> list[UniqueConstraint]:
        """Constraints that two records merged into one may break."""
        colonne = self.champ.name
        declarees = [
            c for c in self.modele._meta.constraints if isinstance(c, UniqueConstraint) and colonne in c.fields
        ]
        if self.champ.unique:
            declarees.append(UniqueConstraint(fields=[colonne], name=f"{self.modele._meta.db_table}_{colonne}"))
        ensembles = [noms for noms in self.modele._meta.unique_together if colonne in noms]
        return declarees + [UniqueConstraint(fields=noms, name="_".join(noms)) for noms in ensembles]


@cache
def relations(modele: type[Model]) -> tuple[Relation, ...]:
    """Every column of the application that leads to the records of a model, histories apart: the past stays as it was.

    Read in Django's own registry: a model added tomorrow is there.
    """
    champs: list[Any] = modele._meta.get_fields(include_hidden=True)
    retours = [champ for champ in champs if champ.auto_created]
    trouvees = [
        Relation(retour.field)
        for retour in retours
        if not retour.concrete
        and isinstance(getattr(retour, "field", None), ForeignKey)
        and not issubclass(retour.related_model, HistoricalChanges)
    ]
    fiches = {inscription.modele for inscription in registre}
    gardees = [r for r in trouvees if not (r.champ.name == "publication" and r.modele in fiches)]
    return tuple(sorted(gardees, key=lambda relation: relation.nom))


def rivales(relation: Relation, ligne: Any, gardee: Model) -> Iterator[tuple[Any, UniqueConstraint]]:
    """Rows of ``gardee`` beside which ``ligne`` may not come, each with the constraint that says so."""
    for contrainte in relation.contraintes():
        if (
            contrainte.condition
            and not relation.modele._base_manager.filter(contrainte.condition, pk=ligne.pk).exists()
        ):
            continue
        autres = [nom for nom in contrainte.fields if nom != relation.champ.name]
        memes = _memes(ligne, autres, nuls_egaux=contrainte.nulls_distinct is False)
        if memes is not None:
            for rivale in relation.lignes(gardee).filter(memes, contrainte.condition or Q()).exclude(pk=ligne.pk):
                yield rivale, contrainte


def _memes(ligne: Any, noms: Iterable[str], *, nuls_egaux: bool) -> Q | None:
    """Condition of the rows that have the values of ``ligne``; ``None`` when an empty one makes it unlike any."""
    condition = Q()
    for nom in noms:
        valeur = getattr(ligne, ligne._meta.get_field(nom).attname)
        if valeur is None and not nuls_egaux:
            return None
        condition &= Q(**{f"{nom}__isnull": True}) if valeur is None else Q(**{nom: valeur})
    return condition
