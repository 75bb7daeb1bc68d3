package attune.server;

import attune.transcripts.TranscriptFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values of {@code response_format}: OpenAI's, and further forms of transcripts. */
enum AnswerFormat {
    JSON(Optional.empty()),
    TEXT(Optional.of(TranscriptFormat.TXT)),
    SRT(Optional.of(TranscriptFormat.SRT)),
    VTT(Optional.of(TranscriptFormat.VTT)),
    VERBOSE_JSON(Optional.empty()),
    CTM(Optional.of(TranscriptFormat.CTM)),
    TRN(Optional.of(TranscriptFormat.TRN)),
    TEXTGRID(Optional.of(TranscriptFormat.TEXTGRID));

    private final Optional<TranscriptFormat> text;

    AnswerFormat(Optional<TranscriptFormat> text) {
        this.text = text;
    }

    /** The form of plain text; empty for JSON. */
    Optional<TranscriptFormat> text() {
        return text;
    }

    static AnswerFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Fault.invalid(
                                "response_format '" + Exchange.clean(name) + "' is none of "
                                        + Arrays.stream(values())
                                                .map(AnswerFormat::wireName)
                                                .collect(Collectors.joining(", ")),
                                "response_format")
                        .refusal());
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
