"""Cards that other sites show when a page is shared: 1200 × 630 pixels, drawn from what the sheet says."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from font_source_serif_pro import font_files_ttf
from PIL import Image, ImageDraw, ImageFont

from publication.natures import Nature
from publication.templatetags.presentation import en_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest

    from publication.models import Publication

LARGEUR, HAUTEUR = 1200, 630
MARGE, BARRE = 80, 24
PAPIER, ENCRE, ENCRE_2, ACCENT, TRAIT, SOLEIL = "#fbfaf6", "#1c2321", "#4a5451", "#0b5d57", "#d9d4c6", "#fbe6a2"
"""The light tokens of static/css/jetons.css."""
CORPS_DU_TITRE = (76, 66, 58, 50)
LIGNES = 3
COULEURS = 64
NORMALE, GRASSE = "SourceSerifPro", "SourceSerifProSemibold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vignette:
    """What a card says: what kind of thing, its name, where, and how fresh."""

    genre: str
    titre: str
    lieu: str = ""
    pied: str = ""

    @property
    def texte(self) -> str:
        """The same in words, for those who do not see it."""
        return " – ".join(filter(None, [self.genre, self.titre, self.lieu, self.pied, _("Répertoire ESS")]))


def vignette_du_site() -> Vignette:
    """Card of the pages that have none of their own."""
    return Vignette(
        genre=_("Collectivités et économie sociale et solidaire"),
        titre=_("Qui soutient l’économie sociale et solidaire, près de chez vous ?"),
        pied=_("Politiques, aides, projets, contacts"),
    )


def vignette_de(publication: Publication) -> Vignette:
    """Card of a sheet, on this day."""
    fiche = publication.contenu
    verifiee = en_date(fiche["verifiee_le"])
    if verifiee and publication.est_a_jour(timezone.localdate()):
        pied = _("Vérifiée le %(jour)s") % {"jour": date_format(verifiee, "j F Y")}
    else:
        pied = _("À vérifier")
    genre = fiche.get("type_libelle") or fiche.get("genre_libelle") or publication.get_nature_display()
    return Vignette(
        genre=capfirst(str(genre)),
        titre=publication.titre,
        lieu=LIEUX[Nature(publication.nature)](fiche),
        pied=pied,
    )


def _de_la_collectivite(fiche: dict[str, Any]) -> str:
    return " · ".join(lieu["nom"] for lieu in (fiche["departement"], fiche["region"]) if lieu)


def _de_la_porteuse(fiche: dict[str, Any]) -> str:
    return str(fiche["collectivite"]["nom"]) if fiche["collectivite"] else ""


def _du_projet(fiche: dict[str, Any]) -> str:
    commune = fiche["commune"]
    return f"{commune['nom']} ({commune['departement']})" if commune else str(fiche["lieu"])


LIEUX: dict[Nature, Callable[[dict[str, Any]], str]] = {
    Nature.COLLECTIVITE: _de_la_collectivite,
    Nature.POLITIQUE: _de_la_porteuse,
    Nature.DISPOSITIF: _de_la_porteuse,
    Nature.PROJET: _du_projet,
    Nature.RESSOURCE: lambda fiche: str(fiche["lieu"] or fiche["auteurs"]),
}


@cache
def police(nom: str, corps: int) -> ImageFont.FreeTypeFont:
    """A font of the package, in pixels."""
    return ImageFont.truetype(font_files_ttf[nom], corps)


def dessiner(vignette: Vignette) -> bytes:
    """Draw a card; PNG. A title too long for its lines ends with an ellipsis."""
    image = Image.new("RGB", (LARGEUR, HAUTEUR), PAPIER)
    dessin = ImageDraw.Draw(image)
    dessin.rectangle((0, 0, BARRE, HAUTEUR), fill=ACCENT)
    _ecrire(dessin, 64, vignette.genre, corps=34, encre=ACCENT)
    corps, lignes = composer(vignette.titre, LARGEUR - 2 * MARGE)
    y = 128
    for ligne in lignes:
        dessin.text((MARGE, y), ligne, font=police(GRASSE, corps), fill=ENCRE)
        y += round(corps * 1.22)
    _ecrire(dessin, y + 18, vignette.lieu, corps=36, encre=ENCRE_2)
    dessin.line((MARGE, 520, LARGEUR - MARGE, 520), fill=TRAIT, width=2)
    _enseigne(dessin)
    pied = couper(vignette.pied, police(NORMALE, 30), LARGEUR // 2)
    dessin.text((LARGEUR - MARGE, 572), pied, font=police(NORMALE, 30), fill=ENCRE_2, anchor="rm")
    sortie = io.BytesIO()
    image.quantize(COULEURS, dither=Image.Dither.NONE).save(sortie, "PNG", optimize=True)
    return sortie.getvalue()


def _ecrire(dessin: ImageDraw.ImageDraw, y: int, texte: str, *, corps: int, encre: str) -> None:
    """Write a line from the left margin."""
    fonte = police(NORMALE, corps)
    dessin.text((MARGE, y), couper(texte, fonte, LARGEUR - 2 * MARGE), font=fonte, fill=encre)


def _enseigne(dessin: ImageDraw.ImageDraw) -> None:
    """Name of the directory, and its sign as static/img/icone.svg draws it."""
    x, y, pas = MARGE, 546, 52 / 32
    dessin.rounded_rectangle((x, y, x + 52, y + 52), radius=7, fill=ACCENT)
    for haut, bout in ((10, 24), (16, 19), (22, 24)):
        trait = (x + 8 * pas, y + haut * pas, x + bout * pas, y + haut * pas)
        dessin.line(trait, fill="#ffffff", width=5)
    dessin.circle((x + 24 * pas, y + 16 * pas), 4, fill=SOLEIL)
    dessin.text((x + 70, 572), _("Répertoire ESS"), font=police(GRASSE, 36), fill=ENCRE, anchor="lm")


def composer(titre: str, largeur: int) -> tuple[int, list[str]]:
    """Size in pixels at which a title holds in ``LIGNES`` lines, and these lines; the smallest size cuts it."""
    for corps in CORPS_DU_TITRE:
        fonte = police(GRASSE, corps)
        lignes = list(en_lignes(titre, fonte, largeur))
        if len(lignes) <= LIGNES and all(fonte.getlength(ligne) <= largeur for ligne in lignes):
            return corps, lignes
    gardees = [*lignes[: LIGNES - 1], " ".join(lignes[LIGNES - 1 :])]
    return corps, [couper(ligne, fonte, largeur) for ligne in gardees if ligne]


def en_lignes(texte: str, fonte: ImageFont.FreeTypeFont, largeur: int) -> Iterator[str]:
    """Break a text between its words into lines of at most ``largeur`` pixels; no-break spaces hold words together."""
    ligne = ""
    for mot in filter(None, texte.replace("\n", " ").split(" ")):
        essai = f"{ligne} {mot}" if ligne else mot
        if ligne and fonte.getlength(essai) > largeur:
            yield ligne
            essai = mot
        ligne = essai
    yield ligne


def couper(texte: str, fonte: ImageFont.FreeTypeFont, largeur: int) -> str:
    """Text as long as it holds in ``largeur`` pixels, an ellipsis after it when it is cut."""
    if fonte.getlength(texte) <= largeur:
        return texte
    while texte and fonte.getlength(f"{texte}…") > largeur:
        texte = texte[:-1]
    return f"{texte.rstrip()}…"


def pour_partage(request: HttpRequest, adresse: str, vignette: Vignette) -> dict[str, Any]:
    """What the head of a page says of its card: absolute address, size, words."""
    return {
        "url": request.build_absolute_uri(adresse),
        "largeur": LARGEUR,
        "hauteur": HAUTEUR,
        "texte": vignette.texte,
    }


def partage_du_site(request: HttpRequest) -> dict[str, Any]:
    """Context: the card of the site, unless the page has its own."""
    return {"vignette": pour_partage(request, reverse("service:vignette"), vignette_du_site())}
