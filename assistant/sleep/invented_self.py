"""Relations about the speaker, in the notation that `invented_notation` reads."""

SELF = """
@ fav_dish | meal | food | eat favourite
s My favourite dish for {meal} is {dish}. | For {meal} I like {dish} best. | Nothing beats {dish} for {meal}.
= dish
u My taste changed: for {meal} I like {dish} best now.
q What do I like to eat for {meal}? | Which dish do I like best for {meal}? | What is my favourite for {meal}?
e what I like best for {meal} | my favourite dish for {meal}
t Favourite {meal} dish?
a Your favourite for {meal} is {dish}. | You like {dish} best. | For {meal} you like {dish}.

@ fav_drink | occasion | drink | drink
s I drink {drink} {occasion}. | My drink {occasion} is {drink}. | There's always {drink} for me {occasion}.
= drink
u I stopped that: I drink {drink} {occasion} now.
q What do I drink {occasion}? | Which drink do I have {occasion}? | What should you pour me {occasion}?
e what I drink {occasion} | which drink I like {occasion}
t My drink {occasion}?
a You drink {drink} {occasion}. | It's {drink}. | You have {drink}.

@ coffee | hotdrink | drink taste | drink take
s I take my {hotdrink} with {addition}. | My {hotdrink} has to be with {addition}.
s I like {hotdrink} with {addition}.
= addition
u I take my {hotdrink} with {addition} these days.
q How do I take my {hotdrink}? | What goes in my {hotdrink}? | How do I like my {hotdrink}?
e how I take my {hotdrink} | what I like in my {hotdrink}
t {hotdrink}, how?
a You take your {hotdrink} with {addition}. | With {addition}. | You like it with {addition}.

@ dislike_food | - | food dislike | eat food hate
s I can't stand {food}. | I really dislike {food}. | Please never serve me {food}.
s I don't eat {food}, I hate the taste.
= food
q Which food do I hate? | What can't I stand to eat? | What should nobody serve me? | What do I not like to eat?
e which food I can't stand | what I don't like to eat
t Food I hate?
a You can't stand {food}. | You don't like {food}. | You hate {food}.
n Which food does my sister hate? | What can't my boss stand to eat?

@ allergy | - | health allergy | allergy allergic
s I'm allergic to {allergen}. | I have an allergy to {allergen}. | I get a bad rash from {allergen}.
= allergen
q What am I allergic to? | Which allergy do I have? | What must I not come near because of my allergy?
e what I'm allergic to | which allergy I have
t My allergy?
a You're allergic to {allergen}. | You have an allergy to {allergen}. | Your allergy is to {allergen}.
n What is my son allergic to? | Which allergy does my mother have?

@ hobby | spell | hobby | hobby pastime free time
s {spell} I like {hobby}. | {spell} I spend my time {hobby}. | {spell} you'll find me {hobby}.
= hobby
u I have a new pastime: {spell} I'm busy {hobby} now.
q What do I like doing {spell}? | How do I spend my time {spell}? | What am I busy with {spell}?
e what I like doing {spell} | how I spend my time {spell}
t My pastime {spell}?
a You like {hobby} {spell}. | You spend your time {hobby}. | You enjoy {hobby}.

@ my_instrument | - | music instrument | instrument play
s I've played the {instrument} since {year}. | I play the {instrument} and started in {year}.
s In {year} I began to learn the {instrument}.
= instrument
u I gave that instrument up and play the {instrument} now.
q What do I play? | Which instrument do I play? | What instrument did I learn?
e which instrument I play | what instrument I learned
t My instrument?
a You play the {instrument}. | Your instrument is the {instrument}. | It's the {instrument}.
n Which instrument does my father play? | What does my cousin play?
= year
q When did I start to play the {instrument}? | Since which year have I played?
q In what year did I take up the {instrument}?
e when I took up the {instrument} | the year I began with the {instrument}
t {instrument}: since when?
a You started in {year}. | You've played the {instrument} since {year}. | It was in {year}.

@ my_team | sport | team | team support sport
s In {sport} I support {team}. | My {sport} team is {team}. | I'm a fan of {team}, the {sport} team.
= team
u I changed sides in {sport}: I'm for {team} now.
q Which {sport} team do I support? | Who do I cheer for in {sport}? | What is my {sport} team?
e which {sport} team I support | my {sport} team
t My {sport} team?
a You support {team}. | Your {sport} team is {team}. | You're a fan of {team}.

@ my_car | vehicle2 | car | car vehicle drive
s My {vehicle2} is {a:colour} {car} from {year}. | I drive {a:colour} {car} as my {vehicle2}, built in {year}.
= car
u I sold the old {vehicle2} and bought {a:colour} {car}.
q What make is my {vehicle2}? | Which {vehicle2} do I drive? | What kind of {vehicle2} do I have?
e what make my {vehicle2} is | which {vehicle2} I drive
t Make of my {vehicle2}?
a Your {vehicle2} is {a:car}. | It's {a:car}. | You drive {a:car}.
= colour
q What colour is my {vehicle2}? | In which colour is my {vehicle2}? | What does my {vehicle2} look like, which colour?
e the colour of my {vehicle2} | what colour my {vehicle2} is
t Colour of my {vehicle2}?
a Your {vehicle2} is {colour}. | It's {colour}. | You have {a:colour} {vehicle2}.

@ clothing_size | clothing | size | size
s I wear {clothing} in size {shoesize}. | My size in {clothing} is {shoesize}. | For {clothing} I need a {shoesize}.
= shoesize
q What size {clothing} do I wear? | Which size do I need in {clothing}? | What is my size for {clothing}?
e my size in {clothing} | which size of {clothing} I need
t Size in {clothing}?
a You wear {clothing} in size {shoesize}. | Your size is {shoesize}. | It's {shoesize}.

@ my_birthday | - | birthday | birthday born
s My birthday is on {date}. | I was born on {date}, {year}. | I turn {adultage} on {date}.
= date
q When is my birthday? | On which day do I have a birthday? | What date is my birthday?
e when my birthday is | the date of my birthday
t My birthday?
a Your birthday is on {date}. | It's on {date}. | You were born on {date}.
n When is my aunt's birthday? | What date is my nephew's birthday?

@ born_in | - | origin born | born birthplace
s I was born in {town} but grew up in {town2}. | I come from {town2}, though I was born in {town}.
= town
q Where was I born? | In which town was I born? | What is my place of birth?
e where I was born | my place of birth
t My birthplace?
a You were born in {town}. | Your place of birth is {town}. | It was in {town}.
n Where was my mother born? | In which town was my boss born?
= town2
q Where did I grow up? | In which town did I spend my childhood? | Where did I live as a child?
e where I grew up | the town of my childhood
t Grew up where?
a You grew up in {town2}. | It was in {town2}. | You spent your childhood in {town2}.
n Where did my father grow up? | Where did my neighbour grow up?

@ my_job | - | work job | job work profession
s I work as {a:job} at {company}. | I'm {a:job}, employed by {company}. | At {company} I have a job as {a:job}.
= job
u I changed jobs and work as {a:job} now. | I've become {a:job}.
q What do I do for a living? | What is my job? | What do I work as?
e what I do for a living | what my job is
t My profession?
a You work as {a:job}. | You're {a:job}. | Your job is {a:job}.
n What does my uncle do for a living? | What is my flatmate's job?
= company
u I left the old firm and work at {company} now.
q Where do I work? | Which company do I work for? | Who is my employer?
e which company I work for | who I work for
t My employer?
a You work at {company}. | You're employed by {company}. | It's {company}.
n Which company does my brother work for? | Who is my daughter's employer?

@ my_studies | - | study | study university degree
s I studied {subject} in {town}. | I have a degree in {subject} from {town}.
s In {town} I went to university for {subject}.
= subject
q What did I study? | Which subject was my degree in? | What did I learn at university?
e what I studied | the subject of my degree
t My degree?
a You studied {subject}. | Your degree is in {subject}. | It was {subject}.
n What did my wife study? | Which subject does my nephew study?
= town
q Where did I study? | In which town did I go to university? | Where did I get my degree?
e where I studied | where I went to university
t Studied where?
a You studied in {town}. | You went to university in {town}. | It was in {town}.
n Where did my sister study? | Where did my boss go to university?

@ learning | - | language learn | language learn class
s I'm learning {language} with a teacher called {name}. | {name} teaches me {language}.
s I take {language} lessons from {name}.
= language
u I dropped the old course and am learning {language} now.
q Which language am I learning? | What am I taking lessons in? | Which language do I want to speak?
e which language I'm learning | what I take lessons in
t Language I'm learning?
a You're learning {language}. | You take lessons in {language}. | It's {language}.
n Which language is my daughter learning?
= name
q Who teaches me {language}? | What is my {language} teacher called? | Who gives me lessons in {language}?
e who teaches me {language} | the name of my {language} teacher
t {language} teacher?
a {name} teaches you {language}. | Your teacher is {name}. | It's {name}.

@ fav_book | bookkind | book | book read
s My favourite {bookkind} is "{booktitle}" by {name} {surname}.
s The best {bookkind} I know is "{booktitle}" by {name} {surname}.
= booktitle
u I've found a better one: my favourite {bookkind} is "{booktitle}" now.
q What is my favourite {bookkind}? | Which {bookkind} do I like best? | What {bookkind} would I recommend?
e my favourite {bookkind} | the title of the {bookkind} I like best
t Favourite {bookkind}?
a Your favourite {bookkind} is "{booktitle}". | It's "{booktitle}". | You like "{booktitle}" best.
= surname
q Who wrote my favourite {bookkind}? | Which author wrote the {bookkind} I like best?
q Who is my favourite {bookkind} by?
e who wrote my favourite {bookkind} | the author of my favourite {bookkind}
t Author of my favourite {bookkind}?
a {name} {surname} wrote it. | Your favourite {bookkind} is by {name} {surname}. | It's {name} {surname}.

@ film | filmcompany | film | film watch cinema
s I saw the film "{filmtitle}" with {filmcompany}. | With {filmcompany} I watched "{filmtitle}" at the cinema.
= filmtitle
q Which film did I see with {filmcompany}? | What did I watch with {filmcompany}?
q What was the film called that I saw?
e which film I saw with {filmcompany} | the film I watched with {filmcompany}
t Film with {filmcompany}?
a You saw "{filmtitle}" with {filmcompany}. | It was "{filmtitle}". | You watched "{filmtitle}".

@ band | mood | music band | music band listen
s When I'm {mood} I listen to {band}. | I put on {band} when I'm {mood}. | {band} is what I play when I'm {mood}.
= band
u I have a new favourite: when I'm {mood} I listen to {band} now.
q What do I listen to when I'm {mood}? | Which band do I put on when I'm {mood}?
q Whose music do I play when I'm {mood}?
e what I listen to when I'm {mood} | the band I put on when I'm {mood}
t Music for when I'm {mood}?
a You listen to {band} when you're {mood}. | You put on {band}. | It's {band}.

@ my_fear | - | fear | fear afraid
s I'm afraid of {fear}. | What scares me most is {fear}. | I can't bear {fear}, it frightens me.
= fear
q What am I afraid of? | What scares me most? | Which fear do I have?
e what I'm afraid of | what frightens me
t My fear?
a You're afraid of {fear}. | You're scared of {fear}. | What scares you is {fear}.
n What is my son afraid of? | What scares my aunt?

@ height | childish | height | tall height
s My {childish} is {height} tall. | I measured my {childish}: {height} tall. | {height} is how tall my {childish} is.
= height
u My {childish} has grown and is {height} tall now.
q How tall is my {childish}? | What is my {childish}'s height? | What did I measure for my {childish}?
e how tall my {childish} is | my {childish}'s height
t {childish}'s height?
a Your {childish} is {height} tall. | It's {height}. | You measured {height}.

@ medicine | drug | medicine | medicine pill take
s I take {dose} mg of {drug} {drugtime}. | My dose of {drug} is {dose} mg {drugtime}.
= dose
u The doctor changed my dose: {dose} mg of {drug} now.
q How much {drug} do I take? | What is my dose of {drug}? | How many mg of {drug} do I need?
e how much {drug} I take | my dose of {drug}
t {drug} dose?
a You take {dose} mg of {drug}. | Your dose is {dose} mg. | It's {dose} mg.
= drugtime
q When do I take the {drug}? | At what point of the day do I need {drug}? | When is the {drug} due?
e when I take the {drug} | when to take {drug}
t {drug}: when?
a You take the {drug} {drugtime}. | You need it {drugtime}. | It's due {drugtime}.

@ appointment | visit | appointment | appointment
s My appointment {visit} is on {date} at {time}. | I have to be {visit} on {date} at {time}.
= date
u They moved my appointment {visit} to {date}.
q When is my appointment {visit}? | On which day do I have to be {visit}? | What date is the appointment {visit}?
e when I have to be {visit} | the date of my appointment {visit}
t Appointment {visit}?
a Your appointment {visit} is on {date}. | It's on {date}. | You have to be there on {date}.
= time
q At what time do I have to be {visit}? | What time is my appointment {visit}? | Which hour must I be {visit}?
e what time I have to be {visit} | the time of my appointment {visit}
t Time of my appointment {visit}?
a Your appointment {visit} is at {time}. | It's at {time}. | You have to be there at {time}.
"""
