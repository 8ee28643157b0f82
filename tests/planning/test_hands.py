"""Hands that help to price buildings change nothing but the time it takes."""

import os
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future
from multiprocessing import active_children
from pathlib import Path

import pytest
from planner_randoms import random_request

from switchrefresh.commands.helping import helping_hands
from switchrefresh.errors import UsageError
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.priced.engine import PricedEngine

SEEDS = range(6)


def plans(executor=None):
    return [make_plan(random_request(seed), PricedEngine(moves=6, executor=executor)) for seed in SEEDS]


class Gone(Executor):
    """Hands that take work and are never heard of again."""

    def submit(self, *_args, **_kwargs):
        future = Future()
        future.set_exception(BrokenExecutor("gone"))
        return future


def test_two_processes_make_the_same_plans():
    with helping_hands(workers=2) as executor:
        assert plans(executor) == plans()


def test_work_goes_on_here_when_nobody_answers():
    assert plans(Gone()) == plans()


def test_no_hands_at_all_is_a_mistake():
    with pytest.raises(UsageError, match="at least 1"), helping_hands(workers=0):
        pass


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_what_hands_still_do_when_their_help_is_over_is_not_waited_for():
    before = set(active_children())
    with helping_hands(workers=2) as executor:
        assert executor.submit(os.getpid).result() != os.getpid()
        executor.submit(time.sleep, 600)
    assert set(active_children()) <= before


DIES = """
import os, time
from switchrefresh.commands.helping import helping_hands
if __name__ == "__main__":
    with helping_hands(workers=2) as executor:
        print(executor.submit(os.getpid).result(), flush=True)
        executor.submit(time.sleep, 600), executor.submit(time.sleep, 600)
        os._exit(9)
"""


def runs(pid):
    """Whether there is a process that is not only a name still."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only /proc tells whether a process still runs")
def test_no_hand_outlives_a_killed_planner(tmp_path):
    (tmp_path / "dies.py").write_text(DIES, encoding="utf-8")
    run = subprocess.run([sys.executable, str(tmp_path / "dies.py")], check=False, capture_output=True, text=True)
    assert run.returncode == 9
    hand = int(run.stdout)
    while runs(hand):  # the limit above ends this
        time.sleep(0.1)


@pytest.mark.slow
def test_a_dask_cluster_makes_the_same_plans(monkeypatch):
    distributed = pytest.importorskip("distributed")
    here = str(Path(__file__).parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([here, os.environ.get("PYTHONPATH", "")]))
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, worker_dashboard_address=None
        ) as cluster,
        helping_hands(cluster=cluster.scheduler_address) as executor,
    ):
        assert plans(executor) == plans()


@pytest.mark.slow
def test_an_address_where_no_cluster_is_gets_a_clear_answer():
    with pytest.raises(UsageError, match="no cluster answers"), helping_hands(cluster="tcp://127.0.0.1:9"):
        pass
