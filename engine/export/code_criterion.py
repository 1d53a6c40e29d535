"""The loss and the metric of an exported script, as `engine.build.Criterion` and `engine.evaluate`."""

import re

from engine.catalog.kind import LossKind
from engine.catalog.losses import loss_kind
from engine.check.shapes import NetworkInfo
from engine.export.code_data import Rows
from engine.export.code_module import shown_arguments
from engine.export.writer import Writer, call, flat, literal
from engine.spec.network import NetworkSpec, source_id
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import UserError, text


class Criterion:
    """What the training section has to know of the loss.

    A single plain term is called directly; anything else becomes a function `criterion`, which takes
    the output and whatever of input and target the terms need.
    """

    def __init__(
        self,
        code: Writer,
        training: TrainingSpec,
        network: NetworkSpec,
        info: NetworkInfo,
        rows: Rows,
    ) -> None:
        self._code, self._rows = code, rows
        self._terms = training.losses
        self._kinds = [loss_kind(term.loss.kind) for term in self._terms]
        self._places = [_output_place(term, network) for term in self._terms]
        shapes = list(info.outputs.values())
        self._widths = [shapes[place] for place in self._places]
        self._single = len(network.outputs) == 1
        looks_at_target = [term.target == "" for term in self._terms]
        self._uses_y = any(looks_at_target)
        self._scored = looks_at_target.index(True) if self._uses_y else -1
        #: How the loop calls what the model gives.
        self.output = "output" if self._single else "outputs"

    @property
    def inputs(self) -> list[str]:
        """The names of the rows a step needs: x, and y where a term looks at the target."""
        return ["x", "y"] if self._uses_y else ["x"]

    @property
    def depends_on_batch(self) -> bool:
        """Whether the loss grows with the batch: a sum over it, as reduction or as transform."""
        return any(
            term.transform != "none" or kind.values(term.loss.params).get("reduction") == "sum"
            for term, kind in zip(self._terms, self._kinds, strict=True)
        )

    def call(self, rows: str) -> str:
        """The loss of a batch whose variables end in `rows`."""
        if self._is_plain:
            target = "x" if self._terms[0].target == "input" else "y"
            return f"criterion({self.output}, {target}{rows})"
        taken = [f"{name}{rows}" for name in self._taken]
        return f"criterion({', '.join([self.output, *taken])})"

    @property
    def _taken(self) -> list[str]:
        """What the function takes beside the output."""
        wanted = {"x" if term.target == "input" else "y" for term in self._terms}
        return sorted(wanted)

    @property
    def _is_plain(self) -> bool:
        """One term, as it is, whose target needs no other form, and all arguments in one object."""
        term, kind = self._terms[0], self._kinds[0]
        return (
            self._single
            and len(self._terms) == 1
            and term.weight == 1.0
            and term.transform == "none"
            and self._form(0) in {"x", "y"}
            and (kind.call == "class" or not self._arguments(term, kind, ""))
        )

    def _form(self, place: int) -> str:
        """Code for the term's target, made of x or y as the loss takes it."""
        term, kind = self._terms[place], self._kinds[place]
        if term.target == "input":
            return "x"
        if kind.expects == "index" or self._rows.is_regression:
            return "y"
        width = self._widths[place]
        if width and width[0] > 1:
            self._code.use("torch.nn.functional", "as F")
            numbers = f"F.one_hot(y, {self._rows.classes}).float()"
        else:
            numbers = "y.float().unsqueeze(1)"
        return f"2 * {numbers} - 1" if kind.expects == "sign" else numbers

    def _arguments(self, term: LossTerm, kind: LossKind, device: str) -> list[str]:
        shown = shown_arguments(kind, kind.values(term.loss.params))
        found = [flat(argument) for argument in shown]
        if device:
            return [re.sub(r"(=torch\.tensor\(.*)\)$", r"\1, device=device)", a) for a in found]
        return found

    def write(self, device: str) -> None:
        """Writes `criterion`, and the losses it is made of."""
        code = self._code
        if self._is_plain:
            kind = self._kinds[0]
            function = code.symbol(kind.target)
            if kind.call == "function":
                code.add(f"criterion = {function}")
            else:
                arguments = self._arguments(self._terms[0], kind, device)
                code.set("criterion", call(function, *arguments))
            return
        written: dict[str, str] = {}
        parts = [self._write_part(p, device, written) for p in range(len(self._terms))]
        code.add("", "", f"def criterion({', '.join([self.output, *self._taken])}):")
        code.indent = 4
        forms: dict[str, str] = {}
        for place in range(len(self._terms)):
            form = self._form(place)
            if form not in {"x", "y"} and form not in forms:
                forms[form] = "target" if not forms else f"target{len(forms) + 1}"
                code.add(f"{forms[form]} = {form}")
        total = ""
        for place, (function, extra) in enumerate(parts):
            form = self._form(place)
            value = self._value(place, function, forms.get(form, form), extra)
            total = _sum(total, self._terms[place].weight, value)
        code.add(*_return(total))
        code.indent = 0
        code.add("", "")

    def _write_part(
        self, place: int, device: str, written: dict[str, str]
    ) -> tuple[str, list[str]]:
        """How the term's loss is called, and with which arguments after the tensors.

        `written` has the names of the losses that stand there already, by their code.
        """
        code, term, kind = self._code, self._terms[place], self._kinds[place]
        arguments = self._arguments(term, kind, device)
        if kind.call == "function":
            return code.symbol(kind.target), arguments
        made = call(code.symbol(kind.target), *arguments)
        if flat(made) not in written:
            name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.name).lower()
            while name in written.values():
                name += "_"
            written[flat(made)] = name
            code.set(name, made)
        return written[flat(made)], []

    def _value(self, place: int, function: str, target: str, extra: list[str]) -> str:
        output = "output" if self._single else f"outputs[{self._places[place]}]"
        transform = self._terms[place].transform
        if transform != "none":
            output, target = f"{output}.{transform}()", f"{target}.{transform}()"
        return flat(call(function, output, target, *extra))

    # The metric: of the first term that looks at the target.

    @property
    def metric(self) -> str:
        """What a person calls it: "accuracy" or "mean absolute error"; "" where there is none."""
        if self._scored < 0:
            return ""
        return "mean absolute error" if self._rows.is_regression else "accuracy"

    @property
    def metric_name(self) -> str:
        """The variable for it."""
        return "error" if self._rows.is_regression else "accuracy"

    def metric_start(self) -> list[str]:
        """Lines before an evaluation."""
        if not self.metric:
            return []
        return ["error = 0.0"] if self._rows.is_regression else ["right = 0"]

    def metric_step(self) -> list[str]:
        """Lines for one batch of an evaluation."""
        if not self.metric:
            return []
        output = "output" if self._single else f"outputs[{self._places[self._scored]}]"
        if self._rows.is_regression:
            return [f"error += ({output} - y_batch).abs().sum({self._dim}){self._fetched}"]
        if self._widths[self._scored] == (1,):
            kind = self._kinds[self._scored]
            threshold = 0 if kind.wants == "logit" or kind.expects == "sign" else 0.5
            predicted = f"({output}[:, 0] > {threshold}).long()"
        else:
            predicted = f"{output}.argmax(dim=1)"
        return [f"predicted = {predicted}", "right += (predicted == y_batch).sum().item()"]

    @property
    def _by_target(self) -> bool:
        """Whether each target has a deviation of its own to turn errors back with."""
        return self._rows.scaled and self._rows.n_targets > 1

    @property
    def _dim(self) -> str:
        return "dim=0" if self._by_target else ""

    @property
    def _fetched(self) -> str:
        return ".cpu().numpy()" if self._by_target else ".item()"

    def metric_end(self, rows: Rows) -> list[str]:
        """What an evaluation gives beside the loss."""
        if not self.metric:
            return []
        if not rows.is_regression:
            return ["right / len(y)"]
        if self._by_target:
            return ["(error * y_std).mean() / len(y)"]
        return ["error / y.numel() * y_std.item()" if rows.scaled else "error / y.numel()"]


def _output_place(term: LossTerm, network: NetworkSpec) -> int:
    ids = [source_id(ref) for ref in network.outputs]
    if term.output and term.output not in ids:
        raise UserError(
            text("A loss term looks at a layer that is no output of the network. Choose another.")
        )
    return ids.index(term.output) if term.output else 0


def _sum(total: str, weight: float, value: str) -> str:
    """`total` and one more term; a weight of 1 is not written."""
    if not total:
        return value if weight == 1 else f"{literal(weight)} * {value}"
    sign = "-" if weight < 0 else "+"
    return f"{total} {sign} {value if abs(weight) == 1 else f'{literal(abs(weight))} * {value}'}"


def _return(total: str) -> list[str]:
    """One line, or one a term."""
    if len(f"    return {total}") <= 88:
        return [f"return {total}"]
    terms = re.split(r" (?=[+-] )", total)
    return ["return (", *(f"    {term}" for term in terms), ")"]
