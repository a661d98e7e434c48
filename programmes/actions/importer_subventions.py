"""Write the grants of a national file: each line finds its grant, or makes one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from collectivites.models import Collectivite
from programmes.models import Dispositif, Organisme, OrganismeAbsorbe, Subvention
from programmes.normes import scdl, scdl_lecture
from publication.actions import fiches_concernees, synchroniser, verrouiller_revisions
from publication.imports.lecture import replier
from publication.imports.rapport import Difference, Rapport, Sort

if TYPE_CHECKING:
    from collections.abc import Callable

    from collectivites.models import Utilisateur
    from programmes.normes.scdl_lecture import LigneLue
    from programmes.normes.texte import Ligne

SIREN = 9
CLE = ("dateConvention", "referenceDecision", "objet")
"""Columns that name a grant of an authority to a beneficiary: two lines that differ in one of them are two grants."""


@transaction.atomic
def importer_subventions(
    contenu: bytes,
    *,
    nom: str,
    par: Utilisateur,
    simuler: bool = False,
    partiel: bool = False,
    avancer: Callable[[int], object] = lambda _nombre: None,
) -> Rapport:
    """Write the good lines of the file ``nom``, or say what would be written (``simuler``); report on each line.

    Without ``partiel``, one refused line keeps all of them out. A grant that the directory already has is found by its
    authority, its beneficiary, its date, its reference and its purpose, and takes what the file says and it does not;
    an empty cell erases nothing. ``avancer`` is called with the number of lines done. Raises ``FichierIllisible``.
    """
    lues, remarques = scdl_lecture.lire(contenu)
    if not simuler:
        verrouiller_revisions()
    registre = Registre(lues, par=par, motif=f"Import du fichier {nom}"[:100])
    for lue in lues:
        registre.placer(lue)
        avancer(1)
    rapport = Rapport([lue.resultat for lue in lues], remarques)
    rapport.remarques.append(f"Total des lignes acceptées, part des bénéficiaires : {scdl_lecture.total(lues)} €.")
    if simuler or (rapport.refusees and not partiel):
        return rapport
    rapport.publications = registre.ecrire()
    rapport.ecrit = True
    return rapport


@dataclass(slots=True)
class Connue:
    """A grant of the directory and what the national file says of it."""

    subvention: Subvention
    cellules: Ligne
    est_prise: bool = False


@dataclass(slots=True)
class Registre:
    """What the directory knows of what a file names, and what ``ecrire`` is to write."""

    lues: list[LigneLue]
    par: Utilisateur
    motif: str
    nouvelles: list[Subvention] = field(default_factory=list)
    changees: list[Subvention] = field(default_factory=list)
    organismes: list[Organisme] = field(default_factory=list)
    sieges: list[Collectivite] = field(default_factory=list)

    _collectivites: dict[str, Collectivite] = field(init=False, default_factory=dict)
    _par_siret: dict[str, Organisme] = field(init=False, default_factory=dict)
    _par_rna: dict[str, Organisme] = field(init=False, default_factory=dict)
    _dispositifs: dict[str, Dispositif] = field(init=False, default_factory=dict)
    _connues: dict[int, list[Connue]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Read everything that the lines may name, in a constant number of queries."""
        sirens = {lue.cellules["idAttribuant"][:SIREN] for lue in self.lues}
        self._collectivites = {str(c.siren): c for c in Collectivite.objects.filter(siren__in=sirens)}
        sirets = {lue.cellules["idBeneficiaire"] for lue in self.lues} - {""}
        rnas = {lue.cellules["rnaBeneficiaire"] for lue in self.lues} - {""}
        self._lire_les_organismes(sirets, rnas)
        uids = {uid for lue in self.lues if (uid := _uuid(lue.cellules["dispositifAide"]))}
        self._dispositifs = {str(d.uid): d for d in Dispositif.objects.filter(uid__in=uids)}
        annees = {jour.year for lue in self.lues if (jour := lue.valeurs.get("dateConvention"))}
        deja = Subvention.objects.des_collectivites([c.pk for c in self._collectivites.values()], annees=annees)
        for subvention in deja:
            self._connues[subvention.collectivite_id].append(Connue(subvention, scdl.ligne(subvention)))

    def _lire_les_organismes(self, sirets: set[str], rnas: set[str]) -> None:
        """Organisations that bear the numbers, and those into which the ones that bore them were merged."""
        absorbes = list(OrganismeAbsorbe.objects.numerotes(sirets=sirets, rnas=rnas))
        connus = {absorbe.organisme_id: absorbe.organisme for absorbe in absorbes}
        for absorbe in absorbes:
            self._retenir(connus[absorbe.organisme_id], absorbe.siret, absorbe.rna)
        for organisme in Organisme.objects.numerotes(sirets=sirets, rnas=rnas):
            porteur = connus.get(organisme.pk, organisme)
            self._retenir(porteur, porteur.siret, porteur.rna)

    def placer(self, lue: LigneLue) -> None:
        """Decide what becomes of a line, and prepare it."""
        if not lue.est_bonne or lue.resultat.sort == Sort.DOUBLON:
            return
        collectivite = self._collectivite(lue)
        if collectivite is None:
            return
        beneficiaire = self._beneficiaire(lue)
        if beneficiaire is None:
            return
        dispositif = self._dispositif(lue)
        connue = self._trouver(lue, collectivite, beneficiaire)
        if connue is None:
            lue.resultat.sort = Sort.CREEE
            self.nouvelles.append(_remplir(Subvention(collectivite=collectivite), lue, beneficiaire, dispositif))
            self._signaler_les_semblables(lue, collectivite, beneficiaire)
            return
        connue.est_prise = True
        self._mettre_a_jour(lue, connue, beneficiaire, dispositif)

    def ecrire(self) -> int:
        """Write what was prepared, in the name of ``par``; return the number of publications that changed."""
        completes = [organisme for organisme in self.organismes if organisme.pk]
        avant = fiches_concernees([*completes, *self.sieges, *self.changees])
        for objet in (*self.sieges, *self.organismes):
            self._sauver(objet)
        if self.nouvelles:
            bulk_create_with_history(
                self.nouvelles, Subvention, batch_size=500, default_user=self.par, default_change_reason=self.motif
            )
        for subvention in self.changees:
            self._sauver(subvention)
        return synchroniser([*avant, *fiches_concernees([*completes, *self.sieges, *self.changees, *self.nouvelles])])

    def _sauver(self, objet: Any) -> None:
        objet._history_user, objet._change_reason = self.par, self.motif
        objet.save()

    def _collectivite(self, lue: LigneLue) -> Collectivite | None:
        siret = lue.cellules["idAttribuant"]
        collectivite = self._collectivites.get(siret[:SIREN])
        if collectivite is None:
            lue.resultat.refuser(
                "idAttribuant", siret, f"Aucune collectivité du répertoire ne porte le SIREN {siret[:SIREN]}."
            )
            return None
        if not collectivite.siret and "siret" not in collectivite.champs_proteges:
            collectivite.siret = siret
            self.sieges.append(collectivite)
            lue.resultat.remarquer("idAttribuant", siret, f"Le SIRET de « {collectivite} » est retenu.")
        elif collectivite.siret != siret:
            garde = collectivite.siret or "vide et protégé"
            lue.resultat.remarquer("idAttribuant", siret, f"« {collectivite} » garde le SIRET de son siège, {garde}.")
        return collectivite

    def _beneficiaire(self, lue: LigneLue) -> Organisme | None:
        siret, rna, nom = (lue.cellules[c] for c in ("idBeneficiaire", "rnaBeneficiaire", "nomBeneficiaire"))
        par_siret, par_rna = self._par_siret.get(siret), self._par_rna.get(rna)
        if par_siret and par_rna and par_siret is not par_rna:
            lue.resultat.refuser(
                "rnaBeneficiaire", rna, f"Le SIRET désigne « {par_siret} » et le numéro RNA « {par_rna} »."
            )
            return None
        organisme = par_siret or par_rna
        if organisme is None:
            organisme = Organisme(nom=nom, siret=siret or None, rna=rna or None)
            self.organismes.append(organisme)
        elif replier(organisme.nom) != replier(nom):
            lue.resultat.remarquer("nomBeneficiaire", nom, f"Le répertoire l’appelle « {organisme.nom} ».")
        self._completer(organisme, siret, rna)
        self._retenir(organisme, organisme.siret, organisme.rna)
        return organisme

    def _retenir(self, organisme: Organisme, siret: str | None, rna: str | None) -> None:
        """Let the numbers lead to an organisation."""
        if siret:
            self._par_siret[siret] = organisme
        if rna:
            self._par_rna[rna] = organisme

    def _completer(self, organisme: Organisme, siret: str, rna: str) -> None:
        """Give an organisation the number that it lacks and that the file says."""
        manquants = {nom: valeur for nom, valeur in (("siret", siret), ("rna", rna)) if valeur}
        manquants = {nom: valeur for nom, valeur in manquants.items() if not getattr(organisme, nom)}
        manquants = {nom: valeur for nom, valeur in manquants.items() if nom not in organisme.champs_proteges}
        for nom, valeur in manquants.items():
            setattr(organisme, nom, valeur)
        if manquants and organisme not in self.organismes:
            self.organismes.append(organisme)

    def _dispositif(self, lue: LigneLue) -> Dispositif | None:
        uid = lue.cellules["dispositifAide"]
        dispositif = self._dispositifs.get(uid.lower())
        if uid and dispositif is None:
            lue.resultat.remarquer(
                "dispositifAide", uid, "Aucun dispositif du répertoire ne porte cet identifiant : il n’est pas gardé."
            )
        return dispositif

    def _trouver(self, lue: LigneLue, collectivite: Collectivite, beneficiaire: Organisme) -> Connue | None:
        """Grant of the directory that the line is about: one that says the same, or one of the same name."""
        libres = [
            c
            for c in self._connues[collectivite.pk]
            if not c.est_prise and beneficiaire.pk is not None and c.subvention.beneficiaire_id == beneficiaire.pk
        ]
        nom = tuple(replier(lue.cellules[colonne]) for colonne in CLE)
        du_nom = [c for c in libres if tuple(replier(c.cellules[colonne]) for colonne in CLE) == nom]
        exactes = [c for c in du_nom if c.cellules["montant"] == lue.cellules["montant"]]
        if exactes or len(du_nom) == 1:
            return (exactes or du_nom)[0]
        sans_date = [c for c in libres if _est_la_meme_sans_date(c, lue)]
        return sans_date[0] if len(sans_date) == 1 else None

    def _signaler_les_semblables(self, lue: LigneLue, collectivite: Collectivite, beneficiaire: Organisme) -> None:
        """Say which grants look like a new one without being it: staff judge."""
        for connue in self._connues[collectivite.pk]:
            if not connue.est_prise and _se_ressemblent(connue, lue, beneficiaire):
                quand = connue.cellules["dateConvention"] or connue.subvention.annee
                lue.resultat.remarquer(
                    "objet",
                    lue.cellules["objet"],
                    f"Ressemble à « {connue.subvention.objet} » ({quand}), du même montant : vérifiez que ce sont "
                    "deux subventions.",
                )

    def _mettre_a_jour(
        self, lue: LigneLue, connue: Connue, beneficiaire: Organisme, dispositif: Dispositif | None
    ) -> None:
        ecrites = {**lue.cellules, **_identite(beneficiaire)}
        if dispositif is None:
            ecrites["dispositifAide"] = ""
        ecrites |= {"nomAttribuant": connue.cellules["nomAttribuant"], "idAttribuant": connue.cellules["idAttribuant"]}
        lue.resultat.differences = [
            Difference(colonne, connue.cellules[colonne], apres)
            for colonne, apres in ecrites.items()
            if apres and apres != connue.cellules[colonne]
        ]
        voulus, proteges = _champs(lue, beneficiaire, dispositif), set(connue.subvention.champs_proteges)
        lue.resultat.proteges = [
            d.colonne for d in lue.resultat.differences if proteges & set(voulus.get(d.colonne, ()))
        ]
        lue.resultat.differences = [d for d in lue.resultat.differences if d.colonne not in lue.resultat.proteges]
        changees = {difference.colonne for difference in lue.resultat.differences}
        if changees:
            lue.resultat.sort = Sort.MODIFIEE
            self.changees.append(_remplir(connue.subvention, lue, beneficiaire, dispositif, seulement=changees))


