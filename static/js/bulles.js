// What the bubbles of the map say: a territory, as its row of the table says it; one or several sheets.

function element(nom, texte = "", attributs = {}) {
  const cree = document.createElement(nom);
  cree.textContent = texte;
  for (const [cle, valeur] of Object.entries(attributs)) cree.setAttribute(cle, valeur);
  return cree;
}

/** A territory: name, figures, links; null when the table does not speak of it. */
export function bulleDuTerritoire(code, textes) {
  const rangee = document.querySelector(`#carte-tableau tr[data-code="${CSS.escape(code)}"]`);
  if (!rangee) return null;
  const bulle = element("div");
  const nom = rangee.querySelector("th");
  bulle.append(element("strong", nom.textContent.trim()));
  const chiffres = element("dl");
  const entetes = rangee.closest("table").querySelectorAll("thead th");
  rangee.querySelectorAll("td.nombre").forEach((cellule, rang) => {
    const ligne = element("div");
    ligne.append(element("dt", entetes[rang + 1].textContent.trim()), element("dd", cellule.textContent.trim()));
    chiffres.append(ligne);
  });
  bulle.append(chiffres);
  const liste = nom.querySelector("a");
  if (liste) paragraphe(bulle, element("a", textes.voir, { href: liste.getAttribute("href") }));
  const page = rangee.querySelector("td:last-child a");
  if (page) paragraphe(bulle, element("a", page.textContent.trim(), { href: page.getAttribute("href") }));
  return bulle;
}

function paragraphe(bulle, enfant) {
  const p = element("p");
  p.append(enfant);
  bulle.append(p);
}

/** Sheets, by name. */
export function bulleDesFiches(points, textes) {
  const liste = element("ul", "", { lang: "fr" });
  for (const { slug, titre, adherentes } of points) {
    const ligne = element("li");
    const texte = adherentes ? textes.adherente.replace("{t}", titre) : titre;
    ligne.append(element("a", texte, { href: `${textes.fiches}${slug}/` }));
    liste.append(ligne);
  }
  return liste;
}
