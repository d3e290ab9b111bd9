"""What the way to learn says, and lessons."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    # the way to learn
    "needs_these": ("needs {names}", "先学{names}"),
    "above": ("see above", "见上"),
    "home_path": ("the way to learn, and how far you are", "学习路线，以及学到了哪里"),
    "home_study": ("read new terms, without questions", "只读新词，不做题"),
    # lessons
    "new_term": ("New term", "新词"),
    "place": ("{place} of {count}", "第 {place} / {count} 个"),
    "previous": ("previous", "上一个"),
    "finish": ("finish", "结束"),
    "all_met": (
        "Every term was met. Name one to read it: learn study TERM",
        "所有词都学过了。想重读，请写出词名：learn study 词条",
    ),
    "now_asked": ("Next, the questions:", "接下来做测验："),
}
