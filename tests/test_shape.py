"""The shape of the repository: small modules, honest names, nothing of the machine it was written on."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "ceasefire"
MAX_LINES = 400
MAX_MODULES = 12

# Path below src/ceasefire: (date by which it must be split, reason).
LONG_MODULES: dict[str, tuple[str, str]] = {}
# Package below src/ceasefire: (date by which it must be split, reason).
WIDE_PACKAGES: dict[str, tuple[str, str]] = {}

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}

# Written in parts, so that this file does not contain what it looks for.
NEEDLES = tuple(
    "".join(parts)
    for parts in (
        ("/", "work", "/"),
        ("/", "farm", "/"),
        ("/", "root", "/"),
        ("files.", "pythonhosted"),
        ("pypi.org", "/simple"),
        ("registry.", "npmjs"),
    )
)


def modules() -> list[Path]:
    """Return every Python file of the package."""
    return sorted(SOURCE.rglob("*.py"))


def packages() -> list[Path]:
    """Return every folder of the package that holds Python files."""
    return sorted({path.parent for path in modules()})


def repository_files() -> Iterator[Path]:
    """Yield the files that git tracks or would track."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in sorted(set(listing.split("\0"))):
        if name and (ROOT / name).is_file():
            yield ROOT / name


def test_there_is_something_to_look_at():
    """The package and the repository's files are found, so that the tests below do not pass over nothing."""
    assert SOURCE / "__init__.py" in modules()
    assert Path(__file__).resolve() in set(repository_files())


def test_no_module_is_long():
    """No module has more than 400 lines, save those on the dated list."""
    lengths = {str(path.relative_to(SOURCE)): len(path.read_text("utf-8").splitlines()) for path in modules()}

    assert {name: n for name, n in lengths.items() if n > MAX_LINES and name not in LONG_MODULES} == {}


def test_no_package_is_wide():
    """No package has more than 12 modules beside its __init__, save those on the dated list."""
    counts = {
        str(package.relative_to(SOURCE)): sum(path.name != "__init__.py" for path in package.glob("*.py"))
        for package in packages()
    }

    assert {name: n for name, n in counts.items() if n > MAX_MODULES and name not in WIDE_PACKAGES} == {}


def test_the_dated_lists_hold_only_what_needs_them():
    """What has been split leaves the list of exceptions."""
    long = {name for name in LONG_MODULES if len((SOURCE / name).read_text("utf-8").splitlines()) > MAX_LINES}
    wide = {name for name in WIDE_PACKAGES if len(list((SOURCE / name).glob("*.py"))) - 1 > MAX_MODULES}

    assert set(LONG_MODULES) == long
    assert set(WIDE_PACKAGES) == wide


def test_every_name_says_something():
    """No package or module is called utils, helpers, common or misc."""
    names = {path: path.stem.strip("_") for path in [*modules(), *packages()]}

    assert [str(path.relative_to(ROOT)) for path, name in names.items() if name in EMPTY_NAMES] == []


def test_every_package_says_what_it_means_and_exports():
    """Every folder of Python files is a package whose __init__ has a docstring and __all__."""
    faults = []
    for package in packages():
        init = package / "__init__.py"
        name = str(package.relative_to(ROOT))
        if not init.is_file():
            faults.append(f"{name}: no __init__.py")
            continue
        tree = ast.parse(init.read_text("utf-8"))
        if not ast.get_docstring(tree):
            faults.append(f"{name}: no docstring")
        if "__all__" not in assigned_names(tree):
            faults.append(f"{name}: no __all__")

    assert faults == []


def assigned_names(tree: ast.Module) -> set[str]:
    """Return the names that a module assigns at its top level."""
    targets = [
        target
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def test_no_file_names_a_machine_or_a_registry():
    """No file in the repository names a folder of the machine it was written on, or a registry's host."""
    found = [
        f"{path.relative_to(ROOT)}: {needle}"
        for path in repository_files()
        for content in [path.read_bytes()]
        for needle in NEEDLES
        if needle.encode() in content
    ]

    assert found == []


def test_every_test_says_what_must_hold():
    """Every test function has a docstring, at least one sentence long."""
    silent = [
        f"{path.relative_to(ROOT)}::{node.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        if not ast.get_docstring(node)
    ]

    assert silent == []
