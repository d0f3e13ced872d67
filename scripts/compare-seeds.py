#!/usr/bin/env python3
"""compare-seeds.py INPUT... [--trials N] [--seeds A B] [--threads N] [-- OPTION...]: tunes each module, or each row of a workload
file, once a seed, in databases of its own, and says how far apart the times of what the two searches chose are. Times are shares
of the default's, which is measured in turns with the chosen one, so that the machine's drift between the searches does not count.
What follows -- goes to aicc tune: --fast --dtype f32, say."""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile


def tune(module, seed, options):
    """The kernels of `module` as `aicc tune` reports them."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["aicc", "tune", module, "--database", os.path.join(folder, "tuning.db"), "--json", "--seed", str(seed),
                   "--trials", str(options.trials), "--threads", str(options.threads), *options.words]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    return json.loads(done.stdout)["kernels"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--trials", type=int, default=64)
    parser.add_argument("--seeds", type=int, nargs=2, default=[0, 1], metavar=("A", "B"))
    parser.add_argument("--threads", type=int, default=0)
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    options = parser.parse_args(words[:end])
    options.words = words[end + 1:]
    differences = []
    print(f"{'kernel':48} {'seed ' + str(options.seeds[0]):>9} {'seed ' + str(options.seeds[1]):>9}  apart")
    for module in options.inputs:
        for one, other in zip(*(tune(module, seed, options) for seed in options.seeds)):
            shares = [kernel["best_ms"] / kernel["default_ms"] for kernel in (one, other)]
            differences.append(max(shares) / min(shares) - 1)
            name = f"{one.get('row', os.path.basename(module))} {one['kernel']}"
            print(f"{name:48} {shares[0]:9.3f} {shares[1]:9.3f}  {100 * differences[-1]:.1f} %", flush=True)
    close = sum(difference < 0.02 for difference in differences)
    print(f"{close} of {len(differences)} kernels less than 2 % apart; median {100 * statistics.median(differences):.1f} %")


if __name__ == "__main__":
    main()
