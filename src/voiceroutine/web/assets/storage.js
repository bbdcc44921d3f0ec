/** What the browser keeps for the page. Some refuse to (private windows, lockdown): then it lasts as long as the page. */

const PREFIX = "voiceroutine.";
/** @type {Map<string, string>} */
const forNow = new Map();

/** Whether what is kept will be there the next time. */
export const lasting = (() => {
  try {
    localStorage.setItem(`${PREFIX}try`, "1");
    localStorage.removeItem(`${PREFIX}try`);
    return true;
  } catch {
    return false;
  }
})();

/**
 * What is kept under a name, or null: if there is nothing, or nothing that can be read.
 *
 * @param {string} name
 * @returns {unknown}
 */
export function load(name) {
  const text = lasting ? localStorage.getItem(PREFIX + name) : forNow.get(name);
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/**
 * Keep a value, and say whether there was room for it.
 *
 * @param {string} name
 * @param {unknown} value
 */
export function save(name, value) {
  const text = JSON.stringify(value);
  if (!lasting) {
    forNow.set(name, text);
    return true;
  }
  try {
    localStorage.setItem(PREFIX + name, text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name */
export function forget(name) {
  if (lasting) localStorage.removeItem(PREFIX + name);
  forNow.delete(name);
}

/**
 * The names of all that is kept whose name begins with `start`.
 *
 * @param {string} start
 */
export function names(start) {
  const all = lasting ? Object.keys(localStorage).map((key) => (key.startsWith(PREFIX) ? key.slice(PREFIX.length) : "")) : [...forNow.keys()];
  return all.filter((name) => name.startsWith(start) && name);
}
