"""Japanese over several lines of a file: joined where it was broken, and nowhere else."""

from __future__ import annotations

import pytest

from simulator.content.yaml_nodes import parse
from simulator.model.text import Text

READ = "削除処理完了 214件。期限は{T+24h}まで"


@pytest.mark.parametrize(
    "written",
    [
        "title: 削除処理完了 214件。期限は{T+24h}まで\n",
        "title: >\n  削除処理完了 214件。期限は\n  {T+24h}まで\n",
        "title: >-\n  削除処理\n  完了 214件。期限は\n  {T+24h}まで\n",
        "title: 削除処理完了 214件。\n  期限は{T+24h}まで\n",
        'title: "削除処理完了 214件。\n  期限は{T+24h}まで"\n',
        "title: '削除処理完了 214件。\n  期限は{T+24h}まで'\n",
    ],
)
def test_only_what_folding_put_between_is_taken_away(written: str) -> None:
    tree = parse(written.encode(), "a.yaml").root
    assert isinstance(tree, dict)
    title = tree["title"]
    assert isinstance(title, str)
    assert Text.of(title.strip()).say("ja") == READ
