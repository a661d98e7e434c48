"""A gesture that is made on many records at once: what it says of itself, whom it leaves alone, how it is undone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

from publication.actions.lots.depuis import changees_depuis
from publication.regles import peut, peut_publier
from publication.valeurs import brute_en_clair, en_json

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from django.db.models import Model

    from publication.models import LotLigne

SANS_DROIT = _("Vos droits ne portent pas sur cet enregistrement.")
Saisie = dict[str, Any]
Refus = dict[Any, str]
"""Why some records are left alone, by key."""


class GesteEnLot(ABC):
    """One gesture, declared once; it keeps nothing.

    - ``cle`` names it in addresses and in the journal; ``permission`` is what the screen asks of the account;
    - ``libelle`` is its name in the lists, ``nom_court`` in the journal where it differs;
    - ``effet``, ``fait``, ``bouton`` are plural sentences with ``%(nombre)d``;
    - ``retour`` says what undoing does, empty when nothing can be undone; ``sans_retour`` what no undoing takes back;
    - ``champs`` are the columns that it writes: the journal keeps and says them before and after;
    - ``efface`` says that the records are no more once it is made;
    - ``au_plus`` is how many records it takes, ``sur_le_champ`` how many without a job;
    - ``depend_de_la_saisie`` says that what is left alone depends on the answers: they are then asked for first.
    """

    cle: ClassVar[str]
    permission: ClassVar[str] = "publier"
    libelle: ClassVar[Any]
    nom_court: ClassVar[Any] = ""
    effet: ClassVar[Any]
    fait: ClassVar[Any]
    bouton: ClassVar[Any]
    explication: ClassVar[Any] = ""
    retour: ClassVar[Any] = ""
    sans_retour: ClassVar[Any] = ""
    champs: ClassVar[tuple[str, ...]] = ()
    efface: ClassVar[bool] = False
    au_plus: ClassVar[int] = 5_000
    sur_le_champ: ClassVar[int] = 200
    depend_de_la_saisie: ClassVar[bool] = False

    @property
    def nom(self) -> str:
        """Name of the gesture, as the journal says it."""
        return str(self.nom_court or self.libelle)

    @property
    def est_annulable(self) -> bool:
        """Whether something can be undone."""
        return bool(self.retour)

    def est_permis(self, compte: Any, modele: type[Model]) -> bool:
        """Whether the account makes this gesture on records of a model; ``empechements`` says on which."""
        meta = modele._meta
        verbe = "change" if self.permission == "publier" else self.permission
        permis = compte.has_perm(f"{meta.app_label}.{verbe}_{meta.model_name}")
        return bool(permis and (self.permission != "publier" or peut_publier(compte)))

    def nommer(self, objet: Any) -> str:
        """Say which record it is, on the page that confirms."""
        return str(objet)

    def lire(self, modele: Any, cles: Collection[Any], *, verrou: bool = False) -> list[Any]:
        """Records, with what ``empechements`` reads of them, in the order of their keys."""
        objets = modele._base_manager.filter(pk__in=cles).order_by("pk")
        return list(objets.select_for_update(of=("self",)) if verrou else objets)

    def refuses(self, objets: Sequence[Any], saisie: Saisie, par: Any) -> Refus:
        """Why some records are left alone, the rights of the account first."""
        return {**self.empechements(objets, saisie, par), **self.sans_droit(objets, par)}

    def sans_droit(self, objets: Sequence[Any], par: Any) -> Refus:
        """Records that the rules do not let the account touch; the team is let touch all or none."""
        if self.permission == "publier":
            return {}
        phrase = str(SANS_DROIT)
        return {objet.pk: phrase for objet in objets if not peut(par, self.permission, objet)}

    @abstractmethod
    def empechements(self, objets: Sequence[Any], saisie: Saisie, par: Any) -> Refus:
        """Why some records of one model are left alone: the same rule before the gesture and when it is made."""

    def courriels(self, _objets: Sequence[Any], _saisie: Saisie, _par: Any) -> int:
        """Number of messages that leave."""
        return 0

    @abstractmethod
    def faire(self, objets: Sequence[Any], saisie: Saisie, par: Any, raison: str) -> Refus | None:
        """Make the gesture on locked records that nothing forbids to; say which ones refused after all."""

    @abstractmethod
    def defaire(self, objets: Sequence[Any], lignes: Mapping[Any, LotLigne], par: Any, raison: str) -> Refus:
        """Give locked records back the state that their rows tell; say which ones refuse."""

    def changees(self, modele: type[Model], lignes: Mapping[Any, LotLigne], *, depuis: Any) -> Refus:
        """Why records are no longer as the gesture left them, by key: those are not given back."""
        return changees_depuis(modele, lignes, depuis=depuis)

    def etat(self, objets: Sequence[Any]) -> dict[Any, dict[str, Any]]:
        """State of records as the journal keeps it, by key."""
        if not objets:
            return {}
        suivis = [objets[0]._meta.get_field(nom) for nom in self.champs]
        return {o.pk: {c.name: en_json(c, getattr(o, c.attname)) for c in suivis} for o in objets}

    def dire(self, modele: Any, etat: Mapping[str, Any]) -> str:
        """Say such a state, links apart."""
        champs = [modele._meta.get_field(nom) for nom in etat]
        dits = [brute_en_clair(c, etat[c.name]) for c in champs if not c.is_relation and etat[c.name] not in (None, "")]
        return ", ".join(dit for dit in dits if dit)

    def dire_la_saisie(self, _saisie: Saisie) -> str:
        """Say what the person answered, for the journal."""
        return ""


class Gestes:
    """The gestures that the floors declare."""

    def __init__(self) -> None:
        """Begin with none."""
        self._par_cle: dict[str, GesteEnLot] = {}

    def inscrire(self, *gestes: GesteEnLot) -> None:
        """Declare gestures; a second declaration replaces the first."""
        self._par_cle |= {geste.cle: geste for geste in gestes}

    def __getitem__(self, cle: str) -> GesteEnLot:
        """Gesture of a name. Raises ``KeyError``."""
        return self._par_cle[cle]

    def __contains__(self, cle: object) -> bool:
        """Whether a gesture has this name."""
        return cle in self._par_cle

    def __iter__(self) -> Any:
        """Gestures in the order of their declaration."""
        return iter(self._par_cle.values())


gestes = Gestes()
