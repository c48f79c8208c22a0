package dev.kechuang.launch;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The application with its jobs and four writers. Each write is a record and its audit entry in one transaction, and is
 * acknowledged on standard output after its commit. Whoever started it kills it.
 */
final class CrashProcess {

    static final String KIND = "crash.write";
    private static final int WRITERS = 4;

    private CrashProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        var running = new Running();
        Database database = running.add(EmbeddedDatabase.start(home));
        Migrations.run(database.owner());
        var settings = Map.<String, Object>of(
                "server.port", -1, "db-scheduler.enabled", true, "spring.main.lazy-initialization", false);
        var context = running.add(Application.start(database, home, settings));
        System.out.println("ready");
        String life = UUID.randomUUID().toString().substring(0, 8);
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = life + "-" + writer;
            Thread.ofPlatform().start(() -> write(context, name));
        }
        Thread.currentThread().join();
    }

    private static void write(ApplicationContext context, String writer) {
        Records records = context.getBean(Records.class);
        AuditLog audit = context.getBean(AuditLog.class);
        var transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        for (long number = 0; ; number++) {
            String key = writer + "-" + number;
            while (!committed(transaction, records, audit, key)) pause();
            System.out.println("ack " + key);
        }
    }

    /** False when the database did not say that it has committed; the key makes a second try harmless. */
    private static boolean committed(TransactionTemplate transaction, Records records, AuditLog audit, String key) {
        try {
            transaction.executeWithoutResult(status -> {
                UUID record = records.append(new NewRecord(
                        KIND,
                        LocalDate.of(2026, 3, 14),
                        "320505",
                        null,
                        null,
                        Map.of("industry", "C39"),
                        1,
                        100,
                        "crash/" + key,
                        key));
                audit.appendSystem("crash", AuditEvent.of("crash.write", "record", record, key));
            });
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
