"""Follow a search by e-mail: ask, confirm, change, stop. Nothing here depends on an account or a session."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from publication.actions.alertes import (
    AlerteIntrouvable,
    changer_frequence,
    confirmer_alerte,
    demander,
    desabonner_l_adresse,
)
from publication.actions.alertes import desabonner as effacer
from publication.alertes import courriels
from publication.alertes.jetons import JetonExpire, JetonFaux, Usage, lire, signer
from publication.alertes.lecture import RechercheIncomprise, repondre
from publication.alertes.recherche import SUJETS, Recherche
from publication.forms import AlerteForm, AlerteGeneraleForm, CourrielForm, FrequenceForm
from publication.limites import trop_souvent, trop_vers
from publication.models import Alerte

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    Vue = Callable[..., HttpResponse]

GESTE = "alerter"
lire_ou_envoyer = require_http_methods(["GET", "HEAD", "POST"])


def par_lien(usage: Usage) -> Callable[[Vue], Vue]:
    """Give a view the key of the alert of its signed address; 404 for a forged one, 410 for one too old."""

    def decorer(vue: Vue) -> Vue:
        @never_cache
        @lire_ou_envoyer
        @wraps(vue)
        def ouvrir(request: HttpRequest, jeton: str) -> HttpResponse:
            try:
                cle = lire(jeton, usage)
            except JetonFaux as erreur:
                raise Http404 from erreur
            except JetonExpire:
                return _perime(request)
            return vue(request, cle)

        return ouvrir

    return decorer


@never_cache
@lire_ou_envoyer
@sensitive_post_parameters("email")
def alertes(request: HttpRequest) -> HttpResponse:
    """What alerts are; follow a whole list or everything."""
    recherches = {sujet: Recherche(nature, QueryDict()) for sujet, nature in SUJETS.items()}
    sujets = [(sujet, recherche.titre) for sujet, recherche in recherches.items()]
    formulaire = AlerteGeneraleForm(request.POST or None, sujets=sujets)
    valable = request.method == "POST" and formulaire.is_valid()
    recherche = recherches[formulaire.cleaned_data["sujet"]] if valable else None
    contexte: dict[str, Any] = {
        "formulaire": formulaire,
        "recherche": None,
        "raisons": [],
        "listes": recherches.values(),
    }
    return _repondre(request, formulaire, recherche, contexte)


@never_cache
@lire_ou_envoyer
@sensitive_post_parameters("email")
def alerte(request: HttpRequest, sujet: str) -> HttpResponse:
    """Follow a list as it is filtered: its filters stand in the address of this page as in that of the list."""
    if sujet not in SUJETS:
        raise Http404
    recherche = Recherche(SUJETS[sujet], request.GET)
    formulaire = AlerteForm(request.POST or None)
    contexte = {"formulaire": formulaire, "recherche": recherche, "raisons": recherche.raisons, "listes": ()}
    if not recherche.est_comprise:
        return render(request, "publication/alertes/creer.html", {**contexte, "etat": "incomprise"}, status=400)
    valable = request.method == "POST" and formulaire.is_valid()
    return _repondre(request, formulaire, recherche if valable else None, contexte)


@never_cache
@lire_ou_envoyer
@sensitive_post_parameters("email")
def retrouver(request: HttpRequest) -> HttpResponse:
    """Send the link to one's alerts; the page and the delay are the same whether or not the address has any."""
    formulaire = CourrielForm(request.POST or None)
    valable = request.method == "POST" and formulaire.is_valid()
    envoyer = _envoyer_le_lien if valable else None
    return _traiter(request, formulaire, envoyer, "publication/alertes/retrouver.html", {"formulaire": formulaire})


@never_cache
@require_http_methods(["GET", "HEAD"])
def envoye(request: HttpRequest) -> HttpResponse:
    """Say where to look next, to everyone in the same words."""
    return render(request, "publication/alertes/envoye.html")


@par_lien(Usage.CONFIRMER)
def confirmer(request: HttpRequest, cle: UUID) -> HttpResponse:
    """Show what is asked with a button; only the button confirms, for machines open the links of messages."""
    demandee = Alerte.objects.sans_memoire().filter(pk=cle).first()
    if demandee is None:
        return _perime(request)
    recherche = Recherche.de(demandee)
    if request.method == "POST":
        try:
            reponse = repondre(recherche)
            demandee = confirmer_alerte(cle=cle, reponse=reponse, le=timezone.localdate())
        except (AlerteIntrouvable, RechercheIncomprise):
            return _perime(request)
    contexte = {"alerte": demandee, "recherche": recherche, "gerer": signer(demandee, Usage.GERER)}
    return render(request, "publication/alertes/confirmer.html", contexte)


