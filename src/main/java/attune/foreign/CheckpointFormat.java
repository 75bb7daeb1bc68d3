package attune.foreign;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A checkpoint in TensorFlow's V2 format (its {@code tensor_bundle.h}): a table of variables, {@code NAME.index}, and
 * their numbers in {@code NAME.data-00000-of-00001} and so on. All checksums are verified.
 */
final class CheckpointFormat implements ModelFormat {
    private static final String SUFFIX = ".index";
    private static final int MOST_SHARDS = 1000;

    @Override
    public boolean recognises(Stretch file) {
        return SortedTable.isOne(file);
    }

    @Override
    public ForeignModel read(Path index) throws IOException {
        Map<String, Stretch> table = new SortedTable(Stretch.of(index)).entries();
        Stretch header = table.remove("");
        if (header == null) {
            throw new UserFault(
                    index.toString(), "the table has no header, so it is not a checkpoint", "fetch it again");
        }
        long shards = shards(header);
        List<CheckpointEntry> entries = new ArrayList<>();
        table.forEach((name, message) -> entries.add(CheckpointEntry.read(name, message)));
        Map<String, FloatTensor> tensors = tensors(index, shards, entries);
        return new ForeignModel(
                index, "TensorFlow checkpoint", tensors, Map.of(), Map.of(), Flags.beside(index), Optional.empty());
    }

    private static long shards(Stretch header) {
        long shards = 1;
        ProtoFields fields = new ProtoFields(header, "the header");
        while (fields.next()) {
            if (fields.number() == 1) {
                shards = fields.integer();
            }
            if (fields.number() == 2 && fields.integer() != 0) {
                throw header.fault(0, "the numbers are big-endian, which Attune does not read");
            }
        }
        if (shards < 1 || shards > MOST_SHARDS) {
            throw header.fault(0, "the header claims " + shards + " data files");
        }
        return shards;
    }

    /** In file order, so that overlaps show: a forged index cannot make us read the same bytes for ever. */
    private static Map<String, FloatTensor> tensors(Path index, long shards, List<CheckpointEntry> entries)
            throws IOException {
        entries.sort(Comparator.comparingLong(CheckpointEntry::shard).thenComparingLong(CheckpointEntry::offset));
        Map<Long, Stretch> files = new HashMap<>();
        Map<String, FloatTensor> tensors = new TreeMap<>();
        long shard = -1;
        long end = 0;
        for (CheckpointEntry entry : entries) {
            Stretch file = files.get(entry.shard());
            if (file == null) {
                file = shard(index, entry, shards);
                files.put(entry.shard(), file);
            }
            if (entry.shard() == shard && entry.offset() < end) {
                throw file.fault(entry.offset(), "tensor " + entry.name() + " overlaps the one before it");
            }
            shard = entry.shard();
            end = entry.offset() + entry.size();
            // Strings have a different kind of checksum, and no model needs them.
            if (entry.type() != TensorTypes.STRING) {
                Stretch data = entry.data(file);
                if (entry.type() == TensorTypes.FLOAT) {
                    tensors.put(entry.name(), new FloatTensor(entry.name(), entry.shape(), data));
                }
            }
        }
        return tensors;
    }

    private static Stretch shard(Path index, CheckpointEntry entry, long shards) throws IOException {
        String whole = index.getFileName().toString();
        String name = whole.endsWith(SUFFIX) ? whole.substring(0, whole.length() - SUFFIX.length()) : whole;
        Path file =
                index.resolveSibling(String.format(Locale.ROOT, "%s.data-%05d-of-%05d", name, entry.shard(), shards));
        try {
            return Stretch.of(file);
        } catch (NoSuchFileException e) {
            throw new UserFault(
                    index.toString(),
                    "tensor " + entry.name() + " is in " + file.getFileName() + ", which does not exist",
                    "put the checkpoint's data files beside its index",
                    e);
        }
    }
}
