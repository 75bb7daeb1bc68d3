package attune.bench;

import attune.layers.RecurrentLayer;
import attune.layers.kernel.SideBySide;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Matrix products and nothing else, as oneDNN multiplies on one thread of each core at once: the machine's peak, and the
 * products that recurrent layers are made of.
 */
final class ProductsAlone {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 5;
    private static final Product LARGE = new Product(2048, 2048, 2048, 1);

    private final engine cpu = new engine(engine.kind.cpu, 0);

    /**
     * A product of [rows × inner] and [inner × columns].
     *
     * @param left how the first lies in memory
     * @param times how often it is taken, one after the other
     */
    private record Product(long rows, long inner, long columns, memory.format_tag left, int times) {
        private static final memory.format_tag BY_ROWS = memory.format_tag.ab;

        Product(long rows, long inner, long columns, int times) {
            this(rows, inner, columns, BY_ROWS, times);
        }

        double gflop() {
            return 2e-9 * times * rows * inner * columns;
        }
    }

    /**
     * The fastest large product, while all cores multiply.
     *
     * @return GFLOP in a second of one core's time
     */
    double peak() {
        return CORES * LARGE.gflop() / processorSeconds(CORES, LARGE);
    }

    /** One large product, if all cores multiply. */
    static Workload large() {
        ProductsAlone alone = new ProductsAlone();
        return times -> DoubleStream.generate(() -> LARGE.gflop() / (CORES * alone.peak()))
                .limit(times)
                .toArray();
    }

    /**
     * The products of a step's recurrent layers.
     *
     * @param layers each direction on a core of its own
     * @param frames of an utterance
     * @param utterances of the batch
     * @return seconds of processor time by kind of product
     */
    Map<String, Double> seconds(List<RecurrentLayer> layers, int frames, int utterances) {
        long all = (long) frames * utterances;
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (RecurrentLayer layer : layers) {
            int directions = Math.toIntExact(layer.getNOut() / layer.units());
            long inputs = layer.getNIn();
            long units = layer.units();
            long gates = 4 * units;
            Map.of(
                            "input, forward",
                            List.of(new Product(all, inputs, gates, 1)),
                            "input, backward",
                            List.of(new Product(all, gates, inputs, 1), weights(inputs, all, gates)),
                            "recurrent, forward",
                            List.of(new Product(utterances, units, gates, frames)),
                            "recurrent, backward",
                            List.of(new Product(utterances, gates, units, frames), weights(units, all, gates)))
                    .forEach((kind, products) -> products.forEach(
                            product -> seconds.merge(kind, processorSeconds(directions, product), Double::sum)));
        }
        return seconds;
    }

    /** The gradient of weights: of all frames at once, the first factor transposed. */
    private static Product weights(long size, long frames, long gates) {
        return new Product(size, frames, gates, memory.format_tag.ba, 1);
    }

    private double processorSeconds(int threads, Product product) {
        double[] seconds = new double[threads];
        SideBySide.run(threads, thread -> seconds[thread] = processorSeconds(product));
        return Arrays.stream(seconds).sum();
    }

    /** Of this thread, for the product once; the second factor is in the layout that oneDNN prefers. */
    private double processorSeconds(Product product) {
        try (PointerScope local = new PointerScope()) {
            stream queue = new stream(cpu);
            matmul.primitive_desc description = new matmul.primitive_desc(
                    cpu,
                    matrix(product.rows, product.inner, product.left),
                    matrix(product.inner, product.columns, memory.format_tag.any),
                    matrix(product.rows, product.columns, Product.BY_ROWS));
            IntMemoryMap arguments = new IntMemoryMap();
            arguments.put(dnnl.DNNL_ARG_SRC, zeros(description.src_desc()));
            arguments.put(dnnl.DNNL_ARG_WEIGHTS, zeros(description.weights_desc()));
            arguments.put(dnnl.DNNL_ARG_DST, zeros(description.dst_desc()));
            matmul work = new matmul(description);
            long before = 0;
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                if (round == 0) {
                    before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                }
                for (int i = 0; i < product.times; i++) {
                    work.execute(queue, arguments);
                }
                queue._wait();
            }
            return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9 / ROUNDS;
        }
    }

    private static memory.desc matrix(long rows, long columns, memory.format_tag layout) {
        return new memory.desc(new long[] {rows, columns}, memory.data_type.f32, layout);
    }

    private memory zeros(memory.desc description) {
        memory values = new memory(description, cpu);
        Pointer.memset(values.get_data_handle(), 0, description.get_size());
        return values;
    }
}
