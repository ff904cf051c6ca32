"""More facts that judging lives are made of, in the notation of `lives_relations`."""

MORE_RELATIONS = """
@ name | role | person
s Our {role} goes by {person}. | Our new {role} is {person}.
u We got another {role}, who goes by {person}.
d What name does our {role} go by?
p How should I address our {role}?
i Who is {person} to us? => role

@ name | loanitem | person
s {person} still hasn't returned my {loanitem}. | My {loanitem} went to {person}, who needed one.
d Who still hasn't returned my {loanitem}?
p I want my {loanitem} back. Whom should I ask?
i What must {person} give back to me? => loanitem

@ number | thing | length
s The {thing} measures {length} centimetres. | My {thing} is {length} centimetres from end to end.
d How many centimetres does the {thing} measure?
p How long a box would the {thing} need?
i What measures {length} centimetres? => thing

@ health | pill | tablets
s I swallow {tablets} {pill} tablets every day. | My daily ration is {tablets} {pill} tablets.
u The nurse altered it: {tablets} {pill} tablets every day.
d How many {pill} tablets do I swallow?
p I'm packing for one day. How many {pill} tablets go in?
i What is my daily ration of {pill}?

@ name | genre | opus
s The {genre} on my nightstand is {opus}. | These nights I read {opus}, {a:genre}.
u I finished that one; the {genre} on my nightstand is {opus}.
d What {genre} lies on my nightstand?
p Which {genre} do I open before I fall asleep?
i What sort of book is {opus}? => genre

@ preference | moment | beverage
s {moment} I sip {beverage}. | I like to have {beverage} in my cup {moment}.
u I'm off that stuff: {moment} I sip {beverage}.
d What do I sip {moment}?
p What should be in my cup {moment}?
i At which moment do I sip {beverage}? => moment

@ place | herb | feature
s {herb} thrives beside {feature}. | We keep the {herb} beside {feature}.
d Beside what does our {herb} thrive?
p I'd like to pick some {herb}. Where must I walk?
i What thrives beside {feature}? => herb

@ number | place | route
s Line {route} takes me to the {place}. | To reach the {place} I board line {route}.
u They altered the network: line {route} takes me to the {place}.
d Which line takes me to the {place}?
p I'm off to the {place}. What should I board?
i Where does line {route} take me? => place

@ number | unit | roomno
s The {unit} sits in room {roomno}. | I found the {unit} in room {roomno}.
u The {unit} switched rooms and sits in {roomno}.
d In which room does the {unit} sit?
p Where in the building is the {unit}?
i Who sits in room {roomno}? => unit

@ date | job | day
s I promised the {job} for {day}. | The {job} must be ready on {day}.
u I got an extension: the {job} must be ready on {day}.
d For which day did I promise the {job}?
p How long have I got for the {job}?
i What must be ready on {day}? => job

@ number | fund | sum
s I pay {sum} into the {fund} fund each month. | My standing order for the {fund} fund is {sum}.
u I altered the standing order for the {fund} fund to {sum}.
d How much is my standing order for the {fund} fund?
p What is my monthly contribution to the {fund} fund?
i Which fund gets {sum} from me? => fund

@ preference | kin | dread
s My {kin} panics at {dread}. | The worst thing for my {kin} is {dread}.
d What makes my {kin} panic?
p What should I shield my {kin} from?
i Who panics at {dread}? => kin

@ place | group | venue
s The {group} gathers at {venue}. | We hold the {group} at {venue}.
u The {group} found new quarters and gathers at {venue}.
d Where does the {group} gather?
p I want to join the {group}. Where must I turn up?
i Who gathers at {venue}? => group

@ name | group | person
s {person} leads the {group}. | My {group} is headed by {person}.
u {person} was elected to lead the {group}.
d Who leads the {group}?
p Whom should I ask about joining the {group}?
i What does {person} lead? => group

@ preference | kin | present
s I'm getting my {kin} {a:present}. | A surprise for my {kin} is ordered: {a:present}.
u I returned the first surprise and am getting my {kin} {a:present}.
d What am I getting my {kin}?
p Which surprise is coming for my {kin}?
i Who is getting {a:present} from me? => kin

@ number | kin | years
s My {kin} is going on {years}. | The next birthday of my {kin} will be number {years}.
d What age is my {kin} going on?
p How many candles go on the next cake of my {kin}?
i Who is going on {years}? => kin

@ preference | upkeep | product
s For {upkeep} I swear by {product}. | {product} is all I use for {upkeep}.
u I've been converted: for {upkeep} I swear by {product}.
d What do I swear by for {upkeep}?
p Which product should I buy for {upkeep}?
i What do I use {product} for? => upkeep

@ number | tank | litres
s The {tank} holds {litres} litres. | I need {litres} litres to fill the {tank}.
d How many litres does the {tank} hold?
p How much goes into the {tank}?
i What holds {litres} litres? => tank

@ place | piece | city
s My {piece} was made in {city}. | A workshop in {city} made my {piece}.
d In which city was my {piece} made?
p Where in the world was my {piece} produced?
i Which of my belongings comes from {city}? => piece

@ time | pet_duty | clock
s The {pet_duty} is due at {clock}. | I see to the {pet_duty} at {clock}.
u I moved the {pet_duty} to {clock}.
d At which hour is the {pet_duty} due?
p When should I set a timer for the {pet_duty}?
i What is due at {clock}? => pet_duty
"""
