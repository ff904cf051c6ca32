"""Days, months and small numbers in English words: as lists, and as what a pattern may find."""

from __future__ import annotations

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""From one on."""

DAY, MONTH, NUMBER = "|".join(DAYS), "|".join(MONTHS), "|".join(NUMBERS)
