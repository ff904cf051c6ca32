"""How statements are meant: orders that hold for good, hearsay about strangers, jokes, troubles of the moment.

Patterns only, beside those of `phrasing`.
"""

from __future__ import annotations

import re

_DO = (
    r"(?:please |just |also |kindly |do )*(?:don'?t|never(?! mind)|always|keep|use|give|answer|reply|respond|write"
    r"|speak|talk|explain|be|avoid|skip|stop|make|address|show|tell|remind|put|format|stick|assume|quote|cite"
    r"|translate"
    r"|limit|leave|start|end|begin|convert|spell|ask|call)\b"
)
_FROM_NOW_ON = (
    r"(?:from now on|from here on|in (?:the )?future|going forward|by default|whenever you \w+(?: \w+){0,4}?"
    r"|when you (?:write|answer|reply|respond|talk|speak|explain|give|translate|quote|send|suggest)\b(?: \w+){0,5}?)"
)
STANDING = re.compile(
    rf"(?:please )?{_FROM_NOW_ON},? (?:please )?(?:{_DO}|I(?:'d| would)? (?:want|like|prefer)\b)"
    rf"|{_DO}(?=.*(?:\balways\b|\bnever\b(?! mind)|\b{_FROM_NOW_ON}\b|\bevery time\b|\beach time\b"
    r"|\byour (?:answers|replies|responses|messages|explanations)\b))"
    r"|(?:please )?(?:always|never(?! mind)) (?:give|answer|reply|respond|write|speak|talk|explain|use|show"
    r"|call|address"
    r"|translate|tell|remind|ask|put|format|quote|cite|convert|spell)\b",
    re.IGNORECASE,
)
"""An order to the assistant that holds from now on, not only for this answer."""

STRANGER = re.compile(
    r"(?:there (?:is|was)|there's|I (?:met|saw|know|knew)|apparently)?\s*(?:an?|some|this|that|one|another|the)"
    r" (?:\w+ ){0,2}?(?:guy|man|woman|person|lady|stranger|kid|dude|girl|boy|bloke|chap|streamer|youtuber|influencer"
    r"|celebrity|politician|actor|actress|singer|narrator|protagonist|character|passenger|tourist|customer|caller)\b"
    r"(?! (?:called|named) .*\b(?:my|our|me|us)\b)"
    r"(?!.*\b(?:(?:is|was|of|in) (?:my|our))\b)|some(?:one|body) \b(?!.*\b(?:my|our|me|us)\b)",
    re.IGNORECASE,
)
"""About somebody whom the user has only come across."""

HEARSAY = re.compile(
    r"(?=.*\b(?:apparently|allegedly|supposedly|reportedly|rumou?r has it|they say|people say|I (?:read"
    r"|heard) that)\b)"
    r"(?!.*\b(?:I(?!'?\s*(?:read|heard))|we|I'm|I've|we're)\b)(?!apparently,? (?:my|our) \w+ (?:is|are|has|needs)\b)",
    re.IGNORECASE,
)
ABOUT_USER = re.compile(
    r"\b(?:your|the|this) users?\b(?:'s)?(?! (?:manual|guide|interface|group|story|stories)\b)", re.IGNORECASE
)
"""Spoken to an assistant about its user: not how users speak of themselves."""

