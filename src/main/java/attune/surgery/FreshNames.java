package attune.surgery;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Names for new layers, distinct from all kept vertices. */
final class FreshNames {
    private final Set<String> taken;

    FreshNames(Collection<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** Such as {@code bilstm-new1} for the first insert; a taken number moves on to the next free one. */
    String insert(String kind, int position) {
        int number = position;
        while (!taken.add(kind + "-new" + number)) {
            number++;
        }
        return kind + "-new" + number;
    }

    /** {@code output}, or {@code output2} and so on if that is taken. */
    String output() {
        String name = "output";
        for (int number = 2; !taken.add(name); number++) {
            name = "output" + number;
        }
        return name;
    }
}
