package attune.speech;

import attune.corpus.Clip;
import attune.fault.UserFault;
import attune.features.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Turns clips into transcripts, many at a time: sound is read on all cores, the network runs over batches of clips of
 * about the same length while the next ones are being read, and one bad file does not stop the others. A transcript does
 * not depend on the other clips, but for the last digits of its confidences, which depend on those of its group
 * ({@link ClipGroups}). Memory grows neither with a clip's length, since long ones are recognised piece by piece
 * while they are read, nor with the number of clips, of which two groups are held at a time.
 */
public final class Transcriber {
    private final SpeechFormat format;
    private final AcousticModel acoustic;
    private final SpeechDecoder decoder;
    private final Pieces pieces;

    /**
     * A transcriber that decodes with the model's language model, if it has one.
     *
     * @param model the recogniser; not used elsewhere meanwhile
     */
    public Transcriber(SpeechModel model) {
        this(model, model.decoder());
    }

    /**
     * A transcriber.
     *
     * @param model the recogniser; not used elsewhere meanwhile
     * @param decoder from its outputs to words
     */
    public Transcriber(SpeechModel model, SpeechDecoder decoder) {
        this.format = model.format();
        this.acoustic = new AcousticModel(model.share().network());
        this.decoder = decoder;
        this.pieces = new Pieces(format.frontEnd().sampleRateHz());
    }

    /**
     * Transcribes clips.
     *
     * @param clips any
     * @return their results, in the same order
     */
    public List<Heard> transcribe(List<Clip> clips) {
        List<Heard> heard = new ArrayList<>();
        transcribe(clips, heard::add);
        return heard;
    }

    /**
     * Transcribes clips, giving each result as soon as its group is done.
     *
     * @param clips any number
     * @param results takes each result, in the same order, on the calling thread
     */
    public void transcribe(List<Clip> clips, Consumer<Heard> results) {
        transcribe(clips, ClipGroups.ends(clips.size()), results);
    }

    /**
     * Transcribes clips of some groups of a longer list, to the same bits as the whole list.
     *
     * @param clips any number
     * @param ends where each group ends, see {@link ClipGroups#ends}
     * @param results takes each result, in the same order, on the calling thread
     */
    public void transcribe(List<Clip> clips, int[] ends, Consumer<Heard> results) {
        runAll(clips, ends, clip -> List.of(new DecodedPieces(decoder)), heard -> results.accept(heard.get(0)));
    }

    /**
     * Transcribes clips with several decoders. The network runs once for all of them.
     *
     * @param clips any number
     * @param decoders from the outputs to words
     * @param results takes the results of each clip, one from each decoder in order, on the calling thread
     */
    public void transcribe(List<Clip> clips, List<SpeechDecoder> decoders, Consumer<List<Heard>> results) {
        runAll(
                clips,
                ClipGroups.ends(clips.size()),
                clip -> decoders.stream().map(DecodedPieces::new).toList(),
                results);
    }

    /**
     * The network's output for clips: about 3 kB for each second of sound that is not silent.
     *
     * @param clips any number
     * @param results takes the frames of each clip, in the same order, on the calling thread; none for a clip that
     *     cannot be read
     */
    public void frames(List<Clip> clips, Consumer<ClipFrames> results) {
        frames(clips, ClipGroups.ends(clips.size()), results);
    }

    /**
     * The network's output for clips of some groups of a longer list, to the same bits as for the whole list.
     *
     * @param clips any number
     * @param ends where each group ends, see {@link ClipGroups#ends}
     * @param results takes the frames of each clip, in the same order, on the calling thread; none for a clip that
     *     cannot be read
     */
    public void frames(List<Clip> clips, int[] ends, Consumer<ClipFrames> results) {
        Map<Integer, ClipFrames> underway = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        runAll(
                clips,
                ends,
                clip -> List.of(new KeptPieces(underway.computeIfAbsent(
                        clip, i -> new ClipFrames(format.frontEnd().frameSeconds())))),
                heardBy -> {
                    ClipFrames frames = Objects.requireNonNull(underway.remove(next.getAndIncrement()));
                    frames.end(heardBy.get(0));
                    results.accept(frames);
                });
    }

    /**
     * The same, with other ways from the network's output to a transcript.
     *
     * @param decoders makes one for each clip, by its index
     */
    void run(List<Clip> clips, IntFunction<PieceDecoder> decoders, Consumer<Heard> results) {
        runAll(
                clips,
                ClipGroups.ends(clips.size()),
                clip -> List.of(decoders.apply(clip)),
                heard -> results.accept(heard.get(0)));
    }

