"""What a fit is worth: log losses side by side, and what follows from them."""

from __future__ import annotations

from learn.memory.csv_log import Foreign
from learn.memory.fitting import Log
from learn.memory.optimizer import LEAST, Trial
from learn.views.charts import bar
from learn.views.messages import count_of, say
from learn.views.page import Page, pad, width_of

_LONGEST_BAR = 40
_FAULTS = 5


def foreign(page: Page, trial: Trial, lang: str, zone: str | None, *, pictures: bool) -> Page:
    """Return the log losses of a log from elsewhere, and the parameters fitted to all of it.

    `zone` is the time zone that its days were told by, where one was named.
    """
    _losses(page, trial, lang, pictures=pictures)
    page.text(say(lang, "tune_days" if zone else "tune_local_days", zone=zone), "dim")
    page.blank().add(("strong", say(lang, "tune_parameters")))
    return page.text(", ".join(f"{each:.4f}" for each in trial.parameters))


def own(page: Page, trial: Trial, lang: str, *, pictures: bool) -> Page:
    """Return the log losses of the learner's own log, and whether the fit was adopted, and why."""
    _losses(page, trial, lang, pictures=pictures)
    page.blank()
    rival, gain = min(trial.gains.items(), key=lambda each: each[1].mean)
    values = {
        "gain": f"{abs(gain.mean):.4f}",
        "error": f"{gain.error:.4f}",
        "rival": say(lang, f"tune_{rival}"),
        "reviews": _next_day(lang, trial.count),
    }
    if trial.wins:
        return page.text("✓ " + say(lang, "tune_adopted", **values), "good")
    key = "tune_luck" if gain.mean > 0 else "tune_worse"
    page.text(say(lang, "tune_same" if trial.in_use else key, **values), "strong")
    return page.text(say(lang, "tune_again", reviews=_next_day(lang, trial.needed or 0)))


def too_few(page: Page, log: Log, lang: str) -> Page:
    """Say that there is too little to fit to, how much more it takes, and what to do."""
    page.text(say(lang, "tune_too_few", least=LEAST, count=len(log.scored)), "strong")
    page.text(say(lang, "tune_needs", reviews=_next_day(lang, LEAST - len(log.scored))))
    return page if page.width is None else page.add(("key", "  learn quiz"))


def faults(page: Page, found: Foreign, lang: str) -> Page:
    """Say which rows of a file were left out, and why the first ones."""
    page.text(count_of(lang, "tune_one_bad", "tune_bad", found.bad), "warn")
    for each in found.faults[:_FAULTS]:
        page.text(say(lang, "tune_fault", line=each.line, why=each.why), indent=2)
    if found.bad > _FAULTS:
        page.text("…", indent=2)
    return page


def _losses(page: Page, trial: Trial, lang: str, *, pictures: bool) -> None:
    """Add a line a predictor, with a bar where pictures are of use, and how they were tried."""
    page.text(say(lang, "tune_losses", reviews=_next_day(lang, trial.scored)), "title")
    names = {name: say(lang, f"tune_{name}") for name in trial.log_loss}
    left = max(map(width_of, names.values()))
    room = min(_LONGEST_BAR, (page.width or 0) - left - 12)
    most = max(trial.log_loss.values())
    for name, loss in trial.log_loss.items():
        if not pictures:
            page.text(say(lang, "tune_line", what=names[name], value=f"{loss:.4f}"))
            continue
        drawn = bar(loss / most, room) if room >= 6 else ""
        page.add(("", f"  {pad(names[name], left)}  {loss:.4f}  "), ("key", drawn))
    counts = ", ".join(str(cut.trained) for cut in trial.cuts)
    page.text(say(lang, "tune_split", counts=counts), "dim")


def _next_day(lang: str, count: int) -> str:
    return count_of(lang, "tune_one_review", "tune_reviews", count)
