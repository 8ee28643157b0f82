"""The site and its calendars: what the public may know, hostile names, and entries that move."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from paper_kit import district, window
from test_papers import tags, unsafe

from hostile_strings import HOSTILE
from switchrefresh.calendars.model import Calendars
from switchrefresh.documents.revisions import revise, revisions_data, revisions_from
from switchrefresh.documents.schedule import schedule_csv, schedule_ics
from switchrefresh.documents.site.facts import Audience, SiteFacts
from switchrefresh.documents.site.pages import make_site
from switchrefresh.planning.model import State

TODAY = date(2026, 12, 1)


def facts(audience=Audience.PUBLIC, text="plain words", windows=None, **more):
    windows = (window(),) if windows is None else windows
    return SiteFacts(district(text), Calendars({}), windows, TODAY, audience, **more)


def pages(site):
    return {name: body.decode() for name, body in site.items() if name.endswith(".html")}


class TestPublic:
    def test_neither_entry_nor_contacts_nor_closets_nor_doors_nor_cameras(self):
        inventory = district(feeds={"aps": 4, "phones": 1, "doors": 2, "cameras": 5})
        building = replace(
            inventory.buildings["hs"], name="High School", entry="Alarm code 4711", contacts=(), closets={}
        )
        secret = replace(inventory, buildings={**inventory.buildings, "hs": building})
        text = " ".join(pages(make_site(replace(facts(), inventory=secret))).values())
        assert "Wi-Fi and desk phones" in text
        for word in ("4711", "door", "camera", "hs-core", "IDF", "crew", "JL675A"):
            assert word not in text

    def test_a_proposal_is_nobodys_business(self):
        site = make_site(facts(windows=(window(State.PROPOSED),)))
        assert "There is no date for this building yet" in pages(site)["building/hs.html"]
        assert b"BEGIN:VEVENT" not in site["calendars/all.ics"]
        staff = make_site(facts(Audience.STAFF, windows=(window(State.PROPOSED),)))
        assert "Proposed, not promised" in pages(staff)["building/hs.html"]

    def test_waiting_is_said_where_people_look(self):
        site = make_site(facts(waiting={"hs": (("vendor RMA", date(2027, 5, 4)),)}))
        assert "waiting: vendor RMA, since Tuesday, May 4, 2027" in pages(site)["index.html"]
        assert "Waiting: vendor RMA, since Tuesday, May 4, 2027" in pages(site)["building/hs.html"]


@pytest.mark.parametrize("text", HOSTILE)
class TestHostile:
    def test_pages_have_the_same_tags(self, text):
        wait = {"hs": ((text, TODAY),)}
        calm = {"hs": (("plain words", TODAY),)}
        hostile = pages(make_site(facts(Audience.STAFF, text, waiting=wait, wave_names={"wave-1": text})))
        plain = pages(make_site(facts(Audience.STAFF, waiting=calm, wave_names={"wave-1": "plain words"})))
        assert hostile.keys() == plain.keys()
        for name, page in hostile.items():
            assert tags(page) == tags(plain[name])
            assert not unsafe(page)

    def test_calendars_have_the_same_events(self, text):
        body = schedule_ics([window()], district(text), TODAY)
        assert not unsafe(body.decode().replace("\r\n", ""))
        [event] = Calendar.from_ical(body).walk("VEVENT")
        assert set(event) == set(Calendar.from_ical(schedule_ics([window()], district(), TODAY)).walk("VEVENT")[0])

    def test_tables_have_no_formula(self, text):
        [_, row] = csv.reader(io.StringIO(schedule_csv([window()], district(text)).decode("utf-8-sig")))
        assert len(row) == 10
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d")) for cell in row)


class TestRevisions:
    def test_a_moved_window_has_a_higher_number_and_a_kept_one_its_own(self):
        first = revise({}, [window()])
        assert first["w001"].sequence == 0
        assert revise(first, [window()])["w001"].sequence == 0
        moved = replace(window(), start=window().start + timedelta(days=1))
        second = revise(first, [moved])
        assert second["w001"].sequence == 1
        assert revise(second, [window()])["w001"].sequence == 2

    def test_a_window_that_is_gone_is_cancelled_once_and_may_come_back(self):
        gone = revise(revise({}, [window()]), [])
        assert (gone["w001"].is_cancelled, gone["w001"].sequence) == (True, 1)
        assert revise(gone, [])["w001"].sequence == 1
        back = revise(gone, [window()])
        assert (back["w001"].is_cancelled, back["w001"].sequence) == (False, 2)

    def test_a_journal_keeps_them(self):
        kept = revise(revise({}, [window()]), [])
        again = revisions_from(revisions_data(kept), district())
        assert revisions_data(again) == revisions_data(kept)
        assert revisions_from({"w001": {"sequence": "many"}}, district()) == {}

    def test_a_subscriber_sees_number_and_end(self):
        gone = revise(revise({}, [window()]), [])
        body = schedule_ics([], district(), TODAY, {"w001": 1}, [gone["w001"].window])
        [event] = Calendar.from_ical(body).walk("VEVENT")
        assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCELLED", 1)
