"""What the helpers of the main window may use of it; spares them an import of the window itself."""

from typing import Protocol

from gui.document import Document
from gui.files import FileActions
from gui.pages.data.page import DataPage
from gui.run.controller import RunController
from gui.workspace import Workspace


class WindowParts(Protocol):
    """The main window as its notices see it."""

    document: Document
    controller: RunController
    files: FileActions
    workspace: Workspace
    data_page: DataPage
