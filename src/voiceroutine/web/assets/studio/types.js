/**
 * What the studio's server sends and takes, as types alone: this module does nothing.
 *
 * @typedef {(string | number)[]} Path keys, and positions from 0
 *
 * @typedef {object} TimelineEvent
 * @property {"speech" | "chime" | "hold" | "rest" | "ready" | "pause"} kind
 * @property {number} chapter its position
 * @property {number} start_ms from the session's beginning
 * @property {number} length_ms
 * @property {string} [text]
 * @property {string} [chime]
 * @property {string} [role]
 * @property {number} [stretch]
 * @property {number} [round]
 * @property {number} [rounds]
 * @property {"left" | "right"} [side]
 * @property {number} [set]
 * @property {number} [sets]
 * @property {number} [rep]
 * @property {number} [reps]
 * @property {Path} [field]
 *
 * @typedef {object} TimelineChapter
 * @property {string} title
 * @property {number} start_ms
 * @property {number} length_ms
 * @property {string} [key] the same for chapters with the same events
 *
 * @typedef {object} Timeline
 * @property {string} title
 * @property {number} duration_ms
 * @property {TimelineChapter[]} chapters
 * @property {TimelineEvent[]} events
 *
 * @typedef {{op: "set", path: Path, value: unknown, at?: number}
 *   | {op: "rename", path: Path, key: string}
 *   | {op: "remove", path: Path, count?: number}
 *   | {op: "insert", path: Path, value: unknown}
 *   | {op: "move", path: Path, to: Path, count?: number}
 *   | {op: "copy", path: Path, to: Path, count?: number}
 *   | {op: "field", place: Path, path: Path, value: unknown}
 *   | {op: "add", value: unknown, after: Path | null}
 *   | {op: "leave-out", place: Path}
 *   | {op: "reorder", place: Path, after: Path | null}} Edit of a value (document/edit/edits.py), or of a stretch
 *   (app/form.py), whose place is that of its origin
 *
 * @typedef {object} Problem
 * @property {string} code
 * @property {string} message in it, what stands between backticks is code
 * @property {string | null} hint
 * @property {"error" | "warning"} severity
 * @property {number} line from 1; 0 where the problem is not in this text
 * @property {number} column from 1, in characters
 * @property {number} end_line
 * @property {number} end_column exclusive
 * @property {Path | null} path the field that it is about
 * @property {string} file in which it is
 * @property {Edit[] | null} fix the edits that mend it, where the hint is one
 *
 * @typedef {object} Origin a stretch or a group of the session, in order, wherever it is written (app/outline.py)
 * @property {string} key by which `change`, `skip` and `order` name it
 * @property {string} name for a reader
 * @property {Path | null} path where this script writes it; null where a script that it extends does
 * @property {Path} place where this script has its own fields of it, or would have them
 * @property {string | null} from the script that has it, where it is another one
 * @property {Path | null} at its path in the session; null where it is left out to fit the length
 * @property {Record<string, any>} values all that is written of it: here, in the library, in what the script extends
 * @property {string[]} written the keys of them that this script writes itself
 * @property {string} dose as on paper; empty for a group
 * @property {number[]} chapters the positions of its chapters in the timeline
 * @property {Origin[]} [stretches] of a group
 * @property {string} [mark] the same for the same content; the page puts it there
 *
 * @typedef {object} Field what the form knows of a key (script/forms/fields.py)
 * @property {string} key
 * @property {string} label
 * @property {"text" | "length" | "number" | "level" | "flag" | "choice" | "dose" | "list" | "part" | "words"} kind
 * @property {string} description
 * @property {string | null} default as it would be written
 * @property {string[]} choices
 * @property {boolean} many whether it can be a list
 * @property {boolean} off whether it can be turned off
 * @property {string | null} part the part that it is, or that its items are
 * @property {string[]} placeholders what its texts can name in braces
 *
 * @typedef {Record<string, Field[]>} Fields by the parts of a script: `script`, `group`, `stretch`, `step` ...
 *
 * @typedef {object} Look what the server says of a text
 * @property {string} text after the edits
 * @property {boolean} changed
 * @property {Record<string, any> | null} data the script's own content; null where it cannot be read
 * @property {Record<string, any> | null} defaults what the scripts that it extends say for the session; null where they cannot be read
 * @property {Origin[]} origins
 * @property {Problem[]} problems
 * @property {Timeline | null} timeline with estimated lengths; null where the script has errors
 * @property {number | null} duration_ms
 * @property {boolean} guessed whether any length in it is an estimate
 * @property {{message: string, hint: string | null} | null} [error] an edit that could not be made
 */
export {};
