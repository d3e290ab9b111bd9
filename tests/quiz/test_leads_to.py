"""The way to a term: its order, its tree, and an end where terms need each other."""

from __future__ import annotations

import pytest

from knowing_learner import terms
from learn.glossary.term import Term, Text
from learn.quiz.mastery import Mastery, masteries
from learn.quiz.path import by_topic, in_order, leads_to, tree


def made(**needs: str) -> dict[str, Term]:
    """Terms by slug, each with what it needs, a letter each."""
    word = Text("a word", "词")
    return {
        slug: Term(slug, "topic", word, word, word, needs=tuple(each))
        for slug, each in needs.items()
    }


def test_what_leads_to_a_term_comes_before_it_and_once() -> None:
    assert leads_to("neck", terms()) == ["backbone", "head", "neck"]
    assert leads_to("d", made(a="", b="a", c="a", d="cb")) == ["a", "c", "b", "d"]
    assert leads_to("b", made(a="", b="ax")) == ["a", "b"]  # nobody has written x


def test_every_term_is_read_after_what_it_needs_whatever_the_glossary() -> None:
    every = in_order(terms(), terms())
    assert sorted(every) == sorted(terms())
    assert all(
        every.index(need) < every.index(slug) for slug in terms() for need in terms()[slug].needs
    )
    by_topics = by_topic(terms())
    assert sorted(slug for slugs in by_topics.values() for slug in slugs) == sorted(terms())
    assert all(terms()[slug].topic == topic for topic, own in by_topics.items() for slug in own)


def test_terms_that_need_each_other_or_themselves_are_read_once() -> None:
    circle = made(a="b", b="c", c="a", d="d")
    assert sorted(leads_to("a", circle)) == ["a", "b", "c"]
    assert leads_to("d", circle) == ["d"]
    assert [branch.slug for branch in tree("a", circle)] == ["a", "b", "c", "a"]
    assert [branch.again for branch in tree("a", circle)] == [False, False, False, True]


def test_a_chain_of_a_thousand_terms_is_followed() -> None:
    chain = {
        f"{n}": Term(f"{n}", "t", Text("", ""), Text("", ""), Text("", ""), needs=(f"{n - 1}",))
        for n in range(1000)
    }
    assert leads_to("999", chain) == [f"{n}" for n in range(1000)]
    assert len(tree("999", chain)) == 1000


def test_a_tree_branches_once_at_each_term() -> None:
    rows = tree("d", made(a="", b="a", c="b", d="bc"))
    assert [(row.slug, row.last, row.again) for row in rows] == [
        ("d", (), False),
        ("b", (False,), False),
        ("a", (False, True), False),
        ("c", (True,), False),
        ("b", (True, True), True),
    ]


@pytest.mark.parametrize("card", ["old/term", "new/term"])
def test_a_renamed_term_was_typed_under_its_former_name_too(card: str) -> None:
    from dataclasses import replace

    from learn.memory.fsrs import Card

    term = replace(made(new="")["new"], formerly=("old",))
    far = masteries({"new": term}, {"new/term": Card("new/term", 30.0, 5.0, 1, 31)}, {card})
    assert far == {"new": Mastery.KNOWN}
