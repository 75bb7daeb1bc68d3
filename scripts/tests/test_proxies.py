"""Small networks: which clips they get, and the table of what they heard."""

from laboratory.proxies import main, speech
from laboratory.proxies.arms import ARMS
from laboratory.rows import Rows
from laboratory.speechdata.manifest import write_lines


def test_clips_are_drawn_alike_each_time_and_neither_short_nor_long(tmp_path):
    manifest = tmp_path / "all.jsonl"
    write_lines(manifest, [{"audio_filepath": f"{seconds}.wav", "duration": seconds, "text": "a b"} for seconds in range(1, 12)])
    some = speech.drawn((manifest,), 4)
    assert some == speech.drawn((manifest,), 4) and len(some) == 4
    every = speech.drawn((manifest,), 100, lambda line: line["duration"] != 5)
    assert {clip.audio for clip in every} == {str(tmp_path / f"{seconds}.wav") for seconds in (2, 3, 4, 6, 7)}


def test_the_table_has_means_over_seeds_in_the_order_of_the_arms():
    rows, (first, second, *_) = Rows(None), ARMS
    for arm, seed, share in ((second, 1, 0.5), (first, 1, 0.25), (second, 2, 0.3)):
        rows.put(main.Key(arm, seed), **dict.fromkeys(speech.UNHEARD, share))
    assert main.means(rows) == [[first, 1, *["25.0 %"] * 3], [second, 2, *["40.0 %"] * 3]]
