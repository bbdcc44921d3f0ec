/** Brings the sessions to a phone: an address on the local network, as a code to scan. */

import { post, send } from "./api.js";
import { el } from "./dom.js";

/** Let phones on the same network reach the sessions, and show how. */
export async function showPhone() {
  const { url, code, notes } = await post("phone", {});
  const drawing = new DOMParser().parseFromString(code, "image/svg+xml").documentElement;
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", "A code with this address, for the phone's camera");
  const end = async () => {
    await send("DELETE", "phone");
    dialog.close();
  };
  const dialog = el(
    "dialog",
    { class: "ask phone", "aria-labelledby": "phone-title" },
    el("h2", { id: "phone-title" }, "To the phone"),
    el("p", {}, "Scan this with the phone's camera. The phone has to be in the same Wi-Fi, and this window open."),
    el("div", { class: "code-to-scan" }, /** @type {any} */ (document.importNode(drawing, true))),
    el("p", {}, el("a", { href: url, target: "_blank", rel: "noreferrer" }, url)),
    ...notes.map((/** @type {string} */ note) => el("p", { class: "kind" }, note)),
    el(
      "div",
      { class: "acts" },
      el("button", { type: "button", click: end }, "Let no phone in any more"),
      el("button", { type: "button", class: "main", click: () => dialog.close() }, "Close"),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
