"""National files of the directory: what they hold, and what keeps the rest out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import StreamingHttpResponse

from programmes.models import Dispositif, Subvention
from programmes.normes import aide, scdl
from programmes.normes.texte import ecrire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from programmes.models.dispositif import DispositifQuerySet
    from programmes.models.subvention import SubventionQuerySet
    from programmes.normes.scdl import Manque
    from publication.models import Publication

LOT = 500


@dataclass(slots=True)
class Bilan:
    """A year of an authority: its grants, those that the national file takes, euros of these, what the others lack."""

    annee: int | None
    total: int = 0
    completes: int = 0
    euros: Decimal = Decimal(0)
    manques: Counter[Manque] = field(default_factory=Counter)

    @property
    def manques_tries(self) -> list[tuple[Manque, int]]:
        """Reasons, the most frequent first."""
        return self.manques.most_common()


def bilans(subventions: SubventionQuerySet) -> list[Bilan]:
    """Pre-flight report, year by year, the latest first; grants of no known year come last."""
    par_annee: dict[int | None, Bilan] = {}
    lues: Any = subventions.pour_norme()
    for subvention in lues.iterator(chunk_size=LOT):
        bilan = par_annee.setdefault(subvention.exercice, Bilan(subvention.exercice))
        cellules = scdl.ligne(subvention)
        trouves = scdl.manques(cellules)
        bilan.total += 1
        if trouves:
            bilan.manques.update(dict.fromkeys(trouves, 1))
        else:
            bilan.completes += 1
            bilan.euros += scdl.part_en_euros(cellules)
    return sorted(par_annee.values(), key=lambda bilan: -(bilan.annee or 0))


def fichier_des_subventions(subventions: SubventionQuerySet) -> Iterator[bytes]:
    """National file of some grants: those to which nothing lacks."""
    lues = map(scdl.ligne, subventions.pour_norme().iterator(chunk_size=LOT))
    return ecrire((cellules for cellules in lues if not scdl.manques(cellules)), scdl.COLONNES)


def fichier_des_dispositifs(dispositifs: DispositifQuerySet) -> Iterator[bytes]:
    """National file of some schemes: those to which nothing lacks."""
    lues = map(aide.ligne, dispositifs.pour_norme().iterator(chunk_size=LOT))
    return ecrire((cellules for cellules in lues if not aide.manques(cellules)), aide.COLONNES)


def toutes_les_subventions() -> Iterator[bytes]:
    """National file of all public grants to which nothing lacks, of every authority and year, as exports give it."""
    publiques: SubventionQuerySet = Subvention.objects.publiques()
    return fichier_des_subventions(publiques)


def tous_les_dispositifs() -> Iterator[bytes]:
    """National file of all public schemes to which nothing lacks, as exports give it."""
    publics: Any = Dispositif.fiches().pour_liste_publique()
    return fichier_des_dispositifs(publics)


def bilan_des_dispositifs(dispositifs: DispositifQuerySet) -> Bilan:
    """Pre-flight report of some schemes: how many the national file takes, what the others lack."""
    bilan = Bilan(None)
    for dispositif in dispositifs.pour_norme().iterator(chunk_size=LOT):
        trouves = aide.manques(aide.ligne(dispositif))
        bilan.total += 1
        bilan.completes += not trouves
        bilan.manques.update(dict.fromkeys(trouves, 1))
    return bilan


def subventions_de(publication: Publication) -> SubventionQuerySet:
    """Grants of a public authority that public sheets show."""
    publiques: SubventionQuerySet = Subvention.objects.publiques().filter(collectivite__publication=publication)
    return publiques


def en_fichier(morceaux: Iterable[bytes], nom: str) -> StreamingHttpResponse:
    """Answer that is saved under a name."""
    reponse = StreamingHttpResponse(morceaux, content_type="text/csv; charset=utf-8")
    reponse.headers["Content-Disposition"] = f'attachment; filename="{nom}"'
    return reponse
