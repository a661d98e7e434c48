"""How the records of this floor are read to find duplicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collectivites.models import Collectivite, Contact
from collectivites.models.types import EPCI, TypeCollectivite
from publication.doublons import Trace, detecteurs
from publication.models import Statut
from publication.recherche import nom_propre, plier

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERCOMMUNALE = frozenset({*EPCI, TypeCollectivite.EPT})


def lire_les_collectivites() -> Iterator[Trace]:
    """Authorities that are neither withdrawn nor dissolved: an EPCI changes its kind, and stays the same.

    Two SIREN numbers are two authorities, however alike their names.
    """
    colonnes = ("pk", "nom", "type", "departement", "region", "latitude", "longitude", "code_insee", "siren")
    vivantes = Collectivite.objects.exclude(statut=Statut.RETIREE).filter(dissoute_en=None, remplacee_par=None)
    lues = vivantes.order_by().values_list(*colonnes)
    for cle, nom, genre, departement, region, latitude, longitude, code, siren in lues:
        plie = plier(nom)
        yield Trace(
            cle=cle,
            titre=plie,
            nom=nom_propre(plie),
            famille="intercommunale" if genre in INTERCOMMUNALE else genre,
            bornes=(region, departement, code, siren),
            contextes=frozenset({("departement", departement)} if departement else ()),
            lieu=(latitude, longitude) if latitude is not None else None,
        )


def lire_les_contacts() -> Iterator[Trace]:
    """Contacts of one authority under the same name, address or telephone."""
    colonnes = ("pk", "collectivite", "prenom", "nom", "email", "telephone")
    lus = Contact.objects.filter(est_archive=False).order_by().values_list(*colonnes)
    for cle, collectivite, prenom, nom, email, telephone in lus:
        codes = (("courriel", email.lower()), ("telephone", str(telephone)))
        nomme = plier(f"{prenom} {nom}") if nom else ""
        yield Trace(
            cle=cle,
            titre=nomme,
            bornes=(collectivite,),
            contextes=frozenset({("collectivite", collectivite)} if nomme else ()),
            codes=tuple((genre, f"{collectivite} {valeur}") for genre, valeur in codes if valeur and valeur != "None"),
        )


def inscrire() -> None:
    """Declare the models of this floor."""
    detecteurs.inscrire(Collectivite, lire_les_collectivites)
    detecteurs.inscrire(Contact, lire_les_contacts)
