package attune.jobs;

import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.speech.SpeechFormat;
import attune.speech.learning.NewOutput;
import attune.surgery.RowStart;
import attune.text.Alphabet;
import attune.text.LabelFile;
import attune.text.TextNormalizer;
import attune.vision.NewClasses;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the user asked of the new output.
 *
 * @param alphabet a file of labels, or {@link #AUTO}; absent for the source's alphabet
 * @param soundAlike a file that says which new label sounds like which old one
 * @param copyRows whether labels begin as those of the old output
 * @param others what labels begin as that the old output has not, and that sound like none of its
 */
public record OutputChoice(
        Optional<String> alphabet, Optional<Path> soundAlike, boolean copyRows, RowStart.Unknowns others) {
    /** The alphabet of the training transcripts. */
    public static final String AUTO = "auto";

    /**
     * The source's alphabet.
     *
     * @param copyRows whether its labels begin as those of the old output
     * @return the choice
     */
    public static OutputChoice same(boolean copyRows) {
        return new OutputChoice(Optional.empty(), Optional.empty(), copyRows, RowStart.Unknowns.MEAN);
    }

    /** What is read. */
    List<Path> files() {
        return Stream.concat(alphabet.filter(name -> !name.equals(AUTO)).map(Path::of).stream(), soundAlike.stream())
                .toList();
    }

    /** The classes of an image model, which have no alphabet. */
    NewClasses resolve(List<String> classes) {
        if (alphabet.isPresent() || soundAlike.isPresent()) {
            throw new UserFault(
                    alphabet.isPresent() ? "--alphabet" : "--sound-alike",
                    "an image model writes no letters",
                    "leave it out, or give a speech model");
        }
        return new NewClasses(classes, copyRows, others);
    }

    /** The same letters, of which none begins as an old one. */
    OutputChoice anew() {
        return new OutputChoice(alphabet, soundAlike, false, others);
    }

    /** Reads the files. */
    NewOutput resolve(SpeechFormat source, List<Utterance> train) {
        if (soundAlike.isPresent() && !copyRows) {
            throw new UserFault(
                    "--sound-alike",
                    "--no-copy-output-rows leaves no weights of the source to start from",
                    "give one of them");
        }
        Map<String, String> alike = soundAlike
                .map(file -> new LabelFile(file, source.textNormalizer()).soundAlikes(source.alphabet()))
                .orElse(Map.of());
        Alphabet letters = alphabet(source, train);
        if (!alike.isEmpty() && Collections.disjoint(alike.keySet(), letters.labels())) {
            throw new UserFault(
                    soundAlike.map(Path::toString).orElse("--sound-alike"),
                    "the new output has none of its labels",
                    "give their --alphabet, or leave out --sound-alike");
        }
        return new NewOutput(letters, copyRows, alike, others);
    }

    private Alphabet alphabet(SpeechFormat source, List<Utterance> train) {
        if (alphabet.isEmpty()) {
            return source.alphabet();
        }
        TextNormalizer normalizer = source.textNormalizer();
        boolean blankFirst = source.alphabet().blankIndex() == 0;
        if (!alphabet.get().equals(AUTO)) {
            return new LabelFile(Path.of(alphabet.get()), normalizer).alphabet(blankFirst);
        }
        if (train.isEmpty()) {
            throw new UserFault(
                    "--alphabet auto", "there are no training transcripts to take it from", "give --train MANIFEST");
        }
        return Alphabet.of(
                train.stream()
                        .map(one -> normalizer.normalize(one.text().orElse("")))
                        .toList(),
                blankFirst);
    }
}
