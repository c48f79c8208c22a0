package dev.kechuang.launch;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where backups are kept: beside the home by default, so that a lost home does not take them along. */
final class BackupOptions {

    @Option(
            names = "--backup",
            paramLabel = "DIR",
            description = "备份目录 · backup directory (default: KC_BACKUP, else <home>-backup)")
    private @Nullable Path directory;

    Path directory(Home home) {
        if (directory != null) return directory;
        String named = System.getenv("KC_BACKUP");
        if (named != null && !named.isBlank()) return Path.of(named);
        return home.path().resolveSibling(home.path().getFileName() + "-backup");
    }

    /** @throws Refusal if the database is not ours to back up */
    static void refuseExternal() {
        if (!ExternalDatabase.isNamedIn(System.getenv())) return;
        throw new Refusal(
                "外部 PostgreSQL（KC_DB_URL）的备份与恢复由其管理员负责；另请备份数据目录中的 files、secrets 和 secret.key。",
                "An external PostgreSQL (KC_DB_URL) is backed up and restored by its administrator; back up files,"
                        + " secrets and secret.key of the home as well.");
    }
}
