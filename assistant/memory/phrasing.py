"""How English sentences of a chat look from the outside: asked, ordered, felt, supposed, or stated. Patterns only."""

from __future__ import annotations

import re

from assistant.memory.calendar_words import DAY, MONTH, NUMBER


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE)


PERSONAL = re.compile(r"\b(?:I|my|mine|our|ours|we|me|us|myself|ourselves)\b(?!\.\w)", re.IGNORECASE)
"""First person anywhere."""

LEAD_IN = re.compile(
    r"(?:(?:hi|hello|hey|hiya|good (?:morning|evening|afternoon)|oh|ah|well|so|ok(?:ay)?|anyway|also|and|but"
    r"|plus|thanks|"
    r"thank you|yes|yeah|yep|sure|right|great|cool|lol|haha|fyi|by the way|btw|just so you know"
    r"|for (?:your information|the "
    r"record|reference|future reference|context)|in case (?:it helps|you need it|you wonder)|as (?:I said"
    r"|you know)|"
    r"quick note|note|fun fact|funny story|(?:not related|unrelated|off[- ]topic)(?:,? but)?|one more thing"
    r"|another thing|update"
    r"|news|good news|bad news|reminder|important|"
    r"a little about me|about me|background)(?: there| again| everyone| assistant)?\s*[,:!.-]+\s*"
    r"|(?!\w+ (?:said|says|told|asked)|(?:we|I|my|our|they)\b)[A-Za-z]+(?: [A-Za-z]+){0,2}:\s+(?=(?:my|our|we|I|I'm)\b)"
    r"|(?:(?:and|but|so|oh|ah|hmm+|um+|uh|er|wow|also|ok|okay|well|hey|hi|yeah|btw|anyway|because|since|given that"
    r"|as)\s+)+"
    r"(?=(?:my|our|we|the)\b|I\b|I'))+",
    re.IGNORECASE,
)
"""Greetings and connectives before the statement itself."""

REMEMBER = re.compile(
    r"(?:please\s+|can you\s+|could you\s+|I(?:'d| would) like you to\s+|I want you to\s+|you should\s+|do\s+)*"
    r"(?:(?:remember|note(?: down)?|keep in mind|bear in mind|don'?t forget|do not forget|never forget|make a note|"
    r"take note|memori[sz]e|write down|jot down|save|store|know|you should know|I should mention"
    r"|I (?:also )?wanted? (?:you )?to "
    r"(?:know|mention|tell you|say)|let me tell you|let me mention|I must tell you|I have to tell you|I(?:'ll"
    r"| will) tell you|"
    r"did I mention|for the record|note to self|reminder to self)"
    r"(?:\s+(?:this|it|somewhere))*(?:\s*[:,-]\s*|\s+(?:that|also|somewhere that)\b\s*[:,]?\s*|\s+(?=(?:my|our"
    r"|the)\b|I\b|we\b)))",
    re.IGNORECASE,
)
"""The user says outright that this is to be kept."""

ASIDE = re.compile(
    r"(?:(?:did|have) I (?:ever |already )?mention(?:ed)?|did you know)(?: to you)?,? that\s+"
    r"(?=(?:I|my|our|we|the)\b.*\?$)",
    re.IGNORECASE,
)
"""A statement that only looks like a question."""

QUESTION = _pattern(
    r"(?!what (?:I|we) (?:\w+ ){1,4}?(?:is|are)\b(?!.*\?))"
    r"(?:so |and |but |then |well |ok )*(?:(?:in|at|on|for|to|by|from|of|with|until) )?(?:what|which|who|whose"
    r"|whom|why|how|where)(?:s|'s)?\b(?!ever)",
    r"when (?:is|are|was|were|do|does|did|will|can|should|would|has|have)\b",
    r"(?:do|does|did|is|are|was|were|can|could|would|should|shall|have|has|had|am|isn't|aren't|don't|doesn't|"
    r"didn't|won't|can't|couldn't|wouldn't|shouldn't|haven't)\s+(?:I|you|we|they|he|she|it|this|that|"
    r"these|those|there|my|your|our|his|her|the|a|an|any|some|someone|people)\b",
    r"(?:will|may|might|must)\s+(?:I|you|we|they|he|she|it|there|my|your|our)\b",
    r"any (?:idea|chance|tips|advice|suggestions|thoughts)\b",
)

