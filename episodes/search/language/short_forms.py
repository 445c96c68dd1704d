"""Short forms that people write in letters, and what they stand for. Pure."""

from episodes.search.language.words import WORD, folded

_TABLE = """
bf boyfriend | bfs boyfriends | gf girlfriend | gfs girlfriends | bff best friend
hubby husband | hubs husband | hubbys husbands | wifey wife | fiancee fiance | dh husband
mil mother in law | fil father in law | sil sister in law | bil brother in law | dil daughter in law
inlaws in laws | mum mom | mums moms | mam mom | mommy mom | mummy mom | sis sister | bro brother
gran grandmother | granny grandmother | grandma grandmother | nana grandmother
grandpa grandfather | kiddo child | kiddos children | bestie best friend | fam family
ldr long distance relationship | ldrs long distance relationships | fwb friends with benefits
ons one night stand | pda public affection | stbx soon to be ex | dtr define the relationship
bday birthday | vday valentines day | hs high school | uni university | prof professor
fb facebook | insta instagram | ig instagram | dm direct message | dms direct messages
txt text | txts texts | txting texting | msg message | msgs messages | pic picture | pics pictures
convo conversation | convos conversations | acc account | acct account | pw password
appt appointment | mins minutes | hrs hours | yrs years | yr year | yo years old
ppl people | u you | ur your | urs yours | bc because | cuz because | coz because | cos because
thru through | tho though | luv love | rn right now | asap as soon as possible
gonna going to | wanna want to | gotta have to | kinda kind of | sorta sort of | lemme let me
shud should | shoulda should have | cud could | coulda could have | wud would | woulda would have
wuz was | gud good | dat that | dis this | wat what | wut what | iz is | dnt do not | wen when
b4 before | gr8 great | 2nite tonight | 2day today | tmrw tomorrow | tmr tomorrow | rlly really
srsly seriously | sum1 someone | some1 someone | any1 anyone | bcoz because | becuz because
frnd friend | frnds friends | hav have | tryna trying to | finna going to | imma i am going to
dunno do not know | idk i do not know | prolly probably | def definitely | obvs obviously
enby nonbinary | nb nonbinary | poly polyamorous | polyam polyamorous | mono monogamous
bi bisexual | trans transgender | ace asexual | std sexually transmitted disease
sti sexually transmitted infection | stds sexually transmitted diseases
preg pregnant | preggo pregnant | meds medication | psych psychiatrist
ocd obsessive compulsive disorder | ptsd post traumatic stress disorder
"""
_STANDS_FOR = dict(
    pair.strip().split(" ", 1) for line in _TABLE.strip().splitlines() for pair in line.split("|")
)
# Written small it is another word, and in a text of capitals nobody knows.
_IN_CAPITALS = {"SO": "significant other", "SOs": "significant others"}


def stands_for(word: str, text: str) -> str | None:
    """word: as written in the text."""
    if word in _IN_CAPITALS and not text.isupper():
        return _IN_CAPITALS[word]
    return _STANDS_FOR.get(folded(word))


def spelt_out(text: str) -> str:
    """The text with its short forms spelt out."""
    return WORD.sub(lambda match: stands_for(match[0], text) or match[0], text)
