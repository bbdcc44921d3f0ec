"""From a file to a routine, with every problem found told in our words at the place it stands."""

from __future__ import annotations

import hashlib
import pathlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ValidationError

from voiceroutine.document.nodes import Entry, Mapping, Node, Path, Scalar, Sequence, Span, plain, span_of
from voiceroutine.document.problems import FaultyScriptError, Finding, Problem, did_you_mean, one_of
from voiceroutine.document.reader import read_file
from voiceroutine.document.syntax import BRACES, BRACES_HINT
from voiceroutine.files import from_home
from voiceroutine.language.markup import shown
from voiceroutine.language.tags import primary
from voiceroutine.script import model
from voiceroutine.script.assembly import OVERLAY_KEYS, Assembler, mapping
from voiceroutine.script.checks.contradictions import contradictions, cues
from voiceroutine.script.library import Shelf, bundled_folder, default_library
from voiceroutine.script.parts import OWN_BEDS, Music
from voiceroutine.script.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from voiceroutine.script.library import Library

_SPOKEN_BY = ("language", "voice", "pace", "say_as", "phrases")
"""What of a script decides how its texts are spoken."""

_PARTS: dict[str, type[BaseModel]] = {
    "stretches": model.Stretch,
    "steps": model.Step,
    "during": model.During,
    "prompts": model.Prompts,
    "at_least": model.AtLeast,
    "phrases": Wording,
    "music": Music,
}
"""The key under which each part of a script lies."""


@dataclass(frozen=True, slots=True)
class Script:
    """A routine and the nodes it came from."""

    name: str
    """The file's name without its ending: what the session's file is called."""
    routine: model.Routine
    document: Mapping
    """With overlays and library stretches resolved; paths of the routine's fields lead here too."""
    music_from: Literal["script", "command"] = "script"
    """Who chose the routine's music. What is wrong with the command's is not a problem of the script."""

    @property
    def sha256(self) -> str:
        """Return the hash of the routine that is meant, whatever the script's comments and spacing."""
        return hashlib.sha256(self.routine.model_dump_json().encode()).hexdigest()

    @property
    def music(self) -> str | None:
        """What plays under the voice: the path of a file, as seen from here, or the name of a bed of ours."""
        music = self.routine.music
        if music is None or music.file in OWN_BEDS:
            return music.file if music else None
        # relative to the file in which it is written, which may be one that this script extends
        written = span_of(self.document, ("music", "file")).source.name
        return str(pathlib.Path(written).parent / from_home(music.file))

    def span_of(self, path: Path) -> Span:
        """Return where the routine's field at `path` is written, or the nearest field above it that is."""
        return span_of(self.document, path)

    def problem(self, finding: Finding) -> Problem:
        """Return what was found, at the place where it was written.

        A cue of a library stretch that comes after the end of a hold which the script has made shorter is no mistake
        of anybody's: it is left out, with a warning.
        """
        problem = _placed(finding, self.document)
        if finding.code == "prompt-past-end":
            hold = span_of(self.document, (*finding.path[:2], "hold"))
            if hold.source.name != problem.span.source.name:
                return replace(problem, code="prompt-no-room", severity="warning", span=hold)
        return problem


def bundled_words(script: Script) -> Iterator[Finding]:
    """Yield a warning where the bundled stretches' own words are spoken in another language than theirs, English."""
    if primary(script.routine.language) == "en":
        return
    for place, stretch in enumerate(script.routine.stretches):
        for where, _ in cues(stretch):
            written = span_of(script.document, ("stretches", place, *where)).source.name
            if pathlib.Path(written).is_relative_to(bundled_folder()):
                yield Finding(
                    code="other-language",
                    message=f"the bundled words of `{shown(stretch.name)}` are English, and are spoken as they are",
                    path=("language",),
                    hint=f"word its cues in `{script.routine.language}`: "
                    "`language` changes the voice, the stock phrases and the counts",
                    severity="warning",
                )
                return


