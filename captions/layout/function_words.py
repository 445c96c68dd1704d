"""Small words that lean on the next one, by language. A line that ends in one reads badly."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """`leaning`: articles and prepositions, never the last word of a line. `weak`: what had better
    not be last (possessives, auxiliaries, pronouns as subjects). `openers`: conjunctions and
    relatives, a good first word, a bad last one."""

    leaning: frozenset[str]
    weak: frozenset[str]
    openers: frozenset[str]


# A text is in a language where this share of its words, and not only two by chance, are its small
# words.
_LEAST_SHARE, _FEWEST = 0.05, 3


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOTHING = FunctionWords(frozenset(), frozenset(), frozenset())

LANGUAGES = {
    "en": FunctionWords(
        _words(
            "a an the of to in on at by for from with into onto upon about between among through "
            "during without within against toward towards per via than beneath beside"
        ),
        _words(
            "my your his her its our their this these those every each no some any very so too i "
            "you he she we they it's i'm you're we're they're he's she's is are was were am be "
            "been has have had will would can could should shall may might must don't doesn't "
            "didn't isn't aren't won't can't not as really just what's that's there's who's"
        ),
        _words(
            "and but or nor so because that which who whom whose where when while if although "
            "though unless until since whether before after then"
        ),
    ),
    "de": FunctionWords(
        _words(
            "der die das den dem des ein eine einen einem einer eines in im an am auf aus bei beim "
            "mit nach seit von vom zu zum zur für durch gegen ohne um über unter vor hinter neben "
            "zwischen"
        ),
        _words(
            "mein meine meinen dein deine sein seine ihr ihre unser unsere kein keine dieser diese "
            "dieses jeder jede sehr so ich du er sie es wir ist sind war waren hat haben wird "
            "werden kann muss nicht"
        ),
        _words("und oder aber denn sondern weil dass wenn als ob obwohl damit bevor während wo"),
    ),
    "fr": FunctionWords(
        _words(
            "le la les un une des du de au aux à en dans sur sous par pour avec sans chez vers "
            "entre depuis contre"
        ),
        _words(
            "mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces je "
            "tu il elle on nous vous ils elles est sont était a ont ne n'est très si se me te"
        ),
        _words("et ou mais donc or ni car que qui dont où quand lorsque parce puisque comme si"),
    ),
    "es": FunctionWords(
        _words(
            "el la los las un una unos unas de del a al en con sin por para sobre entre desde "
            "hasta hacia contra"
        ),
        _words(
            "mi mis tu tus su sus nuestro nuestra este esta estos estas ese esa yo él ella "
            "nosotros es son era está están ha han no muy se me te le lo"
        ),
        _words("y e o u pero sino porque que quien cuando donde si aunque como mientras"),
    ),
    "it": FunctionWords(
        _words(
            "il lo la i gli le un uno una di a da in con su per tra fra del dello della dei degli "
            "delle al allo alla ai agli alle dal dalla nel nella nei nelle sul sulla"
        ),
        _words(
            "mio mia tuo tua suo sua nostro nostra questo questa quel quella io tu lui lei noi è "
            "sono era ha hanno non molto si mi ti ci"
        ),
        _words("e ed o ma però perché che chi cui quando dove se anche come mentre"),
    ),
    "pt": FunctionWords(
        _words(
            "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com "
            "sem sobre entre até desde ao à aos às"
        ),
        _words(
            "meu minha seu sua nosso nossa este esta esse essa eu ele ela nós eles é são era está "
            "estão tem têm não muito se me te"
        ),
        _words("e ou mas porque que quem quando onde se embora como enquanto"),
    ),
    "nl": FunctionWords(
        _words(
            "de het een in op aan bij met van voor door naar uit over onder tegen tussen zonder te"
        ),
        _words(
            "mijn jouw zijn haar ons onze hun deze dit die dat ik jij je hij zij ze wij we is was "
            "heeft hebben wordt kan niet zeer"
        ),
        _words("en of maar want omdat dat die wie als toen terwijl hoewel waar"),
    ),
    "ru": FunctionWords(
        _words("в во на с со к ко о об от до из у за по под над при про без для через между"),
        _words("мой моя моё мои твой наш ваш его её их этот эта это не ни я ты он она мы вы они"),
        _words("и а но или что чтобы который которая которые где когда если потому как хотя"),
    ),
    "sr": FunctionWords(
        _words(
            "у на с са к о од до из за по под над при без кроз пред уз u na s sa od do iz za po"
        ),
        _words(
            "мој моја моје твој наш ваш његов њен овај ова ово не ја ти он она ми ви је су сам си "
            "смо сте се ће moj tvoj ne je su sam si smo ste se će"
        ),
        _words("и а али или да који која које где кад ако јер као i a ali ili da koji gde kad ako"),
    ),
}


def function_words(language: str) -> FunctionWords:
    """For a language tag such as `en-GB`; empty lists where the language is not known here."""
    return LANGUAGES.get(language.partition("-")[0].lower(), _NOTHING)


def likely_language(words: Iterable[str]) -> str:
    """Whose articles and prepositions are the most frequent; "" where there are hardly any."""
    counts = Counter(words)
    shares = {
        language: sum(counts[word] for word in lists.leaning | lists.openers)
        for language, lists in LANGUAGES.items()
    }
    language, most = max(shares.items(), key=lambda share: share[1])
    return language if most >= max(_FEWEST, counts.total() * _LEAST_SHARE) else ""
