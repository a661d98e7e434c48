// Suggestions as one types: an ARIA combobox over a search form that works without this file.
// The form says where to ask (data-suggestions) and how to name the list (data-libelle).

const ATTENTE = 150;
const DEBUT_AU_MOINS = 2;

class Suggestions {
  constructor(formulaire) {
    this.formulaire = formulaire;
    this.champ = formulaire.querySelector("input[type=search]");
    this.reponses = new Map();
    this.options = [];
    this.active = -1;
    this.construire();
    this.champ.addEventListener("input", () => this.attendre());
    this.champ.addEventListener("keydown", (evenement) => this.touche(evenement));
    this.champ.addEventListener("blur", () => this.fermer());
    this.liste.addEventListener("pointerdown", (evenement) => evenement.preventDefault());
  }

  construire() {
    this.liste = document.createElement("div");
    Object.assign(this.liste, { id: `${this.champ.id}-liste`, className: "suggestions", hidden: true });
    this.liste.setAttribute("role", "listbox");
    this.liste.setAttribute("aria-label", this.formulaire.dataset.libelle);
    this.annonce = document.createElement("p");
    this.annonce.className = "invisible";
    this.annonce.setAttribute("role", "status");
    this.formulaire.append(this.liste, this.annonce);
    this.decrire({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.liste.id });
  }

  decrire(attributs) {
    for (const [nom, valeur] of Object.entries(attributs)) this.champ.setAttribute(nom, valeur);
  }

  attendre() {
    clearTimeout(this.minuterie);
    this.demande?.abort();
    this.minuterie = setTimeout(() => this.proposer(), ATTENTE);
  }

  async proposer() {
    const texte = this.champ.value.trim();
    if (texte.length < DEBUT_AU_MOINS) {
      this.annonce.textContent = "";
      this.fermer();
      return;
    }
    try {
      const fragment = this.reponses.get(texte) ?? (await this.demander(texte));
      this.reponses.set(texte, fragment);
      if (document.activeElement === this.champ) this.montrer(fragment);
    } catch (erreur) {
      if (erreur.name !== "AbortError") this.fermer();
    }
  }

  async demander(texte) {
    this.demande = new AbortController();
    const adresse = `${this.formulaire.dataset.suggestions}?${new URLSearchParams({ q: texte })}`;
    const reponse = await fetch(adresse, { signal: this.demande.signal });
    if (!reponse.ok) throw new Error(reponse.statusText);
    return reponse.text();
  }

  montrer(fragment) {
    const contenu = new DOMParser().parseFromString(fragment, "text/html").body;
    const annonce = contenu.querySelector("[data-annonce]");
    annonce.remove();
    this.liste.replaceChildren(...contenu.childNodes);
    this.options = [...this.liste.querySelectorAll("[role=option]")];
    this.options.forEach((option, rang) => {
      option.id = `${this.liste.id}-${rang}`;
      option.setAttribute("aria-selected", "false");
    });
    this.annonce.textContent = annonce.textContent.trim();
    this.activer(-1);
    this.ouvrir(this.options.length > 0);
  }

  ouvrir(ouverte) {
    this.liste.hidden = !ouverte;
    this.decrire({ "aria-expanded": String(ouverte) });
  }

  fermer() {
    clearTimeout(this.minuterie);
    this.demande?.abort();
    this.activer(-1);
    this.ouvrir(false);
  }

  get estOuverte() {
    return !this.liste.hidden;
  }

  activer(rang) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = rang;
    const option = this.options[rang];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.decrire({ "aria-activedescendant": option.id });
    } else {
      this.champ.removeAttribute("aria-activedescendant");
    }
  }

  // One step more than there are options: after the last comes the field itself.
  avancer(pas) {
    const tours = this.options.length + 1;
    this.activer(((this.active + 1 + pas + tours) % tours) - 1);
  }

  touche(evenement) {
    const gestes = {
      ArrowDown: () => (this.estOuverte ? this.avancer(1) : this.rouvrir()),
      ArrowUp: () => this.estOuverte && this.avancer(-1),
      Enter: () => this.estOuverte && this.active >= 0 && this.options[this.active].click(),
      Escape: () => this.estOuverte && this.fermer(),
    };
    const geste = gestes[evenement.key];
    const utile = geste && (evenement.key === "ArrowDown" || (this.estOuverte && (evenement.key !== "Enter" || this.active >= 0)));
    if (utile) {
      evenement.preventDefault();
      geste();
    } else if (evenement.key === "Tab") {
      this.fermer();
    }
  }

  rouvrir() {
    if (this.options.length) this.ouvrir(true);
    else this.proposer();
  }
}

for (const formulaire of document.querySelectorAll("form[data-suggestions]")) new Suggestions(formulaire);
