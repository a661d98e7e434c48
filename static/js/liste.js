// Lists: short addresses, and folded parts that stay as the reader left them when a filter changes.

const liste = document.getElementById("liste");

function parametresUtiles(evenement) {
  const parametres = evenement.detail.parameters;
  for (const nom of [...new Set(Object.keys(parametres))]) {
    if (parametres[nom] === "") delete parametres[nom];
  }
}

function etatDesVolets() {
  return new Map([...liste.querySelectorAll("details[id]")].map((volet) => [volet.id, volet.open]));
}

let volets = new Map();
let lecteurDansLaListe = false;
// What had the focus is not in the new list: its reader goes on from the count of results.
function poserLeLecteur() {
  const titre = document.getElementById("resultats");
  titre.tabIndex = -1;
  titre.focus();
}
document.body.addEventListener("htmx:configRequest", parametresUtiles);
document.body.addEventListener("htmx:beforeSwap", (evenement) => {
  volets = etatDesVolets();
  lecteurDansLaListe = liste.contains(document.activeElement);
  // A refused filter answers 400 with the page that says why.
  if (evenement.detail.xhr.status === 400) evenement.detail.shouldSwap = true;
});
document.body.addEventListener("htmx:afterSwap", () => {
  for (const [id, ouvert] of volets) {
    const volet = document.getElementById(id);
    if (volet) volet.open = ouvert;
  }
  if (lecteurDansLaListe && document.activeElement === document.body) poserLeLecteur();
});
// Order, columns, figure of the map: fields of the form that stand elsewhere on the page, and change as the others do.
document.addEventListener("change", (evenement) => {
  const formulaire = evenement.target.form;
  if (formulaire?.id === "filtres" && !formulaire.contains(evenement.target)) {
    formulaire.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
document.addEventListener("click", (evenement) => {
  for (const menu of liste.querySelectorAll("details.menu-deroulant[open]")) {
    if (!menu.contains(evenement.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (evenement) => {
  const menu = evenement.key === "Escape" && document.activeElement.closest("details.menu-deroulant[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