@csrf_exempt
@par_lien(Usage.DESABONNER)
def desabonner(request: HttpRequest, cle: UUID) -> HttpResponse:
    """Stop an alert: mailboxes post here by themselves (RFC 8058), people press the button."""
    visee = Alerte.objects.sans_memoire().filter(pk=cle).first()
    if request.method == "POST":
        effacer(cle=cle)
        visee = None
    contexte = {"alerte": visee, "recherche": Recherche.de(visee) if visee else None}
    return render(request, "publication/alertes/desabonner.html", contexte)


@par_lien(Usage.GERER)
def mes_alertes(request: HttpRequest, cle: UUID) -> HttpResponse:
    """The alerts of the address that received the link; after each change, the page is read again."""
    porteuse = Alerte.objects.sans_memoire().filter(pk=cle).first()
    if porteuse is None:
        return _perime(request)
    if request.method == "POST":
        _changer(request.POST, porteuse)
        reste = Alerte.objects.de_l_adresse(porteuse.email).first()
        if reste is None:
            return render(request, "publication/alertes/desabonner.html", {"alerte": None, "recherche": None})
        return redirect("publication:mes_alertes", signer(reste, Usage.GERER))
    lignes = [
        {
            "alerte": une,
            "recherche": Recherche.de(une),
            "frequence": FrequenceForm(initial={"frequence": une.frequence}, prefix=une.pk.hex),
        }
        for une in Alerte.objects.de_l_adresse(porteuse.email)
    ]
    return render(request, "publication/alertes/mes_alertes.html", {"lignes": lignes, "email": porteuse.email_masque})


def _repondre(
    request: HttpRequest, formulaire: AlerteForm, recherche: Recherche | None, contexte: dict[str, Any]
) -> HttpResponse:
    """Ask the address to confirm that it follows ``recherche``, if there is one; else show the form."""

    def envoyer(email: str) -> None:
        assert recherche is not None
        demandee = demander(
            email=email,
            nature=recherche.nature,
            requete=recherche.requete,
            frequence=formulaire.cleaned_data["frequence"],
            langue=get_language() or "",
        )
        (courriels.envoyer_deja if demandee.est_confirmee else courriels.envoyer_confirmation)(demandee)

    return _traiter(request, formulaire, envoyer if recherche else None, "publication/alertes/creer.html", contexte)


@sensitive_variables("email")
def _traiter(
    request: HttpRequest,
    formulaire: CourrielForm,
    envoyer: Callable[[str], None] | None,
    gabarit: str,
    contexte: dict[str, Any],
) -> HttpResponse:
    """Send what a valid form asks for, within what a visitor and a mailbox can bear; else show it again with why."""
    etat, statut = "", HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    if envoyer is not None:
        email = formulaire.cleaned_data["email"].lower()
        etat, statut = _envoyer(request, email, envoyer)
        if not etat:
            return redirect("publication:alertes_envoye")
    return render(request, gabarit, {**contexte, "etat": etat}, status=statut)


@sensitive_variables("email")
def _envoyer(request: HttpRequest, email: str, envoyer: Callable[[str], None]) -> tuple[str, HTTPStatus]:
    """Why nothing could be sent, empty when all went well; a mailbox that had enough is spared in silence."""
    if trop_souvent(request, GESTE):
        return "trop", HTTPStatus.TOO_MANY_REQUESTS
    if trop_vers(email, GESTE):
        return "", HTTPStatus.OK
    try:
        envoyer(email)
    except OSError:
        return "panne", HTTPStatus.SERVICE_UNAVAILABLE
    return "", HTTPStatus.OK


@sensitive_variables("email")
def _envoyer_le_lien(email: str) -> None:
    une = Alerte.objects.de_l_adresse(email).first()
    if une is None:
        courriels.envoyer_aucune(email)
    else:
        courriels.envoyer_lien(une)


def _changer(envoi: QueryDict, porteuse: Alerte) -> None:
    """Do what a button of the page of one's alerts asks; an alert that is not of this address is left alone."""
    if "tout" in envoi:
        desabonner_l_adresse(email=porteuse.email)
        return
    for une in Alerte.objects.de_l_adresse(porteuse.email):
        if envoi.get("supprimer") == une.pk.hex:
            effacer(cle=une.pk)
        elif envoi.get("changer") == une.pk.hex:
            choix = FrequenceForm(envoi, prefix=une.pk.hex)
            if choix.is_valid():
                changer_frequence(cle=une.pk, frequence=choix.cleaned_data["frequence"])


def _perime(request: HttpRequest) -> HttpResponse:
    return render(request, "publication/alertes/perime.html", status=HTTPStatus.GONE)
