// The map of a list: Leaflet over the drawing of the server. Nothing is fetched but the places of the sheets, here.

import { bulleDuTerritoire } from "./bulles.js";
import { anneaux, cadreVu, lireBoite, lireFenetre, placer } from "./plan.js";
import { Reperes } from "./reperes.js";

const { L } = window;
const ZOOM_MAXIMAL = 3;
const PATIENCE = 250;

let ouverte = null;
let avecReperes = true;

class CarteVive {
  constructor(cadre, vueGardee) {
    this.cadre = cadre;
    this.textes = cadre.dataset;
    this.dessin = cadre.querySelector("svg");
    this.boutons = [...document.querySelectorAll(".carte-lieux [data-boite]")];
    this.fenetres = this.boutons.filter((bouton) => bouton.dataset.lecture).map(lireFenetre);
    this.doux = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.tout = L.latLngBounds(lireBoite(this.boutons[0]));
    this.demande = new AbortController();
    this.monter();
    this.tracer();
    this.cadrer(vueGardee);
    this.reperes = new Reperes(this.carte, this.textes, (place, contenu, depuis) => this.bulle(place, contenu, depuis));
    this.brancher();
    this.charger();
  }

  monter() {
    const aide = document.createElement("p");
    aide.id = "carte-aide";
    aide.className = "invisible";
    aide.textContent = this.textes.aide;
    this.hote = document.createElement("div");
    this.hote.className = "carte-vive";
    for (const [nom, valeur] of [["role", "region"], ["aria-label", this.textes.nom], ["aria-describedby", aide.id]]) {
      this.hote.setAttribute(nom, valeur);
    }
    this.cadre.append(this.hote, aide);
    this.cadre.classList.add("carte-cadre--vive");
    this.carte = L.map(this.hote, {
      crs: L.CRS.Simple,
      renderer: L.svg({ padding: 0.5 }),
      minZoom: -6,
      maxZoom: ZOOM_MAXIMAL,
      zoomSnap: 0,
      zoomControl: false,
      attributionControl: false,
      scrollWheelZoom: false,
      maxBounds: this.tout.pad(0.1),
      zoomAnimation: this.doux,
      fadeAnimation: this.doux,
      markerZoomAnimation: this.doux,
      inertia: this.doux,
    });
    L.control.zoom({ zoomInTitle: this.textes.agrandir, zoomOutTitle: this.textes.reduire }).addTo(this.carte);
  }

  tracer() {
    this.infobulle = L.tooltip({ interactive: false });
    for (const { boite, nom } of this.fenetres.slice(1)) {
      L.rectangle(boite, { className: "fenetre", interactive: false }).addTo(this.carte);
      const titre = document.createElement("span");
      titre.textContent = nom;
      const icone = L.divIcon({ className: "fenetre-nom", html: titre, iconSize: null, iconAnchor: [-2, 16] });
      L.marker(boite[0], { icon: icone, interactive: false, keyboard: false }).addTo(this.carte);
    }
    this.mailles = [...this.dessin.querySelectorAll("path[data-code]")].map((trace) => {
      const titre = trace.querySelector("title").textContent;
      const forme = L.polygon(anneaux(trace.getAttribute("d")), {
        className: `maille ${trace.getAttribute("class")}`,
        smoothFactor: 0.5,
      });
      forme.addTo(this.carte);
      // Not bindTooltip(), whose listeners would make each outline a stop for Tab: the table is their equivalent.
      forme.on("mouseover mousemove", ({ latlng }) => this.infobulle.setContent(titre).setLatLng(latlng).addTo(this.carte));
      forme.on("mouseout", () => this.infobulle.remove());
      forme.on("click", ({ latlng }) => {
        const contenu = bulleDuTerritoire(trace.dataset.code, this.textes);
        if (contenu) this.bulle(latlng, contenu, null);
      });
      return { forme, code: trace.dataset.code };
    });
  }

  /** Show what the reader saw before a filter changed, else what is filtered by place, else everything. */
  cadrer(gardee) {
    const bouger = { animate: false };
    this.carte.fitBounds(this.tout, bouger);
    this.carte.setMinZoom(this.carte.getBoundsZoom(this.tout));
    if (gardee && gardee.vise === this.codesVises()) this.carte.setView(gardee.centre, gardee.zoom, bouger);
    else if (this.textes.vise) this.viser(bouger);
  }

  codesVises() {
    return this.textes.vise ? this.avecFiches().map(({ code }) => code).join(" ") : "";
  }

  avecFiches() {
    return this.mailles.filter(({ code }) =>
      document.querySelector(`#carte-tableau tr[data-code="${CSS.escape(code)}"] th a`),
    );
  }

  viser(bouger) {
    const visees = this.avecFiches().map(({ forme }) => forme.getBounds());
    if (visees.length) this.carte.fitBounds(visees.reduce((a, b) => a.extend(b)).pad(0.1), bouger);
  }

  vue() {
    return { centre: this.carte.getCenter(), zoom: this.carte.getZoom(), vise: this.codesVises() };
  }

