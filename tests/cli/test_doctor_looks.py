"""Single looks of doctor: the clock, the journal's times, the SSH config, what is installed besides."""

from datetime import UTC, datetime

import pytest

from switchrefresh.commands import doctor_folder, doctor_machine
from switchrefresh.commands.doctor_checks import Status
from switchrefresh.storage.journal_file import append_event
from switchrefresh.storage.project import Project


@pytest.mark.parametrize(("year", "status"), [(1970, Status.FAIL), (2100, Status.OK)])
def test_a_clock_before_the_installation_is_wrong(monkeypatch, year, status):
    monkeypatch.setattr(doctor_machine, "now", lambda: datetime(year, 1, 2, tzinfo=UTC))
    [found] = doctor_machine.clock()
    assert (found.status, bool(found.cure)) == (status, status is Status.FAIL)


def test_a_journal_from_the_future(tmp_path, monkeypatch):
    project = Project(tmp_path)
    append_event(project, "note", {"target": "hs", "text": "x"})
    assert doctor_folder.clock(project)[0].status is Status.OK
    monkeypatch.setattr(doctor_folder, "now", lambda: datetime(2020, 1, 1, tzinfo=UTC))
    [found] = doctor_folder.clock(project)
    assert (found.status, "1 entries" in found.message) == (Status.WARN, True)


def test_an_ssh_config_that_others_can_change(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "none" in doctor_machine.ssh_config()[0].message
    (tmp_path / ".ssh").mkdir()
    config = tmp_path / ".ssh" / "config"
    config.write_text("Host *\n")
    config.chmod(0o600)
    assert doctor_machine.ssh_config()[0].status is Status.OK
    config.chmod(0o666)
    [found] = doctor_machine.ssh_config()
    assert (found.status, "chmod go-w" in found.cure) == (Status.WARN, True)


def test_a_missing_extra_is_named_and_is_no_fault(monkeypatch):
    monkeypatch.setattr(doctor_machine, "_is_there", lambda name: name != "typst")
    [found] = doctor_machine.extras()
    assert (found.status, "without PDF" in found.message) == (Status.OK, True)
