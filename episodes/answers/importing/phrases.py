"""The words by which people announce things, gathered in one place. English first; Spanish where a
show writes in it."""

import re

_NUMBERS = (
    r"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|[ivx]{1,4}"
    r"|uno|dos|tres|cuatro|cinco|primera?|segunda?|tercera?"
)
NAMED_PART = re.compile(
    rf"(?:part|step|chapter|section|stage|phase|rule|tip|lesson|act|round|level|day|week|parte|paso)"
    rf"\s+(?:{_NUMBERS})\b\s*(?:[:.)–—-]|$)",
    re.IGNORECASE,
)
SIGNATURE_PART = re.compile(r"is it you\b|¿?eres tú\b", re.IGNORECASE)
CLOSING_PART = re.compile(
    r"resources?|is it you|conclusion|in closing|(?:a |one )?last words?|before you go|finally"
    r"|p\.?s\.?|the short version|tl;?dr|in short|to sum up|wrapping up|some last|recursos",
    re.IGNORECASE,
)
CHECKLIST = re.compile(
    r"\bcheck-?\s?list|\btick\b|\bbefore (?:you|we|they|the)\b|\bto-?dos?\b|\bhomework\b"
    r"|\bask (?:yoursel|them|him|her|your|each|one another)|\bquestions? (?:to|for|you)\b"
    r"|\bmake sure\b|\bpack\b|\bhave (?:these|this|a list|ready)\b|\bto have (?:ready|with you|at hand)\b|\bthings to (?:do|try|ask|bring|settle|agree|check)\b"
    r"|\bwhat to (?:do|try|ask|bring|pack|agree|settle)\b|\bto ask (?:them|him|her|each|first)\b"
    r"|\b(?:has|have|needs?|must) (?:to )?be (?:settled|agreed|done|decided|ready)\b"
    r"|\bhave you (?:thought|asked|talked|agreed|checked|settled|got)\b"
    r"|\blista de|\bantes de\b|\bpregúnta",
    re.IGNORECASE,
)
MAYBE_CHECKLIST = re.compile(
    r"\b(?:bring|need|take|get|ready|with you|at hand|have|prepare|remember|try|do|decide|agree)\b.*:$"
    r"|\b(?:shopping|packing|wish) list\b",
    re.IGNORECASE | re.DOTALL,
)
NOT_TO_DO = re.compile(r"\bnot\b|n’t\b|\bnever\b|\bavoid\b|\bmistakes?\b", re.IGNORECASE)
RESOURCES = re.compile(
    r"\bresources?\b|\bfurther (?:reading|viewing|watching|listening)\b|\bget help\b|\bhelp ?lines?\b"
    r"|\b(?:things|stuff|more|what|films|books|something) to (?:watch|read|see|hear|listen)\b"
    r"|\b(?:watch|read|reading|listen|viewing)\b|\bbooks?\b|\bfilms?\b|\bmovies?\b|\bpodcasts?\b"
    r"|\bvideos?\b|\barticles?\b|\blinks?\b|\bwhere to (?:get|find|buy|go|turn|learn|call)\b"
    r"|\bwho to (?:call|ask)\b|\bshops?\b|\bclass(?:es)?\b|\brecommend|\brecs?\b|\breferences\b|\bsources\b|\bsee also\b"
    r"|\bmore (?:on|about) (?:this|it|all)\b|\breading list\b|\brecursos\b|\bpara (?:leer|ver)\b|\bpour aller plus loin\b|\bà (?:lire|voir)\b"
    r"|\bthings that help(?:ed)?\b|\bon (?:the|my) shel(?:f|ves)\b|\b(?:stuff|things|books|films) (?:I|we)(?:’ve)? (?:mention|love|like|use)"
    r"|\bfavou?rites?\b|\bbibliography\b|\bif you (?:liked|enjoyed) (?:this|it)\b|\byou (?:might|may) (?:also )?(?:like|enjoy)\b"
    r"|\bworth (?:your|the) (?:time|while)\b"
    r"|\bif you (?:want|need) (?:more|help|to talk)\b|\bgo deeper\b|\blearn more\b",
    re.IGNORECASE,
)
KIND_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        (
            "helpline",
            r"\bhelp ?lines?\b|\bhotlines?\b|\bcrisis\b|\bwho to call\b|\bcall\b|\bphone\b",
        ),
        ("podcast", r"\bpodcasts?\b|\blisten(?:ing)?\b|\bto hear\b"),
        ("class", r"\bclass(?:es)?\b|\bcourses?\b|\bworkshops?\b|\bevening school\b|\bwebinars?\b"),
        ("shop", r"\bshops?\b|\bstores?\b|\bbuy\b|\bcooperative\b"),
        ("video", r"\bvideos?\b|\byoutube\b|\bclips?\b|\btalks?\b"),
        ("film", r"\bfilms?\b|\bmovies?\b|\bdocumentar(?:y|ies)\b|\bpelículas?\b|\bseries\b"),
        ("book", r"\bbooks?\b|\bnovels?\b|\bmemoirs?\b|\bworkbooks?\b|\blibros?\b|\bchapters?\b"),
        ("article", r"\barticles?\b|\bessays?\b|\bblogs?\b|\bposts?\b|\bwebsites?\b|\bonline\b"),
        ("book", r"\bread(?:ing)?\b|\bleer\b"),
        ("film", r"\bwatch(?:ing)?\b|\bviewing\b|\bver\b"),
    )
)
# In an entry only names of kinds count: “read” or “call” in its sentence say nothing of it.
ENTRY_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        (
            "helpline",
            r"\bhelp ?lines?\b|\bhotlines?\b|\bcrisis (?:line|text)\b|\b(?:advice|listening|support) lines?\b"
            r"|\bcounsell?ing\b|\btel[ée]fono de ayuda\b|\bligne d[’']écoute\b",
        ),
        ("podcast", r"\bpodcasts?\b|\bradio series\b"),
        ("class", r"\bclass(?:es)?\b|\bcourses?\b|\bworkshops?\b|\bwebinars?\b"),
        (
            "film",
            r"\bfilms?\b|\bmovies?\b|\bdocumentar(?:y|ies)\b|\bpelículas?\b|\bdir(?:ected|\.) by\b|\bdir\. ",
        ),
        ("book", r"\bbooks?\b|\bnovels?\b|\bmemoirs?\b|\bworkbooks?\b|\bpaperback\b|\blibros?\b"),
        ("video", r"\bvideos?\b|\bted talk\b|\byoutube\b|\ba talk\b|\btalks? by\b|\bwebcast\b"),
        ("shop", r"\bshops?\b|\bstores?\b|\bsells\b|\bsold by\b"),
        (
            "article",
            r"\barticles?\b|\bessays?\b|\bblogs?\b|\bcolumns?\b|\bleaflets?\b|\bguides?\b|\bshort stor(?:y|ies)\b",
        ),
    )
)
KIND_DOMAINS = (
    ("video", ("youtube.com", "youtu.be", "vimeo.com", "ted.com", "peertube")),
    ("podcast", ("podcast", "spotify.com", "pod.link", "overcast.fm", "soundcloud.com")),
    ("film", ("imdb.com", "letterboxd.com", "netflix.com", "mubi.com")),
    ("book", ("bookshop.org", "goodreads.com", "openlibrary.org", "worldcat.org", "hive.co.uk")),
    ("shop", ("shop", "store", "etsy.com")),
)
# “Watch: Festen”: the kind of what follows.
LABEL = re.compile(
    r"(?P<label>books?|films?|movies?|documentar(?:y|ies)|watch|read|listen|podcasts?|videos?|class(?:es)?"
    r"|courses?|workshops?|shops?|helplines?|articles?|essays?|call|websites?|novels?|libros?"
    r"|película|to (?:read|watch|hear|listen to|call))\s*[:–—]\s+",
    re.IGNORECASE,
)
SECOND_VIDEO = re.compile(
    r"\b(?:second|another|bonus|extra|follow-?up|other|companion|separate)\s+(?:\w+\s+)?(?:video|clip|film)\b"
    r"|\bvideo (?:two|2|no\. ?2|number two|below|at the end|down here)\b|\bpart two of the video\b"
    r"|\b(?:demonstration|demo|how-to) video\b|\b(?:segundo|otro) v[ií]deo\b|\b(?:seconde|deuxième|autre) vidéo\b"
    r"|\b(?:filmed|recorded|shot|made|did|there(?:’s| is)) (?:an?|one|some) (?:short |little )?(?:extras?|bonus|videos?|clips?)\b",
    re.IGNORECASE,
)
RATINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rating, re.compile(words, re.IGNORECASE))
    for rating, words in (
        ("none", r"\b(?:no|(?:are|is)(?:n[’']t| not) any) (?:photos?|photographs?|pictures?|images?|illustrations?|pics)\b|\bsin (?:fotos|imágenes)"
                 r"|\b(?:photos?|pictures?|images?|pics|stills)\W+none\b|\bnone (?:for|in|of) (?:the )?(?:photos?|pictures?|images?)\b|\bwithout (?:photos|pictures|images)"
                 r"|\bpas d[’']images?\b|\bsans (?:images?|photos?)\b"),
        ("nsfw", r"\bnsfw\b|(?:\bnot|n[’']t) (?:at all |quite |really )?(?:safe|suitable) for work\b|\bnot for (?:the office|work)\b"),
        ("clean", r"\bsfw\b|\b(?:fine|ok(?:ay)?|all right) (?:for|at) work\b|\bsafe for work\b|\bclean\b|\bwork-?safe\b"
                  r"|\bapt[oa] para todos\b|\btout public\b|\btexte sage\b|\btexto (?:limpio|apto)\b|\bfor all ages\b|\bfamily[- ]friendly\b"
                  r"|\b(?:photos?|pictures?|images?|pics|stills|drawings?)\W+(?:(?:are|is) )?safe\b"),
        ("explicit", r"\bexplicit\b|\bgraphic\b|\bx-rated\b"),
        ("racy", r"\bracy\b|\brisqu[eé]\b|\bspicy\b|\bcheeky\b|\bsaucy\b|\bsteamy\b|\bsubid[oa]|\bpicante\b|\bosé\b"),
    )
)  # fmt: skip
ARTIFACTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (artifact, re.compile(words, re.IGNORECASE))
    for artifact, words in (
        ("video", r"\bvideos?\b|\bclips?\b|\bv[ií]d[eé]os?\b"),
        ("answer_images", r"\bphoto(?:graph)?s?\b|\bpictures?\b|\bimages?\b|\billustrations?\b|\bpics\b|\bfotos\b|\bimágenes\b|\bstills\b"
                          r"|\bdrawings?\b|\bdiagrams?\b"),
        ("answer", r"\btext\b|\bpost\b|\bwords\b|\banswer\b|\barticle\b|\bwriting\b|\bwritten\b"
                   r"|\bpiece\b|\breading\b|\btexte?o?\b|\bletter\b"),
    )
)  # fmt: skip
# What a line says that tells of a text what it deals with, without rating it.
TELLS_OF = re.compile(
    r"\W*(?:contains?|content|mentions?(?: of)?|includes|deals with|covers)\s*:"
    r"|(?:\bth(?:is|e)\b.{0,30}|\bit )\b(?:talks? about|mentions|discusses|contains|touches on"
    r"|deals with|goes into|describes|gets into|is about|comes with)\b"
    r"|\b(?:there(?:’s|'s| is| are| will be)|you(?:’ll| will) (?:read|find|meet))\b.{0,30}\b(?:talk|mention|description)s?"
    r"\b of\b|\bskip (?:it|this|to|the)\b.{0,60}\bif\b|\b(?:se )?habla de\b|\bmenciona\b|\bil est question de\b|\bon (?:y )?parle\b",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"(?:hi|hey|hello|hola|(?:good )?(?:morning|afternoon|evening)|dear (?:all|team|both|desk)|bonjour|salut)\b[^.!?]{0,40}[,.!]",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"(?:text|words|images?|photos?|pictures?|video)\s*:\s*(?:none|clean|safe|racy|nsfw|explicit)\b|"
    r"(?:content|trigger) (?:notes?|warnings?)\b|\b[ct]w\s*:|\bn?sfw\b|\bsafe for work\b|\bheads[- ]up\b|\bno pics\b"
    r"|\baviso\b(?: de contenido)?\s*:|\bavertissement\b|\bcn\s*:|\bwarning\s*:|\bcontains\b.*\b(?:language|swear|sex|violence)"
    r"|\bracy\b|\bexplicit\b|\b(?:no|n[’']t any|not any) (?:photos|pictures|images|photographs)\b|\b(?:fine|ok(?:ay)?) (?:for|at) work\b|\b(?:not|n[’']t) (?:at all )?(?:safe|suitable) for work\b",
    re.IGNORECASE,
)
NAMED_NOTE = re.compile(
    r"\W*(?:(?:content|trigger) (?:notes?|warnings?)|[ct][wn]|warning|heads[- ]up|nsfw|aviso(?: de contenido)?\s*:|avertissement|before you read(?: on)?\s*:|note on content)(?!\w)",
    re.IGNORECASE,
)
CLUTTER = re.compile(
    r"share (?:this|on|via)\b|like this:|leave a (?:comment|reply)|related(?: posts| articles)?:?$"
    r"|tags?:|tagged\b|filed under|categor(?:y|ies):|posted (?:on|by|in)\b|published (?:on|in|by)\b"
    r"|\d+ (?:comments?|replies|likes)\b|read more|(?:un)?subscribe\b|view (?:this )?in (?:your )?browser|manage your preferences|sign up (?:for|to)\b|follow (?:us|me)\b"
    r"|©|copyright\b|advertisement|sponsored\b|sent from my\b|photo (?:by|credit)|image (?:by|credit)"
    r"|on .{5,80} wrote:$|(?:from|to|cc|subject|date|sent|reply-to): |\d+[ -]min(?:ute)?s? read"
    r"|skip to (?:content|main)|tweet$|pin it$|print$|facebook$|reblog|previous(?: post)?:|next(?: post)?:"
    r"|you(?:’re| are)? (?:get|getting|receiv(?:e|ed|ing)) this\b.*\bbecause\b"
    r"|(?:if you (?:liked|enjoyed) (?:this|it),? (?:please |do |and )?(?:follow|share|subscribe|sign|consider|forward|tell|support|join)|have a question\?|got a question|write to (?:us|me) at\b|send (?:us|me) your\b)"
    r"|last updated\b|updated on\b|view all posts|-----+ ?(?:forwarded|original) message"
    r"|.{0,90}\bmin(?:ute)?s? read\b|(?:continue|keep) reading\b|all rights reserved\b|back to top\b"
    r"|(?:about the author|about me|about (?:this|the) (?:column|newsletter|blog)|sobre la autora?|l[’']autrice|à propos de l[’']aut)\b"
    r"|you(?:’re| are) reading\b|(?:do )?(?:you )?have (?:a question|something to ask)|vous avez une question|¿?tienes una pregunta",
    re.IGNORECASE,
)
# What a newsletter or a blog says of itself, anywhere in a line at the end.
TAIL_CLUTTER = re.compile(
    r"\bunsubscribe\b|\bforward (?:it|this) to\b|\bview (?:it |this )?(?:online|in (?:your|a) browser)\b"
    r"|\bnew (?:column|letter|post|answer)s? every\b|\bcolumn appears\b|\bshare (?:it|this) with\b",
    re.IGNORECASE,
)
WROTE = re.compile(r"\W*(?:on|el) .{5,80} (?:wrote|escribió):$", re.IGNORECASE)
TOP_CLUTTER = re.compile(
    r"[A-Z][\w.’-]+(?: [A-Z][\w.’-]+){0,3}\s*[|·,•–—]?\s*[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}$|"
    r"[Bb]y [A-Z][\w.’-]+(?: [A-Z][\w.’-]+){0,3}(?:\s*[|·,].{0,40})?$"
    r"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2} )?[A-Z][a-z]{2,8}\.? (?:\d{1,2},? )?\d{4}(?: by .{1,40})?$"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$"
)
SIGN_OFF = re.compile(
    r"(?:with )?(?:(?:all my |much )?love|xo+x?|yours|warmly|best|cheers|hugs|take care|good luck|until (?:next|then)"
    r"|see you|sincerely|kindly|be kind|un (?:fuerte )?abrazo|besos|je vous embrasse|bien à vous|amicalement)\b.{0,60}$",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"(?:side ?note|aside|an aside|by the way|footnote|editor’s note|nb|n\.b\.)\s*[:.—–-]",
    re.IGNORECASE,
)
_VERBS = """
add agree allow answer apologise apologize ask avoid be book breathe bring buy call change charge check
choose clean close come consider count cut decide delete discuss do don’t drink drop eat end expect
explain find finish follow forgive get give go have hide hold ignore invite keep know learn leave let
light listen look lower make mark meet move mute name never notice offer open order pack pay pick plan
practise practice prepare print promise put read remember remind remove rent repeat rest return ring
save say see send set share show shower sit sleep speak start stay stop stretch switch take talk tell
text thank think tidy touch tell try turn unfollow use wait walk warm wash watch wear write
"""
VERBS = frozenset(_VERBS.split())
# Signs of a name; a full stop ends it where it is not that of an abbreviation.
SPEAKER = r"(?:(?:Dr|Mr|Mrs|Ms|Mme|Prof|St|Sra?|[A-Z])\.|[^.!?\n])"
SPEAKER_AT_END = re.compile(rf"\s(?:—|–|―|--|-)\s+(?P<speaker>(?=[^\W\d_]){SPEAKER}{{2,60}})$")
_ASKED = re.compile(r"(?:q|question|pregunta)\s*\d*\s*[:.]\s", re.IGNORECASE)
_FEWEST_ASKED = 5


def is_signed_question(words: str) -> bool:
    """“Q: How do I clean it? — Anon”."""
    if not _ASKED.match(words) or len(words.split()) < _FEWEST_ASKED:
        return False
    return bool(SPEAKER_AT_END.search(words))
