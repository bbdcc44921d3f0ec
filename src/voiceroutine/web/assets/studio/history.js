/** Undo and redo over texts. A step is what differs between two texts: a hundred kilobytes cost no more than a word. */

/** Typing goes on in one step while no pause is longer than this. */
const SAME_STEP_MS = 1000;
const MOST_STEPS = 1000;

/**
 * @typedef {object} Step
 * @property {number} at where the texts differ
 * @property {string} before what stood there
 * @property {string} after what stands there now
 * @property {string} kind
 * @property {number} time of its last change, in ms
 */

/**
 * Return what differs between two texts.
 *
 * @param {string} old
 * @param {string} text
 * @returns {{at: number, before: string, after: string}}
 */
export function difference(old, text) {
  const most = Math.min(old.length, text.length);
  let at = 0;
  while (at < most && old.charCodeAt(at) === text.charCodeAt(at)) at += 1;
  let end = 0;
  while (end < most - at && old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) end += 1;
  return { at, before: old.slice(at, old.length - end), after: text.slice(at, text.length - end) };
}

/**
 * Return a text with the changes of two others to it, which are in different lines; null where they are not.
 *
 * @param {string} base what both began with
 * @param {string} mine
 * @param {string} theirs
 * @returns {string | null}
 */
export function merged(base, mine, theirs) {
  const [one, other] = [difference(base, mine), difference(base, theirs)];
  const [first, second] = one.at <= other.at ? [one, other] : [other, one];
  const end = base.indexOf("\n", first.at + first.before.length);
  if (end < 0 || base.lastIndexOf("\n", second.at - 1) < end) return null;
  const after = replaced(base, second.at, second.before, second.after);
  return replaced(after, first.at, first.before, first.after);
}

export class History {
  /** @param {string} text what there is to begin with */
  constructor(text) {
    this.text = text;
    /** @type {Step[]} */
    this.done = [];
    /** @type {Step[]} */
    this.undone = [];
  }

  /**
   * Remember a new text.
   *
   * @param {string} text
   * @param {string} kind changes of one kind that follow each other at once are one step; "" is always a step of its own
   * @param {number} now in ms
   */
  record(text, kind, now) {
    if (text === this.text) return;
    const last = this.done.at(-1);
    const joined = last && kind && last.kind === kind && now - last.time < SAME_STEP_MS && !this.undone.length;
    if (joined) {
      const start = replaced(this.text, last.at, last.after, last.before);
      const all = difference(start, text);
      if (all.before || all.after) Object.assign(last, all, { time: now });
      else this.done.pop();
    } else {
      this.done.push({ ...difference(this.text, text), kind, time: now });
      if (this.done.length > MOST_STEPS) this.done.shift();
    }
    this.undone = [];
    this.text = text;
  }

  /**
   * Go back a step.
   *
   * @returns {{at: number, end: number} | null} where the text changed
   */
  undo() {
    const step = this.done.pop();
    if (!step) return null;
    this.undone.push(step);
    this.text = replaced(this.text, step.at, step.after, step.before);
    return { at: step.at, end: step.at + step.before.length };
  }

  /**
   * Take back an undo.
   *
   * @returns {{at: number, end: number} | null} where the text changed
   */
  redo() {
    const step = this.undone.pop();
    if (!step) return null;
    this.done.push({ ...step, time: 0 });
    this.text = replaced(this.text, step.at, step.before, step.after);
    return { at: step.at, end: step.at + step.after.length };
  }
}

/**
 * @param {string} text
 * @param {number} at
 * @param {string} old what stands there
 * @param {string} fresh
 * @returns {string}
 */
function replaced(text, at, old, fresh) {
  return text.slice(0, at) + fresh + text.slice(at + old.length);
}
