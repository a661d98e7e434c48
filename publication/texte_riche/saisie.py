"""The form field of a rich text: line ends are those of the text, whatever the browser sends."""

from __future__ import annotations

from typing import Any

from django import forms


def sans_retours(texte: str) -> str:
    """Text as a form gives it back: lines end as here, and nothing surrounds it."""
    return texte.replace("\r\n", "\n").strip()


class ChampTexteRiche(forms.CharField):
    """Text whose line ends mean nothing more than a line end."""

    def to_python(self, value: Any) -> str:
        """Take the line ends of browsers for ours."""
        return sans_retours(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else than line ends differs."""
        return not self.disabled and self.to_python(initial) != self.to_python(data)
