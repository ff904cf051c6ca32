"""What fills the slots of `invented_kin_more`, in the notation of `invented_things`."""

KIN_MORE_VALUES = """
kincharge: the hens | the tomatoes | the goldfish | the bees | the roses | the rabbits | the balcony plants
| the geese | the window boxes | the stick insects | the ducks | the guinea pigs | the seedlings
| the neighbour's cats | the ponies | the letter boxes | the shop keys | the lawn and hedges | the parrots
| the tortoises | the sheep | the orchids | the canaries | the donkeys | the sourdough jars | the grapevines
| the terrapins | the silkworms | the bonsai trees | the horses | the cucumbers | the pigeons | the koi
| the strawberries | the herb pots
kinmates: two nurses | an old sea captain | a retired clown | three students | a couple from Lisbon | two cellists
| a widow and her parrot | a taxi driver | four trainee cooks | a poet | a pair of twins | two former monks
| an au pair | a tax inspector | a professor of Greek | three football fans | a night porter | two nieces
| a stage magician | a baker | a drummer | an opera singer | a physicist and his mother | a butcher
| two Finnish carpenters | five cats and a vet | a puppet maker | an ex-boxer | a landscape painter | two translators
| a lady of ninety | a family of six | a bus driver
kinshared: one bathroom | a car | a washing machine | a cargo bike | a freezer | a vegetable patch | a piano
| a garage | the only balcony | a coffee machine | a rowing boat | the attic | a sewing machine | a printer
| a parking space | a barbecue | a single fridge | one mirror | a lawn mower | an old laptop | a garden hose
| the laundry room | a newspaper subscription | one front door key | a record player | a telescope | a bread oven
| the top-floor terrace | a hammock | a bicycle pump | one saucepan | a workshop | a cleaner
kinpair: nephews:m | nieces:f | sons:m | daughters:f | grandsons:m | granddaughters:f | godsons:m | goddaughters:f
| foster sons:m | foster daughters:f | stepsons:m | stepdaughters:f | boys:m | girls:f
kingap: eleven months | a year and a half | two years | three years | fourteen months | six years
| four and a half years | ten months | thirteen months | almost five years | seven years | nineteen months
| eight years | twenty months | exactly one year | nearly nine years | three and a half years | two years and a day
| fifteen months | ten years | a little over two years | twelve years | sixteen months | five years and three weeks
| eleven years
kinnickwhy: a haircut gone wrong | a role in the school play | a lisp in childhood | a lost bet | a bright red coat
| a mistake in the register | a fall into a fountain | a love of raw onions | a song on the radio | a very loud sneeze
| a typing error | an old school uniform | a swimming badge | a broken tooth | a goal from the halfway line
| a dance on a table | a huge appetite | a toddler who couldn't pronounce it | a hat from a flea market
| a misprinted shirt | a tank of frogs | a slip of the tongue | a run-in with a swan | a night in the wrong tent
| a talent for climbing | a pair of odd shoes | a cartoon | a cold that lasted for weeks | a jar of honey
| a wild beard
kinfeast: on New Year's Day | on Easter Sunday | on the first day of snow | at midsummer | on Christmas Eve
| at harvest time | on every birthday | on the last day of school | on the longest night | on Mother's Day
| after the first frost | at every wedding | on the first of May | on the night before a long trip | at Whitsun
| when the swallows return | on the last evening of the holidays | at every christening | on Shrove Tuesday
| when a tooth falls out | on leap days | on the eve of a match | on the day the clocks change | at full moon
| on Twelfth Night | on moving days
kinrite: eat soup at midnight | hide a coin in the bread | swim in the river | light a candle in every window
| read old letters aloud | burn last year's calendar | swap socks | bake a crooked cake | phone every cousin
| walk backwards round the house | play bingo for walnuts | plant a bulb | ring a cowbell
| jump off the kitchen chairs | drink pear juice from egg cups | hang apples in the trees
| write wishes on paper boats | count the stars | wear hats at the table | sing on the stairs
| sleep in the living room | break an old plate | toast the oldest tree | eat with the left hand only
| build a tower of stones | throw a shoe over the roof | draw lots for the dishes | feed the birds first
| paint eggs blue | draw each other with closed eyes
kinparty: a barn dance | a pub quiz | a chess tournament | a house-warming party | a blood donation day
| a flea market | a language evening | a ski course | a wine tasting | a street festival | a wedding in the mountains
| a book launch | a first-aid course | a fancy-dress ball | an office party | a choir rehearsal | a demonstration
| a barbecue by the lake | a clean-up day in the woods | a clothes swap | a folk concert | a christening
| a farewell dinner | a boat trip | a cooking class | a village fair | a poetry slam | a night hike | a school reunion
| an auction | a tug-of-war
kinbadge: the Professor | the Clock | Captain Paperclip | Two Sugars | the Weather Vane | the Human Calculator
| the Oracle | the Submarine | Turbo | the Sandwich | Doctor No | the Iceberg | Half Past | the Foghorn
| the Stapler King | Sherlock | the Librarian | Agent Zero | the Walrus | the Duke | the Tornado | Old Faithful
| the Bishop | Lost and Found | the Cactus | the Snail | the Minister | Cinderella
kinincident: the fire drill in slippers | the email to all two thousand staff | the jammed lift | the flooded canteen
| the speech with the microphone off | the day of the two left shoes | the mix-up with the birthday cakes
| the nap in the meeting room | the broken photocopier | the wrong flight to the trade fair | the karaoke night
| the spilled ink | the week of the lost keys | the Christmas raffle | the runaway trolley | the sports day
| the call with the camera on | the visit of the auditors | the burnt toast alarm | the three-hour presentation
| the parking space affair | the summer outing by canoe | the great stapler hunt | the salt in the sugar bowl
| the collapse of the tent | the message to the wrong customer
kinnoise: a rooster that crows at four | a piano and no carpet | six cats on the wall
| a trampoline in the front garden | a drum kit in the garage | an inflatable Santa all year round
| a goat on the balcony | a motorbike without a silencer | a leaf blower and no trees | twelve garden gnomes
| a flag for every football match | a caravan they never move | a telescope on the roof | two donkeys
| a bonfire every week | a parrot that rings like a phone | wind chimes by the dozen | a hot tub with purple lights
| a choir rehearsing in the cellar | a turquoise front door | a pond full of frogs | a peacock
| a pizza oven that smokes | an old bus in the yard | a train set running through the hedge | bagpipes at dawn
kintaught: milk a goat | tie a bowline | pluck a chicken | play dominoes | whittle a whistle | bake flatbread | skate
| darn a sock | find chanterelles | drive a tractor | sharpen a scythe | read a sundial | gut a fish
| crochet a blanket | polish silver | skip stones | play the spoons | light a stove | whistle through two fingers
| mix mortar | knead dough | row a boat | graft an apple tree | sew on a button | spot the North Star
| make quince jelly | ride a mule | ski backwards | yodel | waltz | plait onions | forecast rain | fold a paper hat
| catch crayfish
kinquarrel: the argument about the garden hose | the sale of the old house | a game of Monopoly
| the broken greenhouse | the election of the choir leader | the wedding without an invitation
| the dispute over the hedge | the lost fishing rod | the remark about the soup | the funeral of the great-aunt
| the shared holiday in a caravan | the unpaid bet | the accident with the ladder | the fight over the silver spoons
| the row about the parking space | a spoilt surprise | the affair of the missing ring | the move to the new office
| the business with the loan | the Christmas of the cold goose | the joke about the toupee | the felled cherry tree
| the mix-up with the twins | the torn photo album | the forgotten birthday | the dented car door
| the comment on the curtains
"""
