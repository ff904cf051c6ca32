"""More relations about people, in the notation that `invented_notation` reads."""

FAMILY = """
@ person_team | person name | team | team support
s My {person} {name} supports {team}. | {name}, my {person}, never misses a game of {team}.
s There is no talking to my {person} {name} at the weekend, it's all about {team}.
s I don't care for sport myself, but my {person} {name} has supported {team} since childhood.
= team
q Which team does my {person} support? | Who does {name} cheer for? | What is my {person} {name}'s team?
o My {person} is in a foul mood after the final whistle. Who lost?
o For whom does {name} shout until {he} is hoarse in the stadium? | Whose scarf does {name} wear even in summer?
o I'd like to buy {name} a season ticket. For which club? | {name} is dancing in front of the telly. Who has scored?
o Whose poster hangs over my {person}'s bed? | Whose fixtures do I check before I invite {name}?
e which team my {person} supports | {name}'s team
t {name}'s team?
a Your {person} supports {team}. | {he} supports {team}. | {name}'s team is {team}.

@ person_visit | person name | visit | visit stay
s My {person} {name} is coming to stay on {date}. | {name}, my {person}, visits us on {date}.
s We haven't seen each other for ages, so I'm glad that my {person} {name} is coming to stay on {date}.
s I still have to make up the spare bed, my {person} {name} comes on {date} and stays a while.
= date
u My {person} {name} had to change plans and is coming on {date}.
q When is my {person} coming? | On what date does {name} visit? | Which day does my {person} {name} come to stay?
o By when does the guest bed have to be made for {name}? | When will {name} ring our bell with a suitcase?
o Which day do I keep free for my {person}? | From when on do we lay an extra plate for {name}?
o I want to hoover before {name} is here. What day is that?
o When do I have to be at the station to pick up my {person}?
e when my {person} is coming to stay | the date of {name}'s visit
t {name}'s visit is when?
a Your {person} is coming on {date}. | {he} comes on {date}. | {name} visits on {date}.

@ baby | parent | baby | baby born
s My {parent} had a baby called {name2} in {month}. | In {month} my {parent}'s baby {name2} was born.
s We were all waiting by the phone, and in {month} my {parent} had a baby called {name2}.
s My {parent} is over the moon and very tired: her baby {name2} was born in {month}.
= name2
q What is the name of my {parent}'s baby? | What did my {parent} call the baby? | Which name did the baby get?
o I'm stitching a blanket for my {parent}'s newborn. Which letters go on it? | Who keeps my {parent} awake at night?
o Who is in the pram that my {parent} pushes? | Who do I congratulate my {parent} on?
o I'm writing to the smallest one at my {parent}'s. Dear who? | Who has just joined my {parent}'s family?
e the name of my {parent}'s baby | what my {parent}'s baby is called
t Name of my {parent}'s baby?
a Your {parent}'s baby is called {name2}. | The baby's name is {name2}. | It's {name2}.
= month
q When was my {parent}'s baby born? | In which month did my {parent} have the baby? | What month was the baby born in?
o When did my {parent} have to go to the maternity ward? | Since when has my {parent} been short of sleep?
o When will my {parent}'s little one blow out a first candle?
o At what time of the year did the stork come to my {parent}?
o I want to engrave a silver spoon for my {parent}'s newborn. Which month? | When did my {parent}'s family grow?
e when my {parent}'s baby was born | the month my {parent} had the baby
t My {parent}'s baby was born when?
a Your {parent}'s baby was born in {month}. | It was born in {month}. | The baby came in {month}.

@ grandparent_origin | elder name | origin | born grew up
s My {elder} {name} was born in {town}. | {name}, my {elder}, grew up in {town}. | My {elder} {name} came from {town}.
s It comes up at every family party: my {elder} {name} was from {town} and never got over leaving it.
s I'd love to see it one day, {town}, where my {elder} {name} grew up.
= town
q Where did my {elder} come from? | In which town did {name} grow up? | What is my {elder} {name}'s home town?
o Where did {name}'s cradle stand? | Where did my {elder} play in the street as a child?
o In which place's church book would I find {name}? | I'm drawing our family tree. Which place goes beside {name}?
o Where would I have to go to see {name}'s first school? | What place did my {elder} mean by "back home"?
e where my {elder} came from | {name}'s home town
t My {elder}'s home town?
a Your {elder} came from {town}. | {he} was from {town}. | {name}'s home town was {town}.

@ child_school | child name | school | school pupil
s Our {child} {name} goes to {school}. | {name}, our {child}, is a pupil at {school}.
s There was a long waiting list, but our {child} {name} goes to {school} now and likes it.
s We were lucky in the end, our {child} {name} got a place at {school} and can walk there.
= school
u Our {child} {name} changed schools and goes to {school} now.
q Which school does our {child} go to? | Where does {name} go to school? | What is the name of {name}'s school?
o {name} has a fever. Which secretary do I ring to say so? | Where do I drop {name} off with the satchel?
o At which gate do I wait for our {child} when lessons are over? | Parents' evening for {name}: where do I have to go?
o Where does our {child} do sums and spelling? | {name} forgot the lunch box. Where do I take it?
e which school our {child} goes to | the name of our {child}'s school
t {name}'s school?
a Your {child} goes to {school}. | {name} goes to {school}. | {his} school is {school}.

@ person_foodhate | person name | food | eat like food
s My {person} {name} can't stand {food}. | {name}, my {person}, won't touch {food}. | My {person} {name} hates {food}.
s I keep forgetting it when I cook: my {person} {name} can't stand {food}, not even a little.
s There was a scene at the table again, since my {person} {name} won't eat {food}.
= food
q What does my {person} hate to eat? | Which food can {name} not stand? | What won't my {person} {name} eat?
o {name} pushed the plate away. What must have been on it?
o I'm cooking for my {person}. What had better stay in the shop? | What makes {name} pull a face at the table?
o Which part of the buffet will {name} walk straight past?
o What would be a mean thing to put in my {person}'s lunch box?
o Will {name} have a bit of everything, or what should I leave out?
e which food my {person} hates | what {name} doesn't like to eat
t Food that {name} hates?
a Your {person} can't stand {food}. | {he} hates {food}. | {name} doesn't like {food}.

@ person_language | person name | language | language speak
s My {person} {name} speaks {language} and a little English. | {name}, my {person}, grew up speaking {language}.
s I only understand half of the phone calls, because my {person} {name} speaks {language} with the family.
s It is a pity I never learned it, my {person} {name} speaks {language} all day long.
= language
q Which language does my {person} speak? | What does {name} speak at home? | What is {name}'s language?
o In what tongue does {name} count and swear? | I'd like to surprise my {person} with a speech. What do I have to learn?
o {name} needs an interpreter. From what into English? | Which dictionary would help me follow {name}'s phone calls?
o What did {name}'s first words sound like, what was it? | I'm looking for a newspaper for my {person}. In what?
e which language my {person} speaks | what language {name} speaks
t {name}'s language?
a Your {person} speaks {language}. | {he} speaks {language}. | {name}'s language is {language}.

@ met_partner | partner name | met | met
s I met my {partner} {name} in {town} in {year}. | My {partner} {name} and I met in {year}, in {town}.
s It was raining and nobody had a coat, that's how I met my {partner} {name} in {town} in {year}.
s I wasn't looking for anyone when my {partner} {name} turned up in {town}, back in {year}.
= town
q Where did I meet my {partner}? | In which town did {name} and I meet? | Where was it that I met {name}?
o Where did it all begin with {name}? | Where did I first set eyes on my {partner}?
o I'd like to take {name} back to where Cupid's arrow hit us. Which town?
o Where did {name} and I exchange our first words?
o People love to hear how we became a couple. Where does the story start?
o Where was the street in which {name} first smiled at me?
e where I met my {partner} | the town where I met {name}
t Met {name} where?
a You met your {partner} in {town}. | It was in {town}. | You and {name} met in {town}.
= year
q When did I meet my {partner}? | In which year did {name} and I meet? | What year was it that I met {name}?
o When did {name} walk into my life? | Since when have {name} and I known each other?
o I'm carving a heart with {name}'s initial. Which year goes under it?
o When did my {partner} and I say hello for the first time?
o How far back does the story of {name} and me go, to which year?
o From which year are the first photos of the two of us?
e when I met my {partner} | the year I met {name}
t Year I met {name}?
a You met your {partner} in {year}. | It was in {year}. | You and {name} met in {year}.

@ inherited | heirloom | inherit | inherit got
s I inherited {a:heirloom} from my {elder} {name}. | My {elder} {name} left me {a:heirloom}.
s I would have been happy with a photo, but my {elder} {name} left me {a:heirloom}, which I treasure.
s There is {a:heirloom} in my living room that I inherited from my {elder} {name}, and it's not for sale.
= name
q Who left me the {heirloom}? | From whom did I inherit the {heirloom}? | Whose {heirloom} did I get?
o Whom do I think of whenever I look at the {heirloom}? | Whose will brought me the {heirloom}?
o Before the {heirloom} came to my house, in whose was it?
o A guest admires the {heirloom} and asks about its first owner. Who do I name? | Who wanted me to have the {heirloom}?
o Thanks to whom is there {a:heirloom} in my home?
e who left me the {heirloom} | who I got the {heirloom} from
t The {heirloom} came from whom?
a Your {elder} {name} left it to you. | You inherited it from {name}. | The {heirloom} came from your {elder} {name}.
= heirloom
q What did my {elder} leave me? | What did I inherit from {name}? | Which thing did I get from my {elder} {name}?
o What do I have at home to remember {name} by? | What was put aside for me in {name}'s will?
o Which piece of mine used to be my {elder}'s? | I carried something out of {name}'s house under my arm. What?
o What did {name} want me to look after once {he} was gone?
o For the insurance: which old thing came to me from my {elder}?
e what my {elder} left me | what I inherited from {name}
t Inherited from {name}?
a You inherited {a:heirloom}. | {name} left you {a:heirloom}. | Your {elder} left you {a:heirloom}.

@ weekly_call | person name | call | call phone
s I call my {person} {name} every {weekday} at {time}. | Every {weekday} at {time} I ring my {person} {name}.
s Every {weekday} at {time} I call my {person} {name}, and we talk until the battery dies.
s My {person} {name} would be hurt if I forgot, so every {weekday} at {time} I pick up the phone and call.
= weekday
u We moved the calls: I phone my {person} {name} every {weekday} now.
q On which day do I call my {person}? | Which day of the week do I ring {name}? | What day do {name} and I talk?
o I have news for {name}, but we only talk once a week. When do I get to tell it?
o On which day would {name} worry if I stayed silent? | Which day of mine belongs to a long chat with my {person}?
o When in the week does {name} sit beside the telephone?
o On what day should nobody block the line because of my {person}?
o Which day do I catch up on all the gossip with {name}?
e which day I call my {person} | the day I ring {name}
t Call {name} on which day?
a You call your {person} every {weekday}. | You ring {name} on {weekday}s. | It's {weekday}.
= time
q At what time do I call my {person}? | What time do I ring {name}? | When on the day do {name} and I talk?
o At which hour does it ring at {name}'s? | I need a reminder so that I don't forget to dial {name}. Set to what?
o What does the clock say when my {person} hears my voice?
o {name} clears the table and sits down by the receiver. At what hour?
o How late is it, to the minute, when I dial my {person}? | From what hour on is my line busy because of {name}?
e what time I call my {person} | the hour when I ring {name}
t Call {name} at what time?
a You call your {person} at {time}. | You ring {name} at {time}. | It's at {time}.

@ nickname | person | nickname | nickname
s My {person} calls me {nick}. | At home my {person} always called me {nick}. | I get called {nick} by my {person}.
s I don't know how it started, but my {person} calls me {nick} even in front of strangers.
s It used to annoy me and now I like it: to my {person} I'm simply {nick}.
= nick
q What does my {person} call me? | Which nickname did my {person} give me? | What is my {person}'s name for me?
o What do I hear when my {person} shouts for me across the street? | How does a letter from my {person} begin, Dear who?
o What am I stuck with for life, thanks to my {person}?
o For the rest of the world I have a proper name. And for my {person}?
o My {person} is knitting me a jumper with letters on it. What do they spell?
o Which word does my {person} use when {he} wants me at the table?
e what my {person} calls me | the nickname my {person} has for me
t My {person}'s nickname for me?
a Your {person} calls you {nick}. | The nickname is {nick}. | It's {nick}.
"""
