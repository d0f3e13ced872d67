"""Puts the record in a file into a database as this machine's own, past every check: store-unchecked.py DATABASE FILE."""
import hashlib
import json
import sqlite3
import subprocess
import sys

database, file = sys.argv[1:]
line = open(file, encoding="utf-8").read().strip()
record = json.loads(line)
subprocess.run(["aicc", "cache", "gc", "--database", database], check=True, capture_output=True)
key = "\n".join([record["kernel"]["digest"], ",".join(record["kernel"]["layouts"]), record["silicon"], str(record["threads"])])
digest = hashlib.sha256(key.encode()).hexdigest()
with sqlite3.connect(database) as connection:
    connection.execute("INSERT INTO tasks (key, kernel, digest, layouts, silicon, threads, family) VALUES (?, ?, ?, ?, ?, ?, '')",
                       (digest, record["kernel"]["text"], record["kernel"]["digest"], "dense,dense", record["silicon"],
                        record["threads"]))
    connection.execute("INSERT INTO records (id, key, vocabulary, median_ns, default_ns, line, source, verified, stored_at) "
                       "VALUES (?, ?, 'aicc-schedule/1', ?, ?, ?, 'local', 1, 0)",
                       (record["id"], digest, record["timing"]["median_ns"], record["default"]["timing"]["median_ns"], line))
