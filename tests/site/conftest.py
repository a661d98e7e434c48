"""What the tests of the pages share."""

from __future__ import annotations

import pytest
from django.template import base


@pytest.fixture(autouse=True)
def _variable_indefinie_fait_echouer(monkeypatch) -> None:
    """A template that names something that its context does not have is a mistake; ``if`` may ask."""
    resoudre = base.Variable.resolve

    def resolve(variable: base.Variable, context: object) -> object:
        try:
            return resoudre(variable, context)
        except base.VariableDoesNotExist as absente:
            if _tolere(str(variable.var)):
                raise
            raise AssertionError(f"Variable de gabarit indéfinie : {variable.var}") from absente

    monkeypatch.setattr(base.Variable, "resolve", resolve)


def _tolere(nom: str) -> bool:
    """Names that Django's own templates and ours ask for without having them."""
    return nom.startswith(("csp_", "widget.", "field.", "errors.")) or nom in {"error_class", "nb"}
