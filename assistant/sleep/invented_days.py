"""Relations about days, clubs and work, in the notation that `invented_notation` reads."""

DAYS = """
@ run | training | sport habit | sport train
s I go {training} every {weekday} at {time}. | Every {weekday} at {time} I go {training}.
s I never thought I'd stick with it, but every {weekday} at {time} I go {training}.
s If you're looking for company, I go {training} every {weekday} at {time}, rain or shine.
= weekday
u My plan changed: I go {training} on {weekday}s now.
q On which day do I go {training}? | Which day of the week is for {training}? | When in the week do I go {training}?
o Someone wants to come along {training}. Which day do I tell them? | On which day does my sports bag stand by the door?
o I'm asked out for dinner. When do I have to say no because of {training}?
o My muscles ache from {training}. Which day was to blame? | Which page of my week planner has "{training}" on it?
o By which day must my kit be washed and dry again?
e which day I go {training} | the day when I go {training}
t {training} on which day?
a You go {training} every {weekday}. | On {weekday}s. | It's {weekday}.
= time
q At what time do I go {training}? | What time do I start {training}? | At which hour do I leave to go {training}?
o How late may a meeting run so that I don't miss {training}? | When do I change into my kit for {training}?
o What does the clock say when my {training} begins?
o I'm going {training} with somebody new. At which hour do I pick them up?
o From what hour on can't you reach me because of {training}? | At what hour do I stop sitting around and get moving?
e what time I go {training} | the time I go {training}
t {training} at what time?
a You go {training} at {time}. | At {time}. | It's at {time}.

@ club | clubkind | club | club member meet
s I'm a member of {a:clubkind} club called {clubname}. | The {clubkind} club I belong to is called {clubname}.
s My {clubkind} club, {clubname}, meets on {weekday}s.
s I joined to meet people, and {clubname}, my {clubkind} club, has turned out to be a lot of fun.
s It is mostly tea and cake by now, but my {clubkind} club is called {clubname}.
= clubname
q What is my {clubkind} club called? | Which {clubkind} club am I in? | What is the name of my {clubkind} club?
o To whom do I pay my dues for {clubkind}? | A newcomer loves {clubkind} as much as I do. What should they join?
o What's printed on the jumper I wear among {clubkind} people? | Who sends me the newsletter about {clubkind}?
o Which group counts me in when it's about {clubkind}? | Whose annual dinner do I go to, with all the {clubkind} people?
e what my {clubkind} club is called | the name of my {clubkind} club
t {clubkind} club's name?
a Your {clubkind} club is called {clubname}. | It's {clubname}. | You belong to {clubname}.

@ membership | cardkind | number card | card number
s My {cardkind} number is {longnumber}. | The number on my {cardkind} is {longnumber}.
s My {cardkind} says {longnumber}.
s I always have to dig for it, so keep it for me: my {cardkind} number is {longnumber}.
s It is printed so small that I need my glasses, but my {cardkind} has the number {longnumber}.
= longnumber
u I got a new {cardkind} with the number {longnumber}.
q What is my {cardkind} number? | Which number is on my {cardkind}? | What does my {cardkind} say?
o I've left my {cardkind} at home. What can I tell the desk instead?
o They want to look me up by my {cardkind}. What do I read out?
o I lost my {cardkind}. What do I quote to have it blocked?
o Spell it out for the clerk, please: what's printed on my {cardkind}?
o What does the inspector copy down from my {cardkind}?
o The website wants what's under the name on my {cardkind}. What do I type?
e my {cardkind} number | the number on my {cardkind}
t {cardkind} number?
a Your {cardkind} number is {longnumber}. | It's {longnumber}. | Your {cardkind} says {longnumber}.

@ expiry | document | expiry | expire valid
s My {document} expires in {monthyear}. | My {document} is valid until {monthyear}.
s In {monthyear} my {document} runs out.
s I only noticed at the counter that my {document} runs out in {monthyear}.
s At least there's no rush, my {document} is valid until {monthyear}, I just checked.
= monthyear
u I renewed my {document}: it's valid until {monthyear}.
q When does my {document} expire? | Until when is my {document} valid? | When do I need a new {document}?
o When should I be queueing for a new {document}? | From when on is my {document} just a piece of old paper?
o I'm planning something far ahead. How long will my {document} do?
o When is it time for a fresh photo, because of my {document}?
o What's the last month in which my {document} gets me past a check?
o When do I get into trouble if I still show the {document} I have?
e when my {document} runs out | how long my {document} is valid
t {document} valid until?
a Your {document} expires in {monthyear}. | It's valid until {monthyear}. | It runs out in {monthyear}.

@ exam | exam | exam | exam test
s My {exam} is on {date} in room {space}. | On {date} I have my {exam} in room {space}.
s I haven't opened a single book yet, and my {exam} is on {date} in room {space}.
s The letter came today, they put my {exam} on {date} and it's in room {space}.
= date
u My {exam} was put off until {date}.
q When is my {exam}? | On which date do I have the {exam}? | What day is the {exam}?
o How long do I still have to revise for the {exam}, until when?
o When should everybody keep their fingers crossed for my {exam}?
o The {exam} won't let me sleep. On which day will it be over? | I need a day off for the {exam}. Which one?
o How far does my revision plan for the {exam} reach, to which day?
o When can I throw a party because the {exam} is behind me?
e when my {exam} is | the date of my {exam}
t {exam}: when?
a Your {exam} is on {date}. | It's on {date}. | You have it on {date}.
= space
q Which room is my {exam} in? | Where is the {exam}? | In which room do I sit the {exam}?
o I'm in the corridor and the {exam} starts in a minute. Which door?
o What's on the door behind which I'll sweat over my {exam}?
o The porter asks where I have to go for the {exam}. What do I say?
o Where will the papers for the {exam} be handed out? | I have a minute to find my seat for the {exam}. Where do I run?
o Where in the building should I turn up for the {exam}?
e which room my {exam} is in | the room of the {exam}
t {exam}: which room?
a Your {exam} is in room {space}. | It's room {space}. | The room is {space}.

@ deadline | task | deadline | deadline due hand
s The {task} is due on {date}. | I have to hand in the {task} by {date}. | The deadline for the {task} is {date}.
s I keep putting it off, but the {task} has to be in by {date}, no excuses.
s They were strict about it on the phone, {date} is the last day for the {task}.
= date
u They gave me more time: the {task} is due on {date}.
q When is the {task} due? | What is the deadline for the {task}? | By what date must I hand in the {task}?
o How long may I still polish the {task}? | When does the {task} have to be off my desk?
o From when on am I in trouble if nobody has got the {task}?
o Until when can I get away with not having started the {task}? | Which day is marked in red because of the {task}?
o I'd love to go away for a bit. When must the {task} be finished?
e when the {task} is due | the deadline of the {task}
t {task} deadline?
a The {task} is due on {date}. | The deadline is {date}. | You have to hand it in by {date}.

@ volunteer | - | volunteer | volunteer help
s On {weekday}s I volunteer at {charity}. | I help out at {charity} every {weekday}.
s It does me more good than anyone, but on {weekday}s I volunteer at {charity}.
s Since I have the time now, I lend a hand at {charity} every {weekday}.
= charity
u I stopped there and volunteer at {charity} now.
q Where do I volunteer? | At which place do I help out? | Where do I work for free?
o Where do I do some good? | Who gets the hours I'm not paid for?
o Where would they be a pair of hands short if I stayed at home?
o Someone else wants to be useful too. Where could I take them along?
o My CV has a line about unpaid work. What place does it name?
o Where am I going when I say that I don't do it for the money?
e where I volunteer | the place where I help out
t Volunteering where?
a You volunteer at {charity}. | You help out at {charity}. | It's {charity}.
n Where does my niece volunteer?
= weekday
q On which day do I volunteer? | When do I help out? | Which day of the week do I volunteer?
o When am I busy doing something for others? | Which day should nobody plan with me because I'm off doing good?
o Under which day is my name on the helpers' rota? | When do they count on me, although I don't get a penny?
o I could see the dentist any day but one, the one with my unpaid work. Which?
o What day of mine is given away to a good cause?
e which day I volunteer | when I help out
t Volunteering on which day?
a You volunteer on {weekday}s. | It's {weekday}. | You help out every {weekday}.

@ worktool | worktask | tool work | tool use
s At work I use {tool} for {worktask}. | For {worktask} we use {tool} at the office.
s Our {worktask} is done in {tool}.
s I needed a while to get used to it, but at work we do all our {worktask} with {tool}.
s They gave us a whole day to learn it, and now {tool} is what we use for {worktask}.
= tool
u We switched: for {worktask} we use {tool} now.
q What do I use for {worktask}? | Which tool do we have for {worktask}? | What program is {worktask} done in?
o What do I open on my screen when it's time for {worktask}?
o A newcomer has to take over the {worktask}. What do I teach them?
o Everything is down and nobody can do any {worktask}. What has crashed?
o I need a course because of the {worktask}. A course in what? | Whose licence do we have to renew for the {worktask}?
o Which icon do I click for {worktask}?
e which tool I use for {worktask} | what we use for {worktask}
t Tool for {worktask}?
a You use {tool} for {worktask}. | It's {tool}. | For {worktask} it's {tool}.

@ project | workplace | project | project called
s My project at the {workplace} is called {codename}. | At the {workplace} I'm on a project called {codename}.
s I can't say much about it, but what I do at the {workplace} is a project called {codename}.
s With all the meetings there's hardly time for it, yet {codename} is my project at the {workplace}.
= codename
u The project at the {workplace} was renamed: it's called {codename} now.
q What is my project at the {workplace} called? | What is the name of the project at the {workplace}?
q Which project am I on at the {workplace}?
o What do I book my hours on at the {workplace}? | What's on the cover of the folder I carry about in the {workplace}?
o In the meeting at the {workplace} it's my turn to report. On what? | What keeps me late at the {workplace}?
o I write a mail about my work at the {workplace}. What goes in the subject line?
o What would fall behind at the {workplace} if I were ill?
e what my project at the {workplace} is called | the name of my {workplace} project
t {workplace} project name?
a Your project is called {codename}. | It's {codename}. | The project at the {workplace} is called {codename}.

@ like_call | - | address preference | call address
s Please call me {nick}, not by my first name. | I like to be called {nick}. | Everyone calls me {nick}.
s My passport says something else, but I'm {nick} to everyone, so please call me that.
s I never liked my first name much, so do call me {nick}, as all the others do.
= nick
u I've had enough of that: call me {nick} from now on.
q What should you call me? | What do I like to be called? | By which name do I want to be called?
o Good morning, who? How should you greet me? | What belongs on my badge?
o You're writing me a letter. What comes after "Dear"? | Which word makes me turn round in a crowd?
o Nobody uses what's in my passport. What do they use?
o Is it my first name you say when you want my attention, or what?
o The barista needs something to write on my cup. What?
e what I like to be called | what to call me
t What to call me?
a You like to be called {nick}. | You want to be called {nick}. | It's {nick}.
n What does my boss like to be called?

@ alarm | wakeday | wake time | wake alarm up
s {wakeday} my alarm goes off at {time}. | I get up at {time} {wakeday}. | {wakeday} I'm up at {time}.
s It isn't much fun, but {wakeday} my alarm rings at {time}.
s I'm not an early bird at all, and yet {wakeday} I get up at {time}.
= time
u I changed my alarm: {wakeday} it goes off at {time} now.
q When do I get up {wakeday}? | At what time does my alarm go off {wakeday}? | How early am I up {wakeday}?
o How long can I stay under the blanket {wakeday}? | When do my feet touch the floor {wakeday}?
o When does the racket beside my bed begin {wakeday}? | What does the clock say when my day starts {wakeday}?
o From when on can somebody ring me {wakeday} without pulling me out of a dream?
o When should the kettle be on for me {wakeday}?
e when I get up {wakeday} | the time of my alarm {wakeday}
t Alarm {wakeday}?
a You get up at {time} {wakeday}. | Your alarm goes off at {time}. | At {time}.
"""
