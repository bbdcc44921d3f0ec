"""A group: stretches that are done together, in rounds. And the order in which all stretches of a script are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag

from voiceroutine.script.choices import Announce
from voiceroutine.script.parts import NotNull, Part
from voiceroutine.script.quantities import Duration, Rounds
from voiceroutine.script.stretch import Stretch
from voiceroutine.script.values import NonEmptyCue, refused, sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.document.nodes import Path

MOST_STRETCHES = 2_000
"""In one script, which would make its session longer than a day."""

STRETCH_TAG, GROUP_TAG = "(stretch)", "(group)"
"""What pydantic names in the path of an error, beside the keys: which of the two an item was read as."""


def some_stretches(value: object, what: str = "script") -> object:
    """Return the items of a list of stretches; refuse none of them, and too many."""
    items = sequence(value)
    count = len(items) if isinstance(items, list) else 0
    if count == 0:
        raise refused("no-stretches", f"this {what} has no stretches")
    if count > MOST_STRETCHES:
        message = f"this {what} has {count} stretches, and a session can have at most {MOST_STRETCHES}"
        raise refused("too-many-stretches", message)
    return value


def _of_group(value: object) -> object:
    return some_stretches(value, "group")


class Group(Part):
    """Stretches that are done together, in rounds: a circuit, or a salutation."""

    model_config = ConfigDict(populate_by_name=False)  # `name` is no key of a group

    name: NonEmptyCue = Field(
        alias="group", description="Its name, which the voice announces.", examples=["Sun salutation"]
    )
    rounds: Rounds = Field(
        default=1,
        description="How many times all of it is done. From the second round on, a stretch is announced by its name "
        "alone, and its setup and cautions are not repeated. See `announce` for `none`.",
        examples=["3"],
    )
    rest: Duration = Field(
        default=20_000,
        description="The rest between rounds, in place of the last stretch's `after`.",
        examples=["20s"],
    )
    announce: Annotated[Announce | None, NotNull] = Field(
        default=None,
        description="How its stretches are announced, in place of the script's `announce`. The group itself is "
        "announced in any case. With `none`, a stretch that has a `setup` is announced by its name where the setup is "
        "not said, as from the second round on; in the stretch itself, `announce: none` holds in every round.",
        examples=["none"],
    )
    stretches: Annotated[tuple[Stretch, ...], BeforeValidator(_of_group)] = Field(
        description="Its stretches, in order.", examples=["\n  - use: chin-tuck\n  - use: upper-trap"]
    )


def _kind(value: Any) -> str:
    grouped = isinstance(value, Group) or (isinstance(value, dict) and "group" in value)
    return GROUP_TAG if grouped else STRETCH_TAG


Item = Annotated[Annotated[Stretch, Tag(STRETCH_TAG)] | Annotated[Group, Tag(GROUP_TAG)], Discriminator(_kind)]
"""What stands in a script's list of stretches: a stretch, or a group of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A stretch when its turn comes: in a group of three rounds, each stretch has three."""

    stretch: Stretch
    path: Path
    """Of the stretch in the routine."""
    item: int
    """The position of what stands in the script's list, from 0: the stretch, or its group."""
    group: Group | None = None
    round: int = 1
    """Of its group, from 1."""
    first: bool = True
    """Whether it is the first of its round; of a stretch outside groups, always."""
    last: bool = True
    """Whether it is the last of its round."""

    @property
    def rounds(self) -> int:
        """How many rounds its group has; 1 outside groups."""
        return self.group.rounds if self.group else 1

    @property
    def repeated(self) -> bool:
        """Whether the stretch was done in a round before."""
        return self.round > 1

    @property
    def rest_ms(self) -> int | None:
        """The rest before the next round of its group, where one follows."""
        return self.group.rest if self.group and self.last and self.round < self.rounds else None


def in_order(items: Iterable[Stretch | Group]) -> Iterator[Occurrence]:
    """Yield every stretch in the order in which they are done, each as often as it is done."""
    for item, part in enumerate(items):
        if isinstance(part, Stretch):
            yield Occurrence(stretch=part, path=("stretches", item), item=item)
            continue
        last = len(part.stretches) - 1
        for number in range(1, part.rounds + 1):
            for place, stretch in enumerate(part.stretches):
                yield Occurrence(
                    stretch=stretch,
                    path=("stretches", item, "stretches", place),
                    item=item,
                    group=part,
                    round=number,
                    first=place == 0,
                    last=place == last,
                )


def written(items: Iterable[Stretch | Group]) -> Iterator[tuple[Path, Stretch, int]]:
    """Yield every stretch once, with its path, and how many times it is done."""
    for item, part in enumerate(items):
        if isinstance(part, Stretch):
            yield ("stretches", item), part, 1
        else:
            for place, stretch in enumerate(part.stretches):
                yield ("stretches", item, "stretches", place), stretch, part.rounds
