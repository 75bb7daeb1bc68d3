package attune.lm;

import attune.files.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes a tree as an ARPA file, gzipped if the name ends in {@code .gz}. Back-off weights of zero are left out. */
final class ArpaWriter {
    private static final double LN_10 = Math.log(10);

    private final NgramTree tree;
    private final Writer out;

    private ArpaWriter(NgramTree tree, Writer out) {
        this.tree = tree;
        this.out = out;
    }

    static void write(Path file, NgramTree tree) throws IOException {
        boolean zip = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        AtomicFile.write(file, plain -> {
            // Finished here, not closed: the file below has still to be flushed to the disk.
            GZIPOutputStream zipped = zip ? new GZIPOutputStream(plain, 1 << 16) : null;
            OutputStream bytes = zipped == null ? plain : zipped;
            Writer text = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16);
            new ArpaWriter(tree, text).write();
            text.flush();
            if (zipped != null) {
                zipped.finish();
            }
        });
    }

    private void write() throws IOException {
        out.write("\\data\\\n");
        for (int n = 1; n <= tree.order(); n++) {
            out.write("ngram " + n + "=" + tree.depths().get(n - 1).size() + "\n");
        }
        for (int n = 1; n <= tree.order(); n++) {
            out.write("\n\\" + n + "-grams:\n");
            writeNgrams(n);
        }
        out.write("\n\\end\\\n");
    }

    private void writeNgrams(int n) throws IOException {
        NgramTree.Depth depth = tree.depths().get(n - 1);
        int[] path = new int[n]; // a node of each depth
        for (int node = 0; node < depth.size(); node++) {
            path[n - 1] = node;
            moveUpwards(path);
            writeLine(depth, path);
        }
    }

    /** Moves the parents on to those of the last node; the nodes come in their parents' order. */
    private void moveUpwards(int[] path) {
        for (int i = path.length - 2; i >= 0; i--) {
            int[] children = tree.depths().get(i).children();
            while (children[path[i] + 1] <= path[i + 1]) {
                path[i]++;
            }
        }
    }

    private void writeLine(NgramTree.Depth depth, int[] path) throws IOException {
        int node = path[path.length - 1];
        out.write(log10(depth.logProb()[node]));
        for (int i = 0; i < path.length; i++) {
            out.write(i == 0 ? '\t' : ' ');
            String token = tree.vocabulary().text(tree.depths().get(i).tokens()[path[i]]);
            out.write(SpecialTokens.inArpa(token));
        }
        if (depth.backoff().length > 0 && depth.backoff()[node] != 0) {
            out.write('\t');
            out.write(log10(depth.backoff()[node]));
        }
        out.write('\n');
    }

    private static String log10(float natural) {
        return natural == SpecialTokens.ZERO_LOG_PROB ? "-99" : Float.toString((float) (natural / LN_10));
    }
}
