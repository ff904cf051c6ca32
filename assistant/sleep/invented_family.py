"""More relations about people, in the notation that `invented_notation` reads."""

FAMILY = """
@ person_team | person name | team | team support
s My {person} {name} supports {team}. | {name}, my {person}, never misses a game of {team}.
= team
q Which team does my {person} support? | Who does {name} cheer for? | What is my {person} {name}'s team?
e which team my {person} supports | {name}'s team
t {name}'s team?
a Your {person} supports {team}. | {he} supports {team}. | {name}'s team is {team}.

@ person_visit | person name | visit | visit stay
s My {person} {name} is coming to stay on {date}. | {name}, my {person}, visits us on {date}.
= date
u My {person} {name} had to change plans and is coming on {date}.
q When is my {person} coming? | On what date does {name} visit? | Which day does my {person} {name} come to stay?
e when my {person} is coming to stay | the date of {name}'s visit
t {name}'s visit is when?
a Your {person} is coming on {date}. | {he} comes on {date}. | {name} visits on {date}.

@ baby | parent | baby | baby born
s My {parent} had a baby called {name2} in {month}. | In {month} my {parent}'s baby {name2} was born.
= name2
q What is the name of my {parent}'s baby? | What did my {parent} call the baby? | Which name did the baby get?
e the name of my {parent}'s baby | what my {parent}'s baby is called
t Name of my {parent}'s baby?
a Your {parent}'s baby is called {name2}. | The baby's name is {name2}. | It's {name2}.
= month
q When was my {parent}'s baby born? | In which month did my {parent} have the baby? | What month was the baby born in?
e when my {parent}'s baby was born | the month my {parent} had the baby
t My {parent}'s baby was born when?
a Your {parent}'s baby was born in {month}. | It was born in {month}. | The baby came in {month}.

@ landlord | official | name | landlord
s My {official} is called {title} {surname}. | {title} {surname} is my {official}.
s I have a new {official}, {title} {surname}.
= surname
u My old {official} left; {title} {surname} is my {official} now.
q What is my {official} called? | Who is my {official}? | What is the name of my {official}?
e who my {official} is | what my {official} is called
t {official}'s name?
a Your {official} is {title} {surname}. | It's {title} {surname}. | Your {official} is called {title} {surname}.

@ clinic | medic | health place | practice clinic
s My {medic} is Dr {surname} on {street}. | I see Dr {surname} on {street}, that's my {medic}.
= surname
u I changed my {medic}; it's Dr {surname} now.
q Who is my {medic}? | What is the name of my {medic}? | Which {medic} do I go to?
e who my {medic} is | my {medic}'s name
t {medic}'s name?
a Your {medic} is Dr {surname}. | It's Dr {surname}. | You see Dr {surname}.
= street
q Where is my {medic}'s practice? | On which street is my {medic}? | Where do I go to see the {medic}?
e where my {medic} is | which street my {medic} is on
t {medic} is on which street?
a Your {medic} is on {street}. | It's on {street}. | The practice is on {street}.

@ grandparent_origin | elder name | origin | born grew up
s My {elder} {name} was born in {town}. | {name}, my {elder}, grew up in {town}. | My {elder} {name} came from {town}.
= town
q Where did my {elder} come from? | In which town did {name} grow up? | What is my {elder} {name}'s home town?
e where my {elder} came from | {name}'s home town
t My {elder}'s home town?
a Your {elder} came from {town}. | {he} was from {town}. | {name}'s home town was {town}.

@ teacher | school_subject | teacher name | teacher school
s My {school_subject} teacher was {title} {surname}. | At school I had {title} {surname} for {school_subject}.
s {title} {surname} taught me {school_subject}.
= surname
q Who taught me {school_subject}? | What was my {school_subject} teacher called?
q Which teacher did I have for {school_subject}?
e who my {school_subject} teacher was | the name of my {school_subject} teacher
t {school_subject} teacher's name?
a Your {school_subject} teacher was {title} {surname}. | It was {title} {surname}.
a {title} {surname} taught you {school_subject}.

@ childhood_friend | friend name | home | moved friend country
s My {friend} {name} moved to {country}. | {name}, my {friend}, lives in {country} these days.
= country
u My {friend} {name} moved on and is in {country} now.
q Where did my {friend} move? | Which country does {name} live in? | In what country is my {friend} {name}?
e which country my {friend} lives in | where {name} moved
t {name}'s country?
a Your {friend} lives in {country}. | {he} moved to {country}. | {name} is in {country}.
= name
q What is the name of my {friend} in {country}? | Who moved to {country}? | Which {friend} of mine lives in {country}?
e who of my people moved to {country} | the name of my {friend} in {country}
t My {friend} in {country}?
a Your {friend} {name} lives in {country}. | It's {name}. | That's {name}, your {friend}.

@ child_school | child name | school | school pupil
s Our {child} {name} goes to {school}. | {name}, our {child}, is a pupil at {school}.
= school
u Our {child} {name} changed schools and goes to {school} now.
q Which school does our {child} go to? | Where does {name} go to school? | What is the name of {name}'s school?
e which school our {child} goes to | the name of our {child}'s school
t {name}'s school?
a Your {child} goes to {school}. | {name} goes to {school}. | {his} school is {school}.

@ person_foodhate | person name | food | eat like food
s My {person} {name} can't stand {food}. | {name}, my {person}, won't touch {food}. | My {person} {name} hates {food}.
= food
q What does my {person} hate to eat? | Which food can {name} not stand? | What won't my {person} {name} eat?
e which food my {person} hates | what {name} doesn't like to eat
t Food that {name} hates?
a Your {person} can't stand {food}. | {he} hates {food}. | {name} doesn't like {food}.

@ person_language | person name | language | language speak
s My {person} {name} speaks {language} and a little English. | {name}, my {person}, grew up speaking {language}.
= language
q Which language does my {person} speak? | What does {name} speak at home? | What is {name}'s language?
e which language my {person} speaks | what language {name} speaks
t {name}'s language?
a Your {person} speaks {language}. | {he} speaks {language}. | {name}'s language is {language}.

@ met_partner | partner name | met | met
s I met my {partner} {name} in {town} in {year}. | My {partner} {name} and I met in {year}, in {town}.
= town
q Where did I meet my {partner}? | In which town did {name} and I meet? | Where was it that I met {name}?
e where I met my {partner} | the town where I met {name}
t Met {name} where?
a You met your {partner} in {town}. | It was in {town}. | You and {name} met in {town}.
= year
q When did I meet my {partner}? | In which year did {name} and I meet? | What year was it that I met {name}?
e when I met my {partner} | the year I met {name}
t Year I met {name}?
a You met your {partner} in {year}. | It was in {year}. | You and {name} met in {year}.

@ lent | borrowable | lent | lent borrow
s I lent my {borrowable} to {name} in {month}. | In {month} {name} borrowed my {borrowable}.
s My {borrowable} is with {name}, who took it in {month}.
= name
q Who has my {borrowable}? | Who did I lend my {borrowable} to? | Which person borrowed my {borrowable}?
e who has my {borrowable} | who I lent my {borrowable} to
t Who's got my {borrowable}?
a {name} has your {borrowable}. | You lent it to {name}. | Your {borrowable} is with {name}.
= month
q When did I lend out my {borrowable}? | In which month was my {borrowable} borrowed?
q Since which month has my {borrowable} been gone?
e when I lent out my {borrowable} | the month when I gave away my {borrowable}
t My {borrowable} was lent when?
a You lent it out in {month}. | It was in {month}. | Your {borrowable} was lent out in {month}.

@ inherited | heirloom | inherit | inherit got
s I inherited {a:heirloom} from my {elder} {name}. | My {elder} {name} left me {a:heirloom}.
= name
q Who left me the {heirloom}? | From whom did I inherit the {heirloom}? | Whose {heirloom} did I get?
e who left me the {heirloom} | who I got the {heirloom} from
t The {heirloom} came from whom?
a Your {elder} {name} left it to you. | You inherited it from {name}. | The {heirloom} came from your {elder} {name}.
= heirloom
q What did my {elder} leave me? | What did I inherit from {name}? | Which thing did I get from my {elder} {name}?
e what my {elder} left me | what I inherited from {name}
t Inherited from {name}?
a You inherited {a:heirloom}. | {name} left you {a:heirloom}. | Your {elder} left you {a:heirloom}.

@ boss | workmate | work name | work team
s My {workmate} at {company} is {name} {surname}. | {name} {surname} is my {workmate} at {company}.
= surname
u There was a change at work: my {workmate} is {name} {surname} now.
q Who is my {workmate}? | What is my {workmate} called? | What is the surname of my {workmate}?
e who my {workmate} is | my {workmate}'s full name
t My {workmate}'s name?
a Your {workmate} is {name} {surname}. | It's {name} {surname}. | Your {workmate} is called {name} {surname}.

@ meeting | person name | meeting | meet meeting
s I'm meeting my {person} {name} at {cafe} at {time}. | {name}, my {person}, meets me at {cafe} at {time}.
= cafe
u The plan changed: I'm meeting my {person} {name} at {cafe} instead.
q Where am I meeting my {person}? | At which place do {name} and I meet? | Where do I have to go to meet {name}?
e where I'm meeting my {person} | the place where {name} and I meet
t Meeting {name} where?
a You're meeting your {person} at {cafe}. | At {cafe}. | You and {name} meet at {cafe}.
= time
q At what time am I meeting my {person}? | When do I meet {name}? | What time do {name} and I meet?
e when I'm meeting my {person} | what time I meet {name}
t Meeting {name} at what time?
a You're meeting your {person} at {time}. | At {time}. | You and {name} meet at {time}.

@ weekly_call | person name | call | call phone
s I call my {person} {name} every {weekday} at {time}. | Every {weekday} at {time} I ring my {person} {name}.
= weekday
u We moved the calls: I phone my {person} {name} every {weekday} now.
q On which day do I call my {person}? | Which day of the week do I ring {name}? | What day do {name} and I talk?
e which day I call my {person} | the day I ring {name}
t Call {name} on which day?
a You call your {person} every {weekday}. | You ring {name} on {weekday}s. | It's {weekday}.
= time
q At what time do I call my {person}? | What time do I ring {name}? | When on the day do {name} and I talk?
e what time I call my {person} | the hour when I ring {name}
t Call {name} at what time?
a You call your {person} at {time}. | You ring {name} at {time}. | It's at {time}.

@ nickname | person | nickname | nickname
s My {person} calls me {nick}. | At home my {person} always called me {nick}. | I get called {nick} by my {person}.
= nick
q What does my {person} call me? | Which nickname did my {person} give me? | What is my {person}'s name for me?
e what my {person} calls me | the nickname my {person} has for me
t My {person}'s nickname for me?
a Your {person} calls you {nick}. | The nickname is {nick}. | It's {nick}.

@ ticket_friend | name | ticket price | ticket owe money
s I owe {name} {price} for the {event} ticket. | {name} paid {price} for my {event} ticket.
= price
q How much do I owe {name}? | What did {name} pay for my {event} ticket? | How much money does {name} get from me?
e how much I owe {name} | what the {event} ticket cost
t Owe {name} how much?
a You owe {name} {price}. | It's {price}. | {name} gets {price} from you.
= name
q Who do I owe for the {event} ticket? | Who paid for my {event} ticket? | To whom do I owe {price}?
e who paid for my {event} ticket | who I owe {price}
t Who paid the {event} ticket?
a You owe {name} for it. | {name} paid for your {event} ticket. | It was {name}.
"""
