"""The programs compared: Attune, TensorFlow 1.15 by its Java packages, and DeepSpeech's client from its npm package."""

import array
import json
import pathlib
import shutil
import sys

from laboratory.programs import JAR, PROJECT, SCRIPTS, run

WORK = PROJECT / ".work" / "import"

CLIENT_VERSION = "0.9.3"
# The classes of the folder tensorflow; a process each, so that no library of theirs meets one of ours.
_TENSORFLOW = pathlib.Path(__file__).parent / "tensorflow"
_JAVA_MEMORY = "-Xmx6g"


def tensorflow_class_path():
    """The file that has it, newer than what the folder tensorflow was built of."""
    class_path = WORK / "tensorflow/classpath.txt"
    sources = [*(_TENSORFLOW / "src").iterdir(), _TENSORFLOW / "pom.xml"]
    if not class_path.exists() or any(s.stat().st_mtime > class_path.stat().st_mtime for s in sources):
        run("mvn", "-B", "-q", "-f", _TENSORFLOW / "pom.xml", f"-Dwork={WORK}", "compile", "dependency:build-classpath",
            f"-Dmdep.outputFile={class_path}")
        class_path.touch()  # the plugin leaves it alone if its content is the same
    return class_path


def tensorflow(*arguments):
    """Runs Main of the folder tensorflow."""
    class_path = tensorflow_class_path()
    path = f"{WORK / 'tensorflow/classes'}:{class_path.read_text().strip()}"
    run("java", _JAVA_MEMORY, "-cp", path, "Main", *arguments, changes={"TF_CPP_MIN_LOG_LEVEL": "2"})


def client_library(package):
    """Fetches it, from the npm package `deepspeech` or `deepspeech-tflite`."""
    folder = WORK / package
    library = folder / f"package/lib/binding/v{CLIENT_VERSION}/linux-x64/libdeepspeech.so"
    if not library.exists():
        unpacked = folder.with_suffix(".part")
        shutil.rmtree(unpacked, ignore_errors=True)
        unpacked.mkdir(parents=True)
        run("npm", "pack", "--silent", f"{package}@{CLIENT_VERSION}", folder=unpacked)
        run("tar", "xzf", unpacked / f"{package}-{CLIENT_VERSION}.tgz", "-C", unpacked)
        shutil.rmtree(folder, ignore_errors=True)
        unpacked.rename(folder)
    return library


def client_command(model, beam, results, clips):
    """What runs client.py, with the library for the model's form."""
    library = client_library("deepspeech-tflite" if model.suffix == ".tflite" else "deepspeech")
    return ("env", f"PYTHONPATH={SCRIPTS}", sys.executable, "-m", "laboratory.imports.client", library, model, beam, results,
            *clips)


def client(model, beam, results, clips):
    """What client.py reports."""
    return json.loads(run(*client_command(model, beam, results, clips)))


def attune_probabilities(bundle, suffix, clips):
    """Writes what Probabilities.java computes for a bundle."""
    run("java", "-cp", JAR, pathlib.Path(__file__).parent / "Probabilities.java", bundle, suffix, *clips,
        changes={"OMP_NUM_THREADS": "1"})


def rows(file, width):
    """Rows of 32-bit floats that another program wrote."""
    values = array.array("f", file.read_bytes())
    return [values[i:i + width] for i in range(0, len(values), width)]


def largest_difference(ours, theirs):
    if [len(row) for row in ours] != [len(row) for row in theirs]:
        sys.exit(f"lab: {len(ours)} rows were to be compared with {len(theirs)}")
    return max((abs(a - b) for mine, yours in zip(ours, theirs) for a, b in zip(mine, yours)), default=0.0)
