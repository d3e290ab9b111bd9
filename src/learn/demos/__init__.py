"""The demos: listing their names imports nothing, loading one imports that one."""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from traceback import walk_tb
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from learn.errors import LearnError, NotFoundError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from learn.demos.parameters import Parameter
    from learn.demos.result import Figure, Values

GROUP = "learn.demos"
_FOLDER = Path(__file__).parent
T = TypeVar("T")


@dataclass(frozen=True)
class Demo:
    """A demo's functions by name; `demo` is the one that is shown, others compute questions.

    `figures` draws the values of `demo`, `claim` is the margin by which they show its idea, and
    `control` are settings with which they must not.
    """

    slug: str
    functions: Mapping[str, Callable[..., Values]]
    figures: Callable[[Values], list[Figure]] | None = None
    claim: Callable[[Values], float] | None = None
    control: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """The parameters of the function that is shown."""
        return self.parameters_of("demo")

    def parameters_of(self, function: str) -> dict[str, Parameter]:
        """Return the parameters of one function of this demo."""
        from learn.demos.parameters import parameters_of

        return parameters_of(self.functions[function])

    def run(self, **parameters: Any) -> Run:
        """Compute what is shown; parameters that are not given have their defaults."""
        settled = {name: each.default for name, each in self.parameters.items()} | parameters
        return Run(self, settled, self.compute("demo", settled))

    def compute(self, function: str, parameters: Mapping[str, Any]) -> Values:
        """Compute the values of one function; parameters have been checked against the bounds.

        Raises LearnError where torch is not to be had, or what it computes fails.
        """
        from learn.demos.result import plain

        keep_torch_to_itself()
        try:
            with _alone(parameters.get("seed", 0)):
                values = plain(self.functions[function](**parameters))
        except (Exception, SystemExit) as error:  # another package's code may raise anything
            said = _in_words(error)
            if _is_of_torch(error):
                raise LearnError(
                    f"A demo needs torch, which does not load here: {said}",
                    hint="Install it with: pip install 'torch>=2.4,<2.14'",
                ) from error
            raise LearnError(f"The demo {self.slug} failed: {said}") from error
        if not isinstance(values, dict):
            raise LearnError(f"The demo {self.slug} returned no values by name.")
        return values


@dataclass(frozen=True)
class Run:
    """A demo, the parameters it ran with, and the values it computed from them."""

    demo: Demo
    parameters: Mapping[str, Any]
    values: Values

    @property
    def shown(self) -> Values:
        """Everything that a sentence or a figure may name: the parameters and the values."""
        return {**self.parameters, **self.values}

    @property
    def figures(self) -> list[Figure]:
        """The pictures of the values."""
        return self._computed(self.demo.figures) if self.demo.figures else []

    @property
    def claim(self) -> float | None:
        """The margin by which the demo's idea shows; None for a demo that claims nothing."""
        return self._computed(self.demo.claim) if self.demo.claim else None

    def _computed(self, function: Callable[[Values], T]) -> T:
        try:
            return function(self.shown)
        except Exception as error:  # another package's code may raise anything
            raise LearnError(f"The demo {self.demo.slug} failed: {_in_words(error)}") from error

    def written(self) -> dict[str, str]:
        """Return every parameter as the command line takes it."""
        return {n: p.write(self.parameters[n]) for n, p in self.demo.parameters.items()}


@contextmanager
def _alone(seed: int) -> Iterator[None]:
    """Compute from a seed, on one thread, and leave torch's state as it was.

    These networks are so small that threads cost more than they bring, above all on a busy machine;
    and one thread adds up in one order, so that the numbers are the same on any count of cores.
    """
    import torch

    threads = torch.get_num_threads()
    with torch.random.fork_rng(devices=[]), torch.enable_grad():
        torch.manual_seed(seed)
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(threads)


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
        return _of_module(slug, importlib.import_module(module))
    for entry_point in _entry_points(slug):
        try:
            target = entry_point.load()
            demo = Demo(slug, {"demo": target}) if callable(target) else _of_module(slug, target)
            demo.parameters_of("demo")
        except (Exception, SystemExit) as error:
            package = entry_point.dist.name if entry_point.dist else entry_point.value
            said = f"The demo {slug} of {package} does not load: {_in_words(error)}"
            raise LearnError(said) from error
        return demo
    raise NotFoundError(f"There is no demo called {slug!r}.", hint="learn list")


def _of_module(slug: str, module: ModuleType) -> Demo:
    return Demo(
        slug,
        _functions(module),
        getattr(module, "figures", None),
        getattr(module, "claim", None),
        getattr(module, "CONTROL", {}),
    )


def _functions(module: ModuleType) -> dict[str, Callable[..., Values]]:
    """Return the public functions that a module itself defines and that return Values."""
    return {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and inspect.unwrap(value).__module__ == module.__name__
        and value.__annotations__.get("return") in ("Values", dict[str, Any])
        and not name.startswith("_")
    }


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
    """Let `import torch` load no other package's device backends."""
    os.environ.setdefault("TORCH_DEVICE_BACKEND_AUTOLOAD", "0")


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
