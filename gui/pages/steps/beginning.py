"""How a step is begun where there is none, and why it can't be."""

from collections.abc import Callable

from gui.data_store import DataStore
from gui.document import Document
from gui.pages.steps.empty import Reason, why_empty
from gui.pages.steps.typed_model import MOST_ROWS
from gui.run.controller import RunController
from gui.run.walk import Walking


class Beginning:
    """Knows what can be begun.

    Args:
        document: whose network is walked through.
        store: the rows.
        controller: the run.
        walk: begins the step.
        wait: another step will come.
    """

    def __init__(
        self,
        document: Document,
        store: DataStore,
        controller: RunController,
        walk: Walking,
        wait: Callable[[], None],
    ) -> None:
        self._document, self._store = document, store
        self._controller, self._walk, self._wait = controller, walk, wait

    @property
    def is_possible(self) -> bool:
        """Whether the run has a step to begin."""
        ready = self._store.prepared is not None and bool(self._document.project.network.layers)
        return ready and self._walk.can_begin

    def reason(self, begin: Callable[[], None], *, busy: bool) -> Reason:
        """Why there is no step to see, and what can be done.

        Args:
            begin: begins the run's next step.
            busy: a step is being begun.
        """
        return why_empty(
            self._controller.state,
            has_data=self._store.prepared is not None,
            has_network=bool(self._document.project.network.layers),
            busy=busy,
            finished=self._walk.run_is_done,
            pause=self._controller.pause,
            begin=begin,
            begin_anew=self._begin_anew,
            walk_copy=self._walk_copy,
        )

    def _begin_anew(self) -> None:
        self._wait()
        self._walk.begin_anew()

    def _walk_copy(self) -> None:
        """On the first training rows, as many as a batch has."""
        prepared = self._store.prepared
        assert prepared is not None, "without data there is nothing to press"
        count = min(self._document.project.training.batch_size, MOST_ROWS)
        self._wait()
        self._walk.choose_rows(prepared.train[:count].tolist())
