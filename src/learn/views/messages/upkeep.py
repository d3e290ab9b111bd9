"""What is said about progress, backups and logs, the doctor's report, and a check."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "no_path": ("There is no file or folder “{path}”.", "没有“{path}”这个文件或文件夹。"),
    "exists": ("{path} exists already.", "{path} 已经存在。"),
    "name_another": ("Name a new file, or a folder.", "请写一个新文件，或一个文件夹。"),
    # check
    "check_clean": (
        "{terms}, {questions}, {demos}: all agree.",
        "{terms}、{questions}、{demos}：全部一致。",
    ),
    "cost_demo": ("demo", "演示"),
    "cost_seconds": ("seconds", "秒"),
    "cost_slowest": ("slowest corner", "最慢的设置"),
    "cost_mebibytes": ("peak MiB", "内存峰值 MiB"),
    "cost_margin": ("smallest margin", "最小余量"),
    "cost_control": ("with control", "对照"),
    "cost_over": (
        "{slug} takes over {seconds} s or {mebibytes} MiB at a corner: learn demo {slug} {at}",
        "{slug} 在某个设置下超过 {seconds} 秒或 {mebibytes} MiB：learn demo {slug} {at}",
    ),
    "check_term": ("1 term", "1 个词条"),
    "check_terms": ("{count} terms", "{count} 个词条"),
    "check_question": ("1 question", "1 个问题"),
    "check_questions": ("{count} questions", "{count} 个问题"),
    "check_demo": ("1 demo", "1 个演示"),
    "check_demos": ("{count} demos", "{count} 个演示"),
    "problem": ("1 problem", "1 个问题"),
    "problems": ("{count} problems", "{count} 个问题"),
    "warning": ("1 warning", "1 个提醒"),
    "warnings": ("{count} warnings", "{count} 个提醒"),
    # progress, backups
    "no_progress": ("There is no progress yet at {path}.", "还没有学习记录：{path}"),
    "backing_up": ("making today's backup …", "正在做今天的备份 …"),
    "once_more": ("{message} Trying once more …", "{message} 再试一次 …"),
    "clock_no_year": (
        "The clock says {now}: set it right, or no answer can be scheduled.",
        "时钟显示 {now}：请先校正时钟，否则无法安排复习。",
    ),
    "clock_long_ago": (
        "The clock says {clock}, which can't be: set it right. Answers are kept all the same, as"
        " given on {now}.",
        "时钟显示 {clock}，这不可能：请校正时钟。答案照样保存，时间记为 {now}。",
    ),
    "clock_behind": (
        "The last review is in the future ({last}; now it is {now}). Is the clock right? No"
        " schedule was changed by it. If the clock was wrong then: learn undo takes that answer"
        " back.",
        "上次答题的时间在未来（{last}；现在是 {now}）。时钟对吗？复习计划没有因此改动。"
        "若是当时的时钟有误：learn undo 可撤销那次答题。",
    ),
    "clock_ahead": (
        "The last review was {days} ago (now it is {now}). Is the clock right?",
        "距上次答题已有 {days}（现在是 {now}）。时钟对吗？",
    ),
    "backup_made": ("Saved {answers} in {path}", "已备份 {answers}：{path}"),
    "restore_none": ("There is no backup yet in {path}.", "还没有备份：{path}"),
    "restore_how": ("put one in the place of your progress", "用某个备份替换当前进度"),
    "restore_bad": ("damaged", "已损坏"),
    "restored": ("Restored {answers} from {path}", "已恢复 {answers}：{path}"),
    "restore_undo": ("the file before it is kept; this brings it back", "原文件已保留，可这样换回"),
    "restore_lost": (
        "It is damaged: {lost} of it can't be read.",
        "该备份已损坏：有 {lost}无法读出。",
    ),
    "restore_given": (
        "{answers} given here since then stay; what had come from elsewhere does not come again.",
        "此后在本机给出的 {answers}保留；从别处取来的不会再取回。",
    ),
    "restore_kept": (
        "The damaged file before it is kept as {path}",
        "原来损坏的文件已保留为 {path}",
    ),
    "one_answer": ("1 answer", "1 个答案"),
    "many_answers": ("{count} answers", "{count} 个答案"),
    # exchange
    "exported": ("Wrote {rows} to {path}", "已写入 {rows}：{path}"),
    "one_row": ("1 row", "1 行"),
    "rows": ("{count} rows", "{count} 行"),
    "import_reading": ("reading the log …", "正在读取记录 …"),
    "import_merging": ("merging, and deriving every card's state …", "正在合并并推算卡片状态 …"),
    "import_new": ("New: {answers}, {undos} taken back", "新增：{answers}，其中撤销 {undos} 次"),
    "import_cards": ("{cards}, from {first} to {last}", "{cards}，{first} 至 {last}"),
    "import_known": ("Here already: {rows}", "已有：{rows}"),
    "import_clashing": (
        "Left out, with the id of another row: {rows}",
        "与已有记录的编号冲突，未计入：{rows}",
    ),
    "import_bad": ("Left out, as no row of a log: {rows}", "不是有效记录，未计入：{rows}"),
    "import_unknown": (
        "Of terms that are in no glossary here, kept and not asked: {slugs}",
        "不属于现有词条，保留但不会提问：{slugs}",
    ),
    "import_dry": ("Nothing was changed; this merges it", "尚未改动；这样合并"),
    "import_done": (
        "Merged; every card's state was derived anew.",
        "已合并，并重新推算了各卡片的状态。",
    ),
    "import_nothing": ("Nothing is new, nothing was changed.", "没有新的记录，未作改动。"),
    "import_undo": ("this brings back what was before", "这样可恢复到合并之前"),
    # doctor
    "doctor_looking": ("looking …", "正在检查 …"),
    "doctor_line": ("{what}: {value}", "{what}：{value}"),
    "doctor_torch": ("not installed", "未安装"),
    "doctor_config": ("config", "配置"),
    "doctor_no_config": ("none; it would be {path}", "无；可放在 {path}"),
    "doctor_glossary": ("glossary", "词汇表"),
    "doctor_progress": ("progress", "进度"),
    "doctor_backups": ("backups", "备份"),
    "doctor_cache": ("cache", "缓存"),
    "doctor_answers": ("answers", "答案"),
    "doctor_last": ("last answer", "最近答题"),
    "doctor_check": ("check", "检查"),
    "doctor_orphans": ("cards of no term here", "不属于现有词条的卡片"),
    "doctor_none": ("none", "无"),
    "doctor_file": ("{path} ({size}, version {version})", "{path}（{size}，版本 {version}）"),
    "doctor_folder": ("{path} ({count}, {size})", "{path}（{count} 个，{size}）"),
    "doctor_newest": ("{folder}, the newest {name}", "{folder}，最新 {name}"),
    "doctor_counts": (
        "{answers}, {undone} taken back, {cards}",
        "{answers} 个，已撤销 {undone} 个，{cards}",
    ),
    "doctor_checked": ("every page, every day's answers", "每一页，每一天的答案"),
    "doctor_full": (
        "every page, every day's answers, every card's state derived anew",
        "每一页，每一天的答案，并重新推算各卡片的状态",
    ),
    "doctor_restorable": ("restorable", "可恢复"),
    "doctor_verified": ("{whole} of {count} backups", "{count} 个备份中有 {whole} 个"),
    "doctor_part": (
        "learn restore takes what can be read of it.",
        "learn restore 会取回其中还能读出的部分。",
    ),
    "doctor_mended": (
        "Repaired: {saved} saved, {lost} lost. The file as it was: {path}",
        "已修复：保住 {saved}，丢失 {lost}。原文件：{path}",
    ),
    "doctor_named": ("{rows} ({cards})", "{rows}（{cards}）"),
    "doctor_healed": (
        "{day}: taken from {source}, {rows}.",
        "{day}：{rows}已取自 {source}。",
    ),
    "doctor_unproven": (
        "{day}: no good copy was found; its {rows} were kept as they can be read.",
        "{day}：没有找到完好的副本；其中 {rows}按现状保留。",
    ),
    "doctor_rotten": (
        "{day}: not as it was written: {rows}. A good copy is in {source}: learn doctor --repair"
        " takes it.",
        "{day}：与写入时不一致：{rows}。{source} 中有完好的副本：learn doctor --repair 可取回。",
    ),
    "doctor_rotten_alone": (
        "{day}: something in its {rows} is not as it was written, and no good copy was found."
        " learn doctor --repair keeps them as they are.",
        "{day}：{rows}中有内容与写入时不一致，也没有完好的副本。"
        "learn doctor --repair 会按现状保留。",
    ),
    "doctor_oddities": (
        "The progress file has {what}, which learn did not make. learn doctor --repair makes a new"
        " file of its answers.",
        "进度文件里有不是 learn 建立的内容（{what}）。"
        "learn doctor --repair 会用其中的答案新建一个文件。",
    ),
    "doctor_fine": ("Nothing is wrong.", "一切正常。"),
    "doctor_no_file": ("there is no progress file", "没有进度文件"),
    "doctor_lost": (
        "The progress file is missing or empty, but there are backups: learn restore",
        "进度文件缺失或为空，但有备份：learn restore",
    ),
    "doctor_damaged": ("The progress file is damaged: {what}", "进度文件已损坏：{what}"),
    "doctor_restore": (
        "Don't answer more with it: learn doctor --repair saves what can be read, learn restore"
        " lists the backups.",
        "请勿继续用它答题：learn doctor --repair 保住还能读出的答案，learn restore 列出备份。",
    ),
    "doctor_unsound": (
        "Left out, with a rating, day or time that can't be: {rows}",
        "评分、日期或时间无效，未计入：{rows}",
    ),
    "doctor_future": (
        "Later than now: {answers}. Was the clock wrong? learn undo takes back the last one.",
        "时间晚于现在：{answers}。当时的时钟有误吗？learn undo 可撤销最后一个。",
    ),
    "doctor_version": (
        "The file is of version {version}; this learn knows {known}.",
        "文件版本为 {version}，本程序的版本为 {known}。",
    ),
    "doctor_differing": (
        "Not what the log leads to: {cards} ({names}); learn doctor --repair derives them anew.",
        "与答题记录不符：{cards}（{names}）；learn doctor --repair 可重新推算。",
    ),
    "doctor_open": (
        "Others can look into {path}: chmod 700 closes it.",
        "其他用户可以查看 {path}：用 chmod 700 关闭。",
    ),
    "doctor_shared": ("shared log", "共享记录"),
    "doctor_not_asked": ("{name} (learn sync compares it)", "{name}（learn sync 会核对）"),
    "doctor_password": (
        "Others can read the password in your config file: chmod 600 {path} closes it.",
        "其他用户可以读到配置文件里的密码：用 chmod 600 {path} 关闭。",
    ),
    "doctor_unwritable": ("{path} can't be written.", "无法写入 {path}。"),
    "doctor_repaired": (
        "Every card's state was derived anew from the log: {cards} changed.",
        "已根据答题记录重新推算各卡片的状态：{cards}有改动。",
    ),
}
