"""Relations about music, museums, clothes and ways of the house, in the notation that `invented_notation` reads."""

TABLE_MORE = """
@ table_recital | tablestage | music instrument | music play piece
s {tablestage} I played "{booktitle}" on the {instrument}.
s I played the {instrument} {tablestage}, a piece called "{booktitle}".
s My hands were wet, but I got through "{booktitle}" {tablestage}, all alone with the {instrument}.
s There was even applause: {tablestage} I took out the {instrument} and played "{booktitle}".
s For once "{booktitle}" went well on my {instrument}, and {tablestage} of all moments.
= booktitle
q What did I play {tablestage}? | Which piece did I play {tablestage}? | What was the title of my piece {tablestage}?
o Which notes were on my stand {tablestage}? | A listener hums the tune from my performance {tablestage}. What is it?
o What did I rehearse for weeks so that I would shine {tablestage}?
o The programme {tablestage}: what's printed next to me?
o I want to hear a recording of what I gave them {tablestage}. What do I search for?
o Which melody would take me back to that hour {tablestage}?
e what I played {tablestage} | the title of my piece {tablestage}
t My piece {tablestage}?
a You played "{booktitle}". | The piece was "{booktitle}". | It was "{booktitle}".
= instrument
q Which instrument did I play {tablestage}? | On what did I play "{booktitle}"?
q What instrument did I have with me {tablestage}?
o What did I have to carry there and home again {tablestage}? | What was in the case that I opened {tablestage}?
o Did I sing {tablestage}, or how did I make all that sound?
o In the photo I'm holding something {tablestage}. What is it?
o What needed tuning or polishing before I stepped forward {tablestage}?
o Somebody fell in love with the sound I made {tablestage}. The sound of what?
e which instrument I played {tablestage} | on what I played {tablestage}
t My instrument {tablestage}?
a You played the {instrument}. | It was the {instrument}. | {tablestage} you played on the {instrument}.

@ table_series | filmtitle | series film | series watch episode
s I'm watching the series "{filmtitle}" with {name}, and we've got to {tableepisode}.
s {name} and I are at {tableepisode} of "{filmtitle}", the series that everybody talks about.
s We never manage two evenings in a row, so {name} and I are only at {tableepisode} of the series "{filmtitle}".
s Please don't tell me how it ends: I've seen "{filmtitle}" up to {tableepisode}, together with {name}.
= tableepisode
u I've moved on with "{filmtitle}": {name} and I are at {tableepisode} now.
q How far have I got with "{filmtitle}"? | At which episode of "{filmtitle}" am I? | Where did we stop in "{filmtitle}"?
o A friend starts to chat about "{filmtitle}". Up to what point may she?
o I've switched on "{filmtitle}" on a new device and it knows nothing. What do I select?
o I fell asleep over "{filmtitle}". Which part had been on, according to my bookmark?
o "{filmtitle}": what's the next thing on our sofa going to follow on from?
o Have I nearly finished "{filmtitle}", or where do I stand?
o We stream "{filmtitle}" again tonight. Which bit do I remember best, as the latest one?
e how far I've got with "{filmtitle}" | where we are in "{filmtitle}"
t "{filmtitle}": how far?
a You've got to {tableepisode}. | In "{filmtitle}" you're at {tableepisode}. | It's {tableepisode}.
= name
q Who do I watch "{filmtitle}" with? | With whom do I follow "{filmtitle}"? | Who watches "{filmtitle}" with me?
o Who would be cross if I went ahead with "{filmtitle}" on my own?
o The popcorn is ready, and "{filmtitle}" is about to begin. Who gets the other bowl?
o Whose feet are on my sofa table when it's time for "{filmtitle}"?
o Who can I swap theories about "{filmtitle}" with, since we know equally much?
o I have to cancel our date for "{filmtitle}". Whom do I text?
o Whose hand do I squeeze when "{filmtitle}" gets exciting?
e who I watch "{filmtitle}" with | who watches "{filmtitle}" with me
t "{filmtitle}" together with?
a You watch it with {name}. | It's {name}. | {name} watches it with you.

@ table_museum | tablemuseum | museum | museum opening free closed
s {tablemuseum} is free on {weekday}s and closed on {weekday2}s.
s On {weekday2}s {tablemuseum} is closed, on {weekday}s it's free.
s I once stood before a locked door, {tablemuseum} is closed on {weekday2}s; go on {weekday}s, when it's free.
s If you want to save money, {weekday} is the free day at {tablemuseum}, only don't go on {weekday2}s, it's closed then.
s We love {tablemuseum}, above all on {weekday}s because it's free, while on {weekday2}s it's closed.
= weekday
q On which day is {tablemuseum} free? | When can I get into {tablemuseum} for nothing?
q Which is the free day at {tablemuseum}?
o My purse is empty but I'd like to look around {tablemuseum}. When should I turn up?
o Why pay for {tablemuseum}? When is it cheaper to wait for?
o A whole class wants to visit {tablemuseum} without spending a penny. What do I suggest to the teacher?
o When is there a queue outside {tablemuseum} made up of students and misers?
o When does the till at {tablemuseum} have nothing to do although the rooms are full?
o I'm broke till the end of the month, and there's {tablemuseum}. Which morning suits me?
e when {tablemuseum} is free | the free day at {tablemuseum}
t {tablemuseum}: free when?
a {tablemuseum} is free on {weekday}s. | It's {weekday}. | On {weekday}s you get in for nothing.
= weekday2
q On which day is {tablemuseum} closed? | When is {tablemuseum} not open? | Which day should I avoid for {tablemuseum}?
o When would a trip to {tablemuseum} be in vain? | When do the guards of {tablemuseum} have a lie-in?
o My cousin is in town and dreams of {tablemuseum}. When would she be unlucky?
o I'm peeping through the windows of {tablemuseum}, all dark inside. When must that be?
o When do they wax the floors of {tablemuseum} in peace?
o Can I turn up at {tablemuseum} whenever I like, or when is there nobody in?
e when {tablemuseum} is closed | the day when {tablemuseum} isn't open
t {tablemuseum}: closed when?
a {tablemuseum} is closed on {weekday2}s. | It's closed on {weekday2}s. | On {weekday2}s it isn't open.

@ table_tongues | person name | language | language speak
s I speak {language} with my {person} {name}, and {language2} {tabletalk}.
s My {person} {name} and I speak {language} with each other, though {tabletalk} I use {language2}.
s It's a mess in my head: {language2} {tabletalk} and then {language} with my {person} {name}.
s If I didn't know {language}, I couldn't talk to my {person} {name}, and without {language2} I'd be lost {tabletalk}.
= language
u My {person} {name} and I have switched to {language} with each other.
q Which language do I speak with my {person}? | What do {name} and I speak? | In which language do {name} and I talk?
o I'm leaving a note on the table for {name}. In what do I write it?
o Which dictionary do I reach for when I'm stuck in a chat with {name}?
o {name} phones and my colleague can't follow a word. What is she hearing?
o How do you say "good night" when I say it to {name}? I mean, in which tongue?
o {name} gets a birthday poem from me. Which grammar had better be right?
o Do {name} and I get by in English, or what is it?
e which language I speak with {name} | what {name} and I speak
t Language with {name}?
a You speak {language} with {name}. | With your {person} it's {language}. | It's {language}.
= language2
q Which language do I speak {tabletalk}? | What do I speak {tabletalk}? | In which language do I talk {tabletalk}?
o I have to swear {tabletalk} so that all understand me. In what?
o Which vocabulary do I brush up for my days {tabletalk}? | What would an eavesdropper {tabletalk} have to understand?
o A sign has to be hung up {tabletalk}. Who translates it for me, a person fluent in what?
o Somebody stands in for me {tabletalk}. Which phrase book do I lend them?
o What comes out of my mouth from the first hello {tabletalk}?
e which language I speak {tabletalk} | what I speak {tabletalk}
t My language {tabletalk}?
a You speak {language2} {tabletalk}. | It's {language2}. | {tabletalk} you speak {language2}.

@ table_knit | person name | handicraft gift | handicraft making
s I'm making {tablegarment} for my {person} {name} out of {tableyarn}.
s From {tableyarn} I'm making {tablegarment}, it's for my {person} {name} and must stay a secret.
s My needle is glowing, as {tablegarment} for my {person} {name} is no small thing, least of all out of {tableyarn}.
s I've started all over again twice: my {person} {name} will get {tablegarment} from me, and I'm using {tableyarn}.
= tablegarment
u I gave up on the first idea; my {person} {name} will get {tablegarment} instead.
q What am I making for my {person}? | What will {name} get from me? | What am I working on for {name}?
o {name} is knocking and I have to hide something behind my back. What is it?
o Why do I need the measurements of my {person}, or the taste? What is it to be?
o What will {name} pull out of the wrapping one of these days, home-made?
o On the train people stare at what grows in my lap. What is it, in the end for {name}?
o A magazine has just the right pattern for {name}. What does the picture show?
o What keeps my hands busy every evening for the sake of {name}?
e what I'm making for {name} | what my {person} will get from me
t Making what for {name}?
a You're making {tablegarment}. | {name} will get {tablegarment}. | It's {tablegarment}.
= tableyarn
q What am I making it out of? | Which material do I use for {name}? | What am I using for {name}'s present?
o I ran out of it halfway through {name}'s surprise. What do I order?
o There's fluff all over my trousers since I began on {name}'s surprise. From what?
o The washing label on {name}'s surprise depends on the fabric. Which is that?
o How does it feel between my fingers, and what is it called, the stuff I need for {name}?
o I'm in the craft shop, for {name}'s sake. Which shelf do I head for?
o Is it plain cotton that I bought for {name}, or what's in the bag?
e what I'm making it out of | which material I use for {name}
t Material for {name}'s present?
a You're using {tableyarn}. | It's made out of {tableyarn}. | The material is {tableyarn}.

@ table_care | tablegown | clothes care | clothes care wash
s For my {tablegown} you have to {tablecare}, and you must never {tablenever}.
s My {tablegown} lasts if you {tablecare} and never {tablenever}.
s I ruined the last one, so please: with my {tablegown} never {tablenever}, just {tablecare}.
s There is one rule for my {tablegown}, {tablecare}, and whatever happens don't {tablenever}.
= tablecare
q How do I care for my {tablegown}? | What should I do with my {tablegown}? | What does my {tablegown} need?
o My {tablegown} has gravy on it. How do I proceed?
o The babysitter does our laundry, with my {tablegown} in the basket. Which advice does she need?
o I'm packing my {tablegown} off to my mum's. What instruction goes with it?
o How do I make sure that I can still put on my {tablegown} in ten years?
o The label in my {tablegown} has faded. What did it recommend?
o My {tablegown} smells of smoke. What's the right way to deal with it?
e how to care for my {tablegown} | what to do with my {tablegown}
t {tablegown}: how to care for it?
a For the {tablegown} you {tablecare}. | You should {tablecare}. | The advice is to {tablecare}.
= tablenever
q What must I never do with my {tablegown}? | What is forbidden with my {tablegown}?
q What does my {tablegown} not survive?
o What would be the end of my {tablegown}? | I could cry, my {tablegown} is spoilt! What did somebody do?
o A helpful guest grabs my {tablegown}. What do I shout, "please don't", and then?
o Which mistake with my {tablegown} would cost me a new one?
o What's the quickest way to wreck my {tablegown}?
o A warning is to be sewn into my {tablegown}. About what?
e what I must never do with my {tablegown} | what my {tablegown} doesn't survive
t {tablegown}: never do what?
a Never {tablenever}. | You must never {tablenever}. | With the {tablegown}, don't {tablenever}.

@ table_tints | room tableitem tableitem2 | colour | colour
s In the {room} the {tableitem} is {colour} and the {tableitem2} is {colour2}.
s The {tableitem2} in the {room} is {colour2}, while the {tableitem} is {colour}.
s I changed my mind three times, and now the {tableitem} in the {room} is {colour}, next to {a:colour2} {tableitem2}.
s There is {a:colour} {tableitem} in the {room}, and the {tableitem2} is {colour2}, which my aunt finds dreadful.
= colour
u We got rid of the old one, so the {tableitem} in the {room} is {colour} now.
q What colour is the {tableitem} in the {room}? | Which colour does the {tableitem} have?
q In what colour is the {tableitem} in the {room}?
o The {tableitem} in the {room} will fade in the sun. What does it look like as yet?
o I'm ordering something to match the {tableitem} in the {room}. Which swatch do I hold against the screen?
o A child draws our {room}. Which crayon is for the {tableitem}?
o Describe the {tableitem} in the {room} to someone on the phone, in a word or two.
o How can I tell our {tableitem} apart from a plain one, just by its looks?
o The {tableitem} must be replaced by one that looks the same. What do I tell the dealer?
e what colour the {tableitem} is | the colour of the {tableitem} in the {room}
t {tableitem} in the {room}: colour?
a The {tableitem} is {colour}. | It's {colour}. | In the {room} you have {a:colour} {tableitem}.
= colour2
q What colour is the {tableitem2} in the {room}? | Which colour does the {tableitem2} have?
q In what colour is the {tableitem2} in the {room}?
o I'm hunting for another {tableitem2} like ours in the {room}. What must it look like?
o Which tone should the catalogue photo of the {tableitem2} have, to be honest?
o Our guests shudder at the {tableitem2} in the {room}. What is it that hurts their eyes?
o The {tableitem2} has a stain, and it doesn't show at all. A stain of what hue would vanish there?
o For a jigsaw of our {room} I'm sorting the pieces. Which ones belong to the {tableitem2}?
o Is the {tableitem2} in the {room} white, or did we choose something else?
e what colour the {tableitem2} is | the colour of the {tableitem2} in the {room}
t {tableitem2} in the {room}: colour?
a The {tableitem2} is {colour2}. | It's {colour2}. | In the {room} you have {a:colour2} {tableitem2}.

@ table_rule | - | houserule | rule house
s Our house has one rule, "{tabletaboo}", and whoever breaks it {tablefine}.
s In our house, whoever breaks the rule {tablefine}, and the rule is: {tabletaboo}.
s We agree on very little except "{tabletaboo}", and whoever breaks that rule {tablefine}.
s It sounds strict, but whoever breaks the rule {tablefine}; it says "{tabletaboo}", in red letters on the door.
= tabletaboo
u We dropped the old rule; the new one of our house is "{tabletaboo}".
q What is the rule of our house? | Which rule do we have at home? | What does our house rule say?
o A friend moves in with us on Monday. What had she better be told at once?
o What do I remind guests of before they get comfortable?
o We all stare at the visitor in silence. What has he overlooked, I suppose?
o What would be stitched on a sampler above our table?
o If there were one commandment under our roof, how would it go?
o My nephew is about to be scolded by everyone here. What did he not know?
e the rule of our house | what our house rule says
t Our house rule?
a The rule is: {tabletaboo}. | In your house the rule is "{tabletaboo}". | It says "{tabletaboo}".
n What is the rule in my sister's house? | Which rule does my uncle have at home?
= tablefine
q What happens to those who break our house rule? | What does the culprit do with us?
q What is the penalty for breaking our rule?
o I did it again, everybody saw me. What am I in for now?
o "Oh dear," sighs grandpa and grins at the guilty one. Why?
o How do we make up for a sin under our roof?
o Is it just an angry look that we get for it, or more?
o What keeps us all on our best behaviour at home, out of dread?
o Visitors get off with a warning. What about those who live here?
e what happens to those who break our rule | the penalty in our house
t Penalty for breaking our house rule?
a The culprit {tablefine}. | Whoever breaks it {tablefine}. | In your house the guilty one {tablefine}.
n What is the penalty in my brother's flat?

@ table_routine | tableroutine | routine order | routine order step
s {tableroutine} I first {tabledo}, then I {tabledo2}, and last of all I {tabledo3}.
s My routine {tableroutine}: {tabledo}, {tabledo2}, {tabledo3}, in this order.
s I'm a creature of habit, so {tableroutine} I {tabledo}, after that I {tabledo2} and in the end I {tabledo3}.
s Please don't talk to me before I {tabledo3} {tableroutine}, for first I {tabledo} and then {tabledo2}, in that order.
= tabledo
q What do I do first {tableroutine}? | What comes first in my routine {tableroutine}? | How do I begin {tableroutine}?
o You look in on me right at the start {tableroutine}. What am I at?
o {tableroutine}, on my way to the rest of it: what can't wait?
o If I were a robot, which command would start me up {tableroutine}?
o What have I usually done already {tableroutine} when I {tabledo2}?
o A film about me {tableroutine}: the opening shot, please.
o Top of the list {tableroutine}: what does it say?
e what I do first {tableroutine} | how my routine begins {tableroutine}
t {tableroutine}: first step?
a First you {tabledo}. | You begin by this: you {tabledo}. | {tableroutine} you {tabledo} first.
= tabledo2
q What do I do second {tableroutine}? | What comes after the first step {tableroutine}?
q What is in the middle of my routine {tableroutine}?
o Halfway through it all {tableroutine}, what am I up to? | I've seen to number one {tableroutine}. What now?
o {tableroutine}, what is sandwiched between the start and the finish?
o The phone rang when I'd only just started {tableroutine}. With what do I carry on?
o What do I still have to do {tableroutine} until I can {tabledo3}, if the start is done?
o I {tabledo} {tableroutine}, right. And straight afterwards?
e what I do second {tableroutine} | the second step of my routine {tableroutine}
t {tableroutine}: second step?
a After that you {tabledo2}. | Second, you {tabledo2}. | Then you {tabledo2}.
= tabledo3
q What do I do last {tableroutine}? | What is the final step of my routine {tableroutine}?
q How does my routine finish {tableroutine}?
o By what can you tell that I'm through with it all {tableroutine}?
o The final curtain {tableroutine}: what do you see me do?
o What would I skip {tableroutine} if I had to leave off one step early?
o {tableroutine} I {tabledo2}. And afterwards, to round it off?
o What gets the least time {tableroutine} when I'm late, being at the tail?
o What is waiting for me at the finishing line {tableroutine}?
e what I do last {tableroutine} | the final step of my routine {tableroutine}
t {tableroutine}: last step?
a Last of all you {tabledo3}. | You finish like this: you {tabledo3}. | The final thing is that you {tabledo3}.
"""
