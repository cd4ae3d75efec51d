# SPDX-License-Identifier: MIT
"""Counties, regions, cities and larger towns: a branch, or another body of the same kind, adds one to a name."""

from candour.linkage.rules.tokens import one_spelling
from candour.linkage.rules.vocabulary import COUNTRY_WORDS

SAID = """
scotland wales cymru ulster north south east west northern southern eastern western
avon bedfordshire beds berkshire berks buckinghamshire bucks cambridgeshire cambs cheshire cleveland clwyd cornwall
cumbria cumberland derbyshire devon dorset durham dyfed essex gloucestershire glos gwent gwynedd hampshire hants
herefordshire hertfordshire herts humberside huntingdonshire kent lancashire lancs leicestershire leics lincolnshire
lincs london merseyside middlesex midlands norfolk northamptonshire northants northumberland northumbria
nottinghamshire notts oxfordshire oxon powys rutland shropshire somerset staffordshire staffs suffolk surrey sussex
teesside tyneside warwickshire westmorland wiltshire wilts wirral worcestershire worcs yorkshire anglia mercia
lothian fife tayside grampian strathclyde highland borders galloway lanarkshire ayrshire renfrewshire
antrim armagh down fermanagh londonderry tyrone
aberdeen aldershot ashford aylesbury banbury barnsley barnet basildon basingstoke bath bedford belfast beverley
birkenhead birmingham blackburn blackpool bolton bournemouth bracknell bradford brent brentwood bridgend brighton
bristol bromley burnley bury camden canterbury cardiff carlisle chatham chelmsford cheltenham chester chesterfield
chichester colchester corby coventry crawley crewe croydon darlington dartford derby doncaster dover dudley dundee
dunfermline ealing eastbourne edinburgh enfield exeter falkirk folkestone gateshead gillingham glasgow gloucester
greenwich grimsby guildford hackney halifax haringey harlow harrogate harrow hartlepool hastings havering hereford
hillingdon hounslow huddersfield hull inverness ipswich islington kettering kidderminster lambeth lancaster leeds
leicester lewisham lichfield lincoln liverpool livingston loughborough lowestoft luton maidstone manchester mansfield
margate merton middlesbrough newcastle newham newport northampton norwich nottingham nuneaton oldham oxford paisley
perth peterborough plymouth poole portsmouth preston ramsgate reading redbridge redditch rochdale rotherham rugby
salford salisbury scarborough scunthorpe sheffield shrewsbury slough solihull southampton southend southport southwark
stafford stevenage stirling stockport stockton sunderland sutton swansea swindon tameside taunton telford torquay
trafford truro tunbridge wakefield wallasey walsall waltham wandsworth warrington warwick watford westminster weymouth
wigan winchester windsor woking wolverhampton worcester worthing wrexham yeovil york
"""
PLACES = (
    frozenset(map(one_spelling, SAID.split()))
    - COUNTRY_WORDS
    - {"down", "border", "bath", "sutton", "rugby", "reading"}
)
