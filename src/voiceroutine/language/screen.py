"""What stands on the pages that play sessions, beside the sessions' own words: on buttons, in the diary."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Counted = tuple[str, str]
"""For one, and for more; the number is `{count}`, or stands beside it."""


class Shown(BaseModel):
    """A part of what is shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SiteWords(Shown):
    """Of every page."""

    pages: str
    """Names the links at the top, for a screen reader."""
    sessions: str
    diary: str
    make: str
    hours: str
    """Names `{count}`, as the next two do: shortened, and the same for one and for more."""
    minutes: str
    seconds: str


class ListWords(Shown):
    """Of the list of sessions."""

    none: str
    make_first: str
    make_on_computer: str
    """Names `{command}`."""
    begun: str
    """Names `{time}`: where one is."""
    kept: str
    in_podcast_app: str
    feed: str


class SessionWords(Shown):
    """Of a session's page, as it is written before its script runs."""

    without_script: str
    player: str
    now: str
    next: str
    controls: str
    of_total: str
    """Follows the time that was played; names `{total}`."""
    again: str
    longer: str
    longer_by: str
    """Under `longer`: ten seconds."""
    skip: str
    skip_to: str
    start_again: str
    chapters: str
    download: str
    handout: str


class PlayerWords(Shown):
    """What the script of a session's page writes while it plays."""

    start: str
    wait: str
    go_on: str
    this_cue: str
    """What `again` repeats, as the next two."""
    this_hold: str
    this_rep: str
    left: Counted
    """Under the seconds of a hold."""
    rest: Counted
    ready: Counted
    reps: Counted
    """Under `count_of`; for the number of all."""
    count_of: str
    """Names `{number}` and `{total}`."""
    rep_of: str
    set_of: str
    left_side: str
    right_side: str
    left_words: tuple[str, ...]
    """In which a cue names the left side, each a whole word."""
    right_words: tuple[str, ...]
    next_longer: str
    """Names `{seconds}` that the next hold is longer."""


class SettingsWords(Shown):
    """Of the settings under a session."""

    settings: str
    captions: str
    screen: str
    speed: str
    slower: str
    as_made: str
    faster: str
    """These three follow a speed, after a comma."""
    keys: str
    space: str
    """The key's name."""
    wait: str
    again: str
    longer: str
    skip: str


class SpeedWords(Shown):
    """What the script says of a speed."""

    as_script: str
    means: str
    """Names `{speed}`, and the seconds of a `{hold}` and how long it `{lasts}`."""


class TroubleWords(Shown):
    """What is said when the sound cannot be had: at home, and on a published site."""

    lost_at_home: str
    lost: str
    anew_at_home: str
    anew: str
    load_again: str
    gone_at_home: str
    gone: str
    sessions: str
    cannot_jump: str
    no_timeline: str
    """Names `{reason}`, which a browser says."""


class FeelingWords(Shown):
    """How it felt."""

    easier: str
    right: str
    too_much: str
    pain: str


class DoneWords(Shown):
    """Of what comes at the end of a session."""

    question: str
    too_short: str
    labels: FeelingWords
    answers: FeelingWords
    no_room: str
    not_kept: str
    once_more: str


class OfflineWords(Shown):
    """Of keeping a session on the phone."""

    title: str
    keep: str
    drop: str
    kept: str
    not_kept: str
    keeping: str
    dropping: str
    failed: str
    """Names `{reason}`, which a browser says."""


class DiaryWords(Shown):
    """Of the diary, as it is written before its script runs."""

    without_script: str
    stays: str
    empty: str
    earlier: str
    later: str
    none_this_month: str
    show: str
    save: str
    save_as: str
    delete_all: str
    back: str
    report: str
    date: str
    session: str
    felt: str
    print: str
    keep: str
    delete: str


class NotedWords(Shown):
    """What the script of the diary writes."""

    sessions: Counted
    minutes: str
    delete: str
    delete_label: str
    """Names `{session}`, `{day}` and `{time}`."""
    delete_sure: str
    """Names `{session}` and `{day}`."""
    deleted: str
    skipped: str
    """Names `{stretches}`, as the next two do."""
    longer: str
    again: str
    longer_by: str
    """Names `{stretch}` and `{seconds}`."""
    again_times: str
    """Names `{stretch}` and `{count}`, from 2."""
    how_felt: str
    how_felt_label: str
    """Names `{session}`."""
    on_day: str
    """Names `{sessions}`, a counted noun, and the `{day}`."""
    from_to: str
    """Names `{sessions}`, `{first}` and `{last}`."""
    nothing: str
    not_said: str
    delete_all_sure: Counted
    deleted_all: str


class MissingWords(Shown):
    """Of the pages in place of what is not there."""

    title: str
    text: str
    offline_title: str
    offline_text: str


class PageWords(Shown):
    """The words of the pages in one language. Those in `session`, `settings` and `diary` are the templates' alone."""

    site: SiteWords
    list: ListWords
    session: SessionWords
    player: PlayerWords
    settings: SettingsWords
    speed: SpeedWords
    trouble: TroubleWords
    done: DoneWords
    offline: OfflineWords
    diary: DiaryWords
    noted: NotedWords
    missing: MissingWords
