"""What a teacher sees of a shared log: every learner's work, and what a class misses."""

from __future__ import annotations

from learn.quiz.statistics import Learner, Missed
from learn.sharing.postgres import Server

_MOST = 1000  # learners
_STANDS = (
    "from learn_review as r where rating is not null and octet_length(card) <= 140"
    " and not exists (select 1 from learn_review as u"
    " where u.learner = r.learner and u.undoes = r.id)"
)


def learners(server: Server) -> list[Learner]:
    """Return every learner of a server, by name."""
    rows = server.ask(
        "select learner, count(*), sum(case when rating > 1 then 1 else 0 end),"
        f" count(distinct card), count(distinct day), max(day) {_STANDS}"
        f" group by learner order by learner limit {_MOST}"
    )
    return [Learner(name, *map(int, counts)) for name, *counts in rows]


def missed(server: Server, most: int = 10) -> list[Missed]:
    """Return the terms that are answered wrongly most often."""
    rows = server.ask(
        "select split_part(card, '/', 1) as term, count(*),"
        " sum(case when rating = 1 then 1 else 0 end) as wrong,"
        f" count(distinct case when rating = 1 then learner end) {_STANDS} group by 1"
        " having sum(case when rating = 1 then 1 else 0 end) > 0"
        " order by wrong desc, term limit %s",
        (most,),
    )
    return [Missed(term, *map(int, counts)) for term, *counts in rows]
