"""Spoils the compat bundle in one way per file. Usage, in this folder: make.py

Each file is named for its defect; expected.tsv says what a reader must complain of.
"""

import copy
import io
import json
import pathlib
import struct
import warnings
import zipfile
import zlib

warnings.simplefilter("ignore")  # two entries of one name are what we want
HERE = pathlib.Path(__file__).parent
GOOD = HERE.parent / "compat" / "v1-dense.attune"
with zipfile.ZipFile(GOOD) as good:
    ENTRIES = {name: good.read(name) for name in good.namelist()}
MODEL = json.loads(ENTRIES["model.json"])
NETWORK = json.loads(ENTRIES["network.json"])
WEIGHTS = ENTRIES["weights.safetensors"]
(LENGTH,) = struct.unpack("<Q", WEIGHTS[:8])
HEADER, DATA = json.loads(WEIGHTS[8 : 8 + LENGTH]), WEIGHTS[8 + LENGTH :]
EXPECTED = {}


def packed(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name, data in entries:
            info = zipfile.ZipInfo(name, (1980, 2, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(info, data, compresslevel=9)
    return out.getvalue()


def save(defect, complaint, data):
    (HERE / f"{defect}.attune").write_bytes(data)
    EXPECTED[defect] = complaint


def entries(defect, complaint, change=None, add=()):
    changed = {**ENTRIES, **(change or {})}
    kept = [(name, data) for name, data in changed.items() if data is not None]
    save(defect, complaint, packed(kept + list(add)))


def patched(defect, complaint, old, new, add=()):
    """As the good one, but bytes of its containers are changed to others of the same length."""
    data = packed(list(ENTRIES.items()) + list(add))
    assert old in data and len(old) == len(new)
    save(defect, complaint, data.replace(old, new))


def model(defect, complaint, **change):
    entries(defect, complaint, {"model.json": json.dumps({**MODEL, **change})})


def network(defect, complaint, change):
    tree = copy.deepcopy(NETWORK)
    change(tree)
    entries(defect, complaint, {"network.json": json.dumps(tree)})


def layer(tree, name="hidden"):
    return tree["vertices"][name]["layerConf"]["layer"]


def weights(defect, complaint, header=None, data=DATA, text=None, length=None):
    tensors = copy.deepcopy(HEADER)
    if header:
        header(tensors)
    text = json.dumps(tensors).encode() if text is None else text
    length = len(text) if length is None else length
    entries(defect, complaint, {"weights.safetensors": struct.pack("<Q", length) + text + data})


# The container
save("not-a-zip", "is not a zip file", b"MThd" + bytes(60))
save("empty", "is not a zip file", b"")
save("cut-short", "cut short", GOOD.read_bytes()[:3000])
save("comment-past-the-end", "cut short or damaged", GOOD.read_bytes()[:-2] + b"\5\0")  # EOFException in the JDK
entries("absolute-entry", 'entry "/etc/passwd" is not a plain file name', add=[("/etc/passwd", b"x")])
entries("parent-folder-entry", 'entry "../lm" is not a plain file name', add=[("../lm", b"x")])
entries("nested-entry", 'entry "a/lm" is not a plain file name', add=[("a/lm", b"x")])
entries("hidden-entry", 'entry ".lm" is not a plain file name', add=[(".lm", b"x")])
patched("backslash-entry", "is not a plain file name", b"aXlm", b"a\\lm", [("aXlm", b"x")])
entries("two-entries-of-one-name", "two entries named lm", add=[("lm", b"x"), ("lm", b"y")])
entries("too-many-entries", "more than the 64 allowed", add=[(f"n{i}", b"") for i in range(61)])
entries("zip-bomb", "more than 200 to 1", add=[("lm", bytes(8 << 20))])
card = ENTRIES["CARD.md"]
crc = struct.pack("<I", zlib.crc32(card))
deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
size = struct.pack("<I", len(deflater.compress(card) + deflater.flush()))
patched("wrong-checksum", "its checksum is", crc, b"\1\2\3\4")
patched(
    "longer-than-claimed",
    "longer than the 26 bytes it claims",
    crc + size + struct.pack("<I", len(card)),
    crc + size + struct.pack("<I", len(card) - 1),
)
for name in ("model.json", "network.json", "weights.safetensors"):
    entries("without-" + name.replace(".", "-"), name + " is missing", {name: None})

# What the model is
model("format-version-2", "formatVersion is 2, but this Attune reads version 1; a newer Attune may be needed", formatVersion=2)
entries("format-version-3-of-other-entries", "a newer Attune may be needed",
        {"model.json": b'{"formatVersion": 3}', "network.json": None})
model("format-version-text", "formatVersion is missing", formatVersion="1")
model("licence-missing", "licence is missing", licence=None)
model("time-of-no-day", "provenance.0.when: not a time", provenance=[{**MODEL["provenance"][0], "when": "yesterday"}])
model("axis-of-size-0", "an axis needs a name and a size", input=[{"name": "frame", "size": 0}])
entries("model-is-a-list", "is not a JSON object", {"model.json": b"[1]"})
entries("model-key-twice", "Duplicate field", {"model.json": b'{"formatVersion":1,"formatVersion":1}'})
entries("model-nested-too-deep", "nesting depth", {"model.json": b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}"})

# What the network names
SCRIPT = "javax.script.ScriptEngineManager"
ROWSET = "com.sun.rowset.JdbcRowSetImpl"
CANARY = "attune.bundle.Canary"
network("class-script-engine", SCRIPT, lambda t: layer(t)["activationFn"].update({"@class": SCRIPT}))
network("class-row-set", ROWSET, lambda t: t["vertices"]["out"].update({"@class": ROWSET}))
network("class-in-unknown-field", CANARY, lambda t: layer(t).update(x={"y": [{"@class": CANARY}]}))
network("class-with-an-allowed-beginning", "DenseLayerX",
        lambda t: layer(t).update({"@class": "org.deeplearning4j.nn.conf.layers.DenseLayerX"}))
network("class-lambda", "SameDiffLambdaLayer",
        lambda t: layer(t).update({"@class": "org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer"}))
network("class-is-a-number", '"7"', lambda t: layer(t).update({"@class": 7}))
network("class-in-an-array", CANARY, lambda t: layer(t).update(activationFn=[CANARY, {}]))
network("class-in-an-array-of-text", CANARY, lambda t: layer(t).update(activationFn=[CANARY, "x"]))
network("class-of-no-package-in-an-array", "cannot read the network", lambda t: layer(t).update(activationFn=["Canary", {}]))
network("class-as-distribution", CANARY,
        lambda t: layer(t).update(weightInitFn={"@class": "org.deeplearning4j.nn.weights.WeightInitDistribution",
                                                "distribution": {"type": CANARY}}))
network("class-in-an-old-distribution", CANARY,
        lambda t: layer(t).update(weightInitFn=None, weightInit="DISTRIBUTION", dist=[CANARY, {}]))
network("class-of-the-wrong-kind", "cannot read the network",
        lambda t: layer(t).update({"@class": "org.nd4j.linalg.learning.config.Adam"}))
network("unknown-id", '"warp"', lambda t: layer(t).update({"@class": "warp"}))
network("no-layers", "no layers", lambda t: t.update(vertices={}))
network("no-vertices", "Deeplearning4j cannot", lambda t: t.pop("vertices") and t.update(vertices=None))
network("billion-units", "parameters, but the file holds 43", lambda t: layer(t).update(nin=1000000000, nout=1000000000))
network("units-overflow", "parameters, but the file holds 43", lambda t: layer(t).update(nin=1 << 32, nout=1 << 32))
network("cycle", "vertices that depend on each other",
        lambda t: t.update(vertexInputs={"hidden": ["out"], "out": ["hidden"]}, topologicalOrder=None))
network("half-precision", "computes in HALF", lambda t: t.update(dataType="HALF"))
entries("network-nested-too-deep", "nesting depth", {"network.json": b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}"})

# The weights
weights("header-longer-than-file", "the header claims 999999 bytes", length=999999)
weights("header-length-negative", "the header claims 18446744073709551615 bytes", length=(1 << 64) - 1)
entries("weights-of-7-bytes", "truncated within its first 8 bytes", {"weights.safetensors": b"1234567"})
weights("header-no-json", "is not valid JSON", text=b"{" * 20)
weights("header-begins-with-a-blank", "does not begin with a brace", text=b" " + json.dumps(HEADER).encode())
twice = json.dumps(HEADER)[:-1] + ', "out/b": ' + json.dumps(HEADER["out/b"]) + "}"
weights("tensor-twice", "Duplicate field 'out/b'", text=twice.encode())


def at(name, begin, end):
    return lambda h: h[name].update(data_offsets=[begin, end])


b, e = HEADER["out/b"]["data_offsets"]
weights("tensors-overlap", "overlaps the tensor before it", at("out/b", b - 4, e - 4))
weights("tensors-with-a-gap", "leaves a gap before it", at("out/b", b + 4, e + 4), DATA + bytes(4))
weights("offsets-backwards", "impossible offsets", at("out/b", e, b))
weights("offsets-negative", "impossible offsets", at("out/b", -12, 0))
weights("offsets-three", "impossible offsets", lambda h: h["out/b"]["data_offsets"].append(1))
weights("offsets-fractional", "not whole numbers", at("out/b", b + 0.5, e))
weights("offsets-missing", "lacks a shape or offsets", lambda h: h["out/b"].pop("data_offsets"))
weights("shape-not-its-bytes", "takes 16 bytes", lambda h: h["out/b"].update(shape=[4]))
weights("shape-negative", "a negative extent", lambda h: h["out/b"].update(shape=[-3]))
weights("shape-overflow", "overflow", lambda h: h["out/b"].update(shape=[1 << 40, 1 << 40]))
weights("shape-of-another-network", "the network's is [5, 3]", lambda h: h["out/W"].update(shape=[3, 5]))
weights("type-unknown", 'has the type "I32"', lambda h: h["out/b"].update(dtype="I32"))
weights("bytes-to-spare", "surplus bytes", data=DATA + bytes(4))
weights("data-cut-short", "truncated: its tensors take", data=DATA[:-4])


def drop(h):
    del h["out/W"]
    shift = HEADER["out/W"]["data_offsets"][0]
    h["out/b"]["data_offsets"] = [shift, shift + 12]


begin, end = HEADER["out/W"]["data_offsets"]
weights("tensor-missing", "43 parameters, but the file holds 28", drop, DATA[:begin] + DATA[end:])
weights("tensor-renamed", "tensor out/c is not a parameter of the network", lambda h: h.update({"out/c": h.pop("out/b")}))
weights("tensor-extra", "43 parameters, but the file holds 46",
        lambda h: h.update({"x/b": {"dtype": "F32", "shape": [3], "data_offsets": [len(DATA), len(DATA) + 12]}}),
        DATA + bytes(12))
weights("double-in-a-float-network", "is F64, but the network computes in FLOAT",
        lambda h: h["out/b"].update(dtype="F64", data_offsets=[b, b + 24]), DATA[:b] + bytes(24))
weights("not-a-number", "tensor out/b holds NaN at index 1", data=DATA[: b + 4] + struct.pack("<f", float("nan")) + DATA[b + 8 :])
weights("infinite", "tensor hidden/W holds -Infinity at index 0", data=struct.pack("<f", -float("inf")) + DATA[4:])

(HERE / "expected.tsv").write_text("".join(f"{name}\t{text}\n" for name, text in sorted(EXPECTED.items())))
