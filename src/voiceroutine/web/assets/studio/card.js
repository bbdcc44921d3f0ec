/** A stretch, or a group of them, as a card: picture, name, dose; the rest is folded. */

import { arrange, clock, el, icon, iconButton } from "./dom.js";
import { DoseView } from "./dose.js";
import { given, valueAt } from "./edits.js";
import { rowOf, showRows, showWrong } from "./fields.js";
import { pictureOf } from "./pictures.js";
import { OF_GROUP, OF_STRETCH } from "./sections.js";

/** @typedef {import("./types.js").Origin} Origin */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./form.js").Form} Form */

export class Card {
  /**
   * @param {Form} form
   * @param {boolean} isGroup
   */
  constructor(form, isGroup) {
    this.form = form;
    this.isGroup = isGroup;
    /** @type {Origin} */
    this.origin = /** @type {any} */ (null);
    this.signature = "";
    /** @type {import("./fields.js").Row[]} */
    this.rows = [];
    /** @type {Card[]} */
    this.members = [];
    /** @type {import("./fields.js").Owner} */
    this.owner = {
      model: form.model,
      fields: form.fields,
      extends: () => false, // what the others say of it is among its values
      place: () => this.origin.place,
      get name() {
        return card.origin?.name ?? "";
      },
      hear: (path, words) => form.hear(path, words),
      open: (path) => form.open(path),
    };
    const card = this;
    this.number = el("span", { class: "card-number" });
    this.picture = el("span", { class: "card-picture" });
    this.title = el("h3", { class: "card-title" });
    this.from = el("span", { class: "kind" });
    this.length = el("span", { class: "card-length" });
    this.grip = el("span", { class: "grip", draggable: "true", title: "Drag to another place", "aria-hidden": "true" }, icon("grip"));
    this.acts = el("div", { class: "card-acts" });
    this.heading = el("div", { class: "card-heading" }, this.title, el("p", { class: "card-facts" }, this.length, this.from));
    this.wrong = el("div", { class: "wrong" });
    this.more = el("details", { class: "folded" }, el("summary", {}, this.isGroup ? "Rounds and rest" : "Words, pauses and more"));
    this.more.addEventListener("toggle", () => this.unfold());
    const fields = form.fields.stretch;
    this.dose = this.isGroup ? null : new DoseView(this.owner, fields, () => this.origin);
    this.list = el("ol", { class: "cards" });
    const head = el("div", { class: "card-head" }, this.grip, this.number, this.picture, this.heading, this.acts);
    this.body = el("article", { class: this.isGroup ? "card group" : "card" }, head, this.dose?.element, this.wrong, this.more, this.isGroup ? this.list : null);
    const place = iconButton("plus", "", () => form.insertBefore(this), { class: "insert-here" });
    place.append(el("span", {}, "Add here"));
    this.placeButton = place;
    this.element = el("li", { class: "card-place" }, place, this.body);
    this.grip.addEventListener("dragstart", (event) => form.drag.start(this, event));
  }

  /**
   * Show a stretch.
   *
   * @param {Origin} origin
   * @param {Look} look
   * @param {string} number
   */
  show(origin, look, number) {
    this.origin = origin;
    const problems = look.problems.filter((it) => it.path && origin.place.every((key, at) => it.path?.[at] === key));
    const written = valueAt(look.data, origin.place);
    const length_ms = origin.chapters.reduce((sum, at) => sum + (look.timeline?.chapters[at]?.length_ms ?? 0), 0);
    const signature = JSON.stringify([number, origin.mark, origin.name, origin.place, origin.at, origin.dose, written, problems, length_ms]);
    if (signature === this.signature) return;
    this.signature = signature;
    /** @type {[any, import("./types.js").Problem[]]} */
    this.shown = [written, problems];
    setText(this.number, number);
    setText(this.title, origin.name || "A stretch without a name");
    setText(this.from, origin.at === null && look.timeline ? "left out, to fit the length" : origin.from ? `from ${origin.from}` : "");
    const rounds = Number(origin.values.rounds ?? 1);
    setText(this.length, [this.isGroup ? (rounds === 1 ? "once" : `${rounds} rounds`) : "", length_ms ? clock(length_ms) : ""].filter(Boolean).join(", "));
    this.body.classList.toggle("left-out", origin.at === null && Boolean(look.timeline));
    this.paint();
    this.form.nameActs(this);
    const label = `Add a stretch before ${origin.name}`;
    if (this.placeButton.title !== label) {
      this.placeButton.title = label;
      this.placeButton.setAttribute("aria-label", label);
    }
    this.dose?.show(written, problems);
    const at = origin.place.length;
    const own = problems.filter((it) => it.path?.length === at || (!this.more.open && !this.isShown(it.path?.[at])));
    showWrong(this.form.model, this.wrong, this.body, own);
    this.showRows();
  }

  /**
   * Whether a key has a place of its own on the card while it is folded.
   *
   * @param {string | number | undefined} key
   */
  isShown(key) {
    return key === "stretches" || (!this.isGroup && ["dose", "sets", "reps", "hold", "set_rest", "rest", "sides", "alternate", "tempo"].includes(String(key)));
  }

  paint() {
    const name = this.form.pictureOf(this.origin);
    if (this.picture.dataset.name === name) return;
    this.picture.dataset.name = name;
    arrange(this.picture, name ? [pictureOf(name)] : []);
  }

  unfold() {
    if (this.more.open && !this.rows.length) {
      const [sections, fields] = this.isGroup ? [OF_GROUP, this.form.fields.group] : [OF_STRETCH, this.form.fields.stretch];
      for (const [title, keys] of sections) {
        const rows = keys.flatMap((key) => fields.filter((field) => field.key === key)).map((field) => rowOf(field, this.owner));
        if (!rows.length) continue;
        this.rows.push(...rows);
        this.more.append(el("section", { class: "section" }, el("h4", {}, title), ...rows.map((row) => row.element)));
      }
    }
    this.signature = "";
    this.form.again(this);
  }

  showRows() {
    if (!this.shown || !this.more.open) return;
    const [written, problems] = this.shown;
    showRows(this.rows, written, given(this.origin), problems, this.origin.place);
  }

  /**
   * Unfold what has a field, and put the focus there.
   *
   * @param {import("./types.js").Path} path of the field, from the stretch on
   */
  focusField(path) {
    const key = path[0];
    if (key === "dose" || (this.isShown(key) && key !== "stretches")) return this.dose?.input.focus();
    this.more.open = true;
    this.unfold();
    const row = this.rows.find((it) => it.key === key);
    if (row) row.focus();
    else /** @type {HTMLElement | null} */ (this.more.querySelector("summary"))?.focus();
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
