package attune.vision.adaptation;

import attune.files.Digest;
import attune.vision.LabelledPicture;
import attune.vision.PictureSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pictures of a run.
 *
 * @param train for training
 * @param dev for choosing the best epoch
 * @param test for evaluation only; may be empty
 */
record Pictures(PictureSet train, PictureSet dev, PictureSet test) {

    /** The digest in a plan: of their classes and contents, in order. */
    String digest() throws IOException {
        StringBuilder all = new StringBuilder().append(train.labels()).append('\n');
        for (PictureSet part : List.of(train, dev)) {
            all.append(part.pictures().size()).append('\n');
            for (LabelledPicture picture : part.pictures()) {
                all.append(picture.label())
                        .append('\t')
                        .append(Digest.sha256(picture.file()))
                        .append('\n');
            }
        }
        return Digest.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    String description() {
        return train.pictures().size() + " pictures of " + train.labels().size() + " classes";
    }

    List<Path> files() {
        return Stream.of(train, dev, test)
                .flatMap(part -> part.pictures().stream())
                .map(LabelledPicture::file)
                .toList();
    }

    int rejected() {
        return train.rejected() + dev.rejected();
    }
}
