package attune.bundle;

import java.io.Serial;
import org.deeplearning4j.nn.conf.layers.OutputLayer;

/** Stands for a layer of ours: a class that Deeplearning4j does not know. */
@SuppressWarnings("all") // Deeplearning4j makes the base class's equality of generated code
public class OurOutput extends OutputLayer {
    @Serial
    private static final long serialVersionUID = 1L;

    /** For Jackson. */
    public OurOutput() {}

    /** An output layer under another name. */
    public OurOutput(int inputs, int outputs) {
        super(new Builder().nIn(inputs).nOut(outputs));
    }

    /** The same class after a renaming. */
    public static class Renamed extends OurOutput {
        @Serial
        private static final long serialVersionUID = 1L;

        /** For Jackson. */
        public Renamed() {}
    }
}
