# SPDX-License-Identifier: MIT
"""Words that names are made of: legal forms, abbreviations, kinds of body, parts of a group.

Every set holds words as `tokens` writes them: lower case, without accents, singular.
"""

LEGAL_FORMS = {
    "ltd": "limited", "limited": "limited", "ltda": "limited", "lrd": "limited", "limted": "limited",
    "limitd": "limited", "cyf": "limited", "cyfyngedig": "limited", "pvt": "limited",
    "pte": "limited", "pty": "limited", "plc": "plc", "ccc": "plc", "llp": "partnership",
    "lp": "partnership", "cic": "community", "cio": "charity", "scio": "charity", "inc": "foreign",
    "incorporated": "foreign", "llc": "foreign", "gmbh": "foreign", "bv": "foreign",
    "nv": "foreign", "ag": "foreign", "sarl": "foreign", "srl": "foreign",
    "oy": "foreign", "aps": "foreign", "nhstrust": "hospital", "nhsft": "hospital", "nhst": "hospital",
}  # fmt: skip
"""Legal forms, with the family that each belongs to."""

LONG_FORMS = (
    ("community interest company", "cic"),
    ("public limited company", "plc"),
    ("limited liability partnership", "llp"),
    ("limited liability company", "llc"),
    ("charitable incorporated organisation", "cio"),
    ("nhs foundation trust", "nhstrust"),
    ("nhs trust", "nhstrust"),
    ("nhs ft", "nhstrust"),
)

TRAILING_FORMS = frozenset({"company", "co", "corporation", "corp"})
"""Words that say no more than a legal form does where they end a name."""

STOP_WORDS = frozenset(
    {"the", "of", "and", "for", "in", "at", "on", "a", "an", "to", "by", "with", "y", "i"}
)

SAY_NOTHING = STOP_WORDS | TRAILING_FORMS
"""A name of these alone is no name: two of them are not one body."""

SAME_WORD = {
    "svc": "service", "svcs": "service", "serv": "service", "servs": "service", "srvs": "service",
    "srv": "service", "intl": "international", "int": "international", "internat": "international",
    "mgmt": "management", "mgt": "management", "mngt": "management", "mgnt": "management",
    "mangement": "management", "managment": "management", "uni": "university", "univ": "university",
    "assoc": "association", "assocs": "associate", "assn": "association", "ass": "association",
    "assocation": "association", "dept": "department", "govt": "government", "gov": "government",
    "natl": "national", "nat": "national", "tech": "technology", "technol": "technology",
    "eng": "engineering", "engr": "engineering", "engrs": "engineer", "constr": "construction",
    "const": "construction", "dev": "development", "devt": "development", "devs": "development",
    "dist": "distribution", "ent": "enterprise", "enviroment": "environment",
    "env": "environmental", "grp": "group", "hldg": "holding", "hldgs": "holding",
    "hosp": "hospital", "inst": "institute", "ind": "industry", "inds": "industry",
    "industrie": "industry", "lab": "laboratory", "labs": "laboratory", "maint": "maintenance",
    "mfg": "manufacturing", "mfr": "manufacturer", "mktg": "marketing", "prop": "property",
    "props": "property", "propertie": "property", "prods": "product", "prod": "product",
    "rest": "restaurant", "soln": "solution", "solns": "solution", "soc": "society", "sch": "school",
    "supp": "supply", "supplie": "supply", "sys": "system", "trans": "transport", "bros": "brother",
    "cent": "centre", "center": "centre", "ctr": "centre", "cntr": "centre", "comm": "community",
    "comms": "communication", "cons": "consulting", "conslt": "consulting", "consult": "consulting", "edu": "education",
    "educ": "education", "elec": "electrical", "fin": "financial", "fndn": "foundation",
    "fdn": "foundation", "found": "foundation", "hq": "headquarter", "hlth": "health",
    "healthcare": "healthcare", "invs": "investment", "inv": "investment", "lic": "licensing",
    "mbc": "council", "mdc": "council", "gb": "uk", "dir": "director", "dirs": "director",
    "berks": "berkshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire", "glos": "gloucestershire",
    "hants": "hampshire", "herts": "hertfordshire", "lancs": "lancashire", "leics": "leicestershire",
    "lincs": "lincolnshire", "northants": "northamptonshire", "notts": "nottinghamshire", "oxon": "oxfordshire",
    "staffs": "staffordshire", "wilts": "wiltshire", "worcs": "worcestershire", "yorks": "yorkshire",
    "abertawe": "swansea", "caerdydd": "cardiff", "coleg": "college", "cyngor": "council", "cymru": "wale",
    "gogledd": "north", "gwasanaeth": "service", "gwasanaethau": "service", "heddlu": "police", "iechyd": "health",
    "prifysgol": "university", "ysgol": "school", "mcr": "manchester", "nth": "north", "sth": "south", "rd": "road", "saint": "st", "sts": "st",
    "theater": "theatre", "organization": "organisation", "org": "organisation", "tv": "television",
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "technologie": "technology", "companie": "company",
    "entertainments": "entertainment", "enterprize": "enterprise", "recr": "recruitment",
    "rec": "recruitment", "acad": "academy", "acct": "accountant", "accts": "accountant",
    "pharm": "pharmacy", "phcy": "pharmacy", "catg": "catering", "agcy": "agency",
    "utd": "united", "bldg": "building", "bldgs": "building", "bldrs": "builder",
    "contr": "contractor", "contrs": "contractor", "corp": "corporation", "co": "company",
    "equip": "equipment", "gen": "general", "gp": "group", "info": "information",
    "instr": "instrument", "logs": "logistic", "log": "logistic", "mech": "mechanical",
    "med": "medical", "mtce": "maintenance", "pub": "public", "rlwy": "railway", "sec": "security",
    "secur": "security", "spec": "specialist", "std": "standard", "telecom": "telecommunication",
    "telecoms": "telecommunication", "trng": "training", "veh": "vehicle", "whsle": "wholesale",
}  # fmt: skip
"""Abbreviations, plain misspellings and spellings of other countries, with the word they stand for."""

