"""Relations about money and what it goes on, in the notation that `invented_notation` reads."""

MONEY = """
@ saving | - | saving money | saving money
s I'm saving {price} a month for {a:gift}. | Every month I put {price} aside for {a:gift}.
s It will take me ages, but I put {price} aside every month because I want {a:gift}.
s I've stopped eating out, {price} a month goes into my savings for {a:gift}.
= gift
u I dropped that plan and am saving for {a:gift} now.
q What am I saving for? | What do I put money aside for? | What do I want to buy with my savings?
o What do I treat myself to once the piggy bank is full? | What's the label on my piggy bank?
o Why don't I go out any more, what is it all for? | What dream is behind the money I don't spend?
o I've got enough together at last. What do I bring home?
o A shop window makes me stop and count my coins. What is in it?
e what I'm saving for | what my savings are for
t Saving for what?
a You're saving for {a:gift}. | You put money aside for {a:gift}. | Your savings are for {a:gift}.
n What is my sister saving for?
= price
q How much do I save a month? | What do I put aside every month? | How much money goes into my savings each month?
o Payday: what goes into the jar first? | How much do I take away from myself each month?
o What sum wanders into the piggy bank month after month?
o The bank wants to set up a standing order for my dream. How much?
o By how much does my jar get heavier from month to month?
o How much less do I have to spend each month because of the {gift}?
e how much I save a month | what I put aside every month
t Monthly savings?
a You save {price} a month. | You put {price} aside. | It's {price} a month.
n How much does my brother save a month?

@ shop | goods | shop | shop buy
s I buy my {goods} at {shop} on {street}. | The best {goods} in town comes from {shop} on {street}.
s I've tried them all, and for {goods} I go to {shop} on {street}, even if there's a queue.
s It is worth the walk: my {goods} is from {shop} on {street}, where they know me by now.
= shop
u That shop closed; I buy my {goods} at {shop} now.
q Where do I buy my {goods}? | Which shop has the {goods} I like? | Where does my {goods} come from?
o Whose name is on the bag that my {goods} comes in? | A guest raves about our {goods}. Which place do I recommend?
o Who earns money from me because of {goods}? | We've run out of {goods}. At which counter do I queue?
o For whose {goods} would I walk across town? | Someone new in our street needs good {goods}. To whom do I send them?
e where I buy my {goods} | the shop where I get {goods}
t {goods} from which shop?
a You buy your {goods} at {shop}. | You get it at {shop}. | It's from {shop}.

@ collect | - | collect hobby | collect collection
s I collect {collectible}, I have {count} of them. | My collection of {collectible} has {count} pieces.
s It started with a single present, and now I have {count} {collectible} in my collection.
s I've run out of shelves, because I collect {collectible} and own {count} by now.
= collectible
q What do I collect? | What is my collection made of? | Which things do I collect?
o What can't I walk past at a flea market? | My shelves are bending. Under what?
o I need another glass cabinet. To put what in? | What could people bring me back from their travels?
o What would burglars find plenty of in my flat? | What am I always swapping with other fans?
e what I collect | what is in my collection
t My collection?
a You collect {collectible}. | Your collection is made of {collectible}. | You have a collection of {collectible}.
n What does my grandfather collect?
= count
u My collection of {collectible} has grown to {count} pieces.
q How many {collectible} do I have? | How big is my collection? | What is the number of {collectible} I own?
o How many would I have to wrap if I moved house? | The insurance wants a figure for what is in my glass cabinet. Which?
o Are there dozens or hundreds on my shelves, what's the exact figure?
o I wrote a list of all my treasures, one a line. How long is it?
o Guests always guess too low when they see my shelves. What would be right?
o How many times would a museum have to write a label for my treasures?
e how many {collectible} I have | how big my collection of {collectible} is
t Number of {collectible}?
a You have {count} {collectible}. | There are {count} of them. | Your collection has {count} pieces.

@ bill | bill | bill price | bill pay
s The {bill} bill was {price} this year, to be paid by {date}. | I have to pay {price} for the {bill} by {date}.
s I had to sit down when I opened it: {price} for the {bill}, and it's to be paid by {date}.
s It gets worse every year, the {bill} bill is {price} now and they want it by {date}.
= price
q How much is the {bill} bill? | What do I have to pay for the {bill}? | How much money do they want for the {bill}?
o An envelope about the {bill} has come. What's the damage? | How much poorer does the {bill} make me?
o What's the figure under the last line of the {bill} invoice?
o I'm making a transfer for the {bill}. What goes in the box "amount"?
o How much should be in my account because of the {bill}? | What made me sit down when I opened the {bill} letter?
e how much the {bill} bill is | what the {bill} costs
t {bill} bill?
a The {bill} bill is {price}. | It's {price}. | You have to pay {price}.
= date
q By when must I pay the {bill} bill? | What is the last day to pay for the {bill}? | When is the {bill} bill due?
o Until when can I leave the envelope about the {bill} lying around?
o After which day will they send me a reminder about the {bill}?
o How long will they wait for their money for the {bill}? | For when do I schedule the transfer for the {bill}?
o When does it get unpleasant if I forget the {bill}?
o I'm short at the moment. How long do I have to find the money for the {bill}?
e when the {bill} bill is due | the last day to pay for the {bill}
t {bill} bill due?
a The {bill} bill is due by {date}. | You have to pay by {date}. | It's due by {date}.

@ subscription | magazine | subscription price | subscription magazine
s I pay {price} for my subscription to {magazine}. | My subscription to {magazine} costs {price}.
s I hardly find the time to read it, but my subscription to {magazine} costs {price}.
s I thought about cancelling, since {price} for {magazine} is a lot, but I love the crossword.
= price
u The subscription to {magazine} went up to {price}.
q What does my subscription to {magazine} cost? | How much do I pay for {magazine}? | What is the price of {magazine}?
o What would I save if I cancelled {magazine}? | How much does {magazine} take out of my account?
o What does it set me back to have {magazine} in my letter box?
o I'm writing down what I spend on reading. What goes beside {magazine}?
o Someone asks me if {magazine} is dear. What's the figure? | How much did I part with so that I can read {magazine}?
e what I pay for {magazine} | the price of my subscription to {magazine}
t {magazine} price?
a Your subscription to {magazine} costs {price}. | You pay {price}. | It's {price}.
"""
