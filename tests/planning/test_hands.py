"""Hands that help to price buildings change nothing but the time it takes."""

import os
from concurrent.futures import BrokenExecutor, Executor, Future
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
