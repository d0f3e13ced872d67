#!/usr/bin/env python3
"""Prints tables of aicc-tune-table as a page, and draws the curves of the searches, a picture a device.

    format-tuning.py row.json[.gz] … --pictures FOLDER [--peers report.json[.gz] …] > docs/Tuning.md

Reports are those of aicc bench. Nothing on the page is typed by hand: scripts/update-tuning.sh measures and prints it anew."""
import argparse
import gzip
import json
import math
import os

METHOD = """\
For each row a pool of legal candidates was drawn (two thirds at random, one third one or two knobs away from the default),
and each was compiled, checked against the oracle and timed on this machine, in turns with the default. The fastest 16 then took
turns with the default as the finalists of `aicc tune` do: *best known* is the winner, or the default where nothing was faster
beyond noise; times of the table below it are noise and count as it. A table of so few candidates does not hold the best of
millions of legal schedules, so what is below compares searches, not schedules with a limit. *Peer* is best known against the
best library of a separate run of `aicc bench`: the library's time there / the default's time there, times the default's share;
above 1, best known is faster. *Wrong*: the library computes something else than the oracle.

A search is replayed on a table as if it measured: what it proposes beside the table does not count. Curves are geometric
means over the rows and over five seeds. `guided` begins with the analytic model's order and goes on with a model that is fitted
to what was measured; `random` draws from the table without looking. The default schedule is measured first and counts as the
zeroth trial: it is the choice without any measurement. *10 trials* are the seconds that ten of them take live, compiled, checked
and measured, at the rate of the table."""


def read(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return json.load(file)


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def share(table, curve, trials):
    """Best known / best after `trials` trials; 0 trials: the default."""
    best = table["default_ms"] if trials == 0 else curve[min(trials, len(curve)) - 1]
    return table["best_ms"] / min(best, table["default_ms"])


def shares(tables, search, trials):
    return [share(table, curve, trials) for table in tables for curve in table["searches"][search]]


def reached(tables, search, goal):
    """Trials until the mean over rows and seeds reaches `goal`; nothing where it does not."""
    most = max(len(curve) for table in tables for curve in table["searches"][search])
    for trials in range(most + 1):
        if geometric_mean(shares(tables, search, trials)) >= goal:
            return trials
    return None


def picture(tables, path):
    width, height, left, bottom = 640, 360, 60, 40
    most = max(len(curve) for table in tables for curve in table["searches"]["guided"])
    curves = {name: [geometric_mean(shares(tables, name, trials)) for trials in range(most + 1)]
              for name in ("guided", "random")}
    low = min(min(curve) for curve in curves.values())
    low = math.floor(low * 20) / 20
    x = lambda trials: left + (width - left - 20) * trials / most
    y = lambda value: 20 + (height - bottom - 20) * (1 - value) / (1 - low)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
             'font-size="13">', f'<rect width="{width}" height="{height}" fill="white"/>']
    for step in range(5):
        value = low + (1 - low) * step / 4
        lines.append(f'<line x1="{left}" x2="{width - 20}" y1="{y(value):.1f}" y2="{y(value):.1f}" stroke="#ddd"/>')
        lines.append(f'<text x="{left - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{value:.3f}</text>')
    for trials in range(0, most + 1, 8):
        lines.append(f'<text x="{x(trials):.1f}" y="{height - bottom + 18}" text-anchor="middle">{trials}</text>')
    for name, colour in (("guided", "#06c"), ("random", "#c60")):
        points = " ".join(f"{x(i):.1f},{y(value):.1f}" for i, value in enumerate(curves[name]))
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="{width - 90}" y="{height - bottom - (40 if name == "guided" else 20)}" fill="{colour}">'
                     f'{name}</text>')
    lines.append(f'<text x="{left}" y="{height - 6}">trials; best known time / best found time, geometric mean</text>')
    lines.append("</svg>")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def print_curves(tables):
    print("| after trials | guided: mean | worst row | >= 0.97 | >= 0.99 | random: mean | worst row | >= 0.97 | >= 0.99 |")
    print("|---|---|---|---|---|---|---|---|---|")
    for trials in (0, 5, 10, 20, 40, 64):
        cells = []
        for search in ("guided", "random"):
            values = shares(tables, search, trials)
            good = [sum(value >= goal for value in values) / len(values) for goal in (0.97, 0.99)]
            cells += [f"{geometric_mean(values):.3f}", f"{min(values):.3f}", f"{good[0]:.0%}", f"{good[1]:.0%}"]
        print(f"| {trials} | " + " | ".join(cells) + " |")
    print()
    for goal in (0.97, 0.98, 0.99):
        counts = {search: reached(tables, search, goal) for search in ("guided", "random")}
        words = {search: "never" if count is None else f"after {count} trials" for search, count in counts.items()}
        print(f"- {goal} of the best known, in the mean: guided {words['guided']}, random {words['random']}.")


def ratios(reports):
    """Best library's time / the default's, by device, name and team of the row; 0 where the library is wrong."""
    return {(row["device"], f"{row['id']} {row['dtype']}", row["threads"]):
            0 if "computes something else" in row.get("invalid", "") else row["ratio"]
            for report in reports for row in report["rows"] if row.get("ratio")}


def print_rows(tables, peers):
    print("\n| row | M x N x K | threads | candidates | lost | a second | 10 trials, s | default ms | best known ms | "
          "default's share | peer |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for table in tables:
        rate = table["candidates"] / table["seconds"]
        known = table["best_ms"] / table["default_ms"]
        ratio = peers.get((table["device"], table["row"], table["threads"]))
        peer = "-" if ratio is None else f"{ratio / known:.2f}" if ratio else "wrong"
        print(f"| {table['row']} | {table['m']} x {table['n']} x {table['k']} | {table['threads']} | {table['candidates']} | "
              f"{table['lost']} | {rate:.1f} | {10 / rate:.1f} | {table['default_ms']:.4f} | {table['best_ms']:.4f} | "
              f"{known:.3f} | {peer} |")


def print_device(tables, peers, pictures):
    name = f"tuning-{tables[0]['device']}.svg"
    picture(tables, os.path.join(pictures, name))
    dates = sorted(table["date"][:10] for table in tables)
    span = dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
    print(f"\n## `{tables[0]['device']}`\n")
    processors = " and ".join(sorted({table["processor"] for table in tables}))
    print(f"{len(tables)} rows, measured {span} on {processors}, a shared virtual machine.\n")
    print(f"![Best known time over best found time, by trials](pictures/{name})\n")
    print_curves(tables)
    print_rows(tables, peers)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="+")
    parser.add_argument("--pictures", required=True)
    parser.add_argument("--peers", nargs="*", default=[])
    options = parser.parse_args()
    tables = [read(path) for path in options.tables]
    peers = ratios([read(path) for path in options.peers])
    print("# Tuning: how good the searches are\n")
    print("`scripts/update-tuning.sh` measures and prints this page anew, with `--device x86-64-avx2` for that device; the tables lie in\n"
          "`benchmarks/tuning/tables`. How far apart two seeds end is what `scripts/compare-seeds.py` measures, and tuned products beside\n"
          "libraries what `scripts/update-performance.sh tuned` does ([Benchmark](HowTo/Benchmark.md)).\n")
    print(METHOD)
    for device in sorted({table["device"] for table in tables}):
        print_device([table for table in tables if table["device"] == device], peers, options.pictures)


main()
