import argparse
import re

import pytest

from laboratory import pages
from laboratory.imports import main as imports
from laboratory.programs import PROJECT
from laboratory.words import main as words
from laboratory.words import peers


def test_a_table_has_a_head_and_a_rule():
    assert pages.table(("a", "b"), [(1, "x"), (2, "y")]) == "| a | b |\n| --- | --- |\n| 1 | x |\n| 2 | y |"


def test_an_error_rate_has_its_interval():
    assert pages.error_rate({"wer": 0.4684, "werLow": 0.4, "werHigh": 1.0312}) == "46.8 % (40.0 to 103.1)"


def test_a_section_goes_to_its_place_and_leaves_the_others(tmp_path):
    page = pages.SectionPage(tmp_path / "docs" / "page.md", "# Page\n", ["First", "Second", "Third"])
    page.put("Third", "three\n")
    page.put("First", "\none\n\nand a half")
    page.put("Third", "3")
    assert (tmp_path / "docs" / "page.md").read_text() == "# Page\n\n## First\n\none\n\nand a half\n\n## Third\n\n3\n"


@pytest.mark.parametrize("name, module", [("words.md", words), ("import.md", imports)])
def test_committed_pages_have_the_head_and_the_sections_that_we_write(name, module, tmp_path):
    committed = (PROJECT / "docs" / name).read_text()
    titles = [part.TITLE for part in module.PARTS.values()]
    assert committed.startswith(module.HEAD)
    assert re.findall(r"^## (.*)$", committed, re.MULTILINE) == titles
    (tmp_path / name).write_text(committed)
    page = pages.SectionPage(tmp_path / name, module.HEAD, titles)
    page.put(titles[1], committed.split(f"## {titles[1]}\n")[1].split("\n## ")[0])
    assert (tmp_path / name).read_text() == committed


def test_the_section_of_peers_reads_as_it_is_committed():
    committed = (PROJECT / "docs" / "words.md").read_text()
    told = re.findall(r"^\| (pocketsphinx.*) \| ([\d.]+) % \(([\d.]+) to ([\d.]+)\) \|$", committed, re.MULTILINE)
    rows = [{"condition": name, "wer": float(wer) / 100, "werLow": float(low) / 100, "werHigh": float(high) / 100}
            for name, wer, low, high in told]
    assert len(rows) == 5
    assert peers.section(rows).strip() in committed


def test_parts_are_all_by_default_and_more_only_by_name():
    parser = argparse.ArgumentParser()
    pages.add_section_options(parser, ("speed", "adapt"), ("golden",))
    assert pages.chosen_parts(parser, parser.parse_args([]).parts, ("speed", "adapt"), ("golden",)) == ["speed", "adapt"]
    assert pages.chosen_parts(parser, ["golden"], ("speed", "adapt"), ("golden",)) == ["golden"]
    with pytest.raises(SystemExit):
        pages.chosen_parts(parser, ["gold"], ("speed", "adapt"), ("golden",))
