"""Chat templates: the model's own, those without a system role, and none at all."""

from __future__ import annotations

from datetime import datetime

import pytest

from backends.base import ChatMessage, ModelFileError
from backends.llama_cpp_template import ChatTemplate

CHATML = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
NO_SYSTEM = (
    "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    "{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}{% endif %}"
    "[{{ m.role }}]{{ m.content }}{% endfor %}"
)
DROPS_SYSTEM = "{{ bos_token }}{% for m in messages if m.role != 'system' %}[{{ m.role }}]{{ m.content }}{% endfor %}"
SYSTEM, HELLO, HI, AGAIN = (
    ChatMessage("system", "Be brief."),
    ChatMessage("user", "Hello"),
    ChatMessage("assistant", "Hi"),
    ChatMessage("user", "Again"),
)


def render(template: str | None, *messages: ChatMessage) -> str:
    return ChatTemplate(template, bos="<s>", eos="</s>").render(messages)


def test_the_models_own_template_ends_where_the_reply_begins() -> None:
    text = render(CHATML, SYSTEM, HELLO)
    assert text == "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n"


@pytest.mark.parametrize(("template", "bos"), [(NO_SYSTEM, ""), (DROPS_SYSTEM, "<s>")])
def test_without_a_system_role_its_text_opens_the_first_user_message(template: str, bos: str) -> None:
    assert render(template, SYSTEM, HELLO, HI, AGAIN) == f"{bos}[user]Be brief.\n\nHello[assistant]Hi[user]Again"


def test_equal_neighbours_are_joined_where_roles_must_alternate() -> None:
    assert render(NO_SYSTEM, HELLO, AGAIN) == "[user]Hello\n\nAgain"


def test_the_plain_template_stops_before_the_next_turn() -> None:
    template = ChatTemplate(None, bos="", eos="")
    assert template.render([SYSTEM, HELLO]) == "### System:\nBe brief.\n\n### User:\nHello\n\n### Assistant:\n"
    assert "\n### User:" in template.stop
    assert ChatTemplate(CHATML, bos="", eos="").stop == ()


def test_thinking_is_switched_off_and_dates_come_from_the_clock() -> None:
    template = ChatTemplate(
        "{{ date_string }} {{ enable_thinking }}", bos="", eos="", clock=lambda: datetime(2031, 5, 6)
    )
    assert template.render([HELLO]) == "06 May 2031 False"


QWEN3_THINKING = CHATML.replace("assistant\n' }}{% endif", "assistant\n<think>\n' }}{% endif")
R1_DISTILL = (
    "{% for m in messages %}{% if m['role'] == 'assistant' %}{% set content = m['content'] %}"
    "{% if '</think>' in content %}{% set content = content.split('</think>')[-1] %}{% endif %}"
    "{{ '[A]' + content }}{% else %}{{ '[U]' + m['content'] }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '[A]' }}{% endif %}"
)


def test_the_thinking_that_a_template_opens_is_closed() -> None:
    assert render(QWEN3_THINKING, HELLO).endswith("<|im_start|>assistant\n<think>\n\n</think>\n\n")


def test_a_model_that_opens_its_thinking_by_itself_is_told_that_it_has_thought() -> None:
    assert render(R1_DISTILL, HELLO, HI, AGAIN) == "[U]Hello[A]Hi[U]Again[A]<think>\n\n</think>\n\n"


def test_a_template_cannot_reach_python() -> None:
    with pytest.raises(ModelFileError, match="cannot render"):
        render("{{ messages.__class__.__mro__[1].__subclasses__() }}", HELLO)


def test_a_broken_template_says_so() -> None:
    with pytest.raises(ModelFileError, match="chat template is broken"):
        render("{% for m in messages %}", HELLO)
