"""The help of the commands about progress, sharing and upkeep, in Chinese, by the English."""

from __future__ import annotations

HELP = {
    # stats
    "Show progress: days, streak, what is due, recall, strength.": (
        "显示进度：学习天数、连续天数、到期卡片、回忆率、掌握程度。"
    ),
    "A term is known when it was typed or explained, and its memory is stable for 21 days or more."
    " Recall counts the first answer to a card on a later day than its last one; a right one that"
    " you were not sure of may be luck: it doesn't count.": (
        "词条能写出或讲解，且记忆稳定期达到 21 天，才算掌握。回忆率只计每张卡片隔日后的"
        "第一个答案；没把握却答对的可能是碰巧，不算在内。"
    ),
    "Fields of --json: day, reviews, streak {current, longest}, days [{day, reviews}], today {due,"
    " new, minutes}, due [{day, cards}], terms {known, steady, typed, just_met, unmet} (each once,"
    " as far as it has come), topics [{topic, terms, met, known, recall, mastery}] (met: just or"
    " further; recall: expected today of those met; mastery: as terms), recall {reviews, recalled,"
    " guessed, rate, aim} (guessed: right, but not sure), retention [{first, last, reviews,"
    " recalled, guessed, rate}] (first to last: days of age), sureness {sure {answers, right,"
    " rate}, unsure {...}}, confusions [{terms, times, command}], calibration {replayed, reviews,"
    " bins [{low, high, reviews, predicted, actual}], log_loss {scheduler, constant,"
    " moving_average}}, skipped {reviews, cards}. Of a term: slug, mastery, next, cards [{card,"
    " reps, lapses, stability, difficulty, due, resting, bookmarked, recall, ratings, kinds}]"
    " (resting: until that day, or null; kinds: of the answers that were rated), unmet, curve"
    " [{day, recall, weakest}].": (
        "\b\n"
        "--json 的字段：day, reviews, streak {current, longest}, "
        "days [{day, reviews}], today {due, new, minutes}, due [{day, cards}], "
        "terms {known, steady, typed, just_met, unmet}（每个词条只计在最高一级）, "
        "topics [{topic, terms, met, known, recall, mastery}]（met：刚学或更高；"
        "recall：学过的词条今天的预期回忆率；mastery：同 terms）, "
        "recall {reviews, recalled, guessed, rate, aim}（guessed：答对但没把握）, "
        "retention [{first, last, reviews, recalled, guessed, rate}]（first 至 last："
        "间隔天数）, sureness {sure {answers, right, rate}, unsure {...}}, "
        "confusions [{terms, times, command}], "
        "calibration {replayed, reviews, bins [{low, high, reviews, predicted, actual}], "
        "log_loss {scheduler, constant, moving_average}}, skipped {reviews, cards}。\n "
        "指定词条时：slug, mastery, next, cards [{card, reps, lapses, stability, difficulty, "
        "due, resting, bookmarked, recall, ratings, kinds}]（resting：暂停到哪一天，或 "
        "null；kinds：有评分的答案属于哪些题型）, unmet, "
        "curve [{day, recall, weakest}]。"
    ),
    "Also recall by age, predictions against what happened, 30 days ahead, all pairs.": (
        "另外显示各间隔的回忆率、预测与实际的对照、未来 30 天、所有混淆的词条对。"
    ),
    # tune
    "Fit the spacing to your own reviews, if that predicts better.": (
        "若预测更准，就按你自己的答题记录调整复习间隔。"
    ),
    "What counts is a review on a later day than the card's last one. FSRS-6 is fitted to the first"
    " 40, 60 and 80 % of them; each fit predicts the next fifth, and the log loss of all these"
    " decides. What is adopted is fitted in the same way to all of them. Fits are averaged with the"
    " defaults: those to n reviews have the weight n / (n + 1000). A quiz does all this by itself"
    " once a month.": (
        "只计每张卡片的隔日答题。分别用最先的 40%、60%、80% 拟合 FSRS-6，各自预测随后的"
        "五分之一，由合计的对数损失决定是否采用。采用的参数以同样方法用全部记录拟合。"
        "拟合结果与默认参数加权平均：n 次答题的权重为 n / (n + 1000)。测验每月自动做一次。"
    ),
    "FILE.csv has the columns card_id, review_time (ms since the epoch, or ISO 8601), review_rating"
    " (1 to 4), in any order; others are ignored. Days begin at 04:00 in the time zone of --tz,"
    " else in the local one (TZ): a session that runs past 04:00 there is split.": (
        "文件.csv 含有 card_id、review_time（自 1970 年起的毫秒数，或 ISO 8601）、"
        "review_rating（1 至 4）三列，顺序不限，其余的列忽略。每天从 --tz 所指时区的 04:00 "
        "开始，默认是本地时区（TZ）：跨过 04:00 的学习会被分到两天。"
    ),
    "Fields of --json: reviews, scored, log_loss {constant, moving_average, default, fitted},"
    " parameters, cuts [{trained, held_out, parameters}] (scored is all that was held out). Of your"
    " own reviews also adopted, needed (more reviews, or null), and in log_loss current, if you"
    " have adopted parameters before; log_loss is null while there are too few reviews. With"
    " --reset only: reset (whether there was something to go back from). Where something was"
    " changed, undo is the backup that was made before.": (
        "\b\n"
        "--json 的字段：reviews, scored, log_loss {constant, moving_average, default, "
        "fitted}, parameters, cuts [{trained, held_out, parameters}]（scored 是留出的总数）。\n "
        "用自己的记录时还有 adopted、needed（还需几次答题，或 null）；曾采用过参数时，"
        "log_loss 中还有 current；答题太少时 log_loss 为 null。\n "
        "用 --reset 时只有 reset（是否真有可恢复的）。有改动时，undo 是事先做的备份。"
    ),
    "A log from elsewhere; progress is untouched.": "使用别处的记录；不影响你的进度。",
    "With --from: whose days, such as Asia/Shanghai.": (
        "与 --from 连用：按哪个时区分日，如 Asia/Shanghai。"
    ),
    "Go back to the parameters of FSRS-6.": "恢复 FSRS-6 的默认参数。",
    # undo
    "Take back the last answer given here, and again the one before.": (
        "撤销在本机给出的最后一个答案；再次运行则撤销前一个。"
    ),
    "Here means on this machine. With the answer goes all that it caused. What came by a sync or an"
    " import stays: learn restore takes such a step back.": (
        "答案带来的一切变化也一并撤销。同步或导入得到的记录保留：要撤回这类操作，"
        "请用 learn restore。"
    ),
    # backup
    "Copy your progress now; a quiz does so by itself once a day.": (
        "立即备份进度；测验每天会自动备份一次。"
    ),
    "The copy is made while nothing is being written, checked, and complete before it has its name."
    " Those made by hand are never thinned out.": (
        "备份时没有写入，完成并通过检查后才命名。手动的备份不会被清理。"
    ),
    "Fields of --json: path, answers.": "\b\n--json 的字段：path, answers。",
    "A new file, or a folder; else the shelf of backups.": (
        "一个新文件，或一个文件夹；默认放在备份目录。"
    ),
    # restore
    "List the backups, or put one in the place of your progress.": (
        "列出备份，或用某个备份替换当前进度。"
    ),
    "The backup is checked first; of a damaged one, the answers that can be read are taken. The"
    " present file becomes a backup too, so that this can be undone. A backup made before a sync or"
    " an import takes back that step: what came with it does not come again, your own answers"
    " stay.": (
        "先检查备份；若已损坏，则取出其中还能读出的答案。当前文件也会留作备份，因此可以换回。"
        "用同步或导入之前的备份可撤回那一步：当时取来的不会再取回，你自己的答案保留。"
    ),
    "Fields of --json: backups [{name, path, day, label, bytes, answers}] (answers is null where it"
    " is damaged), newest first; with BACKUP: restored, answers, lost, given, saved, undo.": (
        "\b\n"
        "--json 的字段：backups [{name, path, day, label, bytes, answers}]（备份损坏时 "
        "answers 为 null），最新的在前；指定备份时：restored, answers, lost, given, saved, "
        "undo。"
    ),
    "Its name, its day (2026-11-24), or a path.": "备份的名称、日期（2026-11-24）或路径。",
    # export
    "Write the log of your reviews as JSON Lines.": "将答题记录导出为 JSON Lines。",
    "Fields of each line: id (UUIDv7), card, rating (1 to 4), at (UTC), day (days since the year"
    " 1), duration (ms), kind, detail {reply, options, picked, ...}, engine, undoes. An undo has no"
    " rating, and names in undoes the id of what it takes back.": (
        "\b\n "
        "每行的字段：id（UUIDv7）, card, rating（1 至 4）, at（UTC）, day（公元 1 年起的天数）, "
        "duration（毫秒）, kind, detail {reply, options, picked, ...}, engine, undoes。\n "
        "撤销没有 rating，其 undoes 是被撤销的那一行的 id。"
    ),
    "A new file; else standard output.": "一个新文件；默认写到标准输出。",
    # import
    "Merge a log of reviews into your own.": "将一份答题记录合并到自己的记录中。",
    "Twice, or in another order, comes to the same. Rows are added by their ids, nothing is changed"
    " or deleted; then every card's state is derived anew. What can't be a row is left out and"
    " counted. A backup is made before.": (
        "重复导入或换个顺序，结果都相同。按 id 添加记录，不改动也不删除；"
        "然后重新推算各卡片的状态。无效的行不计入，只报数目。导入前会先备份。"
    ),
    "Fields of --json: file, merged, answers, undos, known, clashing, bad, faults [{line, why}],"
    " cards, unknown (terms), first, last (UTC), undo (a backup).": (
        "\b\n"
        "--json 的字段：file, merged, answers, undos, known, clashing, bad, "
        "faults [{line, why}], cards, unknown（词条）, first, last（UTC）, undo（备份）。"
    ),
    "What learn export wrote.": "learn export 写出的文件。",
    "Do it; else it is only said what would be done.": "真正合并；默认只说明将会怎样。",
    "Read up to 1 GB instead of 16 MB.": "最多读取 1 GB，而非 16 MB。",
    # sync
    "Exchange answers with the shared log that LEARN_STORE names.": (
        "与 LEARN_STORE 指定的共享记录交换答案。"
    ),
    "Each side gets the rows that only the other has; nothing is changed or deleted on either. A"
    " backup is made before, by which what came can be taken back for good. A quiz does it by"
    " itself, before and after. You are there who you log in as; where it is no class,"
    " LEARN_LEARNER may say another name. Exit 1 where the two sides differ afterwards.": (
        "两边互相补上只有对方才有的记录，都不改动也不删除。同步前会先备份，可借此撤回取来的"
        "记录，且不会再取回。测验在前后会自动同步。你在共享记录中的身份就是登录名；"
        "若不是班级，可用 LEARN_LEARNER 另取名称。同步后两边仍不一致时，退出码为 1。"
    ),
    "Fields of --json: name, learner, sent, fetched, bad, clashing, here {rows, checksum}, there"
    " {rows, checksum}, taken_back, undo (a backup, or null), same.": (
        "\b\n"
        "--json 的字段：name, learner, sent, fetched, bad, clashing, here {rows, checksum}, "
        "there {rows, checksum}, taken_back, undo（备份，或 null）, same。"
    ),
}
