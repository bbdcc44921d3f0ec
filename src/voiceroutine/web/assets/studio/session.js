/** What is for the whole session, as the first card of the form: its title, who it is for, and folded, the rest. */

import { el } from "./dom.js";
import { rowOf, showRows } from "./fields.js";
import { OF_SCRIPT } from "./sections.js";
import { fill, newId } from "./filling.js";
import { setting } from "./edits.js";

/** @typedef {import("./types.js").Look} Look */

export class SessionCard {
  /** @param {import("./form.js").Form} form */
  constructor(form) {
    this.form = form;
    /** @type {import("./fields.js").Owner} */
    this.owner = {
      model: form.model,
      fields: form.fields,
      extends: () => Boolean(form.model.look?.data?.extends && !form.model.look.defaults),
      place: () => [],
      name: "the session",
      hear: (path, words) => form.hear(path, words),
      open: (path) => form.open(path),
    };
    this.title = this.row("title");
    /** @type {import("./fields.js").Row[]} */
    this.rows = [];
    const id = newId();
    this.patient = el("input", { id, type: "text", autocomplete: "off" });
    this.patient.addEventListener("input", () => {
      const name = this.patient.value.trim();
      this.patient.dataset.typed = name;
      form.model.edit((look) => setting(look.data, ["vars", "patient"], name || undefined), "patient");
    });
    const patient = el(
      "div",
      { class: "field-row" },
      el("div", { class: "of-field" }, el("label", { class: "label", for: id }, "Patient")),
      this.patient,
    );
    this.base = el("p", { class: "kind" });
    this.more = el("details", { class: "folded" }, el("summary", {}, "Opening, voice, music and more"));
    this.more.addEventListener("toggle", () => this.unfold());
    this.element = el("article", { class: "card session-card" }, this.title?.element, patient, this.base, this.more);
  }

  /** @param {string} key */
  row(key) {
    const field = this.form.fields.script.find((it) => it.key === key);
    return field && rowOf(field, this.owner);
  }

  unfold() {
    if (this.more.open && !this.rows.length) {
      for (const [title, keys] of OF_SCRIPT) {
        const rows = keys.flatMap((key) => this.row(key) ?? []);
        if (!rows.length) continue;
        this.rows.push(...rows);
        this.more.append(el("section", { class: "section" }, el("h2", {}, title), ...rows.map((row) => row.element)));
      }
    }
    if (this.form.model.look) this.show(this.form.model.look);
  }

  /** @param {Look} look */
  show(look) {
    const given = look.defaults ?? {};
    if (this.title) showRows([this.title], look.data, given, look.problems, []);
    fill(this.patient, look.data?.vars?.patient ?? "", given.vars?.patient ?? "if it is for one: their name, for the handout");
    const base = look.data?.extends;
    const text = base ? `It changes ${[base].flat().join(" and ")}: what is not changed here is as it is there.` : "";
    if (this.base.textContent !== text) this.base.textContent = text;
    if (this.more.open) showRows(this.rows, look.data, given, look.problems, []);
  }

  /** @param {import("./types.js").Path} path */
  focusField(path) {
    if (path[0] === "title" || !path.length) return this.title?.focus();
    if (path[0] === "vars") return this.patient.focus();
    this.more.open = true;
    this.unfold();
    const row = this.rows.find((it) => it.key === path[0]);
    if (row) row.focus();
    else this.form.open(path);
  }
}

