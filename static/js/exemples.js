// Examples in several languages: the one that is chosen opens everywhere, and is remembered; a button copies the code.
// Without this file each example opens by itself. The text of the button stands in data-copier of the container.

const CLE = "langage-des-exemples";
const exemples = [...document.querySelectorAll(".exemple")];

function garder(langage) {
  try {
    localStorage.setItem(CLE, langage);
  } catch {
    // The browser keeps nothing: the choice lasts as long as the page.
  }
}

function garde() {
  try {
    return localStorage.getItem(CLE);
  } catch {
    return null;
  }
}

function ouvrir(langage) {
  for (const exemple of exemples) {
    const choisi = exemple.querySelector(`[data-langage="${langage}"]`);
    if (choisi) choisi.open = true;
  }
}

function choisir(evenement) {
  const onglet = evenement.target.closest("summary");
  if (!onglet) return;
  evenement.preventDefault(); // a tab that is open stays so
  const avant = onglet.getBoundingClientRect().top;
  const { langage } = onglet.parentElement.dataset;
  ouvrir(langage);
  garder(langage);
  window.scrollBy(0, onglet.getBoundingClientRect().top - avant); // what is above may have changed its height
}

function ajouterLaCopie(exemple) {
  const { copier, copie } = document.querySelector(".guide").dataset;
  const bouton = document.createElement("button");
  bouton.type = "button";
  bouton.className = "bouton bouton--discret exemple__copier";
  bouton.textContent = copier;
  bouton.setAttribute("aria-live", "polite");
  bouton.addEventListener("click", async () => {
    await navigator.clipboard.writeText(exemple.querySelector("[open] code").textContent);
    bouton.textContent = copie;
    setTimeout(() => {
      bouton.textContent = copier;
    }, 2000);
  });
  exemple.append(bouton);
}

for (const exemple of exemples) {
  exemple.addEventListener("click", choisir);
  if (navigator.clipboard) ajouterLaCopie(exemple);
}
const connu = garde();
if (connu) ouvrir(connu);
