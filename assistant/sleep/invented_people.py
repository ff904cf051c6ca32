"""Relations about people, in the notation that `invented_notation` reads."""

PEOPLE = """
@ person_job | person name | work | job work
s My {person} {name} is {a:job}. | My {person} {name} works as {a:job}. | {name}, my {person}, is {a:job} by trade.
s My {person} {name} has been {a:job} for years.
s I always mix it up, so here it is: my {person} {name} is {a:job}, and a good one.
s If you ever need one, my {person} {name} is {a:job} and loves to talk about it.
= job
u My {person} {name} changed jobs and is {a:job} now. | {name}, my {person}, has become {a:job}.
q What does my {person} do for a living? | What is {name}'s job? | What work does my {person} {name} do?
o How does {name} earn {his} bread? | What stands under the name on my {person}'s business card?
o On the form there's a box for {name}'s occupation. What goes in? | What did {name} train as?
o What could {name} tell a class of children about at a careers day? | Is my {person} a teacher, or what?
o What is {name} by day, to pay the rent?
e what my {person} does for a living | what {name} works as
t {name}'s job? | My {person}'s profession?
a Your {person} {name} is {a:job}. | {he} is {a:job}. | {name} works as {a:job}.
= name
q What is my {person} called, the {job}? | Which {person} of mine is {a:job}? | Who in my life is {a:job}?
o I could do with {a:job} I can trust. Whom of my people do I ring?
o Which name do I look for in my contacts when I need {a:job}?
o Someone asks whether I know {a:job} in private life. Whom do I mention?
o Who would be offended if I went to another {job}? | We have {a:job} among us. Who was that again?
o To whom do I pass on a question that only {a:job} can answer?
e the name of my {person} who is {a:job} | which {person} works as {a:job}
t Name of my {person}, the {job}?
a Your {person} {name} is {a:job}. | That's your {person} {name}. | It's {name}.

@ person_town | person name | home | live home
s My {person} {name} lives in {town}. | {name}, my {person}, has a flat in {town}.
s My {person} {name} has a house in {town}.
s My {person} {name} couldn't stand the old place any more and lives in {town} now, with a balcony.
s We don't see each other much, my {person} {name} lives in {town} and I hate the drive.
= town
u My {person} {name} moved and lives in {town} now. | {name}, my {person}, has moved to {town}.
q Where does my {person} live? | In which town does {name} live? | Where is my {person} {name}'s home?
o What do I write under the street on a card to {name}?
o I'd like to drop in on my {person}. For which place do I buy the ticket? | Where does {name} put the bins out?
o Whose local paper would I read at {name}'s breakfast table, which town's?
o Where would I go to ring my {person}'s doorbell? | The parcel for {name} is packed. What place goes on the label?
o Which town's rain does {name} complain about?
e where my {person} lives | which town {name} lives in
t {name} lives where? | My {person}'s town?
a Your {person} {name} lives in {town}. | {he} lives in {town}. | {name}'s home is in {town}.
= name
q Who do I know in {town}? | Which {person} of mine lives in {town}? | What is my {person} in {town} called?
o I'm stranded in {town} for the night. Whose sofa could I sleep on?
o I'm passing through {town}: who would be hurt if I didn't look in? | Who could show me round {town}?
o Whose front door do I know in {town}? | There's a storm over {town}. Who do I call to hear if all is well?
o The postmark says {town}. Who has written to me?
e who of my people lives in {town} | the name of my {person} in {town}
t Name of my {person} in {town}?
a Your {person} {name} lives in {town}. | That's your {person} {name}. | It's {name}, your {person}.

@ person_employer | person name | work | work company
s My {person} {name} works at {company} in {town}. | {name}, my {person}, has a job with {company} in {town}.
s My {person} {name} is employed by {company}, over in {town}.
s My {person} {name} complains a lot but has stayed with {company} in {town} all these years.
s It is a long ride every day, but my {person} {name} likes the job at {company} in {town}.
= company
u My {person} {name} left the old place and works at {company} now. | {name}, my {person}, was hired by {company}.
q Which company does my {person} work for? | Who employs {name}? | At which firm does my {person} {name} work?
o Who pays {name}'s wages? | Whose logo is on my {person}'s payslip?
o I want to be put through to {name} during office hours. Which switchboard do I ring?
o Which business would fall apart without {name}, to hear {him} talk? | Whose Christmas party does {name} have to go to?
o {name} says there's a vacancy. To whom do I send my papers?
e which company my {person} works for | who {name} works for
t {name}'s employer?
a Your {person} works at {company}. | {he} works for {company}. | {name} is employed by {company}.
= town
q In which town does my {person} work? | Where is {name}'s job? | What town does my {person} {name} work in?
o Where does {name} get off on a working day?
o I'd like to take my {person} out in {his} lunch break. Which town is that in?
o In which town is {name} stuck from nine to five? | Which town's traffic jam makes {name} late for the office?
o From which town does my {person} drive home every evening?
o If {name} wanted to live next door to the firm, which town would it be?
e which town my {person} works in | where {name} has to go for work
t {name} works in which town?
a Your {person} works in {town}. | {he} works in {town}. | {name}'s job is in {town}.

@ person_name | person | name | name
s My {person} is called {name}. | My {person}'s name is {name}. | {name} is my {person}.
s I should have mentioned it long ago, my {person} is called {name}.
s With all the people I talk about, just remember that {name} is my {person}.
= name
q What is my {person} called? | What is my {person}'s name? | Which name does my {person} have?
o I'm introducing my {person} at a party. "And this is", who? | What comes after "Dear" when I write to my {person}?
o Who is meant when I say "my {person}"? | What did {his} parents pick when my {person} came into the world?
o There's a place card missing for my {person}. What do I put on it?
o Somebody rings and wants my {person}. Whom will they ask for?
o How do I call my {person} over when {he} stands at the other end of the room?
e what my {person} is called | my {person}'s name
t My {person}'s name? | Name of my {person}?
a Your {person} is called {name}. | Your {person}'s name is {name}. | It's {name}. | {his} name is {name}.

@ person_birthday | person name | birthday | birthday
s My {person} {name} has a birthday on {date}. | {name}, my {person}, was born on {date}.
s The birthday of my {person} {name} is {date}.
s I forgot it last year, so write this down: my {person} {name} has a birthday on {date}.
s There was such a fuss last time that I want to get it right: my {person} {name}'s birthday is {date}.
= date
q When is my {person}'s birthday? | On which day does {name} have a birthday? | What date is {name}'s birthday?
o When do the candles get lit for {name}? | On which day do I have to sing for my {person}?
o When should the present for {name} be wrapped at the latest?
o Which day do I circle so that {name} isn't cross with me? | On what day does {name} turn a year older?
o When is it cake and balloons for my {person}?
o What does {name}'s passport say about the day {he} came into the world?
e when my {person}'s birthday is | the date of {name}'s birthday
t {name}'s birthday? | Birthday of my {person}?
a Your {person}'s birthday is {date}. | It's {date}. | {name} has a birthday on {date}.

@ person_age | person name | age | age old
s My {person} {name} is {adultage} years old. | {name}, my {person}, turned {adultage} last month.
s My {person} {name} is {adultage} by now, though you wouldn't guess it.
s I did the sums because nobody believed me, and yes, my {person} {name} is {adultage}.
= adultage
u My {person} {name} had a birthday and is {adultage} now.
q How old is my {person}? | What is {name}'s age? | How many years old is my {person} {name}?
o How many candles were on {name}'s last cake? | Which number goes on the balloon for my {person}?
o How long has {name} been on this earth? | Is my {person} anywhere near a pension, how many years is it?
o Someone guessed wrong and {name} was insulted. What would have been right?
o The travel insurance wants a number of years for {name}. Which?
e how old my {person} is | {name}'s age
t My {person}'s age?
a Your {person} is {adultage} years old. | {he} is {adultage}. | {name} is {adultage}.

@ person_does | person name | work hobby | does pastime
s My {person} {name} {does}. | {name}, my {person}, {does} in {his} spare time. | My {person} {name} {does} for fun.
s When the working day is over, my {person} {name} {does} and is happy.
s It started as a joke, but my {person} {name} {does} nearly every weekend now.
= does
q What does my {person} do in {his} spare time? | What is {name} busy with? | What does {name} do for fun?
o What keeps {name} up until midnight of {his} own free will? | Why does my {person} never have a free weekend?
o What's {name}'s great passion? | What do I ask {name} about to see {his} eyes light up?
o It's raining and {name} has the day off. What happens? | Is my {person} just lazy after work, or what goes on there?
e what my {person} {name} does in {his} free time | what {name} does for fun
t {name}'s pastime?
a Your {person} {name} {does}. | {he} {does}. | In {his} spare time {name} {does}.
= name
q Which {person} of mine {does}? | Who do I know who {does}? | What is the name of my {person} who {does}?
o The local paper is looking for someone who {does}. Who do I suggest?
o A visitor would love to meet somebody who {does}. To whom do I introduce them?
o I saw a film about a man who {does}. Whom did it remind me of?
o In my address book there is one person who {does}. Under what name? | Who talks about nothing else and really {does}?
o If somebody near me {does}, then who?
e which of my people {does} | the name of my {person} who {does}
t My {person} who {does}?
a Your {person} {name} {does}. | That's your {person} {name}. | It's {name}.

@ person_instrument | person name | music | music play instrument
s My {person} {name} plays the {instrument}. | {name}, my {person}, plays the {instrument} in a band.
s The walls are thin, so I can tell you that my {person} {name} plays the {instrument}, rather well in fact.
s My {person} {name} took it up late and now plays the {instrument} every evening.
= instrument
u My {person} {name} gave that up and plays the {instrument} now.
q What does my {person} play? | Which instrument does {name} play? | What instrument can my {person} {name} play?
o What do I hear through the wall when {name} practises? | We're starting a band. What do we get if my {person} joins?
o What did {name} have all those lessons for? | I'm looking for sheet music for {name}. For what?
o The orchestra is one short. Where could my {person} step in? | {name} goes on stage tonight. What makes the sound?
e which instrument my {person} plays | what {name} plays
t {name}'s instrument?
a Your {person} plays the {instrument}. | {he} plays the {instrument}. | {name}'s instrument is the {instrument}.

@ person_allergy | person name | health food | allergy allergic
s My {person} {name} is allergic to {allergen}. | {name}, my {person}, must not eat {allergen}.
s My {person} {name} gets ill from {allergen}.
s We had a scare once, so please note that my {person} {name} is allergic to {allergen}.
s I have to think of it before every visit: {allergen} makes my {person} {name} ill.
= allergen
q What is my {person} allergic to? | What must {name} not eat? | Which food is bad for my {person} {name}?
o {name} is coming over. What must be nowhere near {him}?
o The nurse puts a red band on my {person}'s wrist. What is written on it?
o {name} is covered in spots again. What was it, I bet? | What could send my {person} to hospital?
o What do I warn everybody about before {name} gets here?
o Summer camp wants to know what {name}'s body can't bear. Well?
e what my {person} is allergic to | what I must never cook for {name}
t {name}'s allergy?
a Your {person} is allergic to {allergen}. | {he} can't have {allergen}. | {name} must not eat {allergen}.

@ person_wedding | person name | wedding | wedding married
s My {person} {name} got married in {town} in {year}. | {name}, my {person}, had the wedding in {town} in {year}.
s I still have the photos, my {person} {name} got married in {town} in {year} and it poured all day.
s It was the best party I've been to, when my {person} {name} married in {town}, back in {year}.
= town
q Where did my {person} get married? | In which town was {name}'s wedding? | Where was my {person}'s wedding?
o Where did {name} say "I do"? | Where did we throw rice over my {person}?
o {name} wants to go back to where the rings were exchanged. Where is that?
o Which town hall has {name}'s signature next to another one?
o Confetti in {name}'s hair: in which town was the photo taken? | Where did my {person} cut a cake with several tiers?
e where my {person} got married | the place of {name}'s wedding
t {name}'s wedding was where?
a Your {person} got married in {town}. | It was in {town}. | {name}'s wedding was in {town}.
= year
q In which year did my {person} get married? | When was {name}'s wedding? | What year did {name} marry?
o Since when has {name} worn that ring? | From what year do I count for {name}'s anniversary?
o What is engraved next to the initials in my {person}'s ring? | When did {name} stop being single, officially?
o How old are the confetti photos of {name}, which year? | When did my {person} say "I do"?
e when my {person} got married | the year of {name}'s wedding
t Year of {name}'s wedding?
a Your {person} got married in {year}. | It was in {year}. | {name}'s wedding was in {year}.

@ person_studies | person name | study | study university
s My {person} {name} studies {subject} in {town}. | {name}, my {person}, is doing a degree in {subject} in {town}.
s It surprised us all, but my {person} {name} moved to {town} and studies {subject} there.
s With a bit of luck there's a degree at the end: my {person} {name} is studying {subject} in {town}.
= subject
u My {person} {name} switched courses and studies {subject} now.
q What does my {person} study? | Which subject is {name} studying? | What is my {person} {name}'s degree in?
o What are the fat books on {name}'s desk about? | In which field will my {person} be an expert one day?
o What will it say on {name}'s diploma? | I want to give {name} a textbook. On what?
o What does {name} cram for the night before a test? | Which lectures does my {person} fall asleep in?
e what my {person} studies | the subject that {name} is studying
t {name}'s subject?
a Your {person} studies {subject}. | {he} is studying {subject}. | {name}'s subject is {subject}.
= town
q Where does my {person} study? | In which town is {name} at university? | Where is {name} doing that degree?
o I'm sending a food parcel to {name}'s student room. To which place?
o Term starts again. Where does {name} take the train to? | Where does my {person} queue for the canteen?
o Which town's lecture halls does {name} sit in? | Where could I see {name} throw {his} cap in the air one day?
o In which town does my {person} carry books from the campus to a cheap room?
e where my {person} studies | which town {name} is studying in
t {name} studies where?
a Your {person} studies in {town}. | {he} is studying in {town}. | {name}'s university is in {town}.

@ person_gift | person name | gift | gift present
s My {person} {name} would like {a:gift} as a present. | I want to give my {person} {name} {a:gift}.
s For {his} birthday my {person} {name} wants {a:gift}.
s I've been wondering for weeks, and now I know that my {person} {name} wants {a:gift}.
s There were hints all through dinner: my {person} {name} is dreaming of {a:gift}.
= gift
u My {person} {name} changed {his} mind and would rather get {a:gift}.
q What would my {person} like as a present? | What should I give {name}? | Which present is right for my {person}?
o What would make {name}'s eyes shine when the wrapping comes off? | We're all chipping in for {name}. What for?
o I'm at the till with something for my {person}. What is it, if I did it right?
o No socks this time. What does {name} get from me? | Is it just flowers for my {person}, or what was the idea?
o What's at the top of {name}'s wish list?
e what my {person} wants as a present | which gift {name} wants
t Gift for {name}?
a Your {person} would like {a:gift}. | {he} wants {a:gift}. | The right present for {name} is {a:gift}.

@ person_car | person name | car | car drive
s My {person} {name} drives {a:colour} {car}. | {name}, my {person}, has {a:colour} {car}.
s There is no missing it in our street, my {person} {name} drives {a:colour} {car} and polishes it every week.
s My {person} {name} got rid of the old wreck and drives {a:colour} {car} now.
= car
u My {person} {name} bought another car, {a:colour} {car}.
q What does my {person} drive? | Which make of car does {name} have? | What car does my {person} {name} own?
o {name} needs a spare part. For which make do I order it?
o Which badge is on the bonnet when my {person} comes round the corner?
o What stands in {name}'s garage? The make will do. | Which dealer does {name} go to for a service?
o On the parking permit for {name} there's a box "make". What goes in? | What would {name} bring along on four wheels?
e what car my {person} has | what {name} drives
t {name}'s car?
a Your {person} drives {a:car}. | {he} has {a:car}. | {name}'s car is {a:car}.
= colour
q What colour is my {person}'s car? | In which colour is {name}'s {car}? | What is the colour of {name}'s car?
o I need touch-up paint for {name}'s scratched door. Which tin?
o {name} picks me up at the station. Which paintwork do I look out for? | Is {name}'s the red one out there, or which?
o There's a smear of paint on the gate since {name} reversed. What does it look like?
o Which crayon does a child need to draw what my {person} drives?
o Describe {name}'s wheels to someone who can't tell the makes apart.
e what colour my {person}'s car is | the colour of {name}'s car
t Colour of {name}'s car?
a Your {person}'s car is {colour}. | It's {colour}. | {name}'s car is {colour}.

@ person_number | person name | number | phone number
s My {person} {name}'s {phone} number is {phonenumber}. | {name}, my {person}, has the {phone} number {phonenumber}.
s The {phone} number of my {person} {name}: {phonenumber}.
s In case mine goes flat, my {person} {name}'s {phone} number is {phonenumber}, please keep it.
s I never remember it when I need it: my {person} {name} has the {phone} number {phonenumber}.
= phonenumber
u My {person} {name} has a new {phone} number, {phonenumber}.
q What is my {person}'s {phone} number? | How do I reach {name} on the {phone} phone?
q Which {phone} number does {name} have?
o I'm in a phone box and want to talk to {name}. What do I dial?
o My contacts are gone. What did I have under {name}, {phone}?
o Someone needs to get hold of my {person}. Which digits do I pass on? | What do I press to make {name}'s phone ring?
o I'm writing {name} on the emergency sheet. What goes beside it? | Read {name}'s digits out to me, I have a pen.
e my {person}'s {phone} number | the {phone} number of {name}
t {name}'s {phone} number?
a Your {person}'s {phone} number is {phonenumber}. | It's {phonenumber}. | You can reach {name} on {phonenumber}.
"""
