"""What a night keeps of its stages comes back as it was, to the last bit."""

from __future__ import annotations

import json
import random
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sleep.dreaming import Dream
from assistant.sleep.judging import share
from assistant.sleep.stage_codec import pack, unpack
from assistant.sleep.study_plan import StudyPlan
from assistant.sleep.verdict import Scorecard
from backends.base import SoftTargets, TokenExample

SOFT = SoftTargets(((1, 2), (3, 4)), ((0.1 + 0.2, 1e-300), (1 / 3, 0.0)))
PLAN = StudyPlan([[TokenExample((1, 2), (3, 4), 0.5, 0.25, SOFT)], []], [Dream(1, "Whose?", "Ann", "Ann’s. 🐕", "")])
CARD = Scorecard(share([True, False]), None, 0.0123456789012345678, share([]), share([True]))

plain = st.none() | st.integers() | st.floats(allow_nan=False) | st.text()
values = st.recursive(
    plain,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize("value", [PLAN, CARD, (PLAN, random.Random(3).getstate()), {"dream": 1.5}, "text", True])
def test_the_values_of_a_night(value: Any) -> None:
    assert unpack(pack(value)) == value


@given(values)
def test_any_plain_value(value: Any) -> None:
    assert unpack(pack(value)) == value


@pytest.mark.parametrize("value", [{1, 2}, object(), b"bytes"])
def test_what_it_cannot_keep_is_refused_at_once(value: Any) -> None:
    with pytest.raises(TypeError, match="cannot keep"):
        pack(value)


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: zlib.compress(text.encode())))
def test_foreign_bytes_are_refused(content: bytes) -> None:
    try:
        unpack(content)
    except ValueError:
        return
    json.loads(zlib.decompress(content))


def test_a_type_that_is_not_the_nights_own_is_refused() -> None:
    with pytest.raises(ValueError, match="not a stage"):
        unpack(zlib.compress(b'{"!": "system", "v": []}'))
