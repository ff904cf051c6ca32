"""Relations about travel and things that happened, in the notation that `invented_notation` reads."""

TRAVEL = """
@ trip | transport | travel trip | travel leave
s My {transport} to {town} leaves at {time} on {date}. | On {date} at {time} I take the {transport} to {town}.
s I haven't packed a thing yet, and my {transport} to {town} leaves on {date} at {time}.
s On {date} I'm off at last, the {transport} to {town} goes at {time}, and I hope it's punctual.
= time
u My {transport} to {town} was moved to {time}.
q When does my {transport} leave? | At what time is my {transport} to {town}?
q What time do I have to catch the {transport}?
o At which hour do the doors close on me and my luggage for {town}?
o The taxi has to beat which hour so that I'm not left behind by the {transport}?
o What hour is beside {town} on the departure board? | How late can I still be drinking tea before I'm off to {town}?
o What does the clock say when I'm rolling my case on board for {town}?
o At which hour do I wave goodbye on my way to {town}?
e what time my {transport} leaves | the departure time of my {transport}
t {transport} time?
a Your {transport} leaves at {time}. | It leaves at {time}. | At {time}.
= date
u My {transport} to {town} was moved to {date}.
q On which day does my {transport} leave? | What is the date of my {transport} to {town}?
q Which day do I travel to {town}?
o Which day do I ask off because of {town}? | When must my case for {town} be packed, which day, I mean?
o From which day on will I be out of reach because of {town}? | What day is printed on my ticket to {town}?
o Until which day can I still change my mind about {town}?
o On what day do I lock the front door and set off for {town}?
e which day my {transport} leaves | the date of my {transport} to {town}
t {transport} date?
a Your {transport} leaves on {date}. | It's on {date}. | You travel on {date}.
= town
q Where does my {transport} go? | To which town is my {transport}? | What is the destination of my {transport}?
o I'm looking at the departures. Which place do I look for, because of my {transport}?
o Where will I step out of the {transport} with my case? | Where do I need a bed for the night after the {transport}?
o There's a tag on my luggage for the {transport}. What does it say?
o At the end of my journey on the {transport}, where am I? | Somebody meets me off the {transport}. In what place?
e where my {transport} goes | the town that my {transport} goes to
t {transport} to where?
a Your {transport} goes to {town}. | You're travelling to {town}. | It goes to {town}.

@ hotel | triptype | hotel | hotel stay booked
s For the {triptype} I booked {hotel} in {town}. | For the {triptype} we stay at {hotel} in {town}.
s It took me all evening to compare, but for the {triptype} we have rooms at {hotel} in {town} now.
s The others wanted something cheaper, yet for the {triptype} we're staying at {hotel} in {town}.
= hotel
u I changed the booking: for the {triptype} we stay at {hotel}.
q Which hotel did I book for the {triptype}? | Where do we stay for the {triptype}?
q What is the hotel for the {triptype} called?
o Under whose roof do we sleep during the {triptype}?
o Our taxi driver wants the name of the house where we have rooms for the {triptype}.
o At which reception desk do I show my passport during the {triptype}?
o I'd like flowers in our room for the {triptype}. Where do they have to be delivered?
o Whose breakfast buffet do we queue at during the {triptype}?
o I left my charger in the room after the {triptype}. Whom do I ring?
e which hotel I booked for the {triptype} | the name of the hotel for the {triptype}
t Hotel for the {triptype}?
a You booked {hotel}. | You stay at {hotel}. | For the {triptype} it's {hotel}.
= town
q In which town is the hotel for the {triptype}? | Which town do we stay in for the {triptype}?
q Where does the {triptype} take us?
o Which place do I type into the weather app before the {triptype}? | I need a street map for the {triptype}. Of where?
o Where do my postcards from the {triptype} come from?
o What do I enter as my destination when I drive to the {triptype}?
o For the {triptype} I have to take the train. To which station? | Where on the map will we be during the {triptype}?
e which town the {triptype} goes to | the town we stay in for the {triptype}
t {triptype}: which town?
a You stay in {town}. | The hotel is in {town}. | The {triptype} takes you to {town}.

@ holiday | holidaymonth | travel holiday | travel holiday
s In {holidaymonth} we are going to {country} for {days} days.
s Our {holidaymonth} holiday is {days} days in {country}.
s We have been looking forward to it all year: {days} days in {country} in {holidaymonth}, just us.
s If the money holds out, in {holidaymonth} we'll have {days} days in {country}.
= country
u We changed our plans: in {holidaymonth} we are going to {country}.
q Where are we going in {holidaymonth}? | Which country do we visit in {holidaymonth}?
q Where is our {holidaymonth} holiday?
o The plants are dying and nobody is in. Where are we in {holidaymonth}?
o I need a guidebook for {holidaymonth}. About where? | Whose stamp will I get in my passport in {holidaymonth}?
o Where will you get a postcard from in {holidaymonth}?
o I'm buying a plug adapter for {holidaymonth}. For which sockets?
o Which flag do I look for at the airport in {holidaymonth}?
e where we are going in {holidaymonth} | the country of our {holidaymonth} holiday
t {holidaymonth} holiday where?
a You're going to {country} in {holidaymonth}. | It's {country}. | You're off to {country}.
= days
q How long are we away in {holidaymonth}? | How many days is our {holidaymonth} holiday?
q How long is the trip in {holidaymonth}?
o How many pairs of clean socks do I pack for {holidaymonth}, one for each morning?
o How long will our house stand empty in {holidaymonth}? | For how long do I stop the newspaper in {holidaymonth}?
o The plants need somebody in {holidaymonth}. For how long? | Is it just a weekend in {holidaymonth}, or what?
o How much leave did we ask for in {holidaymonth}?
e how long we are away in {holidaymonth} | the length of our {holidaymonth} holiday
t {holidaymonth} holiday: how many days?
a You're away for {days} days. | It's {days} days. | The holiday is {days} days long.

@ seat | seatvehicle | seat preference | seat sit
s {seatvehicle} I always want {seat}. | {seatvehicle} I like to sit in {seat}. | I prefer {seat} {seatvehicle}.
s I get restless otherwise, so {seatvehicle} I always ask for {seat}.
s It may sound fussy, but {seatvehicle} I want {seat} and nothing else.
= seat
u I've changed my mind: {seatvehicle} I prefer {seat} now.
q Which seat do I want {seatvehicle}? | Where do I like to sit {seatvehicle}?
q What seat should you book for me {seatvehicle}?
o Everything is still free {seatvehicle}. What do I go for? | Where do I feel most at ease {seatvehicle}?
o You come in late and look for me {seatvehicle}. Where will I be, if I had the choice?
o I'm asked if I have a wish {seatvehicle}. What do I say? | What would I gladly swap for {seatvehicle}?
o "Where would you like to be?" they ask me {seatvehicle}. Well?
e which seat I like {seatvehicle} | where I prefer to sit {seatvehicle}
t Seat {seatvehicle}?
a You want {seat} {seatvehicle}. | You prefer {seat}. | You like {seat} best.

@ commute | - | commute travel | commute bus work get
s I take {line} to work from {stop}. | To get to work I take {line} at {stop}.
s I sold the car last year, so I take {line} from {stop} to get to work.
s It is crowded but quick, I ride {line} to work and get on at {stop}.
= line
u My route changed: I take {line} to work now.
q How do I get to work? | Which line do I take to work? | What do I ride to work?
o My boss wants to know what was held up this time. What do I say?
o There's a strike. What won't bring me to the office today? | What do I sit in, half asleep, before a working day?
o What do I run for when I've overslept and have to be at my desk?
o Someone from my street has an interview at our firm. What do they get on? | For what do I buy a monthly pass?
e how I get to work | what I take to work
t My way to work?
a You take {line} to work. | You go by {line}. | It's {line}.
n How does my husband get to work? | Which line does my son take to school?
= stop
q Where do I get on for work? | At which stop do I start to work? | From where do I ride to work?
o Where do I wait in the rain on a working day?
o Where do I stand with a paper cup before I'm carried off to the office?
o Where do I have to run to in order not to be late for my shift?
o Which name is over the shelter where my working day begins? | Where does the driver see me climb in each working day?
o The walk from my front door to the office ends early. Where do I let myself be driven?
e the stop where I get on | where I get on for work
t My stop?
a You get on at {stop}. | Your stop is {stop}. | It's {stop}.
n At which stop does my daughter get on?

@ injury | bodypart | injury | injury broke hurt
s I broke my {bodypart} in {year} while {mishap}. | In {year} I hurt my {bodypart} while {mishap}.
s I still feel it when the weather turns: I broke my {bodypart} in {year} while {mishap}.
s It was nobody's fault but mine, I hurt my {bodypart} in {year} while {mishap} and was off work for weeks.
= year
q When did I hurt my {bodypart}? | In which year was the accident with my {bodypart}?
q What year did it happen to my {bodypart}?
o Since when can my {bodypart} tell the weather? | From which year are the X-rays of my {bodypart}?
o When did I have to be so careful with my {bodypart}, what year was that?
o The physio asks how old the trouble with my {bodypart} is. Which year do I give?
o When was everybody asking me about my bandaged {bodypart}? | When did I get to know casualty because of my {bodypart}?
e when I hurt my {bodypart} | the year of my {bodypart} injury
t {bodypart} injury, which year?
a You hurt your {bodypart} in {year}. | It happened in {year}. | It was in {year}.
= mishap
q How did I hurt my {bodypart}? | What was I doing when I hurt my {bodypart}?
q How did the accident with my {bodypart} happen?
o "How on earth did you manage that?" people say about my {bodypart}. Well, how?
o What's the silly story behind my {bodypart}? | What should I leave alone if I value my {bodypart}?
o What was I up to just before they drove me to casualty with my {bodypart}? | What do I blame for my {bodypart}?
o The insurance wants to know what led to the trouble with my {bodypart}.
e how I hurt my {bodypart} | what I was doing when I hurt my {bodypart}
t {bodypart} injury: how?
a You hurt it while {mishap}. | You were {mishap}. | It happened to your {bodypart} while {mishap}.

@ race | race | result | race time result
s I finished the {race} in {racetime}. | My time in the {race} was {racetime}.
s It took me {racetime} to finish the {race}.
s I trained for months, and in the end I finished the {race} in {racetime}, dead tired.
s I wasn't the first, far from it, but {racetime} in the {race} is not bad for me.
= racetime
u I beat my old time in the {race}: it's {racetime} now.
q What was my time in the {race}? | How long did I take for the {race}? | How fast was I in the {race}?
o What did the stopwatch say at the end of the {race}? | What do I have to beat next year in the {race}?
o How long did my fans have to wait at the end of the {race}?
o I feel like boasting about the {race}. Which figure do I drop?
o Between the starting gun and the last metre of the {race}, how much time went by?
o What's on my certificate from the {race}?
e my time in the {race} | how long the {race} took me
t {race} time?
a Your time in the {race} was {racetime}. | You took {racetime}. | It was {racetime}.

@ lost | losable | lost place | lost
s I lost my {losable} in {town} in {year}. | My {losable} got lost in {town}, that was {year}.
s It still annoys me: my {losable} got lost in {town} in {year}, and nobody ever found it.
s I only looked away for a second, and that was the end of my {losable}, in {town} in {year}.
= town
q Where did I lose my {losable}? | In which town did my {losable} get lost?
q Where was I when my {losable} went missing?
o Where did I turn out every pocket for my {losable}?
o Which place's lost property office should I have asked about my {losable}?
o Where may a stranger have picked up my {losable}? | Where did my {losable} stay behind when I went home?
o If my {losable} ever turns up again, where will it be?
o Which town do I have no fond memory of because of my {losable}?
e where I lost my {losable} | the town where my {losable} got lost
t {losable} lost where?
a You lost your {losable} in {town}. | It was in {town}. | It got lost in {town}.
= year
q When did I lose my {losable}? | In which year did my {losable} get lost? | What year did my {losable} go missing?
o Since when have I had to do without my {losable}?
o When did I need a replacement for my {losable}, what year was that?
o In which year did I see the last of my {losable}? | When did I search every pocket for my {losable} in vain?
o How long has my {losable} been somebody else's, from what year on?
o The police file about my {losable} is how old, from which year?
e when I lost my {losable} | the year my {losable} got lost
t {losable} lost when?
a You lost your {losable} in {year}. | It was in {year}. | It got lost in {year}.

@ concert | - | concert music | concert show
s My first concert was {band} in {town} in {year}. | In {year} I went to my first concert: {band} in {town}.
s I was far too young and had to beg for it, but my first concert was {band} in {town} in {year}.
s My ears rang for days after my first concert, {band} in {town}, back in {year}.
= band
q Which band did I see at my first concert? | What was my first concert? | Who played at my first concert?
o Who was on stage when I stood in the crowd for the very first time? | Who got me hooked on live music?
o What's on my oldest ticket stub, who was it? | For whom did I scream myself hoarse before I knew what live music was?
o Whose songs made my ears ring for the first time?
o Whose T-shirt did I buy on my very first night in front of a stage?
e who I saw at my first concert | what my first concert was
t My first concert?
a Your first concert was {band}. | It was {band}. | You saw {band}.
n What was my brother's first concert?
= town
q Where was my first concert? | In which town did I go to my first concert? | Which town was my first concert in?
o Where did I hear live music for the first time? | Where did I shout for an encore for the very first time?
o Which place is printed on my oldest ticket stub?
o Where did I have to travel for my very first night in front of a stage?
o Where did I come out of a hall with ringing ears for the first time? | In which town did I catch the live music bug?
e where my first concert was | the town of my first concert
t First concert where?
a Your first concert was in {town}. | It was in {town}. | You went to it in {town}.
n Where was my sister's first concert?
"""
