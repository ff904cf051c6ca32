"""What invented statements are filled with. Values stand between bars; `:f` and `:m` give a person's gender."""

THINGS = """
pet: dog | cat | parrot | rabbit | hamster | tortoise | goldfish | guinea pig | canary | ferret | pony | gecko
| goat | donkey
| chicken | snake
person: sister:f | brother:m | mother:f | father:m | aunt:f | uncle:m | cousin | niece:f | nephew:m | daughter:f
| son:m
| grandmother:f | grandfather:m | neighbour | colleague | flatmate | godmother:f | godfather:m | best friend | wife:f
| husband:m | stepsister:f | stepbrother:m | mother-in-law:f | father-in-law:m | trainer | tutor | penfriend
| classmate
parent: sister:f | daughter:f | niece:f | cousin:f | neighbour:f | colleague:f | flatmate:f | stepsister:f
| best friend:f
elder: grandmother:f | grandfather:m | great-aunt:f | great-uncle:m | godmother:f | godfather:m | mother-in-law:f
friend: old friend | childhood friend | school friend | army friend | former colleague | old neighbour
| former flatmate | old classmate
child: son:m | daughter:f | foster son:m | foster daughter:f | grandson:m | granddaughter:f | niece:f | nephew:m
childish: son | daughter | nephew | niece | grandson | granddaughter | godson | goddaughter
partner: wife:f | husband:m | girlfriend:f | boyfriend:m
official: landlord | caretaker | bank adviser | tax adviser | lawyer | insurance agent | letting agent | case worker
medic: dentist | doctor | physiotherapist | eye doctor | skin doctor | orthodontist | osteopath | ear doctor
workmate: boss | deputy | office neighbour | trainee | mentor | union contact | intern
trade: plumber | electrician | gardener | window cleaner | chimney sweep | piano tuner | locksmith | roofer
| carpenter | painter
| babysitter | cleaner | dog walker | handyman
job: beekeeper | bus driver | midwife | stonemason | tax inspector | sound engineer | vet | pastry chef
| surveyor | librarian
| glazier | paramedic | translator | welder | pharmacist | ski instructor | judge | tailor | botanist
| blacksmith | cartographer
| dental nurse | potter | lifeguard | geologist | train driver | florist | auctioneer | firefighter
| wine merchant | bookbinder
| chemist | radio host | optician | crane operator | zookeeper | notary | set designer | data analyst | shepherd
| hairdresser
| physicist | air traffic controller | fishmonger | upholsterer | school inspector | watchmaker | archivist
| nurse | pilot
does: restores old radios | carves wooden spoons | breeds pigeons | sings in a choir | builds model ships
| repairs bicycles
| grows orchids | bakes sourdough bread | teaches judo | collects sea glass | writes crime stories | paints birds
| flies kites | climbs frozen waterfalls | makes goat cheese | brews cider | knits jumpers | plays table tennis
| races sled dogs
| binds books | sails dinghies | hunts for mushrooms | folds paper cranes | juggles | rides a unicycle | dances tango
| draws comics | runs a puppet theatre | keeps bees | fixes typewriters | photographs lighthouses | presses flowers
fear: thunder | spiders | lifts | the dark | heights | the sea | clowns | needles | balloons | fireworks | moths
| bridges | dentists
| tunnels | wasps | crowds | escalators | horses | mirrors | ghosts | loud motorbikes | vacuum cleaners
| umbrellas | snakes | geese
petfood: boiled chicken | dried sardines | carrots and oats | raw turkey | sunflower seeds | rice with tuna
| fresh dandelions
| lentil pellets | pumpkin mash | duck biscuits | cottage cheese | barley flakes | chopped kale | salmon paste
| apple slices
| hay and parsley | cooked lamb | beetroot chips | millet | mealworms
allergen: peanuts | shellfish | sesame | celery | soy | mustard | lupin | strawberries | kiwi | egg white
| walnuts | hazelnuts | penicillin
| latex | birch pollen | bee stings | cat hair | nickel | mango | oats | lentils | buckwheat | mould | aspirin
| pine nuts | cashews
food: olives | liver | beetroot | blue cheese | anchovies | aubergine | coconut | coriander | mushrooms | okra
| raisins | marzipan
| Brussels sprouts | oysters | fennel | turnips | sauerkraut | black pudding | capers | radishes | tofu
| liquorice | gherkins
| goat's cheese | papaya | squid | rhubarb | kidney beans | horseradish | cottage cheese | sardines | custard
dish: leek pie | lentil curry | shakshuka | fish stew | mushroom risotto | pumpkin soup | spinach dumplings
| jollof rice | pad thai
| lamb tagine | potato gratin | miso ramen | chickpea salad | stuffed peppers | ratatouille | beef rendang
| kimchi pancakes
| apple porridge | paella | borscht | onion tart | moussaka | gnocchi | fried plantain | bean chilli
| cheese fondue | ceviche
meal: breakfast | lunch | dinner | Sunday lunch | a birthday | a picnic | supper | Christmas | a rainy day | brunch
drink: peppermint tea | oat milk | ginger beer | tomato juice | black coffee | elderflower water | kefir
| barley tea | hot chocolate
| cranberry juice | sparkling water | rooibos tea | lemonade | iced coffee | malt beer | apple cider
| carrot juice | chai
| coconut water | green tea | red wine | buttermilk | nettle tea | hot lemon
occasion: in the morning | after dinner | at work | on flights | before bed | at parties | at the cinema
| after training | on Sundays
| on long drives | with breakfast | in summer
hotdrink: coffee | black tea | cocoa | green tea | espresso | porridge
addition: honey | two sugars | oat milk | cinnamon | a slice of lemon | cardamom | cold milk | one sugar
| maple syrup | cream | nutmeg
| almond milk | a pinch of salt | brown sugar | ginger | goat's milk | vanilla | three sugars
ingredient: a spoon of mustard | grated apple | smoked paprika | orange peel | dark chocolate | star anise
| fish sauce | a bay leaf
| toasted cumin | white miso | a splash of vinegar | dried figs | lemon zest | brown butter | chopped dill
| caraway seeds | juniper
| pear juice | tamarind | pickled ginger | roasted garlic | sour cream | fennel seeds | saffron
bake: walnut bread | cheesecake | apple cake | rye loaf | lasagne | shortbread | carrot cake | focaccia
| meringue | banana bread
| gingerbread | plum tart | potato bake | quiche
spell: on Sundays | in winter | after work | on holiday | on rainy days | in the evening | at the weekend
| in summer | in autumn
| before breakfast | in the lunch break | on long train rides
hobby: carving spoons | solving sudoku | tying flies | knitting socks | sketching trees | baking bread
| watching birds | mending clothes
| building kites | playing darts | writing haiku | polishing stones | reading maps | making candles
| pressing cider | weaving baskets
| doing yoga | repairing watches | painting tiles | picking mushrooms | playing chess | making jam
| looking at stars | folding paper
| practising calligraphy | brewing beer | hunting for fossils | throwing pots
mishap: skiing | playing handball | cleaning the gutters | ice skating | moving a wardrobe | riding a horse
| picking cherries
| dancing at a wedding | playing squash | chasing a bus | surfing | jumping off a wall | hanging curtains
| chopping wood
| roller skating | climbing a fence | trampolining | walking the dog | carrying a piano | rowing
bodypart: wrist | left ankle | collarbone | right elbow | little finger | big toe | left knee | right thumb
| nose | shin | left heel
instrument: cello | oboe | banjo | trombone | accordion | harp | sitar | clarinet | double bass | bassoon
| mandolin | tuba | viola
| ukulele | French horn | marimba | bagpipes | piccolo | organ | zither | saxophone | kora | drums | dulcimer
| lute | cornet
subject: law | marine biology | archaeology | civil engineering | Slavic studies | economics | nursing
| forestry | music therapy
| geology | theology | graphic design | computer science | veterinary medicine | linguistics | town planning
| philosophy | dentistry
| food science | art history | robotics | sociology | astronomy | agriculture | statistics | ethnology
| pharmacy | film studies
school_subject: maths | chemistry | history | French | biology | music | geography | physics | drawing | Latin
| gym | German
gift: telescope | fountain pen | pasta machine | chess clock | hammock | record player | sewing machine
| bread knife | tent | microscope
| pair of skis | leather bag | globe | raincoat | bird feeder | cookbook | kayak | camera | rocking chair
| waffle iron | electric bike
| wool blanket | toolbox | harmonica | drone | coffee grinder | piano | sauna | motorbike | caravan | sailing boat
heirloom: gold watch | silver teapot | violin | wooden chest | fur coat | stamp album | pearl necklace
| oil painting | music box
| grandfather clock | prayer book | sewing box | brass telescope | china set | signet ring | walking stick | accordion
borrowable: ladder | drill | tent | bike pump | suitcase | sleeping bag | pasta maker | lawn mower | projector
| snow shovel | guitar
| wheelbarrow | food processor | camping stove | chainsaw | dictionary | car trailer | telescope
colour: red | dark green | silver | pale blue | mustard yellow | black | white | turquoise | orange | burgundy
| grey | lilac | beige
| navy blue | olive green | cream | copper | mint green | purple | brown | salmon pink | sky blue
phone: work | home | mobile | emergency | office | holiday
event: opera | football | circus | theatre | festival | museum | ballet | ice hockey | train | raffle | boat | zoo
network: wifi | guest wifi | office wifi | holiday home wifi | cellar wifi | studio wifi
codething: garage door | bike lock | safe | storage unit | front gate | alarm | key box | suitcase | office door
| garden gate | locker
| bin shed | boat house | letter box | laundry room | post room
thing: spare key | passport | first-aid kit | sewing kit | torch | screwdriver | birth certificate
| tape measure | charger | cake tin
| hot-water bottle | insurance folder | ladder | snow shovel | picnic blanket | car key | corkscrew | iron
| glue gun | step stool
| water filter | Christmas star | fuse box key | camera | tent | hammer | savings book | tool bag | raincoat
| vaccination card
| wedding album | fire blanket | pump | stapler | atlas | paintbrush | medicine box | allotment key
"""
