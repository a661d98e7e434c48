"""Import and export of a table: declared by its model and the field that names its records."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, ClassVar

import tablib
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models import FileField, Q
from django.utils.text import slugify
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import RowResult

from publication.actions import fiches_concernees, synchroniser, verrouiller_revisions
from publication.imports.champs import EFFACER, ReferencesWidget, ReferenceWidget, widget
from publication.imports.lecture import lire_grille, replier
from publication.imports.rapport import Difference, Rapport, Resultat, Sort
from publication.models import Fiche

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model, QuerySet

    from publication.imports.lecture import Grille

JAMAIS = frozenset({"verifiee_le", "verifiee_par", "champs_proteges"})
"""Fields that no file writes: they say what a person did in the administration."""
SLUG_MAXIMAL = 100
SORTS = {
    RowResult.IMPORT_TYPE_NEW: Sort.CREEE,
    RowResult.IMPORT_TYPE_UPDATE: Sort.MODIFIEE,
    RowResult.IMPORT_TYPE_SKIP: Sort.INCHANGEE,
    RowResult.IMPORT_TYPE_INVALID: Sort.REFUSEE,
    RowResult.IMPORT_TYPE_ERROR: Sort.REFUSEE,
}


class Ressource(ModelResource):
    """A table, one column a field. ``declarer`` makes a concrete class.

    The first column names the record; lines without it find theirs by a natural key, or make one. An empty cell leaves
    its field alone, ``(vide)`` empties it, and a field that staff protected is never written.
    """

    genre: ClassVar[str]
    cle: ClassVar[str]
    naturelles: ClassVar[tuple[str, ...]]

    def __init__(self, *, par: Any = None, motif: str = "", avancer: Callable[[int], object] = lambda _n: None) -> None:
        """Keep who imports, and why; nothing is read yet."""
        super().__init__()
        self.par, self.motif, self.avancer = par, motif, avancer
        self.resultats: list[Resultat] = []
        self.touches: list[Model] = []
        self._connus: dict[tuple[str, str], Any] = {}
        self._lignes: dict[Any, int] = {}
        self._avant: dict[str, Any] = {}
        self._slugs: set[str] = set()

    @classmethod
    def modele(cls) -> type[Model]:
        """Model of the table."""
        modele: type[Model] = cls._meta.model
        return modele

    @classmethod
    def colonnes(cls) -> list[str]:
        """Columns of our files, in order."""
        return list(cls.fields)

    @classmethod
    def noms(cls) -> dict[str, str]:
        """Column of each folded name that a header may have: the name of the field, or what forms call it."""
        champs = {nom: cls.modele()._meta.get_field(nom) for nom in cls.fields}
        libelles = {replier(str(getattr(champ, "verbose_name", ""))): nom for nom, champ in champs.items()}
        return {**libelles, **{replier(nom): nom for nom in champs}}

    @classmethod
    @transaction.atomic
    def importer(
        cls,
        contenu: bytes,
        *,
        nom: str,
        par: Any,
        simuler: bool = False,
        partiel: bool = False,
        avancer: Callable[[int], object] = lambda _nombre: None,
    ) -> Rapport:
        """Write the good lines of the file ``nom``, or say what would be written (``simuler``); report on each line.

        Without ``partiel``, one refused line keeps all of them out. Raises ``FichierIllisible``.
        """
        grille = lire_grille(contenu, cls.noms(), au_moins=min(2, len(cls.fields)))
        ressource = cls(par=par, motif=f"Import du fichier {nom}"[:100], avancer=avancer)
        if not simuler:
            verrouiller_revisions()
        ressource.preparer(grille)
        avant = [] if simuler else fiches_concernees({id(o): o for o in ressource._connus.values()}.values())
        resultat = ressource.import_data(
            ressource._donnees(grille),
            dry_run=simuler,
            use_transactions=True,
            rollback_on_validation_errors=not partiel,
        )
        rapport = Rapport(ressource.resultats, grille.remarques)
        rapport.ecrit = not simuler and not resultat.has_errors() and (partiel or not rapport.refusees)
        if rapport.ecrit and ressource.touches:
            rapport.publications = synchroniser([*avant, *fiches_concernees(ressource.touches)])
        return rapport

    def preparer(self, grille: Grille) -> None:
        """Read all that the lines name, in a number of queries that depends on the columns alone."""
        for nom, champ in self.fields.items():
            if isinstance(champ.widget, ReferenceWidget | ReferencesWidget) and nom in grille.colonnes:
                textes = [ligne.cellules[nom] for ligne in grille.lignes]
                plusieurs = isinstance(champ.widget, ReferencesWidget)
                parties = [p for texte in textes for p in texte.split("|")] if plusieurs else textes
                champ.widget.annuaire.preparer(parties)
        condition = Q(pk__in=[])
        for nom in (self.cle, *self.naturelles):
            valeurs = {ligne.cellules.get(nom, "") for ligne in grille.lignes} - {"", EFFACER}
            condition |= Q(**{f"{nom}__in": [v for v in valeurs if self._est_lisible(nom, v)]})
        for objet in self.tous().filter(condition):
            for nom in (self.cle, *self.naturelles):
                if (valeur := getattr(objet, nom)) not in (None, ""):
                    self._connus[nom, str(valeur)] = objet
        if "slug" in {champ.name for champ in self.modele()._meta.concrete_fields}:
            self._slugs = set(self.modele()._default_manager.values_list("slug", flat=True))

    @classmethod
    def tous(cls) -> QuerySet[Any]:
        """Every record, read with all that its columns say."""
        champs: list[Any] = [cls.modele()._meta.get_field(nom) for nom in cls.fields]
        uniques = [champ.name for champ in champs if champ.is_relation and not champ.many_to_many]
        plusieurs = [champ.name for champ in champs if champ.many_to_many]
        lus = cls.modele()._default_manager.select_related(*uniques) if uniques else cls.modele()._default_manager.all()
        return lus.prefetch_related(*plusieurs).order_by("pk")

    def _est_lisible(self, nom: str, valeur: str) -> bool:
        try:
            self.modele()._meta.get_field(nom).to_python(valeur)  # type: ignore[union-attr]
        except ValidationError:
            return False
        return True

    def _donnees(self, grille: Grille) -> tablib.Dataset:
        colonnes = list(dict.fromkeys([self.cle, *grille.colonnes]))
        donnees = tablib.Dataset(headers=[*colonnes, "__ligne__"])
        for ligne in grille.lignes:
            donnees.append([*(ligne.cellules.get(colonne, "") for colonne in colonnes), str(ligne.numero)])
        return donnees

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        """Import a line, and keep what became of it."""
        numero = int(row["__ligne__"])
        courant = Resultat(numero, titre=next((v for n, v in row.items() if v and n in _TITRES), ""))
        self.resultats.append(courant)
        resultat = super().import_row(row, instance_loader, **kwargs)
        courant.sort = SORTS[resultat.import_type]
        if resultat.validation_error is not None:
            self._refuser(courant, row, resultat.validation_error)
        elif resultat.errors:
            courant.refuser("", "", f"Erreur inattendue : {resultat.errors[0].error}")
        elif courant.sort in {Sort.CREEE, Sort.MODIFIEE}:
            self.touches.append(resultat.instance)
        self.avancer(1)
        return resultat

    def _refuser(self, courant: Resultat, row: Any, erreur: ValidationError) -> None:
        courant.differences = []
        for nom, messages in erreur.message_dict.items():
            colonne = "" if nom == NON_FIELD_ERRORS else nom
            courant.refuser(colonne, row.get(colonne, ""), " ".join(messages))

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """Record that a line is about: by its key, or by a natural one."""
        objet = None
        if texte := row[self.cle].strip():
            objet = self._connus.get((self.cle, texte))
            if objet is None:
                message = f"« {texte} » ne désigne aucun enregistrement ; videz la cellule pour en créer un."
                raise ValidationError({self.cle: message})
        else:
            textes = [(nom, row.get(nom, "").strip()) for nom in self.naturelles]
            objet = next((o for cle in textes if (o := self._connus.get(cle))), None)
        if objet is not None:
            premiere = self._lignes.setdefault(objet.pk, int(row["__ligne__"]))
            if premiere != int(row["__ligne__"]):
                raise ValidationError({self.cle: f"Le même enregistrement est déjà à la ligne {premiere}."})
        return objet

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:  # noqa: FBT001  # the library's signature
        """Keep the values that the line may change."""
        if not self.resultats[-1].titre and not new:
            self.resultats[-1].titre = str(instance)
        self._avant = {} if new else {nom: self._valeur(champ, instance) for nom, champ in self.fields.items()}

    def import_field(
        self,
        field: Field,
        instance: Any,
        row: Any,
        is_m2m: bool = False,  # noqa: FBT001, FBT002  # the library's signature
        **kwargs: Any,
    ) -> None:
        """Write a cell in its field, unless it is empty, or protected."""
        brut = row.get(field.column_name, "")
        if brut == "" or field.column_name == self.cle:
            return
        if field.column_name in getattr(instance, "champs_proteges", ()):
            self._proteger(field, instance, row)
            return
        super().import_field(field, instance, row, is_m2m, **kwargs)

    def _proteger(self, field: Field, instance: Any, row: Any) -> None:
        try:
            voulue = field.clean(row)
        except ValueError:
            voulue = None
        proteges = self.resultats[-1].proteges
        if not _egales(self._valeur(field, instance), voulue) and field.column_name not in proteges:
            proteges.append(field.column_name)

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Write the cells, and give a new sheet the address that its title suggests."""
        super().import_instance(instance, row, **kwargs)
        if isinstance(instance, Fiche) and not instance.slug:
            base = slugify(str(instance))[:SLUG_MAXIMAL].strip("-") or instance.nature.value
            libre = base if base not in self._slugs else f"{base}-{instance.uid.hex[:8]}"
            instance.slug = libre
            self._slugs.add(libre)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Compare with what was there; a line that changes nothing writes nothing."""
        if import_validation_errors:
            return False
        courant, nouvelle = self.resultats[-1], instance._state.adding
        try:
            for nom, champ in self.fields.items():
                if row.get(nom, "") == "" or nom == self.cle or nom in courant.proteges:
                    continue
                plusieurs = isinstance(champ.widget, ReferencesWidget)
                protege = nom in getattr(instance, "champs_proteges", ())
                apres = champ.clean(row) if plusieurs and not protege else self._valeur(champ, instance)
                avant = self._avant.get(nom)
                if not _egales(avant, apres):
                    textes = ["" if v is None else champ.widget.render(v) for v in (avant, apres)]
                    courant.differences.append(Difference(nom, *textes))
        except ValueError as erreur:
            raise ValidationError({nom: str(erreur)}) from erreur
        return not courant.differences and not nouvelle

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Say in the history who imports, and from which file."""
        instance._history_user, instance._change_reason = self.par, self.motif

    def _valeur(self, champ: Field, instance: Any) -> Any:
        if isinstance(champ.widget, ReferencesWidget):
            return [] if instance.pk is None else list(getattr(instance, champ.attribute).all())
        return champ.get_value(instance)


