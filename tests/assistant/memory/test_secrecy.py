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
        "The PIN for my card is 4821.",
        "my pin is 4821",
        "My passport number is C01X00T47.",
        "Passport: 512345678",
        "My driver's license number is D1234-56789-01234.",
        "My tax id is 12 345 678 901.",
        "My NHS number is 943 476 5919.",
        "My national insurance number is AB 12 34 56 C.",
        "It is AB123456C.",
        "The sort code is 12-34-56.",
        "stripe: sk_live_abcdefghij1234567890",
        "My key id is AKIAIOSFODNN7EXAMPLE.",
        "postgres://bob:hunter2@db.example.org/main",
        "The bot is 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1",
        "Its recovery codes are 1a2b 3c4d.",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "glrt-aaaaaaaaaaaaaaaaaaaa",
        "The key id is ABIAAAAAAAAAAAAAAAAA.",
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
        "I need a new passport before May 2027.",
        "I have an enamel pin from 1987.",
        "My visa expires in 2028.",
        "My insurance costs 80 euros a month.",
        "My car is from 2014, the tax is paid until 2027.",
        "My driving licence is from Ghana.",
        "I pinned 12 photos to the wall.",
        "My health is fine since 2019.",
    ],
)
def test_ordinary_numbers_and_words(text: str) -> None:
    assert not is_secret(text)
