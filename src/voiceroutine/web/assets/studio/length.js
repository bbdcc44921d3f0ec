/** How long the session is, and to what length it is fitted. */

import { byId, clock, el } from "./dom.js";
import { fill } from "./filling.js";
import { setting } from "./edits.js";

/** What stands there while no length is known. */
const NONE = "–";

export class LengthView {
  /** @param {import("./model.js").Model} model */
  constructor(model) {
    this.model = model;
    this.output = byId("length", HTMLElement);
    this.note = byId("length-note", HTMLElement);
    this.input = el("input", { id: "fit-to", type: "text", autocomplete: "off", placeholder: "as long as it is" });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.fit();
    });
    this.undo = el("button", { type: "button", hidden: true, click: () => this.fit("") }, "Do not fit");
    const label = el("label", { for: "fit-to" }, "Fit it to a length, such as 12 min");
    const row = el("div", { class: "fit-row" }, this.input, el("button", { type: "button", click: () => this.fit() }, "Fit"));
    this.means = el("p", { class: "kind" });
    byId("fit", HTMLElement).append(label, row, this.means, this.undo);
    model.on("look", (look) => this.show(look));
    model.on("late", (look) => this.time(look));
  }

  /** @param {import("./types.js").Look} look */
  show(look) {
    this.time(look);
    const wanted = look.data?.length;
    const fitted = wanted !== undefined && wanted !== "off";
    fill(this.input, fitted ? String(wanted) : "", "as long as it is");
    this.undo.hidden = !fitted;
    const left = look.origins.filter((it) => it.at === null && look.timeline).map((it) => it.name);
    const out = left.length ? ` Left out: ${left.join(", ")}.` : "";
    this.means.textContent = fitted ? `Pauses, words and doses are made to fit, in this order.${out}` : "";
  }

  /** @param {import("./types.js").Look} look */
  time(look) {
    this.output.parentElement?.classList.toggle("stale", look.duration_ms === null);
    if (look.duration_ms === null) {
      const known = this.output.textContent !== NONE;
      this.note.textContent = known ? "This is the length of the last version without a mistake." : "It is known once there is no mistake.";
      return;
    }
    this.output.textContent = clock(look.duration_ms);
    this.note.textContent = look.guessed ? "about" : "";
  }

  /** @param {string} [to] */
  fit(to = this.input.value.trim()) {
    const wanted = /^\d+(\.\d+)?$/.test(to) ? `${to} min` : to;
    delete this.input.dataset.typed;
    this.model.edit((look) => setting(look.data, ["length"], wanted || undefined));
  }
}