_TITRES = frozenset({"nom", "titre", "objet", "libelle", "fonction", "terme"})


def _egales(avant: Any, apres: Any) -> bool:
    """Whether two values are the same to a reader: nothing is nothing, and lists of records have no order."""
    if (isinstance(avant, list) and avant and isinstance(avant[0], models.Model)) or isinstance(apres, list):
        return {getattr(v, "pk", v) for v in avant or []} == {getattr(v, "pk", v) for v in apres or []}
    if isinstance(avant, str) and isinstance(apres, str):
        return " ".join(avant.split()) == " ".join(apres.split())
    return avant == apres or (avant in (None, "") and apres in (None, ""))


def declarer(
    modele: type[Model], *, genre: str, cle: str = "id", naturelles: tuple[str, ...] = (), sans: tuple[str, ...] = ()
) -> type[Ressource]:
    """Make the class that imports and exports a table, but for the fields of ``sans``."""
    champs = OrderedDict((nom, _champ(modele, nom)) for nom in (cle, *_noms(modele, {cle, *sans})))
    meta = type(
        "Meta",
        (),
        {
            "model": modele,
            "fields": tuple(champs),
            "import_id_fields": (cle,),
            "skip_diff": True,
            "report_skipped": True,
            "clean_model_instances": True,
            "store_instance": True,
        },
    )
    attributs = {"Meta": meta, "genre": genre, "cle": cle, "naturelles": naturelles, **champs}
    return type(f"{modele.__name__}Ressource", (Ressource,), attributs)


def _champ(modele: type[Model], nom: str) -> Field:
    return Field(attribute=nom, column_name=nom, widget=widget(modele._meta.get_field(nom)))


def _noms(modele: type[Model], sans: set[str]) -> Iterator[str]:
    """Fields that forms show, in their order; files and accounts apart."""
    for champ in (*modele._meta.concrete_fields, *modele._meta.many_to_many):
        relie: Any = champ.related_model if champ.is_relation else None
        vers_un_compte = relie is not None and relie._meta.label == settings.AUTH_USER_MODEL
        cache = not champ.editable or champ.primary_key or isinstance(champ, FileField) or vers_un_compte
        if not cache and champ.name not in JAMAIS | sans:
            yield champ.name
