"""Write the schemes of a national file: known ones take what differs, the others become drafts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.text import slugify

from collectivites.models import Collectivite
from programmes.models import Dispositif, Partenariat, Politique
from programmes.normes import aide, aide_lecture
from programmes.normes.aide import ROLES
from programmes.normes.territoires import du_territoire
from publication.actions import fiches_concernees, synchroniser, verrouiller_revisions
from publication.imports.lecture import replier
from publication.imports.rapport import Difference, Rapport, Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from collectivites.models import Utilisateur
    from programmes.normes.aide_lecture import LigneLue

CHAMPS = {
    "titre": ("titre",),
    "eligibilite": ("eligibilite",),
    "types_aides": ("nature_aide",),
    "porteurs": ("mode",),
    "programmes_parents": ("politique",),
    "url_source": ("page_officielle",),
    "cibles": ("cibles",),
    "eligibilite_geographique": ("territoires",),
    "eligibilite_geographique_exclusions": ("exclusions",),
    "date_ouverture": ("ouverture_le",),
    "date_cloture": ("cloture_le",),
}
"""Fields of each column; the promise and the description give those that they hold."""
PAR_ROLE = {replier(nom): role for role, nom in ROLES.items()}
SLUG_MAXIMAL = 100


@transaction.atomic
def importer_dispositifs(
    contenu: bytes,
    *,
    nom: str,
    par: Utilisateur,
    simuler: bool = False,
    partiel: bool = False,
    avancer: Callable[[int], object] = lambda _nombre: None,
) -> Rapport:
    """Write the good lines of the file ``nom``, or say what would be written (``simuler``); report on each line.

    Without ``partiel``, one refused line keeps all of them out. A scheme is known by its identifier; a cell that says
    what we would write ourselves changes nothing, an empty one erases nothing. New schemes are drafts. ``avancer`` is
    called with the number of lines done. Raises ``FichierIllisible``.
    """
    lues, remarques = aide_lecture.lire(contenu)
    if not simuler:
        verrouiller_revisions()
    registre = Registre(lues, par=par, motif=f"Import du fichier {nom}"[:100])
    for lue in lues:
        if lue.est_bonne:
            registre.placer(lue)
        avancer(1)
    rapport = Rapport([lue.resultat for lue in lues], remarques)
    if simuler or (rapport.refusees and not partiel):
        return rapport
    rapport.publications = registre.ecrire()
    rapport.ecrit = True
    return rapport


@dataclass(slots=True)
class Registre:
    """What the directory knows of what a file names, and what is to be written."""

    lues: list[LigneLue]
    par: Utilisateur
    motif: str
    a_ecrire: list[tuple[Dispositif, LigneLue]] = field(default_factory=list)

    _connus: dict[UUID, Dispositif] = field(init=False)
    _collectivites: dict[str, Collectivite] = field(init=False)
    _politiques: dict[tuple[int, str], Politique] = field(init=False)
    _slugs: set[str] = field(init=False)

    def __post_init__(self) -> None:
        """Read everything that the lines may name, in a constant number of queries."""
        uids = [lue.uid for lue in self.lues if lue.uid]
        self._connus = {d.uid: d for d in Dispositif.objects.filter(uid__in=uids).pour_norme()}
        sirens = {porteur["siren"] for lue in self.lues for porteur in lue.porteurs} - {""}
        portees = Collectivite.objects.filter(siren__in=sirens).prefetch_related("communes")
        self._collectivites = {str(c.siren): c for c in portees}
        cles = [c.pk for c in self._collectivites.values()]
        politiques = Politique.objects.filter(collectivite__in=cles)
        self._politiques = {(p.collectivite_id, replier(p.titre)): p for p in politiques}
        slugs = {_slug(lue) for lue in self.lues}
        self._slugs = set(Dispositif.objects.filter(slug__in=slugs).values_list("slug", flat=True))

    def placer(self, lue: LigneLue) -> None:
        """Decide what becomes of a line, and prepare it."""
        assert lue.uid is not None
        dispositif = self._connus.get(lue.uid)
        collectivite = self._porteuse(lue, dispositif)
        if collectivite is None:
            return
        self._politique(lue, collectivite)
        if lue.champs.get("territoires") == du_territoire(collectivite) and not (dispositif and dispositif.territoires):
            lue.champs["territoires"] = []
        if dispositif is None:
            dispositif = self._nouveau(lue, collectivite)
        else:
            self._comparer(lue, dispositif)
        if lue.resultat.sort in {Sort.CREEE, Sort.MODIFIEE} and self._est_valable(lue, dispositif):
            self.a_ecrire.append((dispositif, lue))

    def ecrire(self) -> int:
        """Write what was prepared, in the name of ``par``; return the number of publications that changed."""
        connus = [dispositif for dispositif, _lue in self.a_ecrire if dispositif.pk]
        avant = fiches_concernees(connus)
        for dispositif, lue in self.a_ecrire:
            self._sauver(dispositif)
            if lue.resultat.sort == Sort.CREEE:
                for partenariat in self._partenariats(dispositif, lue.porteurs[1:]):
                    self._sauver(partenariat)
        return synchroniser([*avant, *fiches_concernees([dispositif for dispositif, _lue in self.a_ecrire])])

    def _sauver(self, objet: Any) -> None:
        objet._history_user, objet._change_reason = self.par, self.motif
        objet.save()

    def _porteuse(self, lue: LigneLue, dispositif: Dispositif | None) -> Collectivite | None:
        """Authority that carries the scheme: the first of the carriers that the directory knows."""
        connues = [self._collectivites[p["siren"]] for p in lue.porteurs if p["siren"] in self._collectivites]
        if dispositif is not None:
            if connues and connues[0] != dispositif.collectivite:
                lue.resultat.remarquer(
                    "porteurs", lue.cellules["porteurs"], f"La porteuse reste « {dispositif.collectivite} »."
                )
            return dispositif.collectivite
        if not connues:
            lue.resultat.refuser(
                "porteurs", lue.cellules["porteurs"], "Aucun porteur n’est une collectivité du répertoire (par SIREN)."
            )
            return None
        return connues[0]

    def _politique(self, lue: LigneLue, collectivite: Collectivite) -> None:
        titres = [titre for titre in lue.cellules["programmes_parents"].split(aide.SEPARATEUR) if titre.strip()]
        politiques = [p for titre in titres if (p := self._politiques.get((collectivite.pk, replier(titre))))]
        if politiques:
            lue.champs["politique"] = politiques[0]
        elif titres:
            lue.resultat.remarquer(
                "programmes_parents",
                lue.cellules["programmes_parents"],
                f"Aucune politique de « {collectivite} » ne porte ce titre : le programme n’est pas gardé.",
            )

    def _nouveau(self, lue: LigneLue, collectivite: Collectivite) -> Dispositif:
        lue.resultat.sort = Sort.CREEE
        dates = lue.champs["ouverture_le"] or lue.champs["cloture_le"]
        instruction = Dispositif.Instruction.APPEL_A_PROJETS if dates else Dispositif.Instruction.PERMANENT
        lue.resultat.remarquer("", "", f"Brouillon ; instruction à confirmer : {instruction.label}.")
        slug = _slug(lue)
        assert lue.uid is not None
        if slug in self._slugs:
            slug = f"{slug}-{lue.uid.hex[:8]}"
        self._slugs.add(slug)
        dispositif = Dispositif(
            uid=lue.uid, slug=slug, collectivite=collectivite, instruction=instruction, source="Fichier dispositif-aide"
        )
        for nom, valeur in lue.champs.items():
            setattr(dispositif, nom, valeur)
        return dispositif

    def _comparer(self, lue: LigneLue, dispositif: Dispositif) -> None:
        actuelle = aide.ligne(dispositif)
        differentes = {
            colonne: texte
            for colonne, texte in lue.cellules.items()
            if texte and texte.replace("\r\n", "\n") != actuelle[colonne] and colonne not in {"id", "date_mise_a_jour"}
        }
        champs = {nom for colonne in differentes for nom in CHAMPS.get(colonne, ())}
        if {"promesse", "description"} & set(differentes):
            champs |= lue.du_texte
        changes = {nom for nom in champs & set(lue.champs) if getattr(dispositif, nom) != lue.champs[nom]}
        proteges = changes & set(dispositif.champs_proteges)
        changes -= proteges
        laissees = {colonne for colonne in differentes if set(CHAMPS.get(colonne, ())) & proteges}
        if lue.du_texte & proteges:
            laissees |= {"promesse", "description"} & set(differentes)
        lue.resultat.proteges = sorted(laissees)
        differentes = {colonne: texte for colonne, texte in differentes.items() if colonne not in laissees}
        for nom in changes:
            setattr(dispositif, nom, lue.champs[nom])
        if "porteurs" in differentes and "mode" not in changes:
            lue.resultat.remarquer(
                "porteurs", lue.cellules["porteurs"], "Les partenaires d’un dispositif connu ne sont pas modifiés."
            )
        if changes:
            lue.resultat.sort = Sort.MODIFIEE
            lue.resultat.differences = [Difference(c, actuelle[c], texte) for c, texte in differentes.items()]

    def _est_valable(self, lue: LigneLue, dispositif: Dispositif) -> bool:
        try:
            dispositif.full_clean(exclude=["collectivite", "politique"])
        except ValidationError as erreur:
            for nom, messages in erreur.message_dict.items():
                colonne = next((c for c, noms in CHAMPS.items() if nom in noms), "")
                colonne = colonne if nom != NON_FIELD_ERRORS else ""
                lue.resultat.refuser(colonne, lue.cellules.get(colonne, ""), " ".join(messages))
            return False
        return True

    def _partenariats(self, dispositif: Dispositif, autres: Iterable[dict[str, Any]]) -> Iterable[Partenariat]:
        for rang, autre in enumerate(autres):
            roles = [PAR_ROLE[replie] for role in autre["roles"] if (replie := replier(role)) in PAR_ROLE]
            yield Partenariat(
                dispositif=dispositif,
                nom=autre["nom"][:200],
                collectivite=self._collectivites.get(autre["siren"]),
                role=roles[0] if roles else Partenariat.Role.PARTENAIRE,
                ordre=rang,
            )


def _slug(lue: LigneLue) -> str:
    return slugify(lue.cellules["titre"])[:SLUG_MAXIMAL].strip("-") or "dispositif"
