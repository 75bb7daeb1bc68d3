package attune.bench;

/** Something that can be done again and again, and timed. */
@FunctionalInterface
interface Workload {

    /**
     * Does it.
     *
     * @param times how often
     * @return seconds of each time
     */
    double[] run(int times);

    /** One that is timed around each time of doing it. */
    static Workload timed(Runnable work) {
        return times -> {
            double[] seconds = new double[times];
            for (int i = 0; i < times; i++) {
                long started = System.nanoTime();
                work.run();
                seconds[i] = (System.nanoTime() - started) / 1e9;
            }
            return seconds;
        };
    }
}
