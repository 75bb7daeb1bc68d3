"""Reads safetensors files with nothing of ours: struct, json and numpy, after the format's own README."""

import json
import struct

import numpy

DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2"}


def read(data):
    """All tensors by name, as arrays of float64."""
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    body = data[8 + length :]
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        if entry["dtype"] == "BF16":  # numpy has none: it is the upper half of a binary32
            bits = numpy.frombuffer(body[begin:end], "<u2").astype("<u4") << 16
            values = bits.view("<f4")
        else:
            values = numpy.frombuffer(body[begin:end], DTYPES[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"]).astype("f8")
    return tensors


def write(tensors):
    """A file of little-endian arrays, in the order given."""
    names = {"<f8": "F64", "<f4": "F32", "<f2": "F16"}
    header, body = {"__metadata__": {"made-by": "numpy"}}, b""
    for name, array in tensors.items():
        data = numpy.ascontiguousarray(array).tobytes()
        header[name] = {
            "dtype": names[array.dtype.str],
            "shape": list(array.shape),
            "data_offsets": [len(body), len(body) + len(data)],
        }
        body += data
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body
