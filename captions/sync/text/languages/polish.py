"""Polish."""

import re

from captions.sync.text.languages.rules import Language, rules

POLISH = Language(
    "pl",
    rules(r"""
        szcz  SH CH
        sz  SH
        cz  CH
        (?<=[pkth])rz  SH
        rz$|ż$  SH
        rz|ż  ZH
        dż|dź  JH
        dzi(?=[aąeęoóu])  JH
        dzi  JH IY
        dz  D Z
        ch  HH
        ci(?=[aąeęoóu])  CH
        ci  CH IY
        ć  CH
        si(?=[aąeęoóu])  SH
        si  SH IY
        ś  SH
        zi(?=[aąeęoóu])  ZH
        zi  ZH IY
        ź  ZH|SH
        ni(?=[aąeęoóu])  N Y
        ń  N Y|N
        ł  W
        w$  F
        w(?=[pktcfsśćhc])  F|V
        (?<=[pktcsśćh])w  F|V
        w|v  V
        ą(?=[bp])  AO M
        ą$  AO W|AO N|OW
        ą  AO N|AO W
        ę(?=[bp])  EH M
        ę$  EH
        ę  EH N
        aj  AY
        ej  EY
        oj  OY
        au  AW
        i(?=[aąeęoóu])  Y
        i  IY
        y  IH
        ó|u  UW|UH
        a  AA|AH
        e  EH
        o  AO|OW
        b$  P
        d$  T
        g$  K
        z$  S
        b  B
        c  T S
        d  D
        f  F
        g  G
        h  HH
        j  Y
        k  K
        l  L
        m  M
        n(?=[kg])  NG
        n  N
        p  P
        (?<=[aąeęioóuy])r(?=[aąeęioóuy])  R|D
        r  R
        s  S
        t  T
        x  K S
        q  K
        z  Z
    """),
    signs={"%": "procent", "&": "i", "$": "dolarów", "€": "euro", "£": "funtów", "@": "małpa",
           "+": "plus", "=": "równa się", "°": "stopni"},
    short={
        "dr": "doktor", "dr.": "doktor", "prof.": "profesor", "mgr": "magister", "inż.": "inżynier",
        "np.": "na przykład", "itd.": "i tak dalej", "itp.": "i tym podobne", "tzn.": "to znaczy",
        "tzw.": "tak zwany", "m.in.": "między innymi", "ok.": "około", "nr": "numer",
        "ul.": "ulica", "al.": "aleja", "św.": "święty", "tel.": "telefon", "zł": "złotych",
        "tys.": "tysięcy", "mln": "milionów", "godz.": "godzina", "min": "minut",
        "km": "kilometrów",
        "kg": "kilogramów", "cm": "centymetrów",
    },
    foreign=re.compile(r"[qvx]|sh|th|ph|oo|ee"),
)  # fmt: skip
