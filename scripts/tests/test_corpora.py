"""The parsers of the games' and packages' files, on small ones made here after the layouts that their authors use."""

import gzip
import random
import struct
from pathlib import Path

import asterisk
import drascula
import festvox_ru
import other
import pytest
import queen
import queen_archive
import queen_cutaways
import queen_scenes
import rnc
import steelsky
import steelsky_archive

from laboratory import prompts
from laboratory.speechdata.manifest import sha256_text
from laboratory.speechdata.rawclips import RATE_HZ


def test_a_flac_files_length_is_in_its_head():
    clip = next(prompts.utterances(prompts.TEST))
    assert asterisk.flac_seconds(Path(clip["audio_filepath"])) == clip["duration"]


def test_what_is_no_flac_file_is_refused(tmp_path):
    (tmp_path / "clip.flac").write_bytes(b"RIFF" + bytes(40))
    with pytest.raises(SystemExit, match="is not a FLAC file"):
        asterisk.flac_seconds(tmp_path / "clip.flac")


def test_the_shipped_manifests_are_made_of_the_shipped_table(tmp_path):
    (tmp_path / "clips").symlink_to(prompts.CORPUS / "clips")
    asterisk.main("en", prompts.CORPUS / "transcripts.tsv", tmp_path)
    for split in asterisk.SPLITS:
        assert (tmp_path / f"{split}.jsonl").read_bytes() == (prompts.CORPUS / f"{split}.jsonl").read_bytes()


def test_a_table_that_lacks_rows_is_refused(tmp_path):
    (tmp_path / "short.tsv").write_text("key\ttext\tcategory\tcluster\tsplit\n")
    with pytest.raises(SystemExit, match="0 rows are in train; expected 452"):
        asterisk.main("en", tmp_path / "short.tsv", tmp_path)


def test_russian_prompts_with_latin_letters_are_left_out():
    assert asterisk.is_written_alike({"text": "нажмите один"}, "ru")
    assert not asterisk.is_written_alike({"text": "нажмите a"}, "ru")


def test_a_line_of_festvox_has_a_name_and_a_text():
    found = festvox_ru.LINE.fullmatch('( ru_0001 "Она завела, прядь вол+ос." )')
    assert (found["name"], found["text"]) == ("ru_0001", "Она завела, прядь вол+ос.")
    with pytest.raises(SystemExit, match="this is not a line of txt.done.data: what"):
        festvox_ru.record("what", None)


def archive_of(folder, members):
    """A queen.1c of these files: a table of names, offsets and sizes, and the files."""
    offset = queen_archive.HEADER.size + len(members) * queen_archive.MEMBER.size
    table, data = queen_archive.HEADER.pack(b"QTBL", b"PEM10", 0, len(members)), b""
    for name, content in members.items():
        table += queen_archive.MEMBER.pack(name.encode(), 1, offset + len(data), len(content))
        data += content
    (folder / "queen.1c").write_bytes(table + data)
    return queen_archive.Archive(folder / "queen.1c")


def test_members_are_read_by_name(tmp_path):
    archive = archive_of(tmp_path, {"A.DOG": b"dialogue", "B.SB": b"sound", "C.DOG": b""})
    assert archive.read("B.SB") == b"sound"
    assert archive.names(".DOG") == ["A.DOG", "C.DOG"]


def test_another_file_is_no_archive(tmp_path):
    (tmp_path / "queen.1").write_bytes(b"PK" + bytes(30))
    with pytest.raises(ValueError, match="expected QTBL"):
        queen_archive.Archive(tmp_path / "queen.1")


@pytest.mark.parametrize("text, parts", [
    ("Hello", ["Hello"]), ("Hello*CR world", ["Hello", " world"]), ("*GDHello", ["Hello"]), ("a*XY12345678901b", ["a", "b"]),
    ("Hello*WT", ["Hello"]), ("", [])])
def test_a_line_is_split_at_the_engines_commands(text, parts):
    assert queen_archive.segments(text) == parts  # XY is followed by coordinates: 14 characters with the star and the name


def test_clips_are_numbered_in_hexadecimal_and_blanks_are_zeros():
    named = list(queen_archive.clips_of(" 5   aJ", "*".join(["one"] + ["CRpart"] * 10)))
    assert named[0] == ("05000AJ1.SB", "one") and named[10] == ("05000AJB.SB", "part")


