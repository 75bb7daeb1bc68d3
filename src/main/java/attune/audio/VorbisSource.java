package attune.audio;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ogg Vorbis: pages to packets to samples, of exactly the length its granule positions give (Vorbis I specification,
 * appendix A.2): the last page may ask for less than its packets hold, the first for a later start.
 */
final class VorbisSource extends BlockSource {

    /** A packet of sound takes a few kilobytes at most, the setup header some tens; more is damage. */
    private static final int MAX_PACKET_BYTES = 1 << 20;

    private final InputStream in;
    private final OggPages pages;
    private final VorbisDecoder decoder = new VorbisDecoder();
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
    private final AudioInfo info;
    private float @Nullable [] first;
    private long given;

    private VorbisSource(InputStream in, long lastGranule) throws IOException {
        this.in = in;
        this.pages = new OggPages(in);
        PageOfSound page = firstSound();
        float[] sound = page.sound();
        long start = page.isLast() ? 0 : page.granule() - sound.length;
        // A stream that was cut out of a longer one starts late; one that starts early drops what lies before zero.
        this.first = start < 0 ? Arrays.copyOfRange(sound, (int) Math.min(sound.length, -start), sound.length) : sound;
        long samples = lastGranule - Math.max(0, start);
        if (samples < 0) {
            throw new DamagedAudio("its Ogg pages count backwards, from " + start + " to " + lastGranule);
        }
        this.info = AudioInfo.declared("Vorbis", decoder.sampleRateHz(), decoder.channels(), samples);
    }

    /** The sound whose packets end on one page. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    private record PageOfSound(float[] sound, long granule, boolean isLast) {}

    /**
     * Walks the pages to learn the length, then returns to the first sample.
     *
     * @param startByte of the first page, after any ID3v2 tag
     */
    static VorbisSource open(Path file, long startByte) throws IOException {
        long lastGranule = lastGranule(file, startByte);
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.skipNBytes(startByte);
            return new VorbisSource(in, lastGranule);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static long lastGranule(Path file, long startByte) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.skipNBytes(startByte);
            OggPages pages = new OggPages(in);
            long last = 0;
            OggPages.Page page = pages.next();
            while (page != null) {
                last = page.granule() == -1 ? last : page.granule();
                page = pages.next();
            }
            return last;
        }
    }

    private PageOfSound firstSound() throws IOException {
        OggPages.Page page = pages.next();
        while (page != null) {
            float[] sound = decode(page);
            if (decoder.isReady() && page.granule() > 0) {
                return new PageOfSound(sound, page.granule(), page.ends());
            }
            page = pages.next();
        }
        throw new DamagedAudio("holds no samples: its Vorbis stream has no packet of sound", "leave the file out");
    }

    @Override
    public AudioInfo info() {
        return info;
    }

    @Override
    float @Nullable [] nextBlock() throws IOException {
        float[] sound = first;
        first = null;
        if (sound == null) {
            OggPages.Page page = pages.next();
            if (page == null) {
                return atEnd();
            }
            sound = decode(page);
        }
        long left = info.samples() - given;
        float[] kept = sound.length > left ? Arrays.copyOf(sound, (int) left) : sound;
        given += kept.length;
        return kept;
    }

    private float @Nullable [] atEnd() throws DamagedAudio {
        if (given < info.samples()) {
            throw DamagedAudio.cutShort("its last Ogg page", info.samples(), given, "samples");
        }
        return null;
    }

    private float[] decode(OggPages.Page page) throws IOException {
        if (page.continues() != (packet.size() > 0)) {
            throw new DamagedAudio("its Ogg data is damaged: a packet lacks its beginning or its end");
        }
        float[] sound = new float[0];
        int at = 0;
        for (byte segment : page.segments()) {
            int length = segment & 0xFF;
            packet.write(page.body(), at, length);
            at += length;
            if (packet.size() > MAX_PACKET_BYTES) {
                throw new DamagedAudio(
                        "its Ogg data is damaged: a packet has more than " + MAX_PACKET_BYTES + " bytes");
            }
            if (length < 255) {
                float[] more = decoder.decode(packet.toByteArray(), packet.size());
                packet.reset();
                int from = sound.length;
                sound = Arrays.copyOf(sound, from + more.length);
                System.arraycopy(more, 0, sound, from, more.length);
            }
        }
        return sound;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
