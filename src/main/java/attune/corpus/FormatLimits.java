package attune.corpus;

import static attune.fault.Parameter.named;

import java.util.List;

/** Refuses what a format cannot hold, before anything is written. */
public final class FormatLimits {
    private FormatLimits() {}

    /**
     * Refuses clips that are parts of files, for a format without times.
     *
     * @param format such as DeepSpeech's CSV
     * @param parts the clips that are parts of their files
     * @throws attune.fault.UserFault if there are any and the format does not hold them
     */
    public static void requireWholeFiles(ManifestFormat format, List<Utterance> parts) {
        Faults faults = new Faults();
        if (!format.holdsStretches()) {
            for (Utterance part : parts) {
                faults.add(
                        part.where(),
                        "the clip is a part of its file, from " + part.clip().offsetSeconds() + " seconds on, and "
                                + format.optionName() + " holds only whole files",
                        "add " + named("cut") + " to write it as a file of its own, or convert to nemo or kaldi");
            }
        }
        faults.throwIfAny();
    }

    /**
     * Refuses clips without a text, for a format where every clip has one.
     *
     * @param format such as Common Voice's TSV
     * @param utterances what is to be written
     * @throws attune.fault.UserFault if one lacks its text and the format does not allow that
     */
    public static void requireTexts(ManifestFormat format, List<Utterance> utterances) {
        boolean someHave = utterances.stream().anyMatch(one -> one.text().isPresent());
        if (format == ManifestFormat.NEMO || (format.holdsUntranscribed() && !someHave)) {
            return;
        }
        Faults faults = new Faults();
        for (Utterance utterance : utterances) {
            if (utterance.text().isEmpty()) {
                faults.add(
                        utterance.where(),
                        "the clip has no text, which " + format.optionName() + " needs",
                        "give the text, leave the clip out, or convert to nemo");
            }
        }
        faults.throwIfAny();
    }
}
