/** The dialog in which somebody records a cue in their own voice, in place of the script's. */

import { Refusal, send } from "./api.js";
import { el, icon, withCode } from "./dom.js";
import { Microphone, wavOf } from "./microphone.js";
import { sentence } from "./problems.js";
import { eventsOf } from "./scale.js";

/**
 * @typedef {object} Take what is recorded
 * @property {string} words
 * @property {string} recording the one that there is; empty for none
 * @property {string} label of the field
 * @property {string} name of what the field belongs to
 * @property {(recording: string | undefined) => void} put writes it beside the words; undefined takes it away
 */

/** @typedef {import("./types.js").Path} Path */
/** @typedef {import("./microphone.js").Recorded} Recorded */

/** The peak below which nothing was said. */
const SILENT = 0.01;
const SIDES = /** @type {const} */ (["left", "right"]);

export class Recorder {
  /**
   * @param {import("./model.js").Model} model
   * @param {(text: string) => void} tell
   */
  constructor(model, tell) {
    this.model = model;
    this.tell = tell;
  }

  /**
   * Ask for a recording.
   *
   * @param {Take} take
   * @param {string} name what its file is called, if nothing else is
   * @param {Path | null} path of its words in the session
   */
  ask(take, name, path) {
    new RecordDialog(this.model, take, name, this.parts(take, path), this.tell);
  }

  /**
   * Return what is to be said: once, or once for each side that the words name.
   *
   * @param {Take} take
   * @param {Path | null} path
   * @returns {{side: "left" | "right" | null, words: string}[]}
   */
  parts(take, path) {
    if (!/\{(other_)?side[.}]/.test(take.words)) return [{ side: null, words: take.words }];
    const { look } = this.model;
    const said = look?.timeline && path ? eventsOf(look.timeline, path).filter((it) => it.kind === "speech") : [];
    return SIDES.map((side, at) => {
      const words = take.words.replace(/\{side(\.\w+)?\}/g, side).replace(/\{other_side(\.\w+)?\}/g, SIDES[1 - at]);
      // the session has the side in its own language, where it says these words
      return { side, words: said.find((it) => it.side === side && isSaid(take.words, it.text ?? ""))?.text ?? words };
    });
  }
}

/** How fast the bar of the level falls: all of it in a second and a half. */
const FALL_PER_MS = 1 / 1500;
/** The level at which the bar is empty, in dB below full scale. */
const QUIETEST_DB = -50;

/**
 * Return how full the bar of a level is, from 0 to 1: by decibels, as the ear hears it.
 *
 * @param {number} peak 0 to 1
 */
export function loudness(peak) {
  return Math.max(0, Math.min(1, 1 - (20 * Math.log10(Math.max(peak, 1e-9))) / QUIETEST_DB));
}

class RecordDialog {
  /**
   * @param {import("./model.js").Model} model
   * @param {Take} take
   * @param {string} name
   * @param {ReturnType<Recorder["parts"]>} parts
   * @param {(text: string) => void} tell
   */
  constructor(model, take, name, parts, tell) {
    this.model = model;
    this.take = take;
    this.name = name;
    this.parts = parts;
    this.tell = tell;
    /** @type {Recorded[]} those that are done */
    this.done = [];
    /** @type {Recorded | null} */
    this.recorded = null;
    /** @type {Microphone | null} */
    this.microphone = null;
    /** How long it had recorded when the level was shown last, in ms. */
    this.at = 0;
    /** @type {AudioContext | null} */
    this.context = null;
    /** @type {AudioBufferSourceNode | null} */
    this.source = null;
    this.side = el("p", { class: "kind" });
    this.words = el("blockquote", { class: "to-say" });
    this.level = el("meter", { min: "0", max: "1", high: "0.98", optimum: "0.5", "aria-label": "How loud it is" });
    this.time = el("span", { class: "record-time" });
    this.state = el("p", { role: "status", class: "record-state" });
    this.refused = el("p", { class: "problem error", role: "alert", hidden: true });
    this.record = button("Record", () => this.begin(), "main", "mic");
    this.stop = button("Stop", () => this.end(), "main", "stop");
    this.listen = button("Listen", () => this.play(), "", "play");
    this.again = button("Record again", () => this.begin());
    this.use = button("Use it", () => this.keep(), "main");
    this.remove = button("Remove the recording", () => this.takeAway(), "plain");
    const cancel = button("Cancel", () => this.dialog.close(), "plain");
    const means = "Say the words as you want them to be heard. Silence before and after them is cut off, and the level is made even.";
    this.dialog = el(
      "dialog",
      { class: "record-dialog", "aria-labelledby": "record-title", "aria-describedby": "record-means" },
      el("h2", { id: "record-title" }, `Record: ${take.label}, ${take.name}`),
      el("p", { class: "lead", id: "record-means" }, means),
      this.side,
      this.words,
      el("div", { class: "record-level" }, this.level, this.time),
      this.state,
      this.refused,
      el("div", { class: "acts" }, cancel, this.remove, this.listen, this.again, this.record, this.stop, this.use),
    );
    const before = document.activeElement;
    this.dialog.addEventListener("close", () => {
      this.silence();
      this.dialog.remove();
      if (before instanceof HTMLElement) before.focus();
    });
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.ready();
  }

  get part() {
    return this.parts[this.done.length];
  }

