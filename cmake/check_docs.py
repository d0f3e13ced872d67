#!/usr/bin/env python3
"""Documentation coverage of the TableGen files: every op, attribute, type and pass has a summary, a description and an
example (a fenced code block in the description); a dialect has the first two.

    check_docs.py REPOSITORY            checks every dialect and pass folder; names each record that lacks something
    check_docs.py REPOSITORY FILE.td …  checks these files only
    check_docs.py REPOSITORY --list     prints `PAGE DIALECT FILE` (`-` for passes) for each page of the reference
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

# TableGen class -> (what to call it, fields that must not be empty, whether an example is needed)
RULES = {
    "Op": ("op", ("summary", "description"), True),
    "AttrDef": ("attribute", ("summary", "description"), True),
    "TypeDef": ("type", ("summary", "description"), True),
    "PassBase": ("pass", ("summary", "description"), True),
    "Dialect": ("dialect", ("summary", "description"), False),
}
EXAMPLE = re.compile(r"^\s*```.*\n(.*\n)+?\s*```\s*$", re.MULTILINE)
INCLUDE = re.compile(r'^\s*include\s+"([^"]+)"', re.MULTILINE)


def find_roots(folder):
    """The files of a folder that no other file of it includes: reading these reads all."""
    files = sorted(folder.glob("*.td"))
    included = {pathlib.PurePath(name).name for file in files for name in INCLUDE.findall(file.read_text())
                if (folder / pathlib.PurePath(name).name).exists()}
    return [file for file in files if file.name not in included]


def find_pages(repository):
    """(page, dialect's name in IR or `-`, file) for each dialect and each pass folder."""
    for folder in sorted((repository / "dialects").glob("*/")):
        roots = find_roots(folder)
        for root in roots:
            text = "".join(file.read_text() for file in sorted(folder.glob("*.td")))
            names = re.findall(r'def\s+\w+\s*:\s*Dialect\s*\{.*?let\s+name\s*=\s*"([^"]+)"', text, re.DOTALL)
            page = folder.name + "Dialect" if len(roots) == 1 else root.stem
            yield page, names[0] if names else folder.name.lower(), root
    for file in sorted((repository / "passes").glob("*/Passes.td")) + sorted(
        (repository / "compiler" / "Target").glob("*/Passes.td")
    ):
        yield file.parent.name + "Passes", "-", file


def read_records(tblgen, file, include):
    command = [tblgen, "--dump-json", *(f"-I{folder}" for folder in include), str(file)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def name_of(records, record):
    """The name that users write."""
    if record.get("opName"):
        return records[record["opDialect"]["def"]]["name"] + "." + record["opName"]
    if record.get("mnemonic"):
        return records[record["dialect"]["def"]]["name"] + "." + record["mnemonic"]
    return record.get("argument") or record.get("name") or record["!name"]


def find_gaps(record, fields, needs_example):
    gaps = [field for field in fields if not (record.get(field) or "").strip()]
    if needs_example and not EXAMPLE.search((record.get("description") or "") + "\n"):
        gaps.append("example")
    return gaps


def find_pass_gaps(records, record):
    """Options and statistics are printed by --help and -mlir-pass-statistics: each says what it is."""
    for kind, key, label in (("options", "argument", "option"), ("statistics", "name", "statistic")):
        for item in record.get(kind) or []:
            part = records[item["def"]]
            if not (part.get("description") or "").strip():
                yield f"description of {label} '{part.get(key) or part.get('name')}'"


def check_file(tblgen, file, include):
    """(number of records checked, messages). Records of files elsewhere, such as upstream's, are not ours to check."""
    records = read_records(tblgen, file, include)
    ours = {path.name for path in file.parent.glob("*.td")}
    count, messages = 0, []
    for superclass, (kind, fields, needs_example) in RULES.items():
        for identifier in records["!instanceof"].get(superclass, []):
            record = records[identifier]
            # TableGen gives base names only.
            if record.get("!anonymous") or not any(loc.split(":")[0] in ours for loc in record["!locs"]):
                continue
            count += 1
            gaps = find_gaps(record, fields, needs_example)
            if superclass == "PassBase":
                gaps += find_pass_gaps(records, record)
            for gap in gaps:
                messages.append(f"{file}: {kind} '{name_of(records, record)}' ({identifier}) lacks: {gap}")
    return count, messages


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=pathlib.Path)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--llvm-prefix", default="/usr/lib/llvm-22", help="where LLVM and MLIR are installed")
    parser.add_argument("--list", action="store_true", help="print the pages of the reference and stop")
    options = parser.parse_args()

    repository = options.repository.resolve()
    if options.list:
        for page in find_pages(repository):
            print(*page)
        return 0

    tblgen = os.path.join(options.llvm_prefix, "bin", "llvm-tblgen")
    include = [os.path.join(options.llvm_prefix, "include"), str(repository)]
    files = [file.resolve() for file in options.files] or [page[2] for page in find_pages(repository)]
    total, messages = 0, []
    for file in files:
        count, found = check_file(tblgen, file, include + [str(file.parent)])
        total += count
        messages += found
    print("\n".join(messages + [f"{total} records checked, {len(messages)} gaps"]))
    return 1 if messages else 0


sys.exit(main())
