# SPDX-License-Identifier: MIT
"""Invented givers, offers and second jobs, from which a year of entries is drawn."""

GIVERS = (
    ("Ribblesea Systems Ltd", True), ("Ribblesea Holdings", True), ("Nettlebeck Catering", True),
    ("Amberwick Vehicles plc", True), ("Yarrow Hall Hotel", False), ("Aldshire Digital Forum", False),
    ("Friends of Umberdale Park", False), ("Teaselcroft Primary School", False),
    ("Kestrel Security Group", True), ("Norwold Rotary Society", False), ("A grateful resident", False),
    ("Consulate of Lindmark", False), ("Saffronbeck Brewery", False), ("Gorsemere Cricket Club", False),
)  # fmt: skip
OFFERS = (
    ("Box of chocolates", "gift", 800), ("Lunch after a meeting", "hospitality", 1800),
    ("Two tickets for a match", "hospitality", 6000), ("Fountain pen", "gift", 1500),
    ("Tea and biscuits", "hospitality", 200), ("Annual dinner", "hospitality", 7500),
    ("Framed drawing by pupils", "gift", None), ("Bottle of wine", "gift", 1200),
    ("Discount on a car", "discount", 90000), ("Flowers", "gift", 2000),
    ("Train fare to a conference", "travel", 8400), ("Book about the county", "gift", 2200),
    ("Calendar and diary", "gift", 400), ("Envelope with cash", "cash", 5000),
)  # fmt: skip
JOBS = (
    ("self_employed", "Teach dance to adults", "Steps of Aldshire", "paid", 4),
    ("employment", "Referee at weekends", "Aldshire Football League", "expenses", 5),
    ("self_employed", "Photograph weddings", "Own account", "paid", 6),
    ("property", "Let one flat", "Own account", "paid", 1),
    ("voluntary", "Crew of a lifeboat", "Ribblesea Lifeboat", "unpaid", 6),
    ("company", "Partner in a farm shop", "Heatherdale Farm Shop", "paid", 3),
    ("employment", "Lecture on forensics", "Aldshire College", "paid", 2),
    ("voluntary", "School governor", "Teaselcroft Primary School", "unpaid", 2),
    ("self_employed", "Repair bicycles", "Own account", "paid", 5),
    ("licence", "A relative's licence to sell alcohol", "Marble Arms", "paid", 0),
)  # fmt: skip
FIRM = ("company", "Share in a printing firm", "Marlock Print Works", "paid", 2)
"""The second job of a buyer, for the cross-checks to find: the firm is paid by the force."""
CONTACTS = (
    ("Aldshire Courier", "call", "Road safety in Umberdale", "on_record"),
    ("Radio Ribblesea", "meeting", "Knife bins in three towns", "on_record"),
    ("The Norwold Post", "message", "Recruitment of special constables", "on_record"),
    ("Aldshire Courier", "meeting", "Background on rural crime", "non_reportable"),
)
MEMBERSHIPS = (
    ("Regional Digital Policing Board", "portfolio", "Chair"),
    ("Gorsemere Cricket Club", "society", "Treasurer"),
    ("Institute of County Surveyors", "professional", "Fellow"),
    ("Lanternwick Lodge", "society", "Member"),
)
