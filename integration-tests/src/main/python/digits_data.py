"""Makes digits.csv, the data set of the example, from scikit-learn's copy of it.

    python digits_data.py OUT.csv

One image a line: 64 pixels (8 rows of 8, each 0..16), then the digit. This is the layout of the UCI repository's own
file (optdigits.tes), of which scikit-learn's data set is a copy, in the same order.
"""

import sys

from sklearn.datasets import load_digits


def main(out):
    digits = load_digits()
    with open(out, "w", encoding="ascii", newline="\n") as file:
        for pixels, label in zip(digits.data.astype(int), digits.target, strict=True):
            file.write(",".join(map(str, [*pixels, label])) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
