from learn.quiz.pace import LESSON_SECONDS, LONGEST, READING, spent


def test_who_left_a_question_open_for_an_hour_did_not_use_up_the_day() -> None:
    assert spent([("type", 10_000), ("name", 3_600_000)]) == 10 + LONGEST + 2 * READING


def test_lessons_take_their_time() -> None:
    assert spent([], lessons=3) == 3 * LESSON_SECONDS
