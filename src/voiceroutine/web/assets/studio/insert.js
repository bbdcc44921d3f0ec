/** Chooses what to insert: a stretch of the library, one of one's own words, or a group. */

import { el } from "./dom.js";
import { pictureOf } from "./pictures.js";

/**
 * @typedef {object} LibraryStretch
 * @property {string} key
 * @property {string} name
 * @property {string} purpose
 * @property {string[]} areas
 * @property {string[]} equipment
 * @property {string | null} position
 * @property {string} dose
 * @property {boolean} picture whether it has one
 */

/** @typedef {Record<string, unknown>} Item */

export class Shelf {
  /**
   * A list of the library's stretches, with a search and filters.
   *
   * @param {LibraryStretch[]} stretches
   * @param {((stretch: LibraryStretch) => void) | null} choose
   */
  constructor(stretches, choose) {
    this.items = stretches.map((stretch) => ({ stretch, element: itemOf(stretch, choose), words: wordsOf(stretch) }));
    this.search = el("input", { type: "search", placeholder: "neck, chin tuck, towel …", "aria-label": "Search the library", autocomplete: "off" });
    this.area = filter("Part of the body", stretches.flatMap((it) => it.areas));
    this.position = filter("Position", stretches.flatMap((it) => it.position ?? []));
    this.equipment = filter("Needs", stretches.flatMap((it) => it.equipment));
    this.count = el("p", { class: "kind", role: "status" });
    this.list = el("ul", { class: "shelf" }, ...this.items.map((it) => it.element));
    this.element = el(
      "div",
      { class: "library" },
      el("div", { class: "filters" }, this.search, this.area, this.position, this.equipment),
      this.count,
      this.list,
    );
    for (const control of [this.search, this.area, this.position, this.equipment]) control.addEventListener("input", () => this.filter());
    this.filter();
  }

  filter() {
    const wanted = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { stretch, element, words } of this.items) {
      const fits =
        wanted.every((word) => words.includes(word)) &&
        (!this.area.value || stretch.areas.includes(this.area.value)) &&
        (!this.position.value || stretch.position === this.position.value) &&
        (!this.equipment.value || stretch.equipment.includes(this.equipment.value));
      element.hidden = !fits;
      count += fits ? 1 : 0;
    }
    this.count.textContent = count === 1 ? "1 stretch" : count ? `${count} stretches` : "No stretch of the library fits all of that.";
  }
}

export class InsertDialog {
  /** @param {LibraryStretch[]} stretches */
  constructor(stretches) {
    /** @type {Item | null} */
    this.chosen = null;
    this.shelf = new Shelf(stretches, (stretch) => this.choose({ use: stretch.key }));
    this.name = el("input", { type: "text", id: "own-name", autocomplete: "off" });
    this.own = el("button", { type: "submit" }, "Write it myself");
    this.group = el("button", { type: "button", click: () => this.choose({ group: this.name.value.trim() || "Circuit", rounds: 2, stretches: [{ name: "New stretch", hold: "20s" }] }) }, "A group, done in rounds");
    const form = el("form", { class: "own" }, el("label", { for: "own-name" }, "Not in the library? Its name:"), this.name, this.own, this.group);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.choose({ name: this.name.value.trim() || "New stretch", hold: "30s" });
    });
    this.dialog = el("dialog", { class: "insert-dialog", "aria-labelledby": "insert-title" },
      el("div", { class: "dialog-head" }, el("h2", { id: "insert-title" }, "Add a stretch"), el("button", { type: "button", class: "plain", click: () => this.dialog.close() }, "Cancel")),
      this.shelf.element, form);
    document.body.append(this.dialog);
  }

  /** @param {Item} item */
  choose(item) {
    this.chosen = item;
    this.dialog.close();
  }

  /**
   * Ask what to insert; null for nothing.
   *
   * @param {{groups: boolean}} options
   * @returns {Promise<Item | null>}
   */
  ask({ groups }) {
    this.chosen = null;
    this.group.hidden = !groups;
    this.name.value = "";
    this.dialog.showModal();
    this.shelf.search.focus();
    this.shelf.search.select();
    return new Promise((done) => this.dialog.addEventListener("close", () => done(this.chosen), { once: true }));
  }
}

/**
 * @param {LibraryStretch} stretch
 * @param {((stretch: LibraryStretch) => void) | null} choose
 */
function itemOf(stretch, choose) {
  const parts = [
    el("span", { class: "card-picture" }, stretch.picture ? pictureOf(stretch.key) : null),
    el(
      "span",
      { class: "shelf-text" },
      el("strong", {}, stretch.name),
      el("span", {}, stretch.purpose),
      el("span", { class: "kind" }, [stretch.dose, ...stretch.equipment].filter(Boolean).join(" · ")),
    ),
  ];
  const inside = choose ? el("button", { type: "button", class: "shelf-item", click: () => choose(stretch) }, ...parts) : el("div", { class: "shelf-item" }, ...parts);
  return el("li", {}, inside);
}

/** @param {LibraryStretch} stretch */
function wordsOf(stretch) {
  return [stretch.key, stretch.name, stretch.purpose, ...stretch.areas, ...stretch.equipment, stretch.position ?? ""].join(" ").toLowerCase();
}

/**
 * @param {string} label
 * @param {string[]} words
 */
function filter(label, words) {
  const all = [...new Set(words)].sort();
  return el("select", { "aria-label": label }, el("option", { value: "" }, `${label}: any`), ...all.map((word) => el("option", { value: word }, word.replaceAll("-", " "))));
}
