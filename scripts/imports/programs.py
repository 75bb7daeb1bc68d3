"""The programs compared: Attune, TensorFlow 1.15 by its Java packages, and DeepSpeech's client from its npm package."""

import array
import json
import os
import pathlib
import shutil
import subprocess
import sys

from speechdata.manifest import read_lines

PROJECT = pathlib.Path(__file__).resolve().parents[2]
ATTUNE = PROJECT / "scripts/attune"
CORPUS = PROJECT / "corpora/asterisk-en"
WORK = PROJECT / ".work/check-import"

CLIENT_VERSION = "0.9.3"
# The classes of scripts/imports/tensorflow; a process each, so that no library of theirs meets one of ours.
_TENSORFLOW = pathlib.Path(__file__).parent / "tensorflow"
_JAVA_MEMORY = "-Xmx6g"


def tensorflow_class_path():
    """The file that has it, newer than what scripts/imports/tensorflow was built of."""
    class_path = WORK / "tensorflow/classpath.txt"
    sources = [*(_TENSORFLOW / "src").iterdir(), _TENSORFLOW / "pom.xml"]
    if not class_path.exists() or any(s.stat().st_mtime > class_path.stat().st_mtime for s in sources):
        run("mvn", "-B", "-q", "-f", _TENSORFLOW / "pom.xml", f"-Dwork={WORK}", "compile", "dependency:build-classpath",
            f"-Dmdep.outputFile={class_path}")
        class_path.touch()  # which the plugin leaves alone where its content is the same
    return class_path


def tensorflow(*arguments):
    """Runs Main of scripts/imports/tensorflow."""
    class_path = tensorflow_class_path()
    path = f"{WORK / 'tensorflow/classes'}:{class_path.read_text().strip()}"
    run("java", _JAVA_MEMORY, "-cp", path, "Main", *arguments, environment={"TF_CPP_MIN_LOG_LEVEL": "2"})


def client_library(package):
    """Fetches it, from the npm package `deepspeech` or `deepspeech-tflite`."""
    folder = WORK / package
    library = folder / f"package/lib/binding/v{CLIENT_VERSION}/linux-x64/libdeepspeech.so"
    if not library.exists():
        unpacked = folder.with_suffix(".part")
        shutil.rmtree(unpacked, ignore_errors=True)
        unpacked.mkdir(parents=True)
        run("npm", "pack", "--silent", f"{package}@{CLIENT_VERSION}", cwd=unpacked)
        run("tar", "xzf", unpacked / f"{package}-{CLIENT_VERSION}.tgz", "-C", unpacked)
        shutil.rmtree(folder, ignore_errors=True)
        unpacked.rename(folder)
    return library


def client_command(model, beam, results, clips):
    """What runs imports/client.py, with the library for the model's form."""
    library = client_library("deepspeech-tflite" if model.suffix == ".tflite" else "deepspeech")
    return [str(part) for part in (sys.executable, "-m", "imports.client", library, model, beam, results, *clips)]


def client(model, beam, results, clips):
    """What imports/client.py reports."""
    result = subprocess.run(client_command(model, beam, results, clips), check=True, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, text=True)
    return json.loads(result.stdout)


def attune(*arguments):
    return run(ATTUNE, *arguments)


def attune_probabilities(bundle, suffix, clips):
    """Writes what Probabilities.java says of a bundle."""
    jar = PROJECT / "target/attune.jar"
    run("java", "-cp", jar, pathlib.Path(__file__).parent / "Probabilities.java", bundle, suffix, *clips,
        environment={"OMP_NUM_THREADS": "1"})


def run(*command, cwd=None, environment=None):
    """Standard output of a command that must succeed; its standard error is shown where it fails."""
    result = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True,
                            env={**os.environ, **(environment or {})})
    if result.returncode:
        sys.exit(f"check-import: {command[0]} ended with {result.returncode}:\n{result.stderr[-4000:]}")
    return result.stdout


def utterances(split):
    return read_lines(CORPUS / f"{split}.jsonl")


def decode(flac, samples):
    """A FLAC file as raw 16-bit little-endian samples."""
    run("flac", "--silent", "--force", "--decode", "--force-raw-format", "--endian=little", "--sign=signed",
        "-o", samples, flac)


def rows(file, width):
    """Rows of 32-bit floats that another program wrote."""
    values = array.array("f", file.read_bytes())
    return [values[i:i + width] for i in range(0, len(values), width)]


def largest_difference(ours, theirs):
    if [len(row) for row in ours] != [len(row) for row in theirs]:
        sys.exit(f"check-import: {len(ours)} rows were to be compared with {len(theirs)}")
    return max((abs(a - b) for mine, yours in zip(ours, theirs) for a, b in zip(mine, yours)), default=0.0)
