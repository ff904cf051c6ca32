"""Does a statement hold a key, token, password or account number? Such memories are kept but never trained on."""

from __future__ import annotations

import math
import re
from collections import Counter

_WORDING = re.compile(
    r"\b(?:pass ?(?:word|code|phrase)|passwd|pwd|api[ _-]?key|(?:secret|private|access|licen[cs]e|recovery"
    r"|encryption|backup|signing|master|product|security) (?:key|token|code|codes|phrase|answer|words)"
    r"|(?:access|auth|bearer|api|session|refresh|github|gitlab|bot) token|seed (?:phrase|words)|cvv|cvc"
    r"|account number|(?:card|routing) number|sort code|"
    r"(?:bank|card|debit|credit|atm|cash|sim|phone|banking)(?: card)?(?:'s)? pin)\b"
    r"(?=.*(?:\bis\b|\bare\b|:|=|\bto\b))",
    re.IGNORECASE | re.DOTALL,
)
"""Names a credential and goes on to give it."""

_PIN = re.compile(r"\b(?:PIN|pin)(?: code| number)?(?: (?:for|of|to|on|at) [\w' ]{1,40}?)?(?: is| was|:|=)? ?\d{3,8}\b")
_IDENTITY = re.compile(
    r"\b(?:passport|identity(?: card)?|id(?: card)?|driv(?:er'?s|ing) licen[cs]e|tax(?:payer)?|social (?:security"
    r"|insurance)|national (?:insurance|identity|id)|ssn|nhs|health(?: insurance| card)?|medicare|insurance|residence"
    r" permit|visa|steuer-?id|bsn|cpf|dni|nie|pesel|aadhaar)(?: id| identification)?(?: number| no\.?| id)?\b"
    r"(?: (?:is|:|=)|:|=)? ?(?=[A-Z0-9-]*\d[A-Z0-9 ./-]{4,})",
    re.IGNORECASE,
)
"""Names an identity document's number and gives something with digits."""

_KNOWN_TOKEN = re.compile(
    r"\b(?:sk-[\w-]{16,}|[sr]k_(?:live|test)_\w{16,}|whsec_\w{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}"
    r"|xox[abeoprs]-[\w-]{10,}|(?:A3T[0-9A-Z]|ABIA|ACCA|AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}"
    r"|hf_[A-Za-z0-9]{20,}|gl(?:pat|rt|dt|ft|soat|ptt|imt|cbt)-[\w-]{16,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{30,}|dckr_pat_[\w-]{20,}|\d{8,10}:[\w-]{35}"
    r"|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*)|-----BEGIN [A-Z ]*PRIVATE KEY|\bAccountKey=[\w+/=]{20,}"
    r"|\bhooks\.slack\.com/services/\S+|\b[a-z][a-z0-9+.-]*://[^\s/:@]+:[^\s/@]+@"
)
"""Spellings that providers give their keys, and passwords inside of addresses."""

_NATIONAL_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_SOCIAL_SECURITY = re.compile(r"\b\d{3}-\d{2}-\d{4}\b")
_CARD = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")
_LONG_RUN = re.compile(r"[A-Za-z0-9+/_=-]{16,}")
_RANDOM_BITS = 3.3
"""Bits per character from which on a mixed run of letters and digits is taken for a key."""


def is_secret(text: str) -> bool:
    """Whether the text shows a credential or an account number."""
    if any(pattern.search(text) for pattern in (_WORDING, _PIN, _IDENTITY, _KNOWN_TOKEN)):
        return True
    if _SOCIAL_SECURITY.search(text) or _NATIONAL_INSURANCE.search(text):
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