  brancher() {
    for (const bouton of this.boutons) {
      bouton.addEventListener("click", () => this.carte.fitBounds(lireBoite(bouton), { animate: this.doux }));
    }
    const bascule = document.getElementById("carte-reperes");
    bascule.addEventListener("click", () => this.voirReperes(bascule.getAttribute("aria-pressed") !== "true"));
    this.voirReperes(avecReperes);
    this.carte.on("resize", () => this.carte.setMinZoom(this.carte.getBoundsZoom(this.tout)));
    this.hote.addEventListener("focusin", () => this.carte.scrollWheelZoom.enable());
    this.hote.addEventListener("focusout", () => this.carte.scrollWheelZoom.disable());
    this.hote.addEventListener("keydown", (evenement) => {
      if (evenement.key === "Escape") this.carte.closePopup();
    });
    // On a touch screen one finger scrolls the page, until the map is enlarged.
    if (L.Browser.mobile) {
      const glisser = () => {
        const agrandie = this.carte.getZoom() > this.carte.getMinZoom() + 0.1;
        this.carte.dragging[agrandie ? "enable" : "disable"]();
      };
      this.carte.on("zoomend", glisser);
      glisser();
    }
  }

  voirReperes(oui) {
    avecReperes = oui;
    document.getElementById("carte-reperes").setAttribute("aria-pressed", String(oui));
    this.cadre.classList.toggle("carte-cadre--sans-reperes", !oui);
  }

  /** Open a bubble; the focus goes in when the keyboard asked, and comes back where it was. */
  bulle(place, contenu, depuis) {
    const bulle = L.popup({ maxWidth: 280, autoPanPadding: [16, 16] }).setLatLng(place).setContent(contenu);
    bulle.openOn(this.carte);
    const balise = bulle.getElement();
    balise.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", this.textes.fermer);
    const auClavier = depuis !== null && depuis === document.activeElement;
    if (auClavier) balise.querySelector("a[href]:not([href='#close'])")?.focus({ preventScroll: true });
    this.carte.once("popupclose", ({ popup }) => {
      const { activeElement: actif, body } = document;
      const perdu = actif === body || popup.getElement()?.contains(actif);
      if (perdu) (depuis?.isConnected ? depuis : this.hote).focus({ preventScroll: true });
    });
  }

  async charger(cadre = null) {
    this.cadreCharge = cadre;
    this.demande.abort();
    this.demande = new AbortController();
    try {
      const separateur = this.textes.points.includes("?") ? "&" : "?";
      const adresse = cadre ? `${this.textes.points}${separateur}cadre=${cadre}` : this.textes.points;
      const reponse = await fetch(adresse, { signal: this.demande.signal });
      if (!reponse.ok) throw new Error(reponse.statusText);
      this.recevoir(await reponse.json(), cadre);
    } catch (erreur) {
      if (erreur.name !== "AbortError") this.avouer();
    }
  }

  recevoir({ points, groupes }, cadre) {
    const lus = [
      ...points.map(([latitude, longitude, slug, titre, adherente]) => ({
        latitude, longitude, slug, titre, nombre: 1, adherentes: adherente ? 1 : 0,
      })),
      ...groupes.map(([latitude, longitude, nombre, adherentes]) => ({ latitude, longitude, nombre, adherentes })),
    ];
    for (const point of lus) point.place = placer(this.fenetres, point.latitude, point.longitude);
    this.reperes.montrer(lus.filter(({ place }) => place));
    this.cadre.dataset.places = groupes.length ? "groupes" : "points";
    if (cadre === null && groupes.length) this.suivre();
  }

  /** Too many sheets to have them all: what is seen is asked again, finer, at each move. */
  suivre() {
    if (this.suit) return;
    this.suit = true;
    let attente = 0;
    const demander = () => {
      clearTimeout(attente);
      attente = setTimeout(() => {
        const cadre = cadreVu(this.fenetres, this.carte.getBounds());
        if (cadre !== this.cadreCharge) this.charger(cadre);
      }, PATIENCE);
    };
    this.carte.on("moveend", demander);
    this.carte.on("unload", () => clearTimeout(attente));
    demander();
  }

  avouer() {
    const aveu = document.createElement("p");
    aveu.className = "carte-echec";
    aveu.setAttribute("role", "status");
    aveu.textContent = this.textes.echec;
    this.cadre.append(aveu);
  }

  fermer() {
    this.demande.abort();
    this.carte.remove();
    this.hote.remove();
    this.cadre.classList.remove("carte-cadre--vive");
  }
}

function ouvrir(vueGardee = null) {
  const cadre = document.getElementById("carte");
  ouverte = cadre ? new CarteVive(cadre, vueGardee) : null;
}

let gardee = null;
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target?.id !== "liste" || !ouverte) return;
  gardee = ouverte.vue();
  ouverte.fermer();
  ouverte = null;
});
// Once settled: until then htmx dresses new elements in the attributes of those that they replace.
document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id === "liste") ouvrir(gardee);
});
ouvrir();
