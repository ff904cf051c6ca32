"""Relations about people and animals, in the notation that `invented_notation` reads."""

PEOPLE = """
@ pet_name | pet | name | pet named
s My {pet} is called {petname}. | We have {a:pet} called {petname}. | I named my {pet} {petname}.
s Our {pet}'s name is {petname}.
= petname
u We renamed the {pet}: it is called {petname} now. | The {pet} has a new name, {petname}.
q What is my {pet} called? | Which name did I give the {pet}? | What name does my {pet} have?
e what my {pet} is called | the name of my {pet}
t {pet}'s name? | Name of the {pet}?
a Your {pet} is called {petname}. | Your {pet}'s name is {petname}. | It's called {petname}. | You named it {petname}.

@ pet_age | pet | age | pet age old
s My {pet} {petname} is {age} years old. | {petname}, my {pet}, turned {age} this spring.
s Our {pet} {petname} is {age}.
= age
u Our {pet} {petname} had a birthday and is {age} now. | My {pet} {petname} has turned {age}.
q How old is my {pet}? | What age is my {pet}? | How many years old is {petname}?
e how old my {pet} is | the age of {petname}
t {pet}'s age? | Age of the {pet}?
a Your {pet} is {age} years old. | {petname} is {age}. | It's {age} years old.

@ pet_bed | pet | sleep | sleep bed pet
s {petname} the {pet} sleeps {hide}. | Our {pet} {petname} always sleeps {hide}. | My {pet} has its bed {hide}.
= hide
u We moved the {pet}'s bed: it sleeps {hide} now. | These days the {pet} sleeps {hide}.
q Where does my {pet} sleep? | Where does the {pet} go to sleep at night? | Where is the {pet}'s bed?
e where my {pet} sleeps | where the {pet} spends the night
t Where's the {pet}'s bed?
a Your {pet} sleeps {hide}. | It sleeps {hide}. | The {pet} has its bed {hide}.

@ pet_fear | pet | fear | fear afraid pet
s My {pet} is afraid of {fear}. | {petname}, our {pet}, is scared of {fear}. | Nothing frightens my {pet} but {fear}.
= fear
q What is my {pet} afraid of? | What scares the {pet}? | Which thing frightens my {pet}?
e what my {pet} is afraid of | what frightens the {pet}
t The {pet} is scared of what?
a Your {pet} is afraid of {fear}. | It's scared of {fear}. | The thing that frightens your {pet} is {fear}.

@ pet_food | pet | food | eat food pet
s My {pet} only eats {petfood}. | We feed the {pet} {petfood}. | For breakfast the {pet} gets {petfood}.
= petfood
u We changed the {pet}'s diet: it only gets {petfood} now. | From now on the {pet} eats {petfood}.
q What does my {pet} eat? | What do we feed the {pet}? | Which food does my {pet} get?
e what my {pet} eats | what to feed the {pet}
t Food for the {pet}?
a Your {pet} eats {petfood}. | You feed it {petfood}. | The {pet} gets {petfood}.

@ vet | pet | vet | vet animal doctor
s Our vet is Dr {surname} in {town}. | I take the {pet} to Dr {surname}, the vet in {town}.
s The {pet} sees the vet in {town}, Dr {surname}.
= surname
q Who is our vet? | What is the name of the vet I take the {pet} to? | Which vet looks after my {pet}?
e who our vet is | the name of the {pet}'s vet
t Vet's name?
a Your vet is Dr {surname}. | It's Dr {surname}. | You take the {pet} to Dr {surname}.
= town
q Where is our vet? | In which town is the vet? | Where do I take the {pet} when it is ill?
e where our vet is | the town our vet is in
t Vet is where?
a Your vet is in {town}. | The vet is in {town}. | You take it to the vet in {town}.

@ pet_origin | pet | origin | adopt pet
s We adopted our {pet} in {year} from a shelter in {town}. | Our {pet} came to us in {year} from {town}.
s In {year} I got my {pet} from a farmer in {town}.
= year
q When did we get our {pet}? | In which year did the {pet} come to us? | Since when have we had the {pet}?
e when we got the {pet} | the year we got our {pet}
t Year we got the {pet}?
a You got your {pet} in {year}. | It was in {year}. | The {pet} came to you in {year}.
= town
q Where did we get our {pet}? | Which town did the {pet} come from? | Where does my {pet} come from?
e where my {pet} comes from | the town where we got our {pet}
t The {pet} is from where?
a Your {pet} came from {town}. | You got it in {town}. | The {pet} is from {town}.

@ person_job | person name | work | job work
s My {person} {name} is {a:job}. | My {person} {name} works as {a:job}. | {name}, my {person}, is {a:job} by trade.
s My {person} {name} has been {a:job} for years.
= job
u My {person} {name} changed jobs and is {a:job} now. | {name}, my {person}, has become {a:job}.
q What does my {person} do for a living? | What is {name}'s job? | What work does my {person} {name} do?
e what my {person} does for a living | what {name} works as
t {name}'s job? | My {person}'s profession?
a Your {person} {name} is {a:job}. | {he} is {a:job}. | {name} works as {a:job}.
= name
q What is my {person} called, the {job}? | Which {person} of mine is {a:job}? | Who in my life is {a:job}?
e the name of my {person} who is {a:job} | which {person} works as {a:job}
t Name of my {person}, the {job}?
a Your {person} {name} is {a:job}. | That's your {person} {name}. | It's {name}.

@ person_town | person name | home | live home
s My {person} {name} lives in {town}. | {name}, my {person}, has a flat in {town}.
s My {person} {name} has a house in {town}.
= town
u My {person} {name} moved and lives in {town} now. | {name}, my {person}, has moved to {town}.
q Where does my {person} live? | In which town does {name} live? | Where is my {person} {name}'s home?
e where my {person} lives | which town {name} lives in
t {name} lives where? | My {person}'s town?
a Your {person} {name} lives in {town}. | {he} lives in {town}. | {name}'s home is in {town}.
= name
q Who do I know in {town}? | Which {person} of mine lives in {town}? | What is my {person} in {town} called?
e who of my people lives in {town} | the name of my {person} in {town}
t Name of my {person} in {town}?
a Your {person} {name} lives in {town}. | That's your {person} {name}. | It's {name}, your {person}.

@ person_employer | person name | work | work company
s My {person} {name} works at {company} in {town}. | {name}, my {person}, has a job with {company} in {town}.
s My {person} {name} is employed by {company}, over in {town}.
= company
u My {person} {name} left the old place and works at {company} now. | {name}, my {person}, was hired by {company}.
q Which company does my {person} work for? | Who employs {name}? | At which firm does my {person} {name} work?
e which company my {person} works for | who {name} works for
t {name}'s employer?
a Your {person} works at {company}. | {he} works for {company}. | {name} is employed by {company}.
= town
q In which town does my {person} work? | Where is {name}'s job? | What town does my {person} {name} work in?
e which town my {person} works in | where {name} has to go for work
t {name} works in which town?
a Your {person} works in {town}. | {he} works in {town}. | {name}'s job is in {town}.

@ person_name | person | name | name
s My {person} is called {name}. | My {person}'s name is {name}. | {name} is my {person}.
= name
q What is my {person} called? | What is my {person}'s name? | Which name does my {person} have?
e what my {person} is called | my {person}'s name
t My {person}'s name? | Name of my {person}?
a Your {person} is called {name}. | Your {person}'s name is {name}. | It's {name}. | {his} name is {name}.

@ person_birthday | person name | birthday | birthday
s My {person} {name} has a birthday on {date}. | {name}, my {person}, was born on {date}.
s The birthday of my {person} {name} is {date}.
= date
q When is my {person}'s birthday? | On which day does {name} have a birthday? | What date is {name}'s birthday?
e when my {person}'s birthday is | the date of {name}'s birthday
t {name}'s birthday? | Birthday of my {person}?
a Your {person}'s birthday is {date}. | It's {date}. | {name} has a birthday on {date}.

@ person_age | person name | age | age old
s My {person} {name} is {adultage} years old. | {name}, my {person}, turned {adultage} last month.
= adultage
u My {person} {name} had a birthday and is {adultage} now.
q How old is my {person}? | What is {name}'s age? | How many years old is my {person} {name}?
e how old my {person} is | {name}'s age
t My {person}'s age?
a Your {person} is {adultage} years old. | {he} is {adultage}. | {name} is {adultage}.

@ person_does | person name | work hobby | does pastime
s My {person} {name} {does}. | {name}, my {person}, {does} in {his} spare time. | My {person} {name} {does} for fun.
= does
q What does my {person} do in {his} spare time? | What is {name} busy with? | What does {name} do for fun?
e what my {person} {name} does in {his} free time | what {name} does for fun
t {name}'s pastime?
a Your {person} {name} {does}. | {he} {does}. | In {his} spare time {name} {does}.
= name
q Which {person} of mine {does}? | Who do I know who {does}? | What is the name of my {person} who {does}?
e which of my people {does} | the name of my {person} who {does}
t My {person} who {does}?
a Your {person} {name} {does}. | That's your {person} {name}. | It's {name}.

@ person_instrument | person name | music | music play instrument
s My {person} {name} plays the {instrument}. | {name}, my {person}, plays the {instrument} in a band.
= instrument
u My {person} {name} gave that up and plays the {instrument} now.
q What does my {person} play? | Which instrument does {name} play? | What instrument can my {person} {name} play?
e which instrument my {person} plays | what {name} plays
t {name}'s instrument?
a Your {person} plays the {instrument}. | {he} plays the {instrument}. | {name}'s instrument is the {instrument}.

@ person_allergy | person name | health food | allergy allergic
s My {person} {name} is allergic to {allergen}. | {name}, my {person}, must not eat {allergen}.
s My {person} {name} gets ill from {allergen}.
= allergen
q What is my {person} allergic to? | What must {name} not eat? | Which food is bad for my {person} {name}?
e what my {person} is allergic to | what I must never cook for {name}
t {name}'s allergy?
a Your {person} is allergic to {allergen}. | {he} can't have {allergen}. | {name} must not eat {allergen}.

@ person_wedding | person name | wedding | wedding married
s My {person} {name} got married in {town} in {year}. | {name}, my {person}, had the wedding in {town} in {year}.
= town
q Where did my {person} get married? | In which town was {name}'s wedding? | Where was my {person}'s wedding?
e where my {person} got married | the place of {name}'s wedding
t {name}'s wedding was where?
a Your {person} got married in {town}. | It was in {town}. | {name}'s wedding was in {town}.
= year
q In which year did my {person} get married? | When was {name}'s wedding? | What year did {name} marry?
e when my {person} got married | the year of {name}'s wedding
t Year of {name}'s wedding?
a Your {person} got married in {year}. | It was in {year}. | {name}'s wedding was in {year}.

@ person_studies | person name | study | study university
s My {person} {name} studies {subject} in {town}. | {name}, my {person}, is doing a degree in {subject} in {town}.
= subject
u My {person} {name} switched courses and studies {subject} now.
q What does my {person} study? | Which subject is {name} studying? | What is my {person} {name}'s degree in?
e what my {person} studies | the subject that {name} is studying
t {name}'s subject?
a Your {person} studies {subject}. | {he} is studying {subject}. | {name}'s subject is {subject}.
= town
q Where does my {person} study? | In which town is {name} at university? | Where is {name} doing that degree?
e where my {person} studies | which town {name} is studying in
t {name} studies where?
a Your {person} studies in {town}. | {he} is studying in {town}. | {name}'s university is in {town}.

@ person_gift | person name | gift | gift present
s My {person} {name} would like {a:gift} as a present. | I want to give my {person} {name} {a:gift}.
s For {his} birthday my {person} {name} wants {a:gift}.
= gift
u My {person} {name} changed {his} mind and would rather get {a:gift}.
q What would my {person} like as a present? | What should I give {name}? | Which present is right for my {person}?
e what my {person} wants as a present | which gift {name} wants
t Gift for {name}?
a Your {person} would like {a:gift}. | {he} wants {a:gift}. | The right present for {name} is {a:gift}.

@ person_car | person name | car | car drive
s My {person} {name} drives {a:colour} {car}. | {name}, my {person}, has {a:colour} {car}.
= car
u My {person} {name} bought another car, {a:colour} {car}.
q What does my {person} drive? | Which make of car does {name} have? | What car does my {person} {name} own?
e what car my {person} has | what {name} drives
t {name}'s car?
a Your {person} drives {a:car}. | {he} has {a:car}. | {name}'s car is {a:car}.
= colour
q What colour is my {person}'s car? | In which colour is {name}'s {car}? | What is the colour of {name}'s car?
e what colour my {person}'s car is | the colour of {name}'s car
t Colour of {name}'s car?
a Your {person}'s car is {colour}. | It's {colour}. | {name}'s car is {colour}.

@ person_number | person name | number | phone number
s My {person} {name}'s {phone} number is {phonenumber}. | {name}, my {person}, has the {phone} number {phonenumber}.
s The {phone} number of my {person} {name}: {phonenumber}.
= phonenumber
u My {person} {name} has a new {phone} number, {phonenumber}.
q What is my {person}'s {phone} number? | How do I reach {name} on the {phone} phone?
q Which {phone} number does {name} have?
e my {person}'s {phone} number | the {phone} number of {name}
t {name}'s {phone} number?
a Your {person}'s {phone} number is {phonenumber}. | It's {phonenumber}. | You can reach {name} on {phonenumber}.
"""
