"""Who plays the blocks: this process, several of this machine, or a cluster; the answer is the same to the bit."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext

from simulator.study.batch import Batch, Order, play

ENOUGH = 8
"""Blocks below which further processes cost more time than they save."""
Player = Callable[[list[Order]], Iterator[Batch]]


def played(orders: list[Order], jobs: int | None = None, cluster: str = "") -> Iterator[Batch]:
    """The blocks, in their order, each as soon as it and all before it are done.

    ``jobs``: processes; None for as many as there are cores where that pays. ``cluster``: the address of a dask
    scheduler instead, such as ``tls://…`` (extra ``[distributed]``).
    """
    if not cluster and (jobs == 1 or len(orders) < (ENOUGH if jobs is None else 2)):
        yield from map(play, orders)
        return
    done = 0
    with _on(cluster):
        for batch in _shared(orders, jobs or os.cpu_count() or 1):
            done += 1
            yield batch
    # Whoever was killed has cost time, not results: what is missing is played here.
    yield from map(play, orders[done:])


def _shared(orders: list[Order], jobs: int) -> Iterator[Batch]:
    """What processes bring back until all is done or one of them is killed."""
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    batches: Iterable[Batch] = Parallel(n_jobs=jobs, return_as="generator")(delayed(play)(order) for order in orders)
    try:
        yield from batches
    except TerminatedWorkerError:
        return


def _on(cluster: str) -> AbstractContextManager[object]:
    if not cluster:
        return nullcontext()
    from joblib import parallel_config

    return parallel_config(backend="dask", **_client(cluster))  # type: ignore[no-any-return]


def _client(address: str) -> dict[str, object]:
    from distributed import Client  # joblib speaks to whatever client was made last

    return {"client": Client(address)} if address else {}