REQUEST = _pattern(
    r"please\b",
    r"(?:can|could|would|will) you\b",
    r"(?:let's|lets|let)\b",
    r"quit (?:it|that|\w+ing)\b",
    r"(?:now |then |first |also |just |kindly |quickly |maybe )*(?:write|tell|give|show|explain|translate"
    r"|summari[sz]e|list|"
    r"make|create|help|draft|find|suggest|recommend|describe|compare|generate|fix|convert|calculate|compute"
    r"|solve|imagine|"
    r"pretend|act|continue|try|stop|rewrite|rephrase|define|name|think|answer|ignore|forget|play|read|check|look"
    r"|search|sing|"
    r"use|book|set|remind|repeat|add|remove|delete|change|edit|correct|proofread|improve|shorten|expand|turn|say"
    r"|speak|talk|"
    r"reply|respond|compose|design|plan|outline|brainstorm|come up|pick|choose|choose|guess|wait|go|go ahead"
    r"|open|close|run|"
    r"send|order|buy|schedule|cancel|start|finish|keep|be|do|don't|do not|never|consider|assume|suppose|review"
    r"|analy[sz]e|"
    r"count|sort|rank|rate|teach|quiz|test|ask|roleplay|role-play|simulate|tell|walk|break|bring|provide|share"
    r"|complete|fill|"
    r"format|extract|identify|classify|evaluate|prepare|build|implement|code|debug|refactor|optimi[sz]e|simplify"
    r"|clarify|"
    r"elaborate|proceed|print|output|return|sum|remember|note|call|imagine|invent|save|store|put|take|see|listen"
    r"|hold|pass|"
    r"thank|cook|recite|spell|decide|discuss|argue|follow|get|include|limit|mention|update|replace|swap|match"
    r"|focus|"
    r"stick|pay|picture|visualize|google|browse|show|cheer|wish|good|nice)\b(?!'s\b)(?!\s+(?:is|are|was|were"
    r"|works|lives|has|likes)\b)"
    r"(?!\s+(?:club|meeting|practice|group|class|evening|night|day|camp|shop|school|lessons?)"
    r"\s+(?:is|are|was|were|starts?|begins?|meets?|moved|ends?)\b)",
)

CALL_ME = re.compile(
    r"(?:please\s+|just\s+|you (?:can|may|should)\s+)*(?:call|address|refer to) me\s+(?:as\s+)?(?!back\b|later\b"
    r"|when\b|at \d)[\w'-]+",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"(?:never|no|not any|hold the|skip the) (?!mind\b|need\b|problem\b|idea\b|way\b|worries\b|\w+ing\b)"
    r"[\w' -]{2,30}?,? (?:please,? )?(?:(?:it|they|that) (?:\w+ ){1,3}?(?:me|my)\b"
    r"|(?:because|since|as) (?:I|I'm|my|it|they)\b)",
    re.IGNORECASE,
)
"""Never wool, it gives me a rash: an order, and what is so of the user."""
REACH_ME = re.compile(
    r"you (?:can|may|could|should) (?:reach|call|contact|find|text|email|phone|ring) (?:me|us|my"
    r"|our)\b",
    re.IGNORECASE,
)

