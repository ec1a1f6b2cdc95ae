"""Where the blocks are played: this process, several of this machine, or a cluster; the answer is equal to the bit."""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from functools import cache, lru_cache, partial
from typing import Any, TypeVar

from simulator.errors import TabletopError
from simulator.plan.tables import Plan
from simulator.study.batch import Batch, Order, joined, orders, play
from simulator.study.judged import Judged, judged
from simulator.world.kernel.memory import COMPILED

ENOUGH = 64 if COMPILED else 8
"""Works below which further processes cost more time than they save."""
_TRIES = 3
"""How often processes are started again after one was killed; then the rest is played here."""
_IDLE = 60
"""Seconds after which an idle process ends."""
_PATIENCE = 10
"""Seconds a cluster is waited for."""

About = TypeVar("About")
Work = TypeVar("Work")
Result = TypeVar("Result")


def played(plan: Plan, orders: list[Order], jobs: int | None = None, cluster: str = "") -> Iterator[Batch]:
    """The blocks, in their order, each as soon as it and all before it are done; see ``shared``."""
    return shared(play, plan, orders, jobs, cluster)


def judged_runs(plan: Plan, seed: int, runs: int, jobs: int | None = 1) -> tuple[Judged, ...]:
    """Every clock over so many runs from the opening."""
    batch = joined(list(played(plan, orders(seed, range(runs)), jobs)))
    return judged(plan, batch.reached, plan.horizon)


def worthwhile(jobs: int | None, works: int) -> int:
    """How many processes so many works are shared among: ``jobs``, or where nobody says, as many as pay."""
    return jobs or ((os.cpu_count() or 1) if works >= ENOUGH else 1)


def shared(
    do: Callable[[About, Work], Result], about: About, works: list[Work], jobs: int | None = None, cluster: str = ""
) -> Iterator[Result]:
    """What ``do`` makes of each work, in their order, each as soon as it and all before it are done.

    ``about``: what all works have in common; it is packed once, and unpacked once by each worker.
    ``jobs``: processes; None for as many as there are cores where that pays. ``cluster``: the address of a dask
    scheduler instead, such as ``tls://…`` (extra ``[distributed]``). A process that is killed costs time, not results.
    """
    jobs = worthwhile(jobs, len(works))
    alone = not cluster and (jobs == 1 or len(works) < 2)
    rest, packed = works, b"" if alone else pickle.dumps(about)
    for _ in range(0 if alone else _TRIES):
        try:
            for result in _brought(partial(_unpacking, do, packed), rest, jobs, cluster):
                rest = rest[1:]
                yield result
        except BrokenExecutor:
            continue
        return
    yield from (do(about, work) for work in rest)


def _unpacking(do: Callable[[Any, Work], Result], packed: bytes, work: Work) -> Result:
    return do(_unpacked(packed), work)


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Any:
    about = pickle.loads(packed)
    gc.freeze()  # what is there by now stays: the collector, which loky calls every second, need not walk it
    return about


def _brought(do: Callable[[Work], Result], works: list[Work], jobs: int, cluster: str) -> Iterator[Result]:
    """What workers bring back. Raises BrokenExecutor where one of them is killed."""
    executor = _executor(jobs, cluster)
    futures = [executor.submit(do, work) for work in works]
    try:
        for future in futures:
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def _executor(jobs: int, cluster: str) -> Any:
    """Processes of this machine, kept for the next study, or those of a cluster; both have the same interface."""
    if cluster:
        return _client(cluster)
    from loky import get_reusable_executor

    return get_reusable_executor(max_workers=jobs, timeout=_IDLE)


@cache
def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise TabletopError("a cluster needs the extra [distributed]: pip install '.[distributed]'") from None
    try:
        return Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise TabletopError(
            "no cluster answers at {address}: {reason}", address=address, reason=str(error).splitlines()[0]
        ) from None
