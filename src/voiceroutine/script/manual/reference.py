"""The reference pages: prose from the Markdown files beside this one, tables from the model and the explanations."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from voiceroutine.language.languages import languages, phrases_for
from voiceroutine.picture.anatomy import RANGES
from voiceroutine.script import model, parts, picture_parts, picture_values
from voiceroutine.script.group import Group
from voiceroutine.script.manual.explain import explanations, markdown
from voiceroutine.script.phrase_parts import DoseWording, EquipmentWording, PositionWording
from voiceroutine.script.stretch import Stretch
from voiceroutine.script.values import Described
from voiceroutine.script.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLES: dict[str, type[BaseModel]] = {
    "script": model.Routine,
    "stretch": Stretch,
    "group": Group,
    "action": parts.Action,
    "step": parts.Step,
    "during": parts.During,
    "prompts": parts.Prompts,
    "music": parts.Music,
    "bell": parts.Bell,
    "phrases": Wording,
    "dose": DoseWording,
    "position": PositionWording,
    "equipment": EquipmentWording,
    "at_least": parts.AtLeast,
    "picture": picture_parts.PictureValue,
    "reach": picture_parts.ReachValue,
    "arrow": picture_parts.ArrowValue,
}
"""The parts of a script, by the names that `script-format.md` has for their tables."""
_USE = "| `use` | text | | The key of a library stretch to begin with. Other keys replace its own. | `use: chin-tuck` |"

_DOSE = (
    "| `dose` | text | | Sets, reps, hold, rests, sides, tempo and frequency, as they are written on paper, in place of "
    "the keys below. | `dose: 3 x 10, hold 5 s, rest 20 s` |"
)

_VARS = (
    "| `vars` | keys and values | | Names for texts: any text can contain `{patient}` then. See "
    "[Names of your own](#names-of-your-own). | `vars: {patient: Anna}` |"
)


def script_format() -> str:
    """Return docs/script-format.md."""
    page = re.sub(r"<!-- names: (\w+) -->", lambda found: _names(found[1]), _prose("script-format.md"))
    return re.sub(r"<!-- table: (\w+) -->", lambda found: _table(found[1]), page)


def errors() -> str:
    """Return docs/errors.md."""
    sections = (markdown(code, it) for code, it in explanations().items())
    return "\n\n".join([_prose("errors.md").rstrip(), *sections]) + "\n"


def _prose(name: str) -> str:
    return (resources.files("voiceroutine.script.manual") / name).read_text(encoding="utf-8")


def _table(name: str) -> str:
    if name in _TABLES:
        return _keys(_TABLES[name])
    return _sides() if name == "sides" else _joints()


def _names(kind: str) -> str:
    """Return what a picture can name; where there are two of a part, once with its side left open."""
    names = dict.fromkeys(re.sub("^(right|left) (?!of )", "*side* ", name) for name in picture_values.NAMES[kind])
    return ", ".join(f"`{name}`".replace("`*side* ", "*side* `") for name in names)


def _joints() -> str:
    """Return the joints of a picture's figure, with the ranges of their angles."""
    rows = ["| joint | first angle | second | third |", "|---|---|---|---|"]
    for joint, ranges in RANGES.items():
        angles = [f"{low:g} to {high:g}" for low, high in ranges]
        rows.append(f"| `{joint}` | " + " | ".join([*angles, "", ""][:3]) + " |")
    return "\n".join(rows)


def _sides() -> str:
    """Return what `{side}` stands for, language by language."""
    rows = ["| language | left | right |", "|---|---|---|"]
    for tag in languages():
        phrases = phrases_for(tag)
        rows.append(f"| `{tag}` | {phrases.left} | {phrases.right} |")
    return "\n".join(rows)


def _keys(part: type[BaseModel]) -> str:
    """Return the table of a part's keys, and below it the examples that take several lines."""
    rows = ["| key | type | default | meaning | example |", "|---|---|---|---|---|"]
    if part is Stretch:
        rows += [_USE, _DOSE]
    if part is model.Routine:
        rows.append(_VARS)
    fields = parts.field_keys(part)
    rows.extend(_row(key, field) for key, field in fields.items())
    blocks = [example for key, field in fields.items() if "\n" in (example := parts.example_of(key, field))]
    below = "\n\n```yaml\n" + "\n".join(blocks) + "\n```" if blocks else ""
    return "\n".join(rows) + below


def _row(key: str, field: Any) -> str:
    example = parts.example_of(key, field)
    cells = [
        f"`{key}`",
        described(field).words,
        default_of(field),
        field.description,
        "below" if "\n" in example else f"`{example}`",
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def described(field: Any) -> Described:
    """Return how the type of a model's field describes itself.

    Raises:
        TypeError: It has no description.
    """
    found = next(_descriptions(field.annotation, field.metadata), None)
    if found is None:
        raise TypeError(f"{field.annotation} needs a `Described`")
    return found


def _descriptions(annotation: Any, metadata: Any = ()) -> Iterator[Described]:
    """Yield the descriptions of a type: its own first, then those of what it may be."""
    yield from (it for it in metadata if isinstance(it, Described))
    if get_origin(annotation) is Annotated:
        yield from _descriptions(annotation.__origin__, annotation.__metadata__)
    elif get_origin(annotation) is tuple:
        yield Described("list")
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield Described("keys and values", _write_part)
    else:
        for choice in get_args(annotation):
            yield from _descriptions(choice)


def _write_part(value: BaseModel | None) -> str:
    if value is None:
        return ""
    written = {key: default_of(field) for key, field in parts.field_keys(type(value)).items()}
    pairs = ", ".join(f"{key}: {text.strip('`')}" for key, text in written.items() if text)
    return f"{{{pairs}}}" if pairs else ""


def default_of(field: Any) -> str:
    """Return a field's default as it would be written in a script, or nothing where it has none to write."""
    if field.is_required():
        return "required"
    text = described(field).write(field.default)
    return f"`{text}`" if text else ""