JOKE = re.compile(
    r"^I(?:'m| am) (?:\w+ )?(?:dying (?:of|to|for|from) (?:laugh\w*|boredom|curiosity|hunger|thirst"
    r"|embarrassment|shame"
    r"|heat|cold|know|see|hear|a)|starving|freezing|melting|literally|basically (?:an?|the)\b|dead (?:inside|tired))"
    r"|\b(?:just (?:kidding|joking)|only joking|jk)\b|^I(?:'ve| have) (?:told|said|asked)\b.*\b(?:times"
    r"|thousand|million)\b"
    r"|\ba (?:million|thousand|billion|gazillion) (?:things|times|ideas|questions|problems)\b",
    re.IGNORECASE,
)
OPINION_OF_YOU = re.compile(
    r"^(?:I|we) (?:really |still |do |also )*(?:think|thought|guess|believe|suppose|feel|hope|bet|wish|know|see"
    r"|doubt)"
    r" (?:that )?(?:you|you're|your|that|that's|this|it|it's|so|not)\b",
    re.IGNORECASE,
)
PASSING = re.compile(
    r"^(?:I|we)(?:'m|'re| am| are) (?:just |now |currently |also |already )*(?:planning|organi[sz]ing|preparing"
    r"|cooking|baking"
    r"|packing|shopping|making|choosing|picking|decorating|cleaning|brainstorming|drafting)\b"
    r"|^my (?:poor )?(?:back|head|neck|feet|foot|eyes?|legs?|knees?|stomach|throat|arms?|shoulders?|tooth|teeth"
    r"|brain|hands?)"
    r" (?:\w+ )?(?:hurts?|aches?|is killing|are killing|is sore|are sore|is itchy)\b"
    r"|^we can (?:all |really |always |definitely )?(?:do|get|make|tackle|help|achieve|beat|win|be)\b"
    r"|^I(?:'m| am) (?:so |really |super |just |truly )?(?:pumped|stoked|psyched|determined|blessed|motivated|inspired"
    r"|touched|humbled|all ears|rooting|here (?:for you|if you|to help))\b|\b(?:got|have) your back\b"
    r"|^(?:I|we) (?:won't|will never|'ll never) (?:give up|quit|let|stop|back down)\b",
    re.IGNORECASE,
)
"""What is being done or felt this hour: kept only with a date, a number or a name in it."""
OF_LATE = re.compile(r"^(?:these days|nowadays|currently|lately|recently),? ", re.IGNORECASE)
LASTING = re.compile(
    r"^(?:I|we) (?:now |currently |also |still )*"
    r"(?:keep (?!\w+ing\b)|grow |breed |raise |own |rent |live |teach |study |coach )"
    r"(?!.*\b(?:today|tonight|this|last|ago|all day|so far|just now)\b)",
    re.IGNORECASE,
)
"""What holds for a season, though it is said to be so "at the moment"."""

_MISSPELLED = {
    "im": "I'm", "ive": "I've", "dont": "don't", "doesnt": "doesn't", "didnt": "didn't",
    "cant": "can't", "wont": "won't", "isnt": "isn't", "arent": "aren't", "wasnt": "wasn't", "havent": "haven't",
    "hasnt": "hasn't", "shes": "she's", "hes": "he's", "theyre": "they're", "weve": "we've",
    "thats": "that's", "whats": "what's", "teh": "the", "hte": "the", "wrok": "work", "wroks": "works", "adn": "and",
    "favorit": "favorite", "favourit": "favourite", "fav": "favourite", "fave": "favourite", "alergic": "allergic",
    "allergik": "allergic", "rly": "really", "u": "you", "ur": "your", "yrs": "years", "bday": "birthday",
    "tmrw": "tomorrow", "prefered": "preferred", "prefur": "prefer", "freind": "friend", "doughter": "daughter",
    "dauther": "daughter", "sisiter": "sister", "wierd": "weird", "pls": "please", "plz": "please",
    "nmae": "name", "naem": "name", "becuase": "because", "cuz": "because", "alot": "a lot",
    "livin": "living", "workin": "working", "wanna": "want to", "gf": "girlfriend", "bf": "boyfriend",
}  # fmt: skip
_WORD = re.compile(r"(?<![\w'])[a-z]+(?![\w'])", re.IGNORECASE)


def spelled(text: str) -> str:
    """The text as it would read without common misspellings; for judging, never for keeping."""
    return _WORD.sub(lambda match: _MISSPELLED.get(match.group().lower(), match.group()), text)
