"""The messages of the alerts. Each is written in the language of the alert, and none is kept or logged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.alertes.jetons import DUREES, Usage, signer
from publication.alertes.recherche import Recherche
from publication.courriels import envoyer
from publication.fiches import libelles_des_parties

if TYPE_CHECKING:
    from publication.alertes.lecture import Modifiee, Resume
    from publication.models import Alerte

AU_PLUS = 40
"""Sheets that a part of a digest names; the list shows the others."""


def envoyer_confirmation(alerte: Alerte) -> None:
    """Ask the owner of the address; what a stranger typed in the search box is not repeated to him."""
    with translation.override(alerte.langue):
        contexte = {
            "recherche": Recherche.de(alerte),
            "alerte": alerte,
            "confirmer": adresse(alerte, Usage.CONFIRMER),
            "delai": _jours(Usage.CONFIRMER),
        }
        envoyer(alerte.email, _("Confirmez votre alerte"), "confirmation", contexte)


def envoyer_deja(alerte: Alerte) -> None:
    """Answer someone who asks again for an alert that is active: nothing changes."""
    with translation.override(alerte.langue):
        contexte = {"recherche": Recherche.de(alerte), "alerte": alerte, "gerer": adresse(alerte, Usage.GERER)}
        envoyer(alerte.email, _("Vous suivez déjà cette recherche"), "deja", contexte)


def envoyer_lien(alerte: Alerte) -> None:
    """Send the way to the page of one's alerts."""
    with translation.override(alerte.langue):
        contexte = {"gerer": adresse(alerte, Usage.GERER), "delai": _jours(Usage.GERER)}
        envoyer(alerte.email, _("Vos alertes"), "lien", contexte)


def envoyer_aucune(email: str) -> None:
    """Tell an address that no alert follows it: a message leaves in every case, so that no one learns which it is."""
    contexte = {"alertes": f"{settings.ADRESSE_DU_SITE}{reverse('publication:alertes')}"}
    envoyer(email, _("Vos alertes"), "aucune", contexte)


def envoyer_resume(alerte: Alerte, resume: Resume) -> None:
    """Send a digest, with the headers by which a mailbox offers to unsubscribe in one click (RFC 8058)."""
    with translation.override(alerte.langue):
        recherche = Recherche.de(alerte)
        desabonner = adresse(alerte, Usage.DESABONNER)
        contexte = {
            "recherche": recherche,
            "alerte": alerte,
            "resume": resume,
            "parties": list(_parties(resume)),
            "page": f"{settings.ADRESSE_DU_SITE}{recherche.adresse}",
            "gerer": adresse(alerte, Usage.GERER),
            "desabonner": desabonner,
        }
        entetes = {"List-Unsubscribe": f"<{desabonner}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        envoyer(alerte.email, _objet(resume, recherche), "resume", contexte, entetes)


def adresse(alerte: Alerte, usage: Usage) -> str:
    """Absolute signed address."""
    ecrans = {Usage.CONFIRMER: "confirmer", Usage.DESABONNER: "desabonner", Usage.GERER: "mes_alertes"}
    with translation.override(alerte.langue):
        return f"{settings.ADRESSE_DU_SITE}{reverse(f'publication:{ecrans[usage]}', args=[signer(alerte, usage)])}"


def _objet(resume: Resume, recherche: Recherche) -> str:
    compte = ngettext("%(nombre)d changement", "%(nombre)d changements", resume.nombre) % {"nombre": resume.nombre}
    return f"{compte} · {recherche.titre}"


def _parties(resume: Resume) -> Any:
    """Parts of a digest that have something to say: title, lines to show, how many more there are."""
    parties: list[tuple[str, list[dict[str, Any]]]] = [
        (_("Nouvelles fiches"), [{"fiche": fiche, "note": fiche.resume} for fiche in resume.nouvelles]),
        (_("Fiches modifiées"), [{"fiche": m.publication, "note": _changement(m)} for m in resume.modifiees]),
        (_("Fiches retirées"), [{"fiche": fiche, "note": fiche.motif} for fiche in resume.retirees]),
        (_("Ne répondent plus à votre recherche"), [{"fiche": fiche, "note": ""} for fiche in resume.sorties]),
    ]
    for titre, lignes in parties:
        for ligne in lignes[:AU_PLUS]:
            ligne["adresse"] = f"{settings.ADRESSE_DU_SITE}{ligne['fiche'].get_absolute_url()}"
        if lignes:
            yield {"titre": titre, "lignes": lignes[:AU_PLUS], "autres": max(0, len(lignes) - AU_PLUS)}


def _changement(modifiee: Modifiee) -> str:
    parties = list(libelles_des_parties(modifiee.publication.nature, modifiee.parties))
    return _("Changé : %(parties)s") % {"parties": ", ".join(parties)} if parties else _("Mise à jour")


def _jours(usage: Usage) -> int:
    duree = DUREES[usage]
    assert duree is not None
    return duree.days
