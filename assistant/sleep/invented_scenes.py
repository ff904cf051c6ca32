"""More of what invented statements are filled with, in the notation of `invented_things`."""

SCENES = """
machine: boiler | washing machine | dishwasher | coffee machine | oven | freezer | printer | heat pump
| tumble dryer | fridge | router
trouble: beeps | makes a grinding noise | stops | leaks | won't start | shows an error | smells odd
| gets too hot | flashes red
| trips the fuse | hums loudly | freezes up
device: lawn mower | sauna | pump | old tractor | projector | pellet stove | boat engine | chainsaw | generator
| film camera | kiln
| sewing machine | pizza oven | motorbike
fix: press the red button twice | turn the valve to the left | pull the plug for ten minutes | clean the filter
| hold the lever down
| kick the left side gently | empty the drip tray | flip the grey switch | turn the dial to three
| tap the lid with a spoon
| press start and stop together | open the side door and close it again | wait for the green light
| push the cable back in
| hold the reset key for eight seconds | refill the water tank | close the top vent | pull the cord three times
| shake it twice
| bleed the pipe on the right | lift the front by a few centimetres | turn the key halfway and wait
| switch to the second program
bin: paper | glass | garden | plastic | general waste | food waste | metal | brown | blue | yellow
utility: gas meter | electricity meter | water meter | heating contract | insurance policy | broadband contract
| tax file
room: kitchen | bedroom | hall | bathroom | study | nursery | cellar | guest room | dining room | attic
| garden shed | staircase
rented: flat | garage | allotment | studio | storage room | parking space | workshop | beach hut | horse stable
| practice room
furniture: kitchen table | bunk bed | bookcase | sofa | wardrobe | desk | rug | armchair | chest of drawers
| piano stool | garden bench
| mirror | floor lamp | mattress | sideboard | rocking chair
phase: as a student | as a child | in my twenties | before the wedding | during the war | after school
| as an au pair | in the nineties
dwelling: flat | office | gym | dance school | storage room | hotel room | tax adviser | music room | music school
ordinal: first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth | eleventh | twelfth
| top | ground
plant: lavender | garlic | rhubarb | thyme | mint | rosemary | fennel | kale | jasmine | honeysuckle | parsley
| chard | spinach
| horseradish | bamboo | sage | clematis | wisteria | lovage | chicory | heather | ivy | sorrel | tarragon
| basil | lettuce
gardenplace: by the south wall | next to the compost | behind the greenhouse | under the plum tree
| along the fence | in the old bathtub
| beside the gate | near the pond | in the raised bed | at the foot of the steps | by the water butt
| in the clay pots
| under the kitchen window | between the roses | at the end of the path | around the well
houseplant: fern | cactus | orchid | ficus | peace lily | bonsai | basil pot | rubber plant | aloe | palm
| spider plant | begonia
vehicle: car | van | trailer | scooter | caravan | motorbike | cargo bike | camper | company car | boat trailer
vehicle2: car | van | scooter | bicycle | motorbike | camper | pick-up | sailing boat | e-bike
measured: desk | kitchen window | fridge gap | hall door | bed frame | balcony | garden gate | bookshelf
| bathtub | fireplace | garage
| sideboard | blackboard
chore: mop the kitchen | clean the bathroom | change the sheets | vacuum the stairs | water the garden
| take out the glass | do the ironing
| wash the car | dust the shelves | bake bread | feed the compost | sweep the yard | shop for the week
| clean the windows | pay the bills
parcel: new sofa | washing machine | wine order | bookcase | vegetable box | bicycle | wood for the stove
| printer | piano | mattress | cot
serviceable: boiler | lift | bicycle | car | piano | alarm system | sewing machine | chimney | solar roof
| furnace | boat engine
sport: football | ice hockey | handball | rugby | basketball | cricket | volleyball | curling | water polo | baseball
clothing: shoes | gloves | ski boots | jackets | hats | work trousers | swim fins | running shoes | shirts
| cycling helmets | wellingtons
bookkind: novel | crime story | cookbook | biography | children's book | travel book | poetry book | comic
| history book | play
filmcompany: Grandma | the neighbours | the kids | the chess club | the trainees | Uncle Joost | the book group
| the choir
| the whole team | the scouts | the twins | an old schoolmate
mood: sad | tired | cooking | ill | happy | nervous | homesick | angry | driving | cleaning | in love | studying
drug: iron | vitamin D | ibuprofen | thyroxine | magnesium | zinc | metformin | folic acid | melatonin
| ramipril | vitamin B12 | lithium
drugtime: before breakfast | at noon | with dinner | before bed | after lunch | every other morning
| at six in the evening
| on an empty stomach | after the morning walk | together with lunch
visit: at the dentist | at the eye clinic | at the town hall | at the bank | at the hairdresser
| at the tax office | at the garage
| at the embassy | at the physiotherapist | at the tailor | at the notary | at the blood bank | at the school office
training: running | swimming | rowing | bouldering | cycling | dancing | boxing | fencing | skating | climbing
| riding | kayaking
clubkind: chess | hiking | rowing | gardening | debating | knitting | sailing | film | running | bridge
| astronomy | photography
cardkind: library card | gym card | student card | bus pass | museum pass | blood donor card | fishing licence
| loyalty card | union card
document: passport | driving licence | identity card | residence permit | work visa | rail pass
| first-aid certificate | fishing permit
transport: train | flight | coach | ferry | night train | shuttle | express bus
triptype: honeymoon | school reunion | ski trip | conference | wedding | family holiday | cycling tour
| study trip | trade fair | hen party
holidaymonth: March | April | May | June | July | August | September | October
seat: a window seat | an aisle seat | the front row | the last row | a seat by the door | a seat facing forward
| a table seat | the middle of the row | a seat at the back on the left
seatvehicle: on trains | on planes | at the cinema | on buses | in restaurants | at concerts | on ferries
| in lectures
race: city marathon | half marathon | triathlon | ten-kilometre run | lake swim | mountain race | charity run
| cycle race | cross-country ski race
exam: driving test | chemistry exam | Spanish test | entrance exam | first-aid test | piano exam | law exam
| sailing test | maths resit
task: tax return | grant report | thesis chapter | project plan | visa form | annual review | insurance claim
| art essay | job application
| budget draft | conference poster | school form
charity: the food bank | the animal shelter | the repair cafe | the hospice | the toy library
| the community garden | the soup kitchen
| the lifeboat station | the refugee centre | the village museum | the night shelter | the bird rescue
| the youth theatre
goods: bread | cheese | coffee | fish | tea | wool | meat | honey | fruit | wine | olive oil | paint
worktask: bookkeeping | shift planning | bug tracking | stock control | payroll | time recording | video editing
| map drawing | invoicing
workplace: lab | office | library | hospital | museum | workshop | agency | university | studio | ministry | archive
collectible: teapots | old maps | fridge magnets | beer mats | stamps | snow globes | postcards | toy trains
| sea shells | thimbles
| film posters | cactuses | fossils | tin cars | vinyl records | puzzles | egg cups | hotel pens | tram tickets
| masks
losable: wedding ring | umbrella | wallet | left glove | sunglasses case | camera | house key | scarf | diary
| hearing aid | watch
bill: electricity | water | gas | heating | vet | broadband | insurance | dentist | nursery | waste | garage | phone
wakeday: on weekdays | on Mondays | on Saturdays | on Sundays | in the holidays | on working days | in summer
| in winter | on market days
weekday: Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday
title: Mr | Mrs | Ms
carmake: Volvo | Toyota | Fiat | Skoda | Renault | Honda | Mazda | Peugeot | Ford | Opel | Dacia | Subaru | Seat
| Nissan | Saab | Kia
container: blue tin | wooden box | shoebox | biscuit tin | wicker basket | green folder | drawer | glass jar
| tool chest | canvas bag
| old suitcase | top drawer | bottom drawer | bread bin | sewing box | red bucket | flower pot | cupboard
spot: under the stairs | in the hall | behind the boiler | on the wardrobe | by the back door | in the cellar
| next to the piano
| above the fridge | in the attic | under the bed | in the shed | on the balcony | beside the bookcase
| in the laundry room
| under the sink | near the window | in the guest room | on the top shelf | behind the curtain | in the garage
| beneath the bench
"""
