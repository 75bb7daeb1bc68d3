package attune.features;

import java.util.function.Consumer;

/** Cuts pushed samples into windows and hands on the log-mel energies of each, as they are: the first four stages. */
final class LogMelAnalyzer {
    private final int hopSamples;
    private final double energyFloor;
    private final PowerSpectrum spectrum;
    private final MelFilterbank filterbank;
    private final Consumer<float[]> sink;

    private final float[] window;
    private int filled;
    private final float[] energies;

    LogMelAnalyzer(LogMelFrontEnd frontEnd, Consumer<float[]> sink) {
        Framing framing = frontEnd.framing();
        this.hopSamples = framing.hopSamples();
        this.energyFloor = frontEnd.bands().energyFloor();
        this.spectrum = new PowerSpectrum(framing);
        this.filterbank = new MelFilterbank(frontEnd.bands(), framing.fftSize(), frontEnd.sampleRateHz());
        this.sink = sink;
        this.window = new float[framing.windowSamples()];
        this.energies = new float[filterbank.bands()];
    }

    void accept(float[] samples, int count) {
        int taken = 0;
        while (taken < count) {
            int step = Math.min(count - taken, window.length - filled);
            System.arraycopy(samples, taken, window, filled, step);
            taken += step;
            filled += step;
            if (filled == window.length) {
                analyze();
                filled = window.length - hopSamples;
                System.arraycopy(window, hopSamples, window, 0, filled);
            }
        }
    }

    private void analyze() {
        filterbank.apply(spectrum.of(window), energies);
        for (int band = 0; band < energies.length; band++) {
            energies[band] = (float) Math.log(energies[band] + energyFloor);
        }
        sink.accept(energies);
    }
}