SUPPOSED = _pattern(
    r"\bif\b.*\b(?:would|could|might|'d)\b",
    r"\b(?:would|could|might|'d)\b.*\bif\b",
    r"^(?:if (?:I|we|my|our|you)\b(?!.*\b(?:always|never|usually|press|turn|call|use|take|enter|get|have to"
    r"|need to|must)\b))",
    r"\bI wish\b|\bif only\b|\bwhat if\b|\bsuppose\b|\bhypothetical|\bimagine\b|\bpretend|\blet'?s say\b|\bas if\b",
    r"\bin (?:the|this|my|our|that|a) (?:story|novel|game|book|poem|dream|scenario|example|scene|movie|script"
    r"|tale|chapter|roleplay)\b",
    r"\bmy (?:character|protagonist|hero|villain|avatar)\b|\bwould be (?:nice|great|cool|lovely|fun|better|good)\b",
    r"\bI(?:'d| would| could| might|'d have| would have| should)\b"
    r"(?! rather (?:have|get|see|hear|read|you)\b| always| never)",
    r"\b(?:we should|we could|we might)\b",
    r"\b(?:maybe|perhaps|probably|possibly)\b",
)

FICTION = re.compile(
    r"\b(?:write|tell|make up|compose|create|invent|continue|start|draft|let's (?:do|play|write)|generate)\b.{0,40}"
    r"\b(?:story|stories|tale|poem|song|lyrics|fiction|script|dialogue|scene|role-?play|novel|fable|limerick"
    r"|monologue|"
    r"screenplay|joke|fairy)\b|\b(?:role-?play|pretend|imagine|act as|you are (?:now )?an?|play the (?:role"
    r"|part))\b",
    re.IGNORECASE,
)
"""From here on a message may be making things up."""

ABOUT_ASSISTANT = _pattern(
    r"^(?:you|your|you'(?:re|ve|ll|d)|u)\b(?!(?: won't|'ll never| will never) (?:catch|see|find|get) (?:me|us)\b)",
    r"^(?:I|we) (?:\w+ )?(?:asked|told|want(?:ed)?|need(?:ed)?|expect(?:ed)?|thank|appreciate|meant|love|like"
    r"|hate|trust|prefer) (?:you|your|u)\b",
    r"\b(?:chatbot|language model|as an ai|your (?:answer|reply|response|last|suggestion|explanation|code|help"
    r"|advice|previous))\b",
    r"^my (?:question|point|request|last (?:message|question)|prompt|bad|mistake|apologies|pleasure|goodness|god"
    r"|guess|query|answer|input|"
    r"instructions?|thanks|function|script|query|loop|regex|compiler|program|class method|unit tests?|test suite"
    r"|variable)\b",
    r":$",
)

