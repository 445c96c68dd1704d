"""The words of the demo season, read as plain files: no database, no application."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3] / "episodes" / "demo" / "season"
EPISODES = {
    path.parent.name: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.glob("episodes/*/episode.json"))
}
ANSWERED = [slug for slug, each in EPISODES.items() if "answer" in each]
PUBLISHED = [slug for slug, each in EPISODES.items() if each["status"] == "published"]


def folder(slug: str) -> Path:
    return ROOT / "episodes" / slug


def answer(slug: str) -> str:
    path = folder(slug) / "answer.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def slugs_of(name: str) -> set[str]:
    return {each["slug"] for each in json.loads((ROOT / name).read_text(encoding="utf-8"))}


def test_at_least_eight_episodes_are_published():
    assert len(PUBLISHED) >= 8


def test_the_archive_holds_only_what_its_format_allows():
    allowed = re.compile(
        r"(show|people|topics)\.json"
        r"|episodes/[a-z0-9-]{1,80}/(episode\.json|answer\.md|video\.mp4|poster\.jpg"
        r"|captions/[a-zA-Z-]+(\.[a-z]+)?\.vtt)"
    )
    files = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file()]
    assert [name for name in files if not allowed.fullmatch(name)] == []


def test_every_file_that_an_episode_names_is_there_and_no_other():
    for slug, episode in EPISODES.items():
        video = episode.get("video", {})
        named = {"episode.json", *(each["file"] for each in episode.get("captions", []))}
        named |= {video[key] for key in ("file", "poster") if key in video}
        named |= {episode["answer"]["file"]} if "answer" in episode else set()
        there = {
            str(path.relative_to(folder(slug)))
            for path in folder(slug).rglob("*")
            if path.is_file()
        }
        assert there == named, slug


def test_the_whole_season_stays_under_15_megabytes():
    total = sum(path.stat().st_size for path in ROOT.rglob("*") if path.is_file())
    assert total < 15_000_000


@pytest.mark.parametrize("slug", EPISODES)
def test_an_annotation_covers_whole_words_of_the_question(slug: str):
    question = EPISODES[slug].get("question", {"text": ""})
    after = 0
    for note in question.get("annotations", []):
        text, start, end = question["text"], note["start"], note["end"]
        assert after <= start < end <= len(text)
        assert not (text[start - 1 : start] or " ").isalnum() and text[start].isalnum()
        assert not (text[end : end + 1] or " ").isalnum() and text[end - 1].isalnum()
        after = end


@pytest.mark.parametrize("slug", EPISODES)
def test_an_episode_names_only_people_and_topics_that_the_season_has(slug: str):
    episode = EPISODES[slug]
    people = slugs_of("people.json")
    assert {credit["person"] for credit in episode.get("credits", [])} <= people
    assert set(episode.get("topics", [])) <= slugs_of("topics.json")
    assert {episode.get("answer", {}).get("author", "marnie-okafor")} <= people


@pytest.mark.parametrize("slug", PUBLISHED)
def test_a_published_answer_is_a_real_read_in_three_to_five_parts(slug: str):
    text = answer(slug)
    assert 500 <= len(text.split()) <= 1_100
    assert 3 <= len(re.findall(r"^## .+ \{#[a-z0-9-]+\}$", text, re.M)) <= 5
    assert "- [ ] " in text


@pytest.mark.parametrize("slug", ANSWERED)
def test_every_link_in_an_answer_leads_to_a_second_or_a_part(slug: str):
    text = answer(slug)
    anchors = set(re.findall(r"\{#([a-z0-9-]+)\}", text))
    seconds = [int(found) for found in re.findall(r"\]\(#t=(\d+)\)", text)]
    length_ms = EPISODES[slug].get("video", {}).get("duration_ms", 0)
    assert all(second * 1000 < length_ms for second in seconds)
    assert set(re.findall(r"\]\(#([a-z0-9-]+)\)", text)) <= anchors


@pytest.mark.parametrize("slug", ANSWERED)
def test_parts_and_resources_that_are_pointed_at_exist(slug: str):
    episode = EPISODES[slug]
    anchors = set(re.findall(r"\{#([a-z0-9-]+)\}", answer(slug)))
    resources = episode["answer"].get("resources", [])
    warnings = episode.get("warnings", [])
    pointed_at = {each["part"] for each in [*resources, *warnings] if "part" in each}
    assert pointed_at <= anchors
    assert {each["resource"] for each in warnings if "resource" in each} <= {
        each["slug"] for each in resources
    }


@pytest.mark.parametrize("slug", EPISODES)
def test_a_quoted_line_under_is_it_you_is_the_questions_own(slug: str):
    _, _, part = answer(slug).partition("{#is-it-you}")
    quoted = re.search(r"[“«](.+?)[”»]\*", part)
    if quoted:
        said = quoted[1].rstrip(".").casefold()
        assert said in EPISODES[slug]["question"]["text"].casefold()


@pytest.mark.parametrize("slug", EPISODES)
def test_what_was_not_reviewed_is_not_published(slug: str):
    episode = EPISODES[slug]
    said = episode["artifacts"]
    reviews = {said.get(name, {}).get("review", "not_reviewed") for name in ("video", "answer")}
    assert episode["status"] == "draft" or "not_reviewed" not in reviews


def test_telephone_numbers_are_of_the_kind_kept_for_fiction():
    for path in [*ROOT.rglob("*.json"), *ROOT.rglob("*.md")]:
        numbers = re.findall(r"\b\d{3}-\d{4}\b", path.read_text(encoding="utf-8"))
        assert all(re.fullmatch(r"555-01\d\d", number) for number in numbers), path
