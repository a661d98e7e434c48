"""Webhooks: made, told what changes, tried again when they do not answer, stopped when they never do."""

from __future__ import annotations

import datetime as dt
import logging
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publication.actions.relecture import AUTOMATIQUE, apres_le_commit
from publication.chiffrement import SecretIllisible, chiffrer, dechiffrer
from publication.models import Livraison, Publication, Webhook
from publication.sortants import AdresseInterdite, Limites, SansReponse, demander
from publication.webhooks import contenu
from publication.webhooks.signature import entetes, nouveau_secret

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from publication.models.changement import Signale

journal = logging.getLogger(__name__)

PAR_LIVRAISON = 500
LIVRAISONS_A_LA_FOIS = 20
ATTENTES = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720))
"""How long to wait after each failure; the last one is repeated."""
GIGUE = 0.2
"""Share of a wait that chance adds or takes away, so that those that failed together do not come back together."""
ABANDON = dt.timedelta(days=3)
"""How long a webhook may fail before it is stopped."""
GARDE_DU_JOURNAL = dt.timedelta(days=30)
LIMITES = Limites(connexion=5, total=10, taille=500, redirections=0)
D_UN_ESSAI = Limites(connexion=3, total=5, taille=500, redirections=0)
GONE = 410
REPRISE = {"statut": Livraison.Statut.EN_ATTENTE, "terminee_le": None, "prochaine_le": None}
GROUPE_PREVENU = "administration"


class LivraisonImpossible(Exception):
    """Nothing can be sent; the message says why, in French."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What an attempt gave: an HTTP status when there was an answer, and its beginning or what went wrong."""

    reponse: str
    duree: int
    code: int | None = None

    @property
    def est_bonne(self) -> bool:
        """Whether the other side took it."""
        return self.code is not None and 200 <= self.code < 300  # noqa: PLR2004  # statuses of success


@transaction.atomic
def creer_webhook(*, webhook: Webhook, par: AbstractBaseUser) -> str:
    """Save a new webhook, told of what changes from now on; return its secret, to be shown once."""
    secret = nouveau_secret()
    webhook.secret_chiffre = chiffrer(secret)
    webhook.derniere_revision = Publication.objects.generation()
    webhook.cree_par_id = par.pk
    webhook.save()
    return secret


@transaction.atomic
def changer_le_secret(*, webhook: Webhook, par: AbstractBaseUser) -> str:
    """Replace a secret that was lost or told; return the new one, to be shown once. ``par`` is logged by the caller."""
    secret = nouveau_secret()
    Webhook.objects.filter(pk=webhook.pk).update(secret_chiffre=chiffrer(secret))
    journal.info("Webhook %s: secret replaced by account %s", webhook.pk, par.pk)
    return secret


@transaction.atomic
def reprendre(*, webhook: Webhook) -> None:
    """Forget past failures of a webhook that is active again: what it was not told goes first."""
    siennes = Livraison.objects.filter(webhook=webhook)
    siennes.en_attente().update(prochaine_le=None)
    if webhook.arrete_le is not None:
        siennes.abandonnees(webhook.arrete_le).update(**REPRISE)
    webhook.echoue_depuis = webhook.arrete_le = None
    webhook.save()


@transaction.atomic
def preparer_livraisons(*, maintenant: dt.datetime) -> int:
    """Write what each late webhook has to be told; return how many deliveries.

    A webhook that still owes us an answer waits: it will be told everything at once.
    """
    revision = Publication.objects.generation()
    faites: list[Livraison] = []
    for webhook in Webhook.objects.en_retard(revision).sans_attente().select_for_update(of=("self",), skip_locked=True):
        faites += _lots(webhook, revision, maintenant)
    Livraison.objects.bulk_create(faites)
    return len(faites)


def _lots(webhook: Webhook, revision: int, maintenant: dt.datetime) -> list[Livraison]:
    """Deliveries that bring a webhook up to a revision, or as far as some deliveries can."""
    lus = list(
        Publication.objects.signales(webhook.derniere_revision, revision)[: PAR_LIVRAISON * LIVRAISONS_A_LA_FOIS]
    )
    suivis = [change for change in lus if not webhook.natures or change.nature in webhook.natures]
    atteinte = lus[-1].revision if len(lus) == PAR_LIVRAISON * LIVRAISONS_A_LA_FOIS else revision
    faites = []
    depuis = webhook.derniere_revision
    for debut in range(0, len(suivis), PAR_LIVRAISON):
        lot = suivis[debut : debut + PAR_LIVRAISON]
        jusque = atteinte if debut + PAR_LIVRAISON >= len(suivis) else lot[-1].revision
        faites.append(_livraison(webhook, lot, depuis, jusque, maintenant))
        depuis = jusque
    Webhook.objects.filter(pk=webhook.pk).update(derniere_revision=atteinte)
    return faites


def _livraison(webhook: Webhook, lot: list[Signale], depuis: int, jusque: int, maintenant: dt.datetime) -> Livraison:
    dit = contenu.des_changements(lot, depuis=depuis, revision=jusque, le=maintenant)
    return Livraison(webhook=webhook, depuis=depuis, revision=jusque, contenu=dit, nombre=len(lot), creee_le=maintenant)


def livrer(*, cle: int) -> None:
    """Send a delivery that waits, and write down what came of it. Nobody else sends to the same webhook meanwhile.

    No transaction lasts as long as the exchange does: a delivery that a crash cut short is sent again, with the same
    identifier.
    """
    livraison = Livraison.objects.a_envoyer(le=timezone.now()).filter(pk=cle).first()
    if livraison is not None:
        noter(livraison, envoyer(livraison, LIMITES))


