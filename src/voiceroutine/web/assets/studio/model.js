/**
 * The script that is open: its text, the history of its texts, and what the server last said of it.
 *
 * The form and the text are two views of the one text. An edit of the form is made by the server, which knows how to keep
 * comments and quotes; what is typed is the text itself. One request runs at a time, and edits wait for it in order, so
 * that none is made on a text that is not there any more.
 *
 * Events: `text` (another text; `detail.by` says who changed it: "typed", "edit", "history", "outside"; with
 * `detail.range` where the caret belongs), `look` (what the server says of the text now), `late` (the timeline of a text
 * that has gone on since), `busy` (whether the server is asked), `refused` (`detail` has a message and a hint), `answers`
 * (the server does again, after it did not), `state` (whether it is saved, and what can be undone).
 */

import { Refusal, post } from "./api.js";
import { History } from "./history.js";
import { Chapters } from "./whole.js";

/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {(look: Look) => Edit[]} MakeEdits works out edits from what the script says when they are made */

/** How long the page waits for the next key before it asks. */
const PAUSE_MS = 20;

/** How long it waits before it asks a server again that did not answer. */
const AGAIN_MS = 2000;

export class Model extends EventTarget {
  /**
   * @param {string} id
   * @param {string} text
   */
  constructor(id, text) {
    super();
    this.id = id;
    this.history = new History(text);
    /** The text that is on the disk. */
    this.saved = text;
    /** @type {Look | null} */
    this.look = null;
    this.chapters = new Chapters();
    /** @type {{make: MakeEdits, kind: string, time: number}[]} */
    this.waiting = [];
    this.running = false;
    /** Whether what runs has edits with it. */
    this.making = false;
    this.wanted = false;
    /** Whether the server did not answer when it was asked last. */
    this.alone = false;
    this.timer = 0;
    /** @type {(() => void)[]} */
    this.idle = [];
  }

  get text() {
    return this.history.text;
  }

  get changed() {
    return this.text !== this.saved || this.waiting.length > 0 || this.making;
  }

  /**
   * Take a text that somebody has typed.
   *
   * @param {string} text
   * @param {string} kind of step, for undo
   */
  type(text, kind) {
    this.history.record(text, kind, Date.now());
    this.tell("text", { by: "typed" });
    this.ask(PAUSE_MS);
  }

  /**
   * Take another whole text: of the file, or of a draft. It can be undone.
   *
   * @param {string} text
   */
  replace(text) {
    this.history.record(text, "", Date.now());
    this.tell("text", { by: "outside" });
    this.ask(0);
  }

  /**
   * Have edits made. A later one of the same kind takes the place of one that still waits.
   *
   * @param {MakeEdits} make
   * @param {string} [kind] of step, for undo; where it is given, the page waits a moment for the next key
   */
  edit(make, kind = "") {
    const last = this.waiting.at(-1);
    const time = Date.now();
    if (kind && last?.kind === kind) Object.assign(last, { make, time });
    else this.waiting.push({ make, kind, time });
    this.tell("state");
    this.ask(kind ? PAUSE_MS : 0);
  }

  async undo() {
    await this.settled();
    this.step(this.history.undo());
  }

  async redo() {
    await this.settled();
    this.step(this.history.redo());
  }

  /** @param {{at: number, end: number} | null} range */
  step(range) {
    if (!range) return;
    this.tell("text", { by: "history", range });
    this.ask(0);
  }

  /** Wait until every edit is made. */
  async settled() {
    if (this.waiting.length) this.ask(0);
    if (this.running || this.waiting.length) await new Promise((done) => this.idle.push(() => done(null)));
  }

  /** Wait until what the server says is about the text that is there. */
  async looked() {
    if (this.wanted && !this.running) this.ask(0);
    while (this.wanted || this.running) await new Promise((done) => this.idle.push(() => done(null)));
  }

  /** @param {number} wait in ms */
  ask(wait) {
    if (!this.wanted && !this.running) this.tell("busy", true);
    this.wanted = true;
    clearTimeout(this.timer);
    if (this.running) return;
    if (wait) this.timer = setTimeout(() => this.run(), wait);
    else this.run();
  }

  async run() {
    this.running = true;
    this.wanted = false;
    const [text, step] = [this.text, this.waiting.shift()];
    this.making = Boolean(step);
    const edits = step && this.look ? step.make(this.look) : [];
    try {
      const look = await post(`scripts/${this.id}/look`, { text, edits, have: this.chapters.have });
      if (this.alone) this.tell("answers");
      this.alone = false;
      if (look.timeline) look.timeline = this.chapters.whole(look.timeline);
      await new Promise((done) => setTimeout(done)); // reading the answer took its time: keys come before the rest
      this.take(look, text, step?.kind ?? "", step?.time ?? 0);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 0) this.unanswered(step, error);
      else {
        this.tell("refused", error);
        if (this.look) this.tell("look", this.look);
      }
    } finally {
      this.running = this.making = false;
      if (this.waiting.length || this.wanted) this.ask(this.alone ? AGAIN_MS : 0);
      else {
        this.tell("busy", false);
        for (const done of this.idle.splice(0)) done();
      }
    }
  }

  /**
   * Keep what the server was asked for, to ask again: it may have been closed, and is started anew.
   *
   * @param {{make: MakeEdits, kind: string, time: number} | undefined} step
   * @param {Refusal} error
   */
  unanswered(step, error) {
    if (step && !(step.kind && this.waiting[0]?.kind === step.kind)) this.waiting.unshift(step);
    this.wanted = true;
    if (!this.alone) this.tell("refused", error);
    this.alone = true;
  }

  /**
   * @param {Look} look
   * @param {string} asked the text that was sent
   * @param {string} kind
   * @param {number} time when the edit was asked for
   */
  take(look, asked, kind, time) {
    if (this.text !== asked) {
      this.tell("late", look);
      return;
    }
    this.look = look;
    if (look.text !== asked) {
      this.history.record(look.text, kind, time);
      this.tell("text", { by: "edit" });
    }
    this.tell("look", look);
    if (look.error) this.tell("refused", look.error);
  }

  /**
   * @param {string} name
   * @param {unknown} [detail]
   */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
    if (name === "text") this.dispatchEvent(new CustomEvent("state"));
  }

  /**
   * Listen to an event.
   *
   * @param {string} name
   * @param {(detail: any) => void} listener
   */
  on(name, listener) {
    this.addEventListener(name, (event) => listener(/** @type {CustomEvent} */ (event).detail));
  }
}