MOOD = _pattern(
    r"^(?:I|we)(?:'m|'re| am| are| was| were| feel| felt| got| get)\s+(?:(?:so|very|really|a bit|a little|just"
    r"|feeling|pretty|quite|"
    r"too|all|doing|kind of|still|also|not|now|only|super|absolutely|totally|completely|rather|getting|much|more"
    r"|always so) )*"
    r"(?:fine|good|ok|okay|great|well|tired|happy|sad|bored|hungry|thirsty|angry|upset|excited|sorry|glad"
    r"|curious|confused|lost|"
    r"stuck|back|here|ready|done|sure|afraid|worried|stressed|sick|ill|sleepy|exhausted|cold|hot|busy|free|late"
    r"|early|home|alright|"
    r"kidding|joking|serious|right|wrong|impressed|amazed|surprised|grateful|thankful|lonely|nervous|anxious"
    r"|frustrated|annoyed|"
    r"better|welcome|interested|wondering|aware|unsure|certain|disappointed|pleased|proud|shocked|thrilled"
    r"|delighted|honou?red|looking forward|gonna|hopeful|relaxed|fed up|in a hurry|"
    r"in the mood|in a good mood|in a bad mood|overwhelmed|listening|waiting|asking|leaving|sad|down|awake"
    r"|kind of|it|that|this|there)\b"
    r"(?:(?!\b(?:because|since|and (?:I|my)|of|at|in|to \w+ing)\b).)*$",
    r"^(?:I|we)(?:\s+\w+ly)?\s+(?:think so|guess|hope|suppose|see|understand|agree|disagree|doubt|wonder|bet"
    r"|swear(?! (?:my|our)\b)|know|mean|"
    r"understood|apologi[sz]e|appreciate)\b(?!.*\b(?:how to (?:play|speak|cook|drive|sail|ski|swim))\b)",
    r"^(?:I|we) (?:do not|don't|didn't|did not|can't|cannot|couldn't) (?:\w+ )?(?:understand|know|think|get|see"
    r"|believe|care|mind|agree|"
    r"remember|recall|mean|want (?:to|you|that|this)|need (?:to|you|that|this|it))\b",
    r"^(?:I|we) (?:really |just |also |still )*(?:have|had|got|have got|'ve got) (?:a|an|another|one|some|no|two"
    r"|more|the same) (?:\w+ )?(?:question|questions|"
    r"idea|ideas|problem|request|doubt|point|feeling|clue|favou?r|issue|task|headache|cold|minute|moment)\b",
    r"^(?:I|we) (?:really |just |also |still |will |now )*(?:need|want|would like|am going to need"
    r"|require)(?:ed)? (?!to .*\b(?:by|before) (?:the |next |this )?\w+[.!]*$)(?:to|you|your|some|help|a hand|an? "
    r"(?:\w+ )?(?:recipe|poem|list|idea|joke|story|essay|summary|name for|title|answer|example|explanation"
    r"|advice|suggestion|"
    r"break|drink|coffee|nap|rest|plan))\b",
    r"^(?:I|we)(?:'m|'re| am| are| was| were) (?:just |only |also |currently |still |now )*(?:looking for"
    r"|trying(?! to (?:scrape together|put (?:\w+ )*aside|save (?:up|money|for|\W?\d+)|raise \W?\d+|pay off"
    r"|quit \w+ing|give up|cut (?:down|back)|stop \w+ing|lose (?:weight|\w+ (?:kilos?|pounds?|stone)|\d+)"
    r"|get (?:fit|pregnant)|learn (?!how\b|about\b|to\b|more\b|what\b|why\b|th(?:at|is)\b|it\b)|sell my"
    r"|get back into)\b)"
    r"|asking|wondering|thinking|"
    r"talking about|looking to|hoping|having (?:trouble|problems|issues|a (?:bad|good|great|rough))"
    r"|planning to ask|going to (?:bed|sleep|try|think|check|"
    r"ask|need|go|do|make|have|eat|take a)|about to|interested in (?:your|hearing)|afraid that|sorry|referring"
    r"|writing to|struggling|"
    r"feeling|reading (?:this|your|about)|debugging|getting (?:an? )?(?:error|hungry|tired))\b",
    r"^(?:I|we) (?:really |just |absolutely |totally |also |do )*(?:love|like|hate|liked|loved|enjoyed|hated"
    r"|enjoy|prefer) (?:it|that|this|these|those|"
    r"them|you|your|the (?:idea|answer|first|second|third|last|sound|way|way you|poem|story|one)|how|when you)\b",
    r"^(?:I|we) (?:really |just |also |still |will |now )*(?:need|want|wanna|gotta|require|wish to"
    r"|have (?:got )?to know)\b(?!.*\b(?:every|each|daily|"
    r"twice|weekly|glasses|insulin|at least|always|(?:by|before) (?:the |next |this )?\w+)\b)",
    r"^(?:I|we)(?:'m|'re| am| are) (?:\w+ )?(?:out of|wanting|needing|finished with|done with)\b",
    r"^(?:I|we)(?:'ll| will) (?:be (?:back|right|fine|there)|try|think|let|check|see|do|get back|have to|go"
    r"|take a|keep that|give|ask|"
    r"use|read|look)\b",
    r"^(?:I|we)(?:'ve| have)? (?:just )?(?:got it|see|tried (?:that|it|this|your)|never mind|noticed"
    r"|read (?:your|that|this)|heard that|was wondering|"
    r"wanted to ask|found (?:that|this|it|your))\b",
    r"^(?:there|here)(?:'s|'re|'ll)?\b(?!.*\b(?:my|our|us)\b)",
    r"^(?!it(?:'s| is| was) (?:\S+ ){1,6}?(?:that|where|who) (?:I|we|my|our) (?!said|meant|asked|want))"
    r"(?:that|this|it|these(?! days\b)|those|such)(?:'s|'re|'ll)?\b(?!.*\b(?:my|our)\b.*(?:\d|day\b|month\b|year\b"
    r"|(?-i:\b[A-Z]\w)))",
    r"\bcan't wait\b|\bmeans a lot\b|\bappreciate (?:it|that|you)\b",
    r"^(?:me|us|mine|myself|same here|not me|me neither|me too|oh my|my,? my|all mine)\b[^a-z]*(?:too|neither"
    r"|either)?[.!]*$",
    r"^(?:sounds|looks|seems|feels|works|makes|fits|suits)\b",
    r"^(?:I|we)(?:'ve| have)? (?:just |totally |completely )*(?:forgot|forgotten|missed (?:that|it)|messed up)\b",
    rf"^(?:today|tonight|now) (?:is|was) (?:a )?(?:\w+ )?(?:day|good|bad|great|nice|cold|hot|{DAY})\b",
    r"\b(?:\w*error|\w*exception|traceback|stack ?trace|bug|doesn't (?:compile|work|run|load)|isn't working"
    r"|not working|won't (?:compile|run|load|"
    r"open|start)|crash(?:es|ed|ing)?|syntax)\b",
)
"""Small talk, moods, needs of the moment, troubles with the task at hand."""

