"""Administration of this floor."""

from publication.admin.proposition import PropositionAdmin
from publication.admin.publication import PublicationAdmin

__all__ = ["PropositionAdmin", "PublicationAdmin"]