def load_script(script: str | pathlib.Path, library: Library | None = None) -> Script:
    """Read a script and everything it refers to.

    >>> import voiceroutine
    >>> voiceroutine.load_script("neck").routine.stretches[1].name
    'Chin tuck'

    Args:
        script: Its name or its path.
        library: Where scripts and stretches are looked for; by default in `./scripts`, in the user's folder and
            among the bundled ones.

    Raises:
        ScriptNotFoundError: There is no such script.
        FaultyScriptError: It is not a valid script; carries every problem.
    """
    library = library or default_library()
    path = library.find_script(str(script))
    assembler = Assembler(library)
    document = assembler.assemble(path)
    routine, problems = _validated(model.Routine, document)
    if assembler.incomplete:  # what the base would have given is not missing of itself
        problems = [problem for problem in problems if problem.code != "missing-key"]
    if routine is None or assembler.problems:
        raise FaultyScriptError([*assembler.problems, *problems])
    return Script(path.stem, routine, document)


def is_stretch(path: pathlib.Path) -> bool:
    """Return whether the file at `path` holds a stretch of a library, and not a script, by its keys."""
    try:
        document = read_file(path)
    except FaultyScriptError:
        return False
    own = set(model.field_keys(model.Stretch))
    scripts = {"stretches", *OVERLAY_KEYS, *model.field_keys(model.Routine)} - own
    return (
        isinstance(document, Mapping) and bool(own & document.entries.keys()) and not scripts & document.entries.keys()
    )


def load_alone(path: pathlib.Path) -> Script:
    """Return a script that has the library stretch in `path`, and no other; errors as `load_script`.

    Its language and its voice are those of a script beside the library that uses the stretch.
    """
    stretch = mapping(read_file(path), "a stretch")
    title = Entry(stretch.span, Scalar("Stretch", stretch.span))
    alone = Entry(stretch.span, Sequence((stretch,), stretch.span))
    document = Mapping({**_user_of(path), "title": title, "stretches": alone}, stretch.span)
    routine, problems = _validated(model.Routine, document)
    if routine is None:
        raise FaultyScriptError(problems)
    return Script(path.stem, routine, document)


def _user_of(path: pathlib.Path) -> dict[str, Entry]:
    """Return what decides how a library stretch is spoken in the first script beside it that uses it."""
    for script in Shelf(path.parent.parent, "").scripts().values():
        try:
            document = mapping(read_file(script), "a script")
        except FaultyScriptError:  # which is told of the script itself
            continue
        stretches = plain(document.get("stretches") or document)
        uses = [item.get("use") for item in stretches if isinstance(item, dict)] if isinstance(stretches, list) else []
        if path.stem in uses:
            return {key: entry for key, entry in document.entries.items() if key in _SPOKEN_BY}
    return {}


def load_stretch(path: pathlib.Path) -> model.Stretch:
    """Return the library stretch in `path`; errors as `load_script`."""
    stretch, problems = _validated(model.Stretch, mapping(read_file(path), "a stretch"))
    if stretch is None:
        raise FaultyScriptError(problems)
    return stretch


def _validated(part: type[model.PartT], document: Mapping) -> tuple[model.PartT | None, list[Problem]]:
    try:
        result = part.model_validate(plain(document))
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, [_problem(part, it, document) for it in found if not _explained(it, found)]
    problems = [_placed(finding, document) for finding in contradictions(result)]
    return None if problems else result, problems


def _explained(details: ErrorDetails, found: list[ErrorDetails]) -> bool:
    """Return whether a missing key is there under a misspelt name, which is a problem of its own."""
    if details["type"] != "missing":
        return False
    *place, key = details["loc"]
    beside = [it["loc"] for it in found if it["type"] == "extra_forbidden"]
    return any([*loc[:-1]] == place and did_you_mean(str(loc[-1]), [str(key)]) for loc in beside)


