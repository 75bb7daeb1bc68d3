package attune.corpus;

import attune.text.TextNormalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What held-out clips have in common with those that are trained on. A result on them is that of speakers, sentences and
 * words as new as these numbers say.
 *
 * @param clips held out
 * @param sameText how many have the text of a training clip
 * @param nearText how many others differ from one in a single word, of four or more
 * @param speakers how many speak, 0 where the manifest does not tell
 * @param heardSpeakers how many of them also speak in training clips
 * @param words in all held-out texts
 * @param newWords how many of them are not in the training texts
 */
public record Overlap(
        int clips, int sameText, int nearText, int speakers, int heardSpeakers, long words, long newWords) {

    /**
     * Compares two sets.
     *
     * @param train clips that are trained on
     * @param heldOut clips that are not
     * @param normalizer texts that it makes equal count as the same
     * @return the numbers
     */
    public static Overlap of(List<Utterance> train, List<Utterance> heldOut, TextNormalizer normalizer) {
        Set<String> wantedTexts = new HashSet<>();
        Set<String> wantedWords = new HashSet<>();
        Set<Long> wantedNear = new HashSet<>();
        for (Utterance one : heldOut) {
            String text = text(one, normalizer);
            wantedTexts.add(text);
            words(text).forEach(wantedWords::add);
            wantedNear.addAll(Kinship.nearTexts(text));
        }
        // Of the training clips, which may be many times as many, only what is held out as well is kept.
        Set<String> texts = new HashSet<>();
        Set<String> words = new HashSet<>();
        Set<Long> nearTexts = new HashSet<>();
        for (Utterance one : train) {
            String text = text(one, normalizer);
            Stream.of(text).filter(wantedTexts::contains).forEach(texts::add);
            words(text).filter(wantedWords::contains).forEach(words::add);
            Kinship.nearTexts(text).stream().filter(wantedNear::contains).forEach(nearTexts::add);
        }
        int same = 0;
        int near = 0;
        long allWords = 0;
        long newWords = 0;
        for (Utterance one : heldOut) {
            String text = text(one, normalizer);
            if (!text.isEmpty() && texts.contains(text)) {
                same++;
            } else if (Kinship.nearTexts(text).stream().anyMatch(nearTexts::contains)) {
                near++;
            }
            allWords += words(text).count();
            newWords += words(text).filter(word -> !words.contains(word)).count();
        }
        Set<String> speakers = speakers(heldOut);
        Set<String> heard = new HashSet<>(speakers);
        heard.retainAll(speakers(train));
        return new Overlap(heldOut.size(), same, near, speakers.size(), heard.size(), allWords, newWords);
    }

    private static String text(Utterance utterance, TextNormalizer normalizer) {
        return normalizer.normalize(utterance.text().orElse(""));
    }

    private static Stream<String> words(String text) {
        return text.isEmpty() ? Stream.empty() : Stream.of(text.split(" ", -1));
    }

    private static Set<String> speakers(Collection<Utterance> utterances) {
        Set<String> speakers = new HashSet<>();
        utterances.forEach(one -> one.speaker().ifPresent(speakers::add));
        return speakers;
    }
}
