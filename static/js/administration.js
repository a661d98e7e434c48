// The forms of the administration: what Django's own widgets lack, and what makes long forms easy. Nothing depends on it.

const formulaire = document.querySelector("#content-main form");

/** Name the boxes of autocompleted fields after the label of their field: select2 leaves them without a name. */
function nommer(racine) {
  for (const boite of racine.querySelectorAll(".select2-container")) {
    const champ = boite.previousElementSibling;
    const etiquette = champ?.id && document.querySelector(`label[for="${CSS.escape(champ.id)}"]`);
    if (!etiquette) continue;
    etiquette.id ||= `${champ.id}_label`;
    const choix = boite.querySelector("[role=combobox]");
    const valeur = choix?.querySelector(".select2-selection__rendered");
    const nom = [etiquette.id, valeur?.id].filter(Boolean).join(" ");
    if (choix && choix.getAttribute("aria-labelledby") !== nom) choix.setAttribute("aria-labelledby", nom);
    boite.querySelector("[role=textbox]")?.setAttribute("aria-labelledby", etiquette.id);
    boite.querySelector("ul > .select2-selection__clear")?.setAttribute("role", "listitem");
    for (const liste of boite.querySelectorAll("ul.select2-selection__rendered")) {
      liste.setAttribute("aria-label", etiquette.textContent.trim());
    }
    for (const saisie of boite.querySelectorAll(".select2-search__field")) {
      saisie.setAttribute("aria-label", etiquette.textContent.trim());
    }
  }
}

if (formulaire) {
  nommer(formulaire);
  new MutationObserver(() => nommer(formulaire)).observe(formulaire, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => nommer(formulaire));
  window.addEventListener("load", () => nommer(formulaire));
}

// From what is missing to the field itself, ready to type.
for (const lien of document.querySelectorAll("[data-champ]")) {
  lien.addEventListener("click", () => {
    const champ = document.getElementById(lien.dataset.champ);
    const boite = champ?.nextElementSibling?.querySelector?.(".select2-selection") ?? champ;
    requestAnimationFrame(() => boite?.focus({ preventScroll: true }));
  });
}

// What Django's widgets leave without a name, or out of reach of the keyboard.
function completer() {
  for (const icone of document.querySelectorAll(".help-tooltip[aria-label]:not([role])")) icone.setAttribute("role", "img");
  for (const entete of document.querySelectorAll(".inline-group th:empty")) {
    const cellule = document.createElement("td");
    cellule.className = entete.className;
    entete.replaceWith(cellule);
  }
  for (const saisie of document.querySelectorAll(".datetime input:not([aria-label])")) {
    const nom = saisie.closest(".form-row")?.querySelector("legend, label")?.textContent.trim();
    if (nom) saisie.setAttribute("aria-label", `${nom} ${saisie.name.endsWith("_1") ? "heure" : "date"}`);
  }
  document.getElementById("searchbar")?.setAttribute("aria-label", "Rechercher");
  for (const cadre of document.querySelectorAll(".inline-group[data-inline-type=tabular]")) {
    if (cadre.scrollWidth > cadre.clientWidth && !cadre.querySelector("input:not([type=hidden]), select, textarea")) {
      cadre.tabIndex = 0;
    }
  }
}
window.addEventListener("load", completer);
window.addEventListener("resize", completer);
