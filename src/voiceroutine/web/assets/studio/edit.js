/** Begins the editor of one script, and joins its parts. */

import { Refusal, get } from "./api.js";
import { byId, el, iconButton } from "./dom.js";
import { Form } from "./form.js";
import { alt, ctrl, listen, written } from "./keys.js";
import { lineOf } from "./lines.js";
import { LengthView } from "./length.js";
import { Listener } from "./listen.js";
import { MadeView } from "./make.js";
import { Model } from "./model.js";
import { notify, notifyRefusal } from "./notices.js";
import { ProblemList, sentence } from "./problems.js";
import { Recorder } from "./record.js";
import { Saver } from "./save.js";
import { Tabs } from "./tabs.js";
import { TextView } from "./text.js";
import { TimelineView } from "./timeline.js";

/** @typedef {import("./types.js").Path} Path */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Origin} Origin */

/**
 * Return a path of the session as the script has it: what another script writes has its own place there.
 *
 * @param {Origin[]} origins
 * @param {Path} path
 * @returns {Path}
 */
function placeOf(origins, path) {
  const found = entries(origins).filter((it) => it.at && it.at.every((key, at) => path[at] === key)).at(-1);
  return found?.at ? [...found.place, ...path.slice(found.at.length)] : path;
}

/**
 * Return a path of the script as the session has it.
 *
 * @param {Origin[]} origins
 * @param {Path} path
 * @returns {Path | null}
 */
function sessionPath(origins, path) {
  const found = entries(origins).filter((it) => it.place.every((key, at) => path[at] === key)).at(-1);
  if (!found) return path;
  return found.at && [...found.at, ...path.slice(found.place.length)];
}

/**
 * @param {Origin[]} origins
 * @returns {Origin[]}
 */
function entries(origins) {
  return origins.flatMap((it) => [it, ...(it.stretches ?? [])]);
}

