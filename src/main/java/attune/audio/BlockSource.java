package attune.audio;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A source whose format comes in blocks: decodes one at a time and hands it out in pieces. */
abstract class BlockSource implements PcmSource {

    private float[] block = new float[0];
    private int taken;
    private boolean ended;

    /** The next block of mono samples, possibly empty; null at the file's proper end. */
    abstract float @Nullable [] nextBlock() throws IOException;

    @Override
    public final int read(float[] mono, int from, int count) throws IOException {
        while (taken == block.length) {
            float[] next = ended ? null : nextBlock();
            if (next == null) {
                ended = true;
                return -1;
            }
            block = next;
            taken = 0;
        }
        int given = Math.min(count, block.length - taken);
        System.arraycopy(block, taken, mono, from, given);
        taken += given;
        return given;
    }
}
