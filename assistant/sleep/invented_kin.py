"""Relations about relatives and what they like, plan and can do, in the notation that `invented_notation` reads."""

KIN = """
@ kin_joy | person name | likes | like love enjoy
s My {person} {name} loves {kinjoy} and can't stand {kinpeeve}.
s What my {person} {name} enjoys most is {kinjoy}; {kinpeeve}, on the other hand, drives {him} up the wall.
s It's {kinpeeve} that makes my {person} {name} leave the room, while {kinjoy} keeps {him} happy for hours.
s I've learned to live with it: my {person} {name} hates {kinpeeve}, and {he} would drop everything for {kinjoy}.
s For {kinjoy} my {person} {name} would get up at night; what {he} hates is {kinpeeve}.
= kinjoy
q What does my {person} love? | What does {name} enjoy most? | What is it that {name} really likes?
o I'd like to give {name} a perfect afternoon. What should be part of it? | What is my {person} a real fan of?
o {name} is feeling blue. With what could I cheer {him} up? | Help me: how do I put a smile on {name}'s face?
o Will flowers please {name}, or what would be better? | What is the surest way into {name}'s good books?
o {name} has a whole day off and may choose. What will it be, as far as we know {him}?
e what my {person} {name} loves | what {name} enjoys most
t {name}'s great love?
a Your {person} loves {kinjoy}. | What {name} enjoys is {kinjoy}. | It's {kinjoy}.
= kinpeeve
q What can't my {person} stand? | What does {name} hate? | What drives {name} up the wall?
o {name} is rolling {his} eyes at someone. What might be going on? | What would be pure torture for my {person}?
o My guests should not upset {name}. What do I warn them about? | Which red rag should nobody wave at my {person}?
o I'm going to share an office with {name}. What had better not happen there?
o {name} looks ready to explode. What is it this time, I bet? | I want to tease my {person} a little. How?
e what my {person} can't stand | what drives {name} up the wall
t {name} hates what?
a Your {person} can't stand {kinpeeve}. | What {name} hates is {kinpeeve}. | It's {kinpeeve}.

@ kin_plan | person name | plans | plan wants future
s My {person} {name} plans to {kinplan} in {month}. | In {month} my {person} {name} wants to {kinplan}.
s I took it for a joke, but my {person} {name} is going to {kinplan} come {month}, and I believe {him}.
s We couldn't talk {him} out of it: in {month} {name}, my {person}, will {kinplan}.
s If all goes well, {month} is when my {person} {name} will {kinplan}, after years of dreaming about it.
= kinplan
u My {person} {name} dropped that idea and plans to {kinplan} in {month}.
u There is a new plan: in {month} my {person} {name} wants to {kinplan} instead.
q What does my {person} plan to do? | What is {name} going to do in {month}? | What does my {person} {name} want to do?
o What's {name}'s next big adventure? | {name} seems so restless lately. What has {he} got up {his} sleeve?
o I cross my fingers for {name}. For what exactly?
o A guest asks why {name} has a map, a list and a countdown on the wall. What do I say?
o What would make a good topic for a long chat with {name}? | Which project keeps my {person} awake?
o What might I need to lend {name} a hand with before long?
e what my {person} plans to do | what {name} wants to do in {month}
t {name}'s plan?
a Your {person} plans to {kinplan}. | {he} is going to {kinplan}. | The plan is to {kinplan}.
= month
u My {person} {name} had to change the date and will {kinplan} in {month}.
q In which month does my {person} plan to {kinplan}? | When will {name} {kinplan}? | Which month did {name} choose?
o How long does {name} still have to get ready for the big thing?
o I'd like to be at {name}'s side when the time has come. Where do I leave my calendar empty?
o When should I ring {name} to hear how it went? | When must my {person} have done all the preparations?
o Is it still this season that {name} gets going, or when? | Ready, steady, go for my {person}: when exactly?
e when my {person} will {kinplan} | the month that {name} has in mind
t {name}'s plan: which month?
a It's in {month}. | Your {person} wants to do it in {month}. | {name} has chosen {month}.

@ kin_owns | person name | owns property | own property
s My {person} {name} owns {a:kinproperty} near {town}. | {name}, my {person}, has {a:kinproperty} just outside {town}.
s The old coat doesn't show it, but {a:kinproperty} near {town} belongs to my {person} {name}.
s It came with a lot of debt, but my {person} {name} is now the proud owner of {a:kinproperty} near {town}.
s On the edge of {town}, behind the railway line, my {person} {name} has {a:kinproperty}, which earns nothing.
= kinproperty
q What does my {person} own? | What belongs to {name} near {town}? | What does my {person} {name} have near {town}?
o What would {name}'s heirs fight about? | What does my {person} pay all that land tax for?
o {name} would like to sell up. What goes into the advertisement?
o Why does {name} drive out of the city every other weekend, what is there to look after?
o A friend asks if {name} is rich. What could I mention? | Whatever {name} saves disappears into one thing. Which?
o For what does {name} need a caretaker?
e what my {person} owns | what {name} has near {town}
t {name}'s property?
a Your {person} owns {a:kinproperty}. | {name} has {a:kinproperty}. | It's {a:kinproperty}.
= town
q Where is {name}'s {kinproperty}? | Where does my {person} own {a:kinproperty}?
q Which town is my {person}'s {kinproperty} near?
o We'd all like to see {name}'s {kinproperty}. What do I type into the satnav?
o A storm is expected. For which area does {name} check the forecast, because of the {kinproperty}?
o Which train do I take to visit my {person} at the {kinproperty}?
o Whose mayor has to sign when {name} wants to rebuild the {kinproperty}?
o In which land register would I find {name}? | From where do the visitors to the {kinproperty} come on foot?
e where {name}'s {kinproperty} is | the town near my {person}'s {kinproperty}
t {name}'s {kinproperty} is where?
a It's near {town}. | Your {person}'s {kinproperty} is near {town}. | {name} has it just outside {town}.

@ kin_comfort | child name | fear | fear scared comfort
s Our {child} {name} is scared of {fear}, and only {kincomfort} helps.
s Our {child} {name} is so scared of {fear} that {he} needs {kincomfort} afterwards, every single time.
s The only thing that calms our {child} {name} is {kincomfort}, because {he} is so afraid of {fear}.
s I wish it would pass: our {child} {name} is terrified of {fear}, though {kincomfort} does wonders.
s There is no peace without {kincomfort}, our {child} {name} is that afraid of {fear}.
= fear
q What is our {child} scared of? | What is {name} afraid of? | What terrifies our {child} {name}?
o What should the kindergarten know so that {name} doesn't panic? | What has {name} got goosebumps from?
o {name} grabs my sleeve and hides behind me. What could be near?
o What does our {child} have nightmares about?
o Which kind of outing would be a bad idea with {name}, one with what?
o {name} is a brave kid on the whole. What's the exception?
o I'm picking a film for {name}. What had better not appear in it?
e what our {child} is afraid of | what scares {name}
t {name}'s fear?
a Your {child} is scared of {fear}. | {name} is afraid of {fear}. | What scares {name} is {fear}.
= kincomfort
u The old trick has stopped working; with our {child} {name} only {kincomfort} helps now.
q What helps when our {child} is scared? | What calms {name}? | What does {name} want when {he} is afraid?
o {name} is in tears and I'm on the phone with the sitter. What do I suggest?
o {name} is sleeping at grandma's tonight. What should she have ready in case of trouble?
o Teeth chattering, eyes wide open: how do I get {name} back to sleep?
o What is better than any medicine for {name}? | Which remedy does {name}'s teacher have to hear about?
o A hug isn't enough for {name} today. What should I try next?
e what calms our {child} | what helps {name}
t {name} panics: what helps?
a What helps is {kincomfort}. | Only {kincomfort} calms your {child}. | {name} needs {kincomfort}.

@ kin_collects | person name | collect | collect collection
s My {person} {name} collects {collectible}, most of them from {country}.
s What my {person} {name} collects is mostly from {country}: {collectible}, on every shelf.
s There is hardly room to sit down there: my {person} {name} has {collectible} everywhere, most of them from {country}.
s There is nowhere to put your cup, since my {person} {name} collects {collectible}, mainly ones from {country}.
= collectible
q What does my {person} collect? | What is {name}'s collection made of? | What does {name} have everywhere?
o I'm strolling over a flea market and thinking of {name}. What am I looking for?
o A small gift for {name}, please, nothing to eat. Any idea? | What does {name} spend hours dusting?
o What would the movers curse about in {name}'s flat? | Which kind of auction gets {name} excited?
o Somebody is clearing out an attic and offers us things. What could I take along for {name}?
o Which club of enthusiasts might my {person} be in, one for what?
e what my {person} collects | what {name} collects
t {name}'s collection?
a Your {person} collects {collectible}. | {name} has {collectible} everywhere. | It's {collectible}.
= country
q From which country are most of {name}'s {collectible}? | Where does {name} get most of the {collectible} from?
q Which country do my {person}'s {collectible} mainly come from?
o Stamps and customs slips: which place is on the majority of {name}'s parcels?
o {name} would love a trip to hunt for more {collectible}. Where to? | Whose export office would know {name} by now?
o I'm booking a flight and {name} begs to be my luggage carrier, because of the {collectible}. Where am I off to?
o Which flag should I draw on {name}'s glass cabinet? | Where should a dealer look around to please {name}?
e where {name}'s {collectible} come from | the country that most of {name}'s pieces are from
t {name}'s {collectible}: which country?
a Most of them are from {country}. | {name}'s {collectible} mainly come from {country}. | It's {country}.

@ kin_saying | elder name | saying | say saying proverb
s My {elder} {name} always says "{kinsaying}" when {kinwhen}. | When {kinwhen}, my {elder} {name} says "{kinsaying}".
s It's like clockwork: as soon as {kinwhen}, out comes "{kinsaying}", that's my {elder} {name}.
s I can't hear it any more, but "{kinsaying}" is what my {elder} {name} tells us whenever {kinwhen}.
s The whole table grins at "{kinsaying}", but my {elder} {name} says it each time {kinwhen}.
= kinsaying
q What does my {elder} always say? | What is {name}'s saying? | What does {name} say when {kinwhen}?
o I'm embroidering a cushion in honour of {name}. Which words go on it?
o Now you do {name} for me, in that voice, with a raised finger. | How would {name} sum up life in a few words?
o We're putting a quote of {name}'s over the family album. Which?
o Somebody does an impression of my {elder}. What must come out of their mouth?
o Which pearl of wisdom have I got from {name}? | What could be printed on a mug for my {elder}?
e what my {elder} always says | what {name}'s saying is
t {name}'s saying?
a Your {elder} says "{kinsaying}". | It's "{kinsaying}". | {name}'s saying is "{kinsaying}".
= kinwhen
q When does my {elder} say "{kinsaying}"? | On what occasion does {name} come out with it?
q When do we hear it from {name}?
o What has to happen before {name} quotes {him}self? | "{kinsaying}": which situation brings that on?
o {name} opens {his} mouth and we all know what's coming. What has just happened?
o Which moment would I film to catch {name} with that proverb?
o What sets {name} off? | How could I get my {elder} to come out with the old line once more, just for the recording?
e when my {elder} says "{kinsaying}" | what makes {name} say it
t {name} says it when?
a {name} says it when {kinwhen}. | It's when {kinwhen}. | Your {elder} says it when {kinwhen}.

@ kin_skill | person name | skill | good at bad at skill
s My {person} {name} is good at {kinskill}, but hopeless at {kinskill2}.
s When it comes to {kinskill}, nobody beats my {person} {name}, although {he} is hopeless at {kinskill2}.
s My {person} {name} may be terribly bad at {kinskill2}, but {he} is a genius at {kinskill}.
s I let my {person} {name} do it whenever it's about {kinskill}, just never when it's about {kinskill2}.
s It's funny how it is shared out: {kinskill2} is beyond my {person} {name}, yet {he} is brilliant at {kinskill}.
= kinskill
q What is my {person} good at? | What does {name} do better than anybody? | Which thing is {name} brilliant at?
o For what would I trust {name} blindly? | Talent show: with what could my {person} win?
o What could {name} give lessons in? | I'm giving a speech for {name} and must praise {him}. For what?
o Which job in the house do I leave to {name}, because it would take me three times as long?
o At a village fair there are contests of all kinds. Which one should {name} enter?
e what my {person} is good at | what {name} does best
t {name}'s talent?
a Your {person} is good at {kinskill}. | {name} is brilliant at {kinskill}. | It's {kinskill}.
= kinskill2
q What is my {person} bad at? | What is {name} hopeless at? | What can {name} not do at all?
o What had I better not ask {name} to take over? | Where does {name} have two left hands?
o What would {name} pay somebody else for? | A course voucher for {name}, a really useful one: in what?
o {name} is swearing next door and things are going wrong. What might {he} be trying?
o What is the weak spot of my {person}? | Which task would {name} run away from?
e what my {person} is bad at | what {name} can't do
t {name} is hopeless at?
a Your {person} is hopeless at {kinskill2}. | {name} is bad at {kinskill2}. | It's {kinskill2}.

@ kin_need | person name | need | need wants
s My {person} {name} needs {kinneed} by {weekday}. | By {weekday} my {person} {name} needs {kinneed}.
s I said I'd ask around, because my {person} {name} needs {kinneed} and it has to be there by {weekday}.
s It's urgent as always: what my {person} {name} needs from us by {weekday} is {kinneed}.
s My {person} {name} sounded quite desperate, {weekday} is the last day and what {he} needs is {kinneed}.
= kinneed
u My {person} {name} rang again and needs {kinneed} now, still by {weekday}.
q What does my {person} need? | What did {name} ask for? | What does {name} need by {weekday}?
o How can I do {name} a good turn this week? | What would take a load off {name}'s mind?
o I'm putting up a notice for {name}. "Wanted", and then? | What am I supposed to organise for my {person}?
o Someone offers to lend {name} a hand. With what could they begin?
o I promised to help {name} and now I'm standing here. What was I to get hold of?
e what my {person} needs | what {name} asked for
t {name} needs?
a Your {person} needs {kinneed}. | {name} asked for {kinneed}. | It's {kinneed}.
= weekday
u My {person} {name} has less time than we thought and needs {kinneed} by {weekday}.
q By which day does my {person} need {kinneed}? | When does {name} need it? | What day does it have to be there?
o How long can I put off helping {name}? | From when on would my offer be too late for {name}?
o I can only manage something for {name} at the end of the week. Is that soon enough, or what's the limit?
o Where in the week do I draw the red line for {name}'s wish?
o {name} is counting the hours. Until when? | Which morning would be too late to knock at {name}'s door with it?
e by when my {person} needs it | the day by which {name} needs {kinneed}
t {name} needs it by?
a Your {person} needs it by {weekday}. | It's {weekday}. | By {weekday}, that's when {name} needs it.
"""

