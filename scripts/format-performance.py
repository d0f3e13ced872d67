#!/usr/bin/env python3
"""Prints reports of `aicc bench --json` as a page: method, date, machine, geometric means, every row.

    format-performance.py Products gemm.json fused.json > docs/Performance.md
    format-performance.py 'Decode and attention' decode.json attention.json > docs/PerformanceAttention.md
    format-performance.py - trials.json … > docs/DefaultSchedules.md      reports of --random-schedules, nothing else

Nothing on the page is typed by hand: scripts/update-performance.sh measures and prints it anew. The status is non-zero
where a result was wrong or a file is no report."""
import json
import sys

METHOD = """\
Every row is compiled for the device named above with default options, checked, then timed. The check compares every
element with the graph evaluated naively in f64; products of more than 1 GFLOP are compared in 4096 elements and by the
product of each row with a random vector of signs. The rule is that of [Numerics](Numerics.md).

Each contestant is a process of its own with the same operands, the same number of pinned threads and touched results.
Operands of 2 MiB and more, and weights that aicc and oneDNN have packed, lie in huge pages. Contestants take turns, A B
A B, in bursts of at least 30 ms; whoever waits is stopped. Bursts in which the hypervisor or
another process took time are repeated; a row that lost more than 3 % all the same, or in which a peer was below 97 % of
its rate alone, is *invalid* and in no mean. Times are medians.

*Prepacked*: weights are constants, packed once by every library that can (oneDNN `format_tag::any`; OpenBLAS cannot).
*Unpacked*: weights arrive as they are stored, [N, K] (nk) or [K, N] (kn). *Warm*: all calls on the same operands.
*Cold*: weights rotate over copies of twice the last-level cache. int8: s8 times s8 with a scale a row and a scale a
column, f32 result; oneDNN applies the former in the fastest of three ways. OpenBLAS runs as it chooses its kernels, and
forced to SkylakeX; the faster counts. *ratio* is the best peer's time / aicc's: above 1, aicc is faster.

*errors*, of fused graphs and blocks: the largest |found - f64 rounded to the type| over all results of a contestant.

*of roof*: the least time that arithmetic and bytes need on this machine, measured beside the row, / the time. Arithmetic
by the multiply-add instruction of the type; bytes, each argument and result once, by a plain read of as many that takes
turns with the contestants, warm on the same bytes and cold rotating as the weights do; of attention, operations of pairs
that are seen, and keys and values that are seen. *model*: the analytic model's time, predicted from the device file, /
the time."""


ATTENTION_METHOD = """\
Everything of one call counts: keys and values are packed in it where a schedule packs them. With more than 1 GFLOP for all
pairs, 512 random queries and the first and last one of each head are compared in f64; every other element has to lie
between the least and the largest of the values that it is a mean of. Decode rows also run *cold*, on keys and values that
rotate over 256 MB.

Of each library the fastest of its ways counts. PyTorch: `scaled_dot_product_attention`, with its own grouped heads, with
repeated ones, with groups as queries, a call a sequence; where a score is more than a product, `flex_attention` compiled,
and one call an operation, as it is and compiled. ONNX Runtime (f32 only): `Attention`, `MultiHeadAttention`,
`GroupQueryAttention` with a cache in place. Masks are made, and operands reordered, before the clock starts. *errors* are
the largest |found - f64 rounded to the type|."""


def fail(message):
    sys.exit("format-performance: " + message)


