"""Whether classes can be shared out evenly; apart from the split, so that looking needs no scikit-learn."""

import numpy as np
import numpy.typing as npt


def can_stratify(classes: npt.NDArray[np.int64], n_validation: int, n_test: int) -> bool:
    """Whether every class has rows enough for each part that is cut off."""
    sizes = np.bincount(classes)
    sizes = sizes[sizes > 0]
    parts = [n for n in (n_validation, n_test) if n]
    n_train = len(classes) - n_validation - n_test
    # One row more than there are parts keeps two of each class for the second cut.
    return bool(sizes.min() > len(parts) and min(n_train, *parts, n_train) >= len(sizes))
