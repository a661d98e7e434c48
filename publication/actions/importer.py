"""An import, from the file that someone gives to the report: read, verified, written, forgotten."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from publication.actions.avancement import suivre
from publication.imports.genres import genres
from publication.imports.lecture import FichierIllisible
from publication.models import EtatImport, Import

if TYPE_CHECKING:
    import datetime as dt

    from publication.imports.rapport import Rapport

journal = logging.getLogger(__name__)
SUR_LE_CHAMP = 150_000
"""Bytes: a longer file is read by a job."""


class ImportImpossible(Exception):
    """The import cannot be done as it stands; the message says why, in French."""


@transaction.atomic
def deposer(*, genre: str, nom: str, contenu: bytes, par: Any) -> Import:
    """Keep a file, to be verified; nothing of it is written yet."""
    return Import.objects.create(genre=genre, nom=nom[-150:], contenu=contenu, depose_par=par)


def est_long(depose: Import) -> bool:
    """Whether a job, rather than the page, reads the file."""
    return len(depose.contenu or b"") > SUR_LE_CHAMP


def verifier_import(cle: int, *, avancer_en_base: bool = False) -> None:
    """Say what an import would do."""
    depose = Import.objects.get(pk=cle)
    if depose.etat == EtatImport.VERIFICATION:
        _executer(depose, simuler=True, avancer_en_base=avancer_en_base)


@transaction.atomic
def lancer(*, cle: int, partiel: bool, par: Any) -> Import:
    """Begin to write an import that was verified, or one whose job died. Raises ``ImportImpossible``."""
    depose = Import.objects.select_for_update().get(pk=cle)
    repris = depose.est_muet(timezone.now()) or depose.etat in {EtatImport.ECHEC, EtatImport.REFUSE}
    if depose.etat != EtatImport.VERIFIE and not repris:
        raise ImportImpossible(f"« {depose} » : {depose.get_etat_display()}. Il ne peut pas être lancé.")
    if not depose.contenu:
        raise ImportImpossible(f"Le fichier de « {depose} » n’est plus gardé : déposez-le de nouveau.")
    if not genres[depose.genre].est_permis(par):
        raise ImportImpossible("Votre compte ne peut pas écrire ce genre de données.")
    depose.etat, depose.partiel = EtatImport.ECRITURE, partiel
    depose.avancement, depose.vu_le = 0, timezone.now()
    depose.save()
    return depose


def ecrire_import(cle: int, *, par: Any, avancer_en_base: bool = False) -> None:
    """Write an import that ``lancer`` began, in the name of ``par``."""
    depose = Import.objects.get(pk=cle)
    if depose.etat == EtatImport.ECRITURE:
        _executer(depose, simuler=False, par=par, avancer_en_base=avancer_en_base)


@transaction.atomic
def purger_imports(maintenant: dt.datetime) -> int:
    """Forget the files and the details of old imports, which may hold personal data; return their number."""
    return Import.objects.a_purger(maintenant).update(contenu=None, rapport={})


def _executer(depose: Import, *, simuler: bool, par: Any = None, avancer_en_base: bool = False) -> None:
    """Run the importer; the state is written in the transaction of the data: one never goes without the other."""
    try:
        with suivre(Import, depose.pk, en_base=avancer_en_base, total="lignes") as avancer, transaction.atomic():
            rapport = genres[depose.genre].importeur.importer(
                bytes(depose.contenu or b""),
                nom=depose.nom,
                par=par or depose.depose_par,
                simuler=simuler,
                partiel=depose.partiel,
                avancer=avancer,
            )
            _retenir(depose, rapport, simuler=simuler)
    except FichierIllisible as refus:
        _echouer(depose, EtatImport.REFUSE, str(refus))
    except Exception as erreur:  # noqa: BLE001  # whatever happened, the page says so and the journal keeps it
        journal.exception("Import %s failed", depose.pk)
        _echouer(depose, EtatImport.ECHEC, f"{type(erreur).__name__} : {erreur}")


def _retenir(depose: Import, rapport: Rapport, *, simuler: bool) -> None:
    depose.rapport = rapport.en_donnees()
    depose.bilan = {sort.value: nombre for sort, nombre in rapport.par_sort().items()}
    depose.lignes = depose.avancement = len(rapport.resultats)
    depose.erreur = ""
    if simuler:
        depose.etat = EtatImport.VERIFIE
    else:
        depose.etat = EtatImport.TERMINE if rapport.ecrit else EtatImport.REFUSE
        depose.fini_le = timezone.now()
    depose.save()


def _echouer(depose: Import, etat: str, message: str) -> None:
    depose.etat, depose.erreur, depose.fini_le = etat, message, timezone.now()
    depose.save(update_fields=["etat", "erreur", "fini_le"])
