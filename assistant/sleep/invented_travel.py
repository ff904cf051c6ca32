"""Relations about travel, money and things that happened, in the notation that `invented_notation` reads."""

TRAVEL = """
@ trip | transport | travel trip | travel leave
s My {transport} to {town} leaves at {time} on {date}. | On {date} at {time} I take the {transport} to {town}.
= time
u My {transport} to {town} was moved to {time}.
q When does my {transport} leave? | At what time is my {transport} to {town}?
q What time do I have to catch the {transport}?
e what time my {transport} leaves | the departure time of my {transport}
t {transport} time?
a Your {transport} leaves at {time}. | It leaves at {time}. | At {time}.
= date
u My {transport} to {town} was moved to {date}.
q On which day does my {transport} leave? | What is the date of my {transport} to {town}?
q Which day do I travel to {town}?
e which day my {transport} leaves | the date of my {transport} to {town}
t {transport} date?
a Your {transport} leaves on {date}. | It's on {date}. | You travel on {date}.
= town
q Where does my {transport} go? | To which town is my {transport}? | What is the destination of my {transport}?
e where my {transport} goes | the town that my {transport} goes to
t {transport} to where?
a Your {transport} goes to {town}. | You're travelling to {town}. | It goes to {town}.

@ hotel | triptype | hotel | hotel stay booked
s For the {triptype} I booked {hotel} in {town}. | For the {triptype} we stay at {hotel} in {town}.
= hotel
u I changed the booking: for the {triptype} we stay at {hotel}.
q Which hotel did I book for the {triptype}? | Where do we stay for the {triptype}?
q What is the hotel for the {triptype} called?
e which hotel I booked for the {triptype} | the name of the hotel for the {triptype}
t Hotel for the {triptype}?
a You booked {hotel}. | You stay at {hotel}. | For the {triptype} it's {hotel}.
= town
q In which town is the hotel for the {triptype}? | Which town do we stay in for the {triptype}?
q Where does the {triptype} take us?
e which town the {triptype} goes to | the town we stay in for the {triptype}
t {triptype}: which town?
a You stay in {town}. | The hotel is in {town}. | The {triptype} takes you to {town}.

@ holiday | holidaymonth | travel holiday | travel holiday
s In {holidaymonth} we are going to {country} for {days} days.
s Our {holidaymonth} holiday is {days} days in {country}.
= country
u We changed our plans: in {holidaymonth} we are going to {country}.
q Where are we going in {holidaymonth}? | Which country do we visit in {holidaymonth}?
q Where is our {holidaymonth} holiday?
e where we are going in {holidaymonth} | the country of our {holidaymonth} holiday
t {holidaymonth} holiday where?
a You're going to {country} in {holidaymonth}. | It's {country}. | You're off to {country}.
= days
q How long are we away in {holidaymonth}? | How many days is our {holidaymonth} holiday?
q How long is the trip in {holidaymonth}?
e how long we are away in {holidaymonth} | the length of our {holidaymonth} holiday
t {holidaymonth} holiday: how many days?
a You're away for {days} days. | It's {days} days. | The holiday is {days} days long.

@ seat | seatvehicle | seat preference | seat sit
s {seatvehicle} I always want {seat}. | {seatvehicle} I like to sit in {seat}. | I prefer {seat} {seatvehicle}.
= seat
u I've changed my mind: {seatvehicle} I prefer {seat} now.
q Which seat do I want {seatvehicle}? | Where do I like to sit {seatvehicle}?
q What seat should you book for me {seatvehicle}?
e which seat I like {seatvehicle} | where I prefer to sit {seatvehicle}
t Seat {seatvehicle}?
a You want {seat} {seatvehicle}. | You prefer {seat}. | You like {seat} best.

@ commute | - | commute travel | commute bus work get
s I take {line} to work from {stop}. | To get to work I take {line} at {stop}.
= line
u My route changed: I take {line} to work now.
q How do I get to work? | Which line do I take to work? | What do I ride to work?
e how I get to work | what I take to work
t My way to work?
a You take {line} to work. | You go by {line}. | It's {line}.
n How does my husband get to work? | Which line does my son take to school?
= stop
q Where do I get on for work? | At which stop do I start to work? | From where do I ride to work?
e the stop where I get on | where I get on for work
t My stop?
a You get on at {stop}. | Your stop is {stop}. | It's {stop}.
n At which stop does my daughter get on?

@ saving | - | saving money | saving money
s I'm saving {price} a month for {a:gift}. | Every month I put {price} aside for {a:gift}.
= gift
u I dropped that plan and am saving for {a:gift} now.
q What am I saving for? | What do I put money aside for? | What do I want to buy with my savings?
e what I'm saving for | what my savings are for
t Saving for what?
a You're saving for {a:gift}. | You put money aside for {a:gift}. | Your savings are for {a:gift}.
n What is my sister saving for?
= price
q How much do I save a month? | What do I put aside every month? | How much money goes into my savings each month?
e how much I save a month | what I put aside every month
t Monthly savings?
a You save {price} a month. | You put {price} aside. | It's {price} a month.
n How much does my brother save a month?

@ injury | bodypart | injury | injury broke hurt
s I broke my {bodypart} in {year} while {mishap}. | In {year} I hurt my {bodypart} while {mishap}.
= year
q When did I hurt my {bodypart}? | In which year was the accident with my {bodypart}?
q What year did it happen to my {bodypart}?
e when I hurt my {bodypart} | the year of my {bodypart} injury
t {bodypart} injury, which year?
a You hurt your {bodypart} in {year}. | It happened in {year}. | It was in {year}.
= mishap
q How did I hurt my {bodypart}? | What was I doing when I hurt my {bodypart}?
q How did the accident with my {bodypart} happen?
e how I hurt my {bodypart} | what I was doing when I hurt my {bodypart}
t {bodypart} injury: how?
a You hurt it while {mishap}. | You were {mishap}. | It happened to your {bodypart} while {mishap}.

@ race | race | result | race time result
s I finished the {race} in {racetime}. | My time in the {race} was {racetime}.
s It took me {racetime} to finish the {race}.
= racetime
u I beat my old time in the {race}: it's {racetime} now.
q What was my time in the {race}? | How long did I take for the {race}? | How fast was I in the {race}?
e my time in the {race} | how long the {race} took me
t {race} time?
a Your time in the {race} was {racetime}. | You took {racetime}. | It was {racetime}.

@ shop | goods | shop | shop buy
s I buy my {goods} at {shop} on {street}. | The best {goods} in town comes from {shop} on {street}.
= shop
u That shop closed; I buy my {goods} at {shop} now.
q Where do I buy my {goods}? | Which shop has the {goods} I like? | Where does my {goods} come from?
e where I buy my {goods} | the shop where I get {goods}
t {goods} from which shop?
a You buy your {goods} at {shop}. | You get it at {shop}. | It's from {shop}.

@ collect | - | collect hobby | collect collection
s I collect {collectible}, I have {count} of them. | My collection of {collectible} has {count} pieces.
= collectible
q What do I collect? | What is my collection made of? | Which things do I collect?
e what I collect | what is in my collection
t My collection?
a You collect {collectible}. | Your collection is made of {collectible}. | You have a collection of {collectible}.
n What does my grandfather collect?
= count
u My collection of {collectible} has grown to {count} pieces.
q How many {collectible} do I have? | How big is my collection? | What is the number of {collectible} I own?
e how many {collectible} I have | how big my collection of {collectible} is
t Number of {collectible}?
a You have {count} {collectible}. | There are {count} of them. | Your collection has {count} pieces.

@ lost | losable | lost place | lost
s I lost my {losable} in {town} in {year}. | My {losable} got lost in {town}, that was {year}.
= town
q Where did I lose my {losable}? | In which town did my {losable} get lost?
q Where was I when my {losable} went missing?
e where I lost my {losable} | the town where my {losable} got lost
t {losable} lost where?
a You lost your {losable} in {town}. | It was in {town}. | It got lost in {town}.
= year
q When did I lose my {losable}? | In which year did my {losable} get lost? | What year did my {losable} go missing?
e when I lost my {losable} | the year my {losable} got lost
t {losable} lost when?
a You lost your {losable} in {year}. | It was in {year}. | It got lost in {year}.

@ concert | - | concert music | concert show
s My first concert was {band} in {town} in {year}. | In {year} I went to my first concert: {band} in {town}.
= band
q Which band did I see at my first concert? | What was my first concert? | Who played at my first concert?
e who I saw at my first concert | what my first concert was
t My first concert?
a Your first concert was {band}. | It was {band}. | You saw {band}.
n What was my brother's first concert?
= town
q Where was my first concert? | In which town did I go to my first concert? | Which town was my first concert in?
e where my first concert was | the town of my first concert
t First concert where?
a Your first concert was in {town}. | It was in {town}. | You went to it in {town}.
n Where was my sister's first concert?

@ bill | bill | bill price | bill pay
s The {bill} bill was {price} this year, to be paid by {date}. | I have to pay {price} for the {bill} by {date}.
= price
q How much is the {bill} bill? | What do I have to pay for the {bill}? | How much money do they want for the {bill}?
e how much the {bill} bill is | what the {bill} costs
t {bill} bill?
a The {bill} bill is {price}. | It's {price}. | You have to pay {price}.
= date
q By when must I pay the {bill} bill? | What is the last day to pay for the {bill}? | When is the {bill} bill due?
e when the {bill} bill is due | the last day to pay for the {bill}
t {bill} bill due?
a The {bill} bill is due by {date}. | You have to pay by {date}. | It's due by {date}.

@ subscription | magazine | subscription price | subscription magazine
s I pay {price} for my subscription to {magazine}. | My subscription to {magazine} costs {price}.
= price
u The subscription to {magazine} went up to {price}.
q What does my subscription to {magazine} cost? | How much do I pay for {magazine}? | What is the price of {magazine}?
e what I pay for {magazine} | the price of my subscription to {magazine}
t {magazine} price?
a Your subscription to {magazine} costs {price}. | You pay {price}. | It's {price}.
"""
