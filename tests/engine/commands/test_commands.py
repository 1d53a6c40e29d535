"""The commands as a person or a script calls them: output, exit codes, one line for each fault."""

import csv
import json
import math

import pytest

from engine.examples import EXAMPLES
from engine.files.project_file import ProjectFile, load, save
from main import main


@pytest.fixture
def call(capsys):
    def run(*arguments):
        code = main([str(a) for a in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def example(name):
    return next(e.path for e in EXAMPLES if e.name == name)


@pytest.fixture
def iris(call, tmp_path):
    path = tmp_path / "iris.netw"
    code, _, _ = call(
        "new",
        "--data",
        "iris",
        "--hidden",
        "16,8",
        "--activation",
        "tanh",
        "--seed",
        7,
        "--output",
        path,
    )
    assert code == 0
    return path


def test_that_new_makes_the_network_asked_for(iris, call):
    code, out, _ = call("info", iris, "--json")
    told = json.loads(out)
    assert code == 0
    assert [layer["kind"] for layer in told["layers"]] == [
        "Input",
        "Linear",
        "Tanh",
        "Linear",
        "Tanh",
        "Linear",
    ]
    assert told["parameters"] == (4 * 16 + 16) + (16 * 8 + 8) + (8 * 3 + 3)
    assert told["project"]["training"]["seed"] == 7


def test_that_train_prints_json_lines_and_writes_into_the_project(iris, call):
    code, out, _ = call("train", iris, "--epochs", 3, "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [line.get("epoch") for line in lines[:-1]] == [1, 2, 3]
    assert {
        "epoch",
        "step",
        "train_loss",
        "validation_loss",
        "metrics",
        "samples_per_second",
    } <= set(lines[0])
    assert lines[-1]["event"] == "ended"
    assert lines[-1]["reason"] == "finished"
    assert load(iris).history.epoch_count == 3
    assert iris.with_name("iris.netw.bak").exists()


def test_that_resume_equals_never_having_stopped(iris, call, tmp_path):
    halves, whole = tmp_path / "halves.netw", tmp_path / "whole.netw"
    assert call("train", iris, "--epochs", 4, "--output", whole)[0] == 0
    assert call("train", iris, "--epochs", 2, "--output", halves)[0] == 0
    assert call("train", halves, "--epochs", 4, "--resume")[0] == 0
    first, second = load(whole).checkpoint, load(halves).checkpoint
    assert all((first.last[name] == second.last[name]).all() for name in first.last)
    assert load(halves).history.step_count == load(whole).history.step_count
    moments = [state.step for state in load(halves).moments]
    assert moments[0] == 0
    assert second.state["step"] // 2 in moments, "the window can go back to where it was resumed"


def test_that_resume_goes_on_with_the_settings_asked_for(iris, call):
    assert call("train", iris, "--epochs", 2, "--set", "training.schedule.kind=cosine")[0] == 0
    code, _, err = call("train", iris, "--epochs", 4, "--lr", 0.5, "--resume")
    assert (code, err) == (0, "")
    rates = load(iris).history.steps["lr"].values
    per_epoch = len(rates) // 4
    assert rates[2 * per_epoch] == pytest.approx(0.25)  # half of the cosine is over
    assert rates[-1] == pytest.approx(0.5 * (1 + math.cos(math.pi * 3 / 4)) / 2)


def test_that_training_again_without_resume_begins_anew(iris, call, tmp_path):
    again = tmp_path / "again.netw"
    assert call("train", iris, "--epochs", 2)[0] == 0
    once = load(iris).checkpoint
    assert call("train", iris, "--epochs", 2, "--output", again)[0] == 0
    assert all((once.last[k] == v).all() for k, v in load(again).checkpoint.last.items())


def test_that_evaluate_and_predict_use_the_best_weights(iris, call, tmp_path):
    rows, output = tmp_path / "rows.csv", tmp_path / "out.csv"
    rows.write_text(
        "sepal length (cm),sepal width (cm),petal length (cm),petal width (cm),note,species\n"
        "5.1,3.5,1.4,0.2,a,setosa\n6.7,3.1,5.6,2.4,b,virginica\n"
    )
    assert call("train", iris, "--epochs", 40)[0] == 0
    code, out, _ = call("evaluate", iris, "--split", "test", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["weights"] == "best"
    assert 0.8 <= told["metrics"]["accuracy"] <= 1
    code, out, _ = call("evaluate", iris, "--data", rows, "--json")
    assert (code, json.loads(out)["metrics"]["accuracy"]) == (0, 1.0)
    assert call("predict", iris, "--data", rows, "--output", output)[0] == 0
    table = list(csv.DictReader(output.read_text(encoding="utf-8").splitlines()))
    assert [row["prediction"] for row in table] == ["setosa", "virginica"]
    assert [row["note"] for row in table] == ["a", "b"]
    shares = [float(v) for k, v in table[0].items() if k.startswith("probability_")]
    assert sum(shares) == pytest.approx(1)


def test_that_new_rows_need_only_the_project_file(call, tmp_path):
    table, path, rows = tmp_path / "t.csv", tmp_path / "t.netw", tmp_path / "rows.csv"
    lines = [f"{n},{n % 7},{'low' if n < 30 else 'high'}" for n in range(60)]
    table.write_text("a,b,y\n" + "\n".join(lines) + "\n")
    rows.write_text("a,b,y\n3,1,low\n55,2,high\n")
    schedule = 'training.schedule={"kind": "one_cycle", "max_lr": 0.05, "pct_start": 0.025}'
    assert call("new", "--data", table, "--output", path)[0] == 0
    assert call("train", path, "--epochs", 40, "--batch-size", 8, "--set", schedule)[0] == 0
    told = call("evaluate", path, "--data", rows, "--json")
    output = tmp_path / "p.csv"
    table.unlink()
    assert call("evaluate", path, "--data", rows, "--json") == told
    assert json.loads(told[1])["metrics"]["accuracy"] == 1.0
    assert call("predict", path, "--data", rows, "--output", output)[:2] == (
        0,
        f"{output}: 2 rows\n",
    )
    assert [line.split(",")[3] for line in output.read_text().splitlines()[1:]] == ["low", "high"]
    assert call("evaluate", path)[0] == 2


def test_that_step_shows_five_phases_with_every_number(call):
    code, out, _ = call("step", example("one-neuron"), "--json")
    phases = json.loads(out)["phases"]
    assert code == 0
    assert [phase["phase"] for phase in phases] == [
        "zero_grad",
        "forward",
        "loss",
        "backward",
        "step",
    ]
    weight = [phase["parameters"]["fc1.weight"] for phase in phases]
    assert weight[2]["gradient"] is None
    assert weight[3]["gradient"][0][0] == pytest.approx(-10.004933, abs=5e-7)
    assert weight[4]["value"][0][0] == pytest.approx(-0.150451, abs=5e-7)
    assert phases[3]["inputs"]["gradient"][2][0] == pytest.approx(0.556928, abs=5e-7)


@pytest.mark.parametrize("kind", ["safetensors", "pt"])
def test_that_exported_weights_can_be_the_start_of_another_run(iris, call, tmp_path, kind):
    weights, again = tmp_path / f"weights.{kind}", tmp_path / "again.netw"
    assert call("train", iris, "--epochs", 5)[0] == 0
    assert call("export", iris, "--to", kind, "--output", weights)[0] == 0
    assert call("train", iris, "--epochs", 1, "--weights", weights, "--output", again)[0] == 0
    best = load(iris).checkpoint.best
    assert all((best[k] == v).all() for k, v in load(again).checkpoint.initial.items())


def test_that_set_changes_any_field_and_checks_it(iris, call, tmp_path):
    made = tmp_path / "made.netw"
    code, _, _ = call(
        "train",
        iris,
        "--epochs",
        1,
        "--output",
        made,
        "--set",
        "training.optimizer.kind=SGD",
        "--set",
        "training.optimizer.momentum=0.9",
        "--set",
        "network.layers.fc1.out_features=5",
        "--set",
        "training.losses.0.loss.label_smoothing=0.1",
        "--set",
        "data.split.seed=3",
    )
    project = load(made).project
    assert code == 0
    assert project.training.optimizer.params == {"momentum": 0.9}
    assert project.network.named("fc1").params["out_features"] == 5
    assert project.training.losses[0].loss.params["label_smoothing"] == 0.1
    assert project.data.split.seed == 3


@pytest.mark.parametrize(
    ("assignment", "word"),
    [
        ("training.optimizer.momentun=0.9", "momentun"),
        ("training.optimizer.lr=-1", "lr"),
        ("training.batch_size=0", "batch_size must be a whole number from 1 to 10000000, not 0."),
        ("training.shuffle=5", "shuffle must be true or false, not 5."),
        ("training.losses.0.transform=max", "transform must be one of none, sum, mean"),
        ("training.batch_size.x=3", "leads nowhere at “x”"),
        ("title.x=3", "leads nowhere at “x”"),
        ("network.layers.fc9.bias=true", "fc9"),
        ("network.layers.fc1.out_features=many", "out_features"),
        ("nothing", "PATH=VALUE"),
    ],
)
def test_that_a_wrong_set_is_one_line_and_exit_2(iris, call, assignment, word):
    before = iris.read_bytes()
    code, out, err = call("train", iris, "--set", assignment)
    assert (code, out) == (2, "")
    assert word in err
    assert len(err.strip().splitlines()) == 1
    assert iris.read_bytes() == before


def test_that_a_diverging_run_exits_1_and_leaves_the_file(call, tmp_path):
    path = tmp_path / "neuron.netw"
    path.write_bytes(example("one-neuron").read_bytes())
    code, _, err = call("train", path, "--lr", "1e9")
    assert code == 1
    assert "fc1" in err
    assert path.read_bytes() == example("one-neuron").read_bytes()


def test_that_new_starts_from_a_template_sized_to_the_data(call, tmp_path):
    path = tmp_path / "digits.netw"
    options = ("--data", "digits", "--template", "resnet18", "--output", path)
    assert call("new", *options)[0] == 0
    project = load(path).project
    assert project.network.inputs[0].params["shape"] == (1, 8, 8)
    assert project.network.layers[-1].params["out_features"] == 10
    assert [term.loss.kind for term in project.training.losses] == ["CrossEntropy"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("train", "missing.netw"),
        ("info", "."),
        ("new", "--data", "irys", "--output", "x.netw"),
        ("new", "--data", "iris", "--target", "nope", "--output", "x.netw"),
        ("new", "--data", "iris", "--hidden", "a,b", "--output", "x.netw"),
        ("new", "--data", "iris", "--hidden", "8", "--activation", "rellu", "--output", "x.netw"),
        ("new", "--data", "iris", "--template", "resnet19", "--output", "x.netw"),
        ("new", "--data", "iris", "--template", "resnet18", "--output", "x.netw"),
        ("new", "--data", "missing.csv", "--output", "x.netw"),
    ],
)
def test_that_bad_input_is_one_line_and_exit_2(call, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "x.netw").exists()


def test_that_resume_of_an_untrained_project_says_so(iris, call):
    code, _, err = call("train", iris, "--resume")
    assert code == 2
    assert "never been trained" in err


def test_that_check_names_what_is_wrong(iris, call):
    assert call("check", iris)[0] == 0
    from engine import edits

    project = load(iris).project
    layer = project.network.named("fc3").id
    bad = project.replace(network=edits.set_param(project.network, layer, "out_features", 5))
    save(iris, ProjectFile(bad))
    code, out, _ = call("check", iris, "--json")
    assert code == 1
    (entry,) = [entry for entry in json.loads(out)["found"] if entry["level"] == "misfit"]
    assert (entry["layer"], entry["rule"]) == ("fc3", "outputShape")
    assert "fc3" in entry["message"]


def test_that_export_finds_the_columns_that_a_project_leaves_open(call, tmp_path):
    table, path, script = tmp_path / "t.csv", tmp_path / "t.netw", tmp_path / "t.py"
    table.write_text("a,b,y\n" + "".join(f"{n},{n % 3},{'uv'[n % 2]}\n" for n in range(40)))
    assert call("new", "--data", table, "--output", path)[0] == 0
    file = load(path)
    data = file.project.data.replace(columns=())
    save(path, ProjectFile(file.project.replace(data=data)))
    assert call("export", path, "--to", "python", "--output", script)[0] == 0
    assert 'target = "y"' in script.read_text()


@pytest.mark.parametrize(("kind", "name"), [("pt", "w.safetensors"), ("safetensors", "w.pt")])
def test_that_weights_go_into_a_file_called_after_their_form(iris, call, tmp_path, kind, name):
    assert call("train", iris, "--epochs", 1)[0] == 0
    code, _, err = call("export", iris, "--to", kind, "--output", tmp_path / name)
    assert (code, err.count("\n")) == (2, 1)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("train", "--epochs", "x"), "--epochs"),
        (("train",), "PROJECT"),
        (("export", "a.netw"), "--to"),
        (("step", "a.netw", "--steps", "1.5"), "--steps"),
    ],
)
def test_that_a_wrong_call_is_one_line_and_exit_2(capsys, arguments, word):
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    err = capsys.readouterr().err
    assert left.value.code == 2
    assert err.count("\n") == 1
    assert word in err


def test_that_export_to_python_writes_a_script(iris, call, tmp_path):
    script = tmp_path / "iris.py"
    assert call("export", iris, "--to", "python", "--output", script)[0] == 0
    assert "class Net(nn.Module)" in script.read_text(encoding="utf-8")


def test_that_train_tells_at_its_end_what_the_curves_say(iris, call):
    slow = ("--epochs", 90, "--set", "training.optimizer.kind=SGD")
    slow += ("--set", "training.optimizer.lr=1e-7")
    code, out, _ = call("train", iris, *slow)
    assert code == 0
    said = out[out.index("What the curves say") :].splitlines()
    assert any(line.startswith("  ! ") and "(epoch " in line for line in said)
    assert any(line.startswith("      Try: Raise the learning rate to ") for line in said)
    code, out, _ = call("train", iris, *slow, "--json")
    told = json.loads(out.splitlines()[-1])
    assert told["event"] == "ended"
    warnings = [f for f in told["findings"] if f["kind"] == "warning"]
    assert warnings[0]["fixes"][0]["template"] == "Raise the learning rate to {lr}"