SAME_PHRASE = (
    ("football club", "fc"),
    ("united kingdom", "uk"),
    ("great britain", "uk"),
    ("police and crime commissioner", "pcc"),
    ("metropolitan borough council", "council"),
    ("metropolitan district council", "council"),
    ("borough council", "council"),
    ("district council", "council"),
    ("national health service", "nhs"),
    ("h m", "hm"),
)

MEANT_BESIDE = (
    ("cc", "county council"),
    ("cc", "cricket club"),
    ("dc", "council"),
    ("bc", "council"),
    ("lb", "london borough"),
    ("rb", "royal borough"),
)
"""Letters that mean a phrase where the other name holds it, and else nothing certain."""
OFFICE_WORDS = frozenset({"head", "office", "branch", "account"})
"""Words that say where in a body something goes, and nothing about which body."""
COUNTRY_WORDS = frozenset(
    {
        "uk",
        "gb",
        "british",
        "britain",
        "england",
        "ireland",
        "europe",
        "european",
        "global",
        "international",
        "worldwide",
    }
)
"""Words that a body adds to or leaves from its own name without becoming another."""

OWNER_WORDS = frozenset({
    "group", "holding", "holdco", "bidco", "topco", "midco", "finco", "propco", "opco", "acquisition", "investment", "nominee", "venture",
    "property", "estate", "pension", "trustee", "ip", "ii", "iii", "iv", "gp",
})  # fmt: skip
"""Words that only another company of the same owner adds."""
PREMISES = frozenset(
    {"surgery", "practice", "centre", "clinic", "pharmacy", "school", "hospice", "nursery", "house"}
)
"""Words that name where somebody works; a company that is called after the place is another body."""
BUSINESS_WORDS = frozenset({
    "service", "solution", "system", "store", "supermarket", "airport", "utilitie", "product", "industry", "technology",
    "platform", "network", "communication", "circuit", "energy",
})  # fmt: skip
"""Words that the company behind a brand adds to it, and that say no other trade than the brand's."""
ARM_WORDS = frozenset(
    {
        "championship",
        "enterprise",
        "trading",
        "commercial",
        "operation",
        "production",
        "promotion",
        "racecourse",
        "room",
        "lottery",
        "shop",
    }
)
"""Words that a club or a charity adds for the company that trades for it."""
CHARITY_WORDS = frozenset({"trust", "foundation", "charity", "charitable", "community"})
CLUB_WORDS = frozenset(
    {"fc", "afc", "rfc", "cc", "club", "united", "city", "town", "rover", "racecourse"}
)
ONLY_CLUBS = frozenset(
    {"united", "rover", "albion", "wanderer", "hotspur", "athletic", "wednesday", "villa"}
)
"""Words that a football club alone has in its name beside a place."""
GOVERNING_WORDS = frozenset({
    "pcc", "opcc", "mopac", "commissioner", "authority", "council", "constabulary",
    "police", "office", "ministry", "department", "government", "parliament",
    "county", "chief", "mayor", "crime", "and",
})  # fmt: skip
KINDS_OF_BODY = frozenset({
    "council", "university", "college", "school", "academy", "hospital", "church",
    "trust", "foundation", "federation", "union", "association", "society", "club", "fc", "afc",
    "rfc", "cc", "institute", "theatre", "festival", "bank", "insurance", "police",
    "constabulary", "charity", "party", "museum", "library", "embassy", "ministry", "department",
    "nursery", "hotel", "parish", "rugby", "cricket", "football", "primary", "infant", "junior",
    "authority", "commission", "committee", "forum", "network", "partnership", "housing",
})  # fmt: skip
"""Words that say what sort of body it is; two that differ speak for two bodies."""

