# GoogleTest programs: every executable that aicc_gtest has put into build/test/Unit, whatever its name.
import os

import lit.formats

config.name = "aicc-unit"
config.test_source_root = config.test_exec_root = os.path.join(config.aicc_build, "test", "Unit")
config.environment["AICC_SOURCE_DIR"] = config.aicc_source
for name in ("OMP_NUM_THREADS", "LD_LIBRARY_PATH"):
    if name in os.environ:
        config.environment[name] = os.environ[name]


def find_programs(folder):
    paths = (os.path.join(folder, name) for name in sorted(os.listdir(folder)))
    return [os.path.basename(path) for path in paths if os.path.isfile(path) and os.access(path, os.X_OK)]


config.test_format = lit.formats.GoogleTest(".", "")
# lit selects programs by suffix; here each suffix is the whole name of one.
config.test_format.test_suffixes = set(find_programs(config.test_exec_root))
