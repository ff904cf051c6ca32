"""Relations about the speaker, in the notation that `invented_notation` reads."""

SELF = """
@ allergy | - | health allergy | allergy allergic
s I'm allergic to {allergen}. | I have an allergy to {allergen}. | I get a bad rash from {allergen}.
s I found out the hard way on holiday that I'm allergic to {allergen}.
s My doctor finally tested it and I have an allergy to {allergen}, so I carry tablets.
= allergen
q What am I allergic to? | Which allergy do I have? | What must I not come near because of my allergy?
o The nurse with the clipboard asks what my body can't deal with. What should she write?
o I'm swelling up and itching all over. What have I probably met? | What must be engraved on my medical bracelet?
o What could send me to the emergency room although others hardly notice it?
o Fill in the health form for me: reacts badly to what? | What makes my skin go red and my eyes run?
o My immune system overreacts to something. To what?
e what I'm allergic to | which allergy I have
t My allergy?
a You're allergic to {allergen}. | You have an allergy to {allergen}. | Your allergy is to {allergen}.
n What is my son allergic to? | Which allergy does my mother have?

@ my_car | vehicle2 | car | car vehicle drive
s My {vehicle2} is {a:colour} {car} from {year}. | I drive {a:colour} {car} as my {vehicle2}, built in {year}.
s My neighbours can spot it from far away, because my {vehicle2} is {a:colour} {car} from {year}.
s I've had nothing but luck so far: as my {vehicle2} I drive {a:colour} {car}, built in {year}.
= car
u I sold the old {vehicle2} and bought {a:colour} {car}.
q What make is my {vehicle2}? | Which {vehicle2} do I drive? | What kind of {vehicle2} do I have?
o Which badge is on my {vehicle2}? | The insurance form asks who built my {vehicle2}. What do I enter?
o I'm writing an advert for my {vehicle2}. Which manufacturer goes in the headline?
o Whose spare parts fit my {vehicle2}? | People ask what I get around with. What do I answer?
o Whose engineers do I praise or curse when my {vehicle2} lets me down?
e what make my {vehicle2} is | which {vehicle2} I drive
t Make of my {vehicle2}?
a Your {vehicle2} is {a:car}. | It's {a:car}. | You drive {a:car}.
= colour
q What colour is my {vehicle2}? | In which colour is my {vehicle2}? | What does my {vehicle2} look like, which colour?
o You have to spot my {vehicle2} among a hundred others. Which shade do you look for?
o There's a scratch on my {vehicle2}. Which touch-up pen do I buy?
o My {vehicle2} was stolen and the police want to know: dark, bright or what exactly?
o A child wants to draw my {vehicle2}. Which crayon does it need? | In which tone does my {vehicle2} gleam in the sun?
o I want a helmet to match my {vehicle2}. What do I tell the shop?
e the colour of my {vehicle2} | what colour my {vehicle2} is
t Colour of my {vehicle2}?
a Your {vehicle2} is {colour}. | It's {colour}. | You have {a:colour} {vehicle2}.

@ clothing_size | clothing | size | size
s I wear {clothing} in size {shoesize}. | My size in {clothing} is {shoesize}. | For {clothing} I need a {shoesize}.
s I always forget it in the shop, but I wear {clothing} in size {shoesize}.
s It depends on the maker a bit, but for {clothing} I usually need a {shoesize}.
= shoesize
q What size {clothing} do I wear? | Which size do I need in {clothing}? | What is my size for {clothing}?
o You want to give me {clothing}. Which number must be on the label?
o The shop assistant with the {clothing} asks what will fit me. What do I say?
o I'm ordering {clothing} online. What do I pick from the drop-down?
o These {clothing} pinch terribly. What would have been right for me?
o Somebody gives away {clothing} for free. When do I shout "mine"? | How big do {clothing} have to be for me?
e my size in {clothing} | which size of {clothing} I need
t Size in {clothing}?
a You wear {clothing} in size {shoesize}. | Your size is {shoesize}. | It's {shoesize}.

@ my_birthday | - | birthday | birthday born
s My birthday is on {date}. | I was born on {date}, {year}. | I turn {adultage} on {date}.
s I don't make a fuss about it, but my birthday is on {date} and I like cake.
s My friends always forget, so note that I was born on {date}, in the middle of a storm.
= date
q When is my birthday? | On which day do I have a birthday? | What date is my birthday?
o When do I get to blow out candles? | When should you congratulate me?
o The form asks for the day I came into the world. What do I put?
o An astrologer wants to draw my chart. What day does she need? | When would a surprise party for me make sense?
o I'm giving a party for getting older. Which day should people keep free? | When do I turn a year older?
e when my birthday is | the date of my birthday
t My birthday?
a Your birthday is on {date}. | It's on {date}. | You were born on {date}.
n When is my aunt's birthday? | What date is my nephew's birthday?

@ born_in | - | origin born | born birthplace
s I was born in {town} but grew up in {town2}. | I come from {town2}, though I was born in {town}.
s My passport says {town}, as I was born there, but I grew up in {town2}.
s It's a bit complicated: I was born in {town} by chance, but {town2} is where I grew up.
= town
q Where was I born? | In which town was I born? | What is my place of birth?
o Where did I first see the light of day?
o The clerk copies the place from my certificate into the passport. What does she type?
o Which registry office holds the very first paper about me? | Where was the cot I lay in on my very first night?
o In which place did I utter my first cry? | In which town should the plaque go up for the day I arrived on earth?
e where I was born | my place of birth
t My birthplace?
a You were born in {town}. | Your place of birth is {town}. | It was in {town}.
n Where was my mother born? | In which town was my boss born?
= town2
q Where did I grow up? | In which town did I spend my childhood? | Where did I live as a child?
o In which town's playgrounds did I scrape my knees? | Where would you find the streets I played in as a kid?
o Where did I lose my milk teeth? | I want to show you the scenes of my early years. Where do we go?
o Which town shaped me when I was small? | My first bicycle and my first detention: which place do I think of?
e where I grew up | the town of my childhood
t Grew up where?
a You grew up in {town2}. | It was in {town2}. | You spent your childhood in {town2}.
n Where did my father grow up? | Where did my neighbour grow up?

@ my_job | - | work job | job work profession
s I work as {a:job} at {company}. | I'm {a:job}, employed by {company}. | At {company} I have a job as {a:job}.
s It isn't what my parents had in mind, but I work as {a:job} at {company} and I like it.
s I'm {a:job}, employed by {company}, and the canteen is the best thing about it.
= job
u I changed jobs and work as {a:job} now. | I've become {a:job}.
q What do I do for a living? | What is my job? | What do I work as?
o Somebody at a party asks what I do all day. What do I tell them? | How do I earn my bread?
o The tax form has a box for my occupation. What goes in it? | What could stand under my name on a business card?
o What am I from nine to five? | A stranger on the train tries to guess what I am by trade. Which guess is right?
e what I do for a living | what my job is
t My profession?
a You work as {a:job}. | You're {a:job}. | Your job is {a:job}.
n What does my uncle do for a living? | What is my flatmate's job?
= company
u I left the old firm and work at {company} now.
q Where do I work? | Which company do I work for? | Who is my employer?
o Whose name is at the top of my payslip? | Who pays my wages?
o The receptionist asks "and you're from?" on a business trip. What do I answer?
o The bank wants to know where my salary comes from. What do I put? | Whose Christmas party do I get invited to?
o To which firm would I hand in my notice? | Whose logo is on the lanyard round my neck?
e which company I work for | who I work for
t My employer?
a You work at {company}. | You're employed by {company}. | It's {company}.
n Which company does my brother work for? | Who is my daughter's employer?

@ my_studies | - | study | study university degree
s I studied {subject} in {town}. | I have a degree in {subject} from {town}.
s In {town} I went to university for {subject}.
s I never needed it for a day in my working life, but I studied {subject} in {town}.
s My parents dreamed of a surgeon in the family; in {town} I went to university for {subject} instead.
= subject
q What did I study? | Which subject was my degree in? | What did I learn at university?
o What did I cram for in all those lectures? | My CV says graduate, but of what?
o What kind of books did I lug to the library back then? | What is printed on my diploma in the biggest letters?
o I could help with a question from my old field. Which field is that? | What did I spend all those exam nights on?
e what I studied | the subject of my degree
t My degree?
a You studied {subject}. | Your degree is in {subject}. | It was {subject}.
n What did my wife study? | Which subject does my nephew study?
= town
q Where did I study? | In which town did I go to university? | Where did I get my degree?
o Where did I spend my student years? | Where did I doze in lecture halls?
o Which town's student bars do I know by heart? | Which place stands on my diploma below the seal?
o Where is my alma mater? | There's a reunion of my class from back then. Where do I have to travel?
e where I studied | where I went to university
t Studied where?
a You studied in {town}. | You went to university in {town}. | It was in {town}.
n Where did my sister study? | Where did my boss go to university?

@ learning | - | language learn | language learn class
s I'm learning {language} with a teacher called {name}. | {name} teaches me {language}.
s I take {language} lessons from {name}.
s I can already order a meal, so it pays off that I'm learning {language} with a teacher called {name}.
s My memory isn't what it was, but {name} teaches me {language} and stays patient.
= language
u I dropped the old course and am learning {language} now.
q Which language am I learning? | What am I taking lessons in? | Which language do I want to speak?
o I mutter new words on the bus all day. Which tongue are they from? | Which dictionary lies on my bedside table?
o Which grammar gives me headaches at the moment? | You'd like to buy me a phrase book for my course. Which one?
o What will I soon be able to chat in? | In which tongue should I watch films to practise?
e which language I'm learning | what I take lessons in
t Language I'm learning?
a You're learning {language}. | You take lessons in {language}. | It's {language}.
n Which language is my daughter learning?
= name
q Who teaches me {language}? | What is my {language} teacher called? | Who gives me lessons in {language}?
o Who corrects my {language} homework? | I'm ill and have to cancel my {language} hour. Whom do I write to?
o Whose patience do I try with my {language} accent? | Whom do I ask when a {language} word is not in the dictionary?
o I want to send flowers for all my progress in {language}. To whom?
o Who praises me when I get the {language} endings right?
e who teaches me {language} | the name of my {language} teacher
t {language} teacher?
a {name} teaches you {language}. | Your teacher is {name}. | It's {name}.

@ height | childish | height | tall height
s My {childish} is {height} tall. | I measured my {childish}: {height} tall. | {height} is how tall my {childish} is.
s They grow so fast, my {childish} is {height} tall and needs new trousers again.
s My {childish} wouldn't stand still, but I measured {height} from top to toe.
= height
u My {childish} has grown and is {height} tall now.
q How tall is my {childish}? | What is my {childish}'s height? | What did I measure for my {childish}?
o A new pencil mark for my {childish} goes on the door frame. What do I write beside it?
o The bicycle shop wants a figure to choose a frame for my {childish}. Which one?
o May my {childish} go on the big roller coaster? What does the measuring pole show?
o The nurse puts my {childish} against the wall with a ruler on top. What does she note?
o How far up does my {childish} reach by now? | How big has my {childish} got?
e how tall my {childish} is | my {childish}'s height
t {childish}'s height?
a Your {childish} is {height} tall. | It's {height}. | You measured {height}.

@ medicine | drug | medicine | medicine pill take
s I take {dose} mg of {drug} {drugtime}. | My dose of {drug} is {dose} mg {drugtime}.
s My doctor insists on it, so I take {dose} mg of {drug} {drugtime}, even when I travel.
s I hate tablets, but since the last check my dose of {drug} is {dose} mg {drugtime}.
= dose
u The doctor changed my dose: {dose} mg of {drug} now.
q How much {drug} do I take? | What is my dose of {drug}? | How many mg of {drug} do I need?
o The pharmacist wants to know the strength of my {drug}. What do I say?
o How many milligrams of {drug} go down my throat each time?
o I'm filling my pill box. What must the {drug} tablets add up to?
o Two packs of {drug} lie here, weak and strong. Which is the right one for me?
o I'm in hospital and they ask about the {drug}. How much do I report?
o Did I swallow too much {drug} just now? What would be right?
e how much {drug} I take | my dose of {drug}
t {drug} dose?
a You take {dose} mg of {drug}. | Your dose is {dose} mg. | It's {dose} mg.
= drugtime
q When do I take the {drug}? | At what point of the day do I need {drug}? | When is the {drug} due?
o I'm setting a pill alarm for the {drug}. What moment of the day is right? | The {drug} is in my hand. Now, or when?
o What is my cue to swallow the {drug}? | Have I missed the {drug} already today? When would it have been?
o The carer wants to know at what point I get the {drug}. What is right? | How does the {drug} fit into my day?
e when I take the {drug} | when to take {drug}
t {drug}: when?
a You take the {drug} {drugtime}. | You need it {drugtime}. | It's due {drugtime}.

@ appointment | visit | appointment | appointment
s My appointment {visit} is on {date} at {time}. | I have to be {visit} on {date} at {time}.
s I've put it off for months, but my appointment {visit} is on {date} at {time}.
s They only had one slot left, so I have to be {visit} on {date} at {time}.
= date
u They moved my appointment {visit} to {date}.
q When is my appointment {visit}? | On which day do I have to be {visit}? | What date is the appointment {visit}?
o I'm booked {visit}. Which square in the calendar do I circle?
o For which day do I need time off because they want me {visit}? | Which day are they expecting me {visit}?
o It's on the little card they gave me, but where is the card? Which day am I wanted {visit}?
o Is it this week that I'm expected {visit}, or which day?
o I can't go hiking with you that day, I'm booked {visit}. Which day do I mean?
e when I have to be {visit} | the date of my appointment {visit}
t Appointment {visit}?
a Your appointment {visit} is on {date}. | It's on {date}. | You have to be there on {date}.
= time
q At what time do I have to be {visit}? | What time is my appointment {visit}? | Which hour must I be {visit}?
o By what o'clock do I have to turn up {visit}? | Morning or afternoon, when exactly is it my turn {visit}?
o What does the clock show when they call my name {visit}? | Can I sleep in that day? When does it start {visit}?
o From what o'clock on am I tied up {visit}?
o The bus is late and I'm expected {visit}. How much time have I got, until when?
e what time I have to be {visit} | the time of my appointment {visit}
t Time of my appointment {visit}?
a Your appointment {visit} is at {time}. | It's at {time}. | You have to be there at {time}.
"""