    private void runAll(
            List<Clip> clips,
            int[] ends,
            IntFunction<List<? extends PieceDecoder>> decoders,
            Consumer<List<Heard>> results) {
        pieces.inOnePass(() -> runGroups(clips, ends, decoders, results));
    }

    private void runGroups(
            List<Clip> clips,
            int[] ends,
            IntFunction<List<? extends PieceDecoder>> decoders,
            Consumer<List<Heard>> results) {
        List<Reading> group = read(clips, 0, ends.length == 0 ? 0 : ends[0], decoders);
        for (int next = 1; next <= ends.length; next++) {
            int from = ends[next - 1];
            int to = next == ends.length ? from : ends[next];
            CompletableFuture<List<Reading>> ahead =
                    CompletableFuture.supplyAsync(() -> read(clips, from, to, decoders));
            try {
                recognise(group.stream()
                        .flatMap(reading -> reading.waiting.stream())
                        .toList());
                group.forEach(reading -> results.accept(reading.heard()));
            } catch (RuntimeException | Error e) {
                ahead.handle((read, fault) -> null).join(); // no thread goes on reading afterwards
                throw e;
            }
            group = join(ahead);
        }
    }

    private List<Reading> read(List<Clip> clips, int from, int to, IntFunction<List<? extends PieceDecoder>> decoders) {
        return IntStream.range(from, to)
                .parallel()
                .mapToObj(i -> read(clips.get(i), decoders.apply(i)))
                .toList();
    }

    /** Rethrows what went wrong, so that it is reported as on one thread. */
    private static List<Reading> join(CompletableFuture<List<Reading>> ahead) {
        try {
            return ahead.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }

    private Reading read(Clip clip, List<? extends PieceDecoder> decoders) {
        Reading reading = new Reading(decoders);
        try {
            reading.seconds = pieces.read(clip, (start, waveform) -> {
                reading.waiting.add(new Piece(reading, start, format.frontEnd().extract(waveform)));
                if (start - reading.waiting.get(0).startSeconds >= ClipGroups.SECONDS_WAITING) {
                    recognise(reading.waiting);
                    reading.waiting.clear();
                }
            });
            // The end of a long clip: a folder of these would fill the memory, and a clip's length decides its group.
            if (reading.begun || reading.seconds > ClipGroups.SECONDS_WAITING) {
                recognise(reading.waiting);
                reading.waiting.clear();
            }
        } catch (UserFault fault) {
            reading.fault = Optional.of(fault);
            reading.waiting.clear();
        }
        return reading;
    }

    /** Decodes pieces in parallel, those of one long recording, too, and adds them to their clips in order. */
    private void recognise(List<Piece> waiting) {
        List<float[][]> logProbs = logProbabilities(waiting);
        List<Runnable> additions = IntStream.range(0, waiting.size())
                .parallel()
                .boxed()
                .flatMap(i -> waiting.get(i).decode(logProbs.get(i)))
                .toList();
        additions.forEach(Runnable::run);
        waiting.forEach(piece -> piece.of.begun = true);
    }

    /** There is one network, which takes one thread at a time; decoding needs no such care. */
    private synchronized List<float[][]> logProbabilities(List<Piece> waiting) {
        return acoustic.logProbabilities(
                waiting.stream().map(piece -> piece.features).toList());
    }

    /** A piece of a clip, waiting to be recognised. */
    private record Piece(Reading of, double startSeconds, FeatureMatrix features) {
        Stream<Runnable> decode(float[][] logProbs) {
            return of.decoders.stream().map(decoder -> decoder.decode(startSeconds, logProbs));
        }
    }

    /** A clip on its way. */
    private static final class Reading {
        final List<? extends PieceDecoder> decoders;
        boolean begun;
        final List<Piece> waiting = new ArrayList<>();
        double seconds;
        Optional<UserFault> fault = Optional.empty();

        Reading(List<? extends PieceDecoder> decoders) {
            this.decoders = decoders;
        }

        /** By each decoder. */
        List<Heard> heard() {
            return decoders.stream().map(this::heard).toList();
        }

        private Heard heard(PieceDecoder decoder) {
            if (fault.isPresent()) {
                return new Heard.Rejected(fault.get());
            }
            try {
                return new Heard.Said(seconds, decoder.transcript().withTouchingWords(), decoder.hypotheses());
            } catch (UserFault unfit) {
                return new Heard.Rejected(unfit);
            }
        }
    }
}
