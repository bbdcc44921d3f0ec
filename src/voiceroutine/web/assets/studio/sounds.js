/** A sound that plays in the session, the music or the bell: one that needs no file, or a file of one's own. */

import { el } from "./dom.js";
import { fill, newId } from "./filling.js";
import { SOUNDS } from "./sections.js";

/** What a sound with further keys calls its file. */
const FILE = { music: "file", bell: "sound" };
const OWN = "a sound file of mine";

/**
 * Return the control of a sound.
 *
 * @param {import("./types.js").Field} field
 * @param {import("./controls.js").Host} host
 * @param {string} id
 * @returns {import("./controls.js").Control}
 */
export function soundControl(field, host, id) {
  const key = field.key === "music" ? "music" : "bell";
  const [usual, off] = [el("option", { value: "" }), el("option", { value: "off" }, "none")];
  const select = el("select", { id }, usual, off, ...SOUNDS[key].map((name) => el("option", { value: name }, name)), el("option", { value: OWN }, OWN));
  const fileId = newId();
  const file = el("input", { id: fileId, type: "text", autocomplete: "off", placeholder: "music/rain.mp3, beside the script" });
  const row = el("div", { hidden: true }, el("label", { for: fileId, class: "kind" }, "The file"), file);
  /** @type {any} */
  let written;
  /** @param {string | undefined} name @param {boolean} typing */
  const write = (name, typing) => {
    const further = written !== null && typeof written === "object" && name && name !== "off";
    host.write(further ? [FILE[key]] : [], name, typing);
  };
  select.addEventListener("change", () => {
    row.hidden = select.value !== OWN;
    if (select.value === OWN) file.focus();
    else write(select.value || undefined, false);
  });
  file.addEventListener("input", () => {
    file.dataset.typed = file.value.trim();
    if (file.value.trim()) write(file.value.trim(), true);
  });
  return {
    element: el("div", { class: "sound" }, select, row),
    focus: select,
    show: (value, given) => {
      written = value;
      const name = nameOf(value, key);
      const held = nameOf(given, key).replace(/^(off)?$/, "none");
      usual.textContent = `as usual: ${held}`;
      const own = name !== "" && ![...select.options].some((option) => option.value === name);
      if (own || document.activeElement !== file) {
        if (own || name || select.value !== OWN) select.value = own ? OWN : name;
        row.hidden = select.value !== OWN;
      }
      fill(file, own ? name : "", file.placeholder);
    },
  };
}

/**
 * @param {any} value
 * @param {keyof typeof FILE} key
 * @returns {string}
 */
function nameOf(value, key) {
  const name = value !== null && typeof value === "object" ? value[FILE[key]] : value;
  return name === false || name === "false" ? "off" : String(name ?? "");
}
