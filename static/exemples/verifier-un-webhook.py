import base64
import hashlib
import hmac
import time

TOLERANCE = 300  # secondes


def verifier(secret, entetes, corps):
    """Dit si l’envoi vient du répertoire et est récent ; ``corps`` est ce qui a été reçu, en octets."""
    identifiant, instant = entetes["Webhook-Id"], entetes["Webhook-Timestamp"]
    if abs(time.time() - int(instant)) > TOLERANCE:
        return False
    cle = base64.b64decode(secret.removeprefix("whsec_"))
    signe = f"{identifiant}.{instant}.".encode() + corps
    attendue = base64.b64encode(hmac.new(cle, signe, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(f"v1,{attendue}", signature) for signature in entetes["Webhook-Signature"].split())
