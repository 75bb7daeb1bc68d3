package attune.vision.adaptation;

import attune.files.Digest;
import attune.progress.Progress;
import attune.vision.LabelledPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds pictures that are the same bytes under several names.
 *
 * @param pictures how many repeat an earlier one
 * @param contradictory how many of these are of another class than the first
 */
record PictureCopies(int pictures, int contradictory) {

    /** Looks for them; reads only files of the same length. */
    static PictureCopies among(List<LabelledPicture> all) throws IOException {
        Map<Long, List<LabelledPicture>> byLength = new HashMap<>();
        for (LabelledPicture one : all) {
            byLength.computeIfAbsent(Files.size(one.file()), length -> new ArrayList<>())
                    .add(one);
        }
        int copies = 0;
        int contradictory = 0;
        for (List<LabelledPicture> alike : byLength.values()) {
            Map<String, LabelledPicture> first = new HashMap<>();
            for (LabelledPicture one : alike.size() > 1 ? alike : List.<LabelledPicture>of()) {
                LabelledPicture earlier = first.putIfAbsent(Digest.sha256(one.file()), one);
                copies += earlier == null ? 0 : 1;
                contradictory += earlier == null || earlier.label() == one.label() ? 0 : 1;
            }
        }
        return new PictureCopies(copies, contradictory);
    }

    /** Tells of them, if there are any. */
    void tell(int of, Progress progress) {
        if (pictures == 1) {
            progress.note("1 of the " + of + " training pictures is a copy of another"
                    + (contradictory > 0 ? ", of another class" : "")
                    + "; remove it, or it counts twice");
        } else if (pictures > 0) {
            progress.note(pictures + " of the " + of + " training pictures are copies of others"
                    + (contradictory > 0 ? ", " + contradictory + " of them of another class" : "")
                    + "; remove them, or they count twice");
        }
    }
}
