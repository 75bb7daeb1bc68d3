package attune.features;

import java.util.function.Consumer;

/** The first four stages: from pushed samples to the log-mel energies of each window, not yet normalised. */
final class LogMelAnalyzer {
    private final Framer framer;
    private final PowerSpectrum spectrum;
    private final MelFilterbank filterbank;
    private final double energyFloor;
    private final Consumer<float[]> sink;
    private final float[] bands;

    /** The sink gets each window's bands in an array that is overwritten afterwards. */
    LogMelAnalyzer(LogMelFrontEnd frontEnd, Consumer<float[]> sink) {
        Framing framing = frontEnd.framing();
        this.framer = new Framer(framing, this::analyze);
        this.spectrum = new PowerSpectrum(framing);
        this.filterbank = new MelFilterbank(frontEnd.bands(), framing.fftSize(), frontEnd.sampleRateHz());
        this.energyFloor = frontEnd.bands().energyFloor();
        this.sink = sink;
        this.bands = new float[frontEnd.bands().count()];
    }

    void accept(float[] samples, int count) {
        framer.accept(samples, count);
    }

    private void analyze(float[] window) {
        filterbank.apply(spectrum.of(window), bands);
        takeLog(bands, energyFloor);
        sink.accept(bands);
    }

    static void takeLog(float[] energies, double energyFloor) {
        for (int band = 0; band < energies.length; band++) {
            energies[band] = (float) Math.log(energies[band] + energyFloor);
        }
    }
}
