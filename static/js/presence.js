// Who else has this form open: the page gives a sign when it opens, then from time to time, and shows what it is answered.

const PERIODE = 30_000;
const zone = document.querySelector("[data-presence]");
const jeton = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
let modifie = false;

/** Put a text where it differs: the region is read aloud when people come and go, not at each minute. */
function ecrire(selecteur, texte) {
  const cible = zone.querySelector(selecteur);
  if (cible.textContent !== texte) cible.textContent = texte;
}

function envoi(champs = {}) {
  const corps = new FormData();
  corps.set("csrfmiddlewaretoken", jeton);
  for (const [nom, valeur] of Object.entries(champs)) corps.set(nom, valeur);
  return corps;
}

/** A page left open behind others, where nothing was typed, is nobody at work. */
const estLa = () => modifie || document.visibilityState === "visible";

async function signaler() {
  if (!estLa()) return;
  try {
    const reponse = await fetch(zone.dataset.presence, { method: "POST", body: envoi() });
    if (!reponse.ok || reponse.redirected) return;
    const dits = await reponse.json();
    for (const nom of ["qui", "depuis", "conseil"]) ecrire(`[data-${nom}]`, dits[nom]);
  } catch {
    // The network is away: the next sign will tell.
  }
}

if (zone && jeton) {
  zone.closest("form")?.addEventListener("input", () => {
    modifie = true;
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && signaler());
  window.addEventListener("pagehide", () => navigator.sendBeacon(zone.dataset.presence, envoi({ quitter: "1" })));
  window.addEventListener("pageshow", (evenement) => evenement.persisted && signaler());
  window.setInterval(signaler, PERIODE);
  signaler();
}
