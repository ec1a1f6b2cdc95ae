"""Forms: whether what they serve, wait for and borrow is there, and whether readers of both languages can use them."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.document import Path
from simulator.content.nearest import advice, nearest, perhaps
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import Context, at_check, of_item
from simulator.content.rules.walk import milestones_in
from simulator.errors import Problem, Sentence
from simulator.model.form import Form
from simulator.model.kinds import EXPECTATIONS, FORMS, MILESTONES


@of_item(FORMS)
def of_one_piece(item: LoadedItem[Form], value: Form) -> Iterator[Problem]:
    """An item twice; a report named that the form does not serve."""
    seen: set[str] = set()
    for n, asked in enumerate(value.items):
        if asked.id in seen:
            message = Sentence("the id {name} stands here a second time", name=asked.id)
            yield item.document.problem((*item.root, "items", n, "id"), "duplicate-id", message)
        seen.add(asked.id)
    named: list[tuple[Path, str]] = [(("in_full", n), name) for n, name in enumerate(value.in_full)]
    for n, asked in enumerate(value.items):
        named += [(("items", n, "only_for", m), name) for m, name in enumerate(asked.only_for)]
    for path, name in named:
        if name not in value.serves:
            message = Sentence("the form does not serve {name}{advice}", name=name, advice=advice(name, value.serves))
            yield item.document.problem((*item.root, *path), "unknown-id", message)


@at_check(FORMS)
def names_in_form(item: LoadedItem[Form], value: Form, context: Context) -> Iterator[Problem]:
    """Expectations, a form and milestones that no library in reach has: the form would never be asked for."""
    expectations, forms = context.known.get(EXPECTATIONS, ()), context.known.get(FORMS, ())
    for n, name in enumerate(value.serves):
        if name not in expectations:
            message = Sentence("no expectation is called {name}{advice}", name=name, advice=advice(name, expectations))
            yield item.document.problem((*item.root, "serves", n), "unknown-id", message, "warning")
    if value.same_items_as is not None and value.same_items_as not in forms:
        message = Sentence(
            "no form is called {name}{advice}", name=value.same_items_as, advice=advice(value.same_items_as, forms)
        )
        yield item.document.problem((*item.root, "same_items_as"), "unknown-id", message, "warning")
    milestones = context.known.get(MILESTONES, frozenset())
    for path, name in milestones_in(value):
        if name not in milestones:
            message = Sentence(
                "the library knows no milestone {name}{hint}", name=name, hint=perhaps(nearest(name, milestones))
            )
            yield item.document.problem((*item.root, *path), "unknown-id", message, "warning")
