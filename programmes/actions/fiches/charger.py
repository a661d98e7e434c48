"""Load the network's sheets: write them, then publish them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from collectivites.models import Collectivite, Contact, Utilisateur
from programmes.actions.fiches.ecriture import Ecriture
from programmes.actions.fiches.erreurs import FichierInvalide
from programmes.actions.fiches.lecture import CLES, lire
from programmes.actions.fiches.parties import ecrire_parties
from programmes.actions.fiches.rapport import Rapport, Resultat, Sort
from programmes.actions.fiches.references import References, conseil
from programmes.models import Dispositif, Organisme, Politique, Projet, Ressource, Synonyme, Thematique
from publication.actions import PublicationImpossible, fiches_concernees, publier, synchroniser, verrouiller_revisions
from publication.actions.publier import verrouiller
from publication.models import Fiche, Statut

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

    from programmes.actions.fiches.lecture import Jeu, Table

COMPTE = "reseau"
MODELES: dict[str, type[Model]] = {
    "thematiques": Thematique,
    "synonymes": Synonyme,
    "organismes": Organisme,
    "collectivites": Collectivite,
    "politiques": Politique,
    "dispositifs": Dispositif,
    "projets": Projet,
    "ressources": Ressource,
}


@transaction.atomic
def charger(
    jeu: Jeu | None = None,
    *,
    remplacer: bool = False,
    par: Utilisateur | None = None,
    avancer: Callable[[int], object] = lambda _nombre: None,
) -> Rapport:
    """Write and publish the records of ``jeu``, by default all those that come with the application.

    What staff have published, withdrawn or begun to write is left alone. With ``remplacer``, published sheets and
    drafts take what the files say and keep the rest; a withdrawn sheet is never touched. ``par`` is by default the
    account of the network. ``avancer`` is called with numbers whose sum is twice that of the records.

    Raises ``FichierInvalide``; nothing is written then.
    """
    verrouiller_revisions()
    chargement = Chargement(remplacer=remplacer, par=par or compte_du_reseau())
    jeu = lire() if jeu is None else jeu
    for genre, table in jeu:
        chargement.ecrire(genre, table)
        avancer(1)
    avancer(len(jeu) - len(chargement.ecrits))
    chargement.publier(avancer)
    return chargement.rapport


def compte_du_reseau() -> Utilisateur:
    """Account in whose name the files are loaded: nobody can log in with it."""
    compte, cree = Utilisateur.objects.get_or_create(username=COMPTE, defaults={"nom_public": "Équipe du réseau"})
    if cree:
        compte.set_unusable_password()
        compte.save()
    return compte


class Chargement:
    """One loading: what it was asked, what it has written, what became of each record."""

    def __init__(self, *, remplacer: bool, par: Utilisateur) -> None:
        """Start with nothing written."""
        self.remplacer = remplacer
        self.par = par
        self.references = References()
        self.ecriture = Ecriture(par=par, references=self.references)
        self.rapport = Rapport()
        self.ecrits: list[tuple[Any, Table]] = []

    def ecrire(self, genre: str, table: Table) -> None:
        """Write one record, unless it is staff's."""
        objet = self._objet(genre, table)
        sort = self._sort(objet)
        if sort.est_ecrit:
            sort = sort if self._ecrire(objet, table) else Sort.INCHANGEE
            self.ecrits.append((objet, table))
        if isinstance(objet, Collectivite):
            self._retenir_contacts(objet, table)
        nature = str(objet._meta.verbose_name)
        self.rapport.resultats.append(Resultat(nature=nature, titre=str(objet), sort=sort))

    def publier(self, avancer: Callable[[int], object]) -> None:
        """Make public what was written and is not yet; bring the rest of the read model in step."""
        for objet, table in self.ecrits:
            if isinstance(objet, Fiche):
                self._publier(objet, table)
            avancer(1)
        synchroniser(fiches_concernees(objet for objet, _table in self.ecrits))

    def _objet(self, genre: str, table: Table) -> Any:
        """Record that the table describes, locked if it is a sheet; a new one when there is none."""
        modele, cle = MODELES[genre], table.valeurs[CLES[genre]]
        objet = self.references.chercher(modele, cle)
        if objet is None and modele is Collectivite and not table.valeurs.get("creer"):
            raison = _("« %(cle)s » ne désigne aucune collectivité.") % {"cle": cle}
            raise FichierInvalide(table.endroit.sous("cle"), raison, conseil(modele))
        objet = modele() if objet is None else objet
        if isinstance(objet, Fiche) and objet.pk:
            objet = verrouiller(objet)
        self.references.retenir(objet, cle)
        return objet

    def _sort(self, objet: Any) -> Sort:
        """What to do with a record: staff's work is not touched unless asked, and a withdrawal never undone."""
        if objet.pk is None:
            return Sort.CREEE
        if isinstance(objet, Fiche) and objet.statut == Statut.RETIREE:
            return Sort.RETIREE
        if self.remplacer:
            return Sort.REMPLACEE
        if not isinstance(objet, Fiche):
            return Sort.CONNUE
        if objet.est_publique:
            return Sort.LAISSEE
        return Sort.EN_TRAVAIL if _est_en_travail(objet) else Sort.COMPLETEE

    def _ecrire(self, objet: Any, table: Table) -> bool:
        """Write the record and its parts; return whether anything differed."""
        if isinstance(objet, Fiche) and objet.a_ete_publique:
            table = table.sans("slug")  # a public address never changes
        change = self.ecriture.poser(objet, table)
        if change and "verifiee_le" in table.valeurs:
            objet.verifiee_par = self.par
        if change:
            self.ecriture.enregistrer(objet, table.endroit)
        change_autour = self.ecriture.lier(objet, table)
        change_autour |= ecrire_parties(self.ecriture, objet, table)
        if change_autour and not change:
            self.ecriture.enregistrer(objet, table.endroit)  # the sheet is as recent as its parts
        return change or change_autour

    def _retenir_contacts(self, collectivite: Collectivite, table: Table) -> None:
        """Let policies and schemes name the contacts that are still as the file says."""
        actuels = {(contact.role, contact.nom, contact.fonction): contact for contact in collectivite.contacts.all()}
        for enfant in table.enfants("contacts"):
            voulu = Contact()
            self.ecriture.poser(voulu, enfant)
            trouve = actuels.get((voulu.role, voulu.nom, voulu.fonction))
            self.references.retenir_contact(collectivite, enfant.valeurs.get("cle", ""), trouve)

    def _publier(self, fiche: Fiche, table: Table) -> None:
        try:
            publier(fiche=fiche, par=self.par)
        except PublicationImpossible as erreur:
            raison = " ".join(map(str, erreur.obstacles))
            raise FichierInvalide(table.endroit, raison, _("Levez l’obstacle, puis relancez la commande.")) from erreur


def _est_en_travail(fiche: Fiche) -> bool:
    """Whether someone has worked on a draft: only the authorities of the official code are drafts that nobody wrote."""
    return not isinstance(fiche, Collectivite) or any(etat.history_user_id for etat in fiche.history.all())
