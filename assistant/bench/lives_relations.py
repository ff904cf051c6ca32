"""The facts that judging lives are made of. No wording here occurs in the curriculum that the product trains on.

    @ kind | subject slot or - | the slot that is asked for
    s statements     u a later statement that changes the asked slot
    d direct question     p the same in other words     i reversed or indirect; `=> slot` where it asks for another slot

Alternatives stand between bars. `{slot}` takes a value, `{a:slot}` puts its article before it.
"""

RELATIONS = """
@ place | kin | city
s My {kin} settled in {city}. | For some time now my {kin} has been based in {city}.
u My {kin} has packed up and resettled in {city}.
d Which city is home to my {kin}?
p Where would I post a parcel for my {kin}?
i Who of my people ended up in {city}? => kin

@ work | kin | craft
s My {kin} earns a living as {a:craft}. | My {kin} trained as {a:craft} and still does that.
u My {kin} quit and retrained as {a:craft}.
d How does my {kin} earn money?
p What line of work is my {kin} in?
i If I need {a:craft}, who of my people can help? => kin

@ name | animal | petcall
s Our {animal} answers to {petcall}. | The {animal} we took in goes by {petcall}.
u We gave the {animal} another name: he answers to {petcall} from today.
d What do we call our {animal}?
p I want to shout for the {animal}. Which word do I use?
i Which animal of ours answers to {petcall}? => animal

@ number | door | digits
s The keypad at the {door} takes {digits}. | Our {door} unlocks once you type {digits}.
u The keypad at the {door} was reset and takes {digits}.
d Which digits go into the keypad at the {door}?
p I'm standing outside the {door}. What do I type?
i Which door takes {digits}? => door

@ place | item | nook
s I stash the {item} {nook}. | The right place for my {item} is {nook}.
u I found a better spot for the {item}, {nook}.
d Where did I stash the {item}?
p I need the {item} in a hurry. Where should I look?
i What have I stashed {nook}? => item

@ health | kin | edible
s Eating {edible} makes my {kin} ill. | My {kin} reacts badly to {edible}.
d Which food makes my {kin} ill?
p I'm cooking for my {kin}. What should I leave out?
i Who reacts badly to {edible}? => kin

@ health | - | edible
s I come out in hives after {edible}.
d What brings me out in hives?
p Which food should a waiter never bring me, for the sake of my skin?
i I had a rash again. What did I probably eat?

@ preference | treatday | treat
s {treatday} I treat myself to {treat}. | I allow myself {treat} {treatday}.
u I've replaced that: {treatday} I treat myself to {treat}.
d What do I treat myself to {treatday}?
p Which little luxury do I allow myself {treatday}?
i On what occasion do I treat myself to {treat}? => treatday

@ preference | - | edible
s I loathe {edible} in any form.
d What do I loathe on my plate?
p Which ingredient would spoil a meal for me?
i A friend wants to cook for me. What would I push aside?

@ preference | kin | pursuit
s My {kin} devotes every spare hour to {pursuit}. | My {kin} is passionate about {pursuit}.
u My {kin} lost interest and devotes every spare hour to {pursuit} instead.
d What does my {kin} devote spare hours to?
p How does my {kin} unwind?
i Whose passion is {pursuit}? => kin

@ preference | kin | musical
s My {kin} practises the {musical} daily. | My {kin} is good on the {musical}.
d What does my {kin} practise daily?
p Which sound comes from my {kin}'s music room?
i Who do I know on the {musical}? => kin

@ date | kin | day
s My {kin} celebrates a birthday on {day}. | We bake a cake for my {kin} on {day}.
d On what day should I congratulate my {kin}?
p When does my {kin} blow out candles?
i Who gets a cake on {day}? => kin

@ work | kin | firm
s My {kin} is on the payroll of {firm}. | The wages of my {kin} come from {firm}.
u My {kin} was poached and is on the payroll of {firm}.
d Whose payroll is my {kin} on?
p Which business pays my {kin}?
i Who gets wages from {firm}? => kin

@ date | expert | day
s The {expert} will see me on {day}. | I got a slot with the {expert} on {day}.
u The {expert} rang: my slot is on {day} instead.
d When will the {expert} see me?
p Which day must I keep free for the {expert}?
i Who will see me on {day}? => expert

@ time | lesson | clock
s The {lesson} begins at {clock}. | My {lesson} begins at {clock} sharp.
u The {lesson} was rescheduled and begins at {clock}.
d How early does the {lesson} begin?
p By what time should I be ready for the {lesson}?
i What begins at {clock}? => lesson

@ number | gadget | sum
s The {gadget} set me back {sum}. | I handed over {sum} for the {gadget}.
d How much did the {gadget} set me back?
p What did I spend on the {gadget}?
i Which purchase set me back {sum}? => gadget

@ place | gadget | store
s I picked up the {gadget} at {store}. | {store} sold me the {gadget}.
d At which store did I pick up the {gadget}?
p Who sold me the {gadget}?
i What did {store} sell me? => gadget

@ date | milestone | annum
s My {milestone} happened in {annum}. | Back in {annum} I had my {milestone}.
d In which year did my {milestone} happen?
p How far back does my {milestone} lie? Give the year.
i What happened to me in {annum}? => milestone

@ name | wheels | make
s The {wheels} I ride carries a {make} badge. | My {wheels} came out of the {make} factory.
u I traded in the {wheels} for one with a {make} badge.
d Which badge does my {wheels} carry?
p Out of whose factory came my {wheels}?
i What do I ride with a {make} badge? => wheels

@ preference | chamber | shade
s Our {chamber} is papered in {shade}. | We chose {shade} wallpaper for the {chamber}.
u We tore the old paper down: the {chamber} is papered in {shade}.
d In which shade is the {chamber} papered?
p I want curtains to match the {chamber}. What shade are its walls?
i Which part of the house is papered in {shade}? => chamber

@ procedure | gizmo | remedy
s Whenever the {gizmo} jams, I {remedy}. | To end a jam of our {gizmo}, I {remedy}.
u The repairer showed me a better way: once the {gizmo} jams, I {remedy}.
d The {gizmo} has jammed. What now?
p Which trick gets the {gizmo} going after a jam?
i Someone is stuck with our {gizmo}. What should they do?

@ number | scheme | badge
s My {scheme} membership runs under {badge}. | At the {scheme} I'm registered as {badge}.
u The {scheme} gave me a fresh registration, {badge}.
d Under which number does my {scheme} membership run?
p They ask who I am at the {scheme}. Which number do I give?
i Where am I registered as {badge}? => scheme

@ name | circle | alias
s People from {circle} know me as {alias}. | {alias} is how people from {circle} greet me.
d As what do people from {circle} know me?
p How would someone from {circle} greet me?
i Who greets me as {alias}? => circle

@ preference | kin | tongue
s My {kin} prefers to chat in {tongue}. | With my {kin} one has to talk {tongue}.
d In what language does my {kin} prefer to chat?
p I'd like to write a card that my {kin} can read easily. In which language?
i Who do I know that chats in {tongue}? => kin

@ preference | kin | squad
s My {kin} cheers for {squad}. | My {kin} has a season ticket for {squad}.
u My {kin} switched sides and cheers for {squad}.
d Whom does my {kin} cheer for?
p I'm buying a fan scarf for my {kin}. Of which club?
i Who holds a season ticket for {squad}? => kin

@ place | season | region
s We spent {season} in {region}. | Our destination for {season} was {region}.
d In what part of the world did we spend {season}?
p Our photos from {season}: what region do they show?
i When were we in {region}? => season

@ name | course | person
s I signed up for {course} with {person}. | {person} runs my course in {course}.
u The course in {course} has been taken over by {person}.
d Who runs my course in {course}?
p Whom do I learn {course} from?
i What do I learn from {person}? => course

@ name | animal | person
s {person} minds our {animal} when we are away. | When we are away the {animal} stays with {person}.
u From this year {person} minds our {animal} when we are away.
d Who minds our {animal} when we are away?
p We're off for a week. Who gets the {animal}?
i What does {person} mind for us? => animal
"""
