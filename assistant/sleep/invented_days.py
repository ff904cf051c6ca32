"""Relations about days, clubs and work, in the notation that `invented_notation` reads."""

DAYS = """
@ run | training | sport habit | sport train
s I go {training} every {weekday} at {time}. | Every {weekday} at {time} I go {training}.
= weekday
u My plan changed: I go {training} on {weekday}s now.
q On which day do I go {training}? | Which day of the week is for {training}? | When in the week do I go {training}?
e which day I go {training} | the day when I go {training}
t {training} on which day?
a You go {training} every {weekday}. | On {weekday}s. | It's {weekday}.
= time
q At what time do I go {training}? | What time do I start {training}? | At which hour do I leave to go {training}?
e what time I go {training} | the time I go {training}
t {training} at what time?
a You go {training} at {time}. | At {time}. | It's at {time}.

@ club | clubkind | club | club member meet
s I'm a member of {a:clubkind} club called {clubname}. | The {clubkind} club I belong to is called {clubname}.
s My {clubkind} club, {clubname}, meets on {weekday}s.
= clubname
q What is my {clubkind} club called? | Which {clubkind} club am I in? | What is the name of my {clubkind} club?
e what my {clubkind} club is called | the name of my {clubkind} club
t {clubkind} club's name?
a Your {clubkind} club is called {clubname}. | It's {clubname}. | You belong to {clubname}.

@ membership | cardkind | number card | card number
s My {cardkind} number is {longnumber}. | The number on my {cardkind} is {longnumber}.
s My {cardkind} says {longnumber}.
= longnumber
u I got a new {cardkind} with the number {longnumber}.
q What is my {cardkind} number? | Which number is on my {cardkind}? | What does my {cardkind} say?
e my {cardkind} number | the number on my {cardkind}
t {cardkind} number?
a Your {cardkind} number is {longnumber}. | It's {longnumber}. | Your {cardkind} says {longnumber}.

@ expiry | document | expiry | expire valid
s My {document} expires in {monthyear}. | My {document} is valid until {monthyear}.
s In {monthyear} my {document} runs out.
= monthyear
u I renewed my {document}: it's valid until {monthyear}.
q When does my {document} expire? | Until when is my {document} valid? | When do I need a new {document}?
e when my {document} runs out | how long my {document} is valid
t {document} valid until?
a Your {document} expires in {monthyear}. | It's valid until {monthyear}. | It runs out in {monthyear}.

@ exam | exam | exam | exam test
s My {exam} is on {date} in room {space}. | On {date} I have my {exam} in room {space}.
= date
u My {exam} was put off until {date}.
q When is my {exam}? | On which date do I have the {exam}? | What day is the {exam}?
e when my {exam} is | the date of my {exam}
t {exam}: when?
a Your {exam} is on {date}. | It's on {date}. | You have it on {date}.
= space
q Which room is my {exam} in? | Where is the {exam}? | In which room do I sit the {exam}?
e which room my {exam} is in | the room of the {exam}
t {exam}: which room?
a Your {exam} is in room {space}. | It's room {space}. | The room is {space}.

@ deadline | task | deadline | deadline due hand
s The {task} is due on {date}. | I have to hand in the {task} by {date}. | The deadline for the {task} is {date}.
= date
u They gave me more time: the {task} is due on {date}.
q When is the {task} due? | What is the deadline for the {task}? | By what date must I hand in the {task}?
e when the {task} is due | the deadline of the {task}
t {task} deadline?
a The {task} is due on {date}. | The deadline is {date}. | You have to hand it in by {date}.

@ volunteer | - | volunteer | volunteer help
s On {weekday}s I volunteer at {charity}. | I help out at {charity} every {weekday}.
= charity
u I stopped there and volunteer at {charity} now.
q Where do I volunteer? | At which place do I help out? | Where do I work for free?
e where I volunteer | the place where I help out
t Volunteering where?
a You volunteer at {charity}. | You help out at {charity}. | It's {charity}.
n Where does my niece volunteer?
= weekday
q On which day do I volunteer? | When do I help out? | Which day of the week do I volunteer?
e which day I volunteer | when I help out
t Volunteering on which day?
a You volunteer on {weekday}s. | It's {weekday}. | You help out every {weekday}.

@ worktool | worktask | tool work | tool use
s At work I use {tool} for {worktask}. | For {worktask} we use {tool} at the office.
s Our {worktask} is done in {tool}.
= tool
u We switched: for {worktask} we use {tool} now.
q What do I use for {worktask}? | Which tool do we have for {worktask}? | What program is {worktask} done in?
e which tool I use for {worktask} | what we use for {worktask}
t Tool for {worktask}?
a You use {tool} for {worktask}. | It's {tool}. | For {worktask} it's {tool}.

@ project | workplace | project | project called
s My project at the {workplace} is called {codename}. | At the {workplace} I'm on a project called {codename}.
= codename
u The project at the {workplace} was renamed: it's called {codename} now.
q What is my project at the {workplace} called? | What is the name of the project at the {workplace}?
q Which project am I on at the {workplace}?
e what my project at the {workplace} is called | the name of my {workplace} project
t {workplace} project name?
a Your project is called {codename}. | It's {codename}. | The project at the {workplace} is called {codename}.

@ like_call | - | address preference | call address
s Please call me {nick}, not by my first name. | I like to be called {nick}. | Everyone calls me {nick}.
= nick
u I've had enough of that: call me {nick} from now on.
q What should you call me? | What do I like to be called? | By which name do I want to be called?
e what I like to be called | what to call me
t What to call me?
a You like to be called {nick}. | You want to be called {nick}. | It's {nick}.
n What does my boss like to be called?

@ alarm | wakeday | wake time | wake alarm up
s {wakeday} my alarm goes off at {time}. | I get up at {time} {wakeday}. | {wakeday} I'm up at {time}.
= time
u I changed my alarm: {wakeday} it goes off at {time} now.
q When do I get up {wakeday}? | At what time does my alarm go off {wakeday}? | How early am I up {wakeday}?
e when I get up {wakeday} | the time of my alarm {wakeday}
t Alarm {wakeday}?
a You get up at {time} {wakeday}. | Your alarm goes off at {time}. | At {time}.
"""
