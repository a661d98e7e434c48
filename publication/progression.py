"""A progress bar for long commands, silent where nobody watches."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


@contextmanager
def progression(titre: str, total: int, *, vers: Any) -> Iterator[Callable[[int], None]]:
    """Show a bar of ``total`` steps on a terminal; yield the function to call with the number of steps done."""
    console = Console(file=vers)
    colonnes = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*colonnes, console=console, disable=not console.is_terminal) as barre:
        tache = barre.add_task(titre, total=total)
        yield lambda nombre: barre.advance(tache, nombre)
