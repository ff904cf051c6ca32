"""Relations about kitchen, garden and things, in the notation that `invented_notation` reads."""

HOUSEHOLD = """
@ bought | furniture | bought price place | bought buy
s I bought the {furniture} in {town} for {price}. | The {furniture} cost me {price} at a shop in {town}.
s I wasn't even looking for one, but I bought the {furniture} in {town} for {price} and never regretted it.
s We had gone there for the day only, and then I saw the {furniture} in {town} and paid {price} for it.
= price
q How much did the {furniture} cost? | What did I pay for the {furniture}? | What was the price of the {furniture}?
o The insurance asks what the {furniture} is worth. What was on the receipt?
o How deep did I have to reach into my pocket for the {furniture}?
o I'm selling the {furniture} on. What had I spent on it myself?
o Was the {furniture} a bargain, or how much went over the counter?
o How much poorer was I when I came home with the {furniture}?
o Which sum stands beside the {furniture} in the household book?
e what the {furniture} cost | how much I paid for the {furniture}
t {furniture} price?
a The {furniture} cost {price}. | You paid {price}. | It was {price}.
= town
q Where did I buy the {furniture}? | In which town did I get the {furniture}? | Where is the {furniture} from?
o From which trip did I bring back the {furniture}? | Where did we load the {furniture} into a van?
o The {furniture} wobbles and I want to go back to the shop. Where do I have to drive?
o Friends admire the {furniture} and want one too. Where should they go looking?
o Which place comes to mind when I look at the {furniture}? | Did I find the {furniture} round the corner, or where?
e where I bought the {furniture} | where the {furniture} came from
t {furniture} bought where?
a You bought the {furniture} in {town}. | It's from {town}. | The {furniture} came from {town}.

@ planted | plant | garden | plant garden
s We planted {plant} {gardenplace}. | I have {plant} growing {gardenplace}.
s It took all day and my back aches, but we planted {plant} {gardenplace} at last.
s There was a bare patch left, so I have {plant} growing {gardenplace}, let's see if the slugs leave it alone.
= gardenplace
u We dug up the {plant} and put it {gardenplace}.
q Where did we plant the {plant}? | Where does the {plant} grow? | Where in the garden is the {plant}?
o I'm out with the can to give the {plant} a drink. Where do I go? | Which corner did the {plant} get?
o A visitor wants to see the {plant}. Which way do I point? | Where do I stoop to smell the {plant}?
o Careful with the spade: where must nobody dig because of the {plant}? | Where does my {plant} get its sun and rain?
o Somebody is pulling weeds for me and should spare the {plant}. What spot do I describe?
e where the {plant} is planted | where I planted the {plant}
t {plant} is where?
a The {plant} is {gardenplace}. | You planted it {gardenplace}. | It grows {gardenplace}.
= plant
q What did we plant {gardenplace}? | What grows {gardenplace}? | Which plant is {gardenplace}?
o Something green is coming up {gardenplace}. What could it be? | What should nobody pull out by mistake {gardenplace}?
o A visitor points at what sprouts {gardenplace}. What do I say it is? | Is that a weed {gardenplace}, or what is it?
o Which label do I stick into the soil {gardenplace}? | What did I get my hands dirty for out there?
e what we planted {gardenplace} | what grows {gardenplace}
t What's {gardenplace}?
a You planted {plant} {gardenplace}. | It's {plant}. | That's {plant}.

@ watering | houseplant | water | water plant
s The {houseplant} gets water every {days} days. | I water the {houseplant} every {days} days.
s Every {days} days the {houseplant} needs a drink.
s I nearly drowned it last winter, so now I water the {houseplant} every {days} days and not more.
s It looks dead but it isn't, the {houseplant} just needs a drink every {days} days.
= days
u In this heat I water the {houseplant} every {days} days.
q How often do I water the {houseplant}? | When does the {houseplant} need water?
q Every how many days does the {houseplant} get water?
o A friend is minding the {houseplant} while I'm away. What rhythm do I write down?
o I gave the {houseplant} a sip today. After how many days is it thirsty again?
o How long can I be gone before the {houseplant} dries out?
o The {houseplant} is drooping. What gap should there be between two rounds with the can?
o At what interval should the can come out for the {houseplant}? | Is once a week right for the {houseplant}, or what?
e how often the {houseplant} needs water | how often to water the {houseplant}
t Watering the {houseplant}?
a You water the {houseplant} every {days} days. | Every {days} days. | It needs water every {days} days.

@ parking | vehicle | parking | park space
s The {vehicle} is parked in space {space}. | My space for the {vehicle} is {space}.
s I always leave the {vehicle} in bay {space}.
s It's a bit of a walk from the lift, but the {vehicle} is parked in space {space}.
s If you come to fetch something, the {vehicle} is in space {space}, mind the pillar.
= space
u They moved us: the {vehicle} belongs in space {space} now.
q Where is the {vehicle} parked? | Which space is for the {vehicle}? | In which space do I leave the {vehicle}?
o I'm among all those rows with the keys to the {vehicle} in my hand. Where do I walk?
o Some stranger has taken the spot of our {vehicle}. Which one do I report?
o What is painted on the ground under the {vehicle}? | Where do I steer the {vehicle} when I come home?
o A mechanic comes to look at the {vehicle}. Which bay do I send him to? | Which spot is reserved for the {vehicle}?
o Every pillar looks the same and the {vehicle} has vanished. What was on its sign?
e where the {vehicle} is parked | the number of the {vehicle}'s space
t {vehicle} parking space?
a The {vehicle} is in space {space}. | It's space {space}. | You leave the {vehicle} in {space}.

@ recipe | dish | recipe ingredient | recipe secret
s I put {ingredient} in my {dish}. | My secret for the {dish} is {ingredient}. | My {dish} always gets {ingredient}.
s My guests never guess it, but I put {ingredient} in my {dish} and they always ask for more.
s I got it from an old cook on a ferry: my {dish} always gets {ingredient}.
= ingredient
u I changed the recipe: my {dish} gets {ingredient} now.
q What do I put in my {dish}? | What is the secret of my {dish}? | What special thing goes into my {dish}?
o Guests wonder why my {dish} tastes different. What's behind it?
o I'm shopping for the {dish}. Which unusual thing must be in my basket?
o My {dish} tastes of nothing today. What have I forgotten?
o Someone wants to cook {dish} exactly as I do. Which touch do I let them in on?
o The {dish} is nearly ready. Which last thing do I reach for? | What makes {dish} mine and nobody else's?
e what I put in my {dish} | the secret of my {dish}
t Secret of the {dish}?
a You put {ingredient} in your {dish}. | It's {ingredient}. | Your {dish} gets {ingredient}.

@ oven | bake | oven | bake oven degrees
s I bake the {bake} at {degrees} degrees for {minutes} minutes.
s The {bake} needs {minutes} minutes at {degrees} degrees.
s I burnt it twice before I knew that the {bake} needs {minutes} minutes at {degrees} degrees.
s Our stove is an old one, so I bake the {bake} at {degrees} degrees for {minutes} minutes.
= degrees
u The {bake} came out too dark, so I bake it at {degrees} degrees now.
q How hot must the oven be for the {bake}? | At what temperature do I bake the {bake}?
q How many degrees does the {bake} need?
o I'm preheating for the {bake}. How far do I turn the knob?
o What should the thermometer show before the {bake} goes in? | How much heat does the {bake} want?
o My new stove has a screen that asks for Celsius. What do I enter for the {bake}?
o Black on top and raw inside, my poor {bake}. Which heat would have been right?
o Which figure stands before the °C on my card for the {bake}?
e how hot the oven has to be for the {bake} | the temperature for the {bake}
t {bake}: oven temperature?
a You bake the {bake} at {degrees} degrees. | It needs {degrees} degrees. | At {degrees} degrees.
= minutes
q How long do I bake the {bake}? | How many minutes does the {bake} need? | How long is the {bake} in the oven?
o The {bake} has just gone in. What do I set the timer to? | How long does the {bake} have to stay in the heat?
o Can I take a walk while the {bake} is in? When do I have to be back?
o Guests are waiting for the {bake}. How much patience do they need once it is in?
o When may I open the door and take out the {bake}, counted from the moment it went in?
o The {bake} is still pale after a quarter of an hour. What's the full time?
e how long the {bake} bakes | how many minutes the {bake} takes
t {bake}: how long?
a The {bake} needs {minutes} minutes. | You bake it for {minutes} minutes. | It takes {minutes} minutes.

@ size | measured | size | size wide measure
s The {measured} is {cm} cm wide. | I measured the {measured}: {cm} cm wide. | Our {measured} has a width of {cm} cm.
s I measured it twice because I didn't trust the tape, and the {measured} is {cm} cm wide.
s Our {measured} has a width of {cm} cm, which is odd, nothing you can buy ever fits.
= cm
q How wide is the {measured}? | What is the width of the {measured}? | What did I measure for the {measured}?
o What did the tape show from the left to the right of the {measured}?
o A craftsman on the phone needs the figure for the {measured}. What do I give him?
o Is the {measured} more than a metre across, or how much? | How far apart are the two sides of the {measured}?
o Something new has to line up exactly with the {measured}. How many centimetres may it have?
o I'm in the shop with a bargain for the {measured}. What's the most it may be from side to side?
e how wide the {measured} is | the width of the {measured}
t {measured} width?
a The {measured} is {cm} cm wide. | It's {cm} cm. | You measured {cm} cm.

@ cleaning | chore | habit day | chore clean
s I {chore} every {weekday}. | {weekday} is the day I {chore}. | On {weekday}s I {chore}.
s I need loud music for it, otherwise I'd never manage, but I {chore} every {weekday}.
s It's not exactly fun, but on {weekday}s I {chore} and then I have peace for a week.
= weekday
u I switched days: I {chore} on {weekday}s now.
q On which day do I {chore}? | When do I {chore}? | Which day of the week do I {chore}?
o Friends know I can't come out because I {chore}. What day is that? | Is it today that I {chore}, or when?
o If you want to catch me while I {chore}, when do you drop by? | I still have to {chore}. When is its turn?
o How far into the week is it when I {chore}? | Which page of my planner says "{chore}"?
e which day I {chore} | when I {chore}
t Day to {chore}?
a You {chore} every {weekday}. | On {weekday}s. | You do that on {weekday}s.
= chore
q What do I do on {weekday}s? | Which chore is for {weekday}? | What is my job at home on {weekday}s?
o It's {weekday} and I'm at home. What is waiting for me? | Why am I never free on a {weekday}? What keeps me busy?
o What would you remind me of on a {weekday} morning? | {weekday} again, sigh. What do I have to get over with?
o Which item comes back on my to-do list once a week? | A guest drops in on a {weekday}. What will they catch me at?
e what I do every {weekday} | the chore I do on {weekday}s
t {weekday}s are for what?
a You {chore} on {weekday}s. | On {weekday}s you {chore}. | Every {weekday} you {chore}.

@ delivery | parcel | delivery day | delivery arrive
s The {parcel} arrives on {date} at {time}. | They deliver the {parcel} on {date}.
s We've waited for ages, and now they say the {parcel} arrives on {date} at {time}.
s I took the day off for it: they deliver the {parcel} on {date}, if the driver finds us.
= date
u The delivery was moved: the {parcel} comes on {date}.
q When does the {parcel} arrive? | On what date is the {parcel} delivered? | Which day does the {parcel} come?
o When do I have to stay at home to open the door because of the {parcel}?
o I asked for a day off so that I can sign for the {parcel}. Which one?
o When will a lorry stop at our house with the {parcel}?
o We make room for the {parcel} already. By which day must it be done?
o The people next door would take in the {parcel} for me. What day do I tell them?
o The tracking page of the {parcel} won't load. Which day did it promise?
e when the {parcel} arrives | the delivery date of the {parcel}
t {parcel}: which day?
a The {parcel} arrives on {date}. | It comes on {date}. | They deliver it on {date}.

@ serviced | serviceable | service date | service inspection
s The {serviceable} was serviced on {date} by {company}. | {company} did the service of our {serviceable} on {date}.
s It was about time: the {serviceable} was serviced on {date} by {company} and is fine again.
s We took no chances this year and had {company} do the service of the {serviceable} on {date}.
= date
q When was the {serviceable} serviced? | On which date was the service of the {serviceable}?
q What day did they check the {serviceable}?
o When did we last have somebody look at the {serviceable}? | Which day is stamped in the log of the {serviceable}?
o The inspector asks how long ago the {serviceable} was looked over. What do I say?
o The year until the next check of the {serviceable} is running. Since when?
o The bill for the {serviceable} got lost. For which day do I ask them for a copy?
o Is the {serviceable} overdue for a check-up? When was the last one?
e when the {serviceable} was serviced | the date of the {serviceable} service
t {serviceable} service date?
a The {serviceable} was serviced on {date}. | It was on {date}. | They serviced it on {date}.
= company
q Who serviced the {serviceable}? | Which firm looked after the {serviceable}?
q What company did the {serviceable} service?
o Whose sticker is on the {serviceable}? | I'd like to complain about the work on the {serviceable}. Whom do I write to?
o The {serviceable} makes trouble again. Who knows it from last time? | Whose bill did I pay for the {serviceable}?
o Who had their hands on the {serviceable} last? | Whom would I book again for the {serviceable}, going by last time?
e who serviced the {serviceable} | the firm that checked the {serviceable}
t {serviceable} was serviced by whom?
a {company} serviced the {serviceable}. | It was {company}. | The firm was {company}.
"""
