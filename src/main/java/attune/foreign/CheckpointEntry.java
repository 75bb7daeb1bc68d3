package attune.foreign;

/**
 * A {@code BundleEntryProto}: the location of a variable's numbers.
 *
 * @param name of the variable
 * @param type TensorFlow's code for its data type
 * @param shape its sizes
 * @param shard number of the data file
 * @param offset of the first byte there
 * @param size in bytes
 * @param crc masked CRC-32C of the bytes
 */
record CheckpointEntry(String name, long type, Shape shape, long shard, long offset, long size, int crc) {

    static CheckpointEntry read(String name, Stretch message) {
        ProtoFields fields = new ProtoFields(message, "the entry of tensor " + name);
        long[] numbers = new long[7];
        Shape shape = Shape.of();
        while (fields.next()) {
            switch (fields.number()) {
                case 1, 3, 4, 5, 6 -> numbers[fields.number()] = fields.integer();
                case 2 -> shape = Shape.read(fields.bytes(), "tensor " + name);
                case 7 -> throw message.fault(0, "tensor " + name + " is stored in slices, which Attune does not read");
                default -> {} // newer than this reader
            }
        }
        return new CheckpointEntry(name, numbers[1], shape, numbers[3], numbers[4], numbers[5], (int) numbers[6]);
    }

    /** Its numbers in its data file, with the checksum verified. */
    Stretch data(Stretch shardFile) {
        Stretch data = shardFile.part(offset, size, "tensor " + name);
        if (MaskedCrc.of(data) != crc) {
            throw data.fault(0, "tensor " + name + " does not match its checksum");
        }
        return data;
    }
}
