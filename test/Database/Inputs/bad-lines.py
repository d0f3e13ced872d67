"""Prints the good line of a file, wrong ones of every kind, and another good line."""
import hashlib
import json
import sys

good = open(sys.argv[1], encoding="utf-8").read().strip()


def dump(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def signed(changes):
    """The record with other members, and the id that belongs to them."""
    record = json.loads(good)
    del record["id"]
    for path, value in changes.items():
        *parents, name = path.split("/")
        place = record
        for parent in parents:
            place = place[parent]
        place[name] = value
    record["kernel"]["digest"] = changes.get("kernel/digest", hashlib.sha256(record["kernel"]["text"].encode()).hexdigest())
    record["id"] = hashlib.sha256(dump(record).encode()).hexdigest()
    return dump(record)


record = json.loads(good)
text, schedule = record["kernel"]["text"], record["schedule"]["text"]
timing = dict(record["timing"], ns=[6], count=1, median_ns=6, min_ns=6)
lines = [
    good,
    good[:-40],
    "hello",
    good.replace("aicc-record/1", "aicc-record/2"),
    "[" * 50000,
    good.replace('"threads":1,"timing"', '"threads":1e999,"timing"'),
    good.replace('"threads":1,"timing"', '"threads":"1","timing"'),
    signed({"payload": "#!/bin/sh"}),
    signed({"origin": "../../\u001b[2J"}),
    good.replace("another machine", "another machina"),
    signed({"kernel/digest": "0" * 64}),
    signed({"kernel/text": text.replace("dim d1 256", "dim d1 -1")}),
    signed({"kernel/layouts": ["dense"]}),
    signed({"silicon": "vendor=ACME;units=2"}),
    signed({"schedule/text": schedule.replace("d0 = 4", "d0 = 32")}),
    signed({"schedule/text": schedule.replace("d0 = 4", "d7 = 4")}),
    signed({"schedule/knobs": {"c0.d0": "5"}}),
    signed({"timing": timing}),
    signed({"toolchain/vocabulary": "aicc-schedule/2"}),
    signed({"check/max_error": 1.5}),
]
out = sys.stdout.buffer
for line in lines:
    out.write(line.encode() + b"\n")
out.write(b"\xff\xfe{}\n")
out.write(b"\n\r\n")
out.write(signed({"origin": "a third machine"}).encode() + b"\r\n")
