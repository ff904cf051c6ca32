"""Relations about house, garden and things, in the notation that `invented_notation` reads."""

HOME = """
@ wifi | network | code wifi | wifi password internet
s The {network} password is {passphrase}. | I set the {network} password to {passphrase}.
s To get online, use the {network} password {passphrase}.
= passphrase
u We changed the {network} password to {passphrase}. | The {network} password is {passphrase} now.
q What is the {network} password? | Which password do I need for the {network}?
q What do guests type in for the {network}?
e the {network} password | the password of the {network}
t {network} password?
a The {network} password is {passphrase}. | It's {passphrase}. | Type in {passphrase}.

@ code | codething | code | code pin combination
s The code for the {codething} is {code}. | {code} opens the {codething}. | I set the {codething} to {code}.
s My code for the {codething} is {code}.
= code
u I changed the code of the {codething} to {code}. | The {codething} opens with {code} now.
q What is the code for the {codething}? | Which code opens the {codething}? | How do I open the {codething}?
e the code for the {codething} | which number opens the {codething}
t {codething} code?
a The code for the {codething} is {code}. | It's {code}. | The {codething} opens with {code}.

@ kept | thing | kept place | keep
s I keep the {thing} {hide}. | The {thing} is {hide}. | We put the {thing} {hide}. | You'll find the {thing} {hide}.
= hide
u I moved the {thing}: it's {hide} now. | From now on the {thing} is {hide}.
q Where is the {thing}? | Where do I keep the {thing}? | Where did I put the {thing}? | Where can I find the {thing}?
e where the {thing} is | where I put the {thing} | where to look for the {thing}
t {thing}, where?
a The {thing} is {hide}. | You keep it {hide}. | It's {hide}. | You put the {thing} {hide}.

@ appliance_fix | machine | procedure | fix machine trouble
s When the {machine} {trouble}, I {fix}. | If the {machine} {trouble}, {fix}.
s The {machine} {trouble} now and then; then I {fix}.
= fix
q What do I do when the {machine} {trouble}? | How do I fix the {machine}? | What helps when the {machine} {trouble}?
e what to do when the {machine} {trouble} | how I fix the {machine}
t {machine} {trouble}: what then?
a When the {machine} {trouble}, you {fix}. | You {fix}. | To fix the {machine}, {fix}.

@ start_procedure | device | procedure | start device steps
s To start the {device}, I {fix}. | The {device} only starts if you {fix}. | Starting the {device}: {fix}.
= fix
u The {device} was repaired; to start it you {fix} now.
q How do I start the {device}? | What must I do to get the {device} going? | What is the way to start the {device}?
e how to start the {device} | how the {device} is started
t Starting the {device}?
a To start the {device}, you {fix}. | You {fix}. | The {device} starts if you {fix}.

@ bins | bin | bin day | rubbish bin collect
s The {bin} bin is emptied every {weekday}. | They collect the {bin} bin on {weekday}s.
s On {weekday}s the {bin} bin has to stand outside.
= weekday
u The schedule changed: the {bin} bin is emptied every {weekday} now.
q When is the {bin} bin emptied? | On which day do they collect the {bin} bin?
q Which day must the {bin} bin be outside?
e when the {bin} bin is emptied | which day the {bin} bin goes out
t {bin} bin day?
a The {bin} bin is emptied every {weekday}. | They collect it on {weekday}s. | It's {weekday}.

@ meter | utility | number | meter number contract
s Our {utility} number is {longnumber}. | The {utility} number: {longnumber}.
s I wrote down {longnumber} as the {utility} number.
= longnumber
q What is our {utility} number? | Which number does the {utility} have? | What do I fill in as the {utility} number?
e the {utility} number | our {utility} number
t {utility} number?
a Your {utility} number is {longnumber}. | It's {longnumber}. | The {utility} number is {longnumber}.

@ room_paint | room | paint | paint wall colour
s We painted the {room} {colour} in {year}. | The {room} has {colour} walls since {year}.
= colour
u We repainted: the {room} is {colour} now.
q What colour is the {room}? | In which colour did we paint the {room}?
q What is the colour of the walls in the {room}?
e what colour we painted the {room} | the colour of the {room}
t {room} colour?
a The {room} is {colour}. | You painted it {colour}. | The walls of the {room} are {colour}.
= year
q When did we paint the {room}? | In which year was the {room} painted?
q Since when have the {room} walls looked like this?
e when we painted the {room} | the year we painted the {room}
t {room} painted when?
a You painted the {room} in {year}. | It was in {year}. | The {room} was painted in {year}.

@ rent | rented | price rent | rent pay month
s I pay {price} a month for my {rented}. | My {rented} costs me {price} every month.
s The rent for the {rented} is {price}.
= price
u The rent for my {rented} went up to {price}. | My {rented} costs {price} a month now.
q How much do I pay for my {rented}? | What does my {rented} cost a month? | What is the rent for my {rented}?
e how much I pay for my {rented} | what the {rented} costs
t Rent for the {rented}?
a You pay {price} a month for your {rented}. | It's {price} a month. | Your {rented} costs {price}.

@ bought | furniture | bought price place | bought buy
s I bought the {furniture} in {town} for {price}. | The {furniture} cost me {price} at a shop in {town}.
= price
q How much did the {furniture} cost? | What did I pay for the {furniture}? | What was the price of the {furniture}?
e what the {furniture} cost | how much I paid for the {furniture}
t {furniture} price?
a The {furniture} cost {price}. | You paid {price}. | It was {price}.
= town
q Where did I buy the {furniture}? | In which town did I get the {furniture}? | Where is the {furniture} from?
e where I bought the {furniture} | where the {furniture} came from
t {furniture} bought where?
a You bought the {furniture} in {town}. | It's from {town}. | The {furniture} came from {town}.

@ trade | trade | name | craftsman
s Our {trade} is called {name} {surname}. | {name} {surname} is the {trade} we always call.
= surname
u We have a new {trade}, {name} {surname}.
q Who is our {trade}? | What is the {trade} called? | Which {trade} do we call when we need one?
e who our {trade} is | the name of our {trade}
t {trade}'s name?
a Your {trade} is {name} {surname}. | It's {name} {surname}. | The {trade} is called {name} {surname}.

@ old_address | phase | address | address lived
s {phase} I lived at {housenumber} {street}. | My address {phase} was {housenumber} {street}.
= street
q On which street did I live {phase}? | What was my address {phase}? | Where did I live {phase}?
e where I lived {phase} | my address {phase}
t Street where I lived {phase}?
a You lived at {housenumber} {street}. | It was {housenumber} {street}. | Your address was {housenumber} {street}.

@ moved | - | home moved | moved live city
s In {year} I moved to {town}. | I moved to {town} in {year}. | I've been living in {town} since {year}.
= town
u In {lateryear} I moved again, to {town}. | I live in {town} now.
q Where do I live? | Which town did I move to? | Where did I move? | What town is my home in?
e where I live | which town I moved to
t My home town now?
a You live in {town}. | You moved to {town}. | Your home is in {town}.
n Where do my parents live? | Where does my sister live? | Which town did my brother move to?
= year
q When did I move to {town}? | In which year did I move here? | Since when have I lived in {town}?
e when I moved to {town} | the year of my move
t Year I moved?
a You moved to {town} in {year}. | It was in {year}. | You've been there since {year}.
n When did my parents move? | In which year did my sister move?

@ flat_floor | dwelling | floor | floor
s My {dwelling} is on the {ordinal} floor. | The {dwelling} is up on the {ordinal} floor.
= ordinal
u I have another {dwelling} now, on the {ordinal} floor.
q Which floor is my {dwelling} on? | On what floor is the {dwelling}? | How high up is my {dwelling}?
e which floor my {dwelling} is on | the floor of the {dwelling}
t {dwelling}: which floor?
a Your {dwelling} is on the {ordinal} floor. | It's on the {ordinal} floor. | You find it on the {ordinal} floor.

@ planted | plant | garden | plant garden
s We planted {plant} {gardenplace}. | I have {plant} growing {gardenplace}.
= gardenplace
u We dug up the {plant} and put it {gardenplace}.
q Where did we plant the {plant}? | Where does the {plant} grow? | Where in the garden is the {plant}?
e where the {plant} is planted | where I planted the {plant}
t {plant} is where?
a The {plant} is {gardenplace}. | You planted it {gardenplace}. | It grows {gardenplace}.
= plant
q What did we plant {gardenplace}? | What grows {gardenplace}? | Which plant is {gardenplace}?
e what we planted {gardenplace} | what grows {gardenplace}
t What's {gardenplace}?
a You planted {plant} {gardenplace}. | It's {plant}. | That's {plant}.

@ watering | houseplant | water | water plant
s The {houseplant} gets water every {days} days. | I water the {houseplant} every {days} days.
s Every {days} days the {houseplant} needs a drink.
= days
u In this heat I water the {houseplant} every {days} days.
q How often do I water the {houseplant}? | When does the {houseplant} need water?
q Every how many days does the {houseplant} get water?
e how often the {houseplant} needs water | how often to water the {houseplant}
t Watering the {houseplant}?
a You water the {houseplant} every {days} days. | Every {days} days. | It needs water every {days} days.

@ parking | vehicle | parking | park space
s The {vehicle} is parked in space {space}. | My space for the {vehicle} is {space}.
s I always leave the {vehicle} in bay {space}.
= space
u They moved us: the {vehicle} belongs in space {space} now.
q Where is the {vehicle} parked? | Which space is for the {vehicle}? | In which space do I leave the {vehicle}?
e where the {vehicle} is parked | the number of the {vehicle}'s space
t {vehicle} parking space?
a The {vehicle} is in space {space}. | It's space {space}. | You leave the {vehicle} in {space}.

@ brand | machine | brand | brand make maker
s Our {machine} is a {brand}. | The {machine} in our kitchen is made by {brand}. | We bought a {brand} {machine}.
= brand
u The old {machine} broke; the new one is a {brand}.
q Which brand is our {machine}? | Who made our {machine}? | What make is the {machine}?
e which brand the {machine} is | the make of our {machine}
t {machine} brand?
a Your {machine} is a {brand}. | It's made by {brand}. | The make is {brand}.

@ warranty | machine | warranty | warranty guarantee
s The warranty for the {machine} runs out in {monthyear}. | We have a warranty on the {machine} until {monthyear}.
= monthyear
u We extended the warranty: the {machine} is covered until {monthyear}.
q How long is the {machine} under warranty? | When does the warranty for the {machine} end?
q Until when is the {machine} covered?
e when the {machine}'s warranty ends | how long the {machine} is covered
t {machine} warranty until?
a The warranty for the {machine} ends in {monthyear}. | It's covered until {monthyear}. | Until {monthyear}.

@ recipe | dish | recipe ingredient | recipe secret
s I put {ingredient} in my {dish}. | My secret for the {dish} is {ingredient}. | My {dish} always gets {ingredient}.
= ingredient
u I changed the recipe: my {dish} gets {ingredient} now.
q What do I put in my {dish}? | What is the secret of my {dish}? | What special thing goes into my {dish}?
e what I put in my {dish} | the secret of my {dish}
t Secret of the {dish}?
a You put {ingredient} in your {dish}. | It's {ingredient}. | Your {dish} gets {ingredient}.

@ oven | bake | oven | bake oven degrees
s I bake the {bake} at {degrees} degrees for {minutes} minutes.
s The {bake} needs {minutes} minutes at {degrees} degrees.
= degrees
u The {bake} came out too dark, so I bake it at {degrees} degrees now.
q How hot must the oven be for the {bake}? | At what temperature do I bake the {bake}?
q How many degrees does the {bake} need?
e how hot the oven has to be for the {bake} | the temperature for the {bake}
t {bake}: oven temperature?
a You bake the {bake} at {degrees} degrees. | It needs {degrees} degrees. | At {degrees} degrees.
= minutes
q How long do I bake the {bake}? | How many minutes does the {bake} need? | How long is the {bake} in the oven?
e how long the {bake} bakes | how many minutes the {bake} takes
t {bake}: how long?
a The {bake} needs {minutes} minutes. | You bake it for {minutes} minutes. | It takes {minutes} minutes.

@ size | measured | size | size wide measure
s The {measured} is {cm} cm wide. | I measured the {measured}: {cm} cm wide. | Our {measured} has a width of {cm} cm.
= cm
q How wide is the {measured}? | What is the width of the {measured}? | What did I measure for the {measured}?
e how wide the {measured} is | the width of the {measured}
t {measured} width?
a The {measured} is {cm} cm wide. | It's {cm} cm. | You measured {cm} cm.

@ cleaning | chore | habit day | chore clean
s I {chore} every {weekday}. | {weekday} is the day I {chore}. | On {weekday}s I {chore}.
= weekday
u I switched days: I {chore} on {weekday}s now.
q On which day do I {chore}? | When do I {chore}? | Which day of the week do I {chore}?
e which day I {chore} | when I {chore}
t Day to {chore}?
a You {chore} every {weekday}. | On {weekday}s. | You do that on {weekday}s.
= chore
q What do I do on {weekday}s? | Which chore is for {weekday}? | What is my job at home on {weekday}s?
e what I do every {weekday} | the chore I do on {weekday}s
t {weekday}s are for what?
a You {chore} on {weekday}s. | On {weekday}s you {chore}. | Every {weekday} you {chore}.

@ delivery | parcel | delivery day | delivery arrive
s The {parcel} arrives on {date} at {time}. | They deliver the {parcel} on {date}.
= date
u The delivery was moved: the {parcel} comes on {date}.
q When does the {parcel} arrive? | On what date is the {parcel} delivered? | Which day does the {parcel} come?
e when the {parcel} arrives | the delivery date of the {parcel}
t {parcel}: which day?
a The {parcel} arrives on {date}. | It comes on {date}. | They deliver it on {date}.

@ serviced | serviceable | service date | service inspection
s The {serviceable} was serviced on {date} by {company}. | {company} did the service of our {serviceable} on {date}.
= date
q When was the {serviceable} serviced? | On which date was the service of the {serviceable}?
q What day did they check the {serviceable}?
e when the {serviceable} was serviced | the date of the {serviceable} service
t {serviceable} service date?
a The {serviceable} was serviced on {date}. | It was on {date}. | They serviced it on {date}.
= company
q Who serviced the {serviceable}? | Which firm looked after the {serviceable}?
q What company did the {serviceable} service?
e who serviced the {serviceable} | the firm that checked the {serviceable}
t {serviceable} was serviced by whom?
a {company} serviced the {serviceable}. | It was {company}. | The firm was {company}.
"""
