"""Lists the files that include a header of a target's folder from outside of it. Argument: the repository."""
import os
import re
import sys

FRAMEWORK = ["dialects", "passes", "compiler", "autotune", "runtime", "tools", "benchmarks"]


def main():
    root = sys.argv[1]
    targets = [name for name in os.listdir(os.path.join(root, "compiler/Target"))
               if os.path.isdir(os.path.join(root, "compiler/Target", name))]
    include = re.compile(r'#include "compiler/Target/(' + "|".join(targets) + ")/")
    found = []
    for top in FRAMEWORK:
        for folder, _, files in os.walk(os.path.join(root, top)):
            place = os.path.relpath(folder, root)
            if any(place.startswith(f"compiler/Target/{name}") for name in targets):
                continue
            for name in files:
                if not name.endswith((".cpp", ".h", ".c")):
                    continue
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    if include.search(file.read()):
                        found.append(os.path.join(place, name))
    if found == ["compiler/Target/Target.cpp"]:
        print(found[0], "names the targets, and nothing else does")
    else:
        print("expected only compiler/Target/Target.cpp, found", sorted(found))


main()
