"""The lists of the API, and what makes a public sheet appear in each."""

from __future__ import annotations

from tests import factories as f

FABRIQUES = {
    "collectivites": f.CollectiviteFactory,
    "politiques": f.PolitiqueFactory,
    "dispositifs": f.DispositifFactory,
    "projets": f.ProjetFactory,
    "ressources": f.RessourceFactory,
}
REFERENTIELS = {
    "regions": f.RegionFactory,
    "departements": f.DepartementFactory,
    "communes": f.CommuneFactory,
    "thematiques": f.ThematiqueFactory,
}


def liste(nom: str) -> str:
    """Address of a list."""
    return f"/api/v1/{nom}/"


def slugs(client, nom: str, **parametres: object) -> list[str]:
    """Slugs of a filtered list, in order."""
    reponse = client.get(liste(nom), parametres)
    assert reponse.status_code == 200, reponse.content
    return [document["slug"] for document in reponse.json()["resultats"]]


def tout_lire(client) -> str:
    """Everything that the API says: lists, details of every sheet that was ever public, search."""
    from publication.models import Publication
    from publication.natures import Nature

    noms = dict(zip(Nature.values, FABRIQUES, strict=True))
    adresses = [liste(nom) for nom in (*FABRIQUES, *REFERENTIELS)]
    adresses += [f"{liste(noms[p.nature])}{p.pk}/" for p in Publication.objects.all()]
    adresses += [liste("recherche") + "?q=fiche", "/api/v1/schema/"]
    return "".join(client.get(adresse).content.decode() for adresse in adresses)