FLEETING = _pattern(
    r"\b(?:right now|at the moment|this (?:morning|afternoon|evening)|just now|for (?:lunch|dinner"
    r"|breakfast) (?:today|tonight)|tonight|"
    r"a (?:second|minute|moment) ago|earlier today|today|so far|all day|last night)\b",
    r"^(?:I|we)(?:'ve| have)? just (?!(?:got|adopted|bought|moved|started|married|became|had a|turned|changed"
    r"|switched|joined|quit|retired|"
    r"opened|signed|learned|learnt|passed|graduated)\b)",
    r"^(?:I|we)(?:'m|'re| am| are) (?:just |now |currently |still )*(?:going|heading|leaving|sitting|standing"
    r"|eating|drinking|cooking|watching|"
    r"listening|walking|driving|waiting|on (?:the|my) (?:bus|way|train)|in (?:the|a) (?:queue|line|car|meeting))\b",
)
"""True for an hour: kept only with a date, a number or a name in it."""

PROCEDURE = _pattern(
    r"^(?:when(?:ever)?|if|before|after|once|every time|each time)\b[^,]+,?\s+(?:I|we|you|press|turn|use|hold"
    r"|call|go|my|our|the)\b",
    r"^to \w+[^,]*, ?(?:\w+)|^to \w+ .*\b(?:you|we|I) (?:first|have to|must|need to|should|always|just|lift|press"
    r"|pull|push|turn|twist|hold|slide|flip|tap|kick|hit|type|enter|dial|unplug|open|close|put|use|give|jiggle|wiggle"
    r"|plug|fill|wait|run|switch|unscrew|lower|raise)\b",
    r"^(?:our|my|the) (?:\w+ )?(?:rule|procedure|routine|process|policy) (?:for|is|about|when)\b",
    r"\b(?:I|we) (?:always|usually|normally|first|never)\b.*\b(?:before|after|when|whenever|then|every|first)\b",
    r"\bthe (?:way|trick) (?:I|we|to)\b",
    r"^\w+ing\b.{3,60}\b(?:goes|works|is done) (?:like this|this way|so|as follows)\b.*\b(?:first|then|until|before)\b",
    r"^(?:press|turn|hold|push|pull|lift|twist|jiggle|unplug|flip|slide|dial|enter|type|knock|ring)\b.*\b(?:to"
    r"|before|when|until|then|twice)\b",
)
WORKS_A_DEVICE = re.compile(
    r"to (?:reset|restart|reboot|descale|bleed|drain|unlock|lock|unjam|start|stop|open|close|arm|disarm|prime|refill"
    r"|empty|light|charge|pair|defrost|calibrate|relight|silence|(?:turn|switch) (?:on|off)|turn|shut off) the\b",
    re.IGNORECASE,
)
"""How a thing at hand is worked, which no recipe out of a book begins with."""
PREFERENCE = _pattern(
    r"\b(?:like|likes|love|loves|hate|hates|prefer|prefers|enjoy|enjoys|adore|adores|dislike|dislikes|detest"
    r"|loathe|favou?rite|allergic|allergy|"
    r"intolerant|vegetarian|vegan"
    r"|rather (?:have|get|see|hear|read|you)|big fan|fan of|can't stand|fond of|keen on|crazy about|not into"
    r"|never eat|never drink)\b",
    r"\b(?:don't|do not|doesn't|does not) (?:eat|drink|like|want|enjoy|take (?:milk|sugar))\b",
    r"\b(?:I|we) (?:take|drink|have) (?:my|our) (?:coffee|tea|eggs?|steak)\b",
)
CORRECTION = _pattern(
    r"^(?:actually|no|nope|correction|sorry|wait|oops|scratch that|i misspoke|i was wrong)\b[,:.! -]",
    r"^(?:no,? )?(?:that's|that is|that was|it's|you're|you are|you got (?:that|it)|you have (?:that|it))"
    r" (?:all )?(?:wrong|incorrect|not (?:right|true|correct))\b",
    r"(?:,| and| but) not (?:in |on |at |to |the |a |an )?[\w':.-]+(?: [\w':.-]+)?[.!]*$",
    r"\b(?:not .+ any ?more|no longer|instead of|rather than|used to be|changed (?:to|from|my|our|the)|is now"
    r"|are now|now (?:is|lives|works|called))\b",
    r"\bnow[.!]*$",
)
CORRECTION_LEAD = re.compile(
    r"^(?:(?:actually|no|nope|correction|sorry|wait|oops|scratch that|i misspoke|i was wrong"
    r"|(?:no,? )?(?:that's|that is|that was|it's|you're|you are|you got (?:that|it)|you have (?:that|it))"
    r" (?:all )?(?:wrong|incorrect|not (?:right|true|correct)))\s*[,:;.!-]+\s*"
    r"|actually\s+|I (?:said|meant)(?: that)?,?\s+(?=(?:my|our|the|we|I)\b))+",
    re.IGNORECASE,
)

