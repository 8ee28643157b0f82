"""The changes to the tiny case: each breaks exactly one rule, or stands right at a limit and breaks none."""

from __future__ import annotations

from datetime import datetime, timedelta

from tiny import DENVER, Case, at, breaks, shift, shift_window, window

PACIFIC = "America/Los_Angeles"


@breaks(None)
def nothing(c: Case) -> None:
    pass


# ---- C1


@breaks("C1")
def a_switch_is_forgotten(c: Case) -> None:
    c.drop("hs-stack", code=None)


@breaks("C1")
def a_switch_is_done_twice(c: Case) -> None:
    c.add(window("w5", "tech", "2027-02-02", "16:00", "17:23", ("hs-stack", "16:20", "17:15")))
    c.window("w5")["end"] = at("2027-02-02", "17:45")


@breaks("C1")
def a_switch_that_stays_is_scheduled(c: Case) -> None:
    c.switches["hs-core2"]["replacement"] = "none"


@breaks("C1")
def a_switch_that_does_not_exist_is_scheduled(c: Case) -> None:
    c.window("w4")["tasks"].append(dict(c.task("far-acc"), switch="far-ghost"))
    shift_last(c, "w4", 43)


def shift_last(c: Case, key: str, minutes: int) -> None:
    """The last task begins later and the window ends later."""
    last = c.window(key)["tasks"][-1]
    shift(last, minutes)
    shift(c.window(key), minutes, "end")


@breaks("C1")
def a_switch_is_placed_and_unplaced(c: Case) -> None:
    c.plan["unplaced"].append({"switch": "hs-acc", "reasons": [{"code": "C2", "message": "No time."}]})


@breaks("C1")
def a_reason_is_no_rule(c: Case) -> None:
    c.drop("hs-stack", code="C18")


@breaks("C1")
def there_is_no_reason(c: Case) -> None:
    c.drop("hs-stack")
    c.plan["unplaced"][0]["reasons"] = []


@breaks("C1")
def two_windows_have_one_id(c: Case) -> None:
    c.window("w4")["id"] = "w3"
    c.plan["waves"][1]["windows"] = ["w2", "w3", "w3"]


@breaks("C1")
def a_window_is_named_like_a_building(c: Case) -> None:
    c.window("w4")["id"] = "HS"
    c.plan["waves"][1]["windows"] = ["w2", "w3", "HS"]


@breaks("C1")
def a_wave_is_named_like_a_switch(c: Case) -> None:
    c.plan["waves"][0]["id"] = c.window("w1")["wave"] = "do-core"


@breaks("C1")
def a_wave_forgets_a_window(c: Case) -> None:
    c.plan["waves"][1]["windows"].remove("w3")


@breaks("C1")
def a_window_names_another_wave(c: Case) -> None:
    c.window("w3")["wave"] = "wave-1"


@breaks(None)
def a_switch_is_unplaced_with_a_reason(c: Case) -> None:
    c.drop("hs-stack")


# ---- C2


@breaks("C2")
def before_the_building_opens(c: Case) -> None:
    c.hours("hs", "break", ["07:11..17:00"])


@breaks(None)
def exactly_when_the_building_opens_and_closes(c: Case) -> None:
    c.hours("hs", "break", ["07:10..09:06"])


@breaks("C2")
def over_a_gap_between_two_open_intervals(c: Case) -> None:
    c.hours("hs", "no_students", ["16:00..18:12", "18:15..21:00"])


@breaks("C2")
def on_a_day_without_hours(c: Case) -> None:
    c.hours("hs", "break", [])


@breaks("C2")
def two_crews_in_a_building_on_one_date(c: Case) -> None:
    move_hs_acc(c, "vendor", "11:00", 22)


@breaks(None)
def two_windows_of_one_crew_in_a_building_on_one_date(c: Case) -> None:
    c.window("w4")["tasks"] = c.window("w4")["tasks"][:1]
    shift(c.window("w4"), -33, "end")  # far-core only; far-acc comes later on the same date
    c.add(window("w5", "tech", "2027-02-09", "10:33", "11:56", ("far-acc", "10:53", "11:26"), zone=DENVER))