def test_what_joe_says_follows_the_lists_of_names(tmp_path):
    descriptions, names, rooms = ["A door."], ["door"], ["hall"]
    answers = [f"Answer {number}" for number in range(queen_archive.JOE_RESPONSES)]
    lines = [*descriptions, *names, *rooms, *(["verb"] * queen_archive.VERBS), *answers]
    jas = bytes(20) + struct.pack(">4H", len(rooms), len(names), 0, len(descriptions))
    archive = archive_of(tmp_path, {"QUEEN.JAS": jas, "QUEEN2.JAS": "\r\n".join(lines).encode("cp437"),
                                    "JOE00011.SB": b"", "JOE00411.SB": b""})
    assert queen_archive.subtitles(archive) == {"JOE00011.SB": "Answer 0", "JOE00411.SB": "A door."}


class Village:
    """One object that is a person, and one that is none."""

    @staticmethod
    def is_person(number):
        return number == 7

    @staticmethod
    def name(number):
        return {7: "Trader Bob"}[number]


@pytest.mark.parametrize("who, animation, copied, said_by", [
    (0, 0, 0, "Joe"), (-1, 0, 0, "Joe"), (-2, 0, 0, "narrator"), (7, 0, 0, "Trader Bob"), (8, 0, 0, None), (7, 1, 0, None),
    (7, 0, 3, None)])
def test_a_records_speaker(who, animation, copied, said_by):
    record = [0] * 17
    record[queen_cutaways.WHO], record[queen_cutaways.ANIMATION], record[queen_cutaways.COPIED_FROM] = who, animation, copied
    assert queen_cutaways.speaker(record, Village) == said_by


def test_people_of_scenes_have_the_names_of_the_dialogues():
    assert queen_scenes.speaker_name("Trader Bob") == "queen-bob"
    assert queen_scenes.speaker_name("John Doe") == "queen-john-doe"


def test_the_table_of_the_game_is_refused_where_subtitles_differ(tmp_path):
    table = tmp_path / "table.tsv"
    table.write_text(f"clip\tsubtitle_sha256\nA.SB\t{sha256_text('Hello')[:16]}\n")
    assert queen.read_table(table, {"A.SB": "Hello"})[0]["subtitle"] == "Hello"
    with pytest.raises(SystemExit, match="the subtitle of A.SB is not the one"):
        queen.read_table(table, {"A.SB": "Goodbye"})


def test_dev_texts_do_not_depend_on_other_clips():
    records = [{"text": f"text {number}"} for number in range(200)]
    chosen = queen.dev_texts(records)
    assert len(chosen) == queen.DEV_CLIPS
    assert queen.dev_texts(records[::-1]) == chosen


