"""German."""

import re

from captions.sync.text.languages.rules import Language, rules

GERMAN = Language(
    "de",
    rules(r"""
        tsch  CH
        sch  SH
        chs  K S
        (?<=[aou])ch  HH|K
        ch  SH|HH
        ck  K
        dsch  JH
        ph  F
        th  T
        pf  P F|F
        qu  K V
        tion  T S Y OW N
        nk  NG K
        ng  NG
        ^st|(?<=ge|be|er)st(?=[aeiouäöür])  SH T
        ^sp|(?<=ge|be|er)sp  SH P
        st  S T
        ß|ss  S
        tz|z|ts  T S
        ig$  IH SH|IH K
        ieh?  IY
        ei|ai|ey|ay  AY
        eu|äu  OY
        au  AW
        aa|ah  AA
        ee|eh  EY
        oh|oo  OW
        uh  UW
        üh  UW|IY
        öh  ER|EY
        äh  EH|EY
        ih  IY
        (?<=.)er$  ER|AH
        (?<=.)ern$  ER N
        (?<=.)er(?=s?t?$)  ER
        (?<=.)en$  AH N|N
        (?<=.)em$  AH M
        (?<=.)el$  AH L
        (?<=.)e$  AH
        ü  UW|IY
        ö  ER|EY
        ä  EH|EY
        (?<=[aeiouäöü])r(?=[bcdfghjklmnpqstvwxz]|$)  R|AH
        a  AA|AH
        e  EH|EY|AH
        i  IH|IY
        o  AO|OW
        u  UH|UW
        y  UW|IH
        b$  P
        d$|dt  T
        g$  K
        b  B
        c  K
        d  D
        f  F
        g  G
        h  HH
        j  Y
        k  K
        l  L
        m  M
        n  N
        p  P
        r  R
        ^s(?=[aeiouäöü])|(?<=[aeiouäöülmnr])s(?=[aeiouäöü])  Z|S
        s  S
        t  T
        ^v|v  F|V
        w  V
        x  K S
    """),
    signs={"%": "prozent", "&": "und", "$": "dollar", "€": "euro", "£": "pfund", "@": "at",
           "+": "plus", "=": "gleich", "°": "grad", "§": "paragraf"},
    short={
        "hr.": "herr", "fr.": "frau", "dr.": "doktor", "prof.": "professor", "st.": "sankt",
        "z.b.": "zum beispiel", "d.h.": "das heißt", "u.a.": "unter anderem",
        "usw.": "und so weiter", "etc.": "et cetera", "bzw.": "beziehungsweise", "ca.": "zirka",
        "nr.": "nummer", "str.": "straße", "tel.": "telefon", "evtl.": "eventuell",
        "ggf.": "gegebenenfalls", "inkl.": "inklusive", "vgl.": "vergleiche", "mio.": "millionen",
        "mrd.": "milliarden", "jh.": "jahrhundert", "km": "kilometer", "kg": "kilo",
        "cm": "zentimeter", "min": "minuten", "std.": "stunden",
    },
    foreign=re.compile(r"^c(?!h)|sh|y|oo|[ae]w|ou|ea|th"),
)  # fmt: skip
