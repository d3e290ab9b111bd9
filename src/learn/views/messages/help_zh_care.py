"""The help of the commands for a class, the doctor and a check, in Chinese, by the English."""

from __future__ import annotations

HELP = {
    # class
    "Show every learner of the shared log, and what the class misses.": (
        "显示共享记录中的每位学习者，以及全班错得最多的词条。"
    ),
    "This is the only command that shows other learners' answers, and it shows counts. LEARN_STORE"
    " names the shared log. Where the owner of the database has run learn class init, it is a"
    " teacher who sees all learners; a learner sees herself.": (
        "只有这个命令会显示其他学习者的答题情况，且只显示次数。共享记录由 LEARN_STORE 指定。"
        "数据库所有者运行过 learn class init 之后，教师可看到所有学习者，"
        "学习者只能看到自己。"
    ),
    "Fields of --json: name, learners [{learner, answers, right, cards, days, last}], missed"
    " [{term, answers, wrong, learners}], own_rows (whether one sees one's own only).": (
        "\b\n"
        "--json 的字段：name, learners [{learner, answers, right, cards, days, last}], "
        "missed [{term, answers, wrong, learners}], own_rows（是否只能看到自己的）。"
    ),
    "Make the database a class: each has their own rows, a teacher reads all.": (
        "把数据库设为班级：各人只有自己的记录，教师可读所有人的。"
    ),
    "The owner of the database runs it once, and again after a new learn: tables, two roles, their"
    " privileges and the policies of the rows. Answers that are there stay. The owner's role must"
    " be one that may make roles.": (
        "由数据库所有者运行一次，learn 升级后再运行一次：建立数据表、两个角色及其权限，"
        "以及行级策略。已有的答案保留。所有者的角色必须有权创建角色。"
    ),
    "Show the SQL, and do nothing.": "只显示 SQL，不执行。",
    "Let somebody into the class as a learner, with a login of their own.": (
        "以学习者身份加入班级，使用自己的登录名。"
    ),
    "A new login gets a password. It is shown once, in the line that the learner puts into their"
    " environment. Who was a teacher is one no more.": (
        "新登录名会得到一个密码，仅显示一次，就在供学习者写入环境变量的那一行中。"
        "原为教师的，不再是教师。"
    ),
    "Let somebody into the class as a teacher, who reads all answers and adds none.": (
        "以教师身份加入班级：可读所有答案，不能添加。"
    ),
    "A new login gets a password, which is shown once. Who was a learner is one no more; their"
    " answers stay.": (
        "新登录名会得到一个密码，仅显示一次。原为学习者的，不再是学习者；其答案保留。"
    ),
    "The name that they log in with.": "此人的登录名。",
    "Make none: the server knows people otherwise.": "不设密码：服务器以其他方式认证。",
    # doctor
    "Say what is installed, where it lies, and what is wrong.": (
        "说明安装了什么、位于何处、有什么问题。"
    ),
    "Nothing is changed unless asked for. Exit 1 where something is wrong. Every page of the"
    " progress is checked, and whether each day's answers are those that were written. --repair"
    " takes what changed from a good copy, in a backup or the shared log; of a damaged file it"
    " saves every answer that can be read. Then it derives all cards' states from the log. The file"
    " as it was is kept.": (
        "除非指明，不作任何改动。有问题时，退出码为 1。检查进度文件的每一页，"
        "以及每天的答案是否与写入时一致。--repair 从备份或共享记录中的完好副本取回有变化的"
        "部分；文件损坏时，保住还能读出的每个答案。随后根据答题记录重新推算各卡片的状态。"
        "原文件会保留。"
    ),
    "Fields of --json: versions {learn, python, platform, sqlite, torch, fsrs}, config {path (or"
    " null), found}, glossaries, cache {path, bytes}, shared {name} or null, progress {path, bytes,"
    " version, answers, undone, cards, last} or null, backups {path, count, bytes, newest},"
    " verified [{name, answers, problem}] or null, full, damage, oddities, rotten [{day, rows,"
    " changed [{id, card, at}], source}], unsound, future, differing, orphans, repaired, repair"
    " {saved, lost, healed, unproven, kept} or null, notes, problems.": (
        "\b\n"
        "--json 的字段：versions {learn, python, platform, sqlite, torch, fsrs}, "
        "config {path（或 null）, found}, glossaries, cache {path, bytes}, "
        "shared {name} 或 null, "
        "progress {path, bytes, version, answers, undone, cards, last} 或 null, "
        "backups {path, count, bytes, newest}, verified [{name, answers, problem}] 或 null, "
        "full, damage, oddities, rotten [{day, rows, changed [{id, card, at}], source}], "
        "unsound, future, differing, orphans, repaired, "
        "repair {saved, lost, healed, unproven, kept} 或 null, notes, problems。"
    ),
    "Replay the whole log too.": "另外重放全部答题记录。",
    "Mend the progress; it is kept as it was.": "修复进度；原文件会保留。",
    "Check that each can be restored.": "检查每个备份是否都能恢复。",
    # check
    "Check a glossary: every fault with its file and line.": (
        "检查词汇表：列出每处错误及其文件和行号。"
    ),
    "Exit 1 where there is a fault; a warning is none. Demos are really run, each claim over ten"
    " seeds; what was run before is remembered until its code changes.": (
        "有错误时，退出码为 1；提醒不算错误。演示会真正运行，每个论断用十个种子检验；"
        "运行过的结果会记住，直到代码有改动。"
    ),
    "A glossary of your own; else the built-in one.": "自己的词汇表；默认检查内置的。",
    "A table of the demos: cost, margin of the claim, control.": (
        "列出演示的表格：开销、论断的余量、对照。"
    ),
}
