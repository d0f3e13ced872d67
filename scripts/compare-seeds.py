#!/usr/bin/env python3
"""compare-seeds.py MODULE... [--trials N] [--seeds A B] [--threads N]: tunes each module once a seed, in databases of its own,
and says how far apart the times of what the two searches chose are. Times are shares of the default's, which is measured in
turns with the chosen one, so that the machine's drift between the searches does not count."""
import argparse
import json
import os
import statistics
import subprocess
import tempfile


def tune(module, seed, options):
    """The kernels of `module` as `aicc tune` reports them."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["aicc", "tune", module, "--database", os.path.join(folder, "tuning.db"), "--json", "--seed", str(seed),
                   "--trials", str(options.trials), "--threads", str(options.threads)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    return json.loads(done.stdout)["kernels"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+", metavar="MODULE")
    parser.add_argument("--trials", type=int, default=64)
    parser.add_argument("--seeds", type=int, nargs=2, default=[0, 1], metavar=("A", "B"))
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    differences = []
    print(f"{'kernel':40} {'seed ' + str(options.seeds[0]):>9} {'seed ' + str(options.seeds[1]):>9}  apart")
    for module in options.modules:
        for one, other in zip(*(tune(module, seed, options) for seed in options.seeds)):
            shares = [kernel["best_ms"] / kernel["default_ms"] for kernel in (one, other)]
            differences.append(max(shares) / min(shares) - 1)
            name = f"{os.path.basename(module)} {one['kernel']}"
            print(f"{name:40} {shares[0]:9.3f} {shares[1]:9.3f}  {100 * differences[-1]:.1f} %", flush=True)
    close = sum(difference < 0.02 for difference in differences)
    print(f"{close} of {len(differences)} kernels less than 2 % apart; median {100 * statistics.median(differences):.1f} %")


if __name__ == "__main__":
    main()
