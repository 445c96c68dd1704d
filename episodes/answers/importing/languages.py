"""In which language a text is written, as far as the rules know its words; of what they don't know,
they are unsure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from episodes.answers.importing.blocks import BlockKind, Decision, Line, Shape
from episodes.messages import Message

# Words that nearly every sentence has one of, and the other two languages do not.
_SMALL_WORDS = {
    "en": frozenset(re.findall(r"\w+", "the and of to you it is that in for with have not are")),
    "es": frozenset(re.findall(r"\w+", "el los las una y que en por con del lo te tu no es se")),
    "fr": frozenset(
        re.findall(r"\w+", "les et une des du vous est dans pour pas qui sur ce au je")
    ),
}
_FEWEST = 0.08  # of all words; in prose of the three it is 0.2 and more, elsewhere below 0.03
_READS_VERBS = "en"  # the words for things to do are English ones
_TOP = 3  # decisions among which a note or a second title stands
_LAST = 3  # among which a list of things to read stands
_WORD = re.compile(r"[^\W\d_]+")
_LISTS = (BlockKind.LIST, BlockKind.CHECKLIST)
_UNKNOWN = Message("The text is in a language whose words are not known here.")


def language_of(lines: Sequence[Line]) -> str:
    """Empty where it is none of the three."""
    words = [word.lower() for line in lines for word in _WORD.findall(line.words)]
    shares = {
        language: sum(word in small for word in words) / max(1, len(words))
        for language, small in _SMALL_WORDS.items()
    }
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= _FEWEST else ""


def less_certain(decisions: Sequence[Decision], language: str) -> tuple[Decision, ...]:
    """What was decided by words is asked where the words are foreign."""
    if language == _READS_VERBS:
        return tuple(decisions)
    return tuple(
        _unsure_decision(decision)
        if _is_by_words(decision, place, len(decisions), language)
        else decision
        for place, decision in enumerate(decisions)
    )


def _is_by_words(decision: Decision, place: int, count: int, language: str) -> bool:
    if decision.kind in _LISTS:
        is_told = any(line.ticked is not None or line.is_under for line in decision.lines)
        is_asked = all(line.words.rstrip("»”) ").endswith(("?", "؟")) for line in decision.lines)
        return not is_told and not is_asked
    if language:
        return False
    is_top = place < _TOP and decision.kind is BlockKind.PARAGRAPH
    is_last = place >= count - _LAST
    return is_top or is_last or decision.kind in (BlockKind.RESOURCE, BlockKind.LEFT_OVER)


def _unsure_decision(decision: Decision) -> Decision:
    is_shape = decision.lines[0].shape is Shape.OUTSIDE
    if is_shape or decision.confidence < 0.65:
        return decision
    return replace(decision, reason=_UNKNOWN, confidence=0.65)
