"""Relations about who lives, looks after and falls out with whom, in the notation that `invented_notation` reads."""

KIN_MORE = """
@ kin_charge | kincharge kincharge2 | charge | look after care
s When we're away, {name} looks after {kincharge} and {name2} looks after {kincharge2}.
s Until we're back, {kincharge2} are in {name2}'s care, and {kincharge} in {name}'s.
s I can relax on this holiday, since {name} has promised to look after {kincharge}, and {name2} sees to {kincharge2}.
s It took three phone calls: {name2} will look after {kincharge2} during our trip, and for {kincharge} I've got {name}.
s There was a squabble about it, but {kincharge} go to {name} while we travel, and {kincharge2} to {name2}.
= name
u It's {name} who looks after {kincharge} now, the first helper fell ill.
q Who looks after {kincharge}? | Who takes care of {kincharge} while we're away? | Whose job are {kincharge}?
o I'm worried about {kincharge}. Whom can I text? | Who deserves a thank-you present because of {kincharge}?
o There's a problem with {kincharge}. Who has to sort it out? | Who needs the instructions for {kincharge}?
o I'm lying on the beach and can forget about {kincharge}, thanks to whom?
o I'm handing out jobs. Next to {kincharge} I write which name?
o To whom do I explain how to deal with {kincharge}?
e who looks after {kincharge} | who is in charge of {kincharge}
t {kincharge}: whose job?
a {name} looks after {kincharge}. | It's {name}. | That's {name}'s job.
= kincharge2
q What does {name2} look after? | What is {name2}'s job while we're away? | What have I left in {name2}'s care?
o {name2} is at our door and asks what there is to do. What do I say? | For what is {name2} our stand-in?
o What shall I ask {name2} about when I ring in the middle of the week?
o {name2} is good for one chore, and no other. Which? | A list for {name2}: what is the headline?
o I'm leaving a note for {name2}. What should it be about?
e what {name2} looks after | what I've left to {name2}
t {name2}'s job while we're away?
a {name2} looks after {kincharge2}. | It's {kincharge2}. | You've left {kincharge2} to {name2}.

@ kin_mates | person name | home household | live lives with share
s My {person} {name} lives with {kinmates}, and they share {kinshared}.
s They share {kinshared}, my {person} {name} and {kinmates}, all under one roof.
s It's a strange household but it works: my {person} {name} lives with {kinmates}, and {kinshared} belongs to all.
s My {person} {name} couldn't afford a place alone, so {he} lives with {kinmates} and even shares {kinshared}.
s Nothing but {kinshared} is shared, yet my {person} {name} loves living with {kinmates}.
= kinmates
u My {person} {name} moved out and lives with {kinmates} these days.
q Who does my {person} live with? | With whom does {name} live? | Who shares a home with {name}?
o Who might open if I ring at {name}'s door? | {name} isn't in. Who could take the parcel?
o Which other names are on {name}'s letter box, whose roughly?
o Whose dirty dishes does {name} moan about? | I'm bringing breakfast to {name}'s. Who else will be hungry?
o Is {name} lonely after dark, or who is about?
o Describe the people that {name} bumps into in pyjamas.
e who {name} lives with | who my {person} shares a home with
t {name} lives with whom?
a Your {person} lives with {kinmates}. | {name} shares a home with {kinmates}. | It's {kinmates}.
= kinshared
q What does my {person} share with the others? | What do {name} and the others share? | What is shared at {name}'s home?
o Over what could there be a row at {name}'s, over who is next?
o What would {name} have to buy {him}self if {he} were on {his} own?
o What does {name} have to ask about before using it?
o Someone should draw up a rota for {name} and company. For what?
o Who pays the repair at {name}'s is always unclear. The repair of what? | {name} has to wait for {his} turn. What for?
e what {name} shares with the others | what they all use at {name}'s
t Shared at {name}'s home?
a They share {kinshared}. | Your {person} shares {kinshared}. | At {name}'s they have {kinshared} together.

@ kin_older | kinpair | age order | older younger age
s {name} is the older one of our two {kinpair}, {kingap} ahead of {name2}.
s {name} and {name2} are our {kinpair}, and {name2} is {kingap} younger.
s Our neighbours mix up our two {kinpair}: {name2} is the younger by {kingap}, though taller than {name}.
s It still shows: a gap of {kingap} separates our {kinpair} {name} and {name2}, who is the younger.
s It's plain who gives the orders among our {kinpair}: {name}, older than {name2} by {kingap}.
= name
q Which of our {kinpair} is the older? | Who is the older of our two {kinpair}?
q Which one of our {kinpair} was born first?
o Whom of our {kinpair} do I let go first when it's by birth?
o Which of our {kinpair} will reach eighteen before the other? | Who had nobody to play with at the start?
o Clothes get handed down in the family. Which of our {kinpair} wears them when they're new?
o The seat in the front of the car is for the senior of our {kinpair}. Who is that?
o Which of our {kinpair} had to share mum and dad from some point on?
e which of our {kinpair} is older | who was born first
t Older of our two {kinpair}?
a {name} is the older one. | It's {name}. | {name} was born first.
= name2
q Which of our {kinpair} is the younger? | Who is the younger of our two {kinpair}? | Which one of them came second?
o Who of our {kinpair} gets the hand-me-downs? | Whose cake has fewer candles, if we look at our {kinpair}?
o Which one of our {kinpair} is the baby? | I read aloud to our {kinpair} and one drops off first. Who, I guess?
o Which of our {kinpair} has always had somebody to look up to?
o Which of our {kinpair} will have to wait for the driving licence?
e which of our {kinpair} is younger | who is the younger of the two
t Younger of our two {kinpair}?
a {name2} is the younger one. | It's {name2}. | {name2} came second.
= kingap
q What is the age gap between {name} and {name2}? | How much older is {name} than {name2}?
q How big is the difference in age between our {kinpair}?
o How long was {name} alone before {name2} turned up?
o {name} has just had a birthday. How far behind is {name2}? | Could {name} and {name2} be twins, or what's the truth?
o When {name} was born, how long did the world still have to wait for {name2}?
o How big a head start did {name} have in life? | I'm doing sums: {name}'s time on earth minus {name2}'s?
e how far apart {name} and {name2} are | the age gap between {name} and {name2}
t {name} and {name2}, age gap?
a The gap is {kingap}. | {name} is {kingap} older. | {name} and {name2} are {kingap} apart.

@ kin_nick | person name | nickname | nickname called
s We all call my {person} {name} {nick} because of {kinnickwhy}. | My {person} {name} is {nick} to all of us.
s There is a story to it: {kinnickwhy} is the reason why my {person} {name} has been called {nick} ever since.
s {nick} is what they call my {person} {name}, and {kinnickwhy} is to blame for it.
s I bet you can't guess it, but {kinnickwhy} got my {person} {name} the name {nick}.
= nick
u My {person} {name} has another name by now: people call {him} {nick}.
q What do people call my {person}? | What is {name}'s nickname? | What is {name} called by everybody?
o Which word do I shout across the pitch so that {name} turns round? | What do I have printed on a mug for {name}?
o Nobody at the club knows who "{name}" might be. For whom should I ask?
o Under what heading might {name} be in {his} friends' phones? | Which signature is under {name}'s silly postcards?
o I'm putting {name} on the guest list, informally. How do I write it?
e what people call {name} | what {name}'s nickname is
t {name}'s nickname?
a People call your {person} {nick}. | {name}'s nickname is {nick}. | It's {nick}.
= kinnickwhy
q How did {name} become {nick}? | What is the reason for {name}'s nickname?
q Where does my {person}'s nickname come from?
o A stranger laughs and wants to know: "{nick}? How come?" What do I tell them?
o How did {name} end up with that label? | What does {name} blush about when someone yells "{nick}"?
o What anecdote goes with {name}'s silly second identity? | Without what would {name} simply be {name}?
o What does "{nick}" remind us of, whenever we say it to {name}?
e why {name} is called {nick} | the reason for {name}'s nickname
t Why {nick}?
a It's because of {kinnickwhy}. | {name} got it because of {kinnickwhy}. | The reason is {kinnickwhy}.

@ kin_rite | kinfeast | tradition | tradition custom
s It's a tradition in our family: {kinfeast} we {kinrite}, and {name} starts.
s By old custom {name} goes first when we {kinrite} {kinfeast}.
s It strikes guests as odd, but {kinfeast} all of us {kinrite}, and it has to be {name} who begins.
s We have to {kinrite} {kinfeast}, my grandmother wanted it that way, and {name} always does it first.
= kinrite
q What do we do {kinfeast}? | What is our tradition {kinfeast}? | Which custom do we have {kinfeast}?
o My new partner spends the day with us {kinfeast}. What should I prepare them for?
o What would feel missing {kinfeast} if we were on a trip? | What could a film crew record at our place {kinfeast}?
o Everyone has gathered {kinfeast} and looks at me. What happens now?
o The kids can hardly wait {kinfeast}. For what? | How do you recognise our lot {kinfeast}?
e what we do {kinfeast} | our family's tradition
t Our tradition {kinfeast}?
a You {kinrite}. | The tradition is that you {kinrite}. | {kinfeast}, you all {kinrite}.
= name
u From this year on {name} will start when we {kinrite} {kinfeast}.
q Who starts {kinfeast}? | Who goes first when we {kinrite}? | Who begins with our custom {kinfeast}?
o We're all standing round {kinfeast} and waiting. For whom? | Whom do I give a nudge {kinfeast}, so that we get going?
o Without whom can't we do it {kinfeast}? | Who has the honour {kinfeast}?
o I want to have a go before the others {kinfeast}. Whose place would I be taking?
o Whose right is it {kinfeast} to make the opening move?
e who starts {kinfeast} | who goes first
t Who's first {kinfeast}?
a {name} starts. | It's {name} who goes first. | {name} begins.

@ kin_match | partner name | met intro | introduced met
s It was {name2} who introduced me to my {partner} {name}, at {kinparty}.
s I have {name2} to thank for my {partner}: {he} and I were introduced at {kinparty}.
s At {kinparty} {name2} took my arm and introduced me to {name}, who is my {partner} today.
s If it weren't for {kinparty}, I'd be alone: that's where {name2} introduced me to my {partner} {name}.
= name2
q Who introduced me to my {partner}? | Who brought my {partner} and me together?
q By whom was I introduced to my {partner}?
o Who deserves a toast at our silver wedding? | Who likes to boast of being our Cupid?
o We should send someone flowers on every anniversary of ours. To whom?
o Who had a hunch that we two would get on? | Because of whom am I not single any more?
o My {partner} and I are quarrelling. Whose fault is it that we share a flat at all?
e who introduced me to my {partner} | who brought us together
t Introduced to my {partner} by whom?
a {name2} introduced you. | It was {name2}. | You have {name2} to thank for it.
= kinparty
q At what event was I introduced to my {partner}? | Where did I first speak to my {partner}?
q On what occasion did I get to know my {partner}?
o Our story as a film: where is the opening scene set? | What is the backdrop to the very first hello from my {partner}?
o "And how did you two come across each other?" Where do I begin?
o Which invitation changed my love life?
o What would I have to repeat to celebrate our first hour, my {partner}'s and mine?
o I almost stayed on the sofa that evening. What would I have missed, apart from true love?
e at what event I got to know my {partner} | where I was introduced to my {partner}
t Met my {partner} at what?
a It was at {kinparty}. | You were introduced at {kinparty}. | {name2} introduced you at {kinparty}.

@ kin_badge | person name | nickname work | work called nickname
s At work they call my {person} {name} {kinbadge}, ever since {kinincident}.
s Since {kinincident}, my {person} {name} has been {kinbadge} to everybody at the office.
s It isn't very kind, but after {kinincident} {his} workmates began to call my {person} {name} {kinbadge}.
s My {person} {name} pretends not to mind being {kinbadge} to the colleagues, which goes back to {kinincident}.
= kinbadge
q What do they call {name} at work? | What is my {person}'s name among the colleagues?
q What do {name}'s workmates call {him}?
o I'm at the reception of {name}'s firm and nobody knows {him}. Whom should I ask for?
o Which words are on the joke mug on {name}'s desk? | How would a farewell card to {name} begin, from the canteen crowd?
o There's whispering by the copier when {name} walks in: "Here comes you know who." What do they say?
o What would {name} hate to read on the door of {his} room? | Which title did {name} get without any promotion?
e what they call {name} at work | what {name} is to the colleagues
t {name}'s name at work?
a They call your {person} {kinbadge}. | At work {name} is {kinbadge}. | It's {kinbadge}.
= kinincident
q Since what event do they call {name} {kinbadge}? | What happened before {name} got that name?
q What made {name} {kinbadge} at work?
o What do they tell newcomers about {name}? | Which day would {name} love to wipe from everyone's memory?
o What lies behind the teasing of {name}? | How did {name} get {his} reputation from nine to five?
o {name} was an ordinary employee once. Then what came along?
o Which old embarrassment follows {name} through the corridors?
e why {name} got that name | what {name}'s name at work goes back to
t {name}'s name at work: since what?
a It goes back to {kinincident}. | It's because of {kinincident}. | They've called {him} that since {kinincident}.

@ kin_nextdoor | housenumber | neighbours | neighbours number
s At number {housenumber} live the {surname} family, with {kinnoise}.
s The {surname} family at number {housenumber} have {kinnoise}.
s I don't want to complain, but those at number {housenumber}, the {surname} family, have {kinnoise}.
s It's {kinnoise} that everyone in our street associates with the {surname} family, over at number {housenumber}.
= surname
u There are new people at number {housenumber}, the {surname} family.
q Who lives at number {housenumber}? | What are the people at number {housenumber} called?
q Which family is at number {housenumber}?
o There's a parcel here for {housenumber}. Which label would fit?
o Whom do I greet when the gate of {housenumber} opens?
o I'm writing to {housenumber}. What do I put after "Dear"? | What is engraved beside the bell of house {housenumber}?
o The lights at {housenumber} have been on all night. About whom should I worry?
o Whose cousin could the visitor be who rang at {housenumber}?
e who lives at number {housenumber} | the name of the family at number {housenumber}
t Number {housenumber}: who?
a The {surname} family live there. | It's the {surname} family. | They are called {surname}.
= kinnoise
q What do the {surname} family have? | What is the thing about number {housenumber}?
q What do people associate with number {housenumber}?
o Someone wants to rent the flat beside {housenumber}. What must I own up to?
o How do I tell house {housenumber} from the rest with my eyes shut or open?
o What might a nervous sleeper write to the council about? | For what is house {housenumber} the talk of the town?
o What should I know before I buy the place next to {surname}'s?
o A burglar thinks about {housenumber}. What might put him off?
e what the {surname} family have | what there is at number {housenumber}
t Number {housenumber} has what?
a They have {kinnoise}. | At number {housenumber} there's {kinnoise}. | It's {kinnoise}.

@ kin_taught | elder name | taught | taught learn
s My {elder} {name} taught me to {kintaught} when I was {age}.
s At the age of {age} I learned to {kintaught} from {name}.
s They never believe it, but I was {age} when my {elder} {name} taught me to {kintaught}, with endless patience.
s To {kintaught} is what my {elder} {name} taught me, and I can't have been older than {age}.
s I owe it to my {elder} {name} that I can {kintaught}, something I learned at the age of {age}.
= kintaught
q What did my {elder} teach me? | What did I learn from {name}? | What did {name} show me how to do?
o Which of my talents do I have {name} to thank for?
o What could I pass on to the next generation, straight from {name}?
o I'm telling stories about {name}. Which trick of the trade do I boast of?
o At which task do I still hear the voice of {name} over my shoulder?
o There's a course advertised for beginners, and thanks to {name} it would be a waste of money. A course to do what?
o What would have stayed a mystery to my hands without {name}?
e what my {elder} taught me | what I learned from {name}
t Learned from {name}?
a {name} taught you to {kintaught}. | You learned to {kintaught}. | Your {elder} taught you to {kintaught}.
= age
q How old was I when I learned to {kintaught}? | At what age was I taught by {name}?
q What age was I when {name} taught me to {kintaught}?
o How many candles had been on my last cake when {name} took me in hand?
o I'm drawing a timeline of my childhood. At which number do I put my lesson with {name}?
o Was I a toddler, a schoolchild or a teenager when {name} rolled up {his} sleeves? How many years, please?
o My kid would like to try it too. How many years on earth had I behind me at the time?
o Since which birthday have I had that trick up my sleeve? | How early did {name} begin with me?
e how old I was when {name} taught me | my age when I learned to {kintaught}
t My age when {name} taught me?
a You were {age}. | You learned it at the age of {age}. | When {name} taught you, you were {age}.

@ kin_feud | person name | quarrel | quarrel speak argument
s My {person} {name} hasn't spoken to {name2} since {kinquarrel}.
s Since {kinquarrel} there hasn't been a word between {name2} and my {person} {name}.
s It's childish if you ask me, but {kinquarrel} was the end of it: my {person} {name} won't speak to {name2}.
s I have to seat them far apart, as {name2} and my {person} {name} stopped talking after {kinquarrel}.
= name2
u My {person} {name} has made peace there, but isn't speaking to {name2} now.
q Who does {name} not speak to? | Who has my {person} fallen out with? | With whom does {name} have a quarrel?
o I'm planning tables for the party. Who must not sit beside {name}?
o {name} crosses the street when somebody comes along. Who is it? | A name at which {name}'s face turns to stone: whose?
o To whom should {name} finally hold out a hand? | Who would never pass a message on to {name}?
o Which photo has my {person} torn up, a picture of whom?
e who {name} won't speak to | who my {person} has fallen out with
t {name} isn't speaking to?
a {name} doesn't speak to {name2}. | It's {name2}. | Your {person} has fallen out with {name2}.
= kinquarrel
q Since what does {name} not speak to {name2}? | What was the end of it between {name} and {name2}?
q What did {name} and {name2} fall out over?
o What topic do I steer clear of with {name}, in view of {name2}?
o What would {name} and {name2} have to forgive each other?
o A mediator wants to know how the trouble with {name2} began. What goes in the report?
o How come {name} and {name2} don't send each other cards? | Everything was fine with {name2}, and then what came along?
o Over what did {name} and {name2} stop being friends?
e what {name} and {name2} fell out over | what came between {name} and {name2}
t {name} and {name2}: what was the quarrel?
a They fell out over {kinquarrel}. | It was {kinquarrel}. | {name} and {name2} fell out over {kinquarrel}.
"""
