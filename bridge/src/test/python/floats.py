"""Writes how Python formats some hundred doubles; FloatTextTest formats the same in Java.

    python floats.py > ../resources/dev/sconce/torch/floats.txt

A case is a line `f|e|repr|complex BITS PRECISION`, with the bits of the double in hexadecimal, then Python's text.
"""
import random
import struct

random.seed(11)
SPECIAL = [0.0, -0.0, 1.0, 0.1, 0.5, 1.5, 2.5, 1e-5, 1e-4, 1e15, 1e16, 1e17, 123456789012345680.0, 5e-324, 2.0 ** 1023,
           1.7976931348623157e308, 2.2250738585072014e-308, 9.5, 99999.5, 0.03125, 1 / 3, 2e-3, 2.0 ** 53, 2.0 ** 63,
           float("inf"), float("-inf"), float("nan"), 9007199254740993.0, 2.98023223876953125e-8, 1.1e-16, 8.41e21]


def bits(value):
    return struct.pack(">d", value).hex()


def values():
    yield from SPECIAL
    for _ in range(40):
        yield struct.unpack(">d", random.getrandbits(64).to_bytes(8, "big"))[0]
    for _ in range(20):
        yield random.randint(-10 ** 6, 10 ** 6) / 64
        yield round(random.uniform(-100, 100), 3)


print("# written by floats.py")
for value in values():
    precision = random.choice([0, 1, 2, 4, 4, 8])
    if abs(value) < 1e60:  # longer texts prove nothing more
        print(f"f {bits(value)} {precision}\n| {value:.{precision}f}")
    print(f"e {bits(value)} {precision}\n| {value:.{precision}e}")
    print(f"repr {bits(value)} 0\n| {value!r}")
    print(f"complex {bits(value)} 0\n| {complex(value, -value)!r}")
