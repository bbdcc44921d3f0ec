"""The page of the Python API: every public name, from its signature and its docstring, and the timeline's JSON."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from typing import Any, get_args

import voiceroutine
from voiceroutine.document.problems import Severity
from voiceroutine.plan.timeline import Kind, Role, Side

GROUPS = {
    "Sessions": (
        "make",
        "make_all",
        "MakeOptions",
        "Adjustments",
        "Session",
        "Outcome",
        "split_session",
        "convert_session",
        "require_own_beside",
        "earlier_files",
        "session_formats",
        "watch_scripts",
        "scripts_to_make",
        "scripts_found",
        "own_scripts",
        "all_scripts",
        "verify",
        "Check",
    ),
    "On the phone": ("serve", "Serving", "publish", "Published"),
    "In the browser": ("studio",),
    "On paper and in the calendar": ("handout", "Handout", "calendar", "CalendarFile"),
    "Scripts": ("check", "load_script", "Script", "new_script", "script_schema"),
    "Scripts in a form": ("edit_script", "EditError", "form_fields"),
    "Sheets": ("import_sheet", "Doubt", "Written", "Remark", "read_sheet", "write_sheet"),
    "Problems": ("Problem", "in_order", "did_you_mean", "explain", "explanations", "Explanation"),
    "Timelines": (
        "preview",
        "Preview",
        "Share",
        "Timeline",
        "Chapter",
        "Event",
        "Turn",
        "write_svg",
        "timeline_schema",
        "caption_formats",
    ),
    "What there is": (
        "routines",
        "RoutineInfo",
        "stretches",
        "StretchInfo",
        "describe_stretch",
        "StretchText",
        "names_stretch",
        "Wanted",
        "default_library",
        "Library",
        "Shelf",
    ),
    "Differences": (
        "diff_scripts",
        "ScriptDiff",
        "ComparedScript",
        "PartDiff",
        "LengthDiff",
        "Changes",
        "ValueChange",
        "TextChange",
    ),
    "Single cues": ("say_cues", "Saying", "SpokenCue", "cue_fields", "stretch_keys", "can_play"),
    "Pictures": ("picture_of",),
    "Voices": ("voices", "VoiceInfo", "audition", "Audition", "worth_hearing", "play_sample", "set_default_voice"),
    "Progress": ("Reporter", "SilentReporter", "BatchReporter", "SilentBatchReporter", "Observer"),
    "Settings and caches": ("setting", "change_setting", "config_file", "cache_use", "CacheUse", "prune_cache"),
    "Times for reading": ("clock", "seconds"),
    "Texts of others": ("visible", "visible_lines", "visible_json"),
    "Errors": (
        "VoiceroutineError",
        "FaultyScriptError",
        "ArgumentError",
        "ScriptNotFoundError",
        "VoiceError",
        "EncodeError",
        "OutputError",
    ),
}
"""Every public name but the version, in the order of the page."""

INTERNAL = {"Clips", "Finding", "Mapping", "Span"}
"""Types that are not public. Fields and methods that need one are left out."""

ALIASES = {
    **{("", name): get_args(alias) for name, alias in (("Kind", Kind), ("Role", Role), ("Side", Side))},
    ("", "Severity"): get_args(Severity),
    ("Event", "Path"): ("tuple[str | int, ...]",),
}
"""What to write in place of the names of types, in one class or everywhere."""

_HEAD = """\
# The Python API

What `import voiceroutine` gives is public and stays compatible: a name is removed, or changes its meaning, only with a
new minor version, and [CHANGELOG.md](../CHANGELOG.md) says so. The modules inside the package are internal.

```python
import voiceroutine

session = voiceroutine.make("neck")
print(session.path, voiceroutine.clock(session.duration_ms))
```

A script is given by its name (`"neck"`) or by its path. Times are whole milliseconds, and names say their unit. Nothing
is printed: pass a `reporter` to follow a long task. Every error that a user can cause is a `VoiceroutineError`, whose
message is one sentence. A field or method that is not on this page is internal. The tests run the examples.
"""

_TIMELINE_HEAD = """\
## The timeline as JSON

