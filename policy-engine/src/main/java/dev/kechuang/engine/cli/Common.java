package dev.kechuang.engine.cli;

import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What several commands share. */
final class Common {
    private Common() {}

    static Policy policy(Policies policies, String id) {
        return policies.find(id)
                .orElseThrow(() -> new IllegalArgumentException("没有政策 / there is no policy '" + id + "'; "
                        + policies.all().stream().map(Policy::id).collect(Collectors.joining(", "))));
    }

    static Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("不能读取 / can't read " + file);
        }
        return file;
    }
}
