"""Dutch."""

import re

from captions.sync.text.languages.rules import Language, rules

DUTCH = Language(
    "nl",
    rules(r"""
        schr  S R|S HH R
        sch(?=$|en$|e$)  S
        sch  S HH|S K
        lijk  L AH K
        isch$  IY S
        tje  CH AH
        sj  SH
        tj  CH
        cht  HH T
        ch  HH|K
        nk  NG K
        ng  NG
        ieuw  IY UW
        eeuw  EY UW
        uw  UW
        aai  AA Y|AY
        ooi  OW Y|OY
        oei  UW Y
        ij|ei  EY|AY
        ou|au  AW
        ui  OY|AW|AY
        oe  UW
        eu  ER|EY
        aa|ae  AA
        ee|é|eé  EY
        oo  OW
        uu  UW
        ie  IY
        ig$  AH HH|IH HH
        tie$  S IY|T S IY
        (?<=.)en$  AH|AH N
        (?<=.)er$  ER
        (?<=.)el$  AH L
        (?<=.)e$  AH
        ^(?:ge)(?=[bcdfghjklmnpqrstvwz])  HH AH|G AH
        ^be(?=[bcdfghjklmnpqrstvwz])  B AH
        ^ver  V ER|F ER
        ^de$  D AH
        a  AA|AH
        [eèëê]  EH|AH|EY
        [iï]  IH|IY
        [oö]  AO|OW
        [uü]  AH|UW
        y  IY
        b$  P
        d$|dt$  T
        b  B
        c(?=[eiy])  S
        c  K
        d  D
        f  F
        g  HH|G
        h  HH
        j  Y
        k  K
        l  L
        m  M
        n  N
        p  P
        qu  K W
        r  R
        s  S
        t  T
        v  V|F
        w  V|W
        x  K S
        z  Z|S
    """),
    signs={"%": "procent", "&": "en", "$": "dollar", "€": "euro", "£": "pond",
           "@": "apenstaartje", "+": "plus", "=": "is", "°": "graden"},
    short={
        "dhr.": "de heer", "mevr.": "mevrouw", "mw.": "mevrouw", "dr.": "dokter",
        "prof.": "professor", "bijv.": "bijvoorbeeld", "bv.": "bijvoorbeeld",
        "d.w.z.": "dat wil zeggen",
        "enz.": "enzovoort", "etc.": "et cetera", "o.a.": "onder andere", "ca.": "circa",
        "nr.": "nummer", "blz.": "bladzijde", "tel.": "telefoon", "a.u.b.": "alstublieft",
        "m.a.w.": "met andere woorden", "'t": "het", "'n": "een", "'k": "ik", "z'n": "zijn",
        "m'n": "mijn", "d'r": "haar", "km": "kilometer", "kg": "kilo", "cm": "centimeter",
        "min": "minuten",
    },
    foreign=re.compile(r"^c(?!h)|sh|y|[ae]w|ea|th|ph|q"),
)  # fmt: skip
