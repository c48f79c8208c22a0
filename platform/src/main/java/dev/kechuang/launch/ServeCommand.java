package dev.kechuang.launch;

import dev.kechuang.launch.backup.Archive;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./kc serve}: the application in earnest. */
@Command(name = "serve", description = "正式启动 · start in earnest", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final String EVERYWHERE = "0.0.0.0";

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() throws Exception {
        server.check(EVERYWHERE);
        Home prepared = home.prepare();
        var running = new Running();
        var opening = running.add(Opening.begin(() -> open(prepared)));
        var context = running.add(
                Application.start(opening::database, prepared.path(), settings(server, EVERYWHERE), beans -> {}));
        running.add(new Archive(prepared.path()).keepMirroring()::interrupt);
        Console.line("");
        Console.line("  科创平台已就绪 Kechuang is ready: " + address(context, "localhost"));
        String backup = new Archive(prepared.path()).location().isPresent()
                ? ""
                : "  尚无备份，请执行 ./kc backup No backup yet: run ./kc backup";
        if (!backup.isEmpty() && !ExternalDatabase.isNamedIn(System.getenv())) Console.line(backup);
        Welcome.links(context, address(context, "localhost"));
        return await();
    }

    private Database open(Home prepared) throws IOException, InterruptedException {
        Database database = home.open(prepared);
        return Opening.ready(database, () -> {
            Migrations.run(database.owner());
            new Use(database.owner()).beService();
        });
    }

    static Map<String, Object> settings(ServerOptions server, String address) {
        var settings = new HashMap<>(OnDemand.SETTINGS);
        settings.put("server.port", server.port());
        settings.put("server.address", server.address(address));
        settings.put("db-scheduler.enabled", true);
        return settings;
    }

    static String address(org.springframework.context.ApplicationContext context, String host) {
        return "http://" + host + ":" + context.getEnvironment().getProperty("local.server.port") + "/";
    }

    /** Until the process is told to end. */
    static int await() throws InterruptedException {
        new CountDownLatch(1).await();
        return 0;
    }
}
