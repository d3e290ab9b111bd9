"""What a fit of the scheduler says."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
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
        "Less is better. FSRS-6 is fitted to the first {counts}, and each fit is judged on those"
        " that come next.",
        "越小越好。分别用最先的 {counts} 次拟合，各用紧接着的一段来检验。",
    ),
    "tune_parameters": ("Fitted parameters", "拟合的参数"),
    "tune_adopted": (
        "Adopted, fitted anew to all {reviews}: {gain} less log loss than {rival} (standard error"
        " {error}). What is due follows your memory from now on.",
        "已采用，并用全部 {reviews}重新拟合：对数损失比{rival}低 {gain}（标准误 {error}）。"
        "从现在起按你的记忆安排复习。",
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
    "tune_days": (
        "A day begins at 04:00, in the time zone {zone}: a session that runs past it is split.",
        "每天从 04:00 开始（时区 {zone}）：跨过这个时刻的学习会被分到两天。",
    ),
    "tune_local_days": (
        "A day begins at 04:00, in your local time zone (--tz names another): a session that runs"
        " past it is split.",
        "每天从 04:00 开始（本地时区；--tz 可另指定）：跨过这个时刻的学习会被分到两天。",
    ),
    "monthly_adopted": (
        "The monthly fit to your own reviews predicts better: what is due follows your memory from"
        " now on.",
        "每月一次的拟合更符合你的答题记录：从现在起按你的记忆安排复习。",
    ),
    "monthly_kept": (
        "The monthly fit to your own reviews predicts no better for sure: all stays as it is.",
        "每月一次的拟合没有确实更好的结果：一切照旧。",
    ),
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
