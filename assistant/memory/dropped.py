"""Subjects that people leave out when they chat: "Been driving buses for years", "Daughter starts school on Monday".

Put back for judging, never for keeping.
"""

from __future__ import annotations

import re

from assistant.memory import phrasing as say

_LATELY = r"(?:just|finally|already|recently|only just|also|still|actually)"
_PAST = (
    r"(?:got|had|bought|sold|moved|started|joined|signed up|booked|paid|went|took up|took (?:on|over|out)|adopted"
    r"|passed|switched|met|lost|broke|grew up|turned|became|changed|ordered|picked up|gave up|gave away|gave my"
    r"|learn(?:ed|t)|enrolled|applied|retired|inherited|qualified|graduated|worked|lived|promised|planted"
    r"|used to (?:be an?|work|live|play|teach|run|own|have)|swapped|traded|rented|came (?:off|back|home|out)|won"
    r"|left my)\b(?!')(?! (?:it|that|this|lost|stuck)\b)"
)
_PUT = r"(?:put|quit|cut|set|hit)\b"
_DOING = (
    r"(?:working|learning(?! (?:how|what|why|about))|training|saving|moving|flying|getting (?:married|an? )|starting"
    r"|studying|teaching|expecting|living|renting|turning \d+|seeing (?:the|my|a|dr)|visiting (?:my|the)"
    r"|taking (?:the|up|my)|driving (?:to|a|the|my)|building (?:a|my)|growing|knitting|restoring|engaged to|married to"
    r"|off to|due (?:to|in|on|back)|born (?:in|on)|booked (?:in|on|for))\b"
)
_CONDITION = (
    r"(?:allergic to|(?:lactose|gluten)[- ]intolerant|intolerant to|vegetarian|vegan|coeliac|diabetic|dyslexic|widowed"
    r"|divorced|left-handed|colou?r-?blind|sober (?:since|for|\w+ (?:months?|years?))|saving (?:up )?for"
    r"|putting money aside)\b"
)
_KIN = (
    r"(?:(?:elder|older|younger|little|big|eldest|oldest|youngest|middle|step|half|ex|grand|great)[- ]?)*"
    r"(?:wife|husband|hubby|daughter|son|sister|brother|girlfriend|boyfriend|partner|fianc[ée]e?|flatmate|housemate"
    r"|roommate|landlord|landlady|neighbou?r|niece|nephew|cousin|mother|father|boss|twins|kids|parents)(?:-in-law)?"
)
_DOES = (
    r"(?:is|are|was|were|has|have|had|will|can't|can|won't|doesn't|don't|isn't|just|now|only|always|never|still|used to"
    r"|works?|lives?|likes?|loves?|hates?|starts?|turns|turned|moved|moves|plays|teaches|drives?|studies|goes|wants"
    r"|takes?|gets?|got|comes?|came|runs?|owns|keeps|made|gave|bought|sold|left|calls|called|needs|finishes|graduates)\b"
)
_NOT_ASKED = r"(?!.*\?\s*$)"
_NO_SUBJECT = (
    r"(?!\w+(?: \w+){0,3} (?:is|are|was|were|can|makes?|takes?|helps?|means|requires?|has|have|should|uses?)\b)"
)
_PERFECT = re.compile(
    rf"{_NOT_ASKED}(?:{_LATELY} )?been (?!there|done|a while|wondering|thinking|trying|great|fun|nice|good)(?=\w)",
    re.IGNORECASE,
)
_PLAIN_PAST = re.compile(
    rf"{_NOT_ASKED}{_NO_SUBJECT}(?:{_LATELY} (?:{_PUT}|{_PAST}|\w{{3,}}ed\b)|{_PAST})", re.IGNORECASE
)
_PROGRESSIVE = re.compile(rf"{_NOT_ASKED}{_NO_SUBJECT}(?:(?:{_LATELY}|currently|now) )?{_DOING}", re.IGNORECASE)
_STATE = re.compile(rf"{_NOT_ASKED}{_NO_SUBJECT}(?:{_LATELY} )?{_CONDITION}", re.IGNORECASE)
_REFUSAL = re.compile(
    r"(?:can't|cannot|don't|never) (?:stand|eat|drink) (?!it\b|that\b|this\b|you\b|me\b|too\b|and\b)", re.IGNORECASE
)
_RELATIVE = re.compile(
    rf"{_NOT_ASKED}(?:(?:wife|husband|daughter|girlfriend|boyfriend) [A-Z]\w+"
    rf"|{_KIN}(?: (?:number|no\.?) \w+)?(?:, [A-Z]\w+,|, \d+,)?)(?:'s \w+|s' \w+| {_DOES})"
)
_TASK = re.compile(
    r"\b(?:code|functions?|files?|scripts?|branch|loops?|query|programs?|tests?|arrays?|prompt|chat)\b", re.IGNORECASE
)


def completed(text: str) -> str:
    """The text with "I", "I'm", "I've" or "my" before it where that was left out, else as it is."""
    relative = _RELATIVE.match(text[:1].lower() + text[1:])
    if relative:
        return _begun("My", text)
    for pattern, subject in ((_STATE, "I'm"), (_REFUSAL, "I")):
        if pattern.match(text):
            return _begun(subject, text)
    if _TASK.search(text):
        return text
    # Without a name, a number, a day or "my", orders and talk about a task look the same.
    if not (say.SPECIFIC.search(text) or say.PROPER.search(text) or say.PERSONAL.search(text)):
        return text
    for pattern, subject in ((_PERFECT, "I've"), (_PLAIN_PAST, "I"), (_PROGRESSIVE, "I'm")):
        if pattern.match(text):
            return _begun(subject, text)
    return text


def _begun(subject: str, text: str) -> str:
    return f"{subject} {text[:1].lower()}{text[1:]}"
