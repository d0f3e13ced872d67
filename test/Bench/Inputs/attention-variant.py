"""Writes a workload with one attention that is right but for what the words say: attention-variant.py FILE KEY=JSON …"""
import json
import sys

entry = {"id": "a", "B": 1, "H": 2, "Hkv": 2, "Sq": 4, "Skv": 8, "Dqk": 16, "Dv": 16, "mask": "none", "dtypes": ["f32"]}
for word in sys.argv[2:]:
    key, value = word.split("=", 1)
    entry[key] = json.loads(value)
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump({"attention": [entry]}, file)
