package attune.transcripts;

/** Subtitles for browsers (W3C, "WebVTT: The Web Video Text Tracks Format"). */
final class WebVtt {
    private WebVtt() {}

    static String write(ClipTranscript clip) {
        StringBuilder text = new StringBuilder("WEBVTT\n");
        for (Cue cue : Cues.of(clip.words())) {
            text.append('\n');
            text.append(Clock.of(cue.startSeconds(), '.')).append(" --> ");
            text.append(Clock.of(cue.endSeconds(), '.')).append('\n');
            cue.lines().forEach(line -> text.append(escaped(line)).append('\n'));
        }
        return text.toString();
    }

    /** Cue text may hold tags and character references, so what begins them must not stand for itself. */
    private static String escaped(String line) {
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
