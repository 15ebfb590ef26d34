"""The screen on which removed lines are judged, one by one."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Footer, ProgressBar, Static

from cleaner.report.review import Case, Context, Key, Verdict

_COLOURS: dict[Verdict, str] = {"right": "green", "wrong": "red", "unsure": "yellow"}


class Judging(App[None]):
    """Shows a case at a time and takes verdicts.

    Args:
        cases: the lines to judge.
        known: verdicts from before.
        keep: writes the verdicts down; called after each.
        contexts: what stands around each line, where that is known.

    Attributes:
        verdicts: the verdicts so far.
        index: which case is shown.
    """

    TITLE = "cleaner review"
    ENABLE_COMMAND_PALETTE = False

    CSS = """
    Screen { layout: vertical; padding: 1 2; }
    #head { height: auto; }
    #bar { height: 1; margin-bottom: 1; }
    #page { height: 1fr; border: round $panel; padding: 1 2; }
    #before, #after { color: $text-muted; height: auto; }
    #case { height: auto; margin: 1 0; padding: 1 2; background: $boost; border-left: thick $accent; }
    #why { height: auto; margin-bottom: 1; color: $text-muted; }
    #verdict { height: 1; margin-top: 1; text-style: bold; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "judge('right')", "right: residue"),
        Binding("n", "judge('wrong')", "wrong: story"),
        Binding("u", "judge('unsure')", "unsure"),
        Binding("left,b", "move(-1)", "back"),
        Binding("right,space", "move(1)", "skip"),
        Binding("q,escape", "quit", "done"),
    ]

    def __init__(
        self,
        cases: Sequence[Case],
        known: Mapping[Key, Verdict],
        keep: Callable[[dict[Key, Verdict]], None],
        contexts: Mapping[Key, Context],
    ) -> None:
        super().__init__()
        self._cases = cases
        self._keep = keep
        self._contexts = contexts
        keys = {case.key for case in cases}
        self.verdicts: dict[Key, Verdict] = {key: verdict for key, verdict in known.items() if key in keys}
        self.index = next((i for i, case in enumerate(cases) if case.key not in self.verdicts), 0)

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        yield Static(id="why")
        yield ProgressBar(total=len(self._cases), show_eta=False, id="bar")
        with VerticalScroll(id="page"), Vertical():
            yield Static(id="before")
            yield Static(id="case")
            yield Static(id="after")
        yield Static(id="verdict")
        yield Footer()

    def on_mount(self) -> None:
        self._show()

    def action_judge(self, verdict: Verdict) -> None:
        """Take a verdict, and go on to the next case without one; the end is reached when there is none."""
        self.verdicts[self._cases[self.index].key] = verdict
        self._keep(self.verdicts)
        following = [*range(self.index + 1, len(self._cases)), *range(self.index)]
        left = next((i for i in following if self._cases[i].key not in self.verdicts), None)
        if left is None:
            self.exit()
        else:
            self.index = left
            self._show()

    def action_move(self, step: int) -> None:
        """Show another case and judge nothing."""
        self.index = (self.index + step) % len(self._cases)
        self._show()

    def _show(self) -> None:
        case = self._cases[self.index]
        before, after = self._contexts.get(case.key, ((), ()))
        head = Text.assemble(
            (f"{self.index + 1} of {len(self._cases)}", "bold"),
            "   ",
            (case.filter, "bold cyan"),
            f"   {case.document}:{case.line}{f' in {case.source}' if case.source else ''}",
        )
        self._put("#head", head)
        self._put("#before", Text("\n\n".join(before)))
        self._put("#case", Text(case.text))
        self._put("#after", Text("\n\n".join(after)))
        of = "" if case.of is None else f" (line {case.of})"
        self._put("#why", Text(f"{case.why or 'no reason given'}{of}"))
        verdict = self.verdicts.get(case.key)
        self._put("#verdict", Text(verdict, _COLOURS[verdict]) if verdict else Text("not judged"))
        self.query_one("#bar", ProgressBar).update(progress=len(self.verdicts))
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def _put(self, selector: str, text: Text) -> None:
        # Texts of others: never as markup.
        self.query_one(selector, Static).update(text)
