"""Write the drafts of existing sheets in one transaction; what staff wrote is kept, and what differs is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from collectivites.appariement import Annuaire, Fait, departements_du_code_postal
from collectivites.models import Collectivite, Contact, Departement, TypeCollectivite
from collectivites.noms import adresse
from programmes.actions.fiches import Sort
from programmes.actions.fiches.champs import forme
from programmes.actions.fiches.ecriture import Ecriture
from programmes.actions.fiches.erreurs import Endroit
from programmes.actions.fiches.parties import ecrire_parties
from programmes.actions.fiches.references import References
from programmes.actions.reprise.comparer import dire, dite, proposer_les_differences
from programmes.actions.reprise.rapport import Ecrit, FicheReprise
from programmes.actions.reprise.saisie import CHAMPS, PARTIES, Choix
from programmes.actions.reprise.tables import garder, table
from programmes.models import Dispositif, Politique, Ressource
from programmes.reprise import Genre
from publication.actions import fiches_concernees, synchroniser, verrouiller_revisions
from publication.actions.publier import verrouiller
from publication.models import AncienneAdresse, Fiche, Statut
from publication.recherche import plier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collectivites.models import Utilisateur
    from programmes.actions.reprise.saisie import FicheAReprendre, Valeurs

F = TypeVar("F", bound=Fiche)
LONGUEUR_D_ADRESSE = 110


@transaction.atomic
def reprendre(fiches: Sequence[FicheAReprendre], *, par: Utilisateur, simuler: bool = False) -> list[FicheReprise]:
    """Write the drafts of ``fiches`` in the name of ``par``; return what became of each, in order.

    Nothing is published. A published or withdrawn sheet is left alone, a draft keeps what it says: what the document
    says otherwise is told. With ``simuler``, everything is tried and nothing kept.

    Raises ``FichierInvalide`` when a record as a whole cannot be saved; nothing is written then.
    """
    with transaction.atomic():
        verrouiller_revisions()
        ecrivain = _Ecrivain(par)
        comptes_rendus = [ecrivain.ecrire(fiche) for fiche in fiches]
        synchroniser(fiches_concernees(ecrivain.ecrits))
        if simuler:
            transaction.set_rollback(True)
    return comptes_rendus


class _Ecrivain:
    """One writing, sheet by sheet."""

    def __init__(self, par: Utilisateur) -> None:
        self.ecriture = Ecriture(par=par, references=References())
        self.annuaire = Annuaire()
        self.ecrits: list[Any] = []
        self.rendu = FicheReprise("")
        self.endroit = Endroit("")
        self.source = ""

    def ecrire(self, fiche: FicheAReprendre) -> FicheReprise:
        self.rendu = FicheReprise(fiche.titre, str(fiche.cible or ""))
        self.endroit, self.source = Endroit(fiche.titre), fiche.source
        cible = self._cible(fiche)
        if fiche.choix == Choix.LAISSER:
            self.rendu.refus.append(_("Cette fiche n’est pas reprise."))
        elif fiche.genre == Genre.RESSOURCE:
            self._ressource(fiche, cible)
        elif cible is None:
            self.rendu.refus.append(_("Choisissez la collectivité : rien n’est repris sans elle."))
        elif fiche.genre == Genre.DISPOSITIF:
            self._dispositif(fiche, cible)
        else:
            self._collectivite(fiche, cible)
        return self.rendu

    # — the authority

    def _cible(self, fiche: FicheAReprendre) -> Collectivite | None:
        if fiche.choix == Choix.CREER:
            return self._nouvelle_collectivite(fiche)
        return None if fiche.cible is None or fiche.choix == Choix.LAISSER else _verrouillee(fiche.cible)

    def _nouvelle_collectivite(self, fiche: FicheAReprendre) -> Collectivite | None:
        """An authority that the official code does not have; one of the same name and kind is taken instead."""
        nom = fiche.identite.get("nom") or fiche.identite.get("porteur") or ""
        type_ = fiche.identite.get("type") or fiche.identite.get("type_du_nom") or ""
        if not nom or type_ not in TypeCollectivite.values:
            self.rendu.refus.append(_("Pour créer la collectivité, indiquez son nom et son type."))
            return None
        connue = self.annuaire.apparier(Fait(nom, (type_,), code_postal=fiche.champs.get("code_postal", ""))).trouvee
        if connue is not None:
            return _verrouillee(connue)
        codes = departements_du_code_postal(fiche.champs.get("code_postal", ""))
        departement = Departement.objects.filter(pk__in=codes).first() if len(codes) == 1 else None
        collectivite = Collectivite(
            nom=nom,
            type=type_,
            slug=self._adresse_libre(Collectivite, adresse(nom)),
            departement=None if type_ == TypeCollectivite.REGION else departement,
            region=departement.region if departement else None,
        )
        self._enregistrer(collectivite)
        self.annuaire = Annuaire()
        self._rendre(collectivite, Sort.CREEE)
        self.rendu.cible = str(collectivite)
        return collectivite

    def _collectivite(self, fiche: FicheAReprendre, cible: Collectivite) -> None:
        valeurs = garder(Collectivite, self._champs(fiche, Collectivite), self.rendu.refus)
        if "population" in valeurs:
            valeurs["population_source"] = fiche.source
        if self._a_une_politique(fiche):
            valeurs["connaissance_politique"] = Collectivite.ConnaissancePolitique.CONNUE.value
        self._comparer_le_type(fiche, cible)
        change = self._completer(cible, valeurs)
        change |= self._adhesion(fiche, cible)
        contacts, ajoutes = self._contacts(fiche, cible)
        self._rendre(cible, self._sort(cible, change=change or ajoutes))
        politique = self._politique(fiche, cible, contacts) if self._a_une_politique(fiche) else None
        for rang, valeurs_lues in enumerate(fiche.parties["dispositifs"], start=1):
            ou = _("dispositif n° %(rang)d") % {"rang": rang}
            donnees = garder(Dispositif, valeurs_lues, self.rendu.refus, ou)
            if "titre" in donnees:
                self._un_dispositif(cible, donnees, politique)

    def _champs(self, fiche: FicheAReprendre, modele: type[Any]) -> Valeurs:
        return {cle: v for cle, v in fiche.champs.items() if CHAMPS[fiche.genre].get(cle) is modele}

    def _comparer_le_type(self, fiche: FicheAReprendre, cible: Collectivite) -> None:
        lu = fiche.identite.get("type", "")
        if lu and lu != cible.type and lu in TypeCollectivite.values:
            ecrit = fiche.identite.get("type_ecrit") or TypeCollectivite(lu).label
            self._differe(cible, _("type"), cible.get_type_display(), ecrit)

    def _adhesion(self, fiche: FicheAReprendre, cible: Collectivite) -> bool:
        annee = fiche.identite.get("adhesion", "")
        connues = list(cible.adhesions.all())
        if not annee or any(str(adhesion.debut) == annee for adhesion in connues):
            return False
        if connues or not self._est_libre(cible):
            self._differe(cible, _("année d’adhésion"), ", ".join(map(str, connues)), annee)
            return False
        return ecrire_parties(self.ecriture, cible, table(self.endroit, {"adhesions": [{"debut": annee}]}))

    def _contacts(self, fiche: FicheAReprendre, cible: Collectivite | None) -> tuple[list[Contact], bool]:
        """Contacts of the sheet, those already known included; none has a consent, so none is public by name."""
        trouves: list[Contact] = []
        ajoutes = False
        connus = {_cle(contact): contact for contact in (cible.contacts.all() if cible else [])}
        for rang, lu in enumerate(fiche.parties.get("contacts", []), start=1):
            valeurs = garder(Contact, lu, self.rendu.refus, _("contact n° %(rang)d") % {"rang": rang})
            voulu = Contact(collectivite=cible, ordre=len(connus))
            self.ecriture.poser(voulu, table(self.endroit.sous("contacts"), {"role": "autre", **valeurs}))
            if not voulu.nom and not voulu.fonction:
                continue
            if _cle(voulu) in connus:
                trouves.append(connus[_cle(voulu)])
            elif cible is None or not self._est_libre(cible):
                dit = f"{voulu}, {voulu.fonction}" if voulu.nom and voulu.fonction else str(voulu)
                self._differe(cible, _("contact"), "", dit)
            else:
                self._enregistrer(voulu)
                connus[_cle(voulu)] = voulu
                trouves.append(voulu)
                ajoutes = True
        return trouves, ajoutes

    # — the policy

    def _a_une_politique(self, fiche: FicheAReprendre) -> bool:
        textes = any(self._champs(fiche, Politique).values())
        return textes or any(fiche.parties[nom] for nom in forme(Politique).parties if nom in fiche.parties)

    def _politique(self, fiche: FicheAReprendre, cible: Collectivite, contacts: list[Contact]) -> Politique:
        """The policy of the authority, new or the first that it has."""
        valeurs = garder(Politique, self._champs(fiche, Politique), self.rendu.refus)
        parties = self._parties(fiche, forme(Politique).parties)
        actuelle = cible.politiques.order_by("pk").first()
        if actuelle is None:
            nouvelle = Politique(
                collectivite=cible,
                titre=_("Politique ESS : %(nom)s") % {"nom": cible.nom},
                slug=self._adresse_libre(Politique, f"ess-{cible.slug}"),
            )
            self._creer(nouvelle, {**valeurs, **parties})
            nouvelle.contacts.set(contacts)
            return nouvelle
        actuelle = _verrouillee(actuelle)
        change = self._completer(actuelle, valeurs)
        change |= self._completer_les_parties(actuelle, parties)
        self._rendre(actuelle, self._sort(actuelle, change=change))
        return actuelle

    def _parties(self, fiche: FicheAReprendre, noms: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        gardees: dict[str, list[dict[str, Any]]] = {}
        for nom in noms:
            modele = PARTIES[fiche.genre].get(nom, (None, ()))[0]
            for rang, lues in enumerate(fiche.parties.get(nom, []) if modele else [], start=1):
                assert modele is not None
                ou = f"{modele._meta.verbose_name} n° {rang}"
                if valeurs := garder(modele, lues, self.rendu.refus, ou):
                    gardees.setdefault(nom, []).append(valeurs)
        return gardees

    def _completer_les_parties(self, objet: Any, parties: dict[str, list[dict[str, Any]]]) -> bool:
        """Write the kinds of parts that a draft does not have; tell those that it has otherwise."""
        change = False
        for nom, voulues in parties.items():
            actuelles = list(getattr(objet, nom).all())
            if not actuelles and self._est_libre(objet):
                change |= ecrire_parties(self.ecriture, objet, table(self.endroit, {nom: voulues}, self.source))
                continue
            modele: Any = objet._meta.get_field(nom).related_model
            for voulue in voulues:
                lue = modele()
                self.ecriture.poser(lue, table(self.endroit.sous(nom), voulue))
                if not any(all(getattr(actuelle, c) == getattr(lue, c) for c in voulue) for actuelle in actuelles):
                    dites = " ; ".join(dire(actuelle, voulue) for actuelle in actuelles)
                    self._differe(objet, str(modele._meta.verbose_name), dites, dire(lue, voulue))
        return change

    # — the scheme, the resource

    def _dispositif(self, fiche: FicheAReprendre, cible: Collectivite) -> None:
        valeurs = garder(Dispositif, self._champs(fiche, Dispositif), self.rendu.refus)
        if "titre" not in valeurs:
            self.rendu.refus.append(_("Donnez un titre au dispositif."))
            return
        parties = self._parties(fiche, ("partenariats", "chiffres"))
        contacts, _ajoutes = self._contacts(fiche, cible)
        self._un_dispositif(cible, {**valeurs, **parties}, None, contacts)

    def _un_dispositif(
        self,
        cible: Collectivite,
        valeurs: dict[str, Any],
        politique: Politique | None,
        contacts: Sequence[Contact] = (),
    ) -> None:
        plie = plier(valeurs["titre"])
        connu = next((d for d in cible.dispositifs.order_by("pk") if plier(d.titre) == plie), None)
        if connu is None:
            nouveau = Dispositif(
                collectivite=cible,
                politique=politique,
                slug=self._adresse_libre(Dispositif, f"{cible.slug}-{slugify(valeurs['titre'])}"),
            )
            self._creer(nouveau, {"nature_aide": "subvention", "instruction": "fil_de_leau", **valeurs})
            nouveau.contacts.set(contacts)
            return
        self._reprendre_connue(connu, valeurs)

    def _ressource(self, fiche: FicheAReprendre, cible: Collectivite | None) -> None:
        valeurs = garder(Ressource, self._champs(fiche, Ressource), self.rendu.refus)
        if "titre" not in valeurs:
            self.rendu.refus.append(_("Donnez un titre à la ressource."))
            return
        valeurs.setdefault("genre", "article")
        citees = [cible] if cible else []
        interventions = self._interventions(fiche, citees)
        if interventions:
            valeurs["interventions"] = interventions
        _contacts, ajoutes = self._contacts(fiche, cible)
        if cible and ajoutes:
            self._rendre(cible, self._sort(cible, change=True))
        plie = plier(valeurs["titre"])
        connue = next((r for r in Ressource.objects.order_by("pk") if plier(r.titre) == plie), None)
        if connue is not None:
            self._reprendre_connue(connue, valeurs)
            return
        nouvelle = Ressource(slug=self._adresse_libre(Ressource, slugify(valeurs["titre"])))
        self._creer(nouvelle, valeurs)
        nouvelle.collectivites.set(dict.fromkeys(citees))

    def _interventions(self, fiche: FicheAReprendre, citees: list[Collectivite]) -> list[dict[str, Any]]:
        """Interventions, each with its authority when its name leaves no doubt."""
        parties = self._parties(fiche, ("interventions",)).get("interventions", [])
        lues = [lue for lue in fiche.parties["interventions"] if any(lue.values())]
        for valeurs, lue in zip(parties, lues, strict=False):
            trouvee = (
                self.annuaire.apparier(Fait(lue.get("collectivite", ""))).trouvee if lue.get("collectivite") else None
            )
            if trouvee is not None:
                valeurs["collectivite"] = f"slug:{trouvee.slug}"
                citees.append(trouvee)
        return [valeurs for valeurs in parties if "texte" in valeurs and {"intervenant", "fonction"} & valeurs.keys()]

    # — what they share

    def _reprendre_connue(self, connue: Any, valeurs: dict[str, Any]) -> None:
        connue = _verrouillee(connue)
        parties = {nom: valeurs.pop(nom) for nom in forme(type(connue)).parties if nom in valeurs}
        change = self._completer(connue, valeurs)
        change |= self._completer_les_parties(connue, parties)
        self._rendre(connue, self._sort(connue, change=change))

    def _creer(self, objet: Any, valeurs: dict[str, Any]) -> None:
        donnees = table(self.endroit, valeurs, self.source)
        self.ecriture.poser(objet, donnees)
        self._enregistrer(objet)
        ecrire_parties(self.ecriture, objet, donnees)
        self._rendre(objet, Sort.CREEE)

    def _completer(self, objet: Any, valeurs: dict[str, Any]) -> bool:
        """Fill the empty fields of a draft; tell every field that says something else."""
        lu = type(objet)()
        self.ecriture.poser(lu, table(self.endroit, valeurs))
        change = False
        differentes: dict[str, Any] = {}
        for nom in valeurs:
            actuelle, voulue = getattr(objet, nom), getattr(lu, nom)
            if actuelle == voulue:
                continue
            if self._est_libre(objet) and _est_vide(objet, nom):
                setattr(objet, nom, voulue)
                change = True
            elif nom != "population_source":
                differentes[nom] = voulue
                self._differe(objet, str(objet._meta.get_field(nom).verbose_name), actuelle, voulue)
        if change:
            self._enregistrer(objet)
        if proposer_les_differences(objet, differentes, par=self.ecriture.par, titre=self.rendu.titre):
            phrase = _("%(nature)s « %(objet)s » : une proposition attend l’examen de l’équipe.")
            self.rendu.differences.append(phrase % {"nature": objet._meta.verbose_name, "objet": objet})
        return change

    def _est_libre(self, objet: Fiche) -> bool:
        """Whether a sheet may be written: neither public nor withdrawn."""
        return objet.statut in {Statut.BROUILLON, Statut.A_RELIRE}

    def _sort(self, objet: Fiche, *, change: bool) -> Sort:
        if objet.statut == Statut.RETIREE:
            return Sort.RETIREE
        if objet.est_publique:
            return Sort.LAISSEE
        return Sort.COMPLETEE if change else Sort.INCHANGEE

    def _enregistrer(self, objet: Any) -> None:
        self.ecriture.enregistrer(objet, self.endroit.sous(str(objet._meta.verbose_name)))
        self.ecrits.append(objet)

    def _rendre(self, objet: Any, sort: Sort) -> None:
        nature = str(objet._meta.verbose_name)
        self.rendu.ecrits.append(Ecrit(nature, str(objet), sort.value, objet._meta.label_lower, objet.pk))
        self.ecrits.append(objet)

    def _differe(self, objet: Any, champ: str, actuelle: Any, lue: Any) -> None:
        ou = f"{objet._meta.verbose_name} « {objet} »" if objet is not None else _("sans collectivité choisie")
        phrase = _("%(ou)s, %(champ)s : la fiche dit « %(actuelle)s », le document « %(lue)s ». Rien n’est changé.")
        dit = {"ou": ou, "champ": champ, "actuelle": dite(actuelle), "lue": dite(lue)}
        self.rendu.differences.append(phrase % dit)

    def _adresse_libre(self, modele: type[Fiche], voulue: str) -> str:
        """An address that no sheet has or had: a number is added to one that is taken."""
        base = (voulue or "fiche")[:LONGUEUR_D_ADRESSE].strip("-")
        prises = set(modele.fiches().filter(slug__startswith=base).values_list("slug", flat=True))
        prises |= set(AncienneAdresse.objects.filter(nature=modele.nature).values_list("slug", flat=True))
        rang, libre = 1, base
        while libre in prises:
            rang += 1
            libre = f"{base}-{rang}"
        return libre


def _verrouillee(fiche: F) -> F:
    return cast("F", verrouiller(fiche))


def _cle(contact: Contact) -> tuple[str, str]:
    """What makes two contacts the same: the person, or the function where nobody is named."""
    personne = plier(f"{contact.prenom} {contact.nom}")
    return (personne, "") if contact.nom else ("", plier(contact.fonction))


def _est_vide(objet: Any, nom: str) -> bool:
    """Whether a field says nothing: its default does not count as something that staff wrote."""
    return getattr(objet, nom) in {None, "", False} or (
        nom == "connaissance_politique" and objet.connaissance_politique == Collectivite.ConnaissancePolitique.INCONNUE
    )
