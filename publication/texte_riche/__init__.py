"""Long texts of sheets: a small CommonMark, shown as HTML, typed as it is or in the editor.

Paragraphs, line breaks kept, bold, italic, lists, links, subheadings; nothing else. ADR 5 says why.
"""

from publication.texte_riche.conversion import depuis_html, en_clair, en_html, reprendre

__all__ = ["depuis_html", "en_clair", "en_html", "reprendre"]
