"""Calendar arithmetic."""

import calendar
import datetime as dt


def ajouter_mois(jour: dt.date, mois: int) -> dt.date:
    """Return the day ``mois`` months after ``jour``, or the last day of that month when it is shorter."""
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    dernier = calendar.monthrange(annee, rang + 1)[1]
    return dt.date(annee, rang + 1, min(jour.day, dernier))
