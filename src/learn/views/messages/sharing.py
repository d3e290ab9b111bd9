"""What is said about the log on a server, and about a class."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "sharing": ("asking {name} …", "正在联系 {name} …"),
    "shared_none": (
        "There is no shared log: {variable} is not set.",
        "没有共享记录：未设置 {variable}。",
    ),
    "shared_sent": ("{rows} sent to {name}.", "已向 {name} 发送 {rows}。"),
    "shared_fetched": ("{rows} fetched from {name}.", "已从 {name} 取回 {rows}。"),
    "shared_taken_back": (
        "{answers} of yours were taken back on another machine.",
        "你的 {answers}已在另一台机器上撤销。",
    ),
    "shared_taken_back_one": (
        "1 answer of yours was taken back on another machine.",
        "你的 1 个答案已在另一台机器上撤销。",
    ),
    "shared_undo": ("this takes it back, for good", "这样撤回，且不会再取回"),
    "shared_who": ("{learner} at {name}", "{learner}，{name}"),
    "shared_moved": ("Sent: {sent}. Fetched: {fetched}.", "发送：{sent}；取回：{fetched}。"),
    "shared_same": (
        "The same on both sides: {rows}, checksum {checksum}.",
        "两边一致：{rows}，校验和 {checksum}。",
    ),
    "shared_differ": (
        "The two sides differ: {here} here, {there} at {name}. Nothing was overwritten.",
        "两边不一致：本机 {here}，{name} {there}。未覆盖任何内容。",
    ),
    "shared_again": (
        "Another machine may be writing just now: learn sync once more. If it stays so, tell who"
        " keeps the server.",
        "可能另一台机器正在写入：请再运行一次 learn sync。若仍如此，请告知服务器管理者。",
    ),
    "shared_bad": (
        "Left out, as no row of a log: {rows} of {name}",
        "不是有效记录，未取回：{name} 的 {rows}",
    ),
    "shared_clashing": (
        "The same id, but other words on either side: {rows}; both stay as they are",
        "标识相同而内容不同：{rows}；两边都保持原样",
    ),
    "class_none": ("Nobody has sent an answer to {name} yet.", "还没有人向 {name} 发送过答案。"),
    "class_own_rows": (
        "{login} sees the rows of {login} only; a teacher sees everybody's. The owner of the"
        " database makes one: learn class teacher NAME",
        "{login} 只能看到自己的记录；教师可看到所有人的。数据库所有者可指定教师："
        "learn class teacher NAME",
    ),
    "class_made": (
        "{name} is a class: each learner reads and adds their own rows, a teacher reads all. Now"
        " say who is in it:",
        "{name} 已是一个班级：学习者只能读写自己的记录，教师可读所有人的。添加成员：",
    ),
    "class_is_learner": (
        "{member} is a learner at {name}: their own rows, and nobody else's.",
        "{member} 现在是 {name} 的学习者：只能读写自己的记录。",
    ),
    "class_is_teacher": (
        "{member} is a teacher at {name}: reads all answers, adds none.",
        "{member} 现在是 {name} 的教师：可读所有答案，不能添加。",
    ),
    "class_once": (
        "The password is in this line, for {member} alone, and is shown this once:",
        "密码就在下面这行里，只交给 {member}，仅显示这一次：",
    ),
    "class_no_password": (
        "No password was made: the server has to know {member} otherwise.",
        "未设密码：服务器须以其他方式认证 {member}。",
    ),
    "class_unchanged": (
        "There was a login {member} already: its password is unchanged.",
        "登录名 {member} 原已存在，密码未变。",
    ),
    "class_title": ("{learners} at {name}", "{name}：{learners}"),
    "one_learner": ("1 learner", "1 位学习者"),
    "learners": ("{count} learners", "{count} 位学习者"),
    "class_missed": ("Missed most", "错得最多"),
    "class_learner": ("learner", "学习者"),
    "class_answers": ("answers", "答题"),
    "class_right": ("right", "正确"),
    "class_cards": ("cards", "卡片"),
    "class_days": ("days", "天数"),
    "class_last": ("last", "最近"),
    "class_term": ("term", "词条"),
    "class_wrong": ("wrong", "错误"),
    "class_by": ("learners", "人数"),
}
