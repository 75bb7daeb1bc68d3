"""Makes the golden files of this folder: a narrow DeepSpeech network with random weights in each form its users have.

The writers follow the formats' own descriptions (LevelDB's table_format.md; TensorFlow's tensor_bundle.proto, graph.proto,
tensor.proto and memmapped_file_system.proto) and share no code with the readers. The arithmetic follows the formulas: of
the features TensorFlow's spectrogram_op.cc, mfcc_mel_filterbank.cc and mfcc_dct.cc, of the network DeepSpeech 0.9.3's
train.py with TensorFlow 1.15's LSTMBlockFusedCell; all in double precision. TensorFlow itself has no part in it.

    python3 make_golden.py        # numpy only
"""
import json
import struct
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
RANDOM = np.random.default_rng(93)
LABELS = [" "] + [chr(c) for c in range(ord("a"), ord("z") + 1)] + ["'"]
LSTM = "cudnn_lstm/rnn/multi_rnn_cell/cell_0/cudnn_compatible_lstm_cell/"
FLOAT, INT32, STRING, INT64 = 1, 3, 7, 9


# ---- the network -----------------------------------------------------------------------------------------------------
def network():
    """Every layer of another width, so that none can be taken for another; some units clip at 20, some at 0."""
    n1, n2, n3, units, n5, outputs = 10, 11, 12, 9, 13, len(LABELS) + 1
    draw = lambda scale, *shape: (scale * RANDOM.standard_normal(shape)).astype(np.float32)
    return {
        "layer_1/weights": draw(0.08, 494, n1), "layer_1/bias": draw(2, n1),
        "layer_2/weights": draw(0.6, n1, n2), "layer_2/bias": draw(2, n2),
        "layer_3/weights": draw(0.4, n2, n3), "layer_3/bias": draw(1, n3),
        LSTM + "kernel": draw(0.15, n3 + units, 4 * units), LSTM + "bias": draw(0.5, 4 * units),
        "layer_5/weights": draw(2, units, n5), "layer_5/bias": np.full(n5, 0.125, np.float32),
        "layer_6/weights": draw(0.5, n5, outputs), "layer_6/bias": draw(0.5, outputs),
    }


def log_probabilities(weights, frames):
    clipped = lambda x, name: np.clip(x @ weights[name + "/weights"].astype(float) + weights[name + "/bias"], 0, 20)
    hidden = clipped(clipped(clipped(frames, "layer_1"), "layer_2"), "layer_3")
    assert (hidden == 20).any() and (hidden == 0).any() and ((hidden > 0) & (hidden < 20)).any()
    kernel, bias = weights[LSTM + "kernel"].astype(float), weights[LSTM + "bias"].astype(float)
    units = len(bias) // 4
    sigmoid = lambda x: 1 / (1 + np.exp(-x))
    cell, out, outs = np.zeros(units), np.zeros(units), []
    for x in hidden:
        i, c, f, o = np.split(np.concatenate([x, out]) @ kernel + bias, 4)
        cell = sigmoid(f) * cell + sigmoid(i) * np.tanh(c)
        out = sigmoid(o) * np.tanh(cell)
        outs.append(out)
    logits = clipped(np.array(outs), "layer_5") @ weights["layer_6/weights"].astype(float) + weights["layer_6/bias"]
    return logits - np.log(np.exp(logits - logits.max(1, keepdims=True)).sum(1, keepdims=True)) - logits.max(1, keepdims=True)


