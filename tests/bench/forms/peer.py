"""The same form for pydantic: each line on standard input asks for one batch, each answer is how many were refused."""

import sys
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


def text(low=None, high=None):
    return Annotated[str, Field(min_length=low, max_length=high)]


def like(pattern):
    return Annotated[str, Field(pattern=pattern)]


Day = like(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
Sex = Literal["male", "female"]


class Applicant(Strict):
    fullName: text(2, 100)
    citizenId: like(r"^[0-9]{12}$")
    birthDate: Day
    sex: Sex
    ethnicity: text(1, 40) | None = None
    nationality: text(2, 40) | None = None


class Child(Strict):
    fullName: text(2, 100)
    birthDate: Day
    sex: Sex
    birthPlace: text(1, 200) | None = None
    weight: Annotated[int, Field(ge=300, le=9000)] | None = None


class Address(Strict):
    province: like(r"^[0-9]{2}$")
    ward: like(r"^[0-9]{5}$")
    street: text(1, 200)


class Contact(Strict):
    phone: like(r"^0[0-9]{9}$")
    email: text(None, 120) | None = None
    channel: Literal["sms", "email", "zalo"] | None = None


class Form(Strict):
    kind: Literal["online", "desk", "post"]
    code: like(r"^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.H[0-9]{2}-[0-9]{6}-[0-9]{4}$")
    version: Literal[1] = 1
    consent: bool
    copies: Annotated[int, Field(ge=1, le=20)]
    fee: Annotated[float, Field(ge=0, le=10_000_000)] | None = None
    note: text(None, 500) | None = None
    post: text(5, 200) | None = None
    applicant: Applicant
    child: Child
    address: Address
    contact: Contact

    @model_validator(mode="after")
    def post_needs_an_address(self):
        if self.kind == "post" and self.post is None:
            raise ValueError("post")
        return self


with open(sys.argv[1], "rb") as file:
    LINES = file.read().splitlines()


def batch():
    failed = 0
    for line in LINES:
        try:
            Form.model_validate_json(line)
        except ValidationError:
            failed += 1
    return failed


for _ in sys.stdin:
    print(batch(), flush=True)
