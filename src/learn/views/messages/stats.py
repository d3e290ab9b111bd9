"""What statistics and a fit of the scheduler say."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    # stats
    "stats_line": ("{what}: {value}", "{what}：{value}"),
    "comma": (", ", "、"),
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
        "Log loss {scheduler:.3f}; always the aim {constant:.3f}; a moving average"
        " {moving_average:.3f}. Less is better.",
        "对数损失 {scheduler:.3f}；恒取目标值 {constant:.3f}；滑动平均 {moving_average:.3f}。"
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
    "card_predict": ("predict", "预测演示"),
    "card_picture": ("picture", "看图选设定"),
    "card_print": ("print", "写出打印结果"),
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
    "tune_undo": ("this brings back what was before", "这样可恢复到之前"),
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
    "tune_fault": ("line {line}: {why}", "第 {line} 行：{why}"),
}
