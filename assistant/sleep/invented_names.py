"""Names of invented people, animals and places: lists, and syllables from which more are made."""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FEMALE = _listed(
    """Aino Amara Anouk Astrid Ayesha Beatriz Bronwyn Camille Carmen Chiara Dagny Darya Deniz Dorothea Edith Eilidh Elif
    Esperanza Fatou Fleur Freya Gabriela Gudrun Hanna Hedwig Hye-jin Ilse Imani Ingrid Iris Ivana Jadwiga Jing Joana
    Kaede Kalina Kerstin Keziah Kiri Lakshmi Leilani Liesbeth Lucia Ludmila Maeve Magda Mai Malin Marisol Matilda Mei
    Meryem Mira Nadia Naledi Ngozi Niamh Noor Odile Olga Oluchi Palesa Paloma Parvati Petra Priya Quinta Rana Renata
    Rosa Ruth Sabine Saoirse Shanthi Sigrid Soledad Sunniva Svetlana Tamar Tereza Thandi Tomoko Ulrike Ursula
    Valentina Vesna Wanjiru Wilma Xiomara Yael Yuki Zainab Zofia Zuzana"""
)
MALE = _listed(
    """Abdou Aleksi Anselm Anton Arjun Babak Baptiste Bartosz Bilal Bogdan Callum Casper Cedric Chidi Dae-jung Dariusz
    Desmond Diego Dmitri Eamon Edvard Emeka Emre Farid Felipe Fergus Florian Gael Giorgos Goran Hamza Haruto Henrik
    Hugo Idris Ignacio Isak Ivo Jabari Jaroslav Jens Joaquin Kaito Kamil Kofi Kwame Laszlo Leif Lorenzo Luca Magnus
    Mandla Mateus Milos Mohan Nikolai Nils Obinna Olafur Omar Orhan Oskar Otto Pavel Pedro Piotr Quentin Rafael Rashid
    Reza Roman Rune Salvatore Sanjay Seamus Sipho Soren Stellan Takeshi Tariq Teodor Thabo Tomas Torsten Uwe Vaclav
    Vasil Vikram Viljo Wim Xavier Yannis Yusuf Zoltan"""
)
PET_NAMES = _listed(
    """Biscuit Pickle Waffles Mochi Ziggy Truffle Pepper Nacho Tofu Pretzel Domino Bandit Clover Juniper Maple Noodle
    Olive Peaches Radish Saffron Sprout Tango Turnip Widget Yoyo Zebedee Bramble Captain Dumpling Fidget Gizmo Haggis
    Inky Jellybean Kipper Latte Marbles Nutmeg Pancake Quaver Rascal Scout Tumble Umber Velcro Whisky Button Cricket
    Moss Banjo"""
)
NICKNAMES = _listed(
    """Bix Chip Dodo Fips Jojo Kit Lolo Mimi Nono Pip Taz Zuzu Ace Bear Sparky Squirrel Tiger Moose Birdie Button
    Captain
    Doc Flash Goose Hobbit Minnow Peanut Rocket Sunny Twig Wolf Zippy"""
)
SURNAMES = _listed(
    """Abernathy Adeyemi Ahlgren Bianchi Boateng Bukowski Castellano Chaudhry Dlamini Drummond Eriksen Fairweather
    Ferreira Galanis Gallagher Haddad Hollander Ibragimov Jankovic Kaplan Kimura Kowalczyk Lindqvist Lombardi Mahlangu
    Marchetti Mbeki Nakamura Novotny Obuya Oyelaran Papadakis Petrenko Quiroga Rasmussen Rowbotham Saarinen Schreiber
    Sithole Sokolov Szabo Takahashi Thackeray Tran Ulvestad Valdivia Vandermeer Whitcombe Xu Yilmaz Zelenko
    Zimmermann"""
)
TOWNS = _listed(
    """Aarhus Almeria Antwerp Bamberg Bergamo Bilbao Braga Brno Bursa Cardiff Cork Cusco Daegu Delft Dundee Eger Esbjerg
    Espoo Exeter Ferrara Galway Gdynia Ghent Girona Graz Groningen Haarlem Hobart Hull Iasi Innsbruck Izmir Jena
    Kaunas Kobe Kosice Kumasi Lancaster Leipzig Limoges Linz Lodz Lublin Lund Luzern Maribor Mombasa Monza Nantes
    Nelson Novi Odense Oulu Ostrava Padua Parma Perugia Pilsen Piraeus Porto Pune Quito Rennes Rijeka Rosario
    Rotterdam Salamanca Sapporo Shiraz Sibiu Sopot Split Stavanger Szeged Tampere Tartu Toledo Tromso Trondheim
    Uppsala Utrecht Varna Vigo Visby Wexford Windhoek York Zadar Zagreb"""
)
COUNTRIES = _listed(
    """Albania Argentina Armenia Australia Bolivia Botswana Bulgaria Cambodia Canada Chile Colombia Croatia Cyprus
    Denmark Ecuador Estonia Ethiopia Georgia Ghana Hungary Iceland Indonesia Ireland Jamaica Japan Jordan Kenya Laos
    Latvia Lithuania Malaysia Malta Mexico Moldova Mongolia Morocco Namibia Nepal Nigeria Norway Oman Panama Peru
    Romania Rwanda Scotland Senegal Serbia Slovenia Taiwan Tanzania Tunisia Uganda Uruguay Uzbekistan Vietnam Wales
    Zambia"""
)
LANGUAGES = _listed(
    """Albanian Amharic Arabic Armenian Basque Bengali Breton Catalan Croatian Czech Danish Dutch Estonian Farsi Finnish
    Galician Georgian Greek Gujarati Hausa Hebrew Hindi Hungarian Icelandic Igbo Indonesian Irish Japanese Khmer
    Korean Latvian Lithuanian Malay Maltese Mandarin Mongolian Nepali Norwegian Polish Portuguese Quechua Romanian
    Samoan Serbian Slovak Somali Swahili Swedish Tagalog Tamil Thai Turkish Ukrainian Urdu Vietnamese Welsh Xhosa
    Yoruba Zulu"""
)
# Made-up names are one start and one end, so that no list holds them.
PLACE_STARTS = _listed(
    """Alder Brack Carn Dun Elm Fern Grim Hart Iver Kel Lang Marl Nether Oster Penn Quar Raven Stan Thorn Ulver Varn
    Wether Yar Zell Birk Cald Drev Esk Fals Gorm Holm Kirk Lom Mossel Nord"""
)
PLACE_ENDS = _listed(
    """by combe dale den fell ford garth ham haven holt hurst ick leigh low mere minster mouth ness port rath sea stead
    sund ton vik wick worth bruck berg ova"""
)
MAKER_STARTS = _listed(
    """Alvo Bel Cor Delta Ever Ferro Glim Helio Inter Jor Kan Lumi Mono Nor Orbi Pol Quan Rivo Sol Tek Ulti Ventu Wex
    Xylo Zen Brio Cali Dyna Exo Fina"""
)
MAKER_ENDS = _listed(
    """bex crest dyne flex grid hart ico ko lane mark nix nova plan qua ra rix soft sys tec tora via wave x zen zo dex
    mond pura lis"""
)
FAMILY_STARTS = _listed(
    """Ab Bal Car Dor El Fen Gar Hol Is Jan Kor Lar Mar Nol Or Pel Quin Ros Sal Tor Ul Vel Wes Yor Zan Bren Cran Dres
    Gris Hav Kels Lov Mus Nev Prav Rud Stav Trem Vos"""
)
FAMILY_ENDS = _listed(
    """aki ander berg bright cott dahl den elli enko feld gard gren hauser ic idze ini ira kins land lund man mont nik
    oglu ovic quist ra sen shaw ski son stad strom tic uyen vall wald well wright yan zek"""
)
ANIMAL_SYLLABLES = _listed(
    """ba bi bo do du fi fu ga ji ka ki ko la li lu ma mi mo na ni no pa pi po ra ri ru sa shi ta ti to va wi ya zu"""
)
TITLE_ADJECTIVES = _listed(
    """Amber Borrowed Broken Careful Crooked Distant Drowned Empty Final Forgotten Frozen Gentle Glass Golden Hidden
    Hollow Honest Iron Last Little Lonely Lost Midnight Northern Painted Paper Patient Quiet Red Restless Salted
    Second Silent Silver Sleeping Slow Stolen Sunken Thirteenth Unfinished Velvet Wandering Winter Wooden Yellow"""
)
TITLE_NOUNS = _listed(
    """Almanac Anchor Apprentice Beekeeper Bell Bridge Cartographer Chapel Clock Compass Daughter Engine Ferry Fox
    Garden
    Ghost Harbour Heron Island Keeper Lantern Ladder Letter Lighthouse Map Meadow Mirror Moon Orchard Organ Parade
    Pilot Queen Raven River Road Sailor Shore Station Stranger Street Summer Theatre Tide Tower Train Valley Visitor
    Voyage Window"""
)
