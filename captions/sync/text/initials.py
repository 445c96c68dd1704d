"""Words in capitals: spelled letter by letter, read as a word, or only loud."""

import re
from collections.abc import Iterator


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_READ = _words_of(
    "ace aids ama art asmr bad bed big boy can captcha car covid cry cut dad day did die dog eat "
    "end era eye fat few fifa fix fomo fun gay get gif god got guy had has hot how ikea imax its "
    "job joy jpeg kid laser lay lego let lie lol lot mad man meme men met milf mom mum nasa nato "
    "new now odd off old one opec our out own pay pin potus put radar ram ran red rom run sad saw "
    "say scotus scuba sex she sim sit six sky son spam swat ten terf the tie top try two unesco "
    "unicef use via war was way wet who why win won yes yet yolo you zen zip"
)
# What people shout: in capitals these are words.
_SHOUTED = _words_of(
    "a am an and any are as at be but by do done ever every for from go good he her here him his i "
    "if in is it just like love me more most much must my need never no nope nor not of oh on or "
    "please really said so some stop sure than that them then there they this those to too up very "
    "wait want we well were what when where which will with wow yeah yep your"
)
_SPELLED = _words_of(
    "aclu adhd ai api bpd ceo ceos eu faq faqs ied iq imdb io lgbtqa lgbtqia id ocd ucla uae ui uk "
    "us usa ux"
)


def of_capitals(letters: str, ending: str) -> Iterator[str]:
    """Ways to say `letters` with an `s` or `'s` after them, or nothing."""
    lower = letters.lower()
    spelled = " ".join(lower) + ("'s" if ending else "")
    word = lower + ending.replace("'", "")
    has_vowel = re.search("[aeiouy]", lower) is not None
    is_spelled = lower in _SPELLED or not has_vowel or len(letters) == 3
    is_word = lower in _SHOUTED or lower in _READ
    yield from (spelled, word) if is_spelled and not is_word else (word, spelled)
