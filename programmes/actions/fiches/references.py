"""Find the records that a file names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from collectivites.models import Collectivite, Contact, TypeCollectivite
from programmes.actions.fiches.erreurs import Endroit, FichierInvalide
from programmes.models import Organisme, Synonyme

if TYPE_CHECKING:
    from django.db.models import Model

CLES_NATURELLES: dict[type[Model], str] = {Organisme: "nom", Synonyme: "terme"}
"""Field by which the files name a record, where it is neither a slug nor a code of the geographic code."""


class References:
    """Records by the name that files give them, each asked of the database once."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._connus: dict[tuple[type[Model], str], Any] = {}

    def retenir(self, objet: Model, cle: str) -> None:
        """Remember that ``cle`` names ``objet``."""
        self._connus[type(objet), cle] = objet

    def retenir_contact(self, collectivite: Collectivite, cle: str, contact: Contact | None) -> None:
        """Remember the contact that a file names ``cle``; ``None`` when staff have changed or removed it since."""
        self._connus[Contact, f"{collectivite.pk}/{cle}"] = contact

    def contact(self, collectivite: Collectivite, cle: Any, endroit: Endroit) -> Contact | None:
        """Return the contact of the authority that a file names ``cle``; ``FichierInvalide`` when no file does."""
        try:
            contact: Contact | None = self._connus[Contact, f"{collectivite.pk}/{cle}"]
        except KeyError as erreur:
            raison = _("« %(cle)s » ne désigne aucun contact de la collectivité.") % {"cle": cle}
            raise FichierInvalide(endroit, raison, _("Donnez cette clé à l’un de ses contacts.")) from erreur
        return contact

    def chercher(self, modele: type[Model], cle: str) -> Any | None:
        """Return the record of that name, or ``None``."""
        if (modele, cle) not in self._connus:
            try:
                self._connus[modele, cle] = modele._default_manager.get(**_criteres(modele, cle))
            except ObjectDoesNotExist:
                return None
        return self._connus[modele, cle]

    def trouver(self, modele: type[Model], cle: Any, endroit: Endroit) -> Any:
        """Return the record of that name; ``FichierInvalide`` when it does not exist."""
        trouve = self.chercher(modele, cle) if isinstance(cle, str) else None
        if trouve is None:
            raison = _("« %(cle)s » ne désigne aucun enregistrement (%(nature)s).")
            raison %= {"cle": cle, "nature": modele._meta.verbose_name}
            raise FichierInvalide(endroit, raison, conseil(modele))
        return trouve


def conseil(modele: type[Model]) -> str:
    """What to do when a record of that kind is not found."""
    if modele is Collectivite:
        return _(
            "Clés possibles : siren:243500139, departement:35, region:53, slug:pays-de-rennes. Lancez d’abord "
            "« manage.py importer_referentiel », ou ajoutez « creer = true » à sa fiche."
        )
    if modele._meta.app_label == "collectivites":
        return _("Vérifiez le code, ou lancez d’abord « manage.py importer_referentiel ».")
    return _("Corrigez le nom, ou chargez aussi le fichier qui le décrit.")


def _criteres(modele: type[Model], cle: str) -> dict[str, str]:
    if modele is Collectivite:
        return _criteres_de_collectivite(cle)
    if modele in CLES_NATURELLES:
        return {CLES_NATURELLES[modele]: cle}
    return {"slug": cle} if modele._meta.app_label == "programmes" else {"pk": cle}


def _criteres_de_collectivite(cle: str) -> dict[str, str]:
    """``siren:N``, ``slug:S``, or a type and a code of the official geographic code: ``departement:35``."""
    genre, _separateur, valeur = cle.partition(":")
    if genre in TypeCollectivite.values and valeur:
        return {"type": genre, "code_insee": valeur}
    return {"siren" if genre == "siren" else "slug": valeur}
