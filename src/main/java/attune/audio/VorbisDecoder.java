package attune.audio;

import com.jcraft.jogg.Packet;
import com.jcraft.jorbis.Block;
import com.jcraft.jorbis.Comment;
import com.jcraft.jorbis.DspState;
import com.jcraft.jorbis.Info;
import java.util.Arrays;

/**
 * Vorbis packets to samples through JOrbis (Vorbis I specification, section 1.3). Any exception of the library means
 * damaged data: it checks little itself.
 */
final class VorbisDecoder {

    private static final int HEADERS = 3;

    private final Info info = new Info();
    private final Comment comment = new Comment();
    private final DspState state = new DspState();
    private final float[][][] planes = new float[1][][];
    private Block block = new Block(state);
    private int[] starts = new int[0];
    private long packets;

    VorbisDecoder() {
        info.init();
        comment.init();
    }

    /** Known after the first packet. */
    int sampleRateHz() {
        return info.rate;
    }

    /** Known after the first packet. */
    int channels() {
        return info.channels;
    }

    /** Whether all three header packets have been taken. */
    boolean isReady() {
        return packets >= HEADERS;
    }

    /**
     * Takes the next packet of the stream.
     *
     * @return the mean of the channels; empty for a header and for the first packet of sound
     */
    float[] decode(byte[] bytes, int length) throws DamagedAudio {
        Packet packet = new Packet();
        packet.packet_base = bytes;
        packet.bytes = length;
        packet.packetno = packets;
        packet.b_o_s = packets == 0 ? 1 : 0;
        // The code that reads the pages computes lengths: JOrbis must not trim as well.
        packet.granulepos = -1;
        try {
            return packets++ < HEADERS ? header(packet) : sound(packet);
        } catch (RuntimeException e) {
            throw new DamagedAudio("its Vorbis data is damaged: packet " + (packets - 1) + " cannot be decoded", e);
        } catch (OutOfMemoryError e) {
            // JOrbis takes table sizes from the setup header as they come; a crafted one asks for gigabytes at once.
            throw new DamagedAudio("its Vorbis header asks for more memory than there is", e);
        }
    }

    private float[] header(Packet packet) throws DamagedAudio {
        if (info.synthesis_headerin(comment, packet) < 0) {
            throw new DamagedAudio("its Vorbis header packet " + (packets - 1) + " breaks the format's rules");
        }
        if (packets == 1) {
            AudioInfo.declared("Vorbis", info.rate, info.channels, AudioInfo.UNKNOWN);
        }
        if (packets == HEADERS) {
            state.synthesis_init(info);
            block = new Block(state);
            starts = new int[info.channels];
        }
        return new float[0];
    }

    private float[] sound(Packet packet) throws DamagedAudio {
        if (block.synthesis(packet) != 0) {
            throw new DamagedAudio("its Vorbis data is damaged: packet " + (packets - 1) + " holds no sound");
        }
        state.synthesis_blockin(block);
        float[] mono = new float[0];
        int count = state.synthesis_pcmout(planes, starts);
        while (count > 0) {
            int from = mono.length;
            mono = Arrays.copyOf(mono, from + count);
            for (int i = 0; i < count; i++) {
                double sum = 0;
                for (int channel = 0; channel < info.channels; channel++) {
                    sum += planes[0][channel][starts[channel] + i];
                }
                mono[from + i] = (float) (sum / info.channels);
            }
            state.synthesis_read(count);
            count = state.synthesis_pcmout(planes, starts);
        }
        return mono;
    }
}
