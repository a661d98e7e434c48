"""The groups of accounts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from collectivites.actions.groupes import installer_groupes

pytestmark = pytest.mark.django_db


def droits(groupe: str) -> set[str]:
    return set(Group.objects.get(name=groupe).permissions.values_list("codename", flat=True))


def test_installer_cree_les_quatre_groupes_et_recommence_sans_rien_changer(capsys) -> None:
    call_command("installer_groupes")
    avant = {nom: droits(nom) for nom in ("administration", "rédaction", "référent", "partenaire")}
    installer_groupes()
    assert {nom: droits(nom) for nom in avant} == avant
    assert "Groupes installés" in capsys.readouterr().out


def test_redaction_ecrit_les_fiches_et_pas_les_comptes() -> None:
    installer_groupes()
    redaction = droits("rédaction")
    assert {"add_collectivite", "change_subvention", "delete_contact", "view_publication"} <= redaction
    assert not redaction & {"change_utilisateur", "view_utilisateur", "change_publication", "change_commune"}


def test_administration_ajoute_les_comptes() -> None:
    installer_groupes()
    assert droits("administration") - droits("rédaction") >= {"add_utilisateur", "change_group"}


def test_partenaires_n_ont_aucun_droit_d_administration() -> None:
    installer_groupes()
    assert droits("partenaire") == set()


def test_referents_ecrivent_leurs_fiches_et_ne_touchent_ni_comptes_ni_subventions() -> None:
    installer_groupes()
    droits_du_referent = droits("référent")
    assert {"add_politique", "change_collectivite", "delete_budget", "view_subvention"} <= droits_du_referent
    assert not droits_du_referent & {
        *("add_collectivite", "change_subvention", "view_ressource", "view_utilisateur", "change_consentement"),
        *("view_publication", "change_proposition", "view_alerte"),
    }


def test_installer_retire_un_droit_de_trop() -> None:
    installer_groupes()
    groupe = Group.objects.get(name="référent")
    groupe.permissions.set(Group.objects.get(name="rédaction").permissions.all())
    installer_groupes()
    assert "add_ressource" not in droits("référent")