def essayer(*, webhook: Webhook) -> Livraison:
    """Send at once a delivery that tells nothing, and return what came of it; it is never tried again."""
    maintenant = timezone.now()
    revision = Publication.objects.generation()
    essai = Livraison.objects.create(
        webhook=webhook,
        genre=Livraison.Genre.ESSAI,
        depuis=revision,
        revision=revision,
        contenu=contenu.d_un_essai(revision=revision, le=maintenant),
        creee_le=maintenant,
        statut=Livraison.Statut.ABANDONNEE,
        terminee_le=maintenant,
    )
    issue = envoyer(essai, D_UN_ESSAI)
    _consigner(essai, issue)
    essai.statut = Livraison.Statut.REUSSIE if issue.est_bonne else Livraison.Statut.ABANDONNEE
    essai.terminee_le = timezone.now()
    essai.save()
    return essai


@transaction.atomic
def rejouer(*, livraison: Livraison) -> None:
    """Send a delivery again, as it was and under the same identifier. Raises ``LivraisonImpossible``."""
    if livraison.genre == Livraison.Genre.ESSAI:
        raise LivraisonImpossible(_("Un essai ne se rejoue pas : faites-en un autre."))
    webhook = livraison.webhook
    if not (webhook.est_actif and webhook.partenaire.est_actif):
        raise LivraisonImpossible(_("Ce webhook est arrêté : remettez-le d’abord en marche."))
    Livraison.objects.filter(pk=livraison.pk).update(**REPRISE)


def envoyer(livraison: Livraison, limites: Limites) -> Issue:
    """Sign with the time it is, send, and tell what came of it: this never fails."""
    depart = time.monotonic()
    corps = livraison.contenu.encode()
    try:
        secret = dechiffrer(livraison.webhook.secret_chiffre)
        instant = int(timezone.now().timestamp())
        signes = entetes(secret, identifiant=str(livraison.uid), instant=instant, corps=corps)
        recue = demander("POST", livraison.webhook.url, corps=corps, entetes=signes, limites=limites)
    except SecretIllisible:
        return Issue(reponse=_("Le secret ne se lit plus : SECRET_KEY a changé. Changez-le."), duree=_ms(depart))
    except (AdresseInterdite, SansReponse) as panne:
        return Issue(reponse=str(panne), duree=_ms(depart))
    dit = recue.corps.decode("utf-8", "replace").replace("\x00", "")[:500]
    return Issue(code=recue.statut, reponse=dit, duree=_ms(depart))


def _ms(depart: float) -> int:
    return round((time.monotonic() - depart) * 1000)


@transaction.atomic
def noter(livraison: Livraison, issue: Issue) -> None:
    """Write down an attempt: done, to be tried again later, or the last one, which stops the webhook."""
    maintenant = timezone.now()
    webhook = Webhook.objects.select_for_update().get(pk=livraison.webhook_id)
    _consigner(livraison, issue)
    if issue.est_bonne:
        livraison.statut, livraison.terminee_le, livraison.prochaine_le = Livraison.Statut.REUSSIE, maintenant, None
        webhook.echoue_depuis = None
    else:
        webhook.echoue_depuis = webhook.echoue_depuis or maintenant
        if issue.code == GONE or maintenant - webhook.echoue_depuis >= ABANDON:
            _arreter(webhook, livraison, maintenant)
        else:
            livraison.prochaine_le = maintenant + attente(livraison.tentatives)
    livraison.save()
    webhook.save()


def attente(tentatives: int) -> dt.timedelta:
    """How long to wait after this many failures, more or less a fifth."""
    moyenne = ATTENTES[min(tentatives, len(ATTENTES)) - 1]
    return moyenne * random.uniform(1 - GIGUE, 1 + GIGUE)  # noqa: S311  # nothing to guess here


def _consigner(livraison: Livraison, issue: Issue) -> None:
    livraison.tentatives += 1
    livraison.code, livraison.duree, livraison.reponse = issue.code, issue.duree, issue.reponse


def _arreter(webhook: Webhook, livraison: Livraison, maintenant: dt.datetime) -> None:
    livraison.statut, livraison.terminee_le, livraison.prochaine_le = Livraison.Statut.ABANDONNEE, maintenant, None
    webhook.est_actif, webhook.arrete_le = False, maintenant
    apres_le_commit(prevenir_de_l_arret, webhook, livraison)


def prevenir_de_l_arret(webhook: Webhook, livraison: Livraison) -> None:
    """Write to those who manage partners, and to the partner's technicians: who they are is told to nobody else."""
    chemin = reverse("admin:publication_webhook_change", args=[webhook.pk])
    dits = {"webhook": webhook, "livraison": livraison, "page": f"{settings.ADRESSE_DU_SITE}{chemin}"}
    objet = _("Webhook arrêté : %(partenaire)s") % {"partenaire": webhook.partenaire}
    texte = render_to_string("admin/publication/courriels/webhook_arrete.txt", dits)
    comptes = get_user_model()._default_manager.filter(is_active=True, is_staff=True, groups__name=GROUPE_PREVENU)
    for adresse in comptes.exclude(email="").order_by("pk").values_list("email", flat=True).distinct():
        EmailMessage(objet, texte, to=[adresse], headers=AUTOMATIQUE).send()
    texte = render_to_string("admin/publication/courriels/webhook_arrete_partenaire.txt", dits)
    EmailMessage(objet, texte, to=[webhook.partenaire.courriel], headers=AUTOMATIQUE).send()


@transaction.atomic
def purger_le_journal(*, maintenant: dt.datetime) -> int:
    """Forget finished deliveries after thirty days; return how many."""
    nombre, _par_modele = Livraison.objects.anciennes(maintenant - GARDE_DU_JOURNAL).delete()
    return nombre
