"""The parts of the window that a lesson may point to, and what is said of a name that is none."""

from collections.abc import Collection
from difflib import get_close_matches

from engine.spec.lesson import Lesson
from engine.spec.project import Project
from engine.text import UserError, text

#: `layer-` and a layer's name is its card in the list of the network.
LAYER = "layer-"
#: How alike two names must be, from 0 to 1, for one to be meant by the other.
_NEAR = 0.7
#: Parts that are there in any project; docs/lessons.md says what each is.
PLACES = frozenset(
    {
        *("trainButton", "stepButton", "stopButton", "deviceButton", "undoButton", "saveButton"),
        *("progressArea", "menuBar", "workspaceTabs", "inspectorTabs", "runsButton"),
        *("networkPanel", "layerList", "addLayerButton", "adviceArea", "parameterTotal"),
        *("layerPage", "trainingPage", "trainingLearningRate", "trainingOptimizer"),
        *("trainingBatchSize", "trainingEpochs", "trainingLoss", "trainingSchedule"),
        *("trainingSeed", "trainingShuffle", "trainingMore"),
        *("dataPage", "dataTable", "dataRows", "dataFeatures", "dataSplit", "dataTargetCombo"),
        *("dataTaskCombo", "dataScaleCombo"),
        *("monitorPage", "lossPlot", "metricPlot", "gradientPlot", "boundaryPlot", "pairsPlot"),
        *("surfacePlot", "plotsButton", "findingsList"),
        *("stepsPage", "stepsBegin", "stepsPhases", "stepsNext", "stepsPrevious", "stepsNextBatch"),
        *("stepsCards", "stepsCode", "stepsRows", "stepsBack", "stepsPlay", "stepsGuessFirst"),
        *("stepsWhy", "stepsAnatomy", "stepsLossSurface"),
        *("predictPage", "predictInput", "predictOutput", "predictResults", "predictSamples"),
        *("graphPage", "graphView", "graphModeLayers", "graphModeComputation"),
        *("codePage", "codeView"),
    }
)


def check_places(lesson: Lesson, project: Project, actions: Collection[str]) -> None:
    """Whether all that a lesson shows is there to be shown.

    Args:
        lesson: says what to show.
        project: whose layers may be shown.
        actions: ids of the actions in the menus.

    Raises:
        UserError: naming the step, the task and the name that there is not, and the nearest there is.
    """
    cards = {f"{LAYER}{layer.name}" for layer in project.network.layers}
    known = PLACES | set(actions) | cards
    for number, step in enumerate(lesson.steps, 1):
        for name in step.show:
            _require(name, known, text("Step {number}", number=number))
        for place, task in enumerate(step.tasks, 1):
            where = text("Step {number}, task {task}", number=number, task=place)
            for name in task.show:
                _require(name, known, where)


def _require(name: str, known: Collection[str], where: object) -> None:
    if name in known:
        return
    near = get_close_matches(name, sorted(known), n=1, cutoff=_NEAR)
    if near:
        raise UserError(
            text(
                "{where}: there is no “{name}” to show. Did you mean “{near}”?",
                where=where,
                name=name[:60],
                near=near[0],
            )
        )
    raise UserError(
        text(
            "{where}: there is no “{name}” to show. docs/lessons.md lists what can be shown.",
            where=where,
            name=name[:60],
        )
    )
