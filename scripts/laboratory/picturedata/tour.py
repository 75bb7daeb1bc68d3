"""usage: PYTHONPATH=scripts python3 -m laboratory.picturedata.tour PICTURES OUT: the pictures shipped in corpora/drawings

The first pictures of each class, by checksum, from hands whose licence allows redistribution; splits are those of the proof.
"""

import shutil
import sys
from pathlib import Path

from laboratory.speechdata.manifest import sha256_file, sha256_text, write_text

SHIPPED_HANDS = ("emojione", "fluent-3d", "fluent-flat", "openclipart")
PICTURES = {"train": 15, "test": 10}


def shipped(folder, count):
    own = [file for file in folder.iterdir() if file.name.startswith(SHIPPED_HANDS)]
    return sorted(own, key=lambda file: sha256_text(file.name))[:count]


def main(pictures, out):
    copied = []
    for part, count in PICTURES.items():
        shutil.rmtree(out / part, ignore_errors=True)
        for label in sorted((pictures / "target" / part).iterdir()):
            (out / part / label.name).mkdir(parents=True)
            for file in shipped(label, count):
                copied.append(shutil.copyfile(file, out / part / label.name / file.name))
    lines = [f"{sha256_file(file)}  {file.relative_to(out)}\n" for file in sorted(copied)]
    write_text(out / "SHA256SUMS", "".join(lines))
    print(f"{len(copied)} pictures, {sum(file.stat().st_size for file in copied) / 1e6:.2f} MB")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
