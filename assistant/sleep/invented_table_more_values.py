"""What fills the slots of `invented_table_more`, in the notation of `invented_things`."""

TABLE_MORE_VALUES = """
tablestage: at the wedding of a cousin | at the school concert | on the village green | at the Christmas market
| on the ferry | at the old people's home | in the town hall | at the funeral of a friend | at the street party
| in the chapel | at the farewell party | at the music exam | in the hospital lobby | at the charity dinner
| on open-stage night | at the summer camp | on the roof terrace | at the museum night | at the golden anniversary
| in the station hall | at the harvest festival | at the talent show | in the botanical garden | on live radio
| at the office party
tableepisode: season two, episode seven | the third season | the last episode of season one | the Christmas special
| season four, episode one | the pilot | the middle of season five | the finale of season three | episode nine
| season one, episode four | the second half of episode six | the penultimate episode | season six, episode two
| the start of the second season | episode twenty-one | the double episode | season three, episode ten
| episode twelve | season two, episode three | the episode with the train crash | season seven, episode five
| episode thirty | the wedding episode | season eight, episode eleven | the end of season four | the courtroom episode
tablemuseum: the Clock Museum | the Museum of Bread | the Harbour Gallery | the Railway Museum | the Poster House
| the Glass Collection | the Natural History Hall | the Puppet Museum | the Old Observatory | the Toy Museum
| the Textile Mill | the Bone Cabinet | the Sculpture Barn | the Maritime Archive | the Salt Mine Museum
| Villa Orsini | the Radio Museum | the Print Works | the Museum of Failure | the Porcelain Palace
| the Fire Brigade Museum | the Map Room | the Photo Foundry | the Dialect Museum | the Costume House | the Tram Depot
| the Mint
tabletalk: at work | at the market | in the choir | on the phone with customers | at the football club | in church
| on building sites | at the clinic | in the lab | with the neighbours | on holiday | at university | in chess chats
| in the dance class | at the campsite | with the children's teachers | on the night shift | in the allotments
| in the rehearsal room | at the riding stable | with the suppliers | in court | on the fishing boat | at the bakery
| in the kitchen of the hotel
tablegarment: a pair of slippers | a pair of socks | a scarf | a jumper | a patchwork quilt | a pair of mittens
| a baby blanket | a waistcoat | a hat | a cushion cover | a shawl | a cardigan | a tea cosy | a bedspread | a poncho
| an apron | a wall hanging | a stuffed elephant | a bobble hat | a table runner | a headband | a shopping bag
| a hot-water bottle cover | a pencil case | a bonnet | a dressing gown | a string of bunting | a bow tie
tableyarn: alpaca wool | blue linen | old jeans | merino wool | recycled silk | grey felt | cotton thread | mohair
| parachute fabric | corduroy | sock wool | curtain material | raw hemp | leftover yarn | cashmere | red velvet
| bamboo yarn | sailcloth | flannel shirts | dog hair and wool | organic cotton | striped canvas | jersey | tweed
| sari silk | camel hair | waxed cotton | sheepskin | green loden | lace
tablegown: trench coat | woollen cardigan | dressing gown | bathrobe | poncho | wedding dress | leather jacket
| cashmere jumper | wool coat | silk blouse | felt hat | down jacket | linen suit | raincoat | kimono | velvet blazer
| dinner jacket | mohair scarf | running vest | evening gown | lace shawl | tracksuit | pleated skirt | waxed jacket
| swimsuit | beret
tablecare: wash it by hand in cold water | air it on the balcony | brush it against the grain | use a spoon of vinegar
| dry it flat on a towel | treat it with beeswax | hang it up in the bathroom | put it in the freezer overnight
| turn it inside out | soak it in baby shampoo | steam it from a distance | dab stains with milk
| use a wool detergent | roll it up in tissue paper | rinse it three times | take it to the old cleaner's
| wipe it with a damp cloth | leave it in the shade to dry | stuff it with newspaper | shake it out every evening
| use the delicate programme | wrap it in linen with cedar wood | clean it with rye bread | rub chalk on the spots
| keep it in a cotton bag
tablenever: put it in the dryer | iron it hot | leave it in the sun | use bleach | wring it out | hang it on a hook
| spin it | fold it while damp | dry it on the radiator | use softener | spray perfume on it | scrub the collar
| wash it with towels | pack it in plastic | wear it in the rain | store it near the boiler | use a stiff brush
| soak it for hours | put it next to anything red | use hairspray near it | sit down in it for long | cut the threads
| pull it over a wet head | lend it out | press the seams
tableitem: lamp | curtain | rug | armchair | door | ceiling | shelf | cushion | clock | stool | radiator | vase
| table | mirror frame | bench | blind | wardrobe | waste basket | light switch | window frame | blanket
| laundry basket | picture frame | chest | coat rack | flower pot
tabletaboo: no shoes indoors | no phones at the table | knock before you enter | the last one up makes the bed
| whoever cooks doesn't wash up | no shouting before nine | wipe the shower after use | hang up your coat
| never leave a cup upstairs | lights out at eleven | doors stay closed in winter | no talk about politics at dinner
| the cat has right of way | no singing in the bathroom | everyone tastes everything | feed the stove before bed
| no work on the sofa | put the lid back on | ask before you open the window | sand stays outside
| read one page a day | no guests on cleaning day | the remote control stays on the shelf | empty your own lunch box
| turn the tap off tight | never eat the last biscuit | greet the plants
tablefine: takes out the rubbish for a week | has to sing a song | pays into the holiday jar | does the washing-up
| sleeps on the sofa | bakes a cake for all | has to tell a joke | gets no dessert | cleans the bathroom
| walks the dog at dawn | wears the silly hat | does ten push-ups | peels the potatoes | makes breakfast on Sunday
| irons everyone's shirts | buys the next round of ice cream | has to shovel the snow | waters every plant
| loses a turn with the remote | writes a poem | sorts the odd socks | speaks in rhyme till bedtime
| scrubs the stairs | fetches the coal | polishes all the shoes | sits on the wobbly chair
tableroutine: in the morning | before bed | after work | before a concert | on Sundays | after a run | before an exam
| on the first of the month | after a flight | when winter starts | before guests arrive | before a long drive
| on the first day of the holidays | after a night shift | when a storm is coming | after a swim | at lunchtime
| on Friday evening | on nervous days | before a video call | when the house is empty | on bath days
| before the dentist | on payday | after a quarrel
tabledo: feed the cat | make the bed | water the plants | open the windows | brush the dog | check the post
| sweep the floor | light the stove | do ten squats | wind the clock | drink a glass of water | stretch
| read the headlines | lay the table | polish the glasses | shave | put on a record | take a cold shower
| write a to-do list | charge the phone | lock the back door | pack a bag | boil an egg | count the change
| put the kettle on | air the duvet | iron a shirt | sharpen the pencils | fill the bird feeder | unplug the toaster
"""