# ---- the features ----------------------------------------------------------------------------------------------------
def cepstra(samples, rate=16000, window=512, hop=320):
    mel = lambda hz: 1127 * np.log1p(hz / 700)
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(window) / window)
    low, high = mel(20), mel(rate / 2)
    centres = low + (high - low) / 41 * np.arange(42)
    hz_per_bin = rate / 2 / (window // 2)
    rows = []
    for start in range(0, len(samples) - window + 1, hop):
        magnitude = np.abs(np.fft.rfft(samples[start:start + window] * hann))
        bands = np.zeros(40)
        for k in range(int(1.5 + 20 / hz_per_bin), int(rate / 2 / hz_per_bin) + 1):
            m = mel(k * hz_per_bin)
            for band in range(40):  # a triangle from the centre below to the centre above
                rising = (m - centres[band]) / (centres[band + 1] - centres[band])
                falling = (centres[band + 2] - m) / (centres[band + 2] - centres[band + 1])
                bands[band] += max(0, min(rising, falling)) * magnitude[k]
        logs = np.log(np.maximum(bands, 1e-12))
        rows.append([np.sqrt(2 / 40) * (logs * np.cos(np.pi * i * (np.arange(40) + 0.5) / 40)).sum() for i in range(26)])
    return np.array(rows)


def with_context(rows):
    padded = np.concatenate([np.zeros((9, 26)), rows, np.zeros((9, 26))])
    return np.array([padded[t:t + 19].ravel() for t in range(len(rows))])


def clip():
    """Half a second of a gliding voice-like sound over noise, with a stretch of digital silence."""
    t = np.arange(9000) / 16000
    phase = 2 * np.pi * np.cumsum(120 + 60 * t) / 16000
    sound = sum(np.sin(h * phase) / h for h in range(1, 25)) * np.sin(np.pi * t / t[-1])
    sound = 3000 * sound + RANDOM.normal(0, 60, len(t))
    sound[4000:5200] = 0
    return np.round(sound).astype(int)


# ---- protocol buffers ------------------------------------------------------------------------------------------------
def varint(n):
    n &= (1 << 64) - 1
    out = b""
    while n >= 0x80:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def number(field, n):
    return varint(field << 3) + varint(n)


def chunk(field, data):
    data = data.encode() if isinstance(data, str) else data
    return varint(field << 3 | 2) + varint(len(data)) + data


def shape(sizes):
    return b"".join(chunk(2, number(1, n) if n else b"") for n in sizes)


def attribute(key, value):
    return chunk(5, chunk(1, key) + chunk(2, value))


def node(name, operation, *attributes):
    return chunk(1, chunk(1, name) + chunk(2, operation) + b"".join(attributes))


def const(name, dtype, sizes, content):
    tensor = number(1, dtype) + chunk(2, shape(sizes)) + content
    return node(name, "Const", attribute("dtype", number(6, dtype)), attribute("value", chunk(8, tensor)))


def float_const(name, values):
    """As TensorFlow writes them: raw where there are several, else a list; a repeated last value only once."""
    values = np.asarray(values, np.float32)
    if name == "layer_6/bias":  # a list that is not packed
        content = b"".join(varint(5 << 3 | 5) + struct.pack("<f", v) for v in values)
    elif values.size == 1 or (values == values.ravel()[0]).all():
        content = chunk(5, struct.pack("<f", values.ravel()[0]))
    else:
        content = chunk(4, values.tobytes())
    return const(name, FLOAT, values.shape, content)


def serialized_alphabet():
    out = struct.pack("<H", len(LABELS))
    for i, label in enumerate(LABELS):
        out += struct.pack("<HH", i, len(label.encode())) + label.encode()
    return out


def graph(weights, constant):
    out = node("input_node", "Placeholder", attribute("dtype", number(6, FLOAT)),
               attribute("shape", chunk(7, shape([-1, 16, 19, 26]))))
    for name, values in weights.items():
        out += constant(name, values) + node(name + "/read", "Identity", attribute("T", number(6, FLOAT)))
    out += float_const("Minimum/y", 20.0) + float_const("Minimum_1/y", 20.0)
    out += float_const("lstm/zeros", np.zeros(100, np.float32))
    out += const("metadata_version", INT32, [1], chunk(7, varint(6)))
    out += const("metadata_sample_rate", INT32, [1], chunk(7, varint(16000)))
    out += const("metadata_feature_win_len", INT32, [1], chunk(7, varint(32)))
    out += const("metadata_feature_win_step", INT32, [1], number(7, 20))
    out += const("metadata_alphabet", STRING, [1], chunk(8, serialized_alphabet()))
    return out + chunk(4, number(1, 134))


# ---- the files -------------------------------------------------------------------------------------------------------
def write_pbmm(path, weights):
    body, directory = b"", b""

    def region(name, data):
        nonlocal body, directory
        body += b"\0" * (-len(body) % 64)
        directory += chunk(1, number(1, len(body)) + chunk(2, name) + number(3, len(data)))
        body += data

    def constant(name, values):
        if values.nbytes < 500:
            return float_const(name, values)
        place = "memmapped_package://" + "".join(c if c.isalnum() or c in "_." else "_" for c in name)
        region(place, values.tobytes())
        return node(name, "ImmutableConst", attribute("dtype", number(6, FLOAT)),
                    attribute("shape", chunk(7, shape(values.shape))), attribute("memory_region_name", chunk(2, place)))

    content = graph(weights, constant)
    body += b"\0" * (-len(body) % 64)
    directory += chunk(1, number(1, len(body)) + chunk(2, "memmapped_package://.") + number(3, len(content)))
    body += content
    path.write_bytes(body + directory + struct.pack("<Q", len(body)))


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked_crc(data):
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def block(entries, restart_every=16):
    out, restarts, last = b"", [], b""
    for i, (key, value) in enumerate(entries):
        shared = 0
        if i % restart_every == 0:
            restarts.append(len(out))
        else:
            while shared < min(len(key), len(last)) and key[shared] == last[shared]:
                shared += 1
        out += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        last = key
    restarts = restarts or [0]
    return out + struct.pack(f"<{len(restarts) + 1}I", *restarts, len(restarts))


def table(entries, per_block):
    out, index = b"", []

    def add(contents):
        nonlocal out
        handle = varint(len(out)) + varint(len(contents))
        out += contents + b"\0" + struct.pack("<I", masked_crc(contents + b"\0"))
        return handle

    for i in range(0, len(entries), per_block):
        some = entries[i:i + per_block]
        index.append((some[-1][0], add(block(some))))
    footer = add(block([])) + add(block(index, 1))
    return out + footer.ljust(40, b"\0") + struct.pack("<Q", 0xDB4775248B80FB57)


def write_checkpoint(folder, weights):
    folder.mkdir(exist_ok=True)
    variables = dict(weights)
    for name in ("layer_2/weights", "layer_5/bias"):
        variables[name + "/Adam"] = np.zeros_like(weights[name])
        variables[name + "/Adam_1"] = np.ones_like(weights[name])
    variables |= {"beta1_power": np.float32(0.9), "beta2_power": np.float32(0.999), "learning_rate": np.float32(1e-4),
                  "global_step": np.int64(1466475)}
    data, entries = b"", [(b"", number(1, 1) + chunk(3, number(1, 1)))]
    for name in sorted(variables):
        values = np.asarray(variables[name])
        dtype = INT64 if values.dtype == np.int64 else FLOAT
        entry = number(1, dtype) + chunk(2, shape(values.shape))
        entry += (number(4, len(data)) if data else b"") + number(5, values.nbytes)
        entry += varint(6 << 3 | 5) + struct.pack("<I", masked_crc(values.tobytes()))
        entries.append((name.encode(), entry))
        data += values.tobytes()
    (folder / "best_dev-7.index").write_bytes(table(entries, 5))
    (folder / "best_dev-7.data-00000-of-00001").write_bytes(data)
    (folder / "best_dev_checkpoint").write_text(
        'model_checkpoint_path: "/home/someone/checkpoints/best_dev-7"\n'
        'all_model_checkpoint_paths: "/home/someone/checkpoints/best_dev-7"\n')
    (folder / "alphabet.txt").write_text("# labels\n" + "\n".join(LABELS) + "\n# end\n")
    (folder / "flags.txt").write_text("--audio_sample_rate=16000\n--n_hidden=9\n--feature_win_len=32\n")


def main():
    weights = network()
    samples = clip()
    rows = cepstra(samples / 32768)
    golden = {
        "samples": samples.tolist(),
        "cepstra": [[float(f"{v:.7g}") for v in row] for row in rows],
        "logProbabilities": [
            [float(f"{v:.7g}") for v in row] for row in log_probabilities(weights, with_context(rows))],
    }
    (HERE / "golden.json").write_text(json.dumps(golden, separators=(",", ":")).replace("]],", "]],\n") + "\n")
    (HERE / "narrow.pb").write_bytes(graph(weights, float_const))
    write_pbmm(HERE / "narrow.pbmm", weights)
    write_checkpoint(HERE / "checkpoint", weights)


if __name__ == "__main__":
    main()
