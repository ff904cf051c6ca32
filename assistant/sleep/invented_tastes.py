"""Relations about the speaker's tastes and pastimes, in the notation that `invented_notation` reads."""

TASTES = """
@ fav_dish | meal | food | eat favourite
s My favourite dish for {meal} is {dish}. | For {meal} I like {dish} best. | Nothing beats {dish} for {meal}.
s It doesn't have to be fancy, since my favourite dish for {meal} is {dish} and that's easy to make.
s I could have it every single time: nothing beats {dish} for {meal}, and seconds please.
= dish
u My taste changed: for {meal} I like {dish} best now.
q What do I like to eat for {meal}? | Which dish do I like best for {meal}? | What is my favourite for {meal}?
o You want to make me happy for {meal}. What do you cook?
o I may choose what's on the table for {meal}. What do I wish for?
o Which smell from the kitchen would please me most for {meal}?
o You order for me, for {meal}, I'm running late. What will it be? | Which full plate would cheer me up for {meal}?
o What would I never say no to for {meal}? | A canteen lets people vote on the menu for {meal}. What do I vote for?
e what I like best for {meal} | my favourite dish for {meal}
t Favourite {meal} dish?
a Your favourite for {meal} is {dish}. | You like {dish} best. | For {meal} you like {dish}.

@ fav_drink | occasion | drink | drink
s I drink {drink} {occasion}. | My drink {occasion} is {drink}. | There's always {drink} for me {occasion}.
s I know it's not for everyone, but my drink {occasion} is {drink} and I won't change it.
s My friends tease me about it, because there's always {drink} for me {occasion}.
= drink
u I stopped that: I drink {drink} {occasion} now.
q What do I drink {occasion}? | Which drink do I have {occasion}? | What should you pour me {occasion}?
o What's in my glass or cup {occasion}? | Somebody offers to fetch me something wet {occasion}. What do I ask for?
o How do I quench my thirst {occasion}? | I'd like the usual {occasion}. What does that mean in my case?
o What do you see me sipping {occasion}? | Which stain would be on my shirt if somebody bumped into me {occasion}?
e what I drink {occasion} | which drink I like {occasion}
t My drink {occasion}?
a You drink {drink} {occasion}. | It's {drink}. | You have {drink}.

@ coffee | hotdrink | drink taste | drink take
s I take my {hotdrink} with {addition}. | My {hotdrink} has to be with {addition}.
s I like {hotdrink} with {addition}.
s I'm fussy about this one: I take my {hotdrink} with {addition} or not at all.
s My day only starts properly once I have my {hotdrink} with {addition} in front of me.
= addition
u I take my {hotdrink} with {addition} these days.
q How do I take my {hotdrink}? | What goes in my {hotdrink}? | How do I like my {hotdrink}?
o You bring me my {hotdrink}. What else do I need before I touch it?
o This {hotdrink} is too plain for me. What is missing?
o The waitress asks "just plain?" about my {hotdrink}. What do I answer?
o What should be on the tray next to my {hotdrink}? | We ran out of the one thing I want in my {hotdrink}. What is it?
o Somebody hands me bare {hotdrink} and I pull a face. What would have saved it?
e how I take my {hotdrink} | what I like in my {hotdrink}
t {hotdrink}, how?
a You take your {hotdrink} with {addition}. | With {addition}. | You like it with {addition}.

@ dislike_food | - | food dislike | eat food hate
s I can't stand {food}. | I really dislike {food}. | Please never serve me {food}.
s I don't eat {food}, I hate the taste.
s My parents tried everything, but I can't stand {food} and that won't change.
s I eat nearly anything you put in front of me, but please never serve me {food}.
= food
q Which food do I hate? | What can't I stand to eat? | What should nobody serve me? | What do I not like to eat?
o What would make me push my plate away? | What do I pick out with the fork and leave at the edge of the plate?
o What do I walk past in the supermarket with a shudder?
o What could you put on your pizza to be sure I won't steal a slice?
o The host asks if there's anything I won't touch. What do I say? | What would spoil a whole dinner for me?
o I was too polite as a guest and swallowed it with tears in my eyes. What was on the spoon?
e which food I can't stand | what I don't like to eat
t Food I hate?
a You can't stand {food}. | You don't like {food}. | You hate {food}.
n Which food does my sister hate? | What can't my boss stand to eat?

@ hobby | spell | hobby | hobby pastime free time
s {spell} I like {hobby}. | {spell} I spend my time {hobby}. | {spell} you'll find me {hobby}.
s I used to sit on the sofa, but now {spell} I like {hobby} and it does me good.
s It keeps me sane, honestly: {spell} you'll find me {hobby}.
= hobby
u I have a new pastime: {spell} I'm busy {hobby} now.
q What do I like doing {spell}? | How do I spend my time {spell}? | What am I busy with {spell}?
o You call me {spell} and I don't pick up. What am I lost in? | How do I relax {spell}?
o What makes the hours fly for me {spell}? | Somebody wants to join me {spell}. What do they have to be in the mood for?
o Am I a couch potato {spell}, or what am I up to? | What would I miss {spell} if the doctor ordered me to bed?
o What could you watch me at {spell}?
e what I like doing {spell} | how I spend my time {spell}
t My pastime {spell}?
a You like {hobby} {spell}. | You spend your time {hobby}. | You enjoy {hobby}.

@ my_instrument | - | music instrument | instrument play
s I've played the {instrument} since {year}. | I play the {instrument} and started in {year}.
s In {year} I began to learn the {instrument}.
s I'm still no good at it although I've played the {instrument} since {year}.
s My neighbours have suffered a lot since {year}, when I began to learn the {instrument}.
= instrument
u I gave that instrument up and play the {instrument} now.
q What do I play? | Which instrument do I play? | What instrument did I learn?
o Which sounds do the people next door have to put up with from my room? | I make music at home. On what?
o A band asks what I could contribute. What do I say? | Somebody calls out "give us a tune!" With what do I do that?
o What do I practise on so that I don't get rusty? | Which part would I take in an orchestra?
e which instrument I play | what instrument I learned
t My instrument?
a You play the {instrument}. | Your instrument is the {instrument}. | It's the {instrument}.
n Which instrument does my father play? | What does my cousin play?
= year
q When did I start to play the {instrument}? | Since which year have I played?
q In what year did I take up the {instrument}?
o When did I have my very first lesson on the {instrument}? | From when are my first wrong notes on the {instrument}?
o Which year saw me as a complete beginner on the {instrument}? | Am I an old hand on the {instrument}? Since when?
o The music school asks how long I've been at the {instrument}. From when do I count?
o My {instrument} anniversary is coming up. What year did it all begin?
e when I took up the {instrument} | the year I began with the {instrument}
t {instrument}: since when?
a You started in {year}. | You've played the {instrument} since {year}. | It was in {year}.

@ my_team | sport | team | team support sport
s In {sport} I support {team}. | My {sport} team is {team}. | I'm a fan of {team}, the {sport} team.
s It's more pain than joy, but in {sport} I support {team} and always will.
s My whole street is for somebody else, yet my {sport} team is {team}.
= team
u I changed sides in {sport}: I'm for {team} now.
q Which {sport} team do I support? | Who do I cheer for in {sport}? | What is my {sport} team?
o Whose scarf do I wrap round my neck when {sport} is on? | Who has to win so that I go to bed happy after the {sport}?
o Whose results do I look up first on the {sport} pages?
o You have a spare ticket for {sport}. Whose match would make me say yes at once?
o Whose defeat in {sport} would ruin my weekend? | Am I neutral in {sport}, or who has my heart?
e which {sport} team I support | my {sport} team
t My {sport} team?
a You support {team}. | Your {sport} team is {team}. | You're a fan of {team}.

@ fav_book | bookkind | book | book read
s My favourite {bookkind} is "{booktitle}" by {name} {surname}.
s The best {bookkind} I know is "{booktitle}" by {name} {surname}.
s My favourite {bookkind} is "{booktitle}" by {name} {surname}, I read it so often that the cover is gone.
s If you want only one {bookkind} in your life, the best I know is "{booktitle}" by {name} {surname}.
= booktitle
u I've found a better one: my favourite {bookkind} is "{booktitle}" now.
q What is my favourite {bookkind}? | Which {bookkind} do I like best? | What {bookkind} would I recommend?
o Which {bookkind} would I take to a desert island?
o Somebody wants a {bookkind} tip from me. What do I press into their hands?
o My {bookkind} has fallen apart from use. Which one do I order again? | About which {bookkind} do I rave to everyone?
o I have a gift voucher and want to share what I love. Which {bookkind} do I wrap up for a friend?
o What is printed on the spine of the {bookkind} that I would save from a fire?
e my favourite {bookkind} | the title of the {bookkind} I like best
t Favourite {bookkind}?
a Your favourite {bookkind} is "{booktitle}". | It's "{booktitle}". | You like "{booktitle}" best.
= surname
q Who wrote my favourite {bookkind}? | Which author wrote the {bookkind} I like best?
q Who is my favourite {bookkind} by?
o Whose next {bookkind} would I buy without looking inside? | Whose name do I look under for the {bookkind} I love?
o Whose autograph would I queue for, with that {bookkind} under my arm?
o Whose pen did the {bookkind} I rave about come from? | Who deserves a fan letter from me for that {bookkind}?
o Whom do I have to thank for the finest {bookkind} on my shelf?
e who wrote my favourite {bookkind} | the author of my favourite {bookkind}
t Author of my favourite {bookkind}?
a {name} {surname} wrote it. | Your favourite {bookkind} is by {name} {surname}. | It's {name} {surname}.

@ film | filmcompany | film | film watch cinema
s I saw the film "{filmtitle}" with {filmcompany}. | With {filmcompany} I watched "{filmtitle}" at the cinema.
s It was far too long for me, but I saw the film "{filmtitle}" with {filmcompany} and we had fun.
s We nearly missed the start because of the traffic, but I did see "{filmtitle}" with {filmcompany}.
= filmtitle
q Which film did I see with {filmcompany}? | What did I watch with {filmcompany}?
q What was the film called that I saw?
o What was on the screen when I was out with {filmcompany}? | Over what did {filmcompany} and I share our popcorn?
o I still have the ticket from my evening with {filmcompany}. What is printed on it?
o What did I queue for at the box office, with {filmcompany} beside me?
o I want to see the trailer again of what {filmcompany} and I went to. What do I type in?
o {filmcompany} and I quarrelled about the ending all the way home. The ending of what?
e which film I saw with {filmcompany} | the film I watched with {filmcompany}
t Film with {filmcompany}?
a You saw "{filmtitle}" with {filmcompany}. | It was "{filmtitle}". | You watched "{filmtitle}".

@ band | mood | music band | music band listen
s When I'm {mood} I listen to {band}. | I put on {band} when I'm {mood}. | {band} is what I play when I'm {mood}.
s It sounds silly, but when I'm {mood} I listen to {band} and nothing else.
s My phone knows it by now: I put on {band} when I'm {mood}.
= band
u I have a new favourite: when I'm {mood} I listen to {band} now.
q What do I listen to when I'm {mood}? | Which band do I put on when I'm {mood}?
q Whose music do I play when I'm {mood}?
o I'm {mood}. What do you start on the speakers? | What do the people next door hear through the wall when I'm {mood}?
o Pick something for my headphones, I'm {mood}. | Whose songs get me through it when I'm {mood}?
o Whose record is worn out because it goes on whenever I'm {mood}? | Who sings for me when I'm {mood}?
e what I listen to when I'm {mood} | the band I put on when I'm {mood}
t Music for when I'm {mood}?
a You listen to {band} when you're {mood}. | You put on {band}. | It's {band}.

@ my_fear | - | fear | fear afraid
s I'm afraid of {fear}. | What scares me most is {fear}. | I can't bear {fear}, it frightens me.
s It's embarrassing at my age, but I'm afraid of {fear} and always have been.
s My friends laugh about it, but what scares me most is {fear}.
= fear
q What am I afraid of? | What scares me most? | Which fear do I have?
o What makes my knees go weak? | I've gone pale and my hands shake. What have I come across?
o What should a friend warn me about before I go somewhere? | What would a therapist have to work on with me?
o Am I brave about everything, or what is the exception? | What do I have nightmares about?
o In a horror film, what would make me hide under the blanket?
e what I'm afraid of | what frightens me
t My fear?
a You're afraid of {fear}. | You're scared of {fear}. | What scares you is {fear}.
n What is my son afraid of? | What scares my aunt?
"""
