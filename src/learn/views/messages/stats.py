"""What the statistics say."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
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
    "stats_range": ("{low}–{high} days", "{low}–{high} 天"),
    "stats_over": ("{low}+ days", "{low} 天以上"),
    "stats_age_said": ("Recall after {age}", "隔 {age}的回忆率"),
    "stats_rate": ("{rate} of {reviews}", "{rate}，共 {reviews}"),
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
    "stats_card": (
        "{reviews}, {lapses}, stability {stability}, recall {recall}, due {due}",
        "{reviews}，{lapses}，稳定性 {stability}，回忆率 {recall}，到期：{due}",
    ),
    "stats_card_missed": (
        "{reviews}, {lapses}, missed the last time, due {due}",
        "{reviews}，{lapses}，上次没有答对，到期：{due}",
    ),
    "card_term": ("name and meaning", "名称与含义"),
    "one_lapse": ("1 lapse", "遗忘 1 次"),
    "lapses": ("{count} lapses", "遗忘 {count} 次"),
    "rated_1": ("again", "重来"),
    "rated_2": ("hard", "困难"),
    "rated_3": ("good", "良好"),
    "rated_4": ("easy", "轻松"),
    "stats_rated": ("{facts}; rated {ratings}", "{facts}；评分：{ratings}"),
    "stats_curve": ("Recall, without further reviews", "若不再复习的回忆率"),
    "stats_curve_x": ("days from today", "距今天的天数"),
    "stats_mean": ("mean", "平均"),
    "stats_weakest": ("weakest", "最弱"),
    # the overview
    "full_stop": (".", "。"),
    "stats_comma": (", ", "，"),
    "stats_days": ("Days", "每日"),
    "stats_recall": ("Recall", "回忆率"),
    "stats_terms": ("Terms", "词条"),
    "stats_mixed": ("Mixed up", "易混"),
    "stats_due_today": ("{count} today", "今天 {count} 张"),
    "stats_new_today": ("{count} new", "新卡片 {count} 张"),
    "stats_due_ahead": (
        "{tomorrow} tomorrow, {week} within 7 days",
        "明天 {tomorrow} 张，7 天内共 {week} 张",
    ),
    "stats_due_span": ("{all} within {days} days", "{days} 天内共 {all} 张"),
    "stats_recalled": ("{rate} of {count} (aim {aim})", "{rate}，共 {count} 次（目标 {aim}）"),
    "stats_by_topic": ("Topics", "主题"),
    "stats_met": ("met", "学过"),
    "stats_in_all": ("in all", "总数"),
    "stats_recall_today": ("recall today", "今日回忆率"),
    "stats_all": ("all of it", "全部统计"),
    "stats_one": ("one term's history", "某个词条的记录"),
    # the details
    "stats_levels_note": (
        "known: typed or explained, and stable for 21 days; steady: for 7 days",
        "掌握：写出或讲解过，记忆稳定期不少于 21 天；稳固：不少于 7 天",
    ),
    "stats_topics": ("Strength by topic", "各主题的掌握程度"),
    "stats_topics_note": (
        "recall expected today of the terms met; terms known / met / in all",
        "学过的词条今天的预期回忆率；词条数：掌握 / 学过 / 总数",
    ),
    "stats_topic_said": (
        "{known} known, {met} met of {terms}; recall expected today {recall}",
        "共 {terms} 个词条，学过 {met} 个，掌握 {known} 个；今天的预期回忆率 {recall}",
    ),
    "stats_topic_unmet": (
        "{known} known, {met} met of {terms}",
        "共 {terms} 个词条，尚未学习",
    ),
    "stats_ages": ("Recall by age of memory", "记忆的新旧与回忆率"),
    "stats_ages_note": (
        "by days since the last review; ╎ the aim, {aim}",
        "按距上次复习的天数；╎ 目标 {aim}",
    ),
    "stats_luck_one": (
        "1 right answer that you were not sure of may be luck: it counts as not recalled."
        " With it: {rate}.",
        "有 1 次没把握却答对，可能是碰巧，不算想起。若算上：{rate}。",
    ),
    "stats_luck": (
        "{count} right answers that you were not sure of may be luck: they count as not recalled."
        " With them: {rate}.",
        "有 {count} 次没把握却答对，可能是碰巧，不算想起。若算上：{rate}。",
    ),
    "stats_sureness": ("Sure and not sure", "有把握与没把握"),
    "stats_sure": (
        "When you were sure, you were right in {right} of {count} ({rate})",
        "有把握时，{count} 次答对 {right} 次（{rate}）",
    ),
    "stats_unsure": (
        "when not, in {right} of {count} ({rate})",
        "没把握时，{count} 次答对 {right} 次（{rate}）",
    ),
    "stats_only_unsure": (
        "When you were not sure, you were right in {right} of {count} ({rate})",
        "没把握时，{count} 次答对 {right} 次（{rate}）",
    ),
    # one term
    "stats_next": ("next {when}", "下次：{when}"),
    "stats_answers": ("answers", "答题"),
    "stats_asked": ("asked", "次数"),
    "stats_lapsed": ("lapses", "遗忘"),
    "stats_stable": ("stable", "稳定期"),
    "stats_recall_now": ("recall", "回忆率"),
    "stats_when": ("next", "下次"),
    "stats_missed": ("missed", "答错"),
    "stats_ratings": ("✗ again  ~ hard  ✓ good  ‼ easy", "✗ 重来  ~ 困难  ✓ 良好  ‼ 轻松"),
    "stats_bookmarked": ("bookmarked", "已收藏"),
    "stats_rests": ("rests", "休息中"),
    "told_name": ("name", "选名称"),
    "told_summary": ("meaning", "选含义"),
    "told_type": ("typed", "写名称"),
    "told_contrast": ("told apart", "分辨"),
    "told_aloud": ("explained", "讲解"),
}
