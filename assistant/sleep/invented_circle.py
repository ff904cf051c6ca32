"""Relations about people outside the family, in the notation that `invented_notation` reads."""

CIRCLE = """
@ landlord | official | name | landlord
s My {official} is called {title} {surname}. | {title} {surname} is my {official}.
s I have a new {official}, {title} {surname}.
s If anything comes up, my {official} is {title} {surname}, who is quite friendly.
s It took a lot of phone calls to find out, but {title} {surname} is my {official} from now on.
= surname
u My old {official} left; {title} {surname} is my {official} now.
q What is my {official} called? | Who is my {official}? | What is the name of my {official}?
o I'm at the counter and want to see my {official}. For whom do I ask? | A letter to my {official}: Dear who?
o Whose signature is on the papers from my {official}? | My {official} has left a message. Who was speaking?
o Which name lights up when my {official} rings?
o I have a complaint and it has to go to my {official}. To whom exactly?
e who my {official} is | what my {official} is called
t {official}'s name?
a Your {official} is {title} {surname}. | It's {title} {surname}. | Your {official} is called {title} {surname}.

@ clinic | medic | health place | practice clinic
s My {medic} is Dr {surname} on {street}. | I see Dr {surname} on {street}, that's my {medic}.
s I was scared for years, but I like my {medic}, Dr {surname} on {street}, who explains everything.
s When something hurts I go to Dr {surname} on {street}, my {medic}, and don't wait any longer.
= surname
u I changed my {medic}; it's Dr {surname} now.
q Who is my {medic}? | What is the name of my {medic}? | Which {medic} do I go to?
o Whose waiting room do I sit in when I need the {medic}? | Which name is on my {medic}'s brass plate?
o The hospital asks who treats me as {medic}. What do I answer? | Someone wants a good {medic}. Whom can I recommend?
o Who sends me the bills for the {medic}? | I ring up for an appointment with the {medic}. With whom, they ask?
e who my {medic} is | my {medic}'s name
t {medic}'s name?
a Your {medic} is Dr {surname}. | It's Dr {surname}. | You see Dr {surname}.
= street
q Where is my {medic}'s practice? | On which street is my {medic}? | Where do I go to see the {medic}?
o My appointment with the {medic} is in half an hour. Where do I cycle to?
o What do I tell the taxi driver when I have to get to the {medic}?
o I've lost my way to the {medic}. What should the sign at the corner say?
o Where do I look for a parking space before I see the {medic}?
o Where in town is the {medic}'s brass plate that I know?
o Which address do I drag myself to when only the {medic} can help?
e where my {medic} is | which street my {medic} is on
t {medic} is on which street?
a Your {medic} is on {street}. | It's on {street}. | The practice is on {street}.

@ teacher | school_subject | teacher name | teacher school
s My {school_subject} teacher was {title} {surname}. | At school I had {title} {surname} for {school_subject}.
s {title} {surname} taught me {school_subject}.
s I was never any good at it, but {title} {surname}, who taught me {school_subject}, never gave up on me.
s The one I still dream about is {title} {surname}, my {school_subject} teacher, strict but fair.
= surname
q Who taught me {school_subject}? | What was my {school_subject} teacher called?
q Which teacher did I have for {school_subject}?
o Who stood in front of the class when we had {school_subject}? | Who gave me my marks in {school_subject}?
o Class reunion: the one we had in {school_subject} has come too. Who is it?
o In {school_subject} we all kept quiet when the door opened. Who came in?
o To whom do I owe what I know in {school_subject}? | Whose jokes did we have to sit through in {school_subject}?
e who my {school_subject} teacher was | the name of my {school_subject} teacher
t {school_subject} teacher's name?
a Your {school_subject} teacher was {title} {surname}. | It was {title} {surname}.
a {title} {surname} taught you {school_subject}.

@ childhood_friend | friend name | home | moved friend country
s My {friend} {name} moved to {country}. | {name}, my {friend}, lives in {country} these days.
s We used to see each other every week, and now my {friend} {name} lives in {country} and we only write.
s It came out of the blue, my {friend} {name} packed up everything and moved to {country}.
= country
u My {friend} {name} moved on and is in {country} now.
q Where did my {friend} move? | Which country does {name} live in? | In what country is my {friend} {name}?
o Whose stamps are on the letters I get from {name}? | What's the last line of {name}'s address these days?
o Where does the plane take me if I visit my {friend}? | In what part of the world has {name} ended up?
o I want to ring {name} and need the dialling code. For where? | Which flag would fly over {name}'s town hall?
e which country my {friend} lives in | where {name} moved
t {name}'s country?
a Your {friend} lives in {country}. | {he} moved to {country}. | {name} is in {country}.
= name
q What is the name of my {friend} in {country}? | Who moved to {country}? | Which {friend} of mine lives in {country}?
o I'm flying to {country}. On whose door could I knock? | Who might send me a postcard from {country}?
o {country} is on the news. Whom do I think of? | Who could tell me what to see in {country}?
o I need somebody to post me something from {country}. Who do I ask?
o One of my people has settled in {country}. Who was it?
e who of my people moved to {country} | the name of my {friend} in {country}
t My {friend} in {country}?
a Your {friend} {name} lives in {country}. | It's {name}. | That's {name}, your {friend}.

@ lent | borrowable | lent | lent borrow
s I lent my {borrowable} to {name} in {month}. | In {month} {name} borrowed my {borrowable}.
s My {borrowable} is with {name}, who took it in {month}.
s I can't say no to people, so in {month} I lent my {borrowable} to {name}, and it hasn't come back.
s My {borrowable} is gone again, {name} came by for it in {month} and promised to be quick.
= name
q Who has my {borrowable}? | Who did I lend my {borrowable} to? | Which person borrowed my {borrowable}?
o I need my {borrowable} back. At whose door do I knock?
o There's an empty space where my {borrowable} used to be. Whom do I text?
o Who's making use of my {borrowable} at the moment? | Who do I have to nag about my {borrowable}?
o With whom did my {borrowable} end up? | In whose house would I find my {borrowable}?
e who has my {borrowable} | who I lent my {borrowable} to
t Who's got my {borrowable}?
a {name} has your {borrowable}. | You lent it to {name}. | Your {borrowable} is with {name}.
= month
q When did I lend out my {borrowable}? | In which month was my {borrowable} borrowed?
q Since which month has my {borrowable} been gone?
o When did I last see my {borrowable}? | When did my {borrowable} leave the house?
o {name} has had it for ages. Since when? | When did {name} carry off my {borrowable}?
o How long have I been without my {borrowable}, from which month on?
o When did I make the mistake of being generous with my {borrowable}?
e when I lent out my {borrowable} | the month when I gave away my {borrowable}
t My {borrowable} was lent when?
a You lent it out in {month}. | It was in {month}. | Your {borrowable} was lent out in {month}.

@ boss | workmate | work name | work team
s My {workmate} at {company} is {name} {surname}. | {name} {surname} is my {workmate} at {company}.
s I get on with most people there, but {name} {surname}, my {workmate} at {company}, is by far the nicest.
s There are so many new faces at {company}, but {name} {surname} is my {workmate} there.
= surname
u There was a change at work: my {workmate} is {name} {surname} now.
q Who is my {workmate}? | What is my {workmate} called? | What is the surname of my {workmate}?
o I'm writing a formal letter to my {workmate}. What comes after the title?
o There are two people with that first name at the office. Which one is my {workmate}?
o Under which family name do I find my {workmate} in the staff list?
o The place card for my {workmate} should have the full name. What's on it?
o The porter wants the family name of my {workmate}. Well?
o What does the badge of my {workmate} say, the second word, I mean?
e who my {workmate} is | my {workmate}'s full name
t My {workmate}'s name?
a Your {workmate} is {name} {surname}. | It's {name} {surname}. | Your {workmate} is called {name} {surname}.

@ meeting | person name | meeting | meet meeting
s I'm meeting my {person} {name} at {cafe} at {time}. | {name}, my {person}, meets me at {cafe} at {time}.
s It was hard to find a day, but I'm meeting my {person} {name} at {cafe} at {time}, finally.
s If anybody looks for me, I'm at {cafe} with my {person} {name}, we said {time}.
= cafe
u The plan changed: I'm meeting my {person} {name} at {cafe} instead.
q Where am I meeting my {person}? | At which place do {name} and I meet? | Where do I have to go to meet {name}?
o I'm in a taxi and {name} is waiting. Where to? | {name} writes "I'm here already". Where is here?
o Where will my {person} be looking out for me? | Which spot did {name} and I agree on?
o Is {name} coming to my place, or where do I show up?
o I have flowers for my {person} in my hand. Where do I carry them?
e where I'm meeting my {person} | the place where {name} and I meet
t Meeting {name} where?
a You're meeting your {person} at {cafe}. | At {cafe}. | You and {name} meet at {cafe}.
= time
q At what time am I meeting my {person}? | When do I meet {name}? | What time do {name} and I meet?
o When will {name} start to tap {his} foot if I'm not there?
o {name} can't bear people who are late. What does the clock say if I'm punctual?
o How long can I nap before my {person} sits there alone? | When is {name} expecting me?
o What hour goes beside {name} in my diary? | When should I be shaking my {person}'s hand?
e when I'm meeting my {person} | what time I meet {name}
t Meeting {name} at what time?
a You're meeting your {person} at {time}. | At {time}. | You and {name} meet at {time}.

@ ticket_friend | name | ticket price | ticket owe money
s I owe {name} {price} for the {event} ticket. | {name} paid {price} for my {event} ticket.
s I hate having debts, and I still owe {name} {price} for the {event} ticket.
s It was too late to get any money out, so {name} paid {price} for my {event} ticket.
= price
q How much do I owe {name}? | What did {name} pay for my {event} ticket? | How much money does {name} get from me?
o I'd like to be even with {name}. What does that take? | How much goes into the envelope for {name}?
o What do I transfer to {name}? | How deep in debt am I with {name}?
o {name} paid at the counter for me. What did it come to?
o I meet {name} tonight and my purse is full. What do I take out of it?
e how much I owe {name} | what the {event} ticket cost
t Owe {name} how much?
a You owe {name} {price}. | It's {price}. | {name} gets {price} from you.
= name
q Who do I owe for the {event} ticket? | Who paid for my {event} ticket? | To whom do I owe {price}?
o Who put down the money for me at the counter, for the {event}? | Into whose hand do I press {price}?
o I got my wages today. Who should get {price} of them? | To whom am I in debt because of the {event}?
o I'm making a transfer for the {event} ticket. What goes under "payee"? | Who might be waiting for {price} from me?
e who paid for my {event} ticket | who I owe {price}
t Who paid the {event} ticket?
a You owe {name} for it. | {name} paid for your {event} ticket. | It was {name}.
"""
