"""Makes narrow.tflite, narrow-float.tflite and tflite.json: make_golden.py's network as DeepSpeech exports it with
--export_tflite, once rounded to 8 bits as TensorFlow Lite's converter does it and once not (Coqui's --export_quantize false).

The files are whole: DeepSpeech's own TensorFlow Lite client (0.9.3) loads both and transcribes with them. The graph follows
train.py (create_inference_graph, rnn_impl_static_rnn), one set of operations for each of four steps; the tables follow
TensorFlow's schema.fbs, version 3, and are written by Google's flatbuffers library. The rounding is that of
quantize_weights.cc: large matrices become signed bytes, one scale for each matrix, no zero point. (Large is 1024 numbers
there and 300 here, so that the LSTM's kernel and the output are among them.) The expected log-probabilities are numpy's, in double precision, of the weights that the bytes stand for.

    apt install python3-flatbuffers python3-numpy
    python3 make_tflite.py
"""
import json
import struct

import flatbuffers
import numpy as np
from flatbuffers import flexbuffers

import make_golden as golden

STEPS = 4
FLOAT32, INT32, STRING, INT8 = 0, 2, 5, 9
# Operation, version, number of its options' table in the union BuiltinOptions.
FULLY_CONNECTED, CONCATENATION, ADD, MUL, LOGISTIC = (9, 3, 8), (2, 1, 10), (0, 1, 11), (18, 1, 21), (14, 1, 0)
RESHAPE, SOFTMAX, TANH, CUSTOM = (22, 1, 17), (25, 1, 9), (28, 1, 0), (32, 1, 0)
STRIDED_SLICE, SPLIT, MINIMUM = (45, 1, 32), (49, 1, 35), (57, 1, 39)


class Table:
    """Slots of a table that is still to be written: (what, value), the value maybe another table or a list of them."""

    def __init__(self, **slots):
        self.slots = {int(slot[1:]): value for slot, value in slots.items() if value is not None}

    def write(self, out):
        ready = {slot: (kind, write_value(out, kind, value)) for slot, (kind, value) in self.slots.items()}
        out.StartObject(max(ready, default=-1) + 1)
        for slot, (kind, value) in ready.items():
            if kind in ("int8", "bool"):
                out.PrependInt8Slot(slot, value, None)
            elif kind in ("int32", "uint32"):
                out.PrependInt32Slot(slot, value, None)
            elif kind == "float":
                out.PrependFloat32Slot(slot, value, None)
            else:
                out.PrependUOffsetTRelativeSlot(slot, value, 0)
        return out.EndObject()


def write_value(out, kind, value):
    if kind == "table":
        return value.write(out)
    if kind == "tables":
        return offsets(out, [one.write(out) for one in value])
    if kind == "text":
        return out.CreateString(value)
    if kind in ("int32s", "floats", "int64s", "bytes"):
        array = np.asarray(value, {"int32s": "<i4", "floats": "<f4", "int64s": "<i8", "bytes": "u1"}[kind])
        align = 16 if kind == "bytes" else array.itemsize
        out.StartVector(array.itemsize, len(array), align)
        out.head -= array.nbytes
        out.Bytes[out.head:out.head + array.nbytes] = array.tobytes()
        return out.EndVector(len(array)) if flatbuffers.__version__ < "2" else out.EndVector()
    return value


def offsets(out, written):
    out.StartVector(4, len(written), 4)
    for offset in reversed(written):
        out.PrependUOffsetTRelative(offset)
    return out.EndVector(len(written)) if flatbuffers.__version__ < "2" else out.EndVector()


