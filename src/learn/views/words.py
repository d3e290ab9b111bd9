"""Every word that the program itself says, in both languages. Words about terms are in YAML."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WORDS: dict[str, tuple[str, str]] = {
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
    "see_also": ("See also", "参见"),
    "sources": ("Sources", "出处"),
    "also_means": ("“{word}” can also mean", "“{word}”也可以指"),
    "several": ("“{word}” has several meanings", "“{word}”有多种含义"),
    "several_terms": ("“{word}” names several terms.", "有多个词条叫“{word}”。"),
    "not_here": (
        "“{word}” has meanings, but none with an entry of its own.",
        "“{word}”有多种含义，但都没有自己的词条。",
    ),
    "not_found": ("No term is called “{word}”.", "没有名为“{word}”的词条。"),
    "nearest": ("Nearest", "相近的词条"),
    "offered": ("“{word}” is found under", "“{word}”可见于"),
    "no_hits": ("Nothing found for “{word}”.", "没有找到“{word}”。"),
    # lists
    "terms": ("{count} terms", "共 {count} 个词条"),
    "one_term": ("1 term", "共 1 个词条"),
    "then_define": ("learn define TERM", "learn define 词条"),
    "hits": ("{count} found", "找到 {count} 个"),
    # topics
    "architecture": ("architecture", "架构"),
    "training": ("training", "训练"),
    "transfer": ("transfer", "迁移"),
    "data": ("data", "数据"),
    "own": ("own", "自定义"),
    # demo
    "usage": ("Usage: ", "用法："),
    "numbers": (
        "{count} numbers from {one}, joined by commas",
        "{count} 个数，各为 {one}，以逗号相连",
    ),
    "refused": ("{option} does not take “{value}”.", "{option} 不接受“{value}”。"),
    "takes": ("It takes {values}.", "可取：{values}。"),
    "unknown_option": ("This demo has no option {option}.", "这个演示没有选项 {option}。"),
    "has_options": ("It has {options}.", "它有：{options}。"),
    "no_demo": ("{name} has no demo.", "“{name}”没有演示。"),
    "one_sweep": (
        "One option at a time can have several values, up to {most}.",
        "一次只能有一个选项取多个值，最多 {most} 个。",
    ),
    "play_where": (
        "--play needs a terminal for its keys and pictures.",
        "--play 需要终端来显示图形和读取按键。",
    ),
    "play_else": ("learn demo {slug}  shows the same once.", "learn demo {slug}  只显示一次。"),
    "look": ("Look", "看点"),
    "reproduce": ("Run this again", "重现"),
    "options": ("Options", "选项"),
    "default": ("default", "默认"),
    "loading": ("loading torch …", "正在加载 torch …"),
    "running": ("running the demo …", "正在运行演示 …"),
    "stale": ("computing; the picture is of the last values …", "正在计算；图为上一次的取值 …"),
    "turn": ("turn", "调节"),
    "reset": ("reset", "重置"),
    "code": ("code", "代码"),
    "overrun": (
        "The demo took longer than {seconds} s and was stopped.",
        "演示超过 {seconds} 秒，已停止。",
    ),
    "your_guess": ("your guess (Enter to skip)", "你的猜测（回车跳过）"),
    "guess_right": ("✓ You said {guess}; it is {value}.", "✓ 你猜 {guess}，结果是 {value}。"),
    "guess_wrong": ("✗ You said {guess}; it is {value}.", "✗ 你猜 {guess}，结果是 {value}。"),
    "point": ("{y} at {x}", "{x} 处 {y}"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    # quiz
    "ask_name": ("Which term is this?", "这是哪个术语？"),
    "ask_summary": ("What is it?", "它是什么？"),
    "ask_type": ("Type its name", "写出它的名称"),
    "ask_contrast": ("Which of the two is it?", "是哪一个？"),
    "ask_aloud": (
        "Explain it aloud, or in your head; then compare.",
        "用自己的话讲一遍（出声或默想），再对照。",
    ),
    "compare": ("compare", "对照"),
    "how_well": (
        "How well did you say it? 1 not, 2 with gaps, 3 well, 4 without thinking",
        "说得怎么样？1 没说出 2 有缺漏 3 说清楚了 4 脱口而出",
    ),
    "rate": ("again … easy", "重来 … 轻松"),
    "hint": ("hint", "提示"),
    "undo": ("undo", "撤销"),
    "i_was_right": ("I was right", "我是对的"),
    "accepted": (
        "“{reply}” is right from now on.",
        "“{reply}”从现在起也算对。",
    ),
    "no_hint": ("There is no more to hint at.", "没有更多提示了。"),
    "hint_not": ("It is not {text}.", "不是 {text}。"),
    "hint_begins": ("It begins with “{text}”.", "以“{text}”开头。"),
    "hint_formula": ("Think of {text}", "想想 {text}"),
    "undo_here": ("Taken back.", "已撤销。"),
    "undone": ("Taken back: the answer about {name} ({kind}).", "已撤销：{name}（{kind}）的答案。"),
    "nothing_to_undo": ("There is no answer to take back.", "没有可以撤销的答案。"),
    "grade_1": ("Graded again.", "评为：重来。"),
    "grade_2": ("Graded hard.", "评为：困难。"),
    "grade_3": ("Graded good.", "评为：良好。"),
    "grade_4": ("Graded easy.", "评为：轻松。"),
    "cram": ("Cramming: no schedule was touched.", "突击模式：不影响复习计划。"),
    "leech": (
        "Forgotten {count} times: see learn demo {slug}, and learn quiz {slug} --kind contrast.",
        "学会后又忘了 {count} 次：看看 learn demo {slug}，再做 learn quiz {slug} --kind contrast。",
    ),
    "choose": ("choose", "选择"),
    "dont_know": ("don't know", "不知道"),
    "next": ("next", "继续"),
    "demo": ("demo", "演示"),
    "quit": ("quit", "退出"),
    "enter": ("Enter", "回车"),
    "right": ("Right.", "正确。"),
    "near": ("Right, but it is spelled {name}.", "正确，但应写作 {name}。"),
    "wrong": ("Not quite.", "不对。"),
    "answer_is": ("The answer: {answer}", "答案：{answer}"),
    "you_said": ("You said", "你的回答"),
    "choose_between": ("Type a number from 1 to {count}, or q.", "请输入 1 到 {count}，或 q。"),
    "again_soon": ("It comes again in a moment.", "稍后会再问一次。"),
    "again_in": ("Next in {days}.", "{days}后再问。"),
    "one_day": ("1 day", "1 天"),
    "days": ("{count} days", "{count} 天"),
    "done": ("Done", "完成"),
    "score": ("{right} of {count} right", "答对 {right} / {count}"),
    "to_review": ("To look at again", "值得再看"),
    "saved_one": ("1 answer saved.", "已保存 1 个答案。"),
    "saved": ("{count} answers saved.", "已保存 {count} 个答案。"),
    "due": ("Due", "到期"),
    "today": ("today", "今天"),
    "tomorrow": ("tomorrow", "明天"),
    "in_days": ("in {count} days", "{count} 天后"),
    "one_card": ("1 card", "1 张卡片"),
    "cards": ("{count} cards", "{count} 张卡片"),
    "nothing_answered": ("Nothing was answered, nothing changed.", "没有作答，进度未变。"),
    "nothing_due": ("Nothing to ask now.", "现在没有要问的。"),
    "limit_reached_one": (
        "1 new card today: that is the daily limit (more: --new N).",
        "今天已学 1 张新卡片，达到每日上限（更多：--new N）。",
    ),
    "limit_reached": (
        "{count} new cards today: that is the daily limit (more: --new N).",
        "今天已学 {count} 张新卡片，达到每日上限（更多：--new N）。",
    ),
    "cards_reached_one": (
        "1 card asked today: that is the daily limit (more: --limit N).",
        "今天已问 1 张卡片，达到每日上限（更多：--limit N）。",
    ),
    "cards_reached": (
        "{count} cards asked today: that is the daily limit (more: --limit N).",
        "今天已问 {count} 张卡片，达到每日上限（更多：--limit N）。",
    ),
    "more_missed": ("and {count} more", "还有 {count} 个"),
    "siblings": (
        "Other cards of today's terms wait until tomorrow.",
        "今天问过的词条，其余卡片留到明天。",
    ),
    "all_learnt": ("Every card has been asked at least once.", "所有卡片都至少问过一次。"),
    "skipped": ("Passed over: {card}", "已跳过：{card}"),
    "computing": ("computing …", "正在计算 …"),
    "no_input": (
        "The input is closed: a quiz needs a terminal, or a line for every answer.",
        "输入已关闭：测验需要终端，或每行一个答案。",
    ),
    "type_a_number": (
        "Type a number, or an empty line if you don't know.",
        "请输入一个数；不知道就直接回车。",
    ),
    "no_answers": (
        "{count} lines in a row were no answer: the quiz ends here.",
        "连续 {count} 行都不是答案：测验到此结束。",
    ),
    # sheet
    "sheet_name": ("Which term is this?", "这是哪个术语？"),
    "sheet_summary": ("What is “{name}”?", "“{name}”是什么？"),
    "sheet_type": ("Write down its name.", "写出它的名称。"),
    "sheet_contrast": ("Which of the two is it?", "是哪一个？"),
    "sheet": ("Quiz", "测验"),
    "answers": ("Answers", "答案"),
    # home
    "home_due": ("{due} due, {new} new today", "今天到期 {due} 张，新卡片 {new} 张"),
    "home_new_one": ("1 new card for today", "今天有 1 张新卡片"),
    "home_new": ("{count} new cards for today", "今天有 {count} 张新卡片"),
    "home_none": ("Nothing is due today.", "今天没有到期的卡片。"),
    "home_quiz": ("start a session", "开始一轮测验"),
    "home_define": ("look a word up", "查一个词"),
    "home_demo": ("see an idea as numbers", "用数字看懂一个概念"),
    "home_list": ("all {count} terms", "全部 {count} 个词条"),
    "home_search": ("search everywhere", "全文搜索"),
    "home_help": ("all commands", "所有命令"),
    # check
    "check_clean": (
        "{terms}, {questions}, {demos}: all agree.",
        "{terms}、{questions}、{demos}：全部一致。",
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
    # stats
    "stats_line": ("{what}: {value}", "{what}：{value}"),
    "comma": (", ", "、"),
    "colon": (": ", "："),
    "semicolon": ("; ", "；"),
    "stats_none": ("No reviews yet.", "还没有答题记录。"),
    "stats_none_of": ("No reviews of {name} yet.", "“{name}”还没有答题记录。"),
    "stats_begin": ("answer a few questions first", "先答几道题"),
    "one_review": ("1 review", "1 次答题"),
    "reviews": ("{count} reviews", "{count} 次答题"),
    "stats_total": ("{reviews} on {days}", "{days}，共 {reviews}"),
    "stats_streak": (
        "Streak: {current}; the longest: {longest}.",
        "连续学习 {current}，最长 {longest}。",
    ),
    "stats_week": ("Week of {day}", "{day} 起的一周"),
    "weekdays": ("Mon  Wed  Fri  ", "一  三  五  "),
    "months": (
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    ),
    "stats_due": (
        "{today} today, {tomorrow} tomorrow, {all} within {days} days",
        "今天 {today} 张，明天 {tomorrow} 张，{days} 天内共 {all} 张",
    ),
    "stats_ages": ("Recall by age of memory", "记忆的新旧与回忆率"),
    "stats_ages_note": (
        "by days since the last review; ╎ the aim, {aim}",
        "按距上次复习的天数；╎ 目标 {aim}",
    ),
    "stats_range": ("{low}–{high} days", "{low}–{high} 天"),
    "stats_over": ("{low}+ days", "{low} 天以上"),
    "stats_age_said": ("Recall after {age}", "隔 {age}的回忆率"),
    "stats_rate": ("{rate} of {reviews}", "{rate}，共 {reviews}"),
    "stats_topics": ("Strength by topic", "各主题的掌握程度"),
    "stats_topics_note": (
        "recall expected today; cards known (recall {aim} or more) of all",
        "今天的预期回忆率；掌握（≥ {aim}）的卡片数 / 卡片总数",
    ),
    "stats_topic_said": (
        "recall today {recall}; {known} of {cards} cards known, {met} met",
        "今天的回忆率 {recall}；掌握 {known} / {cards} 张卡片，已学 {met} 张",
    ),
    "stats_unmet": ("not met yet", "尚未学习"),
    "stats_pairs": ("Mixed up", "常混淆的词"),
    "once": ("once", "1 次"),
    "times": ("{count} times", "{count} 次"),
    "stats_bins": ("Predicted and actual recall", "预测与实际的回忆率"),
    "stats_bins_note": (
        "by what was predicted before each answer: ╎ the prediction, █ the share recalled",
        "按答题前的预测分组：╎ 预测值，█ 实际回忆率",
    ),
    "stats_bin_said": (
        "{predicted} predicted on average, {actual} of {count} recalled",
        "平均预测 {predicted}，实际 {actual}，共 {count} 次",
    ),
    "stats_predicted": ("Predicted {low} to {high}", "预测 {low} 至 {high}"),
    "stats_log_loss": (
        "Log loss {scheduler:.3f}; the best constant {constant:.3f}; a moving average"
        " {moving_average:.3f}. Less is better.",
        "对数损失 {scheduler:.3f}；最佳常数 {constant:.3f}；滑动平均 {moving_average:.3f}。"
        "越小越好。",
    ),
    "stats_sampled": (
        "Predictions are checked on {count} of {all} reviews: whole cards, evenly chosen.",
        "预测用 {all} 次答题中的 {count} 次来检验：均匀选取的若干张卡片的全部记录。",
    ),
    "stats_none_scored": (
        "Nothing to compare yet: no card has been asked on two days.",
        "还没有可比较的：没有卡片在两天里都问过。",
    ),
    "stats_skipped_reviews": (
        "Left out, with a rating or a day that can't be: {reviews}",
        "评分或日期无效，未计入：{reviews}",
    ),
    "stats_skipped_cards": (
        "Left out, of no term here: {cards}",
        "不属于现有词条，未计入：{cards}",
    ),
    "stats_one": ("the history of one term", "某个词条的记录"),
    "stats_card": (
        "{reviews}, {lapses}, stability {stability}, recall {recall}, due {due}",
        "{reviews}，{lapses}，稳定性 {stability}，回忆率 {recall}，到期：{due}",
    ),
    "stats_card_missed": (
        "{reviews}, {lapses}, missed the last time, due {due}",
        "{reviews}，{lapses}，上次没有答对，到期：{due}",
    ),
    "card_name": ("name", "选名称"),
    "card_summary": ("summary", "选释义"),
    "card_type": ("type", "写名称"),
    "card_aloud": ("aloud", "讲一遍"),
    "card_contrast": ("contrast-{slug}", "对比 {slug}"),
    "one_lapse": ("1 lapse", "遗忘 1 次"),
    "lapses": ("{count} lapses", "遗忘 {count} 次"),
    "stats_ratings": ("✗ again  ~ hard  ✓ good  ‼ easy", "✗ 重来  ~ 困难  ✓ 良好  ‼ 轻松"),
    "rated_1": ("again", "重来"),
    "rated_2": ("hard", "困难"),
    "rated_3": ("good", "良好"),
    "rated_4": ("easy", "轻松"),
    "stats_rated": ("{facts}; rated {ratings}", "{facts}；评分：{ratings}"),
    "stats_curve": ("Recall, without further reviews", "若不再复习的回忆率"),
    "stats_curve_x": ("days from today", "距今天的天数"),
    "stats_mean": ("mean", "平均"),
    "stats_weakest": ("weakest", "最弱"),
    # tune
    "tune_reading": ("reading the log …", "正在读取记录 …"),
    "tune_fitting": ("fitting FSRS-6 …", "正在拟合 FSRS-6 …"),
    "tune_losses": ("Log loss on {reviews} held out", "留出的 {reviews}的对数损失"),
    "tune_one_review": ("1 next-day review", "1 次隔日答题"),
    "tune_reviews": ("{count} next-day reviews", "{count} 次隔日答题"),
    "tune_line": ("{what}: {value}", "{what}：{value}"),
    "tune_constant": ("constant", "常数"),
    "tune_moving_average": ("moving average", "滑动平均"),
    "tune_default": ("default FSRS-6", "默认 FSRS-6"),
    "tune_current": ("FSRS-6 in use", "现用 FSRS-6"),
    "tune_fitted": ("fitted FSRS-6", "拟合 FSRS-6"),
    "tune_split": (
        "Less is better. Fitted on the {count} before them; each is predicted from its past only.",
        "越小越好。拟合只用此前的 {count} 次；每次预测只依据过去。",
    ),
    "tune_parameters": ("Fitted parameters", "拟合的参数"),
    "tune_adopted": (
        "Adopted: {gain} less log loss than {rival} (standard error {error}). What is due follows"
        " your memory from now on.",
        "已采用：对数损失比{rival}低 {gain}（标准误 {error}）。从现在起按你的记忆安排复习。",
    ),
    "tune_luck": (
        "Not adopted: {gain} less log loss than {rival}, but that may be luck"
        " (standard error {error}).",
        "未采用：对数损失比{rival}低 {gain}，但可能出于偶然（标准误 {error}）。",
    ),
    "tune_worse": (
        "Not adopted: {gain} more log loss than {rival} (standard error {error}).",
        "未采用：对数损失比{rival}高 {gain}（标准误 {error}）。",
    ),
    "tune_same": ("This fit is in use already.", "拟合所得正是现用的参数。"),
    "tune_reset": (
        "Back to the default parameters; every card's state was derived anew.",
        "已恢复默认参数，并重新推算各卡片的状态。",
    ),
    "tune_untuned": ("The default parameters are in use already.", "现用的就是默认参数。"),
    "tune_again": (
        "Worth another try in about {reviews}.",
        "再有约 {reviews}后值得重试。",
    ),
    "tune_too_few": (
        "Too few reviews to fit to: {count} of {least} on a later day than the card's last one.",
        "答题还太少，无法拟合：隔日再答的有 {count} 次，至少要 {least} 次。",
    ),
    "tune_needs": ("Still needed: {reviews}.", "还需要 {reviews}。"),
    "tune_unsplit": (
        "Too few reviews to fit to: of {count}, only {scored} on a later day than the card's last"
        " one; two are needed.",
        "答题太少，无法拟合：共 {count} 次，其中隔日再答的只有 {scored} 次，至少要 2 次。",
    ),
    "tune_one_bad": ("1 row was left out:", "有 1 行未计入："),
    "tune_bad": ("{count} rows were left out:", "有 {count} 行未计入："),
    # progress, backups
    "no_progress": ("There is no progress yet at {path}.", "还没有学习记录：{path}"),
    "backing_up": ("making today's backup …", "正在做今天的备份 …"),
    "once_more": ("{message} Trying once more …", "{message} 再试一次 …"),
    "clock_no_year": (
        "The clock says {now}: set it right, or no answer can be scheduled.",
        "时钟显示 {now}：请先校正时钟，否则无法安排复习。",
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
    "doctor_glossary": ("glossary", "词库"),
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
    "doctor_quick": ("quick", "快速"),
    "doctor_full": ("full, with every card's state derived anew", "完整，并重新推算各卡片的状态"),
    "doctor_fine": ("Nothing is wrong.", "一切正常。"),
    "doctor_no_file": ("there is no progress file", "没有进度文件"),
    "doctor_lost": (
        "The progress file is missing or empty, but there are backups: learn restore",
        "进度文件缺失或为空，但有备份：learn restore",
    ),
    "doctor_damaged": ("The progress file is damaged: {what}", "进度文件已损坏：{what}"),
    "doctor_restore": (
        "Don't answer more with it; learn restore lists the backups.",
        "请勿继续用它答题；learn restore 列出备份。",
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
    # the shared log
    "sharing": ("asking {name} …", "正在联系 {name} …"),
    "shared_none": (
        "There is no shared log: {variable} is not set.",
        "没有共享记录：未设置 {variable}。",
    ),
    "shared_sent": ("{rows} sent to {name}.", "已向 {name} 发送 {rows}。"),
    "shared_fetched": ("{rows} fetched from {name}.", "已从 {name} 取回 {rows}。"),
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
    "tune_fault": ("line {line}: {why}", "第 {line} 行：{why}"),
}


def say(lang: str, key: str, **values: Any) -> str:
    """Say a word or a sentence of the program in a language."""
    return WORDS[key][lang == "zh"].format(**values)


def topic_name(lang: str, topic: str) -> str:
    """Say a topic's name; that of an own glossary is its folder's."""
    return say(lang, topic) if topic in WORDS else topic


def count_of(lang: str, one: str, many: str, count: int) -> str:
    """Say how many, in the singular or the plural."""
    return say(lang, one) if count == 1 else say(lang, many, count=count)
