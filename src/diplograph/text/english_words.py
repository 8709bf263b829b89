"""Words that tell English clauses apart: verbs of diplomatic prose, connectors, what looks like a verb."""

from __future__ import annotations

from diplograph.text.clause_parts import word_set

AUXILIARIES = word_set(
    "is are was were has have had does do did will would shall should can could may might must isn't",
    "wasn't weren't hasn't haven't hadn't doesn't didn't won't wouldn't can't couldn't",
)
NON_FINITE = word_set("to be been being having")
"""What a verb after it belongs to, though it is no verb of a clause itself."""

FINITE = word_set(
    "forgave became began came chose drew fell flew forbade forgot froze gave grew knew rose arose saw",
    "spoke sprang stood swore took undertook went withdrew woke wore wrote drove broke overthrew said",
    "shook threw ran overcame outgrew strove foresaw lay",
)
"""Past forms that cannot be participles."""

PAST = word_set(
    "used died held made met sent built rebuilt led left lost paid repaid brought bought found fought",
    "kept told won sought laid taught struck understood spent heard put bound dealt fled lent set",
)
"""Irregular forms that are past or participle."""

PRESENT = word_set(
    "recognises recognizes recognise recognize establishes maintains maintain becomes become appoints",
    "receives arrives meets says announces declares severs resumes remains remain begins includes include",
    "contains provides lies belongs belong comes goes gives takes makes pays holds sends sees knows keeps",
    "opens closes exists exist consists consist signs ratifies accedes concludes arranges agrees",
    "considers shows describes serves represents welcomes congratulates condemns elects confirms denies",
    "refuses insists adds explains continues continue depends covers stipulates employs confers resides",
    "enjoys regards seeks seek wants hopes intends retains governs administers occupies joins enters",
    "follows suggests suggest indicate indicates believes thinks finds writes reads show",
)
"""Present forms that are hardly ever nouns."""

NOT_PAST = word_set(
    "indeed hundred sacred naked wicked need seed feed breed speed deed weed exceed proceed succeed creed",
    "greed heed bleed reed steed embed unprecedented united unresolved unrecognised unrecognized unnamed",
    "unpublished unsigned unfounded undated unlimited uninhabited limited armed allied unified combined",
    "integrated advanced detailed renowned aged beloved learned interested distinguished esteemed mixed",
    "kindred hatred so-called",
)
"""Words in -ed that are hardly ever past forms."""

NOT_PARTICIPLES = word_set(
    "including according concerning regarding following pending king during morning evening sterling",
    "string thing nothing everything something anything spring wing notwithstanding excluding outstanding",
    "remaining existing corresponding neighbouring neighboring owing barring excepting considering",
    "touching respecting undertaking",
)
"""Words in -ing that are nouns, adjectives or prepositions."""

NOUNS_IN_ING = word_set(
    "meeting building ruling beginning leading standing governing opening closing signing hearing",
    "training shipping banking mining fishing trading founding acting dealing sitting",
)
"""Nouns that are participles where an object or a phrase follows."""

DETERMINERS = word_set(
    "the a an this these those his her its their our my your every some any no several many few most",
    "other another such",
)
PREPOSITIONS = word_set(
    "of in on at by to from with without for under between among within during upon through towards",
    "toward into about against across near via per over beyond despite off concerning regarding following",
    "amid",
)
ADVERBS = word_set(
    "also later then soon first again never thus thereby still already once twice ever even just only now",
    "therefore hence afterwards afterward subsequently there not so thereafter meanwhile instead too",
    "moreover furthermore nevertheless nonetheless back long since finally eventually duly",
)
NOT_ADVERBS = word_set("italy july assembly family embassy ally reply supply sicily rally early daily only")
INTRANSITIVE = word_set(
    "followed arrived returned died seceded remained acceded resigned lasted collapsed proceeded departed",
    "succeeded withdrew retired travelled traveled moved ceased continued failed agreed declined expired",
    "occurred existed belonged participated stayed passed left met",
)
"""Past forms of verbs without an object, which are hardly ever participles."""

MONTHS = word_set(
    "january february march april may june july august september october november december jan feb mar",
    "apr jun jul aug sep sept oct nov dec",
)
TIMES = word_set("year month day date week time there spring summer autumn winter later afterwards")

CONJUNCTIONS = word_set("and but or nor yet")
PAIRED = word_set("between both")
"""They have an «and» of their own."""

SUBORDINATORS = word_set(
    "when while whereas although though because if unless whenever whereby lest wherever whereupon",
)
"""They open a clause wherever a verb follows."""

LONG_SUBORDINATORS = word_set(
    "so+that in+order+that even+though even+if as+soon+as as+long+as provided+that except+that as+though",
    "as+if in+that by+which+time on+condition+that",
)
PREPOSITIONAL = word_set("after before since until till as once")
"""They open a clause or govern a noun."""

RELATIVES = word_set("who whom whose which where")
PARTITIVES = word_set("some many most all both one two three several each none half part")

OPENERS = (
    SUBORDINATORS
    | frozenset(phrase.partition(" ")[0] for phrase in LONG_SUBORDINATORS)
    | PREPOSITIONAL
    | RELATIVES
    | PARTITIVES
    | PREPOSITIONS
    | {"that", "whether"}
)
"""All that a connector starts with."""

SAYING = word_set(
    "inform said says say announced announces announce declared declares declare stated stating saying",
    "adding reported reports report claimed claims claim added adds noted notes denied denies deny",
    "confirmed confirms confirm insisted argued agreed agrees agree decided decides decide hoped hopes",
    "believed thought told informed informs assured announcing declaring stipulated stipulates provided",
    "provides requires required demanded proposed suggested suggests promised warned stressed emphasised",
    "emphasized recalled learned learnt learning knew found ensured ensure ensures explained explaining",
    "wrote replied answered asked complained feared alleged maintained reaffirmed affirmed pledged",
    "indicated indicating insists noting stressing affirming confirming denying claiming agreeing",
    "deciding hoping providing disclosed so such show shows showed",
)
"""After them «that» tells what is so."""

SAYING_NOUNS = word_set(
    "fact condition view understanding declaration announcement statement news assurance assurances",
    "belief hope decision proposal ground grounds rumour rumours notice idea possibility demand",
    "requirement request principle opinion aware certain clear likely possible true",
)
BARE_SAYING = word_set("said says")
"""After them a clause may follow without «that»."""
