"""What all tests share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test.utils import CaptureQueriesContext
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: pytest.FixtureRequest
) -> None:
    """Databases of tests are copies of one that was migrated once."""
    from django.db import connection

    from tests.modele_de_base import preparer

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = preparer()
        connection.close()


@pytest.fixture(autouse=True)
def _fichiers_a_part(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Files that tests upload go to a folder of the test; passwords are hashed fast."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EDITIONS_ROOT = tmp_path / "editions"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _rien_en_memoire() -> Iterator[None]:
    """Each test begins with nothing kept: the states of the data that they go through bear the same numbers.

    Nor does it begin in the language of the last page that another one has read.
    """
    from publication import memoire

    translation.deactivate()
    cache.clear()
    memoire.oublier()
    yield
    cache.clear()
    memoire.oublier()


@pytest.fixture
def cout_constant(client: object, db: None) -> Callable[[str, Callable[[], object]], None]:
    """Return a check that a page asks as many queries for ten records as for one."""
    from django.db import connection

    from publication import memoire

    def compter(url: str) -> int:
        cache.clear()
        memoire.oublier()
        with CaptureQueriesContext(
            connection,
        ) as requetes:
            assert client.get(url).status_code == 200
        return len(requetes)

    def verifier(url: str, creer: Callable[[], object]) -> None:
        creer()
        compter(url)
        pour_une = compter(url)
        for _ in range(9):
            creer()
        pour_dix = compter(url)
        assert pour_dix == pour_une, f"{url} : {pour_une} requêtes pour une fiche, {pour_dix} pour dix"

    return verifier
