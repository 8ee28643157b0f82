"""What a district has: its buildings, closets, switches, crews and rules, as frozen records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from switchrefresh.inventory import values as v
from switchrefresh.inventory.values import DateRange, TimeRange


@dataclass(frozen=True, slots=True)
class Read:
    """How the text of a scalar becomes a value; the schema asks for it, so that this module needs no pydantic."""

    read: Callable[[str], Any]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.read, core_schema.str_schema())


Minutes = Annotated[int, Read(v.read_duration)]
Days = Annotated[int, Read(v.read_days)]
Clock = Annotated[int, Read(v.read_clock)]
Day = Annotated[date, Read(v.read_date)]
Dates = Annotated[DateRange, Read(v.read_date_range)]
Hours = Annotated[TimeRange, Read(v.read_time_range)]
FixedHours = Annotated[TimeRange, Read(v.read_fixed_range)]
Rate = Annotated[Fraction, Read(v.read_positive)]
Count = Annotated[int, Read(v.read_whole)]
Buffer = Annotated[Fraction, Read(v.read_buffer)]
Port = Annotated[int, Read(v.whole_between(1, 65535))]
Priority = Annotated[int, Read(v.whole_between(1, 9))]
Members = Annotated[int, Read(v.whole_between(1, 99))]
Year = Annotated[int, Read(v.whole_between(1998, 2100))]
Sessions = Annotated[int, Read(v.whole_between(1, 1000))]
Flag = Annotated[bool, Read(v.read_flag)]
STRICT: dict[str, Any] = {"extra": "forbid"}


class DayKind(StrEnum):
    """What a date is for one building (design, section 4)."""

    SCHOOL_DAY = "school_day"
    EARLY_RELEASE = "early_release"
    LATE_START = "late_start"
    NO_STUDENTS = "no_students"
    BREAK = "break"
    SUMMER = "summer"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


class FeedRole(StrEnum):
    """Whose calendar it is; the role decides what its events do to a building."""

    DISTRICT = "district"
    SCHOOL = "school"
    FACILITY = "facility"
    ATHLETICS = "athletics"
    BOARD = "board"


class Role(StrEnum):
    """A switch's place in the network."""

    CORE = "core"
    DISTRIBUTION = "distribution"
    ACCESS = "access"


class Order(StrEnum):
    """Which of an uplink pair is replaced first."""

    CORE_FIRST = "core_first"
    LEAF_FIRST = "leaf_first"
    ANY = "any"


@dataclass(frozen=True)
class SchoolYear:
    """First and last day of school, both included."""

    __pydantic_config__: ClassVar[Any] = STRICT
    first_day: Day
    last_day: Day


@dataclass(frozen=True)
class Holidays:
    """Whose public holidays tell a holiday from a break day."""

    __pydantic_config__: ClassVar[Any] = STRICT
    country: str = "US"
    subdivision: str | None = None


@dataclass(frozen=True)
class Feed:
    """One calendar file; no `buildings` means the whole district (in district.yaml) or the building it stands under."""

    __pydantic_config__: ClassVar[Any] = STRICT
    path: str
    role: FeedRole
    buildings: tuple[str, ...] | None = None
    max_age: Days | None = None
    dtend: Literal["inclusive", "exclusive"] | None = None


@dataclass(frozen=True)
class Padding:
    """Minutes kept free around a timed event."""

    __pydantic_config__: ClassVar[Any] = STRICT
    before: Minutes = 60
    after: Minutes = 60


@dataclass(frozen=True)
class Freeze:
    """Dates on which nothing may be scheduled, everywhere or in the named buildings."""

    __pydantic_config__: ClassVar[Any] = STRICT
    dates: Dates
    why: str = ""
    buildings: tuple[str, ...] | None = None


@dataclass(frozen=True)
class CrewHours:
    """The shifts a crew can work; a missing one is never worked."""

    __pydantic_config__: ClassVar[Any] = STRICT
    weekday: FixedHours | None = None
    evening: FixedHours | None = None
    weekend: FixedHours | None = None


@dataclass(frozen=True)
class Crew:
    """People who work together; `speed` 2 means that a task takes half the time."""

    __pydantic_config__: ClassVar[Any] = STRICT
    base: str
    hours: CrewHours
    max_days_per_week: Count | None = None
    max_evenings_per_week: Count | None = None
    max_weekend_days_per_month: Count | None = None
    available: tuple[Dates, ...] | None = None
    away: tuple[Dates, ...] = ()
    speed: Rate = Fraction(1)


@dataclass(frozen=True)
class Work:
    """How long things take, in minutes of one pair of hands."""

    __pydantic_config__: ClassVar[Any] = STRICT
    core: Minutes = 150
    distribution: Minutes = 90
    access: Minutes = 45
    per_extra_member: Minutes = 15
    setup: Minutes = 20
    closet_change: Minutes = 10
    buffer: Buffer = Fraction(15, 100)
    backout: Minutes = 30


@dataclass(frozen=True)
class Travel:
    """Straight-line kilometres at a speed, but at least `minimum`."""

    __pydantic_config__: ClassVar[Any] = STRICT
    speed_kmh: Rate = Fraction(40)
    minimum: Minutes = 10


@dataclass(frozen=True)
class Delivery:
    """Units per model that are in the store room from a date on."""

    __pydantic_config__: ClassVar[Any] = STRICT
    arrives: Day
    models: Mapping[str, Count]
    frn: str | None = None


@dataclass(frozen=True)
class Pilot:
    """Buildings that go first, and the days of rest before all others."""

    __pydantic_config__: ClassVar[Any] = STRICT
    buildings: tuple[str, ...]
    soak: Days = 7


