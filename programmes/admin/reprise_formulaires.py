"""Forms of the screens that take over existing sheets: the document, and the values of one sheet."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import ForeignKey, TextField, URLField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collectivites.appariement import Annuaire, Fait
from collectivites.models import Collectivite, TypeCollectivite
from programmes.actions.fiches.references import References
from programmes.actions.reprise import CHAMPS, PARTIES, Choix
from programmes.reprise import Genre

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import Model

OCTETS_AU_PLUS = 2_000_000
PREMIERE_ANNEE, DERNIERE_ANNEE = 1990, 2100
IDENTITE = ("nom", "type", "adhesion")


class Fichiers(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FichiersField(forms.FileField):
    """Files, none or several; each is refused when it is too big to be a sheet."""

    widget = Fichiers

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return the files."""
        donnes = data if isinstance(data, list | tuple) else [data] if data else []
        fichiers: list[UploadedFile[Any]] = []
        for donne in donnes:
            fichier = super().clean(donne, initial)
            if fichier.size > OCTETS_AU_PLUS:
                message = gettext("« %(nom)s » dépasse 2 Mo : coupez-le en plusieurs documents.")
                raise forms.ValidationError(message % {"nom": fichier.name})
            fichiers.append(fichier)
        return fichiers


class DepotForm(forms.Form):
    """A pasted text, or files."""

    texte = forms.CharField(
        label=_("Texte ou HTML collé"),
        required=False,
        strip=False,
        max_length=OCTETS_AU_PLUS,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 90}),
        help_text=_("Une ou plusieurs fiches à la suite, copiées de leur page : tout est gardé, rien n’est publié."),
    )
    nom = forms.CharField(
        label=_("Provenance du texte collé"),
        required=False,
        max_length=200,
        help_text=_("Par exemple : « Page Grand Est du site du réseau ». Pour un fichier, son nom suffit."),
    )
    fichiers = FichiersField(
        label=_("Fichiers"),
        required=False,
        widget=Fichiers(attrs={"accept": ".txt,.htm,.html,text/plain,text/html"}),
        help_text=_("Texte ou HTML, plusieurs à la fois si besoin ; 2 Mo au plus chacun."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for something to read."""
        donnees = super().clean() or self.cleaned_data
        if not donnees.get("texte", "").strip() and not donnees.get("fichiers") and "fichiers" not in self.errors:
            raise forms.ValidationError(gettext("Collez un texte, ou choisissez au moins un fichier."))
        return donnees

    def documents(self) -> Iterable[tuple[str, bytes | str]]:
        """Name and content of each document."""
        if self.cleaned_data["texte"].strip():
            yield self.cleaned_data["nom"] or gettext("Texte collé"), self.cleaned_data["texte"]
        for fichier in self.cleaned_data["fichiers"]:
            yield fichier.name, fichier.read()


class PourQuiForm(forms.Form):
    """The authority of a sheet, and what to do with it."""

    choix = forms.ChoiceField(label=_("Que faire de cette fiche"), choices=Choix.choices, widget=forms.RadioSelect)
    cible = forms.ChoiceField(
        label=_("Collectivité"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("La collectivité du code officiel, ou celle qui a déjà une fiche."),
    )
    autre = forms.CharField(
        label=_("Une autre collectivité"),
        required=False,
        max_length=200,
        help_text=_("Nom complet, ou clé : siren:243500139, departement:35, region:53, slug:pays-de-rennes."),
    )

    def __init__(
        self, *args: Any, candidates: Iterable[Collectivite] = (), est_ressource: bool = False, **options: Any
    ) -> None:
        """Offer the authorities that the sheet may mean."""
        super().__init__(*args, **options)
        self.est_ressource = est_ressource
        self.trouvee: Collectivite | None = None
        self.fields["cible"].choices = [  # type: ignore[attr-defined]
            *((str(candidate.pk), decrire(candidate)) for candidate in candidates),
            ("", gettext("aucune de celles-ci")),
        ]

    def clean(self) -> dict[str, Any]:
        """Find the other authority that is named, and ask for one where one is needed."""
        donnees = super().clean() or self.cleaned_data
        if donnees.get("autre"):
            self._chercher(donnees["autre"])
        elif donnees.get("cible"):
            self.trouvee = Collectivite.objects.filter(pk=donnees["cible"]).first()
        manque = donnees.get("choix") == Choix.REPRENDRE and self.trouvee is None and not self.est_ressource
        if manque and not self.errors:
            self.add_error("cible", gettext("Choisissez la collectivité, ou dites de ne pas reprendre cette fiche."))
        return donnees

    def _chercher(self, texte: str) -> None:
        cle = References().chercher(Collectivite, texte.strip()) if ":" in texte else None
        appariement = Annuaire().apparier(Fait(texte))
        self.trouvee = cle or appariement.trouvee
        if self.trouvee is None:
            proches = " ; ".join(decrire(candidate) for candidate in appariement.candidates)
            message = gettext("« %(texte)s » ne désigne pas une collectivité, et une seule.") % {"texte": texte}
            self.add_error("autre", f"{message} {gettext('Peut-être :')} {proches}." if proches else message)


def decrire(collectivite: Collectivite) -> str:
    """An authority as one tells it from others of the same name."""
    ou = collectivite.departement or collectivite.region
    precisions = [collectivite.get_type_display(), str(ou) if ou else "", collectivite.get_statut_display()]
    return f"{collectivite.nom} ({', '.join(filter(None, precisions))})"


def champ_de(modele: type[Model], nom: str) -> forms.Field:
    """Field of a form for a field of a model; none is required: what is empty is not written."""
    champ: Any = modele._meta.get_field(nom)
    if isinstance(champ, ForeignKey):
        return forms.CharField(label=champ.verbose_name, required=False, max_length=200)
    options: dict[str, Any] = {"required": False}
    if isinstance(champ, URLField):
        options["assume_scheme"] = "https"
    if isinstance(champ, TextField):
        options["widget"] = forms.Textarea(attrs={"rows": 5, "cols": 60})
    formulaire: forms.Field = champ.formfield(**options)
    formulaire.required = False
    if isinstance(formulaire, forms.IntegerField | forms.DecimalField):
        formulaire.localize = True  # « 1 500,50 » as people write it
        formulaire.widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 14})
        formulaire.widget.is_localized = True
    return formulaire


def formulaire_de_champs(genre: Genre) -> type[forms.Form]:
    """Form of the plain values of a sheet."""
    champs: dict[str, Any] = {cle: champ_de(modele, cle) for cle, modele in CHAMPS[genre].items()}
    if genre == Genre.COLLECTIVITE:
        types = [("", "–"), *TypeCollectivite.choices]
        champs = {
            "nom": forms.CharField(label=_("nom lu"), required=False, max_length=200),
            "type": forms.ChoiceField(label=_("type lu"), required=False, choices=types),
            "adhesion": forms.IntegerField(
                label=_("année d’adhésion"), required=False, min_value=PREMIERE_ANNEE, max_value=DERNIERE_ANNEE
            ),
            **champs,
        }
    champs["source"] = forms.CharField(
        label=_("source"), required=False, max_length=200, help_text=_("Notée à côté de chaque chiffre repris.")
    )
    return type("ChampsForm", (forms.Form,), champs)


def jeux_de_parties(genre: Genre) -> dict[str, Any]:
    """Formset of each kind of part."""
    jeux: dict[str, Any] = {}
    for cle, (modele, colonnes) in PARTIES[genre].items():
        champs: dict[str, Any] = {colonne: champ_de(modele, colonne) for colonne in colonnes}
        formulaire = type(f"{cle.capitalize()}Form", (forms.Form,), champs)
        jeux[cle] = forms.formset_factory(formulaire, extra=1, can_delete=True)
    return jeux


def en_texte(valeur: Any) -> str:
    """A cleaned value as the document keeps it: a text."""
    if isinstance(valeur, bool):
        return "oui" if valeur else ""
    if isinstance(valeur, Decimal):
        return f"{valeur:f}"
    if isinstance(valeur, dt.date):
        return valeur.isoformat()
    return "" if valeur is None else str(valeur).replace("\r\n", "\n")


def textes(valeurs: dict[str, Any]) -> dict[str, str]:
    """Texts of the cleaned values that say something."""
    return {cle: texte for cle, valeur in valeurs.items() if (texte := en_texte(valeur))}


def initiales(saisie: dict[str, Any]) -> dict[str, Any]:
    """Values of the plain form, from what the document keeps."""
    valeurs = {**{cle: saisie["identite"].get(cle, "") for cle in IDENTITE}, **saisie["champs"]}
    valeurs["type"] = valeurs["type"] or saisie["identite"].get("type_du_nom", "")
    return {**valeurs, "source": saisie["source"], "redaction_en_cours": bool(valeurs.get("redaction_en_cours"))}


class Correction:
    """The forms of one sheet, together: bound to what was sent, or to what the document keeps."""

    def __init__(self, fiche: dict[str, Any], candidates: Iterable[Collectivite], donnees: Any = None) -> None:
        """Make the forms."""
        self.fiche, self.saisie = fiche, fiche["saisie"]
        self.genre = Genre(fiche["genre"])
        qui = {"choix": fiche["choix"], "cible": str(fiche["cible"] or "")}
        self.pour_qui = PourQuiForm(
            donnees, initial=qui, candidates=candidates, est_ressource=self.genre == Genre.RESSOURCE
        )
        self.champs = formulaire_de_champs(self.genre)(donnees, initial=initiales(self.saisie))
        self.parties = {
            cle: jeu(donnees, initial=self.saisie["parties"].get(cle, []), prefix=cle)
            for cle, jeu in jeux_de_parties(self.genre).items()
        }

    def est_valable(self) -> bool:
        """Validate all the forms, so that every error shows at once."""
        return all(
            [self.pour_qui.is_valid(), self.champs.is_valid(), *(jeu.is_valid() for jeu in self.parties.values())]
        )

    def erreurs(self) -> int:
        """Number of fields to correct."""
        jeux = sum(len(erreurs) for jeu in self.parties.values() for erreurs in jeu.errors)
        return len(self.pour_qui.errors) + len(self.champs.errors) + jeux

    def resultat(self) -> dict[str, Any]:
        """What ``corriger`` takes."""
        valeurs = textes(self.champs.cleaned_data)
        source = valeurs.pop("source", "")
        lue = {cle: valeur for cle, valeur in self.saisie["identite"].items() if cle not in IDENTITE}
        identite = {**lue, **{cle: valeurs.pop(cle) for cle in IDENTITE if cle in valeurs}}
        parties = {
            cle: [textes(_sans_suppression(ligne)) for ligne in jeu.cleaned_data if ligne and not ligne.get("DELETE")]
            for cle, jeu in self.parties.items()
        }
        trouvee = self.pour_qui.trouvee
        return {
            "saisie": {"champs": valeurs, "parties": parties, "identite": identite, "source": source},
            "choix": self.pour_qui.cleaned_data["choix"],
            "cible": trouvee.pk if trouvee else None,
        }


def _sans_suppression(ligne: dict[str, Any]) -> dict[str, Any]:
    return {cle: valeur for cle, valeur in ligne.items() if cle != "DELETE"}
