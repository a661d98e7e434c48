"""Past states of a record and of its parts, and what changed from one to another."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import BooleanField, CharField, Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publication.differences import differences, differences_de_listes, remplacement
from publication.models import Enregistrement, Fiche
from publication.models.listes_suivies import cles_listees, listes_suivies
from publication.valeurs import en_clair, est_un_texte, libelle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from publication.differences import Morceau

    Cle = tuple[type[models.Model], Any]
    Etat = dict[Cle, Any]

UN_GESTE = dt.timedelta(seconds=2)
"""What one person saves within this delay is one gesture: a form writes its rows one after the other."""
LIGNES_LUES = 2_000
ETAT_DE_FICHE = frozenset(
    {
        *("statut", "publication", "publiee_le", "publiee_par", "retiree_le", "retiree_par", "motif_retrait"),
        *("verifiee_le", "verifiee_par", "oppose_le"),
    }
)
"""Fields that say where a record stands, or that a person objected, not what it says: shown, and never restored."""
SANS_INTERET = frozenset({"id", "uid", "publication", "creee_le", "modifiee_le", "est_synthetique"})
TITRES = {"ajoute": gettext_lazy("ajouté"), "retire": gettext_lazy("retiré"), "modifie": gettext_lazy("modifié")}


@dataclass(frozen=True, slots=True)
class Partie:
    """A model whose rows belong to a record, and the field that leads to it."""

    modele: type[models.Model]
    champ: str
    parente: type[models.Model]


@dataclass(slots=True, kw_only=True)
class Moment:
    """A gesture of the history: who wrote what, when and why; it lasts from its first row to its last.

    ``cree`` says that the record itself began then, its lists or parts written with it.
    """

    debut: dt.datetime
    fin: dt.datetime
    par_id: Any
    raison: str
    types: set[str]
    lignes: dict[str, int]
    cree: bool = False
    par: Any = None

    @property
    def code(self) -> str:
        """Moment, as addresses say it."""
        return self.fin.isoformat()

    @property
    def geste(self) -> str:
        """What was done, in a word."""
        if self.cree or self.types == {"+"}:
            return _("création")
        return _("suppression") if self.types == {"-"} else _("modification")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChampChange:
    """A field whose value differs between two states."""

    nom: str
    libelle: str
    morceaux: list[Morceau]
    est_restaurable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changement:
    """A record that came, went, or changed between two states."""

    modele: type[models.Model]
    cle: Any
    titre: str
    genre: str
    champs: list[ChampChange] = field(default_factory=list)
    est_restaurable: bool = False

    @property
    def nom(self) -> str:
        """What it is."""
        return capfirst(str(self.modele._meta.verbose_name))

    @property
    def label(self) -> str:
        """Model, as forms say it."""
        return self.modele._meta.label

    @property
    def geste(self) -> str:
        """What became of it, in a word."""
        return str(TITRES[self.genre])


@cache
def parties(modele: type[models.Model]) -> tuple[Partie, ...]:
    """Models whose rows go with a record of ``modele``, those that depend on a part after it."""
    trouvees: list[Partie] = []
    for relation in modele._meta.related_objects:
        partie: Any = relation.related_model
        depend = relation.on_delete is models.CASCADE and issubclass(partie, Enregistrement)
        if depend and not issubclass(partie, Fiche):
            trouvees.append(Partie(partie, relation.field.name, modele))
    suites = [suite for partie in trouvees for suite in parties(partie.modele)]
    return (*trouvees, *suites)


def histoire(modele: Any) -> models.QuerySet[Any]:
    """Every row of the history of a model."""
    lignes: models.QuerySet[Any] = modele.history.model.objects.all()
    return lignes


def dernieres(modele: Any, cles: Collection[Any]) -> models.QuerySet[Any]:
    """The last row of the history of each of some records."""
    pk = modele._meta.pk.attname
    return histoire(modele).filter(**{f"{pk}__in": cles}).order_by(pk, "-history_id").distinct(pk)


def moments(modele: type[models.Model], cle: Any) -> list[Moment]:
    """Gestures on a record and on its parts, the latest first, in two queries."""
    lues = [_lignes(modele, histoire(modele).filter(**{modele._meta.pk.attname: cle}), est_racine=True)]
    connues = {modele: histoire(modele).filter(**{modele._meta.pk.attname: cle}).values(modele._meta.pk.attname)}
    for partie in parties(modele):
        siennes = histoire(partie.modele).filter(**{f"{partie.champ}__in": connues[partie.parente]})
        cles = siennes.order_by().values(partie.modele._meta.pk.attname)
        connues.setdefault(partie.modele, cles)
        toutes = histoire(partie.modele).filter(**{f"{partie.modele._meta.pk.attname}__in": cles})
        lues.append(_lignes(partie.modele, toutes))
    lignes = lues[0].union(*lues[1:]) if len(lues) > 1 else lues[0]
    faits = list(_grouper(lignes.order_by("-history_date", "-history_id")[:LIGNES_LUES]))
    comptes = get_user_model()._default_manager.in_bulk({fait.par_id for fait in faits if fait.par_id})
    for fait in faits:
        fait.par = comptes.get(fait.par_id)
    return faits


def _lignes(
    modele: type[models.Model], lignes: models.QuerySet[Any], *, est_racine: bool = False
) -> models.QuerySet[Any]:
    nom = Value(capfirst(str(modele._meta.verbose_name)), output_field=CharField())
    racine = Value(est_racine, output_field=BooleanField())
    colonnes = ("history_date", "history_id", "history_user_id", "history_change_reason", "history_type")
    lues: models.QuerySet[Any] = (
        lignes.order_by().annotate(nom_de_modele=nom, racine=racine).values_list(*colonnes, "nom_de_modele", "racine")
    )
    return lues


def _grouper(lignes: Iterable[tuple[Any, ...]]) -> Iterator[Moment]:
    """Join the rows of one gesture."""
    courant: Moment | None = None
    for quand, _rang, par_id, raison, genre, nom, est_racine in lignes:
        cree = est_racine and genre == "+"
        en_cascade = courant and par_id is None and genre == "-" and courant.types == {"-"}
        meme_geste = en_cascade or (courant and (courant.par_id, courant.raison) == (par_id, raison or ""))
        if courant and meme_geste and courant.debut - quand <= UN_GESTE:
            courant.debut = quand
            courant.types.add(genre)
            courant.cree |= cree
            courant.lignes[nom] = courant.lignes.get(nom, 0) + 1
            continue
        if courant:
            yield courant
        courant = Moment(
            debut=quand, fin=quand, par_id=par_id, raison=raison or "", types={genre}, lignes={nom: 1}, cree=cree
        )
    if courant:
        yield courant


def etat(modele: type[models.Model], cle: Any, *, le: dt.datetime) -> Etat:
    """Rows of the history that a record and its parts had at a moment; empty when it was not there."""
    attname, cle = modele._meta.pk.attname, modele._meta.pk.to_python(cle)
    lignes: Etat = {}
    racine = histoire(modele).filter(**{attname: cle}, history_date__lte=le)
    derniere = racine.order_by("-history_date", "-history_id").first()
    if derniere is None or derniere.history_type == "-":
        return lignes
    lignes[modele, cle] = derniere
    for partie in parties(modele):
        parentes = [pk for (autre, pk) in lignes if autre is partie.parente]
        lignes |= _etat_d_une_partie(partie, parentes, le)
    return lignes


def _etat_d_une_partie(partie: Partie, parentes: list[Any], le: dt.datetime) -> Etat:
    """Rows of a part that belonged to one of ``parentes`` at a moment: a row may have come from elsewhere, or gone."""
    pk = partie.modele._meta.pk.attname
    attache = partie.modele._meta.get_field(partie.champ).attname  # type: ignore[union-attr]  # a foreign key
    toutes = histoire(partie.modele)
    siennes = toutes.filter(**{f"{attache}__in": parentes}).order_by().values(pk)
    a_temps = toutes.filter(**{f"{pk}__in": siennes}, history_date__lte=le)
    dernieres = a_temps.order_by(pk, "-history_date", "-history_id").distinct(pk)
    return {
        (partie.modele, getattr(ligne, pk)): ligne
        for ligne in dernieres
        if ligne.history_type != "-" and getattr(ligne, attache) in parentes
    }


def comparer(avant: Etat, apres: Etat) -> list[Changement]:
    """What came, went and changed from a state to another, the record first, then its parts by kind."""
    noms = _noms_des_liens([*avant.values(), *apres.values()])
    changements = []
    for modele, cle in {**avant, **apres}:
        changement = _changement(modele, cle, avant.get((modele, cle)), apres.get((modele, cle)), noms)
        if changement.champs:
            changements.append(changement)
    return changements


def _changement(modele: Any, cle: Any, avant: Any, apres: Any, noms: dict[tuple[Any, Any], str]) -> Changement:
    genre = "modifie" if avant is not None and apres is not None else "ajoute" if avant is None else "retire"
    restaurable = bool(getattr(modele, "restaurable", False))
    champs = []
    for champ in champs_suivis(modele):
        textes = [_texte(champ, ligne, noms) for ligne in (avant, apres)]
        if textes[0] != textes[1]:
            mots = differences if est_un_texte(champ) else remplacement
            champs.append(_champ(champ, mots(*textes), restaurable=restaurable and genre == "modifie"))
    for liste in listes_suivies(modele):
        tenues = [_noms_listes(liste, ligne, noms) for ligne in (avant, apres)]
        if tenues[0] != tenues[1]:
            morceaux = differences_de_listes(*tenues)
            champs.append(_champ(liste, morceaux, restaurable=restaurable and genre == "modifie"))
    titre = str((apres if apres is not None else avant).instance)
    retablir = restaurable and genre == "retire"
    return Changement(modele=modele, cle=cle, titre=titre, genre=genre, champs=champs, est_restaurable=retablir)


def _champ(champ: Any, morceaux: list[Morceau], *, restaurable: bool) -> ChampChange:
    return ChampChange(
        nom=champ.name,
        libelle=libelle(champ),
        morceaux=morceaux,
        est_restaurable=restaurable and champ.name not in ETAT_DE_FICHE,
    )


@cache
def champs_suivis(modele: type[models.Model]) -> tuple[Any, ...]:
    """Fields that the history tells, links from a part to its record apart."""
    attaches = {
        relation.name
        for relation in modele._meta.concrete_fields
        if isinstance(relation, models.ForeignKey) and relation.remote_field.on_delete is models.CASCADE
    }
    suivis = {champ.name for champ in modele.history.model._meta.concrete_fields}  # type: ignore[attr-defined]
    return tuple(
        champ
        for champ in modele._meta.concrete_fields
        if champ.name in suivis and champ.name not in attaches | SANS_INTERET and not champ.primary_key
    )


def _texte(champ: Any, ligne: Any, noms: dict[tuple[Any, Any], str]) -> str:
    if ligne is None:
        return ""
    valeur = getattr(ligne, champ.attname)
    if isinstance(champ, models.ForeignKey):
        return "" if valeur is None else _nom(champ.related_model, valeur, noms)
    return en_clair(champ, str(valeur) if isinstance(champ, models.FileField) else valeur)


def _noms_listes(liste: Any, ligne: Any, noms: dict[tuple[Any, Any], str]) -> list[str]:
    if ligne is None:
        return []
    return sorted(_nom(liste.related_model, cle, noms) for cle in cles_listees(ligne, liste))


def _nom(modele: Any, cle: Any, noms: dict[tuple[Any, Any], str]) -> str:
    return noms.get((modele, cle), _("n° %(cle)s") % {"cle": cle})


def _noms_des_liens(lignes: Iterable[Any]) -> dict[tuple[Any, Any], str]:
    """Names of the records that the rows refer to, in a query for each model."""
    cles: dict[Any, set[Any]] = defaultdict(set)
    for ligne in lignes:
        for champ in champs_suivis(ligne.instance_type):
            if isinstance(champ, models.ForeignKey) and (valeur := getattr(ligne, champ.attname)) is not None:
                cles[champ.related_model].add(valeur)
        for liste in listes_suivies(ligne.instance_type):
            cles[liste.related_model].update(cles_listees(ligne, liste))
    return {
        (modele, objet.pk): str(objet)
        for modele, connues in cles.items()
        for objet in modele._base_manager.filter(pk__in=connues)
    }


def supprimes(modele: type[models.Model], nombre: int) -> list[Any]:
    """Last rows of the history of the records that are gone, the latest first, with who deleted them."""
    attname = modele._meta.pk.attname
    presents = modele._base_manager.order_by().values("pk")
    partis = histoire(modele).filter(history_type="-").exclude(**{f"{attname}__in": presents})
    derniers = partis.order_by(attname, "-history_date", "-history_id").distinct(attname).values("history_id")
    lignes = histoire(modele).filter(history_id__in=derniers).select_related("history_user")
    return list(lignes.order_by("-history_date", "-history_id")[:nombre])
