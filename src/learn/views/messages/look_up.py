"""What a look-up and a list say, and the names of topics."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    # what there is to tell about a glossary
    "note_fault": (
        "1 fault in {place}: see learn check {place}",
        "{place} 有 1 处错误：见 learn check {place}",
    ),
    "note_faults": (
        "{count} faults in {place}: see learn check {place}",
        "{place} 有 {count} 处错误：见 learn check {place}",
    ),
    "note_hidden": (
        "1 term of {place} is hidden by one of the same slug: see learn check {place}",
        "{place} 中有 1 个词条被同名（slug）词条遮住：见 learn check {place}",
    ),
    "note_hiddens": (
        "{count} terms of {place} are hidden by others of the same slug: see learn check {place}",
        "{place} 中有 {count} 个词条被同名（slug）词条遮住：见 learn check {place}",
    ),
    # definition
    "not_the_same": ("Not the same as", "易混淆"),
    "misconceptions": ("Often said, but not so", "常见误解"),
    "needs": ("Needs", "先学"),
    "sources": ("Sources", "出处"),
    "also_means": ("“{word}” can also mean", "“{word}”也可以指"),
    "several": ("“{word}” has several meanings", "“{word}”有多种含义"),
    "several_terms": ("“{word}” names several terms.", "有多个词条叫“{word}”。"),
    "not_here": (
        "“{word}” has meanings, but none with an entry of its own.",
        "“{word}”有多种含义，但都没有自己的词条。",
    ),
    "no_entry": ("“{word}” has no entry of its own.", "“{word}”还没有自己的词条。"),
    "only_mixed_up": (
        "This word has no entry yet. It is mixed up with:",
        "这个词还没有自己的词条。它常与下列词条混淆：",
    ),
    "not_found": ("No term is called “{word}”.", "没有名为“{word}”的词条。"),
    "nearest": ("Nearest", "相近的词条"),
    "offered": ("“{word}” is found under", "“{word}”可见于"),
    "no_topic": ("There is no topic “{topic}”.", "没有名为“{topic}”的主题。"),
    "there_are": ("There are: {names}", "现有：{names}"),
    "no_hits": ("Nothing found for “{word}”.", "没有找到“{word}”。"),
    "colon": (": ", "："),
    # lists
    "terms": ("{count} terms", "共 {count} 个词条"),
    "one_term": ("1 term", "共 1 个词条"),
    "then_define": ("learn define TERM", "learn define 词条"),
    "hits": ("{count} found", "找到 {count} 个"),
    # how far a term has come
    "mastery_0": ("not met", "未学"),
    "mastery_1": ("just met", "刚学"),
    "mastery_2": ("typed", "能写出"),
    "mastery_3": ("steady", "稳固"),
    "mastery_4": ("known", "掌握"),
    "so_many": ("{count} {level}", "{level} {count}"),
    # topics
    "topic_architecture": ("architecture", "架构"),
    "topic_training": ("training", "训练"),
    "topic_transfer": ("transfer", "迁移"),
    "topic_data": ("data", "数据"),
    "topic_own": ("own", "自定义"),
}
