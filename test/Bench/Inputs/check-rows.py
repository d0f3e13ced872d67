"""Checks the shape of the JSON that `aicc bench` wrote, never a time. Arguments: the file, then what it must hold:
`rows=N`, `peers=a,b` (of every measured row), `skipped=N`, `method=oracle` (of every measured row),
`schedules=N` (random ones of every measured row)."""
import json
import sys

NUMBER = (int, float)
IDENTITY = {"id": str, "graph": str, "dtype": str, "mode": str, "layout": str, "threads": int, "state": str}
MEASURED = {
    "schedule": str, "ms": dict, "calls": int, "gflops": NUMBER, "roof_share": NUMBER, "roof_now": dict, "bound": str,
    "check": dict, "max_error": NUMBER, "peers": dict, "refused": dict, "ratio": (int, float, type(None)), "device": str,
    "compiler": str, "steal": NUMBER, "foreign": NUMBER, "valid": bool,
    "predicted_ms": (int, float, type(None)), "model_error": (int, float, type(None)), "vs_bf16": (int, float, type(None)),
}
GROUP = {"name", "rows", "compared", "geometric_mean", "worst", "worst_row", "peers", "roof_share", "vs_bf16"}


def expect(condition, message):
    if not condition:
        sys.exit("check-rows: " + message)


def check_members(row, members):
    for name, kind in members.items():
        expect(name in row, f"{row['id']}: no member {name}")
        expect(isinstance(row[name], kind), f"{row['id']}: {name} is {row[name]!r}")


def check_measured(row, wanted):
    check_members(row, MEASURED)
    expect(0 < row["ms"]["min"] <= row["ms"]["median"], f"{row['id']}: times {row['ms']}")
    expect(row["bound"] in ("compute", "memory"), f"{row['id']}: bound {row['bound']}")
    expect(row["check"]["passed"] and 0 <= row["check"]["of_tolerance"] <= 1, f"{row['id']}: check {row['check']}")
    expect(wanted.get("method") in (None, row["check"]["method"]), f"{row['id']}: method {row['check']['method']}")
    expect({"ms", "peak_gflops", "stream_gb_s", "clock_ghz"} <= set(row["roof_now"]), f"{row['id']}: {row['roof_now']}")
    for name, peer in row["peers"].items():
        expect(0 < peer["min"] <= peer["median"], f"{row['id']}: {name} {peer}")
        # Its errors are judged by the tolerance for aicc's, which another order of roundings may exceed a little.
        expect(0 <= peer["of_tolerance"] <= 4 and peer["max_error"] >= 0, f"{row['id']}: {name} {peer}")
        # A peer rounds and sums in another order; another product would differ by more than a few units.
        expect(peer["max_difference"] <= 1.0 + 1e-5 * 33 * 128 * 128, f"{row['id']}: {name} differs: {peer}")
    if row["peers"]:
        best = min(peer["median"] for peer in row["peers"].values())
        expect(abs(row["ratio"] - best / row["ms"]["median"]) < 1e-6 * row["ratio"], f"{row['id']}: ratio {row['ratio']}")
    if "schedules" in wanted:
        trials = row["random_schedules"]
        expect(trials["count"] == int(wanted["schedules"]), f"{row['id']}: {trials['count']} random schedules")
        expect(trials["schedule"].startswith("#schedule.tree<"), f"{row['id']}: schedule {trials['schedule']}")
        share = trials["best"]["median"] / trials["default"]["median"]
        expect(abs(share - trials["default_share"]) < 1e-6 * share, f"{row['id']}: default_share {trials}")
    if "peers" in wanted:
        names = set(wanted["peers"].split(",")) - {""}
        expect(set(row["peers"]) == names, f"{row['id']}: peers {set(row['peers'])}, expected {names}")


def main():
    wanted = dict(word.split("=", 1) for word in sys.argv[2:])
    with open(sys.argv[1], encoding="utf-8") as file:
        document = json.load(file)
    expect(set(document) == {"rows", "summary"}, f"members {set(document)}")
    rows, summary = document["rows"], document["summary"]
    measured = [row for row in rows if "skipped" not in row]
    expect(len(rows) == int(wanted.get("rows", len(rows))), f"{len(rows)} rows")
    expect(len(rows) - len(measured) == int(wanted.get("skipped", 0)), f"skipped: {[r.get('skipped') for r in rows]}")
    for row in rows:
        # A module has neither weights nor layouts that the benchmark knows of.
        check_members(row, {name: kind for name, kind in IDENTITY.items() if "group" not in row or name not in ("mode", "layout")})
    for row in measured:
        check_measured(row, wanted)
    expect(summary["rows"] == len(rows) and summary["wrong"] == 0, f"summary {summary}")
    expect({"date", "machine", "skipped", "invalid", "absent_peers"} <= set(summary), f"summary {summary}")
    expect(summary["machine"]["processors"] >= 1, f"machine {summary['machine']}")
    expect(all(GROUP == set(group) for group in summary["groups"]), f"groups {summary['groups']}")
    print("rows are well formed:", len(measured))


main()
