"""Copie exacte du répertoire dans SQLite : ``python client-de-synchronisation.py https://le-site copie.sqlite3``.

La première fois, il part de l'export complet, s'il y en a un. Relancez-le quand vous voulez : il reprend où il s'était
arrêté, même s'il a été coupé au milieu de l'export ou d'une page.
"""

import json
import sqlite3
import sys
from contextlib import closing
from itertools import chain, islice
from urllib.error import HTTPError
from urllib.request import urlopen

LOT = 500
TABLES = """
CREATE TABLE IF NOT EXISTS fiche (uid TEXT PRIMARY KEY, nature TEXT, document TEXT, retrait TEXT);
CREATE TABLE IF NOT EXISTS repere (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER);
"""


def demander(adresse):
    with urlopen(adresse, timeout=60) as reponse:
        return json.load(reponse)


def revision(copie):
    return copie.execute("SELECT coalesce(max(revision), 0) FROM repere").fetchone()[0]


def depuis_l_export(site, ouvrir):
    try:
        with ouvrir(f"{site}/donnees/fichiers/changements.jsonl", timeout=60) as lignes:
            while lot := [json.loads(ligne) for ligne in islice(lignes, LOT)]:
                yield lot, lot[-1]["revision"]
    except HTTPError as absent:  # pas d'export en ce moment : l'API donne tout
        absent.close()


def depuis_l_api(site, copie, demander):
    suivante = f"{site}/api/v1/changements/?depuis={revision(copie)}&limite={LOT}"
    while suivante:
        page = demander(suivante)
        yield page["changements"], page["curseur"]
        suivante = page["suivante"]


def ecrire(copie, changement):
    document = changement.pop("document")
    textes = (document and json.dumps(document), None if document else json.dumps(changement))
    copie.execute("REPLACE INTO fiche VALUES (?, ?, ?, ?)", (changement["uid"], changement["nature"], *textes))


def synchroniser(site, chemin, demander=demander, ouvrir=urlopen):
    with closing(sqlite3.connect(chemin)) as copie:
        copie.executescript(TABLES)
        export = [] if revision(copie) else depuis_l_export(site.rstrip("/"), ouvrir)
        for changements, atteinte in chain(export, depuis_l_api(site.rstrip("/"), copie, demander)):
            with copie:  # le lot et la révision atteinte sont écrits ensemble, ou pas du tout
                for changement in changements:
                    ecrire(copie, changement)
                copie.execute("REPLACE INTO repere VALUES (1, ?)", (atteinte,))


if __name__ == "__main__":
    synchroniser(*sys.argv[1:3])
