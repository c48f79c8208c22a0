package dev.kechuang.launch;

import dev.kechuang.launch.backup.Moments;
import dev.kechuang.launch.backup.Restore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./kc restore}: a home as it was at a moment. */
@Command(name = "restore", description = "恢复 · restore a backup", mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Mixin
    private BackupOptions backup = new BackupOptions();

    @Option(names = "--to", paramLabel = "TIME", description = "恢复到的时间 · the moment to restore (default: the newest)")
    private @Nullable String to;

    @Override
    public Integer call() throws Exception {
        BackupOptions.refuseExternal();
        Instant target = to == null ? null : Moments.parse(to);
        Home prepared = home.prepare();
        Path backups = backup.directory(prepared);
        Console.step("恢复到 " + prepared.path(), "Restoring from " + backups);
        Instant reached = new Restore(prepared.path(), backups).run(target);
        if (target != null && reached.isBefore(target)) {
            Console.line(
                    "  归档止于 The archive ends at " + Moments.show(reached) + "，其后的改动不在备份中 later changes are not in it");
        }
        Console.line("  已恢复到 Restored to " + Moments.show(reached));
        Console.line("  请执行 ./kc verify 核对，并执行 ./kc backup 开始新的备份。 Now run ./kc verify, and ./kc backup to begin"
                + " a new backup.");
        return 0;
    }
}
