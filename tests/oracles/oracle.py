"""Answers questions with other people's libraries: one JSON text a line in, one a line out.

A question is ``[name, argument, ...]``; the answer is what the function of that name returns.
"""

import json
import sys
from datetime import date

import holidays

VIETNAM = holidays.country_holidays("VN", years=range(2019, 2029))


def is_working_day(day):
    return VIETNAM.is_working_day(date.fromisoformat(day))


def add_working_days(day, count):
    return VIETNAM.get_nth_working_day(date.fromisoformat(day), count).isoformat()


ANSWERS = {
    "holidays.isWorkingDay": is_working_day,
    "holidays.addWorkingDays": add_working_days,
}

for line in sys.stdin:
    name, *arguments = json.loads(line)
    print(json.dumps(ANSWERS[name](*arguments)))
