# SPDX-License-Identifier: MIT
"""Bodies of public life that everybody calls by a short name, with the name that their accounts bear.

Letters alone cannot tell that two such names are one body; a person knows it. Each line holds names
of one body, never those of its group or of the company that trades for it. Initials that several
well-known bodies share are left out.
"""

from typing import NamedTuple

from candour.linkage.rules.tokens import informative, key, spelt, spoken

SAID = """
abi = association of british insurers
abpi = association of the british pharmaceutical industry
acas = advisory conciliation and arbitration service
aeltc = all england lawn tennis club = all england lawn tennis and croquet club
apcc = association of police and crime commissioners
aslef = associated society of locomotive engineers and firemen
ba = british airways
basc = british association for shooting and conservation
bbc = british broadcasting corporation
bfi = british film institute
bma = british medical association
boc = british oxygen company
bp = british petroleum
bpi = british phonographic industry = british recorded music industry
brc = british retail consortium
bsi = british standards institution
bt = british telecom = british telecommunications = bt group
bva = british veterinary association
bvca = british private equity and venture capital association
c4 = channel 4 television corporation = channel 4
camra = campaign for real ale
cbi = confederation of british industry
cima = chartered institute of management accountants
cipd = chartered institute of personnel and development
cipfa = chartered institute of public finance and accountancy
coop = cooperative = co operative
coop group = cooperative group = co operative group
cpre = campaign to protect rural england = countryside charity
cqc = care quality commission
csj = centre for social justice
cwu = communication workers union
defra = department for environment food and rural affairs
dfe = department for education
dfid = department for international development
dft = department for transport
dhsc = department of health and social care
dvla = driver and vehicle licensing agency
dvsa = driver and vehicle standards agency
dwp = department for work and pensions
ecb = england and wales cricket board
efl = english football league = football league
ehrc = equality and human rights commission
ey = ernst and young
fa = football association = fa group
fbu = fire brigades union
fca = financial conduct authority
fcdo = foreign commonwealth and development office
fsb = federation of small businesses
gchq = government communications headquarters
gmb = gmb union = general municipal boilermakers and allied trade union
gmc = general medical council
gmp = greater manchester police
gsk = glaxosmithkline
gwr = great western railway
hbf = home builders federation
hmcts = his majestys courts and tribunals service = her majestys courts and tribunals service
hmicfrs = his majestys inspectorate of constabulary and fire and rescue services
hmrc = hm revenue and customs = revenue and customs = her majestys revenue and customs = his majestys revenue and customs = h m revenue and customs
hs2 = high speed two = high speed 2
hsbc = hongkong and shanghai banking corporation
hse = health and safety executive
ibm = international business machines
icaew = institute of chartered accountants in england and wales
ico = information commissioners office
iea = institute of economic affairs
ifs = institute for fiscal studies
iod = institute of directors
iopc = independent office for police conduct
ippr = institute for public policy research
itn = independent television news
jcb = j c bamford excavators = jc bamford
jll = jones lang lasalle
lga = local government association
lner = london north eastern railway
london school of economics = london school of economics and political science
lta = lawn tennis association
m and s = marks and spencer
mcc = marylebone cricket club
met police = metropolitan police = metropolitan police service
mod = ministry of defence
moj = ministry of justice
naht = national association of head teachers
nao = national audit office
nasuwt = national association of schoolmasters union of women teachers
national theatre = royal national theatre
nca = national crime agency
ncvo = national council for voluntary organisations
neu = national education union
nfu = national farmers union
nfu mutual = national farmers union mutual = national farmers union mutual insurance society
nhbc = national house building council
nhsbsa = nhs business services authority
nhsbt = nhs blood and transplant
nmc = nursing and midwifery council
npcc = national police chiefs council
npower = rwe npower
nspcc = national society for the prevention of cruelty to children
ofcom = office of communications
ofgem = office of gas and electricity markets
ofsted = office for standards in education = office for standards in education childrens services and skills
ofwat = water services regulation authority
ons = office for national statistics
pfa = professional footballers association
pgmol = professional game match officials
premier league = fa premier league = football association premier league = english premier league
prs = prs for music = performing right society
psni = police service of northern ireland
pwc = pricewaterhousecoopers = price waterhouse coopers
racgp = royal college of general practitioners
raf = royal air force
raf benevolent fund = royal air force benevolent fund = rafbf
rbl = royal british legion = british legion
rbs = royal bank of scotland
rcn = royal college of nursing
rfl = rugby football league
rfu = rugby football union = england rugby
rhs = royal horticultural society
riba = royal institute of british architects
rics = royal institution of chartered surveyors
rmt = national union of rail maritime and transport workers
rnib = royal national institute of blind people = royal national institute for the blind
rnid = royal national institute for deaf people
rnli = royal national lifeboat institution
royal albert hall = royal albert hall of arts and sciences = corporation of the hall of arts and sciences
royal opera house = royal opera house covent garden = royal opera house covent garden foundation
royal society of arts = royal society for the encouragement of arts manufactures and commerce
rsa group = royal and sun alliance = royal sun alliance
rspb = royal society for the protection of birds
rspca = royal society for the prevention of cruelty to animals
rtpi = royal town planning institute
rusi = royal united services institute
sky = bskyb = sky uk
smmt = society of motor manufacturers and traders
solt = society of london theatre
spfl = scottish professional football league
sru = scottish rugby union
ssafa = soldiers sailors airmen and families association
sse = scottish and southern energy
tcs = tata consultancy services
tfl = transport for london
tssa = transport salaried staffs association
tuc = trades union congress
tvp = thames valley police
ucl = university college london
uefa = union of european football associations
ukhsa = uk health security agency
unicef uk = united kingdom committee for unicef
unison = unison the public service union
unite = unite the union
usdaw = union of shop distributive and allied workers
wru = welsh rugby union
wwf = world wide fund for nature = wwf uk
"""


class Known(NamedTuple):
    """The fullest name of a body that is known by others too."""

    text: str
    key: str


def _every() -> dict[str, Known]:
    found: dict[str, Known] = {}
    for line in SAID.strip().splitlines():
        names = {_key(name): name for name in line.split(" = ")}
        fullest = max(names, key=len)
        found.update(dict.fromkeys(names, Known(names[fullest], fullest)))
    return found


def _key(name: str) -> str:
    return key(informative(spelt(spoken(name)))[0])


KNOWN = _every()
"""Each name's key, and the fullest name of its body."""
INITIALS = 2
"""Letters of a short name that may be anybody's where "Ltd" follows."""


def fullest_name(name: str, form: str) -> str:
    """The name that a body's accounts bear, where it is known by another; else nothing.

    >>> fullest_name("ba", ""), fullest_name("ba", "limited")
    ('british airways', '')
    """
    known = KNOWN.get(name)
    if known is None or known.key == name or (form == "limited" and len(name) <= INITIALS):
        return ""
    return known.text
