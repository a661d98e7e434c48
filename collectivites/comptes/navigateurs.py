"""What people call the browser that a request names."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first that is found wins: Edge and Opera also say Chrome, Chrome also says Safari.
NAVIGATEURS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def nom_du_navigateur(agent: str) -> str:
    """Name of a browser and of what it runs on; a sentence when neither is known."""
    navigateur = next((nom for marque, nom in NAVIGATEURS if marque in agent), "")
    systeme = next((nom for marque, nom in SYSTEMES if marque in agent), "")
    if navigateur and systeme:
        return _("%(navigateur)s sur %(systeme)s") % {"navigateur": navigateur, "systeme": systeme}
    return navigateur or systeme or _("Navigateur inconnu")
