"""Words that say little. Measured in English: in a short question most small words help to tell it
from others, in a letter they hurt; so there are two lists. For other languages there is one, out
of a package, which also tells what language a text is in."""

from collections.abc import Collection

from episodes.once import once_a_process
from episodes.search.language.words import WORD, folded
from episodes.search.package_files import SMALL_WORDS, FileRefusedError

ENGLISH = "en"
_FEW = "a an and are as at be by for in is it of on or that the this to was with"
_MANY = """
    about above after again against all also always am any anything because been before being
    below between both but can cant could couldnt did didnt do does doesnt doing dont down during
    each even ever every everything feel few from further get gets getting go goes going got had
    hadnt has hasnt have havent having he hed hes her here hers herself him himself his how however
    i id if ill im into isnt its itself ive just know let like made make many maybe me more most
    much must my myself never no nor not nothing now off once one only other our ours out over own
    people really said same say says see she shed shes should shouldnt since so some something
    still such take tell than thats their theirs them themselves then there theres these they
    theyd theyre theyve thing things think those though through time told too two under until up
    upon us very want wants wanted wasnt way we well went were werent weve what when where which
    while who whom whose why will wont would wouldnt yet you youd your youre yours youve
"""
# What people write in a chat for a laugh or a sigh: known, and telling nothing.
_CHAT = """
    lol lmao rofl omg omfg wtf smh tbh imo imho btw fyi ngl ikr irl tmi afaik xoxo haha hahaha hmm
    ugh meh pls plz thx ty yep yup nope nah yeah yea duh welp oof aww hey hi hello
"""

CHAT = frozenset(_CHAT.split())
FEW = frozenset(_FEW.split())
MANY = FEW | frozenset(_MANY.split()) | CHAT


@once_a_process
def small_words(language: str) -> frozenset[str]:
    """language: a code of two letters. None are known for a language without a list."""
    if language == ENGLISH:
        return MANY
    try:
        text = SMALL_WORDS[language].read().decode() if language in SMALL_WORDS else ""
    except FileRefusedError:
        text = ""
    return frozenset(folded(match[0]) for match in WORD.finditer(text))


def language_of(words: Collection[str]) -> str:
    """By the small words, which every sentence has; words: folded. Empty where they do not tell:
    none is there, or as many are of one language as of another."""
    counts = {
        language: sum(word in small_words(language) for word in words)
        for language in (ENGLISH, *SMALL_WORDS)
    }
    most = max(counts.values())
    best = [language for language, count in counts.items() if count == most]
    return best[0] if most and len(best) == 1 else ""


def is_small(word: str, language: str = ENGLISH) -> bool:
    """Whether it says little in this language or in English, of which there is some everywhere."""
    return word in MANY or word in small_words(language[:2])