class Graph:
    def __init__(self):
        self.tensors, self.operators, self.codes, self.buffers = [], [], [], [Table()]

    def tensor(self, name, shape, kind=FLOAT32, data=None, scale=None):
        if data is not None:
            self.buffers.append(Table(_0=("bytes", np.frombuffer(data, np.uint8))))
        quantization = scale and ("table", Table(_2=("floats", [scale]), _3=("int64s", [0])))
        self.tensors.append(Table(
            _0=("int32s", shape), _1=("int8", kind), _2=("uint32", len(self.buffers) - 1 if data is not None else 0),
            _3=("text", name), _4=quantization))
        return len(self.tensors) - 1

    def constant(self, name, values):
        values = np.asarray(values)
        kind = INT32 if values.dtype.kind == "i" else FLOAT32
        return self.tensor(name, values.shape, kind, values.astype("<i4" if kind == INT32 else "<f4").tobytes())

    def operation(self, operation, inputs, outputs, options=None, custom=None):
        code, version, union = operation
        key = (code, version, custom and custom[0])
        if key not in self.codes:
            self.codes.append(key)
        self.operators.append(Table(
            _0=("uint32", self.codes.index(key)), _1=("int32s", inputs), _2=("int32s", outputs),
            _3=("int8", union) if union else None, _4=("table", options or Table()) if union else None,
            _5=("bytes", np.frombuffer(custom[1], np.uint8)) if custom else None))
        return outputs[0]

    def bytes(self, inputs, outputs):
        codes = [Table(_0=("int8", code), _1=name and ("text", name), _2=("int32", version))
                 for code, version, name in self.codes]
        subgraph = Table(_0=("tables", self.tensors), _1=("int32s", inputs), _2=("int32s", outputs),
                         _3=("tables", self.operators))
        out = flatbuffers.Builder(1 << 16)
        model = Table(_0=("uint32", 3), _1=("tables", codes), _2=("tables", [subgraph]), _3=("text", "TOCO Converted."),
                      _4=("tables", self.buffers)).write(out)
        out.Finish(model, b"TFL3")
        return bytes(out.Output())


def rounded(values):
    """Signed bytes and their scale, or floats where there are few."""
    if values.size < 300:
        return values, None
    scale = np.float32(np.abs(values).max() / np.float32(127))
    return np.clip(np.round(values / scale), -127, 127).astype(np.int8), float(scale)


