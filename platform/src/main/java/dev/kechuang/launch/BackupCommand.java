package dev.kechuang.launch;

import dev.kechuang.launch.backup.BaseBackup;
import dev.kechuang.launch.backup.Moments;
import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.launch.postgres.HomeLock;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./kc backup}: a whole copy, of a running or a stopped instance. */
@Command(name = "backup", description = "备份 · take a backup", mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Mixin
    private BackupOptions backup = new BackupOptions();

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "0",
            description = "保留最近 N 份，0 为全部 · keep the newest N, 0 for all")
    private int keep;

    @Override
    public Integer call() throws Exception {
        BackupOptions.refuseExternal();
        if (keep < 0) {
            throw new Refusal("--keep 的值 " + keep + " 有误：应为 0 或正整数。", "--keep " + keep + " is wrong: 0 or more.");
        }
        Home prepared = home.prepare();
        if (!Files.exists(prepared.path().resolve("pgdata/PG_VERSION"))) throw HomeOptions.noData(prepared);
        var running = new Running();
        if (!HomeLock.isTaken(prepared.path())) running.add(EmbeddedDatabase.start(prepared.path()));
        DataSource administration = EmbeddedPostgres.runningAdministration(prepared.path());
        Console.step("备份", "Backing up " + prepared.path());
        var copy = new BaseBackup(prepared.path());
        BaseBackup.Taken taken = copy.take(administration, backup.directory(prepared));
        int pruned = keep == 0 ? 0 : copy.prune(keep);
        Console.line("  备份完成 Done: " + taken.directory());
        Console.line("  自 " + Moments.show(taken.finished()) + " 起的任一时刻均可恢复 Any moment from then on can be restored");
        if (pruned > 0) Console.line("  已删除较早的备份 Older backups deleted: " + pruned);
        return 0;
    }
}
