package attune.server;

import attune.bundle.FirstPass;
import attune.fault.NearestNames;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models that are served, by id. One that is replaced answers what it has begun, so no request is lost; one that
 * cannot be opened is told of, and the one before it stays.
 */
final class ModelShelf {
    private static final String ENDING = ".attune";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Map<String, String> aliases;
    private final Executor decoding;
    private final Metrics metrics;
    private final Consumer<String> told;
    private volatile Map<String, ServedModel> models = Map.of();
    /** What each file of the folder was when it was last looked at. */
    private final Map<String, Stamp> seen = new TreeMap<>();
    /** The faults that were told of, each once while it lasts. */
    private final Map<String, String> faults = new TreeMap<>();

    ModelShelf(Map<String, String> aliases, Executor decoding, Metrics metrics, Consumer<String> told) {
        this.aliases = aliases;
        this.decoding = decoding;
        this.metrics = metrics;
        this.told = told;
    }

    /** Tells one state of a file from the next: bundles are put in place by renaming. */
    private record Stamp(
            long bytes, FileTime written, @Nullable Object key) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(is.size(), is.lastModifiedTime(), is.fileKey());
        }
    }

    /** Opens given bundles. */
    void open(Map<String, Path> bundles) throws IOException {
        Map<String, ServedModel> opened = new TreeMap<>();
        try {
            for (Map.Entry<String, Path> bundle : bundles.entrySet()) {
                opened.put(bundle.getKey(), ServedModel.open(bundle.getKey(), bundle.getValue(), decoding, metrics));
            }
        } catch (IOException | RuntimeException | Error e) {
            opened.values().forEach(ServedModel::retire);
            throw e;
        }
        models = opened;
    }

    /** Looks at a folder again, and opens what is new in it. */
    synchronized void rescan(ServerSettings.Folder folder) throws IOException {
        Map<String, Path> found = bundles(folder);
        Map<String, ServedModel> next = new TreeMap<>(models);
        for (Map.Entry<String, Path> bundle : found.entrySet()) {
            try {
                Stamp stamp = Stamp.of(bundle.getValue());
                if (!Objects.equals(seen.get(bundle.getKey()), stamp)) {
                    next.put(bundle.getKey(), opened(bundle.getKey(), bundle.getValue(), stamp));
                    faults.remove(bundle.getKey());
                    told.accept("model " + bundle.getKey() + " is being served");
                }
            } catch (IOException | RuntimeException | Error bad) { // the others must not wait for it
                metrics.add(Metrics.Family.MODEL_FAULTS, 1);
                String fault = "model " + bundle.getKey() + " cannot be served: " + bad.getMessage()
                        + (next.containsKey(bundle.getKey()) ? "; the one before it stays" : "");
                if (!fault.equals(faults.put(bundle.getKey(), fault))) {
                    told.accept(fault);
                }
            }
        }
        seen.keySet().retainAll(found.keySet());
        faults.keySet().retainAll(found.keySet());
        next.keySet().retainAll(found.keySet());
        replace(next);
    }

    /** Is tried again at the next look, unless it succeeds or the file itself is at fault, not want of memory. */
    private ServedModel opened(String id, Path bundle, Stamp stamp) throws IOException {
        try {
            ServedModel model = ServedModel.open(id, bundle, decoding, metrics);
            seen.put(id, stamp);
            return model;
        } catch (UserFault fault) {
            if (!FirstPass.isForWantOfMemory(fault)) {
                seen.put(id, stamp);
            }
            throw fault;
        }
    }

    private void replace(Map<String, ServedModel> next) {
        Map<String, ServedModel> before = models;
        models = next;
        before.forEach((id, old) -> {
            if (next.get(id) != old) {
                old.retire();
                if (!next.containsKey(id)) {
                    told.accept("model " + id + " is served no more");
                }
            }
        });
    }

    private static Map<String, Path> bundles(ServerSettings.Folder folder) throws IOException {
        Map<String, Path> found = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder.folder())) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (Files.isDirectory(file)) {
                    folder.ofRuns().stream()
                            .map(file::resolve)
                            .filter(Files::isRegularFile)
                            .findFirst()
                            .ifPresent(bundle -> found.putIfAbsent(name, bundle));
                } else if (name.endsWith(ENDING)) {
                    found.put(name.substring(0, name.length() - ENDING.length()), file);
                }
            }
        }
        found.keySet().removeIf(id -> !isId(id));
        return found;
    }

    /** Whether a model may be called this. */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** Borrows a model by its id or alias. */
    ServedModel.Use borrow(String name) {
        String id = aliases.getOrDefault(name, name);
        for (ServedModel model = models.get(id); model != null; model = models.get(id)) {
            if (model.borrow()) {
                return new ServedModel.Use(model);
            }
        }
        throw unknown(name).refusal();
    }

    /** A model by its id or alias, to be described. */
    ServedModel get(String name) {
        ServedModel model = models.get(aliases.getOrDefault(name, name));
        if (model == null) {
            throw unknown(name).refusal();
        }
        return model;
    }

    private Fault unknown(String name) {
        Collection<String> ids = models.keySet();
        String remedy = ids.isEmpty() ? "no model is served now" : "there is " + NearestNames.of(name, ids);
        return Fault.invalid(
                404, "The model '" + Exchange.clean(name) + "' does not exist; " + remedy, "model", "model_not_found");
    }

    Collection<ServedModel> all() {
        return models.values();
    }

    /** Lets all go, once their users have. */
    synchronized void retireAll() {
        Map<String, ServedModel> last = models;
        models = Map.of();
        last.values().forEach(ServedModel::retire);
    }
}
