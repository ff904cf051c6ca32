from __future__ import annotations

import pytest

from assistant.memory.secrecy import is_secret


@pytest.mark.parametrize(
    "text",
    [
        "The wifi password is hunter-blue-22.",
        "My passcode: 9911",
        "My bank card PIN is 8812.",
        "my api key is abc",
        "Use sk-test1234567890abcdefghij for it.",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "-----BEGIN RSA PRIVATE KEY-----",
        "My card is 4111 1111 1111 1111.",
        "My IBAN is DE89 3704 0044 0532 0130 00.",
        "My number is 078-05-1120.",
        "The key is 9fQ2xL7vKp03ZrTb81sW",
    ],
)
def test_credentials_and_account_numbers(text: str) -> None:
    assert is_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "My locker code is 4417.",
        "My phone number is 020 7946 0991.",
        "I was born on 1986-04-12.",
        "My card was 4111 1111 1111 1112.",
        "The spare key is under the blue pot.",
        "We drove from Castrop-Rauxel-Henrichenburg to Bad-Muenstereifel.",
        "I forgot the password again.",
        "My flight is BA2490 at 9:40.",
        "See https://example.org/reading/2024/a-long-page-about-kayaks",
    ],
)
def test_ordinary_numbers_and_words(text: str) -> None:
    assert not is_secret(text)
