"""Does a statement hold a key, token, password or account number? Such memories are kept but never trained on."""

from __future__ import annotations

import math
import re
from collections import Counter

_WORDING = re.compile(
    r"\b(?:pass ?(?:word|code|phrase)|passwd|pwd|api[ _-]?key|(?:secret|private|access|licen[cs]e|recovery"
    r"|encryption) "
    r"(?:key|token|code|phrase)|(?:access|auth|bearer|api|session|refresh) token|seed phrase|cvv|cvc|"
    r"social security|ssn|national insurance number|passport number|account number|card number|"
    r"(?:bank|card|debit|credit|atm|cash|sim|phone|banking)(?: card)?(?:'s)? pin)\b"
    r"(?=.*(?:\bis\b|\bare\b|:|=|\bto\b))",
    re.IGNORECASE | re.DOTALL,
)
_KNOWN_TOKEN = re.compile(
    r"\b(?:sk-[\w-]{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}"
    r"|AIza[\w-]{30,}|"
    r"hf_[A-Za-z0-9]{20,}|glpat-[\w-]{16,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*)|-----BEGIN [A-Z ]*PRIVATE KEY"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_SOCIAL_SECURITY = re.compile(r"\b\d{3}-\d{2}-\d{4}\b")
_CARD = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")
_LONG_RUN = re.compile(r"[A-Za-z0-9+/_=-]{16,}")
_RANDOM_BITS = 3.3
"""Bits per character from which on a mixed run of letters and digits is taken for a key."""


def is_secret(text: str) -> bool:
    """Whether the text shows a credential or an account number."""
    if _WORDING.search(text) or _KNOWN_TOKEN.search(text) or _SOCIAL_SECURITY.search(text):
        return True
    if any(_is_iban(match.group()) for match in _IBAN.finditer(text)):
        return True
    if any(_luhn(re.sub(r"\D", "", match.group())) for match in _CARD.finditer(text)):
        return True
    return any(_looks_random(match.group()) for match in _LONG_RUN.finditer(text))


def _luhn(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_iban(text: str) -> bool:
    """The check digits of ISO 13616: letters as 10 to 35, remainder 1 modulo 97."""
    compact = text.replace(" ", "")
    if not 15 <= len(compact) <= 34:
        return False
    return int("".join(str(int(character, 36)) for character in compact[4:] + compact[:4])) % 97 == 1


def _looks_random(run: str) -> bool:
    if not (re.search(r"\d", run) and re.search(r"[A-Za-z]", run)) or re.fullmatch(r"[\d-]+[A-Za-z]?", run):
        return False
    counts = Counter(run)
    bits = -sum(count / len(run) * math.log2(count / len(run)) for count in counts.values())
    return bits >= _RANDOM_BITS and not re.fullmatch(r"(?:[A-Za-z]+|\d+)(?:[-_/](?:[A-Za-z]+|\d+))*", run)
