"""What each screen costs when the directory is a hundred times larger: ``python -m benchmarks.administration``.

An administrator opens the home, every list (plain, searched, filtered, at its second page, sorted by each column),
every form, and every autocompletion.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

import django

from benchmarks.deux_tailles import Geste, comparer, options, publier, servir

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.contrib.admin import ModelAdmin
    from django.db.models import Model
    from django.test import Client

COMPTE = "mesure"
RECHERCHES = {"de tous": "synthetique", "de beaucoup": "cooperative", "de personne": "introuvable"}
"""Searches by how many synthetic rows answer them; each list is also asked for the words of its first row."""
SAISIES = {"vide": "", "saisie": "val chim"}


def administrateur() -> Client:
    """A client logged in with every right; the account is made once."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    comptes: Any = get_user_model()
    compte = comptes.objects.filter(username=COMPTE).first() or comptes.objects.create_superuser(COMPTE)
    client = Client()
    client.force_login(compte)
    return client


def ecrans() -> dict[str, Geste]:
    """Measure of each screen, by its name."""
    client = administrateur()
    return {nom: Geste(partial(servir, client, adresse)) for nom, adresse in adresses(client)}


def adresses(client: Client) -> Iterator[tuple[str, str]]:
    """Name and address of each screen of the database of the connection."""
    from django.contrib import admin
    from django.urls import reverse

    yield "accueil", reverse("admin:index")
    for modele, ecran in admin.site._registry.items():
        for nom, adresse in _du_modele(client, modele, ecran):
            yield f"{modele._meta.verbose_name_plural} : {nom}", adresse


def _du_modele(client: Client, modele: type[Model], ecran: ModelAdmin[Any]) -> Iterator[tuple[str, str]]:
    from django.urls import reverse

    adresse = f"admin:{modele._meta.app_label}_{modele._meta.model_name}"
    liste = reverse(f"{adresse}_changelist")
    reponse: Any = client.get(liste)
    yield "liste", liste
    if ecran.has_add_permission(reponse.wsgi_request):
        yield "ajout", reverse(f"{adresse}_add")
    if premier := modele._default_manager.order_by("pk").first():
        yield from _listes(liste, reponse.context_data["cl"], str(premier))
        yield "fiche", reverse(f"{adresse}_change", args=[premier.pk])
    yield from _autocompletions(modele, ecran)


def _listes(liste: str, affichee: Any, premier: str) -> Iterator[tuple[str, str]]:
    """The same list searched, filtered by the last choice of each filter, further, and sorted by each column."""
    from django.utils.http import urlencode

    for nom, texte in {**RECHERCHES, "du premier": premier}.items():
        yield f"recherche {nom}", f"{liste}?{urlencode({'q': texte})}"
    for filtre in affichee.filter_specs:
        yield f"filtre {filtre.title}", liste + list(filtre.choices(affichee))[-1]["query_string"]
    if affichee.multi_page:
        yield "page 2", f"{liste}?p=2"
    for rang, colonne in enumerate(affichee.list_display):
        if affichee.get_ordering_field(colonne):
            yield f"tri {colonne}", f"{liste}?o={rang}"


def _autocompletions(modele: type[Model], ecran: ModelAdmin[Any]) -> Iterator[tuple[str, str]]:
    from django.urls import reverse
    from django.utils.http import urlencode

    for champ in ecran.autocomplete_fields:
        for nom, texte in SAISIES.items():
            appli, modele_et_champ = (
                modele._meta.app_label,
                {"model_name": modele.__name__.lower(), "field_name": champ},
            )
            demande = urlencode({"app_label": appli, **modele_et_champ, "term": texte})
            yield f"choix {champ}, {nom}", f"{reverse('admin:autocomplete')}?{demande}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure in two databases and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    choix = options("Compare l’administration d’un petit et d’un grand répertoire.", arguments)
    publier("Administration, du petit au grand répertoire (durées médianes)", comparer(ecrans, choix))


if __name__ == "__main__":
    main()