def move_hs_acc(c: Case, crew: str, start: str, minutes: int, day: str = "2027-02-09") -> None:
    """hs-acc in a window of its own."""
    c.drop("hs-acc", code=None)
    item = window("w5", crew, day, start, start, ("hs-acc", start, start))
    shift(item, 50 + minutes, "end")
    shift(item["tasks"][0], 20)
    shift(item["tasks"][0], minutes, "end")
    c.add(item)


@breaks("C2")
def a_switch_in_a_window_of_another_building(c: Case) -> None:
    c.switches["far-acc"]["building"] = "hs"
    c.switches["far-acc"]["uplink"] = "hs-core1"


# ---- C3


@breaks("C3")
def the_crew_is_away(c: Case) -> None:
    c.district["crews"]["tech"]["away"] = ["2027-02-09..2027-02-10"]


@breaks("C3")
def the_crew_is_not_available(c: Case) -> None:
    c.district["crews"]["tech"]["available"] = ["2027-01-01..2027-02-08"]


@breaks(None)
def the_crew_is_available_on_the_last_date_of_a_range(c: Case) -> None:
    c.district["crews"]["tech"]["available"] = ["2027-01-09", "2027-01-20..2027-02-09"]


@breaks("C3")
def there_is_no_time_to_travel_before_the_first_window(c: Case) -> None:
    c.district["crews"]["tech"]["hours"]["weekday"] = "07:01..16:00"
    c.district["crews"]["tech"]["hours"]["evening"] = "15:50..21:30"


@breaks(None)
def the_evening_shift_begins_with_the_travel_and_ends_with_it(c: Case) -> None:
    c.district["crews"]["tech"]["hours"]["evening"] = "15:50..19:55"


@breaks("C3")
def there_is_no_time_to_travel_after_the_last_window(c: Case) -> None:
    c.district["crews"]["tech"]["hours"]["evening"] = "15:50..19:54"


@breaks("C3")
def the_crew_has_no_evenings(c: Case) -> None:
    del c.district["crews"]["tech"]["hours"]["evening"]


@breaks("C3")
def the_crew_has_no_weekends(c: Case) -> None:
    del c.district["crews"]["tech"]["hours"]["weekend"]


@breaks("C3")
def two_shifts_on_one_date(c: Case) -> None:
    c.hours("far", "break", ["07:00..20:00"])
    shift_window(c.window("w4"), 7 * 60)  # 16:37 in Chicago: w3 fits the weekday shift, w4 the evening, both neither


@breaks("C3")
def nobody_knows_the_crew(c: Case) -> None:
    del c.district["crews"]["tech"]["max_weekend_days_per_month"]
    c.window("w1")["crew"] = "volunteers"


# ---- C4


@breaks("C4")
def one_minute_too_little_to_travel(c: Case) -> None:
    shift_window(c.window("w4"), -1)


@breaks(None)
def without_a_position_the_minimum_holds(c: Case) -> None:
    del c.buildings["far"]["position"]
    shift_window(c.window("w4"), -21)


@breaks("C4")
def without_a_position_even_the_minimum_is_missing(c: Case) -> None:
    del c.buildings["far"]["position"]
    shift_window(c.window("w4"), -22)


@breaks("C4")
def a_crew_is_at_two_places_at_once(c: Case) -> None:
    shift_window(c.window("w4"), -90 + 60)


# ---- C5


@breaks("C5")
def a_task_is_a_minute_short(c: Case) -> None:
    shift(c.task("hs-core2"), -1, "end")


@breaks("C5")
def a_task_is_a_minute_long(c: Case) -> None:
    shift(c.task("hs-core2"), 1, "end")
    shift(c.window("w3"), 0, "end")
    c.district["work"]["backout"] = "29m"


@breaks("C5")
def setup_is_a_minute_short(c: Case) -> None:
    c.district["work"]["setup"] = "21m"


