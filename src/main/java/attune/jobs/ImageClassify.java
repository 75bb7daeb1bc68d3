package attune.jobs;

import attune.fault.UserFault;
import attune.progress.Progress;
import attune.torch.TorchDevice;
import attune.vision.ImageClassifier;
import attune.vision.ImageModel;
import attune.vision.PictureFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Classifies pictures. */
public final class ImageClassify {
    private final Path model;
    private final List<Path> inputs;

    /**
     * A job.
     *
     * @param model the bundle
     * @param inputs pictures, or folders of them
     */
    public ImageClassify(Path model, List<Path> inputs) {
        this.model = model;
        this.inputs = List.copyOf(inputs);
    }

    /**
     * Classifies.
     *
     * @param progress notified of every picture, and warned of unreadable ones
     * @param sink receives the class names and the result for every readable picture, in order
     * @return the number of unreadable pictures
     * @throws UserFault if an input does not exist or a folder is empty
     * @throws IOException if the disk fails
     */
    public int run(Progress progress, BiConsumer<List<String>, ImageClassifier.Seen> sink) throws IOException {
        List<Path> files = files();
        ImageModel opened = ImageModel.open(model);
        TorchDevice.tell(opened.network(), progress);
        progress.begin("classifying", files.size());
        int[] done = new int[1];
        int[] rejected = new int[1];
        new ImageClassifier(opened).classify(files, seen -> {
            if (seen.fault().isPresent()) {
                progress.warn(seen.fault().get().getMessage());
                rejected[0]++;
            } else {
                sink.accept(opened.format().labels(), seen);
            }
            progress.at(++done[0], "");
        });
        return rejected[0];
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                throw new UserFault(input.toString(), "does not exist", "give a picture or a folder of pictures");
            }
            List<Path> found = Files.isDirectory(input) ? PictureFolders.filesBelow(input) : List.of(input);
            if (found.isEmpty()) {
                throw new UserFault(input.toString(), "is an empty folder", "give a picture or a folder of pictures");
            }
            files.addAll(found);
        }
        return files;
    }
}
