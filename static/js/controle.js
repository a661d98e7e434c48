// What is typed in a number, a telephone or an address is checked after a pause, or when one leaves the field, by the very
// rules that saving applies. Without this script, saving tells the same.

const PAUSE = 700;
const jeton = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
const cleDeLaFiche = document.querySelector("[data-cle]")?.dataset.cle ?? "";

/** Name of a field without its row, and what comes before it. */
const prefixe = (champ) => champ.name.slice(0, champ.name.length - champ.dataset.controle.length);

/** Key of the record that the field belongs to: that of its row, or that of the page. */
function cle(champ) {
  const debut = prefixe(champ);
  return debut ? (champ.form.elements[`${debut}id`]?.value ?? "") : cleDeLaFiche;
}

function autres(champ) {
  const debut = prefixe(champ);
  const voisins = [...champ.form.querySelectorAll("[data-controle]")].filter((voisin) => prefixe(voisin) === debut);
  return Object.fromEntries(voisins.map((voisin) => [voisin.dataset.controle, voisin.value]));
}

/** Line under the field, there before it says anything so that it is read aloud when it does. */
function ligneDe(champ) {
  const ligne = document.createElement("p");
  ligne.id = `${champ.id}_controle`;
  ligne.className = "controle";
  ligne.setAttribute("role", "status");
  const aide = document.getElementById(`${champ.id}_helptext`);
  (aide ?? champ.closest(".flex-container") ?? champ).after(ligne);
  const decrit = [champ.getAttribute("aria-describedby"), ligne.id].filter(Boolean).join(" ");
  champ.setAttribute("aria-describedby", decrit);
  return ligne;
}

function montrer(champ, ligne, { etat, message, url }) {
  ligne.className = etat ? `controle controle--${etat}` : "controle";
  ligne.replaceChildren(message);
  if (url) {
    const lien = document.createElement("a");
    lien.href = url;
    lien.target = "_blank";
    lien.textContent = "Voir (nouvel onglet)";
    ligne.append(" ", lien);
  }
  if (etat === "faux") champ.setAttribute("aria-invalid", "true");
  else champ.removeAttribute("aria-invalid");
}

function suivre(champ) {
  if (champ.name.includes("__prefix__") || champ.dataset.suivi) return;
  champ.dataset.suivi = "oui";
  const ligne = ligneDe(champ);
  let [attente, demande, vue] = [0, null, champ.value];

  async function controler() {
    window.clearTimeout(attente);
    if (champ.value === vue) return;
    vue = champ.value;
    demande?.abort();
    demande = new AbortController();
    const corps = new FormData();
    const donnees = { champ: champ.dataset.controle, valeur: vue, cle: cle(champ), autres: JSON.stringify(autres(champ)) };
    for (const [nom, valeur] of Object.entries({ csrfmiddlewaretoken: jeton, ...donnees })) corps.set(nom, valeur);
    try {
      const reponse = await fetch(champ.dataset.controleUrl, { method: "POST", body: corps, signal: demande.signal });
      if (reponse.ok && !reponse.redirected) montrer(champ, ligne, await reponse.json());
    } catch {
      // Typed again meanwhile, or the network is away: saving will tell.
    }
  }

  champ.addEventListener("input", () => {
    window.clearTimeout(attente);
    attente = window.setTimeout(controler, PAUSE);
  });
  champ.addEventListener("change", controler);
}

const suivreTous = (racine) => racine.querySelectorAll("[data-controle]").forEach(suivre);

suivreTous(document);
document.addEventListener("formset:added", (evenement) => suivreTous(evenement.target));
