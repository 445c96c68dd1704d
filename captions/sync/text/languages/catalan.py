"""Catalan."""

import re

from captions.sync.text.languages.rules import Language, rules

CATALAN = Language(
    "ca",
    rules(r"""
        l·l|l\.l  L
        tll|tl  L Y|T L
        ^ll|ll  L Y|Y
        ny  N Y
        (?<=[aeou])ig$  CH
        ig$  IY CH
        tx  CH
        tg|tj  JH
        tz  D Z
        (?<=[aeouàèéòóú])ix  SH
        ^x|(?<=[nlr])x  SH|CH
        x  SH|K S|G Z
        ss|ç  S
        c(?=[eiéèí])  S
        qü  K W
        qu(?=[eiéèí])  K
        qu  K W
        gü  G W
        gu(?=[eiéèí])  G
        gu(?=[aoàò])  G W
        g(?=[eiéèí])|j  ZH|JH
        (?<=[aeiouàèéíòóúïü])s(?=[aeiouàèéíòóúïü])  Z
        (?<=[nl])t$  |T
        (?<=[nl])ts$  S|T S
        (?<=.)rs$  S|R S
        (?<=[aeiouàèéíòóú])r$  |R
        d$  T
        g$  K
        b$  P
        [aà]i(?![aeou])  AY
        [eéè]i(?![aeou])  EY
        [oòó]i(?![aeou])  OY
        [aà]u  AW
        [eéè]u  EH UW
        [oòó]u  OW
        à  AA
        a$  AH|AA
        a  AA|AH
        [éè]  EH|EY
        e  EH|AH
        i(?=[aeouàèéòóú])  Y|IY
        [iíï]  IY|IH
        [óò]  AO|OW
        o  OW|UW|AO
        u(?=[aeioàèéíòó])  W|UW
        [uúü]  UW
        h
        [bv]  B|V
        c|k  K
        d  D|DH
        f  F
        g  G
        l  L
        m  M
        n(?=[gckq])  NG
        n  N
        p  P
        (?<=[aeiouàèéíòóú])r(?=[aeiouàèéíòóú])  R|D
        r  R
        s  S
        t  T
        w  W
        y  Y
        z  Z
    """),
    signs={"%": "per cent", "&": "i", "$": "dòlars", "€": "euros", "£": "lliures",
           "@": "arrova", "+": "més", "=": "igual a", "°": "graus"},
    short={
        "sr.": "senyor", "sra.": "senyora", "srta.": "senyoreta", "dr.": "doctor",
        "dra.": "doctora", "prof.": "professor", "etc.": "etcètera", "p.ex.": "per exemple",
        "núm.": "número", "pàg.": "pàgina", "av.": "avinguda", "tel.": "telèfon",
        "st.": "sant", "sta.": "santa", "km": "quilòmetres", "kg": "quilos",
        "cm": "centímetres", "min": "minuts",
    },
    foreign=re.compile(r"k|w|sh|th|ph|oo|ee|ck|tt|ff|pp"),
)  # fmt: skip
