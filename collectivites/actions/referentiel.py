"""Import a vintage of the official code: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from collectivites.actions.successions import noter_les_suites
from collectivites.models import Collectivite, Commune, Departement, Region, TypeCollectivite
from collectivites.noms import adresse_de_territoire
from collectivites.referentiel.attendues import collectivites_attendues
from collectivites.referentiel.coordonnees import lire_coordonnees
from collectivites.referentiel.erreurs import SourceInvalide
from collectivites.referentiel.lecture import lire
from collectivites.referentiel.sources import ouvrir
from publication.actions import fiches_concernees, synchroniser, verrouiller_revisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model

    from collectivites.referentiel.attendues import Attendue
    from collectivites.referentiel.lecture import CodeOfficiel

T = TypeVar("T", Region, Departement, Commune)

SOURCE_POPULATION = "Code officiel géographique"
PART_MAXIMALE_SUPPRIMEE = 0.2
TAILLE_DE_LOT = 2000
CHAMPS = {
    Region: ("nom",),
    Departement: ("nom", "region"),
    Commune: (
        "nom", "departement", "region", "epci", "siren", "codes_postaux", "population", "latitude", "longitude",
    ),
}  # fmt: skip
CHAMPS_COLLECTIVITE = (
    "type", "siren", "code_insee", "population", "population_annee", "population_source", "region", "departement",
)  # fmt: skip
CLES = frozenset({"departement", "epci", "region"})
LIEU = ("latitude", "longitude")


@dataclass(slots=True)
class Bilan:
    """What became of one level of the code."""

    crees: int = 0
    changes: int = 0
    inchanges: int = 0
    supprimes: int = 0
    retablis: int = 0


@dataclass(slots=True)
class Rapport:
    """What an import did, by level; ``renommees`` are the authorities whose name here is not that of the code."""

    millesime: int
    bilans: dict[str, Bilan] = field(default_factory=dict)
    renommees: list[tuple[str, str]] = field(default_factory=list)
    fiches_synchronisees: int = 0

    def bilan(self, niveau: str) -> Bilan:
        """Result of a level, empty at first."""
        return self.bilans.setdefault(niveau, Bilan())


@transaction.atomic
def importer(
    code: CodeOfficiel | None = None,
    *,
    forcer: bool = False,
    avancer: Callable[[int], object] = lambda _nombre: None,
) -> Rapport:
    """Bring territories and authorities in step with ``code``, by default the committed snapshot.

    What is no longer in the code is kept and dated; what staff write is never touched. ``forcer`` allows an older
    vintage than that of the database, and the end of more than a fifth of a level. ``avancer`` is called with numbers
    of rows whose sum is ``nombre_de_lignes(code)``. Raises ``SourceInvalide``; nothing is written then.
    """
    verrouiller_revisions()
    importation = _Importation(lire(ouvrir()) if code is None else code, forcer=forcer)
    importation.executer(avancer)
    return importation.rapport


@transaction.atomic
def creer_du_code(siren: str, *, par: AbstractBaseUser) -> Collectivite:
    """Return the grouping of a SIREN, created as a draft from the committed code when it is not here yet.

    Raises ``SourceInvalide`` when the code does not know it: its vintage is older than the grouping.
    """
    connue = Collectivite.objects.filter(siren=siren).first()
    if connue is not None:
        return connue
    importation = _Importation(lire(ouvrir()), forcer=False)
    attendues = collectivites_attendues(importation.code, importation.lieux)
    attendue = next((attendue for attendue in attendues if attendue.siren == siren), None)
    if attendue is None:
        raison = _("le code officiel de %(annee)s ne connaît pas ce SIREN.") % {"annee": importation.code.millesime}
        raise SourceInvalide(
            siren, raison, _("Importez d’abord le millésime suivant : manage.py importer_referentiel.")
        )
    nouvelle = importation._nouvelle(attendue, set(Collectivite.objects.values_list("slug", flat=True)))
    nouvelle._history_user, nouvelle._change_reason = par, importation.source_population
    nouvelle.save()
    return nouvelle


def nombre_de_lignes(code: CodeOfficiel) -> int:
    """Rows that an import goes through."""
    return len(code.regions) + len(code.departements) + len(code.communes) + len(code.groupements)


class _Importation:
    """One import: the vintage, the records it has changed, its report."""

    def __init__(self, code: CodeOfficiel, *, forcer: bool) -> None:
        self.code = code
        self.forcer = forcer
        self.lieux = lire_coordonnees()
        self.rapport = Rapport(code.millesime)
        self.changes: list[Model] = []
        self.revues: dict[int, Collectivite] = {}
        self.source_population = f"{SOURCE_POPULATION}, millésime {code.millesime}"

    def executer(self, avancer: Callable[[int], object]) -> None:
        """Write the levels from the widest to the narrowest, then what the public reads of them."""
        self._refuser_millesime_ancien()
        self._ecrire(Region, "régions", self._regions())
        self._ecrire(Departement, "départements", self._departements())
        avancer(len(self.code.regions) + len(self.code.departements))
        collectivites = self._collectivites(collectivites_attendues(self.code, self.lieux))
        avancer(len(self.code.groupements))
        communes = self._communes(collectivites)
        noter_les_suites((c for c in self.revues.values() if c.dissoute_en == self.code.millesime), communes)
        self._ecrire(Commune, "communes", communes, avancer)
        self._relier_ept(collectivites)
        self.rapport.fiches_synchronisees = synchroniser(fiches_concernees(self.changes))

    def _refuser_millesime_ancien(self) -> None:
        dernier = Region.objects.order_by("-millesime").values_list("millesime", flat=True).first()
        if dernier is not None and self.code.millesime < dernier and not self.forcer:
            raison = _("ce millésime est plus ancien que celui de la base (%(dernier)s).") % {"dernier": dernier}
            self._refuser(raison)

    def _refuser(self, raison: str) -> None:
        lieu = _("millésime %(annee)s") % {"annee": self.code.millesime}
        raise SourceInvalide(lieu, raison, _("Vérifiez la source ; --forcer passe outre."))

    def _refuser_hecatombe(self, niveau: str, supprimes: int, presents: int) -> None:
        """Refuse to end more than a fifth of a level: a truncated source is likelier than such a reform."""
        if supprimes > PART_MAXIMALE_SUPPRIMEE * presents and not self.forcer:
            chiffres = {"niveau": niveau, "supprimes": supprimes, "presents": presents}
            self._refuser(_("%(niveau)s : %(supprimes)s sur %(presents)s seraient supprimés.") % chiffres)

    def _regions(self) -> list[Region]:
        slugs = _slugs(Region, {code: region.nom for code, region in self.code.regions.items()})
        return [
            Region(code=code, nom=_apostrophe(region.nom), slug=slugs[code], millesime=self.code.millesime)
            for code, region in self.code.regions.items()
        ]

    def _departements(self) -> list[Departement]:
        slugs = _slugs(Departement, {code: lu.nom for code, lu in self.code.departements.items()})
        return [
            Departement(
                code=code,
                nom=_apostrophe(lu.nom),
                slug=slugs[code],
                region_id=lu.region,
                millesime=self.code.millesime,
            )
            for code, lu in self.code.departements.items()
        ]

    def _communes(self, collectivites: Mapping[str, Collectivite]) -> list[Commune]:
        epci = {
            commune: collectivites[groupement.siren].pk
            for groupement in self.code.groupements.values()
            if groupement.type != TypeCollectivite.EPT
            for commune in groupement.membres
        }
        communes = []
        for code, lue in self.code.communes.items():
            latitude, longitude = self.lieux.get(code, (None, None))
            communes.append(
                Commune(
                    code=code,
                    nom=_apostrophe(lue.nom),
                    departement_id=lue.departement,
                    region_id=lue.region,
                    epci_id=epci.get(code),
                    siren=lue.siren,
                    codes_postaux=list(lue.codes_postaux),
                    population=lue.population,
                    latitude=latitude,
                    longitude=longitude,
                    millesime=self.code.millesime,
                )
            )
        return communes

    def _ecrire(
        self, modele: type[T], niveau: str, voulus: list[T], avancer: Callable[[int], object] = lambda _nombre: None
    ) -> None:
        """Insert or update what differs, date what is gone, and give the vintage to all that is in force."""
        actuels: dict[Any, T] = modele._default_manager.in_bulk()
        champs = [nom + ("_id" if nom in CLES else "") for nom in CHAMPS[modele]]
        crees: list[T] = [voulu for voulu in voulus if voulu.pk not in actuels]
        revus: list[T] = [
            voulu for voulu in voulus if voulu.pk in actuels and _differe(voulu, actuels[voulu.pk], champs)
        ]
        codes = {voulu.pk for voulu in voulus}
        presents = [actuel for actuel in actuels.values() if actuel.supprime_en is None]
        supprimes: list[T] = [actuel for actuel in presents if actuel.pk not in codes]
        self._refuser_hecatombe(niveau, len(supprimes), len(presents))
        avancer(len(voulus) - len(crees) - len(revus))
        for lot in _lots(crees + revus):
            modele._default_manager.bulk_create(
                lot,
                update_conflicts=True,
                unique_fields=["code"],
                update_fields=[*CHAMPS[modele], "millesime", "supprime_en"],
            )
            avancer(len(lot))
        self._supprimer(modele, supprimes)
        modele._default_manager.en_vigueur().exclude(millesime=self.code.millesime).update(
            millesime=self.code.millesime
        )
        self.changes += [*revus, *supprimes]
        bilan = self.rapport.bilan(niveau)
        bilan.retablis = sum(actuels[voulu.pk].supprime_en is not None for voulu in revus)
        bilan.crees, bilan.changes, bilan.supprimes = len(crees), len(revus) - bilan.retablis, len(supprimes)
        bilan.inchanges = len(voulus) - len(crees) - len(revus)

    def _supprimer(self, modele: type[T], supprimes: list[T]) -> None:
        """Date the end of territories; a commune that is gone belongs to no EPCI."""
        for supprime in supprimes:
            supprime.supprime_en = self.code.millesime
            if isinstance(supprime, Commune):
                supprime.epci = None
        champs = ["supprime_en", "epci"] if modele is Commune else ["supprime_en"]
        modele._default_manager.bulk_update(supprimes, champs, batch_size=TAILLE_DE_LOT)

    def _collectivites(self, attendues: list[Attendue]) -> dict[str, Collectivite]:
        """Create the authorities that are missing, as drafts, and bring the others in step; return them by key."""
        connues = {}
        slugs = set()
        for collectivite in Collectivite.objects.select_for_update().order_by("pk"):
            slugs.add(collectivite.slug)
            connues[_cle(collectivite)] = collectivite
        nouvelles = {
            attendue.cle: self._nouvelle(attendue, slugs) for attendue in attendues if attendue.cle not in connues
        }
        for attendue in attendues:
            bilan = self.rapport.bilan(attendue.niveau)
            if attendue.cle in nouvelles:
                bilan.crees += 1
            else:
                self._revoir(connues[attendue.cle], attendue, bilan)
        Collectivite.objects.bulk_create(nouvelles.values(), batch_size=TAILLE_DE_LOT)
        self._dissoudre(connues, {attendue.cle for attendue in attendues})
        self._enregistrer()
        return {**connues, **nouvelles}

    def _nouvelle(self, attendue: Attendue, slugs: set[str]) -> Collectivite:
        slug = attendue.slug
        while slug in slugs:
            slug = f"{attendue.slug}-{attendue.siren or attendue.code_insee}".lower()
            if slug in slugs:
                self._refuser(_("deux collectivités voudraient l’adresse « %(slug)s ».") % {"slug": slug})
        slugs.add(slug)
        latitude, longitude = attendue.lieu or (None, None)
        champs = {champ: getattr(attendue, champ) for champ in ("type", "nom", "sigle", "siren", "code_insee")}
        return Collectivite(
            **champs,
            **self._chiffres(attendue),
            slug=slug,
            region_id=attendue.region,
            departement_id=attendue.departement,
            latitude=latitude,
            longitude=longitude,
        )

    def _chiffres(self, attendue: Attendue) -> dict[str, Any]:
        return {
            "population": attendue.population,
            "population_annee": attendue.population_annee,
            "population_source": self.source_population,
        }

    def _revoir(self, collectivite: Collectivite, attendue: Attendue, bilan: Bilan) -> None:
        """Bring an authority in step; its name, acronym and address are the staff's."""
        if collectivite.nom != attendue.nom and not collectivite.a_ete_publique:
            self.rapport.renommees.append((collectivite.nom, attendue.nom))
        voulus: dict[str, Any] = {
            "type": attendue.type,
            "siren": attendue.siren or collectivite.siren,
            "region_id": attendue.region,
            "departement_id": attendue.departement,
            **self._chiffres(attendue),
        }
        if collectivite.latitude is None and attendue.lieu:
            voulus["latitude"], voulus["longitude"] = attendue.lieu
        revient = collectivite.dissoute_en is not None and collectivite.remplacee_par_id is None
        if revient:
            voulus["dissoute_en"] = None
        if all(getattr(collectivite, champ) == valeur for champ, valeur in voulus.items()):
            bilan.inchanges += 1
            return
        bilan.retablis += revient
        bilan.changes += not revient
        self._changer(collectivite, voulus)

    def _changer(self, collectivite: Collectivite, voulus: Mapping[str, Any]) -> None:
        for champ, valeur in voulus.items():
            setattr(collectivite, champ, valeur)
        self.revues[collectivite.pk] = collectivite

    def _dissoudre(self, connues: Mapping[str, Collectivite], attendues: set[str]) -> None:
        """Date the end of the authorities that the code no longer knows and that it had brought here."""
        presentes = [c for c in connues.values() if c.dissoute_en is None and _vient_du_code(c)]
        parties = [c for c in presentes if _cle(c) not in attendues]
        self._refuser_hecatombe(_("collectivités"), len(parties), len(presentes))
        for collectivite in parties:
            self._changer(collectivite, {"dissoute_en": self.code.millesime})
        self.rapport.bilan("collectivités dissoutes").supprimes = len(parties)

    def _enregistrer(self) -> None:
        """Write the changed authorities, each with its history; no account is behind it."""
        revues = list(self.revues.values())
        raison = f"{SOURCE_POPULATION} {self.code.millesime}"
        champs = [*CHAMPS_COLLECTIVITE, *LIEU, "dissoute_en"]
        bulk_update_with_history(revues, Collectivite, champs, batch_size=TAILLE_DE_LOT, default_change_reason=raison)
        self.changes += revues

    def _relier_ept(self, collectivites: Mapping[str, Collectivite]) -> None:
        """Give the EPT their communes: a commune belongs to its EPT and to the Métropole du Grand Paris."""
        for groupement in self.code.groupements.values():
            if groupement.type == TypeCollectivite.EPT:
                collectivites[groupement.siren].communes.set(Commune.objects.filter(pk__in=groupement.membres))


