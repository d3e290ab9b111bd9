"""What `learn check` says of the words of a term: each fault and each warning at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Here

TERM = "slug: {0}\nname: {{en: {0} name, zh: 名{0}}}\nsummary: {{en: A {0}., zh: 一。}}\n"


def checked(here: Here, tmp_path: Path, *documents: str) -> list[str]:
    own = tmp_path / "own.yaml"
    own.write_text("---\n".join(documents), "utf-8")
    return here("check", str(own)).stdout.replace(f"{own}:", "").splitlines()


def said(lines: list[str], text: str) -> str:
    (line,) = (line for line in lines if text in line)
    return line


def test_terms_that_need_each_other_have_no_order(here: Here, tmp_path: Path) -> None:
    terms = [
        TERM.format(slug) + f"needs: [{needs}]\n"
        for slug, needs in (("aa", "bb"), ("bb", "cc"), ("cc", "aa"))
    ]
    line = said(checked(here, tmp_path, *terms), "needs itself by way of others")
    assert "aa → bb → cc" in line or "bb → cc → aa" in line or "cc → aa → bb" in line
    assert "warning" not in line


def test_a_name_that_became_a_term_can_link(here: Here, tmp_path: Path) -> None:
    term = TERM.format("aa") + "confused_with:\n  - {name: {en: Head, zh: 头}, en: a, zh: 甲}\n"
    line = said(checked(here, tmp_path, term), "is a term by now")
    assert line.startswith("5:")
    assert "write `term: head`" in line


def test_an_english_name_has_one_chinese_one(here: Here, tmp_path: Path) -> None:
    confusion = "confused_with:\n  - {{name: {{en: far thing, zh: {}}}, en: a, zh: 甲}}\n"
    terms = [TERM.format(slug) + confusion.format(zh) for slug, zh in (("aa", "远"), ("bb", "遥"))]
    line = said(checked(here, tmp_path, *terms), "'far thing'")
    assert "'遥' here and '远' in 'aa'" in line
    assert "warning" in line


QUESTION = (
    "  - id: q{0}\n    ask: {{en: Which one is {0}?, zh: 哪个是{0}？}}\n"
    "    answer: {{en: {1}, zh: 对}}\n    lures:\n"
    "      - {{en: no, zh: 不对的, why: {{en: w, zh: 因}}}}\n"
    "      - {{en: never, zh: 从不是, why: {{en: w, zh: 因}}}}\n"
)


def test_the_right_option_is_not_the_longest_too_often(here: Here, tmp_path: Path) -> None:
    long = "a very long answer"
    questions = [QUESTION.format(n, long if n < 3 else "so") for n in range(6)]
    lines = checked(here, tmp_path, TERM.format("aa") + "questions:\n" + "".join(questions))
    warned = [line for line in lines if "the longest in 3 of 6 questions (en)" in line]
    assert len(warned) == 3
    assert not [line for line in lines if "(zh): shorten" in line]
    assert len([line for line in lines if "has no `why`" in line]) == 6
    fewer = [QUESTION.format(n, long if n < 2 else "so") for n in range(6)]
    lines = checked(here, tmp_path, TERM.format("aa") + "questions:\n" + "".join(fewer))
    assert not [line for line in lines if "the longest in" in line]


def test_a_prompt_does_not_hold_its_answer(here: Here, tmp_path: Path) -> None:
    question = QUESTION.format(1, "WHICH ONE").replace(
        "    lures", "    why: {en: w, zh: 因}\n    lures"
    )
    line = said(checked(here, tmp_path, TERM.format("aa") + "questions:\n" + question), "its own")
    assert "questions" not in line or "ask" in line
    assert line.startswith("6:")


@pytest.mark.parametrize("field", ["summary", "restated"])
def test_a_text_that_is_asked_does_not_hold_the_name(
    here: Here, tmp_path: Path, field: str
) -> None:
    term = TERM.format("aa").replace("A aa.", "A thing.")
    text = f"{field}: {{en: An aa name it is., zh: 一。}}\n"
    term = (
        term.replace("summary: {en: A thing., zh: 一。}\n", text)
        if field == "summary"
        else (term + text)
    )
    assert "gives the name away: 'aa name'" in said(checked(here, tmp_path, term), "gives")


def test_what_a_demo_says_is_tried_at_every_corner(here: Here, tmp_path: Path) -> None:
    text = (
        "demo:\n  parameters:\n    size: {en: how many, zh: 多少}\n  run: temperature\n"
        "  look:\n    - {when: largest, en: a, zh: 甲}\n    - {en: 'T is {nothing}', zh: 甲}\n"
    )
    lines = checked(here, tmp_path, TERM.format("aa") + text)
    assert "'largest' is no value of the demo that is true or false" in said(lines, "'largest'")
    assert said(lines, "{nothing} is no value here").startswith("10:")
    assert "the demo has no such parameter" in said(lines, "no such parameter")


def test_a_worked_solution_fills_and_is_only_for_drawn_questions(
    here: Here, tmp_path: Path
) -> None:
    drawn = (
        "demo: {run: temperature, look: [{en: a, zh: 甲}]}\nquestions:\n"
        "  - id: q\n    ask: {en: 'Logits {logits}?', zh: 'logits {logits}？'}\n"
        "    answer: {value: largest}\n    why: {en: w, zh: 因}\n"
        "    worked: {en: 'It is {wrong_name}.', zh: '是 {largest:.2f}。'}\n"
    )
    lines = checked(here, tmp_path, TERM.format("aa") + drawn)
    assert said(lines, "{wrong_name} is no value here").startswith("10:")
    written = QUESTION.format(1, "so") + "    worked: {en: w, zh: 因}\n"
    lines = checked(here, tmp_path, TERM.format("aa") + "questions:\n" + written)
    assert said(lines, "only a drawn question has `worked`")


DEMO = (
    "demo:\n  run: temperature\n  look: [{en: a, zh: 甲}]\n  with: {logits: '1,2'}\n"
    "  labels:\n    loss_if_right: {en: r, zh: 对}\n    loss_if_wrong: {en: w, zh: 错}\n"
)
PICTURE = "  picture: {parameter: %s, values: [%s], why: {en: '{largest:.2f}', zh: '%s'}}\n"


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        (("heat", "'1', '2', '3'", "甲"), "the demo has no such parameter"),
        (("temperature", "'1', '2', '30'", "甲"), "--temperature does not take '30'"),
        (("temperature", "'1', '2', '2'", "甲"), "looks as the picture at 2 does"),
        (("temperature", "'18', '19', '20'", "甲"), "looks as the picture at 18 does"),
        (("temperature", "'1', '2', '4'", "{none}"), "{none} is no value here"),
        (("temperature", "'1', '2'", "甲"), "at least 3 items"),
    ],
)
def test_a_picture_is_really_made(
    here: Here, tmp_path: Path, picture: tuple[str, str, str], message: str
) -> None:
    line = next(
        line
        for line in checked(here, tmp_path, TERM.format("aa") + DEMO + PICTURE % picture)
        if message in line
    )
    assert line.startswith("11:")
    assert "warning" not in line


def test_a_picture_does_not_say_what_made_it(here: Here, tmp_path: Path) -> None:
    text = (
        "demo:\n  run: global-average-pooling\n  look: [{en: a, zh: 甲}]\n"
        "  picture: {parameter: classes, values: ['2', '10', '100'], why: {en: a, zh: 甲}}\n"
    )
    line = said(checked(here, tmp_path, TERM.format("aa") + text), "without naming them")
    assert line.startswith("7:")


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        ("{temperature: ['0']}", "--temperature does not take '0'"),
        ("{heat: ['1']}", "This demo has no option --heat"),
        ("{logits: ['1,2']}", "is drawn, but `ask` doesn't say it"),
        ("{temperature: ['1', '2']}", "has the same answer, 2, whatever is drawn"),
    ],
)
def test_a_prediction_is_really_drawn(here: Here, tmp_path: Path, draw: str, message: str) -> None:
    predict = (
        "  predict:\n    ask: {en: 'At {temperature:g}, what?', zh: '{temperature:g} 时？'}\n"
        f"    value: classes\n    draw: {draw}\n"
    )
    line = said(checked(here, tmp_path, TERM.format("aa") + DEMO + predict), message)
    assert line.startswith("12:" if "same answer" in message else "14:")
    assert ("warning" in line) == ("same answer" in message)


@pytest.mark.parametrize(
    ("demo", "compute", "value", "message"),
    [
        ("temperature", "demo", "largest", "lines of up to"),
        ("warm-up", "ramp_rate", "rate_at_step", "prints no whole number"),
        ("bottleneck", "rank_of_chain", "rank", "has 8 lines of up to 90 columns; 14 and 76"),
        ("pretext-task", "rotation_label", "quarter_turns", "depends on chance"),
        ("neck", "level_shape", "level_shape", "should end in: return {'level_shape': …}"),
    ],
)
def test_what_is_printed_can_be_read(
    here: Here, tmp_path: Path, demo: str, compute: str, value: str, message: str
) -> None:
    question = (
        f"demo: {{run: {demo}, look: [{{en: a, zh: 甲}}]}}\nquestions:\n"
        "  - id: q\n    ask: {en: 'What?', zh: '什么？'}\n    why: {en: w, zh: 因}\n"
        f"    compute: {compute}\n    answer: {{value: {value}}}\n    print: true\n"
    )
    line = said(checked(here, tmp_path, TERM.format("aa") + question), message)
    assert line.startswith("11:12: ")


def test_only_a_drawn_question_is_printed_and_none_is_called_as_a_card(
    here: Here, tmp_path: Path
) -> None:
    written = TERM.format("aa") + "questions:\n" + QUESTION.format(1, "so") + "    print: true\n"
    assert said(checked(here, tmp_path, written), "only a drawn question has `print`")
    for name in ("predict", "picture", "print", "term"):
        named = TERM.format("aa") + "questions:\n" + QUESTION.format(1, "so")
        lines = checked(here, tmp_path, named.replace("id: q1", f"id: {name}"))
        assert said(lines, f"the id {name!r} is taken by a kind of card")
