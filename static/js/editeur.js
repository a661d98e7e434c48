// Rich texts: the text area of a form becomes an editor when it comes in sight. The text area is sent as it was opened;
// what was changed is sent beside it, as HTML. Without this script, one types in the text area.

const SUFFIXE = "__html";
const PERMISES = /^(https?:\/\/|mailto:|[/#?])/i;
const COURRIEL = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/;
const SITE = /^[^\s/:]+\.[a-z]{2,}([/?#]|$)/i;

const trait = (d) => `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${d}"/></svg>`;
const LIGNES = "M10 6h10M10 12h10M10 18h10";
const OUTILS = [
  { nom: "Gras", touches: "Control+B", dessin: "<b>G</b>", marque: ["bold"], faire: (suite) => suite.toggleBold() },
  { nom: "Italique", touches: "Control+I", dessin: "<i>I</i>", marque: ["italic"], faire: (suite) => suite.toggleItalic() },
  { nom: "Intertitre", touches: "Control+Alt+3", dessin: "<b>T</b>", marque: ["heading"], faire: (suite) => suite.toggleHeading({ level: 3 }) },
  { nom: "Liste à puces", touches: "Control+Shift+8", dessin: trait(`${LIGNES}M4.5 6h.01M4.5 12h.01M4.5 18h.01`), marque: ["bulletList"], faire: (suite) => suite.toggleBulletList() },
  { nom: "Liste numérotée", touches: "Control+Shift+7", dessin: trait(`${LIGNES}M4 4.5l1.5-1V8M3.8 11.2h2.4L3.8 15h2.6`), marque: ["orderedList"], faire: (suite) => suite.toggleOrderedList() },
  { nom: "Lien", touches: "Control+K", dessin: trait("M11 7l2-2a4 4 0 0 1 6 6l-2 2M13 17l-2 2a4 4 0 0 1-6-6l2-2M9 15l6-6"), marque: ["link"], ouvre: true },
  { nom: "Annuler", touches: "Control+Z", dessin: trait("M8 5L4 9l4 4M4 9h9a5 5 0 0 1 0 10H9"), permis: (suite) => suite.undo(), faire: (suite) => suite.undo() },
  { nom: "Rétablir", touches: "Control+Y", dessin: trait("M16 5l4 4-4 4M20 9h-9a5 5 0 0 0 0 10h4"), permis: (suite) => suite.redo(), faire: (suite) => suite.redo() },
];

/** Address to write for what was typed, empty when none can be made of it. */
function adresse(tapee) {
  const saisie = tapee.trim();
  if (PERMISES.test(saisie)) return saisie;
  if (COURRIEL.test(saisie)) return `mailto:${saisie}`;
  return SITE.test(saisie) ? `https://${saisie}` : "";
}

const boite = document.createElement("dialog");
boite.className = "texte-riche__lien";
boite.setAttribute("aria-labelledby", "texte-riche-lien");
boite.innerHTML = `<form method="dialog">
  <label id="texte-riche-lien" for="texte-riche-adresse">Adresse du lien</label>
  <input id="texte-riche-adresse" type="text" inputmode="url" autocomplete="off" aria-describedby="texte-riche-aide" required>
  <p class="help" id="texte-riche-aide">https://…, une adresse électronique, ou /une/page/ de ce site.</p>
  <button type="submit" class="button" value="mettre">Mettre le lien</button>
  <button type="submit" class="button" value="retirer" formnovalidate>Retirer le lien</button>
  <button type="submit" class="button" value="" formnovalidate>Annuler</button>
</form>`;
const champ = boite.querySelector("input");
champ.addEventListener("input", () => {
  champ.setCustomValidity(adresse(champ.value) ? "" : "Écrivez une adresse complète : https://example.org, par exemple.");
});

/** Ask where the selection leads; without a selection, the address itself is written. */
function demanderLeLien(editeur) {
  if (!boite.isConnected) document.body.append(boite);
  champ.value = editeur.getAttributes("link").href ?? "";
  champ.setCustomValidity("");
  boite.querySelector("[value=retirer]").hidden = !editeur.isActive("link");
  boite.returnValue = "";
  boite.showModal();
  champ.select();
  const finir = () => {
    const suite = editeur.chain().focus();
    const href = adresse(champ.value);
    if (boite.returnValue === "retirer") suite.extendMarkRange("link").unsetLink().run();
    else if (boite.returnValue !== "mettre" || !href) suite.run();
    else if (editeur.state.selection.empty && !editeur.isActive("link")) {
      suite.insertContent({ type: "text", text: champ.value.trim(), marks: [{ type: "link", attrs: { href } }] }).run();
    } else suite.extendMarkRange("link").setLink({ href }).run();
  };
  boite.addEventListener("close", finir, { once: true });
}

/** What may be written, and nothing more; the keyboard leaves a list by Tab as it leaves any field. */
function extensions(lib, montrerLaBarre) {
  const { Document, Paragraph, Text, HardBreak, History, Bold, Italic, BulletList, OrderedList, ListItem, Heading, Link, Extension } = lib;
  return [
    ...[Document, Paragraph, Text, HardBreak, History, Bold, Italic, BulletList],
    OrderedList.extend({
      addInputRules() {
        const debut = (trouve) => ({ start: Number(trouve[1]) });
        return [lib.wrappingInputRule({ find: /^(\d{1,2})\.\s$/, type: this.type, getAttributes: debut })];
      },
      addAttributes: () => ({ start: { default: 1, parseHTML: (element) => element.start } }),
      addNodeView: null,
    }),
    ListItem.extend({
      addKeyboardShortcuts() {
        const [descendre, monter] = [() => this.editor.commands.sinkListItem(this.name), () => this.editor.commands.liftListItem(this.name)];
        return { Enter: () => this.editor.commands.splitListItem(this.name), "Mod-]": descendre, "Mod-[": monter };
      },
    }),
    Heading.configure({ levels: [3] }),
    Link.extend({
      inclusive: false,
      addKeyboardShortcuts() {
        return { "Mod-k": () => { demanderLeLien(this.editor); return true; } };
      },
    }).configure({ defaultProtocol: "https", isAllowedUri: (url) => PERMISES.test(url) }),
    Extension.create({ name: "barre", addKeyboardShortcuts: () => ({ "Alt-F10": () => { montrerLaBarre(); return true; } }) }),
  ];
}

function bouton(outil, editeur) {
  const touche = document.createElement("button");
  touche.type = "button";
  touche.innerHTML = outil.dessin;
  touche.tabIndex = -1;
  touche.setAttribute("aria-label", outil.nom);
  touche.setAttribute("aria-keyshortcuts", outil.touches);
  touche.title = `${outil.nom} (${outil.touches.replace("Control", "Ctrl").replace("Shift", "Maj")})`;
  touche.addEventListener("mousedown", (evenement) => evenement.preventDefault());
  touche.addEventListener("click", () => {
    if (outil.ouvre) demanderLeLien(editeur());
    else outil.faire(editeur().chain().focus()).run();
  });
  return touche;
}

/** Buttons reached by one press of Tab, then by the arrows. */
function outils(nom, editeur) {
  const barre = document.createElement("div");
  barre.className = "texte-riche__barre";
  barre.setAttribute("role", "toolbar");
  barre.setAttribute("aria-label", `Mise en forme : ${nom}`);
  const touches = OUTILS.map((outil) => bouton(outil, editeur));
  barre.append(...touches);
  touches[0].tabIndex = 0;
  barre.addEventListener("keydown", (evenement) => {
    const rang = touches.indexOf(document.activeElement);
    const pas = { ArrowRight: rang + 1, ArrowLeft: rang - 1 + touches.length, Home: 0, End: touches.length - 1 }[evenement.key];
    if (evenement.key === "Escape") editeur().view.focus();
    if (pas === undefined) return;
    evenement.preventDefault();
    touches.forEach((touche) => { touche.tabIndex = -1; });
    touches[pas % touches.length].tabIndex = 0;
    touches[pas % touches.length].focus();
  });
  const suivre = () => OUTILS.forEach((outil, rang) => {
    if (outil.marque) touches[rang].setAttribute("aria-pressed", String(editeur().isActive(outil.marque[0])));
    if (outil.permis) touches[rang].setAttribute("aria-disabled", String(!outil.permis(editeur().can())));
  });
  return { barre, suivre, montrer: () => barre.querySelector("[tabindex='0']").focus() };
}

/** Attributes of the place where one types: those of the text area that it stands for. */
function attributs(texte, nom) {
  const donnes = { id: texte.id, class: "texte-riche__corps", role: "textbox", lang: "fr", "aria-multiline": "true", "aria-label": nom };
  if (texte.required) donnes["aria-required"] = "true";
  for (const autre of ["aria-describedby", "aria-invalid"]) {
    if (texte.hasAttribute(autre)) donnes[autre] = texte.getAttribute(autre);
  }
  return donnes;
}

/** Send what the editor says, as long as it is not what it was opened with. */
function transmettre(texte, html, initial) {
  const nom = `${texte.name}${SUFFIXE}`;
  let envoi = texte.parentElement.querySelector(`input[name="${CSS.escape(nom)}"]`);
  if (html === initial) envoi?.remove();
  else {
    if (!envoi) {
      envoi = Object.assign(document.createElement("input"), { type: "hidden", name: nom });
      texte.after(envoi);
    }
    envoi.value = html;
  }
  texte.dispatchEvent(new Event("input", { bubbles: true }));
}

async function ouvrir(zone) {
  if (zone.dataset.ouvert) return;
  zone.dataset.ouvert = "oui";
  const texte = zone.querySelector("textarea");
  const lib = await import(zone.dataset.texteRiche).catch(() => null);
  // Something typed meanwhile, or that the browser brought back, is worth more than buttons.
  if (!lib || texte.disabled || texte.value !== texte.defaultValue) return;
  const etiquette = document.querySelector(`label[for="${CSS.escape(texte.id)}"]`);
  const nom = texte.getAttribute("aria-label") ?? etiquette?.textContent.trim().replace(/\s*:$/, "") ?? texte.name;
  const avaitLeFocus = document.activeElement === texte;
  let editeur;
  let initial;
  const { barre, suivre, montrer } = outils(nom, () => editeur);
  const corps = document.createElement("div");
  zone.prepend(barre, corps);
  editeur = new lib.Editor({
    element: corps,
    injectCSS: false,
    extensions: extensions(lib, montrer),
    content: zone.querySelector("template").innerHTML,
    editorProps: { attributes: attributs(texte, nom) },
    onTransaction: suivre,
    onUpdate: () => transmettre(texte, editeur.getHTML(), initial),
  });
  initial = editeur.getHTML();
  texte.id = `${texte.id}_texte`;
  texte.hidden = true;
  texte.required = false;
  etiquette?.addEventListener("click", () => editeur.view.focus());
  suivre();
  if (avaitLeFocus) editeur.view.focus();
}

const vues = new IntersectionObserver(
  (entrees) => entrees.filter((entree) => entree.isIntersecting).forEach((entree) => { vues.unobserve(entree.target); ouvrir(entree.target); }),
  { rootMargin: "600px" },
);

function suivre(racine) {
  for (const zone of racine.querySelectorAll("[data-texte-riche]")) {
    if (zone.querySelector("textarea").name.includes("__prefix__")) continue;
    vues.observe(zone);
    zone.addEventListener("focusin", () => ouvrir(zone), { once: true });
  }
}

suivre(document);
document.addEventListener("formset:added", (evenement) => suivre(evenement.target));
