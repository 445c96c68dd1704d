"""Spanish, of Spain and of America."""

import re

from captions.sync.text.languages.rules import Language, rules

SPANISH = Language(
    "es",
    rules(r"""
        ch  CH
        ll  Y|JH
        rr  R
        qu  K
        gü  G W
        gu(?=[eiéí])  G
        g(?=[eiéí])  HH
        c(?=[eiéí])  S|TH
        z  S|TH
        ñ  N Y
        j  HH
        hie  Y EH
        hue  W EH
        h
        ^x  S
        x  K S|S
        [aá][iy](?![aeouáéóú])  AY
        [eé][iy](?![aeouáéóú])  EY
        [oó][iy](?![aeouáéóú])  OY
        [aá]u(?!e)  AW
        [eé]u  EH UW
        i(?=[aeouáéóú])  Y|IY
        u(?=[aeioáéíó])  W|UW
        y(?=.)  Y|JH
        y  IY
        [aá]  AA|AH
        [eé]  EH|EY
        [ií]  IY|IH
        [oó]  OW|AO
        [uúü]  UW
        [bv]  B|V
        c|k  K
        d  D|DH
        f  F
        g  G
        l  L
        m  M
        n(?=[gckqj])  NG
        n  N
        p  P
        (?<=[aeiouáéíóú])r(?=[aeiouáéíóú])  R|D
        r  R
        s  S
        t  T
        w  W
    """),
    signs={"%": "por ciento", "&": "y", "$": "dólares", "€": "euros", "£": "libras",
           "@": "arroba", "+": "más", "=": "igual a", "°": "grados"},
    short={
        "sr.": "señor", "sra.": "señora", "srta.": "señorita", "sres.": "señores",
        "dr.": "doctor", "dra.": "doctora", "prof.": "profesor", "ud.": "usted",
        "uds.": "ustedes", "d.": "don", "dña.": "doña", "sto.": "santo", "sta.": "santa",
        "etc.": "etcétera", "p.ej.": "por ejemplo", "ee.uu.": "estados unidos",
        "núm.": "número", "n.º": "número", "nº": "número", "pág.": "página", "av.": "avenida",
        "avda.": "avenida", "tel.": "teléfono", "km": "kilómetros", "kg": "kilos",
        "cm": "centímetros", "min": "minutos", "a.m.": "de la mañana", "p.m.": "de la tarde",
    },
    foreign=re.compile(r"k|w|sh|th|ph|oo|ee|ck|ss|tt|ff|pp|[bcfghjkmptvw]$"),
)  # fmt: skip