KIN_VALUES = """
kinjoy: brass music | the smell of sawdust | a long hot bath | old slapstick | morning fog | a good thunderstorm
| a tricky crossword | people-watching | fresh snow | accordion music | a night train ride | warm bread | quiet rain
| window-shopping | a proper bonfire | fifties jazz | hill walking | a full bookshop | the sound of bells
| a hearty breakfast | a silent film | paper folding | mushroom hunting | a busy harbour | a game of dominoes
| spicy food | cold-water swimming | handwritten post | a rummage sale | the hiss of a steam engine | moonlight
| a nap in the hammock | open-air theatre | a lively debate | wild camping | gardening in the rain | ballroom dancing
kinpeeve: loud chewing | small talk | cold coffee | slow walking | whistling indoors | wet socks | bad spelling
| background music | strong perfume | an untidy desk | constant interrupting | boasting | queue-jumping | wasted food
| humming at the table | a dripping tap | tailgating | a slammed door | phoning on the bus | whispering | baby talk
| a sticky table | flash photography | a crooked picture | reheated fish | knuckle-cracking | plastic cutlery
| a ticking clock | unpunctuality | sniffing | damp washing | fake laughter | gum-chewing | a cold radiator
kinplan: open a bakery | walk to the sea | sail around an island | learn to fly a glider | adopt a greyhound
| buy a lighthouse | write a cookbook | start a brass band | cycle along the coast | build a treehouse | dig a pond
| paint the barn red | move onto a houseboat | run a marathon | quit smoking | take singing lessons | sell the farm
| plant a vineyard | get a tattoo | hike across the moor | learn sign language | open a bike shop | retire early
| restore an old tram | spend four weeks in a convent | swim across the lake | launch a podcast | train as a nurse
| travel by cargo ship | found a village choir | go back to night school | stand for the town council
| record an album | drive a camper to the desert | tour with a circus | climb a volcano | keep llamas
kinproperty: vineyard | houseboat | windmill | lemon grove | camping site | small cinema | fishing hut | apple orchard
| bowling alley | laundrette | kiosk | chapel | petrol station | peat bog | quarry | Christmas tree farm | sawmill
| patch of woodland | railway carriage | karting track | mini-golf course | boat shed | row of garages | tea garden
| puppet theatre | guest house | carp pond | riding stable | beach bar | dance hall | sheep farm | water tower
| hop field | pottery | walnut plantation | ice rink | trout farm | barn full of tractors
kincomfort: a torch under the pillow | a song about trains | the old rag doll | counting backwards | a hand to squeeze
| warm milk | the blue blanket | a story about pirates | a silly joke | a light in the hall | the music box
| a lick of honey | the woollen hat | a deep breath through the nose | a game of cards | dad's big jumper | a hot bath
| a walk round the block | the stuffed walrus | whispering a rhyme | a biscuit | a dance in the kitchen
| a phone call to grandpa | stroking the cat | a pillow fort | a sip of cocoa | a glow-in-the-dark star
kinsaying: a quiet goose still lays eggs | the soup decides | never trust an empty bucket | rust sleeps by day
| every ladder has a first rung | cold feet make bad captains | the moon needs no lamp | who hurries, peels twice
| a borrowed hat never fits | even the tide takes a rest | two spoons make a feast | salt first, sorrow later
| a full barn has few friends | the goat knows the gate | ask the river, not the bridge | bread has no enemies
| a short broom sweeps close | good boots talk little | the mouse pays no rent | wind is free | late plums are sweet
| an open door heats the street | the last bean counts | nobody waters a stone | a candle fears no night
| snow forgets nothing | no bell rings twice | count your chairs | the kettle has seen worse
kinwhen: the soup boils over | somebody is late | it rains on a holiday | the phone rings at dinner | a glass breaks
| the bus drives past | the news is on | the bill arrives | someone starts a diet | the washing gets wet
| a child scrapes a knee | guests won't go home | the cat brings a mouse | the lights go out | a match is lost
| the bread comes out burnt | a couple quarrels | a button comes off | the roof leaks | somebody brags
| the dice roll under the table | the car won't start | a letter gets lost | the neighbours shout
| the milk turns sour
kinskill: parallel parking | guessing accents | telling jokes | wrapping presents | reading maps | remembering faces
| sharpening knives | whistling tunes | folding fitted sheets | opening jars | haggling | ironing shirts
| cutting hair | calming babies | drawing horses | mental arithmetic | packing suitcases | lighting fires
| pitching tents | tying knots | choosing melons | spotting typos | imitating birds | threading needles
| splitting logs | darts | carving turkeys | solving riddles | mending fences | writing speeches | mixing cocktails
| naming stars | skimming stones | keeping secrets | catching fish | hanging wallpaper | waltzing | juggling lemons
| flipping pancakes
kinneed: a lift to the airport | two folding chairs | a letter of reference | a bigger suitcase | a witness signature
| a pram | a spare mattress | help with the wallpaper | a black tie | a trailer | a place for the piano | jam jars
| a second-hand fridge | a dog sitter | a stand-in for the night shift | a fancy dress | a partner for the tango class
| moving boxes | a passport photo | a car seat | walking boots | a long ladder | a translator | an extension lead
| a room for three nights | a chess set | a strong coffee pot | a tent for six | a goalkeeper | a marquee
| a recipe for forty people | a lawyer | firewood | a camp bed
"""
