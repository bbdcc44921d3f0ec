/** Which fields of a script the form shows, and where; those that are keys and values lead to the text. */

/** The numbers of a dose, which one line can say in their place. */
export const NUMBERS = ["sets", "reps", "hold", "rest", "set_rest", "sides", "alternate", "tempo"];

/**
 * Below a stretch, folded.
 *
 * @type {[string, string[]][]}
 */
export const OF_STRETCH = [
  ["What is said", ["name", "avoid_if", "purpose", "setup", "feel", "easier", "caution", "start", "again", "release"]],
  ["During a hold", ["during"]],
  ["Reps in steps", ["steps", "words", "for"]],
  ["Time", ["ready", "settle", "switch", "after"]],
  ["About it", ["position", "equipment", "areas", "announce", "optional", "frequency", "prompts", "allow"]],
];

/**
 * Of a group.
 *
 * @type {[string, string[]][]}
 */
export const OF_GROUP = [["The group", ["group", "rounds", "rest", "announce"]]];

/**
 * Of the session, folded but for the first.
 *
 * @type {[string, string[]][]}
 */
export const OF_SCRIPT = [
  ["What is said", ["opening", "notice", "closing", "guidance", "screening", "progress", "announce"]],
  ["How it sounds", ["voice", "pace", "music", "bell", "chimes", "keep_awake"]],
  ["For the patient's sheet and the player", ["summary", "artist", "frequency", "language"]],
  ["Rarely needed", ["breath", "prompts", "say_as", "phrases", "vars", "allow"]],
];

/**
 * What some keys are called on the form; the others by their own names.
 *
 * @type {Record<string, string>}
 */
export const LABELS = {
  stretches: "Stretches",
  set_rest: "Rest between sets",
  rest: "Rest",
  tempo: "Time of each rep",
  alternate: "Change sides with every rep",
  avoid_if: "Who must leave it out",
  setup: "How to get into position",
  feel: "What to feel",
  easier: "How to make it easier",
  start: "At the start of a rep",
  again: "At the start, from the second rep on",
  release: "At the end of a hold",
  during: "Said during the hold",
  words: "Reps in which the steps are said",
  for: "As many reps as fit into",
  ready: "Time to get into position",
  settle: "Time to arrive, after the start",
  switch: "Time to change sides",
  after: "Pause before the next stretch",
  group: "Name",
  guidance: "How much is said",
  screening: "Ask whether today is a day to stretch",
  progress: "Say which stretch of how many comes",
  announce: "How a stretch is announced",
  keep_awake: "Keep headphones awake",
  artist: "By whom",
  frequency: "How often",
  breath: "How long a breath is",
  prompts: "Cues in holds, and numbers",
  say_as: "How words are pronounced",
  phrases: "Words in place of the usual phrases",
  vars: "Names that texts can say",
  allow: "Warnings that are meant so",
  optional: "May be left out to fit the length",
};

/**
 * What some keys mean on the form, where the reference speaks of other keys and of the text; the others as it has them.
 *
 * @type {Record<string, string>}
 */
export const MEANS = {
  avoid_if: "Who must not do it. It is always said. After one sentence, the voice offers to rest until the next stretch.",
  caution: "When to stop. It is always said, however little else is.",
  notice: "A standing text of your own. It is always said, after the disclaimer.",
  again: "Said in place of the words above, from the second rep on. Several take turns.",
  start: "Begins a rep or a hold. Left empty, the voice has words of its own. Several take turns.",
  release: "Ends a hold, or the last counted rep. Left empty, the voice has words of its own. Several take turns.",
  setup: "One text, with a pause after each sentence; or actions, each with a time of its own.",
  words: "After so many reps the steps are silent, or have their sounds alone. Left empty, they are said in all.",
  for: "A time in place of a number of reps: as many whole reps as fit, and their rests.",
  prompts: "What is said in holds, and whether reps are numbered.",
};

/** Keys that are a sound, with those that need no file. */
export const SOUNDS = { music: ["waves", "drone"], bell: ["bowl"] };