EVENT_WORDS = frozenset({
    "dinner", "lunch", "luncheon", "breakfast", "reception", "award", "ceremony", "conference",
    "summit", "event", "ticket", "box", "match", "hospitality", "race", "gala", "ball", "party",
    "concert", "festival", "show", "exhibition", "stadium", "arena", "final", "tournament", "meeting",
    "briefing", "game", "airshow", "visit", "annual", "guest",
})  # fmt: skip
FINANCIER_WORDS = frozenset(
    {
        "bank",
        "finance",
        "factor",
        "factoring",
        "invoice",
        "funding",
        "commercial",
        "credit",
        "capital",
        "leasing",
        "trustee",
    }
)
DEALER_WORDS = frozenset({
    "motor", "car", "garage", "dealer", "dealership", "tractor", "truck", "van", "vehicle", "centre",
    "sale", "retail", "store", "franchise", "autos", "motorcycle", "main", "agent", "express",
})  # fmt: skip

MASK_WORDS = frozenset({
    "redacted", "redaction", "withheld", "anonymised", "anonymized", "anonymous", "undisclosed",
    "suppressed",
})  # fmt: skip
"""One of these anywhere hides the name."""

MASKED = frozenset({
    "personal", "data", "information", "person", "third", "party", "payment", "payee", "individual",
    "private", "name", "confidential", "sensitive", "protected", "protection", "staff", "expense",
    "member", "public", "various", "sundry", "supplier", "vendor", "creditor", "unknown", "none",
    "na", "nil", "return", "test", "tbc", "cheque", "refund", "client", "customer", "employee", "foster",
    "carer", "claimant", "tenant", "misc", "miscellaneous", "other", "not", "applicable", "stated",
    "known", "given", "provided", "details", "detail", "no", "n", "a", "under", "act", "gdpr", "foi", "ref", "id",
    "multiple", "cash", "petty", "one", "off", "time", "individuals", "redact", "s40", "section", "dpa",
})  # fmt: skip
"""A name made of nothing but these and figures is a mask, or no name at all."""
MASK_NEEDS = MASKED - {
    "data", "information", "payment", "public", "protection", "test", "client", "customer", "time",
    "off", "one", "id", "act", "cash", "foster", "carer", "party", "name", "no", "a", "n", "under",
    "member", "supplier", "return", "expense", "staff", "third", "private", "ref", "section", "multiple", "tenant", "employee", "other", "known",
}  # fmt: skip
"""At least one of these, or two of any, makes it a mask: "Data Ltd" is a firm."""

