"""The examples of the documentation that need a token are run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest

from tests import factories as f

GUIDE = (Path(__file__).resolve().parent.parent.parent / "docs/api.md").read_text(encoding="utf-8")
EXEMPLES = re.findall(r"^curl .*\$JETON.+$", GUIDE, re.MULTILINE)
UID = "7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21"
ATTENDUS = [201, 200, 200, 201, 200, 200]


def lire(exemple: str) -> tuple[str, str, dict[str, str], Any]:
    """Verb, address, headers and body of a curl command."""
    verbe, entetes, corps, adresse = "get", {}, None, ""
    mots = iter(shlex.split(exemple)[1:])
    for mot in mots:
        if mot == "-X":
            verbe = next(mots).lower()
        elif mot == "-H":
            nom, valeur = next(mots).split(": ", 1)
            entetes[nom] = valeur
        elif mot == "-d":
            corps = orjson.loads(next(mots))
        else:
            adresse = mot
    lue = urlsplit(adresse)
    return verbe, f"{lue.path}?{lue.query}".removesuffix("?"), entetes, corps


def test_chaque_exemple_a_son_attendu() -> None:
    assert len(EXEMPLES) == len(ATTENDUS)


@pytest.mark.parametrize(("exemple", "attendu"), list(zip(EXEMPLES, ATTENDUS, strict=False)))
def test_chaque_exemple_repond_ce_qu_annonce_le_guide(demander, exemple, attendu) -> None:
    f.ThematiqueFactory(slug="emploi")
    referent = f.JetonFactory(partenaire=f.PartenaireFactory(referent=True))
    if "brouillons" in exemple:
        fiche, jeton = f.DispositifFactory(collectivite=referent.partenaire.compte.collectivite), referent
    else:
        fiche, jeton = f.CollectiviteFactory(publie=True), f.JetonFactory()
    verbe, adresse, entetes, corps = lire(exemple.replace(UID, str(fiche.uid)))
    assert entetes.pop("Authorization") in {"Bearer $JETON", "Bearer $JETON_DE_REFERENT"}
    if "If-Match" in entetes:
        assert entetes["If-Match"] == '"version"'
        entetes["If-Match"] = demander("get", adresse, jeton=jeton)["ETag"]
    if corps is not None:
        assert entetes.pop("Content-Type") == "application/json"
    reponse = demander(verbe, adresse, corps, jeton=jeton, **entetes)
    assert reponse.status_code == attendu, reponse.content