async function begin() {
  const id = new URLSearchParams(location.search).get("script") ?? "";
  const library = get("stretches");
  const [opened, fields] = await Promise.all([get(`scripts/${encodeURIComponent(id)}`), get("fields")]);
  const model = new Model(opened.id, opened.text);
  const saver = new Saver(model, opened);
  const timeline = new TimelineView(byId("timeline", HTMLElement));
  const text = new TextView(model);
  const form = new Form(byId("form", HTMLElement), model, fields, library);
  const tabs = new Tabs(() => form.wake());
  const listener = new Listener(model, timeline);
  new LengthView(model);
  const said = byId("said-aloud", HTMLElement);
  const tell = (/** @type {string} */ words) => (said.textContent = words);
  const recorder = new Recorder(model, tell);

  new MadeView(model, saver, tell);

  /** @param {Path} path in the script */
  const openText = (path) => {
    const problem = model.look?.problems.find((it) => JSON.stringify(it.path) === JSON.stringify(path));
    const line = problem?.line ?? lineOf(model.text, path);
    tabs.show("text");
    text.goTo(line, problem?.column ?? 1);
  };
  new ProblemList(model, (problem) => {
    if (tabs.now === "form" && problem.path && model.look?.data) form.focusField(problem.path);
    else {
      tabs.show("text");
      text.goTo(problem.line || (problem.path ? lineOf(model.text, problem.path) : 1), Math.max(1, problem.column));
    }
  });

  model.on("look", (/** @type {Look} */ look) => {
    byId("title", HTMLElement).textContent = look.timeline?.title ?? look.data?.title ?? opened.id;
    document.title = `${look.timeline?.title ?? opened.id} · voiceroutine studio`;
    byId("timeline", HTMLElement).classList.toggle("stale", !look.timeline);
    if (look.timeline) timeline.soon(look.timeline);
  });
  model.on("late", (/** @type {Look} */ look) => look.timeline && timeline.soon(look.timeline));
  model.on("busy", (busy) => byId("desk", HTMLElement).setAttribute("aria-busy", String(busy)));
  model.on("refused", notifyRefusal);

  form.addEventListener("open", (event) => openText(/** @type {CustomEvent} */ (event).detail));
  form.addEventListener("tell", (event) => tell(/** @type {CustomEvent} */ (event).detail));
  form.addEventListener("hear", (event) => {
    const look = model.look;
    const { path, words } = /** @type {CustomEvent} */ (event).detail;
    if (look) hear(sessionPath(look.origins, path), words);
  });
  form.addEventListener("hear-from", (event) => {
    const chapter = model.look?.timeline?.chapters[/** @type {CustomEvent} */ (event).detail];
    if (chapter) listener.listenFrom(chapter.start_ms);
    else tell("It is not in the session as it is now.");
  });
  /** @param {Path | null} path in the session @param {string} words */
  const hear = async (path, words) => {
    if (path && (await listener.hearField(path))) return;
    if (words) listener.hearWords(words);
    else tell("The session does not say it as it is now.");
  };
  form.place.addEventListener("record", (event) => {
    const { path, file, take } = /** @type {CustomEvent} */ (event).detail;
    listener.stop();
    recorder.ask(take, file, model.look ? sessionPath(model.look.origins, path) : null);
  });
  form.place.addEventListener("field", (event) => {
    const look = model.look;
    if (look) timeline.showField(sessionPath(look.origins, /** @type {CustomEvent} */ (event).detail));
  });
  timeline.addEventListener("go", (event) => {
    const { field, stretch } = /** @type {CustomEvent} */ (event).detail;
    const look = model.look;
    if (!look) return;
    const path = field?.length ? placeOf(look.origins, field) : stretch === undefined ? ["title"] : null;
    if (!path) return;
    if (tabs.now === "form") form.focusField(path);
    else text.goTo(lineOf(model.text, path), 1);
  });
  timeline.addEventListener("play", (event) => listener.listenFrom(/** @type {CustomEvent} */ (event).detail));
  listener.addEventListener("says", (event) => {
    const said = /** @type {CustomEvent} */ (event).detail;
    if (!said || said.field) form.light(said?.field ?? null); // in a pause, what was said last stays lit
  });

  const keys = listen([
    ["The script", [
      { keys: written.ctrl("S"), means: "save", is: ctrl("s"), act: () => saver.save() },
      { keys: written.ctrl("Z"), means: "undo", is: ctrl("z"), act: () => model.undo() },
      { keys: [...written.ctrl("Shift"), "Z"], means: "redo", is: ctrl("z", true), act: () => model.redo() },
      { keys: written.alt("1"), means: "the form", is: alt("Digit1"), act: () => tabs.show("form") },
      { keys: written.alt("2"), means: "the text", is: alt("Digit2"), act: () => tabs.show("text") },
      { keys: written.alt("N"), means: "add a stretch at the end", is: alt("KeyN"), act: () => {
        tabs.show("form");
        form.insertAt(null, model.look?.origins.length ?? 0);
      } },
    ]],
    ["Listening", [
      { keys: written.alt("P"), means: "hear the session from the place in the timeline, or stop", is: alt("KeyP"), act: () => listener.toggle() },
      { keys: written.alt("T"), means: "go to the timeline", is: alt("KeyT"), act: () => timeline.strip.focus() },
    ]],
    ["In the timeline", [
      { keys: ["←", "→"], means: "what is said or done before, or next", is: null },
      { keys: ["Page up", "Page down"], means: "the chapter before, or the next", is: null },
      { keys: ["Enter"], means: "go to its field", is: null },
      { keys: ["Space"], means: "hear it from here", is: null },
      { keys: ["+", "−", "0"], means: "closer, further away, the whole", is: null },
    ]],
    ["This list", [{ keys: written.alt("K"), means: "show the keys", is: alt("KeyK"), act: () => keys.showModal() }]],
  ]);
  const undo = iconButton("undo", "Undo", () => model.undo());
  const redo = iconButton("redo", "Redo", () => model.redo());
  model.on("state", () => steps());
  model.on("look", () => steps());
  const steps = () => {
    undo.disabled = !model.history.done.length;
    redo.disabled = !model.history.undone.length;
  };
  byId("tools", HTMLElement).append(undo, redo, el("button", { type: "button", class: "plain", click: () => keys.showModal() }, "Keys"), saver.button);
  byId("transport", HTMLElement).append(
    ...listener.buttons,
    el("span", { class: "grow" }),
    legend(),
    iconButton("minus", "Show more of the timeline", () => timeline.zoomBy(1 / 1.5)),
    iconButton("plus", "Show the timeline closer", () => timeline.zoomBy(1.5)),
    el("button", { type: "button", class: "plain", click: () => timeline.showAll() }, "Whole"),
  );
  steps();
  model.ask(0);
  await model.looked();
  saver.restore(opened.draft);
  showRemarks(opened.id);
  document.documentElement.dataset.ready = "true";
}

/**
 * Say what was read otherwise than it stands on the sheet that the script was begun with.
 *
 * @param {string} id
 */
function showRemarks(id) {
  const remarks = sessionStorage.getItem(`remarks:${id}`);
  if (!remarks) return;
  sessionStorage.removeItem(`remarks:${id}`);
  notify("remarks", "Please look at these lines of your list:", [], JSON.parse(remarks).map(sentence));
}

function legend() {
  const names = [["of-speech", "voice"], ["of-hold", "hold and reps"], ["of-rest", "rest"]];
  return el("p", { class: "legend" }, ...names.map(([kind, name]) => el("span", { class: kind }, name)));
}

begin().catch((error) => {
  if (error instanceof Refusal) notifyRefusal(error);
  else notify("refused", "This page could not begin. Load it again.");
  throw error;
});
