package attune.results;

import java.util.List;

/**
 * What {@code attune corpus build} made of the recordings.
 *
 * @param recordings one for each that could be read, in order
 * @param unreadable why others could not be
 */
public record CorpusBuildResult(List<Recording> recordings, List<String> unreadable) {
    /** Copies the lists. */
    public CorpusBuildResult {
        recordings = List.copyOf(recordings);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * One recording.
     *
     * @param audio its file
     * @param minutes how long it is, or the pieces of it that have texts
     * @param sentences of its text
     * @param found how many of them were found in it
     * @param kept how many were certain enough
     * @param clips made of these
     * @param clipMinutes how long the clips are together
     */
    public record Recording(
            String audio, double minutes, int sentences, int found, int kept, int clips, double clipMinutes) {
        /**
         * This and another piece of the same recording.
         *
         * @param other of the same file
         * @return the sums
         */
        public Recording with(Recording other) {
            return new Recording(
                    audio,
                    minutes + other.minutes,
                    sentences + other.sentences,
                    found + other.found,
                    kept + other.kept,
                    clips + other.clips,
                    clipMinutes + other.clipMinutes);
        }
    }
}
