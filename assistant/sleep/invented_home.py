"""Relations about the house, its machines and its costs, in the notation that `invented_notation` reads."""

HOME = """
@ wifi | network | code wifi | wifi password internet
s The {network} password is {passphrase}. | I set the {network} password to {passphrase}.
s To get online, use the {network} password {passphrase}.
s We finally got round to it: the {network} password is {passphrase} and everybody in the house may have it.
s If anyone wants to stream things here, tell them the {network} password is {passphrase}, I always forget it.
= passphrase
u We changed the {network} password to {passphrase}. | The {network} password is {passphrase} now.
q What is the {network} password? | Which password do I need for the {network}?
q What do guests type in for the {network}?
o My phone wants to be let into the {network}. What do I tap in?
o A visitor would like to use the {network}. What do I write on a slip of paper?
o The laptop dropped off the {network} and asks for the key. What is it?
o Setting up a new tablet and stuck at the {network}, it wants some secret word. Which one?
o I keep getting "wrong credentials" on the {network}. What should it be, letter for letter?
o Somebody here wants to check their mail. What do I give them to type?
o Could you spell out what lets a device onto the {network}?
e the {network} password | the password of the {network}
t {network} password?
a The {network} password is {passphrase}. | It's {passphrase}. | Type in {passphrase}.

@ code | codething | code | code pin combination
s The code for the {codething} is {code}. | {code} opens the {codething}. | I set the {codething} to {code}.
s My code for the {codething} is {code}.
s I know I should pick something harder, but the code for the {codething} is {code} and it stays that way.
s My memory is hopeless, so keep this for me: the {codething} opens with {code}.
= code
u I changed the code of the {codething} to {code}. | The {codething} opens with {code} now.
q What is the code for the {codething}? | Which code opens the {codething}? | How do I open the {codething}?
o I'm standing at the {codething} and my mind is blank. What do I enter?
o My friend is at the {codething} and gets no further. What should I text over?
o The {codething} refuses everything I try. What is the right sequence?
o The display says ENTER and I'm stuck. What now? | Did I pick my birthday for the {codething}, or what was it?
o Write a note for the house-sitter: what must be keyed in at the {codething}?
o My fingers used to know it by themselves. Which combination belongs to the {codething}?
e the code for the {codething} | which number opens the {codething}
t {codething} code?
a The code for the {codething} is {code}. | It's {code}. | The {codething} opens with {code}.

@ kept | thing | kept place | keep
s I keep the {thing} {hide}. | The {thing} is {hide}. | We put the {thing} {hide}. | You'll find the {thing} {hide}.
s I always hunt for it for ages, so write this down: the {thing} is {hide}, right where nobody looks.
s There was no room left anywhere else, so we put the {thing} {hide} for now.
= hide
u I moved the {thing}: it's {hide} now. | From now on the {thing} is {hide}.
q Where is the {thing}? | Where do I keep the {thing}? | Where did I put the {thing}? | Where can I find the {thing}?
o I need the {thing} right away. Which corner do I run to? | Where did the {thing} end up after the big tidy-up?
o We turned the house upside down for the {thing}. Which spot did we forget?
o My guest wants to borrow the {thing} while I'm out. What directions do I give?
o Hunting for the {thing} again, sigh. Which drawer, shelf or nook is it this time?
o Whoever used the {thing} last should return it. Where to? | Has the {thing} got a fixed home in our house, and which?
e where the {thing} is | where I put the {thing} | where to look for the {thing}
t {thing}, where?
a The {thing} is {hide}. | You keep it {hide}. | It's {hide}. | You put the {thing} {hide}.

@ appliance_fix | machine | procedure | fix machine trouble
s When the {machine} {trouble}, I {fix}. | If the {machine} {trouble}, {fix}.
s The {machine} {trouble} now and then; then I {fix}.
s When the {machine} {trouble}, don't call anybody: {fix}, it has worked every time so far.
s It drives us mad that the {machine} {trouble}, but if you {fix}, it behaves again.
= fix
q What do I do when the {machine} {trouble}? | How do I fix the {machine}? | What helps when the {machine} {trouble}?
o The {machine} is acting up again. What's my trick?
o The {machine} {trouble} and the repair service is closed. What now?
o Before I pay somebody to look at the {machine}, what should I try? | How do I bring the {machine} back to its senses?
o I'm away and the {machine} {trouble}. What do I text the house-sitter?
o It {trouble} again, that {machine} of ours. Which old remedy was it? | My usual first aid for the {machine}, please.
e what to do when the {machine} {trouble} | how I fix the {machine}
t {machine} {trouble}: what then?
a When the {machine} {trouble}, you {fix}. | You {fix}. | To fix the {machine}, {fix}.

@ start_procedure | device | procedure | start device steps
s To start the {device}, I {fix}. | The {device} only starts if you {fix}. | Starting the {device}: {fix}.
s It's a stubborn thing, the {device}, and it only starts if you {fix}.
s To be honest it took me a year to find out: to start the {device}, I {fix} and then it works.
= fix
u The {device} was repaired; to start it you {fix} now.
q How do I start the {device}? | What must I do to get the {device} going? | What is the way to start the {device}?
o The {device} just sits there and does nothing. What did I forget to do?
o Somebody is using the {device} for the first time. Which knack do I show them?
o Dead silence from the {device}. Which trick wakes it up? | Is there some secret handshake for the {device}, and which?
o What comes before anything else with the {device}? | Write the instruction card that hangs beside the {device}.
o I pressed every switch on the {device} and it stays dead. How does it come to life?
e how to start the {device} | how the {device} is started
t Starting the {device}?
a To start the {device}, you {fix}. | You {fix}. | The {device} starts if you {fix}.

@ bins | bin | bin day | rubbish bin collect
s The {bin} bin is emptied every {weekday}. | They collect the {bin} bin on {weekday}s.
s On {weekday}s the {bin} bin has to stand outside.
s We missed it twice this month, so remember that the {bin} bin is emptied every {weekday}.
s On {weekday}s the {bin} bin has to stand outside before the lorry comes, which is far too early for me.
= weekday
u The schedule changed: the {bin} bin is emptied every {weekday} now.
q When is the {bin} bin emptied? | On which day do they collect the {bin} bin?
q Which day must the {bin} bin be outside?
o When does the lorry come for the {bin} bin? | I'm setting a weekly alarm for the {bin} bin. For which day?
o The {bin} bin is full to the brim. How long until there is room again, which day?
o We're going away; when should the people next door push the {bin} bin to the kerb?
o Is it today that the {bin} bin must be at the kerb, or when?
o I hear men rattling with our {bin} bin. What day must it be? | Which morning do I find the {bin} bin light again?
e when the {bin} bin is emptied | which day the {bin} bin goes out
t {bin} bin day?
a The {bin} bin is emptied every {weekday}. | They collect it on {weekday}s. | It's {weekday}.

@ meter | utility | number | meter number contract
s Our {utility} number is {longnumber}. | The {utility} number: {longnumber}.
s I wrote down {longnumber} as the {utility} number.
s I had to dig through three drawers for it, but our {utility} number is {longnumber}.
s They ask for it every single time I call, so note it: the {utility} number is {longnumber}.
= longnumber
q What is our {utility} number? | Which number does the {utility} have? | What do I fill in as the {utility} number?
o The lady on the phone asks about our {utility} and wants a reference. What do I read out?
o There is an empty box for the {utility} on this form. What goes in it?
o They can't find our {utility} in their system. What should they search for?
o Fill this in for me: reference of the {utility}.
o The website won't let me on before it knows which {utility} is ours. What do I enter?
o What do I quote at the top of a letter about the {utility}? | What tells our {utility} apart from everybody else's?
e the {utility} number | our {utility} number
t {utility} number?
a Your {utility} number is {longnumber}. | It's {longnumber}. | The {utility} number is {longnumber}.

@ room_paint | room | paint | paint wall colour
s We painted the {room} {colour} in {year}. | The {room} has {colour} walls since {year}.
s We argued about it for weeks, but in {year} we painted the {room} {colour} and I still love it.
s There was still half a pot left over when we painted the {room} {colour} in {year}.
= colour
u We repainted: the {room} is {colour} now.
q What colour is the {room}? | In which colour did we paint the {room}?
q What is the colour of the walls in the {room}?
o I have to cover a scratch in the {room}. Which pot do I fetch from the shop?
o Close your eyes and step into our {room}. What shade surrounds you?
o I want curtains that go with the {room}. Which tone do they have to match?
o Somebody on the phone can't picture our {room}. What tint do I describe?
o Is the {room} still as plain as when we moved in, or what does it look like?
o Which splashes are on my old overalls from the work in the {room}?
e what colour we painted the {room} | the colour of the {room}
t {room} colour?
a The {room} is {colour}. | You painted it {colour}. | The walls of the {room} are {colour}.
= year
q When did we paint the {room}? | In which year was the {room} painted?
q Since when have the {room} walls looked like this?
o The {room} looks shabby. When did we last get the rollers out?
o The landlord asks how long ago the {room} was freshened up. What do I tell him?
o Which year belongs on the photo of us in splattered overalls in the {room}?
o For the list of renovations: when was the {room} done? | How old is the coat on the {room} walls, from which year?
o Was it last summer that the {room} got its present look, or when?
e when we painted the {room} | the year we painted the {room}
t {room} painted when?
a You painted the {room} in {year}. | It was in {year}. | The {room} was painted in {year}.

@ rent | rented | price rent | rent pay month
s I pay {price} a month for my {rented}. | My {rented} costs me {price} every month.
s The rent for the {rented} is {price}.
s It hurts every time, but I pay {price} a month for my {rented} and I don't want to give it up.
s My friends think I'm mad, since my {rented} costs me {price} every month.
= price
u The rent for my {rented} went up to {price}. | My {rented} costs {price} a month now.
q How much do I pay for my {rented}? | What does my {rented} cost a month? | What is the rent for my {rented}?
o What leaves my account on the first for the {rented}?
o I'm doing my budget. What do I put in the row for the {rented}?
o Somebody would take over the {rented} from me. What sum do I name?
o Which amount did I enter in the standing order for the {rented}?
o The owner of the {rented} wants his money. How much is it this time?
o Is the {rented} a bargain? What am I handing over every four weeks? | How expensive is it to keep the {rented}?
e how much I pay for my {rented} | what the {rented} costs
t Rent for the {rented}?
a You pay {price} a month for your {rented}. | It's {price} a month. | Your {rented} costs {price}.

@ trade | trade | name | craftsman
s Our {trade} is called {name} {surname}. | {name} {surname} is the {trade} we always call.
s We've tried half a dozen others, but {name} {surname} is the {trade} we always call, never late.
s I'd recommend our {trade} to anybody: {name} {surname} works properly and isn't expensive.
= surname
u We have a new {trade}, {name} {surname}.
q Who is our {trade}? | What is the {trade} called? | Which {trade} do we call when we need one?
o There's a job here for {a:trade}. Whom do I ring? | My friend needs {a:trade} in a hurry. Whose number can I pass on?
o I have to transfer money for what the {trade} did. Who is the payee?
o Somebody at the gate claims to be our {trade}. Which name should I hear?
o Who comes when something needs doing at home that we can't do ourselves?
o Which contact in my phone do I scroll to for {a:trade}? | Whom do we trust with the work of {a:trade}?
e who our {trade} is | the name of our {trade}
t {trade}'s name?
a Your {trade} is {name} {surname}. | It's {name} {surname}. | The {trade} is called {name} {surname}.

@ old_address | phase | address | address lived
s {phase} I lived at {housenumber} {street}. | My address {phase} was {housenumber} {street}.
s It was a tiny place with a leaking roof, but {phase} I lived at {housenumber} {street} and was happy.
s My address {phase} was {housenumber} {street}, I could still find it blindfolded.
= street
q On which street did I live {phase}? | What was my address {phase}? | Where did I live {phase}?
o Where did the postman bring my letters {phase}? | Which sign did I pass on the corner when I walked home {phase}?
o What did I write on the back of envelopes {phase}? | Where was my front door {phase}?
o I'd like to see the old house from back then again. Which road do I turn into?
o The form has a line for earlier homes. What goes there for the time {phase}?
o A taxi was to bring me home {phase}. What did the driver hear from me?
e where I lived {phase} | my address {phase}
t Street where I lived {phase}?
a You lived at {housenumber} {street}. | It was {housenumber} {street}. | Your address was {housenumber} {street}.

@ moved | - | home moved | moved live city
s In {year} I moved to {town}. | I moved to {town} in {year}. | I've been living in {town} since {year}.
s I never thought I'd stay this long, but I moved to {town} in {year} and I'm still here.
s There were only two boxes and a bike in the van when I moved to {town} in {year}.
= town
u In {lateryear} I moved again, to {town}. | I live in {town} now.
q Where do I live? | Which town did I move to? | Where did I move? | What town is my home in?
o A parcel is coming for me. Which place goes after the postcode?
o Someone at a party asks where I'm at home. What do I answer? | At which station do I get off to sleep in my own bed?
o For which place should you check the weather when I leave the house? | Where does my front door stand these days?
o Which town's mayor do I help elect? | Where would a visitor have to travel to ring my bell?
e where I live | which town I moved to
t My home town now?
a You live in {town}. | You moved to {town}. | Your home is in {town}.
n Where do my parents live? | Where does my sister live? | Which town did my brother move to?
= year
q When did I move to {town}? | In which year did I move here? | Since when have I lived in {town}?
o When did the removal van bring my boxes to {town}? | How long have I been a local here, counting from when?
o The registry office asks since when I'm a resident. What do I say?
o I'm planning a party for my anniversary in {town}. Which year do I count from?
o For my CV: resident of {town} since when? | When did I get my first front door key in {town}?
e when I moved to {town} | the year of my move
t Year I moved?
a You moved to {town} in {year}. | It was in {year}. | You've been there since {year}.
n When did my parents move? | In which year did my sister move?

@ flat_floor | dwelling | floor | floor
s My {dwelling} is on the {ordinal} floor. | The {dwelling} is up on the {ordinal} floor.
s It took me a while to find, but my {dwelling} is on the {ordinal} floor, at the very end of the corridor.
s My {dwelling} is on the {ordinal} floor of that ugly block by the station, and the stairwell smells of soup.
= ordinal
u I have another {dwelling} now, on the {ordinal} floor.
q Which floor is my {dwelling} on? | On what floor is the {dwelling}? | How high up is my {dwelling}?
o I'm in the lift on the way to my {dwelling}. Which button do I press?
o A courier is in the entrance hall and asks the way to my {dwelling}. What do I say?
o The lift is broken. How far do I have to climb to my {dwelling}? | On what level do people find my {dwelling}?
o What does the sign by the stairs say next to my {dwelling}? | Is my {dwelling} level with the street, or where?
o Somebody in a wheelchair wants to come to my {dwelling}. How far from the ground is it?
e which floor my {dwelling} is on | the floor of the {dwelling}
t {dwelling}: which floor?
a Your {dwelling} is on the {ordinal} floor. | It's on the {ordinal} floor. | You find it on the {ordinal} floor.

@ brand | machine | brand | brand make maker
s Our {machine} is {a:brand}. | The {machine} in our kitchen is made by {brand}. | We bought {a:brand} {machine}.
s We asked around for weeks and in the end bought {a:brand} {machine}, so far so good.
s Our {machine} is made by {brand}, a bit noisy but it never lets us down.
= brand
u The old {machine} broke; the new one is {a:brand}.
q Which brand is our {machine}? | Who made our {machine}? | What make is the {machine}?
o I'm ordering a spare part for the {machine}. Which manufacturer do I tick?
o What is written in big letters on the front of the {machine}?
o I want to download the manual for the {machine}. Whose website do I open?
o Whose customer service do I ring about the {machine}? | Whose logo do I wipe the dust off when I clean the {machine}?
o Would we get {a:machine} from the same people again, and who are they?
o The repair man asks what he will find when he comes for the {machine}. What do I say?
e which brand the {machine} is | the make of our {machine}
t {machine} brand?
a Your {machine} is {a:brand}. | It's made by {brand}. | The make is {brand}.

@ warranty | machine | warranty | warranty guarantee
s The warranty for the {machine} runs out in {monthyear}. | We have a warranty on the {machine} until {monthyear}.
s I found the receipt behind a cupboard, and the warranty for the {machine} runs out in {monthyear}.
s If it breaks again we pay nothing, because we have a warranty on the {machine} until {monthyear}.
= monthyear
u We extended the warranty: the {machine} is covered until {monthyear}.
q How long is the {machine} under warranty? | When does the warranty for the {machine} end?
q Until when is the {machine} covered?
o The {machine} broke down. Up to which month would the maker pay for that?
o How much longer is a repair of the {machine} free of charge?
o How long should I hang on to the receipt for the {machine}? | Up to when do I not have to worry if the {machine} dies?
o May I still take the {machine} back to the shop and complain, and up to when?
o Is it too late to get the {machine} replaced for nothing? What's the last month?
e when the {machine}'s warranty ends | how long the {machine} is covered
t {machine} warranty until?
a The warranty for the {machine} ends in {monthyear}. | It's covered until {monthyear}. | Until {monthyear}.
"""
