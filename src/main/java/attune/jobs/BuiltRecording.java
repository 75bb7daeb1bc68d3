package attune.jobs;

import attune.corpus.Utterance;
import attune.results.CorpusBuildResult;
import attune.speech.segmentation.ScriptClips.ScriptClip;
import java.util.List;
import java.util.Optional;

/**
 * What was made of a recording, or of a piece of one.
 *
 * @param seconds how long it is
 * @param sentences of its text; without one, drafts
 * @param found how many of them were found
 * @param kept how many of these were certain enough
 * @param clips made of these, in order
 * @param unreadable why it cannot be read; then there is nothing else
 */
record BuiltRecording(
        double seconds, int sentences, int found, int kept, List<ScriptClip> clips, Optional<String> unreadable) {
    BuiltRecording {
        clips = List.copyOf(clips);
    }

    /** A recording that cannot be read. */
    static BuiltRecording unreadable(String why) {
        return new BuiltRecording(0, 0, 0, 0, List.of(), Optional.of(why));
    }

    CorpusBuildResult.Recording result(Utterance recording) {
        return new CorpusBuildResult.Recording(
                recording.clip().audio().toString(),
                seconds / 60,
                sentences,
                found,
                kept,
                clips.size(),
                clips.stream()
                                .mapToDouble(clip -> clip.endSeconds() - clip.startSeconds())
                                .sum()
                        / 60);
    }
}
