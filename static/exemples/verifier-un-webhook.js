const TOLERANCE = 300; // secondes
const octets = (texte) => Uint8Array.from(atob(texte), (signe) => signe.charCodeAt(0));

// Dit si l’envoi vient du répertoire et est récent ; entetes est un Headers, corps le texte reçu.
async function verifier(secret, entetes, corps) {
  const identifiant = entetes.get("Webhook-Id");
  const instant = entetes.get("Webhook-Timestamp");
  if (Math.abs(Date.now() / 1000 - instant) > TOLERANCE) return false;
  const brute = octets(secret.replace(/^whsec_/, ""));
  const cle = await crypto.subtle.importKey("raw", brute, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const signe = new TextEncoder().encode(`${identifiant}.${instant}.${corps}`);
  for (const signature of entetes.get("Webhook-Signature").split(" ")) {
    const [version, valeur] = signature.split(",");
    if (version === "v1" && (await crypto.subtle.verify("HMAC", cle, octets(valeur), signe))) return true;
  }
  return false;
}