@breaks("C5")
def backout_is_a_minute_short(c: Case) -> None:
    shift(c.window("w3"), -1, "end")


@breaks("C5")
def changing_closets_is_a_minute_short(c: Case) -> None:
    shift(c.task("hs-stack"), -1)


@breaks("C5")
def two_tasks_overlap(c: Case) -> None:
    shift(c.task("hs-acc"), -1)
    c.district["policy"]["order"] = "any"


@breaks("C5")
def members_of_a_stack_take_longer(c: Case) -> None:
    c.switches["hs-stack"]["members"] = "4"


@breaks("C5")
def a_faster_crew_has_shorter_tasks(c: Case) -> None:
    take_w3_by_vendor(c)


@breaks(None)
def a_faster_crew_works_half_as_long(c: Case) -> None:
    take_w3_by_vendor(c)
    shift(c.task("hs-core2"), -33, "end")


def take_w3_by_vendor(c: Case) -> None:
    c.window("w3")["crew"] = "vendor"


@breaks("C5")
def speed_has_no_say_in_setup_and_backout(c: Case) -> None:
    take_w3_by_vendor(c)
    shift(c.task("hs-core2"), -10)
    shift(c.task("hs-core2"), -33, "end")


@breaks(None)
def idle_time_inside_a_window(c: Case) -> None:
    shift(c.window("w2"), 60, "end")
    shift(c.task("hs-stack"), 37)


@breaks(None)
def own_minutes_replace_the_members_too(c: Case) -> None:
    c.switches["hs-stack"].update({"members": "2", "minutes": "50m"})


@breaks("C5")
def a_window_without_a_task(c: Case) -> None:
    c.drop("hs-core2")
    c.add(window("w5", "tech", "2027-02-08", "08:00", "09:00", ("hs-core2", "08:20", "08:30")))
    c.window("w5")["tasks"] = []


# ---- C6


@breaks("C6")
def delivered_a_day_late(c: Case) -> None:
    c.district["deliveries"][1]["arrives"] = "2027-02-02"
    c.district["deliveries"][1]["models"]["BIG"] = "2"


@breaks("C6")
def one_unit_too_few(c: Case) -> None:
    c.district["deliveries"][1]["models"]["SMALL"] = "3"


@breaks(None)
def just_enough_units(c: Case) -> None:
    c.district["deliveries"][1]["models"]["SMALL"] = "4"


@breaks("C6")
def a_model_that_is_never_delivered(c: Case) -> None:
    c.switches["far-acc"]["replacement"]["model"] = "ODD"


@breaks(None)
def without_deliveries_everything_is_there(c: Case) -> None:
    c.district["deliveries"] = []


# ---- C7


@breaks("C7")
def access_before_its_core(c: Case) -> None:
    swap(c.task("far-acc"), c.task("far-core"))


