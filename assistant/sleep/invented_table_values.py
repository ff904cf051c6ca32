"""What fills the slots of `invented_table`, in the notation of `invented_things`."""

TABLE_VALUES = """
tablestaple: rice | couscous | bulgur | polenta | pearl barley | quinoa | millet | spaghetti | buckwheat | orzo
| spelt | wild rice | semolina | farro | freekeh | amaranth | penne | tapioca | sago | black rice | macaroni | fusilli
| risotto rice | teff | fregola
tableamount: half a cup | 75 grams | two handfuls | one small ladle | an espresso cup | 90 grams | three heaped spoons
| a cup and a half | 120 grams | one yoghurt pot | a level mug | 65 grams | a soup plate | four tablespoons
| 110 grams | two thirds of a glass | an egg cup and a half | a quarter of a packet | 85 grams | one generous fistful
| 130 grams | a teacup | five dessert spoons | three ladles | 95 grams | a tumbler | a pinch less than a cup
| 105 grams
tableboil: eight minutes | eleven minutes | a quarter of an hour | six and a half minutes | half an hour | 14 minutes
| just under ten minutes | twenty-two minutes | 17 minutes | three quarters of an hour | 25 minutes | seven minutes
| an hour and a bit | 12 minutes | the length of the news | 35 minutes | nine minutes flat | 19 minutes | two songs
| exactly thirteen minutes | 28 minutes | a good forty minutes | 16 minutes | five minutes | 21 minutes
tableside: roast carrots | a cucumber salad | flatbread | pickled onions | mashed swede | green beans
| a spoon of yoghurt | fried sage leaves | apple sauce | a tomato salad | buttered noodles | wilted spinach
| corn on the cob | baked pears | rye crispbread | a bowl of olives | red cabbage | steamed broccoli | mango chutney
| grilled courgettes | wild garlic | boiled potatoes | fennel slaw | cranberries | a fried egg | sweetcorn fritters
| garlic bread | braised leeks | a lentil salad | beetroot cubes | toasted almonds | celery sticks | dumplings
| cheese straws
tablestep: brown the onions | toast the spices | grate the ginger | warm the plates | soak the beans | peel the garlic
| whisk the eggs | melt the butter | drain the tofu | rinse the lentils | chop the herbs | season the stock
| grease the tin | crush the nuts | salt the aubergines | roll out the dough | skim the broth | slice the peppers
| reduce the sauce | strain the yoghurt | zest the lemon | fold in the cream | blanch the greens | sift the flour
| heat the oil | fry the mushrooms | deglaze the pan | mash the potatoes | preheat the oven | pit the olives
| caramelise the sugar | squeeze the limes | line the mould | thin the batter
tablewhyshop: the car wash is half price | the shelves are full then | the car is free that day
| there's a discount for large families | the children are at swimming | the fishmonger is there
| the nicest cashier is on duty | parking is free | the choir is next door | the bus runs twice an hour
| the crowds are elsewhere | payday was the day before | the bakery sells off its cakes | a friend gives a lift
| the shop stays open late | fresh herbs are delivered | the gym is around the corner | the office closes early
| there's live music in the hall | the loyalty points double | the bottle bank gets emptied
| the lift in the car park works | the samples are generous | the roadworks pause | the twins are with their father
| the melons come straight from the farm
tablebasket: a jar of capers | two bars of dark chocolate | a bunch of radishes | a net of lemons | fresh coriander
| ginger biscuits | a tin of sardines | three avocados | a bag of walnuts | oat biscuits | pickled beetroot | eggs
| salted butter | a pot of basil | a sack of potatoes | sparkling water | frozen peas | a ripe mango | smoked tofu
| rye bread | a wheel of camembert | liquorice | a magazine | horseradish | tonic water | dried apricots | parsnips
| coffee beans | peanut butter | a bottle of cider | sunflower seeds | a cauliflower | crisps
tablerestaurant: the Copper Ladle | Chez Odette | the Blue Carp | Trattoria Vento | the Old Customs House
| Saffron Yard | the Hungry Heron | Mama Bao | the Tin Fork | Bistro Quatorze | the Salt Cellar | Casa Limone
| the Nine Dumplings | Taverna Ilios | the Mill Kitchen | Golden Teapot | the Crooked Spoon | Kebab Palace
| Brasserie Nord | the Fig Tree | Noodle Corner | the Anchor Grill | El Pimiento | the Rusty Kettle | Sushi Hoshi
| the Goat and Grape | Pizzeria Bruno | the Clay Oven | Curry Junction | the Station Buffet | Little Saigon
| the Dancing Crab | Wirtshaus am See
tableorder: the trout with almonds | a bowl of pho | the mushroom burger | two spring rolls and a soup | onion rings
| the lamb skewers | a plate of gnocchi | the duck with plums | a quattro stagioni | the aubergine bake | dim sum
| the fish of the day | a steak without sauce | the pumpkin ravioli | a caesar salad | the mussels | the goulash
| the children's schnitzel | tofu in peanut sauce | a double cheeseburger | the vegetable tempura | crab cakes
| the spinach lasagne | the pepper steak | a bean burrito | chicken tikka | the mezze plate | a cheese omelette
| the roast pork | black squid ink risotto | the tasting menu | lemon sorbet with vodka
tablecorner: by the fireplace | at the bar | under the big clock | next to the kitchen door | in the winter garden
| with a view of the river | in the last booth | near the aquarium | on the terrace | beside the coat rack
| below the deer antlers | at the round table | by the jukebox | upstairs at the railing | against the tiled wall
| at the window facing the square | under the lemon tree | behind the pillar | next to the piano | in the alcove
| in front of the bookshelf | at the long table | close to the exit | on the red bench | opposite the mirror
tablecoffee: a ristretto | a flat white | a lungo | a double espresso | a cappuccino | a cortado | a macchiato
| a mocha | an americano | a red eye | an affogato | a doppio | a latte | a melange | a caffè crema | a decaf
| a milk coffee | an iced coffee | a filter coffee | a galão | a big pot for guests
tabledial: four | notch seven | the second line | the red dot | two and a half | nine | medium coarse | the letter F
| step eleven | the very coarse end | a shade under six | the middle | notch three | half past two on the dial | eight
| the white mark | extra fine | notch nine | the number twelve | just beyond five | the scratch on the rim
| position zero | step fifteen | the last click | one click left of centre
tablebutton: the left button | the big cup symbol | the lever on the side | the blue key twice | the star
| the middle button | the top right key | the steam symbol | the round knob | the two drops | the small bean
| the key with the moon | the grey bar for five seconds | the second key from the left | the touch screen twice
| the arrow pointing up | the green button | the bottom row, far right | the M key | the drip symbol | the memory key
| the triangle | the unlabelled button | the plus and the minus together | the orange key
tableavoid: sugar | white bread | meat | cheese | chocolate | fried food | pasta | red meat | dairy | crisps
| raw onion | salt | anything sour | grapefruit | pork | eggs | cake | bananas | raw fish | cabbage | garlic
| ice cream | butter | beans | honey | spicy food | sausages | wheat | ham | nuts
tablediettime: during Lent | on weekdays | in the evening | before a race | until the summer | this month | at work
| since the operation | during the week | on Fridays | in November | while training | after six o'clock
| on travel days | until further notice | before noon | since the check-up | on office days | at the weekend
| all through autumn | while on call | between meals | in the mornings | every January | during exams
tablewhydiet: it keeps the whole body awake | the doctor found high blood pressure | a bet with the boss is on
| the stomach rebels | it's better for the climate | a film about farms was too much | the trainer forbids it
| the dentist gave a stern warning | it sets off headaches | the skin gets better without it | the knees swell up
| the price has doubled | grandfather lived to a hundred that way | it doesn't go with the tablets | gout is no fun
| the wedding suit has to fit | the voice gets hoarse from it | the blood values were poor | it makes everyone sleepy
| the whole choir agreed on it | a New Year's resolution still holds | heartburn spoils every night
| the lab result pointed that way | it brings on hay fever | the flat smells for days
tablegame: Marble Canyon | Sky Gardens | Block Harbour | Turbo Snails | Crystal Miner | Dragon Bakery | Train Tangle
| Pixel Pirates | Moon Farmer | Tower of Frogs | Word Forest | Robot Orchard | Ice Labyrinth | Candy Submarine
| Castle Plumber | Goblin Post Office | Ninja Gardener | Star Ferry | Bubble Monks | Cave Racers | Puzzle Abbey
| Viking Picnic | Desert Couriers | Neon Beavers | Ghost Tram | Jungle Chess | Planet Laundry
tablefoe: the ice dragon | a bridge that collapses | the third guardian | a maze without light | the laser gate
| the two-headed knight | a timer of ninety seconds | the swamp witch | the moving floor | a riddle about bells
| the giant crab | the rolling boulders | a locked vault | the flying sharks | the mirror room | the goblin king
| the jump over the lava | the final sprint | the rotating knives | a wall of thorns | the stone owl | the robot boss
| a chess problem | the wind tunnel | the poisoned river | the night race | the silent monk | the falling chandeliers
"""