HONORIFICS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "lord",
        "lady",
        "dame",
        "prof",
        "professor",
        "rev",
        "reverend",
        "baroness",
        "baron",
        "mx",
        "cllr",
        "councillor",
        "hon",
    }
)
FIRST_NAMES = frozenset({
    "adam", "adrian", "aisha", "alan", "alastair", "alex", "alexander", "alexandra", "ali", "alice", "alison",
    "amanda", "amy", "andrea", "andrew", "angela", "ann", "anna", "anne", "anthony", "barbara", "barry", "ben",
    "benjamin", "bernard", "brian", "bruce", "carl", "carol", "caroline", "catherine", "charles", "charlie",
    "charlotte", "chloe", "chris", "christine", "christopher", "claire", "clare", "clive", "colin", "craig",
    "daniel", "darren", "dave", "david", "dawn", "dean", "deborah", "denise", "dennis", "derek", "diana",
    "diane", "dominic", "donald", "donna", "dorothy", "duncan", "edward", "elaine", "eleanor", "elizabeth",
    "ellen", "emily", "emma", "eric", "fatima", "fiona", "frances", "francis", "frank", "gareth", "gary",
    "gavin", "geoffrey", "george", "gerald", "gillian", "glen", "gordon", "graham", "grant", "greg", "gregory",
    "hannah", "harry", "heather", "helen", "henry", "hugh", "ian", "imran", "irene", "isabel", "jack", "jackie",
    "jacqueline", "james", "jamie", "jane", "janet", "janice", "jason", "jean", "jennifer", "jeremy", "jessica",
    "jill", "jim", "joan", "joanna", "joanne", "joe", "john", "jonathan", "joseph", "joyce", "judith", "julia",
    "julian", "julie", "karen", "kate", "katherine", "kathleen", "katie", "keith", "kelly", "kenneth", "kerry",
    "kevin", "kim", "laura", "lauren", "lawrence", "lee", "leo", "leslie", "lewis", "linda", "lisa", "louise",
    "lucy", "luke", "lynn", "malcolm", "margaret", "maria", "marie", "marion", "mark", "martin", "mary",
    "matthew", "maureen", "maurice", "megan", "melanie", "michael", "michelle", "mike", "mohammad", "mohammed",
    "muhammad", "natalie", "nathan", "neil", "nicholas", "nick", "nicola", "nigel", "nina", "norman", "oliver",
    "olivia", "pamela", "pat", "patricia", "patrick", "paul", "paula", "pauline", "peter", "philip", "phillip",
    "rachel", "ralph", "raymond", "rebecca", "richard", "rita", "robert", "robin", "roger", "ronald",
    "rosemary", "roy", "russell", "ruth", "ryan", "sally", "sam", "samantha", "samuel", "sandra", "sara",
    "sarah", "scott", "sean", "sharon", "sheila", "shirley", "simon", "sophie", "stephanie", "stephen", "steve",
    "steven", "stewart", "stuart", "susan", "suzanne", "sylvia", "terence", "teresa", "terry", "theresa",
    "thomas", "tim", "timothy", "tina", "toby", "tom", "tony", "tracey", "tracy", "trevor", "valerie",
    "vanessa", "veronica", "victor", "victoria", "vincent", "vivien", "walter", "wayne", "wendy", "william",
    "yvonne", "zoe",
})  # fmt: skip
NOT_SURNAMES = frozenset({
    "accountant", "accounting", "architect", "art", "associate", "bar", "book", "brother", "builder",
    "building", "cafe", "capital", "car", "care", "carpentry", "catering", "centre", "charity", "church",
    "cleaning", "clinic", "club", "college", "company", "construction", "consulting", "decorating", "decorator",
    "dental", "design", "digital", "education", "electrical", "engineering", "enterprise", "estate", "event",
    "farm", "festival", "film", "finance", "financial", "flower", "food", "foundation", "furniture", "garage",
    "garden", "gardening", "global", "group", "haulage", "health", "holding", "home", "hospital", "hotel",
    "house", "hr", "institute", "insurance", "interior", "international", "investment", "joinery", "kitchen",
    "landscape", "landscaping", "law", "legal", "letting", "lewi", "limited", "management", "media", "medical",
    "memorial", "motor", "music", "nursery", "optician", "park", "partner", "partnership", "payment",
    "pharmacy", "photography", "plumbing", "press", "printer", "printing", "product", "property", "publishing",
    "recruitment", "research", "restaurant", "retail", "road", "roofing", "school", "security", "service",
    "shop", "society", "software", "solicitor", "solution", "son", "sport", "store", "stores", "street",
    "studio", "supply", "system", "technology", "theatre", "trading", "training", "transport", "travel", "tree",
    "trust", "uk", "wyman",
})  # fmt: skip
"""Words that end the name of a firm or a place, never of a person."""