@dataclass(frozen=True)
class Policy:
    """The district's own rules for a refresh."""

    __pydantic_config__: ClassVar[Any] = STRICT
    order: Order = Order.CORE_FIRST
    core_on: tuple[DayKind, ...] | None = None
    pilot: Pilot | None = None
    max_buildings_per_day: Count | None = None
    max_switches_per_window: Count | None = None
    notice: Days = 0
    deadline: Day | None = None


@dataclass(frozen=True)
class Funding:
    """E-Rate Category Two: install from 1 April before the funding year, until 30 September after it."""

    __pydantic_config__: ClassVar[Any] = STRICT
    program: Literal["erate-category-two"]
    funding_year: Year


@dataclass(frozen=True)
class Access:
    """How switches are reached; passwords never live in these files.

    `usernames` gives a building or a platform another user name than `username`.
    """

    __pydantic_config__: ClassVar[Any] = STRICT
    username: str | None = None
    usernames: Mapping[str, str] = field(default_factory=dict)
    port: Port = 22
    concurrency: Sessions = 50
    per_building: Sessions | None = None
    host_keys: Literal["learn", "strict"] = "learn"


@dataclass(frozen=True)
class District:
    """district.yaml: whose refresh this is, when work may happen, and by which rules."""

    __pydantic_config__: ClassVar[Any] = STRICT
    district: str
    timezone: str
    format: Count = 1
    horizon: Dates | None = None
    school_years: tuple[SchoolYear, ...] = ()
    holidays: Holidays | None = None
    calendars: tuple[Feed, ...] = ()
    hours: Mapping[DayKind, tuple[Hours, ...]] = field(default_factory=dict)
    event_padding: Padding = Padding()
    freezes: tuple[Freeze, ...] = ()
    crews: Mapping[str, Crew] = field(default_factory=dict)
    work: Work = Work()
    travel: Travel = Travel()
    deliveries: tuple[Delivery, ...] = ()
    policy: Policy = Policy()
    funding: Funding | None = None
    access: Access = Access()


@dataclass(frozen=True)
class Bells:
    """Bell times of a school, in minutes after midnight."""

    __pydantic_config__: ClassVar[Any] = STRICT
    start: Clock | None = None
    dismissal: Clock | None = None
    early_dismissal: Clock | None = None
    late_start: Clock | None = None


@dataclass(frozen=True)
class Closet:
    """A telecommunications room: one MDF per building, IDFs around it."""

    __pydantic_config__: ClassVar[Any] = STRICT
    name: str | None = None
    room: str | None = None


@dataclass(frozen=True)
class Contact:
    """Whom to call."""

    __pydantic_config__: ClassVar[Any] = STRICT
    role: str
    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Building:
    """A campus or a part of one that a crew visits as a whole."""

    __pydantic_config__: ClassVar[Any] = STRICT
    name: str
    kind: Literal["elementary", "middle", "high", "k8", "k12", "office", "support"]
    students: Count = 0
    position: tuple[float, float] | None = None
    timezone: str | None = None
    bells: Bells | None = None
    calendars: tuple[Feed, ...] = ()
    hours: Mapping[DayKind, tuple[Hours, ...]] = field(default_factory=dict)
    polling_place: Flag = False
    contacts: tuple[Contact, ...] = ()
    entry: str = ""
    closets: Mapping[str, Closet] = field(default_factory=dict)


@dataclass(frozen=True)
class Replacement:
    """The new switch: what comes into the rack when the old one goes out."""

    __pydantic_config__: ClassVar[Any] = STRICT
    model: str
    platform: str
    host: str | None = None
    port: Port | None = None
    serial: str | None = None
    portmap: str | None = None
    bench_host: str | None = None
    firmware: str | None = None
    asset_tag: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Switch:
    """One switch, or one stack of `members`, in a closet."""

    __pydantic_config__: ClassVar[Any] = STRICT
    platform: str
    building: str | None = None
    closet: str | None = None
    host: str | None = None
    port: Port | None = None
    hostname: str | None = None
    username: str | None = None
    model: str | None = None
    serial: str | None = None
    asset_tag: str | None = None
    role: Role = Role.ACCESS
    members: Members = 1
    uplink: str | None = None
    redundant_with: str | None = None
    feeds: Mapping[str, Count] = field(default_factory=dict)
    critical: tuple[str, ...] = ()
    legacy_ssh: Flag = False
    minutes: Minutes | None = None
    priority: Priority = 5
    replacement: Replacement | None = None
    notes: str = ""


@dataclass(frozen=True)
class Inventory:
    """Everything the district folder says, checked and typed; ids are the keys."""

    district: District
    buildings: Mapping[str, Building]
    switches: Mapping[str, Switch]

    def zone(self, building: str) -> str:
        """The time zone of a building: its own, else the district's."""
        found = self.buildings.get(building)
        return (found.timezone if found else None) or self.district.timezone

    def planned(self) -> dict[str, Switch]:
        """The switches that are to be replaced."""
        return {key: switch for key, switch in self.switches.items() if switch.replacement is not None}

    def feeds(self) -> list[tuple[Feed, tuple[str, ...] | None]]:
        """Every feed with the buildings it speaks for; None is the whole district."""
        found: list[tuple[Feed, tuple[str, ...] | None]] = [(feed, feed.buildings) for feed in self.district.calendars]
        for key, building in self.buildings.items():
            found.extend((feed, feed.buildings or (key,)) for feed in building.calendars)
        return found
