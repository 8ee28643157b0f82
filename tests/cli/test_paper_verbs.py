"""runbook and notify from outside: files where they belong, texts on standard output, one clear refusal each."""

import pytest
from running import typed


@pytest.fixture(scope="module")
def planned(planned_cedar, tmp_path_factory):
    """cedar-fork with a plan whose first wave is promised."""
    import shutil

    folder = tmp_path_factory.mktemp("papers") / "cedar-fork"
    shutil.copytree(planned_cedar[0], folder)
    assert typed("approve", "-C", folder).code == 0
    return folder


def test_a_runbook_goes_into_out(planned):
    answer = typed("runbook", "w001", "-C", planned, "--json")
    assert answer.code == 0
    [row] = answer.json["data"]["runbooks"]
    text = (planned / "out" / "runbook-w001.md").read_text()
    assert row["path"].endswith("runbook-w001.md")
    assert text.startswith("# Runbook w001: District Office")
    assert "proposal" not in text


@pytest.mark.parametrize(("form", "begins"), [("html", b"<!doctype html>"), ("pdf", b"%PDF")])
def test_other_formats(planned, tmp_path, form, begins):
    out = tmp_path / f"book.{form}"
    assert typed("runbook", "w002", "-C", planned, "--format", form, "-o", out).code == 0
    assert out.read_bytes().startswith(begins)


def test_standard_output_is_the_text_alone(planned):
    answer = typed("runbook", "w001", "-C", planned, "-o", "-")
    assert answer.out.startswith("# Runbook w001")
    assert answer.err == ""


def test_several_windows_need_a_folder(planned, tmp_path):
    answer = typed("runbook", "es", "-C", planned, "-o", tmp_path / "nowhere.md")
    assert answer.code == 2
    assert "2 documents need a folder" in answer.err
    assert not (tmp_path / "nowhere.md").exists()


def test_a_notice_in_spanish(planned):
    answer = typed("notify", "w001", "-C", planned, "--for", "families", "--language", "es")
    assert answer.code == 0
    assert answer.out.startswith("Asunto: Mantenimiento de la red en District Office")
    assert "En ese horario no hay clases." in answer.out


def test_a_proposal_is_not_told_without_a_word(planned):
    answer = typed("notify", "w002", "-C", planned, "--json")
    assert answer.code == 0
    assert [p["code"] for p in answer.json["problems"]] == ["not-promised"]


def test_a_districts_own_text_and_its_mistake(planned):
    own = planned / "notices" / "staff.en.txt"
    own.parent.mkdir()
    own.write_text("Hello {{ building }}")
    assert typed("notify", "w001", "-C", planned).out == "Hello District Office\n"
    own.write_text("Hello\n{% if %}")
    answer = typed("notify", "w001", "-C", planned)
    assert answer.code == 2
    assert "notices/staff.en.txt:2:1: error[notice-template]" in answer.err


def test_a_site_replaces_its_own_pages_only(planned, tmp_path):
    site = tmp_path / "site"
    words = ("export", "site", "-C", planned, "-o", site, "--as-of", "2026-11-27")
    assert typed(*words, "--audience", "staff").code == 0
    assert (site / "calendars" / "crew-tech.ics").exists()
    (site / "mine.txt").write_text("kept")
    assert typed(*words).code == 0
    assert not (site / "calendars" / "crew-tech.ics").exists()
    assert (site / "mine.txt").read_text() == "kept"
    assert "District Office" in (site / "index.html").read_text()
    journal = (planned / "journal.jsonl").read_text().count('"published"')
    assert typed(*words).code == 0
    assert (planned / "journal.jsonl").read_text().count('"published"') == journal


def test_a_folder_of_somebody_else_is_refused(planned, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    answer = typed("export", "site", "-C", planned, "-o", tmp_path)
    assert answer.code == 4
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("runbook", "w999"), "w999"),
        (("runbook", "w001", "--format", "doc"), '"doc"'),
        (("notify", "w001", "--for", "pupils"), '"pupils"'),
        (("notify", "w001", "--language", "fr"), '"fr"'),
        (("notify",), "notify needs a window"),
    ],
)
def test_words_that_mean_nothing(planned, words, said):
    answer = typed(*words, "-C", planned)
    assert answer.code == 2
    assert said in answer.err
