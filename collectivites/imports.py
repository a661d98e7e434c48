"""Tables of this floor that files bring in and take out."""

from collectivites.models import Adhesion, Collectivite, Contact
from publication.imports.ressource import declarer

COLLECTIVITES = declarer(Collectivite, genre="collectivites", cle="uid", naturelles=("siren", "slug"))
ADHESIONS = declarer(Adhesion, genre="adhesions")
CONTACTS = declarer(Contact, genre="contacts")
