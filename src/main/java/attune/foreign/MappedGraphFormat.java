package attune.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * An exported {@code .pbmm}: a frozen graph whose large constants lie outside it, in regions to be mapped into memory.
 * The last eight bytes give the start of the directory of regions (TensorFlow's {@code memmapped_file_system.cc}). The
 * numbers are identical to those of the {@code .pb}.
 */
final class MappedGraphFormat implements ModelFormat {
    private static final String PREFIX = "memmapped_package://";
    private static final String GRAPH = PREFIX + ".";

    /** DeepSpeech's graphs have about twenty. */
    private static final int LARGEST_DIRECTORY = 1 << 20;

    @Override
    public boolean recognises(Stretch file) {
        long begin = directoryBegin(file);
        long length = file.length() - Long.BYTES - begin;
        if (begin < 0 || length <= 0 || length > LARGEST_DIRECTORY) {
            return false;
        }
        byte[] directory = file.part(begin, length, "the directory").copy();
        return new String(directory, StandardCharsets.ISO_8859_1).contains(PREFIX);
    }

    private static long directoryBegin(Stretch file) {
        return file.length() < Long.BYTES ? -1 : file.bytes().getLong(file.length() - Long.BYTES);
    }

    @Override
    public ForeignModel read(Path path) throws IOException {
        Stretch file = Stretch.of(path);
        Map<String, Stretch> regions = regions(file);
        Stretch graph = regions.get(GRAPH);
        if (graph == null) {
            throw file.fault(directoryBegin(file), "the directory has no graph");
        }
        return GraphContent.read(graph, regions).model(path, "memory-mapped TensorFlow graph");
    }

    /** A region without a stated length, as in old files, ends where the next one begins. */
    private static Map<String, Stretch> regions(Stretch file) {
        long directoryBegin = directoryBegin(file);
        Stretch directory =
                file.part(directoryBegin, file.length() - Long.BYTES - directoryBegin, "the directory of regions");
        Map<String, Stretch> regions = new HashMap<>();
        ProtoFields fields = new ProtoFields(directory, "the directory of regions");
        String waiting = "";
        long begin = 0;
        while (fields.next()) {
            if (fields.number() == 1) {
                Element element = Element.read(fields.bytes());
                if (element.offset < begin) {
                    throw fields.bytes().fault(0, "region " + element.name + " begins before the preceding one");
                }
                if (!waiting.isEmpty()) {
                    regions.put(waiting, file.part(begin, element.offset - begin, "region " + waiting));
                }
                regions.put(element.name, file.part(element.offset, element.length, "region " + element.name));
                waiting = element.length == 0 ? element.name : "";
                begin = element.offset;
            }
        }
        if (!waiting.isEmpty()) {
            regions.put(waiting, file.part(begin, directoryBegin - begin, "region " + waiting));
        }
        return regions;
    }

    /** A {@code MemmappedFileSystemDirectoryElement}. */
    private record Element(String name, long offset, long length) {
        static Element read(Stretch message) {
            String name = "";
            long offset = 0;
            long length = 0;
            ProtoFields fields = new ProtoFields(message, "a region's entry");
            while (fields.next()) {
                switch (fields.number()) {
                    case 1 -> offset = fields.integer();
                    case 2 -> name = fields.text();
                    case 3 -> length = fields.integer();
                    default -> {} // newer than this reader
                }
            }
            return new Element(name, offset, length);
        }
    }
}