def _identite(organisme: Organisme) -> Ligne:
    return {
        "nomBeneficiaire": organisme.nom,
        "idBeneficiaire": organisme.siret or "",
        "rnaBeneficiaire": organisme.rna or "",
    }


def _est_la_meme_sans_date(connue: Connue, lue: LigneLue) -> bool:
    """Whether a grant whose date was not known is the one of the line: same year, beneficiary, purpose and amount."""
    subvention = connue.subvention
    return (
        subvention.date_convention is None
        and subvention.annee == lue.valeurs["dateConvention"].year
        and replier(subvention.objet) == replier(lue.cellules["objet"])
        and subvention.montant_accorde in {None, lue.valeurs["montant"]}
    )


def _se_ressemblent(connue: Connue, lue: LigneLue, beneficiaire: Organisme) -> bool:
    """Whether two grants have beneficiary, year and amount in common, and no references that tell them apart."""
    subvention, cellules = connue.subvention, lue.cellules
    references = {connue.cellules["referenceDecision"], cellules["referenceDecision"]}
    annee = subvention.date_convention.year if subvention.date_convention else subvention.annee
    return (
        subvention.beneficiaire_id is not None
        and subvention.beneficiaire_id == beneficiaire.pk
        and annee == lue.valeurs["dateConvention"].year
        and subvention.montant_accorde == lue.valeurs["montant"]
        and ("" in references or len(references) == 1)
    )


