"""The editor of rich texts: a text area that shows its text as HTML, and takes HTML back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import Media, Script, Textarea
from django.templatetags.static import static
from django.utils.html import format_html

from publication.texte_riche import en_html, reprendre

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

SUFFIXE = "__html"
"""Ends the name under which the editor sends what was changed; the text area itself is sent as it was opened."""
BIBLIOTHEQUE = "django_prose_editor/editor.js"


class EditeurDeTexte(Textarea):
    """Text area that a script makes an editor; without the script, it stays one."""

    @property
    def media(self) -> Media:
        """What the editor needs; the library itself is loaded when the first text comes in sight."""
        scripts: Any = [Script("js/editeur.js", type="module")]
        return Media(css={"all": ["css/editeur.css"]}, js=scripts)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Put beside the text area what it says, as HTML."""
        zone = super().render(name, value, attrs, renderer)
        gabarit = '<div class="texte-riche" data-texte-riche="{}">{}<template>{}</template></div>'
        return format_html(gabarit, static(BIBLIOTHEQUE), zone, en_html(value or ""))


class TexteRicheMixin:
    """Screens whose texts come from the editor: everything else reads them as if they had been typed."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write each text of the request before anybody reads it."""
        lire_les_textes(request)
        reponse: HttpResponse = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]  # ModelAdmin has it
        return reponse


def lire_les_textes(request: HttpRequest) -> None:
    """Put the text that the HTML of an editor says where its field reads it."""
    ecrits = [nom for nom in request.POST if nom.endswith(SUFFIXE)]
    if not ecrits:
        return
    envoye = request.POST.copy()
    for nom in ecrits:
        html = envoye.pop(nom)[-1]
        champ = nom.removesuffix(SUFFIXE)
        envoye[champ] = reprendre(html, envoye.get(champ, ""))
    request.POST = envoye  # type: ignore[assignment]  # a QueryDict too
