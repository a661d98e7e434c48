"""Fields of the filters that say where: a frame, or a disc around a point."""

from __future__ import annotations

import re
from typing import Any

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from publication.models.lieux import ANTIMERIDIEN, POLE, Cadre

RAYON_PAR_DEFAUT, RAYON_MAXIMAL = 20, 500
DEGRES = re.compile(r" ?-?[0-9]{1,3}(\.[0-9]{1,15})?")
LATITUDE = r"-?(90(\.0{1,15})?|[0-8]?[0-9](\.[0-9]{1,15})?)"
LONGITUDE = r"-?(180(\.0{1,15})?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]{1,15})?)"
CADRE, POINT = f"^{', ?'.join((LONGITUDE, LATITUDE) * 2)}$", f"^{LATITUDE}, ?{LONGITUDE}$"
"""The same within their bounds, for OpenAPI; a space may follow each comma."""
AIDE_BBOX = _("Cadre « ouest,sud,est,nord », en degrés WGS 84. Un ouest plus grand que l’est franchit l’antiméridien.")
AIDE_AUTOUR = _("Point « latitude,longitude », en degrés WGS 84 ; « rayon » dit jusqu’où.")
AIDE_RAYON = _("Rayon autour du point, en kilomètres : 20 par défaut, 500 au plus.")


class NombresField(forms.Field):
    """A fixed number of decimal numbers with commas between them."""

    widget = forms.HiddenInput
    nombre = 2

    def clean(self, value: Any) -> Any:
        """Refuse what is not that; an empty text is no value."""
        texte = str(value or "").strip()
        if not texte:
            return None
        parties = texte.split(",")
        if len(parties) != self.nombre or not all(DEGRES.fullmatch(partie) for partie in parties):
            raise forms.ValidationError(self.error_messages["forme"], "forme")
        return self.situer([float(partie) for partie in parties])

    def situer(self, nombres: list[float]) -> Any:
        """What the numbers say; refuse what is nowhere on Earth."""
        raise NotImplementedError


def _verifier(latitudes: list[float], longitudes: list[float]) -> None:
    hors = any(abs(latitude) > POLE for latitude in latitudes)
    if hors or any(abs(longitude) > ANTIMERIDIEN for longitude in longitudes):
        message = _("une latitude va de -90 à 90, une longitude de -180 à 180.")
        raise forms.ValidationError(message, "hors_du_monde")


class CadreField(NombresField):
    """A frame."""

    nombre = 4
    default_error_messages = {"forme": _("quatre nombres séparés par des virgules sont attendus : ouest,sud,est,nord.")}

    def situer(self, nombres: list[float]) -> Cadre:
        """Refuse a south above the north."""
        cadre = Cadre(*nombres)
        _verifier([cadre.sud, cadre.nord], [cadre.ouest, cadre.est])
        if cadre.sud > cadre.nord:
            raise forms.ValidationError(_("le sud est au nord du nord : l’ordre est ouest,sud,est,nord."), "ordre")
        return cadre


class PointField(NombresField):
    """A point: latitude, then longitude."""

    default_error_messages = {"forme": _("deux nombres séparés par une virgule sont attendus : latitude,longitude.")}

    def situer(self, nombres: list[float]) -> tuple[float, float]:
        """Refuse what is nowhere."""
        latitude, longitude = nombres
        _verifier([latitude], [longitude])
        return latitude, longitude


@extend_schema_field({"type": "string", "pattern": CADRE, "description": AIDE_BBOX})
class CadreFilter(filters.Filter):
    """Filter of a frame."""

    field_class = CadreField


@extend_schema_field({"type": "string", "pattern": POINT, "description": AIDE_AUTOUR})
class PointFilter(filters.Filter):
    """Filter of a point."""

    field_class = PointField


class FormulaireDeFiltres(forms.Form):
    """Form of every ``FilterSet``: holds what concerns two fields together."""

    def clean(self) -> dict[str, Any]:
        """Refuse a radius without its centre."""
        lus: dict[str, Any] = super().clean() or {}
        if lus.get("rayon") and not lus.get("autour") and "autour" not in self.errors:
            self.add_error("rayon", forms.ValidationError(_("indiquez aussi « autour », le centre."), "sans_centre"))
        return lus
