package attune.audio;

import java.io.EOFException;
import java.io.IOException;

/** The frames of a FLAC stream (RFC 9639, section 9), each checked against both of its checksums and its number. */
final class FlacFrames {

    private static final int SYNC = 0x3FFE;
    private static final int LEFT_SIDE = 8;
    private static final int SIDE_RIGHT = 9;
    private static final int MID_SIDE = 10;

    /** Codes 0 and 12 to 14 mean "as in STREAMINFO" and "at the header's end"; 15 is forbidden. */
    private static final int[] RATES_HZ = {
        0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000
    };
    /** Code 0 means "as in STREAMINFO"; code 3 is reserved. */
    private static final int[] SAMPLE_BITS = {0, 8, 12, -1, 16, 20, 24, 32};

    private final FlacBits bits;
    private final FlacStreamInfo info;
    private final FlacSubframe subframe;
    private long[][] samples;
    private int blockSize;
    private long decoded;
    private long frames;
    private long firstNumber = -1;

    FlacFrames(FlacBits bits, FlacStreamInfo info) {
        this.bits = bits;
        this.info = info;
        this.subframe = new FlacSubframe(bits);
        this.samples = new long[info.channels()][0];
    }

    /** The current frame's samples, [channel × sample]; valid up to the block size, until the next frame. */
    long[][] samples() {
        return samples;
    }

    /**
     * Decodes the next frame.
     *
     * @return its block size; -1 where the file ends on a frame's boundary
     */
    int next() throws IOException {
        if (bits.atEnd()) {
            return -1;
        }
        try {
            bits.startChecksums();
            int assignment = header();
            for (int channel = 0; channel < info.channels(); channel++) {
                subframe.decode(samples[channel], blockSize, info.bits() + (isSide(assignment, channel) ? 1 : 0));
            }
            bits.align();
            int crc = bits.crc16();
            if (bits.unsigned(16) != crc) {
                throw broken("has a wrong CRC-16");
            }
            recombine(assignment);
        } catch (FlacSubframe.Broken e) {
            throw broken(String.valueOf(e.getMessage()));
        } catch (EOFException e) {
            throw new DamagedAudio(
                    "is cut short: it ends inside FLAC frame " + frames + ", after " + decoded + " samples"
                            + (info.samples() == 0 ? "" : " of " + info.samples()),
                    e);
        }
        decoded += blockSize;
        frames++;
        return blockSize;
    }

    /** Section 9.1; returns the channel assignment. */
    private int header() throws IOException {
        if (bits.unsigned(14) != SYNC || bits.unsigned(1) != 0) {
            throw broken("does not start with the sync code");
        }
        boolean variable = bits.unsigned(1) != 0;
        int sizeCode = (int) bits.unsigned(4);
        int rateCode = (int) bits.unsigned(4);
        int assignment = (int) bits.unsigned(4);
        int widthCode = (int) bits.unsigned(3);
        bits.unsigned(1);
        long number = codedNumber();
        setBlockSize(sizeCode);
        int sampleRateHz = sampleRateHz(rateCode);
        int crc = bits.crc8();
        if (bits.unsigned(8) != crc) {
            throw broken("has a header with a wrong CRC-8");
        }
        checkAgainstInfo(assignment, sampleRateHz, SAMPLE_BITS[widthCode]);
        checkNumber(number - (variable ? decoded : frames));
        return assignment;
    }

    private void setBlockSize(int code) throws IOException {
        if (code == 0) {
            throw broken("has the reserved block size 0");
        }
        if (code == 1) {
            blockSize = 192;
        } else if (code <= 5) {
            blockSize = 144 << code;
        } else if (code <= 7) {
            blockSize = (int) bits.unsigned(code == 6 ? 8 : 16) + 1;
        } else {
            blockSize = 1 << code;
        }
        if (samples[0].length < blockSize) {
            samples = new long[info.channels()][blockSize];
        }
    }

    private int sampleRateHz(int code) throws IOException {
        return switch (code) {
            case 12 -> (int) bits.unsigned(8) * 1000;
            case 13 -> (int) bits.unsigned(16);
            case 14 -> (int) bits.unsigned(16) * 10;
            case 15 -> throw broken("has the forbidden sample rate code 15");
            default -> RATES_HZ[code];
        };
    }

    private void checkAgainstInfo(int assignment, int sampleRateHz, int sampleBits) throws DamagedAudio {
        int channels = assignment < LEFT_SIDE ? assignment + 1 : assignment <= MID_SIDE ? 2 : -1;
        boolean sameRate = sampleRateHz == 0 || sampleRateHz == info.sampleRateHz();
        boolean sameBits = sampleBits == 0 || sampleBits == info.bits();
        if (channels != info.channels() || !sameRate || !sameBits) {
            throw broken("differs from the file's header in rate, width or number of channels");
        }
    }

    /** The number counts frames, or samples where block sizes vary; a live recording may start anywhere. */
    private void checkNumber(long numberOfFirst) throws DamagedAudio {
        if (firstNumber < 0) {
            firstNumber = numberOfFirst;
        }
        if (numberOfFirst != firstNumber) {
            throw broken("is out of order: one before it is missing");
        }
    }

    /** Section 9.1.5: UTF-8's scheme, stretched to 36 bits. */
    private long codedNumber() throws IOException {
        int first = (int) bits.unsigned(8);
        int ones = Integer.numberOfLeadingZeros(~(first << 24));
        if (ones == 0) {
            return first;
        }
        if (ones == 1 || ones == 8) {
            throw broken("has a number that is not UTF-8");
        }
        long number = first & (0x7F >> ones);
        for (int i = 1; i < ones; i++) {
            int next = (int) bits.unsigned(8);
            if (next >> 6 != 2) {
                throw broken("has a number that is not UTF-8");
            }
            number = number << 6 | (next & 0x3F);
        }
        return number;
    }

    private static boolean isSide(int assignment, int channel) {
        return channel == 0 ? assignment == SIDE_RIGHT : assignment == LEFT_SIDE || assignment == MID_SIDE;
    }

    /** Section 4.2: from left and side, side and right, or mid and side to left and right. */
    private void recombine(int assignment) {
        if (assignment < LEFT_SIDE) {
            return;
        }
        long[] first = samples[0];
        long[] second = samples[1];
        for (int i = 0; i < blockSize; i++) {
            if (assignment == LEFT_SIDE) {
                second[i] = first[i] - second[i];
            } else if (assignment == SIDE_RIGHT) {
                first[i] += second[i];
            } else {
                long twiceMid = first[i] << 1 | (second[i] & 1);
                first[i] = (twiceMid + second[i]) >> 1;
                second[i] = first[i] - second[i];
            }
        }
    }

    private DamagedAudio broken(String what) {
        return new DamagedAudio("its FLAC data is damaged: frame " + frames + " (sample " + decoded + ") " + what);
    }
}
