"""Unpacks Rob Northen compression, method 1: a Huffman-coded LZ77 from the nineties, little-endian bits.

Header (big-endian): "RNC", method, unpacked size, packed size, two checksums, leeway, number of blocks.
"""

import struct

HEADER = struct.Struct(">4sIIHHBB")
SHORTEST_COPY = 2


class Bits:
    """Bits from the low end of 16-bit words; raw bytes come from between the words already taken."""

    def __init__(self, data):
        self.data, self.at, self.buffer, self.count = data, 0, 0, 0

    def fill(self, wanted):
        while self.count < wanted:
            word = int.from_bytes(self.data[self.at:self.at + 2], "little")
            self.buffer |= word << self.count
            self.at, self.count = self.at + 2, self.count + 16

    def take(self, wanted):
        self.fill(wanted)
        value = self.buffer & (1 << wanted) - 1
        self.buffer >>= wanted
        self.count -= wanted
        return value

    def raw(self, length):
        """Bytes that follow the word the bits are taken from: what was read ahead is put back."""
        ahead = self.count // 16
        self.at -= 2 * ahead
        self.count -= 16 * ahead
        self.buffer &= (1 << self.count) - 1
        start, self.at = self.at, self.at + length
        return self.data[start:self.at]


def read_codes(bits):
    """Canonical Huffman codes as {(length, code): symbol}, shortest first."""
    lengths = [bits.take(4) for _ in range(bits.take(5))]
    codes, code, last = {}, 0, 0
    for length, symbol in sorted((length, symbol) for symbol, length in enumerate(lengths) if length):
        code <<= length - last
        codes[length, code] = symbol
        code, last = code + 1, length
    return codes


def read_number(bits, codes):
    """A Huffman symbol is the number of bits of the value; the bits below the highest one follow."""
    code = 0
    for length in range(1, 17):
        code = code << 1 | bits.take(1)
        if (length, code) in codes:
            symbol = codes[length, code]
            return symbol if symbol < 2 else 1 << symbol - 1 | bits.take(symbol - 1)
    raise ValueError("packed data holds a code that its table lacks")


def unpack(data):
    magic, unpacked, packed, _, _, _, blocks = HEADER.unpack_from(data)
    if magic != b"RNC\x01":
        raise ValueError(f"data starts with {magic!r}; expected RNC of method 1")
    bits, out = Bits(data[HEADER.size:HEADER.size + packed] + bytes(4)), bytearray()
    bits.take(2)  # flags
    for _ in range(blocks):
        literals, distances, lengths = (read_codes(bits) for _ in range(3))
        for left in range(bits.take(16), 0, -1):
            out += bits.raw(count) if (count := read_number(bits, literals)) else b""
            if left > 1:
                start = len(out) - 1 - read_number(bits, distances)
                for i in range(read_number(bits, lengths) + SHORTEST_COPY):
                    out.append(out[start + i])
    if len(out) != unpacked:
        raise ValueError(f"unpacked {len(out)} bytes; the header says {unpacked}")
    return bytes(out)
