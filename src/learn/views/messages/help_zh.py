"""The help of `learn` and of the commands to learn with, in Chinese: a paragraph by the English.

The English stands in the code and is the key here, on one line. A paragraph that begins with a
line of `\\b` keeps its lines. Examples without words of English need no translation.
"""

from __future__ import annotations

METAVARS = {
    "ARGS": "参数",
    "BACKUP": "备份",
    "COMMAND": "命令",
    "FILE": "文件",
    "NAME": "名称",
    "OPTIONS": "选项",
    "PARAMETER": "参数",
    "PATH": "路径",
    "SECONDS": "秒数",
    "TERM": "词条",
    "TOPIC": "主题",
    "VALUE": "值",
    "WORDS": "词",
    "ZONE": "时区",
}

HELP = {
    # learn
    "Learn the vocabulary of deep learning: definitions, demos and a quiz that agree.": (
        "学习深度学习的术语：定义、演示与测验相互一致。"
    ),
    "learn quiz questions, spaced so that they stay learn define gap what a word means"
    " learn demo temperature --temperature 0.5 see it as numbers": (
        "\b\n"
        "  learn quiz                               做测验，按间隔复习，记得牢\n"
        "  learn define gap                         查一个词的意思\n"
        "  learn demo temperature --temperature 0.5 用数字看懂它"
    ),
    "Exit codes: 0 fine, 1 not found or failed, 2 wrong usage or no way to write, 124 a demo took"
    " too long, 130 interrupted.": (
        "退出码：0 正常，1 没有找到或运行失败，2 用法有误或无法写入，124 演示超时，130 被中断。"
    ),
    "Settings of your own stand in config.toml: learn doctor says where.": (
        "自己的设置写在 config.toml 中：learn doctor 会说明它的位置。"
    ),
    "Print the version.": "显示版本。",
    "Show where an error comes from; also LEARN_DEBUG=1.": (
        "显示错误出自何处；也可设 LEARN_DEBUG=1。"
    ),
    "Install completion for the current shell.": "为当前 shell 安装自动补全。",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "显示当前 shell 的补全脚本，供复制或自行安装。"
    ),
    "Show this message and exit.": "显示本帮助并退出。",
    # what several commands share
    "Language; else LEARN_LANG or the locale.": "语言；默认按 LEARN_LANG 或系统语言。",
    "Print JSON.": "以 JSON 输出。",
    "Words and numbers only; also LEARN_PLAIN=1.": "只用文字和数字；也可设 LEARN_PLAIN=1。",
    "Colour; else LEARN_COLOR. NO_COLOR is respected.": (
        "颜色；默认按 LEARN_COLOR。遵循 NO_COLOR。"
    ),
    "Add a glossary of your own; also LEARN_GLOSSARY.": (
        "添加自己的词汇表；也可设 LEARN_GLOSSARY。"
    ),
    "Only these terms.": "只限这些词条。",
    "Only this term.": "只看这个词条。",
    "Only one topic.": "只限一个主题。",
    "Only one kind of question.": "只出一种题型。",
    # quiz
    "Ask what is due, then what is new; every answer is kept at once.": (
        "先问到期的，再问新的；每个答案立即保存。"
    ),
    "A new term begins with a lesson; its first question comes two cards later. With terms, a kind"
    " or --bookmarked all there is of it is asked; else as much as the day has minutes for.": (
        "新词条先讲解，隔两张卡片再问第一题。指定了词条、题型或 --bookmarked 时，"
        "相应的卡片全部都问；否则按当天的分钟数安排。"
    ),
    "With no terminal at its input, every line is an answer.": ("输入不是终端时，每行算一个答案。"),
    "Only this term and what leads to it.": "只限这个词条，以及学它之前要学的。",
    "Only bookmarked cards, due or not.": "只问收藏的卡片，不论是否到期。",
    "New terms a day, at most; else LEARN_NEW or 5.": (
        "每天最多几个新词条；默认按 LEARN_NEW，否则 5 个。"
    ),
    "Cards a day, at most; else LEARN_LIMIT.": "每天最多几张卡片；默认按 LEARN_LIMIT。",
    "So many minutes now, then stop; else LEARN_MINUTES a day, or 15.": (
        "这次做几分钟后停止；默认按每天 LEARN_MINUTES 分钟，否则 15 分钟。"
    ),
    "Ask everything; touch no schedule.": "什么都问；不影响复习计划。",
    "Begin anew where progress is lost; nothing is deleted.": (
        "进度丢失时重新开始；不删除任何内容。"
    ),
    "The same options in the same order, whenever it is run.": ("每次运行时，选项及其顺序都相同。"),
    # study
    "Read lessons one after another; nothing is asked, nothing is kept.": (
        "逐个阅读讲解；不提问，也不记录。"
    ),
    "Each is one screen: the meaning, a figure of the demo, what the term is mistaken for. With"
    " nothing named they are those of the terms not met yet, in the order in which a quiz opens"
    " them; in a pipe, the first five.": (
        "每个讲解占一屏：含义、演示的一张图、容易混淆的词条。不指定时，按测验引入的顺序"
        "讲解还没学过的词条；在管道中只输出前五个。"
    ),
    "What to read; else the terms that you have not met.": "要读什么；默认是还没学过的词条。",
    # path
    "Show the way to learn: what each term needs, and how far you are.": (
        "显示学习路线：每个词条要先学什么，以及学到了哪里。"
    ),
    "Of a term: all that leads to it, as a tree, the term at the top. Else the terms of a topic, or"
    " of all topics, in the order to read them in.": (
        "指定词条时：以树状列出学它之前要学的，词条在最上方。"
        "否则按学习顺序列出一个主题或所有主题的词条。"
    ),
    "learn path learn path neck learn path transfer"
    " learn path neck | cut -f1 what to read, in its order": (
        "\b\n"
        "  learn path\n"
        "  learn path neck\n"
        "  learn path transfer\n"
        "  learn path neck | cut -f1        要读的词条，按顺序"
    ),
    "Fields of --json, in the order to read the terms in: slug, topic, name, summary, needs,"
    " mastery (unmet, just_met, typed, steady or known; null where the progress can't be read). In"
    " a pipe the same, both names in their place.": (
        "\b\n"
        "--json 的字段（词条按学习顺序）：slug, topic, name, summary, needs, "
        "mastery（unmet、just_met、typed、steady 或 known；读不出进度时为 null）。"
        "在管道中输出相同的内容，名称分中英文两列。"
    ),
    "What leads to a term; or the terms of a topic.": (
        "词条：列出学它之前要学的；主题：列出其中的词条。"
    ),
    # define
    "Explain a term, by its name, alias, abbreviation or Chinese name.": (
        "解释一个词条，可用名称、别名、缩写或中文名查。"
    ),
    "A term, no quotes needed.": "一个词条，不必加引号。",
    # demo
    "Run a term's demo: its numbers, its figures, and what to look at.": (
        "运行词条的演示：数字、图形和看点。"
    ),
    "learn demo temperature --temperature 0.5"
    " learn demo temperature --temperature 0.2,1,5 side by side"
    " learn demo gap --predict learn demo gap --help": (
        "\b\n"
        "  learn demo temperature --temperature 0.5\n"
        "  learn demo temperature --temperature 0.2,1,5     并排比较\n"
        "  learn demo gap --predict\n"
        "  learn demo gap --help"
    ),
    "A term, then the demo's own options: learn demo TERM --help lists them.": (
        "一个词条，后接该演示自己的选项：learn demo 词条 --help 会列出。"
    ),
    "Guess a number first, then see.": "先猜一个数，再看结果。",
    "Turn its knobs with the arrow keys.": "用方向键调节参数。",
    "Show the demo's source.": "显示演示的源代码。",
    "Stop after; exit 124.": "超过多久就停止；退出码 124。",
    "The options of this demo.": "显示这个演示的选项。",
    # search
    "Search names, aliases and explanations, in English and Chinese.": (
        "全文搜索名称、别名和讲解，中英文均可。"
    ),
    "Words, English or Chinese.": "要搜索的词，中英文均可。",
    # list
    "List the terms, by topic; a circle shows how far each has come.": (
        "按主题列出词条；圆圈表示各自的掌握程度。"
    ),
    "Fields of --json: those of learn define --json, and mastery: unmet, just_met, typed, steady or"
    " known; null where the progress can't be read.": (
        "\b\n"
        "--json 的字段：与 learn define --json 相同，另有 mastery：unmet、just_met、"
        "typed、steady 或 known；读不出进度时为 null。"
    ),
    # sheet
    "Print a quiz for a class as Markdown, with an answer key.": (
        "以 Markdown 输出一份供班级使用的测验，附答案。"
    ),
    "Many answers are computed by the demos. Nothing of your progress is touched.": (
        "许多答案由演示算出。不影响你的进度。"
    ),
    "How many questions.": "题目数量。",
    "The same sheet again; the sheet names its own.": (
        "重新生成同一份测验；测验上印有自己的种子。"
    ),
}
