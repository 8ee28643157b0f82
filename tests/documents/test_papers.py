"""Runbooks and notices: they say what a stranger needs, and whatever stands in a field stays text."""

from collections import Counter
from datetime import date
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from paper_kit import district, window

from hostile_strings import HOSTILE, unsafe
from switchrefresh.documents.notices import AUDIENCES, NoticeFacts, make_notice
from switchrefresh.documents.paper.html import to_html
from switchrefresh.documents.paper.markdown import to_markdown
from switchrefresh.documents.paper.pdf import to_pdf, to_typst
from switchrefresh.documents.runbook import RunbookFacts, make_runbook
from switchrefresh.documents.runbook_switch import PortRow
from switchrefresh.documents.words import join_words, say_span
from switchrefresh.errors import InputError
from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.model import State

PLAIN = "plain words"


def book(text=PLAIN):
    facts = RunbookFacts(
        ports={"hs-sw1": (PortRow(text, text, text, "40", text, text),)},
        why_no_ports={"hs-core": text},
        warnings=(text,),
    )
    return make_runbook(window(), district(text), facts)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = Counter()

    def handle_starttag(self, tag, attrs):
        self.seen[tag, tuple(sorted(name for name, _ in attrs))] += 1

    def handle_comment(self, data):
        self.seen["comment"] += 1


def tags(text):
    reader = Tags()
    reader.feed(text)
    return reader.seen


def shape(text):
    """What a Markdown reader (tables and bare links on) makes of a text, without the words."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    found = []
    for token in tokens:
        found.append((token.type, token.tag))
        found += [(t.type, t.tag) for t in token.children or () if t.type not in {"text", "text_special"}]
    return found


class TestHostile:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_html_has_the_same_tags(self, text):
        page = to_html(book(text))
        assert tags(page) == tags(to_html(book()))
        assert not unsafe(page)

    @pytest.mark.parametrize("text", HOSTILE)
    def test_markdown_has_the_same_shape(self, text):
        page = to_markdown(book(text))
        assert shape(page) == shape(to_markdown(book()))
        assert not unsafe(page)

    def test_typst_takes_all_of_it_as_text(self):
        hostile = to_pdf(book(" ".join(HOSTILE)))
        assert hostile.startswith(b"%PDF")

    @pytest.mark.parametrize("text", HOSTILE)
    def test_typst_source_has_the_same_code(self, text):
        def code(source):
            """Everything outside string literals."""
            kept, inside, skip = [], False, False
            for c in source:
                if skip:
                    skip = False
                elif c == "\\" and inside:
                    skip = True
                elif c == '"':
                    inside = not inside
                elif not inside:
                    kept.append(c)
            return "".join(kept)

        assert code(to_typst(book(text))) == code(to_typst(book()))

    @pytest.mark.parametrize("audience", AUDIENCES)
    @pytest.mark.parametrize("text", HOSTILE)
    def test_notices_have_the_same_lines(self, text, audience):
        notice = make_notice(window(), district(text), audience, "en")
        plain = make_notice(window(), district(), audience, "en")
        assert len(notice.split("\n")) == len(plain.split("\n"))
        assert not unsafe(notice)


class TestRunbook:
    def test_says_who_opens_what_goes_dark_and_when_to_give_up(self):
        text = to_markdown(make_runbook(window(), district()))
        assert "Backout point | 18:55" in text
        assert "| 17:20-18:05 | 45 min" in text
        core = next(line for line in text.splitlines() if "17:20-18:05" in line)
        assert "4 Wi-Fi access points, 3 cameras, 2 door controllers, 1 desk phone" in core
        assert "bus-sw1, hs-sw1" in core
        assert "Desk phones will be dead. For 911 use a mobile phone" in text
        assert "fail-safe or fail-secure" in text
        assert "Other buildings lose the network too: plain words." in text
        assert "switchrefresh trust hs-sw1 --replaced" in text

    def test_a_proposal_says_that_it_is_one(self):
        assert "This window is a proposal" in to_markdown(make_runbook(window(State.PROPOSED), district()))
        assert "This window is a proposal" not in to_markdown(make_runbook(window(), district()))

    def test_without_phones_nobody_is_frightened(self):
        assert "911" not in to_markdown(make_runbook(window(), district(feeds={"aps": 1}))).replace(
            "a mobile phone that works in the closet", ""
        )

    def test_cables_are_a_table_or_a_reason(self):
        text = to_markdown(book("x1"))
        assert "| Old port | New port | VLAN" in text
        assert "No table: x1." in text


class TestNotices:
    def test_families_read_neither_devices_nor_doors_nor_cameras(self):
        text = make_notice(
            window(), district(feeds={"aps": 4, "phones": 1, "doors": 2, "cameras": 5}), "families", "en"
        )
        assert "Wi-Fi and desk phones may not work" in text
        for word in ("hs-core", "hs-sw1", "door", "camera", "tech", "JL675A", "IDF"):
            assert word not in text.replace("technology", "")

    def test_the_day_decides_what_is_said_of_classes(self):
        closed = make_notice(window(), district(), "families", "en", NoticeFacts(DayKind.BREAK))
        school = make_notice(window(), district(), "families", "en", NoticeFacts(DayKind.SCHOOL_DAY))
        assert "No classes are held" in closed and "School goes on" in school

    def test_spanish_is_spanish(self):
        text = make_notice(window(), district(), "staff", "es")
        assert "miércoles 23 de diciembre de 2026, de 5:00 p. m. a 7:25 p. m." in text
        assert "llamar al 911 use un teléfono móvil" in text

    def test_somebody_elses_delay_is_said_as_such(self):
        facts = NoticeFacts(waiting_on=(("vendor RMA", date(2027, 5, 4)),))
        text = make_notice(window(), district(), "staff", "en", facts)
        assert "We have been waiting (vendor RMA) since Tuesday, May 4, 2027." in text

    def test_a_districts_own_text(self):
        own = ("notices/staff.en.txt", "On {{ date }} at {{ building }}: {{ stops }}.")
        text = make_notice(window(), district(), "staff", "en", own=own)
        services = "Wi-Fi, security cameras, electronic door locks and desk phones"
        assert text == f"On Wednesday, December 23, 2026 at plain words: {services}.\n"

    @pytest.mark.parametrize(
        ("template", "line"),
        [
            ("a\n{{ bulding }}", 0),
            ("a\n{% if x %}", 2),
            ("{{ ''.__class__.__mro__ }}", 0),
            ("{% for i in range(99999) %}xxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}", 0),
        ],
    )
    def test_a_bad_template_is_one_problem(self, template, line):
        with pytest.raises(InputError) as caught:
            make_notice(window(), district(), "staff", "en", own=("notices/staff.en.txt", template))
        [problem] = caught.value.problems
        assert problem.code == "notice-template"
        assert problem.where.file == "notices/staff.en.txt"
        assert problem.where.line == line


class TestWords:
    def test_a_window_over_midnight_names_the_second_day(self):
        from datetime import timedelta

        start = window().start
        assert say_span(start, start + timedelta(hours=8)) == "5:00 PM to Thursday, December 24, 2026, 1:00 AM"

    def test_spanish_and(self):
        assert join_words(["Wi-Fi", "impresoras"], "es") == "Wi-Fi e impresoras"
        assert join_words(["a", "b", "c"]) == "a, b and c"
