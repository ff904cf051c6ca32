"""Who or what a sentence is about, told by its first words. Patterns only."""

from __future__ import annotations

import re

from assistant.memory.calendar_words import DAY, MONTH

WORLD_SUBJECT = re.compile(
    r"^(?:the|a|an|this|that|these|those|some|most|all|many|every|each|both|no|people|there|it)\s+(?:\w+\s+){0,2}?"
    r"(?:answer|question|problem|function|output|input|result|text|article|passage|paragraph|story|movie|film"
    r"|book|novel|song|sentence|word|poem|weather|"
    r"earth|sun|moon|sky|world|universe|point|thing|rest|idea"
    r"|reason|quote|author|essay|"
    r"capital|president|king|queen|country|city|population|theory|formula|equation|law|value|variable|list|table"
    r"|code (?:below|above)|script|"
    r"program|error|example|above|below|user|customer|company|team won|game|match|war|battle|empire"
    r"|government|language|animal|"
    r"river|mountain|ocean|planet|atom|cell|process|speed|temperature|definition|meaning|difference|weather"
    r"|economy|internet|ai|model|way|more)\b"
    r"|^(?:the|this|that|these|those)\s+(?:first|second|third|last|next|following|best|worst|same|other)\b",
    re.IGNORECASE,
)
"""Subjects of sentences about the world or the task, not about the user's life."""

HOUSEHOLD = re.compile(
    r"\b(?:wi-?fi|password|passcode|key|keys|alarm|gate|garage|door|doorbell|code|pin|combination|safe|locker"
    r"|shed|attic|cellar|basement|car|van|bike|boat|"
    r"doctor|dentist|vet|plumber|electrician|landlord|landlady|cleaner|babysitter|nanny|neighbou?rs?|school"
    r"|nursery|daycare|kindergarten|"
    r"bins?|rubbish|trash|recycling|boiler|thermostat|heating|fuse ?box|stopcock|water|gas|meter|dishwasher"
    r"|washing machine|washer|dryer|oven|fridge|freezer|"
    r"printer|router|spare|dog|cat|puppy|kitten|parrot|hamster|rabbit|tortoise|goldfish|baby|kids?|children"
    r"|twins|boys|girls|house|home|flat|apartment|"
    r"cabin|cottage|allotment|garden|office|desk|kitchen|bathroom|bedroom|appointment|flight|train|bus|ferry"
    r"|hotel|party|wedding|funeral|meeting|"
    r"standup|stand-up|deadline|exam|interview|rent|mortgage|insurance|passports?|bank|lease|subscription"
    r"|membership|licen[cs]e|plates?|number plate|"
    r"medication|pills?|prescription|glasses|tools?|toolbox|ladder|charger|remote|suitcase|first[- ]aid"
    r"|emergency|contact|booking|reservation|ticket|tickets|parcel|"
    r"server|laptop|phone|project|launch|retro|sprint|rehearsal|practice|choir|band|gym|pool|piano|lesson"
    r"|lessons|class|club|reunion|trip|holiday|"
    r"vacation|conference|christening|recital|concert|tournament|warranty|budget|invoice|dose|nurse|midwife"
    r"|surgery|pharmacy|mechanic|hairdresser|barber|"
    r"gardener|accountant|lawyer|tutor|coach|trainer|boss|manager|intern|client|bakery|fence|roof|lawn|lawnmower"
    r"|barbecue|hose|sofa|couch|mattress)\b",
    re.IGNORECASE,
)
"""Definite things of everyday life: "the boiler", "the spare key"."""

