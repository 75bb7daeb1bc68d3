package attune.speech;

import attune.decoding.BeamDecoder;
import attune.decoding.BeamSearch;
import attune.decoding.Decoder;
import java.util.List;
import java.util.Optional;

/** The best text so far of a segment whose frames are still coming, and how much of it is certain to stay. */
public final class PartialText {
    private final Decoder decoder;
    private final Optional<BeamSearch> search;
    private int heard;
    private String text = "";
    private String stable = "";

    PartialText(Decoder decoder) {
        this.decoder = decoder;
        this.search = decoder instanceof BeamDecoder beam ? Optional.of(beam.start()) : Optional.empty();
    }

    /**
     * Takes a segment's outputs.
     *
     * @param rows natural-log probabilities [frame × label]: those of the last call, perhaps followed by more
     * @param sure how many of them, from the first, are surely the segment's, wherever it ends; never fewer than before
     */
    public void hear(List<float[]> rows, int sure) {
        if (rows.size() == heard) {
            return;
        }
        search.ifPresentOrElse(beam -> search(beam, rows, sure), () -> decode(rows, sure));
        heard = rows.size();
    }

    /** What is stable must follow from rows that are sure, and a search cannot go back to where they ended. */
    private void search(BeamSearch beam, List<float[]> rows, int sure) {
        if (sure >= heard) {
            beam.accept(array(rows.subList(heard, sure)));
            stable = beam.stable();
            beam.accept(array(rows.subList(sure, rows.size())));
        } else {
            beam.accept(array(rows.subList(heard, rows.size())));
        }
        text = beam.partial();
    }

    /** Greedily decoding a whole segment again takes less than a thousandth of its duration. */
    private void decode(List<float[]> rows, int sure) {
        String surely = decoder.decode(array(rows.subList(0, sure))).text();
        stable = surely.substring(0, Math.max(0, surely.lastIndexOf(' ')));
        text = decoder.decode(array(rows)).text();
    }

    private static float[][] array(List<float[]> rows) {
        return rows.toArray(float[][]::new);
    }

    /**
     * The best text of what was heard.
     *
     * @return words with single spaces between them; its end may change as more frames come
     */
    public String text() {
        return text;
    }

    /**
     * The beginning of the text that stays, whatever comes: it grows from call to call, and the segment's final text
     * begins with it.
     *
     * @return whole words with single spaces between them; may be empty
     */
    public String stable() {
        return stable;
    }
}
