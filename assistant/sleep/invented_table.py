"""Relations about cooking, eating and shopping habits, in the notation that `invented_notation` reads."""

TABLE = """
@ table_staple | tablestaple | quantity recipe | cook amount
s For one person I take {tableamount} of {tablestaple} and cook it for {tableboil}.
s I cook {tablestaple} for {tableboil}, and I take {tableamount} for each person.
s It took me years to get it right: {tableamount} of {tablestaple} a head, and {tableboil} in the pot.
s The {tablestaple} is done after {tableboil}, and {tableamount} a head is plenty, trust me.
= tableamount
u We always had leftovers, so I take {tableamount} of {tablestaple} a head now.
q How much {tablestaple} do I take for one person? | What amount of {tablestaple} do I need a head?
q How much {tablestaple} does each person get?
o I'm alone tonight and have the {tablestaple} in my hand. When do I stop pouring?
o I don't want any {tablestaple} left over. What do I measure out per guest?
o Four hungry mouths and a bag of {tablestaple}. What do I multiply by four?
o What should go on the scales or in the cup for a portion of {tablestaple}?
o A friend has bought far too much {tablestaple}. Which quantity per plate would I tell her?
o Help me with the {tablestaple}: what's a single helping?
e how much {tablestaple} to take for one person | the amount of {tablestaple} a head
t {tablestaple} a head?
a You take {tableamount} of {tablestaple}. | It's {tableamount} a head. | For one person you need {tableamount}.
= tableboil
q How long do I cook {tablestaple}? | For how long does {tablestaple} stay in the pot?
q How much time does {tablestaple} need?
o The water with the {tablestaple} is bubbling. What do I set the timer to?
o At what point do I fetch the colander for the {tablestaple}?
o My {tablestaple} was mush again. What does the rule say?
o It's half past, the {tablestaple} has just gone in. What's the wait?
o Have I got the time for a shower while the {tablestaple} simmers, or how long is it?
o I smell something: the {tablestaple}! When should I have switched off, counted from the boil?
e how long to cook {tablestaple} | how long {tablestaple} has to stay in the pot
t {tablestaple}: how long?
a You cook it for {tableboil}. | It needs {tableboil}. | {tablestaple} takes {tableboil}.

@ table_serve | dish | serve recipe | serve side drink
s I serve {dish} with {tableside}, and {drink} to drink. | With {dish} we have {tableside} and drink {drink}.
s My guests look surprised at first, but I serve {tableside} with {dish}, and a jug of {drink}.
s There has to be a jug of {drink} on the table when I make {dish}, and {tableside} next to it.
s It's {drink} that we drink with {dish}, as my parents did, with {tableside} on the plate.
= tableside
u I've found something better: I serve {dish} with {tableside} now.
q What do I serve with {dish}? | What comes on the plate with {dish}? | Which side do I make with {dish}?
o There's a gap beside the {dish}. What should fill it? | I'm shopping for {dish}. What do I buy to keep it company?
o I've got the {dish} under control. What else should I be getting ready?
o Would plain bread do beside {dish}, or what's usual at our house?
o You're helping me cook {dish}. Which bowl do you take care of?
o The {dish} is all alone in the middle. What is missing from the picture?
e what I serve with {dish} | which side goes with my {dish}
t Side for {dish}?
a You serve {tableside} with it. | {dish} comes with {tableside}. | It's {tableside}.
= drink
q What do we drink with {dish}? | Which drink goes with {dish}? | What do I pour when there's {dish}?
o I smell {dish}. What do I fetch from the cellar or the fridge? | What will be in our glasses over the {dish}?
o Somebody asks what to bring for a {dish} evening, a bottle of what?
o Is wine right for {dish}, or what do we have with it?
o We wash down the {dish} with the usual. Which is?
o Everyone is thirsty and the {dish} is steaming. What do I carry in?
e what we drink with {dish} | which drink I serve with {dish}
t {dish} and to drink?
a You drink {drink} with it. | With {dish} you have {drink}. | It's {drink}.

@ table_steps | dish | recipe order | recipe step order
s When I make {dish}, I always {tablestep} before I {tablestep2}.
s For {dish} you first {tablestep}, and only after that you {tablestep2}.
s I ruined it once by doing it the wrong way round: with {dish}, {tablestep}, and then {tablestep2}.
s Please don't {tablestep2} right away for {dish}; the way I do it you {tablestep} first.
= tablestep
q What do I do first for {dish}? | What comes before anything else with {dish}?
q Which step has to come first for {dish}?
o My apron is on, the {dish} can begin. How do I start?
o I want to {tablestep2} for the {dish}, but hold on, what have I skipped?
o I'm reading my {dish} notes aloud. What's at number one?
o A helper is already at work on the {dish} and is about to {tablestep2}. What should have been done by then?
o Everything for {dish} lies on the worktop. My opening move?
o The {dish} turned out badly because somebody was too hasty. What did they leave out?
e what I do first for {dish} | the first step for {dish}
t {dish}: first step?
a First you {tablestep}. | The first step is to {tablestep}. | You {tablestep} first.
= tablestep2
q What do I do second for {dish}? | What comes after the first step of {dish}? | What do I do after I {tablestep}?
o I'm done with the opening of the {dish}. How does it go on? | Don't let me do this too early with {dish}. Do what?
o With {dish}, number one on the list is ticked off. And number two?
o What had better wait a little with {dish}? | Which part of {dish} is for the impatient to hold back with?
o You take over the {dish} from me halfway. What's left for you to do?
o It's {dish} tonight and I see you {tablestep}, good. What now?
e what comes second for {dish} | the second step of {dish}
t {dish}: second step?
a After that you {tablestep2}. | The second step is to {tablestep2}. | Then you {tablestep2}.

@ table_market | - | shopping habit | shopping groceries
s I do the big shop on {weekday}s because {tablewhyshop}, and I never come home without {tablebasket}.
s Since {tablewhyshop}, {weekday} is the day when I do the big shop, always with {tablebasket} in the trolley.
s We have our routine: I must have {tablebasket} in the trolley when I do the big shop on {weekday}s.
s There is a reason why I do the big shop on {weekday}s and on no other day: {tablewhyshop}.
= weekday
u I changed my routine and do the big shop on {weekday}s now.
q On which day do I do the big shop? | Which day is my shopping day? | When do I do the big shop?
o The fridge is bare. How long do I have to get by? | When will my boot be full of bags?
o A friend needs flour and milk and could ride along with me. When?
o Don't invite me to tea when I'm carrying all those bags. When is that?
o When do I fold up my bags and hunt for a coin for the cart?
o On what evening are our cupboards at their fullest?
e on which day I do the big shop | my shopping day
t Big shop: which day?
a You do the big shop on {weekday}s. | It's {weekday}. | Your day for it is {weekday}.
n On which day does my mother do the big shop? | When does my aunt go shopping for the week?
= tablewhyshop
q For what reason do I have that shopping day? | What is the reason for my day for the big shop?
q What makes me do the big shop on {weekday}s?
o "Why not go tomorrow?" my partner asks at the empty fridge. What speaks against it?
o How do I defend my fixed habit with the bags and the list?
o What's so good about going at that time and not at another?
o Is it just a whim that I fill the car then, or what's behind it?
o Someone suggests we buy food at the weekend like everybody else. What's my argument?
o What would have to be different before I'd pick a new time for the groceries?
e why I have that shopping day | the reason for my shopping day
t Why that shopping day?
a It's because {tablewhyshop}. | The reason is that {tablewhyshop}. | You chose it because {tablewhyshop}.
n Why does my brother do the big shop so early?
= tablebasket
q What do I never come home without? | What is always in my trolley? | What do I buy every time?
o I'm at the till and something nags at me. What have I forgotten, most likely?
o What do I put on the list without thinking? | Which shelf do I head for first of all?
o My flatmate unpacks the bags and grins: "Of course!" What has she found?
o What would the cashier miss on the belt if it weren't there?
o By which line do you recognise my receipt in a pile of receipts?
e what I never come home without | what is always in my trolley
t Always in my trolley?
a You never come home without {tablebasket}. | It's {tablebasket}. | You always buy {tablebasket}.
n What does my sister always have in her trolley?

@ table_order | tablerestaurant | restaurant | restaurant order
s At {tablerestaurant} I always order {tableorder} and sit {tablecorner}.
s I like to sit {tablecorner} at {tablerestaurant}, and what I order there is {tableorder}.
s The staff at {tablerestaurant} know me: it's {tableorder}, as ever, and I sit {tablecorner}.
s I don't need the menu: {tableorder} is what I order at {tablerestaurant}, and I won't sit anywhere but {tablecorner}.
= tableorder
u I got tired of the old thing; at {tablerestaurant} I order {tableorder} now.
q What do I order at {tablerestaurant}? | What is my usual order at {tablerestaurant}?
q What do I eat at {tablerestaurant}?
o "The same again?" says the waiter at {tablerestaurant}. The same what?
o I'm stuck in traffic and you're at {tablerestaurant} already. What should they bring for me?
o At {tablerestaurant}, before I've opened my mouth, the cook is at work. On what?
o I'm dreaming of an evening at {tablerestaurant}. What do I smell?
o What should a newcomer try at {tablerestaurant}, if they ask me?
o {tablerestaurant} has wiped something off the board and I'm heartbroken. What?
e what I order at {tablerestaurant} | my usual at {tablerestaurant}
t My usual at {tablerestaurant}?
a You order {tableorder}. | At {tablerestaurant} it's always {tableorder}. | Your usual is {tableorder}.
= tablecorner
q Where do I sit at {tablerestaurant}? | Which place do I like at {tablerestaurant}?
q Where is my place at {tablerestaurant}?
o I'm phoning {tablerestaurant} to book. Which table do I ask for?
o You're looking for me at {tablerestaurant}. Where do you turn?
o "All free tonight," says the girl at {tablerestaurant}. Where do I head?
o Somebody has taken my favourite spot at {tablerestaurant}. Which one is it?
o Where at {tablerestaurant} could they put up a brass plate with my name?
o I left my scarf at {tablerestaurant}. On which chair should they look?
e where I sit at {tablerestaurant} | my place at {tablerestaurant}
t {tablerestaurant}: my place?
a You sit {tablecorner}. | Your place is {tablecorner}. | At {tablerestaurant} you like to be {tablecorner}.

@ table_grinder | tablecoffee | coffee machine | coffee machine button
s For {tablecoffee} I set the grinder to {tabledial} and press {tablebutton}.
s On our machine you press {tablebutton} for {tablecoffee}, with the grinder set to {tabledial}.
s I've wasted a lot of beans on this: {tablecoffee} needs {tablebutton}, and the grinder has to be at {tabledial}.
s With the grinder at {tabledial} and a press on {tablebutton}, our machine makes {tablecoffee} just as I like it.
= tabledial
u I've got other beans, so for {tablecoffee} the grinder is at {tabledial} now.
q What do I set the grinder to for {tablecoffee}? | Which grinder setting is right for {tablecoffee}?
q How is the grinder set for {tablecoffee}?
o My {tablecoffee} comes out thin. How fine or coarse should it have been?
o Somebody has turned the little wheel. Where does it belong for {tablecoffee}?
o I've cleaned the mill and everything is at zero. For {tablecoffee}, how far do I turn?
o A guest wants {tablecoffee} and fiddles with the mill. What do I call out?
o Where should the arrow point before it starts to rattle for {tablecoffee}?
o Which mark did I scratch into the mill for {tablecoffee}?
e the grinder setting for {tablecoffee} | how to set the grinder for {tablecoffee}
t Grinder for {tablecoffee}?
a For {tablecoffee} you set it to {tabledial}. | The grinder goes to {tabledial}. | It's {tabledial}.
= tablebutton
q What do I press for {tablecoffee}? | Which button makes {tablecoffee}? | What on the machine is for {tablecoffee}?
o It's six in the morning and all those lights are blinking at me. How do I get {tablecoffee}?
o My mother-in-law is alone in our kitchen and longs for {tablecoffee}. Where should she put her finger?
o The front panel gets stickers. What do I mark with the one that says "{tablecoffee}"?
o I wanted {tablecoffee} and out came hot water. What should I have touched?
o Cup under the spout, and now? It's to be {tablecoffee}.
o Which part of that shiny thing is worn down by all my {tablecoffee}?
e what to press for {tablecoffee} | the button for {tablecoffee}
t {tablecoffee}: which button?
a You press {tablebutton}. | For {tablecoffee} it's {tablebutton}. | Press {tablebutton} for that.

@ table_diet | - | diet health | diet eat
s I don't eat {tableavoid} {tablediettime} because {tablewhydiet}.
s {tablediettime} I eat no {tableavoid}, as {tablewhydiet}.
s I'm not being difficult: {tablewhydiet}, and so I don't eat {tableavoid} {tablediettime}.
s There is only one thing I won't eat {tablediettime}, and that's {tableavoid}, because {tablewhydiet}.
= tableavoid
u I changed my diet, and what I don't eat {tablediettime} now is {tableavoid}.
q What do I not eat {tablediettime}? | Which thing do I avoid {tablediettime}? | What is off my menu {tablediettime}?
o You're cooking for me {tablediettime}. What should not be in it?
o The waiter recommends the special {tablediettime}. Because of what would I have to send it back?
o What could get stale in my kitchen {tablediettime} since I don't touch it?
o I'm given a hamper {tablediettime}. What do I pass on to a neighbour?
o What am I fighting a craving for {tablediettime}, if I'm honest?
o A trolley with all sorts of treats rolls by {tablediettime}. At what do I shake my head?
e what I don't eat {tablediettime} | what I avoid {tablediettime}
t Not for me {tablediettime}?
a You don't eat {tableavoid} {tablediettime}. | It's {tableavoid}. | You avoid {tableavoid}.
n What does my father not eat in the evening?
= tablewhydiet
q For what reason do I eat no {tableavoid}? | What is the reason for my diet? | What made me stop eating {tableavoid}?
o My host looks hurt as I leave the {tableavoid} on the plate. How do I explain it kindly?
o A friend says I'm mad to live without {tableavoid}. What do I reply?
o Is it religion that I leave out the {tableavoid}, or what's behind it?
o What would I write in a blog post on my goodbye to {tableavoid}?
o Have I simply lost my taste for {tableavoid}, or what happened?
o "But everybody loves {tableavoid}!" says my aunt. How do I get out of this?
e why I don't eat {tableavoid} | the reason for my diet
t Why no {tableavoid}?
a It's because {tablewhydiet}. | You avoid it because {tablewhydiet}. | The reason is that {tablewhydiet}.
n Why does my cousin not eat {tableavoid}?

@ table_game | tablegame | game level | game level
s In {tablegame} I've reached level {count}, where {tablefoe} stops me every time.
s I'm on level {count} of {tablegame} and can't get past {tablefoe}.
s It sounds silly, but {tablefoe} keeps beating me in {tablegame}, and I've been on level {count} for weeks.
s It took a whole rainy weekend to get to level {count} in {tablegame}, and now {tablefoe} is in the way.
= count
u I've moved on in {tablegame}: I'm on level {count} now.
q Which level have I reached in {tablegame}? | What level am I on in {tablegame}? | How far have I got in {tablegame}?
o A kid on the train plays {tablegame} too and wants to compare. What do I say?
o My tablet crashed. Where in {tablegame} must I pick up again? | What does the screen show when I start {tablegame}?
o Am I still a beginner at {tablegame}? Give me a figure.
o Which page of the {tablegame} guide do I need, if there's one page for each stage?
o I bet my cousin that she's further in {tablegame}. Which number does she have to top?
e which level I've reached in {tablegame} | how far I am in {tablegame}
t My {tablegame} level?
a You're on level {count}. | It's level {count}. | In {tablegame} you've reached {count}.
= tablefoe
q What stops me in {tablegame}? | What can't I get past in {tablegame}? | What is in my way in {tablegame}?
o I'm throwing the controller at the sofa again. Because of what in {tablegame}?
o For what do I need a trick, if I'm to finish {tablegame}? | What haunts my dreams because of {tablegame}?
o I'm asking in a forum for help with {tablegame}. What's the title of my post?
o Everything runs smoothly in {tablegame} up to one point. Which?
o My nephew offers to play {tablegame} for me for five minutes. What shall he deal with?
e what stops me in {tablegame} | what I can't get past in {tablegame}
t {tablegame}: stuck at what?
a You can't get past {tablefoe}. | It's {tablefoe}. | In {tablegame} you're stuck at {tablefoe}.

@ table_books | booktitle booktitle2 | lent | lent book
s I lent "{booktitle}" to {name} and "{booktitle2}" to {name2}.
s {name2} has my copy of "{booktitle2}", and "{booktitle}" is with {name}.
s My shelves look like a row of missing teeth: {name} borrowed "{booktitle}", and {name2} took "{booktitle2}".
s It's my own fault, I lent "{booktitle2}" to {name2} just after "{booktitle}" had gone to {name}.
= name
u I got "{booktitle}" back and lent it to {name}.
q Who has "{booktitle}"? | Who did I lend "{booktitle}" to? | Which person borrowed "{booktitle}"?
o I'd love to read "{booktitle}" again. At whose door do I ring? | Whom do I nag about "{booktitle}"?
o There's a gap where "{booktitle}" should be. Whose face do I see before me?
o On whose bedside table may "{booktitle}" be at the moment?
o Coffee stains in "{booktitle}"! Whom would I suspect? | With whom could I chat about "{booktitle}" soon?
o A library slip for "{booktitle}": which name do I write on it?
e who has "{booktitle}" | who borrowed "{booktitle}"
t "{booktitle}" is with whom?
a {name} has it. | You lent it to {name}. | Your copy is with {name}.
= booktitle2
q Which book has {name2} got? | What did I lend to {name2}? | Which book of mine is with {name2}?
o {name2} is coming to dinner and could bring me something. What? | What is {name2} reading, thanks to me?
o {name2} says "I loved the ending". The ending of what?
o {name2} has left a bag on my doorstep with something to read in it. What do I expect to find?
o What would I be poorer by if {name2} moved to another continent tomorrow?
o I keep a list of what isn't here. What's written on the line of {name2}?
e which book {name2} has | what I lent to {name2}
t Lent to {name2}?
a {name2} has "{booktitle2}". | You lent {name2} "{booktitle2}". | It's "{booktitle2}".
"""