KIN = (
    r"(?:grand(?:ma|pa|mother|father|dad|mum|mom)|gran(?:ny)?|nana|mum(?:my)?|mom(?:my)?|mama|dad(?:dy)?|papa"
    r"|auntie|aunt|uncle|sis|bro|hubby)"
)
PERSON_VERB = (
    r"(?:lives?|works?|likes?|loves?|hates?|prefers?|moved|is (?:afraid|scared|deaf|blind|diabetic"
    r"|allergic|married|engaged|pregnant|vegan"
    r"|vegetarian|retired|my|our|turning|\d{1,3}(?= years|[.!]|$))|"
    r"turns \d+|turned \d+|can't (?:eat|stand)|doesn't (?:eat|drink|like)|goes to|drives|studies|plays|speaks"
    r"|collects|owns|calls (?:me|us)|"
    r"takes? (?:sugar|milk|the|her|his)|gets? (?:home|up|back)|is coming|comes|arrives|is visiting|visits"
    r"|graduates?|starts|retires?|"
    r"sleeps|eats|weighs|wears|has (?:a|an|two|three|four|his|her)|was diagnosed|is on|picks)"
)
NAMED_SUBJECT = re.compile(
    rf"^(?!(?:He|She|It|They|This|That|These|Those|There|You|What|Who)\b)(?:{KIN}\b|(?:dr|mr|mrs|ms|prof|aunt"
    rf"|uncle)\.? [A-Z]\w+|[A-Z][a-zà-ÿ'-]+(?: [A-Z][a-zà-ÿ-]+)?)(?:"
    rf"'s? (?:\w+ ){{0,2}}(?:birthday|phone|number|address|name|nickname|favou?rite|email|allerg\w+|anniversary"
    rf"|school|teacher|job|office|car|wedding|"
    rf"husband|wife|partner|son|daughter|dog|cat|room|bed|bike|locker|size|shoe size|flight|train|plane|class"
    rf"|lesson|appointment|doctor|"
    rf"medication|surgery|party|exam|key|code|desk|house|flat|baby|middle name|surname|mother|father|mum|mom|dad"
    rf"|sister|brother)\b|\s+(?:and \w+ )?{PERSON_VERB}\b"
    rf"|\s+(?:from )?(?:next door|opposite|upstairs|downstairs|across the (?:road|street))\s+\w+)",
)
KIN_SUBJECT = re.compile(rf"^{KIN}\b(?!,| you\b|'s the word)", re.IGNORECASE)

GIVEN_NAME = re.compile(r"^(?:the|a) .*\b(?:is|are|was) (?:now )?(?:called|named|nicknamed)\s+\S", re.IGNORECASE)
"""The ... is called ...: a name given to a thing."""

THING_AT_HOME = re.compile(
    r"there(?:'s| is| are) (?:an?|the|some|one|two) (?:\w+ ){0,2}(?:keys?|torch|ladder|toolbox|fuse ?box"
    r"|first[- ]aid (?:kit|box)|stopcock|fire extinguisher|suitcase|charger|medicine|insulin|epipen|pills)\b"
    r"(?: (?!difference|point|idea)\w+){0,2} (?:in|on|under|behind|by|at|above|below|beside|next to|inside) ",
    re.IGNORECASE,
)
"""There's a spare key under the flowerpot."""

_HOLIDAY = (
    r"(?:christmas|easter|thanksgiving|halloween|ramadan|eid|diwali|passover|hanukkah|new year|independence|valentine)"
)
_WHEN = (
    rf"(?:(?:{DAY})s?\b|\d{{1,2}}(?::\d\d| ?[ap]m)\b|(?:{MONTH}) \d"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?|\w+ of) (?:of )?(?:{MONTH})\b)"
)
SCHEDULED = re.compile(
    rf"(?!.*\b{_HOLIDAY})(?!(?:you|your|that|this|it|what|an?)\b)(?:[\w'.-]+ ){{1,6}}?(?:is|are|starts?|begins?"
    rf"|expires?|ends?|comes?|is held|are held|is due|is booked|meets?)\b(?=.*\b{_WHEN})",
    re.IGNORECASE,
)
"""Something that takes place on a day of the week, at a time of day or on a date."""
