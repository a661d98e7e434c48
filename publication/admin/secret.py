"""The page that shows a secret, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.template.response import TemplateResponse
from django.views.decorators.debug import sensitive_variables

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class SecretMixin:
    """Shows a secret: neither a message nor a redirection, which would keep it in a cookie or in an address."""

    titre_montre: ClassVar[Any]
    page_montree: ClassVar[str]
    admin_site: Any
    opts: Any

    @sensitive_variables("secret", "contexte")
    def montrer_le_secret(self, request: HttpRequest, objet: Any, secret: str) -> HttpResponse:
        """Page that says what the secret of ``objet`` is, and that nothing keeps."""
        contexte = {
            **self.admin_site.each_context(request),
            "title": self.titre_montre,
            "opts": self.opts,
            "objet": objet,
            "secret": secret,
        }
        reponse = TemplateResponse(request, self.page_montree, contexte)
        reponse.headers["Cache-Control"] = "no-store"
        return reponse
