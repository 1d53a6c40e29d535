"""Every number on screen follows these examples."""

import math

import numpy as np
import pytest

from engine import numbers

THIN = "\u202f"
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (64, "64"),
        (5928, f"5{THIN}928"),
        (203930, f"203{THIN}930"),
        (1234567, f"1{THIN}234{THIN}567"),
        (-1200, f"−1{THIN}200"),
        (None, "–"),
    ],
)
def test_that_counts_are_written_in_full(value, written):
    assert numbers.count(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.31274, "0.3127"),
        (0.889, "0.889"),
        (0.0413, "0.0413"),
        (0.00081, "8.1e−4"),
        (0.001, "0.001"),
        (0.00099996, "0.001"),
        (1e-7, "1e−7"),
        (-2.22334, "−2.223"),
        (9.99996, "10"),
        (123.456, "123.5"),
        (12345.6, f"12{THIN}346"),
        (1234567.0, "1.235e6"),
        (999999.7, "1e6"),
        (0, "0"),
        (-0.0, "0"),
        (1, "1"),
        (True, "1"),
        (math.nan, "nan"),
        (math.inf, "inf"),
        (-math.inf, "−inf"),
        (None, "–"),
    ],
)
def test_that_plots_and_cards_show_four_significant_digits(value, written):
    assert numbers.short(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.13929571, "0.1392957"),
        (-10.00489, "−10.00489"),
        (1.0, "1"),
        (2e-9, "2e−9"),
        (1234567.0, f"1{THIN}234{THIN}567"),
        (12345678.0, "1.234568e7"),
        (math.nan, "nan"),
        (None, "–"),
    ],
)
def test_that_step_through_shows_seven_significant_digits(value, written):
    assert numbers.long(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.1, "0.1"), (1 / 3, "0.3333333333333333"), (-1e-9, "−1e−09"), (3, "3.0"), (None, "–")],
)
def test_that_hover_shows_every_digit(value, written):
    assert numbers.full(value) == written


def test_that_full_reads_back_to_the_same_float():
    value = 0.1 + 0.2
    assert float(numbers.full(-value).replace("−", "-")) == -value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0:00"),
        (18.4, "0:18"),
        (59.6, "1:00"),
        (725, "12:05"),
        (3723, "1:02:03"),
        (-4, "0:00"),
        (math.inf, "–"),
        (None, "–"),
    ],
)
def test_that_time_reads_like_a_clock(value, written):
    assert numbers.seconds(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0 B"),
        (812, "812 B"),
        (1023.7, "1.0 KiB"),
        (1024, "1.0 KiB"),
        (1.5 * 2**20, "1.5 MiB"),
        (139 * 2**30, "139 GiB"),
        (None, "–"),
    ],
)
def test_that_bytes_have_binary_units(value, written):
    assert numbers.size(value) == written.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (0, "0"),
        (9_216, "9 216"),
        (10_000, "10_k"),
        (203_930, "204_k"),
        (999_499, "999_k"),
        (999_600, "1_M"),
        (1_814_073_344, "1.81_G"),
        (714_188_480, "714_M"),
        (3 * 10**14, "300_T"),
    ],
)
def test_that_a_huge_count_has_three_digits_and_a_unit(value, written):
    assert numbers.large(value) == written.replace(" ", THIN).replace("_", NBSP)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (math.inf, "–"),
        (0.0004, "0.4 ms"),
        (0.00821, "8.2 ms"),
        (0.0996, "0.1 s"),
        (0.4161, "0.42 s"),
        (12.4, "12 s"),
        (59.6, "1:00"),
        (7_200, "2:00:00"),
    ],
)
def test_that_a_length_of_time_may_be_short(value, written):
    assert numbers.duration(value) == written.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ((1, 28, 28), "1×28×28"),
        (("N", 64), "N×64"),
        ((None, 3), "–×3"),
        ((-1, 4), "−1×4"),
        ((), ""),
    ],
)
def test_that_shapes_use_a_multiplication_sign(value, written):
    assert numbers.shape(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (41327.0, f"41{THIN}300"),
        (12.34, "12.3"),
        (0.01234, "0.0123"),
        (999.6, f"1{THIN}000"),
        (0, "0"),
        (math.inf, "–"),
        (None, "–"),
    ],
)
def test_that_rates_are_steady(value, written):
    assert numbers.rate(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.22, "22 %"), (0.006, "0.6 %"), (0.97777, "97.8 %"), (1, "100 %"), (None, "–")],
)
def test_that_percentages_are_short(value, written):
    assert numbers.percent(value) == written.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([0, 0.3, 0.6, 0.9, 1.2], ["0", "0.3", "0.6", "0.9", "1.2"]),
        ([0.4, 0.6, 0.8, 1.0], ["0.4", "0.6", "0.8", "1.0"]),
        ([-0.25, 0.0, 0.25], ["−0.25", "0", "0.25"]),
        ([0, 5000, 10000], ["0", f"5{THIN}000", f"10{THIN}000"]),
        ([0, 2e6], ["0", "2e6"]),
        ([0, 2e-5, 4e-5], ["0", "2e−5", "4e−5"]),
        ([1_000_000, 1_000_001], [f"1{THIN}000{THIN}000", f"1{THIN}000{THIN}001"]),
        ([0.1], ["0.1"]),
        ([0, 0], ["0", "0"]),
        ([], []),
    ],
)
def test_that_labels_of_an_axis_agree_in_decimals(values, written):
    assert numbers.ticks(values) == written


def test_that_a_column_shows_its_values_as_they_were_read():
    assert numbers.decimals([15.73, 2.06, float("nan"), 3.0]) == 2
    assert numbers.decimals([101.0, 762.0]) == 0
    assert numbers.decimals([1 / 3]) == 4
    assert [numbers.fixed(x, 2) for x in (15.0, -2.06, 1234.5)] == [
        "15.00",
        f"{numbers.MINUS}2.06",
        f"1{numbers.THIN_SPACE}234.50",
    ]
    assert numbers.fixed(1e-7, 4) == f"1e{numbers.MINUS}7"
    assert numbers.fixed(0.0, 1) == "0.0"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.001, "0.001"),
        (1e-8, "1e−8"),
        (25.0, "25"),
        (-0.2505, "−0.2505"),
        (0.30000000000000004, "0.30000000000000004"),
        (2**63 - 1, "9223372036854775807"),
        (1e22, "1e22"),
        (1e12, "1e12"),
        (-2.5e9, "−2.5e9"),
        (12345678.5, "12345678.5"),
        (0.0, "0"),
    ],
)
def test_that_a_number_to_edit_reads_back_as_itself(value, written):
    assert numbers.typed(value) == written
    assert float(written.replace(numbers.MINUS, "-")) == float(value)


def test_that_exact_needs_no_more_digits_than_the_precision():
    assert numbers.exact(np.float32(-10.004933)) == "−10.004933"
    assert numbers.exact(np.float64(0.1)) == "0.1"
    assert numbers.exact(np.int64(-3)) == "−3"
    value = np.float32(1) / np.float32(3)
    assert np.float32(numbers.exact(value)) == value