`voiceroutine show NAME --json` prints it, and so does `Preview.as_json()`. [timeline.schema.json](timeline.schema.json)
describes it as a JSON Schema (2020-12), which `voiceroutine schema --timeline` prints, too.

The format is stable. `version` rises when a field disappears or changes its meaning. New fields may be added without a
new version, so readers should ignore fields they do not know. All times are whole milliseconds from the session's
beginning. A field that does not apply is left out.
"""


def page() -> str:
    """Return the whole page as Markdown.

    Raises:
        AssertionError: A public name is in no group, or in two.
    """
    listed = sorted(name for names in GROUPS.values() for name in names)
    public = sorted(name for name in voiceroutine.__all__ if name != "__version__")
    assert listed == public, f"GROUPS and __all__ differ: {set(listed) ^ set(public)}"  # noqa: S101 a slip of ours
    parts = [_HEAD]
    for title, names in GROUPS.items():
        parts += [f"## {title}", *map(_section, names)]
    parts += [_TIMELINE_HEAD, *_tables(voiceroutine.timeline_schema())]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _section(name: str) -> str:
    value = inspect.unwrap(getattr(voiceroutine, name))
    node = _node(value)
    parts = [f"### `{name}`", _markdown(inspect.getdoc(value) or "")]
    if isinstance(node, ast.ClassDef):
        base = value.__base__.__name__
        parts += [f"A `{base}`." if base in voiceroutine.__all__ else "", _members(node)]
    else:
        parts.insert(1, _signature(node))
    return "\n\n".join(part.strip() for part in parts if part)


@cache
def _module(path: str) -> ast.Module:
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 inspect gives a text
        return ast.parse(file.read())


def _node(value: Any) -> ast.ClassDef | ast.FunctionDef:
    """Return where a class or a function is written, with defaults as they are written."""
    module = _module(str(inspect.getsourcefile(value)))
    return next(
        node for node in module.body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == value.__name__
    )


def _signature(node: ast.FunctionDef) -> str:
    """Return a function's signature as a block of code: on one line if it is short."""
    arguments = _arguments(node)
    returns = ast.unparse(node.returns) if node.returns else "None"
    line = f"{node.name}({', '.join(arguments)}) -> {returns}"
    if len(line) > 100:
        line = f"{node.name}(\n    " + ",\n    ".join(arguments) + f",\n) -> {returns}"
    return f"```python\n{line}\n```"


def _arguments(node: ast.FunctionDef) -> list[str]:
    """Return a function's arguments as they are written, without `self`."""
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(positional) - len(given.defaults)) + list(given.defaults)
    written = [_argument(argument, default) for argument, default in zip(positional, defaults, strict=True)]
    if given.kwonlyargs:
        written.append("*")
        written += [_argument(it, default) for it, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    return [it for it in written if it != "self"]


def _argument(argument: ast.arg, default: ast.expr | None) -> str:
    kind = f": {ast.unparse(argument.annotation)}" if argument.annotation else ""
    value = f" = {ast.unparse(default)}" if default else ""
    return f"{argument.arg}{kind}{value}".replace("= DEFAULTS", "= MakeOptions()")


def _markdown(doc: str) -> str:
    """Return a docstring as Markdown: examples as code, arguments and errors as lists."""
    lines: list[str] = []
    section = ""
    in_example = False
    for line in doc.splitlines():
        if line.startswith(">>>") and not in_example:
            lines.append("```python")
            in_example = True
        elif in_example and not line.strip():
            lines.append("```")
            in_example = False
        if re.fullmatch(r"(Args|Raises|Returns|Yields):", line):
            section = line
            lines += [f"**{ {'Args:': 'Arguments'}.get(line, line[:-1]) }**", ""]
        elif section in ("Args:", "Raises:") and (match := re.match(r"    (\w+): (.*)", line)):
            lines.append(f"- `{match[1]}`: {match[2]}")
        elif section and line.startswith("        "):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.strip() if section else line)
    return "\n".join([*lines, *(["```"] if in_example else [])]).rstrip() + "\n"


