"""Relations about animals, in the notation that `invented_notation` reads."""

PETS = """
@ pet_name | pet | name | pet named
s My {pet} is called {petname}. | We have {a:pet} called {petname}. | I named my {pet} {petname}.
s Our {pet}'s name is {petname}.
s We argued about it for a whole week, and now the {pet} is called {petname}, like it or not.
s It took the whole family to decide, but {petname} is what our {pet} is called.
= petname
u We renamed the {pet}: it is called {petname} now. | The {pet} has a new name, {petname}.
q What is my {pet} called? | Which name did I give the {pet}? | What name does my {pet} have?
o A child kneels down to say hello to our {pet}. Hello, who?
o Who goes in the first line of the vet's form when I bring the {pet}?
o I'm painting a little sign for the {pet}'s corner. Which word do I paint?
o A visitor points at the {pet} and asks who that is. What do I say? | How do I greet the {pet} when I come home?
o The {pet} is getting a birthday card. What comes after "Dear"?
o Whom do I ask the sitter to look after while I'm gone?
e what my {pet} is called | the name of my {pet}
t {pet}'s name? | Name of the {pet}?
a Your {pet} is called {petname}. | Your {pet}'s name is {petname}. | It's called {petname}. | You named it {petname}.

@ pet_age | pet | age | pet age old
s My {pet} {petname} is {age} years old. | {petname}, my {pet}, turned {age} this spring.
s Our {pet} {petname} is {age}.
s It feels like we only just got {petname}, and yet our {pet} is {age} years old now.
s I looked it up in the papers, and {petname}, our {pet}, is {age} already, time flies.
= age
u Our {pet} {petname} had a birthday and is {age} now. | My {pet} {petname} has turned {age}.
q How old is my {pet}? | What age is my {pet}? | How many years old is {petname}?
o How many candles would go on a cake for {petname}?
o Is {petname} a youngster or getting on, how many summers is it by now? | How long has {petname} been in this world?
o People take {petname} for a baby. What's the truth? | How many birthdays has the {pet} had?
o The insurance for {petname} depends on the years. How many do I enter?
e how old my {pet} is | the age of {petname}
t {pet}'s age? | Age of the {pet}?
a Your {pet} is {age} years old. | {petname} is {age}. | It's {age} years old.

@ pet_bed | pet | sleep | sleep bed pet
s {petname} the {pet} sleeps {hide}. | Our {pet} {petname} always sleeps {hide}. | My {pet} has its bed {hide}.
s We have given up arguing, the {pet} sleeps {hide} and that's that.
s If you stay over, tread softly, because our {pet} {petname} sleeps {hide}.
= hide
u We moved the {pet}'s bed: it sleeps {hide} now. | These days the {pet} sleeps {hide}.
q Where does my {pet} sleep? | Where does the {pet} go to sleep at night? | Where is the {pet}'s bed?
o It's dark and the {pet} has gone quiet. Where do I look for it? | Where should I lay the soft blanket for the {pet}?
o Where do I have to tiptoe so as not to disturb the dozing {pet}?
o I want to say good night to the {pet}. Where do I bend down? | What spot has our {pet} picked for its naps?
o Which place must nobody put boxes in, because the {pet} needs it at night?
e where my {pet} sleeps | where the {pet} spends the night
t Where's the {pet}'s bed?
a Your {pet} sleeps {hide}. | It sleeps {hide}. | The {pet} has its bed {hide}.

@ pet_fear | pet | fear | fear afraid pet
s My {pet} is afraid of {fear}. | {petname}, our {pet}, is scared of {fear}. | Nothing frightens my {pet} but {fear}.
s It is a bit embarrassing with visitors around, but my {pet} is terrified of {fear}.
s We have to plan our days around it, since nothing scares the {pet} like {fear}.
= fear
q What is my {pet} afraid of? | What scares the {pet}? | Which thing frightens my {pet}?
o My {pet} is trembling all over. What's the likely cause? | What turns our brave {pet} into a bundle of nerves?
o What does a bad dream of my {pet} look like? | The poor thing has crept into a corner again. What was it this time?
o What should I spare the {pet} if I want it calm? | What would the sitter have to keep away from my {pet}?
o Is there anything my {pet} can't cope with, and what?
e what my {pet} is afraid of | what frightens the {pet}
t The {pet} is scared of what?
a Your {pet} is afraid of {fear}. | It's scared of {fear}. | The thing that frightens your {pet} is {fear}.

@ pet_food | pet | food | eat food pet
s My {pet} only eats {petfood}. | We feed the {pet} {petfood}. | For breakfast the {pet} gets {petfood}.
s I know it sounds spoilt, but the {pet} gets {petfood} and won't look at anything else.
s It costs a fortune these days, but {petfood} is what our {pet} eats.
= petfood
u We changed the {pet}'s diet: it only gets {petfood} now. | From now on the {pet} eats {petfood}.
q What does my {pet} eat? | What do we feed the {pet}? | Which food does my {pet} get?
o The {pet}'s bowl is empty. What goes in? | What's on the menu for my {pet}?
o Shopping list: what do I add for the {pet}? | The sitter wants to know what to put in front of the {pet}. Well?
o My {pet} looks at me with hungry eyes. What is it hoping for?
o What do I have to take along for the {pet} if we go away?
o Can I give the {pet} just anything, or what does it have to be?
e what my {pet} eats | what to feed the {pet}
t Food for the {pet}?
a Your {pet} eats {petfood}. | You feed it {petfood}. | The {pet} gets {petfood}.

@ vet | pet | vet | vet animal doctor
s Our vet is Dr {surname} in {town}. | I take the {pet} to Dr {surname}, the vet in {town}.
s The {pet} sees the vet in {town}, Dr {surname}.
s We tried a few before, but our vet is Dr {surname} in {town} now, who has very gentle hands.
s If the {pet} won't get up, ring Dr {surname} straight away, our vet in {town}.
= surname
q Who is our vet? | What is the name of the vet I take the {pet} to? | Which vet looks after my {pet}?
o Our animal is limping. Which doctor do I ring? | Who gives our animal its jabs?
o Doctor who, if the patient is an animal? | In whose waiting room do we sit with the carrier on our knees?
o The animal swallowed a button. Whose number do I need, quickly?
o Who do I thank for getting our animal back on its feet?
e who our vet is | the name of the {pet}'s vet
t Vet's name?
a Your vet is Dr {surname}. | It's Dr {surname}. | You take the {pet} to Dr {surname}.
= town
q Where is our vet? | In which town is the vet? | Where do I take the {pet} when it is ill?
o An emergency at night with our animal: which way do I drive, to which town?
o Where do I carry our animal for its yearly jabs? | Our animal won't touch its food. Where does it get looked at?
o Where is the waiting room with all the carriers and leads that we know so well?
o In which town does Dr {surname} see animals?
o Which place do I type into the satnav with a sick animal on the back seat?
e where our vet is | the town our vet is in
t Vet is where?
a Your vet is in {town}. | The vet is in {town}. | You take it to the vet in {town}.

@ pet_origin | pet | origin | adopt pet
s We adopted our {pet} in {year} from a shelter in {town}. | Our {pet} came to us in {year} from {town}.
s In {year} I got my {pet} from a farmer in {town}.
s It was love at first sight, we brought the {pet} home from {town} back in {year}.
s I hadn't planned on it at all, but in {year} I drove to {town} and came back with our {pet}.
= year
q When did we get our {pet}? | In which year did the {pet} come to us? | Since when have we had the {pet}?
o From when on does the {pet} turn up in our photos? | Which year began without {a:pet} in our house and ended with one?
o In what year did the {pet} become one of the family? | Since when have I had {a:pet} to look after?
o How far back do I have to think to remember life without the {pet}?
o The chip register asks how long the {pet} has been ours. From what year?
e when we got the {pet} | the year we got our {pet}
t Year we got the {pet}?
a You got your {pet} in {year}. | It was in {year}. | The {pet} came to you in {year}.
= town
q Where did we get our {pet}? | Which town did the {pet} come from? | Where does my {pet} come from?
o Where did I go without {a:pet} and come back with one? | Where did our {pet} live before it had us?
o Which place name is in the {pet}'s papers? | Where did I lose my heart to the {pet}?
o In what corner of the world did the {pet} wait for somebody like us?
o Where would I have to ask about the {pet}'s early days?
e where my {pet} comes from | the town where we got our {pet}
t The {pet} is from where?
a Your {pet} came from {town}. | You got it in {town}. | The {pet} is from {town}.
"""