def swap(one: dict, two: dict) -> None:
    """Two tasks that follow each other change places."""
    late, early = (one, two) if one["start"] < two["start"] else (two, one)
    start, end = late["start"], early["end"]
    early["end"], early["start"] = start, start
    length = datetime.fromisoformat(end) - datetime.fromisoformat(late["end"])
    shift(early, length // timedelta(minutes=1), "end")
    late["start"], late["end"] = early["end"], end


@breaks(None)
def access_before_its_core_where_order_does_not_matter(c: Case) -> None:
    c.district["policy"]["order"] = "any"
    swap(c.task("far-acc"), c.task("far-core"))


@breaks("C7")
def a_parent_in_a_later_window(c: Case) -> None:
    c.switches["do-acc"]["uplink"] = "far-core"
    c.switches["far-core"].pop("uplink")  # else do-core would come first and do-acc hang on both


@breaks("C7")
def a_parent_is_unplaced(c: Case) -> None:
    c.drop("hs-core1")


@breaks(None)
def a_parent_that_stays_binds_nobody(c: Case) -> None:
    c.drop("hs-core1", code=None)
    c.switches["hs-core1"]["replacement"] = "none"


@breaks("C7")
def leaves_come_first(c: Case) -> None:
    only_far_is_ordered(c)


@breaks(None)
def leaves_come_first_and_do(c: Case) -> None:
    only_far_is_ordered(c)
    swap(c.task("far-acc"), c.task("far-core"))


@breaks("C7")
def with_leaves_first_an_unplaced_child_holds_its_parent(c: Case) -> None:
    only_far_is_ordered(c)
    c.drop("far-acc")


@breaks(None)
def with_core_first_an_unplaced_child_holds_nobody(c: Case) -> None:
    c.drop("far-acc")


def only_far_is_ordered(c: Case) -> None:
    c.district["policy"]["order"] = "leaf_first"
    for key in ("do-acc", "hs-acc", "hs-stack", "far-core"):
        c.switches[key].pop("uplink")


# ---- C8


@breaks("C8")
def the_soak_is_strictly_more(c: Case) -> None:
    c.district["policy"]["pilot"]["soak"] = "23d"


@breaks("C8")
def a_pilot_building_without_a_window_holds_everything(c: Case) -> None:
    c.district["policy"]["pilot"]["buildings"] = ["do", "annex"]
    c.buildings["annex"] = {"name": "Annex", "kind": "support"}
    c.days["annex"] = dict(c.days["do"])


@breaks(None)
def a_single_pilot_switch_without_a_place_holds_nothing(c: Case) -> None:
    c.drop("do-acc")


@breaks("C8")
def the_last_of_two_pilot_buildings_counts(c: Case) -> None:
    c.district["policy"]["pilot"] = {"buildings": ["do", "far"], "soak": "1d"}


# ---- C9, C10


@breaks("C9")
def too_many_buildings_on_a_date(c: Case) -> None:
    c.district["policy"]["max_buildings_per_day"] = "1"


@breaks(None)
def without_limits_there_are_none(c: Case) -> None:
    for key in ("max_buildings_per_day", "max_switches_per_window", "notice", "deadline"):
        del c.district["policy"][key]
    for key in ("max_days_per_week", "max_evenings_per_week", "max_weekend_days_per_month"):
        del c.district["crews"]["tech"][key]


@breaks("C10")
def too_many_switches_in_a_window(c: Case) -> None:
    c.district["policy"]["max_switches_per_window"] = "2"


@breaks(None)
def as_many_switches_as_allowed(c: Case) -> None:
    c.district["policy"]["max_switches_per_window"] = "3"


@breaks("C10")
def too_many_switches_in_a_building_on_a_date(c: Case) -> None:
    c.district["policy"]["max_switches_per_window"] = "2"
    c.window("w2")["tasks"] = c.window("w2")["tasks"][:2]
    c.window("w2")["end"] = at("2027-02-01", "18:40")
    c.add(window("w5", "tech", "2027-02-01", "18:40", "20:25", ("hs-stack", "19:00", "19:55")))


# ---- C11


@breaks("C11")
def a_day_too_soon(c: Case) -> None:
    c.district["policy"]["notice"] = "6d"


@breaks("C11")
def planned_a_day_later(c: Case) -> None:
    c.plan["as_of"] = "2027-01-05"


@breaks("C11")
def after_the_deadline(c: Case) -> None:
    c.district["policy"]["deadline"] = "2027-02-08"


@breaks("C11")
def after_the_horizon(c: Case) -> None:
    c.district["horizon"] = "2027-01-04..2027-02-08"
    c.days = {key: {d: v for d, v in days.items() if f"{d}" <= "2027-02-08"} for key, days in c.days.items()}


@breaks(None)
def on_the_last_date_of_the_horizon(c: Case) -> None:
    c.district["horizon"] = "2027-01-04..2027-02-09"


@breaks("C11")
def frozen_everywhere(c: Case) -> None:
    c.district["freezes"] = [{"dates": "2027-02-01..2027-02-03", "why": "count week"}]


@breaks("C11")
def frozen_in_one_building(c: Case) -> None:
    c.district["freezes"] = [{"dates": "2027-02-09", "why": "wet floors", "buildings": ["far"]}]


@breaks(None)
def frozen_elsewhere(c: Case) -> None:
    c.district["freezes"] = [{"dates": "2027-02-09", "why": "wet floors", "buildings": ["do"]}]


@breaks("C11")
def before_the_funding_dates(c: Case) -> None:
    c.district["funding"]["funding_year"] = "2027"


@breaks("C11")
def after_the_funding_dates(c: Case) -> None:
    c.district["funding"]["funding_year"] = "2025"


# ---- C12


@breaks("C12")
def a_redundant_pair_on_one_date(c: Case) -> None:
    pair_on_one_date(c)


@breaks("C12")
def a_redundant_pair_named_from_the_other_side(c: Case) -> None:
    pair_on_one_date(c)
    c.switches["hs-core1"]["redundant_with"] = c.switches["hs-core2"].pop("redundant_with") and "hs-core2"


@breaks(None)
def two_cores_that_do_not_cover_for_each_other(c: Case) -> None:
    pair_on_one_date(c)
    del c.switches["hs-core2"]["redundant_with"]


def pair_on_one_date(c: Case) -> None:
    c.drop("hs-core2", code=None)
    day = "2027-02-01"
    tasks = c.window("w2")["tasks"]
    tasks.insert(2, {"switch": "hs-core2", "start": at(day, "18:10"), "end": at(day, "19:16")})
    shift(tasks[3], 66)
    shift(c.window("w2"), 66, "end")


# ---- C13


@breaks("C13")
def no_evenings_at_all(c: Case) -> None:
    c.district["crews"]["tech"]["max_evenings_per_week"] = "0"


@breaks("C13")
def too_many_evenings_in_a_week(c: Case) -> None:
    move_hs_acc(c, "tech", "16:00", 44, "2027-02-02")
    c.district["crews"]["tech"]["max_evenings_per_week"] = "1"


@breaks(None)
def what_fits_the_weekday_shift_is_no_evening(c: Case) -> None:
    c.district["crews"]["tech"]["hours"]["weekday"] = "07:00..19:55"
    c.district["crews"]["tech"]["max_evenings_per_week"] = "0"


@breaks("C13")
def too_many_days_in_a_week(c: Case) -> None:
    move_hs_acc(c, "tech", "16:00", 44, "2027-02-04")
    c.district["crews"]["tech"]["max_days_per_week"] = "1"


@breaks("C13")
def a_saturday_is_a_day_of_the_week(c: Case) -> None:
    saturday_and_friday(c)
    c.district["crews"]["tech"]["max_days_per_week"] = "1"


@breaks(None)
def a_sunday_and_the_monday_after_are_two_weeks(c: Case) -> None:
    c.window("w1").update(window("w1", "tech", "2027-01-10", "09:00", "10:56", ("do-core", "09:20", "10:26")))
    c.window("w1")["wave"] = "wave-1"
    c.district["policy"]["pilot"]["soak"] = "20d"
    c.add(window("w5", "tech", "2027-01-11", "16:00", "17:23", ("do-acc", "16:20", "16:53")))
    c.district["crews"]["tech"]["max_days_per_week"] = "1"


@breaks("C13")
def too_many_weekend_days_in_a_month(c: Case) -> None:
    saturday_and_friday(c)
    item = c.window("w5")
    shift_window(item, 2 * 24 * 60 - 5 * 60)  # Sunday
    c.district["policy"]["pilot"]["soak"] = "21d"


@breaks(None)
def weekend_days_in_two_months(c: Case) -> None:
    shift_window(c.window("w4"), 4 * 24 * 60 + 60)  # Saturday 2027-02-13
    c.district["policy"]["deadline"] = "2027-02-13"


def saturday_and_friday(c: Case) -> None:
    """do-acc on the Friday before do-core's Saturday."""
    c.plan["as_of"] = "2027-01-03"
    c.district["policy"]["order"] = "any"
    c.drop("do-acc", code=None)
    c.window("w1")["end"] = at("2027-01-09", "10:56")
    c.add(window("w5", "tech", "2027-01-08", "16:00", "17:23", ("do-acc", "16:20", "16:53")))


# ---- C14, C16, C17


@breaks("C14")
def doors_on_a_saturday(c: Case) -> None:
    c.switches["do-acc"].update({"critical": ["doors"], "feeds": {"doors": "2"}})


@breaks("C16")
def another_building_is_not_open_yet(c: Case) -> None:
    shift_window(c.window("w1"), -21)  # the task starts at 08:59, far opens at 09:00 of Chicago


@breaks(None)
def another_building_just_opens(c: Case) -> None:
    shift_window(c.window("w1"), -20)  # the window may begin before far opens; the task may not


@breaks("C16")
def another_building_never_opens(c: Case) -> None:
    c.hours("far", "weekend", [])


@breaks("C16")
def another_building_behind_a_switch_that_stays(c: Case) -> None:
    c.drop("far-core", code=None)
    c.switches["far-core"]["replacement"] = "none"
    c.hours("far", "weekend", ["08:00..09:00"])


@breaks(None)
def another_building_that_hangs_on_something_else(c: Case) -> None:
    c.switches["far-core"].pop("uplink")
    c.hours("far", "weekend", [])


@breaks("C17")
def a_core_on_the_wrong_kind_of_day(c: Case) -> None:
    c.district["policy"]["core_on"] = ["break", "weekend"]


@breaks(None)
def access_on_any_kind_of_day(c: Case) -> None:
    move_hs_acc(c, "tech", "16:00", 44, "2027-02-02")


# ---- zones and nights


@breaks("C3")
def the_crew_is_away_on_its_own_date(c: Case) -> None:
    late_in_the_west(c)
    c.district["crews"]["vendor"]["away"] = ["2027-02-10"]


@breaks(None)
def the_crew_is_away_on_the_date_of_the_building_only(c: Case) -> None:
    late_in_the_west(c)
    c.district["crews"]["vendor"]["away"] = ["2027-02-09"]


@breaks("C11")
def frozen_on_the_date_of_the_building(c: Case) -> None:
    late_in_the_west(c)
    c.district["freezes"] = [{"dates": "2027-02-09", "buildings": ["far"]}]


@breaks(None)
def frozen_on_the_date_of_the_crew_only(c: Case) -> None:
    late_in_the_west(c)
    c.district["freezes"] = [{"dates": "2027-02-10"}]


def late_in_the_west(c: Case) -> None:
    """far on Pacific time, at 22:31 on 9 February there, which is 00:31 on 10 February where the crew lives."""
    c.buildings["far"]["timezone"] = PACIFIC
    c.district["crews"]["vendor"]["hours"]["weekday"] = "00:00..08:00"
    c.hours("far", "break", ["22:00..24:00"])
    c.drop("far-core", code=None)
    c.drop("far-acc", code=None)
    c.switches["far-core"]["replacement"] = "none"
    c.hours("far", "weekend", ["06:00..16:00"])
    c.add(window("w5", "vendor", "2027-02-09", "22:31", "23:38", ("far-acc", "22:51", "23:08"), zone=PACIFIC))


@breaks(None)
def minutes_that_really_pass_when_clocks_change(c: Case) -> None:
    spring_night(c, "01:20:00-06:00", "03:26:00-05:00", "03:56:00-05:00")


@breaks("C5")
def minutes_of_the_clock_when_clocks_change(c: Case) -> None:
    spring_night(c, "01:54:00-06:00", "03:00:00-05:00", "03:56:00-05:00")


def spring_night(c: Case, start: str, end: str, leave: str) -> None:
    """hs-core2 in the night of 14 March, when 02:00 becomes 03:00."""
    c.district["policy"]["deadline"] = "2027-03-31"
    c.hours("hs", "weekend", ["00:00..06:00"])
    c.district["crews"]["tech"]["hours"]["weekend"] = "00:00..16:00"
    item, day = c.window("w3"), "2027-03-14T"
    item.update({"start": day + "01:00:00-06:00", "end": day + leave})
    item["tasks"][0].update({"start": day + start, "end": day + end})
