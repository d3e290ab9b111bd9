"""The demos: listing their names imports nothing, loading one imports that one."""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from traceback import walk_tb
from types import ModuleType
from typing import TYPE_CHECKING, Any

from learn.errors import LearnError, NotFoundError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from learn.demos.parameters import Parameter
    from learn.demos.result import Result

GROUP = "learn.demos"
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Demo:
    """A demo's functions by name; `demo` is the one that is shown, others compute questions."""

    slug: str
    functions: Mapping[str, Callable[..., Result]]

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """The parameters of the function that is shown."""
        return self.parameters_of("demo")

    def parameters_of(self, function: str) -> dict[str, Parameter]:
        """The parameters of one function of this demo."""
        from learn.demos.parameters import parameters_of

        return parameters_of(self.functions[function])

    def source(self) -> str:
        """The source of the module that it is written in."""
        module = inspect.getmodule(inspect.unwrap(self.functions["demo"]))
        return inspect.getsource(module) if module else ""

    def run(self, function: str = "demo", **values: Any) -> Result:
        """Compute; values have been checked against the bounds.

        Raises LearnError where torch is not to be had, or what it computes fails.
        """
        keep_torch_to_itself()
        try:
            return self.functions[function](**values)
        except (Exception, SystemExit) as error:  # another package's code may raise anything
            said = _in_words(error)
            if _is_of_torch(error):
                raise LearnError(
                    f"A demo needs torch, which does not load here: {said}",
                    hint="Install it with: pip install 'torch>=2.4,<2.14'",
                ) from error
            raise LearnError(f"The demo {self.slug} failed: {said}") from error


def names() -> dict[str, str]:
    """Return the built-in demos: slug -> module. Nothing is imported."""
    return {
        path.stem.replace("_", "-"): f"{__name__}.{path.parent.name}.{path.stem}"
        for path in sorted(_FOLDER.glob("*/[a-z]*.py"))
    }


def load(slug: str) -> Demo:
    """Import one demo (not torch: a demo imports that when it runs).

    A built-in one, or one of another package by the entry-point group `learn.demos`, which names a
    module or a function. Raises NotFoundError where there is none of that name, LearnError where
    another package's doesn't load.
    """
    if module := names().get(slug):
        return Demo(slug, _functions(importlib.import_module(module)))
    for entry_point in _entry_points(slug):
        try:
            target = entry_point.load()
            functions = {"demo": target} if callable(target) else _functions(target)
            demo = Demo(slug, functions)
            demo.parameters_of("demo")
        except (Exception, SystemExit) as error:
            package = entry_point.dist.name if entry_point.dist else entry_point.value
            said = f"The demo {slug} of {package} does not load: {_in_words(error)}"
            raise LearnError(said) from error
        return demo
    raise NotFoundError(f"There is no demo called {slug!r}.", hint="learn list")


def _entry_points(slug: str) -> Iterable[EntryPoint]:
    from importlib.metadata import entry_points

    try:
        return entry_points(group=GROUP, name=slug)
    except Exception as error:  # whatever stands in any package's entry_points.txt
        raise LearnError(
            f"The demos of other packages can't be looked for: {_in_words(error)}",
            hint="An entry_points.txt among the installed packages can't be read.",
        ) from error


def keep_torch_to_itself() -> None:
    """Let `import torch` load no other package's device backends, and make no folder.

    An optimiser imports torch's compiler, which makes its cache folder: name it one that is there.
    """
    os.environ.setdefault("TORCH_DEVICE_BACKEND_AUTOLOAD", "0")
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(_FOLDER))


def _in_words(error: BaseException) -> str:
    """Return the first line of an error; torch's own need no name of their kind before them."""
    first = (str(error).strip().splitlines() or [""])[0]
    if first and isinstance(error, (ImportError, RuntimeError)):
        return first
    return f"{type(error).__name__}: {first}".removesuffix(": ")


def _is_of_torch(error: BaseException) -> bool:
    """Whether it is torch that did not load: it is missing, or broken in whatever way."""
    if isinstance(error, ImportError) and (error.name or "").split(".")[0] == "torch":
        return True
    if isinstance(error, SyntaxError):
        return "torch" in Path(error.filename or "").with_suffix("").parts
    frames = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    return "torch" not in sys.modules and any(name.split(".")[0] == "torch" for name in frames)


def _functions(module: ModuleType) -> dict[str, Callable[..., Result]]:
    """Return the public functions that a module itself defines and that return a Result."""
    from learn.demos.result import Result

    return {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and inspect.unwrap(value).__module__ == module.__name__
        and value.__annotations__.get("return") in ("Result", Result)
        and not name.startswith("_")
    }
