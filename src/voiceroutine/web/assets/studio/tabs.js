/** The two views of a script: the form, and the text. */

import { byId } from "./dom.js";

/** @typedef {"form" | "text"} View */

export class Tabs {
  /** @param {() => void} changed is called once the form is in sight */
  constructor(changed) {
    this.changed = changed;
    /** @type {View} */
    this.now = "form";
    document.body.dataset.view = this.now;
    /** @type {View[]} */
    this.views = ["form", "text"];
    for (const view of this.views) {
      const tab = this.tab(view);
      tab.addEventListener("click", () => this.show(view));
      tab.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        const other = view === "form" ? "text" : "form";
        this.show(other);
        this.tab(other).focus();
      });
    }
  }

  /** @param {View} view */
  tab(view) {
    return byId(`${view}-tab`, HTMLButtonElement);
  }

  /** @param {View} wanted */
  show(wanted) {
    this.now = wanted;
    document.body.dataset.view = wanted;
    for (const view of this.views) {
      byId(`${view}-panel`, HTMLElement).hidden = view !== wanted;
      this.tab(view).setAttribute("aria-selected", String(view === wanted));
      this.tab(view).tabIndex = view === wanted ? 0 : -1;
    }
    if (wanted === "form") this.changed();
  }
}