SPECIFIC = re.compile(
    rf"\d|\b(?:(?:{DAY})s?|{MONTH}|noon|midnight|half past|quarter (?:to|past)"
    rf"|(?:at|by|until|before|after) (?:{NUMBER})|tomorrow|next (?:week|month|year|spring|summer|autumn"
    r"|fall|winter)|last (?:week|month|year|spring|summer|autumn|fall|winter))\b",
    re.IGNORECASE,
)
PROPER = re.compile(r"(?<![.!?]\s)(?<!^)\b(?!I\b)[A-Z][\w'-]+")
TAIL_QUESTION = re.compile(
    r"[,;-]+\s*(?:(?:and|but|so|then|now)\s+)?(?:(?:can|could|would|will|do|does|did|is|are|should|have) (?:you"
    r"|we|I|it|there|that|he|she|they|u)\b|"
    r"what\b|how\b|where (?:can|could|should|do|is|are)\b|why\b|who (?:can|should)\b"
    r"|(?:which|who (?:is|are|was))\b(?=.*\?)|which (?:\w+ )?(?:should|can|do|does) (?:I|we|you)\b"
    r"|when (?:should|can|do|is|are|will)\b|please\b|any (?:idea|tips|advice|"
    r"suggestion)|tell me\b|give me\b|help me\b|suggest\b|recommend\b|isn'?t\b|right\?|remember\?|ok(?:ay)?\?"
    r"|you know\?)"
    r"|\s+(?:can|could|should) (?:you|I|we)\b|\s+(?:what|how|when|where) (?:can|do|does|should|will|is|are"
    r"|did) (?:you|I|we|they|the|my)\b(?=.*\w)"
    r"|\s+(?:and|but|so)\s+(?:(?:can|could|would|will|do|does|should) (?:you|we|I)\b|what (?:should|can|do|is"
    r"|are)\b|how (?:do|can|should|many|much)\b|(?:I|we)(?:'m| am| would|'d| need| want)"
    r" (?:like (?:to|you|a)|looking|wondering|help|you|to (?:know|ask)|a (?:recipe|list|plan|poem)))",
    re.IGNORECASE,
)
"""Where a statement ends and a question or request on the same breath begins."""

