package attune.corpus;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * A Kaldi data folder: {@code wav.scp} (recording, file), {@code text} (utterance, words; without it the folder is for
 * transcription only) and, where recordings hold several utterances, {@code segments} (utterance, recording, start and
 * end in seconds; an end of -1 is the recording's). Without {@code segments} a recording is an utterance. A speaker in
 * {@code utt2spk} other than the utterance itself, which stands for an unknown one, is kept as {@code spk}. Source:
 * Kaldi's "Data preparation" page.
 */
final class KaldiFolder {
    static final String RECORDINGS = "wav.scp";

    private static final String SPEAKERS = "utt2spk";

    /** Kaldi's {@code file.ark:byte} points into an archive. */
    private static final Pattern ARCHIVE_ENTRY = Pattern.compile(".*\\.ark:\\d+");

    private final Path path;
    private final AudioFolder folder;
    private final Faults faults;

    private KaldiFolder(Path path, Faults faults) {
        this.path = path;
        this.folder = AudioFolder.at(path);
        this.faults = faults;
    }

    static List<Utterance> read(Path path, Faults faults) {
        KaldiFolder kaldi = new KaldiFolder(path, faults);
        Map<String, KeyedLines.Entry> recordings = kaldi.table(RECORDINGS);
        List<Utterance> utterances =
                Files.exists(path.resolve("segments")) ? kaldi.segments(recordings) : kaldi.wholeRecordings(recordings);
        List<Utterance> spoken = Files.exists(path.resolve(SPEAKERS)) ? kaldi.withSpeakers(utterances) : utterances;
        return Files.exists(path.resolve("text")) ? kaldi.withTexts(spoken) : spoken;
    }

    private List<Utterance> withSpeakers(List<Utterance> utterances) {
        Map<String, KeyedLines.Entry> speakers = table(SPEAKERS);
        return utterances.stream()
                .map(utterance -> {
                    KeyedLines.Entry line = speakers.get(utterance.id());
                    return line == null
                                    || line.value().isEmpty()
                                    || line.value().equals(utterance.id())
                            ? utterance
                            : utterance.withExtra(Map.of("spk", line.value()));
                })
                .toList();
    }

    private Map<String, KeyedLines.Entry> table(String file) {
        Map<String, KeyedLines.Entry> table = new LinkedHashMap<>();
        for (KeyedLines.Entry line : KeyedLines.read(ManifestText.read(path.resolve(file)))) {
            KeyedLines.Entry before = table.putIfAbsent(line.key(), line);
            if (before != null) {
                faults.add(
                        line.where(),
                        Faults.quoted(line.key()) + " was already given at " + before.where(),
                        "give each id one line in each file of a Kaldi folder");
            }
        }
        return table;
    }

    private List<Utterance> wholeRecordings(Map<String, KeyedLines.Entry> recordings) {
        List<Utterance> utterances = new ArrayList<>();
        for (KeyedLines.Entry recording : recordings.values()) {
            audio(recording)
                    .map(file -> utterance(recording.key(), Clip.whole(file), recording.where()))
                    .ifPresent(utterances::add);
        }
        return utterances;
    }

    private List<Utterance> segments(Map<String, KeyedLines.Entry> recordings) {
        Map<String, Optional<Path>> files = new LinkedHashMap<>();
        recordings.forEach((id, recording) -> files.put(id, audio(recording)));
        List<Utterance> utterances = new ArrayList<>();
        for (KeyedLines.Entry segment : table("segments").values()) {
            String[] fields = segment.value().split("\\s+", -1);
            if (fields.length != 3) {
                faults.add(
                        segment.where(),
                        "found " + Faults.quoted(segment.key() + " " + segment.value()),
                        "a segment is an utterance, a recording, its start and its end in seconds");
            } else if (!files.containsKey(fields[0])) {
                faults.add(
                        segment.where(),
                        "recording " + Faults.quoted(fields[0]) + " is not in " + RECORDINGS,
                        "add the recording or remove its segments");
            } else {
                files.get(fields[0])
                        .flatMap(file -> clip(segment.where(), file, fields[1], fields[2]))
                        .map(clip -> utterance(segment.key(), clip, segment.where()))
                        .ifPresent(utterances::add);
            }
        }
        return utterances;
    }

    private Optional<Clip> clip(String where, Path file, String start, String end) {
        double startSeconds = number(start);
        double endSeconds = number(end);
        boolean toTheEnd = endSeconds == -1;
        if (Clip.isOffset(startSeconds) && (toTheEnd || Clip.isDuration(endSeconds - startSeconds))) {
            // In decimals, as it is written: 8.7 - 7.3 is 1.4, not 1.3999999999999995.
            OptionalDouble duration = toTheEnd
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(BigDecimal.valueOf(endSeconds)
                            .subtract(BigDecimal.valueOf(startSeconds))
                            .doubleValue());
            return Optional.of(new Clip(file, startSeconds, duration));
        }
        faults.add(
                where,
                "segment from " + start + " to " + end,
                "a segment starts at 0 seconds or later and ends after its start, or at -1 for the recording's end");
        return Optional.empty();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN; // which no clip accepts
        }
    }

    private Optional<Path> audio(KeyedLines.Entry recording) {
        String file = recording.value();
        if (file.endsWith("|") || file.startsWith("|")) {
            faults.add(
                    recording.where(),
                    "recording " + Faults.quoted(recording.key()) + " is the output of a command: "
                            + Faults.quoted(file),
                    "Attune never runs commands from data; run them yourself and name the audio files they make");
            return Optional.empty();
        }
        if (file.equals("-") || ARCHIVE_ENTRY.matcher(file).matches()) {
            faults.add(
                    recording.where(),
                    "recording " + Faults.quoted(recording.key()) + " is not an audio file of its own: "
                            + Faults.quoted(file),
                    "copy the sound into audio files (wav-copy) and name those");
            return Optional.empty();
        }
        return folder.resolve(file, recording.where(), faults);
    }

    private static Utterance utterance(String id, Clip clip, String where) {
        return new Utterance(id, clip, Optional.empty(), where, Map.of());
    }

    private List<Utterance> withTexts(List<Utterance> utterances) {
        Map<String, KeyedLines.Entry> texts = table("text");
        List<Utterance> transcribed = new ArrayList<>();
        for (Utterance utterance : utterances) {
            KeyedLines.Entry text = texts.remove(utterance.id());
            if (text == null) {
                faults.add(
                        utterance.where(),
                        "utterance " + Faults.quoted(utterance.id()) + " has no line in text",
                        "give every utterance its text, or remove those without, as Kaldi's utils/fix_data_dir.sh does");
            } else {
                transcribed.add(utterance.withText(text.value()));
            }
        }
        for (KeyedLines.Entry text : texts.values()) {
            faults.add(
                    text.where(),
                    "no sound is given for utterance " + Faults.quoted(text.key()),
                    "remove texts without sound, as Kaldi's utils/fix_data_dir.sh does");
        }
        return transcribed;
    }
}
