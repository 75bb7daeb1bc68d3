package attune.vision.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.progress.Progress;
import attune.runs.Datasets;
import attune.runs.Part;
import attune.vision.DrawnShapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDomainTest {
    private static final ImageDomain DOMAIN = new ImageDomain(ImageChoices.USUAL);

    @TempDir
    Path folder;

    private Path source;
    private Datasets train;

    @BeforeEach
    void draw() throws IOException {
        source = DrawnShapes.bundle(folder.resolve("source.attune"), 3);
        train = Datasets.train(DrawnShapes.folder(folder.resolve("train"), 1, 8, 8, 8));
    }

    @Test
    void allButOneFoldIsLearntFromAndDevIsSetAsideFromIt() throws IOException {
        var whole = DOMAIN.open(source, train, Progress.SILENT);
        var part = DOMAIN.open(source, train.withPart(new Part.AllBut(2, 4)), Progress.SILENT);
        assertThat(whole.data().description()).isEqualTo("21 pictures of 3 classes");
        assertThat(whole.trials().hasTest()).isFalse();
        assertThat(part.data().description()).isEqualTo("15 pictures of 3 classes");
        assertThat(part.trials().hasTest()).isTrue();
        assertThat(part.data().sha256())
                .isNotEqualTo(DOMAIN.open(source, train.withPart(new Part.AllBut(1, 4)), Progress.SILENT)
                        .data()
                        .sha256());
    }

    @Test
    void copiesAreToldAndThoseOfAnotherClass() throws IOException {
        Path pictures = train.train().get(0);
        Path disc = pictures.resolve("red-disc/000.png");
        Files.copy(disc, pictures.resolve("red-disc/again.png"));
        Files.copy(disc, pictures.resolve("blue-bar/disc.png"));
        Path dev = DrawnShapes.folder(folder.resolve("dev"), 2, 1, 1, 1);
        List<String> notes = new ArrayList<>();
        DOMAIN.open(source, train.withDev(dev), new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        });
        assertThat(notes)
                .containsExactly("2 of the 26 training pictures are copies of others, 2 of them of another class;"
                        + " remove them, or they count twice");
    }

    @Test
    void aSingleCopyIsToldInTheSingular() {
        List<String> notes = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        new PictureCopies(1, 0).tell(9, progress);
        new PictureCopies(1, 1).tell(9, progress);
        assertThat(notes)
                .containsExactly(
                        "1 of the 9 training pictures is a copy of another; remove it, or it counts twice",
                        "1 of the 9 training pictures is a copy of another, of another class; remove it, or it counts twice");
    }

    @Test
    void picturesHaveNoMinutes() {
        assertThatThrownBy(() -> DOMAIN.open(source, train.withPart(new Part.Minutes(1)), Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessage("minutes: limits the amount of speech, and pictures have no duration; leave it out");
    }
}
