"""Words that make a content note worth a thought, by language and category; only hints: a person
who watches decides. Beginnings of words, so that "drunk" finds no "trunk" and "drug" finds "drugs".
"""

CLUES = {
    "en": {
        "strong-language": ("fuck", "shit", "bitch", "bastard", "arsehole", "asshole", "bollocks"),
        "suicide": ("suicid", "kill myself", "killed himself", "killed herself", "end my life"),
        "self-harm": ("self-harm", "self harm", "cut myself", "hurt myself"),
        "sexual-assault": ("rape", "raping", "assault", "molest"),
        "stalking": ("stalk", "follows me", "tracks me", "tracking me"),
        "partner-abuse": ("hits me", "hit me", "abus", "afraid of him", "afraid of her"),
        "image-abuse": ("nudes", "revenge porn", "deepfake"),
        "eating-disorder": ("anorexi", "bulimi", "binge"),
        "pregnancy-loss": ("miscarr", "stillb"),
        "abortion": ("abortion",),
        "pregnancy": ("pregnan",),
        "sti": ("chlamydia", "herpes", "gonorrh", "syphilis", "hiv"),
        "grief": ("funeral", "grief", "grieving", "passed away"),
        "infidelity": ("cheated", "cheating", "affair"),
        "alcohol": ("alcohol", "drunk", "hangover", "whisky", "vodka"),
        "drugs": ("drug", "cocaine", "heroin", "ketamine", "weed"),
        "addiction": ("addict", "rehab", "relaps"),
        "loud-sound": ("loud", "scream", "bang", "explo", "siren"),
    },
    "es": {
        "strong-language": ("mierda", "joder", "puta", "puto", "cabrón", "cabron", "gilipollas"),
        "suicide": ("suicid", "matarme", "quitarme la vida"),
        "self-harm": ("autolesi", "cortarme", "hacerme daño"),
        "sexual-assault": ("viola", "agresión sexual", "abusó"),
        "stalking": ("acosa", "me sigue"),
        "partner-abuse": ("me pega", "me pegó", "maltrat"),
        "eating-disorder": ("anorexi", "bulimi", "atracón"),
        "pregnancy-loss": ("aborto espontáneo",),
        "abortion": ("aborto", "abortar"),
        "pregnancy": ("embaraz",),
        "sti": ("clamidia", "herpes", "gonorrea", "sífilis", "vih"),
        "grief": ("funeral", "duelo", "falleci"),
        "infidelity": ("infidel", "me engañó", "me engaña"),
        "alcohol": ("alcohol", "borrach", "resaca"),
        "drugs": ("droga", "cocaína", "heroína", "porro"),
        "addiction": ("adict", "adicción", "recaíd"),
        "loud-sound": ("grito", "explosi", "sirena", "estruendo"),
    },
}
# Said by a bracketed line alone, "[phone rings loudly]": in speech "loud" is no sound.
OF_SOUNDS = frozenset({"loud-sound"})