  /** Show what is to be said next. */
  ready() {
    const { side, words } = this.part;
    this.recorded = null;
    this.side.hidden = !side;
    this.side.textContent = side ? `Once for each side. ${this.done.length + 1} of ${this.parts.length}: the ${side} side.` : "";
    this.words.textContent = words;
    this.show("", [this.record, ...(this.take.recording && !this.done.length ? [this.remove] : [])]);
    this.clock(0, 0);
    this.record.focus();
  }

  /**
   * @param {string} state
   * @param {HTMLElement[]} buttons that there are now, beside the one that gives up
   */
  show(state, buttons) {
    this.state.textContent = state;
    for (const one of [this.record, this.stop, this.listen, this.again, this.use, this.remove]) one.hidden = !buttons.includes(one);
  }

  /**
   * @param {number} peak
   * @param {number} ms
   */
  clock(peak, ms) {
    // what is handed on lasts 3 ms: the bar rises at once and falls slowly, or the eye would see the gaps alone
    const fallen = this.level.value - Math.max(0, ms - this.at) * FALL_PER_MS;
    this.level.value = ms ? Math.max(loudness(peak), fallen) : 0;
    this.at = ms;
    const time = `${(ms / 1000).toFixed(1)} s`;
    if (this.time.textContent !== time) this.time.textContent = time;
  }

  /** @param {unknown} error @param {string} hint */
  refuse(error, hint) {
    const said = error instanceof Error ? error.message : String(error);
    this.refused.replaceChildren(...withCode([said, hint].filter(Boolean).map(sentence).join(" ")));
    this.refused.hidden = false;
  }

  async begin() {
    this.silence();
    this.refused.hidden = true;
    this.recorded = null;
    const microphone = new Microphone((peak, ms) => this.clock(peak, ms));
    this.microphone = microphone;
    this.show("Waiting for the microphone.", []);
    try {
      await microphone.start(() => this.end());
    } catch (error) {
      microphone.stop();
      const known = error instanceof DOMException && error.name === "NotFoundError";
      this.refuse(known ? "this computer has no microphone" : "the browser does not give the microphone to this page", known ? "connect one" : "allow it in the browser's address bar, or in the settings of this computer");
      this.ready();
      return;
    }
    if (this.microphone !== microphone || !this.dialog.open) {
      microphone.stop();
      return;
    }
    this.show("Recording.", [this.stop]);
    this.stop.focus();
  }

  end() {
    if (!this.microphone) return;
    this.recorded = this.microphone.stop();
    this.microphone = null;
    const { samples, rate, peak } = this.recorded;
    const heard = peak >= SILENT;
    if (!heard) this.refuse("nothing was heard", "choose another microphone in the settings of this computer, or speak louder");
    this.show(heard ? `Recorded: ${(samples.length / rate).toFixed(1)} s.` : "", heard ? [this.listen, this.again, this.use] : [this.again]);
    this.level.value = heard ? loudness(peak) : 0;
    (heard ? this.use : this.again).focus();
  }

  play() {
    if (!this.recorded) return;
    this.source?.stop();
    this.context ??= new AudioContext();
    this.context.resume();
    const { samples, rate } = this.recorded;
    const sound = this.context.createBuffer(1, samples.length, rate);
    sound.getChannelData(0).set(samples);
    this.source = this.context.createBufferSource();
    this.source.buffer = sound;
    this.source.connect(this.context.destination);
    this.source.start();
  }

  /** End what is recorded, and what is heard. */
  silence() {
    this.microphone?.stop();
    this.microphone = null;
    this.source?.stop();
    this.source = null;
  }

  async keep() {
    if (!this.recorded) return;
    this.silence();
    this.done.push(this.recorded);
    if (this.done.length < this.parts.length) {
      this.ready();
      return;
    }
    this.use.disabled = true;
    try {
      this.take.put(await this.sent());
      await this.model.looked();
      this.tell(`${this.take.label} is recorded. Undo takes the recording out of the script; its file stays.`);
      this.dialog.close();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.done.pop();
      this.refuse(error, error.hint ?? "");
    } finally {
      this.use.disabled = false;
    }
  }

  /** @returns {Promise<string>} what the script calls the recording */
  async sent() {
    const address = `scripts/${this.model.id}/recordings`;
    let [name, recording] = [this.name, ""];
    for (const [at, one] of this.done.entries()) {
      const { side } = this.parts[at];
      const query = side ? `?side=${side}${at ? "&of=" + name : ""}` : "";
      ({ name, recording } = await (await send("POST", `${address}/${name}${query}`, wavOf(one))).json());
    }
    return recording;
  }

  async takeAway() {
    this.take.put(undefined);
    await this.model.looked();
    this.tell(`${this.take.label} is spoken by the voice again. The file of the recording stays.`);
    this.dialog.close();
  }
}

/**
 * Whether a text is what some words with names in braces may become.
 *
 * @param {string} words
 * @param {string} text
 */
function isSaid(words, text) {
  const parts = words.split(/\{[^{}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".+")}$`).test(text);
}

/**
 * Return what the file of a recording is called: by the stretch and the field.
 *
 * @param {string} owner
 * @param {Path} field
 * @returns {string}
 */
export function fileName(owner, field) {
  const parts = field.filter((it) => it !== "say").map((it) => (typeof it === "number" ? it + 1 : it));
  const plain = [owner, ...parts].join(" ").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").slice(0, 60).replace(/^-+|-+$/g, "") || "cue";
}

/**
 * @param {string} label
 * @param {() => void} click
 * @param {string} [kind]
 * @param {Parameters<typeof icon>[0]} [sign]
 */
function button(label, click, kind = "", sign) {
  return el("button", { type: "button", class: kind, click }, sign ? icon(sign) : null, label);
}
