"""``manage.py importer_fiches``: take over the network's existing sheets as drafts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from rich.console import Console
from rich.table import Table
from rich.text import Text

from collectivites.appariement import Annuaire
from collectivites.models import Collectivite
from programmes.actions.fiches import FichierInvalide
from programmes.actions.fiches.charger import compte_du_reseau
from programmes.actions.fiches.references import References, conseil
from programmes.actions.reprise import Choix, creer_les_brouillons, deposer
from programmes.reprise import Confiance, Genre

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from programmes.actions.reprise import FicheReprise
    from programmes.models import Reprise

EXTRAIT = 90
LARGEUR = 140


class Command(BaseCommand):
    """Read documents, report what was read in each, and create the drafts of all in one transaction."""

    help = (
        "Reprend des fiches existantes (texte ou HTML, une ou plusieurs par fichier) sous forme de brouillons. "
        "Une fiche publiée n’est jamais modifiée : ce qui diffère est signalé."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the files, ``--simuler`` and ``--correspondance``."""
        parser.add_argument("fichiers", nargs="+", type=Path, metavar="FICHIER", help="fichiers texte ou HTML")
        parser.add_argument("--simuler", action="store_true", help="tout essayer, ne rien enregistrer")
        parser.add_argument(
            "--correspondance",
            action="append",
            default=[],
            metavar="TITRE=CLÉ",
            help="collectivité d’une fiche que le nom ne suffit pas à désigner : « Rennes=siren:243500139 »",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, match, write, report."""
        sortie: Any = self.stdout
        self.console = Console(file=sortie, highlight=False, width=None if sortie.isatty() else LARGEUR)
        cibles = self._correspondances(options["correspondance"])
        contenus = [(chemin.name, self._lire(chemin)) for chemin in options["fichiers"]]
        try:
            with transaction.atomic():
                reprises, rendus = self._reprendre(contenus, cibles, simuler=options["simuler"])
                if options["simuler"]:
                    transaction.set_rollback(True)
        except FichierInvalide as erreur:
            raise CommandError(str(erreur)) from erreur
        self._rapporter(reprises, rendus, simuler=options["simuler"])

    def _reprendre(
        self, contenus: list[tuple[str, bytes]], cibles: dict[str, Collectivite], *, simuler: bool
    ) -> tuple[list[Reprise], list[FicheReprise]]:
        par, annuaire = compte_du_reseau(), Annuaire()
        reprises = [deposer(nom=nom, contenu=contenu, par=par, annuaire=annuaire) for nom, contenu in contenus]
        inconnues = set(cibles) - {fiche["titre"] for reprise in reprises for fiche in reprise.fiches}
        if inconnues:
            raise CommandError(f"Aucune fiche ne s’intitule « {min(inconnues)} » : recopiez son titre tel quel.")
        for reprise in reprises:
            for fiche in reprise.fiches:
                if fiche["titre"] in cibles:
                    fiche |= {"cible": cibles[fiche["titre"]].pk, "choix": Choix.REPRENDRE.value}
            reprise.save(update_fields=["fiches"])
        return reprises, creer_les_brouillons(reprises=reprises, par=par, simuler=simuler)

    def _lire(self, chemin: Path) -> bytes:
        try:
            return chemin.read_bytes()
        except OSError as erreur:
            raise CommandError(f"{chemin} : fichier illisible ({erreur.strerror}). Vérifiez son chemin.") from erreur

    def _correspondances(self, donnees: list[str]) -> dict[str, Collectivite]:
        cibles: dict[str, Collectivite] = {}
        for donnee in donnees:
            titre, separateur, cle = donnee.rpartition("=")
            trouvee = References().chercher(Collectivite, cle.strip()) if separateur else None
            if trouvee is None:
                raise CommandError(f"« {donnee} » ne désigne aucune collectivité. {conseil(Collectivite)}")
            cibles[titre.strip()] = trouvee
        return cibles

    # — the report

    def _rapporter(self, reprises: list[Reprise], rendus: list[FicheReprise], *, simuler: bool) -> None:
        reste = iter(rendus)
        for reprise in reprises:
            self._dire(f"\n{reprise.nom} : {len(reprise.fiches)} fiche(s)", style="bold")
            for fiche in reprise.fiches:
                self._une_fiche(reprise, fiche, next(reste))
        ecrits = [ecrit for rendu in rendus for ecrit in rendu.ecrits if ecrit.sort in {"creee", "completee"}]
        differences = sum(len(rendu.differences) for rendu in rendus)
        verbe = "seraient écrits (simulation : rien n’est enregistré)" if simuler else "écrits"
        self._dire(
            f"\n{len(rendus)} fiche(s) lue(s), {len(ecrits)} brouillon(s) {verbe}, "
            f"{differences} différence(s) signalée(s).",
            style="bold green",
        )

    def _une_fiche(self, reprise: Reprise, fiche: dict[str, Any], rendu: FicheReprise) -> None:
        self._dire(f"\n■ {fiche['titre'] or '(sans titre)'} : {Genre(fiche['genre']).label}", style="bold")
        self._dire(f"  Collectivité : {rendu.cible or 'aucune reconnue sans doute possible'}")
        if not rendu.cible and fiche["candidates"]:
            noms = Collectivite.objects.filter(pk__in=fiche["candidates"]).values_list("nom", flat=True)
            self._dire(f"  À choisir parmi : {' ; '.join(noms)} (option --correspondance)")
        self._champs(fiche)
        for debut, fin, cle in fiche["morceaux"]:
            if not cle and reprise.texte[debut:fin].strip():
                self._dire("  Texte non reconnu, gardé tel quel :", style="yellow")
                self._dire(reprise.texte[debut:fin].strip("\r\n"))
        for ecrit in rendu.ecrits:
            self._dire(f"  {ecrit.nature} « {ecrit.titre} » : {ecrit.libelle}", style="green")
        for difference in rendu.differences:
            self._dire(f"  Différence. {difference}", style="yellow")
        for refus in rendu.refus:
            self._dire(f"  À reprendre à la main. {refus}", style="red")

    def _champs(self, fiche: dict[str, Any]) -> None:
        tableau = Table("Champ", "Valeur lue", "Confiance", box=None, padding=(0, 2, 0, 2))
        for cle, valeur, confiance, _debut, _fin in fiche["champs"]:
            texte = valeur if isinstance(valeur, str) else ", ".join(valeur.values())
            texte = " ".join(texte.split())
            court = texte if len(texte) <= EXTRAIT else f"{texte[: EXTRAIT - 1]}…"
            tableau.add_row(cle, Text(court), str(Confiance(confiance).label))
        if fiche["champs"]:
            self.console.print(tableau)

    def _dire(self, texte: str, style: str = "") -> None:
        """Print a text as it stands: neither folded nor read as markup."""
        self.console.print(Text(texte, style=style), soft_wrap=True)
