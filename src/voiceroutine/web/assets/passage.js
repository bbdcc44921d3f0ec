/** What is shown of a cue that is too long for a glance. */

/** Of a longer text, only the sentences that are said at the time are shown. In characters. */
const LONG_TEXT = 150;

/**
 * The sentences of a cue that are said when a share of it, from 0 to 1, is over. The share of time is taken to be the
 * share of letters.
 *
 * @param {string} text
 * @param {number} share
 */
export function passage(text, share) {
  if (text.length <= LONG_TEXT) return text;
  /** @type {string[]} */
  const parts = [];
  for (const sentence of text.split(/(?<=[.!?…。])\s+/u)) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + sentence.length < LONG_TEXT) parts[parts.length - 1] = `${last} ${sentence}`;
    else parts.push(sentence);
  }
  let left = share * parts.reduce((sum, part) => sum + part.length, 0);
  return parts.find((part) => (left -= part.length) < 0) ?? parts[parts.length - 1];
}
