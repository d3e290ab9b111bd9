"""An answer is right in any usual spelling, and wrong where it is another thing's name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from learn.glossary.term import Confusion, Term, Text
from learn.quiz.asked import Asked
from learn.quiz.judging import Verdict, judge, judge_name, same_value


def term(slug: str, zh: str, *aliases: str) -> Term:
    nothing = Text("", "")
    return Term(slug, "own", Text(slug.replace("-", " "), zh), nothing, nothing, aliases=aliases)


ADAM, ADAMW = term("adam", "Adam"), term("adamw", "AdamW")
GAP = term("global-average-pooling", "全局平均池化", "GAP")
ENCODER, DECODER = term("encoder", "编码器"), term("decoder", "解码器")
TERMS = {each.slug: each for each in (ADAM, ADAMW, GAP, ENCODER, DECODER)}


@pytest.mark.parametrize(
    "reply",
    [
        "global average pooling",
        "Global-Average-Pooling",
        "gap",
        "ＧＡＰ",
        " 全局平均池化 ",
        "全局 平均池化",
    ],
)
def test_any_spelling_of_any_name_is_right(reply: str) -> None:
    verdict = judge_name(GAP, reply, TERMS)
    assert (verdict.right, verdict.near) == (True, False)


@pytest.mark.parametrize("reply", ["global avarage pooling", "globalaverage poolin", "encodre"])
def test_a_slip_of_the_fingers_is_right_and_said(reply: str) -> None:
    wanted = ENCODER if reply.startswith("enc") else GAP
    verdict = judge_name(wanted, reply, TERMS)
    assert (verdict.right, verdict.near) == (True, True)


@pytest.mark.parametrize(
    ("wanted", "reply"),
    [(ADAM, "adamw"), (ADAMW, "adam"), (ENCODER, "decoder"), (DECODER, "编码器")],
)
def test_another_terms_name_is_wrong_however_near(wanted: Term, reply: str) -> None:
    verdict = judge_name(wanted, reply, TERMS)
    assert not verdict.right
    assert verdict.meant is not None
    assert verdict.why is not None


def test_a_name_that_is_only_mixed_up_is_wrong_and_says_why() -> None:
    why = Text("It keeps the maximum.", "它取最大值。")
    double = Confusion(why, name=Text("global max pooling", "全局最大池化"))
    wanted = replace(GAP, confused_with=[double])
    for reply in ("Global Max Pooling", "全局最大池化"):
        assert judge_name(wanted, reply, TERMS) == Verdict(False, why=why)


def test_a_short_name_has_no_near_miss() -> None:
    assert not judge_name(GAP, "gas", TERMS).right


@pytest.mark.parametrize(
    "reply",
    [
        "2,512,1,1",
        "(2, 512, 1, 1)",
        "[2 512 1 1]",
        "2x512x1x1",
        "2×512×1×1",
        "torch.Size([2, 512, 1, 1])",
        "（2，512，1，1）",
    ],
)
def test_a_shape_may_be_spelled_in_any_usual_way(reply: str) -> None:
    assert same_value([2, 512, 1, 1], reply)
    assert not same_value([2, 512, 7, 7], reply)


@pytest.mark.parametrize(
    ("value", "reply", "within", "right"),
    [
        (0.6652, "0.67", 0.006, True),
        (0.6652, "66.5%", 0.006, True),
        (0.6652, "2/3", 0.006, True),
        (0.6652, "0.68", 0.006, False),
        (0.6652, "", 0.006, False),
        (0.6652, "nan", 0.006, False),
        (0.6652, "1/0", 0.006, False),
        (25089000, "25,089,000", 0, True),
        (25089000, "25 089 000", 0, True),
        (25089000, "25089001", 0, False),
        (-0.5, "−0.5", 0.001, True),
        (3, "３", 0, True),
        (True, "yes", 0, True),
        (True, "是", 0, True),
        (False, "yes", 0, False),
        (False, "不会", 0, True),
        (["P3", "P4"], "p4, p3", 0, True),
        (["P3", "P4"], "P3", 0, False),
        ([], "none", 0, True),
        ([], "无", 0, True),
        (["P3"], "none", 0, False),
        ([0.09, 0.24], "0.09 0.24", 0.006, True),
        ([0.09, 0.24], "0.24 0.09", 0.006, False),
        ("P3", "p3", 0, True),
        ("P3", "P3.", 0, True),
        (True, "yes.", 0, True),
        (True, "能。", 0, True),
        (False, "No!", 0, True),
        (["P2", "P3", "P4", "P5"], "P2-P5", 0, True),
        (["P2", "P3", "P4", "P5"], "P2 to P5", 0, True),
        (["P2", "P3", "P4", "P5"], "P2–5", 0, True),
        (["P2", "P3", "P4", "P5"], "P2 至 P5。", 0, True),
        (["P2", "P3", "P4"], "P2-P5", 0, False),
        (["P2", "P5"], "P2-P5", 0, False),
        (["F", "A"], "F and A", 0, True),
        (["F", "A"], "A和F", 0, True),
        (["F", "A"], "F & A", 0, True),
        (["sand", "A"], "sand, A", 0, True),
        ([0.8, 0.9], "80% 90%", 0.005, True),
        ([80, 90], "80% 90%", 0.5, True),
        ([0.8, 0.9], "90% 80%", 0.005, False),
        (80, "80%", 0.5, True),
        (0.8, "80 %", 0.005, True),
        (0.8, "80", 0.005, False),
        (3, "3。", 0, True),
    ],
)
def test_a_value_is_accepted_within_its_tolerance(
    value: object, reply: str, within: float, right: bool
) -> None:
    assert same_value(value, reply, within) is right


@pytest.mark.parametrize(
    ("value", "reply", "right"),
    [
        ([2, 64, 8, 8], "torch.Size([2, 64, 8, 8])", True),
        ([2, 64, 8, 8], "(2, 64, 8, 8)", True),
        ([2, 64, 8, 8], "torch.Size([2, 64, 4, 4])", False),
        (4000, "tensor(4000)", True),
        (4000, "4,000", True),
        (["L1", "L2"], "['L1', 'L2']", True),
        (["L1", "L2"], "L1-L2", True),
        (["L1", "L2"], "['L1']", False),
        ([], "[]", True),
        (["L1"], "[]", False),
        (True, "True", True),
    ],
)
def test_what_python_prints_is_right_as_it_prints_it(
    value: object, reply: str, right: bool
) -> None:
    asked = Asked("gap/print", "print", GAP, GAP.name, value=value)
    assert judge(asked, reply, TERMS) == Verdict(right)
