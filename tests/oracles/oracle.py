"""Answers questions with other people's libraries: one JSON text a line in, one a line out.

A question is ``[name, argument, ...]``; the answer is what the function of that name returns.
"""

import json
import sys
from datetime import date

import holidays
import phonenumbers
from stdnum.exceptions import ValidationError
from stdnum.vn import mst

VIETNAM = holidays.country_holidays("VN", years=range(2019, 2029))


def is_working_day(day):
    return VIETNAM.is_working_day(date.fromisoformat(day))


def add_working_days(day, count):
    return VIETNAM.get_nth_working_day(date.fromisoformat(day), count).isoformat()


def tax_code(text):
    try:
        mst.validate(text)
    except ValidationError as error:
        return type(error).__name__
    return "valid"


KINDS = {
    phonenumbers.PhoneNumberType.MOBILE: "mobile",
    phonenumbers.PhoneNumberType.FIXED_LINE: "landline",
    phonenumbers.PhoneNumberType.TOLL_FREE: "tollFree",
    phonenumbers.PhoneNumberType.PREMIUM_RATE: "premium",
    phonenumbers.PhoneNumberType.UAN: "private",
}


def phone(text):
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        return "none"
    if not phonenumbers.is_valid_number(number):
        return "none"
    kind = phonenumbers.number_type(number)
    if kind in (phonenumbers.PhoneNumberType.TOLL_FREE, phonenumbers.PhoneNumberType.PREMIUM_RATE):
        return f"{KINDS[kind]} {number.national_number}"
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{KINDS.get(kind, kind)} {e164}"


ANSWERS = {
    "stdnum.taxCode": tax_code,
    "phonenumbers": phone,
    "holidays.isWorkingDay": is_working_day,
    "holidays.addWorkingDays": add_working_days,
}

for line in sys.stdin:
    name, *arguments = json.loads(line)
    print(json.dumps(ANSWERS[name](*arguments)))
