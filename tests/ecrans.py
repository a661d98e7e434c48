"""Every screen of the administration, found among its addresses, on a world where each model has a full record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import connection
from django.test import RequestFactory
from django.urls import URLResolver, resolve

from collectivites.actions.groupes import installer_groupes
from programmes.actions.reprise import deposer
from publication.actions import synchroniser
from publication.models import Fiche
from tests import factories as f
from tests.factories.actions import un_doublon, un_lien_verifie
from tests.monde_public import creer_un_monde_complet
from tests.types_de_pages import NOM_TRES_LONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

SANS_PAGE = {
    "login": "leads to the login of the accounts",
    "logout": "takes a form, and leads to the site",
    "password_change": "leads to the page of the account",
    "password_change_done": "belongs to Django's own change of password, which nothing leads to",
    "autocomplete": "gives data",
    "jsi18n": "gives a script",
    "view_on_site": "leads to the site",
    "apercu": "is the public page",
    "restaurer": "takes a form",
    "simple_history": "leads to the comparison",
    "lancer": "takes a form",
    "exporter": "gives a file",
    "etat": "gives data",
    "erreurs": "gives a file",
    "presence": "takes data",
    "controler": "takes data",
    "chercher": "takes a form",
    "revoquer": "takes a form",
    "essayer": "takes a form",
    "secret": "takes a form",
    "enregistrer": "takes a form",
    "actualiser": "takes a form",
    "ouvrir_sur": "takes a form",
    "lot": "takes a form",
    "annuler": "takes a form",
    "reprendre": "takes a form",
}
"""Ends of the names of the addresses that show no screen of the administration."""
PAGES = Path(__file__).resolve().parent / "programmes" / "pages"
PARAMETRE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Adresse:
    """An address of the administration: its name and its route, whose parameters stand between angle brackets."""

    nom: str
    route: str

    @property
    def ecran(self) -> str:
        """What follows the model in the name."""
        return self.nom.removeprefix(_prefixe(self.modele)) if self.modele else self.nom

    @property
    def modele(self) -> type[Model] | None:
        """Model that it is about, which its route begins with."""
        return next((m for m in admin.site._registry if self.route.startswith(_prefixe(m).replace("_", "/"))), None)

    def remplie(self, objet: Any, brouillon: Any = None) -> str:
        """The address for a record, and for another of the same kind that is merged into it; ranks start at zero."""
        valeurs = {"rang": "0", "app_label": "programmes", "perdue": str(getattr(brouillon, "pk", ""))}
        return "/admin/" + PARAMETRE.sub(lambda p: valeurs.get(p[1], str(getattr(objet, "pk", ""))), self.route)


def adresses(motifs: Any = None, debut: str = "") -> Iterator[Adresse]:
    """Named addresses; those without a name lead elsewhere."""
    for motif in admin.site.urls[0] if motifs is None else motifs:
        route = debut + str(motif.pattern)
        if isinstance(motif, URLResolver):
            yield from adresses(motif.url_patterns, route)
        elif motif.name:
            yield Adresse(motif.name, "programmes/" if motif.name == "app_list" else route.removeprefix("^"))


def _prefixe(modele: type[Model]) -> str:
    return f"{modele._meta.app_label}_{modele._meta.model_name}_"


class Monde:
    """Records for the screens: a full one of each model, and drafts for what is only done to a draft."""

    def __init__(self) -> None:
        """Create them."""
        installer_groupes()
        self.collectivite = creer_un_monde_complet()
        f.CollectiviteFactory(publie=True, nom=NOM_TRES_LONG)
        f.PropositionFactory(publication=self.collectivite.publication)
        f.ChangementProposeFactory(proposition=f.PropositionFactory(publication=self.collectivite.publication))
        f.LienDeMiseAJourFactory(publication=self.collectivite.publication)
        f.ThematiqueFactory(fille=True)
        deposer(nom="fiches.html", contenu=PAGES.joinpath("fiches.html").read_bytes(), par=f.UtilisateurFactory())
        f.LotLigneFactory()
        un_doublon()
        un_lien_verifie()
        _tache_en_echec()
        self.objets: dict[type[Model], Any] = {modele: self._un(modele) for modele in admin.site._registry}
        self.brouillons: dict[type[Model], Any] = {
            modele: self._fabrique(modele)() for modele in self.objets if issubclass(modele, Fiche)
        }
        synchroniser([self.collectivite])

    def _un(self, modele: type[Model]) -> Any:
        connu = modele._default_manager.order_by("pk").first()
        return connu or self._fabrique(modele)()

    def _fabrique(self, modele: type[Model]) -> Any:
        return getattr(f, f"{modele.__name__}Factory")

    def autre(self, adresse: Adresse) -> Any:
        """Another record of the same model, for the addresses that name two."""
        if "perdue" not in adresse.route or adresse.modele is None:
            return None
        return self.brouillons.get(adresse.modele) or self._fabrique(adresse.modele)()

    def objet(self, adresse: Adresse) -> Any:
        """Record for an address."""
        brouillon = adresse.ecran in {"delete", "renvoyer"} and adresse.modele in self.brouillons
        objets = self.brouillons if brouillon else self.objets
        return objets[adresse.modele] if adresse.modele else None


def _tache_en_echec() -> None:
    """A job that failed: its table is written by the worker alone."""
    with connection.cursor() as curseur:
        curseur.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " VALUES ('default', 'publication.tasks.verifier', '{}', 'failed', 3)"
        )


def ecrans(monde: Monde, compte: Any) -> list[str]:
    """Addresses of the screens that an account may open, those of the same kind together."""
    requete = RequestFactory().get("/admin/")
    requete.user = compte
    trouves = []
    for adresse in sorted(adresses(), key=lambda adresse: adresse.ecran):
        if adresse.ecran in SANS_PAGE:
            continue
        objet = monde.objet(adresse)
        chemin = adresse.remplie(objet, monde.autre(adresse))
        requete.resolver_match = resolve(chemin)
        if _permis(adresse, objet, requete):
            trouves.append(chemin)
    return list(dict.fromkeys(trouves))


def _permis(adresse: Adresse, objet: Any, requete: Any) -> bool:
    if adresse.modele is None:
        return True
    ecran: Any = admin.site._registry[adresse.modele]
    match adresse.ecran:
        case "supprimes":
            return ecran.peut_restaurer(requete, None)
        case "add":
            return ecran.has_add_permission(requete)
        case "delete":
            return ecran.has_delete_permission(requete, objet)
        case "changelist":
            return ecran.has_view_permission(requete)
        case _:
            return ecran.has_view_permission(requete, objet)
