"""Words that say little. Measured: in a short question most small words help to tell it from
others, in a letter they hurt; so there are two lists."""

_FEW = "a an and are as at be by for in is it of on or that the this to was with"
_MANY = """
    about above after again against all also always am any anything because been before being
    below between both but can cant could couldnt did didnt do does doesnt doing dont down during
    each even ever every everything feel few from further get gets getting go goes going got had
    hadnt has hasnt have havent having he hed hes her here hers herself him himself his how however
    i id if ill im into isnt its itself ive just know let like made make many maybe me more most
    much must my myself never no nor not nothing now off once one only other our ours out over own
    people really said same say says see she shed shes should shouldnt since so some something
    still such take tell than thats their theirs them themselves then there theres these they
    theyd theyre theyve thing things think those though through time told too two under until up
    upon us very want wants wanted wasnt way we well went were werent weve what when where which
    while who whom whose why will wont would wouldnt yet you youd your youre yours youve
"""

FEW = frozenset(_FEW.split())
MANY = FEW | frozenset(_MANY.split())
