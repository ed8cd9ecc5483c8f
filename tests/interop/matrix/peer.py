"""What a Python peer does whatever its library: base64url, and one document of questions and answers."""

import base64
import json
import sys


def octets(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def serve(read, make):
    """Answers one document of questions: `read` gives the content of an object, `make` an object to an order."""
    asked = json.load(sys.stdin)
    answer = {"read": [], "made": []}
    for item in asked["items"]:
        try:
            reason = "" if text(read(item)) == item["plaintext"] else "another content"
        except Exception as error:  # every refusal is a result
            reason = repr(error)
        answer["read"].append({"name": f"{item['name']} {item['form']}", "reason": reason})
    for order in asked["orders"]:
        answer["made"].append({"name": order["name"], "form": order["form"], "object": make(order)})
    json.dump(answer, sys.stdout)
