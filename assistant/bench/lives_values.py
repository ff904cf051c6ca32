"""What the slots of judging lives take. No list here shares a name with the curriculum that the product trains on."""

VALUES = """
kin: mum | dad | granny | grandpa | twin brother | little sister | sister-in-law | brother-in-law | stepmother
| stepfather
| fiancée | eldest cousin | youngest uncle | great-niece | lodger | carpool partner | half-brother | running mate
city: Adelaide | Agadir | Ankara | Arequipa | Austin | Bologna | Bordeaux | Bristol | Calgary | Chennai
| Cologne | Cordoba | Dakar
| Denver | Durban | Edmonton | Fukuoka | Gothenburg | Guadalajara | Halifax | Hanoi | Helsinki | Jaipur | Kyoto
| Lahore | Lausanne
| Leeds | Lisbon | Ljubljana | Malaga | Memphis | Minsk | Montreal | Naples | Osaka | Palermo | Perth | Plovdiv
| Reykjavik | Riga
| Salzburg | Santiago | Seville | Tallinn | Tbilisi | Toulouse | Turku | Valencia | Vilnius | Wellington
| Wroclaw | Zurich
craft: cobbler | goldsmith | ranger | dietitian | plasterer | choreographer | customs officer | sculptor
| organist | brewer | barber
| illustrator | mason | milliner | conductor | taxidermist | tram inspector | weaver | farrier | bricklayer
| astronomer | juggler
animal: spaniel | budgie | poodle | terrier | kitten | iguana | mule | llama | greyhound | cockatoo | chinchilla
| turtle
petcall: Bagel | Crumpet | Duchess | Earl Grey | Falafel | Gherkin | Hopscotch | Icicle | Jigsaw | Kazoo
| Linguine | Muffin | Napoleon
| Oatcake | Pebbles | Quokka | Ravioli | Sergeant | Teapot | Udon | Vesper | Wombat | Yeti | Zorro | Doodle
| Fandango | Goblin
door: sports hall | rear entrance | stockroom | rooftop terrace | wine cellar | coal shed | server room
| staff canteen | tool crib
| side gate | bike cage | vestry
item: thermos | chequebook | magnifying glass | shoe polish | spirit level | hairdryer | mosquito net
| phrase book | ski helmet
| dog lead | wallpaper paste | opera glass | knitting bag | car jack
nook: inside the piano bench | underneath the doormat | on the mantelpiece | behind the grandfather clock
| inside the teapot
| in the umbrella stand | beneath the loose floorboard | in the glove compartment | on the pelmet
| behind the encyclopedia
| in the linen press | inside the hollow log | at the back of the larder | in the pocket of the old coat
| among the cookery books
| inside the laundry basket
edible: artichokes | blackcurrants | pistachios | chickpeas | oyster sauce | tomatoes | prawns | apricots
| salami | leeks | pineapple
| watercress | tuna | yoghurt | asparagus | cucumber | peas | jackfruit | trout | cherries | crab | figs | sprats
| celeriac
treatday: after the dentist | on paydays | after exams | on my name day | at the fair | on bank holidays
| after long meetings
| when guests arrive | after a long walk | at half-term
treat: a cinnamon roll | smoked salmon | a foot massage | a cream puff | a slice of pecan pie | truffle crisps
| a comic magazine
| salted toffee | an hour in the bath | a bunch of tulips | pistachio ice cream | a cigar | a new paperback
| a raspberry milkshake
pursuit: falconry | origami | metal detecting | beachcombing | marquetry | geocaching | bonsai pruning
| lace making | tap dancing
| ham radio | glass blowing | genealogy | bell ringing | stone skimming | quilting | archery | model railways
| bookbinding
musical: timpani | bugle | xylophone | lyre | recorder | euphonium | concertina | spinet | flugelhorn | theremin
| hurdy-gurdy | vibraphone
| balalaika | steel pan | panpipes | fiddle
expert: chiropodist | solicitor | hearing specialist | mortgage broker | allergist | career coach
| speech therapist | architect
| dermatologist | stylist | pension consultant | cardiologist
lesson: pottery evening | swim class | Greek conversation group | board meeting | puppet show | choir rehearsal
| yoga hour
| fire drill | parents' evening | night shift | auction | book launch
gadget: juicer | dehumidifier | trampoline | turntable | paper shredder | tablet | loudspeaker | hedge trimmer
| massage chair
| electric blanket | sandwich press | metal detector | exercise bike | pressure cooker | air fryer
store: Gadget Barn | Hobson's Emporium | the Tin Roof | Kellaway Stores | the flea hall | Volt & Son
| Marchmont Arcade | the Old Depot
| Bargain Loft | Plunkett's | the Co-op outlet | Nightingale Electrics | Spoke & Wire | Lantern Court
| the harbour auction
milestone: first solo flight | divorce | graduation | heart operation | first marathon | emigration
| naturalisation | retirement
| knee surgery | engagement | first patent | christening
wheels: estate car | moped | tandem | hatchback | quad bike | recumbent | minibus | cargo trike
make: Corvelo | Dashwood | Ferrantino | Gullwing | Hartmann | Isotta | Jowett | Kestrel | Lagonda | Marauder
| Nomada | Ostler | Peregrine
| Rambler | Stellara | Triton | Velox | Wanderer
chamber: pantry | conservatory | landing | utility room | loft | playroom | drawing room | powder room
| box room | snug | porch | cloakroom
shade: ochre | teal | crimson | magenta | apricot | chestnut | cobalt | fern green | ivory | jade | khaki
| lemon | mauve | peach | ruby
| sand | slate | vermilion
gizmo: shredder | sewing table | ticket machine | vending machine | roller blind | label printer | bread slicer
| stairlift | lathe
| zip of the tent | pinball table | photocopier
remedy: twist the brass knob | rub candle wax on the rail | unhook the spring | blow into the slot
| give the crank half a turn
| slide a ruler under the roller | loosen the wing nut | tug the leather strap | swap the top cartridge
| spray silicone on the chain
| lower the rear flap | knock on the base plate | rotate the drum backwards | squeeze the rubber bulb
| pump the foot pedal
scheme: rowing league | film institute | car-sharing | ramblers' union | planetarium | swimming baths
| credit union | book guild
| alpine society | fencing academy | aquarium | trade guild
circle: the drama group | the barracks | the climbing gym | my old village | the chess cafe | the print shop
| the summer camp
| the orchestra | the night shift | the ferry crew | the allotments | the laboratory
alias: Badger | Comet | Dynamo | Eagle-eye | Flipper | Gadget | Hurricane | Inspector | Jester | Koala | Lucky
| Maestro | Noodles | Oracle
| Pirate | Quicksilver | Rusty | Smudge | Tadpole | Walrus
tongue: Afrikaans | Belarusian | Cantonese | Corsican | Flemish | Frisian | Faroese | Hokkien | Javanese
| Kurdish | Luxembourgish
| Macedonian | Marathi | Occitan | Pashto | Punjabi | Romansh | Sinhala | Tibetan | Twi | Wolof | Zazaki
squad: the Ashdown Wasps | Barrow Wanderers | the Copper Bulls | Dockside Albion | Easton Vale | the Flint Foxes
| Granite City
| Hollowbrook Town | the Ivory Owls | Junction Harriers | the Kingsmead Pumas | Lakeside Hotspurs | the Moorland Stags
| Northgate Argyle | the Opal Sharks | Penrose Orient | the Quarry Rams | Riverbank Thistle
season: last Easter | the summer of 2018 | our first leave | half-term week | New Year | my sabbatical
| the long weekend | Whitsun
| the rainy season | our silver anniversary
region: Andalusia | the Azores | Brittany | Bavaria | Cappadocia | Cornwall | the Dolomites | Flanders | Galicia
| the Hebrides | Istria
| Jutland | Karelia | Lapland | Madeira | Normandy | Patagonia | Provence | Quebec | Sardinia | Sicily
| Tasmania | Transylvania | Tuscany
course: screen printing | bookkeeping for clubs | ikebana | welding | Morse code | life drawing | improv theatre
| cheese making
| first aid for pets | astrophotography | upholstery | mediation
role: concierge | head teacher | postwoman | beadle | choir conductor | swimming coach | district nurse
| estate agent | accountant
| mayor | tour guide | vicar
loanitem: wok | stepladder | harmonium | snorkel | sledge | typewriter | cake stand | binoculars | tripod
| trolley jack | hiking poles | cello case
thing: canoe | ironing board | oar | workbench | curtain rail | surfboard | harp case | wall clock | hurdle
| picnic rug | door wedge | flagpole
pill: calcium | potassium | charcoal | cortisone | biotin | iodine | statin | quinine | hay fever | selenium
genre: thriller | memoir | saga | western | fairy tale | spy story | love story | satire | whodunit | space opera
opus: Ashes of the Orient | Beneath Nine Skies | Cold Copper | Dr Penhaligon's Error | Eight Winters
| Fugue for a Thief | Gaslight Alley
| Her Borrowed Crown | Inkblot Season | Jasmine and Rust | Kingfisher Down | Limestone | Mother of Locks
| Nobody Sang | Over the Weir
| Pomegranate Law | Quarantine Waltz | Rookery | Saltmarsh | Thimble Bay
moment: at dawn | after a nap | during matches | on the porch | at the weekend market | before rehearsals
| after gardening | at family meetings
| in the sauna | on stormy nights
beverage: espresso tonic | mulled wine | root beer | sage tea | cloudy plum juice | bouillon | kombucha
| mint lassi | pale ale | dandelion coffee
| sherry | beetroot juice | lime soda | egg-nog | jasmine tea | sloe gin | rice milk
herb: marjoram | borage | lemon balm | valerian | chamomile | dill | savory | angelica | hyssop | feverfew
| oregano | catmint
feature: the sundial | the chicken run | the rusty swing | the garden gnome | the well pump | the beehives
| the toolshed ramp | the stone lion
| the rain barrel | the pergola | the cold frame | the hammock posts | the old sty | the bird bath
place: boathouse | lido | botanical garden | law courts | tannery | cannery | docks | observatory | barracks
| velodrome | crematorium | planetarium
unit: payroll team | lost property office | press desk | welfare officer | language lab | works council
| travel clinic | visa counter
| housing office | sound archive
job: stage set | wedding cake | annual accounts | mosaic | translation | wiring plan | rehearsal schedule
| patchwork quilt | obituary
| choir programme | roof repair | exhibition catalogue
fund: roof | rainy-day | pension | scholarship | greenhouse | sabbatical | orchard | school trip | lifeboat | minibus
dread: hailstorms | wasps' nests | roller coasters | open water | sirens | cellars | injections
| hot-air balloons | scarecrows | cable cars
| power cuts | puppets | ventriloquists | revolving doors
group: quiz night | book circle | brass ensemble | mushroom society | toddler group | darts league
| debating society | carers' meeting
| film society | sewing bee | juggling club | peace choir
venue: the Mermaid Inn | Fletcher Hall | the old fire station | Saint Olave's crypt | the Corn Exchange
| Pier Nine | the Tithe Barn
| Lambert College | the Gasworks | Museum Steps | the Railway Arms | Harp Lane Chapel | the Winter Garden
| the boathouse
present: sundial | marble chessboard | cashmere shawl | kaleidoscope | weather station | ship in a bottle
| bonsai tree | pocket knife
| jewellery box | silk kimono | vintage radio | star chart | paper theatre | cuckoo clock | wine rack | rowing machine
upkeep: squeaky hinges | polishing silver | wool jumpers | hard water stains | leather boots | greasy pans
| oak floors | foggy glasses
| stiff shoulders | dry hands
product: Brightwell No. 3 | Calendula Gold | Domestix | Ewald's Wax | Fettle | Glimmerol | Hesperine | Ixol
| Jubilee Soap | Kleenovar
| Lanobalm | Mirrasheen | Oldfield's Paste | Puralene
tank: rain barrel | fish tank | heating oil tank | water butt | jerrycan | copper cauldron | camping kettle
| sprayer | cooler | diesel can
piece: samovar | rocking horse | sword | carpet | mandola | chess set | globe lamp | bell | loom | dresser
pet_duty: insulin injection | kiln check | parrot feed | bread proving | log delivery | greenhouse airing
| stable round | milk run
| boiler reading | roll call
firm: Abacus Freight | Bluebell Dairies | Cinder & Sons | Dockland Cranes | Evergreen Optics
| Foundry Lane Press | Greyfriars Bank
| Halcyon Air | Ironbridge Gas | Juniper Textiles | Kingfisher Rail | Loxley Timber | Mariner Foods
| Northlight Films | Opaline Glass
| Pennine Paper | Quayside Motors | Redwood Pharma | Sterling Maps | Tideway Insurance
firstname: Abigail | Alasdair | Agnes | Barnaby | Bettina | Clement | Cordelia | Dexter | Delphine | Edgar
| Eloise | Fabian | Flora | Gideon
| Greta | Harriet | Horace | Imogen | Jasper | Josephine | Konrad | Lavinia | Leopold | Mabel | Montague
| Nathaniel | Octavia | Percy
| Philippa | Rosalind | Rufus | Sebastian | Tabitha | Theodora | Ulysses | Violet | Wallace | Winifred | Yolanda
| Zachary
lastname: Ashcroft | Bellamy | Cavendish | Dunmore | Ellsworth | Farnham | Goldsworthy | Hathaway | Ingleby
| Jessop | Kirkbride | Lockhart
| Merriweather | Netherton | Ormerod | Prescott | Quigley | Ravenscroft | Sotheby | Tillotson | Underhill
| Vickery | Winterbourne | Yardley
"""
