"""The home of the administration: what waits for someone, where the sheets stand, what was done last.

Each floor adds what it knows in its ``ready()``. Everything is counted within what the account may read, in a number of
queries that does not depend on the number of sheets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from publication.doublons import detecteurs
from publication.models import Doublon, Import, LienDeMiseAJour, LienVerifie, Lot, Proposition, Statut
from publication.models.gestes import derniers_gestes
from publication.models.importation import GARDE
from publication.natures import Nature, registre
from publication.regles import est_limite, lisibles, voit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from django.db.models import Model

    from publication.graphiques import Graphique
    from publication.models import Fiche
    from publication.models.gestes import Geste

GESTES_MONTRES = 12


class Renvoi(NamedTuple):
    """A link, and how many records it leads to when that is known."""

    libelle: Any
    url: str
    nombre: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tache:
    """Something that waits: how many, where to do it, or the lists where to do it."""

    nombre: int
    libelle: str
    url: str = ""
    listes: tuple[Renvoi, ...] = ()
    est_urgente: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilan:
    """Where the sheets of a nature stand: a number a column, each with its list."""

    nature: Nature
    nom: str
    colonnes: tuple[Renvoi, ...]
    a_relire: Renvoi
    perimees: Renvoi


@dataclass(slots=True)
class Bureau:
    """What the floors add to the home: tasks, charts and shortcuts, each a function of the account and of the day."""

    taches: list[Callable[[Any, dt.date], Iterable[Tache]]] = field(default_factory=list)
    graphiques: list[Callable[[Any, dt.date], Iterable[Graphique]]] = field(default_factory=list)
    raccourcis: list[Callable[[Any], Iterable[Renvoi]]] = field(default_factory=list)


bureau = Bureau()


def accueil(compte: Any, *, maintenant: dt.datetime) -> dict[str, Any]:
    """Everything that the home shows to an account."""
    le = timezone.localtime(maintenant).date()
    limite = est_limite(compte)
    bilans = _bilans(compte, le)
    taches = [*_taches_des_fiches(bilans, limite=limite), *_autres_taches(compte, maintenant)]
    taches += [tache for lire in bureau.taches for tache in lire(compte, le)]
    return {
        "taches": [tache for tache in taches if tache.nombre],
        "bilans": bilans,
        "graphiques": [] if limite else [g for dessiner in bureau.graphiques for g in dessiner(compte, le)],
        "gestes": _gestes(compte),
        "raccourcis": [*_raccourcis(compte), *(r for lire in bureau.raccourcis for r in lire(compte))],
        "limite": limite,
    }


def liste(modele: type[Model], **parametres: Any) -> str:
    """Address of a list of the administration, filtered."""
    adresse = reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist")
    return f"{adresse}?{urlencode(parametres)}" if parametres else adresse


def _modeles(compte: Any) -> list[type[Fiche]]:
    return [registre[nature].modele for nature in Nature if voit(compte, registre[nature].modele)]


def _bilans(compte: Any, le: dt.date) -> list[Bilan]:
    """Where the sheets of each nature stand; one query for all natures."""
    modeles = _modeles(compte)
    comptes = [lisibles(modele.fiches(), compte).bilan(le=le) for modele in modeles]  # type: ignore[attr-defined]  # of sheets
    lignes = {nature: nombres for nature, *nombres in (comptes[0].union(*comptes[1:], all=True) if comptes else ())}
    return [_bilan(modele, lignes[modele.nature.value]) for modele in modeles]


def _bilan(modele: type[Fiche], nombres: list[int]) -> Bilan:
    publiee = Statut.PUBLIEE.value
    colonnes = [
        Renvoi(statut.label, liste(modele, statut__exact=statut.value), nombre)
        for statut, nombre in zip(Statut, nombres, strict=False)
    ]
    perimees, jamais = (
        Renvoi(nom, liste(modele, statut__exact=publiee, verification=cas), nombre)
        for nom, cas, nombre in zip(
            (_("à revérifier"), _("jamais vérifiée")), ("perimee", "jamais"), nombres[len(Statut) :], strict=True
        )
    )
    return Bilan(
        nature=modele.nature,
        nom=str(modele._meta.verbose_name_plural),
        colonnes=(*colonnes, perimees, jamais),
        a_relire=colonnes[list(Statut).index(Statut.A_RELIRE)],
        perimees=perimees,
    )


def _taches_des_fiches(bilans: list[Bilan], *, limite: bool) -> Iterator[Tache]:
    relire = _("fiches que l’équipe relit") if limite else _("fiches à relire")
    for libelle, nom in ((relire, "a_relire"), (_("fiches publiques à revérifier"), "perimees")):
        renvois = [(bilan.nom, getattr(bilan, nom)) for bilan in bilans]
        listes = tuple(Renvoi(nature, renvoi.url, renvoi.nombre) for nature, renvoi in renvois if renvoi.nombre)
        yield Tache(nombre=sum(renvoi.nombre or 0 for renvoi in listes), libelle=libelle, listes=listes)


def _autres_taches(compte: Any, maintenant: dt.datetime) -> Iterator[Tache]:
    """Proposals, imports, messages and jobs: a query each, for those who may see them."""
    depuis = (timezone.localtime(maintenant) - GARDE).replace(hour=0, minute=0, second=0, microsecond=0)
    if voit(compte, Proposition):
        propositions: Any = lisibles(Proposition.objects.all(), compte)
        libelle = _("de mes propositions en attente") if est_limite(compte) else _("propositions à examiner")
        yield Tache(nombre=propositions.a_examiner().count(), libelle=libelle, url=liste(Proposition))
    if voit(compte, Import):
        suivis = Import.objects.a_suivre(depuis=depuis)
        for etat, nom in (("verifie", _("imports vérifiés, à écrire ou à laisser")), ("echec", _("imports en échec"))):
            url = liste(Import, etat__exact=etat, depose_le__gte=depuis.isoformat())
            yield Tache(nombre=suivis[etat], libelle=nom, url=url, est_urgente=etat == "echec")
    if voit(compte, LienDeMiseAJour):
        restes = LienDeMiseAJour.objects.restes_ici(depuis=depuis).count()
        nom = _("liens de mise à jour dont le courriel n’est pas parti")
        yield Tache(nombre=restes, libelle=nom, url=liste(LienDeMiseAJour), est_urgente=True)
    yield from _controles(compte)
    if voit(compte, ProcrastinateJob):
        en_echec = ProcrastinateJob.objects.filter(status="failed").count()
        url = liste(ProcrastinateJob, status__exact="failed")
        yield Tache(nombre=en_echec, libelle=_("tâches de fond en échec"), url=url, est_urgente=True)


def _controles(compte: Any) -> Iterator[Tache]:
    """What the machine found by itself: dead links, and pairs that look like one record, by model; one query."""
    if not (voit(compte, LienVerifie) and voit(compte, Doublon)):
        return
    lus = {modele._meta.label: modele for modele in detecteurs if voit(compte, modele)}
    comptes = dict(LienVerifie.objects.compter_les_morts().union(Doublon.objects.des_modeles(lus).compter()))
    morts = comptes.pop(LienVerifie._meta.label, 0)
    nom = _("liens morts sur des fiches publiques")
    yield Tache(nombre=morts, libelle=nom, url=liste(LienVerifie, etat="mort"))
    listes = tuple(
        Renvoi(str(lus[label]._meta.verbose_name_plural), liste(Doublon, rubrique=label), nombre)
        for label, nombre in sorted(comptes.items())
    )
    yield Tache(nombre=sum(comptes.values()), libelle=_("doublons possibles"), listes=listes)


def _gestes(compte: Any) -> list[tuple[Geste, str]]:
    """Last gestures on the sheets that the account reads, each with the page of the sheet."""
    modeles = {modele.nature.value: modele for modele in _modeles(compte)}
    fiches: list[Any] = [lisibles(modele.fiches(), compte) for modele in modeles.values()]
    gestes = derniers_gestes(fiches, GESTES_MONTRES, toutes=not est_limite(compte))
    return [(geste, _page(modeles[geste.nature], geste)) for geste in gestes]


def _page(modele: type[Fiche], geste: Geste) -> str:
    if geste.genre == "-":
        return ""
    return reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_change", args=[geste.cle])


def _raccourcis(compte: Any) -> Iterator[Renvoi]:
    for modele in _modeles(compte):
        meta = modele._meta
        if compte.has_perm(f"{meta.app_label}.add_{meta.model_name}"):
            adresse = reverse(f"admin:{meta.app_label}_{meta.model_name}_add")
            yield Renvoi(_("Ajouter : %(nature)s") % {"nature": meta.verbose_name}, adresse)
    if voit(compte, Import):
        yield Renvoi(_("Importer ou exporter un fichier"), liste(Import))
    if voit(compte, Lot):
        yield Renvoi(_("Gestes en lot : le journal, et de quoi annuler"), liste(Lot))
