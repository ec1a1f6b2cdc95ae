"""Being told to end: by which signals, with which exit codes."""

from __future__ import annotations

import asyncio
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

TERM = signal.SIGTERM
HUP = getattr(signal, "SIGHUP", TERM)
"""The line was cut: the terminal is gone."""
INT = signal.SIGINT


class Ended(BaseException):
    """A signal ended the program; it is on its way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = exit_code(number)


def exit_code(number: int) -> int:
    """The code by which a shell says that a signal ended a program."""
    return 128 + number


def listen(end: Callable[[int], None], *numbers: int) -> None:
    """Calls ``end`` with the number of a signal, in the running event loop.

    It stays so when the loop is over, for as long as ``words_are_last`` holds: a signal that comes then is not heard.
    One that is ignored, as nohup has it, stays so.
    """
    loop = asyncio.get_running_loop()

    def heard(number: int, _frame: object) -> None:
        with suppress(RuntimeError):  # the loop is closed: the program is on its way out already
            loop.call_soon_threadsafe(end, number)

    for number in numbers:
        if signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(ValueError):  # not in the main thread
                signal.signal(number, heard)


@contextmanager
def words_are_last() -> Iterator[None]:
    """A signal does not end the program between a front that has been left and what is said afterwards."""
    before = {number: signal.getsignal(number) for number in (TERM, HUP, INT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            with suppress(ValueError):  # not in the main thread
                signal.signal(number, handler)


def is_cut_off(fileno: int) -> bool:
    """Whether the terminal at the other end of a line is gone; False where the system cannot tell."""
    if not hasattr(select, "poll"):
        return False
    line = select.poll()
    line.register(fileno, 0)
    return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in line.poll(0))


def drop_typed(fileno: int = 0) -> None:
    """What was typed at a terminal and not read must not go to the shell. Nothing happens where there is none."""
    with suppress(ImportError):
        import termios

        with suppress(termios.error, OSError):
            termios.tcflush(fileno, termios.TCIFLUSH)


@contextmanager
def raised() -> Iterator[None]:
    """TERM and HUP raise ``Ended``, so that files are left whole."""

    def end(number: int, _frame: object) -> None:
        raise Ended(number)

    before = {}
    for number in {TERM, HUP}:
        if signal.getsignal(number) is signal.SIG_DFL:
            with suppress(ValueError):  # not in the main thread
                before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