_ITEMS = {
    "stretches": "- use: chin-tuck",
    "steps": "- {say: Arch up., for: 3s}",
    "during": "- {at: 10s, say: Let the shoulder drop.}",
}
"""An item of each list of parts."""
_HINTS = {
    "long-text": "say less, or spread it over `setup`, `start` and `during`",
    "unspeakable": "write words",
    "placeholder": None,
    "choice": None,
    "too-many-stretches": None,
}
"""Where an example of the key is no help."""


def _problem(part: type[BaseModel], details: ErrorDetails, document: Mapping) -> Problem:
    """Translate one of pydantic's findings."""
    path, kind = details["loc"], details["type"]
    if kind == "extra_forbidden":
        return _unknown_key(part, path, document)
    if kind == "missing":
        span = _first_key(document, path[:-1])
        return Problem(code="missing-key", message=f"`{path[-1]}` is missing", span=span, hint=_example(part, path))
    # pydantic leaves doubled braces as they are when a message has no context to fill in
    message = details["msg"].replace("{{", "{").replace("}}", "}")
    hint = _HINTS[kind] if kind in _HINTS else _example(part, path)
    span = span_of(document, path)
    if kind == "wrong-type" and BRACES.fullmatch(span.source.text, span.start, span.end):
        hint = BRACES_HINT
    return Problem(code=kind, message=message, span=span, hint=hint)


def _example(part: type[BaseModel], path: Path) -> str | None:
    """Return a hint with an example of what stands at `path`."""
    if not path or (isinstance(path[-1], int) and path[-2] not in _ITEMS):
        return None
    if isinstance(path[-1], int):
        return f"such as `{_ITEMS[str(path[-2])]}`"
    field = model.field_keys(_part_at(part, path[:-1])).get(path[-1])
    return f"such as `{path[-1]}: {field.examples[0]}`" if field and field.examples else None


def _node_at(document: Mapping, path: Path) -> Node:
    """Return the node at `path`, or the nearest above it that is there."""
    node: Node = document
    for step in path:
        below = node.get(str(step)) if isinstance(node, Mapping) else None
        if isinstance(node, Sequence) and isinstance(step, int):
            below = node.items[step]
        if below is None:
            break
        node = below
    return node


def _first_key(document: Mapping, path: Path) -> Span:
    """Return the place to point at for something that is not there: the first key of the part it belongs to."""
    node = _node_at(document, path)
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node.entries.values())).key_span
    return node.span


def _part_at(part: type[BaseModel], path: Path) -> type[BaseModel]:
    names = [step for step in path if isinstance(step, str)]
    return _PARTS.get(names[-1], part) if names else part


def _unknown_key(part: type[BaseModel], path: Path, document: Mapping) -> Problem:
    key = str(path[-1])
    here = _part_at(part, path[:-1])
    extra = OVERLAY_KEYS if here is model.Routine else ("use",) if here is model.Stretch else ()
    known = [*model.field_keys(here), *extra]
    hint = did_you_mean(key, known)
    if "\u00a0" in key:
        hint = "there are no-break spaces in it, as word processors write them: type these spaces anew"
    elif not re.fullmatch(r"[\w-]+", key) and plain(_node_at(document, path)) is None:
        hint = "a comma ends a text inside `{ }`: put the whole text in quotes"
    elif hint is None and key in model.field_keys(model.Stretch):
        hint = f"`{key}` belongs to a stretch: write it below one, under `stretches`"
    elif hint is None and key in model.field_keys(model.Routine):
        hint = f"`{key}` belongs to the script itself: write it at the top, before `stretches`"
    span = span_of(document, path, key=True)
    return Problem(
        code="unknown-key",
        message=f"unknown key `{key}`",
        span=span,
        hint=hint or f"expected {one_of(known)}",
    )


def _placed(finding: Finding, document: Mapping) -> Problem:
    span = span_of(document, finding.path, key=finding.at_key)
    if finding.word:
        at = span.source.text.lower().find(finding.word.lower(), span.start, span.end)
        span = Span(span.source, at, at + len(finding.word)) if at >= 0 else span
    return Problem(
        code=finding.code,
        message=finding.message,
        span=span,
        hint=finding.hint,
        severity=finding.severity,
    )