def _vient_du_code(collectivite: Collectivite) -> bool:
    return collectivite.population_source.startswith(SOURCE_POPULATION) and not collectivite.est_synthetique


def _cle(collectivite: Collectivite) -> str:
    """Same key as ``Attendue.cle``, or one that no authority of the code has."""
    if collectivite.code_insee:
        return f"{collectivite.type}:{collectivite.code_insee}"
    return collectivite.siren or f"hors code {collectivite.pk}"


def _apostrophe(nom: str) -> str:
    return nom.replace("'", "’")


def _slugs(modele: type[Region] | type[Departement], noms: Mapping[str, str]) -> dict[str, str]:
    """Address of each territory: the one that it has, else its name, with its code where two share a name."""
    slugs: dict[str, str] = dict(modele._default_manager.values_list("code", "slug"))
    pris = set(slugs.values())
    for code, nom in noms.items():
        if code not in slugs:
            slug = adresse_de_territoire(nom)
            slugs[code] = f"{slug}-{code.lower()}" if slug in pris else slug
            pris.add(slugs[code])
    return slugs


def _differe(voulu: Region | Departement | Commune, actuel: Region | Departement | Commune, champs: list[str]) -> bool:
    """Whether a territory changed, or comes back."""
    return actuel.supprime_en is not None or any(getattr(voulu, nom) != getattr(actuel, nom) for nom in champs)


def _lots(territoires: list[T]) -> Iterable[list[T]]:
    for debut in range(0, len(territoires), TAILLE_DE_LOT):
        yield territoires[debut : debut + TAILLE_DE_LOT]
