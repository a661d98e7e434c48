"""Check that a delivery comes from the directory: copy it into what receives it; it needs no library."""

import base64
import hashlib
import hmac
import time

TOLERANCE = 300  # seconds


def verifier(secret, entetes, corps):
    """Return whether the signature is ours and recent; ``corps`` is the body as it was received, in bytes."""
    identifiant, instant = entetes["Webhook-Id"], entetes["Webhook-Timestamp"]
    if abs(time.time() - int(instant)) > TOLERANCE:
        return False
    cle = base64.b64decode(secret.removeprefix("whsec_"))
    signe = f"{identifiant}.{instant}.".encode() + corps
    attendue = base64.b64encode(hmac.new(cle, signe, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(f"v1,{attendue}", signature) for signature in entetes["Webhook-Signature"].split())
