"""The pieces that a warning's sentence is made of, as data: by severity, minor first."""

from episodes.messages import Message
from episodes.warnings.models import Treatment

# What people would call it in the middle of a sentence, where the label would not do.
THINGS = {
    "sex-talk": Message("sex"),
    "sex-instruction": Message("how to do something in bed"),
    "sex-act": Message("people having sex"),
    "nudity-nonsexual": Message("bare bodies, not sexual"),
    "nudity-sexual": Message("naked bodies in a sexual setting"),
    "anatomy-diagram": Message("drawings of genitals"),
    "pornography-discussed": Message("pornography"),
    "sexual-audio": Message("the sounds of sex"),
    "consent-violation": Message("somebody’s no being ignored"),
    "coercion": Message("controlling behaviour"),
    "partner-abuse": Message("abuse by a partner"),
    "image-abuse": Message("intimate pictures being misused"),
    "child-abuse": Message("harm to a child"),
    "grooming": Message("an adult grooming a young person"),
    "blood-injury": Message("blood and injuries"),
    "sti": Message("sexually transmitted infections"),
    "pregnancy-loss": Message("losing a pregnancy"),
    "infertility": Message("not being able to conceive"),
    "pain-during-sex": Message("sex that hurts"),
    "body-image": Message("how bodies look, and shame about it"),
    "infidelity": Message("cheating"),
    "breakup": Message("breaking up"),
    "age-gap": Message("a large age gap"),
    "family-rejection": Message("being turned away by family"),
    "misgendering": Message("somebody being misgendered"),
    "dysphoria": Message("gender dysphoria"),
    "religious-shame": Message("shame from a religious upbringing"),
    "flashing": Message("flashing light"),
    "loud-sound": Message("a sudden loud sound"),
    "motion": Message("shaking or spinning pictures"),
}
# Categories whose sentence no pattern gives: by severity, minor first.
OWN_SENTENCES = {
    ("strong-language", Treatment.DEPICTED): (
        Message("a swear word or two"),
        Message("swearing"),
        Message("a lot of swearing"),
    ),
    ("sex-talk", Treatment.DISCUSSION): (
        Message("some talk about sex"),
        Message("frank talk about sex"),
        Message("very frank talk about sex"),
    ),
    ("slurs", Treatment.DEPICTED): (
        Message("a slur, said out loud"),
        Message("slurs, said out loud"),
        Message("many slurs"),
    ),
    ("loud-sound", Treatment.DEPICTED): (
        Message("a sudden sound"),
        Message("a sudden loud sound"),
        Message("a sudden, very loud sound"),
    ),
    ("flashing", Treatment.DEPICTED): (
        Message("a flash of light"),
        Message("flashing light"),
        Message("strong flashing light"),
    ),
    ("motion", Treatment.DEPICTED): (
        Message("pictures that move fast"),
        Message("shaking or spinning pictures"),
        Message("pictures that spin hard"),
    ),
}
PATTERNS = {
    Treatment.MENTION: (
        Message("a brief mention of %(thing)s"),
        Message("a mention of %(thing)s"),
        Message("a hard mention of %(thing)s"),
    ),
    Treatment.DISCUSSION: (
        Message("some talk about %(thing)s"),
        Message("talk about %(thing)s"),
        Message("talk about %(thing)s that spares nothing"),
    ),
    Treatment.DESCRIBED: (
        Message("%(thing)s, described briefly"),
        Message("%(thing)s, described"),
        Message("%(thing)s, described in hard detail"),
    ),
    Treatment.DEPICTED: (
        Message("%(thing)s, seen briefly"),
        Message("%(thing)s, shown"),
        Message("%(thing)s, shown in hard detail"),
    ),
}
HEARD = (
    Message("%(thing)s, heard briefly"),
    Message("%(thing)s, heard"),
    Message("%(thing)s, heard in full"),
)
