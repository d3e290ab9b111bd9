"""The demos: listing their names imports nothing, loading one imports that one."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from learn.errors import LearnError, NotFoundError

if TYPE_CHECKING:
    from learn.parameters import Parameter
    from learn.result import Result

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
        from learn.parameters import parameters_of

        return parameters_of(self.functions[function])

    def source(self) -> str:
        """The source of the module that it is written in."""
        module = inspect.getmodule(inspect.unwrap(self.functions["demo"]))
        return inspect.getsource(module) if module else ""

    def run(self, function: str = "demo", **values: Any) -> Result:
        """Compute; values have been checked against the bounds.

        Raises LearnError where torch is not to be had, or what it computes fails.
        """
        try:
            return self.functions[function](**values)
        except ImportError as error:
            raise LearnError(
                f"A demo needs torch, which does not load here: {error}",
                hint="Install it with: pip install 'torch>=2.4,<2.14'",
            ) from error
        except (RuntimeError, TypeError, ValueError, AssertionError, MemoryError) as error:
            first = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise LearnError(f"The demo {self.slug} failed: {first}") from error


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
    from importlib.metadata import entry_points

    for entry_point in entry_points(group=GROUP, name=slug):
        try:
            target = entry_point.load()
            functions = {"demo": target} if callable(target) else _functions(target)
            demo = Demo(slug, functions)
            demo.parameters_of("demo")
        except Exception as error:
            package = entry_point.dist.name if entry_point.dist else entry_point.value
            kind = f"{type(error).__name__}: {error}".splitlines()[0]
            raise LearnError(f"The demo {slug} of {package} does not load: {kind}") from error
        return demo
    raise NotFoundError(f"There is no demo called {slug!r}.", hint="learn list")


def _functions(module: ModuleType) -> dict[str, Callable[..., Result]]:
    """Return the public functions that a module itself defines and that return a Result."""
    from learn.result import Result

    return {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and inspect.unwrap(value).__module__ == module.__name__
        and value.__annotations__.get("return") in ("Result", Result)
        and not name.startswith("_")
    }
