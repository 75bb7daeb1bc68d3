package attune.speech;

import attune.decoding.BeamDecoder;
import attune.decoding.BeamSearch;
import attune.decoding.Decoder;
import java.util.List;
import java.util.Optional;

/** The best text so far of a segment whose frames are still coming. */
public final class PartialText {
    private final Decoder decoder;
    private final Optional<BeamSearch> search;
    private int heard;
    private String text = "";

    PartialText(Decoder decoder) {
        this.decoder = decoder;
        this.search = decoder instanceof BeamDecoder beam ? Optional.of(beam.start()) : Optional.empty();
    }

    /**
     * The text of a segment's outputs.
     *
     * @param rows natural-log probabilities [frame × label]: those of the last call, perhaps followed by more
     * @return their text; its end may change as more frames come
     */
    public String of(List<float[]> rows) {
        if (rows.size() == heard) {
            return text;
        }
        // Greedily decoding a whole segment again takes less than a thousandth of its duration.
        text = search.map(beam -> beam(beam, rows.subList(heard, rows.size())))
                .orElseGet(() -> decoder.decode(rows.toArray(float[][]::new)).text());
        heard = rows.size();
        return text;
    }

    private static String beam(BeamSearch search, List<float[]> more) {
        search.accept(more.toArray(float[][]::new));
        return search.partial();
    }
}
