"""From a short YAML cue script to a voice-guided stretching session for a phone.

>>> import voiceroutine
>>> voiceroutine.check("neck")                    # every problem in a script; there is none here
()
>>> voiceroutine.preview("neck").timeline.title   # what will be heard, and when
'Stretches for a stiff neck'
>>> voiceroutine.make("desk-break").path.name     # the MP3
'desk-break.mp3'

Everything in `__all__` is public and documented in docs/api.md. The package's modules are internal and may change at
any time. Names are imported when they are first used, so that `import voiceroutine` takes no time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from voiceroutine.app.attempt import Outcome
    from voiceroutine.app.audition import Audition, audition, play_sample, worth_hearing
    from voiceroutine.app.batch import BatchReporter, SilentBatchReporter, make_all
    from voiceroutine.app.beside import earlier_files, require_own_beside
    from voiceroutine.app.calendar import CalendarFile, calendar
    from voiceroutine.app.chart import write_svg
    from voiceroutine.app.check import check
    from voiceroutine.app.comparison import ComparedScript, LengthDiff, PartDiff, ScriptDiff
    from voiceroutine.app.convert import convert_session
    from voiceroutine.app.default_voice import set_default_voice
    from voiceroutine.app.describe import StretchText, describe_stretch, names_stretch
    from voiceroutine.app.diff import diff_scripts
    from voiceroutine.app.differences import Changes, TextChange, ValueChange
    from voiceroutine.app.handout import Handout, handout
    from voiceroutine.app.import_sheet import import_sheet, read_sheet, write_sheet
    from voiceroutine.app.listing import RoutineInfo, StretchInfo, routines, stretches
    from voiceroutine.app.make import MakeOptions, Session, make
    from voiceroutine.app.observing import Observer
    from voiceroutine.app.pictures import picture_of
    from voiceroutine.app.player import can_play
    from voiceroutine.app.preview import Preview, preview
    from voiceroutine.app.reporter import Reporter, SilentReporter
    from voiceroutine.app.say import Saying, SpokenCue, cue_fields, say_cues, stretch_keys
    from voiceroutine.app.scripts import all_scripts, own_scripts, scripts_found, scripts_to_make
    from voiceroutine.app.shares import Share
    from voiceroutine.app.split import split_session
    from voiceroutine.app.verify import Check, verify
    from voiceroutine.app.wanted import Wanted
    from voiceroutine.app.watch import watch_scripts
    from voiceroutine.cache import CacheUse, cache_use, prune_cache
    from voiceroutine.config import change_setting, config_file, setting
    from voiceroutine.document.clean import visible, visible_json, visible_lines
    from voiceroutine.document.edit.edits import EditError
    from voiceroutine.document.problems import FaultyScriptError, Problem, did_you_mean, in_order
    from voiceroutine.errors import (
        ArgumentError,
        EncodeError,
        OutputError,
        ScriptNotFoundError,
        VoiceError,
        VoiceroutineError,
    )
    from voiceroutine.plan.timeline import Chapter, Event, Timeline, Turn
    from voiceroutine.plan.timeline_json import timeline_schema
    from voiceroutine.script.adjustments import Adjustments
    from voiceroutine.script.forms.editing import edit_script
    from voiceroutine.script.forms.fields import form_fields
    from voiceroutine.script.library import Library, Shelf, default_library
    from voiceroutine.script.loader import Script, load_script
    from voiceroutine.script.manual.explain import Explanation, explain, explanations
    from voiceroutine.script.manual.schema import script_schema
    from voiceroutine.script.manual.starter import new_script
    from voiceroutine.script.sheet.contents import Remark
    from voiceroutine.script.sheet.writing import Doubt, Written
    from voiceroutine.session.encodings import session_formats
    from voiceroutine.session.formats import caption_formats
    from voiceroutine.units import clock, seconds
    from voiceroutine.voice.catalogue import voices
    from voiceroutine.voice.engine import VoiceInfo
    from voiceroutine.web.publish import Published, publish
    from voiceroutine.web.server import Serving, serve
    from voiceroutine.web.studio.server import studio

__all__ = [
    "Adjustments",
    "ArgumentError",
    "Audition",
    "BatchReporter",
    "CacheUse",
    "CalendarFile",
    "Changes",
    "Chapter",
    "Check",
    "ComparedScript",
    "Doubt",
    "EditError",
    "EncodeError",
    "Event",
    "Explanation",
    "FaultyScriptError",
    "Handout",
    "LengthDiff",
    "Library",
    "MakeOptions",
    "Observer",
    "Outcome",
    "OutputError",
    "PartDiff",
    "Preview",
    "Problem",
    "Published",
    "Remark",
    "Reporter",
    "RoutineInfo",
    "Saying",
    "Script",
    "ScriptDiff",
    "ScriptNotFoundError",
    "Serving",
    "Session",
    "Share",
    "Shelf",
    "SilentBatchReporter",
    "SilentReporter",
    "SpokenCue",
    "StretchInfo",
    "StretchText",
    "TextChange",
    "Timeline",
    "Turn",
    "ValueChange",
    "VoiceError",
    "VoiceInfo",
    "VoiceroutineError",
    "Wanted",
    "Written",
    "__version__",
    "all_scripts",
    "audition",
    "cache_use",
    "calendar",
    "can_play",
    "caption_formats",
    "change_setting",
    "check",
    "clock",
    "config_file",
    "convert_session",
    "cue_fields",
    "default_library",
    "describe_stretch",
    "did_you_mean",
    "diff_scripts",
    "earlier_files",
    "edit_script",
    "explain",
    "explanations",
    "form_fields",
    "handout",
    "import_sheet",
    "in_order",
    "load_script",
    "make",
    "make_all",
    "names_stretch",
    "new_script",
    "own_scripts",
    "picture_of",
    "play_sample",
    "preview",
    "prune_cache",
    "publish",
    "read_sheet",
    "require_own_beside",
    "routines",
    "say_cues",
    "script_schema",
    "scripts_found",
    "scripts_to_make",
    "seconds",
    "serve",
    "session_formats",
    "set_default_voice",
    "setting",
    "split_session",
    "stretch_keys",
    "stretches",
    "studio",
    "timeline_schema",
    "verify",
    "visible",
    "visible_json",
    "visible_lines",
    "voices",
    "watch_scripts",
    "worth_hearing",
    "write_sheet",
    "write_svg",
]

_HOMES: dict[str, tuple[str, ...]] = {
    "app.audition": ("Audition", "audition", "play_sample", "worth_hearing"),
    "app.attempt": ("Outcome",),
    "app.batch": ("BatchReporter", "SilentBatchReporter", "make_all"),
    "app.beside": ("earlier_files", "require_own_beside"),
    "app.calendar": ("CalendarFile", "calendar"),
    "app.chart": ("write_svg",),
    "app.check": ("check",),
    "app.comparison": ("ComparedScript", "LengthDiff", "PartDiff", "ScriptDiff"),
    "app.convert": ("convert_session",),
    "app.default_voice": ("set_default_voice",),
    "app.describe": ("StretchText", "describe_stretch", "names_stretch"),
    "app.diff": ("diff_scripts",),
    "app.differences": ("Changes", "TextChange", "ValueChange"),
    "app.handout": ("Handout", "handout"),
    "app.import_sheet": ("import_sheet", "read_sheet", "write_sheet"),
    "app.listing": ("RoutineInfo", "StretchInfo", "routines", "stretches"),
    "app.make": ("MakeOptions", "Session", "make"),
    "app.pictures": ("picture_of",),
    "app.player": ("can_play",),
    "app.preview": ("Preview", "preview"),
    "app.reporter": ("Reporter", "SilentReporter"),
    "app.say": ("Saying", "SpokenCue", "cue_fields", "say_cues", "stretch_keys"),
    "app.scripts": ("all_scripts", "own_scripts", "scripts_found", "scripts_to_make"),
    "app.shares": ("Share",),
    "app.split": ("split_session",),
    "app.verify": ("Check", "verify"),
    "app.wanted": ("Wanted",),
    "app.watch": ("watch_scripts",),
    "app.observing": ("Observer",),
    "cache": ("CacheUse", "cache_use", "prune_cache"),
    "config": ("change_setting", "config_file", "setting"),
    "document.clean": ("visible", "visible_json", "visible_lines"),
    "document.edit.edits": ("EditError",),
    "document.problems": ("FaultyScriptError", "Problem", "did_you_mean", "in_order"),
    "errors": ("ArgumentError", "EncodeError", "OutputError", "ScriptNotFoundError", "VoiceError", "VoiceroutineError"),
    "plan.timeline": ("Chapter", "Event", "Timeline", "Turn"),
    "plan.timeline_json": ("timeline_schema",),
    "script.adjustments": ("Adjustments",),
    "script.forms.editing": ("edit_script",),
    "script.forms.fields": ("form_fields",),
    "script.library": ("Library", "Shelf", "default_library"),
    "script.loader": ("Script", "load_script"),
    "script.manual.explain": ("Explanation", "explain", "explanations"),
    "script.manual.schema": ("script_schema",),
    "script.manual.starter": ("new_script",),
    "script.sheet.contents": ("Remark",),
    "script.sheet.writing": ("Doubt", "Written"),
    "session.encodings": ("session_formats",),
    "session.formats": ("caption_formats",),
    "units": ("clock", "seconds"),
    "voice.catalogue": ("voices",),
    "voice.engine": ("VoiceInfo",),
    "web.publish": ("Published", "publish"),
    "web.server": ("Serving", "serve"),
    "web.studio.server": ("studio",),
}
"""The module that each public name comes from."""
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
