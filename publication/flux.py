"""Feeds: what appeared or changed (Atom), when schemes open and close (iCalendar)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from publication.templatetags.presentation import en_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publication.models import Publication

AU_PLUS = 50
"""Entries of a feed, the last changed."""
DROITS = "Licence Ouverte 2.0 (etalab-2.0)"
UN_JOUR = dt.timedelta(days=1)


def atom(publications: Iterable[Publication], *, titre: str, page: str, adresse: str, racine: str) -> bytes:
    """Write a feed; ``page`` is what it follows, ``adresse`` its own, ``racine`` that of the site, all absolute."""
    flux = Atom1Feed(
        title=titre,
        link=page,
        description=_("Fiches publiées ou modifiées"),
        feed_url=adresse,
        feed_guid=adresse,
        language="fr",
        feed_copyright=DROITS,
    )
    for publication in publications:
        flux.add_item(
            title=publication.titre,
            link=f"{racine}{publication.get_absolute_url()}",
            description=publication.resume,
            unique_id=f"urn:uuid:{publication.pk}",
            pubdate=publication.publiee_le,
            updateddate=publication.modifiee_le,
            categories=[publication.nature, *publication.thematiques],
        )
    return flux.writeString("utf-8").encode()


def calendrier(dispositifs: Iterable[Publication], *, titre: str, racine: str) -> bytes:
    """Write the days when schemes open and close, a whole day each; those without a date are left out."""
    agenda = Calendar()
    agenda.add("prodid", "-//Répertoire ESS//FR")
    agenda.add("version", "2.0")
    agenda.add("x-wr-calname", titre)
    for publication in dispositifs:
        contenu = publication.contenu
        for champ, verbe in (("ouverture_le", _("Ouverture")), ("cloture_le", _("Clôture"))):
            jour = en_date(contenu[champ])
            if jour is not None:
                agenda.add_component(_evenement(publication, f"{publication.pk}-{champ}", verbe, jour, racine))
    return bytes(agenda.to_ical())


def _evenement(publication: Publication, uid: str, verbe: str, jour: dt.date, racine: str) -> Any:
    evenement = Event()
    evenement.add("uid", uid)
    evenement.add("summary", _("%(verbe)s : %(titre)s") % {"verbe": verbe, "titre": publication.titre})
    evenement.add("dtstart", jour)
    evenement.add("dtend", jour + UN_JOUR)
    evenement.add("dtstamp", publication.modifiee_le)
    evenement.add("url", f"{racine}{publication.get_absolute_url()}")
    evenement.add("description", publication.resume)
    return evenement