class Packer:
    """Writes what rnc reads: bits from the low end of 16-bit words; raw bytes stand behind the word that is being filled."""

    def __init__(self):
        self.chunks, self.filled = [], 16

    def bit(self, bit):
        if self.filled == 16:
            self.chunks.append(bytearray(2))
            self.word, self.filled = self.chunks[-1], 0
        self.word[self.filled // 8] |= bit << self.filled % 8
        self.filled += 1

    def put(self, value, width):
        for place in range(width):
            self.bit(value >> place & 1)

    def codes(self):
        """Nine symbols, each with a code of four bits: itself, the highest bit first."""
        self.put(9, 5)
        for _ in range(9):
            self.put(4, 4)

    def number(self, value):
        symbol = value if value < 2 else value.bit_length()
        for place in (3, 2, 1, 0):
            self.bit(symbol >> place & 1)
        if symbol > 1:
            self.put(value - (1 << symbol - 1), symbol - 1)

    def raw(self, data):
        self.chunks.append(data)


def packed_at_random(stream):
    """Bytes, and a packed file of them: stretches as they are, and copies of what is there already."""
    packer, unpacked, groups = Packer(), bytearray(), stream.randint(1, 12)
    packer.put(0, 2)
    for _ in range(3):
        packer.codes()
    packer.put(groups, 16)
    for left in range(groups, 0, -1):
        literals = stream.randbytes(stream.randint(0 if unpacked else 1, 20))
        packer.number(len(literals))
        packer.raw(literals)
        unpacked += literals
        if left > 1:
            back, length = stream.randint(1, min(200, len(unpacked))), stream.randint(2, 40)
            packer.number(back - 1)
            packer.number(length - 2)
            for _ in range(length):
                unpacked.append(unpacked[-back])
    return bytes(unpacked), rnc_file(b"".join(packer.chunks), len(unpacked))


def rnc_file(body, unpacked, blocks=1):
    return rnc.HEADER.pack(b"RNC\x01", unpacked, len(body), 0, 0, 0, blocks) + body


@pytest.mark.parametrize("seed", range(20))
def test_what_was_packed_is_unpacked(seed):
    unpacked, packed = packed_at_random(random.Random(seed))
    assert rnc.unpack(packed) == unpacked


def test_what_is_not_packed_is_refused():
    with pytest.raises(ValueError, match="expected RNC of method 1"):
        rnc.unpack(bytes(30))
    with pytest.raises(ValueError, match="unpacked 0 bytes; the header says 5"):
        rnc.unpack(rnc_file(bytes(8), 5, blocks=0))


def steelsky_tree(codes):
    """A tree as the player holds it: nodes of left child, right child and character, each left child next to its parent."""
    root = {}
    for character, code in codes.items():
        node = root
        for bit in code[:-1]:
            node = node.setdefault(bit, {})
        node[code[-1]] = character
    nodes = []

    def add(node):
        place = len(nodes)
        nodes.append(None)
        if isinstance(node, dict):
            left = add(node["0"])
            right = add(node["1"])
            nodes[place] = (left, right, 0)
        else:
            nodes[place] = (0, 0, node)
        return place

    add(root)
    return bytes(number for node in nodes for number in node)


def test_a_message_ends_with_a_zero():
    leaves, nodes = {1: 0, 3: ord("a"), 4: ord("b")}, [(1, 2), (0, 0), (3, 4), (0, 0), (0, 0)]
    # a = 10, b = 11, end = 0; the message begins at the third bit.
    bits = "00" + "10" + "11" + "10" + "0"
    packed = int(bits.ljust(16, "0"), 2).to_bytes(2, "big")
    assert steelsky_archive.decode(packed, 2, (nodes, leaves)) == "aba"


def test_a_tree_is_found_by_its_shape_in_the_players_program():
    codes = {number: format(number, "07b") for number in range(128)}
    program = bytes(1000) + steelsky_tree(codes) + b"\xff" * 800
    tree = steelsky_archive.tree_at(program, 1000)
    assert len(tree[1]) == 128
    assert steelsky_archive.tree_at(program, 1003) is None
    text = "hello there\0"
    bits = "".join(codes[ord(letter)] for letter in text)
    packed = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    assert steelsky_archive.decode(packed, 0, tree) == "hello there"


def test_speech_files_belong_to_sections_of_text():
    assert [steelsky_archive.section_of(50000 + number) for number in (0, 599, 600, 1099, 1100, 5229, 5230)] == [
        0, 0, 1, 1, 2, 6, 7]
    assert steelsky.UNSPOKEN.search("(sighs)") and not steelsky.UNSPOKEN.search("Sighs.")


def test_dialogues_of_fish_are_read_from_their_scripts(tmp_path):
    share = tmp_path / "usr/share/games/fillets-ng"
    sounds, script = share / "sound/cave/cs", share / "script/cave"
    sounds.mkdir(parents=True)
    script.mkdir(parents=True)
    for name in ("cave-m-one", "cave-v-two", "cave-x-three", "cave-m-twice"):
        (sounds / f"{name}.ogg").write_bytes(b"")
    (script / "dialogs_cs.lua").write_text(
        'dialogId("cave-m-one", "font_small", "One.")\ndialogStr("Řekl \\"ne\\".")\n\n'
        'dialogId("cave-v-two", "font_big", "Two.")\ndialogStr("Dvě.")\n'
        'dialogId("cave-x-three", "font_big", "Three.")\ndialogStr("Tři.")\n'
        'dialogId("cave-m-silent", "font_big", "Nothing.")\ndialogStr("Nic.")\n'
        + 'dialogId("cave-m-twice", "font_big", "Twice.")\ndialogStr("Dvakrát.")\n' * 2)
    assert [(item.sound.stem, item.text, item.speaker) for item in other.fillets(tmp_path)] == [
        ("cave-m-one", "Řekl  ne .", "fillets-m"), ("cave-v-two", "Dvě.", "fillets-v"), ("cave-x-three", "Tři.", "fillets-guest")]


def test_stamps_are_read_out_in_the_languages_that_we_take(tmp_path):
    folder = tmp_path / "usr/share/tuxpaint/stamps/animals"
    folder.mkdir(parents=True)
    (folder / "cat.txt").write_text("A cat.\nes.utf8=Un gato.\nnb.utf8=En katt.\n")
    for name in ("cat_desc_es.ogg", "cat_desc_nb.ogg", "cat_desc_fr.ogg", "dog_desc_es.ogg"):
        (folder / name).write_bytes(b"")
    assert [(item.text, item.language) for item in other.stamps(tmp_path)] == [("Un gato.", "es")]


def test_prompts_that_are_no_words_are_left_out(tmp_path):
    texts = {"fr": "activated: Activé.\nbeep: (bip)\nsilence/1: (rien)\nwww-page: voir www point\nmissing: Absent.\n",
             "it": "sara: sar? esattamente\nuno: Uno.\n"}
    for language, folder in other.PROMPT_FOLDERS.items():
        docs = tmp_path / f"usr/share/doc/asterisk-core-sounds-{language}"
        docs.mkdir(parents=True)
        (docs / f"core-sounds-{language}.txt.gz").write_bytes(gzip.compress(texts[language].encode()))
        sounds = tmp_path / "usr/share/asterisk/sounds" / folder
        (sounds / "silence").mkdir(parents=True)
        for key in ("activated", "beep", "silence/1", "www-page", "sara", "uno"):
            (sounds / f"{key}.wav").write_bytes(b"")
    assert [(item.text.strip(), item.language) for item in other.prompts(tmp_path)] == [("Activé.", "fr"), ("Uno.", "it")]


def drascula_data(texts_of_groups, before=b""):
    """A file in the form of drascula.dat: each group's count of texts, then a block of records for each language."""
    data = bytearray(before)
    for texts in texts_of_groups:
        block = bytearray(2)
        for text in texts:
            record = text.encode("cp850") + b"\0"
            record += bytes(-len(record) % 4)
            block += struct.pack(">H", len(record) + 4) + record + bytes(2)
        data += struct.pack(">H", len(texts)) + (struct.pack(">H", len(block)) + block) * drascula.LANGUAGES
    return bytes(data)


def test_drasculas_texts_are_found_behind_other_tables_with_their_clips_and_speakers():
    hero = ["", "Open the door, will you?", *["What is the matter?"] * 30]
    count = ["", *["Behold the night"] * 58]
    groups = [hero, count, *[["", "No, the other way"]] * 8, *[[""]] * 5]
    found = list(drascula.lines(drascula_data(groups, before=b"\0\7items\0\1")))
    assert found[0] == ("1", "drascula-hero", "Open the door, will you?")
    by_clip = {clip: who for clip, who, _ in found}
    assert (by_clip["D57"], by_clip["D58"], by_clip["BJ1"]) == ("drascula-count", "drascula-blind-man", "drascula-woman")
    assert "0" not in by_clip
    assert len(found) == 31 + 58 + 8


def test_what_is_not_drasculas_data_is_refused():
    with pytest.raises(SystemExit, match="holds no texts in the form of version 1.0"):
        list(drascula.lines(random.Random(1).randbytes(2000)))


def test_hiccups_and_impossible_texts_are_left_out(tmp_path):
    clip = tmp_path / "B1.ALS"
    clip.write_bytes(bytes([128]) * RATE_HZ)
    (tmp_path / "clips").mkdir()
    files = {"B1": clip}
    record = drascula.make_clip(("B1", "drascula-drunk", "I am... HIC... fine"), files, tmp_path)
    assert (record["text"], record["held_out"]) == ("i am fine", False)
    assert drascula.make_clip(("B2", "drascula-drunk", "I am fine"), files, tmp_path) == "no clip"
    assert drascula.make_clip(("B1", "drascula-drunk", "..."), files, tmp_path) == "not said as written"
    assert "too long" in drascula.make_clip(("B1", "drascula-drunk", "so many words " * 4), files, tmp_path)
