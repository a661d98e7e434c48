"""Write an edition, from one instant of the data."""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import orjson
from django.conf import settings
from django.utils import timezone, translation

from publication.actions.verrou import instantane
from publication.api.changements import changement_en_json
from publication.api.liens import ADRESSE_DE_LA_LICENCE
from publication.editions.classeur import Classeur
from publication.editions.dictionnaire import lignes, paquet
from publication.editions.dossier import (
    MANIFESTE,
    SOMMES,
    Edition,
    Fichier,
    courante,
    effacer_les_perimees,
    mesurer,
    nouvelle,
    seul,
)
from publication.editions.ecriture import Bobine, ecrire_documents, ecrire_geojson, ecrire_morceaux, ecrire_tables
from publication.editions.jeux import sommaire
from publication.editions.tables import Description
from publication.exports.source import LICENCE
from publication.models import EtatPublic, Publication

if TYPE_CHECKING:
    from pathlib import Path

    from publication.editions.tables import Table

TITRE = "Répertoire des collectivités engagées dans l’économie sociale et solidaire"
CHANGEMENTS = "changements.jsonl"
CLASSEUR = "repertoire-ess.xlsx"
PAQUET = "datapackage.json"
DICTIONNAIRE = "dictionnaire.csv"
TYPES_MIME = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def editer() -> Edition:
    """Write every file from one snapshot, and put them in the place of those served until now; return the edition.

    What may not be served any more is deleted first. Labels are in French and times in the time zone of the
    application, whoever asks.
    """
    with seul(), translation.override(settings.LANGUAGE_CODE), timezone.override(None), ExitStack() as pile:
        effacer_les_perimees()
        le = timezone.now()
        dossier = pile.enter_context(nouvelle(le))
        entete: dict[str, Any] = {
            "titre": TITRE,
            "source": settings.ADRESSE_DU_SITE,
            "licence": LICENCE,
            "licence_url": ADRESSE_DE_LA_LICENCE,
            "generated_at": timezone.localtime(le).isoformat(),
        }
        fichiers, bobines = [], {}
        with instantane():
            entete["etat"] = EtatPublic.objects.numero()
            entete["revision"] = Publication.objects.generation()
            fichiers += _ecrire_entiers(dossier)
            for nom, jeu in sommaire.jeux.items():
                bobines[nom] = Bobine(jeu.lire())
                pile.callback(bobines[nom].fermer)
        _ecrire_le_reste(dossier, entete, fichiers, bobines)
    edition = courante()
    assert edition is not None
    return edition


def _ecrire_entiers(dossier: Path) -> list[Fichier]:
    """Files that hold no single list: every change, and those of national standards."""
    changements = Publication.objects.changements(0).iterator(chunk_size=500)
    ecrire_morceaux(dossier / CHANGEMENTS, (changement_en_json(un) + b"\n" for un in changements))
    for fichier in sommaire.fichiers.values():
        ecrire_morceaux(dossier / fichier.nom, fichier.ecrire())
    return [
        decrire(CHANGEMENTS, "Toutes les fiches, retraits compris, dans l’ordre des révisions"),
        *(decrire(f.nom, str(f.titre), norme=f.norme) for f in sommaire.fichiers.values()),
    ]


def _ecrire_le_reste(
    dossier: Path, entete: dict[str, Any], fichiers: list[Fichier], bobines: dict[str, Bobine]
) -> None:
    """Files of each list, the workbook, the dictionary, the manifest and the sums."""
    description = Description()
    provenance = [(nom, str(valeur)) for nom, valeur in entete.items()]
    classeur = Classeur(dossier / CLASSEUR, provenance)
    tables: list[Table] = []
    comptes: dict[str, int] = {}
    for nom, bobine in bobines.items():
        jeu = sommaire.jeux[nom]
        siennes = description.tables(jeu)
        ecrire_documents(dossier / f"{nom}.jsonl", bobine)
        comptes |= ecrire_tables(dossier, siennes, bobine, classeur)
        fichiers.append(decrire(f"{nom}.jsonl", str(jeu.titre), table=nom))
        fichiers += [decrire(f"{table.nom}.csv", table.description, table=table.nom) for table in siennes]
        if jeu.est_situe:
            ecrire_geojson(dossier / f"{nom}.geojson", siennes[0], bobine)
            fichiers.append(decrire(f"{nom}.geojson", str(jeu.titre), table=nom))
        tables += siennes
    classeur.textes("dictionnaire", lignes(tables))
    classeur.fermer()
    ecrire_morceaux(dossier / DICTIONNAIRE, _csv(lignes(tables)))
    fichiers += [decrire(CLASSEUR, "Toutes les tables"), decrire(DICTIONNAIRE, "Sens de chaque colonne")]
    mesures = [mesurer(dossier, fichier) for fichier in fichiers]
    ecrire_morceaux(dossier / PAQUET, [orjson.dumps(paquet(entete, tables, mesures), option=orjson.OPT_INDENT_2)])
    mesures.append(mesurer(dossier, decrire(PAQUET, "Description des tables pour les programmes (Data Package)")))
    _conclure(dossier, {**entete, "tables": _tables(tables, comptes)}, mesures)


def _tables(tables: list[Table], comptes: dict[str, int]) -> list[dict[str, Any]]:
    return [{"nom": table.nom, "description": table.description, "lignes": comptes[table.nom]} for table in tables]


def _conclure(dossier: Path, entete: dict[str, Any], fichiers: list[Fichier]) -> None:
    """Write the sums and, last, the manifest: an edition without one is not whole."""
    sommes = "".join(f"{fichier.sha256}  {fichier.nom}\n" for fichier in fichiers)
    ecrire_morceaux(dossier / SOMMES, [sommes.encode()])
    entete["duree"] = round((timezone.now() - datetime.fromisoformat(entete["generated_at"])).total_seconds())
    ecrire_morceaux(dossier / MANIFESTE, [orjson.dumps({**entete, "fichiers": fichiers}, option=orjson.OPT_INDENT_2)])


def decrire(nom: str, titre: str, *, table: str = "", norme: str = "") -> Fichier:
    """File of a name, before it is measured."""
    format_ = PurePosixPath(nom).suffix.removeprefix(".")
    return Fichier(nom=nom, format=format_, titre=titre, type_mime=TYPES_MIME[format_], table=table, norme=norme)


def _csv(rangees: Any) -> list[bytes]:
    tampon = io.StringIO(newline="")
    csv.writer(tampon).writerows(rangees)
    return [tampon.getvalue().encode()]
