"""The training section: what `engine.train.trainer` does, as one plain loop."""

from dataclasses import dataclass

from engine.catalog.clipping import clipping_kind
from engine.catalog.layers import layer_kind
from engine.catalog.optimizers import optimizer_kind
from engine.catalog.schedulers import schedule_kind
from engine.catalog.stopping import stopping_kind
from engine.export.code_criterion import Criterion
from engine.export.code_data import Rows
from engine.export.code_module import shown_arguments
from engine.export.writer import Named, Writer, call, literal
from engine.spec.network import INPUT, NetworkSpec
from engine.spec.training import TrainingSpec

#: Rows of one evaluation batch where the loss does not depend on it, as in the trainer.
_EVALUATION_BATCH = 4096
#: Stands for a number of steps that only the rows tell; large enough to be no special case.
_SOME_STEPS = 1000


@dataclass
class TrainingSection:
    """Writes everything below the class.

    The lines of a step belong to its phases, by their names.

    Args:
        code: takes the lines.
        training: the settings.
        network: names the frozen layers.
        rows: what the data section left behind.
        criterion: the loss.
        device: "" where all stays on the CPU.
    """

    code: Writer
    training: TrainingSpec
    network: NetworkSpec
    rows: Rows
    criterion: Criterion
    device: str

    def write(self) -> None:
        """The settings, the model and what trains it, the evaluation, the loop, the test."""
        code = self.code
        code.add(f"epochs = {self.training.epochs}")
        if self._has_batches:
            code.add(f"batch_size = {self._batch_size}")
        code.add(f"torch.manual_seed({self.training.seed})")
        code.add("model = Net().to(device)" if self.device else "model = Net()")
        self.criterion.write(self.device)
        self._write_optimizer()
        if self.rows.is_split:
            self._write_evaluate()
        self._write_loop()
        self._write_end()

    def _model(self, rows: str) -> str:
        """The call of the model; several inputs share the numbers of a sample."""
        inputs = self.network.inputs
        if len(inputs) == 1:
            return f"model({rows})"
        parts = [layer_kind(INPUT).values(layer.params)["shape"][0] for layer in inputs]
        return f"model(*{rows}.split({parts}, dim=1))"

    @property
    def _train(self) -> str:
        return "_train" if self.rows.is_split else ""

    @property
    def _has_batches(self) -> bool:
        """Whether an epoch is more than one step over all rows as they stand."""
        n = self.rows.n_train
        return self.training.shuffle or n is None or self.training.batch_size < n

    @property
    def _batch_size(self) -> str:
        n, size = self.rows.n_train, self.training.batch_size
        if n is not None:
            return str(min(size, n))
        exact = self.training.drop_last or self.criterion.depends_on_batch
        return f"min({size}, len(x{self._train}))" if exact else str(size)

    @property
    def _parameters(self) -> str:
        frozen = any(layer.frozen for layer in self.network.layers)
        return "trained" if frozen else "model.parameters()"

    def _write_optimizer(self) -> None:
        code, training = self.code, self.training
        kind = optimizer_kind(training.optimizer.kind)
        arguments = shown_arguments(kind, kind.values(training.optimizer.params))
        if self._parameters == "trained":
            code.add("trained = [p for p in model.parameters() if p.requires_grad]")
        code.set("optimizer", call(code.symbol(kind.target), self._parameters, *arguments))
        schedule = schedule_kind(training.schedule.kind)
        if not schedule.target:
            return
        epochs = Named(training.epochs, "epochs")
        steps = Named(_SOME_STEPS, "steps_per_epoch") if self._has_batches else 1
        values = schedule.arguments(schedule.values(training.schedule.params), epochs, steps)
        arguments = shown_arguments(schedule, values)
        if any("steps_per_epoch" in str(argument) for argument in arguments):
            rows = f"len(x{self._train})"
            exact = f"{rows} // batch_size"
            rounded_up = f"-(-{rows} // batch_size)  # rounded up"
            code.add(f"steps_per_epoch = {exact if training.drop_last else rounded_up}")
        code.set("scheduler", call(code.symbol(schedule.target), "optimizer", *arguments))

    def _write_evaluate(self) -> None:
        code, criterion = self.code, self.criterion
        names = criterion.inputs
        whole = f"mean loss and {criterion.metric}" if criterion.metric else "mean loss"
        code.add("", "", "@torch.no_grad()", f"def evaluate({', '.join(names)}):")
        code.indent = 4
        code.add(f'"""The {whole} over all rows, in evaluation mode."""', "model.eval()")
        code.add("total = 0.0", *criterion.metric_start())
        size = "batch_size" if criterion.depends_on_batch else str(_EVALUATION_BATCH)
        if size == "batch_size" and not self._has_batches:
            size = str(self.rows.n_train)
        batches = [f"{name}_batch" for name in names]
        if len(names) > 1:
            pieces = ", ".join(f"{name}.split({size})" for name in names)
            code.add(f"for {', '.join(batches)} in zip({pieces}):")
        else:
            code.add(f"for {batches[0]} in {names[0]}.split({size}):")
        code.indent = 8
        code.add(f"{criterion.output} = {self._model('x_batch')}")
        code.add(f"loss = {criterion.call('_batch')}", "total += loss.item() * len(x_batch)")
        code.add(*criterion.metric_step())
        code.indent = 4
        code.add("model.train()")
        given = ", ".join(["total / len(x)", *criterion.metric_end(self.rows)])
        code.add(f"return {given}")
        code.indent = 0
        code.add("", "")

    def _write_loop(self) -> None:
        code, training = self.code, self.training
        if not self.rows.is_split:
            code.add("")
        if training.shuffle:
            code.add(f"generator = torch.Generator().manual_seed({training.seed})")
        code.add("losses = []  # of every step")
        code.add("history = []  # of every epoch")
        code.add('best_loss, best_weights = float("inf"), model.state_dict()')
        if self._stopping:
            code.add("waited = 0  # epochs since the loss was last better")
        code.add("", "for epoch in range(1, epochs + 1):")
        code.indent = 4
        if self._has_batches:
            self._write_batches()
        else:
            self._write_step("")
            code.add("train_loss = losses[-1]")
        watched = self._write_validation()
        schedule = schedule_kind(training.schedule.kind)
        if schedule.advance == "epoch":
            code.add("scheduler.step()")
        elif schedule.advance == "metric":
            code.add(f"scheduler.step({watched})")
        self._write_best(watched)
        code.indent = 0

    def _write_batches(self) -> None:
        code, training, train = self.code, self.training, self._train
        code.add("total, seen = 0.0, 0")
        names = self.criterion.inputs
        pairs = [(f"{name}_batch", f"{name}{train}") for name in names]
        if training.shuffle:
            code.add(f"order = torch.randperm(len(x{train}), generator=generator)")
            code.add("for rows in order.split(batch_size):")
            lines = [
                f"{', '.join(b for b, _ in pairs)} = {', '.join(f'{n}[rows]' for _, n in pairs)}"
            ]
        elif len(pairs) > 1:
            pieces = ", ".join(f"{n}.split(batch_size)" for _, n in pairs)
            code.add(f"for {', '.join(b for b, _ in pairs)} in zip({pieces}):")
            lines = []
        else:
            code.add(f"for {pairs[0][0]} in {pairs[0][1]}.split(batch_size):")
            lines = []
        code.indent = 8
        code.add(*lines)
        if training.drop_last:
            code.add("if len(x_batch) < batch_size:", "    break  # the last batch is not full")
        self._write_step("_batch")
        code.add("total += losses[-1] * len(x_batch)", "seen += len(x_batch)")
        code.indent = 4
        code.add("train_loss = total / seen")

    def _write_step(self, suffix: str) -> None:
        code, training = self.code, self.training
        rows = suffix or self._train
        code.add("optimizer.zero_grad()", owner="zero_grad")
        code.add(f"{self.criterion.output} = {self._model(f'x{rows}')}", owner="forward")
        code.add(f"loss = {self.criterion.call(rows)}", owner="loss")
        code.add("loss.backward()", owner="backward")
        clipping = clipping_kind(training.clipping.kind)
        if clipping.target:
            values = clipping.values(training.clipping.params)
            arguments = shown_arguments(clipping, values)
            code.do(call(code.symbol(clipping.target), self._parameters, *arguments), "step")
        code.add("optimizer.step()", owner="step")
        if schedule_kind(training.schedule.kind).advance == "step":
            code.add("scheduler.step()", owner="step")
        code.add("losses.append(loss.item())")

    def _write_validation(self) -> str:
        """Writes the epoch's line and gives the name of the loss that is watched."""
        code, criterion = self.code, self.criterion
        if not self.rows.validation:
            code.add("history.append(train_loss)")
            code.add('print(f"epoch {epoch}: loss {train_loss:.6f}")')
            return "train_loss"
        found = ["validation_loss", *([criterion.metric_name] if criterion.metric else [])]
        rows = ", ".join(f"{name}_validation" for name in criterion.inputs)
        code.add(f"{', '.join(found)} = evaluate({rows})")
        code.add(f"history.append((train_loss, {', '.join(found)}))")
        if not criterion.metric:
            shown = "loss {train_loss:.6f}, validation loss {validation_loss:.6f}"
            code.add("print(", f'    f"epoch {{epoch}}: {shown}"', ")")
            return "validation_loss"
        code.add("print(")
        code.add('    f"epoch {epoch}: loss {train_loss:.6f}, "')
        code.add('    f"validation loss {validation_loss:.6f}, "')
        code.add(f'    f"{criterion.metric} {{{criterion.metric_name}:.4f}}"')
        code.add(")")
        return "validation_loss"

    @property
    def _stopping(self) -> dict[str, float]:
        kind = stopping_kind(self.training.stopping.kind)
        return kind.values(self.training.stopping.params)

    def _write_best(self, watched: str) -> None:
        code, stopping = self.code, self._stopping
        code.use("copy")
        margin = stopping.get("min_delta", 0.0)
        if margin:
            code.add(f"waited = 0 if {watched} < best_loss - {literal(margin)} else waited + 1")
        elif stopping:
            code.add(f"waited = 0 if {watched} < best_loss else waited + 1")
        code.add(f"if {watched} < best_loss:")
        code.add(f"    best_loss = {watched}")
        code.add("    best_weights = copy.deepcopy(model.state_dict())")
        if stopping:
            code.add(
                f"if waited >= {stopping['patience']}:", '    print("stopped early")', "    break"
            )

    def _write_end(self) -> None:
        code, criterion = self.code, self.criterion
        code.add("", "model.load_state_dict(best_weights)  # of the best epoch")
        if not self.rows.test:
            return
        found = ["test_loss", *([f"test_{criterion.metric_name}"] if criterion.metric else [])]
        rows = ", ".join(f"{name}_test" for name in criterion.inputs)
        code.add(f"{', '.join(found)} = evaluate({rows})")
        shown = 'print(f"test loss {test_loss:.6f}'
        if criterion.metric:
            shown += f", {criterion.metric} {{test_{criterion.metric_name}:.4f}}"
        code.add(f'{shown}")')
