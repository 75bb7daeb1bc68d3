package attune.cli;

import attune.sweeps.Try;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The command that adapts in the way a cross-validation chose, since that keeps no model: the command as typed, without
 * the options that only served to choose.
 *
 * @param chosen the way
 * @param out the cross-validation's folder
 */
record ChosenWay(Try chosen, Path out) {
    /** Options of a sweep that adapt does not have or that the chosen way sets itself. */
    private static final Set<String> ONLY_FOR_CHOOSING = Set.of(
            "--folds",
            "--try",
            "--try-plan",
            "--seeds",
            "--resume",
            "--overwrite",
            "--out",
            "--format",
            "--quiet",
            "--insert",
            "--keep-until");

    private static final Set<String> SHORT = Set.of("-o", "-q");

    /** A line for a person. */
    String text(List<String> typed) {
        List<String> words = new ArrayList<>(List.of("attune"));
        words.addAll(kept(typed));
        words.addAll(way(typed.get(0).equals("image")));
        words.addAll(List.of("-o", out + "-adapted"));
        return "to adapt so with all of the data: "
                + words.stream().map(ChosenWay::quoted).collect(Collectors.joining(" ")) + System.lineSeparator();
    }

    private List<String> kept(List<String> typed) {
        Set<String> dropped = new HashSet<>(ONLY_FOR_CHOOSING);
        chosen.settings().keySet().forEach(name -> dropped.addAll(List.of("--" + name, "--no-" + name)));
        if (!chosen.operation().surgery().trainScope().reachesTrunk()) {
            dropped.add("--trunk-learning-rate-factor");
        }
        if (!chosen.operation().stages().isTwo()) {
            dropped.add("--second-stage-learning-rate-factor");
        }
        List<String> kept = new ArrayList<>();
        boolean keeping = true;
        for (String word : typed) {
            if (word.startsWith("--")) {
                keeping = !dropped.contains(word.split("=", 2)[0]);
            } else if (word.startsWith("-")) {
                keeping = SHORT.stream().noneMatch(word::startsWith);
            }
            if (keeping) {
                kept.add(word);
            }
        }
        if (!chosen.scratch()) {
            kept.set(kept.indexOf("sweep"), "adapt");
        }
        return kept;
    }

    /** Only a sweep trains from random weights; one of a single way keeps its model. */
    private List<String> way(boolean pictures) {
        if (chosen.scratch()) {
            return List.of("--try", chosen.text());
        }
        List<String> way =
                new ArrayList<>(List.of("--train-layers", chosen.operation().learning()));
        chosen.operation().surgery().keepUntil().ifPresent(layer -> way.addAll(List.of("--keep-until", layer)));
        chosen.operation().surgery().inserts().forEach(insert -> way.addAll(List.of("--insert", insert.text())));
        chosen.settings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(setting -> way.addAll(setting(setting.getKey(), setting.getValue(), pictures)));
        return way;
    }

    private static List<String> setting(String name, String value, boolean pictures) {
        if (name.equals("augment") && pictures) { // a flag for pictures, with parts as the default
            return value.equals("none") ? List.of("--no-augment") : List.of();
        }
        return List.of("--" + name, value.replace('+', ','));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:,=+@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
