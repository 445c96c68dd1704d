"""The categories that a warning may name, in the one place where they stand, as data.

Counterparts name what other catalogues call the same thing: PeerTube's flags, schema.org's
accessibilityHazard, the descriptors of the British Board of Film Classification, and the major
warnings of Archive of Our Own."""

from dataclasses import dataclass
from enum import StrEnum

from episodes.messages import Message


class Action(StrEnum):
    """What a viewer wants done about one kind of content, the mildest first.

    show: nothing is said. tell: one line before the artifact, and a cover only where rule.py asks
    for one. cover: the artifact waits behind its note. hide: left out of lists and results too."""

    SHOW = "show"
    TELL = "tell"
    COVER = "cover"
    HIDE = "hide"


@dataclass(frozen=True)
class Category:
    id: str
    group: str
    label_message: Message
    description_message: Message
    counterparts: tuple[str, ...] = ()
    default: Action = Action.TELL

    @property
    def label(self) -> str:
        """In the reader's language, as the description is."""
        return str(self.label_message)

    @property
    def description(self) -> str:
        return str(self.description_message)


@dataclass(frozen=True)
class Group:
    id: str
    label_message: Message
    categories: tuple[Category, ...]

    @property
    def label(self) -> str:
        return str(self.label_message)


# group | id | label | description | counterparts
_TABLE = """
Sexual | sex-talk | Talk about sex | People speak frankly about sex. | bbfc:sex
Sexual | sex-instruction | Sexual instruction | How to do something sexual is explained. | bbfc:sex
Sexual | sex-act | Sexual act | A sexual act is described or seen. | peertube:EXPLICIT_SEX bbfc:sex
Sexual | nudity-nonsexual | Nudity, not sexual | Bare bodies in an everyday or medical setting. | bbfc:nudity
Sexual | nudity-sexual | Sexual nudity | Bare bodies in a sexual setting. | peertube:EXPLICIT_SEX bbfc:nudity
Sexual | anatomy-diagram | Drawings of genitals | Drawn or modelled anatomy. | bbfc:nudity
Sexual | kink | Kink | Bondage, power play, fetishes and the like. | bbfc:sex
Sexual | pornography-discussed | Pornography | Pornography is talked about. | bbfc:sex
Sexual | sex-work | Sex work | Selling or buying sex is talked about. | bbfc:sex
Audible | strong-language | Strong language | Swearing is heard or written. | bbfc:language
Audible | sexual-audio | Sexual sounds | Sounds of sex are heard. | bbfc:sex
Audible | slurs | Slurs | Words that demean a group of people. | bbfc:discrimination
Consent and harm | sexual-assault | Sexual assault | Rape or another sexual attack. | ao3:Rape/Non-Con
Consent and harm | consent-violation | Crossed consent | A limit is ignored or consent is taken for granted. |
Consent and harm | coercion | Coercion | Somebody is pressed into what they do not want. |
Consent and harm | partner-abuse | Abuse by a partner | A partner hurts, controls or frightens the other. | bbfc:violence
Consent and harm | stalking | Stalking | Somebody is followed or watched against their will. |
Consent and harm | image-abuse | Abuse of pictures | Intimate pictures are taken, shared or threatened with. |
Consent and harm | harassment | Harassment | Unwanted remarks, messages or touch. |
Consent and harm | child-abuse | Child abuse | Harm to a child is mentioned or talked about, never shown. |
Consent and harm | grooming | Grooming | An adult wins a young person's trust to abuse it. |
Violence | violence | Violence | Somebody is attacked or hurt. | peertube:VIOLENT bbfc:violence ao3:Graphic-Violence
Violence | blood-injury | Blood and injuries | Wounds or blood are described or seen. | peertube:VIOLENT bbfc:violence
Body and health | sti | Sexually transmitted infections | An infection passed on by sex. |
Body and health | pregnancy | Pregnancy | Being or becoming pregnant. |
Body and health | abortion | Abortion | The end of a pregnancy by choice. |
Body and health | pregnancy-loss | Loss of a pregnancy | Miscarriage or stillbirth. |
Body and health | infertility | Infertility | Not being able to conceive. |
Body and health | medical-procedure | Medical procedures | Examinations, operations, needles. |
Body and health | pain-during-sex | Pain during sex | Sex that hurts and what may help. |
Body and health | body-image | Body image | How a body looks, shame or pressure about it. |
Body and health | eating-disorder | Eating disorders | Disordered eating is talked about. |
Mind | suicide | Suicide | Suicide or thoughts of it. |
Mind | self-harm | Self-harm | Hurting oneself. |
Mind | mental-illness | Mental illness | Depression, anxiety and other illnesses of the mind. |
Mind | addiction | Addiction | Dependence on a substance or a habit. | bbfc:drugs
Mind | grief | Grief | The death of somebody loved. |
Relationship | infidelity | Infidelity | Cheating, or the suspicion of it. |
Relationship | breakup | Break-up | The end of a relationship. |
Relationship | age-gap | Age gap | Partners of very different age. |
Relationship | family-rejection | Rejection by family | A family turns away one of its own. |
Identity | homophobia | Homophobia | Contempt for people because of whom they love. | bbfc:discrimination
Identity | transphobia | Transphobia | Contempt for people because of their gender. | bbfc:discrimination
Identity | misgendering | Misgendering | Somebody is spoken of as a gender they are not. | bbfc:discrimination
Identity | dysphoria | Dysphoria | Distress about the gender that a body shows. |
Identity | racism | Racism | Contempt for people because of their origin. | bbfc:discrimination
Identity | ableism | Ableism | Contempt for disabled people. | bbfc:discrimination
Identity | religious-shame | Religious shame | Shame that a religious upbringing left. |
Substances | alcohol | Alcohol | Drinking is talked about or seen. |
Substances | drugs | Drugs | Drug use is talked about or seen. | bbfc:drugs
Sensory | flashing | Flashing light | Flashes that can trigger seizures or migraine. | schema.org:flashing
Sensory | loud-sound | Sudden loud sound | A noise far louder than the rest. | schema.org:sound
Sensory | motion | Strong motion | Shaking or spinning pictures. | schema.org:motionSimulation
"""


def _read_table() -> dict[str, Category]:
    rows = [[cell.strip() for cell in line.split("|")] for line in _TABLE.strip().splitlines()]
    return {
        id_: Category(
            id_, group_id(group), Message(label), Message(description), tuple(counterparts.split())
        )
        for group, id_, label, description, counterparts in rows
    }


def group_id(label: str) -> str:
    return label.lower().replace(" ", "-")


CATEGORIES: dict[str, Category] = _read_table()


def _read_groups() -> dict[str, Group]:
    labels = dict.fromkeys(line.split("|")[0].strip() for line in _TABLE.strip().splitlines())
    return {
        group_id(label): Group(
            group_id(label),
            Message(label),
            tuple(c for c in CATEGORIES.values() if c.group == group_id(label)),
        )
        for label in labels
    }


GROUPS: dict[str, Group] = _read_groups()


def group_of(category: str) -> str:
    """The group's id; empty for an id that the vocabulary does not know."""
    entry = CATEGORIES.get(category)
    return entry.group if entry else ""