def load(path):
    try:
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
        rows, summary = report["rows"], report["summary"]
        emulated = [row["id"] for row in rows if row.get("mark") == "emulated"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        fail(f"{path}: expected a report of aicc bench --json: {type(error).__name__}: {error}")
    if emulated:
        fail(f"{path}: expected rows that were measured, found emulated ones: {', '.join(emulated)}")
    return rows, summary


def table(header, rows, left):
    """Lines of a Markdown table; the columns in `left` are aligned to the left."""
    yield "| " + " | ".join(header) + " |"
    yield "|" + "|".join("---" if i in left else "--:" for i in range(len(header))) + "|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def number(value, digits=2):
    return "-" if value is None else f"{value:.{digits}f}"


def percent(value):
    return "-" if value is None else f"{100 * value:.0f} %"


def milliseconds(value):
    return f"{value:.4g}"


def describe_machine(summary):
    machine = summary["machine"]
    kind = "virtual machine" if machine["virtual"] else "bare metal"
    return (f"{machine['processor']}, {machine['processors']} processors, "
            f"{machine['last_level_cache_bytes'] >> 20} MiB last-level cache, {machine['memory_bytes'] / 2**30:.0f} GiB "
            f"memory, {kind}, {machine['system']}")


def measured(rows):
    return [row for row in rows if "skipped" not in row]


def describe(rows, summaries):
    versions = sorted({peer["version"] for row in measured(rows) for peer in row["peers"].values()})
    yield "| | |"
    yield "|---|---|"
    yield f"| date | {min(s['date'] for s in summaries)[:10]} |"
    for machine in sorted({describe_machine(summary) for summary in summaries}):
        yield f"| machine | {machine} |"
    yield f"| aicc | {', '.join(sorted({row['compiler'] for row in measured(rows)}))} |"
    yield f"| device file | {', '.join(sorted({row['device'] for row in measured(rows)}))} |"
    yield f"| peers | {'; '.join(versions) or 'none'} |"
    absent = sorted({peer for summary in summaries for peer in summary.get("absent_peers", [])})
    if absent:
        yield f"| peers that were not there | {', '.join(absent)} |"
    steal = sum(row["steal"] for row in measured(rows))
    yield (f"| rows | {len(rows)}: {sum(row['valid'] for row in measured(rows))} valid, "
           f"{sum(not row['valid'] for row in measured(rows))} invalid, "
           f"{len(rows) - len(measured(rows))} skipped; {steal:.0f} ms stolen from bursts that count |")


def group_lines(summaries):
    rows = []
    for group in (group for summary in summaries for group in summary["groups"]):
        peers = ", ".join(f"{name} {mean:.2f}" for name, mean in group["peers"].items())
        if group["vs_bf16"]:
            peers = f"own bf16 {group['vs_bf16']:.2f}"
        rows.append([group["name"], str(group["rows"]), number(group["geometric_mean"], 3), number(group["worst"]),
                     group["worst_row"] or "-", percent(group["roof_share"]), peers or "-"])
    header = ["group", "rows", "geometric mean", "worst", "worst row", "of roof", "mean by peer"]
    return table(header, rows, {0, 4, 6})


def errors_text(row):
    """The largest error of each contestant."""
    peers = row["peers"].items()
    return ", ".join([f"aicc {row['max_error']:.1e}"] + [f"{name} {peer['max_error']:.1e}" for name, peer in peers])


def row_cells(row):
    shape = f"{row['M']}x{row['N']}x{row['K']}" if "M" in row else "-"
    peers = ", ".join(f"{name} {milliseconds(peer['median'])}" for name, peer in row["peers"].items())
    if row["vs_bf16"]:
        peers = f"own bf16 at {row['vs_bf16']:.2f}x"
    model = None if row["model_error"] is None else row["model_error"] + 1
    return [row["id"], shape, str(row["threads"]), row["state"], milliseconds(row["ms"]["median"]),
            number(row["gflops"], 1), f"{percent(row['roof_share'])} {row['bound']}", percent(model), peers or "-",
            number(row["ratio"]) + ("" if row["valid"] else " (invalid)"), f"{row['check']['of_tolerance']:.2f}"]


def heads_text(row):
    grouped = f"{row['H']}" if row["H"] == row["Hkv"] else f"{row['H']}/{row['Hkv']}"
    sizes = f"{row['Dqk']}" if row["Dqk"] == row["Dv"] else f"{row['Dqk']}/{row['Dv']}"
    return f"{row['B']} x {grouped} x {sizes}, {row['layout']}"


def attention_cells(row):
    times = ", ".join(f"{name} {milliseconds(peer['median'])}" for name, peer in row["peers"].items())
    return [row["id"], heads_text(row), f"{row['Sq']} x {row['Skv']}", row["mask"], str(row["threads"]), row["state"],
            milliseconds(row["ms"]["median"]), number(row["gflops"], 1), f"{percent(row['roof_share'])} {row['bound']}",
            times or "-", number(row["ratio"]) + ("" if row["valid"] else " (invalid)"), errors_text(row)]


def attention_lines(rows):
    rows = [row for row in measured(rows) if row["graph"] == "attention"]
    if not rows:
        return
    yield "\n## Attention\n\n" + ATTENTION_METHOD
    header = ["row", "batch x heads x size", "queries x keys", "mask", "threads", "state", "ms", "GFLOP/s", "of roof",
              "peers, ms", "ratio", "errors"]
    for dtype in dict.fromkeys(row["dtype"] for row in rows):
        yield f"\n### Attention, {dtype}\n"
        yield from table(header, [attention_cells(row) for row in rows if row["dtype"] == dtype],
                         {0, 1, 2, 3, 5, 8, 9, 11})


def title_of(row):
    if "group" in row:
        return f"{row['group'].capitalize()}, {row['dtype']}"
    if row["graph"] == "module":
        return "Modules"
    if row["graph"] != "gemm":
        return f"{row['graph']}, {row['dtype']}"
    return f"GEMM, {row['dtype']}, {row['mode']} {row['layout']}"


def row_tables(rows):
    rows = [row for row in rows if row["graph"] != "attention"]
    header = ["row", "MxNxK", "threads", "state", "ms", "GFLOP/s", "of roof", "model", "peers, ms", "ratio",
              "error / tolerance"]
    titles = list(dict.fromkeys(title_of(row) for row in measured(rows)))
    for title in titles:
        own = [row for row in measured(rows) if title_of(row) == title]
        yield f"\n### {title}\n"
        if "group" in own[0]:
            # Fused graphs and blocks: all results of each contestant were compared.
            yield from table(header + ["errors"], [row_cells(row) + [errors_text(row)] for row in own], {0, 1, 3, 6, 8, 11})
        else:
            yield from table(header, [row_cells(row) for row in own], {0, 1, 3, 6, 8})


def skipped_lines(rows):
    skipped = [row for row in rows if "skipped" in row]
    if not skipped:
        return
    yield "\n## Not measured\n"
    yield from table(["row", "type", "threads", "why"],
                     [[row["id"], row["dtype"], str(row["threads"]), row["skipped"]] for row in skipped], {0, 1, 3})


def is_trial(row):
    return (row.get("random_schedules") or {}).get("count", 0) > 0


def trial_cells(row):
    trials = row["random_schedules"]
    share = trials["default_share"]
    return [row["id"], f"{row['dtype']} {row['mode']}", str(row["threads"]), row["state"], str(trials["count"]),
            milliseconds(trials["default"]["median"]), milliseconds(trials["best"]["median"]),
            number(share, 3) + ("" if row["valid"] else " (invalid)")]


def trial_lines(rows):
    """The default schedule beside the best of random ones; rows that others disturbed are listed and not counted."""
    rows = [row for row in rows if is_trial(row)]
    if not rows:
        return
    valid = [row["random_schedules"]["default_share"] for row in rows if row["valid"]]
    near = sum(share >= 1 / 1.05 for share in valid)
    yield "\n## Best of the random ones / default\n"
    yield ("Random legal schedules of a row are compiled and timed; the five fastest take turns with the default, then the\n"
           "best of them alone in turns with it, which counts. *best / default* below 0.952: the default takes more than\n"
           f"5 % longer. Within 5 %: {near} of {len(valid)} valid rows.\n")
    header = ["row", "type", "threads", "state", "tried", "default, ms", "best, ms", "best / default"]
    yield from table(header, [trial_cells(row) for row in rows], {0, 1, 3})


def print_trials(reports):
    rows = [row for report, _ in reports for row in report]
    print("# Default schedules against random ones\n\nGenerated by `scripts/format-performance.py` from reports of "
          "`aicc bench --random-schedules`; do not edit.\n")
    print("\n".join(describe(rows, [summary for _, summary in reports])))
    print("\n".join(trial_lines(rows)))
    return 1 if any(summary["wrong"] for _, summary in reports) else 0


def tuned_lines(rows):
    """What is said of rows that a tuning record may have decided."""
    records = sum(row.get("schedule") == "record" for row in rows)
    if records:
        yield (f"\n\nThe rows were tuned before (`aicc tune`); of {len(rows)}, {records} have the schedule of a record. The others, and "
               "records of a default that nothing beat, have the default schedule.")


def main():
    if len(sys.argv) < 3:
        fail("expected a title and reports of aicc bench --json")
    title, reports = sys.argv[1], [load(path) for path in sys.argv[2:]]
    if all(is_trial(row) for report, _ in reports for row in measured(report)):
        return print_trials(reports)
    rows = [row for report, _ in reports for row in report]
    summaries = [summary for _, summary in reports]
    print(f"# Performance: {title}\n\nGenerated by `scripts/update-performance.sh`; do not edit. What no section *Predicted* holds was measured\n"
          "on one machine; nothing is emulated, and only the column *model* is a prediction.\n")
    print("\n".join(describe(rows, summaries)))
    print("\n## Method\n\n" + METHOD + "".join(tuned_lines(rows)))
    print("\n## Geometric means\n")
    print("\n".join(group_lines(summaries)))
    print("\n## Rows")
    print("\n".join(row_tables(rows)))
    print("\n".join(attention_lines(rows)))
    print("\n".join(trial_lines(rows)))
    print("\n".join(skipped_lines(rows)))
    return 1 if any(summary["wrong"] for summary in summaries) else 0


sys.exit(main())
