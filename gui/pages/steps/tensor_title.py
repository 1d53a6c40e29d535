"""What people call a tensor of a step, where its name in the record says nothing to them."""

from gui.translate import tr


def tensor_title(name: str) -> str:
    """What people call a tensor of the record: “target” for `target/0`, “term 2” for `term/1`.

    What an operation inside a card gives is called by its place: `fc1/0` is “fc1 ▸ 1”.
    """
    first, *rest = name.split("/")
    if first in {"target", "term"} and rest:
        number, rest = int(rest[0]) + 1, rest[1:]
        if first == "term":
            first = tr("term {number}").format(number=number)
        else:
            first = tr("target") if number == 1 else tr("target {number}").format(number=number)
    elif rest and first == "loss":
        first = tr("loss")
    return " ▸ ".join(
        [first, *(str(int(place) + 1) if place.isdigit() else place for place in rest)]
    )


def taken_title(name: str, card: str) -> str:
    """What an operation of a card takes: for the loss, what a layer gives is a prediction."""
    title = tensor_title(name)
    of_loss = card == "loss" or card.startswith("term/")
    return tr("prediction {name}").format(name=name) if of_loss and title == name else title
