"""How dates, amounts and numbers of documents are written in French."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.filters import EXCLUSION
from publication.presentation import avec
from publication.recherche import COUPURE, DEBUT_MARQUE, FIN_MARQUE
from publication.texte_riche import en_clair, en_html

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from publication.donnees_liees import DonneesLiees
    from publication.facettes import Facette, Valeur
    from publication.models import Publication

register = template.Library()

register.filter(en_clair)

INSECABLE = "\N{NO-BREAK SPACE}"
MOTS_DU_RESUME = 35
COULEURS_DE_SERIE = ("#0b5d57", "#8a8778", "#7a4a00")
FINE = "\N{NARROW NO-BREAK SPACE}"
SANS_LANGUE = (settings.MEDIA_URL, settings.STATIC_URL, "/api/v", "/admin/", "//")


@register.filter
def nombre(valeur: Any) -> str:
    """Write a number the French way: « 5 559 051 », « 12,6 »; empty for none. Needless zeros are left out."""
    if valeur in (None, ""):
        return ""
    exact = Decimal(str(valeur))
    entier = exact == exact.to_integral_value()
    decimales = 0 if entier else len(f"{exact.normalize():f}".partition(".")[2])
    return number_format(exact, decimal_pos=decimales, use_l10n=True, force_grouping=True).replace(INSECABLE, FINE)


@register.filter
def euros(valeur: Any) -> str:
    """Write an amount in euros: « 360 000 € »; cents only when there are some."""
    if valeur in (None, ""):
        return ""
    montant = Decimal(str(valeur))
    decimales = 0 if montant == montant.to_integral_value() else 2
    texte = number_format(montant, decimal_pos=decimales, use_l10n=True, force_grouping=True)
    return f"{texte.replace(INSECABLE, FINE)}{INSECABLE}€"


def en_date(valeur: Any) -> dt.date | None:
    """Return the day of an ISO date or date-time, or of an object that is one already."""
    if isinstance(valeur, dt.datetime):
        return timezone.localtime(valeur).date()
    if isinstance(valeur, dt.date):
        return valeur
    if not valeur:
        return None
    moment = parse_datetime(valeur)
    if moment is not None and "T" in valeur:
        return timezone.localtime(moment).date()
    return parse_date(valeur)


@register.filter
def jour(valeur: Any) -> SafeString | str:
    """Write a day: « 7 janvier 2019 », readable by machines too; empty for none."""
    date = en_date(valeur)
    if date is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', date.isoformat(), date_format(date, "j F Y"))


def jour_court(valeur: dt.date) -> SafeString:
    """Write a day in figures, for tables: « 07/01/2019 »."""
    return format_html('<time datetime="{}">{}</time>', valeur.isoformat(), date_format(valeur, "d/m/Y"))


@register.filter
def periode(fiche: dict[str, Any]) -> str:
    """Write the years of a record that has ``debut`` and ``fin``: « 2017–2021 », « depuis 2014 », « jusqu’en 2020 »."""
    debut, fin = fiche["debut"], fiche["fin"]
    if debut and fin:
        return str(debut) if debut == fin else f"{debut}–{fin}"
    if debut:
        return _("depuis %(annee)s") % {"annee": debut}
    return _("jusqu’en %(annee)s") % {"annee": fin} if fin else ""


@register.filter
def valeur_chiffre(chiffre: dict[str, Any]) -> str:
    """Write a key figure as its source does: « 85 000 à 95 000 », « 12,6 % », « 3 milliards d’€ » as plain numbers."""
    texte = nombre(chiffre["valeur"])
    if chiffre["valeur_max"] is not None:
        texte = _("%(bas)s à %(haut)s") % {"bas": texte, "haut": nombre(chiffre["valeur_max"])}
    return f"{texte}{INSECABLE}{chiffre['unite']}" if chiffre["unite"] else texte


@register.filter
def lien(adresse: str) -> str:
    """Address, in the language of the page, of a page that a document cites; other addresses stay as they are."""
    langue = get_language()
    ailleurs = not adresse.startswith("/") or adresse.startswith(SANS_LANGUE)
    return adresse if langue in (None, settings.LANGUAGE_CODE) or ailleurs else f"/{langue}{adresse}"


@register.filter
def traduit(libelle: str | None) -> str:
    """Label that a document gives in French, in the language of the page when the catalogue knows it."""
    return _(libelle) if libelle else ""


@register.filter
def texte_riche(texte: str, niveau: int = 2) -> SafeString:
    """Show a long text of a sheet; ``niveau`` is the level of the heading above it."""
    return en_html(texte, niveau + 1)


@register.filter
def a_jour(publication: Publication) -> bool:
    """Whether the record counts as verified today."""
    return publication.est_a_jour(timezone.localdate())


@register.filter
def somme(lignes: list[dict[str, Any]], champ: str) -> Decimal | None:
    """Total of a field of amounts, ``None`` when no line has one."""
    montants = [Decimal(ligne[champ]) for ligne in lignes if ligne[champ] is not None]
    return sum(montants, Decimal(0)) if montants else None


@register.filter
def connu(lignes: list[dict[str, Any]], champ: str) -> bool:
    """Whether a line at least has a value in a field."""
    return any(ligne[champ] is not None for ligne in lignes)


@register.filter
def surligne(texte: str) -> SafeString:
    """Escape a passage of a search result, and mark the words between the markers."""
    avant, *morceaux = texte.replace(COUPURE, "").split(DEBUT_MARQUE)
    suite = format_html_join("", "<mark>{}</mark>{}", (_couper(morceau) for morceau in morceaux))
    return format_html("{}{}", avant, suite)


@register.filter
def passage(publication: Publication) -> SafeString | str:
    """Marked passage of a search result, with ellipses where it is cut; the summary when nothing in it is marked."""
    extrait = " ".join(getattr(publication, "extrait", "").replace(COUPURE, "").split())
    if DEBUT_MARQUE not in extrait:
        return Truncator(publication.resume).words(MOTS_DU_RESUME)
    nu = extrait.replace(DEBUT_MARQUE, "").replace(FIN_MARQUE, "")
    avant = "" if " ".join(publication.resume.split()).startswith(nu[:20]) else "… "
    apres = "" if nu.endswith((".", "!", "?", "…")) else " …"
    return surligne(f"{avant}{extrait}{apres}")


def _couper(morceau: str) -> tuple[str, str]:
    marque, _separateur, apres = morceau.partition(FIN_MARQUE)
    return marque, apres


@register.simple_tag
def adresse_sans(requete: QueryDict, facette: Facette, valeur: Valeur) -> str:
    """Query string that leaves a value of a facet out; or takes it back, when it is left out already."""
    signe = f"{EXCLUSION}{valeur.code}"
    autres = [code for code in requete.getlist(facette.nom) if code not in {valeur.code, signe}]
    return avec(requete, facette.nom, autres if valeur.est_exclue else [*autres, signe])


@register.filter
def script_json_ld(donnees: DonneesLiees) -> SafeString:
    """Write a description for search engines; browsers do not run it."""
    return format_html('<script type="application/ld+json">{}</script>', donnees)


@register.filter
def point(valeur: Any) -> str:
    """Write a number as SVG and programs read it."""
    return f"{Decimal(str(valeur)).normalize():f}"


@register.filter
def couleur_de_serie(rang: int) -> str:
    """Light colour of a series of a chart, for printers that read no style sheet inside a drawing."""
    return COULEURS_DE_SERIE[(rang - 1) % len(COULEURS_DE_SERIE)]


@register.filter
def avec_unite(valeur: Any, unite: str) -> str:
    """Write a figure of a chart with its unit, a dash when it is unknown."""
    if valeur is None:
        return "–"
    if unite == "€":
        return euros(valeur)
    return f"{nombre(valeur)}{INSECABLE}{unite}" if unite else nombre(valeur)


@register.filter
def cellule(valeur: Any, genre: str) -> str | SafeString:
    """Write a cell of a table, a dash for nothing."""
    if valeur is None:
        return "–"
    ecrire = ECRITURES.get(genre)
    return ecrire(valeur) if ecrire else str(valeur)


@register.simple_tag
def adresse_de_page(requete: str, numero: int) -> str:
    """Query string of page ``numero``."""
    return f"{requete}{'&' if len(requete) > 1 else ''}page={numero}"


@register.filter
def voisines(page: Page[Any]) -> list[int | str]:
    """Page numbers to offer: the first, the last, those around this one, and ellipses."""
    numeros: list[int | str] = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return numeros


ECRITURES = {"euros": euros, "nombre": nombre, "date": jour_court}


@register.filter
def joignables(contacts: list[dict[str, Any]]) -> bool:
    """Tell whether one of the published contacts has a phone number or an e-mail address."""
    return any(contact.get("telephone") or contact.get("email") for contact in contacts)
