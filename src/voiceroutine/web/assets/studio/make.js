/** Makes the session of a script, and what goes with it: its check, its handout, and the way to the phone. */

import { Refusal, get, post, send } from "./api.js";
import { byId, clock, el, withCode } from "./dom.js";
import { notifyRefusal } from "./notices.js";
import { showPhone } from "./phone.js";
import { sentence } from "./problems.js";

/** How often it is asked how far the session is. */
const POLL_MS = 400;

/**
 * @typedef {object} Made
 * @property {string} slug
 * @property {string} title
 * @property {number} duration_ms
 * @property {number} size_bytes
 * @property {string} made_at
 */

export class MadeView {
  /**
   * @param {import("./model.js").Model} model
   * @param {import("./save.js").Saver} saver
   * @param {(words: string) => void} tell says something to those who do not see it
   */
  constructor(model, saver, tell) {
    this.model = model;
    this.saver = saver;
    this.tell = tell;
    this.button = el("button", { type: "button", class: "main", click: () => this.make() }, "Make the session");
    this.refused = el("p", { class: "kind", id: "make-note", hidden: true });
    this.button.setAttribute("aria-describedby", "make-note");
    this.bar = el("progress", { max: "1", value: "0", "aria-label": "How much is made", hidden: true });
    this.doing = el("p", { class: "kind" });
    this.result = el("div", { class: "made" });
    this.checked = el("div", {});
    this.sheet = el("button", { type: "button", click: () => this.handout() }, "Handout (PDF)");
    /** What is said before how far it is. */
    this.before = "";
    this.phone = el("button", { type: "button", click: () => this.toPhone() }, "To the phone");
    const acts = el("div", { class: "acts" }, this.sheet, this.phone);
    byId("made", HTMLElement).append(this.button, this.refused, this.bar, this.doing, this.result, this.checked, acts);
    /** Whether it is being made: not a second time meanwhile, however often the script changes. */
    this.working = false;
    this.impossible = true;
    model.on("look", (look) => this.allow(look));
    model.on("state", () => this.mark());
    this.refresh();
  }

  /**
   * Offer to make it, or say why it cannot be made. A length that is estimated may still be one that it can have.
   *
   * @param {import("./types.js").Look} look
   */
  allow(look) {
    const wrong = look.problems.filter((it) => it.severity === "error");
    const unsure = look.guessed && wrong.length > 0 && wrong.every((it) => it.code === "length");
    this.impossible = !look.timeline || (wrong.length > 0 && !unsure);
    this.button.disabled = this.working || this.impossible;
    this.refused.hidden = !wrong.length;
    this.refused.textContent = unsure ? "By its estimated length it cannot be made like this." : "It can be made once there is no mistake.";
  }

  get address() {
    return `scripts/${encodeURIComponent(this.model.id)}`;
  }

  /** Show the session that there is. */
  async refresh() {
    /** @type {Made | null} */
    const made = await get(`${this.address}/session`);
    this.made = made;
    this.checked.replaceChildren();
    if (!made) {
      this.result.replaceChildren();
      return;
    }
    const file = `sessions/${made.slug}/${made.slug}.mp3`;
    const when = new Date(made.made_at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
    const facts = `${clock(made.duration_ms)}, ${(made.size_bytes / 1e6).toFixed(1)} MB, made ${when}`;
    this.old = el("p", { class: "kind", hidden: true }, "The script has changed since. Make it again.");
    this.result.replaceChildren(
      el("p", { class: "kind" }, facts),
      this.old,
      el("audio", { controls: true, preload: "none", src: file, "aria-label": `The session ${made.title}` }),
      el(
        "div",
        { class: "acts" },
        el("a", { class: "button", href: file, download: `${made.slug}.mp3` }, "Download"),
        el("button", { type: "button", click: () => this.verify() }, "Check the file"),
      ),
    );
    this.madeOf = this.model.saved;
    this.mark();
  }

  /** Say whether the script has gone on since the session was made. */
  mark() {
    if (this.old) this.old.hidden = this.model.text === this.madeOf;
  }

  /** Run something that the server may refuse. */
  async work(/** @type {HTMLButtonElement} */ button, /** @type {() => Promise<void>} */ act) {
    button.disabled = true;
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      notifyRefusal(error);
    } finally {
      button.disabled = button === this.button && this.impossible;
    }
  }

  make() {
    return this.work(this.button, async () => {
      const news = this.model.changed || !this.saver.writable;
      this.working = true;
      try {
        if (!(await this.saveFirst())) return;
        this.before = news ? "Saved, and making it. " : "";
        this.tell(news ? "Saved, and making it." : "Making it.");
        const { job } = await post(`${this.address}/make`, {});
        this.bar.hidden = false;
        await this.wait(job);
      } finally {
        this.bar.hidden = true;
        this.working = false;
      }
    });
  }

  /** @returns {Promise<boolean>} whether what is on the disk is what is here */
  async saveFirst() {
    if (this.model.changed || !this.saver.writable) await this.saver.save();
    return !this.model.changed;
  }

  /** @param {string} job */
  async wait(job) {
    for (;;) {
      const answer = await fetch(`jobs/${job}/state.json`);
      if (!answer.ok) throw new Refusal("the studio knows nothing of this session any more", "make it again", answer.status, null);
      const state = await answer.json();
      this.bar.value = state.fraction;
      this.doing.textContent = this.before + (state.ahead ? `${state.ahead} before it` : state.label);
      if (state.state === "done") return this.done(state);
      if (state.state === "failed") return this.failed(state);
      await new Promise((next) => setTimeout(next, POLL_MS));
    }
  }

  /** @param {any} state */
  async done(state) {
    await this.refresh();
    this.doing.textContent = [this.before && "Saved, and made.", ...state.changes, ...state.notes].filter(Boolean).map(sentence).join(" ");
    this.tell("The session is made.");
  }

  /** @param {any} state */
  failed(state) {
    const first = state.problems[0];
    this.doing.textContent = "";
    notifyRefusal(first ? { message: first.message, hint: first.hint } : { message: state.error, hint: state.hint });
  }

  /** @this {MadeView} */
  async verify() {
    this.checked.replaceChildren(el("p", { class: "kind" }, "Measuring …"));
    try {
      const { ok, checks } = await post(`${this.address}/verify`, {});
      const rows = checks.map((/** @type {any} */ it) => el("li", { class: it.ok ? "kind" : "problem error" }, `${it.ok ? "✓" : "✗"} `, ...withCode(`${it.what}: ${it.found}${it.ok ? "" : `, and should be ${it.wanted}`}`)));
      this.checked.replaceChildren(el("p", { role: "status" }, ok ? "The file is as it should be." : "The file is not as it should be."), el("ul", { class: "checks" }, ...rows));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.checked.replaceChildren();
      notifyRefusal(error);
    }
  }

  handout() {
    return this.work(this.sheet, async () => {
      if (!(await this.saveFirst())) return;
      const answer = await send("POST", `${this.address}/handout`, {});
      const address = URL.createObjectURL(await answer.blob());
      el("a", { href: address, download: `${this.model.id}.pdf` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      this.tell("The handout is downloaded.");
    });
  }

  toPhone() {
    return this.work(this.phone, () => showPhone());
  }
}
