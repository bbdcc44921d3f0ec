/** Saves the script, and minds that nobody's work is lost: another tab's, another program's, or one's own. */

import { Refusal, send } from "./api.js";
import { byId, el } from "./dom.js";
import { drop, notify, notifyRefusal } from "./notices.js";

/**
 * @typedef {object} Opened
 * @property {string} id
 * @property {boolean} writable
 * @property {string} text
 * @property {string} sha256
 * @property {{text: string, saved_at: string, base_sha256: string} | null} draft
 */

export class Saver {
  /**
   * @param {import("./model.js").Model} model
   * @param {Opened} opened
   */
  constructor(model, opened) {
    this.model = model;
    this.writable = opened.writable;
    /** Of the file as it was read or saved last. */
    this.sha256 = opened.sha256;
    this.state = byId("state", HTMLElement);
    this.button = el("button", { type: "button", id: "save", click: () => this.save() }, this.writable ? "Save" : "Save as your own");
    this.saving = false;
    model.on("state", () => this.show());
    model.on("look", () => this.show());
    this.show();
  }

  show() {
    const { changed, id } = this.model;
    const file = `${id}.yaml`;
    const text = this.writable
      ? `${file}: ${changed ? "changed, not saved yet" : "saved"}`
      : `A ready-made routine: it stays as it is. Saving makes your own copy of it.`;
    if (this.state.textContent !== text) this.state.textContent = text;
    this.button.disabled = this.writable && !changed;
  }

  async save() {
    if (this.saving) return;
    this.saving = true;
    try {
      await this.model.settled();
      const { text } = this.model;
      const answer = await (await send("PUT", `scripts/${this.model.id}`, { text, base_sha256: this.sha256 })).json();
      this.saved(text, answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 409) this.conflict(error.body);
      else notifyRefusal(error);
    } finally {
      this.saving = false;
    }
  }

  /**
   * @param {string} text
   * @param {{id: string, sha256: string}} answer
   */
  saved(text, answer) {
    this.model.saved = text;
    this.model.id = answer.id;
    this.sha256 = answer.sha256;
    this.writable = true;
    this.button.textContent = "Save";
    history.replaceState(null, "", `?script=${encodeURIComponent(answer.id)}`);
    drop("outside");
    drop("refused");
    this.show();
  }

  /**
   * Take note that the file is another one now.
   *
   * @param {{text: string, sha256: string}} now
   */
  conflict(now) {
    if (now.sha256 === this.sha256) return;
    if (!this.model.changed || now.text === this.model.text) {
      const same = now.text === this.model.text;
      this.take(now);
      if (!same) notify("outside", "This script was changed outside of this page. You see it as it is now; undo goes back.");
      return;
    }
    notify("outside", "This script was changed outside of this page, and you have changes of your own here.", [
      ["Take theirs", () => this.take(now)],
      ["Keep mine, and save it", () => {
        this.sha256 = now.sha256;
        this.save();
      }],
    ]);
  }

  /** @param {{text: string, sha256: string}} now */
  take(now) {
    this.sha256 = now.sha256;
    this.model.saved = now.text;
    this.model.replace(now.text);
    this.show();
  }
}
