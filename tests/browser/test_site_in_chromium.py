"""The site as a person meets it: a real Chromium, no server, no outside request, by keyboard, in the dark."""

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from paper_kit import district, window

from switchrefresh.calendars.model import Calendars, DayView
from switchrefresh.documents.site.facts import Audience, SiteFacts
from switchrefresh.documents.site.pages import make_site
from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.model import State

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(240),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian's package chromium)"),
    pytest.mark.skipif(not AXE.exists(), reason="no axe-core here (npm install in tests/browser)"),
]


def facts(audience, text="Cedar Fork"):
    inventory = district(text)
    days = tuple(DayView(date(2026, 12, n), DayKind.BREAK if n > 20 else DayKind.SCHOOL_DAY, ()) for n in range(1, 32))
    later = replace(window(State.PROPOSED), id="w002")
    return SiteFacts(
        inventory=inventory,
        calendars=Calendars(dict.fromkeys(inventory.buildings, days)),
        windows=(window(), later),
        as_of=date(2026, 12, 1),
        audience=audience,
        done=frozenset({"hs-core"}),
        waiting={"hs": (("vendor RMA", date(2026, 11, 4)),)},
        wave_names={"wave-1": "Pilot"},
    )


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    root = tmp_path_factory.mktemp("sites")
    for audience in Audience:
        for name, body in make_site(facts(audience)).items():
            path = root / audience / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
    return root


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def page(browser):
    """A page that notes what it asks for and complains of."""
    found = browser.new_page()
    found.asked, found.complaints = [], []
    found.on("request", lambda request: found.asked.append(request.url))
    found.on("console", lambda message: found.complaints.append(message.text) if message.type == "error" else None)
    found.on("pageerror", lambda error: found.complaints.append(str(error)))
    yield found
    found.close()


PAGES = [(audience, name) for audience in Audience for name in ("index.html", "building/hs.html")]


@pytest.mark.parametrize(("audience", "name"), PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_asked_of_anybody_and_everybody_can_read_it(page, sites, audience, name, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto((sites / audience / name).as_uri())
    assert page.asked == [(sites / audience / name).as_uri()]
    assert page.complaints == []
    script = AXE.read_text(encoding="utf-8")
    page.evaluate(script + "; undefined")  # injected by the debugger, not by the page: its policy forbids that
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    answer = page.evaluate(f"axe.run(document, {json.dumps(rules)})")
    assert len(answer["passes"]) > 10  # the checker did look
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in answer["violations"]] == []


def test_search_finds_a_building(page, sites):
    page.goto((sites / "staff" / "index.html").as_uri())
    rows = page.locator("#buildings tbody tr")
    assert rows.count() == 1
    page.fill("#search", "nothing of this name")
    assert not rows.first.is_visible()
    assert page.inner_text("#found") == "0 buildings"
    page.fill("#search", "cedar")
    assert rows.first.is_visible()
    assert page.inner_text("#found") == "1 building"


def test_dark_mode_by_the_button_and_remembered(page, sites):
    page.emulate_media(color_scheme="light")
    page.goto((sites / "public" / "index.html").as_uri())
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(255, 255, 255)"
    page.keyboard.press("Tab")  # the skip link
    page.keyboard.press("Tab")  # the name
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(colour) == "rgb(22, 25, 29)"
    assert page.get_attribute("#theme", "aria-pressed") == "true"
    page.reload()
    assert page.evaluate(colour) == "rgb(22, 25, 29)"


def test_print_leaves_out_what_paper_cannot_do(page, sites):
    page.goto((sites / "public" / "index.html").as_uri())
    page.emulate_media(media="print")
    assert not page.locator("#search").is_visible()
    assert not page.locator("#theme").is_visible()


def test_two_readers_agree_on_the_calendar(sites, tmp_path):
    """icalendar wrote it; ical.js, which shares no code with it, reads the same times out of it."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    path = sites / "staff" / "calendars" / "building-hs.ics"
    reader = tmp_path / "read.cjs"
    library = HERE / "node_modules" / "ical.js" / "dist" / "ical.es5.cjs"
    reader.write_text(
        f"const ICAL = require({json.dumps(str(library))}); const fs = require('fs');"
        f"const all = new ICAL.Component(ICAL.parse(fs.readFileSync({json.dumps(str(path))}, 'utf8')));"
        "all.getAllSubcomponents('vtimezone').forEach(z => ICAL.TimezoneService.register(z));"
        "const out = all.getAllSubcomponents('vevent').map(v => new ICAL.Event(v)).map(e => ({uid: e.uid,"
        " start: e.startDate.toUnixTime(), end: e.endDate.toUnixTime(), zone: e.startDate.zone.tzid}));"
        "console.log(JSON.stringify(out));"
    )
    done = subprocess.run([node, str(reader)], capture_output=True, check=True, timeout=60)
    theirs = json.loads(done.stdout)
    from icalendar import Calendar

    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    ours = [
        {
            "uid": str(e["UID"]),
            "start": int(e["DTSTART"].dt.timestamp()),
            "end": int(e["DTEND"].dt.timestamp()),
            "zone": e["DTSTART"].params["TZID"],
        }
        for e in events
    ]
    assert theirs == ours
    assert [e["start"] for e in ours] == [int(window().start.timestamp())] * 2