def export(weights, round_weights):
    graph = Graph()
    units = len(weights[golden.LSTM + "bias"]) // 4
    samples = graph.tensor("input_samples", [512])
    column = graph.operation(RESHAPE, [samples, graph.constant("shape", np.int32([512, 1]))],
                             [graph.tensor("ExpandDims", [512, 1])], Table(_0=("int32s", [512, 1])))
    spectrum = graph.operation(
        CUSTOM, [column], [graph.tensor("AudioSpectrogram", [1, 1, 257])],
        custom=("AudioSpectrogram", flexbuffers.Dumps({"window_size": 512, "stride": 320, "magnitude_squared": True})))
    mfcc = graph.operation(
        CUSTOM, [spectrum, graph.constant("Mfcc/sample_rate", np.int32(16000))], [graph.tensor("Mfcc", [1, 1, 26])],
        custom=("Mfcc", flexbuffers.Dumps({"upper_frequency_limit": 8000.0, "lower_frequency_limit": 20.0,
                                           "filterbank_channel_count": 40, "dct_coefficient_count": 26})))
    mfccs = graph.operation(RESHAPE, [mfcc, graph.constant("mfccs/shape", np.int32([1, 26]))],
                            [graph.tensor("mfccs", [1, 26])], Table(_0=("int32s", [1, 26])))

    matrices = {}

    def dense(name, source, matrix, bias, out, rows, relu=False):
        if name not in matrices:
            values = np.ascontiguousarray(weights[matrix].T)
            stored, scale = rounded(values) if round_weights else (values, None)
            matrices[name] = (
                graph.tensor(matrix + "/transpose", stored.shape, FLOAT32 if scale is None else INT8, stored.tobytes(), scale),
                graph.constant(bias, weights[bias]))
        target = graph.tensor(out, [rows, len(weights[bias])])
        return graph.operation(FULLY_CONNECTED, [source, *matrices[name]], [target],
                               Table(_0=("int8", 1)) if relu else None)

    def clipped(number, source, rows):
        layer = f"layer_{number}"
        x = dense(layer, source, layer + "/weights", layer + "/bias", f"Relu_{number}", rows, relu=True)
        return graph.operation(MINIMUM, [x, ceiling], [graph.tensor(f"Minimum_{number}", [rows, len(weights[layer + "/bias"])])])

    ceiling = graph.constant("Minimum/y", np.float32(20))
    node = graph.tensor("input_node", [1, STEPS, 19, 26])
    x = graph.operation(RESHAPE, [node, graph.constant("Reshape/shape", np.int32([STEPS, 494]))],
                        [graph.tensor("Reshape", [STEPS, 494])], Table(_0=("int32s", [STEPS, 494])))
    for number in (1, 2, 3):
        x = clipped(number, x, STEPS)
    width = len(weights["layer_3/bias"])
    state_c, state_h = graph.tensor("previous_state_c", [1, units]), graph.tensor("previous_state_h", [1, units])
    cell, hidden, outs = state_c, state_h, []
    axis, zero = graph.constant("split/split_dim", np.int32(1)), graph.constant("add/y", np.float32(0))
    vector = lambda name: graph.tensor(name, [1, units])
    for step in range(STEPS):
        row = graph.operation(
            STRIDED_SLICE,
            [x, graph.constant(f"begin_{step}", np.int32([step, 0])), graph.constant(f"end_{step}", np.int32([step + 1, 0])),
             graph.constant(f"strides_{step}", np.int32([1, 1]))],
            [graph.tensor(f"strided_slice_{step}", [1, width])], Table(_0=("int32", 2), _1=("int32", 2)))
        both = graph.operation(CONCATENATION, [row, hidden], [graph.tensor(f"concat_{step}", [1, width + units])],
                               Table(_0=("int32", 1)))
        gates = dense("lstm", both, golden.LSTM + "kernel", golden.LSTM + "bias", golden.LSTM + f"BiasAdd_{step}", 1)
        i, j, f, o = (vector(f"split_{step}:{gate}") for gate in range(4))
        graph.operation(SPLIT, [axis, gates], [i, j, f, o], Table(_0=("int32", 4)))
        forget = graph.operation(ADD, [f, zero], [vector(f"add_{step}")])
        unary = lambda operation, value, name: graph.operation(operation, [value], [vector(f"{name}_{step}")])
        kept = graph.operation(MUL, [unary(LOGISTIC, forget, "Sigmoid"), cell], [vector(f"mul_{step}")])
        new = graph.operation(MUL, [unary(LOGISTIC, i, "Sigmoid_1"), unary(TANH, j, "Tanh")], [vector(f"mul_1_{step}")])
        last = step == STEPS - 1
        cell = graph.operation(ADD, [kept, new], [vector("new_state_c" if last else f"add_1_{step}")])
        hidden = graph.operation(MUL, [unary(LOGISTIC, o, "Sigmoid_2"), unary(TANH, cell, "Tanh_1")],
                                 [vector("new_state_h" if last else f"mul_2_{step}")])
        outs.append(hidden)
    x = graph.operation(CONCATENATION, outs, [graph.tensor("concat", [STEPS, units])], Table(_0=("int32", 0)))
    x = dense("layer_6", clipped(5, x, STEPS), "layer_6/weights", "layer_6/bias", "raw_logits", STEPS)
    logits = graph.operation(SOFTMAX, [x], [graph.tensor("logits", [STEPS, len(golden.LABELS) + 1])], Table(_0=("float", 1.0)))

    metadata = []
    for name, value in (("version", 6), ("sample_rate", 16000), ("feature_win_len", 32), ("feature_win_step", 20),
                        ("beam_width", 500)):
        constant = graph.constant(f"metadata_{name}/input", np.int32([value]))
        metadata.append(graph.operation(RESHAPE, [constant], [graph.tensor("metadata_" + name, [1], INT32)],
                                        Table(_0=("int32s", [1]))))
    alphabet = golden.serialized_alphabet()
    strings = struct.pack("<3i", 1, 12, 12 + len(alphabet)) + alphabet  # how many, where each begins, where the last ends
    constant = graph.tensor("metadata_alphabet/input", [1], STRING, strings)
    metadata.append(graph.operation(RESHAPE, [constant], [graph.tensor("metadata_alphabet", [1], STRING)],
                                    Table(_0=("int32s", [1]))))
    return graph.bytes([node, state_c, state_h, samples], [logits, cell, hidden, mfccs, *metadata])


def main():
    weights = golden.network()
    rows = golden.cepstra(golden.clip() / 32768)
    (golden.HERE / "narrow-float.tflite").write_bytes(export(weights, False))
    (golden.HERE / "narrow.tflite").write_bytes(export(weights, True))
    meant = {}
    for name, values in weights.items():
        stored, scale = rounded(values) if values.ndim == 2 else (values, None)
        meant[name] = values if scale is None else stored.astype(np.float32) * np.float32(scale)
    logs = golden.log_probabilities(meant, golden.with_context(rows))
    content = {"logProbabilities": [[float(f"{v:.7g}") for v in row] for row in logs]}
    (golden.HERE / "tflite.json").write_text(json.dumps(content, separators=(",", ":")).replace("],", "],\n") + "\n")


if __name__ == "__main__":
    main()