def _members(node: ast.ClassDef) -> str:
    """Return a class's fields and properties as a table, and its methods as a list."""
    fields: list[str] = []
    methods: list[str] = []
    for item, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(item, ast.AnnAssign):
            default = ast.unparse(item.value) if item.value and not isinstance(item.value, ast.Call) else ""
            fields.append(_row(node, ast.unparse(item.target), item.annotation, _text(after), default))
        elif isinstance(item, ast.FunctionDef) and item.name == "__init__":
            fields.extend(_set_in(node, item))
        elif isinstance(item, ast.FunctionDef):
            doc = _one_line((ast.get_docstring(item) or "").partition("\n\n")[0])
            if any(isinstance(it, ast.Name) and it.id == "property" for it in item.decorator_list):
                fields.append(_row(node, item.name, item.returns, doc))
            else:
                returns = ast.unparse(item.returns) if item.returns else "None"
                methods.append(f"- `{item.name}({', '.join(_arguments(item))}) -> {returns}`: {doc}")
    fields = [row for row in fields if row]
    table = ["| field | type | |", "|---|---|---|", *fields, ""] if fields else []
    return "\n".join([*table, *(line for line in methods if _is_public(line))])


def _is_public(line: str) -> bool:
    """Return whether a row or a line is about a public name and needs public types only."""
    _, code, *_ = line.split("`")
    kind = line.split("`")[3] if line.startswith("|") else code
    return not code.startswith("_") and not INTERNAL & set(re.findall(r"\w+", kind))


def _set_in(owner: ast.ClassDef, init: ast.FunctionDef) -> list[str]:
    """Return the rows of the attributes that an `__init__` sets to an argument and describes."""
    types = {argument.arg: argument.annotation for argument in init.args.args}
    rows = []
    for item, after in zip(init.body, [*init.body[1:], None], strict=True):
        if isinstance(item, ast.Assign) and isinstance(target := item.targets[0], ast.Attribute) and _text(after):
            rows.append(_row(owner, target.attr, types.get(ast.unparse(item.value)), _text(after)))
    return rows


def _text(node: ast.stmt | None) -> str:
    """Return the string that stands alone below a field and describes it, or nothing."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return _one_line(node.value.value) if is_text else ""  # type: ignore[union-attr]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _row(owner: ast.ClassDef, name: str, kind: ast.expr | None, meaning: str, default: str = "") -> str:
    """Return the row of a field, or nothing if it is not public."""
    words = ast.unparse(kind) if kind else ""
    for (where, alias), values in ALIASES.items():
        if where in ("", owner.name):
            written = " | ".join(value if where else repr(value) for value in values)
            words = re.sub(rf"\b{alias}\b", lambda _, written=written: written, words)
    words += f" = {default}" if default else ""
    row = f"| `{name}` | `{words}` | {meaning} |"
    if not _is_public(row):
        return ""
    return (
        "| "
        + " | ".join(cell.replace("|", "\\|") for cell in (f"`{name}`", f"`{words}`" if words else "", meaning))
        + " |"
    )


def _tables(schema: dict[str, Any]) -> list[str]:
    """Return the tables of a JSON Schema: the document's, and one for each of its parts."""
    parts = {"The document": schema, **schema["$defs"]}
    found = []
    for title, part in parts.items():
        heading = title if title == "The document" else f"`{title.removesuffix('Json')}`"
        rows = [
            f"| `{name}`{'' if name in part.get('required', ()) else ' (optional)'} | {_kind(field)} | "
            f"{field.get('description', '')} |"
            for name, field in part["properties"].items()
        ]
        found.append("\n".join([f"### {heading}\n", "| field | type | |", "|---|---|---|", *rows, ""]))
    return found


def _kind(field: dict[str, Any]) -> str:
    """Return the type of a field in words."""
    if "anyOf" in field:
        return " or ".join(_kind(part) for part in field["anyOf"] if part.get("type") != "null")
    if "$ref" in field:
        return f"`{field['$ref'].rpartition('/')[2].removesuffix('Json')}`"
    if "const" in field:
        return f"always `{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{word}`" for word in field["enum"])
    if field["type"] == "array":
        return f"list of {_kind(field['items'])}"
    return {"string": "text", "integer": "whole number"}[field["type"]]