DECLARED = re.compile(
    r"(?:I|my|mine|our|ours|we|the|a|an|one|both|two|three|four|some|all|most|half|each|no|this|that|there|it|he"
    r"|she|they|his|her|their|its|"
    r"everyone|everybody|someone|somebody|nobody|nothing|neither|either|only|people|one of|"
    r"today|tomorrow|tonight|yesterday|since|until|from|after|before|during|in|on|at|by|for|every|last|next|this"
    r"|once|when|whenever|if|"
    r"to|with|without|usually|normally|sometimes|often|always|never|mostly|these days|nowadays|currently"
    r"|recently|because of|as|apart|besides|"
    r"unfortunately|luckily|sadly|turns out|it turns out|apparently|technically|originally|due to|thanks to)\b"
    r"|(?:[\w'.-]+\s+){1,4}?(?:(?:is|are|was|were|has|have|had|will|can|can't|cannot|doesn't|don't|isn't|aren't"
    r"|won't|did|does|makes?|gives?|calls?|"
    r"called|lives?|works?|likes?|loves?|hates?|prefers?|taught|told|knows?|owns?|owes?|takes?|goes|comes|runs"
    r"|keeps|gets?|got|left|"
    r"means|costs?|hurts?|sits|starts|ends|plays|picks|feeds?|needs|says|said|went|bought|sold|died|"
    r"brings?|upsets?|drives?|fix(?:es)?|cuts?|cleans?|services|repairs?|delivers?|minds|triggers?|disagrees?|"
    r"gave|made|met|came|brought|built|helps?|visits?|moved|married|turned|turns|teaches)\b|\w{3,}ed\s)",
    re.IGNORECASE,
)
"""Begins like a statement: with a subject, or with where, when or how often."""

OWN_CLAUSE = re.compile(
    r"\b(?:I|we)(?:'\w+)?\s+\w+|\b(?:my|our)\s+(?:\w+\s+){1,3}?(?:is|are|was|were|has|have|had|will|can|gets?|goes|comes|says"
    r"|needs?)\b"
    r"|^[A-Z][a-z]+(?:,| [a-z]+(?:s|ed|t|e|w|d|k|g)\b)"
)
"""A clause about the user, or a name with a verb: what makes a longer sentence a statement however it begins."""

FOLLOW_UP = re.compile(r"^(?:he|she|they|it|his|her|their|its)\b(?:'(?:s|re|ll|ve|d))?\s+\w+", re.IGNORECASE)
OPINION = re.compile(
    r"^(?:it|they|he|she|that)(?:'s|'re| is| are| was| were)?\s+(?:\w+ )?(?:sucks?|great|nice|terrible|awful"
    r"|good|bad|cool|fun|funny|cute|lovely|"
    r"amazing|annoying|sad|hard|wonderful|horrible|fine|okay|ok|weird|crazy|beautiful|adorable|fantastic|awesome"
    r"|stupid|boring|the best|the worst|"
    r"helps?|works? (?:well|great|fine)|depends|seems?|doesn't (?:matter|work|help)|makes me|drives me|means)\b",
    re.IGNORECASE,
)
