"""What is written short and said long, in English; and the words that name a sound."""

import re

# As written in lower case, with its full stop where it has one; the first way is the usual one.
SPOKEN_FORMS = {
    "mr.": "mister", "mr": "mister", "mrs.": "missus", "mrs": "missus", "ms.": "miss",
    "ms": "miss", "prof.": "professor", "rev.": "reverend", "gov.": "governor",
    "sen.": "senator", "rep.": "representative", "gen.": "general", "lt.": "lieutenant",
    "col.": "colonel", "sgt.": "sergeant", "capt.": "captain", "jr.": "junior", "jr": "junior",
    "sr.": "senior", "sr": "senior", "mt.": "mount", "ft.": "fort", "vs.": "versus",
    "vs": "versus", "v.": "versus", "etc.": "et cetera", "etc": "et cetera",
    "e.g.": "for example|e g", "eg.": "for example|e g", "i.e.": "that is|i e", "cf.": "compare",
    "approx.": "approximately", "dept.": "department", "inc.": "inc|incorporated",
    "ltd.": "limited", "corp.": "corporation", "co.": "company", "est.": "established",
    "apt.": "apartment", "ave.": "avenue", "blvd.": "boulevard", "rd.": "road",
    "vol.": "volume", "p.s.": "p s", "ps": "p s", "w/": "with", "w/o": "without",
    "b/c": "because", "&": "and", "@": "at", "+": "plus", "=": "equals", "%": "percent",
    "#": "number", "°": "degrees", "§": "section", "×": "times", "÷": "divided by",
    "<3": "heart", "ok": "okay", "ok.": "okay", "o.k.": "okay", "k": "okay|k", "tv": "t v",
    "tvs": "t vs", "dj": "d j", "dvd": "d v d", "diy": "d i y", "aka": "a k a|also known as",
    "a.k.a.": "a k a|also known as", "asap": "a s a p|as soon as possible", "mins.": "minutes",
    "hrs.": "hours", "secs.": "seconds", "yrs.": "years", "jan.": "january", "feb.": "february",
    "mar.": "march", "apr.": "april", "aug.": "august", "sept.": "september",
    "sep.": "september", "oct.": "october", "nov.": "november", "dec.": "december",
    "mon.": "monday", "tue.": "tuesday", "tues.": "tuesday", "wed.": "wednesday",
    "thu.": "thursday", "thurs.": "thursday", "fri.": "friday", "phd": "p h d", "ph.d.": "p h d",
    "ph.d": "p h d", "s/he": "she or he|he or she", "n/a": "n a", "24/7": "twenty four seven",
    "lgbtq+": "l g b t q plus|l g b t q", "lgbt+": "l g b t plus|l g b t",
    "lgbtqia+": "l g b t q i a plus|l g b t q i a", "wi-fi": "wi fi", "rock'n'roll": "rock n roll",
    "mm-hmm": "mm hmm", "uh-huh": "uh huh", "c'mon": "c'mon",
    "f**k": "fuck", "f***": "fuck", "f*ck": "fuck", "f***ing": "fucking", "f**king": "fucking",
    "f*cking": "fucking", "sh*t": "shit", "sh**": "shit", "s***": "shit", "b*tch": "bitch",
    "b****": "bitch", "a**": "ass", "a**hole": "asshole", "d*ck": "dick", "c*ck": "cock",
    "p*ssy": "pussy", "c*nt": "cunt", "cr*p": "crap",
}  # fmt: skip

_STEMS = (
    "applau|audience|audio|bang|bark|beat|beep|bell|bleep|breath|breathes|breathing|buzz|chatter|"
    "cheer|chime|chuckle|clap|clatter|click|cough|crackle|crash|cries|crosstalk|cry|ding|door|drum|"
    "exhale|footstep|gasp|giggle|groan|growl|grunt|gulp|hiss|horn|hum|inhale|jingle|knock|laugh|"
    "laughter|moan|mumble|music|mutter|noise|pause|phone|piano|pop|ring|rustle|scoff|scream|shout|"
    "shriek|sigh|silence|sing|siren|slam|sniff|sniffle|snore|snort|sob|song|sound|squeal|thud|"
    "thump|whimper|whisper|whistle|yawn|yell"
)
_SOUND = re.compile(
    rf"(?:{_STEMS})(?:s|es|se|ing|ning|ed)?|(?:{_STEMS})(?<=e)d|"
    r"(?:appla|brea|chuckl|crackl|giggl|exhal|inhal|mumbl|rustl|snor|sniffl|whistl|chim|jingl)"
    r"(?:use|uding|thing|ing)|inaudible|indistinct|unintelligible|instrumental|intro|outro|theme|"
    r"overlapping|overlap|silent|speaking|static|throat|tsk|vocalizing|vocnoise|voice|redacted",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_SOUND = 6
_PERSONS = ("i", "i'm", "we", "they", "you", "that", "it", "it's", "not", "no", "so", "and", "but")


def names_a_sound(inside: str) -> bool:
    """Of what stands in (brackets) or *stars*, where people also put what they say."""
    words = re.findall(r"[\w'’]+", inside.lower())
    if not words or len(words) > _MOST_WORDS_OF_A_SOUND or words[0] in _PERSONS:
        return False
    return any(_SOUND.fullmatch(word) for word in (words[0], words[-1]))
