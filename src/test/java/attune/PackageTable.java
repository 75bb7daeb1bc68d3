package attune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two tables of docs/packages.md. The first column of a row names a package below {@code attune}, the last
 * what it may import: names, "all above", or a dash.
 *
 * @param groundFloor packages that all may import
 * @param imports for each package, including the ground floor, which others it may import
 */
record PackageTable(Set<String> groundFloor, Map<String, Set<String>> imports) {
    private static final Pattern NAME = Pattern.compile("\\s*`([a-z.]+)`\\s*");
    private static final String ALL_ABOVE = "all above";
    private static final String NOTHING = "–";

    static PackageTable read(Path document) throws IOException {
        List<String> lines = Files.readAllLines(document);
        Map<String, Set<String>> imports = new LinkedHashMap<>();
        addRows(imports, tableUnder("| ground floor |", lines), Set.of());
        Set<String> groundFloor = Set.copyOf(imports.keySet());
        addRows(imports, tableUnder("| package |", lines), groundFloor);
        return new PackageTable(groundFloor, imports);
    }

    private static List<String[]> tableUnder(String header, List<String> lines) {
        List<String> starts =
                lines.stream().filter(line -> line.startsWith(header)).toList();
        if (starts.size() != 1) {
            throw new AssertionError(starts.size() + " tables start with \"" + header + "\", not one");
        }
        return lines.stream()
                .skip(lines.indexOf(starts.get(0)) + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .toList();
    }

    /** A row may only name rows above it, so a table that can be read has no cycles. */
    private static void addRows(Map<String, Set<String>> imports, List<String[]> rows, Set<String> always) {
        for (String[] cells : rows) {
            String name = name(cells[1]);
            Set<String> allowed = new LinkedHashSet<>(always);
            allowed.addAll(allowed(cells[cells.length - 2].strip(), imports.keySet()));
            if (!imports.keySet().containsAll(allowed)) {
                throw new AssertionError(name + " may import " + allowed + ": some have no row above it");
            }
            if (imports.put(name, allowed) != null) {
                throw new AssertionError(name + " has two rows");
            }
        }
    }

    private static Collection<String> allowed(String cell, Set<String> above) {
        if (cell.equals(ALL_ABOVE)) {
            return new ArrayList<>(above);
        }
        return cell.equals(NOTHING)
                ? List.of()
                : Arrays.stream(cell.split(",", -1)).map(PackageTable::name).toList();
    }

    private static String name(String cell) {
        Matcher name = NAME.matcher(cell);
        if (!name.matches()) {
            throw new AssertionError("not a package name: \"" + cell + "\"");
        }
        return name.group(1);
    }
}
