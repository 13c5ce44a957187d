"""The schedule as a document: strips laid on days, in order."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from topsheet.calendar import Weekday
from topsheet.documents import Document


def _call_time(value: Any) -> Any:
    if isinstance(value, time):
        return value
    try:
        hour, minute = str(value).split(":")
        return time(int(hour), int(minute))
    except ValueError:
        raise ValueError('a time of day such as "07:00" is expected') from None


def _scene_number(value: Any) -> Any:
    """Scene numbers are words ("12A"); a bare 12 in the list is the same scene."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


CallTime = Annotated[time, BeforeValidator(_call_time)]
SceneNumber = Annotated[str, Field(min_length=1), BeforeValidator(_scene_number)]


class ScenePart(Document):
    """A part of a scene that is split over days: which scene, and how many eighths of it."""

    scene: SceneNumber
    eighths: int = Field(ge=1)


class ScheduleDay(Document):
    """A shooting day (place, call, scenes) or a working day without shooting (`move`)."""

    place: str | None = None
    call: CallTime = time(7, 0)
    night: bool = False
    scenes: tuple[SceneNumber | ScenePart, ...] = ()
    move: str | None = None
    note: str = ""

    @model_validator(mode="after")
    def _shoots_or_moves(self) -> Self:
        if self.move is not None and (self.place is not None or self.scenes):
            raise ValueError("a move is a day without shooting: it has no place and no scenes")
        if self.move is None and (self.place is None or not self.scenes):
            raise ValueError("a shooting day has a place and scenes; a day without shooting has a move")
        return self


class HolidayPlace(Document):
    """Whose public holidays are not worked: country and region by their ISO codes."""

    country: str
    region: str = ""


class ScheduleDocument(Document):
    """Days in order, each on the next working day from the start; `omitted` are scenes knowingly not shot."""

    kind: Literal["schedule"]
    version: Literal[1]
    start: date
    week: tuple[Weekday, ...] = Field(default=("mon", "tue", "wed", "thu", "fri"), min_length=1)
    holidays: HolidayPlace | None = None
    days: tuple[ScheduleDay, ...] = Field(min_length=1)
    omitted: tuple[SceneNumber, ...] = ()
