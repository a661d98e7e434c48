"""Copie exacte du répertoire dans SQLite : ``python client-de-synchronisation.py https://le-site copie.sqlite3``.

Relancez-le quand vous voulez : il reprend où il s'était arrêté, même s'il a été interrompu au milieu d'une page.
"""

import json
import sqlite3
import sys
from contextlib import closing
from urllib.request import urlopen

TABLES = """
CREATE TABLE IF NOT EXISTS fiche (uid TEXT PRIMARY KEY, nature TEXT, document TEXT, retrait TEXT);
CREATE TABLE IF NOT EXISTS repere (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER);
"""


def demander(adresse):
    with urlopen(adresse, timeout=60) as reponse:
        return json.load(reponse)


def ecrire(copie, changement):
    document = changement.pop("document")
    textes = (document and json.dumps(document), None if document else json.dumps(changement))
    copie.execute("REPLACE INTO fiche VALUES (?, ?, ?, ?)", (changement["uid"], changement["nature"], *textes))


def synchroniser(site, chemin, demander=demander):
    with closing(sqlite3.connect(chemin)) as copie:
        copie.executescript(TABLES)
        (depuis,) = copie.execute("SELECT coalesce(max(revision), 0) FROM repere").fetchone()
        suivante = f"{site.rstrip('/')}/api/v1/changements/?depuis={depuis}&limite=500"
        while suivante:
            page = demander(suivante)
            with copie:  # la page et la révision atteinte sont écrites ensemble, ou pas du tout
                for changement in page["changements"]:
                    ecrire(copie, changement)
                copie.execute("REPLACE INTO repere VALUES (1, ?)", (page["curseur"],))
            suivante = page["suivante"]


if __name__ == "__main__":
    synchroniser(*sys.argv[1:3])
