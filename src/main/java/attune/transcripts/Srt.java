package attune.transcripts;

import java.util.List;

/** SubRip subtitles: cues numbered from 1, each followed by an empty line. */
final class Srt {
    private Srt() {}

    static String write(ClipTranscript clip) {
        StringBuilder text = new StringBuilder();
        List<Cue> cues = Cues.of(clip.words());
        for (int i = 0; i < cues.size(); i++) {
            Cue cue = cues.get(i);
            text.append(i + 1).append('\n');
            text.append(Clock.of(cue.startSeconds(), ',')).append(" --> ");
            text.append(Clock.of(cue.endSeconds(), ',')).append('\n');
            cue.lines().forEach(line -> text.append(line).append('\n'));
            text.append('\n');
        }
        return text.toString();
    }
}
