"""Columns of policies, schemes, projects and resources."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from publication.tableaux import IDENTITE, SUIVI, Colonne, Tableau, champ, jour, liste, montant

if TYPE_CHECKING:
    from publication.tableaux import Cellule, Document

PORTEUSE = (
    Colonne(cle="collectivite", libelle=_("Collectivité"), lire=champ("collectivite.nom")),
    Colonne(cle="siren", libelle=_("SIREN de la collectivité"), lire=champ("collectivite.siren"), genre="code"),
    Colonne(cle="code_region", libelle=_("Code de région"), lire=champ("collectivite.region"), genre="code"),
    Colonne(
        cle="code_departement", libelle=_("Code de département"), lire=champ("collectivite.departement"), genre="code"
    ),
)
THEMATIQUES = Colonne(cle="thematiques", libelle=_("Thématiques"), lire=liste("thematiques", "nom"))


def _dernier(lignes: str, cle: str) -> Any:
    """Read a field of the first row of a list that begins with the latest year."""

    def lire(document: Document) -> Cellule:
        premiere = next(iter(document[lignes]), None)
        valeur: Cellule = premiere[cle] if premiere else None
        return valeur

    return lire


def _dernier_budget(document: Document) -> Cellule:
    valeur = _dernier("budgets", "montant")(document)
    return None if valeur is None else Decimal(valeur)


def _derniers_etp(document: Document) -> Cellule:
    valeur = _dernier("effectifs", "etp")(document)
    return None if valeur is None else Decimal(valeur)


def _accorde(document: Document) -> Cellule:
    """Sum of the parts that are known, in euros."""
    parts = [Decimal(subvention["part"]) for subvention in document["subventions"] if subvention["part"] is not None]
    return sum(parts, Decimal(0)) if parts else None


def _financeurs(document: Document) -> Cellule:
    noms = {s["collectivite"]["nom"] for s in document["subventions"] if s["collectivite"]}
    return " | ".join(sorted(noms)) or None


POLITIQUES = Tableau(
    colonnes=(
        Colonne(cle="titre", libelle=_("Titre"), lire=champ("titre")),
        *PORTEUSE,
        Colonne(cle="debut", libelle=_("Début"), lire=champ("debut"), genre="annee"),
        Colonne(cle="fin", libelle=_("Fin"), lire=champ("fin"), genre="annee"),
        Colonne(cle="budget", libelle=_("Dernier budget connu"), lire=_dernier_budget, genre="euros"),
        Colonne(cle="budget_annee", libelle=_("Année du budget"), lire=_dernier("budgets", "annee"), genre="annee"),
        Colonne(cle="etp", libelle=_("Équivalents temps plein"), lire=_derniers_etp, genre="nombre"),
        THEMATIQUES,
        Colonne(cle="source_url", libelle=_("Source"), lire=champ("source_url"), genre="lien"),
        *IDENTITE,
        *SUIVI,
    ),
    par_defaut=("titre", "collectivite", "debut", "fin", "budget", "etp", "verifiee_le"),
)
DISPOSITIFS = Tableau(
    colonnes=(
        Colonne(cle="titre", libelle=_("Titre"), lire=champ("titre")),
        *PORTEUSE,
        Colonne(cle="nature_aide", libelle=_("Nature de l’aide"), lire=champ("nature_aide_libelle")),
        Colonne(cle="mode", libelle=_("Mode"), lire=champ("mode_libelle")),
        Colonne(cle="instruction", libelle=_("Instruction"), lire=champ("instruction_libelle")),
        Colonne(cle="montant_min", libelle=_("Montant minimal"), lire=montant("montant_min"), genre="euros"),
        Colonne(cle="montant_max", libelle=_("Montant maximal"), lire=montant("montant_max"), genre="euros"),
        Colonne(
            cle="montant_par_beneficiaire",
            libelle=_("Montant par bénéficiaire"),
            lire=montant("montant_par_beneficiaire"),
            genre="euros",
        ),
        Colonne(
            cle="enveloppe_annuelle", libelle=_("Enveloppe annuelle"), lire=montant("enveloppe_annuelle"), genre="euros"
        ),
        Colonne(cle="taux", libelle=_("Taux (%)"), lire=montant("taux"), genre="nombre"),
        Colonne(cle="ouverture_le", libelle=_("Ouverture"), lire=jour("ouverture_le"), genre="date"),
        Colonne(cle="cloture_le", libelle=_("Clôture"), lire=jour("cloture_le"), genre="date"),
        Colonne(cle="territoires", libelle=_("Territoires"), lire=liste("territoires")),
        Colonne(cle="exclusions", libelle=_("Territoires exclus"), lire=liste("exclusions")),
        THEMATIQUES,
        Colonne(cle="page_officielle", libelle=_("Page officielle"), lire=champ("page_officielle"), genre="lien"),
        *IDENTITE,
        *SUIVI,
    ),
    par_defaut=("titre", "collectivite", "nature_aide", "instruction", "montant_max", "cloture_le"),
)
PROJETS = Tableau(
    colonnes=(
        Colonne(cle="nom", libelle=_("Nom"), lire=champ("nom")),
        Colonne(cle="organisme", libelle=_("Porté par"), lire=champ("organisme.nom")),
        Colonne(cle="forme_juridique", libelle=_("Forme juridique"), lire=champ("organisme.forme_juridique_libelle")),
        Colonne(cle="siret", libelle="SIRET", lire=champ("organisme.siret"), genre="code"),
        Colonne(cle="commune", libelle=_("Commune"), lire=champ("commune.nom")),
        Colonne(cle="code_commune", libelle=_("Code INSEE"), lire=champ("commune.code"), genre="code"),
        Colonne(cle="debut", libelle=_("Début"), lire=champ("debut"), genre="annee"),
        Colonne(cle="fin", libelle=_("Fin"), lire=champ("fin"), genre="annee"),
        Colonne(cle="accorde", libelle=_("Montant accordé"), lire=_accorde, genre="euros"),
        Colonne(cle="financeurs", libelle=_("Soutenu par"), lire=_financeurs),
        Colonne(cle="emplois", libelle=_("Emplois"), lire=champ("emplois"), genre="nombre"),
        THEMATIQUES,
        *IDENTITE,
        *SUIVI,
    ),
    par_defaut=("nom", "organisme", "commune", "debut", "accorde", "financeurs"),
)
SUBVENTIONS = Tableau(
    colonnes=(
        Colonne(cle="projet", libelle=_("Projet"), lire=champ("projet.titre")),
        *PORTEUSE,
        Colonne(cle="beneficiaire", libelle=_("Bénéficiaire"), lire=champ("beneficiaire.nom")),
        Colonne(cle="siret", libelle="SIRET", lire=champ("beneficiaire.siret"), genre="code"),
        Colonne(cle="objet", libelle=_("Objet"), lire=champ("objet")),
        Colonne(cle="dispositif", libelle=_("Dispositif"), lire=champ("dispositif.titre")),
        Colonne(cle="annee", libelle=_("Année"), lire=champ("exercice"), genre="annee"),
        Colonne(cle="date_convention", libelle=_("Convention du"), lire=jour("date_convention"), genre="date"),
        Colonne(cle="montant_demande", libelle=_("Demandé"), lire=montant("montant_demande"), genre="euros"),
        Colonne(cle="montant_vote", libelle=_("Voté"), lire=montant("montant_vote"), genre="euros"),
        Colonne(
            cle="montant_conventionne", libelle=_("Conventionné"), lire=montant("montant_conventionne"), genre="euros"
        ),
        Colonne(cle="montant_verse", libelle=_("Versé"), lire=montant("montant_verse"), genre="euros"),
        Colonne(cle="pourcentage", libelle=_("Part du bénéficiaire"), lire=montant("pourcentage"), genre="nombre"),
        Colonne(cle="accorde", libelle=_("Accordé au bénéficiaire"), lire=montant("part"), genre="euros"),
        Colonne(cle="nature_aide", libelle=_("Nature de l’aide"), lire=champ("nature_aide")),
        Colonne(cle="reference_decision", libelle=_("Décision"), lire=champ("reference_decision")),
        Colonne(cle="conditions_versement", libelle=_("Conditions de versement"), lire=champ("conditions_versement")),
        Colonne(cle="adresse", libelle=_("Fiche du projet"), lire=champ("projet.url"), genre="lien"),
        IDENTITE[0],
        Colonne(cle="source", libelle=_("Source"), lire=champ("source")),
        Colonne(cle="verifiee_le", libelle=_("Vérifiée le"), lire=jour("verifiee_le"), genre="date"),
        Colonne(cle="a_revoir_le", libelle=_("À revoir le"), lire=jour("a_revoir_le"), genre="date"),
        Colonne(cle="licence", libelle=_("Licence"), lire=champ("licence")),
    ),
    par_defaut=("projet", "collectivite", "beneficiaire", "objet", "annee", "accorde"),
)
RESSOURCES = Tableau(
    colonnes=(
        Colonne(cle="titre", libelle=_("Titre"), lire=champ("titre")),
        Colonne(cle="genre", libelle=_("Genre"), lire=champ("genre_libelle")),
        Colonne(cle="auteurs", libelle=_("Auteurs"), lire=champ("auteurs")),
        Colonne(cle="debut", libelle=_("Date"), lire=jour("debut"), genre="date"),
        Colonne(cle="parue_le", libelle=_("Parue le"), lire=jour("parue_le"), genre="date"),
        Colonne(cle="lieu", libelle=_("Lieu"), lire=champ("lieu")),
        Colonne(cle="collectivites", libelle=_("Collectivités"), lire=liste("collectivites", "titre")),
        THEMATIQUES,
        Colonne(cle="lien", libelle=_("Lien"), lire=champ("lien"), genre="lien"),
        *IDENTITE,
        *SUIVI,
    ),
    par_defaut=("titre", "genre", "auteurs", "debut", "collectivites"),
)
