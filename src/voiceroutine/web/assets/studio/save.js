/** Saves the script, and minds that nobody's work is lost: another tab's, another program's, or one's own. */

import { Refusal, send } from "./api.js";
import { byId, el } from "./dom.js";
import { merged } from "./history.js";
import { drop, notify, notifyRefusal } from "./notices.js";

/** How long after the last change a draft is kept. */
const DRAFT_MS = 500;

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
    /** @type {{text: string, sha256: string} | null} what the disk had while it was being saved */
    this.heard = null;
    this.timer = 0;
    this.kept = opened.draft?.text ?? opened.text;
    model.on("text", () => this.soon());
    addEventListener("pagehide", () => this.keep(true));
    addEventListener("beforeunload", (event) => {
      if (model.alone && model.changed) event.preventDefault(); // no draft can be kept
    });
    model.on("answers", () => {
      drop("refused");
      this.soon();
    });
    model.on("state", () => this.show());
    model.on("look", () => this.show());
    /** @type {EventSource | null} */
    this.source = null;
    this.show();
    if (this.writable) this.watch();
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
      const answer = await (await send("PUT", `scripts/${encodeURIComponent(this.model.id)}`, { text, base_sha256: this.sha256 })).json();
      this.saved(text, answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 409) this.conflict(error.body);
      else notifyRefusal(error);
    } finally {
      this.saving = false;
      if (this.heard) this.conflict(this.heard);
      this.heard = null;
    }
  }

  /**
   * @param {string} text
   * @param {{id: string, sha256: string}} answer
   */
  saved(text, answer) {
    clearTimeout(this.timer);
    this.kept = text;
    if (!this.writable) this.watch();
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

  /** Be told when another tab or another program writes the file. */
  watch() {
    this.source?.close();
    this.source = new EventSource(`api/scripts/${encodeURIComponent(this.model.id)}/changes`);
    this.source.addEventListener("changed", (event) => this.conflict(JSON.parse(event.data)));
    this.source.addEventListener("gone", () => {
      notify("outside", "The file of this script has been removed. What you wrote is still here: copy it from the text.");
    });
  }

  /**
   * Take note that the file is another one now.
   *
   * @param {{text: string, sha256: string}} now
   */
  async conflict(now) {
    await this.model.settled();
    if (this.saving) {
      this.heard = now;
      return;
    }
    if (now.sha256 === this.sha256) return;
    const { changed, saved, text } = this.model;
    if (now.text === text) this.take(now, text);
    else if (!changed) {
      this.take(now, now.text);
      notify("outside", "This script was changed elsewhere. You see it as it is now; undo goes back.");
    } else this.join(now, merged(saved, text, now.text));
  }

  /**
   * Put two versions together, or ask which one is to stay.
   *
   * @param {{text: string, sha256: string}} now
   * @param {string | null} both
   */
  join(now, both) {
    if (both !== null) {
      this.take(now, both);
      notify("outside", "This script was changed elsewhere, in other lines than here. Now both are here, and not saved yet.");
      return;
    }
    notify("outside", "This script was changed elsewhere, in the same lines as here. Which version is to stay?", [
      ["Theirs", () => this.take(now, now.text)],
      ["Mine, and save it", () => {
        this.sha256 = now.sha256;
        this.save();
      }],
    ]);
  }

  /** Keep what is not saved, a moment after the last change. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(false), DRAFT_MS);
  }

  /** @param {boolean} leaving whether the page goes away */
  async keep(leaving) {
    clearTimeout(this.timer);
    const { text, saved, id } = this.model;
    if (text === this.kept || this.saving) return;
    this.kept = text;
    const address = `scripts/${encodeURIComponent(id)}/draft`;
    try {
      if (text === saved) await send("DELETE", address);
      else await send("PUT", address, { text, base_sha256: this.sha256 }, undefined, leaving);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.kept = "";
      if (!leaving) notifyRefusal(error);
    }
  }

  /**
   * Offer what was written before, and not saved.
   *
   * @param {{text: string, saved_at: string, base_sha256: string} | null} draft
   */
  restore(draft) {
    if (!draft) return;
    const when = new Date(draft.saved_at).toLocaleString();
    const { saved } = this.model;
    if (draft.base_sha256 === this.sha256) {
      this.model.replace(draft.text);
      notify("draft", `Here is what you wrote until ${when}. It is not saved yet.`, [["Keep it", () => {}], ["Go back to what is saved", () => this.model.replace(saved)]]);
    } else {
      notify("draft", `There is a version of ${when} that was not saved, and the script has changed since.`, [
        ["Show it", () => this.model.replace(draft.text)],
        ["Forget it", () => send("DELETE", `scripts/${encodeURIComponent(this.model.id)}/draft`)],
      ]);
    }
  }

  /**
   * @param {{text: string, sha256: string}} now what is on the disk
   * @param {string} text what there is to be here
   */
  take(now, text) {
    this.sha256 = now.sha256;
    this.model.saved = now.text;
    if (text !== this.model.text) this.model.replace(text);
    this.show();
  }
}
