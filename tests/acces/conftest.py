"""Who knocks at the door of the API, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from collectivites.actions.groupes import installer_groupes

if TYPE_CHECKING:
    from collections.abc import Callable

Demander = Any


@pytest.fixture(autouse=True)
def _groupes(db: None) -> None:
    installer_groupes()


@pytest.fixture
def demander(client: Any) -> Callable[..., Any]:
    """Send a request as a program does: ``demander("post", adresse, {…}, jeton=jeton, **{"If-Match": …})``."""

    def faire(verbe: str, adresse: str, corps: Any = None, *, jeton: Any = None, **entetes: str) -> Any:
        if jeton is not None:
            entetes["Authorization"] = f"Bearer {jeton.secret}"
        envoi = {} if corps is None else {"data": orjson.dumps(corps), "content_type": "application/json"}
        return getattr(client, verbe)(adresse, headers=entetes, **envoi)

    return faire