def _remplir(
    subvention: Subvention,
    lue: LigneLue,
    beneficiaire: Organisme,
    dispositif: Dispositif | None,
    *,
    seulement: set[str] | None = None,
) -> Subvention:
    """Give a grant what the line says; in the columns of ``seulement`` when it already exists."""
    champs = _champs(lue, beneficiaire, dispositif)
    for colonne, valeurs in champs.items():
        if seulement is None or colonne in seulement:
            for nom, valeur in valeurs.items():
                setattr(subvention, nom, valeur)
    if seulement is None:
        subvention.annee = lue.valeurs["dateConvention"].year
        subvention.source = "Fichier national des subventions (SCDL)"
    return subvention


def _champs(lue: LigneLue, beneficiaire: Organisme, dispositif: Dispositif | None) -> dict[str, dict[str, Any]]:
    """Fields of a grant and their values, by the column that gives them."""
    debut, fin = lue.valeurs["datesPeriodeVersement"]
    return {
        "dateConvention": {"date_convention": lue.valeurs["dateConvention"]},
        "referenceDecision": {"reference_decision": lue.cellules["referenceDecision"]},
        "idBeneficiaire": {"beneficiaire": beneficiaire},
        "objet": {"objet": lue.cellules["objet"]},
        "montant": {"montant_conventionne": lue.valeurs["montant"]},
        "nature": {"nature_aide": lue.cellules["nature"]},
        "conditionsVersement": {"conditions_versement": lue.cellules["conditionsVersement"]},
        "datesPeriodeVersement": {"versement_debut": debut, "versement_fin": fin},
        "idRAE": {"id_rae": lue.cellules["idRAE"]},
        "notificationUE": {"notification_ue": lue.valeurs["notificationUE"]},
        "pourcentageSubvention": {"pourcentage": lue.valeurs["pourcentageSubvention"]},
        "dispositifAide": {"dispositif": dispositif},
    }


def _uuid(texte: str) -> UUID | None:
    try:
        return UUID(texte)
    except ValueError:
        return None
