"""The demos: listing their names imports nothing, loading one imports that one."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from learn.errors import LearnError, NotFoundError
from learn.parameters import Parameter, parameters_of
from learn.result import Result

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
        return parameters_of(self.functions[function])

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
    """Return every demo that is installed: slug -> module. Nothing is imported."""
    return {
        path.stem.replace("_", "-"): f"{__name__}.{path.parent.name}.{path.stem}"
        for path in sorted(_FOLDER.glob("*/[a-z]*.py"))
    }


def load(slug: str) -> Demo:
    """Import one demo (not torch: a demo imports that when it runs).

    Raises NotFoundError where there is none of that name.
    """
    module_name = names().get(slug)
    if module_name is None:
        raise NotFoundError(f"There is no demo called {slug!r}.", hint="See: learn list")
    module = importlib.import_module(module_name)
    functions = {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and inspect.unwrap(value).__module__ == module_name
        and value.__annotations__.get("return") in ("Result", Result)
        and not name.startswith("_")
    }
    return Demo(slug, functions)
